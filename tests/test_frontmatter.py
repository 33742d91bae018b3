"""Front matter as located text, and what is said where it is not YAML, or more YAML than is let in."""

from __future__ import annotations

import pytest

from conglang.content import frontmatter
from conglang.content.frontmatter import Document, Field, Fields, Items, Text

BODY = "---\nThân bài\n"


def codes(text: str) -> list[tuple[str, int, int]]:
    _, problems = frontmatter.parse(text, "a.md")
    return [(problem.code, problem.at.line, problem.at.column) for problem in problems]


def test_every_name_and_value_knows_its_place() -> None:
    text = """\


----
title: "Họp dân: làm đường"
date: 2024-03-21   # a day
tags: [một, 'hai']
corrections:
  - date: 010
    text: >
      dài
      dòng
draft: no
empty:
---

  Thân bài

---
"""
    fields = Fields(
        (
            Field("title", Text("Họp dân: làm đường", 4, 8, 20), 4, 1),
            Field("date", Text("2024-03-21", 5, 7, 10, "# a day"), 5, 1),
            Field("tags", Items((Text("một", 6, 8, 3), Text("hai", 6, 13, 5)), 6, 7, 12), 6, 1),
            Field(
                "corrections",
                Items(
                    (
                        Fields(
                            (
                                Field("date", Text("010", 8, 11, 3), 8, 5),
                                Field("text", Text("dài dòng\n", 9, 11, 1), 9, 5),
                            ),
                            8,
                            5,
                            9,
                        ),
                    ),
                    8,
                    3,
                    11,
                ),
                7,
                1,
            ),
            Field("draft", Text("no", 12, 8, 2), 12, 1),
            Field("empty", Text("", 13, 7, 1), 13, 1),
        ),
        3,
        1,
        3,
    )
    assert frontmatter.parse(text, "a.md") == (Document(fields, "\n  Thân bài\n\n---", 15), ())


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\na: b\n---\nThân\n", "Thân", 4),
        ("--- \na: b\n-----\n\nThân\n", "\nThân", 4),
        ("\n  \n---\na: b\n---\u00a0\nThân", "Thân", 6),
        ("---\na: b\n---", "", 4),
        ("---\n---\nThân", "Thân", 3),
        ("---\na: b\n---\n    mã\n---\nx", "    mã\n---\nx", 4),
    ],
)
def test_the_body_keeps_its_lines(text: str, body: str, line: int) -> None:
    document, problems = frontmatter.parse(text, "a.md")
    assert document is not None
    assert (document.body, document.first_line, problems) == (body, line, ())


@pytest.mark.parametrize("written", ["no", "12:30", "010", "9.102", "2025-02-30", "null", "0x10", "1e3", "True"])
def test_a_scalar_is_what_it_says(written: str) -> None:
    document, problems = frontmatter.parse(f"---\na: {written}\n{BODY}", "a.md")
    assert document is not None
    assert document.fields is not None
    assert document.fields.fields == (Field("a", Text(written, 2, 4, len(written)), 2, 1),)
    assert problems == ()


def test_a_no_break_space_may_stand_around_the_colon() -> None:
    document, problems = frontmatter.parse(f"---\ntitle:\u00a0 10\u00a0triệu\ndate\u00a0: x\n{BODY}", "a.md")
    assert document is not None
    assert document.fields is not None
    assert document.fields.fields == (
        Field("title", Text("10\u00a0triệu", 2, 9, 8), 2, 1),
        Field("date", Text("x", 3, 8, 1), 3, 1),
    )
    assert problems == ()


