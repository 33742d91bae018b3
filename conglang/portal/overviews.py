"""The pages that give an overview of the portal: the site map, all localities, the search page, and `404.html`.

Most are trees of links, made from the configuration, the gazetteer and the lists of years and terms. None shows an article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conglang.portal import localities
from conglang.portal.catalog import Catalog
from conglang.portal.localities import Forest
from conglang.portal.page import Page
from conglang.portal.page_groups import Group, Nothing, PageKind, Planned
from conglang.portal.shared import Shared, head
from conglang.portal.terms import TAXONOMIES
from conglang.portal.versions import Cards
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import NotFoundView, TreeView
from conglang.portal.views.parts import Branch, Link
from conglang.values import Value

Branches = tuple[tuple[str, tuple[Branch, ...]], ...]
"""Headed trees of links; those without a link are left out."""


class SearchBrief(Value, frozen=True):
    """The years of the archive with their months."""

    years: tuple[Branch, ...]


class SiteMapBrief(Value, frozen=True):
    """The part of the site map page that depends on articles: notices, years with their months, the terms of each taxonomy."""

    notices: tuple[Branch, ...]
    years: tuple[Branch, ...]
    terms: tuple[tuple[str, tuple[Branch, ...]], ...]


def locality_groups(catalog: Catalog) -> Iterator[Group]:
    """The page of all localities, which depends on the gazetteer alone."""
    yield Group("all localities", Nothing())


def locality_page(shared: Shared, brief: Nothing, cards: Cards) -> Iterator[Planned]:
    """The page of all localities."""
    yield _tree("all_localities", "describe_localities", shared.site.localities, tuple(_unit_trees(shared)), shared)


def search_groups(catalog: Catalog) -> Iterator[Group]:
    """The page at the address of the search."""
    yield Group("search page", SearchBrief(_branches_of(catalog, "year")))


def search_page(shared: Shared, brief: SearchBrief, cards: Cards) -> Iterator[Planned]:
    """The page at the address of the search, which does not exist yet: links that help to find an article, and no form."""
    ways = (
        Link(shared.text("site_map"), shared.site.site_map),
        Link(shared.text("all_localities"), shared.site.localities),
    )
    groups = ((shared.text("standing_pages"), _flat(ways)), (shared.text("archive"), brief.years))
    yield _tree("search", "describe_search", shared.address("search"), groups, shared)


def site_map_groups(catalog: Catalog) -> Iterator[Group]:
    """The site map page."""
    notices = [Link(article.title, url) for article, url in catalog.others if article.kind == "notice"]
    terms = [(taxonomy.heading, _branches_of(catalog, taxonomy.name)) for taxonomy in TAXONOMIES]
    yield Group("site map page", SiteMapBrief(_flat(notices), _branches_of(catalog, "year"), tuple(terms)))


def site_map_page(shared: Shared, brief: SiteMapBrief, cards: Cards) -> Iterator[Planned]:
    """The site map page for readers."""
    groups = (
        (shared.text("standing_pages"), _flat((*shared.site.pages, *_collections(shared)))),
        (shared.text("notices"), brief.notices),
        (shared.text("sections"), _flat(shared.site.categories)),
        *_unit_trees(shared),
        (shared.text("archive"), brief.years),
        *[(shared.text(heading), branches) for heading, branches in brief.terms],
    )
    yield _tree("site_map", "describe_site_map", shared.site.site_map, groups, shared)


def not_found_groups(catalog: Catalog) -> Iterator[Group]:
    """The page that hosts show for an address that does not exist."""
    yield Group("not found", Nothing())


def not_found(shared: Shared, brief: Nothing, cards: Cards) -> Iterator[Planned]:
    """The page that hosts show for an address that does not exist."""
    title, url = shared.text("not_found"), f"{shared.site.root}/404.html"
    view = NotFoundView(head(shared, title, url, shared.text("describe_not_found"), indexed=False), title)
    yield Page("404.html", "not_found.html", view), None


def _tree(title: str, description: str, url: str, groups: Branches, shared: Shared) -> Planned:
    """A page of headed trees; `title` and `description` are keys of interface texts."""
    title, description = shared.text(title), shared.text(description, site=shared.site.title)
    view = TreeView(head(shared, title, url, description), title, tuple([group for group in groups if group[1]]))
    return Page(shared.file(url), "tree.html", view), MapEntry(url, "")


def _branches_of(catalog: Catalog, taxonomy: str) -> tuple[Branch, ...]:
    """The lists of a taxonomy with their parts."""
    listed = [listing for listing in catalog.listings if listing.taxonomy == taxonomy]
    return tuple([Branch(Link(one.title, one.url), _flat(one.parts)) for one in listed])


def _flat(links: Sequence[Link]) -> tuple[Branch, ...]:
    """Links as branches with nothing below them."""
    return tuple([Branch(link) for link in links])


def _collections(shared: Shared) -> Iterator[Link]:
    """The search page, and the pages that collect notices, photos and corrections."""
    yield Link(shared.text("search"), shared.address("search"))
    yield Link(shared.text("notices"), shared.site.notices)
    yield Link(shared.text("photo_library"), shared.site.photos)
    yield Link(shared.text("corrections"), shared.site.corrections)


def _unit_trees(shared: Shared) -> Iterator[tuple[str, tuple[Branch, ...]]]:
    """The units of today as trees, future and former units as lists, each under its heading."""
    forest, units = localities.forest(shared.atlas, shared.day), shared.units
    yield shared.text("localities_now"), _branches(forest.tops, forest, units)
    yield shared.text("localities_future"), _branches(forest.future, forest, units)
    yield shared.text("localities_former"), _branches(forest.former, forest, units)


def _branches(ids: Sequence[str], forest: Forest, units: Mapping[str, Link]) -> tuple[Branch, ...]:
    """Units with the units below them."""
    return tuple(Branch(units[id], _branches(forest.below.get(id, ()), forest, units)) for id in ids)


LOCALITIES = PageKind(locality_groups, locality_page)
SEARCH = PageKind(search_groups, search_page)
SITE_MAP = PageKind(site_map_groups, site_map_page)
NOT_FOUND = PageKind(not_found_groups, not_found)
