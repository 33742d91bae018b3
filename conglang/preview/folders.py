"""The folders that hold files of the portal, at any depth: asked at every save, whatever the number of files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator


class Folders:
    """How many files each folder holds, itself and below; kept up to date as files come and go."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._files: Counter[str] = Counter()
        self._alike: defaultdict[str, set[str]] = defaultdict(set)
        for folder, files in Counter(path.rpartition("/")[0] for path in paths).items():
            self._count(f"{folder}/", files)

    def __contains__(self, folder: str) -> bool:
        return folder in self._files

    def add(self, path: str) -> None:
        """A file came."""
        self._count(path, 1)

    def remove(self, path: str) -> None:
        """A file is gone."""
        self._count(path, -1)

    def has_twin(self, folder: str) -> bool:
        """Whether there is another folder whose path differs in case alone."""
        return bool(self._alike.get(folder.casefold(), set()) - {folder})

    def _count(self, path: str, files: int) -> None:
        for folder in _above(path):
            self._files[folder] += files
            if self._files[folder] == files:
                self._alike[folder.casefold()].add(folder)
            elif not self._files[folder]:
                del self._files[folder]
                self._alike[folder.casefold()].discard(folder)


def _above(path: str) -> Iterator[str]:
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
