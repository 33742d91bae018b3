"""The portal at one moment: what was thought, with what was edited since laid over it, and the bytes of any of its files.

A scene is a value: an edit makes a new one that shares all but a few pages with the one before, so a page can be made from
one while the next comes into being. Pages are made when they are asked for. Assets bear their plain names here, without
a digest, so that a browser can swap a style sheet.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from conglang.build import rendering
from conglang.build.planning import BuildPlan
from conglang.build.rendering import Bodies
from conglang.build.scan import Settings
from conglang.build.theme import Asset, template_folders
from conglang.content import dates
from conglang.diagnostics import ERROR, Diagnostic, Refusal
from conglang.digest import seal
from conglang.languages import language
from conglang.model import Article, Photo, Rendition
from conglang.photos.icons import Icon
from conglang.photos.renditions import Drawing
from conglang.portal.index import Story
from conglang.portal.page import BodyInputs, Page
from conglang.portal.publication import Clock
from conglang.portal.views.parts import SiteView
from conglang.values import Value, field, names, replace

if TYPE_CHECKING:
    from conglang.templating.render import Renderer


class Patch(Value, frozen=True):
    """What was edited since the portal was thought through.

    Own pages by path, newer cards and lines by the digest of the old ones, newer bodies and stories by content path.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    newer: dict[str, object] = field(default_factory=dict)
    bodies: dict[str, BodyInputs] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    renditions: dict[str, tuple[Rendition, Photo]] = field(default_factory=dict)
    attachments: dict[str, str] = field(default_factory=dict)


class Snapshot(Value, frozen=True):
    """All that the preview can answer with; files by their path below the output.

    `renditions` come with their photo, `attachments` are content paths.
    """

    known: Settings
    build_plan: BuildPlan
    site: SiteView
    renderer: Renderer
    pages: dict[str, Page]
    by_source: dict[str, tuple[str, ...]]
    assets: dict[str, Asset]
    renditions: dict[str, tuple[Rendition, Photo]]
    drawings: dict[str, Drawing | Icon]
    attachments: dict[str, str]
    patch: Patch = field(default_factory=Patch)

    @property
    def root(self) -> str:
        """The sub-path that every address begins with."""
        return self.known.config.site.root

    def page(self, path: str) -> Page | None:
        """A page with what was edited since."""
        page = self.patch.pages.get(path) or self.pages.get(path)
        if page is None:
            return None
        bodies = tuple(self.patch.bodies.get(inputs.source, inputs) for inputs in page.bodies)
        return replace(page, view=substituted(page.view, self.patch.newer), bodies=bodies)

    def address(self, source: str) -> str:
        """Where the page that tells of a content file is shown; empty where there is none, as of an expired article."""
        paths = self.by_source.get(source)
        return f"{self.root}/{paths[0].removesuffix('index.html')}" if paths else ""

    def made(self, page: Page, bodies: Bodies) -> bytes:
        """The bytes of a page. Raises Refusal with what is wrong in its templates."""
        return rendering.bytes_of(page, self.renderer, bodies, origin=self.site.origin)

    def story(self, path: str) -> Story | None:
        """An article in its place, by its content path."""
        return self.patch.stories.get(path) or self.build_plan.catalog.index.stories.get(path)

    def rendition(self, path: str) -> tuple[Rendition, Photo] | None:
        """A resized photo, with the original."""
        return self.patch.renditions.get(path) or self.renditions.get(path)

    def attachment(self, path: str) -> str:
        """The content path of the file that is published at a path; empty where there is none."""
        return self.patch.attachments.get(path) or self.attachments.get(path, "")


def take_snapshot(
    known: Settings, build_plan: BuildPlan, before: Snapshot | None, *, site: Path, cache: Path
) -> Snapshot:
    """Make the scene of a thought; a renderer that shows the same site is used again."""
    view = plain_site(build_plan.site, build_plan.assets)
    same = before is not None and before.site == view
    by_source: dict[str, tuple[str, ...]] = {}
    for page in build_plan.plan.pages:
        if page.source:
            by_source[page.source] = (*by_source.get(page.source, ()), page.path)
    return Snapshot(
        known=known,
        build_plan=build_plan,
        site=view,
        renderer=before.renderer if same and before is not None else new_renderer(view, site=site, cache=cache),
        pages={page.path: page for page in build_plan.plan.pages},
        by_source=by_source,
        assets={plain_path(asset): asset for asset in build_plan.assets},
        renditions=originals(build_plan.plan.renditions, build_plan.photos),
        drawings={drawing.rendition.path: drawing for drawing in build_plan.plan.drawings},
        attachments={a.path: a.source for a in build_plan.plan.attachments},
    )


