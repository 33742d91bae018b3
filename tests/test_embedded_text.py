"""Caption and credit that a photo carries in XMP or IPTC, and its average colour."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from conglang.photos.embedded_text import LONGEST, inscribed
from conglang.photos.probe import probe


def dataset(number: int, text: bytes, record: int = 2) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(text)) + text


def resource(number: int, content: bytes, name: bytes = b"") -> bytes:
    named = bytes([len(name)]) + name
    return (
        b"8BIM"
        + struct.pack(">H", number)
        + named
        + b"\0" * (len(named) % 2)
        + struct.pack(">I", len(content))
        + (content + b"\0" * (len(content) % 2))
    )


def jpeg(resources: bytes, before: bytes = b"") -> bytes:
    content = b"Photoshop 3.0\0" + resources
    return b"\xff\xd8" + before + b"\xff\xed" + struct.pack(">H", len(content) + 2) + content + b"\xff\xda\0\2"


CAPTION, CREDIT, BYLINE = dataset(120, "Lúa chín".encode()), dataset(110, b"TTXVN"), dataset(80, b"Lan")
EXIF = b"\xff\xe1\0\x08Exif\0\0"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (jpeg(resource(0x0404, CAPTION + CREDIT)), ("Lúa chín", "TTXVN")),
        (jpeg(resource(0x0404, CAPTION + BYLINE), EXIF), ("Lúa chín", "Lan")),
        (jpeg(resource(0x0404, BYLINE + CREDIT)), ("", "TTXVN")),
        (jpeg(resource(0x03ED, b"\0\0\0") + resource(0x0404, CAPTION, b"odd")), ("Lúa chín", "")),
        (jpeg(resource(0x0404, dataset(120, b"1:record", 1) + CAPTION)), ("Lúa chín", "")),
        (jpeg(resource(0x0404, dataset(120, "L\u0075\u0301a\r\n ch\u00edn \x00".encode()))), ("Lúa chín", "")),
        (jpeg(resource(0x0404, dataset(120, "Café".encode("latin-1")))), ("Café", "")),
        (jpeg(resource(0x0404, dataset(120, b"x" * 9000))), ("x" * LONGEST, "")),
        (jpeg(resource(0x0404, CAPTION)[:-4]), ("Lúa ch", "")),
        (jpeg(resource(0x0404, struct.pack(">BBBH", 0x1C, 2, 120, 0x8004) + b"\0\0\0\1x")), ("", "")),
        (jpeg(b"8BIM\x04"), ("", "")),
        (jpeg(b""), ("", "")),
        (b"\xff\xd8\xff\xed\0\0", ("", "")),
        (b"\xff\xd8\xff", ("", "")),
        (b"", ("", "")),
    ],
)
def test_what_is_written_into_a_photo_is_read(data: bytes, expected: tuple[str, str]) -> None:
    assert inscribed(data) == expected


def packet(inside: str, attributes: str = "") -> bytes:
    """An XMP packet as programs write it."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        f'{attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>{" " * 100}<?xpacket end="w"?>'
    ).encode()


DESCRIBED = '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Gặt lúa</rdf:li></rdf:Alt></dc:description>'
CREATED = "<dc:creator><rdf:Seq><rdf:li>Mai</rdf:li><rdf:li>Nam</rdf:li></rdf:Seq></dc:creator>"
IN_TWO = (
    '<dc:description><rdf:Alt><rdf:li xml:lang="en">Harvest</rdf:li><rdf:li xml:lang="x-default">Gặt\u0302\n lúa'
    "</rdf:li></rdf:Alt></dc:description>"
)
ENTITY = b'<!DOCTYPE x [<!ENTITY a "&#76;an">]>'


