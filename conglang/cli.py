"""The command line: words in, one build out, and everything that is ever printed.

The only module that prints, and the only one that asks what time it is. Human words go to standard error where `--json`
puts its one object on standard output. Every command imports what it needs and nothing else.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from conglang.build.pipeline import build
from conglang.build.request import DONE, WRONG_USE, Report, Request
from conglang.build.workers import processors
from conglang.diagnostics import error
from conglang.languages import PROGRAM
from conglang.model import Location
from conglang.terminal import parser
from conglang.terminal.console import Console, report_object

INTERRUPTED = 130
INSTALLED = "conglang"
"""The command that a wheel brings."""


def installed() -> int:
    """Run the command line of the installed program."""
    return main(program=INSTALLED)


def main(arguments: Sequence[str] | None = None, *, program: str = PROGRAM) -> int:
    """Run a command; returns the exit status: 0 done, 1 the content has errors, 2 wrong use or configuration."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = parser.portal_language(parser.value_of("--site", given), program)
    try:
        options = parser.read(given, words, RUNS)
    except parser.WrongUse as problem:
        print(problem, file=sys.stderr)
        if "--json" in given:
            print(report_object(Report(WRONG_USE), words, problem.complaint))
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
    from conglang.terminal import extras

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
    from conglang.preview.loop import Options
    from conglang.preview.serve import serve

    request = _request(options, console)
    if request is None:
        return WRONG_USE
    port = 8000 if options.port is None else options.port
    how = Options(options.host or "127.0.0.1", port, follow=options.follow, polling=options.poll)
    return serve(request, how, console, clock=lambda: request.now if options.now else int(time.time()))


def run_new(options: argparse.Namespace, console: Console) -> int:
    """Make the folder of a new article."""
    from conglang.build.scan import scan, settings
    from conglang.commands.new import new
    from conglang.content import dates
    from conglang.diagnostics import has_errors

    request = _request(options, console)
    if request is None:
        return WRONG_USE
    known, diagnostics = settings(request, scan(request))
    if known is None:
        console.diagnostics(diagnostics, request.site)
        if options.json:
            print(report_object(Report(WRONG_USE, diagnostics=diagnostics), console.language))
        return WRONG_USE
    zone = dates.zone(known.config.site.timezone)
    now = datetime.fromtimestamp(request.now, zone).isoformat(timespec="seconds")
    photos = tuple(Path(photo) for photo in options.photos or ())
    path, diagnostics = new(
        request.site, options.title, config=known.config, now_iso=now, photos=photos, gazetteer=known.gazetteer
    )
    console.diagnostics(diagnostics, request.site)
    done = path is not None and not has_errors(diagnostics)
    if path is not None and done:
        console.say("new-made", path=str(path))
    if options.json:
        written = (path.relative_to(request.site).as_posix(),) if path is not None else ()
        print(report_object(Report(DONE if done else WRONG_USE, written, diagnostics=diagnostics), console.language))
    return DONE if done else WRONG_USE


def run_why(options: argparse.Namespace, console: Console) -> int:
    """Tell why a page was made again by the last build, or why it was not."""
    from conglang.commands.why import why

    request = _request(options, console)
    if request is None:
        return WRONG_USE
    key, values = why(request, options.address)
    if key == "why-unknown":
        console.refuse(key, **values)
        return WRONG_USE
    console.say(key, always=True, **values)
    if options.json:
        print(report_object(Report(DONE), console.language))
    return DONE


def run_localities(options: argparse.Namespace, console: Console) -> int:
    """Print the gazetteer, look for its names in articles, or write the first one."""
    from conglang.commands.localities import actions

    request = _request(options, console)
    if request is None:
        return WRONG_USE
    names = actions.Selection(options.province or "", options.district or "")
    done = actions.run(options.action, request, names, yes=options.yes, agree=console.agrees)
    console.diagnostics(done.diagnostics, request.site)
    console.lines(done.lines)
    if done.say:
        console.say(done.say, always=True, **dict(done.values))
    if options.json:
        report = Report(done.status, done.written, diagnostics=done.diagnostics)
        print(report_object(report, console.language))
    return done.status


def run_bench(options: argparse.Namespace, console: Console) -> int:
    """Measure made-up portals, beside other generators where they are installed."""
    import json

    from conglang.bench import command

    status, measured = command.run(options, console)
    if options.json and measured:
        print(json.dumps(measured, ensure_ascii=False))
    return status


def _request(options: argparse.Namespace, console: Console) -> Request | None:
    """What is asked for, with every default filled in; None where the words make no sense, which is said."""
    site = Path(options.site) if options.site else parser.home(console.language.program)
    now = int(time.time())
    if not site.is_dir():
        console.refuse("no-site", path=str(site))
        return None
    if options.now:
        from conglang.content import dates

        moment = dates.moment(options.now.strip(), parser.portal_zone(site))
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
        jobs=options.jobs or processors(),
        program=console.language.program,
    )


RUNS = {
    "build": run_build,
    "serve": run_serve,
    "new": run_new,
    "why": run_why,
    "localities": run_localities,
    "bench": run_bench,
}
"""The commands; `test` is one of `build.py`, which prepares another environment for it."""
