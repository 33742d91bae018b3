"""Names, slugs, addresses and ids over a whole register of thousands of made-up units: no wrong merge, whatever the order."""

from __future__ import annotations

import json
import unicodedata
from itertools import product
from pathlib import Path
from random import Random

import pytest

from conglang.commands.localities import register, writing
from conglang.commands.localities.register import Choice, Register, SuccessorCode, Unit
from conglang.content import gazetteer
from conglang.languages import language
from conglang.model import Config, Gazetteer, Locality, Location, SiteConfig
from conglang.portal import localities, terms
from conglang.vietnamese import collation, slugs, spelling

ONSETS = ("b", "đ", "d", "gi", "h", "kh", "l", "m", "ngh", "ph", "qu", "th", "tr", "x", "")
RHYMES = (
    "a",
    "ă",
    "â",
    "e",
    "ê",
    "i",
    "o",
    "ô",
    "ơ",
    "u",
    "ư",
    "y",
    "oa",
    "oe",
    "uy",
    "ia",
    "ươ",
    "iê",
    "uô",
    "ai",
    "ong",
    "ân",
)
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = "aăâeêioôơuưy"


def syllable(onset: str, rhyme: str, tone: str, *, late: bool) -> str:
    """A syllable, its tone on the first or the last of its vowels: `hòa` and `hoà`."""
    places = [n for n, letter in enumerate(rhyme) if letter in VOWELS]
    at = places[-1 if late else 0] + 1
    return unicodedata.normalize("NFC", onset + rhyme[:at] + tone + rhyme[at:])


SYLLABLES = [(o, r, t) for o, r, t in product(ONSETS, RHYMES, TONES)]


def names(count: int, seed: int) -> list[tuple[tuple[str, str, str], tuple[str, str, str]]]:
    """Names of two syllables, as their parts: all different."""
    source = Random(seed)
    return list(dict.fromkeys((source.choice(SYLLABLES), source.choice(SYLLABLES)) for _ in range(count)))


def written(name: tuple[tuple[str, str, str], ...], source: Random) -> str:
    """A name as somebody types it: any case, Unicode form, tone placement and spacing."""
    text = source.choice((" ", "  ", "\u00a0")).join(syllable(*part, late=source.random() < 0.5) for part in name)
    text = source.choice((str, str.upper, str.title))(text)
    return unicodedata.normalize(source.choice(("NFC", "NFD")), text)


def test_every_syllable_with_every_tone_in_every_form_has_one_key_and_no_two_share_one() -> None:
    keys: dict[str, tuple[str, str, str]] = {}
    for parts in SYLLABLES:
        forms = {
            spelling.key(unicodedata.normalize(form, case(syllable(*parts, late=late))))
            for form in ("NFC", "NFD")
            for late in (False, True)
            for case in (str, str.upper)
        }
        assert len(forms) == 1, (parts, forms)
        assert keys.setdefault(forms.pop(), parts) == parts
    assert len(keys) == len(SYLLABLES)


def test_thousands_of_names_have_thousands_of_keys_however_they_are_typed() -> None:
    source = Random(7)
    found: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for name in names(6000, 3):
        for _ in range(3):
            text = written(name, source)
            key = spelling.key(text)
            assert spelling.key(key) == key
            assert found.setdefault(key, name) == name
    assert len(found) > 5900


def test_the_order_of_thousands_of_names_does_not_depend_on_how_they_come() -> None:
    texts = ["".join(syllable(*part, late=False) for part in name) for name in names(3000, 4)]
    shuffled = texts[:]
    Random(1).shuffle(shuffled)
    assert sorted(texts, key=collation.sort_key) == sorted(shuffled, key=collation.sort_key)


def test_every_name_has_an_address_of_its_own() -> None:
    source = Random(9)
    keyed = {("tag", spelling.key(text)): text for text in (written(name, source) for name in names(5000, 5))}
    config = Config(SiteConfig("Cổng", "https://thu.example"))
    made = terms.terms(keyed, config, language("vi"))
    assert len({term.url for term in made.values()}) == len(keyed)
    plain = [term for term in made.values() if term.slug == slugs.slug(term.name)]
    assert len({term.slug for term in plain}) == len(plain)
    assert {slugs.slug(name) for name in keyed.values()} == {term.slug for term in plain}


def test_an_address_does_not_depend_on_names_with_other_slugs() -> None:
    config = Config(SiteConfig("Cổng", "https://thu.example"))
    keyed = {("tag", spelling.key(n)): n for n in ("Cẩm Giang", "Cẩm Giàng", "Đồng Hới")}
    alone = {("tag", spelling.key(n)): n for n in ("Cẩm Giang", "Cẩm Giàng")}
    made = terms.terms(keyed, config, language("vi"))
    assert {key: term for key, term in made.items() if key in alone} == terms.terms(alone, config, language("vi"))
    first, second, _ = (term.slug for term in made.values())
    assert first == "cam-giang"
    assert second.startswith("cam-giang-")


