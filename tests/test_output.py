"""The folder `output/` and the journal: what is written in which order, what is refused, and what is finished later."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from conglang.digest import of_bytes
from conglang.output import apply, journal
from conglang.output.journal import FORMAT, JOURNAL, UNFINISHED, Journal, commit, finish
from conglang.output.manifest import (
    MANIFEST,
    STAGING,
    TEMPORARY,
    Change,
    clear_staging,
    is_inside,
    occupied,
    read_manifest,
)
from conglang.values import encode, replace

DISK_FULL = OSError(errno.ENOSPC, "No space left on device")


class Desk:
    """An output, a cache and a folder of files to copy; `files` is what a reader of the output sees."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "output"
        self.cache = folder / "cache"
        self.cache.mkdir()

    def staged(self, name: str, text: str) -> str:
        (self.cache / STAGING).mkdir(exist_ok=True)
        (self.cache / STAGING / name).write_text(text)
        return name

    def file(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text)
        return str(self.folder / name)

    def foreign(self, path: str, text: str = "của tôi") -> Path:
        file = self.output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def change(self, *, moves: dict[str, str] | None = None, copies: dict[str, str] | None = None) -> Change:
        """A change to pages and copies by path and text, on top of nothing."""
        pages, others = moves or {}, copies or {}
        return Change(
            tuple((self.staged(str(number), text), path) for number, (path, text) in enumerate(pages.items())),
            tuple((self.file(f"tep-{number}", text), path) for number, (path, text) in enumerate(others.items())),
            (),
            listed({**others, **pages}),
        )

    def write(self, **pages: str) -> None:
        """Have written pages before; `_` in a name stands for `/`."""
        clear_staging(self.cache)
        before = read_manifest(self.output) or {}
        texts = {name.replace("_", "/"): text for name, text in pages.items()}
        change = self.change(moves=texts)
        commit(self.cache, self.output, replace(change, manifest=before | change.manifest))
        clear_staging(self.cache)

    def forge(self, **fields: object) -> None:
        """Put a journal into the cache that has a right digest and says whatever one likes."""
        values: dict[str, object] = {
            "format": FORMAT,
            "output": str(self.output),
            "copies": (),
            "moves": (),
            "deletes": (),
            "manifest": (),
        }
        text = encode(Journal(**(values | fields))).encode()  # type: ignore[arg-type]
        (self.cache / JOURNAL).write_bytes(of_bytes(text).encode() + b"\n" + text)

    @property
    def files(self) -> dict[str, str]:
        found = sorted(path for path in self.output.rglob("*") if path.is_file() and path.name != MANIFEST)
        return {path.relative_to(self.output).as_posix(): path.read_text() for path in found}

    @property
    def leftovers(self) -> list[str]:
        names = {JOURNAL, UNFINISHED, TEMPORARY}
        return sorted(path.name for path in self.folder.rglob("*") if path.name in names or TEMPORARY in path.name)


