"""Site maps for machines, `robots.txt`, and the web manifest.

`sitemap.xml` is the list of its parts: the newest articles for news search engines, the articles of each year, and all
other pages, whose lines the other page kinds return with their pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from conglang.photos import icons
from conglang.photos.renditions import widest
from conglang.portal import publication
from conglang.portal.catalog import Catalog
from conglang.portal.index import Story
from conglang.portal.page import Page
from conglang.portal.page_groups import Group, PageKind, Planned
from conglang.portal.shared import Shared
from conglang.portal.versions import Cards
from conglang.portal.views.machines import (
    ManifestIcon,
    ManifestView,
    MapEntry,
    MapView,
    NewsEntry,
    NewsMapView,
    RobotsView,
)
from conglang.values import Value

IN_PART = 40_000
"""A part of the site map has at most this many addresses; the standard allows 50,000."""

NEWEST = 1_000
"""The news site map has at most this many articles; the standard allows no more."""


class YearBrief(Value, frozen=True):
    """A part of the site map: its path, and articles of one year by version, oldest first."""

    path: str
    articles: tuple[str, ...]


class PartBrief(Value, frozen=True):
    """A part of the site map, or (`index`) the list of all parts: its path and its lines."""

    path: str
    entries: tuple[MapEntry, ...]
    index: bool = False


def news_groups(catalog: Catalog) -> Iterator[Group]:
    """The group of the news site map, where there is any news."""
    entries = tuple(islice(_news(catalog), NEWEST))
    if entries:
        yield Group("site map of news", NewsMapView(entries))


def _news(catalog: Catalog) -> Iterator[NewsEntry]:
    """The lines of the articles that became due in the last two days, newest first.

    Articles that are shown before they are due, with `--future` or in the preview, are left out.
    """
    now = catalog.clock.epoch
    for story in reversed(catalog.shown):
        due = publication.due(story.article)
        if due + publication.NEWS <= now:
            return
        if due <= now:
            embargo = story.article.embargo
            first = embargo if embargo is not None and embargo.epoch > story.date.epoch else story.date
            yield NewsEntry(story.url, story.article.title, first.iso)


def year_groups(catalog: Catalog) -> Iterator[Group]:
    """One group for each part with the articles of a year."""
    for path, stories in _years(catalog):
        yield Group(f"site map {path}", YearBrief(path, catalog.versions_of(stories)))


def _years(catalog: Catalog) -> Iterator[tuple[str, Sequence[Story]]]:
    """The parts of the site map that list articles: the path and the stories of each."""
    years: dict[str, list[Story]] = {}
    for story in catalog.shown:
        years.setdefault(story.date.iso[:4], []).append(story)
    for year, stories in sorted(years.items()):
        for number, start in enumerate(range(0, len(stories), IN_PART), 1):
            yield _file(f"sitemap-{year}", number), stories[start : start + IN_PART]


def _file(name: str, number: int) -> str:
    """The path of the part of a number, which the first part does not show."""
    return f"{name}-{number}.xml" if number > 1 else f"{name}.xml"


def year_page(shared: Shared, brief: YearBrief, cards: Cards) -> Iterator[Planned]:
    """A part of the site map with the articles of a year and their photos."""
    entries: list[MapEntry] = []
    for version in brief.articles:
        story = cards.story(version)
        pictures = dict.fromkeys(widest(photo.sources).path for photo in cards.resolved(version).photos)
        entries.append(MapEntry(story.url, _changed(story), tuple(pictures)))
    yield Page(brief.path, "sitemap.xml", MapView(tuple(entries))), None


def _changed(story: Story) -> str:
    """When a story last changed, as ISO text."""
    return (publication.modified(story.article) or story.date).iso


def part_groups(catalog: Catalog, others: Sequence[MapEntry]) -> Iterator[Group]:
    """The groups of the parts with all `others`, the lines of pages that are not articles, and of the list of all parts."""
    root = catalog.shared.site.root
    parts = [
        PartBrief(_file("sitemap-pages", number), tuple(others[start : start + IN_PART]))
        for number, start in enumerate(range(0, len(others), IN_PART), 1)
    ]
    for part in parts:
        yield Group(f"site map {part.path}", part)
    listed = [("sitemap-news.xml", entry.date) for entry in islice(_news(catalog), 1)]
    listed += [(path, max(map(_changed, stories))) for path, stories in _years(catalog)]
    listed += [(part.path, max(entry.modified for entry in part.entries)) for part in parts]
    index = tuple([MapEntry(f"{root}/{path}", modified) for path, modified in listed])
    yield Group("site map", PartBrief("sitemap.xml", index, index=True))


def part_page(shared: Shared, brief: PartBrief, cards: Cards) -> Iterator[Planned]:
    """A part with pages that are not articles, or `sitemap.xml` itself."""
    yield Page(brief.path, "sitemap.xml", MapView(brief.entries, index=brief.index)), None


def robots_groups(catalog: Catalog) -> Iterator[Group]:
    """`robots.txt`, which names the site maps."""
    site = catalog.shared.site
    maps = [f"{site.root}/sitemap.xml", *([f"{site.root}/sitemap-news.xml"] if any(_news(catalog)) else [])]
    yield Group("robots", RobotsView(tuple(maps), f"{site.origin}/robots.txt" if site.root else ""))


def manifest_groups(catalog: Catalog) -> Iterator[Group]:
    """The web manifest: how the portal is installed on a telephone."""
    wanted = [icon for icon in catalog.icons if icon.purpose != icons.TOUCH]
    listed = tuple([ManifestIcon(icon.rendition.path, icon.size, icon.purpose) for icon in wanted])
    yield Group("manifest", ManifestView(icons.short_name(catalog.shared.site.title), listed))


def _at(path: str) -> Callable[[Shared, Any, Cards], Iterable[Planned]]:
    """The one page of a group whose brief is its view; its template has its name."""
    return lambda shared, brief, cards: [(Page(path, path, brief), None)]


NEWS = PageKind(news_groups, _at("sitemap-news.xml"))
YEARS = PageKind(year_groups, year_page)
ROBOTS = PageKind(robots_groups, _at("robots.txt"))
MANIFEST = PageKind(manifest_groups, _at("manifest.webmanifest"))
