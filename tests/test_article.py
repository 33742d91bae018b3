"""Articles as meant: every field in both languages, every kind, every mistake."""

from __future__ import annotations

import pytest

from conglang.content import article
from conglang.content.field_readers import author
from conglang.content.fields import FIELDS
from conglang.diagnostics import Diagnostic
from conglang.languages import language
from conglang.model import Article, Author, Body, Correction, Moment, PhotoRef
from conglang.terminal.sentences import say

PATH = "content/tin/bai-1/index.md"
REQUIRED = {
    "title": "Họp dân",
    "date": "2024-03-21",
    "author": "Lê Thơ",
    "locality": "Huyện Thọ Xuân",
    "category": "Tin",
}
DAY = Moment("2024-03-21T00:00:00+07:00", 1710954000, False)


def text(**fields: str) -> str:
    rows = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{rows}---\nThân bài\n"


def read(path: str = PATH, **fields: str) -> tuple[Article | None, tuple[Diagnostic, ...]]:
    found, body, line, problems = article.read(path, text(**fields), timezone="Asia/Ho_Chi_Minh")
    assert (body, line) == ("Thân bài", text(**fields).count("\n"))
    return found, problems


def good(path: str = PATH, **fields: str) -> Article:
    found, problems = read(path, **(REQUIRED | fields))
    assert problems == ()
    assert found is not None
    return found


def bad(path: str = PATH, **fields: str) -> list[tuple[str, int, int]]:
    """The codes and places of an article whose own fields begin on line 7."""
    found, problems = read(path, **(REQUIRED | fields))
    assert found is None
    return [(problem.code, problem.at.line, problem.at.column) for problem in problems]


def test_every_field_is_read_alike_in_english_and_vietnamese() -> None:
    values = {
        "title": "Họp dân",
        "date": "21/3/2024",
        "author": "[Sỹ Thành, Đình Toàn - Trung tâm VHTT-TT & DL]",
        "locality": "[xa-a, Xã B]",
        "category": "Tin",
        "tags": "[Hoà, b, hòa, '']",
        "summary": "Tóm tắt",
        "photo": "T%2029.jpg",
        "photo_caption": "Chú thích",
        "photo_credit": "Ban Biên tập",
        "updated": "2024-03-22 08:00",
        "embargo": "2024-03-21",
        "expires": "2024-03-21",
        "draft": "có",
        "status": "Đã duyệt",
        "featured": "2024-03-21",
        "source": "Nguồn",
        "genre": "Phóng sự",
        "series": "Loạt",
        "related": "../bai-2/index.md",
        "corrections": "[{date: 2024-03-21, text: Sửa tên}]",
        "withdrawn": "Sai sự thật",
        "slug": "hop-dan",
        "aliases": "[/cu/bai.html, /cu]",
    }
    values |= {field.name: field.example for field in FIELDS if field.name not in values}
    found, problems = read(**values)
    assert problems == ()
    assert found is not None
    end = Moment("2024-03-21T23:59:59+07:00", 1711040399, False)
    assert found == Article(
        path=PATH,
        kind="article",
        slug="hop-dan",
        title="Họp dân",
        body=Body(),
        date=DAY,
        authors=(Author("Sỹ Thành"), Author("Đình Toàn", "Trung tâm VHTT-TT & DL")),
        localities=("xa-a", "Xã B"),
        category="Tin",
        tags=("Hoà", "b"),
        summary="Tóm tắt",
        photo=PhotoRef("T 29.jpg", 9, 8, 10, "Chú thích", "Ban Biên tập"),
        updated=Moment("2024-03-22T08:00:00+07:00", 1711069200, True),
        embargo=DAY,
        expires=end,
        draft=True,
        status="approved",
        featured=True,
        featured_until=end,
        source="Nguồn",
        genre="Phóng sự",
        series="Loạt",
        related=("../bai-2/index.md",),
        corrections=(Correction(DAY, "Sửa tên"),),
        withdrawn="Sai sự thật",
        aliases=("/cu/bai.html", "/cu/"),
        fields=found.fields,
        shown=found.shown,
    )
    assert [found.at(name).column for name in ("tags", "tags.0", "tags.1", "author.1", "aliases.1")] == [
        7,
        8,
        13,
        20,
        25,
    ]
    assert found.at("summary.0").line == 1

    names = {field.name: field.vietnamese for field in FIELDS}
    vietnamese, problems = read(**{names[name]: value for name, value in values.items()})
    assert problems == ()
    assert vietnamese is not None
    assert [name for name, _ in vietnamese.places()] == [name for name, _ in found.places()]
    assert (vietnamese.tags, vietnamese.corrections, vietnamese.slug) == (found.tags, found.corrections, found.slug)


