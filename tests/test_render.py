"""Templates see what they are given and nothing else; what is wrong in them is told with file and line."""

from __future__ import annotations

import html
import json
import re
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from jinja2 import Environment

from conglang.diagnostics import Diagnostic, Refusal
from conglang.digest import seal
from conglang.languages import language
from conglang.model import Moment, Rendition
from conglang.portal.page import View
from conglang.portal.views.pages import (
    ArticleView,
    CorrectionsView,
    HomeView,
    LibraryView,
    ListView,
    NotFoundView,
    NoticesView,
    NoticeView,
    PhotosView,
    RedirectView,
    StandingView,
    TreeView,
    WithdrawnView,
)
from conglang.portal.views.parts import (
    Album,
    ArchiveMonth,
    ArchiveYear,
    ArticleContent,
    Block,
    Branch,
    Byline,
    Card,
    CorrectionEntry,
    CorrectionView,
    DatedLink,
    Entry,
    Figure,
    Head,
    Link,
    LocalityInfo,
    NoticeLine,
    Pager,
    PhotoEntry,
    Picture,
    Place,
    PlaceNews,
    SeriesPart,
    SiteView,
    Successors,
)
from conglang.templating import sandbox
from conglang.templating.filters import fill, script_json
from conglang.templating.render import Renderer
from conglang.terminal.sentences import say
from conglang.values import names, replace
from tests.sample_views import SHOWN

THEME = Path(__file__).parent.parent / "templates"
VIETNAMESE = language("vi")
HOSTILE = "\"'><script>alert(1)</script>&amp; “Hội nghị”"

SITE = seal(
    SiteView(
        title="Cổng xã Nghi Sơn",
        slogan="Tin từ thôn, bản",
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        origin="https://xa.example",
        root="/xa",
        logo="",
        governing_body="Ủy ban nhân dân xã",
        responsible="Ban Biên tập",
        address="Số 1",
        phone="0237 000 000",
        email="a@xa.example",
        categories=(Link("Kinh tế", "/xa/chuyen-muc/kinh-te/"),),
        pages=(Link("Giới thiệu", "/xa/gioi-thieu/"),),
        localities="/xa/dia-phuong/",
        site_map="/xa/so-do-trang/",
        atom="/xa/feed.xml",
        rss="/xa/rss.xml",
        assets={"css/site.css": "/xa/assets/site.css", "img/icon.svg": "/xa/assets/icon.svg"},
        text=VIETNAMESE.text,
        notices="/xa/thong-bao/",
        corrections="/xa/cai-chinh/",
        photos="/xa/thu-vien-anh/",
    )
)
MOMENT = Moment("2024-03-21T14:30:00+07:00", 1711006200, True)
DAY = Moment("2024-03-22T00:00:00+07:00", 1711040400, False)
HOME = Link("Trang chủ", "/xa/")


