"""What a portal says in each language: addresses, interface texts, kinds of units, dates, and the sentences of diagnostics.

A language is one module of data beside this one, named after its code; adding one is adding that file. Nothing is
imported before it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from conglang.diagnostics import Diagnostic
from conglang.values import Value, replace

CODES = ("vi", "en")

PROGRAM = "build.py"
"""How the commands are started where nothing else is said; a wheel brings `conglang`."""


class Wording(Value, frozen=True):
    """The sentences of one diagnostic code, with `{name}` where its values go.

    `near` is put before the hint where the diagnostic knows a near name (its value `near`).
    """

    message: str
    hint: str
    near: str = ""


class Language(Value, frozen=True):
    """All that a portal says in one language. `kinds` maps a kind of unit to its name as written before a unit's name.

    `program` is how the commands were started: it stands where a sentence says `{program}`.
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
    thousands: str
    messages: dict[str, Wording]
    console: dict[str, str]
    program: str = PROGRAM


def language(code: str, program: str = PROGRAM) -> Language:
    """The language of a code in `CODES`, as it speaks of a program started so. Raises KeyError for any other code."""
    if code not in CODES:
        raise KeyError(code)
    found = cast(Language, import_module(f"conglang.languages.{code}").LANGUAGE)
    return found if program == found.program else replace(found, program=program)


def say(diagnostic: Diagnostic, language: Language) -> tuple[str, str]:
    """The message and the hint of a diagnostic in a language."""
    wording = language.messages[diagnostic.code]
    values = {"program": language.program, **dict(diagnostic.values)}
    hint = wording.hint.format_map(values)
    if values.get("near") and wording.near:
        hint = f"{wording.near.format_map(values)} {hint}"
    return wording.message.format_map(values), hint.rstrip()
