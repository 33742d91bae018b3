"""The pages that look over the whole portal: site map, all localities, the ways to find something, not found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conglang.portal import localities
from conglang.portal.catalog import Material, head, output_path
from conglang.portal.lists import Listing
from conglang.portal.localities import Forest
from conglang.portal.page import Page
from conglang.portal.views.pages import NotFoundView, TreeView
from conglang.portal.views.parts import (
    Branch,
    Link,
)


def trees(material: Material, listings: Sequence[Listing]) -> Iterator[Page]:
    """The page of all localities, and the site map page for readers."""
    places = tuple(_unit_trees(material))
    by_taxonomy = {
        taxonomy: tuple(
            Branch(Link(x.title, x.url), tuple(Branch(part) for part in x.parts))
            for x in listings
            if x.taxonomy == taxonomy
        )
        for taxonomy in ("category", "tag", "author", "year")
    }
    title = material.text("all_localities")
    view = TreeView(
        head(material, title, material.site.localities, material.text("describe_localities", site=material.site.title)),
        title,
        tuple(group for group in places if group[1]),
    )
    yield Page(output_path(material.site.localities, material.site.root), "tree.html", view)
    yield _search(material, by_taxonomy["year"])
    groups = (
        (
            material.text("standing_pages"),
            tuple(Branch(link) for link in (*material.site.pages, *_collections(material))),
        ),
        (
            material.text("notices"),
            tuple(Branch(Link(a.title, url)) for a, url in material.others if a.kind == "notice"),
        ),
        (material.text("sections"), by_taxonomy["category"]),
        *places,
        (material.text("archive"), by_taxonomy["year"]),
        (material.text("tags"), by_taxonomy["tag"]),
        (material.text("authors"), by_taxonomy["author"]),
    )
    title = material.text("site_map")
    view = TreeView(
        head(material, title, material.site.site_map, material.text("describe_site_map", site=material.site.title)),
        title,
        tuple(group for group in groups if group[1]),
    )
    yield Page(output_path(material.site.site_map, material.site.root), "tree.html", view)


def _search(material: Material, years: tuple[Branch, ...]) -> Page:
    """What stands at the address of the search while there is none: the ways to find an article, and no form."""
    title, url = material.text("search"), material.address("search")
    ways = (
        Link(material.text("site_map"), material.site.site_map),
        Link(material.text("all_localities"), material.site.localities),
    )
    groups = (
        (material.text("standing_pages"), tuple(Branch(link) for link in ways)),
        (material.text("archive"), years),
    )
    described = material.text("describe_search", site=material.site.title)
    view = TreeView(head(material, title, url, described), title, tuple(group for group in groups if group[1]))
    return Page(output_path(url, material.site.root), "tree.html", view)


def _collections(material: Material) -> Iterator[Link]:
    """The pages that help to find something, and those that gather notices, photos and corrections."""
    yield Link(material.text("search"), material.address("search"))
    yield Link(material.text("notices"), material.site.notices)
    yield Link(material.text("photo_library"), material.site.photos)
    yield Link(material.text("corrections"), material.site.corrections)


def _unit_trees(material: Material) -> Iterator[tuple[str, tuple[Branch, ...]]]:
    """The units of today as trees, those to come and the former ones as lists, under their headings."""
    forest, units = localities.forest(material.atlas, material.today), material.names.units
    yield material.text("localities_now"), _branches(forest.tops, forest, units)
    yield material.text("localities_future"), _branches(forest.future, forest, units)
    yield material.text("localities_former"), _branches(forest.former, forest, units)


def _branches(ids: Sequence[str], forest: Forest, units: Mapping[str, Link]) -> tuple[Branch, ...]:
    """Units with those below them. A function within the one above would hold the whole material in a circle."""
    return tuple(Branch(units[id], _branches(forest.below.get(id, ()), forest, units)) for id in ids)


def not_found(material: Material) -> Page:
    """The page that hosts show for an address that does not exist."""
    title = material.text("not_found")
    url = f"{material.site.root}/404.html"
    view = NotFoundView(head(material, title, url, material.text("describe_not_found"), indexed=False), title)
    return Page("404.html", "not_found.html", view)
