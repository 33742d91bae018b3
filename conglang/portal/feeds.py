"""Feeds of the whole portal, of its categories and of its localities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from conglang.portal.catalog import Catalog, output_path
from conglang.portal.index import Story
from conglang.portal.lists import Listing
from conglang.portal.page import Page
from conglang.portal.views.machines import (
    FeedView,
)


def feeds(catalog: Catalog) -> Iterator[Page]:
    """Atom, RSS and JSON Feed of the whole portal."""
    site, newest = catalog.site, catalog.shown[: -catalog.config.feed_items - 1 : -1]
    yield _feed(catalog, site.title, site.atom, site.home, "atom.xml", newest)
    yield _feed(catalog, site.title, site.rss, site.home, "rss.xml", newest)
    yield _feed(catalog, site.title, site.json_feed, site.home, "feed.json", newest)


def feed(listing: Listing, catalog: Catalog) -> Iterator[Page]:
    """The Atom feed of a list, where it has one and an article to show."""
    newest = feed_stories(listing, catalog)
    if newest:
        title = f"{listing.full_title} – {catalog.site.title}"
        yield _feed(catalog, title, f"{listing.url}feed.xml", listing.url, "atom.xml", newest)


def feed_stories(listing: Listing, catalog: Catalog) -> tuple[Story, ...]:
    """The stories in the feed of a list, newest first; none where it has no feed."""
    shown = (story for story, _ in reversed(listing.listed) if story.article.path in catalog.cards)
    return tuple(islice(shown, catalog.config.feed_items)) if listing.feed else ()


def _feed(catalog: Catalog, title: str, url: str, page: str, template: str, chosen: Sequence[Story]) -> Page:
    listed = tuple(catalog.items[story.article.path] for story in chosen)
    view = FeedView(
        title=title,
        description=catalog.site.slogan or catalog.text("describe_home", site=catalog.site.title),
        url=url,
        page=page,
        updated=max((item.updated for item in listed), key=lambda m: m.epoch, default=None),
        items=listed,
        full_text=catalog.config.feed_full_text,
    )
    bodies = tuple(catalog.resolved[s.article.path].inputs for s in chosen) if catalog.config.feed_full_text else ()
    return Page(output_path(url, catalog.site.root), template, view, bodies)
