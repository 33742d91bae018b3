"""The portal at one moment: the last plan, the live edits since then, and the bytes of any page.

In comes a build plan; out comes a frozen value that the server answers from. An edit makes a new snapshot that shares all but
a few pages with the previous one, so pages can be rendered from one while the next is being made. Pages are rendered only
when they are asked for. Assets keep their plain names, without a digest, so that a browser can swap a style sheet.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from conglang.build import rendering
from conglang.build.planning import BuildPlan
from conglang.build.rendering import Bodies
from conglang.build.request import Request
from conglang.build.scan import Settings
from conglang.build.theme import Asset
from conglang.diagnostics import ERROR, Diagnostic
from conglang.digest import seal
from conglang.model import Article, Photo, Rendition
from conglang.photos.icons import Icon
from conglang.photos.renditions import Drawing
from conglang.portal.index import Story
from conglang.portal.page import BodyInputs, Page
from conglang.portal.views.parts import SiteView
from conglang.values import Value, field, names, replace

if TYPE_CHECKING:
    from conglang.templating.render import Renderer

FREED_AT_ONCE = 200
"""Values of a replaced snapshot that are freed in one go."""

PAUSE = 0.001
"""Seconds between two such goes, in which pages are answered."""

T = TypeVar("T")


class LiveEdits(Value, frozen=True):
    """What was edited since the plan was made.

    `pages` are by output path, `bodies` and `stories` by content path. `replacements` are the new cards and links of edited
    articles, by the digest of those that they replace. `renditions` and `attachments` are as in Snapshot.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    replacements: dict[str, object] = field(default_factory=dict)
    bodies: dict[str, BodyInputs] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    renditions: dict[str, tuple[Rendition, Photo]] = field(default_factory=dict)
    attachments: dict[str, str] = field(default_factory=dict)


class Snapshot(Value, frozen=True):
    """All that the preview answers from; files by their path below the output.

    `by_source` are the paths of the pages of a content file. `renditions` come with their photo, `attachments` are content paths.
    """

    settings: Settings
    build_plan: BuildPlan
    site: SiteView
    renderer: Renderer
    pages: dict[str, Page]
    by_source: dict[str, tuple[str, ...]]
    assets: dict[str, Asset]
    renditions: dict[str, tuple[Rendition, Photo]]
    drawings: dict[str, Drawing | Icon]
    attachments: dict[str, str]
    edits: LiveEdits = field(default_factory=LiveEdits)

    @property
    def root(self) -> str:
        """The sub-path that every address begins with."""
        return self.settings.config.site.root

    def page(self, path: str) -> Page | None:
        """A page with the live edits in it; None where there is no page at the path."""
        page = self.edits.pages.get(path) or self.pages.get(path)
        if page is None:
            return None
        bodies = tuple(self.edits.bodies.get(inputs.source, inputs) for inputs in page.bodies)
        return replace(page, view=with_replacements(page.view, self.edits.replacements), bodies=bodies)

    def address(self, source: str) -> str:
        """The address of the page of a content file; empty where there is none, as for an expired article."""
        paths = self.by_source.get(source)
        return f"{self.root}/{paths[0].removesuffix('index.html')}" if paths else ""

    def render(self, page: Page, bodies: Bodies) -> bytes:
        """The bytes of a page. Raises Refusal with what is wrong in its templates."""
        return rendering.bytes_of(page, self.renderer, bodies, origin=self.site.origin)

    def story(self, path: str) -> Story | None:
        """The story of an article, by its content path."""
        return self.edits.stories.get(path) or self.build_plan.catalog.index.stories.get(path)

    def rendition(self, path: str) -> tuple[Rendition, Photo] | None:
        """A rendition with its photo."""
        return self.edits.renditions.get(path) or self.renditions.get(path)

    def attachment(self, path: str) -> str:
        """The content path of the attachment that is published at a path; empty where there is none."""
        return self.edits.attachments.get(path) or self.attachments.get(path, "")


