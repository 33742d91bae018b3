"""The whole output of the demo, byte by byte: its photos are given all that a phone and an agency write into a file."""

from __future__ import annotations

import re
import shutil
import struct
import zlib
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from conglang.build.pipeline import build
from conglang.build.request import DONE, Request
from conglang.output.manifest import MANIFEST
from tests.metadata_rules import TEXT, WALKS, problems
from tests.portal import codes
from tests.sample_files import GPS_MARK, MARK, exif, iptc, segment, xmp

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("avif", "webp", "jpeg")


def saved(format: str, **options: object) -> bytes:
    target = BytesIO()
    Image.linear_gradient("L").resize((90, 60)).convert("RGB").save(target, format, **options)
    return target.getvalue()


def with_text() -> PngImagePlugin.PngInfo:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Lan")
    return texts


def with_extended_header(webp: bytes, flags: int) -> bytes:
    """A WebP file with a VP8X chunk in front, whose flags announce what need not be there."""
    body = b"VP8X" + struct.pack("<IB3s3s3s", 10, flags, b"\0\0\0", b"\x59\0\0", b"\x3b\0\0") + webp[12:]
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def planted(photo: bytes) -> bytes:
    """A JPEG of the demo as it might have come from a phone by way of an agency."""
    carried = segment(0xE1, exif()) + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp())
    carried += segment(0xED, iptc()) + segment(0xFE, MARK + b"comment") + segment(0xE0, b"JFXX\0\x10" + MARK)
    return photo[:2] + carried + photo[2:] + MARK + b"behind the end"


JPEG, PNG, WEBP, AVIF = saved("JPEG"), saved("PNG"), saved("WEBP"), saved("AVIF")
OWN_CHUNK = struct.pack(">I4s", 4, b"prVt") + b"word" + struct.pack(">I", zlib.crc32(b"prVtword"))
DIRTY = {
    "EXIF in JPEG": ("a.jpg", saved("JPEG", exif=exif()), "APP1"),
    "XMP in JPEG": ("a.jpg", saved("JPEG", xmp=xmp()), "APP1"),
    "IPTC in JPEG": ("a.jpg", JPEG[:2] + segment(0xED, iptc()) + JPEG[2:], "APP13"),
    "comment in JPEG": ("a.jpg", saved("JPEG", comment=b"Lan"), "comment"),
    "profile in JPEG": ("a.jpg", saved("JPEG", icc_profile=b"x" * 200), "APP2"),
    "thumbnail in JPEG": ("a.jpg", JPEG[:2] + segment(0xE0, b"JFXX\0\x10" + JPEG) + JPEG[2:], "APP0"),
    "thumbnail in JFIF": ("a.jpg", b"\xff\xd8" + segment(0xE0, JPEG[6:18] + b"\1\1abc") + JPEG[20:], "thumbnail"),
    "maker's own segment": ("a.jpg", JPEG[:2] + segment(0xEC, b"Ducky") + JPEG[2:], "APP12"),
    "comment between scans": ("a.jpg", JPEG[:-2] + segment(0xFE, b"Lan") + JPEG[-2:], "comment"),
    "film behind a JPEG": ("a.jpg", JPEG + b"ftypmp42", "behind the end"),
    "JPEG cut short": ("a.jpg", JPEG[:-2], "structure"),
    "EXIF in PNG": ("a.png", saved("PNG", exif=exif()), "eXIf"),
    "text in PNG": ("a.png", saved("PNG", pnginfo=with_text()), "tEXt"),
    "profile in PNG": ("a.png", saved("PNG", icc_profile=b"x" * 200), "iCCP"),
    "size in PNG": ("a.png", saved("PNG", dpi=(72, 72)), "pHYs"),
    "own chunk in PNG": ("a.png", PNG[:-12] + OWN_CHUNK + PNG[-12:], "prVt"),
    "wrong check in PNG": ("a.png", PNG[:-4] + b"abcd", "check"),
    "word behind a PNG": ("a.png", PNG + b"Lan", "behind the end"),
    "EXIF in WebP": ("a.webp", saved("WEBP", exif=exif()), "EXIF"),
    "XMP in WebP": ("a.webp", saved("WEBP", xmp=xmp()), "XMP"),
    "profile in WebP": ("a.webp", saved("WEBP", icc_profile=b"x" * 200), "ICCP"),
    "announced in WebP": ("a.webp", with_extended_header(WEBP, 0x08), "flags"),
    "word behind a WebP": ("a.webp", WEBP + b"Lan!", "bytes where"),
    "EXIF in AVIF": ("a.avif", saved("AVIF", exif=exif()), "Exif"),
    "XMP in AVIF": ("a.avif", saved("AVIF", xmp=xmp()), "mime"),
    "profile in AVIF": ("a.avif", saved("AVIF", icc_profile=b"x" * 200), "colr"),
    "word behind an AVIF": ("a.avif", AVIF + struct.pack(">I4s", 12, b"free") + b"Lan!", "free"),
    "EXIF in a page": ("index.html", b"<p>Exif\0\0</p>", "Exif"),
    "bytes in a page": ("index.html", b"<p>\xff\xd8</p>", "no text"),
    "XMP in a drawing": ("a.svg", b"<svg><metadata><x:xmpmeta/></metadata></svg>", "xmpmeta"),
    "a photo's original": ("a.heic", b"", "not looked through"),
}


