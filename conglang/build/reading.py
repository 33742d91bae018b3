"""From the files of `content/` to articles and photos; only files that may have changed are opened.

A file whose stat is the same is not read again, one whose content digest is the same is not parsed again. From `MANY` files
on worker processes parse them. A reading depends on the bytes of its file, on its path, on the portal's time zone and on our
code, and on nothing else of the portal.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from conglang.build.request import Progress
from conglang.build.workers import each
from conglang.cache.database import YOUNG
from conglang.cache.store import (
    FileRow,
    ReadingRow,
    Rows,
    Store,
    notes_from,
    notes_text,
    reading_context,
    reading_key,
)
from conglang.content import files
from conglang.diagnostics import Diagnostic, error, has_errors
from conglang.digest import of_bytes
from conglang.model import Article, Location, Photo, Source
from conglang.values import Value, decode, encode, replace

MANY = 400
"""From this many files on, starting processes costs less than it saves."""

INCOMPLETE = ("photo-empty", "photo-unreadable", "photo-truncated", "photo-changed", "photo-not-opened")
"""The codes that a photo may get while it is being copied."""

Probe = tuple[Photo | None, tuple[Diagnostic, ...]]
"""A photo and its diagnostics; None where the photo cannot be used."""

Reading = tuple[Article, tuple[Diagnostic, ...]]
"""An article and its diagnostics."""


class Library(Value, frozen=True):
    """All articles that were read, by path, and the diagnostics of reading them.

    `stood_in` are the paths of broken articles that are represented by their last good version. `provisional` articles are
    broken and could be read in part; what they name is checked, so that one run reports all problems. `digests` are those of
    the files that the articles were read from, by path.
    """

    articles: dict[str, Article]
    stood_in: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    digests: dict[str, str]
    provisional: tuple[Article, ...] = ()


class Reader:
    """Reads the files of one portal during one build, and collects in `rows` what the cache is to keep.

    `seen` is when the build began to look at the files, in nanoseconds since 1970. With `stand_in` a broken article is
    represented by its last good version.
    """

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

    def known_digest(self, source: Source) -> str:
        """The content digest of a file whose stat is that of its last reading; empty where the file must be read."""
        known = self.known.get(source.path)
        if known is None:
            return ""
        return known.digest if known.stat == source.stat and known.stat.mtime_ns + YOUNG < known.seen else ""

    def is_young(self, source: Source) -> bool:
        """Whether a file was saved so shortly before this build that it may be incomplete."""
        return source.stat.mtime_ns + YOUNG >= self.seen

    def articles(self, sources: Iterable[Source]) -> Library:
        """Read all articles; those whose files have not changed come from the cache."""
        bodies = self.store.html_digests()
        listed = tuple(sources)
        unchanged = self._unchanged({source.path: source for source in listed}, bodies)
        articles: dict[str, Article] = {}
        digests: dict[str, str] = {}
        diagnostics: list[Diagnostic] = []
        unread: list[Source] = []
        for source in listed:
            known = unchanged.pop(source.path, None)
            if known is None:
                unread.append(source)
            else:
                digests[source.path], (articles[source.path], notes) = known
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
            elif parsed.article is not None:  # What it names is checked, so that one run reports all problems.
                articles[parsed.path] = parsed.article
            elif parsed.provisional is not None:
                provisional.append(parsed.provisional)
        return Library(articles, frozenset(stood_in), tuple(diagnostics), digests, tuple(provisional))

    def _unchanged(self, sources: dict[str, Source], bodies: frozenset[str]) -> dict[str, tuple[str, Reading]]:
        """The content digest and the reading of each article whose file has not changed, by path."""
        unchanged: dict[str, tuple[str, Reading]] = {}
        for path, row in self.store.readings():
            self.known_readings.add(path)
            digest = self.known_digest(sources[path]) if path in sources else ""
            if digest and row.key == reading_key(digest, self.context):
                reading = _reading(row.value, row.notes, bodies)
                if reading is not None:
                    unchanged[path] = (digest, reading)
        return unchanged

    def _last_good(self, path: str, bodies: frozenset[str]) -> Article | None:
        """An article as it was in the last build without errors; None where the cache holds no such version."""
        row = self.store.reading(path)
        text = self.store.good().get(path) or (row.value if row is not None else "")
        reading = _reading(text, "", bodies) if text else None
        return reading[0] if reading is not None else None

    def _parse(self, sources: Sequence[Source], bodies: frozenset[str]) -> Iterable[Parsed]:
        """Parse files in their order, and keep bodies and readings in the cache; the results hold no HTML."""
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
        """Write bodies and new readings to the cache and empty both, because together they would fill the memory.

        Readings that replace known ones stay in `rows`: until the build is done the last good version must not be lost.
        """
        if html:
            self.store.keep_html(html)
            html.clear()
        if new:
            self.store.keep_readings(new)
            self.has_new = True
            new.clear()

    def photos(self, sources: Iterable[Source]) -> tuple[dict[str, Photo | None], tuple[Diagnostic, ...]]:
        """Probe photos, by path; None for one that cannot be used."""
        photos: dict[str, Photo | None] = {}
        diagnostics: list[Diagnostic] = []
        changed: list[Source] = []
        for source in sources:
            probe = self._known_probe(source)
            if probe is None:
                changed.append(source)
            else:
                photos[source.path] = probe[0]
                diagnostics += probe[1]
        for source, (photo, notes) in zip(changed, self._probed(changed), strict=True):
            known = self.known_photos.get(source.path)
            if photo is None and self.is_young(source) and any(note.code in INCOMPLETE for note in notes):
                notes = (error("photo-being-copied", Location(source.path)),)
            diagnostics += notes
            if photo is not None and not has_errors(notes):
                self.rows.files[source.path] = FileRow(source.stat, self.seen, photo.digest)
                key = reading_key(photo.digest, self.context)
                self.rows.photos[source.path] = ReadingRow(key, encode(photo), notes_text(notes))
            elif self.stand_in and known is not None:
                with contextlib.suppress(ValueError):
                    photo = decode(Photo, known.value)
            photos[source.path] = photo
        return photos, tuple(diagnostics)

    def _known_probe(self, source: Source) -> Probe | None:
        """The probe of a photo whose file has not changed; None where it has to be probed."""
        digest, row = self.known_digest(source), self.known_photos.get(source.path)
        if not digest or row is None or row.key != reading_key(digest, self.context):
            return None
        try:
            return decode(Photo, row.value), notes_from(row.notes)
        except ValueError:
            return None

    def _probed(self, sources: Sequence[Source]) -> Iterator[Probe]:
        """Probe files in their order; in threads, because Pillow releases the interpreter while it decodes."""
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
        """The paths of photos that were deleted and whose renditions a last good version may still show."""
        if not self.stand_in:
            return ()
        existing = {source.path for source in sources}
        return tuple(path for path in self.known_photos if path not in existing)

    def unused(self, library: Library, sources: Iterable[Source]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The names of rows that nothing needs any more, by table."""
        existing = {source.path for source in sources}
        bodies = {article.body.digest for article in library.articles.values()}
        tables = (self.known, self.known_readings, self.known_photos)
        files, readings, photos = (tuple(path for path in known if path not in existing) for known in tables)
        has_changed = bool(readings or self.rows.readings or self.has_new)
        unused = tuple(sorted(self.store.html_digests() - bodies)) if has_changed else ()
        return (("file", files), ("reading", readings), ("photo", photos), ("html", unused))


