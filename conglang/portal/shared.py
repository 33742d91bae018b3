"""What all pages share: configuration, language, localities, and the frame of every page; nothing of any article.

Every page may use it, so its digests are part of every group key. It holds no clock: `day` is the first day of the era of the
build, because on all days of an era the localities are the same.
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
"""A description for search engines has at most this many characters."""


class Shared(Value, frozen=True):
    """Values that every page may show. `categories` are links by slug, `units` links by id.

    `share` is the share picture of the home page. `digests` are the parts of every group key that name these values, by the
    name of the part.
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
        """The interface text of a key, with these values filled in."""
        return self.language.text[key].format(**values)

    def address(self, *parts: str) -> str:
        """The site-absolute address of a folder; names in the language's table of paths are translated, others stay."""
        return "/".join([self.config.site.root, *[self.language.paths.get(p, p) for p in parts], ""])

    def file(self, url: str) -> str:
        """The path below the output of the file at an address of the portal."""
        return output_path(url, self.site.root)


def build_shared(
    config: Config, language: Language, site: SiteView, atlas: Atlas, gazetteer: Gazetteer, *, today: Day, engine: str
) -> Shared:
    """Make the values that all pages share; `engine` is the digest of our code."""
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
    """The head of a page; its trail is `trail` with the home page before it and the page itself after it.

    A page for search engines that has neither a picture nor a share picture gets the share picture of the portal.
    """
    home = Link(shared.text("home"), shared.site.home)
    whole = (home, *trail, Link(title, url)) if trail or url != shared.site.home else ()
    if share is None and picture is None and indexed and shared.share is not None:
        share = shared.share.rendition
    return Head(title, url, shortened(description, DESCRIPTION), whole, picture, indexed, feed, previous, next, share)


def shortened(text: str, limit: int) -> str:
    """A text of at most `limit` characters: cut after a word, with an ellipsis, where it is longer."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rpartition(" ")[0] or text[: limit - 1]
    return cut.rstrip(" ,;:.–-") + "…"


def output_path(url: str, root: str) -> str:
    """The path below the output of the file at an address: `index.html` of a folder, or the file that the address names."""
    path = url[len(root) :].lstrip("/")
    return (
        path
        if path and not path.endswith("/") and "." in path.rpartition("/")[2]
        else f"{path.rstrip('/')}/index.html".lstrip("/")
    )
