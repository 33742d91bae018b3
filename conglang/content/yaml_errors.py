"""The mistake that a writer most likely made where the front matter is not YAML.

An error of the YAML library and the lines of the block come in; one diagnostic goes out, at the place of the mistake, which
is often a line or two before the place of the error, and where possible with the line as it should be. Nothing here calls
the library.
"""

from __future__ import annotations

import re

from conglang.diagnostics import Diagnostic, error
from conglang.model import Location
from conglang.values import Value

_FIELD = re.compile(
    r"(?P<before>[ \t]*(?:- +)?(?P<name>[^\s:#\"'\[{&*!|>@`-][^:#\"'\n]{0,60}?)[ \t]*:[ \t]+)(?P<value>\S.*)"
)
_ITEM = re.compile(r"(?P<before>[ \t]*- +)(?P<value>\S.*)")
_NO_SPACE = re.compile(r"(?P<before>[^\W\d]\w*:)(?P<value>[^\s/].*)")
_NAME = re.compile(r"[ \t]*[^\W\d]\w*[ \t]*:(?:[ \t]|$)")


class YamlProblem(Value, frozen=True):
    """An error of the YAML library and its place; line and column count from 0 within the block."""

    problem: str
    context: str
    line: int
    column: int


def explain(reason: YamlProblem, block: str, path: str, first_line: int) -> Diagnostic:
    """The diagnostic for a block that is not YAML; `first_line` is the line of the file at which the block begins."""
    lines = block.split("\n")
    row = min(reason.line, len(lines) - 1)
    while row > 0 and not lines[row].strip():
        row -= 1
    column = reason.column if row == reason.line else len(lines[row])
    line = lines[row]
    place = Location(path, row + first_line, column + 1)

    if "alias" in reason.problem or "anchor" in reason.problem + reason.context or "tag" in reason.context:
        return special(lines, row, column, path, first_line)
    if "\t" in line[: column + 1] and not line[: column + 1].strip():
        return error("tab-indentation", Location(path, row + first_line, line.index("\t") + 1))
    if (opened := _opened_quote(lines, row)) is not None:
        at, left = opened
        return error("quote-not-closed", Location(path, at + first_line, left + 1, len(lines[at]) - left))
    if (body := _body_in_block(lines, row)) is not None:
        return error("front-matter-not-closed", Location(path, body + first_line, 1))
    for number in range(row + 1):
        if (match := _NO_SPACE.fullmatch(lines[number])) is not None:
            return _no_space(match, path, number + first_line)
    if "escape" in reason.problem:
        return error("backslash-in-quotes", place)
    if "mapping values" in reason.problem and (fixed := _quoted(line)):
        return error("colon-in-value", place, line=fixed)
    if "#" in line[:column] or "flow" in reason.context:
        return _list_not_closed(reason, lines, row, path, first_line)
    if (fixed := _quoted(line)) and line[column:].strip() and line[:column].strip():
        return error("needs-quotes", place, line=fixed)
    return error("yaml-syntax", place)


def explain_other(block: str, path: str, first_line: int) -> Diagnostic:
    """The diagnostic for a block that is YAML, but has no fields: a text, or a list."""
    for number, line in enumerate(block.split("\n")):
        if (match := _NO_SPACE.fullmatch(line)) is not None:
            return _no_space(match, path, number + first_line)
    lead = len(block) - len(block.lstrip())
    return error("front-matter-not-fields", Location(path, block[:lead].count("\n") + first_line, 1))


def special(lines: list[str], row: int, column: int, path: str, first_line: int) -> Diagnostic:
    """The diagnostic for a value that begins with a sign that is an instruction to YAML (`&`, `*`, `!`)."""
    line = lines[row] if row < len(lines) else ""
    sign = line[column : column + 1] or "*"
    place = Location(path, row + first_line, column + 1, max(1, len(line.rstrip()) - column))
    fixed = _quoted(line)
    if fixed and "[" not in line[:column]:  # Within a list the whole list would become a text.
        return error("needs-quotes", place, line=fixed)
    return error("special-sign", place, sign=sign)


def _quoted(line: str) -> str:
    """A line with its value in quotes; empty where it is not a field or an item with a value on the same line."""
    match = _FIELD.fullmatch(line) or _ITEM.fullmatch(line)
    if match is None:
        return ""
    value = match["value"].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]  # `"Tin "nóng" hôm nay"`: the outer ones were meant as YAML's.
    if '"' not in value and "\\" not in value:
        return f'{match["before"]}"{value}"'.strip()
    doubled = value.replace("'", "''")
    return f"{match['before']}'{doubled}'".strip()


def _no_space(match: re.Match[str], path: str, line: int) -> Diagnostic:
    column = len(match["before"]) + 1
    return error("no-space-after-colon", Location(path, line, column), line=f"{match['before']} {match['value']}")


def _opened_quote(lines: list[str], last: int) -> tuple[int, int] | None:
    """The line and column of a quote that opens a value and is not closed before the next field begins."""
    row = 0
    while row <= last:
        match = _FIELD.fullmatch(lines[row]) or _ITEM.fullmatch(lines[row])
        if match is not None and match["value"][0] in "\"'":
            quote, left = match["value"][0], match.start("value")
            rest = lines[row][left + 1 :]
            opened = row
            while not _closes(rest, quote):
                row += 1
                if row >= len(lines) or _NAME.match(lines[row]):
                    return opened, left
                rest = lines[row]
        row += 1
    return None


def _closes(text: str, quote: str) -> bool:
    bare = re.sub(r"\\.", "", text) if quote == '"' else text.replace("''", "")
    return quote in bare


def _body_in_block(lines: list[str], last: int) -> int | None:
    """The blank line behind which running text begins: a rule in the body was taken for the closing fence."""
    for row in range(last):
        if lines[row].strip() or row == 0:
            continue
        following = next((line for line in lines[row + 1 :] if line.strip()), "")
        if following and not _NAME.match(following) and not following.startswith((" ", "\t", "-", "#")):
            return row
        if following.startswith("# "):  # A heading of the body looks like a comment.
            after = [line for line in lines[row + 1 : last + 1] if line.strip() and not line.startswith("#")]
            if after and not _NAME.match(after[0]):
                return row
    return None


def _list_not_closed(reason: YamlProblem, lines: list[str], row: int, path: str, first_line: int) -> Diagnostic:
    """A list in brackets that does not end: most often `#` hides the rest of it, or `]` was forgotten."""
    for number in range(row, -1, -1):
        comment = re.search(r"(?<=\s)#.*", lines[number])
        if comment is not None:
            place = Location(path, number + first_line, comment.start() + 1, len(comment[0]))
            return error("comment-in-value", place, text=comment[0], line=_hash_quoted(lines[number], comment.start()))
        if "[" in lines[number] or "{" in lines[number]:
            column = min(index for index in (lines[number].find("["), lines[number].find("{")) if index >= 0)
            return error(
                "list-not-closed", Location(path, number + first_line, column + 1, len(lines[number]) - column)
            )
    return error("yaml-syntax", Location(path, row + first_line, reason.column + 1))


def _hash_quoted(line: str, at: int) -> str:
    """The line with the item that begins with `#` in quotes, or with its whole value in quotes where it has no list."""
    item = re.match(r"[^,\]]+", line[at:])
    if "[" in line[:at] and item is not None:
        text = item[0].rstrip()
        return f'{line[:at]}"{text}"{line[at + len(text) :]}'.strip()
    return _quoted(line) or line.strip()
