"""The photo library: the photos of all articles by month, and its front page with one photo of each month.

Each month is a list of its own, cut into pages from the oldest photo, so the pages of a past month do not change. Photos of
an article that has expired or was withdrawn are not shown but keep their rank.
"""

from __future__ import annotations

from collections.abc import Iterator

from conglang.languages import dates
from conglang.portal import publication
from conglang.portal.cards import photo_entries
from conglang.portal.catalog import Catalog
from conglang.portal.numbered import neighbours, numbered_title, page_url, pager
from conglang.portal.page import Page
from conglang.portal.page_groups import Group, PageKind, Planned
from conglang.portal.pagination import Section, sections
from conglang.portal.shared import Shared, head
from conglang.portal.versions import Cards
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import LibraryView, PhotosView
from conglang.portal.views.parts import Album, Link, PhotoEntry
from conglang.values import Value

PER_PAGE = 36
"""The number of photos on a full page of a month."""

Month = tuple[str, str, str]
"""A month of the library: year and month in digits, and the version of the newest article with a photo."""

Item = tuple[str, PhotoEntry | None]
"""The version of an article and one of its photos; None where readers may not see it."""


class FrontBrief(Value, frozen=True):
    """The months that have photos, oldest first."""

    months: tuple[Month, ...]


class PhotosBrief(Value, frozen=True):
    """A month, the versions of its articles with photos, oldest first, and the last month before it that has photos."""

    year: str
    month: str
    articles: tuple[str, ...]
    earlier: Link | None


def front_groups(catalog: Catalog) -> Iterator[Group]:
    """One group for the front page of the library."""
    yield Group("photos", FrontBrief(tuple([(year, month, newest) for year, month, _, newest in _months(catalog)])))


def month_groups(catalog: Catalog) -> Iterator[Group]:
    """One group for each month of the library, oldest first."""
    earlier: Link | None = None
    for year, month, articles, _ in _months(catalog):
        yield Group(f"photos {year}-{month}", PhotosBrief(year, month, articles, earlier))
        earlier = _link(year, month, catalog.shared)


def _months(catalog: Catalog) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Each month in which readers see a photo: year, month, the articles with photos, and the newest one that readers see."""
    for name, listed in sorted(catalog.index.months.items()):
        articles = catalog.versions_of(story for story in listed if catalog.resolved[story.article.path].photos)
        newest = next((version for version in reversed(articles) if version in catalog.cards.shown), "")
        if newest:
            year, month = name.split("-")
            yield year, month, articles, newest


def _link(year: str, month: str, shared: Shared) -> Link:
    """The link to the photos of a month."""
    return Link(dates.month_title(year, month, shared.language), shared.address("photos", year, month))


def front(shared: Shared, brief: FrontBrief, cards: Cards) -> Iterator[Planned]:
    """The front page: the months by year, newest first, each with the first photo of its newest article."""
    years: dict[str, list[Album]] = {}
    for year, month, newest in reversed(brief.months):
        years.setdefault(year, []).append(Album(_link(year, month, shared), next(cards.photos(newest)).picture))
    url, title = shared.site.photos, shared.text("photo_library")
    description = shared.text("describe_photos", site=shared.site.title)
    view = LibraryView(
        head=head(shared, title, url, description, picture=next(iter(years.values()))[0].cover if years else None),
        title=title,
        years=tuple((year, tuple(albums)) for year, albums in years.items()),
    )
    yield Page(shared.file(url), "library.html", view), MapEntry(url, "")


def month_pages(shared: Shared, brief: PhotosBrief, cards: Cards) -> Iterator[Planned]:
    """The pages of a month, the landing page first."""
    items = tuple(item for version in brief.articles for item in _items(version, cards))
    cut = sections(items, PER_PAGE, shown=lambda item: item[1] is not None)
    for section in cut:
        yield _page(section, shared, brief, cards, is_last=section is cut[-1])


def _page(section: Section[Item], shared: Shared, brief: PhotosBrief, cards: Cards, *, is_last: bool) -> Planned:
    link, library = _link(brief.year, brief.month, shared), Link(shared.text("photo_library"), shared.site.photos)
    url = page_url(link.url, section.number, shared)
    title = numbered_title(link.title, section.number, shared)
    photos = tuple([entry for _, entry in section.items if entry is not None])
    view = PhotosView(
        head=head(
            shared,
            shared.text("photos_of", title=title),
            url,
            shared.text("describe_photos_of", title=title, site=shared.site.title),
            trail=(library, link) if section.number else (library,),
            picture=photos[0].picture if photos else None,
            **neighbours(link.url, section, shared),
        ),
        title=title,
        photos=photos,
        pager=pager(link.url, section, shared),
        earlier=brief.earlier if is_last else None,
    )
    changed = publication.last_change([cards.story(version).article for version, _ in section.items])
    return Page(shared.file(url), "photos.html", view), MapEntry(url, changed)


def _items(version: str, cards: Cards) -> Iterator[Item]:
    """The photos of an article from the last to the first, because a page shows its items in reverse order."""
    story = cards.story(version)
    for entry in reversed(list(photo_entries(story, cards.resolved(version)))):
        yield version, entry if story.shown else None


LIBRARY = PageKind(front_groups, front)
MONTHS = PageKind(month_groups, month_pages)
