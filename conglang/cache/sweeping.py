"""Delete the renditions in the cache that no build has used for a while, with those of former versions of the encoders.

In come the folder of the renditions, the files that this build uses, and its moment. Once a day each file that is not in use
is listed with the day on which it was first idle; after `DAYS` it is deleted, so that a photo that is removed and comes back
within a month is not encoded again. The list can be deleted at any time: the days count from then on.

    idle = {"format": 1, "day": days since 1970, "since": {path below the folder: day}}
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from conglang import atomic
from conglang.atomic import PART

DAYS = 30
LIST = "idle.json"
FORMAT = 1


def sweep(renditions: Path, used: Iterable[Path], *, now: int) -> int:
    """Delete what has been idle for `DAYS`, at most once on each day of `now` (seconds since 1970).

    Returns the number of deleted files.
    """
    today = now // 86_400
    day, since = _read(renditions / LIST)
    if day == today or not renditions.is_dir():
        return 0
    kept = {str(path) for path in used}
    idle: dict[str, int] = {}
    deleted = 0
    for path in _files(renditions):
        name = os.path.relpath(path, renditions).replace(os.sep, "/")
        began = min(since.get(name, today), today)  # A clock that was fast must not keep a file for ever.
        if path in kept:
            continue
        if path.endswith(PART) or today - began >= DAYS:
            with contextlib.suppress(OSError):
                os.unlink(path)
                deleted += 1
        else:
            idle[name] = began
    for folder, _, _ in os.walk(renditions, topdown=False):
        if folder != str(renditions):
            with contextlib.suppress(OSError):  # Not empty.
                os.rmdir(folder)
    _write(renditions / LIST, {"format": FORMAT, "day": today, "since": dict(sorted(idle.items()))})
    return deleted


def _files(renditions: Path) -> Iterator[str]:
    """The files in the folders of the encoders, sorted; not the list beside them."""
    for folder, folders, names in os.walk(renditions):
        folders.sort()
        if folder != str(renditions):
            yield from (os.path.join(folder, name) for name in sorted(names))


def _read(file: Path) -> tuple[int, dict[str, int]]:
    """The day of the list and the first idle day of each file; -1 and nothing where the list is missing or unusable."""
    try:
        data = json.loads(file.read_bytes())
        if data["format"] == FORMAT:
            return int(data["day"]), {str(name): int(day) for name, day in data["since"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return -1, {}


def _write(file: Path, value: object) -> None:
    with contextlib.suppress(OSError):  # It is tried again tomorrow.
        atomic.write(file, json.dumps(value).encode(), by_way_of=file.with_name(file.name + PART))
