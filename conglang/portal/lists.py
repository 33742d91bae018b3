"""The pages of lists: categories, localities, terms, years and months, some with a feed.

Each list is cut into pages that are numbered from the oldest article; the landing page of a locality also shows what the unit
is, was and became. A group is the landing page with the feed, or up to `STRETCH` further pages, which seldom change.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

from conglang.portal import feeds, publication
from conglang.portal.catalog import Catalog
from conglang.portal.listings import Listing, locality_info
from conglang.portal.numbered import neighbours, numbered_title, page_url, pager
from conglang.portal.page import BodyInputs, Page
from conglang.portal.page_groups import Group, PageKind, Planned
from conglang.portal.pagination import Section, sections
from conglang.portal.shared import Shared, head
from conglang.portal.versions import Cards
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import ListView
from conglang.portal.views.parts import Link
from conglang.values import Value, replace

STRETCH = 50
"""This many further pages of a list are planned together."""

Item = tuple[str, str]
"""An article in a list by its version, with the id of the former unit that brought it there, or an empty text."""


class ListBrief(Value, frozen=True):
    """A part of a list. `parts`, `unit`, `text` (a version) and `feed` (versions) are filled for the landing page alone."""

    taxonomy: str
    title: str
    full_title: str
    url: str
    trail: tuple[Link, ...]
    has_feed: bool
    sections: tuple[Section[Item], ...]
    parts: tuple[Link, ...] = ()
    unit: str = ""
    text: str = ""
    feed: tuple[str, ...] = ()


def groups(catalog: Catalog) -> Iterator[Group]:
    """The groups of every list, that of its landing page first."""
    for listing in catalog.listings:
        yield from _groups(listing, catalog)


def _groups(listing: Listing, catalog: Catalog) -> Iterator[Group]:
    shown, config, versions = catalog.cards.shown, catalog.config, catalog.versions
    ranked = [(versions[story.article.path], former) for story, former in listing.listed]
    cut = sections(ranked, config.per_page, shown=lambda item: item[0] in shown)
    newest = (version for version, _ in reversed(ranked) if version in shown)
    feed = tuple(islice(newest, config.feed_items)) if listing.feed else ()
    landing = ListBrief(
        taxonomy=listing.taxonomy,
        title=listing.title,
        full_title=listing.full_title,
        url=listing.url,
        trail=listing.trail,
        has_feed=bool(feed),
        sections=cut[:1],
        parts=listing.parts,
        unit=listing.unit,
        text=versions[listing.text] if listing.text else "",
        feed=feed,
    )
    yield Group(f"list {listing.url}", landing)
    for number, together in groupby(cut[1:], key=lambda section: (section.number - 1) // STRETCH):
        trail = (*listing.trail, Link(listing.title, listing.url))
        brief = replace(landing, trail=trail, sections=tuple(together), parts=(), unit="", text="", feed=())
        yield Group(f"list {listing.url} {number}", brief)


def pages(shared: Shared, brief: ListBrief, cards: Cards) -> Iterator[Planned]:
    """The pages of a group, each with its line in the site map, and the feed after the landing page."""
    for section in brief.sections:
        yield _page(section, shared, brief, cards)
    if brief.feed:
        title = f"{brief.full_title} – {shared.site.title}"
        yield feeds.feed_page(shared, cards, brief.feed, title, f"{brief.url}feed.xml", brief.url, "atom.xml"), None


def _page(section: Section[Item], shared: Shared, brief: ListBrief, cards: Cards) -> Planned:
    url = page_url(brief.url, section.number, shared)
    full_title = numbered_title(brief.full_title, section.number, shared)
    view = ListView(
        head=head(
            shared,
            full_title,
            url,
            shared.text(f"describe_{brief.taxonomy}", title=full_title, site=shared.site.title),
            trail=brief.trail,
            feed=f"{brief.url}feed.xml" if brief.has_feed else "",
            **neighbours(brief.url, section, shared),
        ),
        taxonomy=brief.taxonomy,
        title=numbered_title(brief.title, section.number, shared),
        entries=tuple([cards.entry(version, former) for version, former in section.items]),
        pager=pager(brief.url, section, shared),
        parts=brief.parts,
        locality=locality_info(brief.unit, shared) if brief.unit else None,
    )
    bodies: tuple[BodyInputs, ...] = ()
    source = ""
    if brief.text:
        bodies, source = (cards.resolved(brief.text).inputs,), cards.other(brief.text)[0].path
    changed = publication.last_change([cards.story(version).article for version, _ in section.items])
    return Page(shared.file(url), "list.html", view, bodies, source), MapEntry(url, changed)


LISTS = PageKind(groups, pages)
