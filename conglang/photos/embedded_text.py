"""The caption and credit that a camera, a photographer or an agency wrote into a photo.

The bytes of a file and its XMP packet come in, two texts go out, mostly empty ones. They are offered to the writer and
never published by themselves. XMP, which is always Unicode, is preferred to IPTC-IIM (in JPEG: an APP13 segment of Photoshop
resources), which is read within the bounds of the file. A damaged structure gives no text and raises nothing.

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
"""The most characters of a caption that are kept."""

LARGEST = 1_000_000
"""The most bytes of an XMP packet that is read: programs store whole histories of edits in it."""

_RDF, _DC = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}", "{http://purl.org/dc/elements/1.1/}"
_CREDIT = "{http://ns.adobe.com/photoshop/1.0/}Credit"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PHOTOSHOP = b"Photoshop 3.0\x00"
_IPTC = 0x0404
_START_OF_SCAN = 0xDA


def inscribed(data: bytes, xmp: bytes = b"") -> tuple[str, str]:
    """The caption and credit in a photo; without a credit the photographer. Empty texts where there are none."""
    texts: dict[int, str] = {}
    try:
        for number, text in _datasets(_resource(_segment(data))):
            texts.setdefault(number, _text(text))
    except (struct.error, IndexError):
        pass
    caption, credit, creator = _of_xmp(xmp) if xmp else ("", "", "")
    return caption or texts.get(CAPTION, ""), credit or texts.get(CREDIT, "") or creator or texts.get(BYLINE, "")


def _of_xmp(packet: bytes) -> tuple[str, str, str]:
    """Description, credit and creators of an XMP packet (ISO 16684-1: RDF in XML).

    A packet that declares a document type is not read: only attacks by endless entities need it.
    """
    from xml.etree import ElementTree

    try:
        text = packet.strip(b"\0").decode("utf-8-sig")
        if len(packet) > LARGEST or "<!" in text.replace("<!--", ""):
            return "", "", ""
        nodes = list(ElementTree.fromstring(text).iter(f"{_RDF}Description"))
    except (ValueError, ElementTree.ParseError):
        return "", "", ""
    caption, credit, creators = "", "", ""
    for node in nodes:
        described = sorted(
            node.iterfind(f"{_DC}description//{_RDF}li"), key=lambda li: li.get(_LANGUAGE) != "x-default"
        )
        caption = caption or next((words for li in described if (words := _clean(li.text or ""))), "")
        credit = credit or _clean(node.get(_CREDIT) or node.findtext(_CREDIT) or "")
        names = (_clean(li.text or "") for li in node.iterfind(f"{_DC}creator//{_RDF}li"))
        creators = creators or ", ".join(name for name in names if name)[:LONGEST]
    return caption, credit, creators


def _segment(data: bytes) -> bytes:
    """The Photoshop resources of a JPEG, which are before its pixels; empty where there are none."""
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
    datasets = []
    at = 0
    while at + 5 <= len(content) and content[at] == 0x1C:
        record, number, size = struct.unpack_from(">BBH", content, at + 1)
        if size & 0x8000:  # An extended dataset: captions and credits are never that long.
            break
        if record == 2:
            datasets.append((number, content[at + 5 : at + 5 + size]))
        at += 5 + size
    return datasets


def _text(data: bytes) -> str:
    """A text decoded as UTF-8, or as the Latin-1 of older programs."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return _clean(text)


def _clean(text: str) -> str:
    """The text on one line, in Unicode NFC."""
    printable = "".join(letter if letter.isprintable() else " " for letter in normalize("NFC", text))
    return " ".join(printable.split())[:LONGEST]
