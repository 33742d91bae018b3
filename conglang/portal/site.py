"""The portal as every page shows it: names, addresses, navigation.

In come the configuration, the language, the addresses of assets and the standing pages; out comes the value that templates see
as `site`. It holds nothing of articles, so that a new article does not change every page.
"""

from __future__ import annotations

from collections.abc import Iterable

from conglang.digest import seal
from conglang.languages import Language
from conglang.model import Article, Config
from conglang.photos.icons import TOUCH, Icon
from conglang.portal.views.parts import Link, SiteView


def site_view(
    config: Config,
    language: Language,
    assets: dict[str, str],
    others: Iterable[tuple[Article, str]],
    icons: Iterable[Icon] = (),
) -> SiteView:
    """The value `site` of templates; `assets` are addresses by name, `others` the pages with the standing pages among them."""
    site = config.site
    paths = language.paths
    return seal(
        SiteView(
            title=site.title,
            slogan=site.slogan,
            language=language.code,
            timezone=site.timezone,
            origin=site.origin,
            root=site.root,
            logo=assets.get(site.logo, ""),
            governing_body=site.governing_body,
            responsible=site.responsible,
            address=site.address,
            phone=site.phone,
            email=site.email,
            categories=tuple(Link(c.name, f"{site.root}/{paths['category']}/{c.slug}/") for c in config.categories),
            pages=tuple(Link(article.title, url) for article, url in others if article.kind == "page"),
            localities=f"{site.root}/{paths['locality']}/",
            site_map=f"{site.root}/{paths['site_map']}/",
            atom=f"{site.root}/feed.xml",
            rss=f"{site.root}/rss.xml",
            assets=assets,
            text=language.text,
            notices=f"{site.root}/{paths['notices']}/",
            corrections=f"{site.root}/{paths['corrections']}/",
            photos=f"{site.root}/{paths['photos']}/",
            json_feed=f"{site.root}/feed.json",
            manifest=f"{site.root}/manifest.webmanifest",
            touch_icon=next((f"{site.root}/{icon.rendition.path}" for icon in icons if icon.purpose == TOUCH), ""),
        )
    )
