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

from conglang.build.planning import think
from conglang.build.reading import parse
from conglang.build.request import Progress, Request
from conglang.build.scan import CONFIG, Inputs, Settings, scan, settings
from conglang.build.theme import asset_folders, collect, stray_templates, template_folders
from conglang.build.workers import collector_paused
from conglang.cache.database import Torn
from conglang.diagnostics import Diagnostic, has_errors
from conglang.model import Photo
from conglang.portal.cards import same_but_for_its_text
from conglang.preview.cache import Recollection, forget
from conglang.preview.content import CONTENT, Holdings, Refreshed, Taken
from conglang.preview.live_edit import patched, with_files
from conglang.preview.snapshot import (
    Scene,
    clock_at,
    last_good,
    let_go,
    new_renderer,
    pieces,
    plain_path,
    scene,
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
        self.scene: Scene | None = None
        self.behind = UP_TO_DATE
        self.problems: dict[str, tuple[Diagnostic, ...]] = {}
        self.holdings: Holdings | None = None
        self._known: Settings
        self._lock = threading.RLock()
        self._since: set[str] = set()
        self._moved: set[str] | None = None
        self._memory: Recollection | None = None

    @property
    def engine(self) -> str:
        """The digest of our code and libraries."""
        return self.holdings.engine if self.holdings is not None else ""

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is wrong now, each once."""
        return tuple(dict.fromkeys(d for found in list(self.problems.values()) for d in found))

    def html(self, digest: str) -> str:
        """The HTML of a body."""
        return self._remembering.html(digest)

    @property
    def _remembering(self) -> Recollection:
        if self._memory is not None:
            return self._memory
        raise Torn("nothing is remembered")

    def file(self, path: str) -> Path | None:
        """Where a content file lies."""
        source = self.holdings.sources.get(path) if self.holdings is not None else None
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
        if self.holdings is not None:
            self.think()

    def _load(self, inputs: Inputs | None) -> None:
        request = self._now()
        self._memory = self._memory or Recollection(request, self.progress)
        inputs = inputs or scan(request)
        known, self.problems["settings"] = settings(request, inputs)
        if known is None or known.gazetteer is None:
            return
        self._known = known
        library = self._memory.read(inputs, known)
        self.holdings = Holdings(request.site, inputs, library, timezone=known.config.site.timezone)
        self.problems["files"] = self.holdings.diagnostics()
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
            if self.holdings is None or self.scene is None:
                self.behind = NOW
                return Taken()
            if site / CONFIG in listed:
                self._settle()
            if any(path.is_relative_to(folder) for path in listed for folder in templates):
                self._take_templates()
            changed = any(path.is_relative_to(folder) for path in listed for folder in assets) and self._take_assets()
            refreshed = self.holdings.refresh([p for p in listed if p.is_relative_to(site / CONTENT)], patient=patient)
            self._take_content(refreshed)
            return Taken(refreshed.articles, changed or (), refreshed.again, refreshed.listing)

    def _settle(self) -> None:
        """Read the configuration and the gazetteer again; the portal has to be thought through with them."""
        assert self.holdings is not None
        inputs = self.holdings.inputs()
        known, self.problems["settings"] = settings(self._now(), inputs)
        if known is None or known.gazetteer is None:
            return
        zone = known.config.site.timezone
        if zone != self.holdings.timezone:  # A date without an offset means another moment now.
            self._remembering.new_reader(inputs.engine, known)
            self.holdings.timezone = zone
            self.holdings.refresh([self.request.site / s.disk for s in inputs.content], patient=False)
        self._known = known
        self.behind = NOW

    def _take_assets(self) -> tuple[str, ...]:
        """The addresses of assets that differ; where one came or went, the portal is thought through."""
        assert self.scene is not None
        found, self.problems["assets"] = collect(asset_folders(self.request.site))
        now, before = {plain_path(asset): asset for asset in found}, self.scene.assets
        if now.keys() != before.keys():
            self.behind = NOW
        self.scene = replace(self.scene, assets=now)
        differing = [path for path in now if path in before and before[path].digest != now[path].digest]
        return tuple(f"{self.scene.root}/{path}" for path in sorted(differing))

    def _take_templates(self) -> None:
        """Draw with the templates as they are now; where one is broken, the pages stay as they were."""
        assert self.scene is not None
        renderer = new_renderer(self.scene.site, site=self.request.site, cache=self.request.cache)
        drawn = replace(self.scene, renderer=renderer)
        broken = problems_of(drawn, self, None if self.problems.get("templates") else self.scene)
        self.problems["templates"] = (*broken, *stray_templates(self.request.site))
        self.problems["portal"] = tuple(d for d in self.problems.get("portal", ()) if d.code != STRAY)
        if not broken:
            self.scene = drawn

    def _take_content(self, refreshed: Refreshed) -> None:
        assert self.holdings is not None and self.scene is not None
        if refreshed.gazetteer:
            self._settle()
        self.problems["files"] = self.holdings.diagnostics()
        self._remembering.keep_html(self.holdings.unkept())
        if refreshed.listing or refreshed.others:
            self.behind = NOW
            self._moved = {*(self._moved or ()), *refreshed.others}
            self.scene = with_files(self.scene, self.holdings.sources, refreshed.others)
        folders = {path.rpartition("/")[0] for path in refreshed.others}
        neighbours = [p for p in self.holdings.articles if p.rpartition("/")[0] in folders] if folders else []
        for path in (*refreshed.articles, *neighbours):
            self._since.add(path)
            self._show(path)

    def _show(self, path: str) -> None:
        """Show an edited article at once, as far as that can be done."""
        assert self.holdings is not None and self.scene is not None
        article, before = self.holdings.articles.get(path), thought_of(self.scene, path)
        if article is None:
            self.behind = NOW
            return
        found, diagnostics = patched(self.scene, article, before, self._probe)
        noted = self.problems.get("portal", ())
        kept = tuple(d for d in noted if d.at.path != path)
        self.problems["portal"] = (*kept, *diagnostics)
        if found is not None:
            self.scene = found
            is_text = before is not None and same_but_for_its_text(article, before) and len(kept) == len(noted)
            self.behind = max(self.behind, UP_TO_DATE if is_text and not diagnostics else LATER)
        elif not has_errors(diagnostics):
            self.behind = NOW

    def _probe(self, paths: Iterable[str]) -> tuple[dict[str, Photo | None], tuple[Diagnostic, ...]]:
        assert self.holdings is not None
        return self._remembering.reader.photos(
            [self.holdings.sources[path] for path in paths if path in self.holdings.sources]
        )

    # ---- the portal as a whole -----------------------------------------------------------------------------------------

    def think(self) -> None:
        """Think the whole portal through while what was there before is served, and put the outcome in its place."""
        with self._lock:
            self.behind = UP_TO_DATE
            if self.holdings is None:
                self.load()
                return
            request, before = self._now(), self.scene
            known = replace(self._known, clock=clock_at(request.now, self._known))
            self._since, self._moved = set(), None
            inputs, articles = self.holdings.inputs(), dict(self.holdings.articles)
            memory = self._remembering
            memory.reader.seen = time.time_ns()
        with collector_paused():
            thought = think(request, inputs, known, memory.reader, articles.values())
            diagnostics = thought.diagnostics
            instead = last_good(articles, diagnostics, before)
            if instead:
                thought = think(request, inputs, known, memory.reader, {**articles, **instead}.values())
            memory.learn(thought)
            found = scene(known, thought, before, site=request.site, cache=request.cache)
            gc.freeze()  # The collector would look through the whole portal, and stop every page while it does.
        with self._lock:
            self._put(found, diagnostics)
        if before is not None:
            release = pieces(before)
            del before, thought, found
            let_go(release)

    def _put(self, found: Scene, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Put a scene in its place, with what was saved while it was thought of."""
        if self.holdings is None:
            return
        before, self.scene = self.scene, found
        self.problems["portal"] = diagnostics
        if before is not None and before.site == found.site:
            self.scene = replace(found, renderer=before.renderer)
        else:
            self.problems["templates"] = problems_of(found, self)
            if before is not None and self.problems["templates"]:
                self.scene = replace(found, renderer=before.renderer)
        self._take_assets()
        if self._moved is not None:
            self.scene = with_files(self.scene, self.holdings.sources, self._moved)
        for path in sorted(self._since):
            self._show(path)

    # ---- when nobody waits ---------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Remember what was read, for the next preview, and let go of what is no longer needed."""
        with self._lock:
            if self.holdings is not None and self._memory is not None:
                read, self.holdings.read = self.holdings.read, {}
                self._memory.keep(read)

    def close(self) -> None:
        """Let the cache go."""
        if self._memory is not None:
            self._memory.close()
        self._memory = None

    def begin_anew(self) -> None:
        """Somebody deleted the cache: read everything again, while the pages stay as far as they can be made."""
        with self._lock:
            self.close()
            self.holdings, self.behind = None, NOW
