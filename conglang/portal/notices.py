"""Notices: the page of each, the list of those that hold, and the lines that the home page shows.

A notice stands from its date until it expires; then its page is gone and it leaves the list, but keeps its rank there, so that
full pages of the list stay as they are. One that is featured is urgent: it stands on top of the home page.
"""

from __future__ import annotations

from collections.abc import Iterator

from conglang.digest import seal
from conglang.model import Article
from conglang.portal import cards, publication
from conglang.portal.catalog import Material, head, output_path
from conglang.portal.numbered import numbered_head, page_url, pager
from conglang.portal.page import Page
from conglang.portal.pagination import sections
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import NoticesView, NoticeView
from conglang.portal.views.parts import Figure, Link, NoticeLine

SUMMARY = 220
"""Characters of a notice's first paragraph in the list."""


def pages(material: Material) -> Iterator[tuple[Page, MapEntry]]:
    """The page of every notice that holds, with its line in the site map."""
    root = material.site.root
    trail = (Link(material.text("notices"), material.site.notices),)
    for article, url in _current(material):
        answers = material.answers[article.path]
        lead = answers.lead if answers.heads else None
        summary = cards.summary(article)
        assert article.date is not None, "a notice without a date is an error"
        view = NoticeView(
            head=head(
                material,
                article.title,
                url,
                summary or article.title,
                trail=trail,
                picture=answers.lead,
                share=material.shares.pictures.get(article.path),
            ),
            title=article.title,
            summary=article.summary,
            lead=Figure((lead,), lead.caption, lead.credit) if lead else None,
            date=article.date,
            until=article.expires,
            updated=article.updated,
        )
        page = Page(output_path(url, root), "notice.html", view, (answers.inputs,), article.path, late=False)
        changed = publication.modified(article)
        yield page, MapEntry(url, changed.iso if changed else "")


def lists(material: Material) -> Iterator[tuple[Page, MapEntry]]:
    """The pages of the list, the landing page first; it is there even while no notice holds, for every page leads to it."""
    base = material.site.notices
    current = {article.path for article, _ in _current(material)}
    cut = sections(material.index.notices, material.config.per_page, shown=lambda placed: placed[0].path in current)
    for section in cut:
        url = page_url(base, section.number, material)
        title, page_head = numbered_head("notices", base, section, material)
        view = NoticesView(
            head=page_head,
            title=title,
            notices=tuple(line(article, url) for article, url in section.items),
            pager=pager(base, section, cut, material),
        )
        changed = max((m.iso for article, _ in section.items if (m := publication.modified(article))), default="")
        yield Page(output_path(url, material.site.root), "notices.html", view), MapEntry(url, changed)


def line(article: Article, url: str) -> NoticeLine:
    """What a list shows of a notice."""
    assert article.date is not None, "a notice without a date is an error"
    summary = cards.shortened(cards.summary(article), SUMMARY)
    return seal(NoticeLine(article.title, url, article.date, article.expires, summary))


def latest(material: Material, count: int) -> tuple[tuple[NoticeLine, ...], tuple[NoticeLine, ...]]:
    """For the home page: the urgent notices, and up to `count` of the others; both newest first."""
    newest = list(reversed(list(_current(material))))
    clock = material.names.clock
    urgent = tuple(line(article, url) for article, url in newest if publication.is_featured(article, clock))
    others = [(article, url) for article, url in newest if not publication.is_featured(article, clock)]
    return urgent, tuple(line(article, url) for article, url in others[:count])


def _current(material: Material) -> Iterator[tuple[Article, str]]:
    """The notices that readers may see, oldest first."""
    shown = {article.path for article, _ in material.others if article.kind == "notice"}
    return (placed for placed in material.index.notices if placed[0].path in shown)
