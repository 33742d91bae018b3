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
from conglang.portal.catalog import Material, head, output_path
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


def plan(material: Material, sheets: Sheets) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Plan every page of the portal whose sheet does not stand."""
    listings = tuple(lists.listings(material))
    indexed = [MapEntry(material.site.home, _newest(material)), *_standing_entries(material)]
    articles.pages(material, sheets)
    sheets.pages += [*_withdrawn(material), *_aliases(material), *_standing(material)]
    for page, entry in chain(notices.pages(material), notices.lists(material), corrections.pages(material)):
        sheets.pages.append(page)
        indexed.append(entry)
    indexed += photo_library.pages(material, sheets)
    for listing in listings:
        for stretch in lists.stretches(listing, material):
            indexed += sheets.add(
                stretch.name, seed=partial(_list_seed, stretch, material), make=partial(_list, stretch, material)
            )
    indexed += [
        MapEntry(url, "") for url in (material.site.localities, material.address("search"), material.site.site_map)
    ]
    sheets.pages += [home.home(material, listings), *overviews.trees(material, listings), overviews.not_found(material)]
    sheets.pages += [
        *feeds.feeds(material),
        *sitemaps.site_maps(material, sheets, indexed),
        sitemaps.manifest(material),
    ]
    attachments = _attachments(material)
    claims = [(page.path, page.source) for page in sheets.pages] + [
        (leaf.path, leaf.source) for leaf in sheets.standing
    ]
    claims += [(attachment.path, attachment.source) for attachment in attachments]
    diagnostics = [*addresses.collisions(claims, material), *addresses.dead(claims, material)]
    drawings: tuple[Drawing | Icon, ...] = (*material.shares.drawings, *material.icons)
    made = Plan(
        pages=tuple(sheets.pages),
        attachments=attachments,
        renditions=_renditions(material),
        drawings=drawings,
        standing=tuple(sheets.standing),
        sheets=sheets.made,
    )
    return made, tuple(diagnostics)


def _list_seed(stretch: Stretch, material: Material) -> object:
    """All that the pages of a stretch show, and the feed that goes with the landing page: its articles, and names."""
    in_feed = feeds.feed_stories(stretch.listing, material) if stretch.is_landing else ()
    return lists.seed(stretch, material), tuple(named(in_feed, material.index.terms)), run(in_feed, material.seeds)


def _list(stretch: Stretch, material: Material) -> Iterator[Planned]:
    yield from lists.pages(stretch, material)
    if stretch.is_landing:
        yield from ((page, None) for page in feeds.feed(stretch.listing, material))


def _withdrawn(material: Material) -> Iterator[Page]:
    for story in material.index.due:
        if story.state != publication.WITHDRAWN:
            continue
        day = (publication.modified(story.article) or story.date).day
        for url in (story.url, *[material.site.root + alias for alias in story.article.aliases]):
            title = material.text("withdrawn")
            shown = head(material, title, url, title, indexed=False)
            view = WithdrawnView(shown, story.article.withdrawn, day, is_published=day == story.date.day)
            path = output_path(url, material.site.root)
            yield Page(path, "withdrawn.html", view, source=story.article.path, late=False)


def _aliases(material: Material) -> Iterator[Page]:
    moved = [(s.article, s.url) for s in material.shown] + list(material.others)
    for article, url in moved:
        for alias in article.aliases:
            old = material.site.root + alias
            title = article.title
            view = RedirectView(head(material, title, url, title, indexed=False), Link(title, url))
            yield Page(output_path(old, material.site.root), "redirect.html", view, source=article.path, late=False)


def _standing(material: Material) -> Iterator[Page]:
    for article, url in material.others:
        if article.kind != "page":
            continue
        answers = material.answers[article.path]
        lead = answers.lead if answers.heads else None
        summary = cards.summary(article)
        view = StandingView(
            head=head(
                material,
                article.title,
                url,
                summary or article.title,
                picture=answers.lead,
                share=material.shares.pictures.get(article.path),
            ),
            title=article.title,
            summary=article.summary,
            lead=Figure((lead,), lead.caption, lead.credit) if lead else None,
            updated=article.updated or article.date,
        )
        yield Page(
            output_path(url, material.site.root), "standing.html", view, (answers.inputs,), article.path, late=False
        )


def _standing_entries(material: Material) -> Iterator[MapEntry]:
    for article, url in material.others:
        if article.kind == "page":
            changed = publication.modified(article)
            yield MapEntry(url, changed.iso if changed else "")


def _newest(material: Material) -> str:
    changed = material.shown and (publication.modified(material.shown[-1].article) or material.shown[-1].date)
    return changed.iso if changed else ""


def _attachments(material: Material) -> tuple[Attachment, ...]:
    shown = [*[s.article.path for s in material.shown], *[article.path for article, _ in material.others]]
    return tuple(dict.fromkeys(a for path in shown for a in material.answers[path].attachments))


def _renditions(material: Material) -> tuple[Rendition, ...]:
    """The renditions that the pages name, each once, in the order of the articles."""
    wanted: dict[str, Rendition] = {}
    for path in [*[s.article.path for s in material.shown], *[article.path for article, _ in material.others]]:
        answers = material.answers[path]
        for picture in (*answers.photos, *([answers.lead] if answers.lead else [])):
            for _, renditions in picture.sources:
                for rendition in renditions:
                    wanted.setdefault(rendition.path, rendition)
        if answers.share is not None:
            wanted.setdefault(answers.share.path, answers.share)
    return tuple(wanted.values())
