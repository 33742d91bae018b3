"""From a plan to the output: what is stale is made, what differs is written, what is no longer planned is removed.

The ledger keeps, for every file that we wrote, its key, its digest and its stat. A file is fresh when its key is the one in
the ledger and the file is the one we wrote; everything else is made and compared, and only what differs is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from conglang.build import freshness, rendering
from conglang.build.planning import BuildPlan
from conglang.build.reading import Rows
from conglang.build.request import Progress, Request
from conglang.build.scan import Inputs
from conglang.cache.database import YOUNG
from conglang.cache.store import Store, View
from conglang.diagnostics import Diagnostic, Refusal, error
from conglang.model import Config, Location, Rendition, Stat
from conglang.output import manifest
from conglang.output.ledger import Ledger
from conglang.output.manifest import Change
from conglang.portal.page import Page
from conglang.portal.page_groups import Sheet
from conglang.portal.related import Row
from conglang.portal.views.pages import ArticleView, ListView
from conglang.portal.views.parts import SiteView
from conglang.values import Value, replace

MANY = 400
"""Views of pages that are held before they go to the cache."""

FILE = "file"
"""The reason for making a page again whose key is as it was: its file was deleted or edited by hand."""


class Copy(Value, frozen=True):
    """A file that is published as it is: its key, where it lies, and its path below the output."""

    path: str
    key: str
    origin: str


class Made(Value, frozen=True):
    """The outcome: the change of the output, the ledger's rows for it (path → key, digest), and the rows that stay.

    `reasons` are the parts of a stale page's key that differ from the last build's; none for a new page.
    """

    change: Change
    rows: dict[str, tuple[str, str]]
    kept: dict[str, tuple[str, str, Stat]]
    reasons: dict[str, tuple[str, ...]]

    def key(self, path: str) -> str:
        """The key under which a file was made, now or before."""
        return self.rows[path][0] if path in self.rows else self.kept[path][0]


class Outcome(Value, frozen=True):
    """What is left of a build when its pages are made: what to write and what to remember, without all that was thought.

    The plan of a large portal takes most of the memory, and is let go of before the writing needs some.
    """

    made: Made
    diagnostics: tuple[Diagnostic, ...]
    since: int | None
    until: int | None
    articles: int
    site: SiteView
    rows: Rows
    related: dict[str, Row]
    sheets: dict[str, Sheet]
    gone: tuple[tuple[str, Iterable[str]], ...]
    sweep: tuple[Path, ...]


class Delivery:
    """The making of one build's output."""

    def __init__(
        self, request: Request, store: Store, ledger: Ledger, build_plan: BuildPlan, *, engine: str, progress: Progress
    ) -> None:
        self.request = request
        self.build_plan = build_plan
        self.engine = engine
        self.progress = progress
        self.store = store
        self.ledger = ledger
        self.job = rendering.job(request, build_plan.site, engine)

    def make_photos(self, config: Config, old: Mapping[str, str]) -> tuple[Diagnostic, ...]:
        """Make the renditions that neither the output holds (`old` lists its files) nor the cache."""
        if not self.build_plan.renditions:
            return ()
        from conglang.photos import rendition_cache

        encoder_folder = rendition_cache.encoder_folder(self.request.cache, engine=self.engine)
        wanted: dict[str, list[Rendition]] = {}
        for rendition in self.build_plan.plan.renditions:
            if not self.ledger.stands(rendition.path, _rendition_key(encoder_folder), old):
                wanted.setdefault(_photo_digest(rendition), []).append(rendition)
        drawn = [
            drawing
            for drawing in self.build_plan.plan.drawings
            if not self.ledger.stands(drawing.rendition.path, _rendition_key(encoder_folder), old)
        ]
        jobs = []
        for digest, renditions in wanted.items():
            photo = self.build_plan.photos[digest]
            file = self.request.site / self.build_plan.disk[photo.path]
            jobs.append(rendition_cache.Job(photo, file, tuple(renditions), photo.path in self.build_plan.young))
        return rendition_cache.make(
            jobs,
            drawn,
            config=config.photos,
            encoder_folder=encoder_folder,
            threads=self.request.jobs,
            on_done=lambda done, total: self.progress("photos", done, total),
        )

    def used(self) -> tuple[Path, ...]:
        """The renditions in the cache that this build uses, none where there are none."""
        if not (self.request.cache / "renditions").is_dir():
            return ()
        from conglang.photos import rendition_cache

        encoder_folder = rendition_cache.encoder_folder(self.request.cache, engine=self.engine)
        return (
            encoder_folder / rendition_cache.DIGESTS,
            *[rendition_cache.cached(encoder_folder, rendition) for rendition in self.build_plan.renditions],
        )

    def look(self) -> tuple[Diagnostic, ...]:
        """Report what is wrong in the templates."""
        renderer = rendering.renderer(self.job)
        return rendering.template_problems(
            self.build_plan.plan.pages, renderer, self.store, origin=self.job.site.origin
        )

    def make(self, copies: Iterable[Copy], old: dict[str, str]) -> tuple[Made | None, tuple[Diagnostic, ...]]:
        """Make what is stale. `old` is the list of what the output holds; None where a template is wrong or a place taken."""
        try:
            keys = self._keys()
        except Refusal as refusal:
            return None, refusal.diagnostics
        pages = {page.path: page for page in self.build_plan.plan.pages}
        kept: dict[str, tuple[str, str, Stat]] = {
            leaf.path: self.ledger[leaf.path] for leaf in self.build_plan.plan.standing
        }
        stale: list[Page] = []
        reasons: dict[str, tuple[str, ...]] = {}
        for path, page in pages.items():
            if path in keys and self.ledger.stands(path, keys[path], old):
                kept[path] = self.ledger[path]
                continue
            stale.append(page)
            known = path in keys
            reasons[path] = (freshness.differences(self.ledger[path][0], keys[path]) or (FILE,)) if known else ()
        stale.sort(key=_turn)
        rows: dict[str, tuple[str, str]] = {}
        moves: list[tuple[str, str]] = []
        views: dict[str, View] = {}
        diagnostics: list[Diagnostic] = []
        job = replace(self.job, is_new=not old)
        for number, made in enumerate(rendering.render(job, stale, jobs=self.request.jobs), 1):
            self.progress("render", number, len(stale))
            diagnostics += made.diagnostics
            rows[made.path] = (made.key, made.digest)
            if made.view is not None:
                views[made.path] = made.view
                if len(views) >= MANY:
                    self.store.keep_views(views)
                    views.clear()
            if made.staged:
                moves.append((made.staged, made.path))
        if views:
            self.store.keep_views(views)
        if diagnostics:
            return None, tuple(dict.fromkeys(diagnostics))
        copied: list[tuple[str, str]] = []
        for copy in copies:
            if self.ledger.stands(copy.path, copy.key, old):
                kept[copy.path] = self.ledger[copy.path]
                continue
            digest = manifest.digest_of(Path(copy.origin))
            rows[copy.path] = (copy.key, digest)
            if digest != manifest.digest_of(self.request.output / copy.path):
                copied.append((copy.origin, copy.path))
        listed = {path: row[1] for path, row in kept.items()} | {path: row[1] for path, row in rows.items()}
        deletes = tuple(sorted(path for path in old if path not in listed))
        wanted = [path for _, path in (*copied, *moves)]
        taken = manifest.occupied(self.request.output, wanted, old, going=frozenset(deletes))
        if taken:
            return None, tuple([error("output-occupied", Location(str(self.request.output / path))) for path in taken])
        return Made(Change(tuple(moves), tuple(copied), deletes, listed), rows, kept, reasons), ()

    def _keys(self) -> dict[str, str]:
        """The keys of the pages that were there before; those of new ones are worked out where they are made."""
        renderer = rendering.renderer(self.job)
        return {
            page.path: rendering.key_of(page, self.job, renderer, self.ledger[page.path][0])
            for page in self.build_plan.plan.pages
            if page.path in self.ledger
        }