def take_snapshot(request: Request, settings: Settings, build_plan: BuildPlan, previous: Snapshot | None) -> Snapshot:
    """The snapshot of a plan. The renderer of the previous one is kept where the site view is the same."""
    view = plain_site(build_plan.site, build_plan.everything.assets)
    is_same_site = previous is not None and previous.site == view
    by_source: dict[str, tuple[str, ...]] = {}
    for page in build_plan.plan.pages:
        if page.source:
            by_source[page.source] = (*by_source.get(page.source, ()), page.path)
    return Snapshot(
        settings=settings,
        build_plan=build_plan,
        site=view,
        renderer=previous.renderer if previous and is_same_site else rendering.new_renderer(request, view),
        pages={page.path: page for page in build_plan.plan.pages},
        by_source=by_source,
        assets={plain_path(asset): asset for asset in build_plan.everything.assets},
        renditions=with_photos(build_plan.plan.renditions, build_plan.photos),
        drawings={drawing.rendition.path: drawing for drawing in build_plan.plan.drawings},
        attachments={a.path: a.source for a in build_plan.plan.attachments},
    )


def plain_path(asset: Asset) -> str:
    """The path of an asset in the preview."""
    return f"assets/{asset.name}"


def plain_site(site: SiteView, assets: tuple[Asset, ...]) -> SiteView:
    """The site view with the plain names of assets in it."""
    plain = {asset.name: f"{site.root}/{plain_path(asset)}" for asset in assets}
    by_address = {address: plain[name] for name, address in site.assets.items() if name in plain}
    return seal(replace(site, assets=plain, logo=by_address.get(site.logo, site.logo), digest=""))


def with_photos(renditions: Iterable[Rendition], photos: dict[str, Photo]) -> dict[str, tuple[Rendition, Photo]]:
    """Renditions by path, with their photos; `photos` are by digest."""
    return {r.path: (r, photos[r.photo]) for r in renditions if r.photo in photos}


def planned_article(snapshot: Snapshot, path: str) -> Article | None:
    """The version of an article that the plan was made from."""
    catalog = snapshot.build_plan.catalog
    story = catalog.index.stories.get(path)
    return story.article if story else next((article for article, _ in catalog.others if article.path == path), None)


def last_good(
    articles: dict[str, Article], diagnostics: Iterable[Diagnostic], previous: Snapshot | None
) -> dict[str, Article]:
    """The last good versions of the articles in which planning found errors, where these differ."""
    if previous is None:
        return {}
    broken = {d.at.path for d in diagnostics if d.severity == ERROR} & articles.keys()
    versions = {path: planned_article(previous, path) for path in sorted(broken)}
    return {path: article for path, article in versions.items() if article is not None and article != articles[path]}


def parts(snapshot: Snapshot) -> list[object]:
    """The many values that a snapshot consists of, for `free`."""
    catalog = snapshot.build_plan.catalog
    return list(
        chain(
            snapshot.pages.values(),
            catalog.cards.kept.values(),
            catalog.resolved.values(),
            catalog.index.stories.values(),
            snapshot.build_plan.related.values(),
        )
    )


def free(values: list[object]) -> None:
    """Free the values of a replaced snapshot little by little, because freeing all at once would hold up every page.

    The caller must have dropped the snapshot itself, and nobody else may hold the list.
    """
    while values:
        del values[-FREED_AT_ONCE:]
        time.sleep(PAUSE)


def with_replacements(value: T, replacements: Mapping[str, object]) -> T:
    """The value with every value inside it replaced whose digest is in `replacements`."""
    return value if not replacements else _with_replacements(value, replacements)


def _with_replacements(value: Any, replacements: Mapping[str, object]) -> Any:
    kind: Any = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is tuple:
        items = tuple([_with_replacements(item, replacements) for item in value])
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    if not isinstance(value, Value):
        return value
    digest = getattr(value, "digest", "")
    if digest in replacements:
        return replacements[digest]
    changed: dict[str, Any] = {}
    for name in names(kind):
        before = getattr(value, name)
        after = _with_replacements(before, replacements)
        if after is not before:
            changed[name] = after
    if not changed:
        return value
    return seal(replace(value, digest="", **changed)) if digest else replace(value, **changed)
