"""What an edit writes: a table of edits, each with exactly the files that a build then writes and removes.

Files are named by their addresses: `2024/03/ba/` is `2024/03/ba/index.html`, digests in names are left out. Related news
stand apart, so that the table does not change with how they are scored.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from conglang.cache.store import Store
from conglang.output.manifest import MANIFEST
from tests.portal import CONFIG, Portal, pages
from tests.sample_files import jpeg

SETTINGS = """
[lists]
per_page = 2

[related]
count = 0

[photos]
widths = [48, 96]

[feeds]
items = 3
"""

MOT, HAI, BA, BON, NAM = (f"content/tin/{name}/index.md" for name in ("mot", "hai", "ba", "bon", "nam"))

FEEDS = "feed.xml feed.json rss.xml chuyen-muc/thoi-su/feed.xml dia-phuong/tinh-a/feed.xml dia-phuong/xa-c/feed.xml "
"""The feeds that hold the newest article."""

LISTS = "/ 2025/ 2025/08/ chuyen-muc/thoi-su/ dia-phuong/tinh-a/ dia-phuong/xa-c/ tac-gia/lan/ tu-khoa/lua/ "
"""The lists that show the newest article."""

MAPS = "sitemap.xml sitemap-pages.xml so-do-trang/ tim-kiem/ "
"""What tells of all months that there are."""

ARTICLES = "2023/05/mot/ 2024/03/ba/ 2024/04/bon/ 2025/08/nam/ "
"""The articles that name another one of their category."""


def begin(portal: Portal) -> None:
    """Five articles of three years, the newest in a list of its own on every landing page; one waits for its embargo."""
    portal.write("config.toml", CONFIG + SETTINGS)
    portal.write("templates/parts/line.html", '<li><a href="{{ item.url }}">{{ item.title }}</a></li>\n')
    portal.write("content/tin/hai/cầu.jpg", jpeg(10))
    portal.write("content/tin/hai/nhà.jpg", jpeg(40))
    portal.article("tin/mot", date="2023-05-01", locality="thi-xa-b")
    body = "Mở đầu.\n\n![Cầu](cầu.jpg)\n\nGiữa.\n\n![Nhà](nhà.jpg)\n"
    portal.article("tin/hai", body, date="2023-06-02", category="kinh-te")
    portal.article("tin/ba", date="2024-03-03", tags="[lúa]", author="Hoa")
    portal.article("tin/bon", "Xem [một](../mot/index.md).\n", date="2024-04-04", locality="xa-c")
    portal.article("tin/nam", "Đoạn đầu.\n\nĐoạn sau.\n", date="2025-08-05", locality="xa-c", tags="[lúa]")
    portal.article("tin/sau", date="2026-10-06", embargo="2026-11-23 06:00", locality="xa-d")
    portal.write("content/pages/gioi-thieu.md", "---\ntitle: Giới thiệu\n---\n\nChữ.\n")
    portal.built()


def set_clock(portal: Portal, now: str) -> None:
    portal.now = now


def rename_photo(portal: Portal) -> None:
    portal.move("content/tin/hai/cầu.jpg", "content/tin/hai/cau.jpg")
    portal.edit(HAI, "cầu.jpg", "cau.jpg")


TABLE: list[tuple[str, Callable[[Portal], object], str, str]] = [
    ("a body", lambda p: p.edit(NAM, "Đoạn sau", "Đoạn cuối"), "2025/08/nam/", ""),
    (
        "the first paragraph, which is the summary",
        lambda p: p.edit(NAM, "Đoạn đầu", "Đoạn mở"),
        FEEDS + LISTS + "2025/08/nam/",
        "",
    ),
    (
        "a title",
        lambda p: p.edit(NAM, "title: nam", "title: Năm"),
        FEEDS + LISTS + "2024/04/bon/ 2025/08/nam/ media/poster.png",
        "media/poster.png",
    ),
    (
        "a summary",
        lambda p: p.edit(NAM, "title: nam", "title: nam\nsummary: Tóm tắt"),
        FEEDS + LISTS + "2025/08/nam/",
        "",
    ),
    (
        "a tag is added",
        lambda p: p.edit(NAM, "tags: [lúa]", "tags: [lúa, cầu]"),
        FEEDS + "2025/08/nam/ sitemap-pages.xml so-do-trang/ tu-khoa/cau/",
        "",
    ),
    (
        "a tag vanishes",
        lambda p: p.edit(NAM, "tags: [lúa]\n", ""),
        FEEDS + "2025/08/nam/ sitemap-pages.xml tu-khoa/lua/",
        "",
    ),
    ("a tag is respelt by a younger article", lambda p: p.edit(NAM, "tags: [lúa]\n", "tags: [Lúa]\n"), "", ""),
    (
        "a tag is respelt by its oldest article",
        lambda p: p.edit(BA, "tags: [lúa]\n", "tags: [Lúa]\n"),
        FEEDS + "2024/03/ba/ 2025/08/nam/ so-do-trang/ tu-khoa/lua/",
        "",
    ),
    (
        "another category",
        lambda p: p.edit(NAM, "category: thoi-su", "category: kinh-te"),
        FEEDS
        + (
            "2023/06/hai/ 2024/04/bon/ 2025/08/nam/ chuyen-muc/kinh-te/ chuyen-muc/kinh-te/feed.xml "
            "chuyen-muc/thoi-su/ media/poster.png sitemap-pages.xml"
        ),
        "chuyen-muc/thoi-su/trang/1/ media/poster.png",
    ),
    (
        "another locality",
        lambda p: p.edit(NAM, "locality: xa-c", "locality: xa-d"),
        FEEDS + LISTS + "2025/08/nam/ dia-phuong/xa-d/ dia-phuong/xa-d/feed.xml media/poster.png sitemap-pages.xml",
        "media/poster.png",
    ),
    ("the same locality by another name", lambda p: p.edit(NAM, "locality: xa-c", "locality: Xã Cẩm"), "", ""),
    (
        "another author",
        lambda p: p.edit(BA, "author: Hoa", "author: Huệ"),
        (
            "2024/03/ba/ chuyen-muc/thoi-su/feed.xml dia-phuong/tinh-a/feed.xml feed.xml feed.json rss.xml "
            "sitemap-pages.xml so-do-trang/ tac-gia/hue/"
        ),
        "tac-gia/hoa/",
    ),
    ("a source", lambda p: p.edit(NAM, "title: nam", "title: nam\nsource: Báo tỉnh"), "2025/08/nam/", ""),
    (
        "an update",
        lambda p: p.edit(NAM, "title: nam", "title: nam\nupdated: 2025-09-01"),
        FEEDS + "2025/08/nam/ sitemap-2025.xml sitemap-pages.xml sitemap.xml",
        "",
    ),
    (
        "a correction",
        lambda p: p.edit(NAM, "title: nam", "title: nam\ncorrections: [{date: 2025-09-01, text: Sửa}]"),
        FEEDS + "2025/08/nam/ cai-chinh/ sitemap-2025.xml sitemap-pages.xml sitemap.xml",
        "",
    ),
    (
        "a caption",
        lambda p: p.edit(HAI, "![Cầu]", "![Cầu mới]"),
        "2023/06/hai/ chuyen-muc/kinh-te/feed.xml thu-vien-anh/ thu-vien-anh/2023/06/",
        "",
    ),
    (
        "a caption of a photo that heads no card",
        lambda p: p.edit(HAI, "![Nhà]", "![Nhà mới]"),
        "2023/06/hai/ thu-vien-anh/2023/06/",
        "",
    ),
    (
        "a photo is replaced",
        lambda p: p.write("content/tin/hai/cầu.jpg", jpeg(20)),
        (
            "/ 2023/ 2023/06/ 2023/06/hai/ chuyen-muc/kinh-te/ chuyen-muc/kinh-te/feed.xml "
            "dia-phuong/tinh-a/trang/1/ media/48.jpg media/96.jpg media/48.webp media/96.webp "
            "media/1200.jpg sitemap-2023.xml tac-gia/lan/trang/1/ thu-vien-anh/ thu-vien-anh/2023/06/"
        ),
        "media/48.jpg media/96.jpg media/48.webp media/96.webp media/1200.jpg",
    ),
    (
        "a photo is renamed",
        lambda p: rename_photo(p),
        "2023/06/hai/ chuyen-muc/kinh-te/feed.xml thu-vien-anh/ thu-vien-anh/2023/06/",
        "",
    ),
    (
        "a photo is copied to an article that had none",
        lambda p: p.edit(NAM, "title: nam", "title: nam\nphoto: ../hai/cầu.jpg"),
        FEEDS + LISTS + "2025/08/nam/ sitemap-2025.xml sitemap-pages.xml thu-vien-anh/ thu-vien-anh/2025/08/",
        "media/poster.png",
    ),
    (
        "a folder is renamed",
        lambda p: p.move("content/tin/nam", "content/tin/nam-moi"),
        FEEDS + LISTS + "2024/04/bon/ 2025/08/nam-moi/ sitemap-2025.xml",
        "2025/08/nam/",
    ),
    ("a folder is moved and keeps its name", lambda p: p.move("content/tin/nam", "content/tin/xa/nam"), "", ""),
    (
        "a slug",
        lambda p: p.edit(NAM, "title: nam", "title: nam\nslug: khac"),
        FEEDS + LISTS + "2024/04/bon/ 2025/08/khac/ sitemap-2025.xml",
        "2025/08/nam/",
    ),
    (
        "an alias is added",
        lambda p: p.edit(NAM, "title: nam", "title: nam\naliases: [/cu/nam.html]"),
        "cu/nam.html",
        "",
    ),
    (
        "a newest article",
        lambda p: p.article("tin/bay", date="2026-11-20", locality="xa-d"),
        MAPS
        + (
            "/ 2025/08/nam/ 2026/ 2026/11/ 2026/11/bay/ chuyen-muc/thoi-su/ "
            "chuyen-muc/thoi-su/feed.xml dia-phuong/tinh-a/ dia-phuong/tinh-a/feed.xml "
            "dia-phuong/tinh-a/trang/1/ dia-phuong/tinh-a/trang/2/ dia-phuong/xa-d/ "
            "dia-phuong/xa-d/feed.xml feed.xml media/poster.png feed.json rss.xml sitemap-2026.xml tac-gia/lan/"
        ),
        "",
    ),
    (
        "an article between others",
        lambda p: p.article("tin/giua", date="2024-03-20", author="Hoa"),
        (
            "/ 2024/ 2024/03/ 2024/03/ba/ 2024/03/giua/ 2024/04/bon/ 2025/08/nam/ chuyen-muc/thoi-su/ "
            "chuyen-muc/thoi-su/feed.xml dia-phuong/tinh-a/ dia-phuong/tinh-a/feed.xml "
            "dia-phuong/tinh-a/trang/1/ dia-phuong/tinh-a/trang/2/ feed.xml media/poster.png feed.json rss.xml "
            "sitemap-2024.xml sitemap-pages.xml tac-gia/hoa/"
        ),
        "",
    ),
    (
        "an article of a year without any",
        lambda p: p.article("tin/cu", date="2022-01-01", author="Hoa"),
        MAPS
        + (
            "/ 2022/ 2022/01/ 2022/01/cu/ 2023/05/mot/ 2024/03/ba/ 2024/04/bon/ 2025/08/nam/ "
            "chuyen-muc/thoi-su/ chuyen-muc/thoi-su/trang/1/ dia-phuong/tinh-a/ "
            "dia-phuong/tinh-a/trang/1/ dia-phuong/tinh-a/trang/2/ media/poster.png sitemap-2022.xml "
            "tac-gia/hoa/"
        ),
        "",
    ),
    ("a draft", lambda p: p.article("tin/nhap", date="2026-11-20", draft="true", tags="[nháp]"), "", ""),
    (
        "the newest article is deleted",
        lambda p: p.remove("content/tin/nam"),
        FEEDS
        + MAPS
        + ("/ 2024/04/bon/ chuyen-muc/thoi-su/ dia-phuong/tinh-a/ dia-phuong/xa-c/ tac-gia/lan/ tu-khoa/lua/"),
        "2025/08/ 2025/08/nam/ 2025/ chuyen-muc/thoi-su/trang/1/ media/poster.png sitemap-2025.xml tac-gia/lan/trang/1/",
    ),
    (
        "an article between others is deleted",
        lambda p: p.remove("content/tin/ba"),
        (
            "/ 2023/05/mot/ 2024/ 2024/04/bon/ 2025/08/nam/ chuyen-muc/thoi-su/ "
            "chuyen-muc/thoi-su/feed.xml dia-phuong/tinh-a/ dia-phuong/tinh-a/feed.xml feed.xml "
            "feed.json rss.xml sitemap-2024.xml sitemap-pages.xml so-do-trang/ tim-kiem/ tu-khoa/lua/"
        ),
        "2024/03/ba/ 2024/03/ chuyen-muc/thoi-su/trang/1/ media/poster.png tac-gia/hoa/",
    ),
    (
        "an article is withdrawn",
        lambda p: p.edit(NAM, "title: nam", "title: nam\nwithdrawn: Sai tên người."),
        FEEDS
        + MAPS
        + (
            "/ 2024/04/bon/ 2025/08/nam/ cai-chinh/ chuyen-muc/thoi-su/ dia-phuong/tinh-a/ "
            "dia-phuong/xa-c/ tac-gia/lan/ tu-khoa/lua/"
        ),
        "2025/08/ 2025/ media/poster.png sitemap-2025.xml",
    ),
    (
        "an article expires",
        lambda p: p.edit(NAM, "title: nam", "title: nam\nexpires: 2026-01-01"),
        FEEDS
        + MAPS
        + ("/ 2024/04/bon/ chuyen-muc/thoi-su/ dia-phuong/tinh-a/ dia-phuong/xa-c/ tac-gia/lan/ tu-khoa/lua/"),
        "2025/08/ 2025/08/nam/ 2025/ media/poster.png sitemap-2025.xml",
    ),
    ("an article leads", lambda p: p.edit(BA, "title: ba", "title: ba\nfeatured: true"), "/", ""),
    (
        "related articles picked by hand",
        lambda p: p.edit(NAM, "title: nam", "title: nam\nrelated: [../mot/index.md]"),
        "2025/08/nam/",
        "",
    ),
    (
        "a link leads to an article that gets another address",
        lambda p: p.edit(MOT, "title: mot", "title: mot\nslug: khac"),
        (
            "/ 2023/ 2023/05/ 2023/05/khac/ 2024/03/ba/ 2024/04/bon/ 2025/08/nam/ "
            "chuyen-muc/thoi-su/trang/1/ dia-phuong/thi-xa-b/ dia-phuong/thi-xa-b/feed.xml "
            "dia-phuong/tinh-a/trang/1/ dia-phuong/xa-c/ dia-phuong/xa-c/feed.xml dia-phuong/xa-d/ "
            "dia-phuong/xa-d/feed.xml sitemap-2023.xml tac-gia/lan/trang/1/"
        ),
        "2023/05/mot/",
    ),
    (
        "the clock passes an embargo",
        lambda p: set_clock(p, "2026-11-23T06:00:00+07:00"),
        MAPS
        + (
            "/ 2025/08/nam/ 2026/ 2026/10/ 2026/10/sau/ chuyen-muc/thoi-su/ "
            "chuyen-muc/thoi-su/feed.xml dia-phuong/tinh-a/ dia-phuong/tinh-a/feed.xml "
            "dia-phuong/tinh-a/trang/1/ dia-phuong/tinh-a/trang/2/ dia-phuong/xa-d/ "
            "dia-phuong/xa-d/feed.xml feed.xml media/poster.png feed.json rss.xml robots.txt sitemap-2026.xml sitemap-news.xml "
            "tac-gia/lan/"
        ),
        "",
    ),
    ("the clock goes on and nothing is due", lambda p: set_clock(p, "2026-11-22T23:00:00+07:00"), "", ""),
    (
        "the clock goes back before the newest article",
        lambda p: set_clock(p, "2025-01-01T00:00:00+07:00"),
        FEEDS
        + MAPS
        + (
            "/ 2023/05/mot/ 2024/04/bon/ chuyen-muc/thoi-su/ dia-phuong/ dia-phuong/thi-xa-b/ "
            "dia-phuong/tinh-a/ dia-phuong/xa-c/ dia-phuong/xa-d/ tac-gia/lan/ tu-khoa/lua/"
        ),
        "2025/08/ 2025/08/nam/ 2025/ chuyen-muc/thoi-su/trang/1/ media/poster.png sitemap-2025.xml tac-gia/lan/trang/1/",
    ),
    ("a standing page", lambda p: p.edit("content/pages/gioi-thieu.md", "Chữ", "Lời"), "gioi-thieu/", ""),
    (
        "a text of a locality",
        lambda p: p.write("content/localities/xa-d.md", "---\ntitle: Xã Đông\n---\n\nBên sông.\n"),
        "dia-phuong/xa-d/",
        "",
    ),
    (
        "a unit of the gazetteer has a code",
        lambda p: p.edit("content/localities.toml", 'id = "xa-d"\n', 'id = "xa-d"\ncode = "407"\n'),
        "dia-phuong/xa-d/",
        "",
    ),
    (
        "a name in the gazetteer",
        lambda p: p.edit("content/localities.toml", 'name = "Cẩm"', 'name = "Cẩm Sơn"'),
        FEEDS
        + LISTS
        + (
            "2023/05/mot/ 2024/ 2024/04/ 2024/04/bon/ 2025/08/nam/ dia-phuong/ dia-phuong/thi-xa-b/ "
            "media/poster.png media/poster.png so-do-trang/"
        ),
        "media/poster.png media/poster.png",
    ),
    (
        "a comment in the gazetteer",
        lambda p: p.edit("content/localities.toml", 'name = "Cẩm"', 'name = "Cẩm"  # một lời'),
        "",
        "",
    ),
    (
        "the template of one kind of page",
        lambda p: p.write("templates/not_found.html", "<p>{{ page.title }}</p>\n"),
        "404.html",
        "",
    ),
    (
        "a comment in a style sheet of its own",
        lambda p: p.write("assets/css/own.css", "/* khác */\n"),
        "assets/css/own.css",
        "",
    ),
    (
        "a comment in a template that article pages show",
        lambda p: p.edit("templates/parts/line.html", "<li", "{# lời #}<li"),
        "",
        "",
    ),
    (
        "a template part that article pages show",
        lambda p: p.edit("templates/parts/line.html", "<li", "<li class=x"),
        ARTICLES,
        "",
    ),
    ("quotation marks around a tag", lambda p: p.edit(NAM, "tags: [lúa]", 'tags: ["lúa"]'), "", ""),
]
"""What is edited, the edit, and what it writes and removes."""


@pytest.mark.parametrize(("edit", "written", "removed"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_an_edit_writes_exactly(portal: Portal, edit: Callable[[Portal], object], written: str, removed: str) -> None:
    begin(portal)
    edit(portal)
    report = portal.built()
    assert addresses(report.written) == sorted(written.split())
    assert addresses(report.removed) == sorted(removed.split())


def addresses(paths: tuple[str, ...]) -> list[str]:
    """Files as the table names them: no `index.html`, no digests."""
    plain = (re.sub(r"^media/../[0-9a-f]+-[0-9a-f]+-", "media/", path) for path in pages(paths))
    plain = (re.sub(r"^media/../[0-9a-f]+\.png$", "media/poster.png", path) for path in plain)
    plain = (re.sub(r"^(assets/.*)\.[0-9a-f]{8}\.", r"\1.", path) for path in plain)
    return sorted("/" if path == "index.html" else path.removesuffix("index.html") for path in plain)


def made(portal: Portal) -> list[str]:
    """The pages that the last build made again, whether their bytes came out as they were or not."""
    with Store(portal.request().cache) as store:
        return addresses(tuple(store.reasons()))


def test_a_body_makes_one_page_and_compares_no_other(portal: Portal) -> None:
    begin(portal)
    portal.edit(NAM, "Đoạn sau", "Đoạn cuối")
    portal.built()
    assert made(portal) == ["2025/08/nam/"]


def test_a_comment_in_a_template_makes_its_pages_and_writes_none(portal: Portal) -> None:
    begin(portal)
    portal.edit("templates/parts/line.html", "<li", "{# lời #}<li")
    assert addresses(portal.built().written) == []
    assert set(ARTICLES.split()) <= set(made(portal))
    assert not {"feed.xml", "404.html", "sitemap.xml"} & set(made(portal))


def test_a_configuration_that_says_the_same_makes_nothing(portal: Portal) -> None:
    begin(portal)
    portal.edit("config.toml", "[lists]", "# Hai bài một trang.\n[lists]")
    portal.built()
    assert made(portal) == []


def test_a_slogan_changes_the_files_that_show_it(portal: Portal) -> None:
    begin(portal)
    portal.edit("config.toml", "[site]", '[site]\nslogan = "Tin của làng"')
    written = {path for path in portal.built().written if not path.startswith("media/")}
    assert written == {path for path in texts(portal) if "Tin của làng" in portal.read(path)}
    assert "feed.xml" in written and "sitemap.xml" not in written


def test_a_style_sheet_changes_all_pages_and_no_feed(portal: Portal) -> None:
    begin(portal)
    html = {path for path in texts(portal) if path.endswith(".html")}
    portal.write("assets/css/site.css", "a { color: red }\n")
    report = portal.built()
    assert {path for path in pages(report.written) if not path.startswith(("assets/", "media/"))} == html
    assert addresses(report.removed) == ["assets/css/site.css"]


def texts(portal: Portal) -> list[str]:
    """The pages and feeds of the output."""
    return [
        path for path in portal.output() if path.endswith((".html", ".xml", "feed.json", ".webmanifest", "robots.txt"))
    ]


def test_captions_and_titles_encode_no_photo(portal: Portal) -> None:
    begin(portal)
    before = encoded(portal)
    portal.edit(HAI, "![Cầu]", "![Cầu mới]")
    portal.edit(HAI, "title: hai", "title: Hai")
    portal.built()
    assert encoded(portal) == before
    portal.write("content/tin/hai/cầu.jpg", jpeg(20))
    portal.built()
    assert len(encoded(portal)) == len(before) + 4


def test_a_photo_that_comes_back_is_not_encoded_again(portal: Portal) -> None:
    begin(portal)
    portal.write("content/tin/hai/cầu.jpg", jpeg(20))
    portal.built()
    before = encoded(portal)
    portal.write("content/tin/hai/cầu.jpg", jpeg(10))
    assert sum(path.endswith((".webp", "48.jpg", "96.jpg")) for path in portal.built().written) == 4
    assert encoded(portal) == before


def encoded(portal: Portal) -> set[tuple[str, int]]:
    """The renditions that the cache keeps, each with the time when it was made."""
    folder = portal.folder / "cache/renditions"
    return {(file.name, file.stat().st_mtime_ns) for file in folder.rglob("*-48.*")} | {
        (file.name, file.stat().st_mtime_ns) for file in folder.rglob("*-96.*")
    }


def test_an_old_address_may_become_a_folder_and_a_file_again(portal: Portal) -> None:
    portal.article("tin/mot", aliases="[/cu/a.html]")
    portal.built()
    for alias, written, removed in (
        ("/cu/a.html/", "cu/a.html/index.html", "cu/a.html"),
        ("/cu/a.html", "cu/a.html", "cu/a.html/index.html"),
        ("/cu/a.html/b/c.html", "cu/a.html/b/c.html", "cu/a.html"),
        ("/cu", "cu/index.html", "cu/a.html/b/c.html"),
    ):
        portal.article("tin/mot", aliases=f"[{alias}]")
        report = portal.built()
        assert (report.written, report.removed) == ((written,), (removed,))
        assert portal.output() == portal.clean()


def test_an_article_that_becomes_related_changes_the_page_that_names_it(portal: Portal) -> None:
    begin(portal)
    portal.edit("config.toml", "count = 0", "count = 5")
    portal.edit(MOT, "title: mot", "title: mot\ntags: [riêng]")
    portal.built()
    portal.article("tin/ban", date="2023-05-02", tags="[riêng]", locality="thi-xa-b", author="Hoa")
    assert "2023/05/mot/index.html" in portal.built().written
    assert 'href="/2023/05/ban/"' in portal.read("2023/05/mot/index.html")


# ---- however large the portal is -----------------------------------------------------------------------------------------


def large(portal: Portal, count: int) -> None:
    """A portal of many articles, two to a page: a day apart, in turns of categories, places, authors and tags."""
    portal.write("config.toml", CONFIG + "\n[lists]\nper_page = 2\n")
    for number in range(count):
        portal.article(
            f"tin/bai-{number:03}",
            date=f"2024-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}",
            locality=("tinh-a", "thi-xa-b")[number % 2],
            category=("thoi-su", "kinh-te")[number % 2],
            author=("Lan", "Hoa", "Minh")[number % 3],
            tags=f"[{('lúa', 'cầu', 'chợ', 'đê')[number % 4]}]",
        )
    portal.built()


def publish(portal: Portal) -> tuple[str, ...]:
    """Publish an article newer than all others; what is written and removed."""
    portal.article("tin/moi", date="2026-11-21", tags="[lúa]", author="Lan", locality="xa-c")
    report = portal.built()
    return (*report.written, *report.removed)


def test_the_newest_article_leaves_full_pages_as_they_are(portal: Portal) -> None:
    large(portal, 60)
    before = full_pages(portal)
    touched = publish(portal)
    after = full_pages(portal)
    assert sum(before.values()) > 100
    # A list that gets a further page tells the page before, which was its last, who comes after it.
    longer = {folder for folder in after if after[folder] > before.get(folder, 0)}
    expected = {f"{folder}{n}/index.html" for folder in longer for n in (before.get(folder, 0), after[folder]) if n}
    assert {path for path in touched if "/trang/" in path} == expected


def full_pages(portal: Portal) -> dict[str, int]:
    """The number of the last full page of each list, by the folder of its pages."""
    numbers: dict[str, int] = {}
    for path in portal.output():
        folder, _, number = path.removesuffix("/index.html").rpartition("/")
        if folder.endswith("/trang"):
            numbers[f"{folder}/"] = max(int(number), numbers.get(f"{folder}/", 0))
    return numbers


def test_publishing_writes_no_more_files_in_a_larger_portal(tmp_path_factory: pytest.TempPathFactory) -> None:
    counts = {}
    for count in (30, 120):
        portal = Portal(tmp_path_factory.mktemp("portal"))
        large(portal, count)
        counts[count] = len(publish(portal))
    assert counts[120] <= counts[30] < 60


def test_the_list_of_our_files_is_written_only_with_a_change(portal: Portal) -> None:
    begin(portal)
    manifest = portal.folder / "output" / MANIFEST
    before = manifest.stat().st_mtime_ns, manifest.stat().st_ino
    portal.article("tin/nhap", draft="true")
    portal.built()
    assert (manifest.stat().st_mtime_ns, manifest.stat().st_ino) == before
