"""When to think: saves come alone or in bursts, and a portal that takes seconds to think through is thought through once.

In goes how many paths were saved at a time, out come the seconds to wait. A save that shows only when the portal has been
thought through waits for next to nothing; one that is on the screen already, or one of a burst (a checkout, a folder of
photos), for a lull.
"""

from __future__ import annotations

import time

SOON, QUIET = 0.1, 0.25
"""Seconds without a save: where somebody waits, and where nobody does."""

MANY, LONGEST = 8, 5.0
"""With more paths than that since the last lull, saves are a burst; seconds that its end is waited for at most."""


class Lull:
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
