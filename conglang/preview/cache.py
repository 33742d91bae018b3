"""The preview's own folder of the cache: what was read, and the pages that were looked at last.

The store and the reader of one session. Everything can be deleted at any time: then the session gets Torn where it misses
something, and reads everything again. Pages that were looked at are saved with the digest of the files that they show, so
that the next preview has an answer before it has read anything.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from conglang import atomic
from conglang.build.planning import BuildPlan
from conglang.build.reading import Library, Reader, reading_row
from conglang.build.request import Progress, Request
from conglang.build.scan import Inputs, Settings
from conglang.cache.store import FileRow, Rows, Store
from conglang.preview.content import ReadArticle
from conglang.values import Value, decode, encode

PAGES = "seen.json"
MOST_PAGES = 24
"""Pages that are saved: those on the screens, and the last ones before."""


class SeenPage(Value, frozen=True):
    """A page as somebody looked at it: its version, and its text with the scripts of the preview."""

    version: str
    text: str


class SeenPages(Value, frozen=True):
    """The pages that are saved, by the paths of their addresses; `disk` is the digest of the files that they show."""

    disk: str
    pages: dict[str, SeenPage]


class PreviewCache:
    """The store of a session, from its start to its end. There is a `reader` once `read` was called."""

    reader: Reader

    def __init__(self, request: Request, progress: Progress) -> None:
        self._request = request
        self._progress = progress
        self._lock = threading.Lock()
        request.cache.mkdir(parents=True, exist_ok=True)
        self._store = Store(request.cache)
        self._store.belong_to(str(request.site.absolute()))

    def read(self, inputs: Inputs, settings: Settings) -> Library:
        """All articles of a portal; unchanged ones are not opened, and broken ones are their last good version."""
        self.new_reader(inputs.engine, settings)
        library = self.reader.articles(inputs.articles)
        rows, unused = self.reader.rows, self.reader.unused(library, inputs.content)
        self._store.remember(Rows(files=rows.files, readings=rows.readings, deleted=unused), good=True)
        self.reader.known_readings.clear()
        self.related = self._saved_related = self._store.related()
        self.reader.stand_in = False
        return library

    def new_reader(self, engine: str, settings: Settings) -> None:
        """Make a reader for the time zone of a configuration, and use it from now on."""
        self.reader = Reader(
            self._request.site,
            self._store,
            engine=engine,
            timezone=settings.config.site.timezone,
            seen=time.time_ns(),
            stand_in=True,
            jobs=self._request.jobs,
            progress=self._progress,
        )

    def html(self, digest: str) -> str:
        """The HTML of a body. Raises Torn where the store does not have it."""
        with self._lock:
            return self._store.html(digest)

    def keep_html(self, bodies: Iterable[tuple[str, str]]) -> None:
        """Save bodies (digest, HTML) at once: pages that show them are rendered from here."""
        with self._lock:
            self._store.keep_html(bodies)

    def keep_plan(self, build_plan: BuildPlan) -> None:
        """Keep in memory what a plan has worked out and read, for the next plan."""
        self.related = build_plan.related
        self.reader.known.update(self.reader.rows.files)
        self.reader.known_photos.update(self.reader.rows.photos)

    def save(self, read: Mapping[str, ReadArticle]) -> None:
        """Save the articles read, by content path, with the photos and related rows since the last call."""
        rows, context = self.reader.rows, self.reader.context
        files = {path: FileRow(r.stat, r.seen, r.parsed.digest) for path, r in read.items()}
        readings = {
            path: reading_row(r.parsed, article, context)
            for path, r in read.items()
            if (article := r.parsed.article) is not None
        }
        new = {id: row for id, row in self.related.items() if self._saved_related.get(id) is not row}
        self._saved_related = self.related
        learned = Rows(files={**rows.files, **files}, readings=readings, photos=rows.photos, related=new)
        with self._lock:
            self._store.remember(learned, good=True)
        rows.files.clear()
        rows.photos.clear()

    def close(self) -> None:
        """Close the store."""
        with self._lock:
            self._store.close()


def save_pages(cache: Path, disk: str, pages: Mapping[str, SeenPage]) -> None:
    """Save the last of the pages, by the paths of their addresses, with the digest `disk` of the files that they show."""
    text = encode(SeenPages(disk, dict(list(pages.items())[-MOST_PAGES:])))
    with contextlib.suppress(OSError):  # It only saves time.
        atomic.write(cache / PAGES, text.encode(), by_way_of=cache / f"{PAGES}.new")


def load_pages(cache: Path, disk: str) -> dict[str, SeenPage]:
    """The pages that were saved, where the files are the same; none where they differ or the file is damaged."""
    try:
        saved = decode(SeenPages, (cache / PAGES).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return saved.pages if saved.disk == disk else {}
