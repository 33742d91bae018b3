"""From all that was read to the build plan: index, resolved references, related news, pages.

`plan_build` runs the stages of `portal/` in their order. Everything comes in as values: nothing here opens a file, reads
the cache or reads a clock. Several processes compute the related table of a large portal.
"""

from __future__ import annotations

from collections.abc import Mapping

from conglang.build.request import Request
from conglang.build.scan import Settings, day_starts
from conglang.build.theme import Asset
from conglang.build.workers import each
from conglang.diagnostics import Diagnostic, error, nearest
from conglang.model import Article, Config, Gazetteer, Photo, Rendition
from conglang.photos import icons
from conglang.photos.icons import Icon
from conglang.photos.probe import EXTENSIONS
from conglang.portal import cards, localities, plan, publication, related, resolve, site
from conglang.portal import index as indexing
from conglang.portal.catalog import Catalog, build_catalog
from conglang.portal.index import Index
from conglang.portal.localities import Atlas
from conglang.portal.page_groups import Previous
from conglang.portal.plan import Plan
from conglang.portal.references import Files
from conglang.portal.related import Features, Row
from conglang.portal.resolve import LinkTargets, Resolved
from conglang.portal.shared import build_shared
from conglang.portal.views.parts import SiteView
from conglang.values import Value
from conglang.vietnamese import spelling

MANY = 2000
"""From this many new rows of the related table on, starting processes costs less than it saves."""


class Everything(Value, frozen=True):
    """All that was read for a plan. What `provisional` articles name is checked; they take no other part in the plan.

    `files` indexes the paths of all content files; `sizes` (bytes) and `disk` (names on disk) are by path. `photos` are the
    probes of the photos that articles name, by path, None for one that cannot be used. `young` photos were saved so
    recently that a phone may still be copying them. `engine` is the digest of our code.
    """

    settings: Settings
    engine: str
    articles: tuple[Article, ...]
    provisional: tuple[Article, ...]
    files: Files
    sizes: dict[str, int]
    disk: dict[str, str]
    photos: dict[str, Photo | None]
    young: frozenset[str]
    assets: tuple[Asset, ...]


class BuildPlan(Value, frozen=True):
    """A plan and what it was planned from; it holds from `since` until `until` (seconds since 1970; None: for ever).

    `related` is the related table by content path. From `catalog` and `targets` the preview plans one changed article alone.
    """

    plan: Plan
    everything: Everything
    catalog: Catalog
    targets: LinkTargets
    related: dict[str, Row]
    since: int | None
    until: int | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def site(self) -> SiteView:
        """What every page shows of the portal."""
        return self.catalog.shared.site

    @property
    def photos(self) -> dict[str, Photo]:
        """The usable photos by digest."""
        return {photo.digest: photo for photo in self.everything.photos.values() if photo is not None}

    @property
    def renditions(self) -> tuple[Rendition, ...]:
        """Every rendition, drawn ones included."""
        return (*self.plan.renditions, *[drawing.rendition for drawing in self.plan.drawings])

    @property
    def files(self) -> tuple[str, ...]:
        """The paths below the output of all files that are not pages."""
        renditions = [rendition.path for rendition in self.renditions]
        return (*[a.path for a in self.everything.assets], *renditions, *[a.path for a in self.plan.attachments])


def plan_build(
    request: Request,
    everything: Everything,
    *,
    known_related: Mapping[str, Row],
    previous: Previous | None = None,
    jobs: int = 1,
) -> BuildPlan:
    """Plan the portal; the plan carries the problems that only show among several files.

    Rows of `known_related`, the related table of the last build, are taken over where their keys are the same; so are the
    page groups of `previous`. Without `previous` every page is planned.
    """
    settings = everything.settings
    config, words = settings.config, settings.language
    index, atlas, diagnostics = _placed(request, everything)
    targets = _targets(everything, index)
    resolved, problems = _resolved(everything, index, targets, atlas)
    diagnostics += problems
    addresses = {a.name: f"{config.site.root}/{a.path}" for a in everything.assets}
    drawn, problems = _icons(config, everything.assets)
    diagnostics += problems
    view = site.site_view(config, words, addresses, index.others, drawn)
    rows = _related(index, atlas, config.related_count, known_related, jobs=jobs)
    gazetteer = settings.gazetteer or Gazetteer()
    catalog = build_catalog(
        shared=build_shared(config, words, view, atlas, gazetteer, today=settings.clock.day, engine=everything.engine),
        clock=settings.clock,
        index=index,
        resolved=resolved,
        related={path: row.ids for path, row in rows.items()},
        icons=drawn,
        digests=previous.digests if previous is not None else None,
    )
    planned, problems = plan.plan(catalog, previous.groups if previous is not None else None)
    points = publication.turning_points(everything.articles) | day_starts(atlas.eras, config.site.timezone)
    since, until = publication.interval(request.now, points)
    diagnostics += problems
    return BuildPlan(planned, everything, catalog, targets, rows, since, until, diagnostics)


