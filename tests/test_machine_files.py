"""Files for machines against their rules, written out here: JSON Feed 1.1, news site map, robots, manifest, icons."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from conglang.photos.icons import Icon, icons, initials, short_name
from conglang.portal import sitemaps
from conglang.portal.views.machines import FeedView, NewsEntry, NewsMapView, RobotsView
from conglang.portal.views.parts import Byline, CorrectionView
from tests.html_rules import site_problems
from tests.portal import Portal, codes
from tests.sample_views import HOSTILE, ORIGIN, ROOTS, feed, feed_item, moment, rendered, site

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ADDRESS = re.compile(r"https://[!-~]+")

# JSON Feed 1.1: name → (kind, required). Kinds: a type, or the rules of the objects in a list.
AUTHOR: dict[str, tuple[Any, bool]] = {"name": (str, False), "url": ("address", False), "avatar": ("address", False)}
ITEM: dict[str, tuple[Any, bool]] = {
    "id": (str, True),
    "url": ("address", False),
    "title": (str, False),
    "content_html": (str, False),
    "content_text": (str, False),
    "summary": (str, False),
    "image": ("address", False),
    "date_published": ("moment", False),
    "date_modified": ("moment", False),
    "authors": ([AUTHOR], False),
    "tags": ([str], False),
    "language": (str, False),
}
FEED: dict[str, tuple[Any, bool]] = {
    "version": (str, True),
    "title": (str, True),
    "home_page_url": ("address", False),
    "feed_url": ("address", False),
    "description": (str, False),
    "icon": ("address", False),
    "favicon": ("address", False),
    "authors": ([AUTHOR], False),
    "language": (str, False),
    "items": ([ITEM], True),
}


def broken_rules(value: Any, kind: Any, at: str) -> list[str]:
    """All that the tables hold against a value."""
    if isinstance(kind, list):
        if not isinstance(value, list):
            return [f"{at}: is no list"]
        return [problem for n, inner in enumerate(value) for problem in broken_rules(inner, kind[0], f"{at}.{n}")]
    if isinstance(kind, dict):
        if not isinstance(value, dict):
            return [f"{at}: is no object"]
        found = [f"{at}: {name} is missing" for name, (_, needed) in kind.items() if needed and name not in value]
        found += [f"{at}: {name} is not known" for name in value if name not in kind]
        for name, inner in value.items():
            if name in kind:
                found += broken_rules(inner, kind[name][0], f"{at}.{name}")
        return found
    if not isinstance(value, str) or not value:
        return [f"{at}: is empty or no text"]
    if kind == "address" and not ADDRESS.fullmatch(value):
        return [f"{at}: {value} is no address"]
    if kind == "moment" and not RFC_3339.fullmatch(value):
        return [f"{at}: {value} is no moment"]
    return []


def check_json_feed(found: Any) -> None:
    """Assert what JSON Feed 1.1 demands."""
    assert broken_rules(found, FEED, "feed") == []
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    for item in found["items"]:
        assert "content_html" in item or "content_text" in item
    for authors in [found.get("authors", []), *[item.get("authors", []) for item in found["items"]]]:
        assert all(authors)
    identities = [item["id"] for item in found["items"]]
    assert len(set(identities)) == len(identities)


def json_feed(page: FeedView, root: str = "", body: tuple[str, ...] = ()) -> Any:
    found = json.loads(rendered("feed.json", page, site(root), body))
    check_json_feed(found)
    return found


# ---- JSON Feed -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("root", ROOTS)
def test_a_json_feed_tells_portal_and_article(root: str) -> None:
    base = f"{ORIGIN}{root}"
    found = json_feed(feed(root, url=f"{root}/feed.json"), root)
    assert (found["home_page_url"], found["feed_url"], found["language"]) == (f"{base}/", f"{base}/feed.json", "vi")
    assert found["items"][0] == {
        "id": f"{base}/2024/03/duong-moi/",
        "url": f"{base}/2024/03/duong-moi/",
        "title": "Làng có đường mới",
        "content_text": "Con đường dài hai cây số đã thông xe.",
        "summary": "Con đường dài hai cây số đã thông xe.",
        "image": f"{base}/media/a/1600.jpeg",
        "date_published": "2024-03-21T14:30:00+07:00",
        "date_modified": "2024-03-22T08:00:00+07:00",
        "authors": [{"name": "Trần Thị Bình (Đài truyền thanh xã)", "url": f"{base}/tac-gia/tran-thi-binh/"}],
        "tags": ["Kinh tế", "Xã Giao Ninh", "nông thôn mới", "giao thông"],
        "language": "vi",
    }


def test_full_texts_come_as_html_with_their_corrections() -> None:
    corrections = (CorrectionView(moment("2024-03-25T09:00:00+07:00"), "2 < 3 & 3 > 2"),)
    items = (feed_item(slug="mot"), feed_item(slug="hai", corrections=corrections))
    found = json_feed(feed(items=items, full_text=True), body=("<p>Một</p>", "<p>Hai</p>"))
    assert [item["content_html"] for item in found["items"]] == [
        "<p>Một</p>",
        "<p>Hai</p>\n<p>Đính chính (25/3/2024): 2 &lt; 3 &amp; 3 &gt; 2</p>",
    ]


def test_a_bare_feed_and_bare_articles_have_nothing_empty() -> None:
    assert json_feed(feed(items=()))["items"] == []
    item = feed_item(summary="", places=(), picture=None, bylines=(), tags=())
    assert json_feed(feed(items=(item,), description=""))["items"][0]["content_text"] == "Làng có đường mới"


def test_hostile_texts_arrive_as_they_were_written() -> None:
    item = feed_item(title=HOSTILE, summary=HOSTILE, tags=(HOSTILE,), bylines=(Byline(HOSTILE, "", ""),))
    found = json_feed(feed(items=(item,), title=HOSTILE))
    shown = found["items"][0]
    assert [found["title"], shown["title"], shown["content_text"], shown["tags"][-1]] == [HOSTILE] * 4
    assert shown["authors"] == [{"name": HOSTILE}]


# ---- news site map ---------------------------------------------------------------------------------------------------


def news(portal: Portal) -> list[tuple[str, str, str]]:
    """The lines of the portal's news site map."""
    return news_lines(portal.folder / "output/sitemap-news.xml", "Cổng thử")


