"""The checker notices what it is there to notice: each row breaks one rule of a page or portal that keeps them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.html_rules import problems, site_problems

GOOD = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>Làng có đường mới</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="Con đường dài hai cây số.">
<link rel="canonical" href="https://a.vn/xa/bai/">
<link rel="stylesheet" href="/xa/assets/site.css">
<script type="application/ld+json">{"@type":"NewsArticle","url":"https://a.vn/xa/bai/"}</script>
</head>
<body>
<main>
<h1>Làng có đường mới</h1>
<p id="mot">Một <a href="/xa/">Trang chủ</a></p>
<h2>Tin liên quan</h2>
<form><label for="tu">Tìm</label><input id="tu" name="q"></form>
<img src="/xa/media/a.jpg" srcset="/xa/media/a.jpg 480w, /xa/media/b.jpg 960w" alt="" width="480" height="320">
</main>
</body>
</html>
"""


def test_a_good_page_has_no_problems() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        ('<html lang="vi">', "<html>", "html has no lang"),
        ("<title>Làng có đường mới</title>\n", "", "0 titles, or an empty one"),
        ('<meta charset="utf-8">\n', "", "no meta charset"),
        ('content="Con đường dài hai cây số."', 'content=""', "no description"),
        ('href="https://a.vn/xa/bai/"', 'href="/xa/bai/"', "canonical is “/xa/bai/”"),
        ("<p id=", '<p id="tu"></p><p id=', "id “tu” stands 2 times"),
        ('label for="tu"', 'label for="ten"', "label for: no id “ten”"),
        ('<form><label for="tu">Tìm</label>', "<form>", "input “q” has no label"),
        ("<main>", '<main aria-labelledby="x">', "main aria-labelledby: no id “x”"),
        ("<h1>Làng có đường mới</h1>\n", "", "0 times h1"),
        ("<h2>Tin liên quan</h2>", "<h3>Tin liên quan</h3>", "h3 “Tin liên quan” follows h1"),
        ("<h2>Tin liên quan</h2>", "<h2> </h2>", "h2 is empty"),
        (' alt=""', "", "img /xa/media/a.jpg has no alt"),
        (' height="320"', "", "img /xa/media/a.jpg has no height"),
        (' width="480"', ' width="auto"', "img /xa/media/a.jpg has no width"),
        ("a.jpg 480w", "a.jpg rộng 480w", "img: srcset candidate “/xa/media/a.jpg rộng 480w”"),
        ("<main>", '<main style="color:red">', "main has the attribute style"),
        ("<main>", '<main onclick="x()">', "main has the attribute onclick"),
        ("</head>", "<style>p{}</style></head>", "style element"),
        ("</head>", "<script>x()</script></head>", "inline script of type “”"),
        ('{"@type":"NewsArticle"', '{"@type":NewsArticle', "script of type “application/ld+json” is no JSON"),
        ('href="/xa/">', 'href="java\tscript:x()">', "a href: java\tscript:x()"),
        ('src="/xa/media', 'src="http://b.vn/xa/media', "img fetches http://b.vn/xa/media/a.jpg"),
        (">Trang chủ<", "><", "link to /xa/ has no text"),
        ('href="/xa/">', 'href="">', "link “Trang chủ” leads nowhere"),
        ("Một ", "Một \ue000L1\ue001", "character U+E000"),
        ("Một ", "Một\x0b", "character U+000B"),
        ("Một", "Mo\u0302\u0323t", "text is not NFC"),
        ("<main>", "<div>", "0 times main"),
        ("<p id=", "</em><p id=", "parse error: unexpected-end-tag in line 15"),
    ],
)
def test_each_rule_is_noticed_when_it_is_broken(good: str, bad: str, expected: str) -> None:
    assert good in GOOD
    assert expected in problems(GOOD.replace(good, bad, 1))


def test_a_page_that_is_not_indexed_needs_no_description_and_canonical() -> None:
    robots = '<meta name="robots" content="noindex">'
    page = GOOD.replace('<link rel="canonical" href="https://a.vn/xa/bai/">', robots).replace(
        '<meta name="description" content="Con đường dài hai cây số.">\n', ""
    )
    assert problems(page) == []


def test_the_link_of_a_photo_may_repeat_that_of_the_headline_where_nobody_stumbles_over_it() -> None:
    def page(attributes: str) -> str:
        return GOOD.replace(
            "<h2>", f'<a href="/xa/b/"{attributes}><img src="/b.jpg" alt="" width="1" height="1"></a><h2>'
        )

    assert problems(page(' aria-hidden="true" tabindex="-1"')) == []
    assert problems(page(' aria-hidden="true"')) == ["link to /xa/b/ has no text"]


# ---- a whole portal ------------------------------------------------------------------------------------------------

