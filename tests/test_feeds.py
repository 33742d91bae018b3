"""Feeds against the rules of RFC 4287, RSS 2.0 and Media RSS, written out here as tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from conglang.portal.views.machines import FeedView
from conglang.portal.views.parts import Byline, CorrectionView, Figure
from conglang.templating.bodies import syndicated
from tests.sample_views import (
    HOSTILE,
    ILLEGAL,
    ORIGIN,
    ROOTS,
    feed,
    feed_item,
    moment,
    picture,
    rendered,
    renderer,
    site,
)

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

MANY = 10**6
ADDRESS = re.compile(r"https://xa\.example\.vn/[!-~]*")
# RFC 3339, as RFC 4287 asks for it: upper-case T and Z, seconds, an offset.
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)"
)

# element → child → (at least, at most); children that are not named are not allowed.
ATOM_RULES: dict[str, dict[str, tuple[int, int]]] = {
    f"{ATOM}feed": {
        f"{ATOM}id": (1, 1),
        f"{ATOM}title": (1, 1),
        f"{ATOM}updated": (1, 1),
        f"{ATOM}subtitle": (0, 1),
        f"{ATOM}link": (1, MANY),
        # One here lets entries go without.
        f"{ATOM}author": (1, MANY),
        f"{ATOM}logo": (0, 1),
        f"{ATOM}generator": (0, 1),
        f"{ATOM}entry": (0, MANY),
    },
    f"{ATOM}entry": {
        f"{ATOM}id": (1, 1),
        f"{ATOM}title": (1, 1),
        f"{ATOM}updated": (1, 1),
        f"{ATOM}published": (0, 1),
        f"{ATOM}link": (1, MANY),
        f"{ATOM}author": (0, MANY),
        f"{ATOM}category": (0, MANY),
        f"{ATOM}summary": (0, 1),
        f"{ATOM}content": (0, 1),
        f"{MEDIA}content": (0, 1),
    },
    f"{ATOM}author": {f"{ATOM}name": (1, 1), f"{ATOM}uri": (0, 1), f"{ATOM}email": (0, 1)},
    f"{MEDIA}content": {f"{MEDIA}description": (0, 1), f"{MEDIA}credit": (0, MANY)},
}
RSS_RULES: dict[str, dict[str, tuple[int, int]]] = {
    "rss": {"channel": (1, 1)},
    "channel": {
        "title": (1, 1),
        "link": (1, 1),
        "description": (1, 1),
        "language": (0, 1),
        "lastBuildDate": (0, 1),
        "docs": (0, 1),
        "generator": (0, 1),
        f"{ATOM}link": (1, 1),
        "item": (0, MANY),
    },
    "item": {
        "title": (1, 1),
        "link": (1, 1),
        "guid": (1, 1),
        "pubDate": (1, 1),
        "description": (0, 1),
        "category": (0, MANY),
        f"{DC}creator": (0, MANY),
        f"{CONTENT}encoded": (0, 1),
        f"{MEDIA}content": (0, 1),
    },
    f"{MEDIA}content": {f"{MEDIA}description": (0, 1), f"{MEDIA}credit": (0, MANY)},
}
# element → its attributes: (required, allowed)
ATTRIBUTES: dict[str, tuple[set[str], set[str]]] = {
    f"{ATOM}feed": ({LANG}, {LANG}),
    f"{ATOM}link": ({"rel", "href", "type"}, {"rel", "href", "type"}),
    f"{ATOM}category": ({"term"}, {"term", "scheme", "label"}),
    f"{ATOM}summary": ({"type"}, {"type"}),
    f"{ATOM}content": ({"type"}, {"type"}),
    f"{MEDIA}content": ({"url"}, {"url", "type", "medium", "width", "height"}),
    f"{MEDIA}description": (set(), {"type"}),
    "rss": ({"version"}, {"version"}),
    "guid": (set(), {"isPermaLink"}),
    "category": (set(), {"domain"}),
}
ADDRESSES = {f"{ATOM}id", f"{ATOM}uri", f"{ATOM}logo", "link", "guid"}
ADDRESS_ATTRIBUTES = {"href", "url", "scheme", "domain"}
MAY_BE_EMPTY = {f"{ATOM}link", f"{ATOM}category"}


def broken_rules(element: Element, rules: dict[str, dict[str, tuple[int, int]]]) -> Iterator[str]:
    """All that the tables hold against an element and what is in it."""
    name = element.tag
    children = Counter(child.tag for child in element)
    allowed = rules.get(name, {})
    yield from (f"{name}: {child} is not allowed here" for child in children if child not in allowed)
    for child, (least, most) in allowed.items():
        if not least <= children[child] <= most:
            yield f"{name}: {children[child]} times {child}"
    required, known = ATTRIBUTES.get(name, (set(), set()))
    yield from (f"{name}: attribute {missing} is missing" for missing in sorted(required - set(element.keys())))
    yield from (f"{name}: attribute {extra} is not allowed" for extra in sorted(set(element.keys()) - known))
    text = (element.text or "").strip()
    if not text and not len(element) and name not in MAY_BE_EMPTY and name != f"{MEDIA}content":
        yield f"{name}: is empty"
    if name in ADDRESSES and not ADDRESS.fullmatch(element.text or ""):
        yield f"{name}: {element.text} is not an address"
    for attribute in sorted(ADDRESS_ATTRIBUTES & set(element.keys())):
        if not ADDRESS.fullmatch(element.attrib[attribute]):
            yield f"{name}: {element.attrib[attribute]} is not an address"
    if name in (f"{ATOM}updated", f"{ATOM}published") and not RFC_3339.fullmatch(element.text or ""):
        yield f"{name}: {element.text} is not a moment"
    if name in ("pubDate", "lastBuildDate") and not RFC_822.fullmatch(element.text or ""):
        yield f"{name}: {element.text} is not a moment"
    for child_element in element:
        yield from broken_rules(child_element, rules)


def check_atom(root: Element) -> None:
    """Assert what RFC 4287 demands of a feed."""
    assert root.tag == f"{ATOM}feed"
    assert list(broken_rules(root, ATOM_RULES)) == []
    for holder in (root, *root.findall(f"{ATOM}entry")):
        links = Counter((link.get("rel"), link.get("type")) for link in holder.findall(f"{ATOM}link"))
        assert set(links.values()) == {1}
        assert ("alternate", "text/html") in links
    assert root.find(f"{ATOM}link[@rel='self']") is not None
    identities = [str(found.text) for found in root.iter(f"{ATOM}id")]
    assert len(set(identities)) == len(identities)


def check_rss(root: Element) -> None:
    """Assert what RSS 2.0 and the W3C feed validator demand of a feed."""
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    assert list(broken_rules(root, RSS_RULES)) == []
    channel = root[0]
    tags = [child.tag for child in channel]
    if "item" in tags:
        assert set(tags[tags.index("item") :]) == {"item"}
    identities = [found.text for found in root.iter("guid")]
    assert len(set(identities)) == len(identities)
    for item in channel.findall("item"):
        assert item.findtext("link") == item.findtext("guid")


def atom(page: FeedView, root: str = "", body: tuple[str, ...] = ()) -> Element:
    data = rendered("atom.xml", page, site(root), body)
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<feed ')
    found = ElementTree.fromstring(data)
    check_atom(found)
    return found


def rss(page: FeedView, root: str = "", body: tuple[str, ...] = ()) -> Element:
    data = rendered("rss.xml", page, site(root), body)
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<rss ')
    found = ElementTree.fromstring(data)
    check_rss(found)
    return found[0]


def rss_feed(root: str = "", **changes: Any) -> FeedView:
    return feed(root, url=f"{root}/rss.xml", **changes)


# ---- Atom ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("root", ROOTS)
def test_an_atom_feed_says_what_it_is(root: str) -> None:
    base = f"{ORIGIN}{root}"
    found = atom(feed(root), root)
    assert found.get(LANG) == "vi"
    assert [(child.tag, child.text) for child in found if len(child) == 0 and child.tag != f"{ATOM}link"] == [
        (f"{ATOM}id", f"{base}/feed.xml"),
        (f"{ATOM}title", "Cổng thông tin xã Giao Ninh"),
        (f"{ATOM}subtitle", "Tin mới của xã"),
        (f"{ATOM}updated", "2024-03-22T08:00:00+07:00"),
        (f"{ATOM}logo", f"{base}/assets/logo.0123abcd.png"),
        (f"{ATOM}generator", "Cổng Làng"),
    ]
    assert [tuple(link.attrib.values()) for link in found.findall(f"{ATOM}link")] == [
        ("self", "application/atom+xml", f"{base}/feed.xml"),
        ("alternate", "text/html", f"{base}/"),
    ]
    assert [child.text for child in found.findall(f"{ATOM}author/*")] == [
        "Cổng thông tin xã Giao Ninh",
        f"{base}/",
        "bientap@xa.example.vn",
    ]


@pytest.mark.parametrize("root", ROOTS)
def test_an_atom_entry_tells_its_article(root: str) -> None:
    base = f"{ORIGIN}{root}"
    entry = atom(feed(root), root).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == f"{base}/2024/03/duong-moi/"
    assert entry.findtext(f"{ATOM}title") == "Làng có đường mới"
    assert entry.findtext(f"{ATOM}published") == "2024-03-21T14:30:00+07:00"
    assert entry.findtext(f"{ATOM}updated") == "2024-03-22T08:00:00+07:00"
    assert [child.text for child in entry.findall(f"{ATOM}author/*")] == [
        "Trần Thị Bình (Đài truyền thanh xã)",
        f"{base}/tac-gia/tran-thi-binh/",
    ]
    assert [child.attrib for child in entry.findall(f"{ATOM}category")] == [
        {"scheme": f"{base}/chuyen-muc/", "term": "kinh-te", "label": "Kinh tế"},
        {"scheme": f"{base}/dia-phuong/", "term": "giao-ninh", "label": "Xã Giao Ninh"},
        {"scheme": f"{base}/#tags", "term": "nông thôn mới"},
        {"scheme": f"{base}/#tags", "term": "giao thông"},
    ]
    summary = entry.find(f"{ATOM}summary")
    assert summary is not None
    assert (summary.get("type"), summary.text) == ("text", "Con đường dài hai cây số đã thông xe.")
    assert entry.find(f"{ATOM}content") is None


def test_a_feed_without_items_is_a_feed_still() -> None:
    assert atom(feed(items=())).findall(f"{ATOM}entry") == []
    assert rss(rss_feed(items=())).findall("item") == []


def test_feeds_of_a_bare_site_and_of_bare_articles_have_no_empty_elements() -> None:
    bare = feed_item(summary="", places=(), picture=None, bylines=(), tags=())
    changes = {"logo": "", "email": "", "slogan": ""}
    page = feed(items=(bare,), description="")
    check_atom(ElementTree.fromstring(rendered("atom.xml", page, site(**changes))))
    check_rss(ElementTree.fromstring(rendered("rss.xml", page, site(**changes))))


# ---- RSS -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("root", ROOTS)
def test_an_rss_channel_says_what_it_is(root: str) -> None:
    base = f"{ORIGIN}{root}"
    found = rss(rss_feed(root), root)
    assert [(child.tag, child.text) for child in found if len(child) == 0 and child.tag != f"{ATOM}link"] == [
        ("title", "Cổng thông tin xã Giao Ninh"),
        ("link", f"{base}/"),
        ("description", "Tin mới của xã"),
        ("language", "vi"),
        ("lastBuildDate", "Fri, 22 Mar 2024 08:00:00 +0700"),
        ("docs", "https://www.rssboard.org/rss-specification"),
        ("generator", "Cổng Làng"),
    ]
    assert [link.attrib for link in found.findall(f"{ATOM}link")] == [
        {"rel": "self", "type": "application/rss+xml", "href": f"{base}/rss.xml"}
    ]


@pytest.mark.parametrize("root", ROOTS)
def test_an_rss_item_tells_its_article(root: str) -> None:
    base = f"{ORIGIN}{root}"
    two = (Byline("Trần Thị Bình", "", ""), Byline("", "Ban Biên tập", ""))
    item = rss(rss_feed(root, items=(feed_item(root, bylines=two),)), root).find("item")
    assert item is not None
    assert [(child.tag, child.text) for child in item if len(child) == 0] == [
        ("title", "Làng có đường mới"),
        ("link", f"{base}/2024/03/duong-moi/"),
        ("guid", f"{base}/2024/03/duong-moi/"),
        ("pubDate", "Thu, 21 Mar 2024 14:30:00 +0700"),
        (f"{DC}creator", "Trần Thị Bình"),
        (f"{DC}creator", "Ban Biên tập"),
        ("category", "Kinh tế"),
        ("category", "Xã Giao Ninh"),
        ("category", "nông thôn mới"),
        ("category", "giao thông"),
        ("description", "Con đường dài hai cây số đã thông xe."),
    ]
    assert item.find("guid[@isPermaLink='true']") is not None


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2024-02-29T00:00:00+07:00", "Thu, 29 Feb 2024 00:00:00 +0700"),
        ("2026-11-22T23:59:59+07:00", "Sun, 22 Nov 2026 23:59:59 +0700"),
        ("2025-07-01T06:05:04-03:30", "Tue, 01 Jul 2025 06:05:04 -0330"),
        ("2025-12-31T00:00:00+00:00", "Wed, 31 Dec 2025 00:00:00 +0000"),
    ],
)
def test_moments_of_rss_keep_their_offset_and_speak_english(iso: str, expected: str) -> None:
    item = rss(rss_feed(items=(feed_item(date=moment(iso)),))).find("item")
    assert item is not None
    assert item.findtext("pubDate") == expected
    assert parsedate_to_datetime(expected).timestamp() == moment(iso).epoch


# ---- both ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("template", ["atom.xml", "rss.xml"])
def test_the_lead_photo_goes_along_as_its_widest_jpeg(template: str, root: str) -> None:
    found = ElementTree.fromstring(rendered(template, feed(root), site(root))).findall(f".//{MEDIA}content")
    assert [photo.attrib for photo in found] == [
        {
            "url": f"{ORIGIN}{root}/media/a/1600.jpeg",
            "type": "image/jpeg",
            "medium": "image",
            "width": "1600",
            "height": "1066",
        }
    ]
    assert [(child.tag, child.text) for child in found[0]] == [
        (f"{MEDIA}description", "Gặt lúa ở xóm 5"),
        (f"{MEDIA}credit", "Lê Hồng"),
    ]


@pytest.mark.parametrize("template", ["atom.xml", "rss.xml"])
def test_a_photo_that_nobody_described_has_no_empty_description(template: str) -> None:
    item = feed_item(picture=picture(alt="", caption="", credit=""))
    found = ElementTree.fromstring(rendered(template, feed(items=(item,)), site())).find(f".//{MEDIA}content")
    assert found is not None
    assert list(found) == []


def test_corrections_follow_the_summary_each_with_its_day() -> None:
    corrections = (
        CorrectionView(moment("2024-03-25T09:00:00+07:00"), "Đường dài 2 km, không phải 3 km."),
        CorrectionView(moment("2024-04-01T00:00:00+07:00", has_time=False), "Xã Giao Ninh, không phải Giao Minh."),
    )
    expected = (
        "Con đường dài hai cây số đã thông xe.\n"
        "Đính chính (25/3/2024): Đường dài 2 km, không phải 3 km.\n"
        "Đính chính (1/4/2024): Xã Giao Ninh, không phải Giao Minh."
    )
    page = feed(items=(feed_item(corrections=corrections),))
    assert atom(page).findtext(f"{ATOM}entry/{ATOM}summary") == expected
    assert rss(page).findtext("item/description") == expected


def test_full_texts_are_escaped_html_each_with_its_own_article_and_its_corrections() -> None:
    corrections = (CorrectionView(moment("2024-03-25T09:00:00+07:00"), "2 < 3 & 3 > 2"),)
    items = (feed_item(slug="mot"), feed_item(slug="hai", corrections=corrections))
    bodies = (f'<p>Một &amp; <a href="{ORIGIN}/">hai</a></p>', "<p>Ba</p>")
    page = feed(items=items, full_text=True)
    expected = [
        bodies[0],
        "<p>Ba</p>\n<p><strong>Đính chính (25/3/2024):</strong> 2 &lt; 3 &amp; 3 &gt; 2</p>",
    ]
    found = atom(page, body=bodies).findall(f"{ATOM}entry/{ATOM}content")
    assert [(text.get("type"), text.text) for text in found] == [("html", text) for text in expected]
    assert [text.text for text in rss(page, body=bodies).findall(f"item/{CONTENT}encoded")] == expected


def test_hostile_texts_arrive_as_they_were_written() -> None:
    item = feed_item(
        title=HOSTILE,
        summary=HOSTILE,
        tags=(HOSTILE,),
        bylines=(Byline(HOSTILE, "", ""),),
        picture=picture(caption=HOSTILE, credit=HOSTILE),
    )
    page = feed(items=(item,), title=HOSTILE, description=HOSTILE)
    found = atom(page)
    entry = found.find(f"{ATOM}entry")
    assert entry is not None
    assert [found.findtext(f"{ATOM}{name}") for name in ("title", "subtitle")] == [HOSTILE] * 2
    inner = (f"{ATOM}title", f"{ATOM}summary", f"{ATOM}author/{ATOM}name")
    assert [entry.findtext(name) for name in inner] == [HOSTILE] * 3
    assert entry.findall(f"{ATOM}category")[-1].get("term") == HOSTILE
    assert [child.text for child in entry.findall(f"{MEDIA}content/*")] == [HOSTILE] * 2
    # RSS reads a description as HTML: what readers show is the text, not bold letters or a script.
    item_element = rss(page).find("item")
    assert item_element is not None
    assert item_element.findtext("title") == HOSTILE
    description = str(item_element.findtext("description"))
    assert "<" not in description
    assert "&lt;b&gt;Đậm&lt;/b&gt; &amp; " in description


@pytest.mark.parametrize("template", ["atom.xml", "rss.xml"])
def test_characters_that_xml_forbids_never_come_out(template: str) -> None:
    page = feed(items=(feed_item(title=ILLEGAL, summary=ILLEGAL),), title=ILLEGAL)
    found = ElementTree.fromstring(rendered(template, page, site()))
    titles = [element.text for element in found.iter() if element.tag in ("title", f"{ATOM}title")]
    assert titles == ["Tin về đường làng"] * 2


def test_equal_views_give_equal_bytes() -> None:
    assert rendered("atom.xml", feed(), site()) == rendered("atom.xml", feed(), site())


# ---- full texts outside the portal -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/xa/b/">b</a>', '<a href="https://a.vn/xa/b/">b</a>'),
        ('<a href="#fn:1">1</a>', '<a href="https://a.vn/xa/bai/#fn:1">1</a>'),
        ('<a href="https://b.vn/c">c</a>', '<a href="https://b.vn/c">c</a>'),
        ('<a href="//b.vn/c">c</a>', '<a href="//b.vn/c">c</a>'),
        ('<a href="mailto:a@b.vn">c</a>', '<a href="mailto:a@b.vn">c</a>'),
        ('<img alt="a > b" src="/m/a.jpg">', '<img alt="a > b" src="https://a.vn/m/a.jpg">'),
        (
            '<source srcset="/m/a.webp 480w, /m/b.webp 960w" sizes="100vw">',
            '<source srcset="https://a.vn/m/a.webp 480w, https://a.vn/m/b.webp 960w" sizes="100vw">',
        ),
        ('<img src="/a.jpg" srcset="/a.jpg 1x">', '<img src="https://a.vn/a.jpg" srcset="https://a.vn/a.jpg 1x">'),
        ('<p>Viết href="/x" và src="/y" ở đây</p>', '<p>Viết href="/x" và src="/y" ở đây</p>'),
        ('<img alt="a src=/x, /y">', '<img alt="a src=/x, /y">'),
        ("", ""),
    ],
)
def test_a_full_text_has_whole_addresses_and_its_words_untouched(html: str, expected: str) -> None:
    assert syndicated(html, "/xa/bai/", "https://a.vn") == expected


def test_no_relative_address_is_left_in_the_full_text_of_a_feed() -> None:
    photo = Figure((picture(),), "Gặt lúa", "Lê Hồng")
    html = '<p>Xem <a href="/xa/2024/02/cau-moi/">cầu mới</a> và <a href="#ghi-chu">ghi chú</a>.</p>'
    body = syndicated(renderer(site("/xa")).fragment((html, photo)), "/xa/2024/03/duong-moi/", ORIGIN)
    content = atom(feed("/xa", full_text=True), "/xa", (body,)).findtext(f"{ATOM}entry/{ATOM}content")
    assert re.findall(r'(?:href|src)="([^"]*)"', str(content)) == [
        f"{ORIGIN}/xa/2024/02/cau-moi/",
        f"{ORIGIN}/xa/2024/03/duong-moi/#ghi-chu",
        f"{ORIGIN}/xa/media/a/1600.jpeg",
    ]
