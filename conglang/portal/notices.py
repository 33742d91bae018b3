"""Notices: the page of each, the list of those that hold, and the lines that the home page shows.

A notice stands from its date until it expires; then its page is gone and it leaves the list, but keeps its rank there, so that
full pages of the list stay as they are. One that is featured is urgent: it stands on top of the home page.
"""

from __future__ import annotations

from collections.abc import Iterator

from conglang.digest import seal
from conglang.model import Article
from conglang.portal import cards, publication
from conglang.portal.catalog import Catalog, head, output_path
from conglang.portal.numbered import numbered_head, page_url, pager
from conglang.portal.page import Page
from conglang.portal.pagination import sections
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import NoticesView, NoticeView
from conglang.portal.views.parts import Figure, Link, NoticeLine

SUMMARY = 220
"""Characters of a notice's first paragraph in the list."""


def pages(catalog: Catalog) -> Iterator[tuple[Page, MapEntry]]:
    """The page of every notice that holds, with its line in the site map."""
    root = catalog.site.root
    trail = (Link(catalog.text("notices"), catalog.site.notices),)
    for article, url in _current(catalog):
        resolved = catalog.resolved[article.path]
        lead = resolved.lead if resolved.heads else None
        summary = cards.summary(article)
        assert article.date is not None, "a notice without a date is an error"
        view = NoticeView(
            head=head(
                catalog,
                article.title,
                url,
                summary or article.title,
                trail=trail,
                picture=resolved.lead,
                share=catalog.shares.pictures.get(article.path),
            ),
            title=article.title,
            summary=article.summary,
            lead=Figure((lead,), lead.caption, lead.credit) if lead else None,
            date=article.date,
            until=article.expires,
            updated=article.updated,
        )
        page = Page(output_path(url, root), "notice.html", view, (resolved.inputs,), article.path, late=False)
        changed = publication.modified(article)
        yield page, MapEntry(url, changed.iso if changed else "")


def lists(catalog: Catalog) -> Iterator[tuple[Page, MapEntry]]:
    """The pages of the list, the landing page first; it is there even while no notice holds, for every page leads to it."""
    base = catalog.site.notices
    current = {article.path for article, _ in _current(catalog)}
    cut = sections(catalog.index.notices, catalog.config.per_page, shown=lambda placed: placed[0].path in current)
    for section in cut:
        url = page_url(base, section.number, catalog)
        title, page_head = numbered_head("notices", base, section, catalog)
        view = NoticesView(
            head=page_head,
            title=title,
            notices=tuple(line(article, url) for article, url in section.items),
            pager=pager(base, section, cut, catalog),
        )
        changed = max((m.iso for article, _ in section.items if (m := publication.modified(article))), default="")
        yield Page(output_path(url, catalog.site.root), "notices.html", view), MapEntry(url, changed)


def line(article: Article, url: str) -> NoticeLine:
    """What a list shows of a notice."""
    assert article.date is not None, "a notice without a date is an error"
    summary = cards.shortened(cards.summary(article), SUMMARY)
    return seal(NoticeLine(article.title, url, article.date, article.expires, summary))


def latest(catalog: Catalog, count: int) -> tuple[tuple[NoticeLine, ...], tuple[NoticeLine, ...]]:
    """For the home page: the urgent notices, and up to `count` of the others; both newest first."""
    newest = list(reversed(list(_current(catalog))))
    clock = catalog.names.clock
    urgent = tuple(line(article, url) for article, url in newest if publication.is_featured(article, clock))
    others = [(article, url) for article, url in newest if not publication.is_featured(article, clock)]
    return urgent, tuple(line(article, url) for article, url in others[:count])


def _current(catalog: Catalog) -> Iterator[tuple[Article, str]]:
    """The notices that readers may see, oldest first."""
    shown = {article.path for article, _ in catalog.others if article.kind == "notice"}
    return (placed for placed in catalog.index.notices if placed[0].path in shown)
