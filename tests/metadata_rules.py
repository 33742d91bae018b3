"""A scan of published files for metadata: whatever cameras, phones and programs leave in a file beside its picture or text.

In come the bytes of any file of an output; out come words for what else is in it, none for a clean file. Images
are taken apart down to the last byte, segment by segment and chunk by chunk; text has to be text. It is written without
`conglang.photos.metadata`, which checks renditions before they are cached, so that each checks the other.

    JPEG   SOI, then segments: FF marker length content; after SOS coded data up to the next marker; EOI is the last byte
    PNG    signature, then chunks: length name content check; IEND is the last one
    WebP   "RIFF" length "WEBP", then chunks: name length content padding, and nothing behind them
    AVIF   boxes: length name content; "iinf" lists the items, "ipco" the properties of the picture
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

TEXT = (".html", ".xml", ".css", ".js", ".json", ".txt", ".svg", ".webmanifest")
"""Files that must be text in UTF-8 without control characters."""

SIGNATURES = (
    b"Exif\0\0",
    b"xpacket",
    b"xmpmeta",
    b"ns.adobe.com",
    b"Photoshop 3.0",
    b"8BIM\x04\x04",
    b"ICC_PROFILE",
    b"JFXX\0",
    b"MPF\0",
    b"Raw profile type",
)
"""Beginnings of metadata blocks, which must be in no file of any kind."""


def problems(name: str, data: bytes) -> list[str]:
    """What is in a published file and should not be."""
    suffix = name[name.rfind(".") :].lower() if "." in name.rpartition("/")[2] else ""
    found = [f"signature {sign!r}" for sign in SIGNATURES if sign in data]
    if suffix in TEXT:
        return found + list(_text(data))
    walk = WALKS.get(suffix)
    if walk is None:
        return [*found, f"a kind of file that is not looked through: {suffix or name}"]
    try:
        for one in walk(data):
            found.append(one)
    except (struct.error, IndexError, ValueError) as problem:
        found.append(f"structure: {problem}")
    return found


def _text(data: bytes) -> Iterator[str]:
    try:
        text = data.decode()
    except UnicodeDecodeError as problem:
        yield f"no text: {problem.reason}"
        return
    if any(ord(letter) < 32 and letter not in "\t\n\r" for letter in text):
        yield "no text: control characters"


# ---- JPEG ------------------------------------------------------------------------------------------------------------

_START, _END, _SCAN, _APP0, _COMMENT = 0xD8, 0xD9, 0xDA, 0xE0, 0xFE
_TABLES = frozenset((0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD))
_JFIF = 14
"""Bytes of a JFIF block that holds no thumbnail."""


def _jpeg(data: bytes) -> Iterator[str]:
    if data[:2] != bytes((0xFF, _START)):
        raise ValueError("no JPEG")
    at, scans = 2, 0
    while data[at : at + 2] != bytes((0xFF, _END)):
        introducer, marker, length = struct.unpack_from(">BBH", data, at)
        if introducer != 0xFF or length < 2 or at + 2 + length > len(data):
            raise ValueError(f"no segment at byte {at}")
        content = data[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == _SCAN:
            scans += 1
            at = _behind_coded(data, at)
        elif marker == _APP0 and content[:5] == b"JFIF\0":
            if len(content) != _JFIF or content[12:14] != b"\0\0":
                yield "a thumbnail in JFIF"
        elif _APP0 <= marker <= 0xEF:
            yield f"segment APP{marker - _APP0} {content[:12]!r}"
        elif marker == _COMMENT:
            yield f"comment {content[:24]!r}"
        elif marker not in _TABLES:
            yield f"segment {marker:02X}"
    if not scans:
        yield "no picture"
    if data[at + 2 :]:
        yield f"{len(data) - at - 2} bytes behind the end"


def _behind_coded(data: bytes, at: int) -> int:
    """The end of the coded data that begins at `at`: an FF inside is followed by 00 or is a restart marker."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


# ---- PNG -------------------------------------------------------------------------------------------------------------


def _png(data: bytes) -> Iterator[str]:
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("no PNG")
    at, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        (check,) = struct.unpack_from(">I", data, at + 8 + length)
        if check != zlib.crc32(name + content):
            yield f"chunk {name!r} with a wrong check"
        if name not in (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"):
            yield f"chunk {name!r}"
        at += 12 + length
    if data[at:]:
        yield f"{len(data) - at} bytes behind the end"


# ---- WebP ------------------------------------------------------------------------------------------------------------

_ICC, _EXIF, _XMP = 0x20, 0x08, 0x04


def _webp(data: bytes) -> Iterator[str]:
    riff, length, kind = struct.unpack_from("<4sI4s", data)
    if riff != b"RIFF" or kind != b"WEBP":
        raise ValueError("no WebP")
    if length + 8 != len(data):
        yield f"{len(data)} bytes where {length + 8} are told"
    at = 12
    while at < len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        if at + 8 + size > len(data):
            raise ValueError(f"chunk {name!r} goes past the end")
        if name == b"VP8X" and data[at + 8] & (_ICC | _EXIF | _XMP):
            yield "flags that announce metadata"
        if name not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH"):
            yield f"chunk {name!r}"
        if size % 2 and data[at + 8 + size : at + 9 + size] != b"\0":
            yield "padding that says something"
        at += 8 + size + size % 2


# ---- AVIF ------------------------------------------------------------------------------------------------------------

_PROPERTIES = (b"ispe", b"pixi", b"av1C", b"colr", b"irot", b"imir", b"pasp")


def _avif(data: bytes) -> Iterator[str]:
    if data[4:12] != b"ftypavif":
        raise ValueError("no AVIF")
    for name, content in _boxes(data):
        if name == b"meta":
            for inner, inside in _boxes(content[4:]):
                if inner == b"iinf":
                    yield from _items(inside)
                elif inner == b"iprp":
                    yield from _properties(inside)
                elif inner not in (b"hdlr", b"pitm", b"iloc", b"iref", b"idat"):
                    yield f"box {inner!r} in meta"
        elif name not in (b"ftyp", b"mdat"):
            yield f"box {name!r}"


def _items(content: bytes) -> Iterator[str]:
    for name, item in _boxes(content[6:] if content[0] == 0 else content[8:]):
        kind = item[8:12] if item[0] == 2 else item[10:14]
        if name != b"infe" or kind not in (b"av01", b"grid"):
            yield f"item {kind!r}"


def _properties(content: bytes) -> Iterator[str]:
    for name, inside in _boxes(content):
        for kind, value in _boxes(inside) if name == b"ipco" else ():
            if kind not in _PROPERTIES or (kind == b"colr" and value[:4] != b"nclx"):
                yield f"property {kind!r} {value[:4]!r}"


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if size < 8 or at + size > len(data):
            raise ValueError(f"box {name!r} does not fit")
        yield name, data[at + 8 : at + size]
        at += size


# ---- documents -------------------------------------------------------------------------------------------------------


def _pdf(data: bytes) -> Iterator[str]:
    """Check no more than that a file is a PDF: documents are published as their author made them."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-64:]:
        yield "no PDF"


WALKS: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".jpg": _jpeg,
    ".png": _png,
    ".webp": _webp,
    ".avif": _avif,
    ".pdf": _pdf,
}
"""The function that takes a file of each kind apart, by suffix."""
