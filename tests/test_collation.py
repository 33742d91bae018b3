"""Vietnamese order: tables of our own, and thousands of texts against the browser's `Intl.Collator("vi")`."""

from __future__ import annotations

import itertools
import random
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conglang.vietnamese import collation

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ORDERED = (
    ("a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â", "ầ", "ẩ", "ẫ", "ấ", "ậ", "b"),
    tuple("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
    ("a", "A", "à", "À", "ă", "Ă"),
    ("hoa", "Hoa", "HOA", "hoà", "Hoà", "hoá", "hoạ", "hòa", "học"),
    ("Ba Đình", "Bà Rịa", "Bắc Giang", "Bắc Ninh", "Bến Tre", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Hà Nội", "Hải Phòng"),
    ("lá", "la cà", "là cà", "la đà"),
    ("Phường 1", "Phường 10", "Phường 2", "Phường An"),
    (" ", "_", "-", ",", ".", "'", "“", "(", "&", "5", "a"),
)

LETTERS = [unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in ("", *"\u0300\u0309\u0303\u0301\u0323")]
CONSONANTS = "b c ch d đ f g gh gi h j k kh l m n ng ngh nh p ph qu r s t th tr v w x z"
CODAS = ("", "c", "ch", "m", "n", "ng", "nh", "p", "t", "i", "u", "o", "y", "a")
BETWEEN = (
    " - ",
    " – ",
    ", ",
    " (",
    "  ",
    *"-./'’‘“”\"_?!:;&%+=@#*$₫°²½…™|~<>[]{}\\^`´·•×\t\n\u00a0",
    *"æœøßéüñçłðþıŒẞ",
)

CLOSE = "ho hò hó hoa hòa hoà hóa hoá Hoa HOA Hòa thanh thạnh Thanh THANH an ân ăn án dan đan Dan Đan 1 10"
"""Words that differ in one thing only, so that the later levels decide."""

COMPARE = """texts => {
  const collator = new Intl.Collator("vi");
  const order = texts.map((_, i) => i).sort((a, b) => collator.compare(texts[a], texts[b]) || a - b);
  const signs = order.slice(1).map((at, i) => Math.sign(collator.compare(texts[order[i]], texts[at])));
  return [order, signs];
}"""


def texts() -> list[str]:
    """Vowels with all tones, syllables, several words in all cases, figures, signs, foreign letters, NFD."""
    chance = random.Random(19)
    syllables = [onset + letter + coda for onset in ("", *CONSONANTS.split()) for letter in LETTERS for coda in CODAS]

    def word() -> str:
        if chance.random() < 0.1:
            return str(chance.randrange(300))
        syllable = chance.choice(syllables)
        return chance.choice((syllable, syllable, syllable.capitalize(), syllable.upper()))

    made = {*LETTERS, *(letter.upper() for letter in LETTERS), *chance.sample(syllables, 3000)}
    made |= {form.format(sign) for sign in BETWEEN for form in ("{}", "a{}", "{}a", "a{}b", "A{}b")}
    for _ in range(5000):
        parts = [word()]
        for _ in range(chance.randrange(4)):
            parts += [chance.choice(BETWEEN) if chance.random() < 0.3 else " ", word()]
        made.add("".join(parts))
    made |= {" ".join(pair) for pair in itertools.product(CLOSE.split(), repeat=2)}
    made |= {unicodedata.normalize("NFD", text) for text in chance.sample(sorted(made), 500)}
    mixed = sorted(made)
    chance.shuffle(mixed)
    return mixed


@pytest.mark.browser
def test_the_order_is_that_of_the_browser(browser: Browser) -> None:
    compared = texts()
    page = browser.new_page()
    order, signs = page.evaluate(COMPARE, compared)
    page.close()
    keys = [collation.sort_key(text) for text in compared]
    ours = [(keys[left] > keys[right]) - (keys[left] < keys[right]) for left, right in itertools.pairwise(order)]
    wrong = [
        (compared[left], compared[right], theirs, mine)
        for (left, right), theirs, mine in zip(itertools.pairwise(order), signs, ours, strict=True)
        if theirs != mine
    ]
    assert len(compared) > 8000
    assert wrong == []
    assert sorted(range(len(compared)), key=lambda at: (keys[at], at)) == order


@given(st.sampled_from(ORDERED).flatmap(lambda row: st.tuples(st.just(row), st.permutations(row))))
def test_sorting_gives_the_order_of_the_dictionary(rows: tuple[tuple[str, ...], list[str]]) -> None:
    ordered, mixed = rows
    assert tuple(sorted(mixed, key=collation.sort_key)) == ordered


@given(st.text(), st.sampled_from(["NFC", "NFD"]))
def test_the_unicode_form_does_not_matter(text: str, form: str) -> None:
    assert collation.sort_key(unicodedata.normalize(form, text)) == collation.sort_key(text)  # type: ignore[arg-type]


@given(st.text(alphabet="aăâáàbdđeêhoơuưyAĐÊỚ 1.-"), st.text(alphabet="aăâáàbdđeêhoơuưyAĐÊỚ 1.-"))
def test_different_texts_have_different_keys(left: str, right: str) -> None:
    assert (collation.sort_key(left) == collation.sort_key(right)) == (left == right)


@given(st.permutations(["Trần Thị An", "Lê Văn Án", "Nguyễn An", "Nguyễn Ân", "Đỗ Bình", "Bùi Văn Đạt", "Ánh"]))
def test_people_are_ordered_by_given_name_then_family_name(names: list[str]) -> None:
    assert sorted(names, key=collation.person_key) == [
        "Nguyễn An",
        "Trần Thị An",
        "Lê Văn Án",
        "Ánh",
        "Nguyễn Ân",
        "Đỗ Bình",
        "Bùi Văn Đạt",
    ]


@pytest.mark.parametrize("name", ["", " ", "An", " An ", "Lê  An"])
def test_names_of_any_shape_have_a_key(name: str) -> None:
    given_name, rest = collation.person_key(name)
    assert given_name == collation.sort_key(name.split()[-1] if name.split() else "")
    assert rest == collation.sort_key(" ".join(name.split()[:-1]))
