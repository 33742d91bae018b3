"""English: `pages` is what readers see, `console` what commands print, `messages.toml` holds the sentences of diagnostics."""

from __future__ import annotations

from conglang.languages import Language
from conglang.languages.en import pages
from conglang.languages.en.console import CONSOLE

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
    console=CONSOLE,
)
