"""From the files of `content/` to articles and photos, opening only what may have changed.

An unchanged stat saves the reading of a file; an unchanged content digest saves the parsing. Files that have to be parsed are
parsed here or, from `MANY` on, in worker processes. What reading an article comes to depends on its bytes, its path, the
portal's time zone and our own code, and on nothing else of the portal.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from conglang.build.workers import each
from conglang.cache.database import YOUNG
from conglang.cache.store import (
    FileRow,
    ReadingRow,
    Rows,
    Store,
    article_from,
    article_text,
    notes_from,
    notes_text,
    photo_from,
    photo_text,
    reading_context,
    reading_key,
)
from conglang.content import files
from conglang.diagnostics import Diagnostic, error, has_errors
from conglang.digest import of_bytes
from conglang.model import Article, Location, Photo, Source
from conglang.values import Value, replace

MANY = 400
"""From so many files on, starting processes costs less than it saves."""

UNFINISHED = ("photo-empty", "photo-unreadable", "photo-truncated", "photo-changed", "photo-not-opened")
"""What a photo looks like of which only a part has arrived."""

Progress = Callable[[str, int, int], None]
Probe = tuple[Photo | None, tuple[Diagnostic, ...]]
Recalled = tuple[Article, tuple[Diagnostic, ...]]
Known = tuple[str, Article, tuple[Diagnostic, ...]]


class Library(Value, frozen=True):
    """Everything that was read: articles by path, and the diagnostics of reading them.

    `stood_in` are the paths of broken articles that are represented by their last good version; `provisional` are broken ones
    as far as they could be read, so that everything that is wrong with them is found in one run. `digests` are those of the
    files that the articles were read from, by path.
    """

    articles: dict[str, Article]
    stood_in: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    digests: dict[str, str]
    provisional: tuple[Article, ...] = ()


class Reader:
    """Reads the files of one portal for the time of one build, and remembers what it learned in `rows`."""

    def __init__(
        self,
        root: Path,
        store: Store,
        *,
        engine: str,
        timezone: str,
        seen: int,
        stand_in: bool,
        jobs: int,
        progress: Progress,
    ) -> None:
        self.root = root
        self.store = store
        self.context = reading_context(engine, timezone)
        self.timezone = timezone
        self.seen = seen
        self.stand_in = stand_in
        self.jobs = jobs
        self.progress = progress
        self.known = store.files()
        self.known_readings: set[str] = set()
        self.known_photos = store.photos()
        self.rows = Rows()
        self.has_new = False

    def hinted(self, source: Source) -> str:
        """The content digest of a file that has not changed as far as its stat tells; empty where it must be read."""
        known = self.known.get(source.path)
        if known is None:
            return ""
        return known.digest if known.stat == source.stat and known.stat.mtime_ns + YOUNG < known.seen else ""

    def is_young(self, source: Source) -> bool:
        """Whether a file was saved so shortly before this build that it may be only half there."""
        return source.stat.mtime_ns + YOUNG >= self.seen

    def articles(self, sources: Iterable[Source]) -> Library:
        """Read all articles. With `stand_in` a broken one is represented by its last good version."""
        bodies = self.store.has_html()
        listed = tuple(sources)
        remembered = self._remembered({source.path: source for source in listed}, bodies)
        articles: dict[str, Article] = {}
        digests: dict[str, str] = {}
        diagnostics: list[Diagnostic] = []
        unread: list[Source] = []
        for source in listed:
            known = remembered.pop(source.path, None)
            if known is None:
                unread.append(source)
            else:
                digests[source.path], articles[source.path], notes = known
                diagnostics += notes
        stood_in: set[str] = set()
        provisional: list[Article] = []
        for parsed in self._parse(unread, bodies):
            diagnostics += parsed.diagnostics
            if parsed.article is not None and not has_errors(parsed.diagnostics):
                articles[parsed.path] = parsed.article
                digests[parsed.path] = parsed.digest
                continue
            last = self._last_good(parsed.path, bodies) if self.stand_in else None
            if last is not None:
                articles[parsed.path] = last
                stood_in.add(parsed.path)
            elif parsed.article is not None:  # So that what is wrong with it elsewhere is found in this run too.
                articles[parsed.path] = parsed.article
            elif parsed.provisional is not None:
                provisional.append(parsed.provisional)
        return Library(articles, frozenset(stood_in), tuple(diagnostics), digests, tuple(provisional))

    def _remembered(self, sources: dict[str, Source], bodies: frozenset[str]) -> dict[str, Known]:
        """The articles whose files have not changed since they were read, with what was said of them."""
        remembered: dict[str, Known] = {}
        for path, row in self.store.readings():
            self.known_readings.add(path)
            hint = self.hinted(sources[path]) if path in sources else ""
            if hint and row.key == reading_key(hint, self.context):
                recalled = _recalled(row.value, row.notes, bodies)
                if recalled is not None:
                    remembered[path] = (hint, *recalled)
        return remembered

    def _last_good(self, path: str, bodies: frozenset[str]) -> Article | None:
        """An article as it was in the last build without errors."""
        row = self.store.reading(path)
        text = self.store.good().get(path) or (row.value if row is not None else "")
        recalled = _recalled(text, "", bodies) if text else None
        return recalled[0] if recalled is not None else None

    def _parse(self, sources: Sequence[Source], bodies: frozenset[str]) -> Iterable[Parsed]:
        """Parse files, and keep what was learned."""
        tasks = [(str(self.root), source, self.timezone) for source in sources]
        stats = {source.path: source.stat for source in sources}
        pending: list[tuple[str, str]] = []
        new: dict[str, ReadingRow] = {}
        jobs = self.jobs if len(tasks) >= MANY else 1
        for number, parsed in enumerate(each(parse, tasks, jobs=jobs, prepare=new_converter), 1):
            self.progress("read", number, len(tasks))
            if parsed.digest:
                self.rows.files[parsed.path] = FileRow(stats[parsed.path], self.seen, parsed.digest)
            if parsed.article is not None and not has_errors(parsed.diagnostics):
                rows = self.rows.readings if parsed.path in self.known_readings else new
                rows[parsed.path] = reading_row(parsed, parsed.article, self.context)
            if parsed.article is not None and parsed.article.body.digest not in bodies:
                pending.append((parsed.article.body.digest, parsed.html))
            if len(pending) >= MANY:
                self._keep(pending, new)
            yield replace(parsed, html="")
        self._keep(pending, new)

    def _keep(self, html: list[tuple[str, str]], new: dict[str, ReadingRow]) -> None:
        """Put away what would fill the memory; of articles known before, the last good version must not be lost yet."""
        if html:
            self.store.keep_html(html)
            html.clear()
        if new:
            self.store.keep_readings(new)
            self.has_new = True
            new.clear()

    def photos(self, sources: Iterable[Source]) -> tuple[dict[str, Photo | None], tuple[Diagnostic, ...]]:
        """Probe photos: None for one that cannot be used."""
        remembered = self.known_photos
        photos: dict[str, Photo | None] = {}
        diagnostics: list[Diagnostic] = []
        unknown: list[Source] = []
        for source in sources:
            known = remembered.get(source.path)
            hint = self.hinted(source)
            if hint and known is not None and known.key == reading_key(hint, self.context):
                try:
                    probed, notes = photo_from(known.value), notes_from(known.notes)
                    photos[source.path] = probed
                    diagnostics += notes
                    continue
                except ValueError:
                    pass
            unknown.append(source)
        for source, (photo, notes) in zip(unknown, self._probed(unknown), strict=True):
            known = remembered.get(source.path)
            if photo is None and self.is_young(source) and any(note.code in UNFINISHED for note in notes):
                notes = (error("photo-being-copied", Location(source.path)),)
            diagnostics += notes
            if photo is not None and not has_errors(notes):
                self.rows.files[source.path] = FileRow(source.stat, self.seen, photo.digest)
                key = reading_key(photo.digest, self.context)
                self.rows.photos[source.path] = ReadingRow(key, photo_text(photo), notes_text(notes))
            elif self.stand_in and known is not None:
                with contextlib.suppress(ValueError):
                    photo = photo_from(known.value)
            photos[source.path] = photo
        return photos, tuple(diagnostics)

    def _probed(self, sources: Sequence[Source]) -> Iterator[Probe]:
        """Probe files, in their order; in threads, because Pillow lets go of the interpreter while it decodes."""
        if not sources:
            return
        from conglang.photos import probe  # Pillow is not needed where no photo is new.

        with ThreadPoolExecutor(max_workers=max(1, self.jobs)) as pool:
            running = [pool.submit(probe.probe, self.root / source.disk, source.path) for source in sources]
            try:
                for number, one in enumerate(running, 1):
                    yield one.result()
                    self.progress("probe", number, len(running))
            finally:
                pool.shutdown(cancel_futures=True)

    def lost_photos(self, sources: Iterable[Source]) -> tuple[str, ...]:
        """Photos that were deleted and whose renditions a last good version may still show."""
        if not self.stand_in:
            return ()
        there = {source.path for source in sources}
        return tuple(path for path in self.known_photos if path not in there)

    def unused(self, library: Library, sources: Iterable[Source]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The names of rows that nothing needs any more, by table."""
        there = {source.path for source in sources}
        bodies = {article.body.digest for article in library.articles.values()}
        tables = (self.known, self.known_readings, self.known_photos)
        files, readings, photos = (tuple(path for path in known if path not in there) for known in tables)
        has_changed = bool(readings or self.rows.readings or self.has_new)
        unused = tuple(sorted(self.store.has_html() - bodies)) if has_changed else ()
        return (("file", files), ("reading", readings), ("photo", photos), ("html", unused))


