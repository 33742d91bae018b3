"""A page group is planned again exactly when its brief changes, and its pages can show nothing that the brief does not name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from PIL import Image

from conglang.build import planning, theme
from conglang.cache.database import NAME, seal_of
from conglang.cache.store import Store
from conglang.portal import lists, photo_library, plan
from conglang.portal.catalog import Catalog
from conglang.portal.lists import ListBrief
from conglang.portal.page_groups import Group, Nothing, PageGroup, PageKind, Planned, group_key
from conglang.portal.photo_library import FrontBrief
from conglang.portal.shared import Shared
from conglang.portal.versions import Cards, NotInBrief
from conglang.values import Value, replace
from tests.portal import CONFIG, Portal

OTHER = "\n[feeds]\nitems = 19\n"
"""A setting that is part of every key."""


@pytest.fixture
def village(portal: Portal) -> Portal:
    """A portal of three months and three tags, built."""
    for month in ("01", "02", "03"):
        for day in ("02", "12"):
            name = f"tin/bai-{month}-{day}"
            portal.article(name, f"Chữ của {name}.\n\nHết.\n", date=f"2024-{month}-{day}", tags=f"[thẻ {month}]")
    portal.built()
    return portal


def groups(portal: Portal) -> dict[str, PageGroup]:
    with Store(portal.folder / "cache") as store:
        return store.groups()


def put(portal: Portal, name: str, text: str) -> None:
    with sqlite3.connect(portal.folder / "cache" / NAME) as db:
        db.execute("insert or replace into page_group values (?, ?, ?)", (name, text, seal_of((name, text))))


def catalog_of(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """The catalog that the next build plans from."""
    seen: list[Catalog] = []
    real = plan.plan

    def watched(catalog: Catalog, *given: Any) -> Any:
        seen.append(catalog)
        return real(catalog, *given)

    with monkeypatch.context() as patched:
        patched.setattr(plan, "plan", watched)
        portal.write("config.toml", CONFIG + "\n# Khác\n")
        portal.built()
    return seen[0]


# ---- keys ----------------------------------------------------------------------------------------------------------------


class Brief(Value, frozen=True):
    """A brief of two fields."""

    a: str
    b: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("group", "part"),
    [
        (Group("g", Brief("x", ("y",))), None),
        (Group("h", Brief("x", ("y",))), "name"),
        (Group("g", Brief("X", ("y",))), "brief.a"),
        (Group("g", Brief("x", ("y", "z"))), "brief.b"),
    ],
)
def test_the_key_of_a_group_names_the_field_of_its_brief_that_changed(
    village: Portal, monkeypatch: pytest.MonkeyPatch, group: Group, part: str | None
) -> None:
    from conglang.portal.keys import differences

    shared = catalog_of(village, monkeypatch).shared
    before = group_key(Group("g", Brief("x", ("y",))), shared)
    after = group_key(group, shared, before)
    assert differences(before, after) == (() if part is None else (part,))
    assert (after == before) == (part is None)


@pytest.mark.parametrize("part", ["engine", "config", "localities", "site"])
def test_the_key_of_a_group_depends_on_everything_that_pages_share(
    village: Portal, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    shared = catalog_of(village, monkeypatch).shared
    other = replace(shared, digests={**shared.digests, part: "0" * 32})
    assert group_key(Group("g", Nothing()), other) != group_key(Group("g", Nothing()), shared)


# ---- what a page kind can see --------------------------------------------------------------------------------------------


def with_pages(kind: PageKind, pages: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the pages of a kind made by another function."""
    kinds = tuple(replace(kind, pages=pages) if other is kind else other for other in plan.PAGE_KINDS)
    monkeypatch.setattr(plan, "PAGE_KINDS", kinds)


