"""The writing of a change into the output, file by file.

Every file is wholly old or wholly new at any moment. Copies come first (assets and photos), then moves in the order in which
a reader may see them (pages, lists and feeds), deletions last; the caller sees to it that an interrupted change is finished.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat as modes
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ParamSpec

from conglang import atomic
from conglang.output.manifest import FORMAT, MANIFEST, STAGING, TEMPORARY, Change, above

P = ParamSpec("P")

TRIES, PAUSE = 20, 0.1
"""On Windows a file may be held by a virus scanner or a viewer: try again for two seconds."""


def apply(cache: Path, output: Path, change: Change, known: Mapping[str, str]) -> None:
    """Make a change of an output that holds the files `known`."""
    output.mkdir(parents=True, exist_ok=True)
    listed = dict(known)
    if any(path not in listed for path in change.manifest):
        listed |= change.manifest
        _write_manifest(output, listed)  # From here on nothing that we write is ever foreign.
    for path in _in_the_way(change):
        _patiently(_delete, output / path, output)
    folders: set[str] = set()
    for origin, path in change.copies:
        if os.path.exists(origin):  # An attachment may be deleted by now: the next build finds that out.
            _make_folder(f"{output}/{path}", folders)
            _patiently(_copy, Path(origin), output / path, output)
    # Texts, not paths: in a large portal this is done tens of thousands of times.
    staging, root = f"{cache}/{STAGING}", str(output)
    for staged, path in change.moves:
        source, target = f"{staging}/{staged}", f"{root}/{path}"
        if os.path.exists(source):
            _make_folder(target, folders)
            _patiently(_move, source, target, output)
    names = {path.casefold(): path for path in change.manifest} if change.deletes else {}
    for path in change.deletes:
        if not _is_other_spelling(output, path, names.get(path.casefold())):
            _patiently(_delete, output / path, output)
    if listed != change.manifest:
        _write_manifest(output, change.manifest)


def _in_the_way(change: Change) -> tuple[str, ...]:
    """The files to be deleted first: one that becomes a folder, and those of a folder that becomes a file.

    An old address `/cu/bai.html` may become `/cu/bai.html/`, and the other way round.
    """
    if not change.deletes:
        return ()
    wanted = {path for _, path in (*change.copies, *change.moves)}
    folders = {folder for path in wanted for folder in above(path)}
    return tuple(p for p in change.deletes if p in folders or not wanted.isdisjoint(above(p)))


def _make_folder(target: str, made: set[str]) -> None:
    folder = os.path.dirname(target)
    if folder in made:
        return
    try:
        os.mkdir(folder)
    except OSError:
        os.makedirs(folder, exist_ok=True)
    made.add(folder)


def _move(source: str, target: str, output: Path) -> None:
    try:
        os.replace(source, target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        _copy(Path(source), Path(target), output)
        os.unlink(source)


def _copy(source: Path, target: Path, output: Path) -> None:
    try:
        atomic.copy(source, target, by_way_of=output / TEMPORARY)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        # A folder of the output may itself be a link to another disk.
        atomic.copy(source, target, by_way_of=target.with_name(target.name + TEMPORARY))


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


def _patiently(act: Callable[P, None], *given: P.args, **named: P.kwargs) -> None:
    """Do something with files; where another program holds one, wait a little and try again."""
    for attempt in range(TRIES):
        try:
            act(*given, **named)
            return
        except PermissionError:
            if attempt == TRIES - 1 or os.name != "nt":
                raise
            time.sleep(PAUSE)


def _write_manifest(output: Path, files: Mapping[str, str]) -> None:
    """Write the list of our files, and see it to the disk: without it nothing here would be ours after a power cut."""
    listed = {"format": FORMAT, "files": dict(sorted(files.items()))}
    text = json.dumps(
        listed, ensure_ascii=False, separators=(",\n", ": ")
    )  # A line for each file, as quick as one for all.
    atomic.write(output / MANIFEST, text.encode() + b"\n", by_way_of=output / TEMPORARY, to_disk=True)
