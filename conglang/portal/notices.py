"""Notices: the page of each, the list of those that are valid, and the lines that the home page shows.

A notice is valid from its date until it expires. Then its page is deleted and the list no longer shows it; its rank in the
list stays, so that full pages do not change. A featured notice is urgent: it heads the home page.
"""

from __future__ import annotations

from collections.abc import Iterator

from conglang.digest import seal
from conglang.model import Article, Rendition
from conglang.portal import cards as showing
from conglang.portal import publication
from conglang.portal.catalog import Catalog
from conglang.portal.numbered import numbered_head, page_url, pager
from conglang.portal.page import Page
from conglang.portal.page_groups import Group, PageKind, Planned
from conglang.portal.pagination import Section, sections
from conglang.portal.shared import Shared, head, shortened
from conglang.portal.versions import Cards
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import NoticesView, NoticeView
from conglang.portal.views.parts import Link, NoticeLine
from conglang.values import Value

SUMMARY = 220
"""The list shows this many characters of a notice's summary."""


class NoticesBrief(Value, frozen=True):
    """The valid notices by version, oldest first, each with its share picture."""

    notices: tuple[tuple[str, Rendition | None], ...]


class NoticeListBrief(Value, frozen=True):
    """The pages of the list of notices, by version."""

    sections: tuple[Section[str], ...]


def groups(catalog: Catalog) -> Iterator[Group]:
    """One group for the pages of all valid notices."""
    pictures = catalog.shares.pictures
    current = [(catalog.versions[article.path], pictures.get(article.path)) for article, _ in _current(catalog)]
    yield Group("notices", NoticesBrief(tuple(current)))


def pages(shared: Shared, brief: NoticesBrief, cards: Cards) -> Iterator[Planned]:
    """The page of every valid notice, with its line in the site map."""
    trail = (Link(shared.text("notices"), shared.site.notices),)
    for version, share in brief.notices:
        (article, url), resolved = cards.other(version), cards.resolved(version)
        summary = showing.summary(article)
        assert article.date is not None, "a notice without a date is an error"
        view = NoticeView(
            head=head(
                shared, article.title, url, summary or article.title, trail=trail, picture=resolved.lead, share=share
            ),
            title=article.title,
            summary=article.summary,
            lead=showing.lead_figure(resolved),
            date=article.date,
            until=article.expires,
            updated=article.updated,
        )
        page = Page(shared.file(url), "notice.html", view, (resolved.inputs,), article.path, late=False)
        yield page, MapEntry(url, publication.last_change([article]))


def list_groups(catalog: Catalog) -> Iterator[Group]:
    """The list of notices; it exists even where it is empty, because every page links to it."""
    current = {catalog.versions[article.path] for article, _ in _current(catalog)}
    ranked = [catalog.versions[article.path] for article, _ in catalog.index.notices]
    cut = sections(ranked, catalog.config.per_page, shown=lambda version: version in current)
    yield Group("list of notices", NoticeListBrief(cut))


def list_pages(shared: Shared, brief: NoticeListBrief, cards: Cards) -> Iterator[Planned]:
    """The pages of the list, the landing page first."""
    base = shared.site.notices
    for section in brief.sections:
        url = page_url(base, section.number, shared)
        title, page_head = numbered_head("notices", base, section, shared)
        listed = [cards.other(version) for version in section.items]
        view = NoticesView(
            head=page_head,
            title=title,
            notices=tuple([line(article, address) for article, address in listed]),
            pager=pager(base, section, shared),
        )
        changed = max((m.iso for article, _ in listed if (m := publication.modified(article))), default="")
        yield Page(shared.file(url), "notices.html", view), MapEntry(url, changed)


def line(article: Article, url: str) -> NoticeLine:
    """The line of a notice in a list."""
    assert article.date is not None, "a notice without a date is an error"
    summary = shortened(showing.summary(article), SUMMARY)
    return seal(NoticeLine(article.title, url, article.date, article.expires, summary))


def newest(catalog: Catalog, count: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """For the home page: the urgent notices, and up to `count` of the others; both by version, newest first."""
    current = [article for article, _ in _current(catalog)][::-1]
    urgent = {article.path for article in current if publication.is_featured(article, catalog.clock)}
    others = [article for article in current if article.path not in urgent][:count]
    return (
        tuple([catalog.versions[article.path] for article in current if article.path in urgent]),
        tuple([catalog.versions[article.path] for article in others]),
    )


def _current(catalog: Catalog) -> Iterator[tuple[Article, str]]:
    """The notices that readers may see, oldest first."""
    shown = {article.path for article, _ in catalog.others if article.kind == "notice"}
    return (placed for placed in catalog.index.notices if placed[0].path in shown)


NOTICES = PageKind(groups, pages)
NOTICE_LIST = PageKind(list_groups, list_pages)
