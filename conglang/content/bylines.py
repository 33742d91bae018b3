"""Bylines as newsrooms write them in, people and organisations out.

`Tin, ảnh: Đình Toàn - Trung tâm VHTT-TT & DL` is Đình Toàn of that centre; what the person contributed is dropped. Only
a dash between spaces parts name and organisation, and only the first one does.
"""

from __future__ import annotations

import re

from conglang.model import Author
from conglang.vietnamese import spelling

_WORK = r"(?:tin|bài|bài viết|ảnh|hình ảnh|video|clip|tổng hợp|text|photos?|words|pictures)"
_CONTRIBUTED = re.compile(rf"{_WORK}(?:\s*(?:,|&|/|-|–|và|and)\s*{_WORK})*\s*:\s*", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]\s+")
_SEVERAL = re.compile(r"\s*[,;]\s*")


def author(text: str) -> Author | None:
    """The person that a byline names, or the organisation where it names nobody; None where it names neither."""
    line = _CONTRIBUTED.sub("", spelling.one_line(text), count=1) if ":" in text else spelling.one_line(text)
    name, *organisation = _DASH.split(line, maxsplit=1)
    if not any(character.isalpha() for character in name):
        return None
    return Author(name.strip(" -–—"), organisation[0].strip() if organisation else "")


def people_in(name: str) -> tuple[str, ...]:
    """The names that one text seems to list; one name where it does not."""
    return tuple(part for part in _SEVERAL.split(name) if part)
