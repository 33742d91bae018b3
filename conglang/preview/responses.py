"""What the preview answers at an address: a page rendered now, an asset, a rendition made when it is first asked for, a document.

In come a session and the path of an address; out comes a response. Every page gets the scripts that make it follow the files.
Nothing outside the portal's content, its assets and the cache is ever read.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from conglang.diagnostics import Refusal
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
"""MIME types of all that a portal publishes; hosts send the same."""

_ENDS = (re.compile(rb"</head\s*>", re.IGNORECASE), re.compile(rb"</body\s*>", re.IGNORECASE))
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


class Response(Value, frozen=True):
    """An answer: its status, MIME type and bytes, or the address to go to. `version` names what a page shows."""

    status: int
    kind: str = HTML
    data: bytes = b""
    location: str = ""
    version: str = ""


class PageData(Value, frozen=True):
    """What the preview's script knows of its page: the version, the content file of the page, the words of its ribbon."""

    version: str
    source: str
    state: str


def respond(session: Session, path: str) -> Response:
    """Answer at the path of an address, which is decoded and begins with a slash."""
    snapshot = session.snapshot
    if snapshot is None:
        return empty_page(path)
    root = snapshot.root
    if root and path != root and not path.startswith(f"{root}/"):
        return Response(302, location=f"{root}/") if path == "/" else _page(session, snapshot, NOT_FOUND, 404)
    inner = path[len(root) :].lstrip("/")
    name = f"{inner}index.html" if not inner or inner.endswith("/") else inner
    if snapshot.page(name) is not None:
        return _page(session, snapshot, name, 200) if path != root or not root else Response(302, location=f"{root}/")
    if snapshot.page(f"{inner}/index.html") is not None:
        return Response(302, location=f"{quote(path)}/")
    file = _file(session, snapshot, inner)
    if file is not None:
        try:
            return Response(200, kind_of(inner), file.read_bytes())
        except OSError:  # Saved at this very moment, or deleted: the browser is notified when it is back.
            return Response(404, TYPES[".txt"])
    return _page(session, snapshot, NOT_FOUND, 404)


def empty_page(title: str) -> Response:
    """A page with nothing but the panel on it, while there is none to show."""
    text = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head><body></body></html>'
    version = of_bytes(text.encode())
    return Response(503, HTML, with_scripts(text.encode(), PageData(version, "", "")), version=version)


def kind_of(path: str) -> str:
    """The MIME type of a file, from its name."""
    return TYPES.get(Path(path).suffix.lower(), "application/octet-stream")


def with_scripts(page: bytes, data: PageData) -> bytes:
    """A page with the scripts of the preview in it."""
    values = {"version": data.version, "source": data.source, "state": data.state}
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in values.items())
    scripts = f'<script src="/__preview/preview.js" id="preview-script" defer{attributes}></script>'
    scripts += '<script src="/livereload.js" id="preview-livereload" defer></script>'
    at = _position_of_scripts(page)
    return page[:at] + scripts.encode() + page[at:]


def _page(session: Session, snapshot: Snapshot, name: str, status: int) -> Response:
    """A page; an empty one with the panel where its template fails."""
    page = snapshot.page(name)
    if page is None:
        return Response(status, TYPES[".txt"], b"404")
    try:
        data = snapshot.render(page, session)
        session.problems.pop(f"page {name}", None)
    except Refusal as refusal:
        session.problems[f"page {name}"] = refusal.diagnostics
        return empty_page(name)
    if not name.endswith(".html"):
        return Response(status, kind_of(name), data, version=of_bytes(data))
    state = label(session, page.source)
    version = of_bytes(data + state.encode())
    return Response(status, HTML, with_scripts(data, PageData(version, page.source, state)), version=version)


def _file(session: Session, snapshot: Snapshot, path: str) -> Path | None:
    """Where the file lies that is published at a path: an asset, an attachment or a rendition."""
    if path in snapshot.assets:
        return Path(snapshot.assets[path].file)
    attached = snapshot.attachment(path)
    return session.file(attached) if attached else _rendition(session, snapshot, path)


def _rendition(session: Session, snapshot: Snapshot, path: str) -> Path | None:
    """A rendition in the cache, made now where neither the portal's cache nor the preview's has it."""
    resized = snapshot.rendition(path)
    if resized is None and path not in snapshot.drawings:
        return None
    from conglang.photos import rendition_cache

    for cache in (session.request.cache.parent, session.request.cache):
        encoder_folder = rendition_cache.encoder_folder(cache, engine=session.engine)
        rendition = resized[0] if resized is not None else snapshot.drawings[path].rendition
        if rendition_cache.is_cached(encoder_folder, rendition):
            return rendition_cache.cached(encoder_folder, rendition)
    jobs: list[rendition_cache.Job] = []
    drawings: list[Drawing | Icon] = []
    if resized is not None:
        file = session.file(resized[1].path)
        if file is None:
            return None
        jobs.append(rendition_cache.Job(resized[1], file, (resized[0],)))
    else:
        drawings.append(snapshot.drawings[path])
    problems = rendition_cache.make(
        jobs,
        drawings,
        config=snapshot.settings.config.photos,
        encoder_folder=encoder_folder,
        threads=1,
        on_done=lambda done, total: None,
    )
    if problems:
        session.problems[f"photo {path}"] = problems
        return None
    session.problems.pop(f"photo {path}", None)
    return rendition_cache.cached(encoder_folder, rendition)


def _position_of_scripts(page: bytes) -> int:
    """Where in a page the scripts go: never into a comment, where nothing would run."""
    without_comments = _COMMENT.sub(lambda comment: b" " * len(comment[0]), page)
    for end in _ENDS:
        match = end.search(without_comments)
        if match is not None:
            return match.start()
    return len(page)
