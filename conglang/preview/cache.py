"""What previews remember in their folder of the cache: what was read, and the pages that were looked at last.

The store and the reader of one session, for as long as it lives. Everything can be deleted at any time: then the session
raises Torn where it misses something, and reads everything anew. Pages that were looked at are remembered with the state
of the disk that they show, so that the next preview has an answer before it has read anything.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from conglang.build.planning import BuildPlan
from conglang.build.reading import Library, Reader
from conglang.build.request import Progress, Request
from conglang.build.scan import Inputs, Settings
from conglang.cache.database import discard
from conglang.cache.store import Store, article_text, notes_text
from conglang.preview.content import Read
from conglang.values import Value

PAGES = "seen.json"
MOST = 24
"""Pages that are remembered: those on the screens, and the last ones before."""


class Seen(Value, frozen=True):
    """A page as it was looked at: its version, and its text with the scripts of the preview."""

    version: str
    text: str


class PreviewCache:
    """Opened when a session begins; `reader` is there once something was read."""

    reader: Reader

    def __init__(self, request: Request, progress: Progress) -> None:
        self._request = request
        self._progress = progress
        self._lock = threading.Lock()
        request.cache.mkdir(parents=True, exist_ok=True)
        self._store = Store(request.cache)
        self._store.belong_to(str(request.site.absolute()))

    # ---- reading -------------------------------------------------------------------------------------------------------

    def read(self, inputs: Inputs, known: Settings) -> Library:
        """All articles of a portal; those that have not changed are not opened. A broken one is its last good version."""
        self.reader = self.new_reader(inputs.engine, known)
        library = self.reader.articles(inputs.articles)
        rows, gone = self.reader.rows, self.reader.gone(library, inputs.content)
        self._store.remember(good=True, files=rows.files, readings=rows.readings, gone=gone)
        self.reader.known_readings.clear()
        self._related = self.reader.related
        self.reader.stand_in = False
        return library

    def new_reader(self, engine: str, known: Settings) -> Reader:
        """A reader for the time zone of a configuration."""
        zone = known.config.site.timezone
        self.reader = Reader(
            self._request.site,
            self._store,
            engine=engine,
            timezone=zone,
            seen=time.time_ns(),
            stand_in=True,
            jobs=self._request.jobs,
            progress=self._progress,
        )
        return self.reader

    def html(self, digest: str) -> str:
        """The HTML of a body."""
        with self._lock:
            return self._store.html(digest)

    # ---- remembering ---------------------------------------------------------------------------------------------------

    def keep_html(self, bodies: Iterable[tuple[str, str]]) -> None:
        """Keep bodies at once: the pages that show them are made from here."""
        with self._lock:
            self._store.keep_html(bodies)

    def learn(self, build_plan: BuildPlan) -> None:
        """Know from now on what the thinking has looked at."""
        self.reader.related = build_plan.related
        self.reader.known.update(self.reader.rows.files)
        self.reader.known_photos.update(self.reader.rows.photos)

    def keep(self, read: Mapping[str, Read]) -> None:
        """Keep what was read and learned since this was asked last."""
        rows, related = self.reader.rows, self.reader.related
        files = {path: (r.stat, r.seen, r.parsed.digest) for path, r in read.items()}
        readings = {
            path: (f"{r.parsed.digest}.{self.reader.context}", article_text(article), notes_text(r.parsed.diagnostics))
            for path, r in read.items()
            if (article := r.parsed.article) is not None
        }
        new = {id: row for id, row in related.items() if self._related.get(id) is not row}
        self._related = related
        with self._lock:
            everything = {**rows.files, **files}
            self._store.remember(good=True, files=everything, readings=readings, photos=rows.photos, related=new)
        rows.files.clear()
        rows.photos.clear()

    def close(self) -> None:
        """Let the store go."""
        with self._lock:
            self._store.close()


def forget(cache: Path) -> None:
    """Forget all, because some of it cannot be believed."""
    discard(cache)


def keep_pages(cache: Path, disk: str, pages: Mapping[str, Seen]) -> None:
    """Remember pages by the paths of their addresses, with the digest of the disk that they show."""
    last = dict(list(pages.items())[-MOST:])
    text = json.dumps({"disk": disk, "pages": {path: [p.version, p.text] for path, p in last.items()}})
    beside = cache / f"{PAGES}.new"
    try:
        beside.write_text(text, "utf-8")
        beside.replace(cache / PAGES)
    except OSError:
        return  # It only saves time.


def kept_pages(cache: Path, disk: str) -> dict[str, Seen]:
    """The pages that were looked at last, where the disk is as it was."""
    try:
        found = json.loads((cache / PAGES).read_bytes())
        if found["disk"] != disk:
            return {}
        return {str(path): Seen(str(version), str(text)) for path, (version, text) in found["pages"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
