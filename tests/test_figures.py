"""Photos with captions and credits, in every form that writers type them."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from conglang.diagnostics import Diagnostic
from conglang.markdown.converter import Converter
from conglang.markdown.figures import is_file_name, unlabelled, wholly
from conglang.model import Body


def convert(text: str) -> tuple[Body, str, tuple[Diagnostic, ...]]:
    return Converter().convert(text, path="tin/a/index.md", first_line=1)


def told(text: str) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """Each figure as (targets, caption, credit)."""
    body, _, _ = convert(text)
    return tuple((tuple(p.target for p in f.photos), f.caption, f.credit) for f in body.figures)


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("a.jpg", "a.jpg"),
        ("<anh 1.jpg>", "anh 1.jpg"),
        ("T 29.jpg", "T 29.jpg"),
        ("T%2029.jpg", "T 29.jpg"),
        ("ảnh hội nghị.jpg", "ảnh hội nghị.jpg"),
        (normalize("NFD", "ảnh hội nghị.jpg"), "ảnh hội nghị.jpg"),
        ("IMG_2041.JPG", "IMG_2041.JPG"),
        (r"IMG\_2041.JPG", "IMG_2041.JPG"),
        ("a (1).jpg", "a (1).jpg"),
        ("a(1.jpg", "a(1.jpg"),
        ("a).jpg", "a).jpg"),
        ("a[1].jpg", "a[1].jpg"),
        ("<a(1).jpg>", "a(1).jpg"),
        (r"anh\x.jpg", "anh/x.jpg"),
        ("../chung/x.HEIC", "../chung/x.HEIC"),
        ("%E1%BA%A3nh.jpg", "ảnh.jpg"),
        ("100%e9.jpg", "100%e9.jpg"),
        (" a.jpg ", "a.jpg"),
        ("a&amp;b.jpg", "a&b.jpg"),
        ("a*b*c_d_.jpg", "a*b*c_d_.jpg"),
    ],
)
@pytest.mark.parametrize(
    "title", ["", ' "Ảnh: Lê Thơ"', " “Ảnh: Lê Thơ”", " 'Nguồn: Lê Thơ'", ' "Lê Thơ"', "“Photo: Lê Thơ”"]
)
def test_a_file_name_is_read_as_it_is_meant(written: str, target: str, title: str) -> None:
    text = normalize("NFC", "![Chú thích](") + written + title + ")"
    assert told(text) == (((target,), "Chú thích", "Lê Thơ" if title else ""),)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("![](a.jpg)\n( Ảnh: Hội nghị năm 2024)", ((("a.jpg",), "Hội nghị năm 2024", ""),)),
        ("![](a.jpg) (Ảnh: Hội nghị)", ((("a.jpg",), "Hội nghị", ""),)),
        ("![](a.jpg)(Hội nghị)", ((("a.jpg",), "Hội nghị", ""),)),
        ("![](a.jpg)\n[Hội nghị]", ((("a.jpg",), "Hội nghị", ""),)),
        ("![](a.jpg)\n*Hội nghị*", ((("a.jpg",), "Hội nghị", ""),)),
        ("![](a.jpg)\n_Hội nghị_", ((("a.jpg",), "Hội nghị", ""),)),
        ("![](a.jpg)\n*(Ảnh: Hội nghị)*", ((("a.jpg",), "Hội nghị", ""),)),
        ("![](a.jpg)\n(Hội nghị **lớn**, xem [bài](b.md)).", ((("a.jpg",), "Hội nghị lớn, xem bài", ""),)),
        ("![Hội nghị](a.jpg)\n(Ảnh: Lê Thơ)", ((("a.jpg",), "Hội nghị", "Lê Thơ"),)),
        ("![Hội nghị](a.jpg)\n*Nguồn: Lê Thơ*", ((("a.jpg",), "Hội nghị", "Lê Thơ"),)),
        ("![](a.jpg)\n(Hội nghị)\n(Ảnh: Lê Thơ)", ((("a.jpg",), "Hội nghị", "Lê Thơ"),)),
        ("![](a.jpg) (Hội nghị) (Ảnh: Lê Thơ)", ((("a.jpg",), "Hội nghị", "Lê Thơ"),)),
        ("![](a.jpg)\n![](b.jpg)\n(Chung)", ((("a.jpg", "b.jpg"), "Chung", ""),)),
        ("![](a.jpg) ![](b.jpg)\n(Chung)", ((("a.jpg", "b.jpg"), "Chung", ""),)),
        ("![](a.jpg)\n![](b.jpg) (Chung)", ((("a.jpg", "b.jpg"), "Chung", ""),)),
        ("![](a.jpg)\n\n![](b.jpg)\n( Cán bộ)", ((("a.jpg", "b.jpg"), "Cán bộ", ""),)),
        ("![](a.jpg)\n\n![](b.jpg)\n\n![](c.jpg)\n(Ba)", ((("a.jpg", "b.jpg", "c.jpg"), "Ba", ""),)),
        ("![](a.jpg)\n\n![Hai](b.jpg)", ((("a.jpg",), "", ""), (("b.jpg",), "Hai", ""))),
        ("![Một](a.jpg)\n\n![](b.jpg)\n(Hai)", ((("a.jpg",), "Một", ""), (("b.jpg",), "Hai", ""))),
        ("![](a.jpg)\n\nChữ.\n\n![](b.jpg)\n(Hai)", ((("a.jpg",), "", ""), (("b.jpg",), "Hai", ""))),
        ("![](a.jpg)\n(Một)\n![](b.jpg)\n(Hai)", ((("a.jpg",), "Một", ""), (("b.jpg",), "Hai", ""))),
        ("![](a.jpg)\n(Một)\nChữ tiếp theo.", ((("a.jpg",), "Một", ""),)),
        ("![a][r]\n\n[r]: anh.jpg", ((("anh.jpg",), "a", ""),)),
        (
            "![A [trái] và [bài](b.md) *nghiêng* `mã` &amp; \\*](a.jpg)",
            ((("a.jpg",), "A [trái] và bài nghiêng mã & *", ""),),
        ),
        ('![Lời "hay"](a.jpg)', ((("a.jpg",), "Lời “hay”", ""),)),
        ("> ![Trích](a.jpg)", ((("a.jpg",), "Trích", ""),)),
        ("- ![Mục](a.jpg)", ((("a.jpg",), "Mục", ""),)),
        ("`![x](a.jpg)`\n\n    ![y](b.jpg)\n\n<!-- ![z](c.jpg) -->", ()),
        (r"\![x](a.jpg)", ()),
    ],
)
def test_captions_and_credits_are_found(text: str, figures: object) -> None:
    assert told(text) == figures


def test_photos_of_a_group_keep_captions_of_their_own() -> None:
    body, html, found = convert('![](a.jpg) (Trái)\n![Phải](b.jpg "Ảnh: An")\n(Chung)')
    (figure,) = body.figures
    assert [(p.caption, p.credit) for p in figure.photos] == [("Trái", ""), ("Phải", "An")]
    assert (figure.caption, html, found) == ("Chung", "\ue000F0\ue001", ())


def test_a_credit_under_captioned_photos_is_the_credit_of_the_group() -> None:
    (figure,) = convert("![Trái](a.jpg)\n![Phải](b.jpg)\n(Ảnh: Lê Thơ)")[0].figures
    assert (figure.caption, figure.credit) == ("", "Lê Thơ")


@pytest.mark.parametrize(
    ("text", "alt", "focus"),
    [
        ("![Chú thích](a.jpg)", None, None),
        ('![Chú thích](a.jpg){alt="Mô tả"}', "Mô tả", None),
        ('![Chú thích](a.jpg){: alt="Mô tả" }', "Mô tả", None),
        ('![Chú thích](a.jpg) {alt="Mô tả"}', "Mô tả", None),
        ("![Chú thích](a.jpg){alt=“Mô tả”}", "Mô tả", None),
        ('![](a.jpg) (Chú thích) {alt="Mô tả"}', "Mô tả", None),
        ('![](a.jpg)\n(Chú thích) {alt="Mô tả"}', "Mô tả", None),
        ('![](a.jpg)\n{: alt="Mô tả"}\n(Chú thích)', "Mô tả", None),
        ('![Chú thích](a.jpg){alt=""}', "", None),
        ('![Chú thích](a.jpg){focus="60% 30%"}', None, (60, 30)),
        ('![Chú thích](a.jpg){focus="60 30" alt="Mô tả"}', "Mô tả", (60, 30)),
        ('![Chú thích](a.jpg){focus="giữa"}', None, None),
        ("![Mô tả](a.jpg)\n(Chú thích)", "Mô tả", None),
    ],
)
def test_alternative_text_and_focus_stand_beside_the_caption(text: str, alt: str | None, focus: object) -> None:
    (figure,) = convert(text)[0].figures
    assert (figure.caption, figure.photos[0].alt, figure.photos[0].focus) == ("Chú thích", alt, focus)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("![](a.jpg)", ["photo-without-caption"]),
        ("![T 29](T 29.jpg)", ["photo-without-caption"]),
        ("![IMG_1.png](T 29.jpg)", ["photo-without-caption"]),
        ("![](a.jpg)\n![](b.jpg)", ["photo-without-caption", "photo-without-caption"]),
        ("![](a.jpg)\n![](b.jpg)\n(Chung)", []),
        ("Có ![](a.jpg) trong câu.", ["photo-without-caption"]),
        ("Có ![cờ](a.jpg) trong câu.", []),
        ("![x](https://x.vn/a.jpg)", ["remote-photo"]),
        ("![x](data:image/png;base64,AAAA)", ["remote-photo"]),
        ("<img src='http://x.vn/a.jpg'>", ["remote-photo"]),
        (r"![x](C:\Users\An\a.jpg)", ["local-link"]),
        ("![x]()", ["photo-without-file"]),
    ],
)
def test_what_is_wrong_with_a_photo_is_told(text: str, codes: list[str]) -> None:
    assert [d.code for d in convert(text)[2]] == codes


def test_the_place_of_every_photo_is_true() -> None:
    text = "Một ![x](a.jpg) hai\n\n![y](b c.jpg){alt='k'}\n![z](d.jpg)\n\n`![no](n.jpg)` ![w](e.jpg)"
    body, _, _ = Converter().convert(text, path="a.md", first_line=11)
    lines = text.split("\n")
    cut = [lines[p.line - 11][p.column - 1 :][: p.width] for f in body.figures for p in f.photos]
    assert cut == ["![x](a.jpg)", "![y](b c.jpg)", "![z](d.jpg)", "![w](e.jpg)"]


def test_a_photo_inside_text_has_a_token_of_its_own() -> None:
    body, html, _ = convert("Có ![cờ](a.jpg) đây.\n\n![Hai](b.jpg)")
    assert html == "<p>Có \ue000I0\ue001 đây.</p>\ue000S\ue001\n\ue000F1\ue001"
    assert [f.photos[0].caption or f.caption for f in body.figures] == ["cờ", "Hai"]


def test_a_raw_image_is_a_photo() -> None:
    (figure,) = convert('Xem <img src="anh%201.jpg" alt="Cờ"> này')[0].figures
    assert (figure.photos[0].target, figure.photos[0].alt) == ("anh 1.jpg", "Cờ")


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        ("(a)", "a"),
        ("( a b )", "a b"),
        ("[a]", "a"),
        ("*a*", "a"),
        ("(*a*)", "a"),
        ("(a (b) c)", "a (b) c"),
        ("(a).", "a"),
        ("(a) và (b)", None),
        ("**a**", None),
        ("*a* và *b*", None),
        ("[^1]", None),
        ("a", None),
        ("()", None),
    ],
)
def test_only_a_line_wholly_in_brackets_or_italics_is_one(line: str, inside: str | None) -> None:
    assert wholly(line) == inside


def test_labels_are_dropped_and_file_names_known() -> None:
    assert [unlabelled(t) for t in ("Ảnh: An", "NGUỒN : An", "photo: An", "Nguồn ảnh: An", "Ảnh An")] == [
        *("An", "An", "An", "An", "Ảnh An"),
    ]
    names = ("T 29", "t 29.JPG", "a/T 29.jpg", "IMG_2.png", "Hội nghị")
    assert [is_file_name(t, "a/T 29.jpg") for t in names] == [True, True, True, True, False]
