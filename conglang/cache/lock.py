"""One build at a time: a lock on the cache folder.

The system releases the lock when the process that holds it ends, even where it is killed, so no lock is ever left behind.
The file itself stays and holds nothing.
"""

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
        if not _try(handle):
            on_wait()
            while not _try(handle):
                time.sleep(WAIT)
        yield
    finally:
        os.close(handle)


if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _try(handle: int) -> bool:
        """Lock the first byte of the file without waiting; whether that succeeded."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int) -> bool:
        """Lock the file without waiting; whether that succeeded, or the file system has no locks."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
