"""Photos from file to clean rendition: real files, made here, through the real decoders and encoders."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from conglang.diagnostics import Diagnostic
from conglang.languages import CODES, language
from conglang.model import Location, Photo, PhotoConfig, Rendition
from conglang.photos import pixels
from conglang.photos import rendition_cache as maker
from conglang.photos.metadata import metadata_found
from conglang.photos.probe import EXTENSIONS, probe
from conglang.photos.rendition_cache import DIGESTS, Job, cached, encoder_folder, encoders, make, missing
from conglang.photos.renditions import every, renditions
from conglang.terminal.sentences import say

MARK = b"DAU-VET-RIENG-TU"
CONFIG = PhotoConfig(widths=(24, 60), formats=("webp", "jpeg"), quality=(("jpeg", 95), ("webp", 95), ("avif", 90)))
ALL_FORMATS = PhotoConfig(widths=(24, 60), formats=("avif", "webp", "jpeg"), quality=CONFIG.quality)
CORNERS = ((200, 30, 30), (30, 160, 40), (40, 40, 190), (230, 210, 60))


# ---- making files ---------------------------------------------------------------------------------------------------


def encoded(image: Image.Image, format: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, format, **options)
    return target.getvalue()


def plain(color: object, mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    return Image.new(mode, size, color)  # type: ignore[arg-type]


def textured(size: tuple[int, int] = (600, 400)) -> Image.Image:
    """Something with detail in it, the same on every run."""
    ramp = Image.linear_gradient("L").resize(size)
    ring = Image.radial_gradient("L").resize(size)
    wave = ramp.point([(value * 37) % 256 for value in range(256)])
    return Image.merge("RGB", (ramp, ring, wave))


def quarters(width: int = 60, height: int = 40) -> Image.Image:
    image = Image.new("RGB", (width, height))
    for number, color in enumerate(CORNERS):
        left, top = (number % 2) * width // 2, (number // 2) * height // 2
        image.paste(color, (left, top, left + width // 2, top + height // 2))
    return image


def stored(upright: Image.Image, orientation: int) -> Image.Image:
    """The pixels as a camera stores them (EXIF 2.3, tag 0x0112): which upright pixel stands at column i, row j."""
    w, h = upright.size
    source: dict[int, Callable[[int, int], tuple[int, int]]] = {
        1: lambda i, j: (i, j),
        2: lambda i, j: (w - 1 - i, j),
        3: lambda i, j: (w - 1 - i, h - 1 - j),
        4: lambda i, j: (i, h - 1 - j),
        5: lambda i, j: (j, i),
        6: lambda i, j: (w - 1 - j, i),
        7: lambda i, j: (w - 1 - j, h - 1 - i),
        8: lambda i, j: (j, h - 1 - i),
    }
    image = Image.new("RGB", (w, h) if orientation < 5 else (h, w))
    for i in range(image.width):
        for j in range(image.height):
            pixel = upright.getpixel(source[orientation](i, j))
            assert pixel is not None
            image.putpixel((i, j), pixel)
    return image


def exif(orientation: int = 1) -> Image.Exif:
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = MARK.decode()
    block.get_ifd(0x8825).update({1: "N", 2: (19.0, 48.0, 27.0), 3: "E", 4: (105.0, 46.0, 33.0), 29: MARK.decode()})
    return block


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_header(width: int, height: int, *, depth: int = 8, before: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + before
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def _profile(kind: bytes, space: bytes, pcs: bytes, tags: dict[bytes, bytes]) -> bytes:
    """An ICC profile, version 2: header of 128 bytes, table of tags, their contents."""
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(78),
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        **tags,
    }
    at, table, body = 132 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        content += bytes(-len(content) % 4)
        table += struct.pack(">4sII", name, at + len(body), len(content))
        body += content
    header = struct.pack(">I4sI4s4s4s12s4s", at + len(body), b"test", 0x02100000, kind, space, pcs, bytes(12), b"acsp")
    header += bytes(68 - len(header)) + _xyz(0.9642, 1.0, 0.8249)[8:]
    return header + bytes(128 - len(header)) + struct.pack(">I", len(tags)) + table + body


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in values)


DISPLAY_P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
XYZ_TO_SRGB = (  # For the white point D50.
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)
GAMMA = 563 / 256


def matrix_profile(columns: tuple[tuple[float, ...], ...]) -> bytes:
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, 563)
    names = zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)
    tags = {name: _xyz(*column) for name, column in names} | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags)


def cmyk_profile() -> bytes:
    """A press whose cyan ink is green: without the profile nobody could know. Two grid points an ink, Lab of 8 bits."""
    ramp = bytes(range(256))
    grid = b""
    for corner in range(16):
        cyan, black = corner & 8, corner & 1
        grid += bytes((0, 128, 128)) if black else bytes((120, 60, 180)) if cyan else bytes((255, 128, 128))
    identity = b"".join(struct.pack(">i", 65536 if n in (0, 4, 8) else 0) for n in range(9))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + identity + ramp * 4 + grid + ramp * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": table})


def in_srgb(color: tuple[int, ...], columns: tuple[tuple[float, ...], ...]) -> tuple[int, ...]:
    """The sRGB value of a colour given in a space of three primaries and GAMMA."""
    linear = [(value / 255) ** GAMMA for value in color]
    xyz = [sum(linear[n] * columns[n][axis] for n in range(3)) for axis in range(3)]
    out = [sum(row[axis] * xyz[axis] for axis in range(3)) for row in XYZ_TO_SRGB]
    return tuple(round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055)) for v in out)


# ---- running --------------------------------------------------------------------------------------------------------


class Desk:
    """A folder with photos in it, and a cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache = folder / "cache"

    def write(self, name: str, data: bytes) -> Path:
        file = self.folder / name
        file.write_bytes(data)
        return file

    def job(self, name: str, data: bytes, config: PhotoConfig = CONFIG, *, lead: bool = False) -> Job:
        file = self.write(name, data)
        photo, found = probe(file, name)
        assert photo is not None, found
        return Job(photo, file, every(renditions(photo, config, lead=lead)))

    def make(self, *jobs: Job, config: PhotoConfig = CONFIG, threads: int = 1) -> tuple[Diagnostic, ...]:
        return make(jobs, config=config, encoder_folder=self.cache, threads=threads, on_done=lambda done, total: None)

    def pictures(self, name: str, data: bytes, config: PhotoConfig = CONFIG) -> dict[tuple[str, int], Image.Image]:
        """Make all renditions of a photo and decode them again, by format and width."""
        job = self.job(name, data, config)
        assert self.make(job, config=config) == ()
        pictures = {}
        for rendition in job.renditions:
            with Image.open(cached(self.cache, rendition)) as image:
                image.load()
                assert image.size == (rendition.width, rendition.height)
                pictures[rendition.format, rendition.width] = image.convert("RGB")
        return pictures

    def files(self) -> dict[str, bytes]:
        found = sorted(file for file in self.cache.rglob("*") if file.is_file() and file.name != DIGESTS)
        return {file.relative_to(self.cache).as_posix(): file.read_bytes() for file in found}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def middle(image: Image.Image) -> tuple[int, ...]:
    pixel = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(pixel, tuple)
    return tuple(int(value) for value in pixel)


