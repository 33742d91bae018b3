"""The home page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conglang.portal import notices, photo_library, publication
from conglang.portal.catalog import Catalog, head, output_path
from conglang.portal.index import Story
from conglang.portal.lists import Listing
from conglang.portal.page import Page
from conglang.portal.views.pages import HomeView
from conglang.portal.views.parts import (
    ArchiveMonth,
    ArchiveYear,
    Block,
    Card,
    Link,
    PhotoEntry,
    Picture,
    PlaceNews,
)

SECONDS, LATEST, IN_BLOCK = 4, 6, 4
"""Cards beside the lead, cards of the latest news, cards of a category's block on the home page."""

NOTICES, PLACES, UNITS, PHOTOS = 5, 6, 40, 6
"""Notices, units with their newest article, links to units with recent news, and photos of the strip on the home page."""

SEARCHED = 300
"""So many of the newest articles are looked through for what the home page shows beside its cards."""

FEWEST_PHOTOS = 3
"""A strip of fewer photos looks torn off."""


def home(catalog: Catalog, listings: Sequence[Listing]) -> Page:
    """The home page; no article, notice or photo stands twice on it."""
    newest = catalog.shown[::-1]
    clock = catalog.names.clock
    featured = [s.article.path for s in newest if publication.is_featured(s.article, clock)]
    chosen = dict.fromkeys([*featured[: 1 + SECONDS], *(s.article.path for s in newest[: 1 + SECONDS + LATEST])])
    taken = tuple(chosen)[: 1 + SECONDS + LATEST]
    cards = [catalog.cards[path] for path in taken]
    places = tuple(_places(catalog, newest, frozenset(taken)))
    held = frozenset((*taken, *(path for path, _ in places)))
    blocks = tuple(_blocks(catalog, held))
    seen = [*cards, *(card for block in blocks for card in block.cards)]
    urgent, latest = notices.latest(catalog, NOTICES)
    view = HomeView(
        head=head(
            catalog,
            catalog.site.title,
            catalog.site.home,
            catalog.site.slogan or catalog.text("describe_home", site=catalog.site.title),
            picture=cards[0].picture if cards else None,
            feed=catalog.site.atom,
            share=catalog.shares.home,
        ),
        lead=cards[0] if cards else None,
        seconds=tuple(cards[1 : 1 + SECONDS]),
        latest=tuple(cards[1 + SECONDS :]),
        blocks=blocks,
        localities=tuple(_with_news(catalog)),
        archive=tuple(_archive(catalog, listings)),
        urgent=urgent,
        notices=latest,
        places=tuple(place for _, place in places),
        photos=_photos(catalog, newest, seen),
    )
    return Page(output_path(catalog.site.home, catalog.site.root), "home.html", view)


def _places(catalog: Catalog, newest: Sequence[Story], taken: frozenset[str]) -> Iterator[tuple[str, PlaceNews]]:
    """The units of today with the newest articles that do not stand above, each with one of them; paths come along."""
    found: set[str] = set()
    for story in newest[:SEARCHED]:
        path = story.article.path
        unit = next((id for id in story.units if catalog.atlas.units[id].valid.holds(catalog.today)), "")
        if path not in taken and unit and unit not in found:
            found.add(unit)
            yield path, PlaceNews(catalog.names.units[unit], catalog.lines[path])
            if len(found) == PLACES:
                return


def _photos(catalog: Catalog, newest: Sequence[Story], seen: Sequence[Card]) -> tuple[PhotoEntry, ...]:
    """One photo each of the newest articles that have one which no card of the page shows."""
    shown = {_file(card.picture) for card in seen if card.picture is not None}
    photos: dict[str, PhotoEntry] = {}
    for story in newest[:SEARCHED]:
        if catalog.resolved[story.article.path].photos:
            entries = ((_file(entry.picture), entry) for entry in photo_library.entries(story, catalog))
            own = next((pair for pair in entries if pair[0] not in shown and pair[0] not in photos), None)
            if own is not None:
                photos[own[0]] = own[1]
        if len(photos) == PHOTOS:
            break
    return tuple(photos.values()) if len(photos) >= FEWEST_PHOTOS else ()


def _file(picture: Picture) -> str:
    """What tells that two pictures are of one photo: the widest file of the fallback format."""
    return picture.sources[-1][1][-1].path


def _archive(catalog: Catalog, listings: Sequence[Listing]) -> Iterator[ArchiveYear]:
    """The years with their months, newest first; no totals, so that most of it stays as it is."""
    for listing in reversed(listings):
        if listing.taxonomy == "year":
            months = tuple(_month(int(_last(part.url)), part, catalog) for part in listing.parts)
            yield ArchiveYear(Link(_last(listing.url), listing.url), months)


def _month(number: int, link: Link, catalog: Catalog) -> ArchiveMonth:
    name = catalog.language.months[number - 1]
    return ArchiveMonth(number, catalog.language.text["month_short"].format(month=number, month_name=name), link)


def _last(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _blocks(catalog: Catalog, taken: frozenset[str]) -> Iterator[Block]:
    for category in catalog.config.categories:
        cards: list[Card] = []
        for story in reversed(catalog.index.categories.get(category.slug, ())):
            path = story.article.path
            if path in catalog.cards and path not in taken:
                cards.append(catalog.cards[path])
                if len(cards) == IN_BLOCK:
                    break
        if cards:
            yield Block(catalog.names.categories[category.slug], tuple(cards))


def _with_news(catalog: Catalog) -> Iterator[Link]:
    """The units of today with the newest articles, in Vietnamese order; the page of all localities has the others."""
    newest: list[tuple[tuple[int, str], str]] = []
    for id, listed in catalog.index.units.items():
        if catalog.atlas.units[id].valid.holds(catalog.today):
            last = next((story.order for story, _ in reversed(listed) if story.article.path in catalog.cards), None)
            if last is not None:
                newest.append((last, id))
    units = [id for _, id in sorted(newest, reverse=True)[:UNITS]]
    for id in sorted(units, key=catalog.atlas.order.__getitem__):
        yield catalog.names.units[id]
