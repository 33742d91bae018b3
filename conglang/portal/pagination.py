"""Lists numbered from the oldest, so that a full page stays as it is.

Articles have ranks from 1, the oldest first, and keep them when they expire or are withdrawn. Page n holds the ranks
(n−1)·N+1 … n·N; the landing page holds the rest, and all while there are fewer than 2·N. A publication therefore changes the
landing page, and now and then adds one page and the pager of the page before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from conglang.values import Value

T = TypeVar("T")


class Section(Value, Generic[T], frozen=True):
    """One page of a list. `number` is 0 for the landing page; neighbours are numbers too, -1 where there is none.

    `ranked` are all that have their rank here, the oldest first, and `shown` tells which of them are to be seen.
    """

    number: int
    ranked: Sequence[T]
    shown: Callable[[T], bool]
    newer: int
    older: int

    @property
    def items(self) -> tuple[T, ...]:
        """What is to be seen, the newest first."""
        return tuple([item for item in reversed(self.ranked) if self.shown(item)])


def sections(ranked: Sequence[T], size: int, *, shown: Callable[[T], bool]) -> tuple[Section[T], ...]:
    """Cut a list (oldest first, every item with its rank) into its pages of `size`; the landing page comes first.

    Items that are not shown keep their rank. A page on which nothing is shown is left out, except the landing page.
    """
    full = len(ranked) // size - 1 if len(ranked) >= 2 * size else 0
    numbered = [(n, ranked[(n - 1) * size : n * size]) for n in range(full, 0, -1)]
    kept = [(0, ranked[full * size :]), *[(n, items) for n, items in numbered if any(map(shown, items))]]
    return tuple(
        Section(
            number,
            items,
            shown,
            newer=kept[position - 1][0] if position else -1,
            older=kept[position + 1][0] if position + 1 < len(kept) else -1,
        )
        for position, (number, items) in enumerate(kept)
    )
