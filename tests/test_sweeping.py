"""The cache of renditions lets go of what no build has used for a month, and of nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from conglang.cache.sweeping import DAYS, LIST, sweep

DAY = 86_400
START = 20_000 * DAY


@pytest.fixture
def renditions(tmp_path: Path) -> Path:
    folder = tmp_path / "renditions"
    for name in ("new/ab/used.jpg", "new/ab/idle.jpg", "old/cd/other.webp", "new/cd/torn.jpg.1-2.part"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    (folder / "encoders").write_text("a b")
    return folder


def files(renditions: Path) -> list[str]:
    return sorted(file.relative_to(renditions).as_posix() for file in renditions.rglob("*") if file.is_file())


def test_what_is_idle_for_a_month_goes_with_the_folders_it_leaves_empty(renditions: Path) -> None:
    used = [renditions / "new/ab/used.jpg"]
    assert sweep(renditions, used, now=START) == 1  # What a killed build left unfinished.
    assert sweep(renditions, used, now=START + (DAYS - 1) * DAY) == 0
    assert files(renditions) == ["encoders", LIST, "new/ab/idle.jpg", "new/ab/used.jpg", "old/cd/other.webp"]
    assert sweep(renditions, used, now=START + DAYS * DAY) == 2
    assert files(renditions) == ["encoders", LIST, "new/ab/used.jpg"]
    assert not (renditions / "old").exists()


def test_what_is_used_again_counts_anew(renditions: Path) -> None:
    idle = renditions / "new/ab/idle.jpg"
    sweep(renditions, [], now=START)
    sweep(renditions, [idle], now=START + 20 * DAY)
    sweep(renditions, [], now=START + 40 * DAY)
    assert idle.exists()
    assert not (renditions / "new/ab/used.jpg").exists()


def test_it_looks_once_a_day(renditions: Path) -> None:
    sweep(renditions, [], now=START)
    (renditions / "new/late.part").write_bytes(b"x")
    assert sweep(renditions, [], now=START + DAY - 1) == 0
    assert sweep(renditions, [], now=START + DAY) == 1


@pytest.mark.parametrize("torn", ["", "[]", '{"format": 1}', '{"format": 1, "day": 3, "since": {"a": "x"}}', "\udc00"])
def test_a_torn_list_only_counts_from_now(renditions: Path, torn: str) -> None:
    (renditions / LIST).write_bytes(torn.encode("utf-8", "surrogatepass"))
    sweep(renditions, [], now=START)
    assert sweep(renditions, [], now=START + DAYS * DAY) == 3


def test_a_clock_that_was_ahead_keeps_nothing_for_ever(renditions: Path) -> None:
    sweep(renditions, [], now=START + 1000 * DAY)
    sweep(renditions, [], now=START)
    assert sweep(renditions, [], now=START + DAYS * DAY) == 3


def test_without_shelves_nothing_is_made(tmp_path: Path) -> None:
    assert sweep(tmp_path / "renditions", [], now=START) == 0
    assert list(tmp_path.iterdir()) == []
