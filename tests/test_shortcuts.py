"""Which edits go the short way, and that it leads where the whole way does: to the bytes of a clean build."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conglang.cache import database
from conglang.cache.store import Store, ViewRow
from conglang.output import journal
from conglang.output.manifest import MANIFEST
from tests.portal import CONFIG, Portal, codes, pages
from tests.sample_files import jpeg

FULL_TEXT = "[feeds]\nfull_text = true\n"
LUA, KHAC = "content/tin/lua/index.md", "content/tin/khac/index.md"
BODY = """\
Đoạn mở đầu.

## Mục một

Câu thứ nhất. Xem [bài khác](../khac/index.md).

![Cầu mới](cau.jpg)

Câu cuối cùng.
"""


@pytest.fixture
def village(portal: Portal) -> Portal:
    """A portal that was built, whose feeds hold whole texts."""
    portal.write("config.toml", CONFIG + FULL_TEXT)
    portal.write("content/tin/lua/cau.jpg", jpeg(10))
    portal.article("tin/lua", BODY, summary="Tóm tắt")
    portal.article("tin/khac", "Chữ mở.\n\nChữ sau.\n", date="2024-03-22")
    portal.write("content/pages/gioi-thieu.md", "---\ntitle: Giới thiệu\n---\n\nMở đầu.\n\nChữ của trang.\n")
    portal.write("content/localities/xa-c.md", "---\ntitle: Xã C\n---\n\nMở đầu.\n\nChữ của xã.\n")
    portal.article("tin/nhap", "Mở đầu.\n\nChưa ai thấy.\n", draft="true")
    portal.built()
    return portal


def went_short(portal: Portal) -> bool:
    """Build; whether no page was planned, and whatever way was gone, the output is that of a clean build."""
    report = portal.built()
    assert portal.output() == portal.clean()
    return "plan" not in report.timings


def test_a_title_that_a_build_gave_up_and_that_was_taken_back_does_not_come_up_again(
    village: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    title = "title: lua"
    village.edit(LUA, title, "title: Tựa khác")
    with monkeypatch.context() as patched:
        patched.setattr(journal, "commit", interrupted)
        with pytest.raises(KeyboardInterrupt):
            village.build()
    village.edit(LUA, "title: Tựa khác", title)
    assert village.built().written == ()
    village.edit(LUA, "Câu cuối cùng", "Câu chót")
    village.built()
    assert village.output() == village.clean()
    assert "Tựa khác" not in village.read("2024/03/lua/index.html")


OWN = {"2024/03/lua/index.html", "feed.xml", "feed.json", "rss.xml", "chuyen-muc/thoi-su/feed.xml"}
TEXT_EDITS: dict[str, tuple[str, str, str, set[str]]] = {
    "a sentence": (LUA, "Câu cuối cùng", "Câu chót", OWN | {"dia-phuong/tinh-a/feed.xml"}),
    "another number of words": (LUA, "Câu cuối cùng.", "Và hết.", OWN | {"dia-phuong/tinh-a/feed.xml"}),
    "lines above a photo and a link": (
        LUA,
        "Câu thứ",
        "Thêm.\n\nThêm nữa.\n\nCâu thứ",
        OWN | {"dia-phuong/tinh-a/feed.xml"},
    ),
    "the first paragraph, where a summary is written": (LUA, "mở đầu", "mở màn", OWN | {"dia-phuong/tinh-a/feed.xml"}),
    "a standing page": ("content/pages/gioi-thieu.md", "của trang", "mới của trang", set()),
    "the text of a unit": ("content/localities/xa-c.md", "của xã", "mới của xã", {"dia-phuong/xa-c/index.html"}),
    "a draft": ("content/tin/nhap/index.md", "Chưa ai", "Chưa một ai", set()),
    "nothing at all": (LUA, "Câu cuối cùng", "Câu cuối cùng", set()),
}


@pytest.mark.parametrize("name", TEXT_EDITS)
def test_an_edit_of_running_text_alone_goes_the_short_way(village: Portal, name: str) -> None:
    path, old, new, written = TEXT_EDITS[name]
    village.edit(path, old, new)
    assert went_short(village)
    assert written <= pages(village.report.written)
    assert village.report.articles == 2


OTHER_EDITS: dict[str, Callable[[Portal], object]] = {
    "a title": lambda p: p.edit(LUA, "title: lua", "title: Lúa"),
    "a summary": lambda p: p.edit(LUA, "Tóm tắt", "Tóm lược"),
    "the first paragraph, which is the summary": lambda p: p.edit(KHAC, "Chữ mở", "Chữ đầu"),
    "a heading, which links may lead to": lambda p: p.edit(LUA, "Mục một", "Mục hai"),
    "a caption": lambda p: p.edit(LUA, "Cầu mới", "Cầu cũ"),
    "a link": lambda p: p.edit(LUA, "../khac/index.md", "../khac/"),
    "one more link": lambda p: p.edit(LUA, "cuối cùng", "[cuối](/gioi-thieu/)"),
    "a photo": lambda p: p.write("content/tin/lua/cau.jpg", jpeg(90)),
    "a template": lambda p: p.write("templates/parts/line.html", "<li>{{ item.title }}</li>\n"),
    "the configuration": lambda p: p.edit("config.toml", "Cổng thử", "Cổng mới"),
    "the gazetteer": lambda p: p.edit("content/localities.toml", 'name = "An"', 'name = "Ân"'),
    "one article more": lambda p: p.article("tin/them"),
    "one article less": lambda p: p.remove("content/tin/khac"),
    "a file of the output that was edited": lambda p: (p.folder / "output/index.html").write_text("x"),
    "a file of the output that was deleted": lambda p: (p.folder / "output/index.html").unlink(),
}


@pytest.mark.parametrize("name", OTHER_EDITS)
def test_every_other_edit_goes_the_whole_way_whatever_text_was_edited_with_it(village: Portal, name: str) -> None:
    if name != "one article less":
        village.edit(LUA, "Câu thứ nhất", "Câu số một")
        village.edit(LUA, "../khac/index.md", "../khac/index.md#")
        village.edit(LUA, "../khac/index.md#", "../khac/index.md")
    if name == "one article less":
        village.edit(LUA, " Xem [bài khác](../khac/index.md).", "")
        village.built()
    OTHER_EDITS[name](village)
    assert not went_short(village)


def test_several_texts_may_be_edited_at_once(village: Portal) -> None:
    village.edit(LUA, "Câu cuối cùng", "Câu chót")
    village.edit(KHAC, "Chữ sau", "Chữ cuối")
    assert went_short(village)
    assert "Câu chót" in village.read("feed.xml")
    assert "Chữ cuối" in village.read("feed.xml")


def test_what_was_learned_in_a_build_that_failed_is_not_taken_for_built(village: Portal) -> None:
    """The first article's title changes in a build that the second one breaks; then only the second is mended."""
    village.edit(LUA, "title: lua", "title: Lúa chín")
    village.edit(KHAC, "category: thoi-su", "category: khong-co")
    assert village.build().status == 1
    village.edit(KHAC, "category: khong-co", "category: thoi-su")
    assert not went_short(village)
    assert "Lúa chín" in village.read("2024/03/lua/index.html")