def _turn(page: Page) -> tuple[bool, int]:
    """When a page has its turn: after those that it leads to, and near those that show the same articles."""
    view = page.view
    if isinstance(view, ArticleView):
        return page.late, view.article.date.epoch
    return page.late, view.entries[0].card.date.epoch if isinstance(view, ListView) and view.entries else 0


def copies(build_plan: BuildPlan, inputs: Inputs, request: Request, *, seen: int) -> Iterator[Copy]:
    """The files that are published as they are: assets, renditions, attachments.

    An attachment may be a film, so its stat stands for its bytes, unless it was saved (before `seen`) just now.
    """
    for asset in build_plan.assets:
        yield Copy(asset.path, f"asset={asset.digest}", asset.file)
    if build_plan.renditions:
        from conglang.photos import rendition_cache

        encoder_folder = rendition_cache.encoder_folder(request.cache, engine=inputs.engine)
        for rendition in build_plan.renditions:
            yield Copy(
                rendition.path, _rendition_key(encoder_folder), str(rendition_cache.cached(encoder_folder, rendition))
            )
    stats = {source.path: source.stat for source in inputs.content}
    for attachment in build_plan.plan.attachments:
        stat = stats[attachment.source]
        key = f"attachment={stat.size}.{stat.mtime_ns}.{stat.inode}"
        file = request.site / build_plan.disk[attachment.source]
        if stat.mtime_ns + YOUNG >= seen:
            key = f"attachment={manifest.digest_of(file)}"
        yield Copy(attachment.path, key, str(file))


def _rendition_key(encoder_folder: Path) -> str:
    return f"rendition={encoder_folder.name}"


def _photo_digest(rendition: Rendition) -> str:
    """The beginning of the digest of the photo that a rendition is of, from its name."""
    return rendition.path.rpartition("/")[2].partition("-")[0]
