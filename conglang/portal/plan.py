"""From the portal's material to every page of it: the list of rules that the portal is.

Pages of a kind are made by one function; `plan` calls them in order, has it checked that no two things answer at one address
and that every address an article links to is answered, and says which renditions and attachments the pages need.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from conglang.diagnostics import Diagnostic
from conglang.model import Rendition
from conglang.photos.icons import Icon
from conglang.photos.renditions import Drawing
from conglang.portal import (
    addresses,
    articles,
    cards,
    corrections,
    feeds,
    home,
    lists,
    notices,
    overviews,
    photo_library,
    publication,
    sitemaps,
)
from conglang.portal.catalog import Catalog, head, output_path
from conglang.portal.lists import Stretch
from conglang.portal.page import Page
from conglang.portal.page_groups import Leaf, Planned, Sheet, Sheets, named, run
from conglang.portal.resolve import Attachment
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import RedirectView, StandingView, WithdrawnView
from conglang.portal.views.parts import Figure, Link
from conglang.values import Value, field


class Plan(Value, frozen=True):
    """All that the output consists of, besides the assets of the theme.

    `pages` are those that were planned, `standing` those that stand as they are; `sheets` are what either belong to.
    """

    pages: tuple[Page, ...]
    attachments: tuple[Attachment, ...]
    renditions: tuple[Rendition, ...]
    drawings: tuple[Drawing | Icon, ...] = ()
    standing: tuple[Leaf, ...] = ()
    sheets: dict[str, Sheet] = field(default_factory=dict)

    @property
    def paths(self) -> tuple[str, ...]:
        """Where all pages are."""
        return (*[page.path for page in self.pages], *[leaf.path for leaf in self.standing])


def plan(catalog: Catalog, sheets: Sheets) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Plan every page of the portal whose sheet does not stand."""
    listings = tuple(lists.listings(catalog))
    indexed = [MapEntry(catalog.site.home, _newest(catalog)), *_standing_entries(catalog)]
    articles.pages(catalog, sheets)
    sheets.pages += [*_withdrawn(catalog), *_aliases(catalog), *_standing(catalog)]
    for page, entry in chain(notices.pages(catalog), notices.lists(catalog), corrections.pages(catalog)):
        sheets.pages.append(page)
        indexed.append(entry)
    indexed += photo_library.pages(catalog, sheets)
    for listing in listings:
        for stretch in lists.stretches(listing, catalog):
            indexed += sheets.add(
                stretch.name, seed=partial(_list_seed, stretch, catalog), make=partial(_list, stretch, catalog)
            )
    indexed += [
        MapEntry(url, "") for url in (catalog.site.localities, catalog.address("search"), catalog.site.site_map)
    ]
    sheets.pages += [home.home(catalog, listings), *overviews.trees(catalog, listings), overviews.not_found(catalog)]
    sheets.pages += [
        *feeds.feeds(catalog),
        *sitemaps.site_maps(catalog, sheets, indexed),
        sitemaps.manifest(catalog),
    ]
    attachments = _attachments(catalog)
    claims = [(page.path, page.source) for page in sheets.pages] + [
        (leaf.path, leaf.source) for leaf in sheets.standing
    ]
    claims += [(attachment.path, attachment.source) for attachment in attachments]
    diagnostics = [*addresses.collisions(claims, catalog), *addresses.dead(claims, catalog)]
    drawings: tuple[Drawing | Icon, ...] = (*catalog.shares.drawings, *catalog.icons)
    made = Plan(
        pages=tuple(sheets.pages),
        attachments=attachments,
        renditions=_renditions(catalog),
        drawings=drawings,
        standing=tuple(sheets.standing),
        sheets=sheets.made,
    )
    return made, tuple(diagnostics)


def _list_seed(stretch: Stretch, catalog: Catalog) -> object:
    """All that the pages of a stretch show, and the feed that goes with the landing page: its articles, and names."""
    in_feed = feeds.feed_stories(stretch.listing, catalog) if stretch.is_landing else ()
    return lists.seed(stretch, catalog), tuple(named(in_feed, catalog.index.terms)), run(in_feed, catalog.seeds)


def _list(stretch: Stretch, catalog: Catalog) -> Iterator[Planned]:
    yield from lists.pages(stretch, catalog)
    if stretch.is_landing:
        yield from ((page, None) for page in feeds.feed(stretch.listing, catalog))


def _withdrawn(catalog: Catalog) -> Iterator[Page]:
    for story in catalog.index.due:
        if story.state != publication.WITHDRAWN:
            continue
        day = (publication.modified(story.article) or story.date).day
        for url in (story.url, *[catalog.site.root + alias for alias in story.article.aliases]):
            title = catalog.text("withdrawn")
            shown = head(catalog, title, url, title, indexed=False)
            view = WithdrawnView(shown, story.article.withdrawn, day, is_published=day == story.date.day)
            path = output_path(url, catalog.site.root)
            yield Page(path, "withdrawn.html", view, source=story.article.path, late=False)


def _aliases(catalog: Catalog) -> Iterator[Page]:
    moved = [(s.article, s.url) for s in catalog.shown] + list(catalog.others)
    for article, url in moved:
        for alias in article.aliases:
            old = catalog.site.root + alias
            title = article.title
            view = RedirectView(head(catalog, title, url, title, indexed=False), Link(title, url))
            yield Page(output_path(old, catalog.site.root), "redirect.html", view, source=article.path, late=False)


def _standing(catalog: Catalog) -> Iterator[Page]:
    for article, url in catalog.others:
        if article.kind != "page":
            continue
        resolved = catalog.resolved[article.path]
        lead = resolved.lead if resolved.heads else None
        summary = cards.summary(article)
        view = StandingView(
            head=head(
                catalog,
                article.title,
                url,
                summary or article.title,
                picture=resolved.lead,
                share=catalog.shares.pictures.get(article.path),
            ),
            title=article.title,
            summary=article.summary,
            lead=Figure((lead,), lead.caption, lead.credit) if lead else None,
            updated=article.updated or article.date,
        )
        yield Page(
            output_path(url, catalog.site.root), "standing.html", view, (resolved.inputs,), article.path, late=False
        )


def _standing_entries(catalog: Catalog) -> Iterator[MapEntry]:
    for article, url in catalog.others:
        if article.kind == "page":
            changed = publication.modified(article)
            yield MapEntry(url, changed.iso if changed else "")


def _newest(catalog: Catalog) -> str:
    changed = catalog.shown and (publication.modified(catalog.shown[-1].article) or catalog.shown[-1].date)
    return changed.iso if changed else ""


def _attachments(catalog: Catalog) -> tuple[Attachment, ...]:
    shown = [*[s.article.path for s in catalog.shown], *[article.path for article, _ in catalog.others]]
    return tuple(dict.fromkeys(a for path in shown for a in catalog.resolved[path].attachments))


def _renditions(catalog: Catalog) -> tuple[Rendition, ...]:
    """The renditions that the pages name, each once, in the order of the articles."""
    wanted: dict[str, Rendition] = {}
    for path in [*[s.article.path for s in catalog.shown], *[article.path for article, _ in catalog.others]]:
        resolved = catalog.resolved[path]
        for picture in (*resolved.photos, *([resolved.lead] if resolved.lead else [])):
            for _, renditions in picture.sources:
                for rendition in renditions:
                    wanted.setdefault(rendition.path, rendition)
        if resolved.share is not None:
            wanted.setdefault(resolved.share.path, resolved.share)
    return tuple(wanted.values())
