"""Pixels: photos come in, clean renditions go into the cache.

This is Pillow's door for pixels. A photo is decoded, turned upright, brought to sRGB on white, resized and encoded
without one byte of metadata; every encoded file is looked through before it is kept, and one that is not clean stops
the build. Each rendition is resized from the decoded photo itself, never from another rendition: its bytes must not
depend on which others were wanted or were in the cache already. At most `threads` photos are decoded at any time.
"""

from __future__ import annotations

import contextlib
import functools
import os
import platform
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from conglang.diagnostics import Diagnostic, error
from conglang.digest import digest, of_bytes
from conglang.make.metadata import metadata_found
from conglang.model import Location, Photo, PhotoConfig, Rendition
from conglang.portal.renditions import height_for, quality
from conglang.source.photos import FAULTS, load_plugin, open_photo, srgb_transform, working_mode

if TYPE_CHECKING:
    from PIL.Image import Image

BASE_WIDTH = 1600
"""Renditions up to this width are all resized from the photo at this width (part of the recipe)."""


@dataclass(frozen=True, slots=True)
class Job:
    """A photo, the file it lies in, and the renditions that are wanted of it."""

    photo: Photo
    file: Path
    renditions: tuple[Rendition, ...]


def make(
    jobs: Iterable[Job], *, config: PhotoConfig, cache: Path, threads: int, on_done: Callable[[int, int], None]
) -> tuple[Diagnostic, ...]:
    """Make the renditions that the cache does not hold; what goes wrong with one photo does not stop the others.

    `on_done` hears, in the calling thread, how many photos of how many are done. What was made stays in the cache when
    the run is interrupted. `config` must be the one that the renditions were named by.
    """
    todo = missing(jobs, cache=cache)
    if not todo:
        return ()
    with ThreadPoolExecutor(max_workers=max(1, threads)) as pool:
        running = [pool.submit(_make_one, job, config, cache) for job in todo]
        try:
            for done, _ in enumerate(as_completed(running), 1):
                on_done(done, len(running))
        finally:
            pool.shutdown(cancel_futures=True)
    return tuple(diagnostic for future in running for diagnostic in future.result())


def missing(jobs: Iterable[Job], *, cache: Path) -> tuple[Job, ...]:
    """The jobs that have something to make, with that only; copies of one photo are one job, that of the first."""
    first: dict[str, Job] = {}
    wanted: dict[str, dict[Rendition, None]] = {}
    for job in jobs:
        first.setdefault(job.photo.digest, job)
        wanted.setdefault(job.photo.digest, {}).update(dict.fromkeys(job.renditions))
    todo = ((job, tuple(r for r in wanted[key] if not is_cached(cache, r))) for key, job in first.items())
    return tuple(Job(job.photo, job.file, renditions) for job, renditions in todo if renditions)


def cached(cache: Path, rendition: Rendition) -> Path:
    """Where the file of a rendition is kept, or will be; another version of an encoder has another place."""
    return cache / "renditions" / encoders() / PurePosixPath(rendition.path).relative_to("media")


def is_cached(cache: Path, rendition: Rendition) -> bool:
    """Whether the file of a rendition is there; an empty one, as a power cut may leave, is not."""
    try:
        return cached(cache, rendition).stat().st_size > 0
    except OSError:
        return False


@functools.cache
def encoders() -> str:
    """Eight hexadecimal characters for the versions of all that turns photos into bytes, and the kind of processor."""
    from PIL import __version__, features

    libraries = ("libjpeg_turbo", "webp", "avif", "littlecms2")
    versions = tuple(str(features.version(name)) for name in libraries)
    return digest((__version__, versions, platform.machine().lower()))[:8]


def _make_one(job: Job, config: PhotoConfig, cache: Path) -> tuple[Diagnostic, ...]:
    at = Location(job.photo.path)
    try:
        data = job.file.read_bytes()
    except OSError as problem:
        return (error("photo-not-opened", at, reason=problem.strerror or ""),)
    if of_bytes(data) != job.photo.digest:
        return (error("photo-changed", at),)
    base: Image | None = None
    for width, group in groupby(sorted(job.renditions, key=lambda r: (-r.width, r.format)), key=lambda r: r.width):
        reach = min(job.photo.width, max(width, BASE_WIDTH))
        if base is None or base.width != reach:
            base = None  # Not two decoded photos at once.
            try:
                base = _base(data, job.photo, (reach, height_for(job.photo, reach)))
            except FAULTS as problem:
                return (error("photo-truncated" if "truncated" in str(problem) else "photo-unreadable", at),)
        of_width = tuple(group)
        picture = _narrowed(base, (width, of_width[0].height))
        for rendition in of_width:
            found = _keep(picture, rendition, quality(config, rendition.format), cache, at)
            if found:
                return (found,)
    return ()


