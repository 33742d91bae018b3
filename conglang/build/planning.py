"""From what was read to what is to be there: index, answers, related news, plan.

The pure stages of `portal/` in their order, with the little around them that has to know about files: which photos to probe,
which assets there are, and until when the outcome holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from conglang.build import theme
from conglang.build.reading import Reader
from conglang.build.request import Request
from conglang.build.scan import Inputs, Settings, day_starts
from conglang.build.theme import Asset
from conglang.build.workers import each
from conglang.diagnostics import Diagnostic, error, nearest
from conglang.digest import digest
from conglang.languages import CODES, language
from conglang.model import Article, Photo, Rendition
from conglang.photos import icons
from conglang.photos.probe import EXTENSIONS
from conglang.portal import cards, localities, plan, publication, references, related, resolve, site
from conglang.portal import index as indexing
from conglang.portal.catalog import Catalog, build_catalog
from conglang.portal.localities import Atlas
from conglang.portal.page_groups import Recall, Sheets
from conglang.portal.plan import Plan
from conglang.portal.related import Row
from conglang.portal.resolve import LinkTargets, Resolved
from conglang.portal.views.parts import SiteView
from conglang.values import Value
from conglang.vietnamese import spelling

MANY = 2000
"""From so many new rows of the related table on, starting processes costs less than it saves."""

DIGEST = 12
"""Characters of a photo's digest in the names of its renditions."""


