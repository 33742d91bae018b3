"""What views are made of: links, pictures, cards and lines, and what every page shows of the portal.

Views are as narrow as what is shown: a `Link` is a title and an address, a `Card` what a list shows. Addresses are
site-absolute and begin with the portal's sub-path (`/xa/2024/03/bai/`); the filter `absolute` adds the origin.
Every text is plain and is escaped where it is printed.
"""

from __future__ import annotations

from conglang.model import Day, Moment, Rendition
from conglang.values import Value, field


class Link(Value, frozen=True):
    """A title and where it leads."""

    title: str
    url: str


class Place(Value, frozen=True):
    """A locality as an article names it: its title, and the units above it on the day of the article (`huyện …, tỉnh …`)."""

    title: str
    url: str
    within: str = ""


class Successors(Value, frozen=True):
    """What an article's place belongs to now: up to three links, or their number and the page that lists them."""

    place: Link
    links: tuple[Link, ...]
    count: int


class Byline(Value, frozen=True):
    """A person, or an organisation, with the page of their articles; `url` is empty where there is none."""

    name: str
    organisation: str
    url: str


class Picture(Value, frozen=True):
    """A photo in all its renditions.

    `sources` are (MIME type, renditions from narrow to wide) in order of preference, the fallback format (JPEG) last;
    `width` and `height` are those of the widest. Rendition paths are relative to the output: the filter `url` makes
    addresses of them. `alt` is empty for a photo that nobody described. `focus` is per cent from left and top. `tint` is
    the average colour, red, green and blue in four steps each, shown until the photo has loaded.
    """

    sources: tuple[tuple[str, tuple[Rendition, ...]], ...]
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""
    focus: tuple[int, int] | None = None
    tint: tuple[int, int, int] | None = None
    digest: str = ""


class Figure(Value, frozen=True):
    """One photo, or a group of several that share a caption."""

    pictures: tuple[Picture, ...]
    caption: str = ""
    credit: str = ""


class Card(Value, frozen=True):
    """An article as a list shows it. `former` places are marked *(cũ)* by the list, not here."""

    title: str
    url: str
    date: Moment
    summary: str
    category: Link
    places: tuple[Link, ...]
    picture: Picture | None
    digest: str = ""


class Entry(Value, frozen=True):
    """A card in a list; `former` names the former unit, where the article came to this list from a predecessor."""

    card: Card
    former: str = ""
    digest: str = ""


class DatedLink(Value, frozen=True):
    """A line of *Các tin khác*: title, address, day."""

    title: str
    url: str
    date: Moment
    digest: str = ""


class Head(Value, frozen=True):
    """The `<head>` of a page, and its trail.

    `title` is the page's own, without the portal's; `url` its address; `description` at most about 160 characters, unique
    on the portal; `indexed` is false for pages that search engines should leave out; `feed` is the page's own feed.
    `previous` and `next` are addresses of the neighbouring pages of a list. `share` is the picture that social networks
    show beside a link to the page.
    """

    title: str
    url: str
    description: str
    trail: tuple[Link, ...] = ()
    picture: Picture | None = None
    indexed: bool = True
    feed: str = ""
    previous: str = ""
    next: str = ""
    share: Rendition | None = None


class SiteView(Value, frozen=True):
    """What every page shows of the portal. Nothing here comes from articles: a new article must not change every page.

    `root` is the sub-path (`` or `/xa`), `origin` the scheme and host. `assets` maps `css/site.css` to its
    address with a digest in its name. `touch_icon` is the icon for home screens.
    `text` holds the interface texts of the language.
    `categories` and `pages` (standing pages) are the navigation.
    """

    title: str
    slogan: str
    language: str
    timezone: str
    origin: str
    root: str
    logo: str
    governing_body: str
    responsible: str
    address: str
    phone: str
    email: str
    categories: tuple[Link, ...]
    pages: tuple[Link, ...]
    localities: str
    site_map: str
    atom: str
    rss: str
    assets: dict[str, str]
    text: dict[str, str]
    notices: str = ""
    corrections: str = ""
    photos: str = ""
    json_feed: str = ""
    manifest: str = ""
    touch_icon: str = ""
    digest: str = ""

    @property
    def home(self) -> str:
        """The address of the home page."""
        return f"{self.root}/"


