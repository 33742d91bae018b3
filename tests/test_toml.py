"""TOML with positions."""

from __future__ import annotations

import pytest

from conglang.content import toml
from conglang.model import Location

TEXT = """\
# Portal
[site]
title = "Tin"
"quoted key" = 1
names.first = 'x'

[photos.quality]
jpeg = 82

[[locality]]
id = "a"   # the first
[[locality]]
id = "b"
parent = [{ id = "a", to = 2019-12-31 }, "c"]
list = [
  1,  # one
  [2, 3],
]
long = \"\"\"
[not a table]
x = 1
\"\"\"
valid = { from = 2020-06-01, "to" = 2025-06-30 }
[locality.deep]
x = 1
[[locality.item]]
[[locality.item]]
y = "\\"]"
"""


def test_every_key_and_value_has_a_place() -> None:
    data, problems = toml.parse(TEXT, "x.toml")
    places = toml.places(TEXT, "x.toml")
    assert data is not None
    assert problems == ()
    keys = {
        ("site",): (2, 1, 6),
        ("site", "title"): (3, 1, 5),
        ("site", "quoted key"): (4, 1, 12),
        ("site", "names"): (5, 1, 11),
        ("site", "names", "first"): (5, 1, 11),
        ("photos",): (7, 1, 16),
        ("photos", "quality", "jpeg"): (8, 1, 4),
        ("locality", 0): (10, 1, 12),
        ("locality", 1): (12, 1, 12),
        ("locality", 1, "parent"): (14, 1, 6),
        ("locality", 1, "parent", 0, "to"): (14, 23, 2),
        ("locality", 1, "valid", "to"): (23, 30, 4),
        ("locality", 1, "deep"): (24, 1, 15),
        ("locality", 1, "deep", "x"): (25, 1, 1),
        ("locality", 1, "item", 1, "y"): (28, 1, 1),
        ("site", "absent"): (2, 1, 6),
        ("absent", "absent"): (1, 1, 1),
    }
    assert {way: places.where(way) for way in keys} == {way: Location("x.toml", *at) for way, at in keys.items()}
    values = {
        ("site", "title"): (3, 9, 5),
        ("locality", 0, "id"): (11, 6, 3),
        ("locality", 1, "parent", 0): (14, 11, 29),
        ("locality", 1, "parent", 0, "id"): (14, 18, 3),
        ("locality", 1, "parent", 0, "to"): (14, 28, 10),
        ("locality", 1, "parent", 1): (14, 42, 3),
        ("locality", 1, "list", 0): (16, 3, 1),
        ("locality", 1, "list", 1, 1): (17, 7, 1),
        ("locality", 1, "long"): (19, 8, 3),
        ("locality", 1, "item", 1, "y"): (28, 5, 5),
    }
    assert {way: places.value(way) for way in values} == {way: Location("x.toml", *at) for way, at in values.items()}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("[site]\ntitle = Tin\n", "toml-value", 2, 9),
        ("a\n", "toml-syntax", 1, 2),
        ("= 1\n", "toml-syntax", 1, 1),
        ("[site\n", "toml-syntax", 1, 6),
        ("a = 1 b = 2\n", "toml-syntax", 1, 7),
        ("tiêu = 1\n", "toml-syntax", 1, 3),
        ("[s]\na = 1\na = 2\n", "toml-duplicate", 3, 1),
        ("[s]\n[s]\n", "toml-duplicate", 2, 1),
        ('[s]\na = "x\nb = 1\n', "toml-quote-not-closed", 2, 1),
        ('a = """x\n', "toml-quote-not-closed", 1, 9),
        ('t = "Tin "nóng" nay"\n', "toml-quotes-inside", 1, 11),
        ('p = "c:\\anh"\n', "toml-backslash", 1, 10),
        ("d = 2025-02-30\n", "toml-date", 1, 5),
        ("w = [1, 2\n", "toml-list-not-closed", 1, 10),
        ("a = " + "[" * 20000, "toml-syntax", 1, 1),
        ("n = " + "1" * 5000, "toml-syntax", 1, 5005),
    ],
)
def test_mistakes_are_told_at_their_place(text: str, code: str, line: int, column: int) -> None:
    data, (problem,) = toml.parse(text, "x.toml")
    assert (data, problem.code, problem.at.line, problem.at.column) == (None, code, line, column)
