"""Photos as the portal finds them: what they are, how large and which way up, from their header alone.

A file comes in; a Photo goes out, or the reason why it cannot be one. This is Pillow's door for decoding (and that of
the optional HEIC decoder): a file is recognised by its first bytes, and only the decoder of an accepted format is ever
entered, so that hostile files never reach the rest. Pixels are read in `make/photos.py`, through `open_photo`. Nothing
that Pillow would print or raise leaves this module: it is a diagnostic, or one of FAULTS inside `make`.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from conglang.diagnostics import Diagnostic, error, warning
from conglang.digest import of_bytes
from conglang.model import Location, Photo
from conglang.source.signatures import recognise

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

EXTENSIONS = (
    ".jpg",
    ".jpeg",
    ".jpe",
    ".jfif",
    ".mpo",
    ".png",
    ".webp",
    ".gif",
    ".avif",
    ".tif",
    ".tiff",
    ".heic",
    ".heif",
)
"""Suffixes, in lower case, of files that count as photos; what a file is, its content decides."""

MAX_PIXELS = 64_000_000
MAX_SIDE = 65_500
MAX_BYTES = 256 * 1024 * 1024

FAULTS: tuple[type[Exception], ...] = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    EOFError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
)
"""What decoders are known to raise on damaged or hostile bytes."""

_ANIMATED = ("GIF", "WEBP", "PNG", "AVIF")
_GREY_MODES = ("1", "L", "LA", "La", "I", "F", "I;16", "I;16L", "I;16B", "I;16N")
_PLUGINS = {"WEBP": "WebPImagePlugin", "AVIF": "AvifImagePlugin", "TIFF": "TiffImagePlugin"}
_HIDDEN_ORIENTATION = ("xmp", "XML:com.adobe.xmp", "Raw profile type exif")


def probe(file: Path, path: str) -> tuple[Photo | None, tuple[Diagnostic, ...]]:
    """Read a file once and say which photo it is; `path` is its name in the portal. Decodes no pixels."""
    at = Location(path)
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            return None, (error("photo-too-heavy", at, limit=MAX_BYTES // 1024 // 1024),)
        data = file.read_bytes()
    except OSError as problem:
        return None, (error("photo-not-opened", at, reason=problem.strerror or type(problem).__name__),)
    if not data:
        return None, (error("photo-empty", at),)
    format, refused = recognise(data, file.suffix.lower())
    if refused:
        return None, (error("photo-format", at, format=refused),)
    if not format:
        return None, (error("photo-unreadable", at),)
    if format == "HEIF" and not _heic_decoder():
        return None, (error("heic-without-extra", at),)
    return _photo(data, format, at)


def open_photo(data: bytes) -> tuple[Image, int]:
    """Open an image whose pixels are still to be read; also its EXIF orientation, 1–8, that is still to be applied.

    Raises one of FAULTS. The formats are those that `probe` accepts.
    """
    format, _ = recognise(data, "")
    return _open(data, format)


def load_plugin(format: str) -> None:
    """Make a format known to Pillow, which would otherwise import all fifty of its own when it first meets WebP."""
    if format in _PLUGINS:
        import_module(f"PIL.{_PLUGINS[format]}")


def working_mode(mode: str) -> str:
    """The mode in which an image of Pillow's `mode` is resized: grey `L`, `CMYK`, or `RGB` for all else."""
    return "CMYK" if mode == "CMYK" else "L" if mode in _GREY_MODES else "RGB"


