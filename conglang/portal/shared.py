"""What all pages share: configuration, language, localities, and the frame of every page; nothing of any article.

Every page group may look at it, so its digest is part of every group's key. There is no clock in it: `day` is the first
day of the era that the build lies in, and on all days of an era every question about localities has the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from conglang.digest import digest
from conglang.languages import Language
from conglang.model import Config, Day, Gazetteer, Rendition
from conglang.photos.renditions import Drawing
from conglang.portal import localities
from conglang.portal.localities import Atlas
from conglang.portal.views.parts import Head, Link, Picture, SiteView
from conglang.values import Value

DESCRIPTION = 160
"""Characters of a description for search engines."""


class Shared(Value, frozen=True):
    """Values that every page may show. `categories` and `units` are links by slug and by id.

    `share` is the share picture of the home page. `digests` has one digest for each part of the page keys that follow
    from here, by the name of the part.
    """

    config: Config
    language: Language
    site: SiteView
    atlas: Atlas
    day: Day
    categories: dict[str, Link]
    units: dict[str, Link]
    share: Drawing | None
    digests: dict[str, str]

    def text(self, key: str, **values: str) -> str:
        """An interface text, filled in."""
        return self.language.text[key].format(**values)

    def address(self, *parts: str) -> str:
        """A site-absolute address: names from the language's table of paths are translated, others stay."""
        return "/".join([self.config.site.root, *[self.language.paths.get(p, p) for p in parts], ""])

    def file(self, url: str) -> str:
        """The file that answers at an address of the portal, as a path below the output."""
        return output_path(url, self.site.root)


def build_shared(
    config: Config, language: Language, site: SiteView, atlas: Atlas, gazetteer: Gazetteer, *, today: Day, engine: str
) -> Shared:
    """Put together what all pages share; `engine` is the digest of our code."""
    root, paths = config.site.root, language.paths
    era = localities.era(atlas, today)
    return Shared(
        config=config,
        language=language,
        site=site,
        atlas=atlas,
        day=localities.first_day(atlas, era),
        categories={c.slug: Link(c.name, f"{root}/{paths['category']}/{c.slug}/") for c in config.categories},
        units={id: Link(title, f"{root}/{paths['locality']}/{id}/") for id, title in atlas.titles.items()},
        share=Drawing(site.governing_body, site.title, site.slogan, "") if config.photos.share else None,
        digests={
            "engine": engine,
            "config": digest(config),
            "localities": digest((gazetteer, era)),
            "site": site.digest,
        },
    )


def head(
    shared: Shared,
    title: str,
    url: str,
    description: str,
    *,
    trail: Sequence[Link] = (),
    picture: Picture | None = None,
    indexed: bool = True,
    feed: str = "",
    previous: str = "",
    next: str = "",
    share: Rendition | None = None,
) -> Head:
    """A page's head; the trail begins with the home page and ends with the page itself.

    A page that readers may find and that has no picture of its own is shared with that of the portal.
    """
    home = Link(shared.text("home"), shared.site.home)
    whole = (home, *trail, Link(title, url)) if trail or url != shared.site.home else ()
    if share is None and picture is None and indexed and shared.share is not None:
        share = shared.share.rendition
    return Head(title, url, shortened(description, DESCRIPTION), whole, picture, indexed, feed, previous, next, share)


def shortened(text: str, limit: int) -> str:
    """A text cut at a word, with an ellipsis where something was cut; `limit` counts characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rpartition(" ")[0] or text[: limit - 1]
    return cut.rstrip(" ,;:.–-") + "…"


def output_path(url: str, root: str) -> str:
    """The file that answers at an address: `index.html` of its folder, or the file itself where a file is named."""
    path = url[len(root) :].lstrip("/")
    return (
        path
        if path and not path.endswith("/") and "." in path.rpartition("/")[2]
        else f"{path.rstrip('/')}/index.html".lstrip("/")
    )