@pytest.mark.parametrize(
    ("block", "code", "line", "column"),
    [
        ("title: A: b", "colon-in-value", 2, 9),
        ("author: Tin, ảnh: Lê Thơ", "colon-in-value", 2, 17),
        ("title: a\nphoto_credit: @x", "needs-quotes", 3, 15),
        ("title: `x`", "needs-quotes", 2, 8),
        ("title: 100%\nb: %x", "needs-quotes", 3, 4),
        ("title: [Ảnh] Hội nghị", "needs-quotes", 2, 14),
        ('title: "Tin" nóng', "needs-quotes", 2, 14),
        ('title: "Tin "nóng" nay"', "needs-quotes", 2, 14),
        ("title: - b", "needs-quotes", 2, 8),
        ('title: "abc\ndate: 1', "quote-not-closed", 2, 8),
        ('title: "abc\ndate: "x"', "quote-not-closed", 2, 8),
        ("a: b\ntitle: 'abc\ndate: 1", "quote-not-closed", 3, 8),
        ('title: "a\n  b"\nx: A: b', "colon-in-value", 4, 5),
        ("title: a\n\tb: c", "tab-indentation", 3, 1),
        ("tags:\n\t- b", "tab-indentation", 3, 1),
        ("title: a\ndate:2024-03-21\nx: y", "no-space-after-colon", 3, 6),
        ("title:Tin", "no-space-after-colon", 2, 7),
        ("tags: [a, #b]\nx: y", "comment-in-value", 2, 11),
        ("tags: [a, b\nx: y", "list-not-closed", 2, 7),
        ('photo: "anh\\dep.jpg"', "backslash-in-quotes", 2, 12),
        ("Hôm nay", "front-matter-not-fields", 2, 1),
        ("- a", "front-matter-not-fields", 2, 1),
        ("title: &a b", "needs-quotes", 2, 8),
        ("title: *a b", "needs-quotes", 2, 8),
        ("title: !x b", "needs-quotes", 2, 8),
        ("title: !!python/object/apply:os.system [ls]", "needs-quotes", 2, 8),
        ("<<: {a: b}", "field-name-not-text", 2, 1),
        ("? [a]\n: b", "field-name-not-text", 2, 3),
        (": b", "yaml-syntax", 2, 1),
        ("ti\u200btle: b", "hidden-character", 2, 1),
        ("a: b\nc: d\na: e", "duplicate-field", 4, 1),
        ("a: {b: {c: {d: {e: {f: g}}}}}", "too-deep", 2, 24),
        ("a: " + "[" * 3000, "too-deep", 1, 1),
        ("[" * 30000, "too-deep", 1, 1),
        ("{a: " * 10000, "too-deep", 1, 1),
        ("- " * 30000, "too-deep", 1, 1),
        ("? " * 30000, "too-deep", 1, 1),
        ("a: " + "x" * 66000, "front-matter-too-long", 1, 1),
        ("a: " + "ạ" * 23000, "front-matter-too-long", 1, 1),
        ("title: A\ndate: 1\n\nBài viết hôm nay\n", "front-matter-not-closed", 4, 1),
        ("a: b\n- c", "yaml-syntax", 3, 1),
        ("a: b\n...\nc: d", "yaml-syntax", 4, 1),
        ("a: b\x07", "yaml-syntax", 2, 1),
    ],
)
def test_a_mistake_is_told_where_it_was_made(block: str, code: str, line: int, column: int) -> None:
    assert codes(f"---\n{block}\n{BODY}") == [(code, line, column)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty-file", 1),
        (" \n\n", "empty-file", 1),
        ("Hôm nay\n", "no-front-matter", 1),
        ("\n\n# Hôm nay\n", "no-front-matter", 3),
        ("--\na: b\n--\n", "no-front-matter", 1),
        ("—\na: b\n—\n", "no-front-matter", 1),
        ("+++\na = 1\n+++\n", "no-front-matter", 1),
        ("---\na: b\n", "front-matter-not-closed", 1),
        ("\n---", "front-matter-not-closed", 2),
    ],
)
def test_a_file_without_front_matter_is_refused(text: str, code: str, line: int) -> None:
    document, problems = frontmatter.parse(text, "a.md")
    assert (document, [(problem.code, problem.at.line) for problem in problems]) == (None, [(code, line)])


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))
    found = codes(f"---\na0: &a0 [x]\n{levels}\n{BODY}")
    assert found[0] == ("needs-quotes", 2, 5)


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("title: A: b", 'title: "A: b"'),
        ('title: A "b": c', "title: 'A \"b\": c'"),
        ('title: It\'s "b": c', "title: 'It''s \"b\": c'"),
        ("tags:\n- a: b: c", '- a: "b: c"'),
        ("photo_credit: @x", 'photo_credit: "@x"'),
        ('title: "Tin" nóng', "title: '\"Tin\" nóng'"),
        ('title: "Tin "nóng" nay"', "title: 'Tin \"nóng\" nay'"),
        ("title:Tin", "title: Tin"),
        ("tags: [a, #b, c]\nx: y", 'tags: [a, "#b", c]'),
        ("title: *Nóng* tin", 'title: "*Nóng* tin"'),
    ],
)
def test_the_hint_shows_the_line_as_it_should_read(block: str, line: str) -> None:
    _, (problem,) = frontmatter.parse(f"---\n{block}\n{BODY}", "a.md")
    assert dict(problem.values)["line"] == line
    if "\n" not in block:
        assert codes(f"---\n{line}\n{BODY}") == []


def test_a_field_that_stands_twice_names_both_lines_and_keeps_the_first() -> None:
    document, (problem,) = frontmatter.parse(f"---\na: b\na: c\n{BODY}", "a.md")
    assert document is not None
    assert document.fields is not None
    assert document.fields.fields == (Field("a", Text("b", 2, 4, 1), 2, 1),)
    assert [place.line for place in problem.see] == [2]


def test_the_body_is_given_also_where_the_fields_cannot_be_read() -> None:
    document, problems = frontmatter.parse(f"---\ntitle: A: b\n{BODY}", "a.md")
    assert (document, len(problems)) == (Document(None, "Thân bài", 4), 1)
