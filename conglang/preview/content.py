"""The files of `content/` and what they say, kept up with the disk while people type.

In go paths that may have changed; the disk is looked at, and what differs is read again. An article that is broken, or half
saved, is represented by its last good version. Nothing here plans or shows anything.
"""

from __future__ import annotations

import os
import stat
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from conglang.build.reading import Library, Parsed, parse
from conglang.build.scan import GAZETTEER, Inputs, is_article
from conglang.content import files
from conglang.diagnostics import Diagnostic, has_errors
from conglang.model import Stat
from conglang.values import Value, replace

CONTENT = "content"
FOLDER = True
"""What stands for the stat of something that is no file."""


class Read(Value, frozen=True):
    """One article as read: the stat that its file had then, and when that was (ns)."""

    stat: Stat
    seen: int
    parsed: Parsed


class Refreshed(Value, frozen=True):
    """What has become of paths: articles that say something else now, whether files came or went, other files that changed.

    `again` are files that are gone, empty or unreadable at this moment, as they are while an editor saves them.
    """

    articles: tuple[str, ...] = ()
    listing: bool = False
    others: tuple[str, ...] = ()
    gazetteer: bool = False
    again: frozenset[Path] = frozenset()


class Taken(Value, frozen=True):
    """What came of changed paths: articles edited, addresses of assets that changed, paths to look at again soon."""

    articles: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    again: frozenset[Path] = frozenset()
    listing: bool = False


