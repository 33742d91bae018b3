"""What the terminal says while a preview runs: where it is, what was taken in, and what is wrong that was not before.

In go addresses, paths and diagnostics, out go sentences of the console. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from conglang.commands.console import Console
from conglang.diagnostics import Diagnostic, has_errors
from conglang.preview.server import OWN

MOST = 8
"""Articles taken in at a time that are named one by one."""


class Teller:
    """Speaks of one preview; `told` is what it last said to be wrong."""

    def __init__(self, console: Console, site: Path) -> None:
        self.console = console
        self.site = site
        self.told: tuple[Diagnostic, ...] = ()

    def ready(self, origin: str, root: str) -> None:
        """Say where the preview is."""
        self.console.say("preview-ready", always=True, url=f"{origin}{root}/", lists=f"{origin}{OWN}")

    def updated(self, paths: Iterable[str], seconds: float) -> None:
        """Say which articles were taken in, and how long that took."""
        listed, milliseconds = sorted(set(paths)), f"{seconds * 1000:.0f}"
        if len(listed) > MOST:
            self.console.say("preview-updated-many", count=str(len(listed)), milliseconds=milliseconds)
            return
        for path in listed:
            self.console.say("preview-updated", path=path, milliseconds=milliseconds)

    def problems(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Say what is wrong that was not a moment ago, and when all errors are mended."""
        before, self.told = self.told, diagnostics
        known = frozenset(before)
        self.console.diagnostics([d for d in diagnostics if d not in known], self.site)
        if has_errors(before) and not has_errors(diagnostics):
            self.console.say("preview-mended")
