"""The frozen values that all stages share.

They hold what a file means: a field that is not written has its default, and a value that could not be understood never
gets here. Nothing here reads a file, a clock or the environment. Paths are relative POSIX texts in Unicode NFC; days are
ISO texts (`2025-07-01`), so that comparing texts compares days.
"""

from __future__ import annotations

from collections.abc import Iterator

from conglang.values import Value, field

Day = str
"""A calendar day as ISO text; an empty text means no bound."""


class Location(Value, frozen=True):
    """A place in a source file; line and column count from 1, columns in characters, 0 where unknown."""

    path: str
    line: int = 0
    column: int = 0
    width: int = 1


class Moment(Value, frozen=True):
    """A moment in the portal's time zone: ISO text with its offset, seconds since 1970, and whether a clock time was written."""

    iso: str
    epoch: int
    has_time: bool

    @property
    def day(self) -> Day:
        """The calendar day in the portal's zone."""
        return self.iso[:10]


class Validity(Value, frozen=True):
    """The days on which something holds. `to` is the last day; both bounds may be empty."""

    start: Day = ""
    to: Day = ""

    def holds(self, day: Day) -> bool:
        """Whether it holds on `day`."""
        return (not self.start or self.start <= day) and (not self.to or day <= self.to)


# ---- configuration -------------------------------------------------------------------------------------------------


class SiteConfig(Value, frozen=True):
    """The table `[site]`. `url` has no slash at its end; `language` and `timezone` are ones that the program knows."""

    title: str
    url: str
    language: str = "vi"
    timezone: str = "Asia/Ho_Chi_Minh"
    slogan: str = ""
    logo: str = ""
    approval: bool = False
    governing_body: str = ""
    responsible: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""

    @property
    def origin(self) -> str:
        """Scheme and host of the portal, without a slash at the end."""
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}"

    @property
    def root(self) -> str:
        """The sub-path that every address of the portal begins with: empty, or `/xa`."""
        return self.url[len(self.origin) :]


class Category(Value, frozen=True):
    """One `[[category]]`."""

    slug: str
    name: str
    at: Location


class PhotoConfig(Value, frozen=True):
    """The table `[photos]`: rendition widths in pixels, formats in order of preference, quality 1–100 for each format.

    With `share` articles have share pictures; of those without a photo the newest `share_titles` have their title drawn.
    """

    widths: tuple[int, ...] = (480, 960, 1600)
    formats: tuple[str, ...] = ("webp", "jpeg")
    quality: tuple[tuple[str, int], ...] = (("avif", 60), ("jpeg", 80), ("webp", 78))
    share: bool = True
    share_titles: int = 100


class Config(Value, frozen=True):
    """All of `config.toml`, with every default filled in. `logo_at` is the place where the logo is named."""

    site: SiteConfig
    categories: tuple[Category, ...] = ()
    article_permalink: str = "/{year}/{month}/{slug}/"
    per_page: int = 20
    related_count: int = 5
    photos: PhotoConfig = PhotoConfig()
    feed_items: int = 20
    feed_full_text: bool = False
    logo_at: Location = Location("config.toml", 1, 1)


USUAL = Config(SiteConfig("", ""))
"""The default of every setting; only title and address have none."""


# ---- localities ----------------------------------------------------------------------------------------------------


class Parentage(Value, frozen=True):
    """A unit belongs to the unit `id` on the days of `valid`."""

    id: str
    valid: Validity = Validity()


class Successor(Value, frozen=True):
    """A unit that took over a former unit; at most one of several is the main one."""

    id: str
    main: bool = False


class Locality(Value, frozen=True):
    """One unit of the gazetteer: a province, a commune, a village …, of today or former."""

    id: str
    name: str
    kind: str
    at: Location
    code: str = ""
    parents: tuple[Parentage, ...] = ()
    valid: Validity = Validity()
    successors: tuple[Successor, ...] = ()
    aliases: tuple[str, ...] = ()


class Gazetteer(Value, frozen=True):
    """All units, in the order of the file. Every id that they name exists, and no unit is its own ancestor."""

    units: tuple[Locality, ...] = ()


# ---- files and photos ----------------------------------------------------------------------------------------------


class Stat(Value, frozen=True):
    """The size, time and number of a file in its file system: a hint that it is unchanged, never a proof. Times in nanoseconds."""

    size: int
    mtime_ns: int
    inode: int


class Source(Value, frozen=True):
    """A file of the portal: its path in NFC, the name it has on disk, and its stat."""

    path: str
    disk: str
    stat: Stat


