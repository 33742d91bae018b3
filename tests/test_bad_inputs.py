"""Bad inputs as data: each file of `tests/bad` is a portal that must fail, and what it must be told.

    # what this is about
    === content/tin/lua/index.md        a file; its text follows (`=== WORD PATH`: made by `tests/special_files.py`)
    === article content/tin/lua/        an article whose lines replace or add to a good one's fields; body behind a blank line
    === expect                          the diagnostics, `code path:line:column`, sorted; warnings are not listed
    === expect 2                        the same, with another status than 1

A build of it writes nothing, raises nothing, and says all of it in one run. Adding a case is adding a file.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from conglang.diagnostics import ERROR
from conglang.languages import CODES, language
from conglang.terminal.sentences import say
from tests.portal import Portal, described
from tests.special_files import put

CASES = sorted((Path(__file__).parent / "bad").rglob("*.txt"))

FIELDS = {"title": "Lúa chín", "date": "2024-03-21", "author": "Lan", "locality": "tinh-a", "category": "thoi-su"}


def parts(case: Path) -> list[tuple[str, str]]:
    """The sections of a case: what stands behind `===`, and the text below."""
    found = case.read_text("utf-8").split("\n=== ")[1:]
    return [(head.strip(), text + "\n" if text else "") for head, _, text in (part.partition("\n") for part in found)]


def article(text: str) -> str:
    """A good article with these fields instead of, or besides, its own; `-name` takes one away."""
    fields, _, body = text.partition("\n\n") if not text.startswith("\n") else ("", "", text.strip("\n"))
    lines = dict(FIELDS)
    extra = []
    for line in fields.strip("\n").split("\n"):
        name = line.partition(":")[0]
        if line.startswith("-") and line[1:] in lines:
            del lines[line[1:]]
        elif name in lines:
            lines[name] = line.partition(":")[2].removeprefix(" ")
        elif line:
            extra.append(line)
    front = [*(f"{name}: {value}".rstrip() for name, value in lines.items()), *extra]
    return "---\n" + "\n".join(front) + "\n---\n" + (body.rstrip("\n") or "Bà con thôn Một đã gặt xong.") + "\n"


def files(portal: Portal, case: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    """Put the files of a case into a portal; the status and the lines that it must end with."""
    status, expected = 1, [""]
    for head, text in parts(case):
        word, _, path = head.rpartition(" ")
        if head.split()[0] == "expect":
            status, expected = int(head.partition(" ")[2] or 1), text.split("\n")
        elif word.split(" ")[0] == "article":
            put(portal, word.partition(" ")[2], f"{path}index.md", article(text), monkeypatch)
        else:
            put(portal, word, path, text, monkeypatch)
    return status, sorted(line for line in expected if line)


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_bad_input_is_named_by_its_place_and_nothing_is_written(
    case: Path, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, expected = files(portal, case, monkeypatch)
    report = portal.build()
    found = sorted(described(d).replace(str(portal.folder), "") for d in report.diagnostics if d.severity == ERROR)
    assert (report.status, found) == (status, expected)
    assert (report.written, report.removed, portal.has("index.html")) == ((), (), False)
    assert all(all(say(d, language(code))) for code in CODES for d in report.diagnostics)


def test_all_problems_of_all_files_are_reported_in_one_run(portal: Portal) -> None:
    portal.article("tin/mot", title="")
    portal.article("tin/hai", date="2025-02-30", author="")
    portal.article("tin/ba", "Xem [bài](../khong-co.md) và ![ảnh](khong-co.jpg).\n", locality="Nơi xa")
    portal.article("tin/bon", "![Ảnh](anh.jpg)\n", category="Thời xự")
    portal.write("content/tin/bon/anh.jpg", b"")
    portal.write("content/tin/nam/index.md", "Không có phần đầu.\n")
    portal.write("content/tin/sau/index.md", b"---\ntitle: L\xfaa\n---\n")
    portal.article("tin/bay", slug="trung")
    portal.article("tin/tam", slug="trung")
    portal.article("tin/chin", '<a href="/khong-co/">ở đây</a>\n')
    portal.write("templates/standing.html", "{{ page.titel }}\n")
    portal.write("content/pages/gioi-thieu.md", "---\ntitle: Giới thiệu\n---\nChữ.\n")
    report = portal.build()
    assert report.status == 1
    assert report.written == ()
    assert sorted(described(d) for d in report.diagnostics) == [
        "address-taken content/tin/tam/index.md:7:7",
        "broken-link content/tin/ba/index.md:9:11",
        "missing-field content/tin/hai/index.md:1:1",
        "missing-field content/tin/mot/index.md:1:1",
        "no-front-matter content/tin/nam/index.md:1:1",
        "no-such-day content/tin/hai/index.md:3:7",
        "not-utf-8 content/tin/sau/index.md:2:9",
        "photo-empty content/tin/bon/anh.jpg:0:0",
        "photo-missing content/tin/ba/index.md:9:30",
        "template-undefined templates/standing.html:1:1",
        "unknown-address content/tin/chin/index.md:9:10",
        "unknown-category content/tin/bon/index.md:6:11",
        "unknown-locality content/tin/ba/index.md:5:11",
    ]


def test_a_broken_article_beside_good_ones_takes_none_of_them_offline(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.built()
    before = portal.output()
    for number, case in enumerate(CASES):
        for head, text in parts(case):
            if head.startswith("article ") and head.count(" ") == 1:
                portal.write(f"content/hong/{number}.md", article(text))
    assert portal.build().status == 1
    assert portal.output() == before
    portal.remove("content/hong")
    assert portal.built().written == ()
