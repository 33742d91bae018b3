"""What nothing touched is not planned again, and everything that something touched is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from conglang.build import planning, theme
from conglang.cache.database import NAME, seal_of
from conglang.cache.store import Store
from conglang.portal import plan
from conglang.portal.page import Page
from conglang.portal.page_groups import Leaf, Planned, Sheet, Sheets
from conglang.portal.views.machines import MapEntry, NewsMapView
from tests.portal import CONFIG, Portal

ENTRY = MapEntry("/a/", "2024-03-01")


def planned() -> Iterator[Planned]:
    yield Page("a/index.html", "list.html", NewsMapView(())), ENTRY
    yield Page("a/feed.xml", "atom.xml", NewsMapView(()), source="content/a.md"), None


def never() -> Iterator[Planned]:
    raise AssertionError("planned, although nothing has changed")


def grown(sheets: Sheets) -> dict[str, Sheet]:
    assert sheets.add("a", lambda: "seed", planned) == (ENTRY,)
    return sheets.made


def test_a_sheet_with_the_seed_that_it_had_is_not_planned() -> None:
    known = grown(Sheets("ground", {}))
    assert known["a"].leaves == (
        Leaf("a/index.html", "list.html", ""),
        Leaf("a/feed.xml", "atom.xml", "content/a.md"),
    )
    again = Sheets("ground", known)
    assert again.add("a", lambda: "seed", never) == (ENTRY,)
    assert (again.pages, again.standing, again.made) == ([], list(known["a"].leaves), known)


@pytest.mark.parametrize(
    ("ground", "name", "seed"), [("other", "a", "seed"), ("ground", "b", "seed"), ("ground", "a", "x")]
)
def test_a_sheet_is_planned_where_anything_that_it_grew_from_differs(ground: str, name: str, seed: str) -> None:
    known = grown(Sheets("ground", {}))
    sheets = Sheets(ground, {"a": known["a"], "b": known["a"]})
    assert sheets.add(name, lambda: seed, planned) == (ENTRY,)
    assert [page.path for page in sheets.pages] == ["a/index.html", "a/feed.xml"]
    assert sheets.made[name].seed != known["a"].seed


def test_without_anything_to_lean_on_no_seed_is_worked_out() -> None:
    sheets = Sheets()
    assert sheets.add("a", never, planned) == (ENTRY,)
    assert (len(sheets.pages), sheets.made) == (2, {})


# ---- in a portal ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def village(portal: Portal) -> Portal:
    """A portal of three months and three tags, built."""
    for month in ("01", "02", "03"):
        for day in ("02", "12"):
            name = f"tin/bai-{month}-{day}"
            portal.article(name, f"Chữ của {name}.\n\nHết.\n", date=f"2024-{month}-{day}", tags=f"[thẻ {month}]")
    portal.built()
    return portal


def sheets(portal: Portal) -> dict[str, Sheet]:
    with Store(portal.folder / "cache") as store:
        return store.sheets()


def put(portal: Portal, name: str, sheet: str) -> None:
    with sqlite3.connect(portal.folder / "cache" / NAME) as db:
        db.execute("insert or replace into sheet values (?, ?, ?)", (name, sheet, seal_of((name, sheet))))


def same(portal: Portal) -> bool:
    """Build; whether the output is that of a clean build."""
    portal.built()
    return portal.output() == portal.clean()


def test_every_list_and_every_month_has_its_sheet(village: Portal) -> None:
    assert {"articles 2024-01", "articles 2024-03", "site map 2024", "list /tu-khoa/the-02/"} <= set(sheets(village))


def test_a_new_article_leaves_other_months_and_other_lists_as_they_are(
    village: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sheets(village)
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
    after = sheets(village)
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
def test_a_page_of_a_sheet_that_was_deleted_or_written_over_by_hand_is_made_again(village: Portal, path: str) -> None:
    (village.folder / "output" / path).unlink()
    village.article("tin/moi", "Chữ mới.\n", date="2024-03-20")
    assert same(village)
    (village.folder / "output" / path).write_text("đè lên", encoding="utf-8")
    village.article("tin/moi-nua", "Chữ mới nữa.\n", date="2024-03-21")
    assert same(village)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '["Sheet","",[]]', '["Sheet","",[["Leaf","2024/01/bai-01-02/index.html","",""]]]']
)
def test_a_sheet_that_is_not_to_be_used_is_planned_anew(village: Portal, text: str) -> None:
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
    monkeypatch.setattr(planning, "think", meanwhile)
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


def test_a_list_that_is_gone_takes_its_sheet_with_it(village: Portal) -> None:
    for day in ("02", "12"):
        village.remove(f"content/tin/bai-02-{day}")
    assert same(village)
    assert not {"articles 2024-02", "list /tu-khoa/the-02/", "list /2024/02/"} & set(sheets(village))


def test_what_follows_from_the_clock_alone_is_planned_anew(village: Portal) -> None:
    village.article("tin/mai", "Ngày mai.\n", date="2024-02-20", embargo="2026-11-24 06:00")
    assert same(village)
    village.now = "2026-11-25T06:00:00+07:00"
    assert same(village)
    assert village.has("2024/02/mai/index.html")
