"""Site maps in parts, `robots.txt`, and the web manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from conglang.photos import icons
from conglang.portal import publication
from conglang.portal.catalog import Catalog
from conglang.portal.index import Story
from conglang.portal.page import Page
from conglang.portal.page_groups import Sheets, run
from conglang.portal.views.machines import (
    ManifestIcon,
    ManifestView,
    MapEntry,
    MapView,
    NewsEntry,
    NewsMapView,
    RobotsView,
)

IN_PART = 40_000
"""Addresses in one part of the site map; the standard allows 50,000."""

NEWEST = 1_000
"""Articles in the news site map; the standard allows no more."""


def site_maps(catalog: Catalog, sheets: Sheets, others: Sequence[MapEntry]) -> Iterator[Page]:
    """`sitemap.xml` is the list of its parts: the articles of each year, and all other pages."""
    years: dict[str, list[Story]] = {}
    for story in catalog.shown:
        years.setdefault(story.date.iso[:4], []).append(story)
    index: list[MapEntry] = []
    root = catalog.site.root
    news = tuple(islice(_news(catalog), NEWEST))
    if news:
        yield Page("sitemap-news.xml", "sitemap-news.xml", NewsMapView(news))
        index.append(MapEntry(f"{root}/sitemap-news.xml", news[0].date))
    for year, stories in sorted(years.items()):
        index += sheets.add(
            f"site map {year}",
            seed=partial(run, stories, catalog.seeds),
            make=partial(_year, f"sitemap-{year}", stories, catalog),
        )
    for page, entry in _map_parts("sitemap-pages", others, root):
        index.append(entry)
        yield page
    yield Page("sitemap.xml", "sitemap.xml", MapView(tuple(index), index=True))
    maps = [f"{root}/sitemap.xml", *[entry.url for entry in index[:1] if news]]
    root_file = f"{catalog.site.origin}/robots.txt" if root else ""
    yield Page("robots.txt", "robots.txt", RobotsView(tuple(maps), root_file))


def _year(name: str, stories: Sequence[Story], catalog: Catalog) -> Iterator[tuple[Page, MapEntry]]:
    """The site map of one year."""
    entries: list[MapEntry] = []
    for story in stories:
        changed = publication.modified(story.article) or story.date
        photos = catalog.resolved[story.article.path].photos
        pictures = tuple(dict.fromkeys(photo.sources[-1][1][-1].path for photo in photos))
        entries.append(MapEntry(story.url, changed.iso, pictures))
    return _map_parts(name, entries, catalog.site.root)


def _map_parts(name: str, entries: Sequence[MapEntry], root: str) -> Iterator[tuple[Page, MapEntry]]:
    """A site map, in several files where one may not hold all, each with its line in the list of site maps."""
    for start in range(0, len(entries), IN_PART):
        path = f"{name}.xml" if not start else f"{name}-{start // IN_PART + 1}.xml"
        part = tuple(entries[start : start + IN_PART])
        modified = max((entry.modified for entry in part), default="")
        yield Page(path, "sitemap.xml", MapView(part)), MapEntry(f"{root}/{path}", modified)


def _news(catalog: Catalog) -> Iterator[NewsEntry]:
    """The articles of the last two days, newest first; those that a preview shows before their time are not among them."""
    now = catalog.names.clock.epoch
    for story in reversed(catalog.shown):
        due = publication.due(story.article)
        if due + publication.NEWS <= now:
            return
        if due <= now:
            embargo = story.article.embargo
            first = embargo if embargo is not None and embargo.epoch > story.date.epoch else story.date
            yield NewsEntry(story.url, story.article.title, first.iso)


def manifest(catalog: Catalog) -> Page:
    """How the portal is installed on a telephone."""
    shown = tuple(
        ManifestIcon(icon.rendition.path, icon.size, icon.purpose)
        for icon in catalog.icons
        if icon.purpose != icons.TOUCH
    )
    view = ManifestView(icons.short_name(catalog.site.title), shown)
    return Page("manifest.webmanifest", "manifest.webmanifest", view)
