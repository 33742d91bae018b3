"""What is wrong, for the panel that lies over a page: the console's own words, as plain values for the browser."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from conglang.commands.console import edited_at, line_of
from conglang.diagnostics import ERROR, Diagnostic, excerpt, in_order
from conglang.languages import Language, say

MOST = 50
"""Problems of a kind that a panel shows; how many there are is told as well."""

TEXTS = ("title", "close", "warnings", "open", "waiting", "lost")
"""The panel's own words, under `preview-…` in the languages' tables."""


def status(diagnostics: Iterable[Diagnostic], language: Language, site: Path) -> dict[str, Any]:
    """The state of the portal, the problems of the file that was saved last first."""
    listed = in_order(diagnostics, edited=lambda path: edited_at(site / path))[::-1]
    errors = [d for d in listed if d.severity == ERROR]
    warnings = [d for d in listed if d.severity != ERROR]
    return {
        "language": language.code,
        "counts": {"errors": len(errors), "warnings": len(warnings)},
        "errors": [_shown(d, language, site) for d in errors[:MOST]],
        "warnings": [_shown(d, language, site) for d in warnings[:MOST]],
        "texts": {
            **{name: language.console[f"preview-{name}"] for name in TEXTS},
            "hint": language.console["hint"],
        },
    }


def _shown(diagnostic: Diagnostic, language: Language, site: Path) -> dict[str, str]:
    message, hint = say(diagnostic, language)
    at = diagnostic.at
    line = line_of(site / at.path, at.line) if at.line else ""
    return {
        "code": diagnostic.code,
        "severity": language.console[diagnostic.severity],
        "message": message,
        "path": at.path,
        "place": f"{at.path}:{at.line}:{at.column}" if at.line else at.path,
        "excerpt": excerpt(at, line) if line.strip() else "",
        "hint": hint,
    }