def close(a: tuple[int, ...], b: tuple[int, ...], by: int = 6) -> bool:
    return all(abs(x - y) <= by for x, y in zip(a, b, strict=True))


def codes(found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    for diagnostic in found:
        for code in CODES:
            assert all("{" not in sentence for sentence in say(diagnostic, language(code)))
    return [(diagnostic.severity, diagnostic.code) for diagnostic in found]


# ---- probing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "format", "known_as"),
    [
        ("a.jpg", "JPEG", "JPEG"),
        ("a.JPG", "PNG", "PNG"),
        ("a.webp", "WEBP", "WEBP"),
        ("a.gif", "GIF", "GIF"),
        ("a.avif", "AVIF", "AVIF"),
        ("a.tif", "TIFF", "TIFF"),
    ],
)
def test_a_photo_is_what_its_content_says(desk: Desk, name: str, format: str, known_as: str) -> None:
    photo, found = probe(desk.write(name, encoded(textured((70, 50)), format)), name)
    assert found == ()
    assert photo is not None
    assert photo == Photo(name, photo.digest, 70, 50, known_as, tint=photo.tint)
    assert Path(name).suffix.lower() in EXTENSIONS


def test_a_photo_of_two_images_counts_as_its_first(desk: Desk) -> None:
    second = plain("blue", size=(30, 20))
    data = encoded(textured((70, 50)), "MPO", save_all=True, append_images=[second])
    photo, found = probe(desk.write("a.jpg", data), "a.jpg")
    assert (photo and photo.format, photo and photo.width, found) == ("MPO", 70, ())
    assert set(desk.pictures("a.jpg", data)) == {("webp", 24), ("webp", 60), ("jpeg", 24), ("jpeg", 60)}


