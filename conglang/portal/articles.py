"""The pages of articles, each with its related news, its neighbours in the category, and the parts of its series.

A group holds the articles of a month, and its brief names them and all articles that their pages show, so a new article
changes only the groups near it in time. What a page shows of each article is made in `cards`.
"""

from __future__ import annotations

from collections.abc import Iterator

from conglang.model import Rendition
from conglang.portal.catalog import Catalog
from conglang.portal.index import Story
from conglang.portal.page import Page
from conglang.portal.page_groups import Group, PageKind, Planned
from conglang.portal.resolve import Resolved
from conglang.portal.shared import Shared, head
from conglang.portal.versions import Cards
from conglang.portal.views.pages import ArticleView
from conglang.portal.views.parts import ArticleContent, Head, SeriesPart
from conglang.values import Value
from conglang.vietnamese import spelling

NEIGHBOURS = 5
"""*Các tin khác* lists this many articles of the same category before an article, and one after it."""

AROUND = 3
"""The page of an article lists this many parts of its series before it and after it."""

Parts = tuple[tuple[int, str], ...]
"""Parts of a series: the number of each, counted from the oldest, and its version."""


class ArticleBrief(Value, frozen=True):
    """An article and the articles that its page lists, by version; `share` is its share picture."""

    article: str
    related: tuple[str, ...]
    others: tuple[str, ...]
    parts: Parts
    share: Rendition | None


class MonthBrief(Value, frozen=True):
    """The articles of a month, oldest first."""

    articles: tuple[ArticleBrief, ...]


def groups(catalog: Catalog) -> Iterator[Group]:
    """One group for the articles of each month."""
    categories = {slug: [s for s in stories if s.shown] for slug, stories in catalog.index.categories.items()}
    places = {s.article.path: place for stories in categories.values() for place, s in enumerate(stories)}
    series = _series(catalog)
    months: dict[str, list[ArticleBrief]] = {}
    for story in catalog.shown:
        path = story.article.path
        same, place = categories[story.category.slug], places[path]
        near = same[place + 1 : place + 2] + same[max(0, place - NEIGHBOURS) : place][::-1]
        related = _related(story, catalog)
        others = [s for s in near if s.article.path not in related]
        brief = ArticleBrief(
            catalog.versions[path],
            tuple([catalog.versions[other] for other in related]),
            catalog.versions_of(others),
            series.get(path, ()),
            catalog.shares.pictures.get(path),
        )
        months.setdefault(story.date.iso[:7], []).append(brief)
    for month, articles in months.items():
        yield Group(f"articles {month}", MonthBrief(tuple(articles)))


def _related(story: Story, catalog: Catalog) -> list[str]:
    """The paths of the related articles: first the hand-picked ones, then the scored ones; never the article itself."""
    path, stories = story.article.path, catalog.index.stories
    picked = catalog.resolved[path].related
    chosen = dict.fromkeys((*picked, *catalog.related.get(path, ())))
    shown = [other for other in chosen if other != path and other in stories and stories[other].shown]
    return shown[: max(catalog.config.related_count, len(picked))]


def _series(catalog: Catalog) -> dict[str, Parts]:
    """For each article of a series, by path, the parts that its page lists: the first, those around it, and itself."""
    keys: dict[str, str] = {}
    counts: dict[str, int] = {}
    series: dict[str, list[tuple[str, tuple[int, str]]]] = {}
    for story in catalog.index.due:
        name = story.article.series
        if not name:
            continue
        key = keys.setdefault(name, spelling.key(name))
        counts[key] = counts.get(key, 0) + 1
        if story.shown:
            series.setdefault(key, []).append((story.article.path, (counts[key], catalog.version(story))))
    around: dict[str, Parts] = {}
    for listed in series.values():
        parts = [part for _, part in listed]
        for place, (path, _) in enumerate(listed if len(listed) > 1 else ()):
            near = parts[max(0, place - AROUND) : place + AROUND + 1]
            around[path] = tuple(near if near[0] is parts[0] else [parts[0], *near])
    return around


def pages(shared: Shared, brief: MonthBrief, cards: Cards) -> Iterator[Planned]:
    """The pages of the articles of a month."""
    return ((_page(shared, one, cards), None) for one in brief.articles)


def _page(shared: Shared, brief: ArticleBrief, cards: Cards) -> Page:
    story, resolved = cards.story(brief.article), cards.resolved(brief.article)
    content = cards.content(brief.article)
    view = ArticleView(
        head=article_head(shared, story, resolved, content, brief.share),
        article=content,
        related=tuple([cards.card(version) for version in brief.related]),
        others=tuple([cards.line(version) for version in brief.others]),
        parts=tuple([SeriesPart(number, cards.line(version)) for number, version in brief.parts]),
    )
    return Page(shared.file(story.url), "article.html", view, (resolved.inputs,), story.article.path, late=False)


def article_head(
    shared: Shared, story: Story, resolved: Resolved, content: ArticleContent, share: Rendition | None
) -> Head:
    """The head of an article's page."""
    return head(
        shared,
        content.title,
        story.url,
        content.summary or content.title,
        trail=(shared.categories[story.category.slug],),
        picture=resolved.lead or (resolved.photos[0] if resolved.photos else None),
        share=share,
    )


ARTICLES = PageKind(groups, pages)
