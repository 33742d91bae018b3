"""Nothing private leaves: what cameras, phones and programs write beside the picture stands in no byte of the output."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from conglang.photos import pixels
from tests.portal import Portal
from tests.sample_files import GPS_MARK, MARK, exif, iptc, segment, xmp


def photograph() -> Image.Image:
    return Image.effect_noise((900, 600), 60).convert("RGB")


def saved(format: str, **options: object) -> bytes:
    target = BytesIO()
    photograph().save(target, format, **options)
    return target.getvalue()


def jpeg(**options: object) -> bytes:
    """A JPEG with everything that a file can hold: segments before the picture, a thumbnail, and bytes behind the end."""
    data = saved("JPEG", exif=exif(), comment=MARK + b"comment", **options)
    extended = b"JFXX\0\x10" + MARK + b"thumbnail"
    planted = segment(0xE0, extended) + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp())
    planted += segment(0xED, iptc()) + segment(0xEC, MARK + b"ducky") + segment(0xE2, b"MPF\0" + MARK + b"mpf")
    return data[:2] + planted + data[2:] + MARK + b"trailer, as some phones hide a film"


def png() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "NHAY-CAM-text")
    texts.add_text("Raw profile type iptc", "NHAY-CAM-ztext", zip=False)
    texts.add_itxt("XML:com.adobe.xmp", xmp().decode())
    data = saved("PNG", pnginfo=texts, exif=exif())
    own = MARK + b"own-chunk"
    chunk = struct.pack(">I4s", len(own), b"prVt") + own + struct.pack(">I", zlib.crc32(b"prVt" + own))
    return data[:-12] + chunk + data[-12:] + MARK + b"trailer"


KINDS: dict[str, Callable[[], bytes]] = {
    "mot.jpg": jpeg,
    "hai.jpg": lambda: jpeg(progressive=True),
    "ba.png": png,
    "bon.webp": lambda: saved("WEBP", exif=exif(), xmp=xmp()),
    "nam.avif": lambda: saved("AVIF", exif=exif(), xmp=xmp()),
    "sau.tif": lambda: saved("TIFF", exif=exif(), description="NHAY-CAM-description", software="NHAY-CAM-software"),
    "bay.gif": lambda: saved("GIF", comment=MARK + b"gif"),
}


def planted(portal: Portal) -> None:
    """A portal with a photo of every kind, as lead and in the text, with every format of renditions."""
    portal.edit("config.toml", "[site]", '[photos]\nformats = ["avif", "webp", "jpeg"]\nwidths = [480]\n\n[site]')
    portal.edit("config.toml", "[site]", "[feeds]\nfull_text = true\n\n[site]")
    for name, make in KINDS.items():
        stem = name.partition(".")[0]
        portal.write(f"content/tin/{stem}/{name}", make())
        portal.article(f"tin/{stem}", f'Mở đầu.\n\n![Một bức ảnh]({name} "Ảnh: Lan")\n')


def test_every_planted_mark_is_in_its_file() -> None:
    """Else the scan below would prove nothing."""
    for name, make in KINDS.items():
        data = make()
        assert MARK in data, name
        if not name.endswith(".gif"):
            assert GPS_MARK in data, name


def test_no_mark_is_in_any_byte_of_the_output(portal: Portal) -> None:
    planted(portal)
    portal.built(jobs=2)
    files = [file for file in (portal.folder / "output").rglob("*") if file.is_file()]
    photos = [file for file in files if "media" in file.parts]
    assert len(photos) >= len(KINDS) * 6
    leaks = [str(file) for file in files if any(mark in file.read_bytes() for mark in (MARK, GPS_MARK))]
    assert leaks == []
    assert [str(file) for file in photos if read(file)] == []


def read(file: Path) -> dict[object, object]:
    """What a program that looks for it finds in a file beside the picture."""
    with Image.open(file) as image:
        image.load()
        telling = ("exif", "xmp", "XML:com.adobe.xmp", "icc_profile", "comment", "photoshop", "mp", "adobe")
        return {**dict(image.getexif().items()), **{name: image.info[name] for name in telling if image.info.get(name)}}


def test_no_original_is_published(portal: Portal) -> None:
    planted(portal)
    portal.built()
    originals = {(portal.site / f"content/tin/{name.partition('.')[0]}/{name}").read_bytes() for name in KINDS}
    assert not originals & {file.read_bytes() for file in (portal.folder / "output").rglob("*") if file.is_file()}


def test_a_photo_that_cannot_be_cleaned_stops_the_build_by_name(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.article("tin/cu")
    portal.built()
    before = portal.output()
    portal.write("content/tin/mot/anh.jpg", jpeg())
    portal.article("tin/mot", "Mở đầu.\n\n![Một bức ảnh](anh.jpg)\n")
    monkeypatch.setattr(pixels, "encoded", lambda picture, format, quality: saved("JPEG", comment=MARK))
    report = portal.build()
    assert report.status == 1
    assert {(d.code, d.at.path) for d in report.diagnostics if d.severity == "error"} == {
        ("photo-not-clean", "content/tin/mot/anh.jpg")
    }
    assert portal.output() == before


def test_what_a_photo_says_of_itself_is_offered_and_not_published(portal: Portal) -> None:
    portal.write("content/tin/mot/anh.jpg", jpeg())
    portal.article("tin/mot", "Mở đầu.\n\n![](anh.jpg)\n")
    report = portal.built()
    offered = {d.code: dict(d.values) for d in report.diagnostics}
    assert offered["photo-holds-caption"] == {"caption": "NHAY-CAM-IPTC-caption"}
    assert offered["photo-holds-credit"] == {"credit": "NHAY-CAM-IPTC-credit"}
    assert "NHAY-CAM" not in portal.read("2024/03/mot/index.html")
    portal.article("tin/mot", 'Mở đầu.\n\n![Lúa chín](anh.jpg "Ảnh: Lan")\n')
    assert [d.code for d in portal.built().diagnostics] == []


def test_a_photo_that_brings_its_caption_is_told_once(portal: Portal) -> None:
    portal.write("content/tin/mot/anh.jpg", jpeg())
    portal.article("tin/mot", "Mở đầu.\n\n![](anh.jpg)\n")
    assert [d.code for d in portal.built().diagnostics] == ["photo-holds-caption", "photo-holds-credit"]
    assert [d.code for d in portal.built().diagnostics] == ["photo-holds-caption", "photo-holds-credit"]


def test_a_lead_photo_offers_its_words_too(portal: Portal) -> None:
    portal.write("content/tin/mot/anh.jpg", jpeg())
    portal.article("tin/mot", photo="anh.jpg")
    assert [d.code for d in portal.built().diagnostics] == ["lead-photo-holds-caption", "lead-photo-holds-credit"]
    portal.article("tin/mot", photo="anh.jpg", photo_caption="Lúa chín", photo_credit="Lan")
    assert portal.built().diagnostics == ()


def test_a_problem_of_a_photo_says_which_article_names_it(portal: Portal) -> None:
    portal.write("content/anh.jpg", b"")
    portal.article("tin/mot", "Mở đầu.\n\n![Ảnh](../../anh.jpg)\n")
    portal.article("tin/ba", photo="../../anh.jpg")
    cut = jpeg()[:-60_000]
    portal.write("content/tin/mot/cut.jpg", cut)
    portal.edit("content/tin/mot/index.md", "Mở đầu.", "Mở đầu.\n\n![Ảnh](cut.jpg)")
    errors = [d for d in portal.build().diagnostics if d.severity == "error"]
    assert {d.code: [(place.path, place.line) for place in d.see] for d in errors} == {
        "photo-empty": [("content/tin/ba/index.md", 7)],
        "photo-truncated": [("content/tin/mot/index.md", 11)],
    }
