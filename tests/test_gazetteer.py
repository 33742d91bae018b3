"""The gazetteer: units as written, and the rules between them."""

from __future__ import annotations

import pytest

from conglang.content import gazetteer
from conglang.model import Gazetteer, Locality, Location, Parentage, Successor, Validity

PATH = "content/localities.toml"


def unit(id: str, **fields: str) -> str:
    written = {"name": f'"{id}"', "kind": '"xa"', **fields}
    rows = "".join(f"{key} = {value}\n" for key, value in written.items())
    return f'[[locality]]\nid = "{id}"\n{rows}'


def codes(text: str) -> list[tuple[str, int]]:
    read, problems = gazetteer.load(text)
    assert (read is None) == bool(problems)
    return [(problem.code, problem.at.line) for problem in problems]


def test_every_field_is_read() -> None:
    text = """\
[[locality]]
id = "thi-xa-nghi-son"
name = "Nghi  Sơn"
kind = "thi-xa"
code = "0407"
parent = [{ id = "tinh-a", to = 2021-12-31 }, { id = "tinh-b", from = "2022-01-01" }]
valid = { from = 2020-06-01, to = "30/6/2025" }
successors = ["phuong-a", { id = "phuong-b", main = true }]
aliases = ["TX Nghi Sơn", ""]
[[locality]]
id = "tinh-a"
name = "A"
kind = "tinh"
[[locality]]
id = "tinh-b"
name = "B"
kind = "tinh"
[[locality]]
id = "phuong-a"
name = "A"
kind = "phuong"
parent = "tinh-b"
[[locality]]
id = "phuong-b"
name = "B"
kind = "phuong"
parent = ["tinh-b"]
valid = { from = 2025-07-01 }
"""
    units = (
        Locality(
            id="thi-xa-nghi-son",
            name="Nghi Sơn",
            kind="thi-xa",
            at=Location(PATH, 2, 6, 17),
            code="0407",
            parents=(
                Parentage("tinh-a", Validity("", "2021-12-31")),
                Parentage("tinh-b", Validity("2022-01-01", "")),
            ),
            valid=Validity("2020-06-01", "2025-06-30"),
            successors=(Successor("phuong-a"), Successor("phuong-b", True)),
            aliases=("TX Nghi Sơn",),
        ),
        Locality("tinh-a", "A", "tinh", Location(PATH, 11, 6, 8)),
        Locality("tinh-b", "B", "tinh", Location(PATH, 15, 6, 8)),
        Locality("phuong-a", "A", "phuong", Location(PATH, 19, 6, 10), parents=(Parentage("tinh-b"),)),
        Locality(
            "phuong-b",
            "B",
            "phuong",
            Location(PATH, 24, 6, 10),
            parents=(Parentage("tinh-b"),),
            valid=Validity("2025-07-01"),
        ),
    )
    assert gazetteer.load(text) == (Gazetteer(units), ())


def test_an_empty_text_is_an_empty_gazetteer() -> None:
    assert gazetteer.load("") == (Gazetteer(()), ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[locality]]\n", [("missing-setting", 1)] * 3),
        ("[locality]\nid = 1\n", [("not-a-list-of-tables", 1)]),
        ("[[localty]]\nid = 1\n", [("unknown-table", 1)]),
        (unit("a", nmae='"x"'), [("unknown-key", 5)]),
        (unit("a", name="1"), [("not-text", 3)]),
        (unit("a", kind='"thị xã"'), [("unknown-kind", 4)]),
        (unit("Xã A"), [("bad-id", 2)]),
        (unit("a/../b"), [("bad-id", 2)]),
        (unit("a", code="407"), [("code-not-text", 5)]),
        (unit("a", parent="1"), [("bad-parent", 5)]),
        (unit("a", parent="[1]"), [("bad-parent", 5)]),
        (unit("a", parent="[{ form = 2020-01-01 }]"), [("missing-setting", 5), ("unknown-key", 5)]),
        (unit("a", aliases="[1]"), [("not-texts", 5)]),
        (unit("a", valid="2020-01-01"), [("bad-validity", 5)]),
        (unit("a", valid="{ until = 2020-01-01 }"), [("unknown-key", 5)]),
        (unit("a", valid="{ from = 2020 }"), [("bad-day", 5)]),
        (unit("a", valid='{ from = "hôm qua" }'), [("bad-day", 5)]),
        (unit("a", valid="{ from = 2020-01-01T08:00:00 }"), [("bad-day", 5)]),
        (unit("a", valid="{ from = 2020-01-02, to = 2020-01-01 }"), [("period-reversed", 5)]),
        (unit("a", parent='"b"'), [("unknown-id", 5)]),
        (unit("a", valid="{ to = 2020-01-01 }", successors='["b"]'), [("unknown-id", 6)]),
        (unit("a") + unit("a", name='"b"'), [("duplicate-id", 6)]),
        (unit("a", successors='["b"]') + unit("b"), [("successors-without-end", 5)]),
        (unit("a", valid="{ to = 2020-01-01 }", successors="[1]"), [("bad-successors", 6)]),
        (unit("a", valid="{ to = 2020-01-01 }", successors="1"), [("bad-successors", 6)]),
        (
            unit("a", valid="{ to = 2020-01-01 }", successors='[{ id = "b", main = true }, { id = "c", main = true }]')
            + unit("b")
            + unit("c"),
            [("several-main-successors", 6)],
        ),
        (unit("a", parent='"a"'), [("cycle-of-parents", 5)]),
        (unit("a", valid="{ to = 2020-01-01 }", successors='["a"]'), [("cycle-of-successors", 6)]),
        (unit("a", parent='["b", "c"]') + unit("b") + unit("c"), [("two-parents", 5)]),
        (
            unit("a", parent='[{ id = "b", to = 2020-01-01 }, { id = "c", from = 2020-01-01 }]')
            + unit("b")
            + unit("c"),
            [("two-parents", 5)],
        ),
        (
            unit("a", valid="{ to = 2020-01-01 }", successors='["b"]') + unit("b", valid="{ from = 2020-01-03 }"),
            [("successor-not-valid", 6)],
        ),
        (
            unit("a", valid="{ to = 2020-01-01 }", successors='["b"]') + unit("b", valid="{ to = 2020-01-01 }"),
            [("successor-not-valid", 6)],
        ),
        (unit("a", name='"Hòa"') + unit("b", name='"hoà"'), [("same-unit", 6)]),
        (
            unit("t") + unit("a", name='"x"', parent='"t"') + unit("b", name='"x"', parent='"t"'),
            [("same-unit", 11)],
        ),
        ("[[locality]\n", [("toml-syntax", 1)]),
    ],
)
def test_every_mistake_is_told_at_its_line(text: str, found: list[tuple[str, int]]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        # A successor that existed before is fine, and so is one that begins on the next day.
        unit("a", valid="{ to = 2020-01-01 }", successors='["b"]') + unit("b"),
        unit("a", valid="{ to = 2020-01-01 }", successors='["b"]') + unit("b", valid="{ from = 2020-01-02 }"),
        unit("a", parent='[{ id = "b", to = 2020-01-01 }, { id = "c", from = 2020-01-02 }]') + unit("b") + unit("c"),
        # On no day of its own life does the unit have two parents.
        unit("a", valid="{ to = 2020-01-01 }", parent='["b", { id = "c", from = 2021-01-01 }]') + unit("b") + unit("c"),
        # One name: of two kinds, under two parents, one after the other, or with another tone.
        unit("a", name='"x"') + unit("b", name='"x"', kind='"phuong"'),
        unit("t") + unit("a", name='"x"') + unit("b", name='"x"', parent='"t"'),
        unit("a", name='"x"', valid="{ to = 2020-01-01 }") + unit("b", name='"x"', valid="{ from = 2020-01-02 }"),
        unit("a", name='"Thanh Hóa"') + unit("b", name='"Thanh Hòa"') + unit("c", name='"Thạnh Hóa"'),
    ],
)
def test_what_is_right_is_let_through(text: str) -> None:
    assert codes(text) == []