def test_the_digest_is_of_content_alone(desk: Desk) -> None:
    data = encoded(textured(), "JPEG")
    first, second = (probe(desk.write(name, data), name)[0] for name in ("a.jpg", "b.jpg"))
    assert first is not None and second is not None
    assert first.digest == second.digest
    other, _ = probe(desk.write("a.jpg", data + b"."), "a.jpg")
    assert other is not None and other.digest != first.digest


JPEG = encoded(textured((300, 200)), "JPEG")
BAD = {
    "nothing in it": (b"", "photo-empty"),
    "a web page": (b"<!doctype html><title>404</title>", "photo-unreadable"),
    "text that begins like a bitmap": (b"BMW, Audi, ...", "photo-unreadable"),
    "a JPEG's first bytes": (JPEG[:20], "photo-unreadable"),
    "a PNG's first bytes": (b"\x89PNG\r\n\x1a\n\0\0\0", "photo-unreadable"),
    "a WebP cut short": (encoded(textured(), "WEBP")[:300], "photo-unreadable"),
    "60,000 pixels square": (png_header(60_000, 60_000), "photo-too-large"),
    "100 million pixels of one bit": (png_header(10_000, 10_000, depth=1), "photo-too-large"),
    "65 million pixels": (png_header(8125, 8000), "photo-too-large"),
    "a line of pixels too long": (png_header(1, 70_000), "photo-too-large"),
    "PDF": (b"%PDF-1.7\n", "photo-format"),
    "PSD": (b"8BPS\0\1", "photo-format"),
    "BMP": (encoded(plain("red"), "BMP"), "photo-format"),
    "SVG": (b'<?xml version="1.0"?>\n<SVG onload="alert(1)"/>', "photo-format"),
    "ICO": (encoded(plain("red"), "ICO"), "photo-format"),
    "Canon RAW": (b"II*\0\x10\0\0\0CR\2\0", "photo-format"),
    "Canon RAW 3": (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "photo-format"),
    "video": (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "photo-format"),
    "Word document": (b"PK\3\4\x14\0", "photo-format"),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=list(BAD))
def test_what_is_not_a_photo_is_named(desk: Desk, data: bytes, code: str) -> None:
    photo, found = probe(desk.write("ảnh.jpg", data), "tin/ảnh.jpg")
    assert photo is None
    assert codes(found) == [("error", code)]
    assert found[0].at == Location("tin/ảnh.jpg")


def test_camera_raw_inside_tiff_is_told_by_its_suffix(desk: Desk) -> None:
    data = encoded(plain("red"), "TIFF")
    assert codes(probe(desk.write("a.NEF", data), "a.NEF")[1]) == [("error", "photo-format")]


def test_a_file_that_is_gone_is_a_diagnostic(desk: Desk) -> None:
    assert codes(probe(desk.folder / "không-có.jpg", "không-có.jpg")[1]) == [("error", "photo-not-opened")]


def test_a_file_too_heavy_is_not_read(desk: Desk) -> None:
    file = desk.write("phim.jpg", b"")
    with file.open("r+b") as stream:
        stream.truncate(300 * 1024 * 1024)
    assert codes(probe(file, "phim.jpg")[1]) == [("error", "photo-too-heavy")]


