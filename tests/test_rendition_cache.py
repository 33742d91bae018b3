"""Photos are made once: what a build encodes after an edit, how many it decodes at a time, what it says of half a photo."""

from __future__ import annotations

import os
import threading
import time
from io import BytesIO

import pytest
from PIL import Image

from conglang.digest import of_bytes
from conglang.model import Photo
from conglang.photos import drawings, pixels, rendition_cache
from conglang.photos.renditions import Drawing
from tests.portal import Portal


def jpeg(seed: int, size: tuple[int, int] = (1000, 700)) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, (seed * 37 % 256, seed * 71 % 256, 90)).save(target, "JPEG")
    return target.getvalue()


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The photos that were decoded and the titles that were drawn since the list was last cleared."""
    heard: list[str] = []
    decode, draw = pixels.decoded, drawings.draw

    def decoded(data: bytes, photo: Photo, size: tuple[int, int]) -> Image.Image:
        heard.append(photo.path.removeprefix("content/tin/"))
        return decode(data, photo, size)

    def drawn(drawing: Drawing, fonts: drawings.Fonts) -> bytes:
        heard.append(drawing.title)
        return draw(drawing, fonts)

    monkeypatch.setattr(pixels, "decoded", decoded)
    monkeypatch.setattr(drawings, "draw", drawn)
    return heard


@pytest.fixture
def gallery(portal: Portal, encoded: list[str]) -> Portal:
    """Three articles with a photo each, and one without; built."""
    for number, name in enumerate(("mot", "hai", "ba")):
        portal.write(f"content/tin/{name}/anh.jpg", jpeg(number))
        portal.article(f"tin/{name}", f"Mở đầu.\n\n![Ảnh {name}](anh.jpg)\n")
    portal.article("tin/chu")
    portal.built()
    encoded.clear()
    return portal


def test_a_first_build_decodes_each_photo_once(portal: Portal, encoded: list[str]) -> None:
    for name in ("mot", "hai"):
        portal.write(f"content/tin/{name}/anh.jpg", jpeg(len(name)))
        portal.article(f"tin/{name}", "Mở đầu.\n\n![Ảnh](anh.jpg)\n")
    portal.article("tin/chu")
    portal.built()
    # Both names have three letters, so that the photos are copies of one, which is made once.
    assert sorted(encoded) == ["Cổng thử", "chu", "mot/anh.jpg"]


def test_a_second_build_encodes_nothing(gallery: Portal, encoded: list[str]) -> None:
    assert gallery.built().written == ()
    gallery.built(clean=False, now=gallery.request().now + 40 * 86_400)
    assert encoded == []


def test_an_edited_caption_encodes_nothing(gallery: Portal, encoded: list[str]) -> None:
    gallery.edit("content/tin/mot/index.md", "Ảnh mot", "Chú thích khác")
    assert "2024/03/mot/index.html" in gallery.built().written
    assert encoded == []


def test_a_renamed_folder_encodes_nothing(gallery: Portal, encoded: list[str]) -> None:
    gallery.move("content/tin/mot", "content/tin/khac")
    report = gallery.built()
    assert "2024/03/khac/index.html" in report.written
    assert [path for path in report.written if path.startswith("media/") and path.endswith((".jpg", ".webp"))] == []
    assert encoded == []


def test_one_changed_photo_encodes_one(gallery: Portal, encoded: list[str]) -> None:
    gallery.write("content/tin/hai/anh.jpg", jpeg(9))
    gallery.built()
    assert encoded == ["hai/anh.jpg"]
    assert gallery.output() == gallery.clean()


def test_a_changed_title_draws_one(gallery: Portal, encoded: list[str]) -> None:
    gallery.edit("content/tin/chu/index.md", "title: chu", "title: Chữ khác")
    gallery.built()
    assert encoded == ["Chữ khác"]


def test_the_cache_may_go_to_another_folder(gallery: Portal, encoded: list[str]) -> None:
    (gallery.folder / "cache").rename(gallery.folder / "moved")
    output = gallery.output()
    gallery.built(cache=gallery.folder / "moved", output=gallery.folder / "elsewhere")
    assert encoded == []
    files = (gallery.folder / "elsewhere").rglob("*")
    assert {
        f.relative_to(gallery.folder / "elsewhere").as_posix(): of_bytes(f.read_bytes()) for f in files if f.is_file()
    } == output


def test_an_empty_file_in_the_cache_is_made_again(gallery: Portal, encoded: list[str]) -> None:
    """As a power cut may leave it."""
    output = gallery.output()
    for file in (gallery.folder / "cache/renditions").rglob("*-480.jpg"):
        file.write_bytes(b"")
    gallery.built(output=gallery.folder / "elsewhere")
    assert sorted(encoded) == ["ba/anh.jpg", "hai/anh.jpg", "mot/anh.jpg"]
    elsewhere = gallery.folder / "elsewhere"
    assert all(of_bytes((elsewhere / path).read_bytes()) == digest for path, digest in output.items())


@pytest.mark.parametrize("jobs", [1, 3])
def test_no_more_photos_are_decoded_at_a_time_than_there_are_jobs(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    for number in range(9):
        portal.write(f"content/tin/bai-{number}/anh.jpg", jpeg(number))
        portal.article(f"tin/bai-{number}", "Mở đầu.\n\n![Ảnh](anh.jpg)\n")
    held: set[int] = set()
    most: list[int] = []
    make = rendition_cache._make_one
    lock = threading.Lock()

    def watched(*arguments: object) -> object:
        with lock:
            held.add(threading.get_ident())
            most.append(len(held))
        time.sleep(0.01)
        try:
            return make(*arguments)  # type: ignore[arg-type]
        finally:
            with lock:
                held.discard(threading.get_ident())

    monkeypatch.setattr(rendition_cache, "_make_one", watched)
    portal.built(jobs=jobs)
    assert len(most) == 9
    assert max(most) <= jobs


def test_progress_is_heard_photo_by_photo(portal: Portal) -> None:
    from conglang.build.pipeline import build

    for number in range(3):
        portal.write(f"content/tin/bai-{number}/anh.jpg", jpeg(number))
        portal.article(f"tin/bai-{number}", "Mở đầu.\n\n![Ảnh](anh.jpg)\n")
    heard: list[tuple[str, int, int]] = []
    build(portal.request(), progress=lambda stage, done, total: heard.append((stage, done, total)))
    assert [step for step in heard if step[0] == "probe"] == [("probe", 1, 3), ("probe", 2, 3), ("probe", 3, 3)]
    assert [step for step in heard if step[0] == "photos"] == [("photos", n, 8) for n in range(1, 9)]  # Icons too.


# ---- half a photo ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "young", "code"),
    [
        (0, True, "photo-being-copied"),
        (0, False, "photo-empty"),
        (20, True, "photo-being-copied"),
        (20, False, "photo-unreadable"),
        (60, True, "photo-being-copied"),
        (60, False, "photo-truncated"),
    ],
)
def test_a_photo_on_its_way_is_told_from_a_broken_one(portal: Portal, part: int, young: bool, code: str) -> None:
    target = BytesIO()
    Image.effect_noise((400, 300), 80).save(target, "JPEG")
    data = target.getvalue()
    file = portal.write("content/tin/mot/anh.jpg", data[: len(data) * part // 100] if part != 20 else data[:20])
    if young:
        os.utime(file)
    portal.article("tin/mot", "Mở đầu.\n\n![Ảnh](anh.jpg)\n")
    report = portal.build()
    assert [(d.code, d.at.path) for d in report.diagnostics] == [(code, "content/tin/mot/anh.jpg")]
    portal.write("content/tin/mot/anh.jpg", data)
    portal.built()


def test_an_interrupted_build_keeps_the_photos_that_it_made(portal: Portal, encoded: list[str]) -> None:
    from conglang.build.pipeline import build

    for number in range(4):
        portal.write(f"content/tin/bai-{number}/anh.jpg", jpeg(number))
        portal.article(f"tin/bai-{number}", "Mở đầu.\n\n![Ảnh](anh.jpg)\n")

    def interrupt(stage: str, done: int, total: int) -> None:
        if stage == "photos" and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(portal.request(), progress=interrupt)
    made = [name for name in encoded if name.endswith(".jpg")]
    assert 2 <= len(made) <= 3
    encoded.clear()
    portal.built()
    assert len([name for name in encoded if name.endswith(".jpg")]) == 4 - len(made)
    assert not list((portal.folder / "cache").rglob("*.part"))
