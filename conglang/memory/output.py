"""The folder `output/`: what in it is ours, and the writing of a change into it, file by file.

`output/.conglang.json` lists what we wrote: we delete only what stands there, and write over nothing else. Every file is
wholly old or wholly new at any moment. Copies come first (assets and photos), then moves in the order in which a reader may
see them (pages, lists and feeds), deletions last; the caller sees to it that an interrupted change is finished.

    manifest = {"format": 1, "files": {path: digest}}, paths sorted
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import stat as modes
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from conglang.digest import of_bytes
from conglang.model import Stat

MANIFEST = ".conglang.json"
FORMAT = 1

TEMPORARY = ".conglang-tmp"
"""The one name under which a file stands in the output while it is being copied: whoever comes next can remove it."""

STAGING = "staging"

TRIES, PAUSE = 20, 0.1
"""On Windows a file may be held by a virus scanner or a viewer: try again for two seconds."""

INODES = (1 << 63) - 1
"""What fits into the ledger; Windows has numbers of files beyond it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of the output: staged files to move, others to copy, files to delete, and the list of all there will be."""

    moves: tuple[tuple[str, str], ...]
    copies: tuple[tuple[str, str], ...]
    deletes: tuple[str, ...]
    manifest: dict[str, str]


# ---- what there is -----------------------------------------------------------------------------------------------------


def manifest(output: Path) -> dict[str, str] | None:
    """What we wrote into an output folder; None where there are other things and no list of ours."""
    try:
        data = json.loads((output / MANIFEST).read_bytes())
        files = data["files"]
        if data["format"] == FORMAT and all(isinstance(digest, str) for digest in files.values()):
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


def is_same(path: Path, data: bytes) -> bool:
    """Whether a file already holds these bytes."""
    try:
        return os.stat(path).st_size == len(data) and path.read_bytes() == data
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
    """The paths to be written where something stands that is not ours: a file, or anything that no file can replace.

    Files of ours that are `going` to be deleted are in nobody's way.
    """
    found: dict[str, None] = {}
    for path in paths:
        try:
            mode = os.lstat(output / path).st_mode
        except NotADirectoryError:
            taken = next((p for p in _above(path) if not (output / p).is_dir()), path)
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


def apply(cache: Path, output: Path, change: Change, known: Mapping[str, str]) -> None:
    """Make a change of an output that holds the files `known`."""
    output.mkdir(parents=True, exist_ok=True)
    listed = dict(known)
    if any(path not in listed for path in change.manifest):
        listed |= change.manifest
        _write_manifest(output, listed)  # From here on nothing that we write is ever foreign.
    for path in _in_the_way(change):
        _patiently(lambda p=path: _delete(output / p, output))  # type: ignore[misc]
    folders: set[str] = set()
    for origin, path in change.copies:
        if os.path.exists(origin):  # An attachment may be gone by now: the next build finds that out.
            _make_folder(output / path, folders)
            _patiently(lambda o=origin, p=path: _copy(Path(o), output / p, output))  # type: ignore[misc]
    for staged, path in change.moves:
        source = cache / STAGING / staged
        if source.exists():
            _make_folder(output / path, folders)
            _patiently(lambda s=source, p=path: _move(s, output / p, output))  # type: ignore[misc]
    names = {path.casefold(): path for path in change.manifest} if change.deletes else {}
    for path in change.deletes:
        if not _is_other_spelling(output, path, names.get(path.casefold())):
            _patiently(lambda p=path: _delete(output / p, output))  # type: ignore[misc]
    if listed != change.manifest:
        _write_manifest(output, change.manifest)


def _in_the_way(change: Change) -> tuple[str, ...]:
    """The files to be deleted first: one that becomes a folder, and those of a folder that becomes a file.

    An old address `/cu/bai.html` may become `/cu/bai.html/`, and the other way round.
    """
    if not change.deletes:
        return ()
    wanted = {path for _, path in (*change.copies, *change.moves)}
    folders = {folder for path in wanted for folder in _above(path)}
    return tuple(p for p in change.deletes if p in folders or not wanted.isdisjoint(_above(p)))


def _above(path: str) -> tuple[str, ...]:
    """The folders that a file lies in."""
    steps = path.split("/")
    return tuple("/".join(steps[:count]) for count in range(1, len(steps)))


def _make_folder(target: Path, made: set[str]) -> None:
    folder = os.path.dirname(target)
    if folder not in made:
        os.makedirs(folder, exist_ok=True)
        made.add(folder)


def _move(source: Path, target: Path, output: Path) -> None:
    try:
        os.replace(source, target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        _copy(source, target, output)
        source.unlink()


def _copy(source: Path, target: Path, output: Path) -> None:
    try:
        _copy_by_way_of(output / TEMPORARY, source, target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        # A folder of the output may itself be a link to another disk.
        _copy_by_way_of(target.with_name(target.name + TEMPORARY), source, target)


def _copy_by_way_of(temporary: Path, source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, temporary)
        os.replace(temporary, target)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _is_other_spelling(output: Path, path: str, kept: str | None) -> bool:
    """Whether a path is that of a file that stays, as a file system sees it to which `A` and `a` are one."""
    try:
        return kept is not None and os.path.samefile(output / path, output / kept)
    except OSError:
        return False


def _delete(path: Path, output: Path) -> None:
    """Delete a file, and the folders above it that it leaves empty; a folder that has taken its place is not ours."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        if not modes.S_ISDIR(os.lstat(path).st_mode):
            path.unlink()
    folder = path.parent
    while folder != output:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _patiently(act: Callable[[], None]) -> None:
    """Do something with files; where another program holds one, wait a little and try again."""
    for attempt in range(TRIES):
        try:
            act()
            return
        except PermissionError:
            if attempt == TRIES - 1 or os.name != "nt":
                raise
            time.sleep(PAUSE)


def _write_manifest(output: Path, files: Mapping[str, str]) -> None:
    """Write the list of our files, and see it to the disk: without it nothing here would be ours after a power cut."""
    text = json.dumps({"format": FORMAT, "files": dict(sorted(files.items()))}, ensure_ascii=False, indent=0)
    temporary = output / TEMPORARY
    try:
        with temporary.open("wb") as file:
            file.write(text.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, output / MANIFEST)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