def test_48_megapixels_are_fine(desk: Desk) -> None:
    photo, found = probe(desk.write("a.png", png_header(8000, 6000)), "a.png")
    assert (photo and (photo.width, photo.height), found) == ((8000, 6000), ())


def test_a_bomb_in_a_colour_profile_does_not_go_off(desk: Desk) -> None:
    bomb = chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(64_000_000), 9))
    photo, _ = probe(desk.write("a.png", png_header(60, 40, before=bomb)), "a.png")
    assert photo is None or photo.width == 60


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1"])
def test_heic_without_its_decoder_says_what_to_install(
    desk: Desk, brand: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    photo, found = probe(desk.write("IMG_1.HEIC", b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic"), "IMG_1.HEIC")
    assert photo is None
    assert codes(found) == [("error", "heic-without-extra")]
    for code in CODES:
        assert "“build.py --yes”" in say(found[0], language(code))[1]


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "AVIF"])
def test_of_an_animation_the_first_picture_is_taken_with_a_warning(desk: Desk, format: str) -> None:
    data = encoded(plain(CORNERS[0]), format, save_all=True, append_images=[plain(CORNERS[1]), plain(CORNERS[2])])
    photo, found = probe(desk.write("a.gif", data), "a.gif")
    assert photo is not None
    assert codes(found) == [("warning", "animated-photo")]
    assert close(middle(desk.pictures("a.gif", data)["jpeg", 60]), CORNERS[0])


# ---- orientation ----------------------------------------------------------------------------------------------------


def assert_upright(picture: Image.Image) -> None:
    w, h = picture.size
    points = ((w // 4, h // 4), (3 * w // 4, h // 4), (w // 4, 3 * h // 4), (3 * w // 4, 3 * h // 4))
    found = tuple(picture.getpixel(point) for point in points)
    assert all(close(pixel, color, 12) for pixel, color in zip(found, CORNERS, strict=True)), found  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(desk: Desk, format: str, orientation: int) -> None:
    data = encoded(stored(quarters(), orientation), format, exif=exif(orientation), quality=95)
    photo, _ = probe(desk.write("a.jpg", data), "a.jpg")
    assert photo is not None
    assert (photo.width, photo.height) == (60, 40)
    for picture in desk.pictures("a.jpg", data).values():
        assert_upright(picture)


def test_a_large_photo_is_upright_when_it_is_decoded_smaller(desk: Desk) -> None:
    lying = quarters(3600, 2400).transpose(Image.Transpose.ROTATE_90)
    config = PhotoConfig(widths=(60, 1700))
    pictures = desk.pictures("a.jpg", encoded(lying, "JPEG", exif=exif(6)), config)
    assert set(pictures) == {("webp", 60), ("webp", 1700), ("jpeg", 60), ("jpeg", 1700)}
    for picture in pictures.values():
        assert_upright(picture)


def test_orientation_behind_the_pixels_of_a_png_counts(desk: Desk) -> None:
    data = encoded(stored(quarters(), 6), "PNG")
    block = chunk(b"eXIf", exif(6).tobytes().removeprefix(b"Exif\0\0"))
    for picture in desk.pictures("a.png", data[:-12] + block + data[-12:]).values():
        assert_upright(picture)


def test_orientation_in_xmp_counts_for_nothing_as_in_browsers(desk: Desk) -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    as_jpeg = encoded(quarters(), "JPEG", xmp=xmp, quality=95)
    as_tiff = encoded(quarters(), "TIFF", tiffinfo={700: xmp})
    for data in (as_jpeg, as_tiff):
        for picture in desk.pictures("a.jpg", data).values():
            assert_upright(picture)


@pytest.mark.parametrize(
    "block",
    [
        b"Exif\0\0" + struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, 9, 0, 0),
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff",
        b"Exif\0\0MM\0*\xff\xff\xff\xff",
        b"Exif\0\0no directory",
        b"Exif\0\0",
    ],
    ids=["orientation 9", "entries past its end", "directory past its end", "not a directory", "empty"],
)
def test_broken_exif_means_upright(desk: Desk, block: bytes) -> None:
    for picture in desk.pictures("a.jpg", encoded(quarters(), "JPEG", exif=block, quality=95)).values():
        assert_upright(picture)


# ---- colours and modes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [DISPLAY_P3, ADOBE_RGB], ids=["Display P3", "Adobe RGB"])
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_colours_are_converted_to_srgb(desk: Desk, columns: tuple[tuple[float, ...], ...], format: str) -> None:
    color = (170, 110, 90)
    expected = in_srgb(color, columns)
    assert not close(color, expected, 10)
    pictures = desk.pictures("a.jpg", encoded(plain(color), format, icc_profile=matrix_profile(columns), quality=95))
    assert all(close(middle(picture), expected, 5) for picture in pictures.values())


def test_a_broken_profile_is_taken_as_srgb_with_a_warning(desk: Desk) -> None:
    for number, profile in enumerate((b"not a profile", matrix_profile(DISPLAY_P3)[:200], cmyk_profile())):
        data = encoded(plain(CORNERS[number]), "JPEG", icc_profile=profile, quality=95)
        assert codes(probe(desk.write("a.jpg", data), "a.jpg")[1]) == [("warning", "photo-profile")]
        assert close(middle(desk.pictures("a.jpg", data)["jpeg", 60]), CORNERS[number])


def test_ink_is_shown_as_its_profile_says(desk: Desk) -> None:
    data = encoded(plain((255, 0, 0, 0), "CMYK"), "JPEG", icc_profile=cmyk_profile(), quality=95)
    assert probe(desk.write("a.jpg", data), "a.jpg")[1] == ()
    for picture in desk.pictures("a.jpg", data).values():
        red, green, blue = middle(picture)
        assert green > 100 and red < 60 and blue < 60


CLEAR_RED = (255, 0, 0, 128)
MODES = {
    "CMYK without profile": (plain((0, 255, 255, 0), "CMYK"), "JPEG", (255, 0, 0)),
    "grey": (plain(90, "L"), "JPEG", (90, 90, 90)),
    "16-bit grey": (plain(0x8080, "I;16"), "PNG", (128, 128, 128)),
    "16-bit white": (plain(0xFFFF, "I;16"), "TIFF", (255, 255, 255)),
    "palette": (plain((200, 30, 30)).convert("P", palette=Image.Palette.ADAPTIVE), "PNG", (200, 30, 30)),
    "RGBA, half clear": (plain(CLEAR_RED, "RGBA"), "PNG", (255, 127, 127)),
    "RGBA, wholly clear": (plain((0, 0, 0, 0), "RGBA"), "WEBP", (255, 255, 255)),
    "RGBA in TIFF": (plain(CLEAR_RED, "RGBA"), "TIFF", (255, 127, 127)),
    "grey with alpha": (plain((0, 128), "LA"), "PNG", (127, 127, 127)),
    "1-bit white": (plain(1, "1"), "PNG", (255, 255, 255)),
    "1-bit black": (plain(0, "1"), "TIFF", (0, 0, 0)),
    "GIF": (plain((30, 160, 40)), "GIF", (30, 160, 40)),
}


@pytest.mark.parametrize(("image", "format", "expected"), MODES.values(), ids=list(MODES))
def test_every_kind_of_pixel_becomes_colour_on_white(
    desk: Desk, image: Image.Image, format: str, expected: tuple[int, ...]
) -> None:
    for picture in desk.pictures("a.png", encoded(image, format)).values():
        assert close(middle(picture), expected)


def test_a_palette_with_a_clear_colour_shows_white_there(desk: Desk) -> None:
    data = encoded(plain(CORNERS[0]).convert("P", palette=Image.Palette.ADAPTIVE), "PNG", transparency=0)
    assert close(middle(desk.pictures("a.png", data)["jpeg", 60]), (255, 255, 255))


def test_a_grey_photo_with_a_colour_profile_stays_grey(desk: Desk) -> None:
    data = encoded(plain(128, "L"), "JPEG", icc_profile=matrix_profile(DISPLAY_P3), quality=95)
    assert probe(desk.write("a.jpg", data), "a.jpg")[1] == ()
    red, green, blue = middle(desk.pictures("a.jpg", data)["webp", 60])
    assert max(red, green, blue) - min(red, green, blue) <= 4


# ---- metadata -------------------------------------------------------------------------------------------------------


def marked(format: str) -> bytes:
    """A photo with the mark in every place where its format can carry words."""
    image, xmp = textured(), b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + MARK + b"</x:xmpmeta>"
    profile = matrix_profile(DISPLAY_P3).replace(b"none", MARK[:4])
    if format == "JPEG":
        image.paste(quarters(), (0, 0))
        data = encoded(image, "JPEG", exif=exif(6), xmp=xmp, comment=MARK, icc_profile=profile)
        iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", 21) + b"\x1c\2\x78\0\x10" + MARK
        return data[:2] + b"\xff\xed" + struct.pack(">H", 2 + len(iptc)) + iptc + data[2:] + MARK
    if format == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", MARK.decode())
        words.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return encoded(image, "PNG", exif=exif(), pnginfo=words, icc_profile=profile)
    if format == "GIF":
        return encoded(image, "GIF", comment=MARK)
    if format == "TIFF":
        return encoded(image, "TIFF", tiffinfo={270: MARK.decode(), 315: MARK.decode(), 700: xmp}, icc_profile=profile)
    return encoded(image, format, exif=exif(), xmp=xmp, icc_profile=profile)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "TIFF", "WEBP", "AVIF"])
