"""The lists of the portal before they are cut into pages: categories, localities, terms, years and months.

In come the index and what all pages share; out come lists of stories with their titles and addresses. How a list is cut into
pages, and which of its articles readers see, is decided in `lists`.
"""

from __future__ import annotations

from collections.abc import Iterator

from conglang.languages import dates
from conglang.portal import localities
from conglang.portal.index import Index, Story
from conglang.portal.shared import Shared
from conglang.portal.terms import TAXONOMIES, Taxonomy
from conglang.portal.views.parts import Link, LocalityInfo
from conglang.values import Value

Listed = tuple[Story, str]
"""A story in a list, with the id of the former unit that brought it there, or an empty text."""


class Listing(Value, frozen=True):
    """A list before it is cut into pages. `full_title` is its title among all lists of the portal.

    `unit` is the id of the locality whose list it is, and `text` the content path of that locality's own page.
    """

    taxonomy: str
    title: str
    full_title: str
    url: str
    listed: tuple[Listed, ...]
    trail: tuple[Link, ...] = ()
    feed: bool = False
    parts: tuple[Link, ...] = ()
    unit: str = ""
    text: str = ""


def listings(shared: Shared, index: Index) -> Iterator[Listing]:
    """All lists: of every category and unit, and of each term, year and month in which an article is shown."""
    yield from _categories(shared, index)
    yield from _units(shared, index)
    for taxonomy in TAXONOMIES:
        yield from _terms(taxonomy, shared, index)
    yield from _archives(shared, index)


def _categories(shared: Shared, index: Index) -> Iterator[Listing]:
    for category in shared.config.categories:
        link = shared.categories[category.slug]
        listed = tuple([(story, "") for story in index.categories.get(category.slug, ())])
        yield Listing("category", link.title, link.title, link.url, listed, feed=True)


def _units(shared: Shared, index: Index) -> Iterator[Listing]:
    texts = {article.slug: article.path for article, _ in index.others if article.kind == "locality"}
    top = Link(shared.text("all_localities"), shared.site.localities)
    for id, link in shared.units.items():
        above = _above(id, shared)
        yield Listing(
            "locality",
            link.title,
            ", ".join([link.title, *[unit.title for unit in above[-1:]]]),
            link.url,
            index.units.get(id, ()),
            trail=(top, *above),
            feed=True,
            unit=id,
            text=texts.get(id, ""),
        )


def _above(id: str, shared: Shared) -> tuple[Link, ...]:
    """The units above a unit, from the top: those of today, or for a former unit those of its last day."""
    ended = _ended(id, shared)
    return tuple([shared.units[unit] for unit in reversed(localities.above(shared.atlas, id, ended or shared.day))])


def _ended(id: str, shared: Shared) -> str:
    """The last day of a former unit; empty for a unit of today or of the future."""
    to = shared.atlas.units[id].valid.to
    return to if to and to < shared.day else ""


def locality_info(id: str, shared: Shared) -> LocalityInfo:
    """What the list of a unit shows of the unit as of today: its kind, its days, and the units around it."""
    atlas, units, today = shared.atlas, shared.units, shared.day
    unit = atlas.units[id]
    ended = _ended(id, shared)
    day = ended or today
    children = atlas.below.get(id, ())
    present = [c for c in children if localities.parent(atlas, c, day) == id and atlas.units[c].valid.holds(day)]
    former = [c for c in children if c not in present and (atlas.units[c].valid.to or today) < today]
    became = sorted(unit.successors, key=lambda s: not s.main) if ended else []
    main = next((s.id for s in became if s.main), "")
    before = [p for p in atlas.predecessors.get(id, ()) if (atlas.units[p].valid.to or today) < today]
    return LocalityInfo(
        kind=shared.language.kinds[unit.kind],
        name=unit.name,
        code=unit.code,
        started=unit.valid.start,
        ended=ended,
        above=_above(id, shared),
        below=tuple(units[c] for c in present),
        former_below=tuple(units[c] for c in former),
        formed_from=tuple(units[p] for p in before if unit.valid.start > atlas.units[p].valid.to),
        became=tuple(units[s.id] for s in became),
        main=units[main].url if main else "",
        absorbed=tuple(units[p] for p in before if unit.valid.start <= atlas.units[p].valid.to),
    )


def _terms(taxonomy: Taxonomy, shared: Shared, index: Index) -> Iterator[Listing]:
    terms = [index.terms[term] for term in index.bearers if term[0] == taxonomy.name]
    for term in sorted(terms, key=lambda t: (taxonomy.order(t.name), t.slug)):
        listed = tuple([(story, "") for story in index.bearers[taxonomy.name, term.key]])
        title = shared.text(f"title_{taxonomy.name}", name=term.name)
        yield Listing(taxonomy.name, term.name, title, term.url, listed)


def _archives(shared: Shared, index: Index) -> Iterator[Listing]:
    months: dict[str, list[Link]] = {}
    for month, stories in sorted(index.months.items()):
        if any(story.shown for story in stories):
            year, number = month.split("-")
            title = dates.month_title(year, number, shared.language)
            months.setdefault(year, []).append(Link(title, shared.address(year, number)))
    for year, links in months.items():
        link = Link(shared.text("title_year", year=year), shared.address(year))
        listed = tuple([(story, "") for story in index.years[year]])
        yield Listing("year", link.title, link.title, link.url, listed, parts=tuple(links))
        for month_link in links:
            number = month_link.url.rstrip("/").rpartition("/")[2]
            listed = tuple([(story, "") for story in index.months[f"{year}-{number}"]])
            yield Listing("month", month_link.title, month_link.title, month_link.url, listed, trail=(link,))
