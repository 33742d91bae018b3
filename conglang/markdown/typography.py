"""Typographic quotes, dashes and dots, where they are certain.

In goes a tree of elements, or the pieces of text that one block consists of (before, in and after its inline
elements); out come as many pieces. Straight double quotes become “ ” only where all of a block's pair up; ` -- ` and
` --- ` between spaces become dashes, `...` the ellipsis. Apostrophes stay: they belong to names (K'Bông). So does code.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Sequence

_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_DASH = re.compile(r"(?<=[^\s-] )(---?)(?= [^\s-])")


def has_marks(text: str) -> bool:
    """Whether there may be anything to improve."""
    return '"' in text or "..." in text or "--" in text


def improved(pieces: Sequence[str]) -> list[str]:
    """The pieces of one block with typographic marks."""
    joined = "\0".join(pieces)
    if not has_marks(joined) or joined.count("\0") != len(pieces) - 1:
        return list(pieces)
    joined = _quoted(joined)
    joined = _ELLIPSIS.sub("…", joined)
    joined = _DASH.sub(lambda m: "—" if len(m[1]) == 3 else "–", joined)
    return joined.split("\0")


def improve(root: etree.Element, *, is_block: Callable[[str], bool], fixed: type[str]) -> None:
    """Improve every text of a tree, block by block; texts of the type `fixed` and code are left alone."""
    texts: list[tuple[etree.Element, bool]] = []

    def settle() -> None:
        pieces = [(e.tail if is_tail else e.text) or "" for e, is_tail in texts]
        if any(has_marks(piece) for piece in pieces):
            for (element, is_tail), piece in zip(texts, improved(pieces), strict=True):
                if is_tail:
                    element.tail = piece
                else:
                    element.text = piece
        texts.clear()

    def walk(element: etree.Element, starts_block: bool) -> None:
        if starts_block:
            settle()
        if element.tag not in ("code", "pre"):
            if element.text and not isinstance(element.text, fixed):
                texts.append((element, False))
            for child in element:
                walk(child, is_block(child.tag))
        if starts_block:
            settle()
        if element.tail and not isinstance(element.tail, fixed):
            texts.append((element, True))

    walk(root, True)


def _quoted(text: str) -> str:
    parts = text.split('"')
    if len(parts) % 2 == 0 or len(parts) == 1:
        return text
    for index in range(1, len(parts)):
        before = parts[index - 1].replace("\0", "")
        after = parts[index].replace("\0", "")
        opens = index % 2 == 1
        # The neighbours are empty where two quotes or the ends of the block meet.
        if opens and ((before and (before[-1].isalnum())) or not after or after[0].isspace()):
            return text
        if not opens and (not before or before[-1].isspace() or (after and after[0].isalnum())):
            return text
    marked = [parts[0]]
    for index in range(1, len(parts)):
        marked += ["“" if index % 2 else "”", parts[index]]
    return "".join(marked)
