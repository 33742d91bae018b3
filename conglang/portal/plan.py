"""From the portal's material to every page of it: the list of rules that the portal is.

Pages of a kind are made by one function; `plan` calls them in order, checks that no two things answer at one address and
that every address an article links to is answered, and says which renditions and attachments the pages need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conglang.diagnostics import Diagnostic, error, nearest
from conglang.model import Location, Rendition
from conglang.portal import front, lists, machines, projections, states
from conglang.portal.answers import Attachment
from conglang.portal.index import Story
from conglang.portal.material import Material, head, output_path
from conglang.portal.views import (
    ArticleView,
    Card,
    Figure,
    Link,
    MapEntry,
    Page,
    RedirectView,
    StandingView,
    WithdrawnView,
)
from conglang.vietnamese import spelling

NEIGHBOURS = 5
"""Lines of *Các tin khác*: so many articles of the same category before an article, and one after."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the output consists of, besides the assets of the theme."""

    pages: tuple[Page, ...]
    attachments: tuple[Attachment, ...]
    renditions: tuple[Rendition, ...]


def plan(material: Material) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Plan every page of the portal."""
    listings = tuple(lists.listings(material))
    years = [Link(listing.title, listing.url) for listing in reversed(listings) if listing.taxonomy == "year"]
    pages = [*_articles(material), *_withdrawn(material), *_aliases(material), *_standing(material)]
    indexed = [MapEntry(material.site.home, _newest(material)), *_standing_entries(material)]
    for listing in listings:
        for page, entry in lists.pages(listing, material):
            pages.append(page)
            indexed.append(entry)
    indexed += [MapEntry(url, "") for url in (material.site.localities, material.site.site_map)]
    pages += [front.home(material, years), *front.trees(material, listings), front.not_found(material)]
    pages += [*machines.feeds(material, listings), *machines.site_maps(material, indexed)]
    attachments = _attachments(material)
    diagnostics = [*_collisions(pages, attachments, material), *_dead_addresses(pages, attachments, material)]
    return Plan(tuple(pages), attachments, _renditions(material)), tuple(diagnostics)


def _articles(material: Material) -> Iterator[Page]:
    by_category = {
        slug: [s for s in stories if s.article.path in material.cards]
        for slug, stories in material.index.categories.items()
    }
    places = {s.article.path: i for stories in by_category.values() for i, s in enumerate(stories)}
    for story in material.shown:
        path = story.article.path
        answers = material.answers[path]
        article = projections.content(story, answers, material.names)
        category = material.names.categories[story.category.slug]
        near = by_category[story.category.slug]
        related = _related(story, material)
        skip = {card.url for card in related}
        position = places[path]
        around = near[position + 1 : position + 2] + near[max(0, position - NEIGHBOURS) : position][::-1]
        picture = answers.lead or (answers.photos[0] if answers.photos else None)
        view = ArticleView(
            head=head(
                material, article.title, story.url, article.summary or article.title, trail=(category,), picture=picture
            ),
            article=article,
            related=related,
            others=tuple(material.lines[s.article.path] for s in around if s.url not in skip),
        )
        yield Page(
            output_path(story.url, material.site.root), "article.html", view, (answers.inputs,), path, late=False
        )


def _related(story: Story, material: Material) -> tuple[Card, ...]:
    """Hand-picked articles first, then the scored ones; each once, never the article itself."""
    picked = material.answers[story.article.path].related
    chosen = [*picked, *material.related.get(story.article.path, ())]
    shown = [p for p in dict.fromkeys(chosen) if p in material.cards and p != story.article.path]
    return tuple(material.cards[p] for p in shown[: max(material.config.related_count, len(picked))])


def _withdrawn(material: Material) -> Iterator[Page]:
    for story in material.index.due:
        if story.state != states.WITHDRAWN:
            continue
        day = (states.modified(story.article) or story.date).day
        for url in (story.url, *[material.site.root + alias for alias in story.article.aliases]):
            title = material.text("withdrawn")
            view = WithdrawnView(head(material, title, url, title, indexed=False), story.article.withdrawn, day)
            path = output_path(url, material.site.root)
            yield Page(path, "withdrawn.html", view, source=story.article.path, late=False)


def _aliases(material: Material) -> Iterator[Page]:
    moved = [(s.article, s.url) for s in material.shown] + list(material.others)
    for article, url in moved:
        for alias in article.aliases:
            old = material.site.root + alias
            title = article.title
            view = RedirectView(head(material, title, url, title, indexed=False), Link(title, url))
            yield Page(output_path(old, material.site.root), "redirect.html", view, source=article.path, late=False)


def _standing(material: Material) -> Iterator[Page]:
    for article, url in material.others:
        if article.kind == "locality":
            continue
        answers = material.answers[article.path]
        trail = (Link(material.text("notices"), material.site.site_map),) if article.kind == "notice" else ()
        lead = answers.lead if answers.heads else None
        summary = projections.summary(article)
        view = StandingView(
            head=head(material, article.title, url, summary or article.title, trail=trail, picture=answers.lead),
            title=article.title,
            summary=article.summary,
            lead=Figure((lead,), lead.caption, lead.credit) if lead else None,
            updated=article.updated or article.date,
        )
        yield Page(
            output_path(url, material.site.root), "standing.html", view, (answers.inputs,), article.path, late=False
        )


def _standing_entries(material: Material) -> Iterator[MapEntry]:
    for article, url in material.others:
        if article.kind != "locality":
            changed = states.modified(article)
            yield MapEntry(url, changed.iso if changed else "")


def _newest(material: Material) -> str:
    changed = material.shown and (states.modified(material.shown[-1].article) or material.shown[-1].date)
    return changed.iso if changed else ""


def _attachments(material: Material) -> tuple[Attachment, ...]:
    shown = [*[s.article.path for s in material.shown], *[article.path for article, _ in material.others]]
    return tuple(dict.fromkeys(a for path in shown for a in material.answers[path].attachments))


def _renditions(material: Material) -> tuple[Rendition, ...]:
    """The renditions that the pages name, each once, in the order of the articles."""
    wanted: dict[str, Rendition] = {}
    for path in [*[s.article.path for s in material.shown], *[article.path for article, _ in material.others]]:
        answers = material.answers[path]
        for picture in (*answers.photos, *([answers.lead] if answers.lead else [])):
            for _, renditions in picture.sources:
                for rendition in renditions:
                    wanted.setdefault(rendition.path, rendition)
    return tuple(wanted.values())


def _collisions(pages: Sequence[Page], attachments: Sequence[Attachment], material: Material) -> Iterator[Diagnostic]:
    """Two things at one address, compared without regard to case; articles that are still withheld take part."""
    root = material.site.root
    withheld = [s for s in material.index.stories.values() if s.state not in (states.SHOWN, states.WITHDRAWN)]
    claims = [(page.path, page.source) for page in pages]
    claims += [(output_path(s.url, root), s.article.path) for s in withheld]
    claims += [(a.path, a.source) for a in attachments]
    owners: dict[str, str] = {}
    for path, source in claims:
        key = path.casefold()
        if key in owners:
            yield _collision(path, owners[key], source)
        else:
            owners[key] = source


def _collision(path: str, first: str, second: str) -> Diagnostic:
    at, other = (second, first) if second else (first, second)
    see = (Location(other, 1, 1),) if other else ()
    address = "/" + path.removesuffix("index.html")
    return error("address-taken", Location(at, 1, 1), see=see, address=address, other=other or "–")


def _dead_addresses(
    pages: Sequence[Page], attachments: Sequence[Attachment], material: Material
) -> Iterator[Diagnostic]:
    """Site-absolute addresses in articles at which nothing answers."""
    known = {page.path for page in pages} | {a.path for a in attachments}
    articles = [s.article for s in material.index.stories.values()] + [article for article, _ in material.others]
    for article in articles:
        links = material.answers[article.path].inputs.links
        for ref, address in zip(article.body.links, links, strict=True):
            if ref.target.startswith("/") and address:
                path = output_path(address.partition("#")[0].partition("?")[0], material.site.root)
                if path not in known:
                    names = ["/" + name.removesuffix("index.html") for name in sorted(known)]
                    near = nearest(ref.target, names, fold=spelling.fold)
                    at = Location(article.path, ref.line, ref.column, ref.width)
                    yield error("unknown-address", at, target=ref.target, near=near)
