"""Blocks that are nothing but text: most of most documents, which the library need not see.

In goes the text of a body; out come the text with a short paragraph in place of each run of plain blocks, and these runs.
When the library has made HTML of the one, the other is put back. The outcome is that of the library alone, byte for byte
(`tests/test_fastmarkdown.py`); where a place cannot be found again, the caller converts the whole text.
"""

from __future__ import annotations

import re

from conglang.source import typography
from conglang.source.bodyhtml import OPENING
from conglang.source.fastmarkdown import PLAIN, is_compared

_HEADING = re.compile(r"(#{1,6}) +([^\W\d_][^\n#]*)\Z")
_MARKS = (*"`\\[<>&*_{", "  \n")
"""A block without any of these, and of printable characters alone, means the same to Markdown, the sanitiser and us."""

_EVERYWHERE = ("<", "*[", "///Footnotes Go Here///", "\ue002")
"""Where one of these stands a block may mean more than it says: inside raw HTML, with abbreviations, as the place of the footnotes."""

_PLACE = re.compile(f"<p>a\ue002([0-9]+)\ue002</p>({OPENING})?")

Run = list[tuple[str, str]]
"""Plain blocks one after the other, as tag and text: `p` and `text` are what the library makes `<p>text</p>` of."""


def parted(text: str) -> tuple[str, list[Run]]:
    """A document with a paragraph in place of each run of plain blocks, and these runs, each with a `p` in it."""
    if not is_compared() or any(mark in text for mark in _EVERYWHERE):
        return text, []
    left: list[str] = []
    runs: list[Run] = []
    run: Run = []
    waiting: list[str] = []

    def settle() -> None:
        nonlocal run, waiting
        if any(tag == "p" for tag, _ in run):
            left.append(f"a\ue002{len(runs)}\ue002")
            runs.append(run)
        else:
            left.extend(waiting)
        run, waiting = [], []

    for block in text.split("\n\n"):
        plain = _plain(block.strip("\n"))
        if plain is None:
            settle()
            left.append(block)
        else:
            run += plain
            waiting.append(block)
    settle()
    return "\n\n".join(left), runs


def has_places(html: str, runs: list[Run]) -> bool:
    """Whether the place of every run is still a paragraph: it is not where one was the term of a definition."""
    return len(_PLACE.findall(html)) == len(runs)


def filled(html: str, runs: list[Run]) -> str:
    """HTML with the runs in their places; they need no sanitiser, for they hold no markup at all."""
    return _PLACE.sub(lambda m: _written(runs[int(m[1])], opens=bool(m[2])), html) if runs else html


def _plain(block: str) -> Run | None:
    """A block as tag and text where it is plain, nothing of an empty one."""
    for mark in _MARKS:
        if mark in block:
            return None
    if not block.replace("\n", "").isprintable():
        return None
    if PLAIN.match(block):
        return [("p", block)]
    if heading := _HEADING.match(block):
        return [(f"h{len(heading[1])}", heading[2].strip())]
    return None if block else []


def _written(run: Run, *, opens: bool) -> str:
    """The HTML of a run, as the library and our part of it make it; with `opens` the mark of the body's first paragraph is in it."""
    lines: list[str] = []
    for tag, text in run:
        line = f"<{tag}>{typography.improved((text,))[0]}</{tag}>"
        if opens and tag == "p":
            line += OPENING
            opens = False
        lines.append(line)
    return "\n".join(lines)
