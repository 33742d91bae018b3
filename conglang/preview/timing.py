"""When the preview plans again, and when it tries a file again.

Saves come alone or in bursts, and a portal that takes seconds to plan is planned once for a burst: Debounce gets the number of
paths of each save, and gives the seconds to wait. A file that was missing, empty, locked or half copied when it was read
is tried again though nobody saves it: Retries gets what is wrong, and gives the paths to try. Nothing here waits or reads.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from conglang.diagnostics import Diagnostic
from conglang.terminal import extras

SOON, QUIET = 0.1, 0.25
"""Seconds without a save before planning: where somebody waits for it, and where nobody does."""

BURST, LONGEST_BURST = 8, 5.0
"""With more paths than that since the last plan, saves are a burst; seconds that its end is waited for at most."""

RETRY_PAUSE, MOST_TRIES = 0.08, 6
"""Seconds between two tries of a file that is missing or empty at the moment, and how many tries it gets."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 10.0
"""Seconds until a file that could not be read is tried again; each time twice as long, up to the latter."""

UNREAD = frozenset({"unreadable-file", "photo-not-opened", "photo-changed", "photo-being-copied"})
"""Codes of what may be right a moment later, without a save."""

UNDECODED = "heic-without-extra"
"""The code of a photo that is right as soon as somebody installs its decoder."""


class Debounce:
    """Counts the saves since the portal was planned last."""

    def __init__(self) -> None:
        self._first = self._last = 0.0
        self._paths = 0

    def add(self, paths: int) -> None:
        """Count a save of so many paths."""
        self._last = time.monotonic()
        self._first = self._first or self._last
        self._paths += paths

    def reset(self) -> None:
        """Begin again, because the portal is being planned now."""
        self._first, self._paths = 0.0, 0

    def seconds(self, *, somebody_waits: bool) -> float:
        """Seconds until the portal may be planned; 0 where that is now.

        `somebody_waits` says that the last save shows only when the portal has been planned.
        """
        quiet = SOON if somebody_waits and self._paths <= BURST else QUIET
        end = min(self._last + quiet, self._first + LONGEST_BURST) if self._first else 0.0
        return max(0.0, end - time.monotonic())


class Retries:
    """Counts the tries of files, and says which are to be tried again and when."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._tries: dict[Path, int] = {}
        self._unread: frozenset[Path] = frozenset()
        self._undecoded: frozenset[Path] = frozenset()
        self._wait = FIRST_WAIT
        self._next = 0.0

    def exhausted(self, paths: Iterable[Path]) -> set[Path]:
        """The paths that have had all the tries of a save in progress; what the disk says of them now is final."""
        return {path for path in paths if self._tries.get(path, 0) >= MOST_TRIES}

    def count(self, paths: Iterable[Path]) -> None:
        """Count a try of the files that have to be tried again; the counts of all others are dropped."""
        self._tries = {path: self._tries.get(path, 0) + 1 for path in paths}

    def watch(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take from all that is wrong now which files could not be read."""
        listed = tuple(diagnostics)
        self._unread = frozenset(self._site / d.at.path for d in listed if d.code in UNREAD)
        self._undecoded = frozenset(self._site / d.at.path for d in listed if d.code == UNDECODED)
        if not self._unread and not self._undecoded:
            self._wait, self._next = FIRST_WAIT, 0.0
        elif not self._next:
            self._next = time.monotonic() + self._wait

    def seconds(self) -> float:
        """Seconds until the next try."""
        return max(0.001, self._next - time.monotonic()) if self._next else LONGEST_WAIT

    def take(self) -> frozenset[Path]:
        """The files to try now, none before their time; their next try is twice as far away."""
        if not self._next or time.monotonic() < self._next:
            return frozenset()
        self._wait = min(2 * self._wait, LONGEST_WAIT)
        self._next = time.monotonic() + self._wait
        installed = self._undecoded and extras.is_there(extras.HEIC_MODULE)
        return self._unread | (self._undecoded if installed else frozenset())