def _placed(request: Request, everything: Everything) -> tuple[Index, Atlas, tuple[Diagnostic, ...]]:
    """Every article in its place, and the localities in time."""
    settings = everything.settings
    words = settings.language
    atlas = localities.atlas(settings.gazetteer or Gazetteer(), words)
    index, diagnostics = indexing.build(
        everything.articles,
        config=settings.config,
        language=words,
        atlas=atlas,
        clock=settings.clock,
        admission=publication.Admission(request.drafts, request.future),
    )
    return index, atlas, diagnostics


def _targets(everything: Everything, index: Index) -> LinkTargets:
    """All that the references of articles may resolve to."""
    root = everything.settings.config.site.root
    provisional = {article.path: f"{root}/" for article in everything.provisional}
    return LinkTargets(
        config=everything.settings.config,
        language=everything.settings.language,
        files=everything.files,
        sizes=everything.sizes,
        photos=everything.photos,
        addresses=resolve.addresses(index.stories.values(), index.others, index.hidden) | provisional,
        paths={
            address: article.path
            for article, url in index.everything
            for address in (*(root + alias for alias in article.aliases), url)
        },
        headings={a.path: a.body.headings for a in everything.articles if a.body.headings},
        photo_suffixes=EXTENSIONS,
    )


def _resolved(
    everything: Everything, index: Index, targets: LinkTargets, atlas: Atlas
) -> tuple[dict[str, Resolved], tuple[Diagnostic, ...]]:
    """What the references of every article resolve to, by its path; provisional articles are only checked."""
    resolved: dict[str, Resolved] = {}
    diagnostics: list[Diagnostic] = []
    for article, url in index.everything:
        resolved[article.path], problems = resolve.resolve(article, targets, url=url)
        diagnostics += problems
    config = everything.settings.config
    for article in everything.provisional:
        diagnostics += indexing.check(article, config=config, atlas=atlas)
        diagnostics += resolve.resolve(article, targets, url=f"{config.site.root}/")[1]
    return resolved, tuple(diagnostics)


def _icons(config: Config, assets: tuple[Asset, ...]) -> tuple[tuple[Icon, ...], tuple[Diagnostic, ...]]:
    """The icons of the portal, made from its logo or else from its title; a logo that is not among the assets is an error."""
    name, title = config.site.logo, config.site.title
    logo = next((asset for asset in assets if asset.name == name), None)
    if logo is not None:
        return icons.icons(title, logo=name, logo_digest=logo.digest, file=logo.file, at=config.logo_at), ()
    near = nearest(name, [asset.name for asset in assets], fold=spelling.fold) if name else ""
    return icons.icons(title), (error("logo-missing", config.logo_at, name=name, near=near),) if name else ()


def _related(index: Index, atlas: Atlas, count: int, known: Mapping[str, Row], *, jobs: int) -> dict[str, Row]:
    """The related table of all shown articles, oldest first; several processes compute it where most of it is new."""
    features = _features(index, atlas)
    if jobs <= 1 or len(features) - len(known) < MANY:
        return related.table(features, count=count, memo=known)
    spans = [range(len(features) * n // jobs, len(features) * (n + 1) // jobs) for n in range(jobs)]
    rows: dict[str, Row] = {}
    for part in each(_part, spans, jobs=jobs, prepare=_Table, given=(features, count), chunk=1):
        rows |= {id: Row(key, ids) for id, key, ids in part}
    return rows


def _features(index: Index, atlas: Atlas) -> list[Features]:
    """The features of each shown article, which the related table compares."""
    features: list[Features] = []
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
                tags=story.terms["tag"],
                places=[unit for id in story.units for unit in lines[id, era]],
                category=story.category.slug,
                title=article.title,
                summary=cards.summary(article),
            )
        )
    return features


class _Table:
    """The state of a worker: what it computes its part of the related table from."""

    def __init__(self, features: list[Features], count: int) -> None:
        self.features = features
        self.count = count


def _part(table: _Table, span: range) -> list[tuple[str, str, tuple[str, ...]]]:
    """The rows of a span of articles, as plain tuples: sending these to another process takes a tenth of the time."""
    rows = related.table(table.features, count=table.count, memo={}, span=span)
    return [(id, row.key, row.ids) for id, row in rows.items()]
