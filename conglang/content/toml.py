"""TOML text in, plain data and the place of every key and value out.

`tomllib` is the judge of what is TOML; a small scanner walks the same text again for positions, since tomllib keeps
none. The scanner is only ever given text that tomllib has accepted, so it never has to find a mistake. A mistake in the
text becomes one diagnostic with line and column, told in the words of somebody who has never heard of TOML.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

from conglang.diagnostics import Diagnostic, error
from conglang.model import Location
from conglang.values import Value

Path = tuple[str | int, ...]
"""The way to a value: `("site", "title")`, `("locality", 3, "parent", 0, "id")`; list items count from 0."""

Spans = dict[Path, tuple[int, int, int, int]]
"""For each way, where its key begins and ends and where its value begins and ends, as offsets in the text."""


class Places(Value, frozen=True):
    """Where the keys and values of one file stand."""

    path: str
    spans: Spans
    lines: tuple[int, ...]

    def where(self, way: Path) -> Location:
        """The key at `way`, or the nearest thing around it that has a place; the top of the file where nothing has."""
        while way:
            if way in self.spans:
                start, end, _, _ = self.spans[way]
                return self._location(start, end)
            way = way[:-1]
        return Location(self.path, 1, 1)

    def value(self, way: Path) -> Location:
        """The value at `way`; where it has no value of its own, what `where` says."""
        if way in self.spans:
            _, _, start, end = self.spans[way]
            return self._location(start, end)
        return self.where(way)

    def _location(self, start: int, end: int) -> Location:
        line = bisect_right(self.lines, start)
        last = self.lines[line] - 1 if line < len(self.lines) else end
        return Location(self.path, line, start - self.lines[line - 1] + 1, max(1, min(end, last) - start))


def parse(text: str, path: str) -> tuple[dict[str, object] | None, tuple[Diagnostic, ...]]:
    """The data of a TOML text, or the one error at which reading it stopped."""
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
    """Where each line of a text begins."""
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
    code = next((code for begins, code in _KINDS if reason.startswith(begins)), "toml-syntax")
    found = _AT.search(reason)
    rows = text.split("\n")
    if found is None:  # “at end of document”
        line = max(1, len(text.rstrip().split("\n")))
        return error(code, Location(path, line, len(rows[line - 1]) + 1))
    line, column = int(found[1]), int(found[2])
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
    spans: Spans = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    at, end = _skip(text, 0), len(text)
    while at < end:
        if text[at] == "[":
            double = text.startswith("[[", at)
            start = at
            names, at = _key(text, at + 1 + double)
            at += 1 + double
            table = _table(names, counts, repeated=double)
            spans.setdefault(table, (start, at, start, at))
            for length in range(1, len(table)):  # `[photos.quality]` is also the first place where `photos` stands.
                spans.setdefault(table[:length], (start, at, start, at))
        else:
            at = _assignment(text, at, table, spans)
        at = _skip(text, at)
    return spans


def _skip(text: str, at: int) -> int:
    """Where the spaces, line ends and comments that begin at `at` are over."""
    filler = _FILLER.match(text, at)
    return filler.end() if filler is not None else at


def _table(names: tuple[str, ...], counts: dict[Path, int], *, repeated: bool) -> Path:
    """The way to a table: a name that has been a `[[table]]` stands for the last of them."""
    way: Path = ()
    for position, name in enumerate(names):
        way = (*way, name)
        if repeated and position == len(names) - 1:
            counts[way] = counts.get(way, -1) + 1
        if way in counts:
            way = (*way, counts[way])
    return way


def _key(text: str, at: int) -> tuple[tuple[str, ...], int]:
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


def _assignment(text: str, at: int, table: Path, spans: Spans) -> int:
    """Note one `key = value`, and return where it ends."""
    start = at
    names, at = _key(text, at)
    stop = at
    while text[stop - 1] in " \t":
        stop -= 1
    way = (*table, *names)
    value = _skip(text, at + 1)
    end = _note_value(text, value, way, spans)
    spans[way] = (start, stop, value, end)
    for length in range(len(table) + 1, len(way)):
        spans.setdefault(way[:length], (start, stop, value, end))
    return end


def _note_value(text: str, at: int, way: Path, spans: Spans) -> int:
    """Note what stands inside the value that begins at `at`, and return where it ends."""
    first = text[at] if at < len(text) else ""
    if first in ('"', "'"):
        string = _STRING.match(text, at)
        return string.end() if string is not None else at
    if first == "[":
        return _list(text, at + 1, way, spans)
    if first == "{":
        at = _skip(text, at + 1)
        while text[at] != "}":
            at = _assignment(text, at, way, spans)
            at = _skip(text, at)
            if text[at] == ",":
                at = _skip(text, at + 1)
        return at + 1
    plain = _PLAIN.match(text, at)
    return at + len(plain[0].rstrip()) if plain is not None else at


def _list(text: str, at: int, way: Path, spans: Spans) -> int:
    """Note the items of a list whose `[` stands before `at`, and return where it ends."""
    at = _skip(text, at)
    count = 0
    while text[at] != "]":
        item = (*way, count)
        end = _note_value(text, at, item, spans)
        spans[item] = (at, end, at, end)
        count += 1
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return at + 1