def test_no_word_of_a_photo_comes_out(desk: Desk, format: str) -> None:
    data = marked(format)
    assert MARK in data
    job = desk.job("a.jpg", data, ALL_FORMATS, lead=True)
    assert desk.make(job, config=ALL_FORMATS) == ()
    made = desk.files()
    assert len(made) == len(job.renditions)
    assert [
        name for name, content in made.items() if MARK in content or b"Exif" in content or b"xmpmeta" in content
    ] == []
    assert [metadata_found(cached(desk.cache, r).read_bytes(), r.format) for r in job.renditions] == [()] * len(made)


@pytest.mark.parametrize(
    ("format", "data", "expected"),
    [
        ("jpeg", marked("JPEG"), ("APP13", "APP1", "APP2", "COM", "trailer")),
        ("jpeg", encoded(plain("red"), "JPEG") + b"PK\3\4", ("trailer",)),
        ("jpeg", encoded(plain("red"), "JPEG")[:-2], ("structure",)),
        ("jpeg", encoded(plain("red"), "JPEG", progressive=True), ()),
        ("jpeg", encoded(textured(), "JPEG", restart_marker_rows=1), ()),
        ("jpeg", b"", ("structure",)),
        ("webp", marked("WEBP"), ("ICCP", "EXIF", "XMP")),
        ("webp", encoded(plain("red"), "WEBP"), ()),
        ("webp", encoded(plain("red"), "WEBP") + b"PK", ("trailer",)),
        ("webp", encoded(plain("red"), "WEBP")[:30], ("trailer",)),
        ("webp", JPEG, ("structure",)),
        ("avif", marked("AVIF"), ("Exif", "mime", "ICC")),
        ("avif", encoded(plain("red"), "AVIF"), ()),
        ("avif", encoded(plain("red"), "AVIF")[:-4], ("structure",)),
    ],
)
def test_what_does_not_belong_to_the_picture_is_found(format: str, data: bytes, expected: tuple[str, ...]) -> None:
    assert set(metadata_found(data, format)) == set(expected)