def test_what_an_interrupted_build_has_left_in_the_cache_is_not_taken_for_built(village: Portal) -> None:
    """Views of another title were kept, and then the machine stopped; the title is as it was again."""
    with Store(village.request().cache) as store:
        (page,) = [page for _, page in store.pages_showing(LUA) if page.source == LUA]
        query = "select path, key, page, seal from view where path = ?"
        key, row = store.sealed(query, str, str, str, given=(page.path,))[page.path]
        store.keep_views({page.path: ViewRow((LUA,), key, str(row).replace('"lua"', '"Tựa khác"'))})
    village.edit(LUA, "Câu cuối cùng", "Câu chót")
    assert not went_short(village)
    assert "Tựa khác" not in village.read("2024/03/lua/index.html")


def test_an_error_in_an_edited_text_is_told_and_nothing_is_written(village: Portal) -> None:
    before = village.output()
    village.edit(LUA, "summary: Tóm tắt", "summary: [")
    assert village.build().status == 1
    assert (village.report.written, village.output()) == ((), before)


def test_warnings_of_an_edited_text_come_and_go(village: Portal) -> None:
    village.edit(LUA, "Câu cuối cùng.", "Câu <script>x</script> cuối cùng.")
    assert went_short(village)
    assert [code.partition(" ")[0] for code in codes(village.report)] == ["removed-html"]
    assert codes(village.built()) == codes(village.report)
    village.edit(LUA, "<script>x</script> ", "")
    assert went_short(village)
    assert codes(village.report) == []


