"""One build: from the files of a portal to the files of its output.

`build` reads like the picture in docs/ARCHITECTURE.md. Nothing is written into the output before everything is known: an
error anywhere leaves it as it was.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from conglang import tuning
from conglang.build import shortcuts
from conglang.build.request import CONTENT_ERRORS, DONE, WRONG_USE, Progress, Report, Request
from conglang.build.scan import CONFIG, Inputs, Settings, scan, settings
from conglang.build.workers import aside
from conglang.cache import folder as caches
from conglang.cache import sweeping
from conglang.cache.database import Torn, discard
from conglang.cache.lock import lock
from conglang.cache.store import Last, Store
from conglang.diagnostics import ERROR, Diagnostic, error, has_errors, warning
from conglang.model import USUAL, Location
from conglang.output import journal, manifest
from conglang.output.ledger import Ledger
from conglang.values import replace

if TYPE_CHECKING:
    from conglang.build.outcome import Outcome, Planning
    from conglang.build.reading import Library, Reader

USUAL_ZONE = USUAL.site.timezone
DISCARDED = warning("cache-discarded", Location(".cache"))


def build(request: Request, *, progress: Progress = lambda stage, done, total: None) -> Report:
    """Build a portal. Whatever a user can cause is a diagnostic in the report."""
    problem = caches.misplaced(request.site, request.output, request.cache)
    if problem is not None:
        return Report(WRONG_USE, diagnostics=(problem,))
    with lock(request.cache, on_wait=lambda: progress("waiting", 0, 0)), tuning.collector_paused():
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
        return build.shortcut(inputs) or build.full(inputs)


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

    def shortcut(self, inputs: Inputs) -> Report | None:
        """The report of a build that had nothing to do, or nothing but the text of a few articles; None for all others."""
        with self.stage("look"):
            last_build = shortcuts.last_build(self.request, self.store, inputs, self.ledger)
            report = shortcuts.unchanged(inputs, last_build) if last_build is not None else None
        if last_build is not None and report is None:
            with self.stage("retouch"):
                report = shortcuts.retouched(self.request, self.store, inputs, last_build, seen=self.seen)
        return None if report is None else replace(report, timings=self.timings)

    # ---- much has ---------------------------------------------------------------------------------------------------

    def full(self, inputs: Inputs) -> Report:
        """Read, plan, make, write."""
        with self.stage("settings"):
            known, diagnostics = settings(self.request, inputs, self.store)
            diagnostics = (*self.notices, *inputs.problems, *diagnostics)
            listed = manifest.read_manifest(self.request.output)
        if known is None or listed is None:
            if known is None and (self.request.site / CONFIG).is_file():
                # What is wrong in the articles themselves is reported all the same.
                diagnostics += self.reader(inputs, USUAL_ZONE).articles(inputs.articles).diagnostics
            return self.refused(diagnostics, known, foreign=listed is None)
        with self.stage("read"):
            reader = self.reader(inputs, known.config.site.timezone)
            library = reader.articles(inputs.articles)
        planning = self.plan(inputs, known, reader, library, listed)
        diagnostics = planning.completed((*diagnostics, *library.diagnostics, *planning.diagnostics))
        if known.gazetteer is None:
            return self.failed(reader, diagnostics, known)
        outcome = self.make(inputs, known, reader, library, planning, diagnostics, listed)
        del planning, library  # They take most of the memory, and the writing needs some.
        return outcome if isinstance(outcome, Report) else self.write(inputs, known, outcome, listed)

    def plan(
        self, inputs: Inputs, known: Settings, reader: Reader, library: Library, listed: dict[str, str]
    ) -> Planning:
        """Plan the portal, and report what only shows among several files; `listed` is what the manifest lists."""
        from conglang.build import freshness
        from conglang.build.gather import gather
        from conglang.build.outcome import Planning
        from conglang.build.planning import plan_build
        from conglang.build.reading import MANY
        from conglang.build.rendering import compile_ahead, template_digests
        from conglang.portal.page_groups import Previous

        is_much = len(reader.rows.files) >= MANY
        with self.stage("plan"), aside(compile_ahead, self.request, known, jobs=self.request.jobs if is_much else 1):
            groups, related = self.store.groups(), self.store.related()
            template = template_digests(self.request, known)
            kept = freshness.groups_up_to_date(groups, self.ledger, listed, template)
            everything, problems = gather(
                self.request, inputs, known, reader, library.articles.values(), provisional=library.provisional
            )
            plan = plan_build(
                self.request,
                everything,
                known_related=related,
                previous=Previous(library.digests, kept),
                jobs=self.request.jobs,
            )
        problems += plan.diagnostics
        if known.gazetteer is None:  # Then nothing can be said of localities; of everything else it can.
            problems = tuple(d for d in problems if "locality" not in d.code)
        return Planning(plan, related, groups, kept, problems)

    def make(
        self,
        inputs: Inputs,
        known: Settings,
        reader: Reader,
        library: Library,
        planning: Planning,
        diagnostics: tuple[Diagnostic, ...],
        listed: dict[str, str],
    ) -> Outcome | Report:
        """Make what is stale. A report where nothing may be written."""
        from conglang.build import rendering, writing
        from conglang.build.outcome import Outcome

        output = writing.Output(
            request=self.request,
            store=self.store,
            ledger=self.ledger,
            listed=listed,
            plan=planning.plan,
            job=rendering.job(self.request, planning.plan.site, inputs.engine),
            progress=self.progress,
        )
        manifest.clear_staging(self.request.cache)
        with self.stage("photos"):
            diagnostics = planning.completed((*diagnostics, *writing.make_photos(output, known.config)))
        if self.stopped(diagnostics, library):
            with self.stage("render"):
                return self.failed(reader, (*diagnostics, *writing.template_problems(output)), known)
        with self.stage("render"):
            made, problems = writing.make(output, inputs, seen=self.seen)
        diagnostics += problems
        if made is None:
            return self.failed(reader, diagnostics, known)
        rows = planning.rows(made, reader.rows, self.ledger, unused=reader.unused(library, inputs.content))
        plan = planning.plan
        return Outcome(
            made, diagnostics, plan.since, plan.until, len(plan.catalog.shown), rows, writing.used_renditions(output)
        )

    def write(self, inputs: Inputs, known: Settings, outcome: Outcome, listed: dict[str, str]) -> Report:
        """Change the output, and remember what this build has learned for the next one."""
        from conglang.build.writing import commit

        made, diagnostics = outcome.made, outcome.diagnostics
        last = Last(
            inputs=inputs.digest if not has_errors(diagnostics) else "",
            frame=inputs.frame,
            seen=self.seen,
            since=outcome.since,
            until=outcome.until,
            notes=tuple(d for d in diagnostics if d not in self.notices),
            articles=outcome.articles,
            language=known.language.code,
            files=len(made.kept) + len(made.files) + 1,
            root=known.config.site.root,
        )
        rows, good = replace(outcome.rows, last=last), not has_errors(diagnostics)
        try:
            with self.stage("write"):
                commit(self.request, self.store, made.change, rows, files=made.files, listed=listed, good=good)
        except Torn:  # The output is as it should be; the next build starts from nothing.
            self.store.close()
            discard(self.request.cache)
            diagnostics += (DISCARDED,)
        if outcome.sweep:
            sweeping.sweep(self.request.cache / "renditions", outcome.sweep, now=self.request.now)
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
        self.store.remember(reader.rows, good=False)
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