class Photo(Value, frozen=True):
    """An original: the digest of its content, and its width and height in pixels after orientation was applied.

    `tint` is its average colour, red, green and blue in four steps each (0–3); None where it is unknown.
    `caption` and `credit` are what a camera or an agency wrote into the file; they are offered to the writer, never published.
    """

    path: str
    digest: str
    width: int
    height: int
    format: str = "JPEG"
    tint: tuple[int, int, int] | None = None
    caption: str = ""
    credit: str = ""


class Rendition(Value, frozen=True):
    """One resized file: `path` below the output folder, width and height in pixels, `format` as in `[photos] formats`.

    A share picture is cropped to its size around `focus`, per cent from left and top; a whole photo has none. `photo` is the
    digest of the photo that it is made of; empty for a drawing.
    """

    path: str
    width: int
    height: int
    format: str
    focus: tuple[int, int] | None = None
    photo: str = ""


# ---- content -------------------------------------------------------------------------------------------------------


class Author(Value, frozen=True):
    """A person, with the organisation that the byline names, or an organisation alone."""

    name: str
    organisation: str = ""


class Correction(Value, frozen=True):
    """A correction: when, and the text that readers see."""

    date: Moment
    text: str


class PhotoRef(Value, frozen=True):
    """A photo as the article names it. `target` is decoded, NFC, with `/`; `alt` is None where nobody wrote one.

    `focus` is the focal point in per cent from the left and the top, where one is written.
    """

    target: str
    line: int
    column: int
    width: int
    caption: str = ""
    credit: str = ""
    alt: str | None = None
    focus: tuple[int, int] | None = None


class FigureRef(Value, frozen=True):
    """A photo, or a group of photos, with one caption and one credit."""

    photos: tuple[PhotoRef, ...]
    caption: str = ""
    credit: str = ""


class LinkRef(Value, frozen=True):
    """A link into the portal: a relative path or an address, decoded and NFC; `fragment` has no `#`."""

    target: str
    fragment: str
    line: int
    column: int
    width: int


class Body(Value, frozen=True):
    """The figures and links of a body. Its HTML is kept apart, under `digest`, with a token for each of these.

    Tokens: `\ue000F3\ue001` is block figure 3, `\ue000I3\ue001` is the photo of figure 3 inside running text,
    `\ue000L3\ue001` in an `href` is link 3. The HTML before `\ue000S\ue001` is the first paragraph, which a page leaves out
    where it is the summary. `opening` is the plain text of that paragraph, kept where no summary was written;
    `opening_asks` says that the paragraph has links or photos, which the plain text would lose. `headings` are the ids that
    links may lead to.
    """

    digest: str = ""
    figures: tuple[FigureRef, ...] = ()
    links: tuple[LinkRef, ...] = ()
    opening: str = ""
    words: int = 0
    headings: tuple[str, ...] = ()
    opening_asks: bool = False


class Article(Value, frozen=True):
    """What one Markdown file means. `kind` is `article`, `page`, `notice` or `locality`, after the folder of the file.

    Localities, category, tags and links are still as written; they are resolved when all files have been read.
    `fields` holds the place of each written value, in lines of the field's English name, line, column and width; the items
    of a list follow as `tags.0`, `tags.1`. It is one text because every article keeps it and it is seldom needed.
    `shown` holds the texts that the article's page shows as they are, by field; empty where a field is not written.
    """

    path: str
    kind: str
    slug: str
    title: str
    body: Body
    date: Moment | None = None
    authors: tuple[Author, ...] = ()
    localities: tuple[str, ...] = ()
    category: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    photo: PhotoRef | None = None
    updated: Moment | None = None
    embargo: Moment | None = None
    expires: Moment | None = None
    draft: bool = False
    status: str = ""
    featured: bool = False
    featured_until: Moment | None = None
    source: str = ""
    genre: str = ""
    series: str = ""
    related: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawn: str = ""
    aliases: tuple[str, ...] = ()
    fields: str = ""
    shown: dict[str, str] = field(default_factory=dict)

    def at(self, field: str) -> Location:
        """The place where `field` (or `tags.2`) was written; the top of the file where it was not."""
        found = (place for name, place in self.places() if name == field)
        return next(found, Location(self.path, 1, 1, 1))

    def places(self) -> Iterator[tuple[str, Location]]:
        """The places of all written values, with the field's English name."""
        for written in self.fields.splitlines():
            name, line, column, width = written.split(" ")
            yield name, Location(self.path, int(line), int(column), int(width))