class BuildPlan(Value, frozen=True):
    """What is to be there, and what it was thought from. The outcome holds from `since` until `until` (None: for ever).

    `photos` are by the beginning of their digest, `disk` are the names on disk of the content files. `material` and
    `around` are what the preview thinks on from when one article changes. `young` are photos that were saved so shortly
    ago that they may still be on their way from a phone.
    """

    plan: Plan
    site: SiteView
    assets: tuple[Asset, ...]
    photos: dict[str, Photo]
    related: dict[str, Row]
    disk: dict[str, str]
    shown: int
    since: int | None
    until: int | None
    diagnostics: tuple[Diagnostic, ...]
    catalog: Catalog
    around: LinkTargets
    young: frozenset[str] = frozenset()

    @property
    def renditions(self) -> tuple[Rendition, ...]:
        """Every rendition, those that are drawn among them."""
        return (*self.plan.renditions, *[drawing.rendition for drawing in self.plan.drawings])

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of all files that are no pages."""
        renditions = [rendition.path for rendition in self.renditions]
        return (*[a.path for a in self.assets], *renditions, *[a.path for a in self.plan.attachments])


def plan_build(
    request: Request,
    inputs: Inputs,
    known: Settings,
    reader: Reader,
    articles: Iterable[Article],
    *,
    provisional: tuple[Article, ...] = (),
    recall: Recall | None = None,
) -> BuildPlan:
    """Plan the portal from its articles; all problems that only show among several files come with it.

    `provisional` articles are looked at for what they name, and take no part in anything. What `recall` shows to stand as
    it would be made is not planned.
    """
    assert known.gazetteer is not None
    config, words, listed = known.config, known.language, tuple(articles)
    diagnostics: list[Diagnostic] = []
    kinds = [language(code).kinds for code in CODES if code != words.code]
    atlas = localities.atlas(known.gazetteer, words, kinds=kinds)
    index, found = indexing.build(
        listed,
        config=config,
        language=words,
        atlas=atlas,
        clock=known.clock,
        admission=publication.Admission(request.drafts, request.future),
    )
    diagnostics += found
    lying = references.files([s.path for s in inputs.content] + [*reader.lost_photos(inputs.content)])
    photos, found = _photos((*listed, *provisional), lying, inputs, reader)
    diagnostics += found
    everything = [(s.article, s.url) for s in index.stories.values()] + [*index.others, *index.hidden]
    around = LinkTargets(
        config=config,
        language=words,
        files=lying,
        sizes={s.path: s.stat.size for s in inputs.content},
        photos=photos,
        addresses=resolve.addresses(index.stories.values(), index.others, index.hidden)
        | {article.path: f"{config.site.root}/" for article in provisional},
        paths={
            address: article.path
            for article, url in everything
            for address in (*(config.site.root + alias for alias in article.aliases), url)
        },
        headings={a.path: a.body.headings for a in listed if a.body.headings},
        photo_suffixes=EXTENSIONS,
    )
    answered: dict[str, Resolved] = {}
    for article, url in everything:
        answered[article.path], found = resolve.answer(article, around, url=url)
        diagnostics += found
    for article in provisional:
        diagnostics += indexing.look(article, config=config, atlas=atlas)
        diagnostics += resolve.answer(article, around, url=f"{config.site.root}/")[1]
    folder_assets, found = theme.collect(theme.asset_folders(request.site))
    diagnostics += found
    diagnostics += theme.stray_templates(request.site)
    addresses = {a.name: f"{config.site.root}/{a.path}" for a in folder_assets}
    if config.site.logo and config.site.logo not in addresses:
        near = nearest(config.site.logo, addresses, fold=spelling.fold)
        diagnostics.append(error("logo-missing", config.logo_at, name=config.site.logo, near=near))
    logo = next((a for a in folder_assets if a.name == config.site.logo), None)
    drawn = (
        icons.icons(config.site.title, logo=logo.name, logo_digest=logo.digest, file=logo.file, at=config.logo_at)
        if logo
        else (icons.icons(config.site.title))
    )
    view = site.site_view(config, words, addresses, index.others, drawn)
    names = cards.names(config, index, atlas, known.clock, words.paths)
    rows = _related(index, atlas, config.related_count, reader, jobs=request.jobs)
    whole = build_catalog(
        config=config,
        language=words,
        site=view,
        index=index,
        names=names,
        resolved=answered,
        related={path: row.ids for path, row in rows.items()},
        others=index.others,
        icons=drawn,
        digests=recall.digests if recall is not None else None,
    )
    made, found = plan.plan(whole, _sheets(recall, known, atlas, view))
    diagnostics += found
    points = publication.turning_points(listed) | day_starts(atlas.eras, config.site.timezone)
    since, until = publication.interval(request.now, points)
    by_digest = {photo.digest[:DIGEST]: photo for photo in photos.values() if photo is not None}
    return BuildPlan(
        plan=made,
        site=view,
        assets=folder_assets,
        photos=by_digest,
        related=rows,
        disk={s.path: s.disk for s in inputs.content},
        young=frozenset(s.path for s in inputs.content if s.path in photos and reader.is_young(s)),
        shown=len(whole.shown),
        since=since,
        until=until,
        diagnostics=tuple(diagnostics),
        catalog=whole,
        around=around,
    )


def _sheets(recall: Recall | None, known: Settings, atlas: Atlas, site: SiteView) -> Sheets:
    """Sheets on the ground of all that is no content: settings, units and their era, the frame of every page."""
    if recall is None:
        return Sheets()
    era = localities.era(atlas, known.clock.day)
    return Sheets(digest((recall.ground, known.config, known.gazetteer, era, site.digest)), recall.sheets)


def _photos(
    articles: Iterable[Article], lying: references.Files, inputs: Inputs, reader: Reader
) -> tuple[dict[str, Photo | None], tuple[Diagnostic, ...]]:
    wanted = {path for article in articles for path in resolve.photo_paths(article, lying)}
    return reader.photos([s for s in inputs.content if s.path in wanted])


def _related(index: indexing.Index, atlas: Atlas, count: int, reader: Reader, *, jobs: int) -> dict[str, Row]:
    """The related table of all shown articles, oldest first; where most of it is new, in several processes."""
    features = []
    lines: dict[tuple[str, int], tuple[str, ...]] = {}
    for story in index.due:
        if not story.shown:
            continue
        day = story.date.day
        era = localities.era(atlas, day)
        for id in story.units:
            if (id, era) not in lines:
                lines[id, era] = (localities.heir(atlas, id), *localities.above(atlas, id, day))
        article = story.article
        features.append(
            related.features(
                article.path,
                due=story.order[0],
                day=day,
                tags=story.tags,
                places=[unit for id in story.units for unit in lines[id, era]],
                category=story.category.slug,
                title=article.title,
                summary=cards.summary(article),
            )
        )
    if jobs <= 1 or len(features) - len(reader.related) < MANY:
        return related.table(features, count=count, memo=reader.related)
    parts = [range(len(features) * n // jobs, len(features) * (n + 1) // jobs) for n in range(jobs)]
    rows: dict[str, Row] = {}
    try:
        for part in each(_part, parts, jobs=jobs, prepare=_set_up, given=(features, count), chunk=1):
            rows |= {id: Row(key, ids) for id, key, ids in part}
    finally:
        _set_up([], 0)
    return rows


class _Desk:
    """What one process works on."""

    features: list[related.Features]
    count: int


@cache
def _desk() -> _Desk:
    return _Desk()


def _set_up(features: list[related.Features], count: int) -> None:
    server = _desk()
    server.features, server.count = features, count


def _part(span: range) -> list[tuple[str, str, tuple[str, ...]]]:
    """A part of the related table, as plain values, which travel between processes ten times faster."""
    server = _desk()
    rows = related.table(server.features, count=server.count, memo={}, span=span)
    return [(id, row.key, row.ids) for id, row in rows.items()]
