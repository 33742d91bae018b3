"""The views of files that programs read: feeds, site maps, `robots.txt` and the web manifest.

Each is the value `page` of the template of one file. They hold plain texts: templates escape them for their formats.
"""

from __future__ import annotations

from conglang.model import Moment
from conglang.portal.views.parts import Byline, Card, CorrectionView
from conglang.values import Value


class FeedItem(Value, frozen=True):
    """An article in a feed. `card` is what lists show; feeds show bylines, tags and corrections too."""

    card: Card
    updated: Moment
    bylines: tuple[Byline, ...]
    tags: tuple[str, ...]
    corrections: tuple[CorrectionView, ...]
    digest: str = ""


class FeedView(Value, frozen=True):
    """A feed, newest article first. `url` is its own address, `page` that of the list with the same articles.

    `updated` is the newest moment of its items. With `full_text` the HTML of each item is in `body`, in the order of `items`.
    """

    title: str
    description: str
    url: str
    page: str
    updated: Moment | None
    items: tuple[FeedItem, ...]
    full_text: bool


class MapEntry(Value, frozen=True):
    """A line of `sitemap.xml`: an address, and when its source last changed (ISO text, empty where that is not known).

    `pictures` are paths of renditions below the output.
    """

    url: str
    modified: str
    pictures: tuple[str, ...] = ()


class MapView(Value, frozen=True):
    """A site map for machines, or with `index` the list of its parts."""

    entries: tuple[MapEntry, ...]
    index: bool = False


class NewsEntry(Value, frozen=True):
    """A line of `sitemap-news.xml`: an article of the last two days, and the moment from which readers saw it."""

    url: str
    title: str
    date: str


class NewsMapView(Value, frozen=True):
    """A site map of the newest articles, for news search engines; newest first."""

    entries: tuple[NewsEntry, ...]


class RobotsView(Value, frozen=True):
    """`robots.txt`: the site maps that it names. `root_file` is the address where robots look for it, if that is another one."""

    site_maps: tuple[str, ...]
    root_file: str = ""


class ManifestIcon(Value, frozen=True):
    """An icon of the manifest: path below the output, length of a side, and `any` or `maskable`."""

    path: str
    size: int
    purpose: str


class ManifestView(Value, frozen=True):
    """`manifest.webmanifest`: how the portal is installed on a telephone."""

    short_name: str
    icons: tuple[ManifestIcon, ...]
