"""What was written into a photo by its camera, its photographer or an agency: caption and credit.

The bytes of a file come in, two texts go out, mostly empty ones. They are offered to the writer and never published by
themselves. Only IPTC-IIM is read (in JPEG: an APP13 segment of Photoshop resources); it is walked by hand, within the
file's bounds, and whatever does not add up is no text.

    APP13     "Photoshop 3.0\\0" resource*
    resource  "8BIM" number (2) name (length, text, padded to even) size (4) content (padded to even)
    content   of resource 0x0404: dataset*; a dataset is 1C record (1) number (1) size (2) text
"""

from __future__ import annotations

import struct
from unicodedata import normalize

CAPTION, CREDIT, BYLINE = 120, 110, 80
"""Datasets of record 2: caption/abstract, credit, by-line."""

LONGEST = 2000
"""Characters of a caption that are worth showing."""

_PHOTOSHOP = b"Photoshop 3.0\x00"
_IPTC = 0x0404
_START_OF_SCAN = 0xDA


def inscribed(data: bytes) -> tuple[str, str]:
    """Caption and credit that a JPEG carries; the photographer where no credit is given. Empty texts where it has none."""
    texts: dict[int, str] = {}
    try:
        for number, text in _datasets(_resource(_segment(data))):
            texts.setdefault(number, _text(text))
    except (struct.error, IndexError):
        pass
    return texts.get(CAPTION, ""), texts.get(CREDIT, "") or texts.get(BYLINE, "")


def _segment(data: bytes) -> bytes:
    """The Photoshop resources of a JPEG; they stand before the picture."""
    at = 2
    while data[:2] == b"\xff\xd8" and at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _START_OF_SCAN:
        (length,) = struct.unpack_from(">H", data, at + 2)
        if data[at + 1] == 0xED and data.startswith(_PHOTOSHOP, at + 4):
            return data[at + 4 + len(_PHOTOSHOP) : at + 2 + length]
        at += 2 + max(2, length)
    return b""


def _resource(resources: bytes) -> bytes:
    at = 0
    while resources[at : at + 4] == b"8BIM":
        (number,) = struct.unpack_from(">H", resources, at + 4)
        name = resources[at + 6] + 1
        at += 6 + name + name % 2
        (size,) = struct.unpack_from(">I", resources, at)
        if number == _IPTC:
            return resources[at + 4 : at + 4 + size]
        at += 4 + size + size % 2
    return b""


def _datasets(content: bytes) -> list[tuple[int, bytes]]:
    found = []
    at = 0
    while at + 5 <= len(content) and content[at] == 0x1C:
        record, number, size = struct.unpack_from(">BBH", content, at + 1)
        if size & 0x8000:  # An extended dataset: nothing of ours is that long.
            break
        if record == 2:
            found.append((number, content[at + 5 : at + 5 + size]))
        at += 5 + size
    return found


def _text(data: bytes) -> str:
    """The text on one line, in Unicode NFC; older programs wrote Latin-1."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    printable = "".join(letter if letter.isprintable() else " " for letter in normalize("NFC", text))
    return " ".join(printable.split())[:LONGEST]
