"""The ledger: every file of the output with its key, its digest and the stat that it had when we wrote it.

In go the rows that the cache keeps; what comes out is whether a file is up to date.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from conglang.model import Stat
from conglang.output import manifest
from conglang.output.manifest import MANIFEST
from conglang.values import Value


class PageRow(Value, frozen=True):
    """A file of the output: the key that it was made under, the digest of its bytes, and its stat once it was written."""

    key: str
    digest: str
    stat: Stat


class Ledger(dict[str, PageRow]):
    """The rows by path below the output; made for the time of one build, before it writes."""

    def __init__(self, rows: Mapping[str, PageRow], folder: Path) -> None:
        super().__init__(rows)
        self._folder = f"{folder}/"
        self._intact: dict[str, bool] = {}
        self._are_all = False

    def are_all_intact(self) -> bool:
        """Whether every file of ours is the one that we wrote."""
        stat, folder = manifest.stat, self._folder
        self._are_all = all(stat(folder + path) == row.stat for path, row in self.items())
        return self._are_all

    def is_intact(self, path: str) -> bool:
        """Whether a file of ours is the one that we wrote, as far as its stat tells."""
        if self._are_all:
            return path in self
        known = self._intact.get(path)
        if known is None:
            row = self.get(path)
            known = self._intact[path] = row is not None and manifest.stat(self._folder + path) == row.stat
        return known

    def is_up_to_date(self, path: str, key: str, listed: Mapping[str, str]) -> bool:
        """Whether a file was made under this key, is listed as ours, and is the one that we wrote."""
        row = self.get(path)
        return row is not None and row.key == key and row.digest == listed.get(path) and self.is_intact(path)


def page_rows(written: Mapping[str, tuple[str, str]], folder: Path) -> dict[str, PageRow]:
    """The rows of files (key and digest by path) with the stats that they have now, and the row of the manifest."""
    rows: dict[str, PageRow] = {}
    for path, (key, digest) in (*written.items(), (MANIFEST, ("", ""))):
        stat = manifest.stat(f"{folder}/{path}")
        if stat is not None:
            rows[path] = PageRow(key, digest, stat)
    return rows
