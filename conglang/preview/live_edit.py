"""One edited article, shown at once: its own page made anew, and its cards wherever they stand.

In go a scene and a new version of an article, or a new one; out comes a scene that shows it, or None where the portal has to
be thought through first: its address moved or is taken, it bears a name that the portal did not know. What is shown is
what a whole build shows of the edit on these pages; what else an edit may touch (an order, a list, the site map, all
that stands around a new article) follows when the portal has been thought through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from conglang.build.planning import DIGEST
from conglang.diagnostics import Diagnostic, has_errors
from conglang.model import Article, Moment, Photo, Source
from conglang.portal import cards, index, publication, references, resolve
from conglang.portal.articles import article_head
from conglang.portal.cards import same_but_for_its_text
from conglang.portal.catalog import Catalog, output_path
from conglang.portal.index import Story
from conglang.portal.page import Page
from conglang.portal.resolve import LinkTargets, Resolved
from conglang.portal.views.pages import ArticleView
from conglang.preview.snapshot import Snapshot, originals
from conglang.values import replace

Probe = Callable[[Iterable[str]], tuple[dict[str, Photo | None], tuple[Diagnostic, ...]]]
"""Looks at photos, by their content paths."""


def patched(
    snapshot: Snapshot, article: Article, before: Article | None, probe: Probe
) -> tuple[Snapshot | None, tuple[Diagnostic, ...]]:
    """The scene with a new version of an article in it. With errors among the diagnostics nothing is shown of it."""
    if before is None:
        return _new(snapshot, article, probe)
    if article.path not in snapshot.by_source:
        return None, ()
    around, found = _around(snapshot, article, probe)
    story = snapshot.story(article.path)
    if article.kind == "article" and article.date is not None and story is not None and story.shown:
        new, more = _story(snapshot, article)
        if new is None or has_errors(more):
            return None, more
        answered, yet_more = resolve.answer(article, around, url=new.url)
        found = (*found, *more, *yet_more)
        return (None if has_errors(found) else _with_article(snapshot, new, answered, around)), found
    if not same_but_for_its_text(article, before):
        return None, ()
    answered, more = resolve.answer(article, around, url=around.addresses.get(article.path) or "/")
    found = (*found, *more)
    return (None if has_errors(found) else _with_body(snapshot, answered, around)), found


def _new(snapshot: Snapshot, article: Article, probe: Probe) -> tuple[Snapshot | None, tuple[Diagnostic, ...]]:
    """The scene with the page of an article that came into being, before it stands in any list."""
    if article.kind != "article" or article.date is None:
        return None, ()
    story, found = _placed(snapshot, article, article.date)
    catalog = snapshot.build_plan.catalog
    path = output_path(story.url, snapshot.root)
    there = snapshot.patch.pages.get(path) or snapshot.pages.get(path)
    is_taken = there is not None and there.source != article.path
    if has_errors(found) or is_taken or not _is_known(story, catalog):
        return None, found
    around, more = _around(snapshot, article, probe)
    answered, yet_more = resolve.answer(article, around, url=story.url)
    found = (*found, *more, *yet_more)
    if has_errors(found):
        return None, found
    content = cards.content(story, answered, catalog.names)
    head = article_head(story, content, replace(catalog, resolved={article.path: answered}))
    page = Page(path, "article.html", ArticleView(head, content, (), ()), (answered.inputs,), article.path, late=False)
    patch = replace(snapshot.patch, pages={**snapshot.patch.pages, path: page})
    shown = replace(snapshot, patch=patch, by_source={**snapshot.by_source, article.path: (path,)})
    return _with_body(shown, answered, around), found


def _around(snapshot: Snapshot, article: Article, probe: Probe) -> tuple[LinkTargets, tuple[Diagnostic, ...]]:
    """The surroundings, with the photos of the article that nobody has looked at yet."""
    around = snapshot.build_plan.around
    unknown = [path for path in resolve.photo_paths(article, around.files) if path not in around.photos]
    if not unknown:
        return around, ()
    photos, found = probe(unknown)
    return replace(around, photos={**around.photos, **photos}), found


def _story(snapshot: Snapshot, article: Article) -> tuple[Story | None, tuple[Diagnostic, ...]]:
    """The article in its place; None where the place is another one, or has names that are not known yet."""
    assert article.date is not None
    story, found = _placed(snapshot, article, article.date)
    catalog = snapshot.build_plan.catalog
    before = catalog.index.stories[article.path]
    return (story if story.url == before.url and _is_known(story, catalog) else None), found


def _placed(snapshot: Snapshot, article: Article, date: Moment) -> tuple[Story, tuple[Diagnostic, ...]]:
    known = snapshot.known
    admitted = publication.Admission(drafts=True, future=True)
    state = publication.state(article, known.clock, approval=known.config.site.approval, admission=admitted)
    return index.place(article, date, state, config=known.config, atlas=snapshot.build_plan.catalog.atlas)


def _is_known(story: Story, catalog: Catalog) -> bool:
    """Whether a story is shown, under names that all have their pages already."""
    names = [("tag", key) for key in story.tags] + [("author", key) for key in story.authors]
    return story.shown and bool(story.category.slug) and all(name in catalog.index.terms for name in names)


def _with_article(snapshot: Snapshot, story: Story, answered: Resolved, around: LinkTargets) -> Snapshot:
    build_plan, path = snapshot.build_plan, story.article.path
    catalog = build_plan.catalog
    card = cards.card(story, answered, catalog.names)
    line = cards.dated_link(story)
    newer = {**snapshot.patch.newer}
    for old, new in ((catalog.cards[path], card), (catalog.lines[path], line)):
        newer.pop(old.digest, None)
        if old.digest != new.digest:
            newer[old.digest] = new
    content = cards.content(story, answered, catalog.names)
    head = article_head(story, content, replace(catalog, resolved={path: answered}))
    pages = {**snapshot.patch.pages}
    for name in snapshot.by_source[path]:
        page = snapshot.pages[name]
        if isinstance(page.view, ArticleView):
            view = replace(page.view, head=head, article=content)
            pages[name] = Page(page.path, page.template, view, (answered.inputs,), page.source, page.late)
    patch = replace(snapshot.patch, pages=pages, newer=newer, stories={**snapshot.patch.stories, path: story})
    return _with_body(replace(snapshot, patch=patch), answered, around)


def _with_body(snapshot: Snapshot, answered: Resolved, around: LinkTargets) -> Snapshot:
    """The scene with new answers for a body, and with the files that these name."""
    inputs = answered.inputs
    photos = {p.digest[:DIGEST]: p for p in around.photos.values() if p is not None} if answered.photos else {}
    pictures = (*answered.photos, *([answered.lead] if answered.lead is not None else []))
    wanted = [rendition for picture in pictures for _, listed in picture.sources for rendition in listed]
    patch = replace(
        snapshot.patch,
        bodies={**snapshot.patch.bodies, inputs.source: inputs},
        renditions={**snapshot.patch.renditions, **originals(wanted, photos)},
        attachments={**snapshot.patch.attachments, **{a.path: a.source for a in answered.attachments}},
    )
    return replace(snapshot, build_plan=replace(snapshot.build_plan, around=around), patch=patch)


def with_files(snapshot: Snapshot, sources: Mapping[str, Source], changed: Iterable[str]) -> Snapshot:
    """The scene of a folder in which files came, went or changed; what was known of a `changed` photo is forgotten.

    `sources` are all files as they are now, by path.
    """
    around = snapshot.build_plan.around
    came, gone = sources.keys() - around.sizes.keys(), around.sizes.keys() - sources.keys()
    forgotten = frozenset(changed)
    sizes = dict(around.sizes)
    for path in gone:
        del sizes[path]
    sizes |= {path: sources[path].stat.size for path in came | forgotten if path in sources}
    photos = {path: photo for path, photo in around.photos.items() if path not in forgotten}
    listed = references.files(sources) if gone else references.with_more(around.files, came)
    around = replace(around, files=listed, sizes=sizes, photos=photos)
    return replace(snapshot, build_plan=replace(snapshot.build_plan, around=around))
