"""The pages of lists: categories, localities, tags, authors, years and months.

Each list is cut into numbered pages from the oldest; the landing page of a locality also says what the unit is, was and became.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from conglang.digest import seal
from conglang.languages import dates
from conglang.model import Article
from conglang.portal import localities
from conglang.portal.catalog import Catalog, head, latest, output_path
from conglang.portal.index import Story
from conglang.portal.numbered import page_url, pager
from conglang.portal.page import BodyInputs, Page
from conglang.portal.pagination import Section, sections
from conglang.portal.terms import Term
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import ListView
from conglang.portal.views.parts import Entry, Link, LocalityInfo
from conglang.values import Value
from conglang.vietnamese import collation

STRETCH = 50
"""Full pages of a list that are planned together."""

Listed = tuple[Story, str]
"""A story in a list, with the id of the former unit that brought it there, or an empty text."""


class Listing(Value, frozen=True):
    """A list before it is cut into pages. `full_title` is its title among all lists of the portal."""

    taxonomy: str
    title: str
    full_title: str
    url: str
    listed: tuple[Listed, ...]
    trail: tuple[Link, ...] = ()
    feed: bool = False
    parts: tuple[Link, ...] = ()
    locality: LocalityInfo | None = None
    text: Article | None = None


class Stretch(Value, frozen=True):
    """Pages of a list that are planned together: the landing page, or a run of those that are full and mostly stay so.

    `cut` are all pages of the list, for each of them leads to others.
    """

    listing: Listing
    cut: tuple[Section[Listed], ...]
    sections: tuple[Section[Listed], ...]

    @property
    def is_landing(self) -> bool:
        """Whether it is the landing page."""
        return self.sections[0].number == 0

    @property
    def name(self) -> str:
        """What it is remembered by."""
        place = "" if self.is_landing else f" {(self.sections[0].number - 1) // STRETCH}"
        return f"list {self.listing.url}{place}"


def listings(catalog: Catalog) -> Iterator[Listing]:
    """All lists of the portal: every category and unit has one, a tag, author, year or month while an article is shown in it."""
    yield from _categories(catalog)
    yield from _units(catalog)
    yield from _terms(catalog)
    yield from _archives(catalog)


def stretches(listing: Listing, catalog: Catalog) -> Iterator[Stretch]:
    """A list in its stretches, the landing page first."""
    cards = catalog.cards
    cut = sections(listing.listed, catalog.config.per_page, shown=lambda item: item[0].article.path in cards)
    yield Stretch(listing, cut, cut[:1])
    for _, together in groupby(cut[1:], key=lambda section: (section.number - 1) // STRETCH):
        yield Stretch(listing, cut, tuple(together))


def seed(stretch: Stretch, catalog: Catalog) -> tuple[object, ...]:
    """All that the pages of a stretch show, their articles by their seeds."""
    listing, seeds = stretch.listing, catalog.seeds
    own = (
        listing.taxonomy,
        listing.title,
        listing.full_title,
        listing.url,
        listing.trail,
        _has_feed(listing, catalog),
    )
    landing: tuple[object, ...] = ()
    if stretch.is_landing:
        text = _text(listing.text, catalog) if listing.text is not None else None
        landing = (listing.parts, listing.locality, text)
    numbers = [(section.number, section.newer, section.older) for section in stretch.sections]
    run = [[seeds[story.article.path] + former for story, former in section.ranked] for section in stretch.sections]
    return own, landing, len(stretch.cut) > 1, stretch.cut[-1].number, numbers, run


def pages(stretch: Stretch, catalog: Catalog) -> Iterator[tuple[Page, MapEntry]]:
    """The pages of a stretch, each with its line in the site map."""
    listing, cut = stretch.listing, stretch.cut
    has_feed = _has_feed(listing, catalog)
    for section in stretch.sections:
        items = section.items
        url = page_url(listing.url, section.number, catalog)
        landing = section.number == 0
        title, full_title = listing.title, listing.full_title
        if not landing:
            title = catalog.text("page_title", title=title, number=str(section.number))
            full_title = catalog.text("page_title", title=full_title, number=str(section.number))
        description = catalog.text(f"describe_{listing.taxonomy}", title=full_title, site=catalog.site.title)
        view = ListView(
            head=head(
                catalog,
                full_title,
                url,
                description,
                trail=listing.trail if landing else (*listing.trail, Link(listing.title, listing.url)),
                feed=f"{listing.url}feed.xml" if has_feed else "",
                previous=page_url(listing.url, section.newer, catalog) if section.newer >= 0 else "",
                next=page_url(listing.url, section.older, catalog) if section.older >= 0 else "",
            ),
            taxonomy=listing.taxonomy,
            title=title,
            entries=tuple(_entry(story, former, catalog) for story, former in items),
            pager=pager(listing.url, section, cut, catalog),
            parts=listing.parts if landing else (),
            locality=listing.locality if landing else None,
        )
        bodies: tuple[BodyInputs, ...] = ()
        source = ""
        if landing and listing.text is not None:
            bodies = (_text(listing.text, catalog),)
            source = listing.text.path
        changed = latest([story for story, _ in items])
        yield (
            Page(output_path(url, catalog.site.root), "list.html", view, bodies, source),
            MapEntry(url, changed.iso if changed else ""),
        )


def _has_feed(listing: Listing, catalog: Catalog) -> bool:
    return listing.feed and any(story.article.path in catalog.cards for story, _ in listing.listed)


def _entry(story: Story, former: str, catalog: Catalog) -> Entry:
    path = story.article.path
    return seal(Entry(catalog.cards[path], catalog.names.units[former].title)) if former else catalog.entries[path]


def _text(article: Article, catalog: Catalog) -> BodyInputs:
    return catalog.resolved[article.path].inputs


def _categories(catalog: Catalog) -> Iterator[Listing]:
    for category in catalog.config.categories:
        link = catalog.names.categories[category.slug]
        listed = tuple((story, "") for story in catalog.index.categories.get(category.slug, ()))
        yield Listing("category", link.title, link.title, link.url, listed, feed=True)


def _units(catalog: Catalog) -> Iterator[Listing]:
    texts = {article.slug: article for article, _ in catalog.others if article.kind == "locality"}
    trail = (Link(catalog.text("all_localities"), catalog.site.localities),)
    for id, link in catalog.names.units.items():
        info = locality_info(id, catalog)
        yield Listing(
            "locality",
            link.title,
            ", ".join([link.title, *[above.title for above in reversed(info.above[-1:])]]),
            link.url,
            catalog.index.units.get(id, ()),
            trail=(*trail, *info.above),
            feed=True,
            locality=info,
            text=texts.get(id),
        )


def locality_info(id: str, catalog: Catalog) -> LocalityInfo:
    """What a unit is, was and became, today."""
    atlas, units, today = catalog.atlas, catalog.names.units, catalog.today
    unit = atlas.units[id]
    ended = unit.valid.to if unit.valid.to and unit.valid.to < today else ""
    day = ended or today
    children = atlas.below.get(id, ())
    present = [c for c in children if localities.parent(atlas, c, day) == id and atlas.units[c].valid.holds(day)]
    former = [c for c in children if c not in present and (atlas.units[c].valid.to or today) < today]
    became = sorted(unit.successors, key=lambda s: not s.main) if ended else []
    main = next((s.id for s in became if s.main), "")
    before = [p for p in atlas.predecessors.get(id, ()) if (atlas.units[p].valid.to or today) < today]
    return LocalityInfo(
        kind=catalog.language.kinds[unit.kind],
        name=unit.name,
        code=unit.code,
        started=unit.valid.start,
        ended=ended,
        above=tuple(units[above] for above in reversed(localities.above(atlas, id, day))),
        below=tuple(units[c] for c in present),
        former_below=tuple(units[c] for c in former),
        formed_from=tuple(units[p] for p in before if unit.valid.start > atlas.units[p].valid.to),
        became=tuple(units[s.id] for s in became),
        main=units[main].url if main else "",
        absorbed=tuple(units[p] for p in before if unit.valid.start <= atlas.units[p].valid.to),
    )


def _terms(catalog: Catalog) -> Iterator[Listing]:
    for taxonomy, lists in (("tag", catalog.index.tags), ("author", catalog.index.authors)):
        terms = [catalog.index.terms[taxonomy, key] for key in lists]
        for term in sorted(terms, key=lambda t: (_rank(t), t.slug)):
            listed = tuple((story, "") for story in lists[term.key])
            title = catalog.text(f"title_{taxonomy}", name=term.name)
            yield Listing(taxonomy, term.name, title, term.url, listed)


def _rank(term: Term) -> tuple[str, str]:
    """The place of a term in its list: people stand by their given names, as in every Vietnamese register."""
    return collation.person_key(term.name) if term.taxonomy == "author" else (collation.sort_key(term.name), "")


def _archives(catalog: Catalog) -> Iterator[Listing]:
    months: dict[str, list[Link]] = {}
    for month, stories in sorted(catalog.index.months.items()):
        if _any_shown(stories, catalog):
            year, number = month.split("-")
            title = dates.month_title(year, number, catalog.language)
            months.setdefault(year, []).append(Link(title, catalog.address(year, number)))
    for year, links in months.items():
        link = Link(catalog.text("title_year", year=year), catalog.address(year))
        listed = tuple((story, "") for story in catalog.index.years[year])
        yield Listing("year", link.title, link.title, link.url, listed, parts=tuple(links))
        for month_link in links:
            number = month_link.url.rstrip("/").rpartition("/")[2]
            listed = tuple((story, "") for story in catalog.index.months[f"{year}-{number}"])
            yield Listing("month", month_link.title, month_link.title, month_link.url, listed, trail=(link,))


def _any_shown(stories: Sequence[Story], catalog: Catalog) -> bool:
    return any(story.article.path in catalog.cards for story in stories)
