"""The folders that hold files, as files come and go."""

from __future__ import annotations

import random

from conglang.preview.content import Folders


def test_a_folder_is_known_as_long_as_it_holds_a_file_at_any_depth() -> None:
    folders = Folders(["content/tin/a.md", "content/tin/b/index.md", "content/localities.toml"])
    known = ("content", "content/tin", "content/tin/b", "content/tin/a.md", "content/ti", "")
    assert [folder in folders for folder in known] == [True, True, True, False, False, False]
    folders.remove("content/tin/b/index.md")
    assert [folder in folders for folder in known] == [True, True, False, False, False, False]
    folders.add("content/tin/b/c/d.jpg")
    assert "content/tin/b" in folders and "content/tin/b/c" in folders


def test_a_twin_is_a_folder_that_differs_in_case_alone() -> None:
    folders = Folders(["content/Tin/a.md", "content/tin/b.md"])
    assert [folders.has_twin(folder) for folder in ("content/tin", "content/TIN", "content", "content/x")] == [
        True,
        True,
        False,
        False,
    ]
    folders.remove("content/Tin/a.md")
    assert [folders.has_twin("content/tin"), folders.has_twin("content/Tin")] == [False, True]


def test_what_is_known_after_many_changes_is_what_would_be_known_from_the_start() -> None:
    dice = random.Random(7)
    names = [f"content/{a}/{b}/{c}.md" for a in ("tin", "Tin", "anh") for b in "xyX" for c in "pq"]
    asked = sorted({name.rsplit("/", n)[0] for name in names for n in (1, 2, 3)})
    files: set[str] = set()
    folders = Folders(files)
    for _ in range(400):
        name = dice.choice(names)
        (folders.remove if name in files else folders.add)(name)
        files ^= {name}
        fresh = Folders(files)
        assert [(f in folders, folders.has_twin(f)) for f in asked] == [(f in fresh, fresh.has_twin(f)) for f in asked]
