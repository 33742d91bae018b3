"""Photos as a camera makes them, for the benchmark: a path and a seed in, one JPEG of 12 megapixels and 2–3 MB out.

Soft gradients with the noise of a sensor make decoding and encoding as expensive as for real photos. Equal seeds give equal
pixels. No build of a portal uses this module.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from PIL import Image, ImageChops

SIZE = (4000, 3000)
_MAKE, _MODEL, _TAKEN = 0x010F, 0x0110, 0x0132
_QUALITY = 90


def take(path: Path, seed: str) -> None:
    """Write one photo; different seeds give different photos."""
    source = Random(seed)
    bands = [ImageChops.add(_gradient(source), _grain(source), scale=1.0, offset=-20) for _ in range(3)]
    picture = Image.merge("RGB", bands)
    exif = Image.Exif()
    exif[_MAKE], exif[_MODEL], exif[_TAKEN] = "Conglang", "Benchmark", "2026:06:30 08:00:00"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, "JPEG", quality=_QUALITY, exif=exif)


def _gradient(source: Random) -> Image.Image:
    """Large soft shapes: a few random points, enlarged."""
    return Image.frombytes("L", (24, 18), source.randbytes(24 * 18)).resize(SIZE, Image.Resampling.BICUBIC)


def _grain(source: Random) -> Image.Image:
    """Faint noise a few pixels wide, as a sensor adds it."""
    wide, high = SIZE[0] // 4, SIZE[1] // 4
    noise = Image.frombytes("L", (wide, high), source.randbytes(wide * high))
    return noise.resize(SIZE, Image.Resampling.BICUBIC).point([value * 40 // 255 for value in range(256)])
