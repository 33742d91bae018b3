"""The words of a portal in each language: addresses, texts of pages, kinds of units, dates, diagnostics, the terminal.

In comes a code or a diagnostic; out come texts. A language is a package of data beside this module, named after its code. It
is imported when it is first asked for, and nothing else is.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from conglang.diagnostics import Diagnostic
from conglang.values import Value, replace

CODES = ("vi", "en")

PROGRAM = "build.py"
"""The program as the sentences name it by default; an installed wheel is started as `conglang`."""


class Wording(Value, frozen=True):
    """The sentences of one diagnostic code, with `{name}` in place of its values.

    `near` comes before the hint where the diagnostic has a value `near`: the known name most like the one that was written.
    """

    message: str
    hint: str
    near: str = ""


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
    messages: dict[str, Wording]
    console: dict[str, str]
    program: str = PROGRAM


def language(code: str, program: str = PROGRAM) -> Language:
    """The language of a code in `CODES`, for a program that was started as `program`. Raises KeyError for any other code."""
    if code not in CODES:
        raise KeyError(code)
    words = cast(Language, import_module(f"conglang.languages.{code}").LANGUAGE)
    return words if program == words.program else replace(words, program=program)


def say(diagnostic: Diagnostic, language: Language) -> tuple[str, str]:
    """The message and the hint of a diagnostic in a language."""
    wording = language.messages[diagnostic.code]
    values = {"program": language.program, **dict(diagnostic.values)}
    hint = wording.hint.format_map(values)
    if values.get("near") and wording.near:
        hint = f"{wording.near.format_map(values)} {hint}"
    return wording.message.format_map(values), hint.rstrip()
