"""Keeping up: what happens from the first page to the last, on one loop.

The order of one save: take it in, show it to the browsers, say it on the terminal, think the portal through when nobody types,
show what came of that, remember. One thing is taken in at a time; what is saved meanwhile is taken in together next.
A portal that has not changed since the last preview shows the pages looked at then before it has been read.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from conglang.build.scan import scan
from conglang.build.theme import asset_folders, collect, template_folders
from conglang.cache.database import Torn
from conglang.diagnostics import Diagnostic, has_errors
from conglang.preview import cache, editor, watcher
from conglang.preview.cache import Seen
from conglang.preview.content import CONTENT, Taken
from conglang.preview.dashboard import lists, status
from conglang.preview.labels import marks
from conglang.preview.responses import HTML, Reply, bare, kind_of, reply
from conglang.preview.server import OWN, PreviewServer, ServerState, reachable
from conglang.preview.snapshot import plain_path
from conglang.preview.state import NOW, UP_TO_DATE, Session
from conglang.preview.timing import PAUSE, Debounce, Retries
from conglang.terminal.console import Console
from conglang.values import Value

LONGEST = 5.0
"""Seconds after which a turn is taken though nothing is saved, because clocks may be set."""

FAILURES = 5
"""How often in a row the portal may fail to be thought through, for what the disk does, before the preview ends."""

SECOND_LOOK = 0.4
"""Seconds after which a folder is listed once more in which files came or went: some come without being told of."""


class Options(Value, frozen=True):
    """How a preview is served."""

    host: str = "127.0.0.1"
    port: int = 8000
    follow: bool = False
    polling: bool = False


class Preview:
    """One run of the server; everything here happens on its loop, work that takes longer in threads."""

    def __init__(self, session: Session, options: Options, console: Console, sockets: list[socket.socket]) -> None:
        self.session = session
        self.options = options
        self.console = console
        self.teller = Teller(console, session.request.site)
        self.sockets = sockets
        self.pending: set[Path] = set()
        self.retries = Retries(session.request.site)
        self.wake = asyncio.Event()
        self.ended = asyncio.Event()
        self.thinking: asyncio.Task[None] | None = None
        self.failures = 0
        self.problem: Exception | None = None
        self.debounce = Debounce()
        self.second_look: asyncio.TimerHandle | None = None
        self.is_settled = False
        self.seen: dict[str, Seen] = {}
        self.marks: dict[str, str] = {}
        self.server = ServerState(self.answer, self.early, self.status, self.open_file, self.address, host=options.host)

    async def run(self) -> None:
        """Load, listen, keep up."""
        self.loop = asyncio.get_running_loop()
        self.hear_signals()
        site = self.session.request.site
        folders = dict.fromkeys(
            [site / CONTENT, site / "templates", site / "assets", *template_folders(site), *asset_folders(site)]
        )
        watching = asyncio.create_task(
            watcher.follow(site, tuple(folders), self.heard, polling=self.options.polling), name="watch"
        )
        ended = asyncio.create_task(self.ended.wait())
        try:
            await asyncio.sleep(0)  # Both watches begin before the first file is read.
            inputs = await in_background(lambda: scan(self.session.request))
            self.seen = cache.kept_pages(self.session.request.cache, inputs.digest)
            listening = PreviewServer(self.server).listen(self.sockets)
            loading = asyncio.create_task(in_background(lambda: self.session.load(inputs)))
            done, _ = await asyncio.wait({watching, ended, loading}, return_when=asyncio.FIRST_COMPLETED)
            if loading in done:
                loading.result()
                self.marks = await in_background(lambda: marks(self.session))
                self.server.loaded.set()
                origin = f"http://{reachable(self.options.host)}:{self.sockets[0].getsockname()[1]}"
                self.teller.ready(origin, self.session.snapshot.root if self.session.snapshot is not None else "")
                self.show(())
                self.server.tell(status=True)
                keeping = asyncio.create_task(self.keep_up())
                done, _ = await asyncio.wait({watching, ended, keeping}, return_when=asyncio.FIRST_COMPLETED)
            listening.stop()
            for browser in tuple(self.server.browsers):
                browser.close()
            for task in done - {ended}:
                task.result()
        finally:
            snapshot, behind = self.session.snapshot, self.session.behind
            self.is_settled = (
                snapshot is not None and behind == UP_TO_DATE and self.thinking is None and not self.pending
            )
            rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in rest:
                task.cancel()
            await asyncio.gather(*rest, return_exceptions=True)

    def hear_signals(self) -> None:
        """End when asked to; where loops hear no signals (Windows), an interruption comes as an exception."""
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            for number in (signal.SIGINT, signal.SIGTERM):
                self.loop.add_signal_handler(number, self.ended.set)

    # ---- keeping up ----------------------------------------------------------------------------------------------------

    def heard(self, paths: set[Path]) -> None:
        """Remember what may have changed, for the next turn."""
        self.pending |= paths
        self.wake.set()

    async def keep_up(self) -> None:
        """Take in what was saved, turn after turn; think when there is reason and time to."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.wake.wait(), self.time_to_wait())
            self.wake.clear()
            if self.problem is not None:
                raise self.problem
            paths, self.pending = self.pending | self.retries.due(), set()
            if paths:
                await self.take(paths)
            snapshot = self.session.snapshot
            if (
                snapshot is not None
                and snapshot.build_plan.until is not None
                and self.session.clock() >= snapshot.build_plan.until
            ):
                self.session.behind = NOW
            if self.thinking is None and self.session.behind and not self.time_to_plan():
                self.debounce.used()
                self.thinking = asyncio.create_task(self.plan_when_quiet())

    def time_to_wait(self) -> float | None:
        """Until something has to be done though nothing is saved."""
        if self.thinking is None and self.session.behind:
            return max(0.001, self.time_to_plan())
        return min(LONGEST, self.retries.seconds())

    def time_to_plan(self) -> float:
        """Seconds until the portal may be thought through."""
        return self.debounce.seconds(somebody_waits=self.session.behind == NOW)

    async def take(self, paths: set[Path]) -> None:
        """Take saved files in and show what came of it."""
        began = time.perf_counter()
        tired = self.retries.tired(paths)
        try:
            took = [await asyncio.to_thread(self.session.take, paths - tired, patient=True)]
            if tired:
                took.append(await asyncio.to_thread(self.session.take, tired, patient=False))
        except (Torn, OSError):
            self.session.restart()
            return
        again = frozenset().union(*(taken.again for taken in took))
        self.retries.looked(again)
        if again:
            self.loop.call_later(PAUSE, self.heard, set(again))
        if any(taken.listing for taken in took):
            self.look_again_later()
        self.debounce.saved(len(paths))
        self.show(took)
        self.teller.updated((path for taken in took for path in taken.articles), time.perf_counter() - began)

    def look_again_later(self) -> None:
        """List everything in a while; not beside the thinking, with which ten thousand stats take a second."""
        if self.second_look is not None:
            self.second_look.cancel()
        self.second_look = self.loop.call_later(SECOND_LOOK, self.look_again)

    def look_again(self) -> None:
        if self.thinking is not None:
            self.look_again_later()
        else:
            self.heard({self.session.request.site / CONTENT})

    async def plan_when_quiet(self) -> None:
        """Think the portal through, show what came of it, and remember it while nothing else is to be done."""
        try:
            await in_background(self.session.plan_build)
            self.failures, before = 0, self.marks
            self.marks = await in_background(lambda: marks(self.session))
            self.show((), anew=self.marks != before)
            if self.session.behind == UP_TO_DATE and not self.pending:
                await in_background(self.remember)
        except (Torn, OSError) as problem:
            self.failures += 1
            self.problem = problem if self.failures > FAILURES else None
            self.session.restart()
            await asyncio.sleep(SECOND_LOOK)
        except Exception as problem:  # It is raised again where the preview runs, which ends with it.
            self.problem = problem
        finally:
            self.thinking = None
            self.wake.set()

    def show(self, took: list[Taken] | tuple[()], *, anew: bool = False) -> None:
        """Tell the browsers and the terminal; `anew` lets every browser ask for the state of the portal."""
        follow = ""
        if self.options.follow:
            follow = next((u for taken in took for path in taken.articles if (u := self.address(path))), "")
        assets = tuple(dict.fromkeys(path for taken in took for path in taken.assets))
        differs = anew or self.session.diagnostics() != self.teller.told
        self.server.tell(assets, status=differs, follow=follow)
        if (diagnostics := self.session.diagnostics()) != self.teller.told:
            self.teller.problems(diagnostics)
        self.retries.consider(diagnostics)

    # ---- what the desk asks --------------------------------------------------------------------------------------------

    def answer(self, path: str) -> Reply:
        """Answer at the path of an address."""
        try:
            found = lists(self.session) if path == OWN else reply(self.session, path)
        except Torn:
            self.session.restart()
            self.loop.call_soon_threadsafe(self.wake.set)
            return bare(self.session, path)
        if found.kind == HTML and found.status == 200:
            self.seen.pop(path, None)
            self.seen[path] = Seen(found.version, found.data.decode())
            if len(self.seen) > cache.MOST:
                del self.seen[next(iter(self.seen))]
        return found

    def early(self, path: str) -> Reply | None:
        """Answer before anything has been read, where that can be done."""
        if path in self.seen:
            return Reply(200, HTML, self.seen[path].text.encode(), version=self.seen[path].version)
        for asset in collect(asset_folders(self.session.request.site))[0]:
            if path.endswith(f"/{plain_path(asset)}"):
                return Reply(200, kind_of(path), Path(asset.file).read_bytes())
        return None

    def status(self) -> dict[str, Any]:
        """The state of the portal, for panels."""
        found = status(self.session.diagnostics(), self.console.language, self.session.request.site)
        return {**found, "marks": self.marks}

    def address(self, source: str) -> str:
        """The address of the page that tells of a content file."""
        return self.session.snapshot.address(source) if self.session.snapshot is not None else ""

    def open_file(self, path: str) -> bool:
        """Open a file of the content in the editor of this machine."""
        file = self.session.file(path)
        return file is not None and editor.open_file(file, below=self.session.request.site / CONTENT)

    # ---- what is remembered --------------------------------------------------------------------------------------------

    def remember(self) -> None:
        """Keep what was read and looked at, for the next preview."""
        request = self.session.request
        self.session.keep()
        cache.keep_pages(request.cache, scan(request).digest, dict(self.seen))


