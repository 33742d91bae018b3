"""What is said of a document behind its link: its type and its size, in the portal's language.

In come a path and a number of bytes, out goes `PDF, 1,2 MB`; nobody should load a film without having been told.
"""

from __future__ import annotations

from posixpath import splitext

from conglang.languages import Language
from conglang.portal.references import ATTACHMENTS

_UNITS = ("KB", "MB", "GB")
_STEP = 1024


def described(path: str, size: int, language: Language) -> tuple[str, str]:
    """Type and size of a document as readers see them, and its MIME type."""
    suffix = splitext(path)[1].lower()
    return f"{suffix[1:].upper()}, {size_text(size, language)}", ATTACHMENTS[suffix]


def size_text(size: int, language: Language) -> str:
    """A size in the largest unit of which there is one, at least 1 KB; below ten units with one decimal, as whole bytes round up."""
    tenths, unit = -(-size * 10 // _STEP), 0
    while tenths >= _STEP * 10 and unit + 1 < len(_UNITS):
        tenths, unit = -(-tenths // _STEP), unit + 1
    if unit == 0 or tenths >= 100:
        return f"{max(1, -(-tenths // 10))} {_UNITS[unit]}"
    whole, rest = divmod(tenths, 10)
    return f"{whole}{language.decimal}{rest} {_UNITS[unit]}" if rest else f"{whole} {_UNITS[unit]}"
