"""Cleaning, and the one spelling key: every rime, tone, Unicode form and tone placement."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conglang import diagnostics
from conglang.vietnamese import spelling

CHARACTERS = [chr(code) for code in range(0x10000)]
"""All of Unicode's basic plane, surrogates too; hypothesis draws from the rest."""

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = "aăâeêioôơuưy"
ONSETS = ("", "b", "đ", "gi", "h", "ngh", "qu", "th", "tr")
RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ooc oong
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu
"""

vietnamese = st.text(
    alphabet=[unicodedata.normalize("NFC", letter + tone) for letter in LETTERS for tone in TONES]
    + list("bcdđghklmnpqrstvx ")
)


def spellings(onset: str, rime: str, tone: str) -> list[str]:
    """The syllable with its tone on each of its vowels in turn, in each Unicode form and in three cases."""
    made = []
    for place, letter in enumerate(rime):
        if letter in LETTERS:
            windows = onset + rime[: place + 1] + tone + rime[place + 1 :]
            tone_first = onset + rime[:place] + unicodedata.normalize("NFD", letter)[0] + tone
            tone_first += unicodedata.normalize("NFD", letter)[1:] + rime[place + 1 :]
            forms = (windows, tone_first, unicodedata.normalize("NFC", windows), unicodedata.normalize("NFD", windows))
            made += [cased for form in forms for cased in (form, form.title(), form.upper())]
    return made


def tones_of(text: str) -> Counter[str]:
    return Counter(mark for mark in unicodedata.normalize("NFD", text) if mark in TONES)


def without_tones(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFD", text) if character not in TONES)


@pytest.mark.parametrize("onset", ONSETS)
def test_every_syllable_has_one_key_for_all_its_spellings_and_shares_it_with_no_other(onset: str) -> None:
    owners: dict[str, tuple[str, str]] = {}
    for rime in RIMES.split():
        for tone in TONES:
            (key,) = {spelling.key(written) for written in spellings(onset, rime, tone)}
            assert owners.setdefault(key, (rime, tone)) == (rime, tone)
    assert len(owners) == len(RIMES.split()) * len(TONES)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("hòa", "hoà"),
        ("Thúy", "thuý"),
        ("ĐẢNG ỦY", "Đảng uỷ"),
        ("Văn hóa", "văn  hoá "),
        ("Quý", "Qúy"),
        ("già", "gìa"),
        ("khuỷu", "khủyu"),
        ("ngoằn ngoèo", "ngoằn ngòeo"),
        ("Thanh\u00a0Hóa", "Thanh Hoá"),
        ("Thanh H\u200bo\u00adá", "Thanh Hóa"),
        ("Ea H’Leo", "Ea H'leo"),
        ("Ea H`Leo", "Ea Hʼleo"),
        ("Hoằng Hoá – Hậu Lộc", "Hoằng Hóa - Hậu Lộc"),
        ("Ðảng", "Đảng"),
        ("HÒA-BÌNH", "hoà‑bình"),
    ],
)
def test_spellings_of_one_name_have_one_key(left: str, right: str) -> None:
    assert spelling.key(left) == spelling.key(right)


@pytest.mark.parametrize(
    "names",
    [
        ("Thanh Hóa", "Thạnh Hóa", "Thanh Hòa"),
        ("ma", "má", "mà", "mả", "mã", "mạ", "mâ", "mă"),
        ("dan", "đan", "dân", "đân"),
        ("Mỹ Tho", "Mỹ Thọ"),
        ("Cẩm Giang", "Cẩm Giàng"),
        ("lí", "lý"),
        ("thu", "thư", "thứ", "thú"),
        ("hoa", "hòa", "hóa", "họa", "hoả", "hoã"),
        ("của", "cửa", "cua", "cưa"),
        ("término", "terminó", "termino"),
        ("cafe", "café", "cafè"),
        ("Văn hóa", "Vănhóa"),
        ("東京", "京東"),
    ],
)
def test_different_names_have_different_keys(names: tuple[str, ...]) -> None:
    assert len({spelling.key(name) for name in names}) == len(names)


@given(st.text())
def test_the_key_of_a_key_is_that_key(text: str) -> None:
    key = spelling.key(text)
    assert spelling.key(key) == key


def test_the_key_of_a_key_is_that_key_for_every_character_alone_and_inside_a_syllable() -> None:
    texts = [form.format(character) for character in CHARACTERS for form in ("{}", "o{}a")]
    assert [text for text in texts if (key := spelling.key(text)) != spelling.key(key)] == []


@given(vietnamese)
def test_the_key_moves_tones_and_changes_nothing_else(text: str) -> None:
    key = spelling.key(text)
    line = " ".join(text.split())
    assert tones_of(key) == tones_of(line)
    assert without_tones(key) == without_tones(line)


@given(st.text(), st.sampled_from(["NFC", "NFD"]))
def test_the_key_ignores_the_unicode_form(text: str, form: str) -> None:
    seen = spelling.clean(text)
    assert spelling.key(unicodedata.normalize(form, seen)) == spelling.key(seen)  # type: ignore[arg-type]


@given(vietnamese)
def test_the_key_ignores_case(text: str) -> None:
    assert spelling.key(text.upper()) == spelling.key(text) == spelling.key(text.title())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Nghi Sơn", "Nghi Sơn"),
        ("a\u00a0b\u2003c\u3000d", "a b c d"),
        ("một\x0bhai\u2028ba\x85bốn", "một hai ba bốn"),
        ("một\r\nhai\rba\n", "một\nhai\nba\n"),
        ("cột\tcột", "cột\tcột"),
        ("\ufeffTin\u200b mới\u00ad \u202enhất\u202c", "Tin mới nhất"),
        ("\ue000F3\ue001 \U000f0000\U0010fffd", "F3 "),
        ("\x00\x1bnội dung\x7f\x9f", "nội dung"),
        ("e\u200b\u0302\u0301", "ế"),
        ("tiê\u0301ng Viê\u0323t", "tiếng Việt"),
        (unicodedata.normalize("NFD", "Đặng Thị Ngọc Ánh"), "Đặng Thị Ngọc Ánh"),
        ("ảnh\ufffc\u034f\ud800\ufdd0\U000e0041", "ảnh"),
        ("giữ \ufffd ❤️ 東京", "giữ \ufffd ❤️ 東京"),
    ],
)
def test_clean_text_is_what_a_reader_sees(text: str, expected: str) -> None:
    assert spelling.clean(text) == expected


def test_all_whitespace_but_tab_and_line_end_becomes_a_space() -> None:
    spaces = [character for character in CHARACTERS if character.isspace() and character not in "\n\r\t"]
    assert {character: spelling.clean(f"1{character}1") for character in spaces} == dict.fromkeys(spaces, "1 1")
    assert len(spaces) > 20


def test_controls_directions_private_characters_and_surrogates_are_dropped() -> None:
    dropped = [c for c in CHARACTERS if unicodedata.category(c) in ("Cc", "Co", "Cs") and not c.isspace()]
    dropped += [
        c
        for c in CHARACTERS
        if unicodedata.bidirectional(c) in ("BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        and unicodedata.category(c) == "Cf"
    ]
    assert [f"U+{ord(c):04X}" for c in dropped if spelling.clean(f"1{c}1") != "11"] == []


def test_every_letter_mark_figure_and_sign_stays() -> None:
    visible = [c for c in CHARACTERS if unicodedata.category(c)[0] in "LMNPS" and c not in "\u034f\ufffc"]
    changed = [c for c in visible if spelling.clean(f"1{c}1") != unicodedata.normalize("NFC", f"1{c}1")]
    assert changed == []


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = spelling.clean(text)
    assert spelling.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text())
def test_one_line_has_single_spaces_inside_and_none_around(text: str) -> None:
    line = spelling.one_line(text)
    assert line.split() == spelling.clean(text).split()
    assert line == " ".join(line.split(" "))
    assert not set(line) & set("\n\r\t\u00a0\u2028")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dia_phuong", "diaphuong"),
        ("Địa phương", "diaphuong"),
        ("Ea H’Leo", "eahleo"),
        ("Ea H'leo", "eahleo"),
        ("T.P. Hồ Chí Minh", "tphochiminh"),
        ("xã-hội – chính_trị", "xahoichinhtri"),
        ("Ðường ẬŨỞ", "duongauo"),
        ("Straße, Łódź, Ƀuôn", "strasse,lodz,buon"),
        ("東京", "東京"),
    ],
)
def test_the_weak_key_keeps_bare_letters_only(text: str, expected: str) -> None:
    assert spelling.fold(text) == expected


@given(st.text())
def test_the_weak_key_of_a_weak_key_is_that_key(text: str) -> None:
    assert spelling.fold(spelling.fold(text)) == spelling.fold(text)


@given(vietnamese)
def test_the_weak_key_of_vietnamese_is_ascii_and_loses_no_letter(text: str) -> None:
    folded = spelling.fold(text)
    assert folded.isascii()
    assert len(folded) == len(text.replace(" ", ""))


@given(vietnamese, vietnamese)
def test_equal_keys_have_equal_weak_keys(left: str, right: str) -> None:
    assert spelling.key(left) != spelling.key(right) or spelling.fold(left) == spelling.fold(right)


def test_the_nearest_name_is_found_without_accents_case_and_separators() -> None:
    fields = ("tieu_de", "dia_phuong", "chuyen_muc")
    assert diagnostics.nearest("Địa phương", fields, fold=spelling.fold) == "dia_phuong"
