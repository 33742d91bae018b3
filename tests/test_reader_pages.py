"""The pages beside the articles: notices, corrections, withdrawals, old addresses, photos, series, the home page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.portal import Portal, codes, pages
from tests.sample_files import jpeg, pdf

CONFIG_SMALL = "\n[lists]\nper_page = 2\n\n[photos]\nwidths = [48]\nquality = 70\n"


def notice(portal: Portal, name: str, **fields: str) -> Path:
    values = {"title": f"Thông báo {name}", "date": "2026-11-01"} | fields
    front = "".join(f"{field}: {value}\n" for field, value in values.items() if value)
    return portal.write(f"content/notices/{name}.md", f"---\n{front}---\n\nNội dung {name}.\n")


def small(portal: Portal) -> None:
    """Two articles a page, and photos that are made at once."""
    config = (portal.site / "config.toml").read_text("utf-8")
    portal.write("config.toml", config + CONFIG_SMALL)


def links(portal: Portal, path: str, selector: str) -> list[str]:
    """The addresses of the links that a page has at a place."""
    return [a.attributes.get("href") or "" for a in LexborHTMLParser(portal.read(path)).css(f"{selector} a")]


def titles(portal: Portal, path: str, selector: str) -> list[str]:
    return [node.text(strip=True) for node in LexborHTMLParser(portal.read(path)).css(selector)]


# ---- notices -------------------------------------------------------------------------------------------------------


def test_a_notice_says_how_long_it_holds_and_leads_to_the_list(portal: Portal) -> None:
    notice(portal, "mat-dien", expires="2026-11-25")
    notice(portal, "hop-dan", expires="2026-11-25 17:30")
    notice(portal, "tuyen-quan")
    portal.built()
    assert "Có hiệu lực đến hết ngày <time" in portal.read("thong-bao/mat-dien/index.html")
    assert "Có hiệu lực đến <time" in portal.read("thong-bao/hop-dan/index.html")
    assert "17:30 (GMT+7)" in portal.read("thong-bao/hop-dan/index.html")
    assert "Có hiệu lực" not in portal.read("thong-bao/tuyen-quan/index.html")
    assert links(portal, "thong-bao/mat-dien/index.html", ".trail") == ["/", "/thong-bao/"]


def test_notices_are_listed_newest_first_and_an_expired_one_is_gone(portal: Portal) -> None:
    notice(portal, "mot", date="2026-10-01")
    notice(portal, "hai", date="2026-10-02", expires="2026-11-21")
    notice(portal, "ba", date="2026-10-03")
    notice(portal, "bon", date="2026-11-23")
    portal.built()
    assert links(portal, "thong-bao/index.html", ".entries") == ["/thong-bao/ba/", "/thong-bao/mot/"]
    assert not portal.has("thong-bao/hai/index.html")
    assert not portal.has("thong-bao/bon/index.html")


def test_the_list_of_notices_is_numbered_from_the_oldest(portal: Portal) -> None:
    small(portal)
    for day in range(1, 6):
        notice(portal, f"so-{day}", date=f"2026-10-0{day}", expires="2026-11-01" if day == 1 else "")
    portal.built()
    assert links(portal, "thong-bao/trang/1/index.html", ".entries") == ["/thong-bao/so-2/"]
    before = portal.read("thong-bao/trang/1/index.html")
    notice(portal, "so-6", date="2026-10-06")
    portal.built()
    notice(portal, "so-7", date="2026-10-07")
    portal.built()
    assert links(portal, "thong-bao/trang/1/index.html", ".entries") == ["/thong-bao/so-2/"]
    assert "so-7" not in before
    assert portal.output() == portal.clean()


def test_a_portal_without_notices_says_so(portal: Portal) -> None:
    portal.built()
    assert "Hiện không có thông báo nào" in portal.read("thong-bao/index.html")


def test_an_urgent_notice_stands_on_the_home_page_until_its_day_and_touches_no_article(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.built()
    notice(portal, "bao", featured="2026-11-23", expires="2026-12-01")
    written = pages(portal.built().written)
    assert {path for path in written if path.endswith(".html")} == {
        "index.html",
        "thong-bao/bao/index.html",
        "thong-bao/index.html",
        "so-do-trang/index.html",
    }
    assert links(portal, "index.html", ".urgent") == ["/thong-bao/bao/"]
    assert links(portal, "index.html", ".notices") == []
    portal.now = "2026-11-24T08:00:00+07:00"
    portal.built()
    assert links(portal, "index.html", ".urgent") == []
    assert links(portal, "index.html", ".notices .lines") == ["/thong-bao/bao/"]
    portal.now = "2026-12-02T08:00:00+07:00"
    portal.built()
    assert "thong-bao/bao" not in portal.read("index.html")
    assert not portal.has("thong-bao/bao/index.html")


# ---- corrections and withdrawals -----------------------------------------------------------------------------------


def test_the_corrections_page_lists_corrections_and_withdrawals_newest_first(portal: Portal) -> None:
    portal.article("tin/mot", title="Bài một", corrections='[{date: 2024-05-01, text: "Sửa số."}]')
    portal.article("tin/hai", title="Bài hai", corrections='[{date: 2024-07-01, text: "Sửa tên."}]')
    portal.article("tin/ba", title="Tựa kín", updated="2024-06-01", withdrawn="Sai sự thật.")
    portal.built()
    assert links(portal, "cai-chinh/index.html", ".entries") == ["/2024/03/hai/", "/2024/03/ba/", "/2024/03/mot/"]
    page = portal.read("cai-chinh/index.html")
    assert [text in page for text in ("Sửa số.", "Sửa tên.", "Sai sự thật.", "Tựa kín")] == [True, True, True, False]


def test_corrections_are_numbered_from_the_oldest_and_hidden_ones_keep_their_rank(portal: Portal) -> None:
    small(portal)
    for number in range(1, 6):
        expires = "2026-01-01" if number == 2 else ""
        portal.article(
            f"tin/so-{number}", corrections=f'[{{date: 2024-05-0{number}, text: "Sửa {number}."}}]', expires=expires
        )
    portal.built()
    assert links(portal, "cai-chinh/trang/1/index.html", ".entries") == ["/2024/03/so-1/"]
    assert len(links(portal, "cai-chinh/index.html", ".entries")) == 3


def test_without_corrections_the_page_says_so(portal: Portal) -> None:
    portal.built()
    assert "Chưa có đính chính nào" in portal.read("cai-chinh/index.html")


def test_of_a_withdrawn_article_only_address_reason_and_day_are_left(portal: Portal) -> None:
    small(portal)
    portal.write("content/tin/go/hoàng yến.jpg", jpeg(77))
    portal.write("content/tin/go/tài liệu mật.pdf", pdf("mật"))
    portal.article(
        "tin/go",
        "Thân sơn ca, [tệp](tài%20liệu%20mật.pdf).\n\n![Chú chích chòe](hoàng%20yến.jpg)\n",
        title="Tựa phượng hoàng",
        author="Chim Lạc",
        tags="[họa mi]",
        series="Loạt cú mèo",
        genre="Thể vạc",
        source="Nguồn cò",
        summary="Sapo sáo sậu",
        aliases="[/cu/go.html, /cu-go/]",
        updated="2024-04-02",
        corrections='[{date: 2024-04-01, text: "Sửa diều hâu"}]',
        withdrawn="Không đúng sự thật.",
    )
    portal.article("tin/kia", "Xem [bài ấy](../go/index.md).\n", related="[../go/index.md]", series="Loạt khác")
    portal.built()
    for address in ("2024/03/go/index.html", "cu/go.html", "cu-go/index.html"):
        page = portal.read(address)
        assert ("Không đúng sự thật." in page, "2/4/2024" in page, "noindex" in page) == (True, True, True)
    assert leaks(portal, BIRDS) == []
    naming = {path for path in every(portal) if b"/2024/03/go/" in (portal.folder / "output" / path).read_bytes()}
    assert naming == {"2024/03/go/index.html", "2024/03/kia/index.html", "cai-chinh/index.html"}
    photos = [path for path in every(portal) if path.startswith("media/")]
    portal.remove("content/tin/go")
    portal.article("tin/kia", "Xem bài ấy.\n", series="Loạt khác")
    portal.built()
    assert [path for path in every(portal) if path.startswith("media/")] == photos


BIRDS = (
    *("hoàng yến", "hoang-yen", "tài liệu mật", "tai-lieu-mat", "sơn ca", "chích chòe", "phượng hoàng", "Chim Lạc"),
    *("chim-lac", "họa mi", "hoa-mi", "cú mèo", "Thể vạc", "Nguồn cò", "sáo sậu", "diều hâu", "chim cắt", "chim-cat"),
)
"""Words that stand nowhere but in what readers may not see."""


def every(portal: Portal) -> list[str]:
    folder = portal.folder / "output"
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def leaks(portal: Portal, words: tuple[str, ...]) -> list[str]:
    """Where the output says one of these words, in a path or in any byte."""
    found = []
    for path in every(portal):
        data = (portal.folder / "output" / path).read_bytes().lower()
        found += [f"{path}: {word}" for word in words if word.lower().encode() in data or word.lower() in path]
    return found


# ---- withheld ------------------------------------------------------------------------------------------------------

STATES = {
    "draft": {"draft": "true"},
    "status": {"status": "draft"},
    "review": {"status": "review"},
    "embargo": {"embargo": "2026-11-23"},
    "future": {"date": "2026-11-22 08:01"},
    "expired": {"expires": "2026-11-21"},
}


@pytest.mark.parametrize("state", STATES)
def test_a_withheld_article_leaves_no_trace_in_any_byte(portal: Portal, state: str) -> None:
    small(portal)
    portal.article("tin/mot", tags="[lúa]")
    portal.article("tin/hai", "Mở đầu.\n\nXem bài ấy và bài kia nữa.\n", tags="[lúa]")
    portal.built()
    without = portal.output()
    plant(portal, STATES[state])
    month = "2026/11" if "date" in STATES[state] else "2024/03"
    portal.article(
        "tin/hai", f"Mở đầu.\n\nXem [bài ấy](../chim-cat/) và [bài kia](/{month}/chim-cat/) nữa.\n", tags="[lúa]"
    )
    report = portal.built()
    assert [d.code for d in report.diagnostics] == ["link-to-withheld", "link-to-withheld"]
    assert leaks(portal, BIRDS) == []
    assert portal.output() == without


def test_without_approval_nothing_is_seen_and_with_it_everything(portal: Portal) -> None:
    small(portal)
    portal.edit("config.toml", 'governing_body = "Trung tâm thử"', "approval = true")
    portal.article("tin/mot", status="approved")
    plant(portal, {})
    portal.built()
    assert leaks(portal, BIRDS) == []
    assert portal.has("2024/03/mot/index.html")
    portal.edit("content/tin/chim-cat/index.md", "title:", "status: đã duyệt\ntitle:")
    portal.built()
    assert portal.has("2024/03/chim-cat/index.html")


def plant(portal: Portal, fields: dict[str, str]) -> None:
    """An article full of birds."""
    portal.write("content/tin/chim-cat/hoàng yến.jpg", jpeg(99))
    portal.write("content/tin/chim-cat/tài liệu mật.pdf", pdf("mật"))
    values = {
        "title": "Tựa phượng hoàng",
        "author": "Chim Lạc",
        "tags": "[họa mi]",
        "series": "Loạt cú mèo",
        "summary": "Sapo sáo sậu",
        "aliases": "[/cu/chim-cat.html]",
        "corrections": '[{date: 2024-04-01, text: "Sửa diều hâu"}]',
    } | fields
    portal.article("tin/chim-cat", "Sơn ca, [tệp](tài%20liệu%20mật.pdf).\n\n![Chích chòe](hoàng%20yến.jpg)\n", **values)


@pytest.mark.parametrize("fields", [{"draft": "true"}, {"date": "2026-12-01"}, {"expires": "2026-11-21"}])
def test_a_withheld_notice_leaves_no_trace_and_links_to_it_are_plain_text(
    portal: Portal, fields: dict[str, str]
) -> None:
    portal.article("tin/mot", "Mở đầu.\n\nXem thông báo và tin này.\n")
    portal.built()
    without = portal.output()
    notice(portal, "chim-cat", **({"title": "Tựa phượng hoàng"} | fields))
    portal.article(
        "tin/mot", "Mở đầu.\n\nXem [thông báo](../../notices/chim-cat.md) và [tin](/thong-bao/chim-cat/) này.\n"
    )
    report = portal.built()
    assert [d.code for d in report.diagnostics] == ["link-to-withheld", "link-to-withheld"]
    assert portal.output() == without


def test_drafts_and_the_future_are_let_through_when_asked_for(portal: Portal) -> None:
    portal.article("tin/nhap", draft="true")
    portal.article("tin/mai", date="2026-12-01")
    notice(portal, "sau", date="2026-12-01")
    portal.built(drafts=True)
    assert (portal.has("2024/03/nhap/index.html"), portal.has("2026/12/mai/index.html")) == (True, False)
    portal.built(future=True)
    assert (portal.has("2024/03/nhap/index.html"), portal.has("2026/12/mai/index.html")) == (False, True)
    assert portal.has("thong-bao/sau/index.html")
    portal.now = "2026-12-01T00:00:00+07:00"
    portal.built()
    assert portal.has("2026/12/mai/index.html")


# ---- old addresses -------------------------------------------------------------------------------------------------


def test_an_old_address_leads_to_the_new_one(portal: Portal) -> None:
    portal.article("tin/mot", aliases="[/cu/mot.html, /tin-mot/]")
    notice(portal, "hop", aliases="/hop-dan/")
    portal.built()
    for path, url in (
        ("cu/mot.html", "/2024/03/mot/"),
        ("tin-mot/index.html", "/2024/03/mot/"),
        ("hop-dan/index.html", "/thong-bao/hop/"),
    ):
        assert f'<meta http-equiv="refresh" content="0; url={url}">' in portal.read(path)
        assert f'<link rel="canonical" href="https://thu.example{url}">' in portal.read(path)


TAKEN = {
    "of an article": "/2024/03/hai/",
    "of a list": "/chuyen-muc/thoi-su/",
    "of a page": "/thu-vien-anh/",
    "of a file": "/sitemap.xml",
    "under a file": "/sitemap.xml/",
}


@pytest.mark.parametrize("kind", TAKEN)
def test_an_alias_that_is_an_address_already_is_an_error_where_it_is_written(portal: Portal, kind: str) -> None:
    portal.article("tin/hai")
    portal.article("tin/mot", aliases=f"[/cu/, {TAKEN[kind]}]")
    assert codes(portal.build()) == ["address-taken content/tin/mot/index.md:7:17"]


def test_an_address_that_is_taken_is_told_at_the_slug_that_claims_it(portal: Portal) -> None:
    portal.article("tin/lua", slug="lua-chin")
    portal.article("tin/lua-chin")
    (problem,) = portal.build().diagnostics
    assert (problem.code, problem.at.path) == ("address-taken", "content/tin/lua/index.md")
    lines = (portal.site / problem.at.path).read_text("utf-8").splitlines()
    assert lines[problem.at.line - 1] == "slug: lua-chin"
    assert [place.path for place in problem.see] == ["content/tin/lua-chin/index.md"]


def test_two_articles_cannot_share_an_old_address(portal: Portal) -> None:
    portal.article("tin/hai", aliases="/cu/")
    portal.article("tin/mot", aliases="/CU/")
    assert codes(portal.build()) == ["address-taken content/tin/mot/index.md:7:10"]


# ---- photos --------------------------------------------------------------------------------------------------------


def photographed(portal: Portal, folder: str, shade: int, count: int = 1, **fields: str) -> None:
    body = "Chữ.\n"
    for number in range(count):
        portal.write(f"content/{folder}/anh-{number}.jpg", jpeg(shade + number))
        body += f'\n![Ảnh {folder[-1]}{number}](anh-{number}.jpg "Ảnh: Lan")\n'
    portal.article(folder, body, **fields)


def test_the_photo_library_shows_the_photos_of_shown_articles_by_month(portal: Portal) -> None:
    small(portal)
    photographed(portal, "tin/a", 10, 2, date="2026-10-01")
    photographed(portal, "tin/b", 20, date="2026-11-01")
    photographed(portal, "tin/c", 30, date="2026-11-02")
    photographed(portal, "tin/d", 40, date="2026-09-01", expires="2026-10-01")
    photographed(portal, "tin/e", 50, date="2026-08-01", withdrawn="Sai.")
    portal.built()
    assert links(portal, "thu-vien-anh/index.html", ".albums") == ["/thu-vien-anh/2026/11/", "/thu-vien-anh/2026/10/"]
    assert titles(portal, "thu-vien-anh/2026/11/index.html", "figcaption > p:first-child") == [
        "Ảnh c0Ảnh: Lan",
        "Ảnh b0Ảnh: Lan",
    ]
    assert links(portal, "thu-vien-anh/2026/10/index.html", ".from") == ["/2026/10/a/", "/2026/10/a/"]
    assert not portal.has("thu-vien-anh/2026/09/index.html")
    assert not portal.has("thu-vien-anh/2026/08/index.html")


def test_a_newer_month_leaves_the_pages_of_older_months_alone(portal: Portal) -> None:
    small(portal)
    photographed(portal, "tin/a", 10, 2, date="2026-10-01")
    portal.built()
    photographed(portal, "tin/b", 20, date="2026-11-01")
    written = {path for path in portal.built().written if path.startswith("thu-vien-anh/")}
    assert written == {"thu-vien-anh/index.html", "thu-vien-anh/2026/11/index.html"}


def test_a_month_of_many_photos_is_cut_into_pages_that_stay(portal: Portal) -> None:
    small(portal)
    for number in range(8):
        photographed(portal, f"tin/{number}", 1, 10, date=f"2026-10-0{number + 1}")
    portal.built()
    assert len(links(portal, "thu-vien-anh/2026/10/trang/1/index.html", ".from")) == 36
    assert len(links(portal, "thu-vien-anh/2026/10/index.html", ".from")) == 44
    photographed(portal, "tin/9", 1, 1, date="2026-10-20")
    written = {path for path in portal.built().written if path.startswith("thu-vien-anh/")}
    assert written == {"thu-vien-anh/index.html", "thu-vien-anh/2026/10/index.html"}


def test_a_portal_without_photos_has_an_empty_library(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.built()
    assert "Chưa có ảnh nào" in portal.read("thu-vien-anh/index.html")


# ---- series --------------------------------------------------------------------------------------------------------


def test_parts_of_a_series_name_their_neighbours_and_the_first(portal: Portal) -> None:
    for number in range(1, 10):
        series = "Mùa nước NỔI" if number % 2 else "Mùa nước nổi"
        portal.article(f"tin/ky-{number}", date=f"2024-03-0{number}", series=series)
    portal.built()
    assert links(portal, "2024/03/ky-6/index.html", ".series") == [
        f"/2024/03/ky-{number}/" for number in (1, 3, 4, 5, 7, 8, 9)
    ]
    assert titles(portal, "2024/03/ky-6/index.html", '.series [aria-current="page"]') == ["ky-6"]
    assert titles(portal, "2024/03/ky-6/index.html", ".series .number")[:2] == ["Kỳ 1", "Kỳ 3"]


def test_a_new_part_touches_the_pages_of_three_parts_before_it(portal: Portal) -> None:
    for number in range(1, 7):
        portal.article(f"tin/ky-{number}", date=f"2024-0{number}-01", series="Mùa nước", category="kinh-te")
    portal.article("tin/khac", date="2026-01-01", category="thoi-su")
    portal.built(jobs=1)
    before = {number: portal.read(f"2024/0{number}/ky-{number}/index.html") for number in range(1, 7)}
    portal.article("tin/ky-7", date="2024-07-01", series="Mùa nước", category="thoi-su", tags="[lạ]")
    portal.built()
    series = re.compile(r'<nav class="series".*?</nav>', re.DOTALL)
    changed = [
        number
        for number, page in before.items()
        if series.findall(page) != series.findall(portal.read(f"2024/0{number}/ky-{number}/index.html"))
    ]
    assert changed == [4, 5, 6]


def test_an_expired_part_keeps_its_number_unshown(portal: Portal) -> None:
    for number in range(1, 5):
        expires = "2025-01-01" if number == 2 else ""
        portal.article(f"tin/ky-{number}", date=f"2024-03-0{number}", series="Mùa nước", expires=expires)
    portal.built()
    assert titles(portal, "2024/03/ky-4/index.html", ".series .number") == ["Kỳ 1", "Kỳ 3", "Kỳ 4"]
    assert "ky-2" not in portal.read("2024/03/ky-4/index.html")


def test_a_series_of_one_is_only_named(portal: Portal) -> None:
    portal.article("tin/mot", series="Mùa nước")
    portal.built()
    assert 'class="series">Loạt bài: Mùa nước</p>' in portal.read("2024/03/mot/index.html")


# ---- the home page -------------------------------------------------------------------------------------------------


def home_links(portal: Portal) -> list[str]:
    """The articles that the home page names in headings and lines."""
    tree = LexborHTMLParser(portal.read("index.html"))
    found = [a.attributes.get("href") or "" for a in tree.css("main .card :is(h2, h3) a, main .placed dd a")]
    return [url for url in found if url.startswith("/20")]


@pytest.mark.parametrize("count", [0, 1, 3, 40])
def test_no_article_stands_twice_on_the_home_page(portal: Portal, count: int) -> None:
    small(portal)
    for number in range(count):
        locality = ("tinh-a", "xa-c", "xa-d")[number % 3]
        category = ("thoi-su", "kinh-te")[number % 2]
        date = f"2026-{number // 25 + 8:02}-{number % 25 + 1:02}"
        photographed(portal, f"tin/so-{number}", number, date=date, locality=locality, category=category)
    portal.built()
    found = home_links(portal)
    assert len(found) == len(set(found))
    assert len(found) == {0: 0, 1: 1, 3: 3, 40: 11 + 3 + 8}[count]


def test_a_featured_article_leads_until_the_end_of_its_day(portal: Portal) -> None:
    portal.article("tin/cu", date="2026-01-01", featured="2026-11-22")
    portal.article("tin/moi", date="2026-11-01")
    portal.built()
    assert home_links(portal) == ["/2026/01/cu/", "/2026/11/moi/"]
    portal.now = "2026-11-22T23:59:59+07:00"
    assert portal.built().written == ()
    portal.now = "2026-11-23T00:00:00+07:00"
    portal.built()
    assert home_links(portal) == ["/2026/11/moi/", "/2026/01/cu/"]


def test_many_featured_articles_do_not_push_the_news_away(portal: Portal) -> None:
    for number in range(8):
        portal.article(f"tin/cu-{number}", date=f"2026-01-0{number + 1}", featured="true")
        portal.article(f"tin/moi-{number}", date=f"2026-11-0{number + 1}")
    portal.built()
    assert home_links(portal)[:6] == [*(f"/2026/01/cu-{n}/" for n in (7, 6, 5, 4, 3)), "/2026/11/moi-7/"]


def test_the_home_page_has_the_archive_of_years_and_months(portal: Portal) -> None:
    portal.article("tin/mot", date="2024-03-01")
    portal.article("tin/hai", date="2026-11-01")
    portal.article("tin/ba", date="2026-01-01")
    portal.built()
    assert links(portal, "index.html", ".archive") == ["/2026/", "/2026/01/", "/2026/11/", "/2024/", "/2024/03/"]


def test_the_strip_shows_photos_that_no_card_of_the_page_shows(portal: Portal) -> None:
    small(portal)
    for number in range(4):
        photographed(portal, f"tin/so-{number}", number * 10, 2, date=f"2026-11-0{number + 1}")
    portal.built()
    strip = titles(portal, "index.html", ".strip figcaption")
    assert strip == ["Ảnh 31", "Ảnh 21", "Ảnh 11", "Ảnh 01"]


# ---- documents -----------------------------------------------------------------------------------------------------


def test_a_linked_document_is_published_with_type_and_size_and_nothing_unlinked_ever(portal: Portal) -> None:
    portal.write("content/tin/mot/Kế hoạch 2024.PDF", b"%PDF-1.4" + bytes(1_250_000))
    portal.write("content/tin/mot/không ai trỏ tới.pdf", pdf("riêng"))
    portal.write("content/tin/mot/Bảng.docx", b"PK" + bytes(40))
    portal.article("tin/mot", "Xem [kế hoạch](<Kế hoạch 2024.PDF>) và [bảng](Bảng.docx).\n")
    portal.built()
    page = portal.read("2024/03/mot/index.html")
    assert '<a href="/2024/03/mot/ke-hoach-2024.pdf">kế hoạch</a> <span class="file">(PDF, 1,2 MB)</span>' in page
    assert '<a href="/2024/03/mot/bang.docx">bảng</a> <span class="file">(DOCX, 1 KB)</span>' in page
    published = [p for p in every(portal) if p.startswith("2024/03/mot/")]
    assert published == ["2024/03/mot/bang.docx", "2024/03/mot/index.html", "2024/03/mot/ke-hoach-2024.pdf"]


def test_a_link_in_the_first_paragraph_is_kept_where_that_serves_as_the_summary(portal: Portal) -> None:
    portal.article("tin/hai", "Mở đầu thường.\n\nThân bài.\n")
    portal.article("tin/mot", "Xem [bài hai](../hai/index.md) trước.\n\nThân bài.\n")
    portal.built()
    page = LexborHTMLParser(portal.read("2024/03/mot/index.html"))
    assert [a.attributes.get("href") for a in page.css(".opening > p:first-child a")] == ["/2024/03/hai/"]
    assert page.css(".sapo") == []
    assert titles(portal, "2024/03/hai/index.html", ".sapo, .text > p") == ["Mở đầu thường.", "Thân bài."]
    assert titles(portal, "tac-gia/lan/index.html", ".summary") == ["Xem bài hai trước.", "Mở đầu thường."]


def test_a_document_that_has_grown_writes_its_page_anew(portal: Portal) -> None:
    portal.write("content/tin/mot/a.pdf", bytes(2000))
    portal.article("tin/mot", "Xem [tệp](a.pdf).\n")
    portal.built()
    portal.write("content/tin/mot/a.pdf", bytes(20_000))
    written = pages(portal.built().written)
    assert {"2024/03/mot/a.pdf", "2024/03/mot/index.html"} <= written
    assert "(PDF, 20 KB)" in portal.read("2024/03/mot/index.html")


def test_a_sound_alone_in_its_paragraph_gets_a_player_that_waits_to_be_asked(portal: Portal) -> None:
    portal.write("content/tin/mot/bản tin.mp3", bytes(3_000_000))
    portal.write("content/tin/mot/phim.mp4", bytes(5_000))
    portal.article(
        "tin/mot", "Mở đầu.\n\n[Nghe **bản tin**](<bản tin.mp3>)\n\n[Xem phim](phim.mp4)\n\nHay [tải](phim.mp4).\n"
    )
    portal.built()
    page = portal.read("2024/03/mot/index.html")
    assert '<audio controls preload="none" src="/2024/03/mot/ban-tin.mp3" aria-label="Nghe bản tin"></audio>' in page
    assert page.count("<video ") == 1
    assert 'bản tin</strong></a> <span class="file">(MP3, 2,9 MB)</span></figcaption>' in page


def test_a_missing_document_is_an_error_with_the_nearest_name(portal: Portal) -> None:
    portal.write("content/tin/mot/Kế hoạch.pdf", pdf("a"))
    portal.article("tin/mot", "Xem [tệp](Ke-hoach.pdf).\n")
    report = portal.build()
    assert codes(report) == ["attachment-missing content/tin/mot/index.md:9:11"]
    assert dict(report.diagnostics[0].values)["near"] == "Kế hoạch.pdf"


# ---- bad input -----------------------------------------------------------------------------------------------------


def test_a_notice_without_a_date_is_an_error(portal: Portal) -> None:
    notice(portal, "mot", date="")
    assert codes(portal.build()) == ["missing-field content/notices/mot.md:1:1"]


def test_a_correction_without_a_text_is_an_error(portal: Portal) -> None:
    portal.article("tin/mot", corrections="[{date: 2024-04-01}]")
    assert codes(portal.build()) == ["correction-without-text content/tin/mot/index.md:7:15"]


def test_a_template_that_lies_over_none_is_an_error_with_the_nearest_name(portal: Portal) -> None:
    portal.write("templates/parts/cards.html", "x")
    portal.write("templates/_nhap.html", "x")
    report = portal.build()
    assert codes(report) == ["unknown-template templates/parts/cards.html:1:1"]
    assert dict(report.diagnostics[0].values)["near"] == "parts/card.html"


def test_a_template_that_another_one_includes_is_fine(portal: Portal) -> None:
    portal.write("templates/parts/own.html", "<p>Riêng</p>")
    portal.write(
        "templates/not_found.html",
        '{% extends "base.html" %}{% block main %}{% include "parts/own.html" %}{% endblock %}',
    )
    portal.built()
    assert "<p>Riêng</p>" in portal.read("404.html")