def _recalled(text: str, notes: str, bodies: frozenset[str]) -> Recalled | None:
    """An article and its diagnostics from the texts of its row; None where they, or its body, are unusable."""
    try:
        article, said = article_from(text), notes_from(notes)
    except ValueError:
        return None
    return (article, said) if article.body.digest in bodies else None


# ---- One article file, read: what it says, its body as HTML, and what is wrong with it.

if TYPE_CHECKING:
    from conglang.markdown.converter import Converter


class Parsed(Value, frozen=True):
    """One article file, read. Where its front matter has errors there is no article, only a provisional one."""

    path: str
    digest: str
    article: Article | None
    html: str
    diagnostics: tuple[Diagnostic, ...]
    provisional: Article | None = None


def new_converter() -> Converter:
    """A converter for many articles: making one costs as much as thirty conversions."""
    from conglang.markdown.converter import Converter

    return Converter()


def parse(converter: Converter, task: tuple[str, Source, str]) -> Parsed:
    """Read one article file: the portal's folder, the file, and the time zone; runs in worker processes too."""
    from conglang.content import article as articles  # YAML is not needed where nothing has changed.

    root, source, timezone = task
    data, problems = files.read(root, source)
    if data is None:
        return Parsed(source.path, "", None, "", problems)
    digest = of_bytes(data)
    text, problems = files.decode(data, source.path)
    if text is None:
        return Parsed(source.path, digest, None, "", problems)
    article, body, first_line, problems = articles.read_through(source.path, text, timezone=timezone)
    content, html, more = converter.convert(body, path=source.path, first_line=first_line)
    if article is not None and article.summary:  # Then nobody asks how the body begins, and it need not be kept.
        content = replace(content, opening="")
    whole = None if article is None else replace(article, body=content)
    if has_errors(problems):
        return Parsed(source.path, digest, None, html, (*problems, *more), provisional=whole)
    return Parsed(source.path, digest, whole, html, (*problems, *more))


def reading_row(parsed: Parsed, article: Article, context: str) -> ReadingRow:
    """The row of an article that was read in a context (`cache.store.reading_context`)."""
    key = reading_key(parsed.digest, context)
    return ReadingRow(key, article_text(article), notes_text(parsed.diagnostics))
