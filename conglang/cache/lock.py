"""One build at a time: a lock on the cache that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "lock"

WAIT = 0.1
"""Seconds between two attempts."""


@contextmanager
def lock(cache: Path, *, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a cache folder; while another process holds it, call `on_wait` once and wait."""
    cache.mkdir(parents=True, exist_ok=True)
    handle = os.open(cache / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        told = False
        while not _try(handle):
            if not told:
                on_wait()
                told = True
            time.sleep(WAIT)
        yield
    finally:
        os.close(handle)


if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _try(handle: int) -> bool:
        """Lock the first byte of the file, at once or not at all."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int) -> bool:
        """Lock the file, at once or not at all; a file system that knows no locks keeps nobody waiting."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