def test_a_photo_that_is_not_clean_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "encoded", lambda picture, format, quality: marked("JPEG"))
    config = PhotoConfig(widths=(24,), formats=())
    found = desk.make(desk.job("a.jpg", encoded(textured(), "JPEG"), config), config=config)
    assert codes(found) == [("error", "photo-not-clean")]
    assert found[0].at == Location("a.jpg")
    assert desk.files() == {}


# ---- the cache ------------------------------------------------------------------------------------------------------


def test_a_second_run_encodes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    job = desk.job("a.jpg", encoded(textured(), "JPEG"), lead=True)
    assert desk.make(job) == ()
    assert [file.name for file in desk.cache.rglob("*.part")] == []
    monkeypatch.setattr(maker, "_make_one", lambda *_: pytest.fail("made again"))
    assert desk.make(job) == ()
    assert missing((job,), encoder_folder=desk.cache) == ()


def test_any_number_of_threads_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for threads in (1, 2):
        folder = tmp_path / str(threads)
        folder.mkdir()
        desk = Desk(folder)
        sizes = ((600 + 40 * number, 400) for number in range(4))
        jobs = [desk.job(f"{n}.jpg", encoded(textured(size), "JPEG"), ALL_FORMATS) for n, size in enumerate(sizes)]
        assert desk.make(*jobs, config=ALL_FORMATS, threads=threads) == ()
        made.append(desk.files())
    assert len(made[0]) == 24
    assert made[0] == made[1]


