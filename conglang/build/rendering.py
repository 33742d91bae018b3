"""From planned pages to bytes in the staging folder, for the pages that are stale.

A page is staged only where its bytes differ from the file in the output, so lists and feeds stay untouched when their inputs
changed in a way that does not show. From `MANY` pages on several processes render. The output itself is never written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from conglang.build import freshness
from conglang.build.request import Request
from conglang.build.scan import Settings
from conglang.build.theme import template_folders, template_names
from conglang.build.workers import CHUNK, each
from conglang.cache.store import Store, ViewRow
from conglang.diagnostics import Diagnostic, Refusal
from conglang.digest import of_bytes
from conglang.languages import language
from conglang.output import manifest
from conglang.portal.page import Page
from conglang.portal.views.machines import FeedView
from conglang.portal.views.parts import SiteView
from conglang.values import Value, encode

if TYPE_CHECKING:
    from conglang.templating.render import Renderer

MANY = 300
"""From this many pages on, starting processes costs less than it saves."""

TOGETHER = 250
"""One process renders up to this many pages in a row, because neighbours show the same cards and it renders each card once."""

AHEAD = 32
"""The bodies of this many pages are read from the cache at a time."""


class RenderJob(Value, frozen=True):
    """What pages are rendered from and where they are staged; folders are texts, so that it can be sent to a process.

    Where the output `is_new`, no page is compared with a file in it.
    """

    templates: tuple[str, ...]
    cache: str
    output: str
    site: SiteView
    engine: str
    is_new: bool = False


class Rendered(Value, frozen=True):
    """A page as rendered: its key, the digest of its bytes, and the name of the staged file.

    `staged` is empty where the output already holds these bytes. `view` is the row that the cache keeps of a page that shows
    bodies; None for other pages.
    """

    path: str
    key: str
    digest: str
    staged: str
    diagnostics: tuple[Diagnostic, ...] = ()
    view: ViewRow | None = None


def job(request: Request, site: SiteView, engine: str) -> RenderJob:
    """The job of rendering the pages of a build."""
    folders = tuple(str(folder) for folder in template_folders(request.site))
    return RenderJob(folders, str(request.cache), str(request.output), site, engine)


def renderer(job: RenderJob) -> Renderer:
    """The renderer of a portal, with its compiled templates in the cache."""
    from conglang.templating.render import Renderer  # Jinja2 is not needed where nothing has changed.

    folders = tuple(Path(folder) for folder in job.templates)
    return Renderer(folders, job.site, language(job.site.language), bytecode=Path(job.cache) / "templates")


def compile_ahead(request: Request, known: Settings) -> None:
    """Compile all templates into the cache, where worker processes find them."""
    compiler = _compiler(request, known)
    for name in template_names(request.site):
        compiler.compile(name)


def template_digests(request: Request, known: Settings) -> Callable[[str], str]:
    """A function that returns the digest of a template with all that it includes; it needs no plan.

    The function raises Refusal where a template cannot be read.
    """
    return _compiler(request, known).closure_digest


def _compiler(request: Request, known: Settings) -> Renderer:
    """A renderer that can only compile and digest templates: its site has neither assets nor standing pages."""
    from conglang.portal.site import site_view

    return new_renderer(request, site_view(known.config, known.language, {}, ()))


def new_renderer(request: Request, site: SiteView) -> Renderer:
    """A renderer of the portal's templates as they are now, with its compiled templates in the cache."""
    return renderer(job(request, site, engine=""))


def template_problems(
    pages: Iterable[Page], renderer: Renderer, bodies: Bodies, *, origin: str, good: Renderer | None = None
) -> tuple[Diagnostic, ...]:
    """What is wrong in templates, from rendering one page of each; no bytes are kept.

    Templates that are the same for the renderer `good` are not checked.
    """
    first: dict[str, Page] = {}
    for page in pages:
        first.setdefault(page.template, page)
    problems: list[Diagnostic] = []
    for page in first.values():
        try:
            closure = renderer.closure_digest(page.template)
            if good is None or closure != good.closure_digest(page.template):
                bytes_of(page, renderer, bodies, origin=origin)
        except Refusal as refusal:
            problems += refusal.diagnostics
    return tuple(dict.fromkeys(problems))


def render(job: RenderJob, pages: Sequence[Page], *, jobs: int) -> Iterator[Rendered]:
    """Render pages in their order, and stage those that differ from the output."""
    if not pages:
        return iter(())
    jobs = jobs if len(pages) >= MANY else 1
    chunk = max(CHUNK, min(TOGETHER, len(pages) // (16 * jobs)))
    return each(_rendered, range(len(pages)), jobs=jobs, prepare=_Worker, given=(job, tuple(pages)), chunk=chunk)


class _Worker:
    """The state of a worker: the pages, the renderer, and the store that holds the bodies."""

    def __init__(self, job: RenderJob, pages: tuple[Page, ...]) -> None:
        self.job = job
        self.pages = pages
        self.renderer = renderer(job)
        self.store = Store(Path(job.cache))
        self._bodies: dict[str, str] = {}

    def fetch(self, number: int) -> None:
        """Read the bodies of a page from the cache, together with those of the pages that follow."""
        if any(body.html not in self._bodies for body in self.pages[number].bodies):
            wanted = dict.fromkeys(body.html for page in self.pages[number : number + AHEAD] for body in page.bodies)
            self._bodies = self.store.bodies([*wanted])

    def html(self, digest: str) -> str:
        """The HTML of a body that was fetched."""
        return self._bodies[digest]

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def _rendered(worker: _Worker, number: int) -> Rendered:
    """Render and stage the page of a number; where a template is wrong, only the diagnostics are filled."""
    page, job = worker.pages[number], worker.job
    try:
        key = key_of(page, job, worker.renderer)
        worker.fetch(number)
        data = bytes_of(page, worker.renderer, worker, origin=job.site.origin)
    except Refusal as refusal:
        return Rendered(page.path, "", "", "", refusal.diagnostics)
    staged = ""
    if job.is_new or not manifest.is_same(f"{job.output}/{page.path}", data):
        staged = str(number)
        with open(f"{job.cache}/{manifest.STAGING}/{staged}", "wb") as file:
            file.write(data)
    view = ViewRow(tuple([body.source for body in page.bodies]), key, encode(page)) if page.bodies else None
    return Rendered(page.path, key, of_bytes(data), staged, view=view)


def key_of(page: Page, job: RenderJob, renderer: Renderer, known: str = "") -> str:
    """The key of a page; `known` is its key in the last build. Raises Refusal where a template cannot be read."""
    return freshness.page_key(
        page, engine=job.engine, site=job.site.digest, template=renderer.closure_digest, known=known
    )


class Bodies(Protocol):
    """Anything that holds the HTML of bodies: the store, a worker, the preview."""

    def html(self, digest: str) -> str:
        """The HTML of a body by its digest."""


def bytes_of(page: Page, renderer: Renderer, bodies: Bodies, *, origin: str) -> bytes:
    """The bytes of a page; `origin` completes addresses in feeds. Raises Refusal where a template is wrong."""
    from conglang.templating.bodies import pieces, syndicated

    shown = [pieces(bodies.html(inputs.html), inputs) for inputs in page.bodies]
    if isinstance(page.view, FeedView):
        texts = [renderer.fragment(body) for body in shown]
        items = zip(texts, page.view.items, strict=False)
        whole = tuple(syndicated(text, item.card.url, origin) for text, item in items)
        return renderer.render(page.template, page.view, whole)
    return renderer.render(page.template, page.view, shown[0] if shown else ())
