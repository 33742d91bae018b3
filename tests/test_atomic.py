"""A file is wholly old or wholly new, and nothing stays beside it."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conglang import atomic

WAYS: tuple[Callable[[Path, bytes], None], ...] = (
    lambda target, data: atomic.write(target, data),
    lambda target, data: atomic.write(target, data, by_way_of=target.with_name("x.tmp")),
    lambda target, data: atomic.write(target, data, to_disk=True),
    lambda target, data: copied(target, data, None),
    lambda target, data: copied(target, data, target.with_name("x.tmp")),
)


def copied(target: Path, data: bytes, by_way_of: Path | None) -> None:
    source = target.parent.parent / "source"
    source.write_bytes(data)
    atomic.copy(source, target, by_way_of=by_way_of)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


@pytest.mark.parametrize("way", WAYS)
def test_a_file_is_written_whether_there_was_one_or_not(folder: Path, way: Callable[[Path, bytes], None]) -> None:
    way(folder / "a", "Chào".encode())
    way(folder / "a", b"")
    way(folder / "b", b"x" * 100_000)
    assert files(folder) == {"a": b"", "b": b"x" * 100_000}


@pytest.mark.parametrize("way", WAYS)
def test_what_cannot_be_renamed_leaves_the_old_file_and_nothing_beside_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, way: Callable[[Path, bytes], None]
) -> None:
    (folder / "a").write_bytes(b"old")
    seen: list[dict[str, bytes]] = []

    def refuse(source: Path, target: Path) -> None:
        seen.append({**files(folder), "renamed": Path(source).read_bytes()})
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        way(folder / "a", b"new")
    assert (seen[0]["a"], seen[0]["renamed"], files(folder)) == (b"old", b"new", {"a": b"old"})


def test_the_error_that_is_raised_is_the_first_one(folder: Path) -> None:
    (folder / "x.tmp").mkdir()
    with pytest.raises(OSError, match=r"x\.tmp"):
        atomic.write(folder / "a", b"new", by_way_of=folder / "x.tmp")
    with pytest.raises(FileNotFoundError):
        atomic.write(folder / "absent" / "a", b"new")
    assert [path.name for path in folder.iterdir()] == ["x.tmp"]


def test_a_file_is_on_the_disk_before_it_is_renamed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    def recorded(name: str, act: Callable[..., None]) -> Callable[..., None]:
        def call(*given: object) -> None:
            order.append(name)
            act(*given)

        return call

    for name in ("fsync", "replace"):
        monkeypatch.setattr(os, name, recorded(name, getattr(os, name)))
    atomic.write(folder / "a", b"1")
    atomic.write(folder / "a", b"2", to_disk=True)
    assert order == ["replace", "fsync", "replace"]


def test_threads_that_write_the_same_file_do_not_disturb_each_other(folder: Path) -> None:
    texts = [bytes([65 + number]) * 50_000 for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda text: atomic.write(folder / "a", text), texts))
    assert list(files(folder)) == ["a"]
    assert files(folder)["a"] in texts


def test_a_process_that_is_killed_leaves_a_name_that_tidying_knows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(source: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        atomic.write(folder / "a.bin", b"1")
    (left,) = files(folder)
    assert left.startswith(".a.bin.")
    assert left.endswith(atomic.PART)