@pytest.mark.parametrize(("name", "data", "named"), DIRTY.values(), ids=list(DIRTY))
def test_what_is_planted_is_found(name: str, data: bytes, named: str) -> None:
    assert any(named in found for found in problems(name, data)), problems(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", JPEG),
        ("a.jpg", saved("JPEG", progressive=True)),
        ("a.jpg", saved("JPEG", restart_marker_rows=1)),
        ("a.png", PNG),
        ("a.webp", WEBP),
        ("a.webp", with_extended_header(WEBP, 0x10)),
        ("a.webp", saved("WEBP", lossless=True)),
        ("a.avif", AVIF),
        ("index.html", "<p>Ảnh</p>\n".encode()),
    ],
)
def test_a_clean_file_is_called_clean(name: str, data: bytes) -> None:
    assert problems(name, data) == []


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the demo, all of whose photos carry what they should not, in all formats."""
    folder = tmp_path_factory.mktemp("demo")
    site = folder / "site"
    shutil.copytree(ROOT / "content", site / "content")
    shutil.copytree(ROOT / "assets" / "img", site / "assets" / "img")
    for photo in site.rglob("*.jpg"):
        photo.write_bytes(planted(photo.read_bytes()))
    config = (ROOT / "config.toml").read_text("utf-8")
    formats = ", ".join(f'"{name}"' for name in FORMATS)
    for old, new in ((r"widths = \[.*\]", "widths = [240]"), (r"formats = \[.*\]", f"formats = [{formats}]")):
        config, count = re.subn(old, new, config)
        assert count == 1
    (site / "config.toml").write_text(config, "utf-8")
    now = int(datetime.fromisoformat("2026-11-22T08:00+07:00").timestamp())
    request = Request(site=site, output=folder / "output", cache=folder / "cache", now=now, jobs=2)
    report = build(request)
    assert report.status == DONE, codes(report)
    return folder / "output"


def test_nothing_is_left_in_any_byte_of_the_demo(output: Path) -> None:
    files = {file.relative_to(output).as_posix(): file.read_bytes() for file in output.rglob("*") if file.is_file()}
    kinds = {name[name.rfind(".") :] for name in files}
    assert kinds >= {".jpg", ".webp", ".avif", ".png", ".pdf", ".html", ".xml", ".json", ".css", ".svg"}
    assert kinds <= {*WALKS, *TEXT}
    assert {name: found for name, data in files.items() if (found := problems(name, data))} == {}
    assert [name for name, data in files.items() if MARK in data or GPS_MARK in data] == []
    assert len([name for name in files if name.startswith("media/")]) > 100
    assert MANIFEST in files


def test_one_dirty_file_in_the_output_would_be_seen(output: Path) -> None:
    name = next(file for file in sorted(output.rglob("media/*/*.jpg")))
    assert problems(name.name, name.read_bytes()) == []
    assert problems(name.name, planted(name.read_bytes())) != []
