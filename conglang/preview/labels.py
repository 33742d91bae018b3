"""What waits to be published, in words: the ribbon of a page, and the lists of `/__preview/`."""

from __future__ import annotations

from conglang.languages import Language, dates
from conglang.model import Article, Moment
from conglang.portal import publication
from conglang.portal.publication import Admission, Clock
from conglang.preview.state import Session

WAITING = (
    publication.DRAFT,
    publication.REVIEW,
    publication.NOT_APPROVED,
    publication.EMBARGOED,
    publication.FUTURE,
    publication.EXPIRED,
)
"""The states of what readers do not see, in the order of the lists."""


MOST = 500
"""Addresses whose links are marked."""


def label(session: Session, source: str) -> str:
    """The words of a ribbon: why readers do not see the page of a content file yet; empty where they do."""
    article = session.content.articles.get(source) if session.content is not None and source else None
    if article is None or session.snapshot is None:
        return ""
    state = true_state(article, session)
    return words(article, state, session.snapshot.known.language) if state in WAITING else ""


def marks(session: Session) -> dict[str, str]:
    """The words of the ribbons by the addresses of the pages that bear one, so that links to them can be marked."""
    snapshot = session.snapshot
    found: dict[str, str] = {}
    for source in snapshot.by_source if snapshot is not None else ():
        words = label(session, source)
        if words and snapshot is not None:
            found[snapshot.address(source)] = words
            if len(found) == MOST:
                break
    return found


def true_state(article: Article, session: Session) -> str:
    """The state of an article for readers, now."""
    assert session.snapshot is not None
    clock = Clock(session.clock(), "")
    approval = session.snapshot.known.config.site.approval
    return publication.state(article, clock, approval=approval, admission=Admission())


def words(article: Article, state: str, language: Language) -> str:
    """A state in words, with the moment at which it ends where it has one."""
    text = language.console[f"state-{state}"]
    until = {
        publication.EMBARGOED: article.embargo,
        publication.FUTURE: article.date,
        publication.EXPIRED: article.expires,
    }.get(state)
    return f"{text}: {moment(until, language)}" if until is not None else text


def moment(at: Moment, language: Language) -> str:
    """A moment as editors read it."""
    return dates.long_date(at, language)
