"""English: one file for the pages, one for the diagnostics, one for the commands."""

from __future__ import annotations

from conglang.languages import Language
from conglang.languages.en.console import CONSOLE
from conglang.languages.en.messages import MESSAGES
from conglang.languages.en.pages import (
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
    code="en",
    name="English",
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
