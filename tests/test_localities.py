"""Localities in time: what a name meant on a day, and what became of units that ended, split, merged or kept their name."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest

from conglang.content import gazetteer
from conglang.languages import language
from conglang.portal import localities
from conglang.portal.localities import AMBIGUOUS, OK, OTHER_TIME, UNKNOWN, Atlas, Resolution

TEXT = """\
[[locality]]
id = "thanh-hoa"
name = "Thanh Hóa"
kind = "tinh"
[[locality]]
id = "ha-tinh"
name = "Hà Tĩnh"
kind = "tinh"

# A town founded from a district, divided among wards and a commune.
[[locality]]
id = "huyen-tinh-gia"
name = "Tĩnh Gia"
kind = "huyen"
parent = "thanh-hoa"
valid = { to = 2020-05-31 }
successors = ["thi-xa-nghi-son"]
[[locality]]
id = "thi-xa-nghi-son"
name = "Nghi Sơn"
kind = "thi-xa"
parent = "thanh-hoa"
valid = { from = 2020-06-01, to = 2025-06-30 }
successors = ["phuong-tinh-gia", { id = "phuong-nghi-son", main = true }, "xa-cac-son"]
aliases = ["TX Nghi Sơn"]
[[locality]]
id = "xa-nghi-son"
name = "Nghi Sơn"
kind = "xa"
parent = [{ id = "huyen-tinh-gia", to = 2020-05-31 }, { id = "thi-xa-nghi-son", from = 2020-06-01 }]
valid = { to = 2025-06-30 }
successors = ["phuong-nghi-son"]
[[locality]]
id = "xa-hai-ha"
name = "Hải Hà"
kind = "xa"
parent = [{ id = "huyen-tinh-gia", to = 2020-05-31 }, { id = "thi-xa-nghi-son", from = 2020-06-01 }]
valid = { to = 2025-06-30 }
successors = ["phuong-nghi-son"]
[[locality]]
id = "phuong-nghi-son"
name = "Nghi Sơn"
kind = "phuong"
parent = "thanh-hoa"
valid = { from = 2025-07-01 }
[[locality]]
id = "phuong-tinh-gia"
name = "Tĩnh Gia"
kind = "phuong"
parent = "thanh-hoa"
valid = { from = 2025-07-01 }
[[locality]]
id = "xa-cac-son"
name = "Các Sơn"
kind = "xa"
parent = "thanh-hoa"
valid = { from = 2025-07-01 }

# A commune that went on as it was under another parent, with a village in it.
[[locality]]
id = "huyen-lang-chanh"
name = "Lang Chánh"
kind = "huyen"
parent = "thanh-hoa"
valid = { to = 2025-06-30 }
successors = ["xa-yen-khuong"]
[[locality]]
id = "xa-yen-khuong"
name = "Yên Khương"
kind = "xa"
parent = [{ id = "huyen-lang-chanh", to = 2025-06-30 }, { id = "thanh-hoa", from = 2025-07-01 }]
[[locality]]
id = "ban-xang"
name = "Xắng"
kind = "ban"
parent = "xa-yen-khuong"

