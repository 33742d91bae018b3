"""Beginning an article: what is written, what is never overwritten, and what is said when it cannot be done."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from conglang.commands.new import new
from conglang.diagnostics import error
from conglang.model import Category, Config, Gazetteer, Locality, Location, SiteConfig, Validity

HERE = Location("config.toml", 1, 1)
CONFIG = Config(
    site=SiteConfig(title="Cổng", url="https://xa.example"),
    categories=(Category("doi-song", "Đời sống", HERE), Category("kinh-te", "Kinh tế: thị trường", HERE)),
)
NOW = datetime(2026, 11, 22, 1, 5, 59, tzinfo=UTC)


def front_matter(path: Path) -> dict[str, object]:
    """The front matter as YAML reads it with every scalar as text."""
    _, fence, rest = path.read_text(encoding="utf-8").partition("---\n")
    assert fence
    fields = yaml.load(rest.partition("---\n")[0], Loader=yaml.BaseLoader)
    assert isinstance(fields, dict)
    return fields


def test_an_article_is_named_after_its_title_and_dated_in_the_portals_zone(tmp_path: Path) -> None:
    path, diagnostics = new(tmp_path, "Đường làng nở hoa", config=CONFIG, now=NOW)
    assert (path, diagnostics) == (tmp_path / "content/tin/duong-lang-no-hoa/index.md", ())
    assert path is not None
    assert front_matter(path) == {
        "title": "Đường làng nở hoa",
        "date": "2026-11-22 08:05",
        "author": "",
        "locality": "",
        "category": "Đời sống",
        "tags": [],
    }


@pytest.mark.parametrize(
    "title",
    [
        "Nghi Sơn: gặp mặt trưởng thôn",
        "“Ngày hội” ở thôn Hồ Trung",
        '"Trích" và \\ gạch chéo',
        "'một' # hai",
        "- gạch đầu dòng",
        "Kết thúc bằng dấu hai chấm:",
        "@xã, 50% & [ngoặc] {nhọn}",
        "2026",
        "*sao*",
        "! ? | >",
        "---",
    ],
)
def test_any_title_is_read_back_as_it_was_given(tmp_path: Path, title: str) -> None:
    path, diagnostics = new(tmp_path, title, config=CONFIG, now=NOW)
    assert diagnostics == ()
    assert path is not None
    assert front_matter(path)["title"] == title


def test_a_title_is_one_line_of_composed_letters(tmp_path: Path) -> None:
    path, _ = new(tmp_path, "  Xa\u0303 \n mới\t\x07\udc80 ", config=CONFIG, now=NOW)
    assert path is not None
    assert front_matter(path)["title"] == "Xã mới"


def test_an_existing_article_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "content/tin").mkdir(parents=True)
    (tmp_path / "content/tin/hoi-lang-2.md").write_text("của người khác", encoding="utf-8")
    made = [new(tmp_path, title, config=CONFIG, now=NOW)[0] for title in ("Hội làng", "Hội Làng!", "hội làng")]
    assert [path.parent.name for path in made if path] == ["hoi-lang", "hoi-lang-3", "hoi-lang-4"]
    assert (tmp_path / "content/tin/hoi-lang-2.md").read_text(encoding="utf-8") == "của người khác"


def test_a_title_without_letters_still_gets_a_folder(tmp_path: Path) -> None:
    path, _ = new(tmp_path, "???", config=CONFIG, now=NOW)
    assert path is not None
    assert path.parent.name == "bai-viet"


def test_comments_list_the_categories_and_localities_of_the_day(tmp_path: Path) -> None:
    gazetteer = Gazetteer(
        (
            Locality("nghi-son", "Nghi Sơn", "thi-xa", HERE, valid=Validity(to="2025-06-30")),
            Locality("tinh-gia", "Tĩnh Gia", "phuong", HERE, valid=Validity(start="2025-07-01")),
        )
    )
    path, _ = new(tmp_path, "Bài", config=CONFIG, now=NOW, gazetteer=gazetteer)
    assert path is not None
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#   ")]
    assert comments == ["#   Phường Tĩnh Gia", "#   Đời sống", "#   Kinh tế: thị trường"]


def test_photos_are_copied_beside_with_a_caption_to_fill_in(tmp_path: Path) -> None:
    photos = (tmp_path / "T 29.jpg", tmp_path / "khác" / "t 29.JPG", tmp_path / "ngoặc).jpg")
    for number, photo in enumerate(photos):
        photo.parent.mkdir(exist_ok=True)
        photo.write_bytes(bytes([number]))
    path, diagnostics = new(tmp_path, "Hội làng", config=CONFIG, now=NOW, photos=photos)
    assert diagnostics == ()
    assert path is not None
    beside = {each.name: each.read_bytes() for each in path.parent.iterdir() if each != path}
    assert beside == {"T 29.jpg": b"\x00", "t 29-2.JPG": b"\x01", "ngoặc).jpg": b"\x02"}
    assert path.read_text(encoding="utf-8").endswith(
        "---\n\n![](T 29.jpg)\n( Ảnh: )\n\n![](t 29-2.JPG)\n( Ảnh: )\n\n![](<ngoặc).jpg>)\n( Ảnh: )\n\n"
    )


def test_all_that_is_missing_is_named_and_nothing_is_made(tmp_path: Path) -> None:
    photos = (tmp_path / "một.jpg", tmp_path / "hai.jpg")
    path, diagnostics = new(tmp_path, " ", config=CONFIG, now=NOW, photos=photos)
    assert path is None
    assert diagnostics == (
        error("new-photo-missing", Location(str(photos[0])), file="một.jpg"),
        error("new-photo-missing", Location(str(photos[1])), file="hai.jpg"),
        error("new-title-missing", Location("content/tin")),
    )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("một tệp, không phải thư mục", encoding="utf-8")
    path, diagnostics = new(tmp_path, "Hội làng", config=CONFIG, now=NOW)
    assert path is None
    assert [diagnostic.code for diagnostic in diagnostics] == ["new-not-written"]


def test_a_copy_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    (tmp_path / "a.jpg").write_bytes(b"photo")
    monkeypatch.setattr("conglang.commands.new.shutil.copyfile", full)
    path, diagnostics = new(tmp_path, "Hội làng", config=CONFIG, now=NOW, photos=(tmp_path / "a.jpg",))
    assert path is None
    assert diagnostics == (error("new-not-written", Location("content/tin"), reason="No space left on device"),)
    assert list((tmp_path / "content/tin").iterdir()) == []
