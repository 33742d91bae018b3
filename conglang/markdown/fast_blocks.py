"""Blocks that mean the same wherever they stand: most of most documents, which the library need not see.

These are paragraphs and headings of text with at most some stressed words and links in it, and plain lists and quotes
between such. In goes the text of a body; out come the text with a short paragraph in place of each run of plain blocks, and
these runs. When the library has made HTML of the one, the other is put back. The outcome is that of the library alone, byte
for byte (`tests/test_fast_library.py`); where a place cannot be found again, the caller converts the whole text.
"""

from __future__ import annotations

import re

from conglang.markdown import typography
from conglang.markdown.fast_library import PLAIN, is_compared
from conglang.markdown.html import OPENING
from conglang.markdown.references import CLOSE, OPEN
from conglang.markdown.sanitise import ADDRESS

_HEADING = re.compile(r"(#{1,6}) +([^\W\d_][^\n#]*)\Z")
_BEHIND_SIGN = {sign: re.compile(rf"{sign} [^\W\d_][^\n]*(?:\n{sign} [^\W\d_][^\n]*)*\Z") for sign in "->"}
_NUMBERED = re.compile(r"(?:\A|\n)([0-9]+)\. (?=[^\W\d_])")
_MARKS = (*"`\\[<>&*_{", "  \n")
"""Text without any of these, and of printable characters alone, means the same to Markdown, the sanitiser and us."""

_INNER = r"*`\\\[\]<>&_{\n"
_STRESSED = rf"[^\W_](?:[^{_INNER}]*[^\W_])?"
_LINKED = rf"[^\s^{_INNER}](?:[^{_INNER}]*[^\s{_INNER}])?"  # `[^1]` is a footnote.
_TARGET = f"{OPEN}K[0-9]+{CLOSE}|{ADDRESS.replace('_', '')}"
_SPAN = re.compile(rf"(?<![^\s(])(?:(\*\*?)({_STRESSED})\1|\[({_LINKED})\]\(({_TARGET})\))(?![^\s.,;:!?)])")
"""Stressed words or a link, between spaces, brackets and signs: what means the same wherever it stands in plain text."""

_EVERYWHERE = ("<", "*[", "///Footnotes Go Here///", "\ue002")
"""Where one of these stands a block may mean more than it says: inside raw HTML, with abbreviations, as the place of the footnotes."""

_JOINING = ("ul", "ol", "blockquote")
"""Blocks that another one behind or before them may be made part of."""

_PLACE = re.compile(f"<p>a\ue002([0-9]+)\ue002</p>({OPENING})?")

Block = tuple[str, str]
"""A plain block: its tag and the HTML that the library and our part of it make of it. Of an empty one both are empty."""


def parted(text: str) -> tuple[str, list[list[Block]]]:
    """A document with a paragraph in place of each run of plain blocks, and these runs, each with a `p` in it."""
    if not is_compared() or any(mark in text for mark in _EVERYWHERE):
        return text, []
    left: list[str] = []
    runs: list[list[Block]] = []
    run: list[Block] = []
    waiting: list[str] = []

    def settle() -> None:
        nonlocal run, waiting
        if any(tag == "p" for tag, _ in run):
            left.append(_place(len(runs)))
            runs.append(run)
        else:
            left.extend(waiting)
        run, waiting = [], []

    blocks = text.split("\n\n")
    found = [_plain(block.strip("\n")) for block in blocks]
    free = _standing_free(found)
    for number, block in enumerate(blocks):
        plain = found[number]
        if plain is None or (plain[0] in _JOINING and not free[number]):
            settle()
            left.append(block)
        else:
            run += [plain] if plain[0] else []
            waiting.append(block)
    settle()
    return "\n\n".join(left), runs


def alone(text: str, runs: list[list[Block]]) -> str:
    """The HTML of a document of which nothing but the place of a run is left; empty where there is more."""
    return f"<p>{text}</p>{OPENING}" if len(runs) == 1 and text == _place(0) else ""