def _keep(picture: Image, rendition: Rendition, quality: int, cache: Path, at: Location) -> Diagnostic | None:
    """Encode a picture, look it through, and put it into the cache, wholly or not at all."""
    try:
        encoded = _encode(picture, rendition.format, quality)
    except FAULTS as problem:
        return error("photo-not-made", at, format=rendition.format, reason=str(problem))
    found = metadata_found(encoded, rendition.format)
    if found:
        return error("photo-not-clean", at, format=rendition.format, found=", ".join(found))
    target = cached(cache, rendition)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(encoded)
        os.replace(unfinished, target)
    except OSError as problem:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        return error("photo-not-kept", at, reason=problem.strerror or "")
    return None


def _base(data: bytes, photo: Photo, size: tuple[int, int]) -> Image:
    """The photo in a size, upright and in sRGB (or plain grey), with nothing but pixels to it. Raises one of FAULTS.

    A JPEG is decoded at the smallest eighth, quarter or half that is still as wide as `size`.
    """
    from PIL.Image import Resampling, Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    image, orientation = open_photo(data)
    transform, _ = srgb_transform(image)
    scale = next((scale for scale in (8, 4, 2) if photo.width // scale >= size[0]), 1)
    if scale > 1 and photo.format in ("JPEG", "MPO"):
        image.draft(None, (max(1, image.width // scale), max(1, image.height // scale)))
    image.load()
    picture = _flatten(image)
    del image
    if transform is not None and picture.mode != transform.input_mode:
        picture = picture.convert(transform.input_mode)
    lying = size if orientation < 5 else (size[1], size[0])
    if picture.size != lying:
        picture = picture.resize(lying, Resampling.LANCZOS, reducing_gap=2.0)
    if orientation in turns:
        picture = picture.transpose(turns[orientation])
    if transform is not None:
        picture = transform.apply(picture)
    if picture.mode == "CMYK":
        picture = picture.convert("RGB")
    picture.info.clear()  # Pillow carries comments and profiles along in here.
    return picture


def _narrowed(base: Image, size: tuple[int, int]) -> Image:
    from PIL.Image import Resampling

    return base if base.size == size else base.resize(size, Resampling.LANCZOS, reducing_gap=1.5)


def _flatten(image: Image) -> Image:
    """Any mode as L, RGB or CMYK of eight bits; what is transparent shows white."""
    from PIL import Image

    mode = image.mode
    if mode.startswith("I;16"):
        # Sixteen bits of grey: 65535 is white. A plain conversion would clip all above 255.
        return image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if mode in ("I", "F"):
        low, high = (float(bound) for bound in image.getextrema())  # type: ignore[arg-type]
        step = 255 / (high - low) if high > low else 0.0
        return image.convert("F").point(lambda value: value * step + (0.5 - low * step)).convert("L")
    if image.has_transparency_data:
        grey = working_mode(mode) == "L"
        clear = image if mode in ("LA", "RGBA") else image.convert("LA" if grey else "RGBA")
        white = Image.new("L" if grey else "RGB", image.size, "white")
        white.paste(clear.convert("L") if grey else clear, mask=clear.getchannel("A"))
        return white
    return image.convert(working_mode(mode))


def _encode(picture: Image, format: str, quality: int) -> bytes:
    """The bytes of a picture. Whatever could carry metadata over is named and empty."""
    target = BytesIO()
    load_plugin(format.upper())
    # WebP's method 1 costs a third less than 2 and half of 4, for the same bytes at the same quality of the picture.
    if format == "jpeg":
        picture.save(
            target, "JPEG", quality=quality, subsampling="4:2:0", optimize=True, progressive=True, comment=b"", exif=b""
        )
    elif format == "webp":
        picture.save(target, "WEBP", quality=quality, method=1, exif=b"", xmp=b"", icc_profile=None)
    else:
        picture.save(target, "AVIF", quality=quality, speed=8, max_threads=1, exif=b"", xmp=b"", icc_profile=None)
    return target.getvalue()