def _reading(text: str, notes: str, bodies: frozenset[str]) -> Reading | None:
    """A reading from the texts of its row; None where a text cannot be decoded or the body is not in the cache."""
    try:
        article, diagnostics = decode(Article, text), notes_from(notes)
    except ValueError:
        return None
    return (article, diagnostics) if article.body.digest in bodies else None


# ---- One article file as read: the article, its body as HTML, and its diagnostics.

if TYPE_CHECKING:
    from conglang.markdown.converter import Converter


class Parsed(Value, frozen=True):
    """One article file as read: content digest, article, HTML of the body, diagnostics.

    Where the front matter has errors `article` is None, and `provisional` is what could be read of it.
    """

    path: str
    digest: str
    article: Article | None
    html: str
    diagnostics: tuple[Diagnostic, ...]
    provisional: Article | None = None


def new_converter() -> Converter:
    """A converter for many articles: creating one costs as much as thirty conversions."""
    from conglang.markdown.converter import Converter

    return Converter()


def parse(converter: Converter, task: tuple[str, Source, str]) -> Parsed:
    """Read and parse one article file; `task` is the portal's folder, the file, and the time zone.

    Worker processes run it too, so it uses nothing but what it is given.
    """
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
    if article is not None and article.summary:  # No page uses the opening of an article that has a summary.
        content = replace(content, opening="")
    whole = None if article is None else replace(article, body=content)
    if has_errors(problems):
        return Parsed(source.path, digest, None, html, (*problems, *more), provisional=whole)
    return Parsed(source.path, digest, whole, html, (*problems, *more))


def reading_row(parsed: Parsed, article: Article, context: str) -> ReadingRow:
    """The row of a reading; `context` is that of `cache.store.reading_context`."""
    key = reading_key(parsed.digest, context)
    return ReadingRow(key, encode(article), notes_text(parsed.diagnostics))
