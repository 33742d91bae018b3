"""The demo portal that ships with the project: its pictures are those that the list draws, and they stay small."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tools.demo.pictures import PICTURES, draw

CONTENT = Path(__file__).resolve().parent.parent / "content"


def test_every_picture_of_the_demo_is_one_that_the_list_draws() -> None:
    committed = {path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.jpg")}
    assert committed == set(PICTURES)


def test_all_pictures_together_stay_below_seven_megabytes() -> None:
    assert sum((CONTENT / path).stat().st_size for path in PICTURES) < 7_000_000


def test_a_picture_is_drawn_alike_twice(tmp_path: Path) -> None:
    path = "tin/nguoi-cheo-do-ben-truc/ba-hien.jpg"
    copies = []
    for folder in ("one", "two"):
        assert [name for name, _ in draw(tmp_path / folder, [path])] == [path]
        copies.append((tmp_path / folder / path).read_bytes())
    assert copies[0] == copies[1]
    with Image.open(tmp_path / "one" / path) as picture:
        assert picture.size == (1600, 2130)
