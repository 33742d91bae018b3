"""Changed paths from the disk: the only door to watchfiles.

In come the folders of a portal; out come, as soon as the disk is quiet for a moment, the paths of what may have changed. Paths
are hints: the receiver looks at the disk and goes by that. Folders that are made or deleted later are followed too. Nothing
is read here.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from watchfiles import awatch

QUIET, LONGEST = 10, 200
"""Milliseconds without a change that end a burst, and the longest burst that is waited for."""

RETRY = 0.2
"""Seconds before a watch is begun again whose folder was deleted under it."""

SAME_SECOND = 1.1
"""Seconds after which a change is reported once more when the disk is polled."""

OnChange = Callable[[set[Path]], None]


async def follow(site: Path, folders: tuple[Path, ...], on_change: OnChange, *, polling: bool) -> None:
    """Call `on_change` with changed paths until cancelled: of files directly in `site`, and of all below `folders`.

    With `polling` the disk is looked at again and again, for network drives that report no changes.
    """
    watches = _Watches(site, folders, on_change, polling)
    await asyncio.gather(watches.outer(), watches.inner())


class _Watches:
    """Two watches: one of the portal's own folder, which sees the others come and go, and one of all below them."""

    def __init__(self, site: Path, folders: tuple[Path, ...], on_change: OnChange, polling: bool) -> None:
        self.site = site
        self.folders = folders
        self.on_change = on_change
        self.polling = polling
        self.folders_changed = asyncio.Event()

    async def outer(self) -> None:
        """Watch the portal's own folder, and nothing below it, because `output/` and `.cache/` do not matter."""
        while True:
            try:
                async for paths in self.changes(self.site, recursive=False):
                    if not paths.isdisjoint(self.folders):
                        self.folders_changed.set()
                    self.report(paths)
            except (OSError, RuntimeError) as problem:
                await self.recover(problem)

    async def inner(self) -> None:
        """Watch the folders that there are; begin again when one of them is made or deleted."""
        while True:
            self.folders_changed = asyncio.Event()
            there = [folder for folder in self.folders if folder.is_dir()]
            if not there:
                await self.folders_changed.wait()
                continue
            try:
                async for paths in self.changes(*there, stop_event=self.folders_changed):
                    self.report(paths)
            except (OSError, RuntimeError) as problem:
                await self.recover(problem)
            self.on_change(set(self.folders))

    async def changes(self, *folders: Path, **options: Any) -> AsyncIterator[set[Path]]:
        """The changed paths of each burst in some folders."""
        always: Any = {"watch_filter": None, "debounce": LONGEST, "step": QUIET, "force_polling": self.polling or None}
        async for changes in awatch(*folders, **always, **options):
            yield {Path(path) for _, path in changes}

    def report(self, paths: set[Path]) -> None:
        """Report changes. Polling sees times in whole seconds, so a second save may hide in the same one."""
        self.on_change(paths)
        if self.polling:
            asyncio.get_running_loop().call_later(SAME_SECOND, self.on_change, paths)

    async def recover(self, problem: OSError | RuntimeError) -> None:
        """Wait before the next try, and poll where the system cannot report changes (no watches left, a strange file system)."""
        if not isinstance(problem, FileNotFoundError):
            self.polling = True
        await asyncio.sleep(RETRY)
