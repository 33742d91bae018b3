"""The home page: the newest articles, and links to every part of the portal.

`groups` chooses from the whole portal what the page shows, and puts it into the brief; `pages` makes the page from that
alone. No article, notice or photo is shown twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from conglang.photos.renditions import widest
from conglang.portal import notices, publication
from conglang.portal.catalog import Catalog
from conglang.portal.index import Story
from conglang.portal.listings import Listing
from conglang.portal.page import Page
from conglang.portal.page_groups import Group, PageKind, Planned
from conglang.portal.shared import Shared, head
from conglang.portal.versions import Cards
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import HomeView
from conglang.portal.views.parts import ArchiveMonth, ArchiveYear, Block, Link, PlaceNews
from conglang.values import Value

SECONDS, LATEST, IN_BLOCK = 4, 6, 4
"""Cards beside the lead, cards of the latest news, cards of a category's block on the home page."""

NOTICES, PLACES, UNITS, PHOTOS = 5, 6, 40, 6
"""Notices, units with their newest article, links to units with recent news, and photos of the strip on the home page."""

SEARCHED = 300
"""Places and photos of the home page are chosen among this many of the newest articles."""

FEWEST_PHOTOS = 3
"""A strip of fewer photos is not shown: it would look incomplete."""


class HomeBrief(Value, frozen=True):
    """What the home page shows, articles and notices by version.

    `cards` are the lead article, those beside it and the latest; `places` are units by id with an article each, `blocks`
    categories by slug with their articles; `photos` name a photo by the version of its article and its number there.
    `changed` is when the newest article last changed, as ISO text.
    """

    cards: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[str, tuple[str, ...]], ...]
    units: tuple[str, ...]
    archive: tuple[ArchiveYear, ...]
    urgent: tuple[str, ...]
    notices: tuple[str, ...]
    photos: tuple[tuple[str, int], ...]
    changed: str


def groups(catalog: Catalog) -> Iterator[Group]:
    """Choose what the home page shows."""
    newest = catalog.shown[::-1]
    featured = [s for s in newest if publication.is_featured(s.article, catalog.clock)]
    chosen = dict.fromkeys(catalog.versions_of((*featured[: 1 + SECONDS], *newest[: 1 + SECONDS + LATEST])))
    cards = tuple(chosen)[: 1 + SECONDS + LATEST]
    places = tuple(_places(catalog, newest, frozenset(cards)))
    blocks = tuple(_blocks(catalog, frozenset((*cards, *[version for _, version in places]))))
    urgent, latest = notices.newest(catalog, NOTICES)
    changed = catalog.shown and (publication.modified(newest[0].article) or newest[0].date)
    brief = HomeBrief(
        cards=cards,
        places=places,
        blocks=blocks,
        units=tuple(_with_news(catalog)),
        archive=tuple(_archive(catalog.listings, catalog.shared)),
        urgent=urgent,
        notices=latest,
        photos=_photos(catalog, newest, (*cards, *[version for _, versions in blocks for version in versions])),
        changed=changed.iso if changed else "",
    )
    yield Group("home", brief)


def _places(catalog: Catalog, newest: Sequence[Story], taken: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The units of today with the newest articles that are not `taken`, each unit with one of them."""
    atlas, day = catalog.shared.atlas, catalog.shared.day
    units: set[str] = set()
    for story in newest[:SEARCHED]:
        version = catalog.version(story)
        unit = next((id for id in story.units if atlas.units[id].valid.holds(day)), "")
        if version not in taken and unit and unit not in units:
            units.add(unit)
            yield unit, version
            if len(units) == PLACES:
                return


def _blocks(catalog: Catalog, taken: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each category by its slug, with its newest articles that are not `taken`; categories without any are left out."""
    for category in catalog.config.categories:
        newest = (s for s in reversed(catalog.index.categories.get(category.slug, ())) if s.shown)
        chosen = tuple(islice((v for v in map(catalog.version, newest) if v not in taken), IN_BLOCK))
        if chosen:
            yield category.slug, chosen


def _photos(catalog: Catalog, newest: Sequence[Story], seen: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """One photo of each of the newest articles, where it has one that the cards of `seen` articles do not show."""
    pictures = (catalog.cards.card(version).picture for version in seen)
    taken = {widest(picture.sources).path for picture in pictures if picture is not None}
    photos: list[tuple[str, int]] = []
    for story in newest[:SEARCHED]:
        version = catalog.version(story)
        for number, entry in enumerate(catalog.cards.photos(version)):
            file = widest(entry.picture.sources).path  # Equal for pictures of one photo.
            if file not in taken:
                taken.add(file)
                photos.append((version, number))
                break
        if len(photos) == PHOTOS:
            break
    return tuple(photos) if len(photos) >= FEWEST_PHOTOS else ()


def _archive(listings: Sequence[Listing], shared: Shared) -> Iterator[ArchiveYear]:
    """The years with their months, newest first; without numbers of articles, so that most of it stays the same."""
    for listing in reversed(listings):
        if listing.taxonomy == "year":
            months = []
            for part in listing.parts:
                number = int(_last(part.url))
                short = shared.text("month_short", month=str(number), month_name=shared.language.months[number - 1])
                months.append(ArchiveMonth(number, short, part))
            yield ArchiveYear(Link(_last(listing.url), listing.url), tuple(months))


def _last(url: str) -> str:
    """The last part of an address."""
    return url.rstrip("/").rpartition("/")[2]


def _with_news(catalog: Catalog) -> Iterator[str]:
    """The units of today with the newest articles, in Vietnamese order; all others are on the page of all localities."""
    atlas, day = catalog.shared.atlas, catalog.shared.day
    newest: list[tuple[tuple[int, str], str]] = []
    for id, listed in catalog.index.units.items():
        if atlas.units[id].valid.holds(day):
            last = next((story.order for story, _ in reversed(listed) if story.shown), None)
            if last is not None:
                newest.append((last, id))
    units = [id for _, id in sorted(newest, reverse=True)[:UNITS]]
    return iter(sorted(units, key=atlas.order.__getitem__))


def pages(shared: Shared, brief: HomeBrief, cards: Cards) -> Iterator[Planned]:
    """The home page with its line in the site map."""
    site = shared.site
    shown = [cards.card(version) for version in brief.cards]
    photos = [list(cards.photos(version))[number] for version, number in brief.photos]
    view = HomeView(
        head=head(
            shared,
            site.title,
            site.home,
            site.slogan or shared.text("describe_home", site=site.title),
            picture=shown[0].picture if shown else None,
            feed=site.atom,
            share=shared.share.rendition if shared.share is not None else None,
        ),
        lead=shown[0] if shown else None,
        seconds=tuple(shown[1 : 1 + SECONDS]),
        latest=tuple(shown[1 + SECONDS :]),
        blocks=tuple(Block(shared.categories[slug], tuple(map(cards.card, chosen))) for slug, chosen in brief.blocks),
        localities=tuple([shared.units[id] for id in brief.units]),
        archive=brief.archive,
        urgent=tuple([notices.line(*cards.other(version)) for version in brief.urgent]),
        notices=tuple([notices.line(*cards.other(version)) for version in brief.notices]),
        places=tuple([PlaceNews(shared.units[id], cards.line(version)) for id, version in brief.places]),
        photos=tuple(photos),
    )
    yield Page(shared.file(site.home), "home.html", view), MapEntry(site.home, brief.changed)


HOME = PageKind(groups, pages)