@pytest.mark.parametrize(
    ("path", "kind", "slug"),
    [
        ("content/tin/bai-1/index.md", "article", "bai-1"),
        ("content/tin/Đại hội đảng.md", "article", "dai-hoi-dang"),
        ("content/a.MD", "article", "a"),
        ("content/pages/gioi-thieu.md", "page", "gioi-thieu"),
        ("content/pages/lien-he/index.md", "page", "lien-he"),
        ("content/notices/2025/cup-dien.md", "notice", "cup-dien"),
        ("content/localities/xa-tho-xuan.md", "locality", "xa-tho-xuan"),
        ("content/localities/tin/a.md", "article", "a"),
    ],
)
def test_the_folder_makes_the_kind_and_the_name_makes_the_slug(path: str, kind: str, slug: str) -> None:
    found = good(path)
    assert (found.kind, found.slug) == (kind, slug)


@pytest.mark.parametrize(
    ("path", "missing"),
    [
        (PATH, ["title", "date", "author", "locality", "category"]),
        ("content/notices/a.md", ["title", "date"]),
        ("content/pages/a.md", ["title"]),
        ("content/localities/a.md", []),
    ],
)
def test_each_kind_has_fields_that_it_must_have(path: str, missing: list[str]) -> None:
    _, problems = read(path)
    assert [(problem.code, dict(problem.values)["field"]) for problem in problems] == [
        ("missing-field", name) for name in missing
    ]
    assert {problem.at.line for problem in problems} <= {1}


@pytest.mark.parametrize("name", ["title", "date", "author", "locality", "category"])
@pytest.mark.parametrize("empty", ["", '""', '"  "', "~"])
def test_a_required_field_may_not_be_empty(name: str, empty: str) -> None:
    line = list(REQUIRED).index(name) + 2
    assert [(code, at) for code, at, _ in bad(**{name: empty})] == [("empty-field", line)]


@pytest.mark.parametrize(
    "name", [field.name for field in FIELDS if field.name not in REQUIRED and field.name != "withdrawn"]
)
def test_any_other_field_that_is_empty_is_absent(name: str) -> None:
    plain = good()
    found = good(**{name: ""})
    assert [part for part in found.places() if part[0] != name] == list(plain.places())
    for field in ("tags", "photo", "draft", "featured", "expires", "corrections", "slug", "aliases", "summary"):
        assert getattr(found, field) == getattr(plain, field)


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("Lê Thơ", (Author("Lê Thơ"),)),
        ("Đình Toàn - Trung tâm VHTT-TT & DL", (Author("Đình Toàn", "Trung tâm VHTT-TT & DL"),)),
        ("Lê Thơ – Đài A - B", (Author("Lê Thơ", "Đài A - B"),)),
        ("Nguyễn-Anh", (Author("Nguyễn-Anh"),)),
        ('"Tin, ảnh: Lê Thơ"', (Author("Lê Thơ"),)),
        ('"Bài và ảnh : Lê Thơ - Đài A, B"', (Author("Lê Thơ", "Đài A, B"),)),
        ('"TIN: Lê Thơ"', (Author("Lê Thơ"),)),
        ('"Ảnh: Lê Thơ"', (Author("Lê Thơ"),)),
        ('["Bài: Lê Thơ", "Ảnh: Sỹ Thành", "", Lê Thơ]', (Author("Lê Thơ"), Author("Sỹ Thành"))),
        ("  Lê   Thơ  ", (Author("Lê Thơ"),)),
    ],
)
def test_a_byline_names_people_and_organisations(byline: str, people: tuple[Author, ...]) -> None:
    assert good(author=byline).authors == people


