"""Files that are wholly old or wholly new: one is written beside its place, and renamed into it.

In come a place and the bytes for it, or a file to be copied there; nothing comes out. Whoever reads the place meets the old
file or the new one and never a part, also where this process is killed. What a killed process leaves is the file beside, which
the caller's tidying deletes: by the end of its name, or by the name that the caller chose. Folders are never made here.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

PART = ".part"
"""The end of the name of a file that is not whole yet, where the caller chooses none."""


def write(target: Path, data: bytes, *, by_way_of: Path | None = None, to_disk: bool = False) -> None:
    """Write a file by way of another one, which must lie on the same disk and be written by nobody else meanwhile.

    Without `by_way_of` that is a hidden file in the same folder, which no other thread or process uses. With `to_disk` the new
    file survives a power cut. Raises OSError; then the old file is as it was.
    """
    with _renamed(target, by_way_of) as beside, beside.open("wb") as file:
        file.write(data)
        if to_disk:
            file.flush()
            os.fsync(file.fileno())


def copy(source: Path, target: Path, *, by_way_of: Path | None = None) -> None:
    """Copy the bytes of a file as `write` writes bytes. Raises OSError; then the old file is as it was."""
    with _renamed(target, by_way_of) as beside:
        shutil.copyfile(source, beside)


@contextlib.contextmanager
def _renamed(target: Path, by_way_of: Path | None) -> Iterator[Path]:
    """Give a file to be written and closed, and rename it to `target` at the end, or delete it where that went wrong."""
    beside = by_way_of or target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}{PART}")
    try:
        yield beside
        os.replace(beside, target)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