def listed(texts: dict[str, str]) -> dict[str, str]:
    return {path: of_bytes(text.encode()) for path, text in texts.items()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> list[str]:
    """What is done to the files of the output, in order."""
    done: list[str] = []

    def watched(name: str, act: Callable[..., object], position: int) -> Callable[..., object]:
        def watcher(*arguments: object, **options: object) -> object:
            target = Path(str(arguments[position]))
            if desk.output in target.parents:
                done.append(f"{name} {target.relative_to(desk.output).as_posix()}")
            return act(*arguments, **options)

        return watcher

    for name, position in (("replace", 1), ("unlink", 0), ("rmdir", 0)):
        monkeypatch.setattr(os, name, watched(name, getattr(os, name), position))
    return done


# ---- what is ours ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 1}',
        '{"format": 1, "files": ["a"]}',
        '{"format": 1, "files": {"a": 1}}',
        '{"format": 99, "files": {}}',
        "\udcff",
    ],
)
def test_a_folder_whose_list_nobody_wrote_is_not_ours(desk: Desk, text: str) -> None:
    desk.output.mkdir()
    (desk.output / MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert read_manifest(desk.output) is None


def test_an_absent_folder_and_an_empty_one_hold_nothing_and_a_file_is_no_folder(desk: Desk) -> None:
    empty = desk.folder / "trong"
    empty.mkdir()
    file = Path(desk.file("tep", "x"))
    assert (read_manifest(desk.output), read_manifest(empty), read_manifest(file)) == ({}, {}, None)


INSIDE = ("index.html", "a/b/index.html", ".well-known/x", "a b/tệp.pdf", "..a/b..")
OUTSIDE = (
    "",
    "/etc/passwd",
    "../a",
    "a/../../b",
    "a/..",
    ".",
    "a//b",
    "a/./b",
    "\\\\máy\\a",
    "..\\a",
    "a\\..\\..\\b",
    "a\0b",
)


@pytest.mark.parametrize(("path", "expected"), [*((p, True) for p in INSIDE), *((p, False) for p in OUTSIDE)])
def test_a_path_that_leads_outside_is_told(path: str, expected: bool) -> None:
    assert is_inside(path) is expected


def test_a_path_in_our_list_that_leads_outside_is_not_believed(desk: Desk) -> None:
    desk.output.mkdir()
    (desk.output / MANIFEST).write_text(json.dumps({"format": 1, "files": {"../quy.txt": "0", "a.html": "1"}}))
    assert read_manifest(desk.output) == {"a.html": "1"}


def test_places_that_are_taken_are_told(desk: Desk) -> None:
    desk.write(a_index="cũ", b="cũ")
    desk.foreign("c/index")
    desk.foreign("d/e")
    desk.foreign("f")
    (desk.output / "b").unlink()
    (desk.output / "b").mkdir()
    known = read_manifest(desk.output) or {}
    wanted = ("a/index", "b", "c/index", "d", "d/e/index", "f/g/index", "g/index")
    assert occupied(desk.output, wanted, known) == ("b", "c/index", "d", "d/e", "f")


# ---- writing -----------------------------------------------------------------------------------------------------------


def test_copies_come_first_then_moves_in_their_order_and_deletions_last(desk: Desk, calls: list[str]) -> None:
    desk.write(cu_index="cũ", z="cũ")
    change = desk.change(
        moves={"b/index.html": "bài", "a/index.html": "bài", "index.html": "danh sách", "feed.xml": "tin"},
        copies={"assets/a.css": "css", "media/a.jpg": "ảnh"},
    )
    calls.clear()
    commit(desk.cache, desk.output, replace(change, deletes=("cu/index", "z")))
    assert calls == [
        f"replace {MANIFEST}",
        "replace assets/a.css",
        "replace media/a.jpg",
        "replace b/index.html",
        "replace a/index.html",
        "replace index.html",
        "replace feed.xml",
        "unlink cu/index",
        "rmdir cu",
        "unlink z",
        f"replace {MANIFEST}",
    ]
    assert desk.files == {
        "a/index.html": "bài",
        "assets/a.css": "css",
        "b/index.html": "bài",
        "feed.xml": "tin",
        "index.html": "danh sách",
        "media/a.jpg": "ảnh",
    }
    assert (read_manifest(desk.output), desk.leftovers) == (change.manifest, [])


def test_our_list_is_sorted_and_tells_no_time(desk: Desk) -> None:
    desk.write(b="2", a="1")
    one, two = of_bytes(b"1"), of_bytes(b"2")
    lines = ['{"format": 1,', f'"files": {{"a": "{one}",', f'"b": "{two}"}}}}', ""]
    assert (desk.output / MANIFEST).read_text() == "\n".join(lines)


def test_folders_left_empty_go_and_those_that_hold_something_stay(desk: Desk) -> None:
    desk.write(a_b_c="1", a_d="2", e_f="3")
    desk.foreign("e/của tôi.txt")
    known = read_manifest(desk.output) or {}
    commit(desk.cache, desk.output, Change((), (), ("a/b/c", "e/f"), {"a/d": known["a/d"]}))
    assert sorted(p.relative_to(desk.output).as_posix() for p in desk.output.rglob("*")) == [
        MANIFEST,
        "a",
        "a/d",
        "e",
        "e/của tôi.txt",
    ]


def test_a_folder_that_has_taken_the_place_of_a_file_of_ours_is_not_deleted(desk: Desk) -> None:
    desk.write(a="1")
    (desk.output / "a").unlink()
    desk.foreign("a/của tôi.txt")
    commit(desk.cache, desk.output, Change((), (), ("a",), {}))
    assert desk.files == {"a/của tôi.txt": "của tôi"}


def test_deleting_another_spelling_of_a_file_that_stays_leaves_it(desk: Desk) -> None:
    """Where `A` and `a` are one file, which a hard link stands for here."""
    desk.write(A="1")
    change = desk.change(moves={"a": "2"})
    os.link(desk.output / "A", desk.output / "a")
    apply.apply(desk.cache, desk.output, Change((), (), ("A",), change.manifest), read_manifest(desk.output) or {})
    assert "a" in desk.files


def test_an_origin_that_is_gone_leaves_what_stands(desk: Desk) -> None:
    desk.write(a="1")
    commit(desk.cache, desk.output, Change((), ((str(desk.folder / "mất"), "a"),), (), listed({"a": "2"})))
    assert desk.files == {"a": "1"}


@pytest.mark.parametrize("move_fails_as", ["another disk", "another disk for all but the last step"])
def test_an_output_on_another_disk_is_written_by_copying(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, move_fails_as: str
) -> None:
    replace_file = os.replace

    def across(source: Path, target: Path) -> None:
        from_cache = desk.cache in Path(source).parents and desk.output in Path(target).parents
        from_root = Path(source) == desk.output / TEMPORARY and Path(target).parent != desk.output
        if from_cache or (move_fails_as != "another disk" and from_root):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        replace_file(source, target)

    monkeypatch.setattr(os, "replace", across)
    commit(desk.cache, desk.output, desk.change(moves={"a/index.html": "bài"}, copies={"media/a.jpg": "ảnh"}))
    assert desk.files == {"a/index.html": "bài", "media/a.jpg": "ảnh"}
    assert (desk.leftovers, list((desk.cache / STAGING).iterdir())) == ([], [])


# ---- what goes wrong ---------------------------------------------------------------------------------------------------


def test_a_journal_that_cannot_be_written_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write(a="cũ")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        commit(desk.cache, desk.output, desk.change(moves={"a": "mới"}))
    assert (desk.files, desk.leftovers) == ({"a": "cũ"}, [])


@pytest.mark.parametrize("kind", ["copies", "moves"])
def test_a_disk_that_fills_up_leaves_the_rest_to_the_next_command(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    desk.write(a="cũ", b="cũ")
    change = desk.change(**{kind: {"a": "mới", "b": "mới"}})
    replace_file, count = os.replace, [0]

    def until_full(source: Path, target: Path) -> None:
        count[0] += Path(target).name in "ab"
        if count[0] == 2:
            raise DISK_FULL
        replace_file(source, target)

    with monkeypatch.context() as full:
        full.setattr(os, "replace", until_full)
        with pytest.raises(OSError, match="No space"):
            commit(desk.cache, desk.output, change)
    assert (desk.files, desk.leftovers) == ({"a": "mới", "b": "cũ"}, [JOURNAL])
    assert finish(desk.cache, desk.output) is True
    assert (desk.files, read_manifest(desk.output), desk.leftovers) == ({"a": "mới", "b": "mới"}, change.manifest, [])


def test_what_an_interrupted_copy_has_left_is_removed_also_without_a_journal(desk: Desk) -> None:
    desk.write(a="cũ")
    desk.foreign(TEMPORARY, "nửa ch")
    (desk.cache / UNFINISHED).write_text("nửa ch")
    assert finish(desk.cache, desk.output) is False
    assert (desk.files, desk.leftovers) == ({"a": "cũ"}, [])


def test_finishing_does_only_what_was_not_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write(c="3")
    change = desk.change(moves={"a": "1"}, copies={"b": "2"})
    with monkeypatch.context() as stopped:
        stopped.setattr(apply, "_write_manifest", once_then_refuse(apply._write_manifest))
        with pytest.raises(OSError, match="No space"):
            commit(desk.cache, desk.output, replace(change, deletes=("c",)))
    inode = (desk.output / "b").stat().st_ino
    assert finish(desk.cache, desk.output) is True
    assert (desk.files, (desk.output / "b").stat().st_ino) == ({"a": "1", "b": "2"}, inode)


def test_the_journal_of_another_output_is_finished_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write(a="cũ")
    interrupted(desk, desk.change(moves={"a": "mới"}), monkeypatch)
    assert finish(desk.cache, desk.folder / "khác") is True
    assert (desk.files, (desk.folder / "khác").exists(), desk.leftovers) == ({"a": "mới"}, False, [])


@pytest.mark.parametrize("became", ["gone", "somebody's", "a file"])
def test_the_journal_of_an_output_that_is_no_longer_ours_is_forgotten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, became: str
) -> None:
    desk.write(a="cũ")
    interrupted(desk, desk.change(moves={"a": "mới"}), monkeypatch)
    desk.output.rename(desk.folder / "dời đi")
    if became == "somebody's":
        desk.foreign("của tôi.txt")
    elif became == "a file":
        desk.output.write_text("của tôi")
    before = sorted(path.name for path in desk.output.parent.rglob("*") if path.name != JOURNAL)
    assert finish(desk.cache, desk.folder / "khác") is True
    assert sorted(path.name for path in desk.output.parent.rglob("*")) == before


# ---- journals that nobody wrote ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"moi", b"mox"),
        lambda data: data.partition(b"\n")[2],
        lambda data: b"\n",
        lambda data: of_bytes(b"[]").encode() + b"\n[]",
        lambda data: of_bytes(b"\xff").encode() + b"\n\xff",
        lambda data: of_bytes(b"{").encode() + b"\n{",
        lambda data: b"\x00" * len(data),
    ],
)
def test_a_torn_journal_is_ignored(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[bytes], bytes]
) -> None:
    desk.write(a="cũ")
    interrupted(desk, desk.change(moves={"a": "mới", "moi": "mới"}), monkeypatch)
    file = desk.cache / JOURNAL
    file.write_bytes(spoil(file.read_bytes()))
    assert finish(desk.cache, desk.output) is False
    assert (desk.files, desk.leftovers) == ({"a": "cũ"}, [])


