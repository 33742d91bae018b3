"""What pages show of a story, each view as narrow as what is shown.

A `Card` is for lists, a `DatedLink` for one line, an `ArticleContent` for the page of the article itself, a `FeedItem` for
feeds, a `PhotoEntry` for each of its photos. All are made from the story, what its references resolve to, what all pages
share and the terms that it bears, and from nothing else: so its version, a digest of these, changes whenever one of them does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conglang.digest import seal
from conglang.model import Article
from conglang.portal import localities, publication
from conglang.portal.index import Story
from conglang.portal.page import Page
from conglang.portal.resolve import Resolved
from conglang.portal.shared import Shared, shortened
from conglang.portal.terms import Term
from conglang.portal.views.machines import FeedItem
from conglang.portal.views.pages import ArticleView
from conglang.portal.views.parts import (
    ArticleContent,
    Byline,
    Card,
    CorrectionView,
    DatedLink,
    Figure,
    Link,
    PhotoEntry,
    Picture,
    Place,
    Successors,
)
from conglang.values import replace

FEW = 3
"""Up to this many successors are named beside a place of an article; of more, only their number is shown."""

Terms = Mapping[tuple[str, str], Term]
"""Terms by taxonomy and key."""


def summary(article: Article) -> str:
    """The summary of an article: the written one, else the opening of its body."""
    return article.summary or article.body.opening


def card(story: Story, resolved: Resolved, shared: Shared) -> Card:
    """The card of a story, for lists."""
    return seal(
        Card(
            title=story.article.title,
            url=story.url,
            date=story.date,
            summary=shortened(summary(story.article), 300),
            category=shared.categories[story.category.slug],
            places=tuple(shared.units[id] for id in story.units),
            picture=resolved.lead,
        )
    )


def dated_link(story: Story) -> DatedLink:
    """The line of a story in a list without pictures."""
    return seal(DatedLink(story.article.title, story.url, story.date))


def bylines(story: Story, terms: Terms) -> tuple[Byline, ...]:
    """The people and organisations of a byline, with the addresses of their pages."""
    return tuple(
        Byline(author.name, author.organisation, terms["author", key].url)
        for author, key in zip(story.article.authors, story.terms["author"], strict=True)
    )


def content(story: Story, resolved: Resolved, shared: Shared, terms: Terms) -> ArticleContent:
    """What an article's own page shows of it."""
    article = story.article
    return ArticleContent(
        title=article.title,
        date=story.date,
        updated=article.updated,
        bylines=bylines(story, terms),
        category=shared.categories[story.category.slug],
        places=tuple(_place(id, story, shared) for id in story.units),
        successors=tuple(s for id in story.units if (s := _successors(id, story, shared)) is not None),
        summary=article.summary if article.body.opening_asks else summary(article),
        lead=lead_figure(resolved),
        photos=resolved.photos,
        tags=tuple(
            Link(term.name, term.url) for key in dict.fromkeys(story.terms["tag"]) for term in [terms["tag", key]]
        ),
        source=article.source,
        genre=article.genre,
        series=article.series,
        corrections=corrections(article),
        words=article.body.words,
        shown=article.shown,
    )


def lead_figure(resolved: Resolved) -> Figure | None:
    """The lead photo as the figure that heads its page; None where there is none or the body holds it."""
    lead = resolved.lead if resolved.heads else None
    return Figure((lead,), lead.caption, lead.credit) if lead is not None else None


def corrections(article: Article) -> tuple[CorrectionView, ...]:
    """The corrections of an article, oldest first."""
    return tuple(CorrectionView(c.date, c.text) for c in sorted(article.corrections, key=lambda c: c.date.epoch))


def feed_item(story: Story, card: Card, terms: Terms) -> FeedItem:
    """The entry of a story in a feed."""
    return seal(
        FeedItem(
            card=card,
            updated=publication.modified(story.article) or story.date,
            bylines=bylines(story, terms),
            tags=tuple(terms["tag", key].name for key in dict.fromkeys(story.terms["tag"])),
            corrections=corrections(story.article),
        )
    )


def _place(id: str, story: Story, shared: Shared) -> Place:
    """A place of an article, with the units above it as they were on the day of the article."""
    line = [shared.units[unit].title for unit in localities.above(shared.atlas, id, story.date.day)]
    return Place(shared.units[id].title, shared.units[id].url, ", ".join(line))


def _successors(id: str, story: Story, shared: Shared) -> Successors | None:
    """The units that a place belongs to now; None where they are those that the article names."""
    now = localities.now_in(shared.atlas, id, story.date.day, shared.day)
    if not now:
        return None
    links = tuple(shared.units[unit] for unit in now) if len(now) <= FEW else ()
    return Successors(shared.units[id], links, len(now))


def photo_entries(story: Story, resolved: Resolved) -> Iterator[PhotoEntry]:
    """The photos of an article in their order, with caption and credit: their own, else those of their figure."""
    article = Link(story.article.title, story.url)
    if resolved.heads and resolved.lead is not None:
        yield _photo_entry(resolved.lead, "", "", article)
    for figure in resolved.inputs.figures:
        for picture in figure.pictures:
            yield _photo_entry(picture, figure.caption, figure.credit, article)


def _photo_entry(picture: Picture, caption: str, credit: str, article: Link) -> PhotoEntry:
    return seal(PhotoEntry(picture, picture.caption or caption, picture.credit or credit, article))


# ---- Edits of nothing but the running text of an article, which no other page shows.


def same_but_for_its_text(a: Article, b: Article) -> bool:
    """Whether two versions of an article differ in their running text at most, so that other pages show the same of both."""
    return _outline(a) == _outline(b)


def with_text_of(page: Page, article: Article) -> Page:
    """A page with the body of an article replaced by the present one."""
    bodies = tuple([replace(b, html=article.body.digest) if b.source == article.path else b for b in page.bodies])
    view = page.view
    if isinstance(view, ArticleView):
        view = replace(view, article=replace(view.article, words=article.body.words))
    return replace(page, view=view, bodies=bodies)


def _outline(article: Article) -> Article:
    """An article without its running text and without the lines and columns in its file."""
    figures = tuple(
        replace(f, photos=tuple(replace(p, line=0, column=0, width=0) for p in f.photos)) for f in article.body.figures
    )
    links = tuple(replace(link, line=0, column=0, width=0) for link in article.body.links)
    body = replace(article.body, digest="", words=0, figures=figures, links=links)
    photo = replace(article.photo, line=0, column=0, width=0) if article.photo is not None else None
    return replace(article, body=body, photo=photo, fields="")
