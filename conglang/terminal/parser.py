"""The words of the command line in, what they ask for out; help and complaints in the portal's language.

argparse takes the words apart; what it would say in English is said anew here. A command may stand anywhere among the
options, and without one `build` is meant. Nothing is done here, and nothing but help is printed.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import NoReturn

from conglang.build.request import Complaint
from conglang.diagnostics import nearest
from conglang.languages import CODES, PROGRAM, Language, language
from conglang.model import USUAL

DEFAULT = "build"
TEST = "test"
"""The command that `build.py` answers itself; an installed program has no tests."""

_VALUED = (("site", "folder"), ("output", "folder"), ("cache", "folder"), ("base-url", "url"), ("now", "moment"))
_FLAGS = ("drafts", "future", "clean", "skip-broken", "yes", "json", "quiet")
_BENCH = (
    ("articles", "numbers"),
    ("runs", "number"),
    ("saves", "number"),
    ("photos", "number"),
    ("peers", "names"),
    ("keep", "folder"),
)
_BENCH_FLAGS = ("preview", "related")
_SERVE = (("host", "address"), ("port", "number"))
_SERVE_FLAGS = ("follow", "poll")
_REGISTER = (("province", "unit"), ("district", "unit"))
_ACTIONS = ("tree", "check", "init")
"""What `localities` does; the first where nothing is said."""

_WITH_VALUE = (*(f"--{name}" for name, _ in (*_VALUED, *_BENCH, *_SERVE, *_REGISTER) if name != "photos"), "--jobs")
_BELOW_ONE = "below one"
_COMPLAINTS = (
    ("invalid int", "not-a-number"),
    (_BELOW_ONE, "below-one"),
    ("ignored explicit", "takes-no-value"),
    ("expected", "needs-value"),
    ("required", "missing-word"),
    ("invalid choice", "unknown-action"),
)
"""What argparse says, and the sentence that says it for us."""

Run = Callable[..., int]


class WrongUse(Exception):
    """The words of the command line make no sense; the text says why."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(f"{complaint.message} {complaint.hint}".rstrip())
        self.complaint = complaint


def read(given: Sequence[str], words: Language, runs: Mapping[str, Run]) -> argparse.Namespace:
    """What is asked for, with the function of its command as `run`. Raises WrongUse, or SystemExit behind the help."""
    from_source = words.program == PROGRAM
    commands = (*runs, TEST) if from_source else tuple(runs)
    command, rest = _command(given)
    if not command and any(word in ("-h", "--help") for word in given):
        _overview(words, commands).print_help()
        raise SystemExit(0)
    command = command or DEFAULT
    if command == TEST:
        raise WrongUse(_complaint(words, "test-first" if from_source else "test-from-source", command, ()))
    parser = _parser(command if command in runs else DEFAULT, words)
    options, unknown = parser.parse_known_args(rest)
    if unknown and unknown[0].startswith("-"):
        known = (*_WITH_VALUE, *(f"--{name}" for name in (*_FLAGS, *_SERVE_FLAGS, *_BENCH_FLAGS)), "--photos", "--help")
        raise WrongUse(_complaint(words, "unknown-option", unknown[0].partition("=")[0], known))
    if command not in runs:
        raise WrongUse(_complaint(words, "unknown-command", command, commands))
    if unknown:
        raise WrongUse(_complaint(words, "surplus-word", unknown[0], ()))
    options.run = runs[command]
    return options


def _command(given: Sequence[str]) -> tuple[str, list[str]]:
    """The first word that is neither an option nor the value of one, and the others."""
    is_value = False
    for position, word in enumerate(given):
        if is_value or word.startswith("-"):
            is_value = not is_value and word in _WITH_VALUE
            continue
        return word, [*given[:position], *given[position + 1 :]]
    return "", list(given)


def _complaint(words: Language, key: str, word: str, known: Iterable[str]) -> Complaint:
    near = nearest(word, known, fold=str.casefold)
    hint = words.console["see-help"].format(program=words.program)
    if key == "test-from-source":  # It says all by itself.
        hint = ""
    if near:
        hint = f"{words.console['near'].format(near=near)} {hint}"
    return Complaint(key, word, words.console[key].format(word=word), hint)


def _one_or_more(text: str) -> int:
    """A whole number from 1 on."""
    try:
        number = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError("invalid int") from None
    if number < 1:
        raise argparse.ArgumentTypeError(_BELOW_ONE)
    return number


class _Parser(argparse.ArgumentParser):
    """A parser that raises what is wrong as a sentence of the portal's language."""

    words: Language

    def error(self, message: str) -> NoReturn:
        """Raise the complaint of argparse in our words; one that is not known goes through as it is."""
        code = next((ours for theirs, ours in _COMPLAINTS if theirs in message), "")
        if not code:
            help_at = self.words.console["see-help"].format(program=self.words.program)
            raise WrongUse(Complaint("wrong-use", "", message, help_at))
        before, _, behind = message.partition(": ")
        word = behind if code == "missing-word" else before.removeprefix("argument ")
        raise WrongUse(_complaint(self.words, code, word, ()))


