"""The cutting of lists into pages that are numbered from the oldest, so that a full page does not change.

Articles have ranks from 1, the oldest first, and keep them when they expire or are withdrawn. Page n holds the ranks
(n−1)·N+1 … n·N; the landing page holds the rest, and all of them while there are fewer than 2·N. So a new article changes the
landing page alone; every N articles it also adds a further page and changes the pager of the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from conglang.values import Value

T = TypeVar("T")


class Section(Value, Generic[T], frozen=True):
    """One page of a list. `number` is 0 for the landing page.

    `items` are what readers see on it, newest first. `newer` and `older` are the numbers of the neighbours, -1 where there is
    none; `first` is the number of the oldest page, -1 where the landing page is the only one.
    """

    number: int
    items: tuple[T, ...]
    newer: int
    older: int
    first: int


def sections(ranked: Sequence[T], size: int, *, shown: Callable[[T], bool]) -> tuple[Section[T], ...]:
    """Cut a list, oldest first, into pages of `size` ranks; returns the landing page first, then from the newest page on.

    Items that are not `shown` keep their rank. A page on which nothing is shown is left out, except the landing page.
    """
    full = len(ranked) // size - 1 if len(ranked) >= 2 * size else 0
    cut = [(0, ranked[full * size :]), *[(n, ranked[(n - 1) * size : n * size]) for n in range(full, 0, -1)]]
    pages = [(number, tuple([item for item in reversed(part) if shown(item)])) for number, part in cut]
    kept = [page for page in pages if page[1] or page[0] == 0]
    numbers = [-1, *[number for number, _ in kept], -1]
    first = kept[-1][0] if len(kept) > 1 else -1
    return tuple(
        Section(number, items, newer=newer, older=older, first=first)
        for (number, items), newer, older in zip(kept, numbers, numbers[2:], strict=False)
    )
