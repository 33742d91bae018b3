"""What is looked at before Markdown: floods that it cannot bear, and lines that look pasted from a word processor.

In goes the text of a body; out come diagnostics. With an error among them the text must not be converted: on such
texts Python-Markdown takes minutes or runs out of stack. Ordinary articles, long tables included, pass unseen.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from conglang.diagnostics import Diagnostic, error, warning
from conglang.model import Location

MOST_OPEN = 1000
"""Brackets and marks of one kind that may stay open in a block."""

MOST_NESTED = 50
"""Levels of lists and quotes."""

MOST_BLOCKS = 50_000
"""Blocks of a body."""

LONG_LINE = 80
"""Characters from which a line can be a paragraph."""

_NESTING = re.compile(r"(?:[ ]{0,3}(?:>|(?:[-*+]|\d{1,9}\.)(?=[ ]))[ ]?)+")
_LEVEL = re.compile(r">|[-*+](?=[ ])|\d{1,9}\.(?=[ ])")
_INDENTED_ITEM = re.compile(rf"^[ ]{{{4 * MOST_NESTED},}}(?:[-*+>]|\d+\.)", re.M)
_OPEN_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*(?=<|\Z)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_FLOOD = re.compile(rf"([^\w\s.])\1{{{MOST_OPEN},}}")
_VOID = frozenset({"br", "hr", "img", "wbr", "col", "input", "p", "li", "td", "tr", "th", "dt", "dd"})
_RUN = re.compile(r"\*+|_+|`+")
_OPENING = re.compile(r"(?<![^\s(])[*_`]+(?=\S)")
_CLOSING = re.compile(r"(?<=\S)[*_`]+(?![^\s.,;:!?)])")
_PARAGRAPH_END = re.compile(r"[.!?…][”\"’')\]]*\s*\Z")
_PARAGRAPH_START = re.compile(r"[^\W\d_]|[“\"‘'(]?[^\W\d_]")
_MARKUP = re.compile(r"\s{4}|\s*(?:[-*+>#|:!\[<]|\d+[.)])")
_INNER_END = re.compile(r"[.!?…][”\"’')]*\s+[“\"‘'(]?[^\W\d_]")


def refused(text: str, *, path: str, first_line: int) -> tuple[Diagnostic, ...]:
    """Errors for what Markdown cannot bear, each once, at the line where it begins."""
    found: list[Diagnostic] = []
    flooded: list[int] = []  # Lines, from 0.
    if text.count("\n\n") > MOST_BLOCKS:
        found.append(error("too-many-blocks", Location(path, first_line, 1), most=MOST_BLOCKS))
    if _may_flood(text, "[*_`") and (text.count("[") > MOST_OPEN or len(_RUN.findall(text)) > MOST_OPEN):
        for line, block in _blocks(text):
            if _open_brackets(block) > MOST_OPEN or _marks(block) > MOST_OPEN:
                flooded.append(line)
                break
    if text.count("<") > MOST_OPEN and _open_tags(text) > MOST_OPEN:
        flooded.append(text.count("\n", 0, text.find("<")))
    if _may_flood(text, string.punctuation) and (flood := _FLOOD.search(text)) is not None:
        flooded.append(text.count("\n", 0, flood.start()))
    found += [error("too-many-brackets", Location(path, first_line + line, 1), most=MOST_OPEN) for line in flooded]
    deep = _deep_line(text)
    if deep >= 0:
        found.append(error("nested-too-deep", Location(path, first_line + deep, 1), most=MOST_NESTED))
    return tuple(dict.fromkeys(found))


def _may_flood(text: str, characters: str) -> bool:
    """Whether one of these characters is there often enough to be worth a closer look; counting costs next to nothing."""
    data = text.encode("utf-8", "replace")
    return len(data) - len(data.translate(None, characters.encode())) > MOST_OPEN // 4


def pasted(text: str, *, path: str, first_line: int) -> tuple[Diagnostic, ...]:
    """A warning for each block whose lines look like paragraphs of a word processor, which Markdown would run together.

    They do where lines that follow each other are long, begin with a capital and end a sentence, and either three of
    them do, or one holds several sentences: text that is wrapped by hand, or written one sentence to a line, does not.
    """
    if text.count("\n") - text.endswith("\n") <= 2 * text.count("\n\n"):
        return ()  # Every line end is half of an empty line: each paragraph is one line.
    return tuple(
        warning("pasted-lines", Location(path, first_line + line + offset, 1, 1))
        for line, block in _blocks(text)
        if "\n" in block and (offset := _pasted_from(block.split("\n"))) >= 0
    )


def _pasted_from(lines: list[str]) -> int:
    run: list[int] = []
    for index, line in enumerate([*lines, ""]):
        if _is_paragraph(line):
            run.append(index)
            continue
        if len(run) >= 3 or (len(run) == 2 and any(_INNER_END.search(lines[i].strip()[:-1]) for i in run)):
            return run[0]
        run = []
    return -1


def _is_paragraph(line: str) -> bool:
    text = line.strip()
    if len(text) < LONG_LINE or _MARKUP.match(line) or not _PARAGRAPH_END.search(text):
        return False
    start = _PARAGRAPH_START.match(text)
    return start is not None and start[0][-1].isupper()


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Blocks between blank lines, with the number of the line that each begins at, from 0."""
    at = 0
    block: list[str] = []
    for line, content in enumerate(text.split("\n")):
        if content.strip():
            if not block:
                at = line
            block.append(content)
        elif block:
            yield at, "\n".join(block)
            block = []
    if block:
        yield at, "\n".join(block)


def _open_brackets(block: str) -> int:
    """Square brackets that are never closed, or that are open inside twenty others."""
    if block.count("[") <= MOST_OPEN:
        return 0
    depth = buried = 0
    for character in block:
        if character == "[":
            depth += 1
            buried += depth > 20
        elif character == "]" and depth:
            depth -= 1
    return max(depth, buried)


def _marks(block: str) -> int:
    """Runs of `*`, `_` or backticks that stay open in the longest piece of a block between table bars and items.

    Which one closes which is Markdown's business: what can only open is held against what can only close, and of runs
    in pairs, which are quickly read, five times as many are allowed.
    """
    if len(_RUN.findall(block)) <= MOST_OPEN:
        return 0
    pieces = re.split(r"(?<!\\)\||\n[ ]*(?:[-*+]|\d+\.)[ ]", block)
    return max(
        max(abs(len(_OPENING.findall(piece)) - len(_CLOSING.findall(piece))), len(_RUN.findall(piece)) // 5)
        for piece in pieces
    )


def _open_tags(text: str) -> int:
    """Tags that are never finished, and elements that are never closed."""
    unfinished = len(_OPEN_TAG.findall(text))
    depth = deepest = 0
    for slash, name in _TAG.findall(text):
        if name.lower() not in _VOID:
            depth = max(0, depth + (-1 if slash else 1))
            deepest = max(deepest, depth)
    return max(unfinished, deepest)


def _deep_line(text: str) -> int:
    """The first line that is nested too deep, from 0; -1 where none is."""
    if (item := _INDENTED_ITEM.search(text)) is not None:
        return text.count("\n", 0, item.start())
    for number, line in enumerate(text.split("\n")):
        if len(line) > MOST_NESTED and (start := _NESTING.match(line)) is not None:
            levels = start[0]
            if len(levels) > MOST_NESTED and len(_LEVEL.findall(levels + " ")) > MOST_NESTED:
                return number
    return -1
