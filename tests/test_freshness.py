"""Why a page is stale: the parts of its key that differ, and the answers of `why`, which come from the same keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conglang.build.freshness import page_key
from conglang.commands.why import why
from conglang.digest import seal
from conglang.portal.keys import differences
from conglang.portal.page import Page
from conglang.portal.views.pages import ListView, NotFoundView
from conglang.portal.views.parts import Entry, Head, Pager
from tests.portal import CONFIG, Portal
from tests.sample_views import card

HEAD = Head("Không có", "/404.html", "Không có trang này", ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a=1;b=2", "a=1;b=2", ()),
        ("a=1;b=2", "a=1;b=3", ("b",)),
        ("a=1;b=2", "a=3;b=4", ("a", "b")),
        ("b=2;a=1", "a=1;b=2", ()),
        ("a=1", "a=1;b=2", ("b",)),
        ("a=1;b=2", "b=2", ("a",)),
        ("a=1;c=2", "b=1;a=2", ("b", "a", "c")),
        ("", "a=1", ("a",)),
        ("a=1", "", ("a",)),
        ("", "", ()),
        ("a=1=2", "a=1=3", ("a",)),
        ("torn", "a=1", ("a",)),
    ],
)
def test_differences_are_the_parts_that_are_not_the_same(old: str, new: str, expected: tuple[str, ...]) -> None:
    assert differences(old, new) == expected


def test_the_key_of_a_page_has_a_part_for_each_thing_it_was_given() -> None:
    page = Page("404.html", "not_found.html", NotFoundView(HEAD, "Không có"))
    made = page_key(page, engine="e" * 32, site="5" * 32, template=lambda name: {"not_found.html": "7" * 32}[name])
    names = [part.partition("=")[0] for part in made.split(";")]
    assert names[1:] == ["engine", "template", "site", "view.head", "view.title"]


def test_only_the_part_that_changed_tells_two_keys_apart() -> None:
    def made(title: str) -> str:
        page = Page("404.html", "not_found.html", NotFoundView(HEAD, title))
        return page_key(page, engine="e", site="s", template=lambda name: "t")

    assert differences(made("Một"), made("Hai")) == ("view.title",)


@pytest.mark.parametrize("finish", [seal, lambda entry: entry], ids=["sealed", "not sealed"])
def test_the_key_of_a_list_tells_its_entries_apart_whether_they_carry_digests_or_not(
    finish: Callable[[Entry], Entry],
) -> None:
    def made(*titles: str) -> str:
        entries = tuple(finish(Entry(card(title=title))) for title in titles)
        view = ListView(HEAD, "tag", "Lúa", entries, Pager(0, None, None, None, None))
        return page_key(Page("a", "list.html", view), engine="e", site="s", template=lambda name: "t")

    different = [made(), made("a"), made("b"), made("a", "b"), made("b", "a")]
    assert len(set(different)) == len(different)
    assert made("a", "b") == made("a", "b")


@pytest.mark.parametrize("known", ["", "torn", "a" * 20 + ";engine=1"])
def test_a_key_that_was_another_one_is_worked_out_anew(known: str) -> None:
    page = Page("404.html", "not_found.html", NotFoundView(HEAD, "Không có"))
    made = page_key(page, engine="e", site="s", template=lambda name: "t")
    assert page_key(page, engine="e", site="s", template=lambda name: "t", known=known) == made
    assert page_key(page, engine="e", site="s", template=lambda name: "t", known=made) == made


# ---- why -----------------------------------------------------------------------------------------------------------------


def begin(portal: Portal) -> None:
    portal.write("templates/not_found.html", "<p>{{ page.title }}</p>\n")
    portal.write("config.toml", CONFIG + "\n[related]\ncount = 0\n")
    portal.article("tin/mot", "Mở đầu.\n\nThân bài.\n", tags="[lúa]")
    portal.article("tin/hai", date="2024-05-06")
    portal.built()


def answer(portal: Portal, address: str) -> tuple[str, str]:
    """The sentence for an address, and the parts that it names; `why-stale` whether a group is named with it or not."""
    sentence, values = why(portal.request(), address)
    if sentence in ("why-kept", "why-same"):
        return "why-fresh", ""
    return sentence.removesuffix("-group"), values.get("parts", "")


def test_everything_is_new_in_a_first_build(portal: Portal) -> None:
    begin(portal)
    assert answer(portal, "/2024/03/mot/") == ("why-new", "")
    assert answer(portal, "/") == ("why-new", "")


def test_a_body_is_named_and_nothing_else_is_stale(portal: Portal) -> None:
    begin(portal)
    portal.edit("content/tin/mot/index.md", "Thân bài.", "Thân bài khác.")
    portal.built()
    sentence, parts = answer(portal, "/2024/03/mot/")
    assert sentence == "why-stale"
    assert "body" in parts.split(", ")
    assert not {"site", "template", "engine", "view.head"} & set(parts.split(", "))
    assert answer(portal, "/") == ("why-fresh", "")
    assert answer(portal, "/2024/05/hai/") == ("why-fresh", "")


def test_a_title_is_named_by_what_the_page_was_given(portal: Portal) -> None:
    begin(portal)
    portal.edit("content/tin/mot/index.md", "title: mot", "title: Một")
    portal.built()
    assert answer(portal, "/2024/03/mot/") == ("why-stale", "view.head, view.article")
    assert answer(portal, "/2024/05/hai/") == ("why-stale", "view.others")
    assert answer(portal, "/chuyen-muc/thoi-su/") == ("why-stale", "view.entries")
    assert answer(portal, "/feed.xml") == ("why-stale", "view.items")
    assert answer(portal, "/404.html") == ("why-fresh", "")


def test_a_template_is_named(portal: Portal) -> None:
    begin(portal)
    portal.edit("templates/not_found.html", "<p>", "<p class=x>")
    portal.built()
    assert answer(portal, "/404.html") == ("why-stale", "template")
    assert answer(portal, "/") == ("why-fresh", "")


def test_the_site_is_named(portal: Portal) -> None:
    begin(portal)
    portal.edit("config.toml", 'governing_body = "Trung tâm thử"', 'governing_body = "Trung tâm khác"')
    portal.built()
    assert answer(portal, "/404.html") == ("why-stale", "site")
    assert answer(portal, "/2024/03/mot/") == ("why-stale", "site")


def test_a_page_that_did_not_stand_before_is_new(portal: Portal) -> None:
    begin(portal)
    portal.article("tin/ba", date="2024-05-07", tags="[cầu]")
    portal.built()
    assert answer(portal, "/2024/05/ba/") == ("why-new", "")
    assert answer(portal, "/tu-khoa/cau/") == ("why-new", "")
    assert answer(portal, "/tu-khoa/lua/") == ("why-fresh", "")


@pytest.mark.parametrize("edit", ["", "khác"])
def test_a_file_that_somebody_deleted_or_edited_is_named(portal: Portal, edit: str) -> None:
    begin(portal)
    file = portal.folder / "output/404.html"
    file.unlink()
    if edit:
        file.write_text(edit)
    portal.built()
    assert answer(portal, "/404.html") == ("why-stale", "file")


def test_a_page_that_was_kept_with_its_group_is_explained_by_the_groups_key(portal: Portal) -> None:
    begin(portal)
    portal.article("tin/ba", date="2024-05-07", tags="[cầu]")
    portal.built()
    sentence, values = why(portal.request(), "/tu-khoa/lua/")
    assert (sentence, values["group"]) == ("why-kept", "list /tu-khoa/lua/")
    assert {"engine", "config", "localities", "site", "brief.sections"} <= set(values["parts"].split(", "))


def test_a_page_that_was_made_again_is_explained_by_its_key_and_its_groups(portal: Portal) -> None:
    begin(portal)
    portal.article("tin/ba", date="2024-05-07", tags="[cầu]")
    portal.built()
    sentence, values = why(portal.request(), "/chuyen-muc/thoi-su/")
    assert (sentence, values["group"]) == ("why-stale-group", "list /chuyen-muc/thoi-su/")
    assert (values["parts"], values["changed"]) == ("view.entries", "brief.sections, brief.feed")


def test_a_page_that_is_the_same_though_its_group_was_planned_again_says_so(portal: Portal) -> None:
    begin(portal)
    portal.article("tin/ba", date="2024-05-07", category="kinh-te")
    portal.built()
    portal.edit("content/tin/ba/index.md", "title: ba", "title: Ba")
    portal.built()
    sentence, values = why(portal.request(), "/2024/05/hai/")
    assert (sentence, values["group"], values["changed"]) == ("why-same", "articles 2024-05", "brief.articles")


def test_addresses_are_found_however_they_are_written(portal: Portal) -> None:
    portal.options["base_url"] = "https://thu.example/xa"
    begin(portal)
    for address in (
        *("/xa/2024/03/mot/", "xa/2024/03/mot", "https://thu.example/xa/2024/03/mot/", "/2024/03/mot/index.html"),
        *("/xa", "/", "", "https://thu.example"),
    ):
        assert answer(portal, address) == ("why-new", ""), address


def test_an_address_that_nothing_answers_is_unknown(portal: Portal) -> None:
    begin(portal)
    for address in ("/2024/03/khong-co/", "/khac/2024/03/mot/", "/khac/", "/khac/404.html"):
        assert answer(portal, address) == ("why-unknown", ""), address


def test_nothing_is_known_before_the_first_build(portal: Portal) -> None:
    assert answer(portal, "/") == ("why-unknown", "")


def test_a_build_with_errors_leaves_the_answers_as_they_were(portal: Portal) -> None:
    begin(portal)
    portal.edit("content/tin/mot/index.md", "title: mot", "title: Một")
    portal.built()
    portal.article("tin/hong", locality="Nơi lạ")
    assert portal.build().status == 1
    assert answer(portal, "/2024/03/mot/") == ("why-stale", "view.head, view.article")


def test_a_torn_cache_is_no_answer(portal: Portal) -> None:
    begin(portal)
    file = portal.folder / "cache/memory.db"
    data = file.read_bytes()
    file.write_bytes(data[:4096] + bytes(len(data) - 4096))
    assert answer(portal, "/") == ("why-unknown", "")