def test_a_gazetteer_of_thousands_resolves_every_name_in_any_order() -> None:
    source = Random(11)
    units = [
        Locality(f"x-{n}", unicodedata.normalize("NFC", written(name, source)), "xa", Location("", n + 1))
        for n, name in enumerate(names(3000, 6))
    ]
    shuffled = units[:]
    source.shuffle(shuffled)
    atlases = [localities.atlas(Gazetteer(tuple(group)), language("vi")) for group in (units, shuffled)]
    for number, name in enumerate(names(3000, 6)):
        text = written(name, source)
        for atlas in atlases:
            assert localities.resolve(atlas, text, "2026-01-01").id == f"x-{number}"
            assert localities.resolve(atlas, f"XÃ {text}", "2026-01-01").id == f"x-{number}"
    assert atlases[0].order == atlases[1].order


# ---- the public register -------------------------------------------------------------------------------------------


def made_up() -> Register:
    """Two provinces of which one took in the other; districts whose communes merged, split, went on, and kept names."""
    old = [
        Unit("10001", "An Hòa", "xa", "101", (SuccessorCode("10001"),)),  # Went on as it was.
        Unit("10002", "Bình Yên", "xa", "101", (SuccessorCode("10002"),)),  # Merged into one of the same name.
        Unit("10003", "Cẩm Giang", "xa", "101", (SuccessorCode("10002"),)),
        Unit("10004", "Đông Sơn", "thi-tran", "102", (SuccessorCode("10004", True), SuccessorCode("10005"))),  # Split.
        Unit("10005", "Bình Yên", "xa", "102", (SuccessorCode("10005"),)),  # The same name in another district.
        Unit("20001", "Phường 1", "phuong", "201", (SuccessorCode("20001"),)),
    ]
    new = [
        Unit("10001", "An Hoà", "xa", "10"),
        Unit("10002", "Bình Yên", "xa", "10"),
        Unit("10004", "Cẩm Giàng", "phuong", "10"),
        Unit("10005", "Cẩm Giang", "phuong", "10"),
        Unit("20001", "Biển Hồ", "phuong", "10"),
    ]
    provinces = [
        Unit("10", "Lâm Giang", "tinh", successors=(SuccessorCode("10"),)),
        Unit("20", "Hải Vân", "tinh", successors=(SuccessorCode("10"),)),
    ]
    districts = [
        Unit("101", "Tây Hồ", "huyen", "10"),
        Unit("102", "Lâm Giang", "thi-xa", "10"),
        Unit("201", "Hải Vân", "thanh-pho", "20"),
        Unit("202", "Côn Đảo", "huyen", "20", (SuccessorCode("20001"),)),
    ]

    def by_code(units: list[Unit]) -> dict[str, Unit]:
        return {unit.code: unit for unit in units}

    return Register(
        "0",
        by_code(provinces),
        by_code(districts),
        by_code(old),
        by_code([Unit("10", "Lâm Giang", "tinh")]),
        by_code(new),
    )


def made(choice: Choice) -> dict[str, Locality]:
    text = writing.text(made_up(), choice, language("vi"), "2026-11-22")
    units, problems = gazetteer.load(text)
    assert units is not None, problems
    assert problems == ()
    return {unit.id: unit for unit in units.units}


def test_the_gazetteer_of_a_province_holds_what_was_what_is_and_what_became_of_it() -> None:
    units = made(Choice(("10", "20"), ("101", "102", "201", "202")))
    assert {id: (unit.kind, unit.code) for id, unit in units.items()} == {
        "lam-giang": ("tinh", "10"),
        "hai-van": ("tinh", "20"),
        "huyen-tay-ho": ("huyen", "101"),
        "thi-xa-lam-giang": ("thi-xa", "102"),
        "thanh-pho-hai-van": ("thanh-pho", "201"),
        "huyen-con-dao": ("huyen", "202"),
        "xa-an-hoa": ("xa", "10001"),
        "xa-binh-yen": ("xa", "10002"),
        "phuong-cam-giang-10004": ("phuong", "10004"),
        "phuong-cam-giang-10005": ("phuong", "10005"),
        "phuong-bien-ho": ("phuong", "20001"),
        "xa-binh-yen-tay-ho": ("xa", "10002"),
        "xa-cam-giang": ("xa", "10003"),
        "thi-tran-dong-son": ("thi-tran", "10004"),
        "xa-binh-yen-lam-giang": ("xa", "10005"),
        "phuong-1": ("phuong", "20001"),
    }
    assert [s.id for s in units["huyen-tay-ho"].successors] == ["xa-an-hoa", "xa-binh-yen"]
    assert [(s.id, s.main) for s in units["thi-tran-dong-son"].successors] == [
        ("phuong-cam-giang-10004", True),
        ("phuong-cam-giang-10005", False),
    ]
    assert [(p.id, p.valid.start, p.valid.to) for p in units["xa-an-hoa"].parents] == [
        ("huyen-tay-ho", "", "2025-06-30"),
        ("lam-giang", "2025-07-01", ""),
    ]
    assert units["xa-an-hoa"].name == "An Hoà"  # As the register of today writes it.
    assert (units["hai-van"].valid.to, [s.id for s in units["hai-van"].successors]) == ("2025-06-30", ["lam-giang"])
    assert units["phuong-1"].name == "Phường 1"
    assert units["thi-xa-lam-giang"].aliases == ("TX Lâm Giang", "TX. Lâm Giang")
    assert [s.id for s in units["huyen-con-dao"].successors] == ["phuong-bien-ho"]


