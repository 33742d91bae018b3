"""The feeds of the whole portal in three formats: Atom, RSS and JSON Feed.

The feeds of categories and localities are made with their lists, from the same `feed_page`. A feed shows the newest articles
that its brief names, and with `feed_full_text` their bodies.
"""

from __future__ import annotations

from collections.abc import Iterator

from conglang.portal.catalog import Catalog
from conglang.portal.page import Page
from conglang.portal.page_groups import Group, PageKind, Planned
from conglang.portal.shared import Shared
from conglang.portal.versions import Cards
from conglang.portal.views.machines import FeedView
from conglang.values import Value


class FeedBrief(Value, frozen=True):
    """The newest articles by version, newest first."""

    articles: tuple[str, ...]


def groups(catalog: Catalog) -> Iterator[Group]:
    """One group for the feeds of the portal."""
    yield Group("feeds", FeedBrief(catalog.versions_of(catalog.shown[: -catalog.config.feed_items - 1 : -1])))


def pages(shared: Shared, brief: FeedBrief, cards: Cards) -> Iterator[Planned]:
    """The Atom, RSS and JSON feeds of the portal."""
    site = shared.site
    for url, template in ((site.atom, "atom.xml"), (site.rss, "rss.xml"), (site.json_feed, "feed.json")):
        yield feed_page(shared, cards, brief.articles, site.title, url, site.home, template), None


def feed_page(
    shared: Shared, cards: Cards, articles: tuple[str, ...], title: str, url: str, page: str, template: str
) -> Page:
    """A feed of articles by version, newest first, at `url`; `page` is the address of the list with the same articles."""
    items = tuple([cards.item(version) for version in articles])
    full_text = shared.config.feed_full_text
    view = FeedView(
        title=title,
        description=shared.site.slogan or shared.text("describe_home", site=shared.site.title),
        url=url,
        page=page,
        updated=max((item.updated for item in items), key=lambda m: m.epoch, default=None),
        items=items,
        full_text=full_text,
    )
    bodies = tuple([cards.resolved(version).inputs for version in articles]) if full_text else ()
    return Page(shared.file(url), template, view, bodies)


FEEDS = PageKind(groups, pages)
