"""Typographic quotes, dashes and dots, where they are certain.

In go the pieces of text that one block consists of (the text before, in and after its inline elements); out come as
many pieces. Straight double quotes become “ ” only where all of a block's pair up; ` -- ` and ` --- ` between spaces
become dashes, `...` the ellipsis. Apostrophes stay: they belong to names (K'Bông). Code is for the caller to leave out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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