def news_lines(path: Path, name: str) -> list[tuple[str, str, str]]:
    """Address, moment and title of each line of a news site map, after its rules were checked."""
    found = ElementTree.parse(path).getroot()
    assert found.tag == f"{MAP}urlset"
    assert 1 <= len(found) <= 1000
    lines = []
    for url in found:
        assert [child.tag for child in url] == [f"{MAP}loc", f"{NEWS}news"]
        told = url[1]
        assert [child.tag for child in told] == [f"{NEWS}publication", f"{NEWS}publication_date", f"{NEWS}title"]
        assert [(child.tag, child.text) for child in told[0]] == [
            (f"{NEWS}name", name),
            (f"{NEWS}language", "vi"),
        ]
        assert RFC_3339.fullmatch(told[1].text or "")
        lines.append((url[0].text or "", told[1].text or "", told[2].text or ""))
    return lines


def test_news_are_the_articles_of_two_days_and_leave_by_themselves(portal: Portal) -> None:
    portal.article("tin/cu", date="2026-11-20 07:59")
    portal.article("tin/gan", date="2026-11-20 08:01")
    portal.article("tin/moi", date="2026-11-22 08:00", title="Tin & “mới”")
    portal.article("tin/mai", date="2026-11-22 08:01")
    portal.article("tin/doi", date="2026-11-01", embargo="2026-11-21 09:00")
    portal.built()
    base = "https://thu.example/2026/11"
    assert news(portal) == [
        (f"{base}/moi/", "2026-11-22T08:00:00+07:00", "Tin & “mới”"),
        (f"{base}/doi/", "2026-11-21T09:00:00+07:00", "doi"),
        (f"{base}/gan/", "2026-11-20T08:01:00+07:00", "gan"),
    ]
    lines = "Sitemap: https://thu.example/sitemap.xml\nSitemap: https://thu.example/sitemap-news.xml\n"
    assert portal.read("robots.txt").endswith(lines)
    assert "<loc>https://thu.example/sitemap-news.xml</loc>" in portal.read("sitemap.xml")

    portal.now = "2026-11-22T08:00:59+07:00"
    assert portal.built().written == ()
    portal.now = "2026-11-22T08:01:00+07:00"
    portal.built()
    assert [line[2] for line in news(portal)] == ["mai", "Tin & “mới”", "doi"]
    portal.now = "2026-11-24T08:01:00+07:00"
    report = portal.built()
    assert "sitemap-news.xml" in report.removed
    assert "sitemap-news.xml" not in portal.read("robots.txt") + portal.read("sitemap.xml")
    assert portal.output() == portal.clean()


