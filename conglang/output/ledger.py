"""The ledger: every file of the output with its key, its digest and the stat that it had when we wrote it.

In go the rows that the cache keeps; what comes out is whether a file stands as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from conglang.model import Stat
from conglang.output import manifest

Row = tuple[str, str, Stat]


class Ledger(dict[str, Row]):
    """Key, digest and stat by path below the output; made for the time of one build, before it writes."""

    def __init__(self, rows: Mapping[str, Row], folder: Path) -> None:
        super().__init__(rows)
        self._folder = f"{folder}/"
        self._intact: dict[str, bool] = {}
        self._are_all = False

    def are_all_intact(self) -> bool:
        """Whether every file of ours is the one that we wrote."""
        stat, folder = manifest.stat, self._folder
        self._are_all = all(stat(folder + path) == row[2] for path, row in self.items())
        return self._are_all

    def is_intact(self, path: str) -> bool:
        """Whether a file of ours is the one that we wrote, as far as its stat tells."""
        if self._are_all:
            return path in self
        known = self._intact.get(path)
        if known is None:
            row = self.get(path)
            known = self._intact[path] = row is not None and manifest.stat(self._folder + path) == row[2]
        return known

    def stands(self, path: str, key: str, listed: Mapping[str, str]) -> bool:
        """Whether a file is fresh: made from this key, listed as ours, and the one that we wrote."""
        row = self.get(path)
        return row is not None and row[0] == key and row[1] == listed.get(path) and self.is_intact(path)