def test_a_rendition_does_not_depend_on_which_others_are_wanted(tmp_path: Path) -> None:
    data = encoded(textured((2400, 1600)), "JPEG")
    few, many = PhotoConfig(widths=(480,)), PhotoConfig(widths=(240, 480, 960, 1600, 2000))
    made: list[dict[str, bytes]] = []
    for name, config in (("few", few), ("many", many)):
        folder = tmp_path / name
        folder.mkdir()
        desk = Desk(folder)
        assert desk.make(desk.job("a.jpg", data, config), config=config) == ()
        made.append(desk.files())
    assert made[0].items() <= made[1].items()
    assert len(made[0]) == 2 and len(made[1]) == 10


def test_what_is_missing_is_made_alone_and_alike(desk: Desk) -> None:
    job = desk.job("a.jpg", encoded(textured((2400, 1600)), "JPEG"), PhotoConfig(), lead=True)
    assert desk.make(job, config=PhotoConfig()) == ()
    before = desk.files()
    lost = job.renditions[1]
    cached(desk.cache, lost).unlink()
    cached(desk.cache, job.renditions[-1]).write_bytes(b"")  # As a power cut may leave it.
    assert missing((job,), encoder_folder=desk.cache) == (Job(job.photo, job.file, (lost, job.renditions[-1])),)
    assert desk.make(job, config=PhotoConfig()) == ()
    assert desk.files() == before


def test_the_list_of_an_encoder_folder_forgets_deleted_files(desk: Desk) -> None:
    first, second, third = (desk.job(f"{n}.jpg", encoded(textured((600 + n, 400)), "JPEG")) for n in range(3))
    assert desk.make(first, second) == ()
    for rendition in first.renditions:  # As the sweep of the cache does.
        cached(desk.cache, rendition).unlink()
    cached(desk.cache, second.renditions[0]).unlink()
    assert desk.make(second, third) == ()
    listed = (desk.cache / DIGESTS).read_text("ascii").splitlines()
    assert sorted(line.partition(" ")[2] for line in listed) == sorted(desk.files())
    assert missing((second, third), encoder_folder=desk.cache) == ()


def test_copies_of_one_photo_are_made_once(desk: Desk) -> None:
    data = encoded(textured(), "JPEG")
    jobs = (desk.job("a.jpg", data), desk.job("b.jpg", data, lead=True))
    todo = missing(jobs, encoder_folder=desk.cache)
    assert [(job.photo.path, len(job.renditions)) for job in todo] == [("a.jpg", 4)]


def test_other_encoders_have_another_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendition = Rendition("media/01/0123456789ab-abcdef-24.jpg", 24, 16, "jpeg")
    before = encoder_folder(tmp_path, engine="a")
    assert cached(before, rendition) == tmp_path / "renditions" / encoders() / "01" / "0123456789ab-abcdef-24.jpg"
    monkeypatch.setattr(maker, "encoders", lambda: "00000000")
    assert encoder_folder(tmp_path, engine="a") == before  # Nobody is asked while nothing has changed.
    assert encoder_folder(tmp_path, engine="b") == tmp_path / "renditions" / "00000000"
    (tmp_path / "renditions/encoders").write_text("torn")
    assert encoder_folder(tmp_path, engine="b") == tmp_path / "renditions" / "00000000"