def test_a_list_page_that_shows_how_many_articles_the_portal_has_fails_on_its_first_build(
    village: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = catalog_of(village, monkeypatch).versions.values()

    def pages(shared: Shared, brief: ListBrief, cards: Cards) -> Iterable[Planned]:
        total = sum(cards.story(version).shown for version in versions)
        return lists.pages(shared, replace(brief, title=f"{brief.title} ({total})"), cards)

    with_pages(lists.LISTS, pages, monkeypatch)
    village.write("config.toml", CONFIG + OTHER)
    with pytest.raises(NotInBrief, match="does not name content/tin/"):
        village.build()


def test_a_photo_library_that_shows_how_many_photos_a_month_has_fails_on_its_first_build(
    village: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in ("03", "13"):
        village.article(f"tin/anh-{day}", "![Chú thích](a.jpg)\n", date=f"2024-01-{day}")
        Image.new("RGB", (640, 480), (0, 0, int(day))).save(village.site / f"content/tin/anh-{day}/a.jpg")
    catalog = catalog_of(village, monkeypatch)

    def front(shared: Shared, brief: FrontBrief, cards: Cards) -> Iterable[Planned]:
        for year, month, _ in brief.months:
            stories = catalog.index.months[f"{year}-{month}"]
            assert sum(len(list(cards.photos(version))) for version in catalog.versions_of(stories)) > 0
        return photo_library.front(shared, brief, cards)

    with_pages(photo_library.LIBRARY, front, monkeypatch)
    village.write("config.toml", CONFIG + OTHER)
    with pytest.raises(NotInBrief, match="does not name content/tin/"):
        village.build()


@pytest.mark.parametrize("number", range(len(plan.PAGE_KINDS)))
def test_no_page_kind_can_ask_for_an_article_that_its_brief_does_not_name(
    village: Portal, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    kind, asked = plan.PAGE_KINDS[number], []
    catalog = catalog_of(village, monkeypatch)
    version = catalog.versions["content/tin/bai-01-02/index.md"]

    def pages(shared: Shared, brief: Value, cards: Cards) -> Iterator[Planned]:
        if version not in str(brief):
            asked.append(brief)
            cards.card(version)
        yield from kind.pages(shared, brief, cards)

    with_pages(kind, pages, monkeypatch)
    village.write("config.toml", CONFIG + OTHER)
    groups = list(kind.groups(catalog))
    if all(version in str(group.brief) for group in groups):
        village.built()
        assert asked == []
    else:
        with pytest.raises(NotInBrief):
            village.build()


def test_what_a_page_kind_takes_into_its_brief_is_kept_up_to_date(
    village: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The article total again, as it has to be written."""

    def groups(catalog: Catalog) -> Iterator[Group]:
        for group in lists.groups(catalog):
            title = f"{group.brief.title} ({len(catalog.shown)})"  # type: ignore[attr-defined]
            yield Group(group.name, replace(group.brief, title=title))

    kinds = tuple(replace(k, groups=groups) if k is lists.LISTS else k for k in plan.PAGE_KINDS)
    monkeypatch.setattr(plan, "PAGE_KINDS", kinds)
    village.write("config.toml", CONFIG + OTHER)
    assert same(village)
    village.article("tin/moi", "Chữ mới.\n", date="2024-03-20")
    assert same(village)
    assert "(7)" in village.read("tu-khoa/the-01/index.html")


def test_readers_never_see_the_card_of_a_withheld_article(village: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    village.edit("content/tin/bai-01-02/index.md", "date:", "expires: 2024-01-05\ndate:")
    catalog = catalog_of(village, monkeypatch)
    with pytest.raises(NotInBrief, match="may not see"):
        catalog.cards.card(catalog.versions["content/tin/bai-01-02/index.md"])


# ---- in a portal ---------------------------------------------------------------------------------------------------------


def same(portal: Portal) -> bool:
    """Build; whether the output is that of a clean build."""
    portal.built()
    return portal.output() == portal.clean()


def test_every_list_and_every_month_is_a_group(village: Portal) -> None:
    assert {"articles 2024-01", "articles 2024-03", "site map sitemap-2024.xml", "list /tu-khoa/the-02/"} <= set(
        groups(village)
    )


def test_a_new_article_leaves_other_months_and_other_lists_as_they_are(
    village: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = groups(village)
    village.article("tin/moi", "Chữ mới.\n", date="2024-03-20", tags="[thẻ 03]")
    planned: list[str] = []
    make = plan.plan

    def watched(*given: Any) -> Any:
        made = make(*given)
        planned.extend(page.path for page in made[0].pages)
        return made

    monkeypatch.setattr(plan, "plan", watched)
    village.built()
    monkeypatch.undo()
    assert {"tu-khoa/the-03/index.html", "2024/03/moi/index.html", "index.html"} <= set(planned)
    assert not {"tu-khoa/the-02/index.html", "2024/02/index.html", "2024/01/bai-01-02/index.html"} & set(planned)
    assert village.output() == village.clean()
    after = groups(village)
    changed = {name for name in before if after[name] != before[name]}
    assert "list /tu-khoa/the-03/" in changed
    assert "articles 2024-03" in changed
    assert "list /tu-khoa/the-02/" not in changed
    assert "list /2024/02/" not in changed


def test_a_text_that_went_the_short_way_and_back_again_is_shown_as_it_is(village: Portal) -> None:
    path = "content/tin/bai-01-02/index.md"
    village.edit(path, "Hết.", "Chót.")
    assert "plan" not in village.built().timings
    village.edit(path, "Chót.", "Hết.")
    village.article("tin/moi", "Chữ mới.\n", date="2024-03-20")
    assert same(village)


@pytest.mark.parametrize("path", ["2024/01/bai-01-02/index.html", "tu-khoa/the-01/index.html"])
def test_a_page_of_a_group_that_was_deleted_or_written_over_by_hand_is_made_again(village: Portal, path: str) -> None:
    (village.folder / "output" / path).unlink()
    village.article("tin/moi", "Chữ mới.\n", date="2024-03-20")
    assert same(village)
    (village.folder / "output" / path).write_text("đè lên", encoding="utf-8")
    village.article("tin/moi-nua", "Chữ mới nữa.\n", date="2024-03-21")
    assert same(village)


UNUSABLE = ("", "{", "[]", '["PageGroup","",[]]', '["PageGroup","",[["PageRef","2024/01/bai-01-02/index.html","",""]]]')


@pytest.mark.parametrize("text", UNUSABLE)
def test_a_group_whose_row_is_unusable_is_planned_again(village: Portal, text: str) -> None:
    put(village, "articles 2024-01", text)
    village.article("tin/moi", "Chữ mới.\n", date="2024-03-20")
    assert same(village)


def test_a_part_of_a_template_of_whatever_name_makes_its_pages_again(village: Portal) -> None:
    byline = (theme.theme() / "templates/parts/byline.html").read_text("utf-8")
    village.write("templates/parts/byline.html", '{% include "parts/dau.svg" %}' + byline)
    village.write("templates/parts/dau.svg", '<svg class="mot"></svg>')
    assert same(village)
    village.write("templates/parts/dau.svg", '<svg class="hai"></svg>')
    assert same(village)
    assert 'class="hai"' in village.read("2024/01/bai-01-02/index.html")


def test_a_template_that_was_saved_while_pages_were_made_and_then_taken_back_is_shown_as_it_is(
    village: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, text = "templates/list.html", (theme.theme() / "templates/list.html").read_text("utf-8")
    village.write(path, text)
    assert same(village)
    plan_build = planning.plan_build

    def meanwhile(*given: Any, **named: Any) -> Any:
        build_plan = plan_build(*given, **named)
        village.write(path, text.replace("{% block main %}", "{% block main %}<i>Khác</i>"))
        return build_plan

    village.article("tin/moi", "Chữ mới.\n", date="2024-03-20")
    monkeypatch.setattr(planning, "plan_build", meanwhile)
    village.built()
    monkeypatch.undo()
    assert "<i>Khác</i>" in village.read("2024/03/index.html")
    village.write(path, text)
    assert same(village)


def test_a_share_picture_that_another_one_takes_the_place_of_is_named_by_its_page(village: Portal) -> None:
    village.write("config.toml", CONFIG + "\n[photos]\nshare_titles = 3\n")
    assert same(village)
    village.article("tin/moi", "Chữ mới.\n", date="2024-03-20")
    assert same(village)


def test_a_list_that_ends_takes_its_group_with_it(village: Portal) -> None:
    for day in ("02", "12"):
        village.remove(f"content/tin/bai-02-{day}")
    assert same(village)
    assert not {"articles 2024-02", "list /tu-khoa/the-02/", "list /2024/02/"} & set(groups(village))


def test_what_follows_from_the_clock_alone_is_planned_again(village: Portal) -> None:
    village.article("tin/mai", "Ngày mai.\n", date="2024-02-20", embargo="2026-11-24 06:00")
    assert same(village)
    village.now = "2026-11-25T06:00:00+07:00"
    assert same(village)
    assert village.has("2024/02/mai/index.html")
