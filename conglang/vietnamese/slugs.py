"""Slugs: the part of an address that names a page, in a–z, 0–9 and single hyphens.

In goes a title, a name or a file name in any Unicode form; out comes its slug, the same on every machine, which may be
empty. A slug is also the name of a folder, so what Windows reserves (`con`, `aux` …) is never one.
Whether two names share a slug is for the caller to see: nothing here knows other slugs.
"""

from __future__ import annotations

import re

from conglang.vietnamese import spelling

LONGEST = 120
"""Characters of the longest slug that is accepted as written."""

_OTHER = re.compile("[^a-z0-9]+")
_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9]")


def slug(text: str, *, limit: int = 80) -> str:
    """The slug of a text, at most `limit` (8 or more) characters long and cut at a word; empty where nothing remains.

    A name that Windows reserves gets `-1` behind it: `Con` → `con-1`.
    """
    whole = _OTHER.sub("-", spelling.bare(text)).strip("-")
    short = _cut(whole, limit)
    return f"{short}-1" if _RESERVED.fullmatch(short) else short


def is_slug(text: str) -> bool:
    """Whether a slug written by hand is accepted as it is."""
    return len(text) <= LONGEST and bool(_SLUG.fullmatch(text)) and not _RESERVED.fullmatch(text)


def _cut(whole: str, limit: int) -> str:
    if len(whole) <= limit:
        return whole
    # With one character more, a word that ends exactly at the limit is followed by its hyphen and stays.
    at_word, hyphen, _ = whole[: limit + 1].rpartition("-")
    return at_word if hyphen else whole[:limit]
