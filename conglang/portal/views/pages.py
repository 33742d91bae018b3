"""The views of pages that people read: the value `page` of each template.

Each holds the head of its page and what its template shows, as narrow as that is. Their parts are in `parts`.
"""

from __future__ import annotations

from conglang.model import Day, Moment
from conglang.portal.views.parts import (
    Album,
    ArchiveYear,
    ArticleContent,
    Block,
    Branch,
    Card,
    CorrectionEntry,
    DatedLink,
    Entry,
    Figure,
    Head,
    Link,
    LocalityInfo,
    NoticeLine,
    Pager,
    PhotoEntry,
    PlaceNews,
    SeriesPart,
)
from conglang.values import Value


class HomeView(Value, frozen=True):
    """The home page: one lead article, up to four beside it, the latest of the rest, and a block for each category.

    `urgent` are notices for the top of the page. `photos` are the newest ones that no card of the page shows, `localities`
    units with recent news, in Vietnamese order.
    """

    head: Head
    lead: Card | None
    seconds: tuple[Card, ...]
    latest: tuple[Card, ...]
    blocks: tuple[Block, ...]
    localities: tuple[Link, ...]
    archive: tuple[ArchiveYear, ...]
    urgent: tuple[NoticeLine, ...] = ()
    notices: tuple[NoticeLine, ...] = ()
    places: tuple[PlaceNews, ...] = ()
    photos: tuple[PhotoEntry, ...] = ()


class ArticleView(Value, frozen=True):
    """The page of an article. `related` is headed *Tin liên quan*, `others` *Các tin khác*; either may be empty.

    `parts` are the first part of its series and those around it, itself among them; empty where it is the only part.
    """

    head: Head
    article: ArticleContent
    related: tuple[Card, ...]
    others: tuple[DatedLink, ...]
    parts: tuple[SeriesPart, ...] = ()


class WithdrawnView(Value, frozen=True):
    """The notice at the address of a withdrawn article: nothing of it but the reason and the day.

    The day is that of the withdrawal where the front matter has a later change, else (`is_published`) that of publication.
    """

    head: Head
    reason: str
    date: Day
    is_published: bool = False


class RedirectView(Value, frozen=True):
    """A page at an old address that leads to the new one."""

    head: Head
    target: Link


class StandingView(Value, frozen=True):
    """A standing page (about, contact …)."""

    head: Head
    title: str
    summary: str
    lead: Figure | None
    updated: Moment | None


class NoticeView(Value, frozen=True):
    """The page of a notice. `until` is the last moment of its validity; None where it has no end."""

    head: Head
    title: str
    summary: str
    lead: Figure | None
    date: Moment
    until: Moment | None
    updated: Moment | None


class ListView(Value, frozen=True):
    """A list of articles: of a category, a locality, a tag, an author, a year or a month.

    `taxonomy` is `category`, `locality`, `tag`, `author`, `year` or `month`. `parts` are links to lists below it:
    the months of a year. The text of a locality, where it has one, is in `body`.
    """

    head: Head
    taxonomy: str
    title: str
    entries: tuple[Entry, ...]
    pager: Pager
    parts: tuple[Link, ...] = ()
    locality: LocalityInfo | None = None


class NoticesView(Value, frozen=True):
    """A page of the list of notices, newest first."""

    head: Head
    title: str
    notices: tuple[NoticeLine, ...]
    pager: Pager


class CorrectionsView(Value, frozen=True):
    """A page of all corrections and withdrawals, newest first."""

    head: Head
    title: str
    entries: tuple[CorrectionEntry, ...]
    pager: Pager


class PhotosView(Value, frozen=True):
    """A page of the photos of one month, newest articles first. `earlier` leads to the month before that has photos."""

    head: Head
    title: str
    photos: tuple[PhotoEntry, ...]
    pager: Pager
    earlier: Link | None = None


class LibraryView(Value, frozen=True):
    """The front of the photo library: its months by year, newest first."""

    head: Head
    title: str
    years: tuple[tuple[str, tuple[Album, ...]], ...]


class TreeView(Value, frozen=True):
    """The site map page, and the page of all localities: headed trees of links. Groups are (heading, branches)."""

    head: Head
    title: str
    groups: tuple[tuple[str, tuple[Branch, ...]], ...]


class NotFoundView(Value, frozen=True):
    """`404.html`: served at any address, so its own links are all site-absolute."""

    head: Head
    title: str