def plain_path(asset: Asset) -> str:
    """The path of an asset in the preview."""
    return f"assets/{asset.name}"


def plain_site(site: SiteView, assets: tuple[Asset, ...]) -> SiteView:
    """The site as templates see it here: assets under plain names."""
    plain = {asset.name: f"{site.root}/{plain_path(asset)}" for asset in assets}
    named = {address: plain[name] for name, address in site.assets.items() if name in plain}
    return seal(replace(site, assets=plain, logo=named.get(site.logo, site.logo), digest=""))


def new_renderer(view: SiteView, *, site: Path, cache: Path) -> Renderer:
    """A renderer that has read the templates as they are now."""
    from conglang.templating.render import Renderer

    return Renderer(template_folders(site), view, language(view.language), bytecode=cache / "templates")


def template_problems(found: Snapshot, bodies: Bodies, good: Snapshot | None = None) -> tuple[Diagnostic, ...]:
    """What is wrong in templates, by making one page of each; those that are as in a `good` scene are left out."""
    first: dict[str, Page] = {}
    for page in found.pages.values():
        first.setdefault(page.template, page)
    problems: list[Diagnostic] = []
    for page in first.values():
        try:
            closure = found.renderer.closure_digest(page.template)
            if good is None or closure != good.renderer.closure_digest(page.template):
                found.made(page, bodies)
        except Refusal as refusal:
            problems += refusal.diagnostics
    return tuple(dict.fromkeys(problems))


def originals(renditions: Iterable[Rendition], photos: dict[str, Photo]) -> dict[str, tuple[Rendition, Photo]]:
    """Renditions by path with their photos, which are known by the beginning of their digests."""
    found: dict[str, tuple[Rendition, Photo]] = {}
    for rendition in renditions:
        photo = photos.get(rendition.path.rpartition("/")[2].partition("-")[0])
        if photo is not None:
            found[rendition.path] = (rendition, photo)
    return found


def clock_at(now: int, known: Settings) -> Clock:
    """The clock of a moment, with the day in the zone of a portal."""
    zone = dates.zone(known.config.site.timezone)
    return Clock(now, datetime.fromtimestamp(now, zone).date().isoformat())


def thought_of(snapshot: Snapshot, path: str) -> Article | None:
    """The version of an article that the portal was thought through with."""
    catalog = snapshot.build_plan.catalog
    story = catalog.index.stories.get(path)
    return story.article if story else next((article for article, _ in catalog.others if article.path == path), None)


def last_good(
    articles: dict[str, Article], diagnostics: Iterable[Diagnostic], before: Snapshot | None
) -> dict[str, Article]:
    """Articles that turned out to be wrong beside the others, as they were when they were shown last."""
    wrong = {d.at.path for d in diagnostics if d.severity == ERROR} & articles.keys() if before is not None else set()
    instead = {path: thought_of(before, path) for path in sorted(wrong)} if before is not None else {}
    return {path: article for path, article in instead.items() if article is not None and article != articles[path]}


# ---- Letting go of a portal that another one has taken the place of, so slowly that nobody notices.

AT_A_TIME = 200
"""Values that are given back in one go."""

PAUSE = 0.001


def pieces(snapshot: Snapshot) -> list[object]:
    """What a scene consists of, in pieces; to be let go of when nothing else holds the scene."""
    catalog = snapshot.build_plan.catalog
    return list(
        chain(
            snapshot.pages.values(),
            catalog.cards.values(),
            catalog.lines.values(),
            catalog.resolved.values(),
            catalog.index.stories.values(),
            snapshot.build_plan.related.values(),
        )
    )


def let_go(release: list[object]) -> None:
    """Drop the references one after another. Nobody else may hold the list."""
    while release:
        del release[-AT_A_TIME:]
        time.sleep(PAUSE)


# ---- A view with newer values in it: the cards and lines of an article that was edited take the place of the old ones.

T = TypeVar("T")


def substituted(value: T, newer: Mapping[str, object]) -> T:
    """The value, with what `newer` replaces replaced wherever it stands inside."""
    return value if not newer else _substituted(value, newer)


def _substituted(value: Any, newer: Mapping[str, object]) -> Any:
    kind: Any = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is tuple:
        items = tuple([_substituted(item, newer) for item in value])
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    if not isinstance(value, Value):
        return value
    digest = getattr(value, "digest", "")
    if digest in newer:
        return newer[digest]
    changed: dict[str, Any] = {}
    for name in names(kind):
        before = getattr(value, name)
        after = _substituted(before, newer)
        if after is not before:
            changed[name] = after
    if not changed:
        return value
    return seal(replace(value, digest="", **changed)) if digest else replace(value, **changed)