def test_a_journal_of_another_format_is_ignored(desk: Desk) -> None:
    desk.write(a="cũ")
    desk.forge(format=FORMAT + 1, deletes=("a",))
    assert (finish(desk.cache, desk.output), desk.files, desk.leftovers) == (False, {"a": "cũ"}, [])


def test_a_forged_journal_writes_nothing_outside_the_output(desk: Desk) -> None:
    desk.write(a="cũ")
    digest = of_bytes(b"x")
    paths = ("../ra ngoài", str(desk.folder / "tuyệt đối"), "a/../../ra ngoài")
    desk.forge(
        moves=tuple((desk.staged(f"{n}", "x"), path) for n, path in enumerate(paths)),
        copies=tuple((desk.file("tep", "x"), path) for path in paths),
        deletes=("../tep", str(desk.folder / "tep"), "../cache"),
        manifest=tuple((path, digest) for path in paths),
    )
    before = sorted(path for path in desk.folder.rglob("*") if path.name != JOURNAL)
    assert finish(desk.cache, desk.output) is True
    assert sorted(desk.folder.rglob("*")) == before
    assert desk.files == {"a": "cũ"}


def test_a_forged_journal_publishes_nothing_whose_bytes_it_does_not_know(desk: Desk) -> None:
    desk.write(a="cũ")
    secret = desk.file("bí mật", "mật khẩu")
    desk.forge(copies=((secret, "b"), (secret, "a")), manifest=(("b", "0" * 32), ("a", of_bytes(b"moi"))))
    finish(desk.cache, desk.output)
    assert desk.files == {"a": "cũ"}


