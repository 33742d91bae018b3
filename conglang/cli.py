"""The command line: words in, one build out, and everything that is ever printed.

The only module that prints, and the only one that asks what time it is. Human words go to standard error where `--json`
puts its one object on standard output. Every command imports what it needs and nothing else.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from conglang import commandline
from conglang.console import Console, report_object
from conglang.diagnostics import error
from conglang.languages import CODES, Language, language
from conglang.model import Location
from conglang.pipeline import build
from conglang.request import DONE, WRONG_USE, Report, Request
from conglang.workers import processors

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0 done, 1 the content has errors, 2 wrong use or configuration."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = _portal_language(_value(given, "--site"))
    try:
        options = commandline.read(given, words, RUNS)
    except commandline.WrongUse as problem:
        print(problem, file=sys.stderr)
        if "--json" in given:
            print(report_object(Report(WRONG_USE), words))
        return WRONG_USE
    except SystemExit as ended:
        return int(ended.code or 0)
    console = Console(words, quiet=options.quiet, json=options.json)
    try:
        return int(options.run(options, console))
    except KeyboardInterrupt:
        console.say("interrupted", always=True)
        return INTERRUPTED
    except BrokenPipeError:
        return DONE


def run_build(options: argparse.Namespace, console: Console) -> int:
    """Build the portal and tell what was done."""
    request = _request(options, console)
    if request is None:
        return WRONG_USE
    began = time.perf_counter()
    try:
        report = build(request, progress=console.progress)
    except OSError as problem:  # A full disk, a folder that may not be written: the portal stays as it was.
        at = Location(str(problem.filename2 or problem.filename or request.output))
        diagnostic = error("cannot-write", at, reason=problem.strerror or type(problem).__name__)
        report = Report(WRONG_USE, diagnostics=(diagnostic,), language=console.language.code)
    console.report(report, request, seconds=time.perf_counter() - began)
    return report.status


def run_new(options: argparse.Namespace, console: Console) -> int:
    """Make the folder of a new article."""
    from conglang.diagnostics import has_errors
    from conglang.inputs import scan, settings
    from conglang.new import new
    from conglang.source import moments

    request = _request(options, console)
    if request is None:
        return WRONG_USE
    known, diagnostics = settings(request, scan(request))
    if known is None:
        console.diagnostics(diagnostics, request.site)
        return WRONG_USE
    zone = moments.zone(known.config.site.timezone)
    now = datetime.fromtimestamp(request.now, zone).isoformat(timespec="seconds")
    photos = tuple(Path(photo) for photo in options.photos or ())
    path, diagnostics = new(
        request.site, options.title, config=known.config, now_iso=now, photos=photos, gazetteer=known.gazetteer
    )
    console.diagnostics(diagnostics, request.site)
    if path is None or has_errors(diagnostics):
        return WRONG_USE
    console.say("new-made", path=str(path))
    return DONE


def run_why(options: argparse.Namespace, console: Console) -> int:
    """Tell why a page was made again by the last build, or why it was not."""
    from conglang.why import why

    request = _request(options, console)
    if request is None:
        return WRONG_USE
    key, values = why(request, options.address)
    console.say(key, always=True, **values)
    return WRONG_USE if key == "why-unknown" else DONE


def _request(options: argparse.Namespace, console: Console) -> Request | None:
    """What is asked for, with every default filled in; None where the words make no sense, which is said."""
    site = Path(options.site) if options.site else _home()
    now = int(time.time())
    if not site.is_dir():
        console.refuse("no-site", path=str(site))
        return None
    if options.now:
        from conglang.source import moments

        moment = moments.moment(options.now.strip(), _portal_zone(site))
        if isinstance(moment, str):
            console.refuse("bad-now", value=options.now)
            return None
        now = moment.epoch
    return Request(
        site=site.resolve(),
        output=(Path(options.output) if options.output else site / "output").resolve(),
        cache=(Path(options.cache) if options.cache else site / ".cache").resolve(),
        now=now,
        base_url=options.base_url or "",
        drafts=options.drafts,
        future=options.future,
        clean=options.clean,
        skip_broken=options.skip_broken,
        jobs=max(1, options.jobs or processors()),
    )


def _home() -> Path:
    """The portal that is meant when none is named: the folder of `build.py`, or the current one for an installed command."""
    beside = Path(__file__).resolve().parent.parent
    return beside if (beside / "build.py").is_file() else Path.cwd()


def _value(given: list[str], option: str) -> str:
    for position, word in enumerate(given):
        if word == option and position + 1 < len(given):
            return given[position + 1]
        if word.startswith(option + "="):
            return word.partition("=")[2]
    return ""


def _portal_language(site: str) -> Language:
    """The language of the portal, for help and errors; Vietnamese while nobody has said which."""
    code = _setting(site or str(_home()), "language")
    return language(code if code in CODES else "vi")


def _setting(site: str, key: str) -> str:
    """A text of `[site]` as a glance at the file finds it: also while the file as a whole cannot be read."""
    try:
        text = (Path(site) / "config.toml").read_text("utf-8-sig", "replace")
    except OSError:
        return ""
    found = re.search(rf"""^[ \t]*{key}[ \t]*=[ \t]*["']([^"'\n]*)["']""", text, re.MULTILINE)
    return found[1] if found is not None else ""


def _portal_zone(site: Path) -> tzinfo:
    """The portal's time zone, for a moment without an offset; Vietnam's where the configuration does not say."""
    from conglang.source import moments

    usual = moments.zone("Asia/Ho_Chi_Minh")
    assert usual is not None
    return moments.zone(_setting(str(site), "timezone")) or usual


RUNS = {"build": run_build, "new": run_new, "why": run_why}
"""The commands; `test` is one of `build.py`, which prepares another environment for it."""
