"""The pages at former addresses: the notice of a withdrawn article, and redirects from aliases.

Of a withdrawn article nothing is shown but the reason and the day. No site map names these pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from conglang.model import Day
from conglang.portal import publication
from conglang.portal.catalog import Catalog
from conglang.portal.page import Page
from conglang.portal.page_groups import Group, PageKind, Planned
from conglang.portal.shared import Shared, head
from conglang.portal.versions import Cards
from conglang.portal.views.pages import RedirectView, WithdrawnView
from conglang.portal.views.parts import Link
from conglang.values import Value


class Withdrawal(Value, frozen=True):
    """A withdrawn article: its file, its addresses, the reason, the day, and whether that is the day of its publication."""

    source: str
    urls: tuple[str, ...]
    reason: str
    day: Day
    is_published: bool


class WithdrawnBrief(Value, frozen=True):
    """All withdrawn articles, with nothing but what their notices show."""

    withdrawals: tuple[Withdrawal, ...]


class Redirect(Value, frozen=True):
    """An old address, where it leads, and the content file that has it as an alias."""

    url: str
    target: Link
    source: str


class RedirectsBrief(Value, frozen=True):
    """All old addresses."""

    redirects: tuple[Redirect, ...]


def withdrawn_groups(catalog: Catalog) -> Iterator[Group]:
    """One group for the notices at the addresses of withdrawn articles."""
    withdrawals: list[Withdrawal] = []
    for story in catalog.index.due:
        if story.state == publication.WITHDRAWN:
            article = story.article
            day = (publication.modified(article) or story.date).day
            urls = (story.url, *[catalog.shared.site.root + alias for alias in article.aliases])
            withdrawals.append(Withdrawal(article.path, urls, article.withdrawn, day, day == story.date.day))
    yield Group("withdrawn", WithdrawnBrief(tuple(withdrawals)))


def withdrawn_pages(shared: Shared, brief: WithdrawnBrief, cards: Cards) -> Iterator[Planned]:
    """The notice at each address of each withdrawn article."""
    title = shared.text("withdrawn")
    for one in brief.withdrawals:
        for url in one.urls:
            page_head = head(shared, title, url, title, indexed=False)
            view = WithdrawnView(page_head, one.reason, one.day, is_published=one.is_published)
            yield Page(shared.file(url), "withdrawn.html", view, source=one.source, late=False), None


def redirect_groups(catalog: Catalog) -> Iterator[Group]:
    """One group for the redirects from the aliases of all articles and other pages that readers may see."""
    moved = [(story.article, story.url) for story in catalog.shown] + list(catalog.others)
    root = catalog.shared.site.root
    redirects = [
        Redirect(root + alias, Link(article.title, url), article.path)
        for article, url in moved
        for alias in article.aliases
    ]
    yield Group("redirects", RedirectsBrief(tuple(redirects)))


def redirect_pages(shared: Shared, brief: RedirectsBrief, cards: Cards) -> Iterator[Planned]:
    """The redirect at each old address."""
    for old in brief.redirects:
        title = old.target.title
        view = RedirectView(head(shared, title, old.target.url, title, indexed=False), old.target)
        yield Page(shared.file(old.url), "redirect.html", view, source=old.source, late=False), None


WITHDRAWN = PageKind(withdrawn_groups, withdrawn_pages)
REDIRECTS = PageKind(redirect_groups, redirect_pages)