def test_a_cycle_is_told_with_its_chain_and_its_units() -> None:
    text = unit("a", parent='"b"') + unit("b", parent='"c"') + unit("c", parent='"a"') + unit("d", parent='"a"')
    _, (problem,) = gazetteer.load(text)
    assert dict(problem.values)["chain"] == "a → b → c → a"
    assert [place.line for place in problem.see] == [2, 7]


def test_two_units_in_conflict_are_both_named() -> None:
    _, (problem,) = gazetteer.load(unit("a", name='"x"') + unit("b", name='"X"'))
    assert ((problem.at.line, *(place.line for place in problem.see))) == (6, 2)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        (unit("thanh-hoa") + unit("b", parent='"thanh-hoá"'), "thanh-hoa"),
        (unit("thanh-hoa") + unit("b", parent='"Thanh Hóa"'), "thanh-hoa"),
        (unit("a", kind='"Thị xã"'), "thi-xa"),
        (unit("a", aliasses='"x"'), "aliases"),
        (unit("Xã A"), "xa-a"),
    ],
)
def test_the_nearest_name_is_offered(text: str, near: str) -> None:
    _, (problem,) = gazetteer.load(text)
    assert dict(problem.values)["near"] == near


@pytest.mark.parametrize(
    ("text", "code", "line", "see"),
    [
        (unit("a", name='"x"') + unit("b", name='"X"'), "same-unit", 6, [2]),
        (unit("a") + unit("a", name='"b"'), "duplicate-id", 6, [2]),
        (unit("b") + unit("c") + unit("a", parent='["b", "c"]'), "two-parents", 13, [2, 6]),
        (
            unit("b", valid="{ from = 2020-01-03 }") + unit("a", valid="{ to = 2020-01-01 }", successors='["b"]'),
            "successor-not-valid",
            11,
            [2],
        ),
        (unit("b", parent='"a"') + unit("a", parent='"b"'), "cycle-of-parents", 10, [2]),
        (
            unit("b", valid="{ to = 2020-01-01 }", successors='["a"]')
            + unit("a", valid="{ to = 2021-01-01 }", successors='["b"]'),
            "cycle-of-successors",
            12,
            [2],
        ),
    ],
)
def test_every_conflict_names_the_lines_of_both_units(text: str, code: str, line: int, see: list[int]) -> None:
    _, problems = gazetteer.load(text)
    (problem,) = [problem for problem in problems if problem.code == code]
    assert (problem.at.line, [place.line for place in problem.see]) == (line, see)


def test_many_to_many_successors_are_kept_with_the_main_one() -> None:
    ended = "{ to = 2020-01-01 }"
    text = (
        unit("a", valid=ended, successors='["c", { id = "d", main = true }]')
        + unit("b", valid=ended, successors='["d", "c"]')
        + unit("c")
        + unit("d", valid="{ from = 2020-01-02 }")
    )
    read, problems = gazetteer.load(text)
    assert problems == ()
    assert read is not None
    assert [unit.successors for unit in read.units] == [
        (Successor("c"), Successor("d", True)),
        (Successor("d"), Successor("c")),
        (),
        (),
    ]