def test_a_forged_journal_takes_staged_files_from_the_staging_folder_alone(desk: Desk) -> None:
    desk.write(a="cũ")
    desk.file("bí mật", "mật khẩu")
    desk.forge(moves=(("../../bí mật", "b"),), manifest=(("b", of_bytes("mật khẩu".encode())),))
    finish(desk.cache, desk.output)
    assert (desk.files, (desk.folder / "bí mật").read_text()) == ({"a": "cũ"}, "mật khẩu")


def test_a_forged_journal_neither_deletes_nor_overwrites_nor_claims_what_is_not_ours(desk: Desk) -> None:
    desk.write(a="cũ")
    desk.foreign("b")
    desk.foreign("c")
    desk.forge(
        moves=((desk.staged("0", "x"), "b"),),
        deletes=("c", "a"),
        manifest=(("b", of_bytes(b"x")), ("c", of_bytes(b"x"))),
    )
    finish(desk.cache, desk.output)
    assert (desk.files, read_manifest(desk.output)) == ({"b": "của tôi", "c": "của tôi"}, {})


def test_staged_files_that_a_power_cut_has_torn_are_left_to_the_next_build(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write(a="cũ", b="cũ", c="cũ")
    interrupted(desk, desk.change(moves={"a": "mới", "b": "mới", "c": "mới"}), monkeypatch)
    (desk.cache / STAGING / "0").write_bytes(b"")
    (desk.cache / STAGING / "1").unlink()
    assert finish(desk.cache, desk.output) is True
    assert (desk.files, desk.leftovers) == ({"a": "cũ", "b": "cũ", "c": "mới"}, [])
    assert read_manifest(desk.output) == listed(
        {"a": "mới", "b": "mới", "c": "mới"}
    )  # What `a` and `b` are not: so they are stale.


# ---- stand-ins ---------------------------------------------------------------------------------------------------------


def interrupted(desk: Desk, change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commit a change and be stopped directly behind the commit point."""
    with monkeypatch.context() as stopped:
        stopped.setattr(journal, "apply", refuse)
        with pytest.raises(OSError, match="No space"):
            commit(
                desk.cache, desk.output, replace(change, manifest=(read_manifest(desk.output) or {}) | change.manifest)
            )


def refuse(*_: object) -> None:
    raise DISK_FULL


def once_then_refuse(act: Callable[..., None]) -> Callable[..., None]:
    calls: list[object] = []

    def acting(*arguments: object) -> None:
        calls.append(arguments)
        if len(calls) > 1:
            raise DISK_FULL
        act(*arguments)

    return acting
