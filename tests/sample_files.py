"""Small files for tests: photos by shade, documents by text, and blocks of metadata that carry marks.

All of them are bytes, made here without reading a file. A test that looks for metadata plants these blocks and searches
for `MARK`, `GPS_MARK` and `IPTC_MARK`.
"""

from __future__ import annotations

import struct
from functools import cache
from io import BytesIO

from PIL import Image

MARK = b"NHAY-CAM-"
GPS_MARK = b"20.0123N"
IPTC_MARK = "NHAY-CAM-IPTC"
"""What every text of the metadata below begins with; the place is written in a way that can be found as text."""


@cache
def jpeg(shade: int, width: int = 120, height: int = 80, size: int = 2400) -> bytes:
    """A small photo of a shade and of exactly so many bytes: what follows the end of a JPEG is not read."""
    image = Image.new("RGB", (width, height), (shade % 256, shade * 7 % 256, shade * 31 % 256))
    image.paste((255, 255, 255), (0, 0, 10 + shade % 40, 10))
    target = BytesIO()
    image.save(target, "JPEG", quality=60)
    return target.getvalue().ljust(size, b"\0")


def pdf(text: str) -> bytes:
    """A document, always of the same size."""
    return f"%PDF-1.4 {text}".encode().ljust(200, b" ")


def exif() -> bytes:
    """EXIF with make, model, maker note, serial number, comment, artist and place."""
    made = Image.Exif()
    made[0x010F], made[0x0110], made[0x013B] = "NHAY-CAM-make", "NHAY-CAM-model", "NHAY-CAM-artist"
    inner = made.get_ifd(0x8769)
    inner[0x927C] = MARK + b"maker-note" * 40
    inner[0x9286] = b"ASCII\0\0\0" + MARK + b"user-comment"
    inner[0xA431] = "NHAY-CAM-serial"
    place = made.get_ifd(0x8825)
    place[1], place[3], place[27] = "N", "E", GPS_MARK
    place[2], place[4] = (20.0, 1.0, 23.45), (105.0, 47.0, 8.1)
    return made.tobytes()


def xmp() -> bytes:
    """A packet of XMP that holds a mark."""
    return b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/">' + MARK + b"xmp</x:xmpmeta>"


def segment(marker: int, content: bytes) -> bytes:
    """A segment of a JPEG."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def iptc() -> bytes:
    """A caption and a credit in IPTC, as the content of a segment APP13; each begins with a mark."""

    def dataset(number: int, text: bytes) -> bytes:
        return struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text

    content = dataset(120, IPTC_MARK.encode() + b"-caption") + dataset(110, IPTC_MARK.encode() + b"-credit")
    return (
        b"Photoshop 3.0\0"
        + b"8BIM"
        + struct.pack(">HHI", 0x0404, 0, len(content))
        + content
        + b"\0" * (len(content) % 2)
    )
