"""What is wrong, as values: a code, where it is, and the words that the message is filled with.

A diagnostic carries data only. Its sentences, in each language, stand in `languages/`, so that parsing does not depend
on the language and a cached diagnostic can be replayed in another one. Rendering is a pure function: the caller
supplies the lines of the files, which are read only when something is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from unicodedata import category, east_asian_width

from conglang.model import Location
from conglang.values import Value

ERROR = "error"
WARNING = "warning"

# What a terminal would obey, or not show at all: controls, hidden signs, changes of direction.
_VANISHING = re.compile("[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]")


class Diagnostic(Value, frozen=True):
    """A problem. `code` is a permanent word that names it; `values` fill its sentences; `see` are further places."""

    code: str
    severity: str
    at: Location
    values: tuple[tuple[str, str], ...] = ()
    see: tuple[Location, ...] = ()


class Refusal(Exception):
    """Carries diagnostics out of a stage that cannot go on: the one exception that users can cause."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(", ".join(d.code for d in diagnostics))
        self.diagnostics = diagnostics


def error(code: str, at: Location, *, see: tuple[Location, ...] = (), **values: str | int) -> Diagnostic:
    """Make an error; keyword values fill the sentences of its code."""
    return Diagnostic(code, ERROR, at, _texts(values), see)


def warning(code: str, at: Location, *, see: tuple[Location, ...] = (), **values: str | int) -> Diagnostic:
    """Make a warning; keyword values fill the sentences of its code."""
    return Diagnostic(code, WARNING, at, _texts(values), see)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether one of them stops the writing."""
    return any(d.severity == ERROR for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic], *, edited: Callable[[str], int]) -> tuple[Diagnostic, ...]:
    """Sort by file and line, each once, the most recently edited file last; `edited` gives a file's time."""
    unique = dict.fromkeys(diagnostics)
    return tuple(
        sorted(
            unique, key=lambda d: (edited(d.at.path), d.at.path, d.at.line, d.at.column, d.severity, d.code, d.values)
        )
    )


def nearest(name: str, known: Iterable[str], *, fold: Callable[[str], str]) -> str:
    """The known name most like `name`, or an empty text where none is near.

    Names are compared as `fold` leaves them (without accents, case and separators); a name is near when at most a
    third of its letters, and at least one, have to be changed. Ties go to the first in the order of `known`.
    """
    wanted = fold(name)
    best, best_distance = "", max(1, len(wanted) // 3) + 1
    for candidate in known:
        folded = fold(candidate)
        if abs(len(folded) - len(wanted)) < best_distance:
            distance = _edit_distance(wanted, folded, best_distance)
            if distance < best_distance:
                best, best_distance = candidate, distance
    return best


def excerpt(at: Location, line: str) -> str:
    """The line that a location names, with carets under it; empty where the line is unknown."""
    if not at.line:
        return ""
    shown = _VANISHING.sub("\ufffd", line.rstrip("\n\r").replace("\t", " "))
    start = max(at.column, 1) - 1
    offset = 0
    if len(shown) > 100:  # A pasted paragraph is one long line: show the part that matters.
        offset = max(0, min(start - 30, len(shown) - 96))
        shown = ("…" if offset else "") + shown[offset : offset + 96] + ("…" if offset + 96 < len(shown) else "")
        start = start - offset + (1 if offset else 0)
    end = start + max(1, min(at.width, len(shown) - start))
    carets = "^" * max(1, _cells(shown[start:end]))
    number = str(at.line)
    gutter = " " * len(number)
    return f"  {number} | {shown}\n  {gutter} | {' ' * _cells(shown[:start])}{carets}"


def _cells(text: str) -> int:
    """The columns that a text takes on a terminal: none for a mark that stands above another letter, two for an emoji."""
    if text.isascii():
        return len(text)
    return sum(0 if category(c) in ("Mn", "Me") else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _texts(values: dict[str, str | int]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in values.items()))


def _edit_distance(a: str, b: str, limit: int) -> int:
    """Edits from `a` to `b`, a swap of neighbours counting as one (Damerau's distance in its restricted form), row by row.

    Two rows on end that are wholly at or above `limit` end it early.
    """
    before: list[int] = []
    previous: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, previous, row = previous, row, [i]
        for j, y in enumerate(b, 1):
            steps = min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                steps = min(steps, before[j - 2] + 1)
            row.append(steps)
        if min(row) >= limit and min(previous) >= limit:
            return limit
    return row[-1]
