"""Why readers do not see a page, in the editor's words: the ribbon of the page, the marks of links to it, the dashboard.

In come a session and content paths; out come words in the portal's language. Nothing here decides what is published.
"""

from __future__ import annotations

from conglang.languages import Language, dates
from conglang.model import Article
from conglang.portal import publication
from conglang.portal.publication import Admission, Clock
from conglang.preview.state import Session

WITHHELD = (
    publication.DRAFT,
    publication.REVIEW,
    publication.NOT_APPROVED,
    publication.EMBARGOED,
    publication.FUTURE,
    publication.EXPIRED,
)
"""The states of withheld articles, in the order of the dashboard."""

MOST_MARKS = 500
"""Addresses whose links are marked."""


def label(session: Session, source: str) -> str:
    """The words of the ribbon on the page of a content file; empty where readers see it."""
    article = session.content.articles.get(source) if session.content is not None and source else None
    if article is None or session.snapshot is None:
        return ""
    state = public_state(session, article)
    return _in_words(article, state, session.snapshot.settings.language) if state in WITHHELD else ""


def marks(session: Session) -> dict[str, str]:
    """The words of the ribbons by the addresses of their pages, so that links to these can be marked."""
    snapshot = session.snapshot
    by_address: dict[str, str] = {}
    for source in snapshot.by_source if snapshot is not None else ():
        words = label(session, source)
        if words and snapshot is not None:
            by_address[snapshot.address(source)] = words
            if len(by_address) == MOST_MARKS:
                break
    return by_address


def public_state(session: Session, article: Article) -> str:
    """The state of an article for readers, now; the preview itself shows withheld ones."""
    assert session.snapshot is not None
    clock = Clock(session.clock(), "")
    approval = session.snapshot.settings.config.site.approval
    return publication.state(article, clock, approval=approval, admission=Admission())


def _in_words(article: Article, state: str, language: Language) -> str:
    """A state in words, with the moment at which it ends where it has one."""
    text = language.console[f"state-{state}"]
    end = {
        publication.EMBARGOED: article.embargo,
        publication.FUTURE: article.date,
        publication.EXPIRED: article.expires,
    }.get(state)
    return f"{text}: {dates.long_date(end, language)}" if end is not None else text
