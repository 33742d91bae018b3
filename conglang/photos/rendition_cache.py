"""The cache of renditions: photos and drawings come in, clean files are written into the cache.

Every encoded file is checked for metadata before it is kept, and a file that is not clean stops the build. The cache holds
complete files only, in an *encoder folder* whose name is a digest of the encoders' versions, so that the cache can be moved
to another machine. At most `threads` photos are decoded at any time.

An encoder folder holds a list of its files; a file whose digest is not the one in the list is treated as missing:

    digests = (digest SP path LF)*, of several lines with one path the last is valid
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from conglang import atomic, tuning
from conglang.diagnostics import Diagnostic, error
from conglang.digest import digest, of_bytes, of_words
from conglang.model import Location, Photo, PhotoConfig, Rendition
from conglang.photos import drawings, icon_drawing, pixels
from conglang.photos.icons import Icon
from conglang.photos.metadata import metadata_found
from conglang.photos.probe import FAULTS
from conglang.photos.renditions import Drawing, height_for, quality
from conglang.values import Value, replace

if TYPE_CHECKING:
    from PIL.Image import Image

BASE_WIDTH = 1600
"""All renditions up to this width are resized from the photo at this width (part of the recipe)."""

DIGESTS, UNFINISHED = "digests", "unfinished"
"""The list of an encoder folder, and its folder for files that are being written."""


class Job(Value, frozen=True):
    """A photo, its file, and the renditions to be made of it. `young`: the file was saved a moment ago."""

    photo: Photo
    file: Path
    renditions: tuple[Rendition, ...]
    young: bool = False


def make(
    jobs: Iterable[Job],
    drawn: Iterable[Drawing | Icon] = (),
    *,
    config: PhotoConfig,
    encoder_folder: Path,
    threads: int,
    on_done: Callable[[int, int], None],
) -> tuple[Diagnostic, ...]:
    """Make the renditions that the encoder folder lacks; a fault in one photo does not stop the others.

    `on_done` is called in the calling thread with the number of photos and drawings that are done and the number of all.
    Finished files remain in the cache when the run is interrupted. `config` must be the one that the renditions were named by.
    Returns the diagnostics.
    """
    todo = missing(jobs, encoder_folder=encoder_folder)
    kept = digests(encoder_folder)
    to_draw = [drawing for drawing in drawn if not is_cached(encoder_folder, drawing.rendition, kept)]
    if not todo and not to_draw:
        return ()
    _tidy(encoder_folder)
    tuning.keep_freed_memory()
    fonts = drawings.Fonts()
    with ThreadPoolExecutor(max_workers=max(1, threads)) as pool:
        running = [pool.submit(_make_one, job, config, encoder_folder) for job in todo]
        running += [pool.submit(_draw_one, drawing, fonts, encoder_folder) for drawing in to_draw]
        try:
            for done, _ in enumerate(as_completed(running), 1):
                on_done(done, len(running))
        finally:
            pool.shutdown(cancel_futures=True)
    return tuple(dict.fromkeys(diagnostic for future in running for diagnostic in future.result()))


def missing(jobs: Iterable[Job], *, encoder_folder: Path) -> tuple[Job, ...]:
    """The jobs with the renditions that are not cached; copies of one photo are one job, that of the first."""
    first: dict[str, Job] = {}
    wanted: dict[str, dict[Rendition, None]] = {}
    for job in jobs:
        first.setdefault(job.photo.digest, job)
        wanted.setdefault(job.photo.digest, {}).update(dict.fromkeys(job.renditions))
    kept = digests(encoder_folder)
    todo = (
        (job, tuple(r for r in wanted[key] if not is_cached(encoder_folder, r, kept))) for key, job in first.items()
    )
    return tuple(replace(job, renditions=renditions) for job, renditions in todo if renditions)


def encoder_folder(cache: Path, *, engine: str) -> Path:
    """The encoder folder of the installed encoders; `engine` is the digest of our code and libraries.

    Finding the versions of the encoders means loading Pillow, so the name of the folder is kept beside it with a digest of
    `engine` and the processor: a build that makes no photo does not load Pillow.
    """
    renditions = cache / "renditions"
    known = renditions / "encoders"
    key = digest((engine, platform.machine()))[:16]
    with contextlib.suppress(OSError, ValueError):
        known_key, name = known.read_text("ascii").split()
        if known_key == key and re.fullmatch("[0-9a-f]{8}", name):
            return renditions / name
    name = encoders()
    with contextlib.suppress(OSError):  # The file only saves time.
        renditions.mkdir(parents=True, exist_ok=True)
        known.write_text(f"{key} {name}\n", "ascii")
    return renditions / name


def cached(encoder_folder: Path, rendition: Rendition) -> Path:
    """The path of a rendition in the cache, whether or not its file exists."""
    return encoder_folder / PurePosixPath(rendition.path).relative_to("media")


def is_cached(encoder_folder: Path, rendition: Rendition, kept: Mapping[str, str] | None = None) -> bool:
    """Whether the file of a rendition has the digest in the list of the encoder folder; `kept` is that list, if already read."""
    file = cached(encoder_folder, rendition)
    listed = digests(encoder_folder) if kept is None else kept
    try:
        return of_bytes(file.read_bytes()) == listed.get(file.relative_to(encoder_folder).as_posix())
    except OSError:
        return False


def digests(encoder_folder: Path) -> dict[str, str]:
    """The digest of every file that was written into an encoder folder, by its path in it."""
    try:
        lines = (encoder_folder / DIGESTS).read_text("ascii", "replace").split("\n")
    except OSError:
        return {}
    return {path: digest for digest, _, path in (line.partition(" ") for line in lines)}


def encoders() -> str:
    """Eight hexadecimal characters for the versions of the encoders and fonts, and the processor."""
    from PIL import __version__, features

    libraries = ("libjpeg_turbo", "webp", "avif", "littlecms2", "freetype2")
    versions = tuple(str(features.version(name)) for name in libraries)
    fonts = tuple(of_bytes(drawings.font_file(weight).read_bytes()) for weight in drawings.WEIGHTS)
    return of_words(__version__, versions, fonts, platform.machine().lower())[:8]


def _make_one(job: Job, config: PhotoConfig, encoder_folder: Path) -> tuple[Diagnostic, ...]:
    at = Location(job.photo.path)
    try:
        data = job.file.read_bytes()
    except OSError as problem:
        return (error("photo-not-opened", at, reason=problem.strerror or type(problem).__name__),)
    if of_bytes(data) != job.photo.digest:
        return (error("photo-changed", at),)
    base: Image | None = None
    for width, group in groupby(sorted(job.renditions, key=_order), key=lambda r: r.width):
        reach = min(job.photo.width, max(width, BASE_WIDTH))
        if base is None or base.width != reach:
            base = None  # So that two decoded photos are never in memory at once.
            try:
                base = pixels.decoded(data, job.photo, (reach, height_for(job.photo, reach)))
            except FAULTS as problem:
                if job.young:
                    return (error("photo-being-copied", at),)
                return (error("photo-truncated" if "truncated" in str(problem) else "photo-unreadable", at),)
        for size, alike in groupby(group, key=lambda r: (r.width, r.height, r.focus)):
            picture = pixels.cropped(base, size[:2], size[2]) if size[2] else pixels.narrowed(base, size[:2])
            for rendition in alike:
                fault = _keep(picture, rendition, quality(config, rendition.format), encoder_folder, at)
                if fault:
                    return (fault,)
    return ()


def _draw_one(drawing: Drawing | Icon, fonts: drawings.Fonts, encoder_folder: Path) -> tuple[Diagnostic, ...]:
    at = Location(drawing.rendition.path)
    try:
        encoded = icon_drawing.draw(drawing, fonts) if isinstance(drawing, Icon) else drawings.draw(drawing, fonts)
    except FAULTS as problem:
        if isinstance(drawing, Icon) and drawing.logo:
            return (error("logo-unreadable", drawing.at, name=drawing.name),)
        return (error("photo-not-made", at, format=drawing.rendition.format, reason=str(problem)),)
    fault = _store(encoded, drawing.rendition, encoder_folder, at)
    return (fault,) if fault else ()


def _keep(picture: Image, rendition: Rendition, quality: int, encoder_folder: Path, at: Location) -> Diagnostic | None:
    """Encode a picture and write it into the encoder folder."""
    try:
        encoded = pixels.encoded(picture, rendition.format, quality)
    except FAULTS as problem:
        return error("photo-not-made", at, format=rendition.format, reason=str(problem) or type(problem).__name__)
    return _store(encoded, rendition, encoder_folder, at)


def _store(encoded: bytes, rendition: Rendition, encoder_folder: Path, at: Location) -> Diagnostic | None:
    """Check a file for metadata, and write it atomically into the encoder folder."""
    metadata = metadata_found(encoded, rendition.format)
    if metadata:
        return error("photo-not-clean", at, format=rendition.format, found=", ".join(metadata))
    try:
        try:
            _put(encoded, cached(encoder_folder, rendition), encoder_folder)
        except OSError:
            if not _clear_way(cached(encoder_folder, rendition), encoder_folder):
                raise
            _put(encoded, cached(encoder_folder, rendition), encoder_folder)
    except OSError as problem:
        return error("photo-not-kept", at, reason=problem.strerror or type(problem).__name__)
    return None


def _put(encoded: bytes, target: Path, encoder_folder: Path) -> None:
    unfinished = encoder_folder / UNFINISHED / f"{os.getpid()}-{threading.get_ident()}"
    line = f"{of_bytes(encoded)} {target.relative_to(encoder_folder).as_posix()}\n"
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    atomic.write(target, encoded, by_way_of=unfinished)
    # One call, because other threads add lines too.
    with open(encoder_folder / DIGESTS, "ab", buffering=0) as list:
        list.write(line.encode())


def _tidy(encoder_folder: Path) -> None:
    """Write the list again where it names files twice or deleted files; called before any thread adds to it."""
    listed = encoder_folder / DIGESTS
    existing = {
        path: digest for path, digest in digests(encoder_folder).items() if path and (encoder_folder / path).is_file()
    }
    text = "".join(f"{digest} {path}\n" for path, digest in sorted(existing.items()))
    with contextlib.suppress(OSError):  # The next run that makes a rendition tries again.
        if listed.stat().st_size > len(text):
            unfinished = encoder_folder / UNFINISHED / DIGESTS
            unfinished.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(listed, text.encode(), by_way_of=unfinished)


def _clear_way(target: Path, encoder_folder: Path) -> bool:
    """Delete files in the place of folders, and folders in the place of files; whether there were any."""
    files = [folder for folder in (encoder_folder / UNFINISHED, target.parent) if folder.is_file()]
    folders = [file for file in (target, encoder_folder / DIGESTS) if file.is_dir()]
    for file in files:
        file.unlink()
    for folder in folders:
        shutil.rmtree(folder)
    return bool(files or folders)


def _order(rendition: Rendition) -> tuple[int, tuple[int, int], str]:
    """From wide to narrow; renditions with the same crop are together."""
    return -rendition.width, rendition.focus or (-1, -1), rendition.format