def has_places(html: str, runs: list[list[Block]]) -> bool:
    """Whether the place of every run is still a paragraph: it is not where one was the term of a definition."""
    return len(_PLACE.findall(html)) == len(runs)


def filled(html: str, runs: list[list[Block]]) -> str:
    """HTML with the runs in their places; they need no sanitiser, for they hold only elements that are harmless."""
    return _PLACE.sub(lambda m: _written(runs[int(m[1])], opens=bool(m[2])), html) if runs else html


def _place(number: int) -> str:
    return f"a\ue002{number}\ue002"


def _standing_free(found: list[Block | None]) -> list[bool]:
    """Of each block, whether its neighbours are paragraphs and headings, or the ends of the document; empty ones are none."""
    free = [True] * len(found)
    for numbers in (range(len(found)), range(len(found) - 1, -1, -1)):
        joins = False
        for number in numbers:
            block = found[number]
            free[number] = free[number] and not joins
            if block is None or block[0]:
                joins = block is None or block[0] in _JOINING
    return free


def _plain(block: str) -> Block | None:
    """A block, where it is plain."""
    if PLAIN.match(block):
        return _element("p", block)
    if not block:
        return "", ""
    if block[0] == "#":
        heading = _HEADING.match(block)
        return _element(f"h{len(heading[1])}", heading[2].strip()) if heading else None
    if block[0] in _BEHIND_SIGN and _BEHIND_SIGN[block[0]].match(block):
        if block[0] == ">":
            return _around("blockquote", [_element("p", block[2:].replace("\n> ", "\n"))])
        return _around("ul", [_element("li", line[2:]) for line in block.split("\n")])
    if block.startswith("1. "):
        behind = _NUMBERED.split(block)
        if not behind[0] and behind[1::2] == [str(number) for number in range(1, len(behind) // 2 + 1)]:
            return _around("ol", [_element("li", text) if "\n" not in text else None for text in behind[2::2]])
    return None


def _element(tag: str, text: str) -> Block | None:
    """An element of text, where that is plain but for stressed words and links."""
    parts = _SPAN.split(text) if "*" in text or "](" in text else [text]
    bare = "".join(filter(None, (*parts[::5], *parts[2::5], *parts[3::5]))) if len(parts) > 1 else text
    for mark in _MARKS:
        if mark in bare:
            return None
    if not bare.replace("\n", "").isprintable():
        return None
    return tag, f"<{tag}>{_html(parts)}</{tag}>"


def _around(tag: str, elements: list[Block | None]) -> Block | None:
    """A list or a quote, where all that is in it is plain."""
    lines = [element[1] for element in elements if element is not None]
    return (tag, "\n".join([f"<{tag}>", *lines, f"</{tag}>"])) if len(lines) == len(elements) else None


def _html(parts: list[str]) -> str:
    """Text that was taken apart at what is stressed or linked in it, with typographic marks."""
    if len(parts) == 1:
        return typography.improved(parts)[0]
    pieces = [parts[0]]  # Text and tags by turns.
    for stars, stressed, linked, target, text in zip(*[iter(parts[1:])] * 5, strict=True):
        if stars:
            tag = "strong" if stars == "**" else "em"
            pieces += (f"<{tag}>", stressed, f"</{tag}>", text)
        else:
            pieces += (f'<a href="{target}">', linked, "</a>", text)
    better = iter(typography.improved([text for text in pieces[::2] if text]))
    return "".join([next(better) if number % 2 == 0 and piece else piece for number, piece in enumerate(pieces)])


def _written(run: list[Block], *, opens: bool) -> str:
    """The HTML of a run; with `opens` the mark of the body's first paragraph is in it."""
    lines: list[str] = []
    for tag, html in run:
        lines.append(html)
        if opens and tag == "p":
            lines[-1] += OPENING
            opens = False
    return "\n".join(lines)
