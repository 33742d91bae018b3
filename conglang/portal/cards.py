"""What is shown of a story: as narrow as the place where it is shown.

A `Card` is for lists, a `DatedLink` for one line, an `ArticleContent` for the page of the article itself. Each is made once
and carries its digest from then on, so that a list's key costs a hash over its cards' digests.
"""

from __future__ import annotations

from conglang.digest import seal
from conglang.model import Article, Config
from conglang.portal import localities, publication
from conglang.portal.index import Index, Story
from conglang.portal.localities import Atlas
from conglang.portal.page import Page
from conglang.portal.publication import Clock
from conglang.portal.resolve import Resolved
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
    Place,
    Successors,
)
from conglang.values import Value, replace

FEW = 3
"""Up to so many successors are named beside an article's place; above it stands their number."""

DESCRIPTION = 160
"""Characters of a description for search engines."""


class Names(Value, frozen=True):
    """What projections look up: the portal's terms and units with their addresses."""

    config: Config
    index: Index
    atlas: Atlas
    clock: Clock
    unit_base: str
    categories: dict[str, Link]
    units: dict[str, Link]


def names(config: Config, index: Index, atlas: Atlas, clock: Clock, paths: dict[str, str]) -> Names:
    """Make the links of all categories and units once."""
    root = config.site.root
    base = f"{root}/{paths['locality']}/"
    categories = {c.slug: Link(c.name, f"{root}/{paths['category']}/{c.slug}/") for c in config.categories}
    units = {id: Link(title, f"{base}{id}/") for id, title in atlas.titles.items()}
    return Names(config, index, atlas, clock, base, categories, units)


def summary(article: Article) -> str:
    """The standfirst: the written one, else the first paragraph."""
    return article.summary or article.body.opening


def shortened(text: str, limit: int) -> str:
    """A text cut at a word, with an ellipsis where something was cut."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rpartition(" ")[0] or text[: limit - 1]
    return cut.rstrip(" ,;:.–-") + "…"


def card(story: Story, resolved: Resolved, names: Names) -> Card:
    """What a list shows of a story."""
    return seal(
        Card(
            title=story.article.title,
            url=story.url,
            date=story.date,
            summary=shortened(summary(story.article), 300),
            category=names.categories[story.category.slug],
            places=tuple(names.units[id] for id in story.units),
            picture=resolved.lead,
        )
    )


def dated_link(story: Story) -> DatedLink:
    """One line of a list."""
    return seal(DatedLink(story.article.title, story.url, story.date))


def bylines(story: Story, names: Names) -> tuple[Byline, ...]:
    """The people and organisations of a byline, with their pages."""
    return tuple(
        Byline(author.name, author.organisation, names.index.terms["author", key].url)
        for author, key in zip(story.article.authors, story.authors, strict=True)
    )


def content(story: Story, resolved: Resolved, names: Names) -> ArticleContent:
    """What an article's own page shows of it."""
    article = story.article
    return ArticleContent(
        title=article.title,
        date=story.date,
        updated=article.updated,
        bylines=bylines(story, names),
        category=names.categories[story.category.slug],
        places=tuple(_place(id, story, names) for id in story.units),
        successors=tuple(s for id in story.units if (s := _successors(id, story, names)) is not None),
        summary=article.summary if article.body.opening_asks else summary(article),
        lead=Figure((resolved.lead,), resolved.lead.caption, resolved.lead.credit)
        if resolved.heads and resolved.lead is not None
        else None,
        photos=resolved.photos,
        tags=tuple(
            Link(term.name, term.url) for key in dict.fromkeys(story.tags) for term in [names.index.terms["tag", key]]
        ),
        source=article.source,
        genre=article.genre,
        series=article.series,
        corrections=corrections(article),
        words=article.body.words,
    )


def corrections(article: Article) -> tuple[CorrectionView, ...]:
    """The corrections of an article, oldest first."""
    return tuple(CorrectionView(c.date, c.text) for c in sorted(article.corrections, key=lambda c: c.date.epoch))


def feed_item(story: Story, card: Card, names: Names) -> FeedItem:
    """What a feed says of a story."""
    return seal(
        FeedItem(
            card=card,
            updated=publication.modified(story.article) or story.date,
            bylines=bylines(story, names),
            tags=tuple(names.index.terms["tag", key].name for key in dict.fromkeys(story.tags)),
            corrections=corrections(story.article),
        )
    )


def _place(id: str, story: Story, names: Names) -> Place:
    """A place as the article names it, with the way up as it was on the day of the article."""
    line = [names.units[unit].title for unit in localities.above(names.atlas, id, story.date.day)]
    return Place(names.units[id].title, names.units[id].url, ", ".join(line))


def _successors(id: str, story: Story, names: Names) -> Successors | None:
    """What a place belongs to now, where that is no longer what the article says."""
    now = localities.now_in(names.atlas, id, story.date.day, names.clock.day)
    if not now:
        return None
    links = tuple(names.units[unit] for unit in now) if len(now) <= FEW else ()
    return Successors(names.units[id], links, len(now))


# ---- What of an article other pages can show, and what an edit of nothing but its running text comes to.


def same_but_for_its_text(a: Article, b: Article) -> bool:
    """Whether two versions of an article differ in nothing that another page could show: in running text at most."""
    return _outline(a) == _outline(b)


def with_text_of(page: Page, article: Article) -> Page:
    """A page that shows the body of an article, with that body as it is now."""
    bodies = tuple([replace(b, html=article.body.digest) if b.source == article.path else b for b in page.bodies])
    view = page.view
    if isinstance(view, ArticleView):
        view = replace(view, article=replace(view.article, words=article.body.words))
    return replace(page, view=view, bodies=bodies)


def _outline(article: Article) -> Article:
    """An article without its running text, and without the places of what it says in its file."""
    figures = tuple(
        replace(f, photos=tuple(replace(p, line=0, column=0, width=0) for p in f.photos)) for f in article.body.figures
    )
    links = tuple(replace(link, line=0, column=0, width=0) for link in article.body.links)
    body = replace(article.body, digest="", words=0, figures=figures, links=links)
    photo = replace(article.photo, line=0, column=0, width=0) if article.photo is not None else None
    return replace(article, body=body, photo=photo, fields="")
