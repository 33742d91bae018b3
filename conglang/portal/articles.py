"""The pages of articles: each with its related news, its neighbours in the category, and the parts of its series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from conglang.portal import cards
from conglang.portal.catalog import Catalog, head, output_path
from conglang.portal.index import Story
from conglang.portal.page import Page
from conglang.portal.page_groups import Planned, Sheets, named
from conglang.portal.views.pages import ArticleView
from conglang.portal.views.parts import ArticleContent, Card, Head, SeriesPart
from conglang.values import Value
from conglang.vietnamese import spelling

NEIGHBOURS = 5
"""Lines of *Các tin khác*: so many articles of the same category before an article, and one after."""


class _Company(Value, frozen=True):
    """What stands around articles on their pages: the other stories of their category, and the parts of their series."""

    catalog: Catalog
    categories: dict[str, list[Story]]
    places: dict[str, int]
    parts: dict[str, tuple[SeriesPart, ...]]

    def near(self, story: Story) -> list[Story]:
        """The next story of the category, and the ones before, the newest first."""
        listed, place = self.categories[story.category.slug], self.places[story.article.path]
        return listed[place + 1 : place + 2] + listed[max(0, place - NEIGHBOURS) : place][::-1]


def pages(catalog: Catalog, sheets: Sheets) -> None:
    """Plan the pages of all articles, month by month: what is new touches those of its own time."""
    categories = {
        slug: [s for s in stories if s.article.path in catalog.cards]
        for slug, stories in catalog.index.categories.items()
    }
    places = {s.article.path: i for stories in categories.values() for i, s in enumerate(stories)}
    company = _Company(catalog, categories, places, parts(catalog))
    months: dict[str, list[Story]] = {}
    for story in catalog.shown:
        months.setdefault(story.date.iso[:7], []).append(story)
    for month, stories in months.items():
        sheets.add(
            f"articles {month}",
            seed=partial(_seed, stories, company),
            make=partial(_pages, stories, company),
        )


def _seed(stories: Sequence[Story], company: _Company) -> object:
    """All that the pages of articles show: of themselves, of the articles around them, and of names."""
    catalog = company.catalog
    seeds, pictures = catalog.seeds, catalog.shares.pictures
    found: list[object] = list(named(stories, catalog.index.terms))
    for story in stories:
        path = story.article.path
        share = pictures.get(path)
        linked = (*catalog.resolved[path].related, *catalog.related.get(path, ()))
        found += (
            seeds[path],
            [seeds.get(other, "") for other in linked],
            [seeds[other.article.path] for other in company.near(story)],
            company.parts.get(path),
            share.path if share is not None else "",
        )
    return found


def _pages(stories: Sequence[Story], company: _Company) -> Iterator[Planned]:
    return ((_page(story, company), None) for story in stories)


def _page(story: Story, company: _Company) -> Page:
    catalog, path = company.catalog, story.article.path
    resolved = catalog.resolved[path]
    article = cards.content(story, resolved, catalog.names)
    related = _related(story, catalog)
    skip = {card.url for card in related}
    view = ArticleView(
        head=article_head(story, article, catalog),
        article=article,
        related=related,
        others=tuple(catalog.lines[s.article.path] for s in company.near(story) if s.url not in skip),
        parts=company.parts.get(path, ()),
    )
    return Page(output_path(story.url, catalog.site.root), "article.html", view, (resolved.inputs,), path, late=False)


def article_head(story: Story, article: ArticleContent, catalog: Catalog) -> Head:
    """The head of an article's page."""
    resolved = catalog.resolved[story.article.path]
    return head(
        catalog,
        article.title,
        story.url,
        article.summary or article.title,
        trail=(catalog.names.categories[story.category.slug],),
        picture=resolved.lead or (resolved.photos[0] if resolved.photos else None),
        share=catalog.shares.pictures.get(story.article.path),
    )


def _related(story: Story, catalog: Catalog) -> tuple[Card, ...]:
    """Hand-picked articles first, then the scored ones; each once, never the article itself."""
    picked = catalog.resolved[story.article.path].related
    chosen = [*picked, *catalog.related.get(story.article.path, ())]
    shown = [p for p in dict.fromkeys(chosen) if p in catalog.cards and p != story.article.path]
    return tuple(catalog.cards[p] for p in shown[: max(catalog.config.related_count, len(picked))])


# ---- Series: the articles that bear one series' name, in their order, as each of them shows it.

AROUND = 3
"""So many parts before an article and after it are named on its page."""


def parts(catalog: Catalog) -> dict[str, tuple[SeriesPart, ...]]:
    """What each article that stands in a series with another shows of it, by content path."""
    keys: dict[str, str] = {}
    counts: dict[str, int] = {}
    series: dict[str, list[tuple[str, SeriesPart]]] = {}
    for story in catalog.index.due:
        name = story.article.series
        if not name:
            continue
        key = keys.setdefault(name, spelling.key(name))
        counts[key] = counts.get(key, 0) + 1
        path = story.article.path
        if path in catalog.cards:
            series.setdefault(key, []).append((path, SeriesPart(counts[key], catalog.lines[path])))
    found: dict[str, tuple[SeriesPart, ...]] = {}
    for listed in series.values():
        shown = [part for _, part in listed]
        for place, (path, _) in enumerate(listed if len(listed) > 1 else ()):
            near = shown[max(0, place - AROUND) : place + AROUND + 1]
            found[path] = tuple(near if near[0] is shown[0] else [shown[0], *near])
    return found
