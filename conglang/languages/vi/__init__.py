"""Vietnamese: one file for the pages, one for the diagnostics, one for the commands."""

from __future__ import annotations

from conglang.languages import Language
from conglang.languages.vi import pages
from conglang.languages.vi.console import CONSOLE
from conglang.languages.vi.messages import MESSAGES

LANGUAGE = Language(
    code="vi",
    name="Tiếng Việt",
    paths=pages.PATHS,
    text=pages.TEXT,
    kinds=pages.KINDS,
    weekdays=pages.WEEKDAYS,
    months=pages.MONTHS,
    date=pages.DATE,
    short_date=pages.SHORT_DATE,
    clock=pages.CLOCK,
    decimal=pages.DECIMAL,
    messages=MESSAGES,
    console=CONSOLE,
)
