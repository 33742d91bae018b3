"""Reading files: what is listed, what is refused, and what bytes become text."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from conglang.content import files
from conglang.model import Location


def lay(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")


def test_files_are_listed_in_the_order_of_their_paths(tmp_path: Path) -> None:
    lay(tmp_path, "content/tin/b.md", "content/tin/a/index.md", "content/tin/a/ảnh 1.jpg", "content/a.md", "other/x.md")
    found, problems = files.walk(tmp_path, "content")
    assert [source.path for source in found] == [
        "content/a.md",
        "content/tin/a/index.md",
        "content/tin/a/ảnh 1.jpg",
        "content/tin/b.md",
    ]
    assert problems == ()
    assert found[0].stat.size == len("content/a.md")
    assert files.read(tmp_path, found[2]) == ("content/tin/a/ảnh 1.jpg".encode(), ())


def test_a_folder_that_does_not_exist_holds_nothing(tmp_path: Path) -> None:
    assert files.walk(tmp_path, "content") == ((), ())


@pytest.mark.parametrize(
    "name",
    [
        "~$bai.docx",
        ".DS_Store",
        ".#bai.md",
        "bai.md~",
        ".bai.md.swp",
        "x.swp",
        "x.tmp",
        "Thumbs.db",
        "desktop.ini",
        ".git/a",
    ],
)
def test_what_programs_leave_behind_is_skipped(tmp_path: Path, name: str) -> None:
    lay(tmp_path, f"content/{name}", "content/bai.md")
    found, problems = files.walk(tmp_path, "content")
    assert ([source.path for source in found], problems) == (["content/bai.md"], ())


def test_a_path_is_nfc_and_the_name_on_disk_is_kept(tmp_path: Path) -> None:
    lay(tmp_path, "content/a\u0309nh/ho\u0323p.jpg")
    (found,), problems = files.walk(tmp_path, "content")
    assert found.path == "content/ảnh/họp.jpg"
    assert found.disk == "content/a\u0309nh/ho\u0323p.jpg"
    assert files.read(tmp_path, found)[0] is not None
    assert problems == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("A.md", "a.md"), ("Ảnh.jpg", "ảnh.jpg"), ("a\u0309nh.jpg", "ảnh.jpg"), ("Tin/x.md", "tin/y.md")],
)
def test_names_that_differ_only_in_case_or_unicode_form_are_refused(tmp_path: Path, one: str, other: str) -> None:
    lay(tmp_path, f"content/{one}", f"content/{other}")
    _, problems = files.walk(tmp_path, "content")
    assert [problem.code for problem in problems] == ["same-name"]
    assert len(problems[0].see) == 1


def test_links_and_special_files_are_refused_and_never_opened(tmp_path: Path) -> None:
    lay(tmp_path, "content/a.md", "outside.md")
    (tmp_path / "content/out.md").symlink_to(tmp_path / "outside.md")
    (tmp_path / "content/loop").symlink_to(tmp_path / "content")
    (tmp_path / "content/broken.md").symlink_to("nowhere")
    os.mkfifo(tmp_path / "content/pipe.md")
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.getcwd()
        os.chdir(tmp_path / "content")  # The name of a socket may be a hundred characters long, and no more.
        try:
            listener.bind("socket.md")
        finally:
            os.chdir(here)
        found, problems = files.walk(tmp_path, "content")
    assert [source.path for source in found] == ["content/a.md"]
    assert [(problem.at.path, problem.code) for problem in problems] == [
        ("content/broken.md", "symbolic-link"),
        ("content/loop", "symbolic-link"),
        ("content/out.md", "symbolic-link"),
        ("content/pipe.md", "special-file"),
        ("content/socket.md", "special-file"),
    ]


@pytest.mark.parametrize("name", [b"a\\b.md", b"a\nb.md", b"tin \xe0.md"])
def test_a_name_that_nobody_can_type_is_refused(tmp_path: Path, name: bytes) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    with open(os.path.join(os.fsencode(folder), name), "wb"):
        pass
    found, problems = files.walk(tmp_path, "content")
    assert (found, [problem.code for problem in problems]) == ((), ["unusable-file-name"])
    problems[0].at.path.encode()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    lay(tmp_path, "content/a.md")
    (source,), _ = files.walk(tmp_path, "content")
    (tmp_path / "content/a.md").unlink()
    data, (problem,) = files.read(tmp_path, source)
    assert (data, problem.code, problem.at.path) == (None, "unreadable-file", "content/a.md")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("Họp\n".encode(), "Họp\n"),
        (b"\xef\xbb\xbf---\n", "---\n"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("ho\u0323p".encode(), "họp"),
        (b"a\x0bb\x0cc", "a b c"),
        ("a\u2028b\u0085c".encode(), "a b c"),
        ("\u200ba\u00a0b\t".encode(), "\u200ba\u00a0b\t"),
    ],
)
def test_bytes_become_text(data: bytes, text: str) -> None:
    assert files.decode(data, "a.md") == (text, ())


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        ("Tin".encode("utf-16"), "other-encoding", 1, 1),
        (b"\xfe\xff\x00T", "other-encoding", 1, 1),
        ("Tin".encode("utf-32"), "other-encoding", 1, 1),
        ("một\r\nhọp ".encode() + b"\xe0 x", "not-utf-8", 2, 5),
        ("ho\u0323p ".encode() + b"\xff", "not-utf-8", 1, 5),
        (b"\xed\xa0\x80", "not-utf-8", 1, 1),
        (b"\xc0\xaf", "not-utf-8", 1, 1),
        (b"a\nb\x00c", "control-character", 2, 2),
        (b"a\r\nb\r\n\x1bc", "control-character", 3, 1),
        ("x\u0090".encode(), "control-character", 1, 2),
        (b"a" * (files.TEXT_LIMIT + 1), "file-too-large", 0, 0),
    ],
)
def test_bytes_that_are_no_text_are_refused_at_their_place(data: bytes, code: str, line: int, column: int) -> None:
    text, (problem,) = files.decode(data, "a.md")
    assert (text, problem.code, problem.at) == (None, code, Location("a.md", line, column))