HOME = (
    GOOD.replace("xa/bai/", "xa/")
    .replace("Làng có đường mới", "Xã ta")
    .replace("Con đường dài hai cây số.", "Tin của xã")
    .replace(
        '<a href="/xa/">Trang chủ</a>',
        '<a href="bai/#mot">Bài</a> <a href="#top">lên</a> <a href="https://b.vn/">ngoài</a>',
    )
)
INDEX = """<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://a.vn/xa/sitemap-pages.xml</loc></sitemap></sitemapindex>"""
PART = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://a.vn/xa/</loc></url><url><loc>https://a.vn/xa/bai/</loc></url></urlset>"""
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>https://a.vn/xa/feed.xml</id>
<link rel="self" href="https://a.vn/xa/feed.xml"/>
<entry><content type="html">&lt;a href="https://a.vn/xa/bai/"&gt;bài&lt;/a&gt;</content></entry></feed>"""
MOVED = GOOD.replace(
    '<meta charset="utf-8">', '<meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/xa/bai/">'
)

FILES = {
    "index.html": HOME,
    "bai/index.html": GOOD,
    "cu/index.html": MOVED,
    "assets/site.css": '/* url(x.png) */ @import "b.css"; p { background: url("../media/a.jpg") }',
    "assets/b.css": "",
    "media/a.jpg": "",
    "media/b.jpg": "",
    "sitemap.xml": INDEX,
    "sitemap-pages.xml": PART,
    "feed.xml": FEED,
    "robots.txt": "User-agent: *\nSitemap: https://a.vn/xa/sitemap.xml\n",
    "manifest.webmanifest": '{"start_url": "/xa/", "icons": [{"src": "/xa/media/a.jpg"}]}',
}


def checked(folder: Path, **changes: str | None) -> list[str]:
    """What the checker says of `FILES` with changes by path; None leaves a file out."""
    files: dict[str, str | None] = {**FILES, **changes}
    for name, text in files.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return site_problems(folder, "https://a.vn/xa")


def test_a_good_portal_has_no_problems(tmp_path: Path) -> None:
    assert checked(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "good", "bad", "expected"),
    [
        ("index.html", "bai/#mot", "bay/#mot", "index.html: bay/#mot leads to no file"),
        ("index.html", "bai/#mot", "bai#mot", "index.html: bai#mot leads to no file"),
        ("index.html", "bai/#mot", "bai/#hai", "index.html: bai/#hai leads to no place on the page"),
        ("index.html", "bai/#mot", "#mot", "bai/index.html: no link leads here"),
        ("bai/index.html", 'href="/xa/"', 'href="/"', "bai/index.html: / leaves the sub-path of the portal"),
        ("bai/index.html", "b.jpg 960w", "c.jpg 960w", "bai/index.html: /xa/media/c.jpg leads to no file"),
        (
            "bai/index.html",
            'src="/',
            'src="https://b.vn/',
            "bai/index.html: https://b.vn/xa/media/a.jpg is fetched from elsewhere",
        ),
        (
            "bai/index.html",
            '"url":"https://a.vn/xa/bai/"',
            '"url":"https://a.vn/xa/b/"',
            "bai/index.html: https://a.vn/xa/b/ leads to no file",
        ),
        ("assets/site.css", "b.css", "c.css", "assets/site.css: c.css leads to no file"),
        ("assets/site.css", "a.jpg", "c.jpg", "assets/site.css: ../media/c.jpg leads to no file"),
        ("feed.xml", "xa/bai/", "xa/b/", "feed.xml: https://a.vn/xa/b/ leads to no file"),
        ("feed.xml", "</feed>", "", "feed.xml: is not well-formed"),
        ("robots.txt", "sitemap.xml", "map.xml", "robots.txt: https://a.vn/xa/map.xml leads to no file"),
        ("manifest.webmanifest", "a.jpg", "c.jpg", "manifest.webmanifest: /xa/media/c.jpg leads to no file"),
        ("cu/index.html", "url=/xa/bai/", "url=/xa/b/", "cu/index.html: /xa/b/ leads to no file"),
        (
            "sitemap-pages.xml",
            "<url><loc>https://a.vn/xa/bai/</loc></url>",
            "",
            "site map: https://a.vn/xa/bai/ is missing",
        ),
        ("sitemap-pages.xml", "xa/bai/", "xa/cu/", "site map: https://a.vn/xa/cu/ is not indexed"),
        ("sitemap-pages.xml", "xa/bai/", "xa/", "site map: https://a.vn/xa/ stands 2 times"),
        ("sitemap-pages.xml", "xa/bai/", "xa/b/", "sitemap-pages.xml: https://a.vn/xa/b/ leads to no file"),
        (
            "index.html",
            "<title>Xã ta",
            "<title>Làng có đường mới",
            "the title “Làng có đường mới” stands on bai/index.html, index.html",
        ),
        (
            "index.html",
            "Tin của xã",
            "Con đường dài hai cây số.",
            "the description “Con đường dài hai cây số.” stands on bai/index.html, index.html",
        ),
        (
            "bai/index.html",
            'canonical" href="https://a.vn/xa/bai/',
            'canonical" href="https://a.vn/xa/',
            "bai/index.html: canonical is https://a.vn/xa/, the address https://a.vn/xa/bai/",
        ),
    ],
)
def test_each_rule_of_the_portal_is_noticed_when_it_is_broken(
    tmp_path: Path, name: str, good: str, bad: str, expected: str
) -> None:
    assert good in FILES[name]
    assert expected in checked(tmp_path, **{name: FILES[name].replace(good, bad, 1)})


def test_missing_ends_of_the_chain_are_noticed(tmp_path: Path) -> None:
    found = checked(tmp_path, **{"sitemap.xml": None, "index.html": None})
    assert {"no sitemap.xml", "no home page"} <= set(found)