def picture(alt: str = "Cầu mới", *, width: int = 1600, height: int = 1067) -> Picture:
    jpeg = tuple(Rendition(f"media/a-{w}.jpg", w, height * w // width, "jpeg") for w in (480, width))
    webp = tuple(Rendition(f"media/a-{w}.webp", w, height * w // width, "webp") for w in (480, width))
    return seal(Picture((("image/webp", webp), ("image/jpeg", jpeg)), width, height, alt, credit="Lê Thơ"))


def head(title: str, *, trail: tuple[Link, ...] = (HOME,)) -> Head:
    return Head(title, "/xa/2024/03/bai/", f"{title}: mô tả", trail, picture(title))


def card(title: str, *, photo: bool = True) -> Card:
    place = Link("Thị xã Nghi Sơn", "/xa/dia-phuong/thi-xa-nghi-son/")
    category = Link(title, "/xa/chuyen-muc/kinh-te/")
    return seal(Card(title, "/xa/2024/03/bai/", MOMENT, title, category, (place,), picture() if photo else None))


def article(title: str) -> ArticleView:
    place = Link(title, "/xa/dia-phuong/nghi-son/")
    content = ArticleContent(
        title=title,
        date=MOMENT,
        updated=DAY,
        bylines=(Byline(title, title + " x", "/xa/tac-gia/a/"), Byline("Ban Biên tập", "", "")),
        category=Link(title, "/xa/chuyen-muc/kinh-te/"),
        places=(Place(title, place.url, "tỉnh Thanh Hóa"),),
        successors=(Successors(place, (place, place), 2), Successors(place, (), 10)),
        summary=title,
        lead=Figure((picture(title),), title, title),
        photos=(picture(title),),
        tags=(Link(title, "/xa/tu-khoa/a/"),),
        source=title,
        genre=title,
        series=title,
        corrections=(CorrectionView(DAY, title),),
        words=500,
        shown=SHOWN,
    )
    others = (seal(DatedLink(title, "/xa/2024/03/khac/", MOMENT)),)
    parts = (SeriesPart(1, others[0]), SeriesPart(5, others[0]))
    return ArticleView(head(title), content, (card(title),), others, parts)


def pages(title: str) -> dict[str, tuple[str, View]]:
    link = Link(title, "/xa/dia-phuong/nghi-son/")
    unit = LocalityInfo(
        title, title, "407", "2020-06-01", "2025-06-30", (link,), (link,), (link,), (link,), (link, link), link.url
    )
    none = Pager(0, None, None, None, None)
    pager = Pager(2, Link("3", "/xa/3/"), Link("1", "/xa/1/"), Link("", "/xa/"), Link("1", "/xa/1/"))
    entries = (Entry(card(title)), Entry(card(title, photo=False), title))
    cards = (card(title), card(title, photo=False))
    notice = seal(NoticeLine(title, "/xa/thong-bao/a/", DAY, MOMENT, title))
    photo = seal(PhotoEntry(picture(title), title, title, link))
    place = PlaceNews(link, seal(DatedLink(title, "/xa/2024/03/khac/", MOMENT)))
    correction = seal(CorrectionEntry(DAY, link, title))
    withdrawal = seal(CorrectionEntry(DAY, Link("/xa/2024/03/bai/", "/xa/2024/03/bai/"), title, withdrawn=True))
    whole = HomeView(
        head(title),
        cards[0],
        cards,
        cards,
        (Block(link, cards),),
        (link,),
        (ArchiveYear(link, (ArchiveMonth(3, title, link),)),),
        urgent=(notice,),
        notices=(notice, seal(NoticeLine(title, "/xa/thong-bao/b/", DAY, None))),
        places=(place,),
        photos=(photo, seal(PhotoEntry(picture(""), "", "", link))),
    )
    return {
        "article": ("article.html", article(title)),
        "home": ("home.html", whole),
        "notice": ("notice.html", NoticeView(head(title), title, title, Figure((picture(),)), DAY, DAY, DAY)),
        "notices": ("notices.html", NoticesView(head(title), title, (notice,), pager)),
        "no notices": ("notices.html", NoticesView(head(title), title, (), none)),
        "corrections": ("corrections.html", CorrectionsView(head(title), title, (correction, withdrawal), pager)),
        "no corrections": ("corrections.html", CorrectionsView(head(title), title, (), none)),
        "photos": ("photos.html", PhotosView(head(title), title, (photo, photo), pager, link)),
        "library": ("library.html", LibraryView(head(title), title, (("2024", (Album(link, picture(title)),)),))),
        "empty library": ("library.html", LibraryView(head(title), title, ())),
        "empty home": ("home.html", HomeView(head(title), None, (), (), (Block(link, ()),), (), ())),
        "home of one": ("home.html", HomeView(head(title), cards[0], (), (), (), (), ())),
        "list": ("list.html", ListView(head(title), "tag", title, entries, pager, (link,))),
        "empty list": ("list.html", ListView(head(title), "category", title, (), none)),
        "locality": ("list.html", ListView(head(title), "locality", title, entries, none, locality=unit)),
        "standing": ("standing.html", StandingView(head(title), title, title, Figure((picture(),)), DAY)),
        "tree": ("tree.html", TreeView(head(title), title, ((title, (Branch(link, (Branch(link),)),)), ("", ())))),
        "withdrawn": ("withdrawn.html", WithdrawnView(head(title), title, "2024-04-01")),
        "redirect": ("redirect.html", RedirectView(head(title), link)),
        "not found": ("not_found.html", NotFoundView(head(title), title)),
    }


BODY = (
    "<p>Một</p>",
    Figure((picture(),), "Cầu", "Lê Thơ"),
    Figure((picture(), picture(width=900, height=1200), picture()), "Ba ảnh"),
    "<p>Dấu ",
    picture("dấu"),
    " này</p>",
)
KINDS = tuple(pages(""))


def theme(*folders: Path, bytecode: Path | None = None) -> Renderer:
    return Renderer((*folders, THEME), SITE, VIETNAMESE, bytecode=bytecode)


def drawn(kind: str, title: str) -> str:
    template, view = pages(title)[kind]
    return theme().render(template, view, BODY if kind in ("article", "standing", "locality") else ()).decode()


def refused(folder: Path, source: str, **parts: str) -> Diagnostic:
    write(folder, "page.html", source)
    for name, text in parts.items():
        write(folder, f"{name}.html", text)
    renderer = theme(folder)
    with pytest.raises(Refusal) as refusal:
        renderer.closure_digest("page.html")
        renderer.render("page.html", NotFoundView(head("Không thấy"), "Không thấy"), ())
    (diagnostic,) = refusal.value.diagnostics
    for code in ("vi", "en"):
        assert all(say(diagnostic, language(code)))
    return diagnostic


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


# ---- the theme -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("title", ["Hội nghị gặp mặt bí thư chi bộ", HOSTILE])
def test_every_page_parses_without_an_error_and_has_one_first_heading(kind: str, title: str) -> None:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(drawn(kind, title))
    levels = [int(element.tag[1]) for element in tree.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    identifiers = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))
    named = [name for element in tree.iter() for name in (element.get("aria-labelledby") or "").split()]
    assert set(named) <= set(identifiers)


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_title_stays_text(kind: str) -> None:
    page = drawn(kind, HOSTILE)
    assert "<script>alert" not in page
    assert "style=" not in page and " onload=" not in page
    for block in re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL):
        json.loads(block)


def test_an_article_says_all_of_itself() -> None:
    page = drawn("article", "Cầu bản Ngàm")
    text = html.unescape(re.sub(r"<[^>]+>", "", page))
    for words in (
        "Đăng lúc: Thứ Năm, 21/3/2024 | 14:30 (GMT+7)",
        "Cập nhật: Thứ Sáu, 22/3/2024",
        "Cầu bản Ngàm nay thuộc 10 đơn vị.",
        "Ảnh: Lê Thơ",
        "Nguồn: Cầu bản Ngàm",
        "Đính chính",
        "Tin liên quan",
        "Các tin khác",
        "Chịu trách nhiệm nội dung",
        "Ghi rõ nguồn “Cổng xã Nghi Sơn”",
    ):
        assert words in text
    for markup in (
        "<title>Cầu bản Ngàm | Cổng xã Nghi Sơn</title>",
        '<link rel="canonical" href="https://xa.example/xa/2024/03/bai/">',
        '<meta property="og:image" content="https://xa.example/xa/media/a-1600.jpg">',
        '<meta name="DC.date" content="2024-03-21T14:30:00+07:00">',
        '<time datetime="2024-03-22">',
        'srcset="/xa/media/a-480.webp 480w, /xa/media/a-1600.webp 1600w"',
        '<p class="byline"><a href="/xa/tac-gia/a/" rel="author">',
    ):
        assert markup in page


def test_only_the_first_photo_of_an_article_is_fetched_at_once() -> None:
    page = drawn("article", "Cầu")
    assert page.count('fetchpriority="high"') == 1
    images = re.findall("<img [^>]*>", page)
    assert 'fetchpriority="high"' in images[0]
    assert all('loading="lazy"' in image for image in images[1:])


@pytest.mark.parametrize(
    ("photo", "shown"),
    [
        (replace(picture(), focus=(30, 90)), 'class="x25 y100"'),
        (picture(width=900, height=1200), 'class="y25"'),
    ],
)
def test_a_cropped_photo_keeps_its_focus_and_an_upright_one_its_upper_part(photo: Picture, shown: str) -> None:
    lead = seal(replace(card("Cầu"), picture=photo, digest=""))
    page = HomeView(head("Cầu"), lead, (), (), (), (), ())
    assert shown in theme().render("home.html", page, ()).decode()


def test_a_page_without_items_has_no_heading_for_them() -> None:
    page = drawn("empty home", "Cổng xã")
    assert "<h2" not in page and VIETNAMESE.text["no_articles"] in page


def test_an_article_of_a_former_unit_is_marked() -> None:
    assert "Huyện Tĩnh Gia (cũ)" in drawn("locality", "Huyện Tĩnh Gia")


def test_a_long_title_is_cut_at_a_word_in_the_title_element_only() -> None:
    title = "Đảng ủy xã tổ chức hội nghị gặp mặt, biểu dương bí thư chi bộ, trưởng thôn tiêu biểu năm 2024"
    page = drawn("article", title)
    assert "<title>Đảng ủy xã tổ chức hội nghị gặp mặt, biểu dương bí thư chi bộ, trưởng…</title>" in page
    assert f"<h1>{title}</h1>" in page


def test_equal_pages_are_equal_bytes_whatever_was_drawn_before() -> None:
    renderer = theme()
    template, view = pages("Cầu")["list"]
    first = renderer.render(template, view, ())
    renderer.render("home.html", pages("Cầu")["home"][1], ())
    assert renderer.render(template, view, ()) == first == theme().render(template, view, ())


# ---- shortcuts through Jinja2 ----------------------------------------------------------------------------------------

EXPRESSIONS = (
    "{{ page.title }} {{ page.head.title | upper }} {{ page.head['title'] }} {{ site.text.home }} {{ site.text['home'] }}",
    "{{ '<b>' }} {{ '<b>' | safe }} {{ 1 }} {{ none }} {{ 1.5 }} {{ true }} {{ ('a<', 'b') }} {{ {'k': '<'} }}",
    "{% for x in ['<', 'b'] %}{{ loop.index }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ x }},{% endfor %}",
    "{% for x in ['a', 'b'] %}{{ loop.cycle('x', '<') }}{% if loop.changed(x) %}{{ x }}{% endif %}{% endfor %}",
    "{% set x %}<i>{{ page.title }}</i>{% endset %}{{ x }}{{ x ~ '<' }}{{ x | upper }}",
    "{% macro m(a) %}<u>{{ a }}</u>{% endmacro %}{{ m('<') }}{{ m(page.title) | length }}",
    "{% autoescape false %}{{ '<' }}{% endautoescape %}{% autoescape true %}{{ '<' }}{% endautoescape %}",
    "{{ [page.head] | map(attribute='title') | join('<') }} {{ 'a'.upper() }} {{ {'items': 'x'}.items }}",
    "{% set n = namespace(a='<') %}{% set n.a = n.a ~ '>' %}{{ n.a }} {{ page.head.missing is defined }}",
)


def without_shortcuts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library be of a version that the shortcuts were not compared with."""
    monkeypatch.setattr(sandbox, "COMPARED", ("3", "2"))


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_the_same_without_shortcuts(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    expected = drawn(kind, HOSTILE)
    without_shortcuts(monkeypatch)
    assert drawn(kind, HOSTILE) == expected


@pytest.mark.parametrize("source", EXPRESSIONS)
def test_expressions_mean_the_same_without_shortcuts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    write(tmp_path, "page.html", source)
    view = pages(HOSTILE)["list"][1]
    expected = theme(tmp_path).render("page.html", view, ())
    without_shortcuts(monkeypatch)
    assert theme(tmp_path).render("page.html", view, ()) == expected


def test_templates_that_were_compiled_with_shortcuts_are_compiled_again_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = pages(HOSTILE)["not found"]
    expected = theme(bytecode=tmp_path).render(*page, ())
    without_shortcuts(monkeypatch)
    assert theme(bytecode=tmp_path).render(*page, ()) == expected


# ---- filters ---------------------------------------------------------------------------------------------------------


def test_json_cannot_end_the_script_it_stands_in() -> None:
    value = {"headline": "</script><!-- & \u2028 “Đảng”"}
    text = str(script_json(value))
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == value


def test_a_text_is_filled_once_and_escaped_where_it_is_mixed_with_markup(tmp_path: Path) -> None:
    assert fill("{a} và {b}", a="{b}", b="<i>") == "{b} và <i>"
    write(tmp_path, "page.html", '{% set place %}<b>x</b>{% endset %}{{ "{a} < {b}" | fill(a=place, b="<i>") }}')
    assert theme(tmp_path).render("page.html", pages("")["not found"][1], ()) == b"<b>x</b> &lt; &lt;i&gt;"


def test_xml_holds_no_character_that_xml_forbids(tmp_path: Path) -> None:
    write(tmp_path, "page.xml", "<a>{{ page.title }}</a>")
    page = NotFoundView(head("x"), "a\x0b\x00<b>\ufffe\U0001f600")
    assert theme(tmp_path).render("page.xml", page, ()).decode() == "<a>a&lt;b&gt;\U0001f600</a>"


def test_a_lone_surrogate_is_no_reason_to_fall() -> None:
    assert b"<h1>a?</h1>" in theme().render("not_found.html", NotFoundView(head("x"), "a\ud800"), ())


def test_a_fragment_for_feeds_has_whole_addresses_for_its_photos() -> None:
    text = theme().fragment(("<p>Một</p>", Figure((picture(),), "Cầu", "Lê Thơ")))
    assert text.startswith("<p>Một</p><figure>")
    assert 'src="https://xa.example/xa/media/a-1600.jpg"' in text
    assert "<figcaption>Cầu Ảnh: Lê Thơ</figcaption>" in text


# ---- closures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("changed", ["page.html", "frame.html", "part.html", "macros.html", "deep.html", "shown.html"])
def test_the_closure_changes_with_each_template_that_it_is_made_of(tmp_path: Path, changed: str) -> None:
    sources = {
        "page.html": '{% extends "frame.html" %}{% from "macros.html" import m %}',
        "frame.html": '{% include "part.html" %}{{ "shown.html" | part }}',
        "macros.html": "{% macro m() %}{% endmacro %}",
        "part.html": '{% import "deep.html" as deep %}',
        "deep.html": "",
        "shown.html": "x",
        "other.html": "y",
    }
    for name, text in sources.items():
        write(tmp_path, name, text)
    before = theme(tmp_path).closure_digest("page.html")
    write(tmp_path, "other.html", "z")
    assert theme(tmp_path).closure_digest("page.html") == before
    write(tmp_path, changed, sources[changed] + " ")
    assert theme(tmp_path).closure_digest("page.html") != before


def test_a_template_of_the_portal_lies_over_that_of_the_theme(tmp_path: Path) -> None:
    before = theme(tmp_path).closure_digest("not_found.html")
    write(tmp_path, "parts/footer.html", "<footer>Chân trang riêng</footer>")
    own = theme(tmp_path)
    assert own.closure_digest("not_found.html") != before
    assert "<footer>Chân trang riêng</footer>" in own.render(*pages("")["not found"], ()).decode()


def test_a_missing_part_that_is_asked_for_later_changes_the_closure(tmp_path: Path) -> None:
    write(tmp_path, "page.html", '{% include "later.html" ignore missing %}')
    before = theme(tmp_path).closure_digest("page.html")
    write(tmp_path, "later.html", "x")
    assert theme(tmp_path).closure_digest("page.html") != before


# ---- what is wrong in a template -------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_shortcuts", [True, False])
@pytest.mark.parametrize(
    ("source", "code", "line", "values"),
    [
        ("\n{% if x %}", "template-syntax", 2, None),
        ("\n\n{{ page.tittle }}", "template-undefined", 3, {"name": "tittle", "near": "title"}),
        ("{{ sitee.title }}", "template-undefined", 1, {"name": "sitee", "near": "site"}),
        ("{{ site.text.hom }}", "template-undefined", 1, {"name": "hom", "near": "home"}),
        ("a\n{{ page.title | dat }}", "template-filter", 2, {"name": "dat", "near": "date"}),
        ("{{ page.title | random }}", "template-filter", 1, None),
        ('\n{% include "absent.html" %}', "template-missing", 2, {"name": "absent.html"}),
        ('{% include "../secret.html" %}', "template-missing", 1, {"name": "../secret.html"}),
        ("{% include page.title %}", "dynamic-include", 1, {}),
        ("\n{{ page.title | part }}", "dynamic-include", 2, {}),
        ('{{ "".__class__.__mro__ }}', "template-forbidden", 1, None),
        ("{{ site.text.update(home='x') }}", "template-forbidden", 1, None),
        ("{{ range(3) }}", "template-undefined", 1, {"name": "range", "near": ""}),
        ("a\n{{ 1 / 0 }}", "template-failed", 2, {"reason": "ZeroDivisionError: division by zero"}),
        ("{{ page.title | date }}", "template-failed", 1, None),
    ],
)
def test_a_mistake_in_a_template_is_told_with_its_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    code: str,
    line: int,
    values: dict[str, str] | None,
    with_shortcuts: bool,
) -> None:
    if not with_shortcuts:
        without_shortcuts(monkeypatch)
    diagnostic = refused(tmp_path / "templates", source)
    assert (diagnostic.code, diagnostic.at.path, diagnostic.at.line) == (code, "templates/page.html", line)
    assert values is None or dict(diagnostic.values) == values


def test_a_mistake_inside_a_part_is_told_with_the_file_of_the_part(tmp_path: Path) -> None:
    diagnostic = refused(tmp_path / "templates", '{{ "inner.html" | part }}', inner="x\n{{ item.title }}")
    assert (diagnostic.at.path, diagnostic.at.line) == ("templates/inner.html", 2)


def test_a_part_sees_nothing_of_the_page(tmp_path: Path) -> None:
    diagnostic = refused(tmp_path, '{{ "inner.html" | part }}', inner="{{ page.title }}")
    assert (diagnostic.code, dict(diagnostic.values)["name"]) == ("template-undefined", "page")


def test_templates_that_lead_back_to_themselves_are_named(tmp_path: Path) -> None:
    diagnostic = refused(tmp_path, '{% include "a.html" %}', a='{% include "b.html" %}', b='{% include "a.html" %}')
    assert (diagnostic.code, dict(diagnostic.values)) == ("template-loop", {"chain": "a.html → b.html → a.html"})


def test_a_template_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "inner.html").write_bytes(b"a\n\xe9")
    diagnostic = refused(tmp_path, '{% include "inner.html" %}')
    assert (diagnostic.code, diagnostic.at.line) == ("template-encoding", 2)


def test_a_missing_page_template_is_told() -> None:
    with pytest.raises(Refusal) as refusal:
        theme().closure_digest("absent.html")
    assert [d.code for d in refusal.value.diagnostics] == ["template-missing"]


# ---- compiled templates ----------------------------------------------------------------------------------------------


def test_compiled_templates_are_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = pages("Cầu")["not found"]
    expected = theme(bytecode=tmp_path).render(*page, ())

    def compiled_anew(*_: object, **__: object) -> None:
        raise AssertionError("compiled anew")

    monkeypatch.setattr(Environment, "compile", compiled_anew)
    assert theme(bytecode=tmp_path).render(*page, ()) == expected


def test_a_torn_or_foreign_compiled_template_is_as_good_as_absent(tmp_path: Path) -> None:
    page = pages("Cầu")["not found"]
    expected = theme(bytecode=tmp_path).render(*page, ())
    kept = sorted(tmp_path.iterdir())
    whole = kept[0].read_bytes()
    for spoiled in (b"", whole[:40], whole[:-9], whole, b"\x00" * 500):
        for file in kept:
            file.write_bytes(spoiled)
        assert theme(bytecode=tmp_path).render(*page, ()) == expected
        assert all(file.read_bytes() != spoiled for file in kept[1:])


def test_a_compiled_template_holds_nothing_of_the_site(tmp_path: Path) -> None:
    write(tmp_path / "own", "page.html", '{{ "media/a.jpg" | url }} {{ "/x/" | absolute }}')
    page = pages("")["not found"][1]
    moved = seal(SiteView(**{**{f: getattr(SITE, f) for f in names(SiteView)}, "root": "/moi", "digest": ""}))
    for site, expected in (
        (SITE, b"/xa/media/a.jpg https://xa.example/x/"),
        (moved, b"/moi/media/a.jpg https://xa.example/x/"),
    ):
        renderer = Renderer((tmp_path / "own",), site, VIETNAMESE, bytecode=tmp_path / "cache")
        assert renderer.render("page.html", page, ()) == expected


@pytest.mark.parametrize("shown", ["page", "page.head", "[page.head]", "page.head.trail"])
def test_a_value_as_a_whole_is_not_printed_as_json(tmp_path: Path, shown: str) -> None:
    write(tmp_path / "own", "page.html", f"{{{{ {shown} | json }}}}")
    with pytest.raises(Refusal) as refused:
        Renderer((tmp_path / "own",), SITE, VIETNAMESE).render("page.html", pages("")["article"][1], ())
    assert [(d.code, d.at.line) for d in refused.value.diagnostics] == [("template-failed", 1)]
