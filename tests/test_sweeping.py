"""The cache of renditions lets go of what no build has used for a month, and of nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from conglang.cache.sweeping import DAYS, LIST, sweep

DAY = 86_400
START = 20_000 * DAY


@pytest.fixture
def shelves(tmp_path: Path) -> Path:
    folder = tmp_path / "renditions"
    for name in ("new/ab/used.jpg", "new/ab/idle.jpg", "old/cd/other.webp", "new/cd/torn.jpg.1-2.part"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    (folder / "encoders").write_text("a b")
    return folder


def standing(shelves: Path) -> list[str]:
    return sorted(file.relative_to(shelves).as_posix() for file in shelves.rglob("*") if file.is_file())


def test_what_is_idle_for_a_month_goes_with_the_folders_it_leaves_empty(shelves: Path) -> None:
    used = [shelves / "new/ab/used.jpg"]
    assert sweep(shelves, used, now=START) == 1  # What a killed build left unfinished.
    assert sweep(shelves, used, now=START + (DAYS - 1) * DAY) == 0
    assert standing(shelves) == ["encoders", LIST, "new/ab/idle.jpg", "new/ab/used.jpg", "old/cd/other.webp"]
    assert sweep(shelves, used, now=START + DAYS * DAY) == 2
    assert standing(shelves) == ["encoders", LIST, "new/ab/used.jpg"]
    assert not (shelves / "old").exists()


def test_what_is_used_again_counts_anew(shelves: Path) -> None:
    idle = shelves / "new/ab/idle.jpg"
    sweep(shelves, [], now=START)
    sweep(shelves, [idle], now=START + 20 * DAY)
    sweep(shelves, [], now=START + 40 * DAY)
    assert idle.exists()
    assert not (shelves / "new/ab/used.jpg").exists()


def test_it_looks_once_a_day(shelves: Path) -> None:
    sweep(shelves, [], now=START)
    (shelves / "new/late.part").write_bytes(b"x")
    assert sweep(shelves, [], now=START + DAY - 1) == 0
    assert sweep(shelves, [], now=START + DAY) == 1


@pytest.mark.parametrize("torn", ["", "[]", '{"format": 1}', '{"format": 1, "day": 3, "since": {"a": "x"}}', "\udc00"])
def test_a_torn_list_only_counts_from_now(shelves: Path, torn: str) -> None:
    (shelves / LIST).write_bytes(torn.encode("utf-8", "surrogatepass"))
    sweep(shelves, [], now=START)
    assert sweep(shelves, [], now=START + DAYS * DAY) == 3


def test_a_clock_that_was_ahead_keeps_nothing_for_ever(shelves: Path) -> None:
    sweep(shelves, [], now=START + 1000 * DAY)
    sweep(shelves, [], now=START)
    assert sweep(shelves, [], now=START + DAYS * DAY) == 3


def test_without_shelves_nothing_is_made(tmp_path: Path) -> None:
    assert sweep(tmp_path / "renditions", [], now=START) == 0
    assert list(tmp_path.iterdir()) == []
