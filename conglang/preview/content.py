"""The files of `content/` and what was read from them, kept up to date with the disk while people type.

In come paths that may have changed; the disk is looked at, and what differs is read again. An article with errors, or one
that is half saved, is represented by its last good version. Nothing here plans or shows anything.
"""

from __future__ import annotations

import os
import stat
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from conglang.build.reading import Library, Parsed, new_converter, parse
from conglang.build.scan import GAZETTEER, Inputs, is_article
from conglang.content import files
from conglang.diagnostics import Diagnostic, has_errors
from conglang.model import Stat
from conglang.values import Value, replace

CONTENT = "content"
FOLDER = True
"""In place of the stat of something that is there and is no file."""


class ReadArticle(Value, frozen=True):
    """One article as read: the stat that its file had, and when it was read (ns)."""

    stat: Stat
    seen: int
    parsed: Parsed


class ContentChanges(Value, frozen=True):
    """What differs after a look at the disk.

    `articles` are content paths of articles that read differently, `others` those of other files that changed; `listing` says
    that files came or went, `gazetteer` that the gazetteer changed. `retry` are files that are missing, empty or unreadable
    at this moment, as they are while an editor program saves them.
    """

    articles: tuple[str, ...] = ()
    listing: bool = False
    others: tuple[str, ...] = ()
    gazetteer: bool = False
    retry: frozenset[Path] = frozenset()


