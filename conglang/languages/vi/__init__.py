"""Vietnamese: one file for the pages, one for the diagnostics, one for the commands."""

from __future__ import annotations

from conglang.languages import Language
from conglang.languages.vi.console import CONSOLE
from conglang.languages.vi.messages import MESSAGES
from conglang.languages.vi.pages import (
    CLOCK,
    DATE,
    DECIMAL,
    KINDS,
    MONTHS,
    PATHS,
    SHORT_DATE,
    TEXT,
    THOUSANDS,
    WEEKDAYS,
)

LANGUAGE = Language(
    code="vi",
    name="Tiếng Việt",
    paths=PATHS,
    text=TEXT,
    kinds=KINDS,
    weekdays=WEEKDAYS,
    months=MONTHS,
    date=DATE,
    short_date=SHORT_DATE,
    clock=CLOCK,
    decimal=DECIMAL,
    thousands=THOUSANDS,
    messages=MESSAGES,
    console=CONSOLE,
)