def test_what_was_said_in_the_light_of_all_articles_is_said_again_of_the_right_line(village: Portal) -> None:
    village.edit(LUA, "../khac/index.md", "../nhap/index.md")
    village.built()
    assert codes(village.report) == [f"link-to-withheld {LUA}:14:30"]
    village.edit(LUA, "Câu thứ", "Thêm.\n\nCâu thứ")
    assert not went_short(village)
    assert codes(village.report) == [f"link-to-withheld {LUA}:16:30"]


def test_the_clock_ends_the_short_way(village: Portal) -> None:
    village.article("tin/mai", date="2026-12-01")
    village.built()
    village.edit(LUA, "Câu cuối cùng", "Câu chót")
    village.now = "2026-12-02T08:00:00+07:00"
    assert not went_short(village)
    assert village.report.articles == 3


def test_a_whole_build_that_follows_finds_all_in_order(village: Portal) -> None:
    village.edit(LUA, "Câu cuối cùng", "Câu chót")
    assert went_short(village)
    village.edit(LUA, "title: lua", "title: Lúa")
    assert not went_short(village)
    assert "Câu chót" in village.read("2024/03/lua/index.html")
    assert not pages(village.built().written)


def test_the_short_way_tells_why(village: Portal) -> None:
    village.edit(LUA, "Câu cuối cùng", "Câu chót")
    assert went_short(village)
    with Store(village.request().cache) as store:
        assert store.reasons()["2024/03/lua/index.html"] == ("view.article", "body")
        assert MANIFEST in store.pages()


@pytest.mark.parametrize("table", ["view", "shown", "reading"])
def test_a_damaged_row_of_the_cache_costs_time_and_nothing_else(village: Portal, table: str) -> None:
    with Store(village.request().cache) as store:
        column = {"view": "page", "shown": "sources", "reading": "article"}[table]
        store.db.execute(f"update {table} set {column} = substr({column}, 1, 20)")
    village.edit(LUA, "Câu cuối cùng", "Câu chót")
    assert not went_short(village)


@pytest.mark.parametrize("table", ["view", "shown"])
def test_rows_that_are_sealed_and_make_no_sense_are_not_believed(village: Portal, table: str) -> None:
    with Store(village.request().cache) as store:
        column = {"view": "page", "shown": "sources"}[table]
        for path, text in store.db.execute(f"select path, {column} from {table}").fetchall():
            torn = str(text).replace("ArticleView", "HomeView").replace("FeedView", "MapView")
            row = (path, torn if table == "view" else f"{text}content/khong-co.md\n")
            store.db.execute(
                f"update {table} set {column} = ?, seal = ? where path = ?", (row[1], database.seal_of(row), path)
            )
    village.edit(LUA, "Câu cuối cùng", "Câu chót")
    assert went_short(village) == (table == "shown")
