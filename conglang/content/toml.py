"""TOML text in, plain data and the place of every key and value out.

`tomllib` decides what is TOML. It keeps no positions, so a small scanner reads the same text again for them; it only gets
text that `tomllib` has accepted, and never looks for mistakes. A mistake in the text becomes one diagnostic with line and
column, in words for somebody who has never heard of TOML.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

from conglang.diagnostics import Diagnostic, error
from conglang.model import Location
from conglang.values import Value

KeyPath = tuple[str | int, ...]
"""The keys that lead to a value: `("site", "title")`, `("locality", 3, "parent", 0, "id")`; list items count from 0."""

Spans = dict[KeyPath, tuple[int, int, int, int]]
"""For each key path the offsets in the text at which its key begins and ends, and its value begins and ends."""


class Places(Value, frozen=True):
    """The places of the keys and values of one file; `lines` are the offsets at which its lines begin."""

    path: str
    spans: Spans
    lines: tuple[int, ...]

    def where(self, key_path: KeyPath) -> Location:
        """The place of a key, or of the nearest table around it that has one; else the top of the file."""
        while key_path:
            if key_path in self.spans:
                start, end, _, _ = self.spans[key_path]
                return self._location(start, end)
            key_path = key_path[:-1]
        return Location(self.path, 1, 1)

    def value(self, key_path: KeyPath) -> Location:
        """The place of a value; that of the key where the value has none of its own."""
        if key_path in self.spans:
            _, _, start, end = self.spans[key_path]
            return self._location(start, end)
        return self.where(key_path)

    def _location(self, start: int, end: int) -> Location:
        line = bisect_right(self.lines, start)
        last = self.lines[line] - 1 if line < len(self.lines) else end
        return Location(self.path, line, start - self.lines[line - 1] + 1, max(1, min(end, last) - start))


def parse(text: str, path: str) -> tuple[dict[str, object] | None, tuple[Diagnostic, ...]]:
    """The data of a TOML text; None and one error where it is not TOML."""
    try:
        return tomllib.loads(text), ()
    except RecursionError:
        return None, (error("toml-syntax", Location(path, 1, 1)),)
    except ValueError as reason:  # Besides tomllib's own error, the one for a number of five thousand digits.
        return None, (_explain(str(reason), text, path),)


def places(text: str, path: str) -> Places:
    """The places of all keys and values of a text that `parse` accepted."""
    return Places(path, _scan(text), _line_starts(text))


def _line_starts(text: str) -> tuple[int, ...]:
    """The offsets at which the lines of a text begin."""
    return (0, *(match.end() for match in re.finditer("\n", text)))


# ---- mistakes ------------------------------------------------------------------------------------------------------

_KINDS = (
    (("Cannot overwrite", "Cannot declare", "Duplicate inline table key", "Cannot mutate"), "toml-duplicate"),
    (("Invalid value",), "toml-value"),
    (("Illegal character '\\n'", "Unterminated", 'Expected "\'"', "Expected '\"'"), "toml-quote-not-closed"),
    (("Unescaped '\\'", "Invalid hex value", "Escaped character"), "toml-backslash"),
    (("Invalid date",), "toml-date"),
    (("Unclosed array",), "toml-list-not-closed"),
)
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


def _explain(reason: str, text: str, path: str) -> Diagnostic:
    """The diagnostic for a message of `tomllib`."""
    code = next((code for begins, code in _KINDS if reason.startswith(begins)), "toml-syntax")
    position = _AT.search(reason)
    rows = text.split("\n")
    if position is None:  # “at end of document”
        line = max(1, len(text.rstrip().split("\n")))
        return error(code, Location(path, line, len(rows[line - 1]) + 1))
    line, column = int(position[1]), int(position[2])
    row = rows[line - 1] if line <= len(rows) else ""
    if code == "toml-syntax" and row[: column - 1].rstrip().endswith(('"', "'")):
        return error("toml-quotes-inside", Location(path, line, column))  # `title = "Tin "nóng""`
    if code in ("toml-duplicate", "toml-quote-not-closed"):  # tomllib notices these at the end of the line.
        indent = len(row) - len(row.lstrip())
        return error(code, Location(path, line, indent + 1, max(1, len(row.strip()))))
    return error(code, Location(path, line, column))


# ---- positions -----------------------------------------------------------------------------------------------------

_FILLER = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_KEY_PART = re.compile(r"""[ \t]*(?:([A-Za-z0-9_-]+)|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')[ \t]*""")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_PLAIN = re.compile(r"[^,\]}#\n]*")


def _scan(text: str) -> Spans:
    """The places of all keys and values of a text that is TOML."""
    spans: Spans = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    at, end = _skip(text, 0), len(text)
    while at < end:
        if text[at] == "[":
            double = text.startswith("[[", at)
            start = at
            names, at = _key(text, at + 1 + double)
            at += 1 + double
            table = _table(names, counts, repeated=double)
            spans.setdefault(table, (start, at, start, at))
            for length in range(1, len(table)):  # `[photos.quality]` is also the first place of `photos`.
                spans.setdefault(table[:length], (start, at, start, at))
        else:
            at = _scan_assignment(text, at, table, spans)
        at = _skip(text, at)
    return spans


def _skip(text: str, at: int) -> int:
    """The offset behind the spaces, line ends and comments that begin at `at`."""
    filler = _FILLER.match(text, at)
    return filler.end() if filler is not None else at


def _table(names: tuple[str, ...], counts: dict[KeyPath, int], *, repeated: bool) -> KeyPath:
    """The key path of a table; a name that was a `[[table]]` before means the last of these."""
    key_path: KeyPath = ()
    for position, name in enumerate(names):
        key_path = (*key_path, name)
        if repeated and position == len(names) - 1:
            counts[key_path] = counts.get(key_path, -1) + 1
        if key_path in counts:
            key_path = (*key_path, counts[key_path])
    return key_path


def _key(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """The parts of the dotted key that begins at `at`, and the offset at which it ends."""
    names: list[str] = []
    while (part := _KEY_PART.match(text, at)) is not None:
        bare, quoted, literal = part.groups()
        if quoted is not None and "\\" in quoted:
            quoted = next(iter(tomllib.loads(f'"{quoted}" = 0')))
        names.append(bare if bare is not None else quoted if quoted is not None else literal)
        at = part.end()
        if not text.startswith(".", at):
            break
        at += 1
    return tuple(names), at


def _scan_assignment(text: str, at: int, table: KeyPath, spans: Spans) -> int:
    """Record the places of one `key = value`, and return the offset at which it ends."""
    start = at
    names, at = _key(text, at)
    stop = start + len(text[start:at].rstrip(" \t"))
    key_path = (*table, *names)
    value = _skip(text, at + 1)
    end = _scan_value(text, value, key_path, spans)
    spans[key_path] = (start, stop, value, end)
    for length in range(len(table) + 1, len(key_path)):
        spans.setdefault(key_path[:length], (start, stop, value, end))
    return end


def _scan_value(text: str, at: int, key_path: KeyPath, spans: Spans) -> int:
    """Record the places inside the value that begins at `at`, and return the offset at which it ends."""
    first = text[at] if at < len(text) else ""
    if first in ('"', "'"):
        string = _STRING.match(text, at)
        return string.end() if string is not None else at
    if first == "[":
        return _scan_list(text, at + 1, key_path, spans)
    if first == "{":
        at = _skip(text, at + 1)
        while text[at] != "}":
            at = _scan_assignment(text, at, key_path, spans)
            at = _skip(text, at)
            if text[at] == ",":
                at = _skip(text, at + 1)
        return at + 1
    plain = _PLAIN.match(text, at)
    return at + len(plain[0].rstrip()) if plain is not None else at


def _scan_list(text: str, at: int, key_path: KeyPath, spans: Spans) -> int:
    """Record the items of a list whose `[` is before `at`, and return the offset at which it ends."""
    at = _skip(text, at)
    count = 0
    while text[at] != "]":
        item = (*key_path, count)
        end = _scan_value(text, at, item, spans)
        spans[item] = (at, end, at, end)
        count += 1
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return at + 1