class ContentState:
    """Sources, articles and bodies of a portal.

    `articles` are the last good versions by content path, `notes` the diagnostics of reading by content path, `read` what was
    read since the caller emptied it.
    """

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
        self.read: dict[str, ReadArticle] = {}
        self._html: dict[str, str] = {}
        self.converter = new_converter()

    def inputs(self) -> Inputs:
        """What a build would start from now."""
        listed = tuple(self.sources[path] for path in sorted(self.sources))
        return Inputs(listed, self.problems, self.engine, "", 0)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that was wrong when the files were listed and read."""
        return (*self.problems, *(note for path in sorted(self.notes) for note in self.notes[path]))

    def take_html(self) -> tuple[tuple[str, str], ...]:
        """The bodies (digest, HTML) read since the last call."""
        taken, self._html = tuple(self._html.items()), {}
        return taken

    def refresh(self, paths: Iterable[Path], *, retry: bool) -> ContentChanges:
        """Compare paths with the disk, and read again what differs.

        With `retry`, a file that is missing or empty is left as it is and returned, to be tried again.
        """
        touched: set[str] = set()
        to_retry: set[Path] = set()
        folders: set[str] = set()
        for path in paths:
            name = path.relative_to(self.root).as_posix()
            normal = unicodedata.normalize("NFC", name)
            if any(files.is_skipped(part) for part in path.relative_to(self.root).parts):
                continue
            there = _stat(path)
            known = self.sources.get(normal)
            if there is None and known is not None and retry:
                to_retry.add(path)
            elif isinstance(there, Stat) and known is not None and known.disk == name:
                self.sources[normal] = replace(known, stat=there)
                touched.add(normal)
            elif there is FOLDER and normal != CONTENT and self._holds(normal):
                continue  # Files that come into a folder that is known are reported one by one.
            elif there is not None and known is None and not self._holds(normal):
                folders.add(self._folder_to_list(path, there))
            elif there is not None or known is not None or self._holds(normal):
                folders.add(CONTENT)
        came_or_went = False
        for folder in (CONTENT,) if CONTENT in folders else sorted(folders):
            changed, differing = self._list_again(folder)
            came_or_went |= changed
            touched |= differing
        differs = [path for path in sorted(touched) if self._read_again(path, retry, to_retry)]
        articles = tuple(path for path in differs if is_article(path))
        others = tuple(path for path in differs if not is_article(path) and path != GAZETTEER)
        return ContentChanges(articles, came_or_went, others, GAZETTEER in differs, frozenset(to_retry))

    def _holds(self, folder: str) -> bool:
        return folder in self._folders or folder == CONTENT

    def _folder_to_list(self, path: Path, there: Stat | bool) -> str:
        """The folder to list for a path that is new: the folder that it lies in, or itself where it is one.

        All of the content is listed where a link leads there, or where the name differs from that of another folder in case
        alone: a disk that ignores case reports the new name, and still answers to the old one.
        """
        folder = path if there is FOLDER else path.parent
        name = folder.relative_to(self.root).as_posix()
        is_real = os.path.realpath(folder) == os.path.join(os.path.realpath(self.root), *name.split("/"))
        return name if is_real and not self._folders.has_twin(name) else CONTENT

    def _list_again(self, folder: str) -> tuple[bool, set[str]]:
        """List all files below a folder. Returns whether one came or went, and the content paths that differ.

        A problem between two folders (names that differ in case alone) is found when all of the content is listed.
        """
        listed, problems = files.walk(self.root, folder)
        prefix = unicodedata.normalize("NFC", f"{folder}/")
        now = {source.path: source for source in listed}
        before = {path: source for path, source in self.sources.items() if path.startswith(prefix)}
        differing = {path for path, source in now.items() if before.get(path) != source}
        deleted = before.keys() - now.keys()
        for path in deleted:
            del self.sources[path]
            self._folders.remove(path)
        for path in now.keys() - before.keys():
            self._folders.add(path)
        self.sources.update(now)
        problems = (*(p for p in self.problems if not f"{p.at.path}/".startswith(prefix)), *problems)
        differ = problems != self.problems
        self.problems = problems
        return differ or bool(deleted) or any(path not in before for path in differing), differing | deleted

    def _read_again(self, path: str, retry: bool, to_retry: set[Path]) -> bool:
        """Read a file again. Returns whether its content differs, or may differ."""
        source = self.sources.get(path)
        if not is_article(path):
            return True
        if source is None:
            self.notes.pop(path, None)
            self.read.pop(path, None)
            return self.articles.pop(path, None) is not None
        file = self.root / source.disk
        if retry and source.stat.size == 0:
            to_retry.add(file)
            return False
        seen = time.time_ns()
        parsed = parse(self.converter, (str(self.root), source, self.timezone))
        if retry and not parsed.digest:
            to_retry.add(file)
            return False
        self.notes.pop(path, None)
        if parsed.diagnostics:
            self.notes[path] = parsed.diagnostics
        if parsed.article is None or has_errors(parsed.diagnostics):
            return False
        before = self.articles.get(path)
        self.articles[path] = parsed.article
        self.read[path] = ReadArticle(source.stat, seen, replace(parsed, html=""))
        self._html[parsed.article.body.digest] = parsed.html
        return parsed.article != before


class Folders:
    """The folders that hold files at any depth, with the number of their files, kept up to date as files come and go.

    A question costs the same whatever the number of files, because it is asked at every save.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._files: Counter[str] = Counter()
        self._by_folded_name: defaultdict[str, set[str]] = defaultdict(set)
        for folder, count in Counter(path.rpartition("/")[0] for path in paths).items():
            self._count(f"{folder}/", count)

    def __contains__(self, folder: str) -> bool:
        return folder in self._files

    def add(self, path: str) -> None:
        """Count a file that came."""
        self._count(path, 1)

    def remove(self, path: str) -> None:
        """No longer count a file that was deleted."""
        self._count(path, -1)

    def has_twin(self, folder: str) -> bool:
        """Whether there is another folder whose path differs in case alone."""
        return bool(self._by_folded_name.get(folder.casefold(), set()) - {folder})

    def _count(self, path: str, files: int) -> None:
        for folder in _folders_above(path):
            self._files[folder] += files
            if self._files[folder] == files:
                self._by_folded_name[folder.casefold()].add(folder)
            elif not self._files[folder]:
                del self._files[folder]
                self._by_folded_name[folder.casefold()].discard(folder)


def _folders_above(path: str) -> Iterator[str]:
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _stat(path: Path) -> Stat | bool | None:
    """The stat of a file, FOLDER for anything else that is there, None where nothing is."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return None
    return Stat(status.st_size, status.st_mtime_ns, status.st_ino) if stat.S_ISREG(status.st_mode) else FOLDER
