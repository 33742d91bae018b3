"""The folder `output/`: written whole or not at all, file by file.

What is to change is staged in the cache first. The journal is the commit point: before it nothing in the output has changed;
once it stands, whoever comes next finishes it. `output/.conglang.json` lists what we wrote, and we delete only what
stands there.

    journal  = {"format": 1, "output": path, "moves": [[staged, path]…], "copies": [[file, path]…],
                "deletes": [path…], "manifest": {path: digest}}
    manifest = {"format": 1, "files": {path: digest}}, paths sorted

Copies come first (assets and photos), then moves in the order in which a reader may see them (pages, lists and feeds).
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from conglang.digest import of_bytes
from conglang.model import Stat

MANIFEST = ".conglang.json"
TEMPORARY = ".conglang-tmp"
FORMAT = 1

TRIES, PAUSE = 20, 0.1
"""On Windows a file may be held by a virus scanner or a viewer: try again for two seconds."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of the output: staged files to move, others to copy, files to delete, and the list of all there will be."""

    moves: tuple[tuple[str, str], ...]
    copies: tuple[tuple[str, str], ...]
    deletes: tuple[str, ...]
    manifest: dict[str, str]


def manifest(output: Path) -> dict[str, str] | None:
    """What we wrote into an output folder; None where the folder holds files and no list of ours."""
    try:
        data = json.loads((output / MANIFEST).read_bytes())
        files = data["files"]
        if data["format"] == FORMAT and all(isinstance(d, str) for d in files.values()):
            return {str(path): digest for path, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    try:
        return None if any(output.iterdir()) else {}
    except NotADirectoryError:
        return None
    except OSError:
        return {}


def stat(path: str) -> Stat | None:
    """The stat of a file of the output, or None where there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return Stat(found.st_size, found.st_mtime_ns, found.st_ino)


def is_same(path: Path, data: bytes) -> bool:
    """Whether a file already holds these bytes."""
    try:
        return os.stat(path).st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def commit(cache: Path, output: Path, change: Change) -> None:
    """Make a change of the output: write the journal, then do what it says."""
    journal = {
        "format": FORMAT,
        "output": str(output.absolute()),
        "moves": change.moves,
        "copies": change.copies,
        "deletes": change.deletes,
        "manifest": change.manifest,
    }
    temporary = cache / "journal.tmp"
    with temporary.open("wb") as file:
        file.write(json.dumps(journal, ensure_ascii=False).encode())
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, cache / "journal.json")
    _apply(cache, output, change)
    (cache / "journal.json").unlink()


def finish(cache: Path) -> bool:
    """Finish a change that was committed and interrupted; true where there was one."""
    path = cache / "journal.json"
    try:
        journal = json.loads(path.read_bytes())
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        path.unlink(missing_ok=True)
        return False
    try:
        change = Change(
            tuple((a, b) for a, b in journal["moves"]),
            tuple((a, b) for a, b in journal["copies"]),
            tuple(journal["deletes"]),
            dict(journal["manifest"]),
        )
        _apply(cache, Path(journal["output"]), change)
    except (KeyError, TypeError, ValueError, AttributeError):
        pass  # Not a journal of ours: the build that follows compares every file.
    path.unlink(missing_ok=True)
    return True


def clear_staging(cache: Path) -> Path:
    """An empty folder for staged files."""
    staging = cache / "staging"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True, exist_ok=True)
    return staging


def _apply(cache: Path, output: Path, change: Change) -> None:
    """Do what a journal says; what was done before an interruption is recognised and not done again."""
    output.mkdir(parents=True, exist_ok=True)
    known = manifest(output) or {}
    if any(path not in known for path in change.manifest):
        _write_manifest(output, known | change.manifest)  # From here on nothing that we write is ever foreign.
    folders: set[str] = set()
    for origin, path in change.copies:
        target = _inside(output, path)
        _make_folder(target, folders)
        if os.path.exists(origin):
            _patiently(_copy, Path(origin), target)
    for staged, path in change.moves:
        source, target = _inside(cache / "staging", staged), _inside(output, path)
        if source.exists():
            _make_folder(target, folders)
            _patiently(_move, source, target)
    for path in change.deletes:
        _patiently(_delete, _inside(output, path), output)
    if manifest(output) != change.manifest:
        _write_manifest(output, change.manifest)


def _inside(folder: Path, path: str) -> Path:
    """A path below a folder. Raises ValueError where it leads out of it: a journal may be torn or forged."""
    if path.startswith(("/", "\\")) or ":" in path or ".." in path.split("/"):
        raise ValueError(path)
    return folder / path


def _make_folder(target: Path, made: set[str]) -> None:
    folder = os.path.dirname(target)
    if folder not in made:
        os.makedirs(folder, exist_ok=True)
        made.add(folder)


def _move(source: Path, target: Path) -> None:
    try:
        os.replace(source, target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    temporary = target.with_name(target.name + TEMPORARY)
    shutil.copyfile(source, temporary)
    os.replace(temporary, target)


def _delete(path: Path, output: Path) -> None:
    """Delete a file, and the folders above it that it leaves empty."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + TEMPORARY).unlink(missing_ok=True)
    folder = path.parent
    while folder != output:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _patiently(act: object, source: Path, target: Path) -> None:
    """Do something with files; where another program holds one, wait a little and try again."""
    for attempt in range(TRIES):
        try:
            act(source, target)  # type: ignore[operator]
            return
        except PermissionError:
            if attempt == TRIES - 1 or os.name != "nt":
                raise
            time.sleep(PAUSE)


def _write_manifest(output: Path, files: Mapping[str, str]) -> None:
    listed = dict(sorted(files.items()))
    text = json.dumps({"format": FORMAT, "files": listed}, ensure_ascii=False, indent=0)
    temporary = output / (MANIFEST + TEMPORARY)
    temporary.write_text(text + "\n", encoding="utf-8", newline="\n")
    os.replace(temporary, output / MANIFEST)


def digest_of(path: Path) -> str:
    """The digest of a file's bytes; empty where it cannot be read."""
    try:
        return of_bytes(path.read_bytes())
    except OSError:
        return ""
