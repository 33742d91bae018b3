"""Photos as they come: their format, size, orientation and average colour.

A file comes in; a Photo goes out, or the diagnostic that explains why it cannot be one. Only the header is decoded, and as
much of the picture as its average colour needs. This is the door to Pillow for decoding (and to the optional HEIC decoder):
a file is recognised by its first bytes, and only the decoder of an accepted format is ever called, so that hostile files
never reach the others. `photos/pixels.py` reads the pixels through `open_photo`. Nothing that Pillow prints or raises leaves
this module, except as a diagnostic or as one of FAULTS.
"""

from __future__ import annotations

import contextlib
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
from conglang.photos.embedded_text import inscribed

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

EXTENSIONS = tuple(
    [".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".webp", ".gif", ".avif", ".tif", ".tiff", ".heic", ".heif"]
)
"""The suffixes, in lower case, of files that count as photos; the content decides the format."""

MAX_PIXELS = 64_000_000
MAX_SIDE = 65_500
MAX_BYTES = 256 * 1024 * 1024

LIBHEIF = (1, 23, 4)
"""The oldest HEIC decoder that is used: in earlier ones a photo could run code."""

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
"""The exceptions that decoders are known to raise on damaged or hostile bytes."""

_ANIMATED = ("GIF", "WEBP", "PNG", "AVIF")
_GREY_MODES = ("1", "L", "LA", "La", "I", "F", "I;16", "I;16L", "I;16B", "I;16N")
_PLUGINS = {"WEBP": "WebPImagePlugin", "AVIF": "AvifImagePlugin", "TIFF": "TiffImagePlugin"}
_HIDDEN_ORIENTATION = ("xmp", "XML:com.adobe.xmp", "Raw profile type exif")


def probe(file: Path, path: str) -> tuple[Photo | None, tuple[Diagnostic, ...]]:
    """Read a file once; return its Photo, or None, and the diagnostics. `path` is its name in the portal."""
    at = Location(path)
    try:
        before = file.stat()
        if before.st_size > MAX_BYTES:
            return None, (error("photo-too-heavy", at, limit=MAX_BYTES // 1024 // 1024),)
        data = file.read_bytes()
        after = file.stat()
    except OSError as problem:
        return None, (error("photo-not-opened", at, reason=problem.strerror or type(problem).__name__),)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        return None, (error("photo-changed", at),)
    if not data:
        return None, (error("photo-empty", at),)
    format, refused = recognise(data, file.suffix.lower())
    if refused:
        return None, (error("photo-format", at, format=refused),)
    if not format:
        return None, (error("photo-unreadable", at),)
    if format == "HEIF" and not _heic_decoder():
        return None, (error("heic-without-extra", at),)
    if format == "HEIF" and _heic_version() < LIBHEIF:
        return None, (error("heic-decoder-old", at, wanted=".".join(map(str, LIBHEIF))),)
    return _photo(data, format, at)


def open_photo(data: bytes) -> tuple[Image, int]:
    """An image whose pixels are not read yet, and its EXIF orientation, 1–8, which is not applied yet.

    Raises one of FAULTS. The formats are those that `probe` accepts.
    """
    format, _ = recognise(data, "")
    image, orientation, _ = _open(data, format)
    return image, orientation


def load_plugin(format: str) -> None:
    """Register a format with Pillow, which would otherwise import all its fifty formats at the first WebP."""
    if format in _PLUGINS:
        import_module(f"PIL.{_PLUGINS[format]}")
    if format == "TIFF":
        _silence_libtiff()


def working_mode(mode: str) -> str:
    """The mode in which an image of Pillow's `mode` is resized: `L` for grey, `CMYK`, or `RGB` for all others."""
    return "CMYK" if mode == "CMYK" else "L" if mode in _GREY_MODES else "RGB"


def srgb_transform(image: Image) -> tuple[ImageCmsTransform | None, bool]:
    """The transform from the image's colours to sRGB, None where none is needed; and whether its profile is usable.

    The transform takes the `working_mode` of the image, except that it takes RGB for a grey image with a colour
    profile (some programs write that). A photo without a profile is sRGB, as in browsers.
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
        image, orientation, xmp = _open(data, format)
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
    diagnostics = []
    if animated:
        diagnostics.append(warning("animated-photo", at))
    if not srgb_transform(image)[1]:
        diagnostics.append(warning("photo-profile", at))
    if orientation >= 5:  # Lying on its side.
        width, height = height, width
    caption, credit = inscribed(data if format == "JPEG" else b"", xmp)
    photo = Photo(at.path, of_bytes(data), width, height, image.format or format, _tint(image), caption, credit)
    return photo, tuple(diagnostics)


def _tint(image: Image) -> tuple[int, int, int] | None:
    """The average colour in four steps of red, green and blue. A JPEG is decoded at an eighth of its size: 20 ms for 12 MP.

    Other formats are decoded whole, but only once: the cache keeps the colour until the photo changes. None where the pixels
    are damaged: that is reported when a rendition is made, not here.
    """
    from PIL.Image import Resampling

    wide, high = image.size
    try:
        if image.format in ("JPEG", "MPO"):
            image.draft(None, (max(1, wide // 8), max(1, high // 8)))
        image.load()
        mode = "RGBA" if image.has_transparency_data else "RGB"
        small = (image if image.mode == mode else image.convert(mode)).resize((1, 1), Resampling.BOX)
        red, green, blue, *alpha = small.tobytes()
    except FAULTS:
        return None
    seen = alpha[0] if alpha else 255  # Transparent pixels become white.
    red, green, blue = ((value * seen + 255 * (255 - seen)) // 255 for value in (red, green, blue))
    return red // 64, green // 64, blue // 64


def _open(data: bytes, format: str) -> tuple[Image, int, bytes]:
    """The image, its orientation, and its XMP packet."""
    from PIL import Image

    _quieten()
    load_plugin(format)
    if format == "HEIF":
        _heic_decoder()
    image = Image.open(BytesIO(data), formats=(format,))
    # The decoders of TIFF and HEIC return upright images. Pillow would also apply an orientation hidden in XMP, which no
    # browser does, and it would apply it to a TIFF after returning its size.
    hidden = [image.info.pop(name, None) for name in _HIDDEN_ORIENTATION]
    xmp = next((packet.encode() if isinstance(packet, str) else packet for packet in hidden[:2] if packet), b"")
    upright = 1 if format in ("TIFF", "HEIF") else orientation(_exif(image, data, format))
    return image, upright, xmp if isinstance(xmp, bytes) else b""


def _quieten() -> None:
    """Keep Pillow from printing warnings about damaged metadata and large images: we check and report both ourselves.

    One filter for the whole process, added once: `warnings.catch_warnings` is not safe in threads.
    """
    from PIL.Image import DecompressionBombWarning

    for category in (UserWarning, DecompressionBombWarning):
        wanted = ("ignore", category)
        if not any((kept[0], kept[2]) == wanted and "PIL" in str(kept[3]) for kept in warnings.filters):
            warnings.filterwarnings("ignore", category=category, module=r"PIL\.")


def _silence_libtiff() -> None:
    """Keep the TIFF decoder from printing the faults of a photo on the terminal; Pillow reports the failure to us.

    Pillow has no option for that, so this calls the library in its wheels; without that library it does nothing.
    """
    import ctypes

    import PIL

    package = Path(PIL.__file__).parent
    for library in (*package.parent.glob("pillow.libs/libtiff*"), *package.glob(".dylibs/libtiff*")):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(str(library)).TIFFSetErrorHandler(None)


def _heic_decoder() -> bool:
    """Register the decoder of the extra `heic` with Pillow; False where it is not installed."""
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.register_heif_opener()
    return True


def _heic_version() -> tuple[int, ...]:
    import pillow_heif

    numbers = str(pillow_heif.libheif_version()).split(".")
    return tuple(int(number) for number in numbers if number.isdigit())


def _exif(image: Image, data: bytes, format: str) -> bytes:
    exif = block_of_png(data) if format == "PNG" else image.info.get("exif", b"")
    return exif if isinstance(exif, bytes) else b""


# ---- The orientation in the EXIF block of a photo.


def orientation(exif: bytes) -> int:
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
    except struct.error:  # Shorter than it declares.
        pass
    return 1


def block_of_png(data: bytes) -> bytes:
    """The EXIF block of a PNG; empty where it has none."""
    at = 8
    while data.find(b"eXIf", at) != -1 and at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind == b"eXIf":
            return data[at + 8 : at + 8 + length]
        at += 12 + length
    return b""


# ---- The format of a file, by its first bytes.

_ACCEPTED = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
_REFUSED = (
    (b"8BPS", "Photoshop"),
    (b"%PDF", "PDF"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"II\xbc", "JPEG XR"),
    (b"SIMPLE  =", "FITS"),
    (b"\xd0\xcf\x11\xe0", "Office"),
    (b"PK\x03\x04", "ZIP"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIRS", "RAW"),
    (b"MMOR", "RAW"),
    (b"IIU\x00", "RAW"),
)
_RAW_SUFFIXES = (".arw", ".cr2", ".dng", ".erf", ".nef", ".nrw", ".pef", ".sr2", ".srw", ".3fr")  # TIFF inside.
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))


def recognise(data: bytes, suffix: str) -> tuple[str, str]:
    """The accepted format of these bytes, by its name in Pillow, and the name of a refused format; at least one is empty."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP", ""
    if data[4:8] == b"ftyp":
        return _recognise_boxes(data)
    for magic, format in _ACCEPTED:
        if data.startswith(magic):
            is_raw = format == "TIFF" and (suffix in _RAW_SUFFIXES or data[8:10] == b"CR")
            return ("", "RAW") if is_raw else (format, "")
    for magic, name in _REFUSED:
        if data.startswith(magic):
            return "", name
    if data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00":
        return "", "BMP"
    if b"<svg" in data[:2048].lower():
        return "", "SVG"
    return "", ""


def _recognise_boxes(data: bytes) -> tuple[str, str]:
    """Distinguish AVIF, HEIC, camera RAW and video by the brands in their first box."""
    end = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}
    if brands & {b"avif", b"avis"}:
        return "AVIF", ""
    if brands & _HEIC_BRANDS:
        return "HEIF", ""
    return "", "RAW" if b"crx " in brands else "video"