def test_a_byline_without_a_name_names_nobody() -> None:
    assert [author(line) for line in ("Tin, ảnh:", "-", "123", "")] == [None] * 4
    assert author("- Đài A") == Author("Đài A")


@pytest.mark.parametrize(
    ("byline", "names"),
    [("Sỹ Thành, Hoàng Thanh", "[Sỹ Thành, Hoàng Thanh]"), ('"Ảnh: A; B - Đài"', "[A, B]")],
)
def test_a_comma_between_names_gets_a_warning_that_shows_the_list(byline: str, names: str) -> None:
    found, (problem,) = read(**(REQUIRED | {"author": byline}))
    assert found is not None
    assert (problem.code, problem.severity, dict(problem.values)["list"]) == ("comma-in-author", "warning", names)


@pytest.mark.parametrize(
    ("written", "featured", "until"),
    [
        ("true", True, ""),
        ("có", True, ""),
        ("không", False, ""),
        ("0", False, ""),
        ("2024-03-21", True, "2024-03-21T23:59:59+07:00"),
        ("21/3/2024 14:30", True, "2024-03-21T14:30:00+07:00"),
    ],
)
def test_featured_is_yes_no_or_until_the_end_of_a_day(written: str, featured: bool, until: str) -> None:
    found = good(featured=written)
    assert (found.featured, found.featured_until.iso if found.featured_until else "") == (featured, until)


@pytest.mark.parametrize(("word", "meant"), [("yes", True), ("Có", True), ("1", True), ("No", False), ("false", False)])
def test_a_draft_is_one_in_either_language(word: str, meant: bool) -> None:
    assert good(draft=word).draft is meant


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("draft", "draft"),
        ("Bản nháp", "draft"),
        ("chờ duyệt", "review"),
        ("da duyet", "approved"),
        ("APPROVED", "approved"),
    ],
)
def test_a_status_may_be_written_in_either_language(word: str, status: str) -> None:
    assert good(status=word).status == status


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("T%2029.jpg", "T 29.jpg"),
        ("anh\\hop.jpg", "anh/hop.jpg"),
        ("100%.jpg", "100%.jpg"),
        ('"%ff.jpg"', "%ff.jpg"),
        ("ho\u0323p.jpg", "họp.jpg"),
        ("h%E1%BB%8Dp.jpg", "họp.jpg"),
    ],
)
def test_the_name_of_a_photo_is_decoded(written: str, target: str) -> None:
    photo = good(photo=written).photo
    assert photo is not None
    assert photo.target == target


@pytest.mark.parametrize(
    ("alias", "address"),
    [
        ("/cu/bai-1.html", "/cu/bai-1.html"),
        ("/cu//./bai/", "/cu/bai/"),
        ("/cu/bai", "/cu/bai/"),
        ("/Pages/a.aspx", "/Pages/a.aspx"),
        ("/c%C5%A9/b%C3%A0i/", "/cũ/bài/"),
    ],
)
def test_an_old_address_is_cleaned(alias: str, address: str) -> None:
    assert good(aliases=alias).aliases == (address,)


