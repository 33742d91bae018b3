"""Share pictures: one of 1200 × 630 for every article, cropped from its photo or drawn from its words."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image

from conglang.photos.drawings import SIZES, Fonts, arranged, draw
from conglang.photos.icons import icons as icons_of
from conglang.photos.metadata import metadata_found
from conglang.photos.pixels import cropped
from conglang.photos.renditions import SHARE, Drawing
from tests.portal import Portal, pages

VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
VIETNAMESE = "bcdđghklmnpqrstvxfjwz" + VOWELS
MARKS = "0123456789.,;:!?“”‘’\"'…–—-()[]/%&+=°²³₫€§©®•×"

LONG = (
    "Nghiệm thu công trình đường giao thông nông thôn kiểu mẫu và khánh thành nhà văn hóa thôn Thượng Hải, xã Hải Lĩnh"
)


def jpeg(size: tuple[int, int], colour: tuple[int, int, int] = (200, 30, 30)) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG", quality=95)
    return target.getvalue()


def picture(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def shared(portal: Portal, page: str) -> tuple[str, Image.Image]:
    """The file that a page names as its share picture, and what is in it."""
    html = portal.read(page)
    found = dict(re.findall(r'<meta property="og:image(:?[a-z]*)" content="([^"]*)">', html))
    path = found[""].removeprefix("https://thu.example/")
    assert f'<meta name="twitter:image" content="{found[""]}">' in html
    assert '<meta name="twitter:card" content="summary_large_image">' in html
    image = picture((portal.folder / "output" / path).read_bytes())
    assert (found[":width"], found[":height"]) == ("1200", "630") == tuple(map(str, image.size))
    assert found[":type"] == f"image/{image.format.lower()}" if image.format else ""
    return path, image


# ---- drawn -----------------------------------------------------------------------------------------------------------


def test_the_font_holds_every_vietnamese_letter() -> None:
    fonts = Fonts()
    letters = VIETNAMESE + VIETNAMESE.upper() + MARKS
    assert [letter for letter in letters if not fonts.has(letter)] == []


def test_a_letter_that_the_font_does_not_hold_is_left_out() -> None:
    assert Fonts().shown("Lễ hội 🎉  xuân 漢\ufffe Ất Tỵ") == "Lễ hội xuân Ất Tỵ"


@pytest.mark.parametrize(
    "title",
    ["Lúa", LONG, LONG * 4, "Ặ" * 500, "ĐẠI HỘI ĐẢNG BỘ XÃ LẦN THỨ XXVI, NHIỆM KỲ 2025–2030 " * 3, "", "Ễ Ộ Ự " * 60],
)
def test_a_title_never_overflows(title: str) -> None:
    width, height, fonts = 1056, 388, Fonts()
    size, lines = arranged(title, width, height, fonts)
    assert size in SIZES
    assert len(lines) * size * 1.32 <= height + size
    assert all(fonts.width(line, "Bold", size) <= width for line in lines)
    image = picture(draw(Drawing("Thời sự", title, "Thị xã Nghi Sơn", "Cổng thử"), fonts)).convert("L")
    ground = image.getpixel((0, 0))
    drawn = image.point([0 if value == ground else 255 for value in range(256)]).getbbox()
    assert drawn is not None
    left, top, right, bottom = drawn
    assert left >= 60 and right <= 1140 and top >= 40 and bottom <= 610


def test_a_title_that_fits_loses_nothing() -> None:
    _, lines = arranged(LONG, 1056, 388, Fonts())
    assert " ".join(lines) == LONG
    size, lines = arranged(LONG * 6, 1056, 388, Fonts())
    assert size == SIZES[-1] and lines[-1].endswith("…")


def test_a_drawing_is_small_clean_and_always_the_same() -> None:
    drawing = Drawing("Thời sự", LONG, "Thị xã Nghi Sơn", "Cổng thử")
    data = draw(drawing, Fonts())
    assert data == draw(drawing, Fonts())
    assert len(data) < 30_000
    assert metadata_found(data, "png") == ()
    assert picture(data).size == SHARE


def test_another_word_is_another_name() -> None:
    one = Drawing("Thời sự", "Lúa chín", "Bình", "Cổng thử")
    others = [
        Drawing("Kinh tế", "Lúa chín", "Bình", "Cổng thử"),
        Drawing("Thời sự", "Lúa chin", "Bình", "Cổng thử"),
        Drawing("Thời sự", "Lúa chín", "Cẩm", "Cổng thử"),
        Drawing("Thời sự", "Lúa chín", "Bình", "Cổng khác"),
    ]
    assert len({drawing.rendition.path for drawing in (one, *others)}) == 5


# ---- cropped -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("focus", "expected"), [((0, 50), "red"), ((50, 50), "lime"), ((100, 50), "blue"), ((34, 0), "red and lime")]
)
def test_a_crop_holds_the_focal_point(focus: tuple[int, int], expected: str) -> None:
    base = Image.new("RGB", (5400, 630), "lime")
    base.paste("red", (0, 0, 1800, 630))
    base.paste("blue", (3600, 0, 5400, 630))
    share = cropped(base, SHARE, focus)
    colours = {(255, 0, 0): "red", (0, 255, 0): "lime", (0, 0, 255): "blue"}
    seen = dict.fromkeys(colours[share.getpixel((x, 300))] for x in (20, 1180))  # type: ignore[index]
    assert (share.size, " and ".join(seen)) == (SHARE, expected)


@pytest.mark.parametrize("size", [(800, 600), (300, 900), (1600, 500), (1, 1), (1199, 629)])
def test_a_small_photo_is_never_enlarged(size: tuple[int, int]) -> None:
    share = cropped(Image.new("RGB", size, "white"), SHARE, (50, 50))
    white = share.convert("L").point([255 if value > 250 else 0 for value in range(256)]).getbbox()
    assert share.size == SHARE
    assert white is not None
    assert white[2] - white[0] <= size[0] and white[3] - white[1] <= size[1]


# ---- in a portal --------------------------------------------------------------------------------------------------------


def test_every_article_has_one(portal: Portal) -> None:
    portal.write("content/tin/anh/a.jpg", jpeg((1600, 1200)))
    portal.write("content/tin/nho/a.jpg", jpeg((300, 200)))
    portal.article("tin/anh", "Mở đầu.\n\n![Ảnh](a.jpg)\n")
    portal.article("tin/nho", "Mở đầu.\n\n![Ảnh](a.jpg)\n")
    portal.article("tin/chu", title=LONG)
    portal.write("content/pages/gioi-thieu.md", "---\ntitle: Giới thiệu\n---\n\nLời giới thiệu.\n")
    portal.built()
    kinds = {name: shared(portal, f"2024/03/{name}/index.html")[1].format for name in ("anh", "nho", "chu")}
    assert kinds == {"anh": "JPEG", "nho": "JPEG", "chu": "PNG"}
    assert shared(portal, "gioi-thieu/index.html")[1].format == "PNG"
    assert shared(portal, "index.html")[1].format == "PNG"
    assert portal.output() == portal.clean(jobs=2)


def test_the_focal_point_is_part_of_the_name(portal: Portal) -> None:
    portal.write("content/tin/mot/a.jpg", jpeg((1600, 1200)))
    portal.article("tin/mot", 'Mở đầu.\n\n![Ảnh](a.jpg){focus="60% 30%"}\n')
    portal.built()
    before, _ = shared(portal, "2024/03/mot/index.html")
    portal.edit("content/tin/mot/index.md", "60% 30%", "10% 90%")
    report = portal.built()
    after, _ = shared(portal, "2024/03/mot/index.html")
    assert before != after
    assert before in report.removed
    assert [path for path in report.written if path.startswith("media/")] == [after]


def test_only_the_newest_titles_are_drawn_and_older_articles_share_that_of_their_category(portal: Portal) -> None:
    portal.edit("config.toml", "[site]", "[photos]\nshare_titles = 2\n\n[site]")
    for day in range(1, 6):
        portal.article(f"tin/bai-{day}", date=f"2024-03-0{day}")
    portal.built()
    paths = [shared(portal, f"2024/03/bai-{day}/index.html")[0] for day in range(1, 6)]
    assert paths[0] == paths[1] == paths[2] and len(set(paths)) == 3
    portal.article("tin/moi", date="2024-03-09")
    report = portal.built()
    assert paths[3] in report.removed  # The title of the fourth gives way to the new one,
    assert "2024/03/bai-4/index.html" in pages(report.written)
    assert shared(portal, "2024/03/bai-4/index.html")[0] == paths[0]
    assert shared(portal, "2024/03/bai-5/index.html")[0] == paths[4]  # and the others stay as they are.
    assert portal.output() == portal.clean()


def test_without_share_there_is_none(portal: Portal) -> None:
    portal.edit("config.toml", "[site]", "[photos]\nshare = false\n\n[site]")
    portal.article("tin/mot")
    report = portal.built()
    icons = {icon.rendition.path for icon in icons_of("Cổng thử")}
    assert {path for path in report.written if path.startswith("media/")} == icons
    assert "og:image" not in portal.read("2024/03/mot/index.html")


def test_a_title_that_is_withheld_again_leaves_no_picture(portal: Portal) -> None:
    portal.article("tin/mot", title="Bí mật")
    portal.built()
    path, _ = shared(portal, "2024/03/mot/index.html")
    portal.article("tin/mot", title="Bí mật", draft="true")
    assert path in portal.built().removed
    assert not portal.has(path)
    clean = portal.clean()
    assert path not in clean
    assert not list((portal.folder / "clean/cache/renditions").rglob(path.rpartition("/")[2]))
