"""The portal in memory, kept up to date with what is saved.

In come paths that may have changed; out comes a snapshot that the server answers from. An edited article is read and shown
at once, as a live edit of the snapshot; `plan_build` plans the whole portal while the previous snapshot is still served.
A file with errors is represented by its last good version. Nothing is written but the preview's own cache.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from conglang import tuning
from conglang.build import scan
from conglang.build.gather import gather
from conglang.build.planning import plan_build
from conglang.build.reading import parse
from conglang.build.rendering import new_renderer, template_problems
from conglang.build.request import Progress, Request
from conglang.build.scan import CONFIG, Inputs, Settings
from conglang.build.theme import asset_folders, collect, stray_templates, template_folders
from conglang.cache.database import Torn, discard
from conglang.diagnostics import Diagnostic, has_errors
from conglang.model import Photo
from conglang.portal.cards import same_but_for_its_text
from conglang.preview.cache import PreviewCache
from conglang.preview.content import CONTENT, ContentChanges, ContentState
from conglang.preview.live_edit import with_edit, with_files
from conglang.preview.snapshot import (
    Snapshot,
    free,
    last_good,
    parts,
    plain_path,
    planned_article,
    take_snapshot,
)
from conglang.values import Value, replace

UP_TO_DATE, LATER, NOW = 0, 1, 2
"""Whether the portal has to be planned again: not at all, when nobody is typing, at once."""

STRAY = "unknown-template"
"""The code of a template that nothing uses. Planning reports it, and so does every save of a template."""


class Update(Value, frozen=True):
    """What came of changed paths: articles edited, addresses of assets that changed, paths to try again soon.

    `listing` says that files came or went.
    """

    articles: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    retry: frozenset[Path] = frozenset()
    listing: bool = False


class Session:
    """One preview from its start to its end. `snapshot` is None as long as the configuration has never been usable.

    `replan` says whether the portal has to be planned again. `problems` are the diagnostics of now, by where they were found.
    """

    def __init__(self, request: Request, clock: Callable[[], int], progress: Progress) -> None:
        self.request = request
        self.clock = clock
        self.progress = progress
        self.snapshot: Snapshot | None = None
        self.replan = UP_TO_DATE
        self.problems: dict[str, tuple[Diagnostic, ...]] = {}
        self.content: ContentState | None = None
        self._settings: Settings
        self._lock = threading.RLock()
        self._cache: PreviewCache | None = None
        # Since the last plan was begun: articles edited, and other files changed (None where no file came or went).
        self._edited: set[str] = set()
        self._others_changed: set[str] | None = None

    @property
    def engine(self) -> str:
        """The digest of our code and libraries."""
        return self.content.engine if self.content is not None else ""

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is wrong now, each once."""
        return tuple(dict.fromkeys(d for listed in list(self.problems.values()) for d in listed))

    def html(self, digest: str) -> str:
        """The HTML of a body. Raises Torn where the cache no longer has it."""
        return self._open_cache.html(digest)

    @property
    def _open_cache(self) -> PreviewCache:
        if self._cache is None:
            raise Torn("the cache is closed")
        return self._cache

    def file(self, path: str) -> Path | None:
        """Where a content file lies on the disk."""
        source = self.content.sources.get(path) if self.content is not None else None
        return self.request.site / source.disk if source is not None else None

    # ---- the start -----------------------------------------------------------------------------------------------------

    def load(self, inputs: Inputs | None = None) -> None:
        """Read everything and plan the portal. `inputs` are the files of a scan since which every change is reported."""
        with self._lock, tuning.collector_paused():
            try:
                self._read(inputs)
            except Torn:
                self.close()
                discard(self.request.cache)
                self._read(None)
        if self.content is not None:
            self.plan_build()

    def _read(self, inputs: Inputs | None) -> None:
        request = self._request_now()
        self._cache = self._cache or PreviewCache(request, self.progress)
        inputs = inputs or scan.scan(request)
        settings, self.problems["settings"] = scan.settings(request, inputs)
        if settings is None or settings.gazetteer is None:
            return
        self._settings = settings
        timezone = settings.config.site.timezone
        self.content = ContentState(request.site, inputs, self._cache.read(inputs, settings), timezone=timezone)
        self.problems["files"] = self.content.diagnostics()
        for source in inputs.content[:1]:  # The modules that read an article are imported now, not at the first save.
            parse(self.content.converter, (str(request.site), source, timezone))

    def _request_now(self) -> Request:
        return replace(self.request, now=self.clock())

    # ---- a save --------------------------------------------------------------------------------------------------------

    def update(self, paths: Iterable[Path], *, retry: bool) -> Update:
        """Take in what was saved. What can be shown at once is in the snapshot afterwards; `replan` says what the rest needs.

        With `retry`, files that are missing or empty at this moment are left as they are, to be tried again.
        """
        site, listed = self.request.site, list(paths)
        templates = (site / "templates", *template_folders(site))
        assets = (site / "assets", *asset_folders(site))
        with self._lock:
            if self.content is None or self.snapshot is None:
                self.replan = NOW
                return Update()
            if site / CONFIG in listed:
                self._update_settings()
            if any(path.is_relative_to(folder) for path in listed for folder in templates):
                self._update_templates()
            changed = any(path.is_relative_to(folder) for path in listed for folder in assets) and self._update_assets()
            changes = self.content.refresh([p for p in listed if p.is_relative_to(site / CONTENT)], retry=retry)
            self._update_content(changes)
            return Update(changes.articles, changed or (), changes.retry, changes.listing)

    def _update_settings(self) -> None:
        """Read the configuration and the gazetteer again; the portal has to be planned with them."""
        assert self.content is not None
        inputs = self.content.inputs()
        settings, self.problems["settings"] = scan.settings(self._request_now(), inputs)
        if settings is None or settings.gazetteer is None:
            return
        timezone = settings.config.site.timezone
        if timezone != self.content.timezone:  # A date without an offset means another moment now.
            self._open_cache.new_reader(inputs.engine, settings)
            self.content.timezone = timezone
            self.content.refresh([self.request.site / s.disk for s in inputs.content], retry=False)
        self._settings = settings
        self.replan = NOW

    def _update_templates(self) -> None:
        """Render with the templates as they are now; while one of them is broken, pages stay as they were."""
        assert self.snapshot is not None
        edited = replace(self.snapshot, renderer=new_renderer(self.request, self.snapshot.site))
        broken = self._template_problems(edited, None if self.problems.get("templates") else self.snapshot)
        self.problems["templates"] = (*broken, *stray_templates(self.request.site))
        self.problems["portal"] = tuple(d for d in self.problems.get("portal", ()) if d.code != STRAY)
        if not broken:
            self.snapshot = edited

    def _template_problems(self, snapshot: Snapshot, good: Snapshot | None = None) -> tuple[Diagnostic, ...]:
        """What is wrong in the templates of a snapshot; those of a `good` snapshot are right."""
        return template_problems(
            snapshot.pages.values(),
            snapshot.renderer,
            self,
            origin=snapshot.site.origin,
            good=good.renderer if good is not None else None,
        )

    def _update_assets(self) -> tuple[str, ...]:
        """Collect the assets again. Returns the addresses of those that differ; where one came or went, the portal is planned."""
        assert self.snapshot is not None
        collected, self.problems["assets"] = collect(asset_folders(self.request.site))
        now, before = {plain_path(asset): asset for asset in collected}, self.snapshot.assets
        if now.keys() != before.keys():
            self.replan = NOW
        self.snapshot = replace(self.snapshot, assets=now)
        differing = [path for path in now if path in before and before[path].digest != now[path].digest]
        return tuple(f"{self.snapshot.root}/{path}" for path in sorted(differing))

    def _update_content(self, changes: ContentChanges) -> None:
        assert self.content is not None and self.snapshot is not None
        if changes.gazetteer:
            self._update_settings()
        self.problems["files"] = self.content.diagnostics()
        self._open_cache.keep_html(self.content.take_html())
        if changes.listing or changes.others:
            self.replan = NOW
            self._others_changed = {*(self._others_changed or ()), *changes.others}
            self.snapshot = with_files(self.snapshot, self.content.sources, changes.others)
        folders = {path.rpartition("/")[0] for path in changes.others}
        neighbours = [p for p in self.content.articles if p.rpartition("/")[0] in folders] if folders else []
        for path in (*changes.articles, *neighbours):
            self._edited.add(path)
            self._show_edit(path)

    def _show_edit(self, path: str) -> None:
        """Show an edited article at once, as far as that can be done without planning."""
        assert self.content is not None and self.snapshot is not None
        article, planned = self.content.articles.get(path), planned_article(self.snapshot, path)
        if article is None:
            self.replan = NOW
            return
        edited, diagnostics = with_edit(self.snapshot, article, planned, self._probe)
        known = self.problems.get("portal", ())
        of_others = tuple(d for d in known if d.at.path != path)
        self.problems["portal"] = (*of_others, *diagnostics)
        if edited is not None:
            self.snapshot = edited
            is_text = planned is not None and same_but_for_its_text(article, planned) and len(of_others) == len(known)
            self.replan = max(self.replan, UP_TO_DATE if is_text and not diagnostics else LATER)
        elif not has_errors(diagnostics):
            self.replan = NOW

    def _probe(self, paths: Iterable[str]) -> tuple[dict[str, Photo | None], tuple[Diagnostic, ...]]:
        assert self.content is not None
        sources = self.content.sources
        return self._open_cache.reader.photos([sources[path] for path in paths if path in sources])

    # ---- the portal as a whole -----------------------------------------------------------------------------------------

    def plan_build(self) -> None:
        """Plan the whole portal while the previous snapshot is served, then put the new one in its place."""
        with self._lock:
            self.replan = UP_TO_DATE
            if self.content is None:
                self.load()
                return
            request, previous, cache = self._request_now(), self.snapshot, self._open_cache
            clock = scan.clock_at(request.now, self._settings.config.site.timezone)
            settings = replace(self._settings, clock=clock)
            self._edited, self._others_changed = set(), None
            inputs, articles = self.content.inputs(), dict(self.content.articles)
            cache.reader.seen = time.time_ns()
        with tuning.collector_paused():
            everything, diagnostics = gather(request, inputs, settings, cache.reader, articles.values())
            build_plan = plan_build(request, everything, known_related=cache.related, jobs=request.jobs)
            diagnostics += build_plan.diagnostics
            versions = last_good(articles, diagnostics, previous)
            if versions:
                everything, _ = gather(request, inputs, settings, cache.reader, {**articles, **versions}.values())
                build_plan = plan_build(request, everything, known_related=cache.related, jobs=request.jobs)
            cache.keep_plan(build_plan)
            snapshot = take_snapshot(request, settings, build_plan, previous)
            tuning.keep_from_collector()
        with self._lock:
            self._replace(snapshot, diagnostics)
        if previous is not None:
            values = parts(previous) if tuning.is_on() else []
            del previous, build_plan, snapshot
            free(values)

    def _replace(self, snapshot: Snapshot, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Put a planned snapshot in place of the previous one, and show in it what was saved while it was planned."""
        if self.content is None:
            return
        previous, self.snapshot = self.snapshot, snapshot
        self.problems["portal"] = diagnostics
        if previous is not None and previous.site == snapshot.site:
            self.snapshot = replace(snapshot, renderer=previous.renderer)
        else:
            self.problems["templates"] = self._template_problems(snapshot)
            if previous is not None and self.problems["templates"]:
                self.snapshot = replace(snapshot, renderer=previous.renderer)
        self._update_assets()
        if self._others_changed is not None:
            self.snapshot = with_files(self.snapshot, self.content.sources, self._others_changed)
        for path in sorted(self._edited):
            self._show_edit(path)

    # ---- the cache -----------------------------------------------------------------------------------------------------

    def save_cache(self) -> None:
        """Save what was read, for the next preview, and free it."""
        with self._lock:
            if self.content is not None and self._cache is not None:
                read, self.content.read = self.content.read, {}
                self._cache.save(read)

    def close(self) -> None:
        """Close the cache."""
        if self._cache is not None:
            self._cache.close()
        self._cache = None

    def restart(self) -> None:
        """Have everything read again, because somebody deleted the cache; the previous snapshot is served meanwhile."""
        with self._lock:
            self.close()
            self.content, self.replan = None, NOW
