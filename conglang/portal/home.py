"""The home page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conglang.portal import notices, photo_library, publication
from conglang.portal.catalog import Material, head, output_path
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


def home(material: Material, listings: Sequence[Listing]) -> Page:
    """The home page; no article, notice or photo stands twice on it."""
    newest = material.shown[::-1]
    clock = material.names.clock
    featured = [s.article.path for s in newest if publication.is_featured(s.article, clock)]
    chosen = dict.fromkeys([*featured[: 1 + SECONDS], *(s.article.path for s in newest[: 1 + SECONDS + LATEST])])
    taken = tuple(chosen)[: 1 + SECONDS + LATEST]
    cards = [material.cards[path] for path in taken]
    places = tuple(_places(material, newest, frozenset(taken)))
    held = frozenset((*taken, *(path for path, _ in places)))
    blocks = tuple(_blocks(material, held))
    seen = [*cards, *(card for block in blocks for card in block.cards)]
    urgent, latest = notices.latest(material, NOTICES)
    view = HomeView(
        head=head(
            material,
            material.site.title,
            material.site.home,
            material.site.slogan or material.text("describe_home", site=material.site.title),
            picture=cards[0].picture if cards else None,
            feed=material.site.atom,
            share=material.shares.home,
        ),
        lead=cards[0] if cards else None,
        seconds=tuple(cards[1 : 1 + SECONDS]),
        latest=tuple(cards[1 + SECONDS :]),
        blocks=blocks,
        localities=tuple(_with_news(material)),
        archive=tuple(_archive(material, listings)),
        urgent=urgent,
        notices=latest,
        places=tuple(place for _, place in places),
        photos=_photos(material, newest, seen),
    )
    return Page(output_path(material.site.home, material.site.root), "home.html", view)


def _places(material: Material, newest: Sequence[Story], taken: frozenset[str]) -> Iterator[tuple[str, PlaceNews]]:
    """The units of today with the newest articles that do not stand above, each with one of them; paths come along."""
    found: set[str] = set()
    for story in newest[:SEARCHED]:
        path = story.article.path
        unit = next((id for id in story.units if material.atlas.units[id].valid.holds(material.today)), "")
        if path not in taken and unit and unit not in found:
            found.add(unit)
            yield path, PlaceNews(material.names.units[unit], material.lines[path])
            if len(found) == PLACES:
                return


def _photos(material: Material, newest: Sequence[Story], seen: Sequence[Card]) -> tuple[PhotoEntry, ...]:
    """One photo each of the newest articles that have one which no card of the page shows."""
    shown = {_file(card.picture) for card in seen if card.picture is not None}
    photos: dict[str, PhotoEntry] = {}
    for story in newest[:SEARCHED]:
        if material.answers[story.article.path].photos:
            entries = ((_file(entry.picture), entry) for entry in photo_library.entries(story, material))
            own = next((pair for pair in entries if pair[0] not in shown and pair[0] not in photos), None)
            if own is not None:
                photos[own[0]] = own[1]
        if len(photos) == PHOTOS:
            break
    return tuple(photos.values()) if len(photos) >= FEWEST_PHOTOS else ()


def _file(picture: Picture) -> str:
    """What tells that two pictures are of one photo: the widest file of the fallback format."""
    return picture.sources[-1][1][-1].path


def _archive(material: Material, listings: Sequence[Listing]) -> Iterator[ArchiveYear]:
    """The years with their months, newest first; no totals, so that most of it stays as it is."""
    for listing in reversed(listings):
        if listing.taxonomy == "year":
            months = tuple(_month(int(_last(part.url)), part, material) for part in listing.parts)
            yield ArchiveYear(Link(_last(listing.url), listing.url), months)


def _month(number: int, link: Link, material: Material) -> ArchiveMonth:
    name = material.language.months[number - 1]
    return ArchiveMonth(number, material.language.text["month_short"].format(month=number, month_name=name), link)


def _last(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _blocks(material: Material, taken: frozenset[str]) -> Iterator[Block]:
    for category in material.config.categories:
        cards: list[Card] = []
        for story in reversed(material.index.categories.get(category.slug, ())):
            path = story.article.path
            if path in material.cards and path not in taken:
                cards.append(material.cards[path])
                if len(cards) == IN_BLOCK:
                    break
        if cards:
            yield Block(material.names.categories[category.slug], tuple(cards))


def _with_news(material: Material) -> Iterator[Link]:
    """The units of today with the newest articles, in Vietnamese order; the page of all localities has the others."""
    newest: list[tuple[tuple[int, str], str]] = []
    for id, listed in material.index.units.items():
        if material.atlas.units[id].valid.holds(material.today):
            last = next((story.order for story, _ in reversed(listed) if story.article.path in material.cards), None)
            if last is not None:
                newest.append((last, id))
    units = [id for _, id in sorted(newest, reverse=True)[:UNITS]]
    for id in sorted(units, key=material.atlas.order.__getitem__):
        yield material.names.units[id]