@pytest.mark.parametrize(
    "alias",
    [
        "cu/bai",
        "https://cu.example/bai/",
        "//cu.example/bai/",
        "/",
        "/../bai/",
        "/a/%2e%2e/b/",
        "/a\\..\\b/",
        "/bai?id=1",
        '"/bai#1"',
        "/.conglang.json",
        "/.htaccess",
        "/a/b:c/",
        "/a/b./",
        '"/a%00b/"',
    ],
)
def test_what_is_no_address_of_this_portal_is_refused_as_an_alias(alias: str) -> None:
    assert bad(aliases=alias) == [("bad-alias", 7, 10)]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"titel": "x"}, [("unknown-field", 7, 1)]),
        ({"tieu_de": "x"}, [("duplicate-field", 7, 1)]),
        ({"title": "[a]"}, [("field-not-text", 2, 8)]),
        ({"title": "Tin số #5 mới"}, [("comment-in-value", 2, 8)]),
        ({"title": "#5"}, [("comment-in-value", 2, 7)]),
        ({"title": "a" * 301}, [("title-too-long", 2, 8)]),
        ({"date": "hôm qua"}, [("not-a-date", 3, 7)]),
        ({"date": "2025-02-30"}, [("no-such-day", 3, 7)]),
        ({"date": "1899-01-01"}, [("year-out-of-range", 3, 7)]),
        ({"date": "2024-03-21 25:00"}, [("no-such-time", 3, 7)]),
        ({"date": "[2024-03-21]"}, [("field-not-text", 3, 7)]),
        ({"author": "{name: x}"}, [("field-not-text", 4, 9)]),
        ({"author": "[[a]]"}, [("field-not-text", 4, 10)]),
        ({"author": "'123'"}, [("author-without-name", 4, 9)]),
        ({"author": "[]"}, [("empty-field", 4, 9)]),
        ({"author": "Lê Thơ # ảnh"}, [("comment-in-value", 4, 9)]),
        ({"category": "[a, b]"}, [("field-not-text", 6, 11)]),
        ({"tags": "a, b"}, [("tags-not-a-list", 7, 7)]),
        ({"tags": "['!!!']"}, [("tag-without-letters", 7, 8)]),
        ({"tags": "[" + "a" * 101 + "]"}, [("tag-too-long", 7, 8)]),
        ({"tags": "[[a]]"}, [("field-not-text", 7, 8)]),
        ({"draft": "maybe"}, [("not-yes-or-no", 7, 8)]),
        ({"draft": "[true]"}, [("not-yes-or-no", 7, 8)]),
        ({"status": "done"}, [("unknown-status", 7, 9)]),
        ({"featured": "mãi mãi"}, [("not-a-date", 7, 11)]),
        ({"expires": "2024-02-30"}, [("no-such-day", 7, 10)]),
        ({"corrections": "x"}, [("corrections-not-a-list", 7, 14)]),
        ({"corrections": "[x]"}, [("corrections-not-a-list", 7, 14)]),
        ({"corrections": "[{date: 2024-03-21}]"}, [("correction-without-text", 7, 15)]),
        ({"corrections": "[{text: x}]"}, [("correction-without-date", 7, 15)]),
        ({"corrections": "[{date: x, text: y}]"}, [("not-a-date", 7, 22)]),
        ({"corrections": "[{date: 2024-03-21, txt: y, text: z}]"}, [("unknown-field", 7, 34)]),
        ({"withdrawn": ""}, [("withdrawn-without-reason", 7, 11)]),
        ({"withdrawn": "true"}, [("withdrawn-without-reason", 7, 12)]),
        ({"slug": "../x"}, [("bad-slug", 7, 7)]),
        ({"slug": "Họp Dân"}, [("bad-slug", 7, 7)]),
        ({"slug": "con"}, [("bad-slug", 7, 7)]),
    ],
)
def test_a_mistake_is_told_at_its_place(fields: dict[str, str], found: list[tuple[str, int, int]]) -> None:
    assert bad(**fields) == found


def test_a_name_without_letters_makes_no_slug() -> None:
    assert bad("content/tin/!!!.md") == [("no-slug", 1, 1)]


def test_all_mistakes_of_a_file_are_told_in_one_run() -> None:
    _, problems = read(title="", date="x", tag="a", draft="maybe")
    assert [problem.code for problem in problems] == [
        "missing-field",
        "missing-field",
        "missing-field",
        "empty-field",
        "not-a-date",
        "unknown-field",
        "not-yes-or-no",
    ]


def test_a_caption_without_a_photo_gets_a_warning() -> None:
    found, (problem,) = read(**(REQUIRED | {"photo_caption": "x"}))
    assert (found is not None, problem.code, problem.severity) == (True, "caption-without-photo", "warning")


def test_a_title_is_one_line_without_hidden_characters() -> None:
    assert good(title='"Họp\\u202E  dân\\u200B\\n ở xã"').title == "Họp dân ở xã"


@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_mistake_has_its_sentences(code: str) -> None:
    _, problems = read(titel="x", date="x", slug="Ỏ", tags="a, b", aliases="x", withdrawn="", status="z", author="a, b")
    words = language(code)
    for problem in problems:
        message, hint = say(problem, words)
        assert message.endswith(".")
        assert hint
