"""The texts of the reference pages that a row of `FIELDS` or `SETTINGS` carries, in Vietnamese and in English.

A row describes itself here once; `python -m tools.write_reference` makes the pages in `docs/` of all rows. Nothing in a
build reads these texts.
"""

from __future__ import annotations

from conglang.values import Value


class Bilingual(Value, frozen=True):
    """One text of the reference in its two languages."""

    vi: str
    en: str


TEXT = Bilingual("một dòng chữ", "one line of text")
"""How most fields and keys are written."""
