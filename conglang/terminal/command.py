"""What a command declares of itself: its words and its options, as values that the parser reads.

A command is a module of `conglang/commands/` that bears its name and holds a `COMMAND` and a function `run`. Its sentences
are in the console's table of every language: `command-NAME` says what it does, `option-NAME-OPTION` what an option does,
and `word-METAVAR` is the name of a value in the help. Nothing is parsed or printed here.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Protocol

from conglang.terminal.console import Console
from conglang.values import Value

Run = Callable[[Namespace, Console], int]
"""Runs a command and returns the exit status. The namespace has a field for each argument and option, as in `base_url`."""


class WrongUse(Exception):
    """The command line makes no sense: `key` is the console's sentence that says why, `values` fill it, `hint` follows it."""

    def __init__(self, key: str, *, hint: str = "", **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.hint = hint
        self.values = values


def number(text: str) -> int:
    """A whole number from 0 on; like every kind, raises ValueError with the key of the sentence that says what is needed."""
    return _whole(text, least=0, else_key="below-zero")


def count(text: str) -> int:
    """A whole number from 1 on."""
    return _whole(text, least=1, else_key="below-one")


def _whole(text: str, *, least: int, else_key: str) -> int:
    try:
        value = int(text)
    except ValueError:
        raise ValueError("not-a-number") from None
    if value < least:
        raise ValueError(else_key)
    return value


class Argument(Value, frozen=True):
    """A word that is no option; one without a default is required. With `many` it takes all words that are left."""

    name: str
    metavar: str = ""
    choices: tuple[str, ...] = ()
    default: str | None = None
    many: bool = False


class Option(Value, frozen=True):
    """The option `--NAME`. With a `metavar` it takes a value of its kind (`many`: one or more), else it is a switch."""

    name: str
    metavar: str = ""
    kind: Callable[[str], object] = str
    default: object = None
    many: bool = False
    short: str = ""

    @property
    def flag(self) -> str:
        """The option as it is written."""
        return f"--{self.name}"


class Command(Value, frozen=True):
    """The arguments of a command in their order, and its own options. With `portal` it takes the options of builds too."""

    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    portal: bool = True

    @property
    def shared(self) -> tuple[Option, ...]:
        """The options that it has in common with other commands."""
        return tuple(option for option in SHARED if self.portal or option not in OF_BUILDS)


class CommandModule(Protocol):
    """A module of `conglang/commands/`."""

    COMMAND: Command
    run: Run


OF_BUILDS = (
    Option("output", "folder"),
    Option("cache", "folder"),
    Option("base-url", "url"),
    Option("now", "moment"),
    Option("drafts"),
    Option("future"),
    Option("clean"),
    Option("skip-broken"),
    Option("jobs", "number", count),
)
SHARED = (
    Option("site", "folder"),
    *OF_BUILDS,
    Option("yes"),
    Option("json"),
    Option("quiet"),
    Option("version"),
    Option("help", short="-h"),
)
"""The options that commands have in common; `option-NAME` says what each does."""
