"""Live edits: one edited article shown at once, on its own page and on its cards in every list.

In come a snapshot and a new version of an article, or a new article; out comes a snapshot that shows it, or None where the
portal has to be planned first, because the address moves or is taken, or a tag or author is new. What is shown is what a
build shows of the edit on these pages. What else an edit may change (an order, a list, the site map, the links to and from
a new article) follows with the next plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from conglang.diagnostics import Diagnostic, has_errors
from conglang.model import Article, Moment, Photo, Source
from conglang.photos.renditions import every
from conglang.portal import cards, index, publication, references, resolve
from conglang.portal.articles import article_head
from conglang.portal.cards import same_but_for_its_text
from conglang.portal.catalog import Catalog
from conglang.portal.index import Story
from conglang.portal.page import Page
from conglang.portal.resolve import LinkTargets, Resolved
from conglang.portal.views.pages import ArticleView
from conglang.portal.views.parts import ArticleContent, Head
from conglang.preview.snapshot import Snapshot, with_photos
from conglang.values import replace

Probe = Callable[[Iterable[str]], tuple[dict[str, Photo | None], tuple[Diagnostic, ...]]]
"""Probes photos, by their content paths."""


def with_edit(
    snapshot: Snapshot, article: Article, planned: Article | None, probe: Probe
) -> tuple[Snapshot | None, tuple[Diagnostic, ...]]:
    """The snapshot with a new version of an article in it, and what is wrong with that version.

    `planned` is the version that the plan was made from, None for a new article. Without a snapshot the diagnostics say why,
    or the portal has to be planned where there are none.
    """
    if planned is None:
        return _with_new_article(snapshot, article, probe)
    if article.path not in snapshot.by_source:
        return None, ()
    targets, problems = _with_new_photos(snapshot, article, probe)
    story = snapshot.story(article.path)
    if article.kind == "article" and article.date is not None and story is not None and story.shown:
        edited, more = _edited_story(snapshot, article)
        if edited is None or has_errors(more):
            return None, more
        resolved, yet_more = resolve.resolve(article, targets, url=edited.url)
        problems = (*problems, *more, *yet_more)
        return (None if has_errors(problems) else _with_article(snapshot, edited, resolved, targets)), problems
    if not same_but_for_its_text(article, planned):
        return None, ()
    resolved, more = resolve.resolve(article, targets, url=targets.addresses.get(article.path) or "/")
    problems = (*problems, *more)
    return (None if has_errors(problems) else _with_body(snapshot, resolved, targets)), problems


def with_files(snapshot: Snapshot, sources: Mapping[str, Source], changed: Iterable[str]) -> Snapshot:
    """The snapshot after files came, went or changed. `changed` photos have to be probed again.

    `sources` are all files as they are now, by content path.
    """
    targets = snapshot.build_plan.targets
    came, deleted = sources.keys() - targets.sizes.keys(), targets.sizes.keys() - sources.keys()
    stale = frozenset(changed)
    sizes = dict(targets.sizes)
    for path in deleted:
        del sizes[path]
    sizes |= {path: sources[path].stat.size for path in came | stale if path in sources}
    photos = {path: photo for path, photo in targets.photos.items() if path not in stale}
    listed = references.files(sources) if deleted else references.with_more(targets.files, came)
    targets = replace(targets, files=listed, sizes=sizes, photos=photos)
    return replace(snapshot, build_plan=replace(snapshot.build_plan, targets=targets))


def _with_new_article(
    snapshot: Snapshot, article: Article, probe: Probe
) -> tuple[Snapshot | None, tuple[Diagnostic, ...]]:
    """The snapshot with the page of a new article, which is in no list yet."""
    if article.kind != "article" or article.date is None:
        return None, ()
    story, problems = _placed(snapshot, article, article.date)
    catalog = snapshot.build_plan.catalog
    path = catalog.shared.file(story.url)
    there = snapshot.edits.pages.get(path) or snapshot.pages.get(path)
    is_taken = there is not None and there.source != article.path
    if has_errors(problems) or is_taken or not _has_known_terms(story, catalog):
        return None, problems
    targets, more = _with_new_photos(snapshot, article, probe)
    resolved, yet_more = resolve.resolve(article, targets, url=story.url)
    problems = (*problems, *more, *yet_more)
    if has_errors(problems):
        return None, problems
    view = ArticleView(*_head_and_content(story, resolved, catalog), (), ())
    page = Page(path, "article.html", view, (resolved.inputs,), article.path, late=False)
    edits = replace(snapshot.edits, pages={**snapshot.edits.pages, path: page})
    edited = replace(snapshot, edits=edits, by_source={**snapshot.by_source, article.path: (path,)})
    return _with_body(edited, resolved, targets), problems


def _with_new_photos(snapshot: Snapshot, article: Article, probe: Probe) -> tuple[LinkTargets, tuple[Diagnostic, ...]]:
    """The link targets of the snapshot, with those photos of the article that have not been probed yet."""
    targets = snapshot.build_plan.targets
    unknown = [path for path in resolve.photo_paths(article, targets.files) if path not in targets.photos]
    if not unknown:
        return targets, ()
    photos, problems = probe(unknown)
    return replace(targets, photos={**targets.photos, **photos}), problems


def _edited_story(snapshot: Snapshot, article: Article) -> tuple[Story | None, tuple[Diagnostic, ...]]:
    """The story of an edited article; None where its address moved, or one of its terms is new."""
    assert article.date is not None
    story, problems = _placed(snapshot, article, article.date)
    catalog = snapshot.build_plan.catalog
    before = catalog.index.stories[article.path]
    return (story if story.url == before.url and _has_known_terms(story, catalog) else None), problems


def _placed(snapshot: Snapshot, article: Article, date: Moment) -> tuple[Story, tuple[Diagnostic, ...]]:
    settings = snapshot.settings
    admission = publication.Admission(drafts=True, future=True)
    state = publication.state(article, settings.clock, approval=settings.config.site.approval, admission=admission)
    return index.place(article, date, state, config=settings.config, atlas=snapshot.build_plan.catalog.shared.atlas)


def _has_known_terms(story: Story, catalog: Catalog) -> bool:
    """Whether a story is shown, and all its tags and authors have their pages already."""
    terms = [(taxonomy, key) for taxonomy, keys in story.terms.items() for key in keys]
    return story.shown and all(term in catalog.index.terms for term in terms)


def _head_and_content(story: Story, resolved: Resolved, catalog: Catalog) -> tuple[Head, ArticleContent]:
    content = cards.content(story, resolved, catalog.shared, catalog.index.terms)
    share = catalog.shares.pictures.get(story.article.path)
    return article_head(catalog.shared, story, resolved, content, share), content


def _with_article(snapshot: Snapshot, story: Story, resolved: Resolved, targets: LinkTargets) -> Snapshot:
    """The snapshot with a story on its own page, and with its card and link in place of the planned ones."""
    path, catalog = story.article.path, snapshot.build_plan.catalog
    version, planned = catalog.versions[path], catalog.cards
    card, link = cards.card(story, resolved, catalog.shared), cards.dated_link(story)
    replacements = {**snapshot.edits.replacements}
    for old, new in ((planned.card(version), card), (planned.line(version), link)):
        replacements.pop(old.digest, None)
        if old.digest != new.digest:
            replacements[old.digest] = new
    head, content = _head_and_content(story, resolved, catalog)
    pages = {**snapshot.edits.pages}
    for name in snapshot.by_source[path]:
        page = snapshot.pages[name]
        if isinstance(page.view, ArticleView):
            view = replace(page.view, head=head, article=content)
            pages[name] = Page(page.path, page.template, view, (resolved.inputs,), page.source, page.late)
    stories = {**snapshot.edits.stories, path: story}
    edits = replace(snapshot.edits, pages=pages, replacements=replacements, stories=stories)
    return _with_body(replace(snapshot, edits=edits), resolved, targets)


def _with_body(snapshot: Snapshot, resolved: Resolved, targets: LinkTargets) -> Snapshot:
    """The snapshot with a newly resolved body, and with the renditions and attachments that it shows."""
    inputs = resolved.inputs
    photos = {p.digest: p for p in targets.photos.values() if p is not None} if resolved.photos else {}
    pictures = (*resolved.photos, *([resolved.lead] if resolved.lead is not None else []))
    renditions = [rendition for picture in pictures for rendition in every(picture.sources)]
    edits = replace(
        snapshot.edits,
        bodies={**snapshot.edits.bodies, inputs.source: inputs},
        renditions={**snapshot.edits.renditions, **with_photos(renditions, photos)},
        attachments={**snapshot.edits.attachments, **{a.path: a.source for a in resolved.attachments}},
    )
    return replace(snapshot, build_plan=replace(snapshot.build_plan, targets=targets), edits=edits)
