"""When to think: saves come alone or in bursts, and a portal that takes seconds to think through is thought through once.

In goes how many paths were saved at a time, out come the seconds to wait. A save that shows only when the portal has been
thought through waits for next to nothing; one that is on the screen already, or one of a burst (a checkout, a folder of
photos), for a lull.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from conglang.diagnostics import Diagnostic
from conglang.terminal import extras

SOON, QUIET = 0.1, 0.25
"""Seconds without a save: where somebody waits, and where nobody does."""

MANY, LONGEST = 8, 5.0
"""With more paths than that since the last lull, saves are a burst; seconds that its end is waited for at most."""


class Debounce:
    """Knows of the saves since the portal was thought through last."""

    def __init__(self) -> None:
        self._first = self._last = 0.0
        self._paths = 0

    def saved(self, paths: int) -> None:
        """So many paths were saved."""
        self._last = time.monotonic()
        self._first = self._first or self._last
        self._paths += paths

    def used(self) -> None:
        """The portal is being thought through; what is saved from now on waits for the next lull."""
        self._first, self._paths = 0.0, 0

    def seconds(self, *, somebody_waits: bool) -> float:
        """Until the portal may be thought through; 0 where that is now."""
        quiet = SOON if somebody_waits and self._paths <= MANY else QUIET
        since = min(self._last + quiet, self._first + LONGEST) if self._first else 0.0
        return max(0.0, since - time.monotonic())


# ---- What is looked at again though nobody saves it: files that were gone, empty, locked or half copied when they were read.

PAUSE, LOOKS = 0.08, 6
"""Seconds between two looks at a file that is gone or empty at the moment, and how many looks it gets."""

FIRST_RETRY, LAST_RETRY = 1.0, 10.0
"""Seconds until a file that could not be read is looked at again; each time twice as long, up to the latter."""

UNREAD = frozenset({"unreadable-file", "photo-not-opened", "photo-changed", "photo-being-copied"})
UNDECODED = "heic-without-extra"


class Retries:
    """Counts looks, and knows when the next one is due."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._looks: dict[Path, int] = {}
        self._unread: frozenset[Path] = frozenset()
        self._undecoded: frozenset[Path] = frozenset()
        self._wait = FIRST_RETRY
        self._due = 0.0

    def tired(self, paths: Iterable[Path]) -> set[Path]:
        """The paths that have had all the looks that a save in progress may take: what they say now counts."""
        return {path for path in paths if self._looks.get(path, 0) >= LOOKS}

    def looked(self, again: Iterable[Path]) -> None:
        """Remember which files want another look; all others start anew."""
        self._looks = {path: self._looks.get(path, 0) + 1 for path in again}

    def consider(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Hear what is wrong now."""
        listed = tuple(diagnostics)
        self._unread = frozenset(self._site / d.at.path for d in listed if d.code in UNREAD)
        self._undecoded = frozenset(self._site / d.at.path for d in listed if d.code == UNDECODED)
        if not self._unread and not self._undecoded:
            self._wait, self._due = FIRST_RETRY, 0.0
        elif not self._due:
            self._due = time.monotonic() + self._wait

    def seconds(self) -> float:
        """Until the next look."""
        return max(0.001, self._due - time.monotonic()) if self._due else LAST_RETRY

    def due(self) -> frozenset[Path]:
        """The files to look at now."""
        if not self._due or time.monotonic() < self._due:
            return frozenset()
        self._wait = min(2 * self._wait, LAST_RETRY)
        self._due = time.monotonic() + self._wait
        installed = self._undecoded and extras.is_there(extras.HEIC_MODULE)
        return self._unread | (self._undecoded if installed else frozenset())