def test_the_gazetteer_of_a_district_takes_along_what_became_of_it_and_no_more() -> None:
    units = made(Choice(("10",), ("102",)))
    assert set(units) == {
        "lam-giang",
        "thi-xa-lam-giang",
        "phuong-cam-giang-10004",
        "phuong-cam-giang-10005",
        "thi-tran-dong-son",
        "xa-binh-yen",
    }


def test_the_source_its_version_and_both_dates_are_noted() -> None:
    text = writing.text(made_up(), Choice(("10",), ("101",)), language("vi"), "2026-11-22")
    assert all(part in text for part in (register.PACKAGE, "MIT", "8/10/2025", "22/11/2026", "01/7/2025"))


@pytest.mark.parametrize(
    ("province", "district", "expected"),
    [
        ("10", "", Choice(("10", "20"), ("101", "102", "201", "202"))),
        ("Tỉnh Lâm Giang", "", Choice(("10", "20"), ("101", "102", "201", "202"))),
        ("lam giang", "tây hồ", Choice(("10",), ("101",))),
        ("Hải Vân", "", Choice(("20",), ("201", "202"))),
        ("", "102", Choice(("10",), ("102",))),
        ("", "Thị xã Lâm Giang", Choice(("10",), ("102",))),
    ],
)
def test_a_province_and_a_district_are_chosen_by_code_or_name(province: str, district: str, expected: Choice) -> None:
    assert register.choose(made_up(), province, district) == (expected, ())


@pytest.mark.parametrize(
    ("province", "district", "code", "near"),
    [
        ("Lâm Giangg", "", "unknown-province", "Lâm Giang"),
        ("10", "Tây Hố", "unknown-district", "Tây Hồ"),
        ("20", "101", "unknown-district", ""),
    ],
)
def test_what_is_not_there_is_told_with_a_near_name(province: str, district: str, code: str, near: str) -> None:
    choice, (problem,) = register.choose(made_up(), province, district)
    assert (choice, problem.code, dict(problem.values)["near"]) == (None, code, near)


def test_the_data_files_of_the_package_are_read(tmp_path: Path) -> None:
    def ward(name: str, code: str) -> dict[str, str]:
        return {"ward": name, "wardShort": "?", "wardCode": code}

    legacy = {
        "DICT_PROVINCE": {"tinhx": {"province": "Tỉnh X", "provinceCode": "01"}},
        "DICT_PROVINCE_DISTRICT": {"tinhx": {"thixay": {"district": "Thị xã Y", "districtCode": "001"}}},
        "DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED": {
            "tinhx": {
                "thixay": {
                    "phuong1": ward("Phường 1", "00001"),
                    "NaN": {"ward": float("nan"), "wardCode": float("nan")},
                }
            }
        },
        "DICT_PROVINCE_DISTRICT_WARD_ACCENTED": {"tinhx": {"thixay": {"xãan": ward("Xã An", "00002")}}},
    }
    current = {
        "DICT_PROVINCE": {"tinhx": {"province": "Tỉnh X", "provinceCode": "01"}},
        "DICT_PROVINCE_WARD_NO_ACCENTED": {"tinhx": {"phuongm": ward("Phường M", "00001")}},
        "DICT_PROVINCE_WARD_ACCENTED": {"tinhx": {"đặckhun": ward("Đặc khu N", "00003")}},
    }
    converter = {
        "DICT_PROVINCE": {"tinhx": ["tinhx"]},
        "DICT_PROVINCE_WARD_NO_DIVIDED": {"tinhx": {"phuongm": ["tinhx_thixay_phuong1"]}},
        "DICT_PROVINCE_WARD_DIVIDED": {
            "tinhx": {
                "tinhx_thixay_xãan": [
                    {"newWardKey": "phuongm", "isDefaultNewWard": False},
                    {"newWardKey": "đặckhun", "isDefaultNewWard": True},
                ]
            }
        },
    }
    for name, data in (("parser_legacy", legacy), ("parser_from_2025", current), ("converter_2025", converter)):
        (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    assert register.read(tmp_path, "1") == Register(
        "1",
        {"01": Unit("01", "X", "tinh", "", (SuccessorCode("01"),))},
        {"001": Unit("001", "Y", "thi-xa", "01")},
        {
            "00001": Unit("00001", "Phường 1", "phuong", "001", (SuccessorCode("00001"),)),
            "00002": Unit("00002", "An", "xa", "001", (SuccessorCode("00001"), SuccessorCode("00003", True))),
        },
        {"01": Unit("01", "X", "tinh")},
        {"00001": Unit("00001", "M", "phuong", "01"), "00003": Unit("00003", "N", "dac-khu", "01")},
    )
