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
BENCH_ARTICLES, BENCH_RUNS = "1000", 3


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
        if any(d.code == "heic-without-extra" for d in report.diagnostics) and _decoder_installed(options, console):
            report = build(request, progress=console.progress)
    except OSError as problem:  # A full disk, a folder that may not be written: the portal stays as it was.
        at = Location(str(problem.filename2 or problem.filename or request.output))
        diagnostic = error("cannot-write", at, reason=problem.strerror or type(problem).__name__)
        report = Report(WRONG_USE, diagnostics=(diagnostic,), language=console.language.code)
    console.report(report, request, seconds=time.perf_counter() - began)
    return report.status


def _decoder_installed(options: argparse.Namespace, console: Console) -> bool:
    """Offer to install the decoder of HEIC photos, which a portal holds and nothing reads; whether it is there now."""
    from conglang import extras

    if not (options.yes or console.agrees("heic-offer")):
        return False
    console.say("heic-installing")
    reason = extras.install(extras.HEIC, alone=True)
    if reason:
        console.say("heic-failed", always=True, reason=reason)
        return False
    console.say("heic-installed")
    return True


def run_serve(options: argparse.Namespace, console: Console) -> int:
    """Serve a preview that keeps up with what is saved, until it is ended."""
    from conglang.preview.keeping import Options
    from conglang.preview.serve import serve

    request = _request(options, console)
    if request is None:
        return WRONG_USE
    port = 8000 if options.port is None else options.port
    how = Options(options.host or "127.0.0.1", port, follow=options.follow, polling=options.poll)
    return serve(request, how, console, clock=lambda: request.now if options.now else int(time.time()))


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


def run_localities(options: argparse.Namespace, console: Console) -> int:
    """Print the gazetteer, look for its names in articles, or write the first one."""
    from conglang.gazetteers import commands

    request = _request(options, console)
    if request is None:
        return WRONG_USE
    names = commands.Names(options.province or "", options.district or "")
    done = commands.run(options.action, request, names, yes=options.yes, agree=console.agrees)
    console.diagnostics(done.diagnostics, request.site)
    console.lines(done.lines)
    if done.say:
        console.say(done.say, always=True, **dict(done.values))
    if options.json:
        report = Report(done.status, done.written, diagnostics=done.diagnostics)
        print(report_object(report, console.language))
    return done.status


def run_bench(options: argparse.Namespace, console: Console) -> int:
    """Measure the building of made-up portals, beside other generators where they are installed."""
    import json
    import tempfile

    from conglang.bench import peers, relatedness, runs, tables

    if options.related:
        print(relatedness.report())
        return DONE
    sizes = [int(size) if size.isdecimal() else 0 for size in (options.articles or BENCH_ARTICLES).split(",")]
    names = peers.NAMES if options.peers is None else tuple(name for name in options.peers.split(",") if name)
    unknown = [name for name in names if name not in peers.NAMES]
    times, photos = options.runs if options.runs is not None else BENCH_RUNS, options.photos or 0
    if min(sizes) < 1 or times < 1 or photos < 0 or unknown:
        console.refuse("bench-wrong-use", names=", ".join(peers.NAMES))
        return WRONG_USE
    keep = Path(options.keep).resolve() if options.keep else None
    if keep is not None and keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        console.refuse("bench-not-empty", path=str(keep))
        return WRONG_USE
    taking_part = runs.contenders(names, options.jobs or 0)
    measured: dict[str, object] = {}

    def say(name: str, articles: int, case: str) -> None:
        console.say(
            "bench-running", name=name, articles=str(articles), case=console.language.console[f"bench-case-{case}"]
        )

    with tempfile.TemporaryDirectory(prefix="conglang-bench-") as temporary:
        for articles in dict.fromkeys(sizes):
            folder = (keep or Path(temporary)) / str(articles)
            try:
                results = runs.bench(folder, articles, runs=times, photos=photos, taking_part=taking_part, say=say)
            except runs.BuildFailed as problem:
                console.refuse("bench-failed", reason=str(problem))
                return WRONG_USE
            measured[str(articles)] = tables.values(results)
            if not options.json:
                print(f"\n{tables.table(results, console.language)}\n")
    if options.json:
        print(json.dumps({"status": DONE, "runs": times, "photos": photos, "articles": measured}, ensure_ascii=False))
    return DONE


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


RUNS = {
    "build": run_build,
    "serve": run_serve,
    "new": run_new,
    "why": run_why,
    "localities": run_localities,
    "bench": run_bench,
}
"""The commands; `test` is one of `build.py`, which prepares another environment for it."""
