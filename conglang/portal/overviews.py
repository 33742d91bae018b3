"""The pages that look over the whole portal: site map, all localities, the ways to find something, not found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conglang.portal import localities
from conglang.portal.catalog import Catalog, head, output_path
from conglang.portal.lists import Listing
from conglang.portal.localities import Forest
from conglang.portal.page import Page
from conglang.portal.views.pages import NotFoundView, TreeView
from conglang.portal.views.parts import (
    Branch,
    Link,
)


def trees(catalog: Catalog, listings: Sequence[Listing]) -> Iterator[Page]:
    """The page of all localities, and the site map page for readers."""
    places = tuple(_unit_trees(catalog))
    by_taxonomy = {
        taxonomy: tuple(
            Branch(Link(x.title, x.url), tuple(Branch(part) for part in x.parts))
            for x in listings
            if x.taxonomy == taxonomy
        )
        for taxonomy in ("category", "tag", "author", "year")
    }
    title = catalog.text("all_localities")
    view = TreeView(
        head(catalog, title, catalog.site.localities, catalog.text("describe_localities", site=catalog.site.title)),
        title,
        tuple(group for group in places if group[1]),
    )
    yield Page(output_path(catalog.site.localities, catalog.site.root), "tree.html", view)
    yield _search(catalog, by_taxonomy["year"])
    groups = (
        (
            catalog.text("standing_pages"),
            tuple(Branch(link) for link in (*catalog.site.pages, *_collections(catalog))),
        ),
        (
            catalog.text("notices"),
            tuple(Branch(Link(a.title, url)) for a, url in catalog.others if a.kind == "notice"),
        ),
        (catalog.text("sections"), by_taxonomy["category"]),
        *places,
        (catalog.text("archive"), by_taxonomy["year"]),
        (catalog.text("tags"), by_taxonomy["tag"]),
        (catalog.text("authors"), by_taxonomy["author"]),
    )
    title = catalog.text("site_map")
    view = TreeView(
        head(catalog, title, catalog.site.site_map, catalog.text("describe_site_map", site=catalog.site.title)),
        title,
        tuple(group for group in groups if group[1]),
    )
    yield Page(output_path(catalog.site.site_map, catalog.site.root), "tree.html", view)


def _search(catalog: Catalog, years: tuple[Branch, ...]) -> Page:
    """What stands at the address of the search while there is none: the ways to find an article, and no form."""
    title, url = catalog.text("search"), catalog.address("search")
    ways = (
        Link(catalog.text("site_map"), catalog.site.site_map),
        Link(catalog.text("all_localities"), catalog.site.localities),
    )
    groups = (
        (catalog.text("standing_pages"), tuple(Branch(link) for link in ways)),
        (catalog.text("archive"), years),
    )
    described = catalog.text("describe_search", site=catalog.site.title)
    view = TreeView(head(catalog, title, url, described), title, tuple(group for group in groups if group[1]))
    return Page(output_path(url, catalog.site.root), "tree.html", view)


def _collections(catalog: Catalog) -> Iterator[Link]:
    """The pages that help to find something, and those that gather notices, photos and corrections."""
    yield Link(catalog.text("search"), catalog.address("search"))
    yield Link(catalog.text("notices"), catalog.site.notices)
    yield Link(catalog.text("photo_library"), catalog.site.photos)
    yield Link(catalog.text("corrections"), catalog.site.corrections)


def _unit_trees(catalog: Catalog) -> Iterator[tuple[str, tuple[Branch, ...]]]:
    """The units of today as trees, those to come and the former ones as lists, under their headings."""
    forest, units = localities.forest(catalog.atlas, catalog.today), catalog.names.units
    yield catalog.text("localities_now"), _branches(forest.tops, forest, units)
    yield catalog.text("localities_future"), _branches(forest.future, forest, units)
    yield catalog.text("localities_former"), _branches(forest.former, forest, units)


def _branches(ids: Sequence[str], forest: Forest, units: Mapping[str, Link]) -> tuple[Branch, ...]:
    """Units with those below them. A function within the one above would hold the whole material in a circle."""
    return tuple(Branch(units[id], _branches(forest.below.get(id, ()), forest, units)) for id in ids)


def not_found(catalog: Catalog) -> Page:
    """The page that hosts show for an address that does not exist."""
    title = catalog.text("not_found")
    url = f"{catalog.site.root}/404.html"
    view = NotFoundView(head(catalog, title, url, catalog.text("describe_not_found"), indexed=False), title)
    return Page("404.html", "not_found.html", view)
