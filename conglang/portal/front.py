"""The pages that look over the whole portal: home, site map, all localities, notices, not found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conglang.portal import localities, notices, photo_library, publication
from conglang.portal.catalog import Material, head, output_path
from conglang.portal.index import Story
from conglang.portal.lists import Listing
from conglang.portal.localities import Forest
from conglang.portal.views import (
    ArchiveMonth,
    ArchiveYear,
    Block,
    Branch,
    Card,
    HomeView,
    Link,
    NotFoundView,
    Page,
    PhotoEntry,
    Picture,
    PlaceNews,
    TreeView,
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