# Two units of one name side by side, then a third one; a commune divided among three.
[[locality]]
id = "thi-xa-ky-anh"
name = "Kỳ Anh"
kind = "thi-xa"
parent = "ha-tinh"
valid = { to = 2025-06-30 }
successors = ["phuong-vung-ang", "phuong-song-tri"]
[[locality]]
id = "huyen-ky-anh"
name = "Kỳ Anh"
kind = "huyen"
parent = "ha-tinh"
valid = { to = 2025-06-30 }
successors = ["xa-ky-anh"]
[[locality]]
id = "xa-ky-anh"
name = "Kỳ Anh"
kind = "xa"
parent = "ha-tinh"
valid = { from = 2025-07-01 }
[[locality]]
id = "xa-ky-loi"
name = "Kỳ Lợi"
kind = "xa"
parent = "thi-xa-ky-anh"
valid = { to = 2025-06-30 }
successors = [{ id = "phuong-vung-ang", main = true }, "phuong-song-tri", "xa-ky-anh"]
[[locality]]
id = "phuong-vung-ang"
name = "Vũng Áng"
kind = "phuong"
parent = "ha-tinh"
valid = { from = 2025-07-01 }
[[locality]]
id = "phuong-song-tri"
name = "Sông Trí"
kind = "phuong"
parent = "ha-tinh"
valid = { from = 2025-07-01 }
"""
BEFORE, LAST, FIRST, TODAY = "2023-03-21", "2025-06-30", "2025-07-01", "2026-11-22"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read(TEXT)


def read(text: str) -> Atlas:
    units, problems = gazetteer.load(text)
    assert units is not None, problems
    return localities.atlas(units, language("vi"))


# ---- resolving -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "day", "expected"),
    [
        # Ended and divided: the town until its last day, the ward of that name from the next.
        ("Thị xã Nghi Sơn", BEFORE, Resolution("thi-xa-nghi-son", OK)),
        ("Thị xã Nghi Sơn", LAST, Resolution("thi-xa-nghi-son", OK)),
        ("Thị xã Nghi Sơn", FIRST, Resolution("thi-xa-nghi-son", OTHER_TIME, ("thi-xa-nghi-son",))),
        ("Thị xã Nghi Sơn", "2020-05-31", Resolution("thi-xa-nghi-son", OTHER_TIME, ("thi-xa-nghi-son",))),
        ("TX Nghi Sơn", BEFORE, Resolution("thi-xa-nghi-son", OK)),
        ("tx nghi sơn", FIRST, Resolution("thi-xa-nghi-son", OTHER_TIME, ("thi-xa-nghi-son",))),
        ("thi-xa-nghi-son", FIRST, Resolution("thi-xa-nghi-son", OK)),
        ("Nghi Sơn", BEFORE, Resolution("", AMBIGUOUS, ("thi-xa-nghi-son", "xa-nghi-son"))),
        ("Nghi Sơn", LAST, Resolution("", AMBIGUOUS, ("thi-xa-nghi-son", "xa-nghi-son"))),
        ("Nghi Sơn", "2020-05-31", Resolution("xa-nghi-son", OK)),
        ("Nghi Sơn", FIRST, Resolution("phuong-nghi-son", OK)),
        ("Phường Nghi Sơn", LAST, Resolution("phuong-nghi-son", OTHER_TIME, ("phuong-nghi-son",))),
        ("Phường Nghi Sơn", FIRST, Resolution("phuong-nghi-son", OK)),
        # One name, one after the other: a district, and after five years without it a ward.
        ("Tĩnh Gia", BEFORE, Resolution("", AMBIGUOUS, ("huyen-tinh-gia", "phuong-tinh-gia"))),
        ("Tĩnh Gia", "2020-05-31", Resolution("huyen-tinh-gia", OK)),
        ("Tĩnh Gia", FIRST, Resolution("phuong-tinh-gia", OK)),
        # Kept its name.
        ("Yên Khương", LAST, Resolution("xa-yen-khuong", OK)),
        ("Xã Yên Khương", FIRST, Resolution("xa-yen-khuong", OK)),
        # Side by side.
        ("Kỳ Anh", LAST, Resolution("", AMBIGUOUS, ("thi-xa-ky-anh", "huyen-ky-anh"))),
        ("Huyện Kỳ Anh", LAST, Resolution("huyen-ky-anh", OK)),
        ("Kỳ Anh", FIRST, Resolution("xa-ky-anh", OK)),
        # Split and merged.
        ("Kỳ Lợi", LAST, Resolution("xa-ky-loi", OK)),
        ("Xã Kỳ Lợi", FIRST, Resolution("xa-ky-loi", OTHER_TIME, ("xa-ky-loi",))),
        ("Vũng Áng", LAST, Resolution("phuong-vung-ang", OTHER_TIME, ("phuong-vung-ang",))),
        # Spelling: case, Unicode form and tone placement are nothing, a tone is another name.
        ("TỈNH THANH HOÁ", BEFORE, Resolution("thanh-hoa", OK)),
        (unicodedata.normalize("NFD", "tỉnh Thanh Hóa"), BEFORE, Resolution("thanh-hoa", OK)),
        ("Thanh  Hóa", BEFORE, Resolution("thanh-hoa", OK)),
        ("Thanh Hòa", BEFORE, Resolution("", UNKNOWN)),
        ("Thạnh Hóa", BEFORE, Resolution("", UNKNOWN)),
        ("Thanh Hoa", BEFORE, Resolution("", UNKNOWN)),
        ("Xã Nghi Xuân", BEFORE, Resolution("", UNKNOWN)),
        ("Huyện Nghi Sơn", BEFORE, Resolution("", UNKNOWN)),
        # The kind as the other language of the portal writes it before a name.
        ("Province Thanh Hóa", BEFORE, Resolution("thanh-hoa", OK)),
    ],
)
def test_a_name_means_the_unit_that_bore_it_on_the_day(
    atlas: Atlas, written: str, day: str, expected: Resolution
) -> None:
    assert localities.resolve(atlas, written, day) == expected


def test_candidates_are_described_by_kind_parent_and_days(atlas: Atlas) -> None:
    assert localities.describe(atlas, "thi-xa-nghi-son") == (
        "Thị xã Nghi Sơn, Tỉnh Thanh Hóa (id “thi-xa-nghi-son”, từ 1/6/2020, đến hết 30/6/2025)"
    )
    assert localities.describe(atlas, "thanh-hoa") == "Tỉnh Thanh Hóa (id “thanh-hoa”)"


def test_a_name_that_begins_with_its_kind_is_not_given_it_twice() -> None:
    atlas = read('[[locality]]\nid = "kp4"\nname = "Khu phố 4"\nkind = "khu-pho"\n')
    assert atlas.titles["kp4"] == "Khu phố 4"
    assert localities.resolve(atlas, "khu phố 4", BEFORE) == Resolution("kp4", OK)


# ---- the tree in time ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "day", "expected"),
    [
        ("xa-nghi-son", "2020-05-31", ("huyen-tinh-gia", "thanh-hoa")),
        ("xa-nghi-son", "2020-06-01", ("thi-xa-nghi-son", "thanh-hoa")),
        ("ban-xang", LAST, ("xa-yen-khuong", "huyen-lang-chanh", "thanh-hoa")),
        ("ban-xang", FIRST, ("xa-yen-khuong", "thanh-hoa")),
        ("thanh-hoa", FIRST, ()),
    ],
)
def test_what_a_unit_belongs_to_changes_with_the_day(
    atlas: Atlas, id: str, day: str, expected: tuple[str, ...]
) -> None:
    assert localities.above(atlas, id, day) == expected


@pytest.mark.parametrize(
    ("id", "today", "expected"),
    [
        ("thi-xa-nghi-son", LAST, ()),
        ("thi-xa-nghi-son", FIRST, ("phuong-nghi-son", "phuong-tinh-gia", "xa-cac-son")),
        ("huyen-tinh-gia", BEFORE, ("thi-xa-nghi-son",)),
        ("huyen-tinh-gia", TODAY, ("phuong-nghi-son", "phuong-tinh-gia", "xa-cac-son")),
        ("xa-hai-ha", TODAY, ("phuong-nghi-son",)),
        ("xa-ky-loi", TODAY, ("phuong-vung-ang", "phuong-song-tri", "xa-ky-anh")),
        ("xa-yen-khuong", TODAY, ()),
        ("huyen-lang-chanh", TODAY, ("xa-yen-khuong",)),
    ],
)
def test_what_a_unit_became_follows_its_successors_to_this_day(
    atlas: Atlas, id: str, today: str, expected: tuple[str, ...]
) -> None:
    assert localities.became(atlas, id, today) == expected


@pytest.mark.parametrize(
    ("id", "day", "today", "expected"),
    [
        ("xa-hai-ha", BEFORE, TODAY, ("phuong-nghi-son",)),
        ("xa-hai-ha", BEFORE, LAST, ()),
        ("xa-nghi-son", "2019-01-01", BEFORE, ("thi-xa-nghi-son",)),
        ("xa-yen-khuong", LAST, TODAY, ("thanh-hoa",)),
        ("xa-yen-khuong", FIRST, TODAY, ()),
        ("phuong-nghi-son", FIRST, TODAY, ()),
        ("thanh-hoa", BEFORE, TODAY, ()),
    ],
)
def test_an_article_says_what_its_place_belongs_to_now_only_where_that_is_something_else(
    atlas: Atlas, id: str, day: str, today: str, expected: tuple[str, ...]
) -> None:
    assert localities.now_in(atlas, id, day, today) == expected


@pytest.mark.parametrize(
    ("id", "day", "expected"),
    [
        # The unit and what it lay in are plain; its successors list it as news of a former unit, and what they lie in
        # lists it plainly where it did before.
        (
            "xa-hai-ha",
            BEFORE,
            {"xa-hai-ha": "", "thi-xa-nghi-son": "", "thanh-hoa": "", "phuong-nghi-son": "xa-hai-ha"},
        ),
        (
            "xa-hai-ha",
            "2019-01-01",
            {
                "xa-hai-ha": "",
                "huyen-tinh-gia": "",
                "thi-xa-nghi-son": "huyen-tinh-gia",
                "thanh-hoa": "",
                "phuong-nghi-son": "xa-hai-ha",
            },
        ),
        (
            "thi-xa-nghi-son",
            BEFORE,
            {
                "thi-xa-nghi-son": "",
                "thanh-hoa": "",
                "phuong-nghi-son": "thi-xa-nghi-son",
                "phuong-tinh-gia": "thi-xa-nghi-son",
                "xa-cac-son": "thi-xa-nghi-son",
            },
        ),
        (
            "xa-ky-loi",
            BEFORE,
            {
                "xa-ky-loi": "",
                "thi-xa-ky-anh": "",
                "ha-tinh": "",
                "phuong-vung-ang": "xa-ky-loi",
                "phuong-song-tri": "xa-ky-loi",
                "xa-ky-anh": "xa-ky-loi",
            },
        ),
        # Kept its name: no page but those it lay in, and what they became is not followed.
        ("ban-xang", LAST, {"ban-xang": "", "xa-yen-khuong": "", "huyen-lang-chanh": "", "thanh-hoa": ""}),
        ("ban-xang", FIRST, {"ban-xang": "", "xa-yen-khuong": "", "thanh-hoa": ""}),
        ("phuong-nghi-son", FIRST, {"phuong-nghi-son": "", "thanh-hoa": ""}),
    ],
)
def test_news_reaches_the_units_that_their_readers_look_in(
    atlas: Atlas, id: str, day: str, expected: dict[str, str]
) -> None:
    assert dict(localities.reach(atlas, id, day)) == expected


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("huyen-tinh-gia", "phuong-nghi-son"),
        ("xa-hai-ha", "phuong-nghi-son"),
        ("xa-ky-loi", "phuong-vung-ang"),
        ("thi-xa-ky-anh", "thi-xa-ky-anh"),
        ("thanh-hoa", "thanh-hoa"),
    ],
)
def test_the_heir_is_the_only_or_the_main_successor(atlas: Atlas, id: str, expected: str) -> None:
    assert localities.heir(atlas, id) == expected


def test_an_era_ends_with_a_day_and_begins_with_a_day(atlas: Atlas) -> None:
    days = ("2019-01-01", "2020-05-31", "2020-06-01", BEFORE, LAST, FIRST, TODAY)
    eras = [localities.era(atlas, day) for day in days]
    assert eras == sorted(eras)
    assert [a == b for a, b in pairwise(eras)] == [True, False, True, True, False, True]


def test_every_answer_is_the_same_on_all_days_of_an_era(atlas: Atlas) -> None:
    names = [*atlas.titles.values(), *[unit.name for unit in atlas.units.values()]]
    for one, other in (("2000-01-01", "2020-05-31"), ("2020-06-01", LAST), (FIRST, "2099-12-31")):
        assert localities.era(atlas, one) == localities.era(atlas, other)
        for name in names:
            assert localities.resolve(atlas, name, one) == localities.resolve(atlas, name, other)
        for id in atlas.units:
            assert localities.above(atlas, id, one) == localities.above(atlas, id, other)
            assert localities.reach(atlas, id, one) == localities.reach(atlas, id, other)


@pytest.mark.parametrize("day", ["2019-01-01", BEFORE, LAST, FIRST, TODAY])
def test_the_forest_holds_every_unit_exactly_once_in_vietnamese_order(atlas: Atlas, day: str) -> None:
    forest = localities.forest(atlas, day)
    found = [*forest.tops, *[id for ids in forest.below.values() for id in ids], *forest.future, *forest.former]
    assert sorted(found) == sorted(atlas.units)
    for group in (forest.tops, *forest.below.values(), forest.future, forest.former):
        assert list(group) == sorted(group, key=atlas.order.__getitem__)


def test_a_unit_whose_parent_has_ended_stands_at_the_top() -> None:
    atlas = read(
        '[[locality]]\nid = "h"\nname = "Huyện"\nkind = "huyen"\nvalid = { to = 2025-06-30 }\n'
        '[[locality]]\nid = "x"\nname = "Xã"\nkind = "xa"\nparent = "h"\n'
    )
    assert localities.forest(atlas, LAST) == localities.Forest(("h",), {"h": ("x",)}, (), ())
    assert localities.forest(atlas, FIRST) == localities.Forest(("x",), {}, (), ("h",))
