"""The metadata in an encoded image, found by reading its structure.

The bytes of a finished file come in, the names of all parts that are not the picture go out. This is the last check before
a rendition is published, so it allows the parts that it knows, reports every other one, and never decodes pixels.

    JPEG   SOI segment* SOS scan (segment* SOS scan)* EOI          a segment is FF marker, length (2), content
    WebP   "RIFF" size "WEBP" chunk*                               a chunk is name (4), size (4), content, padding
    PNG    signature chunk*                                        a chunk is size (4), name (4), content, check (4)
    AVIF   box*; "meta" holds "iinf" (items) and "iprp"/"ipco" (properties)
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_JPEG_PLAIN = frozenset((0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD))  # Frame, Huffman and quantisation tables, restarts.
_JPEG_SCAN, _JPEG_APP0, _JPEG_COMMENT, _JPEG_END = 0xDA, 0xE0, 0xFE, 0xD9
_WEBP_PLAIN = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH"))
_PNG_PLAIN = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND"))
_AVIF_PLAIN = frozenset((b"ftyp", b"meta", b"mdat", b"free"))
_AVIF_ITEMS = frozenset((b"av01", b"grid"))


def metadata_found(data: bytes, format: str) -> tuple[str, ...]:
    """The names of the parts of an encoded image (`jpeg`, `webp`, `avif` or `png`) that are not the picture; empty for a clean one.

    For an image with a damaged structure it is `structure`: a file that cannot be read cannot be called clean.
    """
    walk = {"jpeg": _jpeg, "webp": _webp, "avif": _avif, "png": _png}[format]
    try:
        return tuple(dict.fromkeys(walk(data)))
    except (struct.error, IndexError, ValueError):
        return ("structure",)


def _jpeg(data: bytes) -> Iterator[str]:
    if data[:2] != b"\xff\xd8":
        raise ValueError
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError
        marker = data[at + 1]
        if marker == _JPEG_END:
            if len(data) > at + 2:
                yield "trailer"
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        content = data[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == _JPEG_SCAN:
            at = _next_marker(data, at)
        elif marker == _JPEG_APP0:
            if content[:5] != b"JFIF\x00" or len(content) != 14:  # A longer one holds a thumbnail.
                yield "APP0"
        elif marker == _JPEG_COMMENT:
            yield "COM"
        elif marker not in _JPEG_PLAIN:
            yield f"APP{marker - 0xE0}" if 0xE0 < marker < 0xF0 else f"marker {marker:02X}"


def _next_marker(data: bytes, at: int) -> int:
    """The end of the scan that begins at `at`: an FF that is neither stuffed (FF 00) nor a restart (FF D0–D7)."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] == 0x00 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        else:
            return at


def _webp(data: bytes) -> Iterator[str]:
    magic, size, kind = struct.unpack_from("<4sI4s", data)
    if magic != b"RIFF" or kind != b"WEBP":
        raise ValueError
    at, end = 12, 8 + size
    while at < end:
        name, length = struct.unpack_from("<4sI", data, at)
        if name not in _WEBP_PLAIN:
            yield name.decode("ascii", "replace").strip()
        at += 8 + length + length % 2
    if at != len(data):
        yield "trailer"


def _png(data: bytes) -> Iterator[str]:
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError
    at, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        if name not in _PNG_PLAIN:
            yield name.decode("ascii", "replace")
        at += 12 + length
    if at != len(data):
        yield "trailer"


def _avif(data: bytes) -> Iterator[str]:
    for name, content in _boxes(data):
        if name not in _AVIF_PLAIN:
            yield name.decode("ascii", "replace").strip()
        if name == b"meta":
            for inner, inside in _boxes(content[4:]):
                if inner == b"iinf":
                    yield from _avif_items(inside)
                if inner == b"iprp":
                    yield from _avif_profiles(inside)


def _avif_items(content: bytes) -> Iterator[str]:
    """The items that are not picture data: `Exif`, or `mime`, which holds XMP."""
    for name, item in _boxes(content[6 if content[0] == 0 else 8 :]):
        kind = item[8:12] if item[0] == 2 else item[10:14]  # Version 3 has wider item numbers.
        if name != b"infe" or kind not in _AVIF_ITEMS:
            yield kind.decode("ascii", "replace")


def _avif_profiles(content: bytes) -> Iterator[str]:
    """The colour properties that hold an ICC profile instead of three numbers."""
    for name, properties in _boxes(content):
        if name == b"ipco":
            for kind, value in _boxes(properties):
                if kind == b"colr" and value[:4] != b"nclx":
                    yield "ICC"


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if size < 8 or at + size > len(data):
            raise ValueError
        yield name, data[at + 8 : at + size]
        at += size