def _new_parser(words: Language, usage: str, description: str) -> _Parser:
    class Formatter(argparse.RawDescriptionHelpFormatter):
        def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
            super().add_usage(usage, actions, groups, prefix=f"{words.console['usage']}: ")

    parser = _Parser(
        prog=words.program,
        usage=f"{words.program} {usage}",
        description=description,
        formatter_class=Formatter,
        add_help=False,
        allow_abbrev=False,
    )
    parser.words = words
    return parser


def _overview(words: Language, commands: Iterable[str]) -> _Parser:
    """The help of the program as a whole: its commands, and the options that they share."""
    text = words.console
    names = tuple(commands)
    width = max(map(len, names)) + 2
    rows = "\n".join(f"  {name:<{width}}{text[f'help-{name}']}" for name in names)
    usage = f"[{text['word-command']}] [{text['word-options']}]"
    parser = _new_parser(words, usage, f"{text['help']}\n\n{text['help-commands']}:\n{rows}")
    _options(parser, words)
    return parser


def _parser(command: str, words: Language) -> _Parser:
    text = words.console
    word = {"new": "title", "why": "address"}.get(command, "")
    shown = "|".join(_ACTIONS) if command == "localities" else word and text[f"help-{word}"]
    usage = " ".join(part for part in (command, shown, f"[{text['word-options']}]") if part)
    parser = _new_parser(words, usage, text[f"help-{command}"])
    if word:  # Needs no line of help: its name says what it is.
        parser.add_argument(word, metavar=text[f"help-{word}"], help=argparse.SUPPRESS)
    options = _options(parser, words)
    if command == "new":
        options.add_argument("--photos", nargs="+", metavar=text["word-photo"], help=text["help-photos"])
    if command == "serve":
        for name, value in _SERVE:
            kind = int if value == "number" else str
            options.add_argument(f"--{name}", type=kind, metavar=text[f"word-{value}"], help=text[f"help-{name}"])
        for name in _SERVE_FLAGS:
            options.add_argument(f"--{name}", action="store_true", help=text[f"help-{name}"])
    if command == "bench":
        for name, value in _BENCH:
            kind = int if value == "number" else str
            options.add_argument(f"--{name}", type=kind, metavar=text[f"word-{value}"], help=text[f"help-bench-{name}"])
        for name in _BENCH_FLAGS:
            options.add_argument(f"--{name}", action="store_true", help=text[f"help-bench-{name}"])
    if command == "localities":
        parser.add_argument("action", nargs="?", choices=_ACTIONS, default=_ACTIONS[0], help=argparse.SUPPRESS)
        for name, value in _REGISTER:
            options.add_argument(f"--{name}", metavar=text[f"word-{value}"], help=text[f"help-{name}"])
    return parser


def _options(parser: _Parser, words: Language) -> argparse._ArgumentGroup:
    """Add the options that all commands share."""
    text = words.console
    group = parser.add_argument_group(text["help-options"])
    for name, value in _VALUED:
        installed = "-installed" if name == "site" and words.program != PROGRAM else ""
        group.add_argument(f"--{name}", metavar=text[f"word-{value}"], help=text[f"help-{name}{installed}"])
    for name in _FLAGS:
        group.add_argument(f"--{name}", action="store_true", help=text[f"help-{name}"])
    group.add_argument("--jobs", type=_one_or_more, metavar="N", help=text["help-jobs"])
    group.add_argument("-h", "--help", action="help", help=text["help-help"])
    return group


# ---- What the command line has to know of a portal before its configuration is read: where it is, and how to speak of it.


def home(program: str) -> Path:
    """The portal that is meant when none is named: the folder of `build.py`, or the current one for an installed command."""
    return Path(__file__).resolve().parent.parent.parent if program == PROGRAM else Path.cwd()


def value_of(option: str, given: Sequence[str]) -> str:
    """The value of an option among the words of a command line; empty where it is not there."""
    for position, word in enumerate(given):
        if word == option and position + 1 < len(given):
            return given[position + 1]
        if word.startswith(option + "="):
            return word.partition("=")[2]
    return ""


def portal_language(site: str, program: str) -> Language:
    """The language of the portal, for help and errors; Vietnamese while nobody has said which."""
    code = _setting(site or str(home(program)), "language")
    return language(code if code in CODES else USUAL.site.language, program)


def portal_zone(site: Path) -> tzinfo:
    """The portal's time zone, for a moment without an offset; Vietnam's where the configuration does not say."""
    from conglang.content import dates

    usual = dates.zone(USUAL.site.timezone)
    assert usual is not None
    return dates.zone(_setting(str(site), "timezone")) or usual


def _setting(site: str, key: str) -> str:
    """A text of `[site]` as a glance at the file finds it: also while the file as a whole cannot be read."""
    try:
        text = (Path(site) / "config.toml").read_text("utf-8-sig", "replace")
    except OSError:
        return ""
    found = re.search(rf"""^[ \t]*{key}[ \t]*=[ \t]*["']([^"'\n]*)["']""", text, re.MULTILINE)
    return found[1] if found is not None else ""
