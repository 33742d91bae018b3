"""The cache folder itself: whether we may write into it, and the files and folders of ours that it holds.

Everything of ours can be deleted at any time and is known by its name; other files in the folder are never touched.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from conglang.atomic import PART
from conglang.cache.database import NAME, discard
from conglang.cache.lock import LOCK
from conglang.diagnostics import Diagnostic, error
from conglang.model import Location
from conglang.output import journal
from conglang.output.manifest import STAGING

PREVIEW = "preview"
"""The folder of the preview's own cache; it may exist before the first build."""

ENCODER_FOLDERS = "renditions/" + "[0-9a-f]" * 8

UNFINISHED = ("renditions/*/unfinished/*", f"templates/*{PART}")
"""Patterns of files that a killed build may leave incomplete."""

FILES = (journal.JOURNAL, journal.UNFINISHED)
FOLDERS = (STAGING, "renditions", "templates")


def is_ours(cache: Path) -> bool:
    """Whether a folder may be used as the cache: it is absent, empty, or was used as one."""
    try:
        names = {path.name for path in cache.iterdir() if not path.name.startswith(".")}
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False
    return not names or bool(names & {LOCK, NAME, PREVIEW})


def tidy(cache: Path) -> None:
    """Delete files with the names of our folders, folders with the names of our files, and incomplete files."""
    for name in FILES:
        if (cache / name).is_dir():
            shutil.rmtree(cache / name)
    for name in FOLDERS:
        if (cache / name).is_file():
            (cache / name).unlink()
    for pattern in (ENCODER_FOLDERS, *UNFINISHED):
        for path in cache.glob(pattern):
            if path.is_file():
                path.unlink()


def forget(cache: Path) -> None:
    """Delete everything that can be made again; the lock stays, because we hold it."""
    discard(cache)
    for name in FILES:
        (cache / name).unlink(missing_ok=True)
    for name in FOLDERS:
        shutil.rmtree(cache / name, ignore_errors=True)


def misplaced(site: Path, output: Path, cache: Path) -> Diagnostic | None:
    """What is wrong with the places of output and cache: neither may be the portal, its sources, or a folder above them."""
    portal, folder, kept = site.resolve(), output.resolve(), cache.resolve()
    sources = [portal / name for name in ("content", "templates", "assets")]
    if folder == portal or folder in portal.parents or any(folder == s or s in folder.parents for s in sources):
        return error("output-misplaced", Location(str(output)))
    if kept in (portal, folder) or kept in folder.parents or folder in kept.parents or kept in sources:
        return error("cache-misplaced", Location(str(cache)))
    return None if is_ours(kept) else error("cache-not-ours", Location(str(cache)))
