"""From a plan to the output: stale files are made, files that differ are written, files no longer planned are deleted.

The ledger keeps the key, the digest and the stat of every file that we wrote. A file is up to date when its key is that in
the ledger and it is still the file that we wrote; every other one is made and compared, and written only where it differs.
The output changes in `commit` alone, in one step, when everything else is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from conglang.build import rendering
from conglang.build.planning import BuildPlan
from conglang.build.rendering import RenderJob
from conglang.build.request import Progress, Request
from conglang.build.scan import Inputs
from conglang.cache.database import YOUNG
from conglang.cache.store import Rows, Store, ViewRow
from conglang.diagnostics import Diagnostic, Refusal, error
from conglang.model import Config, Location, Rendition
from conglang.output import journal, manifest
from conglang.output.ledger import Ledger, PageRow, page_rows
from conglang.output.manifest import Change
from conglang.portal import keys
from conglang.portal.page import Page
from conglang.portal.views.pages import ArticleView, ListView
from conglang.values import Value, replace

MANY = 400
"""Up to this many views of pages are held in memory before they are written to the cache."""

FILE = "file"
"""The reason for making a page again whose key has not changed: its file was deleted or edited by hand."""


class Copy(Value, frozen=True):
    """A file that is published as it is: its path below the output, its key, and the file on disk that it is copied from."""

    path: str
    key: str
    origin: str


class Made(Value, frozen=True):
    """The outcome of making all files: the change of the output, key and digest of every new file, and the rows of the others.

    `reasons` are the parts of the key of each stale page that differ from the last build's; none for a new page.
    """

    change: Change
    files: dict[str, tuple[str, str]]
    kept: dict[str, PageRow]
    reasons: dict[str, tuple[str, ...]]

    def key(self, path: str) -> str:
        """The key of a file that this build made or kept."""
        return self.files[path][0] if path in self.files else self.kept[path].key


class Output(Value, frozen=True):
    """The output of one build: its plan and its present state; `listed` are the digests in its manifest, by path."""

    request: Request
    store: Store
    ledger: Ledger
    listed: dict[str, str]
    plan: BuildPlan
    job: RenderJob
    progress: Progress

    @property
    def encoder_folder(self) -> Path:
        """The folder of the cache with the renditions of this version of the encoders."""
        from conglang.photos import rendition_cache

        return rendition_cache.encoder_folder(self.request.cache, engine=self.job.engine)

    def is_up_to_date(self, path: str, key: str) -> bool:
        """Whether a file has this key in the ledger and is still the file that we wrote."""
        return self.ledger.is_up_to_date(path, key, self.listed)


def commit(
    request: Request,
    store: Store,
    change: Change,
    rows: Rows,
    *,
    files: dict[str, tuple[str, str]],
    listed: dict[str, str],
    good: bool,
) -> None:
    """Change the output in one step, then keep in the cache what was written and learned.

    `files` are key and digest of the written files, `listed` the digests in the present manifest, both by path. Raises Torn
    where the cache cannot be written; the output is complete then.
    """
    if change.moves or change.copies or change.manifest != listed:
        journal.commit(request.cache, request.output, change)
    store.remember(replace(rows, pages=page_rows(files, request.output)), good=good)


# ---- photos --------------------------------------------------------------------------------------------------------------


def make_photos(output: Output, config: Config) -> tuple[Diagnostic, ...]:
    """Make the renditions that are neither in the output nor in the cache."""
    plan = output.plan
    if not plan.renditions:
        return ()
    from conglang.photos import rendition_cache

    folder = output.encoder_folder
    key = _rendition_key(folder)
    wanted: dict[str, list[Rendition]] = {}
    for rendition in plan.plan.renditions:
        if not output.is_up_to_date(rendition.path, key):
            wanted.setdefault(rendition.photo, []).append(rendition)
    drawn = [drawing for drawing in plan.plan.drawings if not output.is_up_to_date(drawing.rendition.path, key)]
    jobs, photos = [], plan.photos
    for digest, renditions in wanted.items():
        photo = photos[digest]
        file = output.request.site / plan.everything.disk[photo.path]
        jobs.append(rendition_cache.Job(photo, file, tuple(renditions), photo.path in plan.everything.young))
    return rendition_cache.make(
        jobs,
        drawn,
        config=config.photos,
        encoder_folder=folder,
        threads=output.request.jobs,
        on_done=lambda done, total: output.progress("photos", done, total),
    )


def used_renditions(output: Output) -> tuple[Path, ...]:
    """The files of the cache that hold the renditions of this build."""
    if not (output.request.cache / "renditions").is_dir():
        return ()
    from conglang.photos import rendition_cache

    folder = output.encoder_folder
    renditions = [rendition_cache.cached(folder, rendition) for rendition in output.plan.renditions]
    return (folder / rendition_cache.DIGESTS, *renditions)


def copies(output: Output, inputs: Inputs, *, seen: int) -> Iterator[Copy]:
    """The files that are published as they are: assets, renditions, attachments.

    An attachment may be a film, so its key is made from its stat, not its bytes, unless it was saved just before `seen`
    (nanoseconds since 1970), when this build began.
    """
    plan, site = output.plan, output.request.site
    for asset in plan.everything.assets:
        yield Copy(asset.path, f"asset={asset.digest}", asset.file)
    if plan.renditions:
        from conglang.photos import rendition_cache

        folder = output.encoder_folder
        for rendition in plan.renditions:
            yield Copy(rendition.path, _rendition_key(folder), str(rendition_cache.cached(folder, rendition)))
    stats = {source.path: source.stat for source in inputs.content}
    for attachment in plan.plan.attachments:
        stat = stats[attachment.source]
        key = f"attachment={stat.size}.{stat.mtime_ns}.{stat.inode}"
        file = site / plan.everything.disk[attachment.source]
        if stat.mtime_ns + YOUNG >= seen:
            key = f"attachment={manifest.digest_of(file)}"
        yield Copy(attachment.path, key, str(file))


def _rendition_key(encoder_folder: Path) -> str:
    return f"rendition={encoder_folder.name}"


# ---- pages ---------------------------------------------------------------------------------------------------------------


def template_problems(output: Output) -> tuple[Diagnostic, ...]:
    """What is wrong in the templates, found by making one page of each."""
    renderer = rendering.renderer(output.job)
    return rendering.template_problems(output.plan.plan.pages, renderer, output.store, origin=output.plan.site.origin)


def make(output: Output, inputs: Inputs, *, seen: int) -> tuple[Made | None, tuple[Diagnostic, ...]]:
    """Make all stale files; None where a template is wrong, or a file that we did not write is in the way."""
    try:
        stale, kept, reasons = _stale(output)
    except Refusal as refusal:
        return None, refusal.diagnostics
    files, moves, diagnostics = _rendered(output, stale)
    if diagnostics:
        return None, tuple(dict.fromkeys(diagnostics))
    copied: list[tuple[str, str]] = []
    for copy in copies(output, inputs, seen=seen):
        if output.is_up_to_date(copy.path, copy.key):
            kept[copy.path] = output.ledger[copy.path]
            continue
        digest = manifest.digest_of(Path(copy.origin))
        files[copy.path] = (copy.key, digest)
        if digest != manifest.digest_of(output.request.output / copy.path):
            copied.append((copy.origin, copy.path))
    listed = {path: row.digest for path, row in kept.items()} | {path: digest for path, (_, digest) in files.items()}
    deletes = tuple(sorted(path for path in output.listed if path not in listed))
    wanted = [path for _, path in (*copied, *moves)]
    folder = output.request.output
    taken = manifest.occupied(folder, wanted, output.listed, going=frozenset(deletes))
    if taken:
        return None, tuple([error("output-occupied", Location(str(folder / path))) for path in taken])
    return Made(Change(tuple(moves), tuple(copied), deletes, listed), files, kept, reasons), ()


def _stale(output: Output) -> tuple[list[Page], dict[str, PageRow], dict[str, tuple[str, ...]]]:
    """The pages to make in their order, the rows of all other pages, and the reasons: the parts of each page's key that differ.

    Raises Refusal where the templates of a page cannot be read.
    """
    ledger, planned = output.ledger, output.plan.plan
    renderer = rendering.renderer(output.job)
    kept = {ref.path: ledger[ref.path] for ref in planned.kept}
    stale: dict[str, Page] = {}
    reasons: dict[str, tuple[str, ...]] = {}
    for page in planned.pages:
        row = ledger.get(page.path)
        # The key of a new page is computed where it is rendered.
        key = rendering.key_of(page, output.job, renderer, row.key) if row is not None else ""
        if row is not None and output.is_up_to_date(page.path, key):
            kept[page.path] = row
            continue
        stale[page.path] = page
        reasons[page.path] = (keys.differences(row.key, key) or (FILE,)) if row is not None else ()
    return sorted(stale.values(), key=_order), kept, reasons


def _order(page: Page) -> tuple[bool, int]:
    """The sort key of a page: it is made after the pages that it links to, and next to those that show the same articles."""
    view = page.view
    if isinstance(view, ArticleView):
        return page.late, view.article.date.epoch
    return page.late, view.entries[0].card.date.epoch if isinstance(view, ListView) and view.entries else 0


def _rendered(
    output: Output, stale: list[Page]
) -> tuple[dict[str, tuple[str, str]], list[tuple[str, str]], list[Diagnostic]]:
    """Render pages and stage those that differ: key and digest of each by path, the moves out of the staging folder, problems."""
    files: dict[str, tuple[str, str]] = {}
    moves: list[tuple[str, str]] = []
    views: dict[str, ViewRow] = {}
    diagnostics: list[Diagnostic] = []
    job = replace(output.job, is_new=not output.listed)
    for number, page in enumerate(rendering.render(job, stale, jobs=output.request.jobs), 1):
        output.progress("render", number, len(stale))
        diagnostics += page.diagnostics
        files[page.path] = (page.key, page.digest)
        if page.view is not None:
            views[page.path] = page.view
        if page.staged:
            moves.append((page.staged, page.path))
        if len(views) >= MANY:
            output.store.keep_views(views)
            views.clear()
    if views:
        output.store.keep_views(views)
    return files, moves, diagnostics