def test_of_more_news_than_the_standard_allows_the_newest_are_listed(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sitemaps.NEWEST == 1_000
    monkeypatch.setattr(sitemaps, "NEWEST", 2)
    for name, minute in (("mot", "01"), ("hai", "02"), ("ba", "03")):
        portal.article(f"tin/{name}", date=f"2026-11-22 07:{minute}")
    portal.built()
    assert [line[2] for line in news(portal)] == ["ba", "hai"]


def test_articles_before_their_time_are_no_news_in_a_preview(portal: Portal) -> None:
    portal.article("tin/mai", date="2026-11-23")
    portal.built(future=True)
    assert portal.has("2026/11/mai/index.html")
    assert not portal.has("sitemap-news.xml")


def test_the_news_site_map_escapes_what_xml_gives_a_meaning() -> None:
    page = NewsMapView((NewsEntry("/a/", HOSTILE, "2026-11-22T08:00:00+07:00"),))
    found = ElementTree.fromstring(rendered("sitemap-news.xml", page, site()))
    assert found.findtext(f".//{NEWS}title") == HOSTILE


# ---- robots ----------------------------------------------------------------------------------------------------------


def test_robots_may_read_everything_and_learn_where_the_site_maps_are() -> None:
    assert rendered("robots.txt", RobotsView(("/sitemap.xml",)), site()).decode() == (
        f"User-agent: *\nAllow: /\n\nSitemap: {ORIGIN}/sitemap.xml\n"
    )


def test_below_a_sub_path_robots_txt_says_where_it_counts() -> None:
    page = RobotsView(("/xa/sitemap.xml",), f"{ORIGIN}/robots.txt")
    first, rest = rendered("robots.txt", page, site("/xa")).decode().split("\n", 1)
    assert first.startswith("# ")
    assert f"{ORIGIN}/robots.txt" in first
    assert rest == f"User-agent: *\nAllow: /\n\nSitemap: {ORIGIN}/xa/sitemap.xml\n"


# ---- manifest and icons ----------------------------------------------------------------------------------------------


def drawn(portal: Portal, address: str, root: str = "") -> Image.Image:
    image = Image.open(BytesIO((portal.folder / "output" / address.removeprefix(f"{root}/")).read_bytes()))
    image.load()
    return image.convert("RGB")


@pytest.mark.parametrize("root", ["", "/xa"])
def test_the_manifest_has_all_that_installing_asks_for(portal: Portal, root: str) -> None:
    portal.edit("config.toml", "https://thu.example", f"https://thu.example{root}")
    portal.article("tin/mot")
    portal.built()
    found = json.loads(portal.read("manifest.webmanifest"))
    assert {name: found[name] for name in ("id", "name", "short_name", "lang", "start_url", "scope", "display")} == {
        "id": f"{root}/",
        "name": "Cổng thử",
        "short_name": "Cổng thử",
        "lang": "vi",
        "start_url": f"{root}/",
        "scope": f"{root}/",
        "display": "minimal-ui",
    }
    asked = {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    assert {(icon["sizes"], icon["purpose"]) for icon in found["icons"]} == asked
    for icon in found["icons"]:
        image = drawn(portal, icon["src"], root)
        assert (f"{image.width}x{image.height}", icon["type"]) == (icon["sizes"], "image/png")
    page = portal.read("index.html")
    assert f'<link rel="manifest" href="{root}/manifest.webmanifest">' in page
    assert '<link rel="alternate" type="application/feed+json" ' in page
    touch = re.search(r'<link rel="apple-touch-icon" href="([^"]+)">', page)
    assert touch is not None
    assert drawn(portal, touch[1], root).size == (180, 180)


def test_without_a_logo_of_pixels_the_initials_stand_on_the_accent(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.built()
    for icon in json.loads(portal.read("manifest.webmanifest"))["icons"]:
        image = drawn(portal, icon["src"])
        assert image.getpixel((2, 2)) == (143, 29, 20)
        assert (255, 255, 255) in {colour for _, colour in image.getcolors(100_000) or ()}
        white = image.convert("L").point(lambda value: 255 if value > 100 else 0).getbbox()
        assert white is not None
        if icon["purpose"] == "maskable":  # The four corners lie within the circle that no telephone cuts.
            middle, reach = image.width / 2, image.width * 0.4
            corners = [(white[x], white[y]) for x in (0, 2) for y in (1, 3)]
            assert all((x - middle) ** 2 + (y - middle) ** 2 <= reach**2 for x, y in corners)


def test_a_logo_of_pixels_becomes_the_icons(portal: Portal) -> None:
    target = BytesIO()
    Image.new("RGBA", (300, 100), (0, 90, 200, 255)).save(target, "PNG")
    portal.write("assets/logo.png", target.getvalue())
    portal.edit("config.toml", "[site]", '[site]\nlogo = "logo.png"')
    portal.article("tin/mot")
    portal.built()
    for icon in json.loads(portal.read("manifest.webmanifest"))["icons"]:
        image = drawn(portal, icon["src"])
        assert image.getpixel((image.width // 2, image.height // 2)) == (0, 90, 200)
        assert image.getpixel((image.width // 2, 4)) == (255, 255, 255)


def test_a_logo_that_is_no_picture_is_told(portal: Portal) -> None:
    portal.write("assets/logo.png", b"no picture")
    portal.edit("config.toml", "[site]", '[site]\nlogo = "logo.png"')
    portal.article("tin/mot")
    assert codes(portal.build()) == ["logo-unreadable config.toml:2:8"]


@pytest.mark.parametrize(
    ("title", "letters", "name"),
    [
        ("Cổng tin Vân Lam", "VL", "Vân Lam"),
        ("Trang tin điện tử xã Đông Ấn", "ĐẤ", "Đông Ấn"),
        ("Cổng thử", "C", "Cổng thử"),
        ("The Gate", "TG", "The Gate"),
        ("làng ta", "L", "làng ta"),
        ("Phường 12", "P", "Phường 12"),
        ("2026", "", "2026"),
    ],
)
def test_a_title_has_initials_and_a_short_name(title: str, letters: str, name: str) -> None:
    assert (initials(title), short_name(title)) == (letters, name)


def test_the_name_of_an_icon_follows_from_what_it_shows() -> None:
    one = Icon(192, "any", "VL")
    others = (
        Icon(512, "any", "VL"),
        Icon(192, "maskable", "VL"),
        Icon(192, "any", "VB"),
        Icon(192, "any", "", "l", "ab"),
    )
    assert len({icon.rendition.path for icon in (one, *others)}) == 5
    moved = (icons("A", logo="a.png", logo_digest="ab", file=file) for file in ("/x/a.png", "/y/a.png"))
    first, second = ([icon.rendition for icon in found] for found in moved)
    assert first == second


# ---- the whole -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["https://a.example", "https://a.example/xa/"])
def test_every_address_of_a_portal_leads_somewhere(portal: Portal, url: str) -> None:
    portal.edit("config.toml", "https://thu.example", url)
    portal.write("config.toml", (portal.site / "config.toml").read_text("utf-8") + "\n[feeds]\nfull_text = true\n")
    target = BytesIO()
    Image.new("RGB", (900, 600), "green").save(target, "JPEG")
    portal.write("content/tin/hai/anh.jpg", target.getvalue())
    portal.write("content/pages/gioi-thieu.md", "---\ntitle: Giới thiệu\n---\n\nVề [tin](/2026/11/hai/).\n")
    portal.article("tin/mot", "Xem [bài hai](../hai/index.md).\n", tags="[lúa, “mùa”]", locality="thi-xa-b")
    portal.article("tin/hai", "Mở.\n\n![Ảnh](anh.jpg)\n\nCuối.\n", date="2026-11-22 07:00", category="kinh-te")
    report = portal.built()
    assert codes(report) == []
    assert portal.has("sitemap-news.xml")
    check_json_feed(json.loads(portal.read("feed.json")))
    assert site_problems(portal.folder / "output", url) == []


def test_a_page_says_all_that_social_networks_read(portal: Portal) -> None:
    portal.article("tin/mot", title="Lúa chín", summary="Gặt xong.")
    portal.built()
    found = dict(
        re.findall(r'<meta name="twitter:([a-z:]+)" content="([^"]*)">', portal.read("2024/03/mot/index.html"))
    )
    assert found.pop("image").startswith("https://thu.example/media/")
    assert found == {
        "card": "summary_large_image",
        "title": "Lúa chín",
        "description": "Gặt xong.",
        "image:alt": "Lúa chín",
    }
