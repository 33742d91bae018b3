"""From the portal's material to every page of it: the list of rules that the portal is.

Pages of a kind are made by one function; `plan` calls them in order, checks that no two things answer at one address and
that every address an article links to is answered, and says which renditions and attachments the pages need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from conglang.diagnostics import Diagnostic, error, nearest
from conglang.model import Article, Location, Rendition
from conglang.portal import albums, corrected, front, lists, machines, notices, projections, series, states
from conglang.portal.answers import Attachment
from conglang.portal.icons import Icon
from conglang.portal.index import Story
from conglang.portal.material import Material, head, output_path
from conglang.portal.shares import Drawing
from conglang.portal.views import (
    ArticleContent,
    ArticleView,
    Card,
    Figure,
    Head,
    Link,
    MapEntry,
    Page,
    RedirectView,
    StandingView,
    WithdrawnView,
)
from conglang.values import Value
from conglang.vietnamese import spelling

NEIGHBOURS = 5
"""Lines of *Các tin khác*: so many articles of the same category before an article, and one after."""


class Plan(Value, frozen=True):
    """All that the output consists of, besides the assets of the theme."""

    pages: tuple[Page, ...]
    attachments: tuple[Attachment, ...]
    renditions: tuple[Rendition, ...]
    drawings: tuple[Drawing | Icon, ...] = ()


def plan(material: Material) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Plan every page of the portal."""
    listings = tuple(lists.listings(material))
    pages = [*_articles(material), *_withdrawn(material), *_aliases(material), *_standing(material)]
    indexed = [MapEntry(material.site.home, _newest(material)), *_standing_entries(material)]
    further = (notices.pages(material), notices.lists(material), corrected.pages(material), albums.pages(material))
    for page, entry in chain(*further, *(lists.pages(listing, material) for listing in listings)):
        pages.append(page)
        indexed.append(entry)
    indexed += [
        MapEntry(url, "") for url in (material.site.localities, material.address("search"), material.site.site_map)
    ]
    pages += [front.home(material, listings), *front.trees(material, listings), front.not_found(material)]
    pages += [*machines.feeds(material, listings), *machines.site_maps(material, indexed), machines.manifest(material)]
    attachments = _attachments(material)
    diagnostics = [*_collisions(pages, attachments, material), *_dead_addresses(pages, attachments, material)]
    drawings: tuple[Drawing | Icon, ...] = (*material.shares.drawings, *material.icons)
    return Plan(tuple(pages), attachments, _renditions(material), drawings), tuple(diagnostics)


def _articles(material: Material) -> Iterator[Page]:
    by_category = {
        slug: [s for s in stories if s.article.path in material.cards]
        for slug, stories in material.index.categories.items()
    }
    parts = series.parts(material)
    places = {s.article.path: i for stories in by_category.values() for i, s in enumerate(stories)}
    for story in material.shown:
        path = story.article.path
        answers = material.answers[path]
        article = projections.content(story, answers, material.names)
        near = by_category[story.category.slug]
        related = _related(story, material)
        skip = {card.url for card in related}
        position = places[path]
        around = near[position + 1 : position + 2] + near[max(0, position - NEIGHBOURS) : position][::-1]
        view = ArticleView(
            head=article_head(story, article, material),
            article=article,
            related=related,
            others=tuple(material.lines[s.article.path] for s in around if s.url not in skip),
            parts=parts.get(path, ()),
        )
        yield Page(
            output_path(story.url, material.site.root), "article.html", view, (answers.inputs,), path, late=False
        )


def article_head(story: Story, article: ArticleContent, material: Material) -> Head:
    """The head of an article's page."""
    answers = material.answers[story.article.path]
    return head(
        material,
        article.title,
        story.url,
        article.summary or article.title,
        trail=(material.names.categories[story.category.slug],),
        picture=answers.lead or (answers.photos[0] if answers.photos else None),
        share=material.shares.pictures.get(story.article.path),
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
            shown = head(material, title, url, title, indexed=False)
            view = WithdrawnView(shown, story.article.withdrawn, day, is_published=day == story.date.day)
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
        if article.kind != "page":
            continue
        answers = material.answers[article.path]
        lead = answers.lead if answers.heads else None
        summary = projections.summary(article)
        view = StandingView(
            head=head(
                material,
                article.title,
                url,
                summary or article.title,
                picture=answers.lead,
                share=material.shares.pictures.get(article.path),
            ),
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
        if article.kind == "page":
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
        if answers.share is not None:
            wanted.setdefault(answers.share.path, answers.share)
    return tuple(wanted.values())


def _collisions(pages: Sequence[Page], attachments: Sequence[Attachment], material: Material) -> Iterator[Diagnostic]:
    """Two things at one address, compared without regard to case; articles that are still withheld take part."""
    root = material.site.root
    withheld = [s for s in material.index.stories.values() if s.state not in (states.SHOWN, states.WITHDRAWN)]
    claims = [(page.path, page.source) for page in pages]
    claims += [(output_path(s.url, root), s.article.path) for s in withheld]
    claims += [
        (output_path(url, root), article.path) for article, url in material.index.hidden if article.kind != "locality"
    ]
    claims += [(a.path, a.source) for a in attachments]
    owners: dict[str, str] = {}
    for path, source in claims:
        key = path.casefold()
        if key in owners:
            yield _collision(path, owners[key], source, material)
        else:
            owners[key] = source
    for path, source in claims:  # `/bai.html/` would be a folder where `/bai.html` is a file.
        folder = path.casefold().rpartition("/")[0]
        while "." in folder:
            if folder in owners:
                yield _collision(folder, owners[folder], source, material)
            folder = folder.rpartition("/")[0]


def _collision(path: str, first: str, second: str, material: Material) -> Diagnostic:
    """The diagnostic of two claims to one address: at an old address that claims it, else at a slug, else at the later claim."""
    articles = {s.article.path: s.article for s in material.index.stories.values()}
    articles |= {article.path: article for article, _ in (*material.others, *material.index.hidden)}
    claims = {source: _claim(path, articles[source], material) for source in (first, second) if source in articles}
    strength = {source: rank for source, (rank, _) in claims.items()}
    at, other = (second, first) if second and strength.get(second, 0) >= strength.get(first, 0) else (first, second)
    place = claims[at][1] if at in claims else Location(at, 1, 1)
    see = (claims[other][1] if other in claims else Location(other, 1, 1),) if other and other != at else ()
    address = "/" + path.removesuffix("index.html")
    return error("address-taken", place, see=see, address=address, other=other or "–")


def _claim(path: str, article: Article, material: Material) -> tuple[int, Location]:
    """How plainly an article asks for a file of the output, and where: by an old address, a slug, or its own name."""
    alias = _alias_at(path, article, material)
    slug = article.at("slug")
    return (2, alias) if alias else (1 if slug.line > 1 else 0, slug)


def _alias_at(path: str, article: Article, material: Material) -> Location | None:
    """Where an article writes the old address that claims a file of the output, or lies below it."""
    root = material.site.root
    for number, alias in enumerate(article.aliases):
        if f"{output_path(root + alias, root)}/".casefold().startswith(f"{path}/".casefold()):
            return article.at(f"aliases.{number}")
    return None


def _dead_addresses(
    pages: Sequence[Page], attachments: Sequence[Attachment], material: Material
) -> Iterator[Diagnostic]:
    """Site-absolute addresses in articles at which nothing answers."""
    known = {page.path for page in pages} | {a.path for a in attachments}
    standing = (*material.others, *material.index.hidden)
    articles = [s.article for s in material.index.stories.values()] + [article for article, _ in standing]
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
