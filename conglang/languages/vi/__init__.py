"""Vietnamese: `pages` is what readers see, `console` what commands print, `messages.toml` holds the sentences of diagnostics."""

from __future__ import annotations

from conglang.languages import Language
from conglang.languages.vi import pages
from conglang.languages.vi.console import CONSOLE

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
    console=CONSOLE,
)
