"""Which articles readers may see at a moment, and until when that does not change.

A *withheld* article is a draft, in review, not yet approved, embargoed, future or expired; a *withdrawn* one leaves a notice
at its address. All that depends on the clock is decided here and in `localities`; for each decision there are the moments at
which it changes, so that a build knows how long its outcome holds. Nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from conglang.model import Article, Day, Moment
from conglang.values import Value

SHOWN = "shown"
WITHDRAWN = "withdrawn"
DRAFT = "draft"
REVIEW = "review"
NOT_APPROVED = "not-approved"
EMBARGOED = "embargoed"
FUTURE = "future"
EXPIRED = "expired"

NEWS = 48 * 3600
"""For this many seconds an article is in the news site map."""

DUE = frozenset({SHOWN, WITHDRAWN, EXPIRED})
"""The states of articles that have become due: they have a rank in lists, even where they are not shown."""


class Clock(Value, frozen=True):
    """The one moment that a build sees: seconds since 1970, and the day in the portal's zone."""

    epoch: int
    day: Day


class Admission(Value, frozen=True):
    """The withheld articles that a build shows all the same: those of `--drafts` and of `--future`."""

    drafts: bool = False
    future: bool = False


def due(article: Article) -> int:
    """When an article becomes due, in seconds since 1970: the later of its date and its embargo."""
    moments = [m.epoch for m in (article.date, article.embargo) if m is not None]
    return max(moments, default=0)


def state(article: Article, clock: Clock, *, approval: bool, admission: Admission) -> str:
    """The state of an article at a moment: one of the constants above."""
    if not admission.drafts:
        if article.draft or article.status == "draft":
            return DRAFT
        if article.status == "review":
            return REVIEW
        if approval and article.status != "approved":
            return NOT_APPROVED
    if not admission.future:
        if article.embargo is not None and article.embargo.epoch > clock.epoch:
            return EMBARGOED
        if article.date is not None and article.date.epoch > clock.epoch:
            return FUTURE
    if article.withdrawn:
        return WITHDRAWN
    if article.expires is not None and article.expires.epoch < clock.epoch:
        return EXPIRED
    return SHOWN


def is_featured(article: Article, clock: Clock) -> bool:
    """Whether an article leads the home page: it is featured, for ever or until a day that has not ended."""
    if article.featured_until is not None:
        return clock.epoch <= article.featured_until.epoch
    return article.featured


def turning_points(articles: Iterable[Article]) -> set[int]:
    """The moments (seconds since 1970) at which the state of an article changes, or it leaves the news site map."""
    points: set[int] = set()
    for article in articles:
        first = due(article)
        if first:
            points.add(first + NEWS)
        points.update([starts.epoch for starts in (article.date, article.embargo) if starts is not None])
        points.update([ends.epoch + 1 for ends in (article.expires, article.featured_until) if ends is not None])
    return points


def interval(now: int, points: Collection[int]) -> tuple[int | None, int | None]:
    """The half-open interval around `now` without a turning point inside it; None for an end that is unbounded."""
    since = max((point for point in points if point <= now), default=None)
    return since, min((point for point in points if point > now), default=None)


def last_change(articles: Iterable[Article]) -> str:
    """When the newest of the articles last changed, as ISO text; empty where none has a date."""
    moments = [moment for article in articles if (moment := modified(article)) is not None]
    return max(moments, key=lambda moment: moment.epoch).iso if moments else ""


def modified(article: Article) -> Moment | None:
    """When an article last changed by its front matter: the latest of its date, update and corrections."""
    if article.updated is None and not article.corrections:
        return article.date
    moments = [article.date, article.updated, *[c.date for c in article.corrections]]
    return max((m for m in moments if m is not None), key=lambda m: m.epoch, default=None)
