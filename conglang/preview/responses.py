"""What the preview answers at an address: a page made now, an asset, a photo made when it is first asked for, a document.

In go a session and the path of an address; out comes a reply. Every page is injected with what makes it follow the
files. Nothing outside the portal's content, its assets and its own cache is ever read.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from conglang.diagnostics import Diagnostic, Refusal
from conglang.digest import of_bytes
from conglang.portal.references import ATTACHMENTS
from conglang.preview.labels import label
from conglang.preview.snapshot import Snapshot
from conglang.preview.state import Session
from conglang.values import Value

if TYPE_CHECKING:
    from conglang.photos.icons import Icon
    from conglang.photos.renditions import Drawing

HTML = "text/html; charset=utf-8"
NOT_FOUND = "404.html"
TYPES = {
    **ATTACHMENTS,
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": HTML,
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
"""Of all that a portal publishes; hosts send the same."""


class Reply(Value, frozen=True):
    """An answer: its status, kind and bytes; or where to look instead (`location`). `version` names what a page shows."""

    status: int
    kind: str = HTML
    data: bytes = b""
    location: str = ""
    version: str = ""


def reply(session: Session, path: str) -> Reply:
    """Answer at the path of an address, decoded, with its slash in front."""
    snapshot = session.snapshot
    if snapshot is None:
        return bare(session, path)
    root = snapshot.root
    if root and path != root and not path.startswith(f"{root}/"):
        return Reply(302, location=f"{root}/") if path == "/" else _page(session, snapshot, NOT_FOUND, 404)
    inner = path[len(root) :].lstrip("/")
    name = f"{inner}index.html" if not inner or inner.endswith("/") else inner
    if snapshot.page(name) is not None:
        return _page(session, snapshot, name, 200) if path != root or not root else Reply(302, location=f"{root}/")
    if snapshot.page(f"{inner}/index.html") is not None:
        return Reply(302, location=f"{quote(path)}/")
    file = _file(session, snapshot, inner)
    if file is not None:
        try:
            return Reply(200, kind_of(inner), file.read_bytes())
        except OSError:  # Saved at this very moment, or gone: the browser is told when it is back.
            return Reply(404, TYPES[".txt"])
    return _page(session, snapshot, NOT_FOUND, 404)


def version(session: Session, path: str) -> str:
    """The version of the page at a path as it is now."""
    return reply(session, path).version


def kind_of(path: str) -> str:
    """The MIME type of a file, from its name."""
    return TYPES.get(Path(path).suffix.lower(), "application/octet-stream")


def source_of(session: Session, path: str) -> str:
    """The content path that the page at the path of an address tells of; empty for lists."""
    snapshot = session.snapshot
    if snapshot is None:
        return ""
    inner = path[len(snapshot.root) :].lstrip("/")
    page = snapshot.page(f"{inner}index.html" if not inner or inner.endswith("/") else inner)
    return page.source if page is not None else ""


def _page(session: Session, snapshot: Snapshot, name: str, status: int) -> Reply:
    """A page; where its template fails on it, the panel stands on a bare one."""
    page = snapshot.page(name)
    if page is None:
        return Reply(status, TYPES[".txt"], b"404")
    try:
        data = snapshot.made(page, session)
        session.problems.pop(f"page {name}", None)
    except Refusal as refusal:
        session.problems[f"page {name}"] = refusal.diagnostics
        return bare(session, name)
    if not name.endswith(".html"):
        return Reply(status, kind_of(name), data, version=of_bytes(data))
    state = label(session, page.source)
    shown = of_bytes(data + state.encode())
    return Reply(status, HTML, injected(data, Tag(shown, page.source, state)), version=shown)


def bare(session: Session, title: str) -> Reply:
    """A page with nothing but the panel on it, while there is none to show."""
    text = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head><body></body></html>'
    shown = of_bytes(text.encode())
    return Reply(503, HTML, injected(text.encode(), Tag(shown, "", "")), version=shown)


def _file(session: Session, snapshot: Snapshot, path: str) -> Path | None:
    """Where a file lies that is published as it is, or made of a photo."""
    if path in snapshot.assets:
        return Path(snapshot.assets[path].file)
    attached = snapshot.attachment(path)
    if attached:
        return session.file(attached)
    wanted = snapshot.rendition(path)
    if wanted is None and path not in snapshot.drawings:
        return None
    from conglang.photos import rendition_cache

    for cache in (session.request.cache.parent, session.request.cache):
        encoder_folder = rendition_cache.encoder_folder(cache, engine=session.engine)
        rendition = wanted[0] if wanted is not None else snapshot.drawings[path].rendition
        if rendition_cache.is_cached(encoder_folder, rendition):
            return rendition_cache.cached(encoder_folder, rendition)
    jobs: list[rendition_cache.Job] = []
    drawn: list[Drawing | Icon] = []
    if wanted is not None:
        file = session.file(wanted[1].path)
        if file is None:
            return None
        jobs.append(rendition_cache.Job(wanted[1], file, (wanted[0],)))
    else:
        drawn.append(snapshot.drawings[path])
    config = snapshot.known.config.photos
    found = rendition_cache.make(jobs, drawn, config=config, encoder_folder=encoder_folder, threads=1, on_done=_unheard)
    _note(session, f"photo {path}", found)
    return rendition_cache.cached(encoder_folder, rendition) if not found else None


def _note(session: Session, origin: str, found: tuple[Diagnostic, ...]) -> None:
    if found:
        session.problems[origin] = found
    else:
        session.problems.pop(origin, None)


def _unheard(done: int, total: int) -> None:
    """One photo is made at a time: there is no progress to tell of."""


# ---- What the preview adds to a page on its way to the browser: two scripts, and what they need to know.

_PLACES = (re.compile(rb"</head\s*>", re.IGNORECASE), re.compile(rb"</body\s*>", re.IGNORECASE))
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


class Tag(Value, frozen=True):
    """What a page is told of itself: its version, the content file it tells of, the words of its ribbon."""

    version: str
    source: str
    state: str


def injected(data: bytes, tag: Tag) -> bytes:
    """A page with the scripts of the preview in it."""
    values = {"version": tag.version, "source": tag.source, "state": tag.state}
    told = "".join(f' data-{name}="{escape(value)}"' for name, value in values.items())
    scripts = f'<script src="/__preview/preview.js" id="preview-script" defer{told}></script>'
    scripts += '<script src="/livereload.js" id="preview-livereload" defer></script>'
    at = _place(data)
    return data[:at] + scripts.encode() + data[at:]


def _place(data: bytes) -> int:
    """Where the scripts go: never into a comment, where nothing would run."""
    without = _COMMENT.sub(lambda comment: b" " * len(comment[0]), data)
    for place in _PLACES:
        found = place.search(without)
        if found is not None:
            return found.start()
    return len(data)