def test_a_damaged_photo_is_named_and_does_not_stop_the_others(desk: Desk) -> None:
    whole = encoded(textured(), "JPEG")
    cut = encoded(textured((610, 400)), "JPEG")
    cut_png = encoded(textured((620, 400)), "PNG")
    jobs = (
        desk.job("cụt.jpg", cut[: len(cut) * 6 // 10]),
        desk.job("nguyên.jpg", whole),
        desk.job("cụt.png", cut_png[: len(cut_png) * 6 // 10]),
    )
    found = desk.make(*jobs, threads=2)
    assert codes(found) == [("error", "photo-truncated")] * 2
    assert [diagnostic.at.path for diagnostic in found] == ["cụt.jpg", "cụt.png"]
    assert len(desk.files()) == len(jobs[1].renditions)


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_deflate", "jpeg"])
def test_a_damaged_tiff_is_named_and_its_decoder_says_nothing_on_the_terminal(
    desk: Desk, compression: str, capfd: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(encoded(textured(), "TIFF", compression=compression))
    data[1000:-1000:37] = bytes(value ^ 0x5A for value in data[1000:-1000:37])
    assert codes(desk.make(desk.job("a.tif", bytes(data)))) == [("error", "photo-unreadable")]
    assert capfd.readouterr() == ("", "")


def test_no_cut_of_a_photo_is_half_published(desk: Desk) -> None:
    data = encoded(textured((200, 150)), "JPEG")
    whole = desk.pictures("a.jpg", data)
    for percent in range(2, 100, 7):
        file = desk.write("b.jpg", data[: len(data) * percent // 100])
        photo, found = probe(file, "b.jpg")
        if photo is not None:
            found = desk.make(Job(photo, file, every(renditions(photo, CONFIG, lead=False))))
        assert [d.code for d in found] in (["photo-unreadable"], ["photo-truncated"])
    assert set(desk.files()) == {name for name in desk.files() if name.endswith((".jpg", ".webp"))}
    assert len(desk.files()) == len(whole)


def test_a_photo_changed_meanwhile_is_not_made_under_its_old_name(desk: Desk) -> None:
    job = desk.job("a.jpg", encoded(textured(), "JPEG"))
    desk.write("a.jpg", encoded(quarters(), "JPEG"))
    assert codes(desk.make(job)) == [("error", "photo-changed")]
    job.file.unlink()
    assert codes(desk.make(job)) == [("error", "photo-not-opened")]
    assert desk.files() == {}


def test_a_cache_that_cannot_be_written_is_a_diagnostic(desk: Desk) -> None:
    job = desk.job("a.jpg", encoded(textured(), "JPEG"))
    desk.cache.write_bytes(b"a file where the folder should be")
    assert codes(desk.make(job)) == [("error", "photo-not-kept")]


def test_an_interrupted_run_keeps_what_it_made(desk: Desk) -> None:
    jobs = [desk.job(f"{n}.jpg", encoded(textured((600 + n, 400)), "JPEG")) for n in range(3)]
    heard: list[tuple[int, int]] = []

    def interrupt(done: int, total: int) -> None:
        heard.append((done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(jobs, config=CONFIG, encoder_folder=desk.cache, threads=1, on_done=interrupt)
    assert heard == [(1, 3)]
    assert len(desk.files()) >= len(jobs[0].renditions)
    assert desk.make(*jobs) == ()


def test_a_long_thin_photo_and_a_single_pixel_come_out(desk: Desk) -> None:
    for size, expected in (((20_000, 1), 4), ((1, 20_000), 1), ((1, 1), 2)):
        assert len(desk.pictures("a.png", encoded(plain(CORNERS[0], size=size), "PNG"))) == expected