class ContentState:
    """Sources, articles and bodies of a portal. `articles` are the last good ones, `notes` what was wrong when read."""

    def __init__(self, root: Path, inputs: Inputs, library: Library, *, timezone: str) -> None:
        self.root = root
        self.timezone = timezone
        self.engine = inputs.engine
        self.sources = {source.path: source for source in inputs.content}
        self._folders = Folders(self.sources)
        self.problems = inputs.problems
        self.notes: dict[str, tuple[Diagnostic, ...]] = {}
        for note in library.diagnostics:
            self.notes[note.at.path] = (*self.notes.get(note.at.path, ()), note)
        broken = {path for path, notes in self.notes.items() if has_errors(notes)} - library.stood_in
        self.articles = {path: article for path, article in library.articles.items() if path not in broken}
        self.read: dict[str, Read] = {}
        self._unkept: dict[str, str] = {}

    def inputs(self) -> Inputs:
        """What a build would begin with now."""
        listed = tuple(self.sources[path] for path in sorted(self.sources))
        return Inputs(listed, self.problems, self.engine, "", 0)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that was wrong when the files were listed and read."""
        return (*self.problems, *(note for path in sorted(self.notes) for note in self.notes[path]))

    def unkept(self) -> tuple[tuple[str, str], ...]:
        """The bodies (digest, HTML) read since this was asked last."""
        unkept, self._unkept = tuple(self._unkept.items()), {}
        return unkept

    def refresh(self, paths: Iterable[Path], *, patient: bool) -> Refreshed:
        """Look at paths again. A `patient` look leaves a file that is gone or empty for the next one."""
        touched: set[str] = set()
        again: set[Path] = set()
        folders: set[str] = set()
        for path in paths:
            name = path.relative_to(self.root).as_posix()
            proper = unicodedata.normalize("NFC", name)
            if any(files.is_passed_over(part) for part in path.relative_to(self.root).parts):
                continue
            found = _stat(path)
            known = self.sources.get(proper)
            if found is None and known is not None and patient:
                again.add(path)
            elif isinstance(found, Stat) and known is not None and known.disk == name:
                self.sources[proper] = replace(known, stat=found)
                touched.add(proper)
            elif found is FOLDER and proper != CONTENT and self._holds(proper):
                continue  # What came into a folder that is known is told by itself.
            elif found is not None and known is None and not self._holds(proper):
                folders.add(self._new_in(path, found))
            elif found is not None or known is not None or self._holds(proper):
                folders.add(CONTENT)
        came_or_went = False
        for folder in (CONTENT,) if CONTENT in folders else sorted(folders):
            changed, differing = self._list_again(folder)
            came_or_went |= changed
            touched |= differing
        differs = [path for path in sorted(touched) if self._read_again(path, patient, again)]
        articles = tuple(path for path in differs if is_article(path))
        others = tuple(path for path in differs if not is_article(path) and path != GAZETTEER)
        return Refreshed(articles, came_or_went, others, GAZETTEER in differs, frozenset(again))

    def _holds(self, folder: str) -> bool:
        return folder in self._folders or folder == CONTENT

    def _new_in(self, path: Path, found: Stat | bool) -> str:
        """The folder to list for a path that is new: the one that it is in, or itself.

        All is listed where a link leads there, or where the folder is another one but for the case of its name: a disk
        that knows no case tells of a new name, and still answers to the old one.
        """
        folder = path if found is FOLDER else path.parent
        name = folder.relative_to(self.root).as_posix()
        is_real = os.path.realpath(folder) == os.path.join(os.path.realpath(self.root), *name.split("/"))
        return name if is_real and not self._folders.has_twin(name) else CONTENT

    def _list_again(self, folder: str) -> tuple[bool, set[str]]:
        """List all files below a folder; whether one came or went, and the paths that differ.

        What only shows among folders (two names that differ in case alone) is found when all is listed, a moment later.
        """
        listed, problems = files.walk(self.root, folder)
        prefix = unicodedata.normalize("NFC", f"{folder}/")
        found = {source.path: source for source in listed}
        before = {path: source for path, source in self.sources.items() if path.startswith(prefix)}
        differing = {path for path, source in found.items() if before.get(path) != source}
        gone = before.keys() - found.keys()
        for path in gone:
            del self.sources[path]
            self._folders.remove(path)
        for path in found.keys() - before.keys():
            self._folders.add(path)
        self.sources.update(found)
        problems = (*(p for p in self.problems if not f"{p.at.path}/".startswith(prefix)), *problems)
        is_other = problems != self.problems
        self.problems = problems
        return is_other or bool(gone) or any(path not in before for path in differing), differing | gone

    def _read_again(self, path: str, patient: bool, again: set[Path]) -> bool:
        """Read a file anew; whether what it says has changed, or may have."""
        source = self.sources.get(path)
        if not is_article(path):
            return True
        if source is None:
            self.notes.pop(path, None)
            self.read.pop(path, None)
            return self.articles.pop(path, None) is not None
        file = self.root / source.disk
        if patient and source.stat.size == 0:
            again.add(file)
            return False
        seen = time.time_ns()
        parsed = parse((str(self.root), source, self.timezone))
        if patient and not parsed.digest:
            again.add(file)
            return False
        self.notes.pop(path, None)
        if parsed.diagnostics:
            self.notes[path] = parsed.diagnostics
        if parsed.article is None or has_errors(parsed.diagnostics):
            return False
        before = self.articles.get(path)
        self.articles[path] = parsed.article
        self.read[path] = Read(source.stat, seen, replace(parsed, html=""))
        self._unkept[parsed.article.body.digest] = parsed.html
        return parsed.article != before


def _stat(path: Path) -> Stat | bool | None:
    """The stat of a file, FOLDER for something else that is there, None where nothing is."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    return Stat(found.st_size, found.st_mtime_ns, found.st_ino) if stat.S_ISREG(found.st_mode) else FOLDER


# ---- The folders that hold files of the portal, at any depth: asked at every save, whatever the number of files.


class Folders:
    """How many files each folder holds, itself and below; kept up to date as files come and go."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._files: Counter[str] = Counter()
        self._alike: defaultdict[str, set[str]] = defaultdict(set)
        for folder, count in Counter(path.rpartition("/")[0] for path in paths).items():
            self._count(f"{folder}/", count)

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
