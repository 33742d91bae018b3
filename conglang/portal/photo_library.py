"""The photo library: the photos of all articles by month, and its front, where one photo stands for each month.

Each month is a list of its own, cut into pages from the oldest photo, so a month that is over stays as it is. Photos of an
article that has expired or was withdrawn keep their rank unshown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from conglang.digest import seal
from conglang.languages import dates
from conglang.portal.catalog import Catalog, head, latest, output_path
from conglang.portal.index import Story
from conglang.portal.numbered import page_url, pager
from conglang.portal.page import Page
from conglang.portal.page_groups import Sheets, run
from conglang.portal.pagination import sections
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import LibraryView, PhotosView
from conglang.portal.views.parts import Album, Link, PhotoEntry, Picture

PER_PAGE = 36
"""Photos on a full page of a month."""

Taken = tuple[Story, PhotoEntry | None]
"""A photo in a month with its story; None where readers may not see it."""


def pages(catalog: Catalog, sheets: Sheets) -> tuple[MapEntry, ...]:
    """The pages of each month, and the front of the library; their lines in the site map come back."""
    months: list[tuple[str, Link, Picture]] = []
    lines: list[MapEntry] = []
    earlier: Link | None = None
    for month, listed in sorted(catalog.index.months.items()):
        stories = [story for story in listed if catalog.resolved[story.article.path].photos]
        newest = next((story for story in reversed(stories) if story.article.path in catalog.cards), None)
        if newest is None:
            continue
        year, number = month.split("-")
        link = Link(dates.month_title(year, number, catalog.language), catalog.address("photos", year, number))
        lines += sheets.add(
            f"photos {month}",
            seed=partial(_seed, stories, earlier, catalog),
            make=partial(_month, link, stories, earlier, catalog),
        )
        months.append((year, link, next(entries(newest, catalog)).picture))
        earlier = link
    return (*sheets.add("photos", seed=lambda: months, make=lambda: [_front(months, catalog)]), *lines)


def _seed(stories: Sequence[Story], earlier: Link | None, catalog: Catalog) -> object:
    return earlier, run(stories, catalog.seeds)


def entries(story: Story, catalog: Catalog) -> Iterator[PhotoEntry]:
    """The photos of an article in their order, with what the article says of each; a group's words stand for all of it."""
    resolved = catalog.resolved[story.article.path]
    article = Link(story.article.title, story.url)
    if resolved.heads and resolved.lead is not None:
        yield _entry(resolved.lead, "", "", article)
    for figure in resolved.inputs.figures:
        for picture in figure.pictures:
            yield _entry(picture, figure.caption, figure.credit, article)


def _entry(picture: Picture, caption: str, credit: str, article: Link) -> PhotoEntry:
    return seal(PhotoEntry(picture, picture.caption or caption, picture.credit or credit, article))


def _taken(story: Story, catalog: Catalog) -> Iterator[Taken]:
    """The photos of a story, the last one first, for lists are turned round."""
    shown = story.article.path in catalog.cards
    for entry in reversed(list(entries(story, catalog))):
        yield story, entry if shown else None


def _front(months: Sequence[tuple[str, Link, Picture]], catalog: Catalog) -> tuple[Page, MapEntry]:
    """The months by year, newest first, each under the first photo of its newest article."""
    years: dict[str, list[Album]] = {}
    for year, link, cover in reversed(months):
        years.setdefault(year, []).append(Album(link, cover))
    url, title = catalog.site.photos, catalog.text("photo_library")
    description = catalog.text("describe_photos", site=catalog.site.title)
    view = LibraryView(
        head=head(catalog, title, url, description, picture=next(iter(years.values()))[0].cover if years else None),
        title=title,
        years=tuple((year, tuple(albums)) for year, albums in years.items()),
    )
    return Page(output_path(url, catalog.site.root), "library.html", view), MapEntry(url, "")


def _month(
    link: Link, stories: Sequence[Story], earlier: Link | None, catalog: Catalog
) -> Iterator[tuple[Page, MapEntry]]:
    taken = tuple(photo for story in stories for photo in _taken(story, catalog))
    library = Link(catalog.text("photo_library"), catalog.site.photos)
    cut = sections(taken, PER_PAGE, shown=lambda item: item[1] is not None)
    for section in cut:
        url = page_url(link.url, section.number, catalog)
        title, trail = link.title, [library]
        if section.number:
            title = catalog.text("page_title", title=link.title, number=str(section.number))
            trail = [library, link]
        photos = tuple(entry for _, entry in section.items if entry is not None)
        full_title = catalog.text("photos_of", title=title)
        view = PhotosView(
            head=head(
                catalog,
                full_title,
                url,
                catalog.text("describe_photos_of", title=title, site=catalog.site.title),
                trail=trail,
                picture=photos[0].picture if photos else None,
                previous=page_url(link.url, section.newer, catalog) if section.newer >= 0 else "",
                next=page_url(link.url, section.older, catalog) if section.older >= 0 else "",
            ),
            title=title,
            photos=photos,
            pager=pager(link.url, section, cut, catalog),
            earlier=earlier if section is cut[-1] else None,
        )
        changed = latest([story for story, _ in section.items])
        page = Page(output_path(url, catalog.site.root), "photos.html", view)
        yield page, MapEntry(url, changed.iso if changed else "")