def srgb_transform(image: Image) -> tuple[ImageCmsTransform | None, bool]:
    """The way from the image's colours to sRGB, None where there is none to go; and whether its profile is usable.

    The transform takes the `working_mode` of the image, except that a grey image with a colour profile is taken as RGB
    (some programs write that). Photos without a profile are sRGB, as browsers have it.
    """
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile:
        return None, True
    faults: tuple[type[Exception], ...] = (ImageCms.PyCMSError, *FAULTS)
    mode = working_mode(image.mode)
    try:
        embedded = ImageCms.ImageCmsProfile(BytesIO(profile))
        if mode == "L" and embedded.profile.xcolor_space.strip() == "RGB":
            mode = "RGB"
        transform = ImageCms.buildTransform(
            embedded,
            ImageCms.createProfile("sRGB"),
            mode,
            "RGB",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except faults:
        return None, False
    return transform, True


def _photo(data: bytes, format: str, at: Location) -> tuple[Photo | None, tuple[Diagnostic, ...]]:
    from PIL.Image import DecompressionBombError

    try:
        image, orientation = _open(data, format)
        width, height = image.size
        animated = format in _ANIMATED and bool(getattr(image, "is_animated", False))
    except DecompressionBombError:
        return None, (error("photo-too-large", at, limit=MAX_PIXELS // 1_000_000),)
    except FAULTS:
        return None, (error("photo-unreadable", at),)
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        return None, (error("photo-too-large", at, limit=MAX_PIXELS // 1_000_000),)
    if width < 1 or height < 1:
        return None, (error("photo-unreadable", at),)
    found = []
    if animated:
        found.append(warning("animated-photo", at))
    if not srgb_transform(image)[1]:
        found.append(warning("photo-profile", at))
    if orientation >= 5:  # Lying on its side.
        width, height = height, width
    return Photo(at.path, of_bytes(data), width, height, image.format or format), tuple(found)


def _open(data: bytes, format: str) -> tuple[Image, int]:
    from PIL import Image

    _quieten()
    load_plugin(format)
    if format == "HEIF":
        _heic_decoder()
    image = Image.open(BytesIO(data), formats=(format,))
    # TIFF and HEIC arrive upright from their decoders. Pillow would also follow an orientation hidden in XMP, which no
    # browser does, and which it applies to a TIFF after having told us its size.
    for name in _HIDDEN_ORIENTATION:
        image.info.pop(name, None)
    return image, 1 if format in ("TIFF", "HEIF") else _orientation(_exif(image, data, format))


def _quieten() -> None:
    """Keep Pillow from printing warnings about damaged metadata and large images: we count and report ourselves.

    One filter for the whole process, added once: `warnings.catch_warnings` is not safe in threads.
    """
    from PIL.Image import DecompressionBombWarning

    for category in (UserWarning, DecompressionBombWarning):
        wanted = ("ignore", category)
        if not any((kept[0], kept[2]) == wanted and "PIL" in str(kept[3]) for kept in warnings.filters):
            warnings.filterwarnings("ignore", category=category, module=r"PIL\.")


def _heic_decoder() -> bool:
    """Make the decoder of the extra `heic` known to Pillow; False where it is not installed."""
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.register_heif_opener()
    return True


def _exif(image: Image, data: bytes, format: str) -> bytes:
    """The raw EXIF block. In a PNG it may stand behind the pixels, where Pillow would decode them all to find it."""
    if format == "PNG":
        at = 8
        while data.find(b"eXIf", at) != -1 and at + 8 <= len(data):
            length, kind = struct.unpack_from(">I4s", data, at)
            if kind == b"eXIf":
                return data[at + 8 : at + 8 + length]
            at += 12 + length
        return b""
    exif = image.info.get("exif", b"")
    return exif if isinstance(exif, bytes) else b""


def _orientation(exif: bytes) -> int:
    """Tag 0x0112 of the first directory of an EXIF block (TIFF 6.0, section 2); 1 where it is missing or broken."""
    tiff = exif.removeprefix(b"Exif\x00\x00")
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(entries):
            tag, kind = struct.unpack_from(f"{order}HH", tiff, start + 2 + 12 * number)
            if tag == 0x0112:
                (value,) = struct.unpack_from(f"{order}{'I' if kind == 4 else 'H'}", tiff, start + 10 + 12 * number)
                return int(value) if 1 <= value <= 8 else 1
    except struct.error:  # Shorter than it says.
        pass
    return 1
