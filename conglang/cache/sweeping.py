"""Renditions that no build has used for a while leave the cache, those of encoders that are no longer here among them.

What stands on the shelves, what this build uses and the moment it was asked for come in; files go. Once a day every file
that is not in use is written down with the day it was first seen idle, and after DAYS of that it is deleted: a photo that
goes and comes back within a month is not made anew. The list can be lost at any time; then the days count from now.

    idle = {"format": 1, "day": days since 1970, "since": {path below the shelves: day}}
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

DAYS = 30
LIST = "idle.json"
FORMAT = 1
UNFINISHED = ".part"
"""The end of the name of a file that a build was killed over; builds hold a lock, so it is nobody's any more."""


def sweep(shelves: Path, used: Iterable[Path], *, now: int) -> int:
    """Delete what has been idle for DAYS, at most once for each day of `now`; returns how many files went."""
    today = now // 86_400
    day, since = _read(shelves / LIST)
    if day == today or not shelves.is_dir():
        return 0
    kept = {str(path) for path in used}
    idle: dict[str, int] = {}
    gone = 0
    for path in _files(shelves):
        name = os.path.relpath(path, shelves).replace(os.sep, "/")
        began = min(since.get(name, today), today)  # A clock that was ahead must not keep a file for ever.
        if path in kept:
            continue
        if path.endswith(UNFINISHED) or today - began >= DAYS:
            with contextlib.suppress(OSError):
                os.unlink(path)
                gone += 1
        else:
            idle[name] = began
    for folder, _, _ in os.walk(shelves, topdown=False):
        if folder != str(shelves):
            with contextlib.suppress(OSError):  # Not empty.
                os.rmdir(folder)
    _write(shelves / LIST, {"format": FORMAT, "day": today, "since": dict(sorted(idle.items()))})
    return gone


def _files(shelves: Path) -> Iterator[str]:
    """The files below the shelves, not those beside them."""
    for folder, folders, names in os.walk(shelves):
        folders.sort()
        if folder != str(shelves):
            yield from (os.path.join(folder, name) for name in sorted(names))


def _read(file: Path) -> tuple[int, dict[str, int]]:
    try:
        data = json.loads(file.read_bytes())
        if data["format"] == FORMAT:
            return int(data["day"]), {str(name): int(day) for name, day in data["since"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return -1, {}


def _write(file: Path, value: object) -> None:
    temporary = file.with_name(file.name + UNFINISHED)
    with contextlib.suppress(OSError):  # It is tried again tomorrow.
        temporary.write_text(json.dumps(value), "utf-8")
        os.replace(temporary, file)
