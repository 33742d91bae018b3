"""What a portal says in each language: addresses, interface texts, kinds of units, dates, and the sentences of diagnostics.

A language is one module of data beside this one, named after its code; adding one is adding that file. Nothing is
imported before it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from conglang.diagnostics import Diagnostic

CODES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one diagnostic code, with `{name}` where its values go.

    `near` is put before the hint where the diagnostic knows a near name (its value `near`).
    """

    message: str
    hint: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """All that a portal says in one language. `kinds` maps a kind of unit to its name as written before a unit's name."""

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


def language(code: str) -> Language:
    """The language of a code in `CODES`. Raises KeyError for any other."""
    if code not in CODES:
        raise KeyError(code)
    return cast(Language, import_module(f"conglang.languages.{code}").LANGUAGE)


def say(diagnostic: Diagnostic, language: Language) -> tuple[str, str]:
    """The message and the hint of a diagnostic in a language."""
    wording = language.messages[diagnostic.code]
    values = dict(diagnostic.values)
    hint = wording.hint.format_map(values)
    if values.get("near") and wording.near:
        hint = f"{wording.near.format_map(values)} {hint}"
    return wording.message.format_map(values), hint.rstrip()
