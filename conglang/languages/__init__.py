"""The words of a portal in each language: addresses, texts of pages, kinds of units, dates, the terminal.

In comes a code, out come texts. A language is a package of data beside this module, named after its code. It
is imported when it is first asked for, and nothing else is.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from conglang.values import Value, replace

CODES = ("vi", "en")

PROGRAM = "build.py"
"""The program as the sentences name it by default; an installed wheel is started as `conglang`."""


class Language(Value, frozen=True):
    """All words of one language. `kinds` gives the name of a kind of unit, as written before the name of a unit.

    `program` is the command that the user typed; it takes the place of `{program}` in sentences.
    """

    code: str
    name: str
    paths: dict[str, str]
    text: dict[str, str]
    kinds: dict[str, str]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    short_date: str
    clock: str
    decimal: str
    console: dict[str, str]
    program: str = PROGRAM


def language(code: str, program: str = PROGRAM) -> Language:
    """The language of a code in `CODES`, for a program that was started as `program`. Raises KeyError for any other code."""
    if code not in CODES:
        raise KeyError(code)
    words = cast(Language, import_module(f"conglang.languages.{code}").LANGUAGE)
    return words if program == words.program else replace(words, program=program)
