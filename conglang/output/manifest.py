"""The folder `output/`: what in it is ours, and what is to become of it.

`output/.conglang.json` lists what we wrote: we delete only what is listed there, and write over nothing else.

    manifest = {"format": 1, "files": {path: digest}}, paths sorted
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import stat as modes
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from conglang.digest import of_bytes
from conglang.model import Stat
from conglang.values import Value

MANIFEST = ".conglang.json"
FORMAT = 1

TEMPORARY = ".conglang-tmp"
"""The one name of a file in the output while it is being copied: the next command can delete it."""

STAGING = "staging"

INODES = (1 << 63) - 1
"""What fits into the ledger; Windows has numbers of files beyond it."""


_ODD = re.compile(r"(?m)^\.{0,2}(?:/|$)|/\.{0,2}(?:/|$)|[\\\0:\r]")
"""What is in a list of paths, one a line, if one of them may lead out of its folder."""


class Change(Value, frozen=True):
    """What is to become of the output: staged files to move, others to copy, files to delete, and the list of all there will be."""

    moves: tuple[tuple[str, str], ...]
    copies: tuple[tuple[str, str], ...]
    deletes: tuple[str, ...]
    manifest: dict[str, str]


# ---- what there is -----------------------------------------------------------------------------------------------------


def read_manifest(output: Path) -> dict[str, str] | None:
    """What we wrote into an output folder; None where there are other things and no list of ours."""
    try:
        data = json.loads((output / MANIFEST).read_bytes())
        files = data["files"]
        if data["format"] == FORMAT and all(isinstance(digest, str) for digest in files.values()):
            if _ODD.search("\n".join(files)) is None:
                return dict(files)
            return {path: digest for path, digest in files.items() if is_inside(path)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    try:
        return None if any(output.iterdir()) else {}
    except FileNotFoundError:
        return {}
    except NotADirectoryError:
        return None


def stat(path: str) -> Stat | None:
    """The stat of a file of the output, or None where there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return Stat(found.st_size, found.st_mtime_ns, found.st_ino & INODES)


def is_same(path: str, data: bytes) -> bool:
    """Whether a file already holds these bytes."""
    try:
        return os.stat(path).st_size == len(data) and Path(path).read_bytes() == data
    except OSError:
        return False


def digest_of(path: Path) -> str:
    """The digest of a file's bytes; empty where it cannot be read."""
    try:
        return of_bytes(path.read_bytes())
    except OSError:
        return ""


def occupied(
    output: Path, paths: Iterable[str], known: Mapping[str, str], *, going: Collection[str] = ()
) -> tuple[str, ...]:
    """The paths to be written where something is that is not ours: a file, or anything that no file can replace.

    Files of ours that are `going` to be deleted are in nobody's way.
    """
    found: dict[str, None] = {}
    for path in paths:
        try:
            mode = os.lstat(output / path).st_mode
        except NotADirectoryError:
            taken = next((p for p in above(path) if not (output / p).is_dir()), path)
            if taken not in going:
                found[taken] = None
        except OSError:
            continue
        else:
            free = _is_going(output, path, going) if modes.S_ISDIR(mode) else path in known
            if not free:
                found[path] = None
    return tuple(found)


def _is_going(output: Path, folder: str, going: Collection[str]) -> bool:
    """Whether all files of a folder are going to be deleted, and the folder with them."""
    files = [path for path in (output / folder).rglob("*") if path.is_symlink() or not path.is_dir()]
    return bool(files) and all(path.relative_to(output).as_posix() in going for path in files)


def is_inside(path: str) -> bool:
    """Whether a path of a list or a journal stays below its folder: a list may be torn or forged."""
    steps = path.replace("\\", "/").split("/")
    return (
        not any(step in ("", ".", "..") for step in steps) and "\0" not in path and (os.name != "nt" or ":" not in path)
    )


# ---- writing -----------------------------------------------------------------------------------------------------------


def clear_staging(cache: Path) -> Path:
    """An empty folder for staged files."""
    staging = cache / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True, exist_ok=True)
    return staging


def clear_temporary(output: Path) -> None:
    """Remove what an interrupted copy has left."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        (output / TEMPORARY).unlink()


def above(path: str) -> tuple[str, ...]:
    """The folders that a file lies in."""
    steps = path.split("/")
    return tuple("/".join(steps[:count]) for count in range(1, len(steps)))
