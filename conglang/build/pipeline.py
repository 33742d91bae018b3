"""One build: from the files of a portal to the files of its output.

`build` reads like the picture in docs/ARCHITECTURE.md, and is the only judge of what is fresh and what is stale. Nothing
is written into the output before all is known: an error anywhere leaves it as it was.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from conglang.build import shortcuts
from conglang.build.request import CONTENT_ERRORS, DONE, WRONG_USE, Progress, Report, Request
from conglang.build.scan import CONFIG, Inputs, Settings, scan, settings
from conglang.build.workers import aside, collector_paused
from conglang.cache import folder as caches
from conglang.cache import sweeping
from conglang.cache.database import Torn, discard
from conglang.cache.lock import lock
from conglang.cache.store import Last, Store
from conglang.diagnostics import ERROR, Diagnostic, error, has_errors, warning
from conglang.model import USUAL, Gazetteer, Location
from conglang.output import journal, manifest
from conglang.output.ledger import Ledger
from conglang.output.manifest import MANIFEST
from conglang.values import replace

if TYPE_CHECKING:
    from conglang.build.reading import Library, Reader
    from conglang.build.writing import Outcome

USUAL_ZONE = USUAL.site.timezone
DISCARDED = warning("cache-discarded", Location(".cache"))


def build(request: Request, *, progress: Progress = lambda stage, done, total: None) -> Report:
    """Build a portal. Whatever a user can cause is a diagnostic in the report."""
    problem = caches.misplaced(request.site, request.output, request.cache)
    if problem is not None:
        return Report(WRONG_USE, diagnostics=(problem,))
    with lock(request.cache, on_wait=lambda: progress("waiting", 0, 0)), collector_paused():
        caches.tidy(request.cache)
        journal.finish(request.cache, request.output)
        if request.clean:
            caches.forget(request.cache)
        try:
            return _once(request, progress)
        except Torn:
            discard(request.cache)
        try:
            return _once(request, progress, DISCARDED)
        except Torn as problem:  # A disk that is failing.
            raise OSError(errno.EIO, str(problem), str(request.cache)) from problem


def _once(request: Request, progress: Progress, *notices: Diagnostic) -> Report:
    with Store(request.cache) as store:
        store.belong_to(str(request.site.absolute()))
        build = _Build(request, store, progress, notices)
        inputs = scan(request)
        return build.shortly(inputs) or build.make(inputs)


class _Build:
    """One build in its stages; its life is one call of `build`."""

    def __init__(self, request: Request, store: Store, progress: Progress, notices: tuple[Diagnostic, ...]) -> None:
        self.request = request
        self.store = store
        self.progress = progress
        self.ledger = Ledger(store.pages(), request.output)
        self.notices = notices
        self.seen = time.time_ns()
        self.timings: dict[str, float] = {}

    # ---- little or nothing has changed --------------------------------------------------------------------------------------

    def shortly(self, inputs: Inputs) -> Report | None:
        """The report of a build that had nothing to do, or nothing but the text of a few articles."""
        with self.stage("look"):
            last_build = shortcuts.last_build(self.request, self.store, inputs, self.ledger)
            report = shortcuts.unchanged(inputs, last_build) if last_build is not None else None
        if last_build is not None and report is None:
            with self.stage("retouch"):
                report = shortcuts.retouched(self.request, self.store, inputs, last_build, seen=self.seen)
        return None if report is None else replace(report, timings=self.timings)

    # ---- much has ---------------------------------------------------------------------------------------------------

    def make(self, inputs: Inputs) -> Report:
        """Read, plan_build, make, write."""
        with self.stage("settings"):
            known, diagnostics = settings(self.request, inputs, self.store)
            diagnostics = (*self.notices, *inputs.problems, *diagnostics)
            old = manifest.read_manifest(self.request.output)
        if known is None or old is None:
            if known is None and (self.request.site / CONFIG).is_file():
                # What is wrong in the articles themselves is told all the same.
                diagnostics += self.reader(inputs, USUAL_ZONE).articles(inputs.articles).diagnostics
            return self.refused(diagnostics, known, foreign=old is None)
        outcome = self.pages(inputs, known, diagnostics, old)
        return outcome if isinstance(outcome, Report) else self.write(inputs, known, old, outcome)

    def pages(
        self, inputs: Inputs, known: Settings, diagnostics: tuple[Diagnostic, ...], old: dict[str, str]
    ) -> Outcome | Report:
        """Read, plan_build, and make what is stale; `old` lists what the output holds. A report where nothing may be written."""
        with self.stage("read"):
            reader = self.reader(inputs, known.config.site.timezone)
            library = reader.articles(inputs.articles)
            diagnostics += library.diagnostics
        from conglang.build import freshness
        from conglang.build.planning import plan_build
        from conglang.build.rendering import compile_ahead, template_digests
        from conglang.build.writing import Delivery, Outcome, copies
        from conglang.portal import photo_notes

        with self.stage("plan"), aside(compile_ahead, self.request, known, jobs=reader.jobs_for_much):
            sheets, template = self.store.sheets(), template_digests(self.request, known)
            recall = freshness.recall(sheets, self.ledger, old, library.digests, inputs.engine, template)
            placed = known if known.gazetteer is not None else replace(known, gazetteer=Gazetteer())
            articles = library.articles.values()
            build_plan = plan_build(
                self.request, inputs, placed, reader, articles, provisional=library.provisional, recall=recall
            )
            named = (*articles, *library.provisional)
            if known.gazetteer is None:  # Then nothing can be said of localities; of all else it can.
                found = tuple(d for d in build_plan.diagnostics if "locality" not in d.code)
                told = photo_notes.completed((*diagnostics, *found), named, build_plan.around.files)
                return self.failed(reader, told, known)
            diagnostics += build_plan.diagnostics
        delivery = Delivery(
            self.request, self.store, self.ledger, build_plan, engine=inputs.engine, progress=self.progress
        )
        manifest.clear_staging(self.request.cache)
        with self.stage("photos"):
            diagnostics += delivery.make_photos(known.config, old)
            diagnostics = photo_notes.completed(diagnostics, named, build_plan.around.files)
        if self.stopped(diagnostics, library):
            with self.stage("render"):
                return self.failed(reader, (*diagnostics, *delivery.look()), known)
        with self.stage("render"):
            made, found = delivery.make(copies(build_plan, inputs, self.request, seen=self.seen), old)
            diagnostics += found
        if made is None:
            return self.failed(reader, diagnostics, known)
        planned = {*build_plan.plan.paths, *build_plan.files, MANIFEST}
        gone = [path for path in self.ledger if path not in planned]
        without_body = [*gone, *(p.path for p in build_plan.plan.pages if not p.bodies and p.path in made.rows)]
        return Outcome(
            made=made,
            diagnostics=diagnostics,
            since=build_plan.since,
            until=build_plan.until,
            articles=build_plan.shown,
            site=build_plan.site,
            rows=reader.rows,
            related={id: row for id, row in build_plan.related.items() if reader.related.get(id) != row},
            sheets=freshness.grown(build_plan.plan.sheets, recall, made.key),
            gone=(
                ("page", gone),
                ("view", without_body),
                ("shown", without_body),
                ("related", [id for id in reader.related if id not in build_plan.related]),
                ("sheet", [name for name in sheets if name not in build_plan.plan.sheets]),
                *reader.gone(library, inputs.content),
            ),
            sweep=delivery.used(),
        )

    def write(self, inputs: Inputs, known: Settings, old: dict[str, str], outcome: Outcome) -> Report:
        """Change the output, and remember what this build has learned for the next one."""
        made, diagnostics = outcome.made, outcome.diagnostics
        with self.stage("write"):
            if made.change.manifest != old or made.change.moves or made.change.copies:
                journal.commit(self.request.cache, self.request.output, made.change)
            rows = manifest.ledger_rows(made.rows, self.request.output)
        if outcome.sweep:
            sweeping.sweep(self.request.cache / "renditions", outcome.sweep, now=self.request.now)
        last = Last(
            inputs=inputs.digest if not has_errors(diagnostics) else "",
            frame=inputs.frame,
            seen=self.seen,
            since=outcome.since,
            until=outcome.until,
            notes=tuple(d for d in diagnostics if d not in self.notices),
            articles=outcome.articles,
            language=known.language.code,
            files=len(made.kept) + len(rows),
            root=known.config.site.root,
        )
        try:
            self.store.remember(
                good=not has_errors(diagnostics),
                last=last,
                reasons=made.reasons,
                files=outcome.rows.files,
                readings=outcome.rows.readings,
                photos=outcome.rows.photos,
                related=outcome.related,
                pages=rows,
                sheets=outcome.sheets,
                site=outcome.site,
                gone=outcome.gone,
            )
        except Torn:  # The output is as it should be; the next build begins anew.
            self.store.close()
            discard(self.request.cache)
            diagnostics += (DISCARDED,)
        return self.report(outcome, diagnostics, known)

    # ---- on the way ------------------------------------------------------------------------------------------------------

    def reader(self, inputs: Inputs, timezone: str) -> Reader:
        """The reader of this build's files."""
        from conglang.build.reading import Reader

        return Reader(
            self.request.site,
            self.store,
            engine=inputs.engine,
            timezone=timezone,
            seen=self.seen,
            stand_in=self.request.skip_broken,
            jobs=self.request.jobs,
            progress=self.progress,
        )

    def stopped(self, diagnostics: tuple[Diagnostic, ...], library: Library) -> bool:
        """Whether an error stops the writing: any at all, unless broken sources may be stood in for and all are."""
        errors = [d for d in diagnostics if d.severity == ERROR]
        if not self.request.skip_broken:
            return bool(errors)
        return any(d.at.path not in library.stood_in for d in errors)

    def failed(self, reader: Reader, diagnostics: tuple[Diagnostic, ...], known: Settings) -> Report:
        """The report of a build that wrote nothing; what it has read it keeps."""
        self.store.remember(
            good=False, files=reader.rows.files, readings=reader.rows.readings, photos=reader.rows.photos
        )
        status = WRONG_USE if any(d.at.path == CONFIG and d.severity == ERROR for d in diagnostics) else CONTENT_ERRORS
        return Report(status, diagnostics=_unique(diagnostics), language=known.language.code, timings=self.timings)

    def refused(self, diagnostics: tuple[Diagnostic, ...], known: Settings | None, *, foreign: bool) -> Report:
        """The report of a build that could not begin."""
        if foreign:
            diagnostics += (error("output-not-ours", Location(str(self.request.output))),)
        code = known.language.code if known is not None else ""
        return Report(WRONG_USE, diagnostics=_unique(diagnostics), language=code, timings=self.timings)

    def report(self, outcome: Outcome, diagnostics: tuple[Diagnostic, ...], known: Settings) -> Report:
        """What this build did."""
        change = outcome.made.change
        written = sorted(path for _, path in (*change.moves, *change.copies))
        return Report(
            status=CONTENT_ERRORS if has_errors(diagnostics) else DONE,
            written=tuple(written),
            removed=change.deletes,
            kept=len(change.manifest) - len(written),
            articles=outcome.articles,
            diagnostics=_unique(diagnostics),
            language=known.language.code,
            timings=self.timings,
        )

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.timings[name] = self.timings.get(name, 0.0) + time.perf_counter() - began


def _unique(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(dict.fromkeys(diagnostics))
