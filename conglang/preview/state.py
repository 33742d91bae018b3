"""The portal in memory, kept up with what is saved: what is on the screen first, the rest when it has been thought through.

`load` reads everything once. `take` takes changed paths in: an edited article is read, placed and shown at once, as a patch
on the scene; `think` plans the portal anew beside the pages that are being served. Both leave a whole scene behind; what
has errors in it is represented by what was good before. Writes nothing but its own cache.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from conglang.build.planning import plan_build
from conglang.build.reading import parse
from conglang.build.request import Progress, Request
from conglang.build.scan import CONFIG, Inputs, Settings, scan, settings
from conglang.build.theme import asset_folders, collect, stray_templates, template_folders
from conglang.build.workers import collector_paused
from conglang.cache.database import Torn
from conglang.diagnostics import Diagnostic, has_errors
from conglang.model import Photo
from conglang.portal.cards import same_but_for_its_text
from conglang.preview.cache import PreviewCache, forget
from conglang.preview.content import CONTENT, ContentState, Refreshed, Taken
from conglang.preview.live_edit import patched, with_files
from conglang.preview.snapshot import (
    Snapshot,
    clock_at,
    last_good,
    let_go,
    new_renderer,
    pieces,
    plain_path,
    take_snapshot,
    thought_of,
)
from conglang.preview.snapshot import template_problems as problems_of
from conglang.values import replace

UP_TO_DATE, LATER, NOW = 0, 1, 2
"""Whether the portal has to be thought through: not at all, when nobody types, at once."""

STRAY = "unknown-template"  # What the portal as a whole tells of templates; after a save it is asked for anew.


class Session:
    """One preview from its start to its end. `scene` is None while the configuration has never been usable."""

    def __init__(self, request: Request, clock: Callable[[], int], progress: Progress) -> None:
        self.request = request
        self.clock = clock
        self.progress = progress
        self.snapshot: Snapshot | None = None
        self.behind = UP_TO_DATE
        self.problems: dict[str, tuple[Diagnostic, ...]] = {}
        self.content: ContentState | None = None
        self._known: Settings
        self._lock = threading.RLock()
        self._since: set[str] = set()
        self._moved: set[str] | None = None
        self._memory: PreviewCache | None = None

    @property
    def engine(self) -> str:
        """The digest of our code and libraries."""
        return self.content.engine if self.content is not None else ""

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is wrong now, each once."""
        return tuple(dict.fromkeys(d for found in list(self.problems.values()) for d in found))

    def html(self, digest: str) -> str:
        """The HTML of a body."""
        return self._remembering.html(digest)

    @property
    def _remembering(self) -> PreviewCache:
        if self._memory is not None:
            return self._memory
        raise Torn("nothing is remembered")

    def file(self, path: str) -> Path | None:
        """Where a content file lies."""
        source = self.content.sources.get(path) if self.content is not None else None
        return self.request.site / source.disk if source is not None else None

    # ---- from the start ------------------------------------------------------------------------------------------------

    def load(self, inputs: Inputs | None = None) -> None:
        """Read everything and think it through. `inputs` are the files as found just now, if every change since is told of."""
        with self._lock, collector_paused():
            try:
                self._load(inputs)
            except Torn:
                self.close()
                forget(self.request.cache)
                self._load(None)
        if self.content is not None:
            self.plan_build()

    def _load(self, inputs: Inputs | None) -> None:
        request = self._now()
        self._memory = self._memory or PreviewCache(request, self.progress)
        inputs = inputs or scan(request)
        known, self.problems["settings"] = settings(request, inputs)
        if known is None or known.gazetteer is None:
            return
        self._known = known
        library = self._memory.read(inputs, known)
        self.content = ContentState(request.site, inputs, library, timezone=known.config.site.timezone)
        self.problems["files"] = self.content.diagnostics()
        for source in inputs.content[:1]:  # What reads an article is loaded now, not at the first save.
            parse((str(request.site), source, known.config.site.timezone))

    def _now(self) -> Request:
        return replace(self.request, now=self.clock())

    # ---- what was saved ------------------------------------------------------------------------------------------------

    def take(self, paths: Iterable[Path], *, patient: bool) -> Taken:
        """Take in what was saved; what can be shown at once is in the scene afterwards, `behind` tells of the rest.

        A `patient` look leaves files that are gone or empty at this moment for the next one.
        """
        site, listed = self.request.site, list(paths)
        templates = (site / "templates", *template_folders(site))
        assets = (site / "assets", *asset_folders(site))
        with self._lock:
            if self.content is None or self.snapshot is None:
                self.behind = NOW
                return Taken()
            if site / CONFIG in listed:
                self._settle()
            if any(path.is_relative_to(folder) for path in listed for folder in templates):
                self._take_templates()
            changed = any(path.is_relative_to(folder) for path in listed for folder in assets) and self._take_assets()
            refreshed = self.content.refresh([p for p in listed if p.is_relative_to(site / CONTENT)], patient=patient)
            self._take_content(refreshed)
            return Taken(refreshed.articles, changed or (), refreshed.again, refreshed.listing)

    def _settle(self) -> None:
        """Read the configuration and the gazetteer again; the portal has to be thought through with them."""
        assert self.content is not None
        inputs = self.content.inputs()
        known, self.problems["settings"] = settings(self._now(), inputs)
        if known is None or known.gazetteer is None:
            return
        zone = known.config.site.timezone
        if zone != self.content.timezone:  # A date without an offset means another moment now.
            self._remembering.new_reader(inputs.engine, known)
            self.content.timezone = zone
            self.content.refresh([self.request.site / s.disk for s in inputs.content], patient=False)
        self._known = known
        self.behind = NOW

    def _take_assets(self) -> tuple[str, ...]:
        """The addresses of assets that differ; where one came or went, the portal is thought through."""
        assert self.snapshot is not None
        found, self.problems["assets"] = collect(asset_folders(self.request.site))
        now, before = {plain_path(asset): asset for asset in found}, self.snapshot.assets
        if now.keys() != before.keys():
            self.behind = NOW
        self.snapshot = replace(self.snapshot, assets=now)
        differing = [path for path in now if path in before and before[path].digest != now[path].digest]
        return tuple(f"{self.snapshot.root}/{path}" for path in sorted(differing))

    def _take_templates(self) -> None:
        """Draw with the templates as they are now; where one is broken, the pages stay as they were."""
        assert self.snapshot is not None
        renderer = new_renderer(self.snapshot.site, site=self.request.site, cache=self.request.cache)
        drawn = replace(self.snapshot, renderer=renderer)
        broken = problems_of(drawn, self, None if self.problems.get("templates") else self.snapshot)
        self.problems["templates"] = (*broken, *stray_templates(self.request.site))
        self.problems["portal"] = tuple(d for d in self.problems.get("portal", ()) if d.code != STRAY)
        if not broken:
            self.snapshot = drawn

    def _take_content(self, refreshed: Refreshed) -> None:
        assert self.content is not None and self.snapshot is not None
        if refreshed.gazetteer:
            self._settle()
        self.problems["files"] = self.content.diagnostics()
        self._remembering.keep_html(self.content.unkept())
        if refreshed.listing or refreshed.others:
            self.behind = NOW
            self._moved = {*(self._moved or ()), *refreshed.others}
            self.snapshot = with_files(self.snapshot, self.content.sources, refreshed.others)
        folders = {path.rpartition("/")[0] for path in refreshed.others}
        neighbours = [p for p in self.content.articles if p.rpartition("/")[0] in folders] if folders else []
        for path in (*refreshed.articles, *neighbours):
            self._since.add(path)
            self._show(path)

    def _show(self, path: str) -> None:
        """Show an edited article at once, as far as that can be done."""
        assert self.content is not None and self.snapshot is not None
        article, before = self.content.articles.get(path), thought_of(self.snapshot, path)
        if article is None:
            self.behind = NOW
            return
        found, diagnostics = patched(self.snapshot, article, before, self._probe)
        noted = self.problems.get("portal", ())
        kept = tuple(d for d in noted if d.at.path != path)
        self.problems["portal"] = (*kept, *diagnostics)
        if found is not None:
            self.snapshot = found
            is_text = before is not None and same_but_for_its_text(article, before) and len(kept) == len(noted)
            self.behind = max(self.behind, UP_TO_DATE if is_text and not diagnostics else LATER)
        elif not has_errors(diagnostics):
            self.behind = NOW

    def _probe(self, paths: Iterable[str]) -> tuple[dict[str, Photo | None], tuple[Diagnostic, ...]]:
        assert self.content is not None
        return self._remembering.reader.photos(
            [self.content.sources[path] for path in paths if path in self.content.sources]
        )

    # ---- the portal as a whole -----------------------------------------------------------------------------------------

    def plan_build(self) -> None:
        """Think the whole portal through while what was there before is served, and put the outcome in its place."""
        with self._lock:
            self.behind = UP_TO_DATE
            if self.content is None:
                self.load()
                return
            request, before = self._now(), self.snapshot
            known = replace(self._known, clock=clock_at(request.now, self._known))
            self._since, self._moved = set(), None
            inputs, articles = self.content.inputs(), dict(self.content.articles)
            memory = self._remembering
            memory.reader.seen = time.time_ns()
        with collector_paused():
            build_plan = plan_build(request, inputs, known, memory.reader, articles.values())
            diagnostics = build_plan.diagnostics
            instead = last_good(articles, diagnostics, before)
            if instead:
                build_plan = plan_build(request, inputs, known, memory.reader, {**articles, **instead}.values())
            memory.learn(build_plan)
            found = take_snapshot(known, build_plan, before, site=request.site, cache=request.cache)
            gc.freeze()  # The collector would look through the whole portal, and stop every page while it does.
        with self._lock:
            self._put(found, diagnostics)
        if before is not None:
            release = pieces(before)
            del before, build_plan, found
            let_go(release)

    def _put(self, found: Snapshot, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Put a scene in its place, with what was saved while it was thought of."""
        if self.content is None:
            return
        before, self.snapshot = self.snapshot, found
        self.problems["portal"] = diagnostics
        if before is not None and before.site == found.site:
            self.snapshot = replace(found, renderer=before.renderer)
        else:
            self.problems["templates"] = problems_of(found, self)
            if before is not None and self.problems["templates"]:
                self.snapshot = replace(found, renderer=before.renderer)
        self._take_assets()
        if self._moved is not None:
            self.snapshot = with_files(self.snapshot, self.content.sources, self._moved)
        for path in sorted(self._since):
            self._show(path)

    # ---- when nobody waits ---------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Remember what was read, for the next preview, and let go of what is no longer needed."""
        with self._lock:
            if self.content is not None and self._memory is not None:
                read, self.content.read = self.content.read, {}
                self._memory.keep(read)

    def close(self) -> None:
        """Let the cache go."""
        if self._memory is not None:
            self._memory.close()
        self._memory = None

    def restart(self) -> None:
        """Somebody deleted the cache: read everything again, while the pages stay as far as they can be made."""
        with self._lock:
            self.close()
            self.content, self.behind = None, NOW
