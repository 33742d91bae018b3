"""What was saved: the only door to watchfiles.

In go the folders of a portal; out come, as soon as the disk is quiet for a moment, the paths of what may have changed. They
are hints: who gets them looks at the disk and believes that. A folder that comes or goes later is followed too. Nothing
is read here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from watchfiles import awatch

QUIET, LONGEST = 10, 200
"""Milliseconds without a change that end a burst, and the longest burst that is waited for."""

RETRY = 0.2
"""Seconds before a folder that vanished while it was looked at is looked for again."""

SAME_SECOND = 1.1
"""Seconds after which what has changed is passed on once more where the disk is looked at again and again."""

Heard = Callable[[set[Path]], None]


async def follow(site: Path, folders: tuple[Path, ...], heard: Heard, *, polling: bool) -> None:
    """Call `heard` with changed paths until cancelled: of files directly in `site`, and of all below `folders`.

    With `polling` the disk is looked at again and again, for network drives that tell nobody of changes.
    """
    following = _Following(site, folders, heard, polling)
    await asyncio.gather(following.outer(), following.inner())


class _Following:
    """Two watches: one of the portal's own folder, which sees the others come and go, and one of all below them."""

    def __init__(self, site: Path, folders: tuple[Path, ...], heard: Heard, polling: bool) -> None:
        self.site = site
        self.folders = folders
        self.heard = heard
        self.polling = polling
        self.moved = asyncio.Event()

    async def outer(self) -> None:
        """Follow the portal's own folder, and nothing below it: `output/` and `.cache/` are no news."""
        while True:
            try:
                watch = awatch(
                    self.site,
                    watch_filter=None,
                    debounce=LONGEST,
                    step=QUIET,
                    recursive=False,
                    force_polling=self.polling or None,
                )
                async for found in watch:
                    paths = {Path(path) for _, path in found}
                    if not paths.isdisjoint(self.folders):
                        self.moved.set()
                    self.tell(paths)
            except (OSError, RuntimeError) as problem:
                await self.give_way(problem)

    async def inner(self) -> None:
        """Follow the folders that there are; begin anew when one of them comes or goes."""
        while True:
            self.moved = asyncio.Event()
            there = [folder for folder in self.folders if folder.is_dir()]
            if not there:
                await self.moved.wait()
                continue
            try:
                watch = awatch(
                    *there,
                    watch_filter=None,
                    debounce=LONGEST,
                    step=QUIET,
                    stop_event=self.moved,
                    force_polling=self.polling or None,
                )
                async for found in watch:
                    self.tell({Path(path) for _, path in found})
            except (OSError, RuntimeError) as problem:
                await self.give_way(problem)
            self.heard(set(self.folders))

    def tell(self, paths: set[Path]) -> None:
        """Pass on what has changed. Who looks again and again sees whole seconds, so there may be a later save in one."""
        self.heard(paths)
        if self.polling:
            asyncio.get_running_loop().call_later(SAME_SECOND, self.heard, paths)

    async def give_way(self, problem: OSError | RuntimeError) -> None:
        """A system that cannot tell of changes (no watches left, a strange file system) is asked again and again."""
        if not isinstance(problem, FileNotFoundError):
            self.polling = True
        await asyncio.sleep(RETRY)
