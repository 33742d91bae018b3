"""How much the tests do that draw at random, cut files or kill builds. Every such number of the tests stands here.

A test with `@pytest.mark.long(counts.EDITS)` gets its share as the argument `number`, one number a case, or `numbers`,
a batch of them: in an ordinary run the first ones, with `--long` all, with `--long --tenth SEED` a tenth that the seed
draws. A number means the same in each of these runs, and a case is named after it, so that a failure can be run again
alone. The arguments are filled in by `tests/conftest.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from random import Random


@dataclass(frozen=True)
class Count:
    """Numbers from 0 up to `full`, of which an ordinary run takes the first, in batches of `batch`."""

    name: str
    ordinary: int
    full: int
    batch: int = 1

    def numbers(self, *, long: bool, tenth: str = "") -> range | list[int]:
        """The numbers of a run; `tenth` is a seed, and counts only for a long one."""
        if not long:
            return range(self.ordinary)
        if not tenth:
            return range(self.full)
        return sorted(Random(f"{tenth} {self.name}").sample(range(self.full), -(-self.full // 10)))

    def batches(self, *, long: bool, tenth: str = "") -> list[tuple[int, ...]]:
        """The same numbers, `batch` at a time."""
        numbers = self.numbers(long=long, tenth=tenth)
        return [tuple(numbers[start : start + self.batch]) for start in range(0, len(numbers), self.batch)]

    def scattered(self, number: int) -> int:
        """Another order of the same numbers, in which the first ones lie far apart: for places in a file or a build."""
        step = next(step for step in range(self.full * 5 // 8, self.full + 1) if gcd(step, self.full) == 1)
        return number * step % self.full

    def place(self, number: int, length: int) -> int:
        """The number's place in a file of this length; all places are spread over it evenly, and 0 is among them."""
        return self.scattered(number) * length // self.full


EDITS = Count("edits", 12, 200)
"""Seeds of a row of random edits of a portal, each of them built incrementally and from scratch."""

KILLS = Count("kills", 2, 58)
"""All moments at which a build can be killed, or its disk be full, dealt out to so many cases."""

CUTS = Count("cuts", 20, 2000, 20)
"""Places at which a database, a journal or a manifest ends too early, spread over its whole length."""

FLIPS = Count("flips", 140, 2000, 35)
"""Databases in which bits have flipped or a part is overwritten."""

NONSENSE = Count("nonsense", 1, 10)
"""Choices of what is put into each column of a database that cannot be there."""

DOCUMENTS = Count("documents", 50, 2000, 50)
"""Bodies of Markdown put together at random, hostile parts among them."""

PAGES = Count("pages", 25, 500, 25)
"""Pages of the demo that a browser shows: first one of each shape of address, then all others."""

EXAMPLES = Count("examples", 100, 5000)
"""Examples that hypothesis draws for each property."""
