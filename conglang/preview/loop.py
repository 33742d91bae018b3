"""The loop of a preview: what happens from its first page to its last.

In come changed paths from the watcher and requests from the server. The order of one save: update the session, notify the
browsers, report on the terminal, plan the portal when nobody is typing, show what came of that, save the cache. Paths that
change meanwhile are taken together next. A portal that is the same as at the end of the last preview shows the pages
looked at then before it has been read. Longer work runs in threads, never on the loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from conglang.build.scan import scan
from conglang.build.theme import asset_folders, collect, template_folders
from conglang.cache.database import Torn
from conglang.diagnostics import Diagnostic, has_errors
from conglang.preview import cache, editor, watcher
from conglang.preview.cache import SeenPage
from conglang.preview.content import CONTENT
from conglang.preview.dashboard import dashboard, panel
from conglang.preview.labels import marks
from conglang.preview.responses import HTML, Response, empty_page, kind_of, respond
from conglang.preview.server import OWN, PreviewServer, ServerState, reachable
from conglang.preview.snapshot import plain_path
from conglang.preview.state import NOW, UP_TO_DATE, Session, Update
from conglang.preview.timing import RETRY_PAUSE, Debounce, Retries
from conglang.terminal.console import Console
from conglang.values import Value

LONGEST_WAIT = 5.0
"""Seconds after which the loop goes round though nothing is saved, because clocks may be set."""

MOST_FAILURES = 5
"""How often in a row planning may fail because of the disk, before the preview ends."""

RESCAN = 0.4
"""Seconds after which the content is listed once more when files came or went: some come without being reported."""

MOST_NAMED = 8
"""Articles of one save that the terminal names one by one."""

T = TypeVar("T")


class Options(Value, frozen=True):
    """How a preview is served."""

    host: str = "127.0.0.1"
    port: int = 8000
    follow: bool = False
    polling: bool = False


class Preview:
    """One run of the server. Everything here happens on its loop."""

    def __init__(self, session: Session, options: Options, console: Console, sockets: list[socket.socket]) -> None:
        self.session = session
        self.options = options
        self.console = console
        self.sockets = sockets
        self.reporter = Reporter(console, session.request.site)
        self.server = ServerState(
            self.respond, self.early, self.status, self.open_file, self.address, host=options.host
        )
        self.changed: set[Path] = set()
        self.wake = asyncio.Event()
        self.ended = asyncio.Event()
        self.planning: asyncio.Task[None] | None = None
        self.failures = 0
        self.problem: Exception | None = None
        self.debounce = Debounce()
        self.retries = Retries(session.request.site)
        self.next_rescan: asyncio.TimerHandle | None = None
        self.is_settled = False
        self.seen: dict[str, SeenPage] = {}
        self.marks: dict[str, str] = {}

    async def run(self) -> None:
        """Load the portal, listen, and keep up with saves until the preview is ended."""
        self.loop = asyncio.get_running_loop()
        self.end_on_signals()
        ended = asyncio.create_task(self.ended.wait())
        watching = asyncio.create_task(self.watch(), name="watch")
        try:
            await asyncio.sleep(0)  # Both watches begin before the first file is read.
            inputs = await in_background(lambda: scan(self.session.request))
            self.seen = cache.load_pages(self.session.request.cache, inputs.digest)
            listening = PreviewServer(self.server).listen(self.sockets)
            loading = asyncio.create_task(in_background(lambda: self.session.load(inputs)))
            done, _ = await asyncio.wait({watching, ended, loading}, return_when=asyncio.FIRST_COMPLETED)
            if loading in done:
                loading.result()
                keeping_up = asyncio.create_task(self.keep_up())
                done, _ = await asyncio.wait({watching, ended, keeping_up}, return_when=asyncio.FIRST_COMPLETED)
            listening.stop()
            for browser in tuple(self.server.browsers):
                browser.close()
            for task in done - {ended}:
                task.result()
        finally:
            is_up_to_date = self.session.snapshot is not None and self.session.replan == UP_TO_DATE
            self.is_settled = is_up_to_date and self.planning is None and not self.changed
            rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in rest:
                task.cancel()
            await asyncio.gather(*rest, return_exceptions=True)

    def end_on_signals(self) -> None:
        """End when the system asks for it; where loops get no signals (Windows), an interruption comes as an exception."""
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            for number in (signal.SIGINT, signal.SIGTERM):
                self.loop.add_signal_handler(number, self.ended.set)

    # ---- saves ---------------------------------------------------------------------------------------------------------

    async def watch(self) -> None:
        """Follow the folders of the portal."""
        site = self.session.request.site
        folders = [site / CONTENT, site / "templates", site / "assets", *template_folders(site), *asset_folders(site)]
        await watcher.follow(site, tuple(dict.fromkeys(folders)), self.note_changes, polling=self.options.polling)

    def note_changes(self, paths: set[Path]) -> None:
        """Note what may have changed, for the next turn of `keep_up`."""
        self.changed |= paths
        self.wake.set()

    async def keep_up(self) -> None:
        """Show the portal that has been loaded; then take in what is saved, turn after turn, and plan when it is time."""
        self.marks = await in_background(lambda: marks(self.session))
        self.server.loaded.set()
        origin = f"http://{reachable(self.options.host)}:{self.sockets[0].getsockname()[1]}"
        self.reporter.ready(origin, self.session.snapshot.root if self.session.snapshot is not None else "")
        self.show(status=True)
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.wake.wait(), self.seconds_to_next_turn())
            self.wake.clear()
            if self.problem is not None:
                raise self.problem
            paths, self.changed = self.changed | self.retries.take(), set()
            if paths:
                await self.update(paths)
            snapshot = self.session.snapshot
            until = snapshot.build_plan.until if snapshot is not None else None
            if until is not None and self.session.clock() >= until:
                self.session.replan = NOW
            if self.planning is None and self.session.replan and not self.seconds_to_plan():
                self.debounce.reset()
                self.planning = asyncio.create_task(self.plan())

    def seconds_to_next_turn(self) -> float:
        """Seconds until there is something to do though nothing is saved."""
        if self.planning is None and self.session.replan:
            return max(0.001, self.seconds_to_plan())
        return min(LONGEST_WAIT, self.retries.seconds())

    def seconds_to_plan(self) -> float:
        """Seconds until the portal may be planned."""
        return self.debounce.seconds(somebody_waits=self.session.replan == NOW)

    async def update(self, paths: set[Path]) -> None:
        """Take in saved files, and show what came of it."""
        began = time.perf_counter()
        final = self.retries.exhausted(paths)
        try:
            updates = [await asyncio.to_thread(self.session.update, paths - final, retry=True)]
            if final:
                updates.append(await asyncio.to_thread(self.session.update, final, retry=False))
        except (Torn, OSError):
            self.session.restart()
            return
        retry = frozenset().union(*(update.retry for update in updates))
        self.retries.count(retry)
        if retry:
            self.loop.call_later(RETRY_PAUSE, self.note_changes, set(retry))
        if any(update.listing for update in updates):
            self.rescan_later()
        self.debounce.add(len(paths))
        self.show(updates)
        self.reporter.updated((path for update in updates for path in update.articles), time.perf_counter() - began)

    def rescan_later(self) -> None:
        """List the content once more in a while."""
        if self.next_rescan is not None:
            self.next_rescan.cancel()
        self.next_rescan = self.loop.call_later(RESCAN, self.rescan)

    def rescan(self) -> None:
        """List the content, but not during planning, where the stats of ten thousand files take a second."""
        if self.planning is not None:
            self.rescan_later()
        else:
            self.note_changes({self.session.request.site / CONTENT})

    async def plan(self) -> None:
        """Plan the portal, show what came of it, and save the cache unless something else has to be done."""
        try:
            await in_background(self.session.plan_build)
            self.failures, before = 0, self.marks
            self.marks = await in_background(lambda: marks(self.session))
            self.show(status=self.marks != before)
            if self.session.replan == UP_TO_DATE and not self.changed:
                await in_background(self.save_cache)
        except (Torn, OSError) as problem:
            self.failures += 1
            self.problem = problem if self.failures > MOST_FAILURES else None
            self.session.restart()
            await asyncio.sleep(RESCAN)
        except Exception as problem:  # `keep_up` raises it again, which ends the preview.
            self.problem = problem
        finally:
            self.planning = None
            self.wake.set()

    def show(self, updates: Iterable[Update] = (), *, status: bool = False) -> None:
        """Notify the browsers and report on the terminal; with `status` every browser asks for the state of the portal."""
        updates = tuple(updates)
        follow = ""
        if self.options.follow:
            follow = next((u for update in updates for path in update.articles if (u := self.address(path))), "")
        assets = tuple(dict.fromkeys(path for update in updates for path in update.assets))
        differs = self.session.diagnostics() != self.reporter.reported
        self.server.notify(assets, status=status or differs, follow=follow)
        diagnostics = self.session.diagnostics()  # Rendering the pages of the browsers may have found more.
        if diagnostics != self.reporter.reported:
            self.reporter.problems(diagnostics)
        self.retries.watch(diagnostics)

    # ---- requests ------------------------------------------------------------------------------------------------------

    def respond(self, path: str) -> Response:
        """Answer at the path of an address."""
        try:
            response = dashboard(self.session) if path == OWN else respond(self.session, path)
        except Torn:
            self.session.restart()
            self.loop.call_soon_threadsafe(self.wake.set)
            return empty_page(path)
        if response.kind == HTML and response.status == 200:
            self.seen.pop(path, None)
            self.seen[path] = SeenPage(response.version, response.data.decode())
            if len(self.seen) > cache.MOST_PAGES:
                del self.seen[next(iter(self.seen))]
        return response

    def early(self, path: str) -> Response | None:
        """Answer before anything has been read; None where that cannot be done."""
        if path in self.seen:
            return Response(200, HTML, self.seen[path].text.encode(), version=self.seen[path].version)
        for asset in collect(asset_folders(self.session.request.site))[0]:
            if path.endswith(f"/{plain_path(asset)}"):
                return Response(200, kind_of(path), Path(asset.file).read_bytes())
        return None

    def status(self) -> dict[str, Any]:
        """The state of the portal, for the panel."""
        state = panel(self.session.diagnostics(), self.console.language, self.session.request.site)
        return {**state, "marks": self.marks}

    def address(self, source: str) -> str:
        """The address of the page of a content file; empty where there is none."""
        return self.session.snapshot.address(source) if self.session.snapshot is not None else ""

    def open_file(self, path: str) -> bool:
        """Open a content file in the editor program of this machine."""
        file = self.session.file(path)
        return file is not None and editor.open_file(file, below=self.session.request.site / CONTENT)

    def save_cache(self) -> None:
        """Save what was read and looked at, for the next preview."""
        request = self.session.request
        self.session.save_cache()
        cache.save_pages(request.cache, scan(request).digest, dict(self.seen))


class Reporter:
    """Reports on the terminal where the preview is, what was updated, and what is newly wrong."""

    def __init__(self, console: Console, site: Path) -> None:
        self.console = console
        self.site = site
        self.reported: tuple[Diagnostic, ...] = ()

    def ready(self, origin: str, root: str) -> None:
        """Say where the preview is."""
        self.console.say("preview-ready", always=True, url=f"{origin}{root}/", lists=f"{origin}{OWN}")

    def updated(self, paths: Iterable[str], seconds: float) -> None:
        """Say which articles were updated, and how long that took."""
        listed, milliseconds = sorted(set(paths)), f"{seconds * 1000:.0f}"
        if len(listed) > MOST_NAMED:
            self.console.say("preview-updated-many", count=str(len(listed)), milliseconds=milliseconds)
            return
        for path in listed:
            self.console.say("preview-updated", path=path, milliseconds=milliseconds)

    def problems(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Report all problems but those of the last call, and say when the last error was corrected."""
        before, self.reported = self.reported, diagnostics
        known = frozenset(before)
        self.console.diagnostics([d for d in diagnostics if d not in known], self.site)
        if has_errors(before) and not has_errors(diagnostics):
            self.console.say("preview-mended")


async def in_background(work: Callable[[], T]) -> T:
    """Do something that takes long in a thread of its own, and wait for it. The thread does not keep the program from ending."""
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()  # Whoever stops waiting does not stop the thread.

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as problem:  # It is raised again where the work was asked for.
            future.set_exception(problem)

    threading.Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(future)
