"""A TOML file of thousands of short tables, read line by line in a third of the time that reading it as TOML takes.

The text and the name of its tables come in, plain data and places go out, the very ones that `tomlfile` would give. Only
lines that mean the same in every TOML file are taken: `key = "text"` without escapes by itself, any other value on one line
through tomllib. Wherever there is anything else, mistakes above all, nothing is said, and `tomlfile` must judge.
"""

from __future__ import annotations

import re
import tomllib

from conglang.content.toml import Path, Places, Spans, line_starts, note_value

_SIMPLE = re.compile(r"""([A-Za-z0-9_-]+) = "([^"\\\x00-\x08\x0a-\x1f\x7f]*)"[ \t]*\Z""")
_NOTHING = re.compile(r"[ \t]*(?:#[^\x00-\x08\x0a-\x1f\x7f]*)?\Z")
_OTHER = re.compile(r"([A-Za-z0-9_-]+)[ \t]*=[ \t]*([^ \t].*)\Z")


def rows(text: str, path: str, table: str) -> tuple[list[dict[str, object]], Places] | None:
    """The tables of a text that holds `[[table]]` and nothing else, with their places; None where `parse` must judge."""
    if "\r" in text:
        return None
    found: list[dict[str, object]] = []
    spans: Spans = {}
    others: list[tuple[dict[str, object], str, Path, int, str]] = []
    at = 0
    row: dict[str, object] = {}
    for line in text.split("\n"):
        if (simple := _SIMPLE.match(line)) is not None:
            key, value = simple.groups()
            start, end = simple.span(2)
            place = (at, at + len(key), at + start - 1, at + end + 1)
        elif not line or _NOTHING.match(line) is not None:
            at += len(line) + 1
            continue
        elif line.rstrip(" \t") == f"[[{table}]]":
            row = {}
            spans[table, len(found)] = (at, at + len(table) + 4, at, at + len(table) + 4)
            found.append(row)
            at += len(line) + 1
            continue
        elif (other := _OTHER.match(line)) is not None:
            key, value = other.groups()
            place = (at, at + len(key), at + other.start(2), 0)
            others.append((row, key, (table, len(found) - 1, key), at + other.start(2), value))
        else:
            return None
        if key in row or not found:
            return None
        row[key] = value
        spans[table, len(found) - 1, key] = place
        at += len(line) + 1
    if others and not _others(others, text, spans):
        return None
    if found:
        spans[table,] = spans[table, 0]
    return found, Places(path, spans, line_starts(text))


def _others(others: list[tuple[dict[str, object], str, Path, int, str]], text: str, spans: Spans) -> bool:
    """Put the values that are no plain texts into their rows, with what stands inside them; False where one is wrong."""
    lines = (f"v{number} = {value}" for number, (_, _, _, _, value) in enumerate(others))
    try:
        values = tomllib.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return False
    if list(values) != [f"v{number}" for number in range(len(others))]:  # A value that goes on over lines.
        return False
    for (row, key, way, at, _), value in zip(others, values.values(), strict=True):
        row[key] = value
        start, stop, _, _ = spans[way]
        spans[way] = (start, stop, at, note_value(text, at, way, spans))
    return True