class Block(Value, frozen=True):
    """A headed group of cards on the home page, with the page that holds the rest."""

    link: Link
    cards: tuple[Card, ...]


class NoticeLine(Value, frozen=True):
    """A notice in a list. `until` is the last moment of its validity; None where it has no end."""

    title: str
    url: str
    date: Moment
    until: Moment | None
    summary: str = ""
    digest: str = ""


class PhotoEntry(Value, frozen=True):
    """A photo of the photo library, with its caption and credit, and its article."""

    picture: Picture
    caption: str
    credit: str
    article: Link
    digest: str = ""


class PlaceNews(Value, frozen=True):
    """A unit and its newest article that the rest of the page does not show."""

    place: Link
    line: DatedLink


class ArchiveMonth(Value, frozen=True):
    """A month of the archive: its number in the year, how it is called there, and the link with its full name."""

    number: int
    short: str
    link: Link


class ArchiveYear(Value, frozen=True):
    """A year of the archive and its months that have articles, the first one first."""

    link: Link
    months: tuple[ArchiveMonth, ...]


class CorrectionView(Value, frozen=True):
    """A correction as the article shows it."""

    date: Moment
    text: str


class ArticleContent(Value, frozen=True):
    """All that an article page shows of its own article.

    `lead` heads the article only when the body does not hold it.
    `photos` are all its pictures, the lead first, for structured data.
    `shown` holds further fields of the front matter by name, those that are written: `{% if article.shown.x is defined %}`.
    """

    title: str
    date: Moment
    updated: Moment | None
    bylines: tuple[Byline, ...]
    category: Link
    places: tuple[Place, ...]
    successors: tuple[Successors, ...]
    summary: str
    lead: Figure | None
    photos: tuple[Picture, ...]
    tags: tuple[Link, ...]
    source: str
    genre: str
    series: str
    corrections: tuple[CorrectionView, ...]
    words: int
    shown: dict[str, str] = field(default_factory=dict)


class SeriesPart(Value, frozen=True):
    """A part of a series: its number, counted from the oldest, and its article."""

    number: int
    line: DatedLink


class Pager(Value, frozen=True):
    """The links from a page of a list to the newer and older page, the landing page and the first (oldest) page.

    It has no number of all pages, so that a full page does not change. `number` is 0 on the landing page. The title of a link
    is the page number as text, empty for the landing page.
    """

    number: int
    newer: Link | None
    older: Link | None
    landing: Link | None
    first: Link | None


class LocalityInfo(Value, frozen=True):
    """What the page of a unit shows of the unit itself.

    `ended` is the last day of a former unit. `formed_from` are the predecessors that it was founded from, `absorbed` those
    that joined it later; `became` are its successors, `main` is the address of the main successor. `above` are the units above
    it, from the top, `below` the units below it, both as of today or, for a former unit, of its last day. `former_below` are
    units below it that have ended.
    """

    kind: str
    name: str
    code: str
    started: Day
    ended: Day
    above: tuple[Link, ...]
    below: tuple[Link, ...]
    former_below: tuple[Link, ...]
    formed_from: tuple[Link, ...]
    became: tuple[Link, ...]
    main: str
    absorbed: tuple[Link, ...] = ()


class CorrectionEntry(Value, frozen=True):
    """A line of the corrections page: a correction with its article, or the reason why an article was withdrawn.

    Of a withdrawn article only the address is shown, which is the title of the link too.
    """

    date: Moment
    article: Link
    text: str
    withdrawn: bool = False
    digest: str = ""


class Album(Value, frozen=True):
    """A month of the photo library on its front page, with one of its photos."""

    link: Link
    cover: Picture


class Branch(Value, frozen=True):
    """A line of a tree: a link, and the branches below it."""

    link: Link
    below: tuple[Branch, ...] = ()