@pytest.mark.parametrize(
    ("xmp", "expected"),
    [
        (packet(DESCRIBED), ("Gặt lúa", "")),
        (packet(DESCRIBED + CREATED), ("Gặt lúa", "Mai, Nam")),
        (packet(CREATED, 'photoshop:Credit="TTXVN"'), ("", "TTXVN")),
        (packet(CREATED + "<photoshop:Credit> TTXVN </photoshop:Credit>"), ("", "TTXVN")),
        (packet("<dc:description><rdf:Alt><rdf:li>Lúa &amp; cá</rdf:li></rdf:Alt></dc:description>"), ("Lúa & cá", "")),
        (packet(IN_TWO), ("Gặt\u0302 lúa", "")),
        (packet("<dc:description/><dc:creator/>"), ("", "")),
        (packet(DESCRIBED) + bytes(20), ("Gặt lúa", "")),
        (packet(DESCRIBED)[:-200], ("", "")),
        (packet(DESCRIBED).replace(b"?><x:", b"?>" + ENTITY + b"<x:"), ("", "")),
        (packet(DESCRIBED + " " * 1_000_000), ("", "")),
        (packet(DESCRIBED).decode().encode("utf-16"), ("", "")),
        (b"\xff\xfe", ("", "")),
        (b"<a>" * 100_000, ("", "")),
    ],
)
def test_what_a_program_writes_as_xmp_is_read(xmp: bytes, expected: tuple[str, str]) -> None:
    assert inscribed(b"", xmp) == expected


def test_xmp_goes_before_iptc_and_a_credit_before_a_name() -> None:
    both = jpeg(resource(0x0404, CAPTION + BYLINE))
    assert inscribed(both, packet(DESCRIBED)) == ("Gặt lúa", "Lan")
    assert inscribed(both, packet(CREATED)) == ("Lúa chín", "Mai, Nam")
    assert inscribed(jpeg(resource(0x0404, CREDIT)), packet(CREATED)) == ("", "TTXVN")


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_xmp_is_found_in_every_format(tmp_path: Path, format: str) -> None:
    words, image, target = packet(DESCRIBED + CREATED), Image.new("RGB", (60, 40)), BytesIO()
    if format == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_itxt("XML:com.adobe.xmp", words.decode())
        image.save(target, format, pnginfo=texts)
    elif format == "TIFF":
        image.save(target, format, tiffinfo={700: words})
    else:
        image.save(target, format, xmp=words)
    (tmp_path / "a.jpg").write_bytes(target.getvalue())
    photo, found = probe(tmp_path / "a.jpg", "a.jpg")
    assert photo is not None and (photo.caption, photo.credit, found) == ("Gặt lúa", "Mai, Nam", ())


def test_no_cut_of_a_file_is_a_failure() -> None:
    data = jpeg(resource(0x03ED, b"\0\0\0") + resource(0x0404, CAPTION + CREDIT), EXIF)
    assert {type(inscribed(data[:length])) for length in range(len(data))} == {tuple}


@pytest.mark.parametrize(
    ("colour", "format", "expected"),
    [
        ((0, 0, 0), "PNG", (0, 0, 0)),
        ((255, 255, 255), "JPEG", (3, 3, 3)),
        ((200, 30, 100), "WEBP", (3, 0, 1)),
        ((70, 140, 250), "JPEG", (1, 2, 3)),
        ((70, 140, 250), "GIF", (1, 2, 3)),
        (128, "TIFF", (2, 2, 2)),
        ((10, 10, 10, 0), "PNG", (3, 3, 3)),  # Transparent: white is what shows.
    ],
)
def test_the_tint_is_the_average_in_four_steps(
    tmp_path: Path, colour: object, format: str, expected: tuple[int, int, int]
) -> None:
    modes = {1: "L", 3: "RGB", 4: "RGBA"}
    target = BytesIO()
    mode = modes[len(colour) if isinstance(colour, tuple) else 1]
    Image.new(mode, (80, 60), colour).save(target, format)  # type: ignore[arg-type]
    file = tmp_path / "a.jpg"
    file.write_bytes(target.getvalue())
    photo, _ = probe(file, "a.jpg")
    assert photo is not None and photo.tint == expected


@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF"])
def test_a_large_photo_that_has_to_be_decoded_whole_has_a_tint_too(tmp_path: Path, format: str) -> None:
    Image.new("RGB", (2100, 2000), (200, 30, 100)).save(tmp_path / "a.png", format)
    photo, _ = probe(tmp_path / "a.png", "a.png")
    assert photo is not None and photo.tint == (3, 0, 1)


def test_a_photo_that_cannot_be_decoded_has_no_tint(tmp_path: Path) -> None:
    target = BytesIO()
    Image.linear_gradient("L").save(target, "PNG")
    (tmp_path / "a.png").write_bytes(target.getvalue()[:300])
    photo, _ = probe(tmp_path / "a.png", "a.png")
    assert photo is not None and photo.tint is None
