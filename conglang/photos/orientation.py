"""Which way up a photo stands, as its EXIF block says.

The raw block, or the bytes of a PNG that holds one, come in; a number from 1 (upright) to 8 goes out. The block is walked by
hand, because a library would read all of it, and a PNG may keep it behind the pixels, where Pillow would decode them all
to find it. What does not add up means upright.
"""

from __future__ import annotations

import struct


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
    except struct.error:  # Shorter than it says.
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
