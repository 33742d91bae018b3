"""English: one file for the pages, one for the diagnostics, one for the commands."""

from __future__ import annotations

from conglang.languages import Language
from conglang.languages.en import pages
from conglang.languages.en.console import CONSOLE
from conglang.languages.en.messages import MESSAGES

LANGUAGE = Language(
    code="en",
    name="English",
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