# ---- Work that takes long, beside the loop, in threads and workers that do not keep the program from ending.

T = TypeVar("T")


async def in_background(work: Callable[[], T]) -> T:
    """Do something that takes long in a thread of its own, and wait for it."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def finish(result: T | None, problem: BaseException | None) -> None:
        if not future.done():
            if problem is not None:
                future.set_exception(problem)
            else:
                future.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, problem = None, None
        try:
            result = work()
        except BaseException as raised:  # It is raised again where the work was asked for.
            problem = raised
        with contextlib.suppress(RuntimeError):  # The loop has ended meanwhile.
            loop.call_soon_threadsafe(finish, result, problem)

    threading.Thread(target=run, daemon=True).start()
    return await future


# ---- What the terminal says while a preview runs: where it is, what was taken in, and what is wrong that was not before.

MOST = 8
"""Articles taken in at a time that are named one by one."""


class Teller:
    """Speaks of one preview; `told` is what it last said to be wrong."""

    def __init__(self, console: Console, site: Path) -> None:
        self.console = console
        self.site = site
        self.told: tuple[Diagnostic, ...] = ()

    def ready(self, origin: str, root: str) -> None:
        """Say where the preview is."""
        self.console.say("preview-ready", always=True, url=f"{origin}{root}/", lists=f"{origin}{OWN}")

    def updated(self, paths: Iterable[str], seconds: float) -> None:
        """Say which articles were taken in, and how long that took."""
        listed, milliseconds = sorted(set(paths)), f"{seconds * 1000:.0f}"
        if len(listed) > MOST:
            self.console.say("preview-updated-many", count=str(len(listed)), milliseconds=milliseconds)
            return
        for path in listed:
            self.console.say("preview-updated", path=path, milliseconds=milliseconds)

    def problems(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Say what is wrong that was not a moment ago, and when all errors are mended."""
        before, self.told = self.told, diagnostics
        known = frozenset(before)
        self.console.diagnostics([d for d in diagnostics if d not in known], self.site)
        if has_errors(before) and not has_errors(diagnostics):
            self.console.say("preview-mended")
