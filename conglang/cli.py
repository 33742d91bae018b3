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
from typing import NoReturn

from conglang.console import Console
from conglang.diagnostics import error
from conglang.languages import CODES, Language, language
from conglang.model import Location
from conglang.pipeline import build
from conglang.request import DONE, WRONG_USE, Report, Request
from conglang.workers import processors

INTERRUPTED = 130
COMMANDS = ("build", "new", "why")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0 done, 1 the content has errors, 2 wrong use or configuration."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = _portal_language(_value(given, "--site"))
    if not given or (given[0] not in COMMANDS and given[0] not in ("-h", "--help")):
        given.insert(0, "build")
    try:
        options = _parser(words).parse_args(given)
    except _WrongUse as problem:
        print(problem, file=sys.stderr)
        return WRONG_USE
    except SystemExit as ended:
        return int(ended.code or 0)
    console = Console(words, quiet=getattr(options, "quiet", False), json=getattr(options, "json", False))
    try:
        return int(options.run(options, console))
    except KeyboardInterrupt:
        console.say("interrupted")
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
        at = Location(str(problem.filename or request.output))
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
    if options.now:
        try:
            moment = datetime.fromisoformat(options.now)
        except ValueError:
            console.say("bad-now", always=True, value=options.now)
            return None
        now = int((moment if moment.tzinfo else moment.astimezone()).timestamp())
    if not site.is_dir():
        console.say("no-site", always=True, path=str(site))
        return None
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
    import tomllib

    try:
        data = tomllib.loads((Path(site or _home()) / "config.toml").read_text("utf-8-sig"))
        code = data["site"]["language"]
    except (OSError, ValueError, KeyError, TypeError):
        code = "vi"
    return language(code if code in CODES else "vi")


class _WrongUse(Exception):
    """The words of the command line make no sense; the text says why."""


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in the portal's language and prints nothing itself."""

    words: Language

    def error(self, message: str) -> NoReturn:
        raise _WrongUse(f"{self.words.console['wrong-use'].format(reason=message)}\n{self.format_usage().strip()}")


def _parser(words: Language) -> argparse.ArgumentParser:
    text = words.console
    _Parser.words = words
    parser = _Parser(prog="build.py", description=text["help"], add_help=False)
    _help(parser, text)
    common = _Parser(add_help=False)
    for name, metavar in (("site", "DIR"), ("output", "DIR"), ("cache", "DIR"), ("base-url", "URL"), ("now", "T")):
        common.add_argument(f"--{name}", metavar=metavar, help=text[f"help-{name}"])
    for name in ("drafts", "future", "clean", "skip-broken", "yes", "json", "quiet"):
        common.add_argument(f"--{name}", action="store_true", help=text[f"help-{name}"])
    common.add_argument("--jobs", type=int, metavar="N", help=text["help-jobs"])
    commands = parser.add_subparsers(title=text["help-commands"], metavar="", parser_class=_Parser, required=True)
    for name, run in (("build", run_build), ("new", run_new), ("why", run_why)):
        command = commands.add_parser(name, help=text[f"help-{name}"], parents=[common], add_help=False)
        _help(command, text)
        command.set_defaults(run=run)
        if name == "new":
            command.add_argument("title", metavar=text["help-title"])
            command.add_argument("--photos", nargs="+", metavar="JPG", help=text["help-photos"])
        if name == "why":
            command.add_argument("address", metavar=text["help-address"])
    return parser


def _help(parser: argparse.ArgumentParser, text: dict[str, str]) -> None:
    parser.add_argument("-h", "--help", action="help", help=text["help-help"])
