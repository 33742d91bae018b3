"""What all pages are planned from: the index, and what is shown of each story, made once.

Pages of every kind take their cards and links from here, so that a card is made and digested once however many lists it
stands in, and not at all where no page that it stands in is planned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from conglang.digest import seal
from conglang.languages import Language
from conglang.model import Article, Config, Day, Moment, Rendition
from conglang.photos.icons import Icon
from conglang.portal import page_groups, publication, share_pictures
from conglang.portal.cards import DESCRIPTION, Names, card, dated_link, feed_item, shortened
from conglang.portal.index import Index, Story
from conglang.portal.localities import Atlas
from conglang.portal.resolve import Resolved
from conglang.portal.share_pictures import Shares
from conglang.portal.views.machines import FeedItem
from conglang.portal.views.parts import Card, DatedLink, Entry, Head, Link, Picture, SiteView
from conglang.values import Value, field

T = TypeVar("T")


class Shown(dict[str, T]):
    """What is shown of each article that readers see, by content path; made when it is first asked for.

    A path is in it when readers see the article. Whoever goes through it meets what has been made.
    """

    def __init__(self, stories: Mapping[str, Story], make: Callable[[Story], T]) -> None:
        super().__init__()
        self._stories = stories
        self._make = make

    def __missing__(self, path: str) -> T:
        self[path] = made = self._make(self._stories[path])
        return made

    def __contains__(self, path: object) -> bool:
        return path in self._stories


class Catalog(Value, frozen=True):
    """The portal as a plan sees it. `shown` are the stories that readers see, oldest first; the rest is by content path.

    `entries` are the cards as lists hold them, where no former unit brought the article there, `items` what feeds hold.
    `seeds` name what any page shows of a story by itself; there are none where nothing is to be recalled.
    """

    config: Config
    language: Language
    site: SiteView
    index: Index
    atlas: Atlas
    names: Names
    today: Day
    shown: tuple[Story, ...]
    resolved: dict[str, Resolved]
    cards: Shown[Card]
    entries: Shown[Entry]
    lines: Shown[DatedLink]
    items: Shown[FeedItem]
    related: dict[str, tuple[str, ...]]
    others: tuple[tuple[Article, str], ...]
    shares: Shares
    icons: tuple[Icon, ...] = ()
    seeds: dict[str, str] = field(default_factory=dict)

    def text(self, key: str, **values: str) -> str:
        """An interface text, filled in."""
        return self.language.text[key].format(**values)

    def address(self, *parts: str) -> str:
        """A site-absolute address: names from the language's table of paths are translated, others stand."""
        return "/".join([self.config.site.root, *[self.language.paths.get(p, p) for p in parts], ""])


def build_catalog(
    *,
    config: Config,
    language: Language,
    site: SiteView,
    index: Index,
    names: Names,
    resolved: dict[str, Resolved],
    related: dict[str, tuple[str, ...]],
    others: tuple[tuple[Article, str], ...],
    icons: tuple[Icon, ...] = (),
    digests: Mapping[str, str] | None = None,
) -> Catalog:
    """What is shown of each story; `digests` of the articles' files only where a plan may lean on the last one."""
    shown = tuple(story for story in index.due if story.shown and story.category.slug)
    stories = {story.article.path: story for story in shown}
    cards = Shown(stories, lambda story: card(story, resolved[story.article.path], names))
    return Catalog(
        config=config,
        language=language,
        site=site,
        index=index,
        atlas=names.atlas,
        names=names,
        today=names.clock.day,
        shown=shown,
        resolved=resolved,
        cards=cards,
        entries=Shown(stories, lambda story: seal(Entry(cards[story.article.path]))),
        lines=Shown(stories, dated_link),
        items=Shown(stories, lambda story: feed_item(story, cards[story.article.path], names)),
        related=related,
        others=others,
        shares=share_pictures.shares(shown, [article for article, _ in others], resolved, names, site),
        icons=icons,
        seeds=page_groups.seeds(index.due, resolved, digests) if digests is not None else {},
    )


def head(
    catalog: Catalog,
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
    home = Link(catalog.text("home"), catalog.site.home)
    whole = (home, *trail, Link(title, url)) if trail or url != catalog.site.home else ()
    short = shortened(description, DESCRIPTION)
    if share is None and picture is None and indexed:
        share = catalog.shares.home
    return Head(title, url, short, whole, picture, indexed, feed, previous, next, share)


def output_path(url: str, root: str) -> str:
    """The file that answers at an address: `index.html` of its folder, or the file itself where a file is named."""
    path = url[len(root) :].lstrip("/")
    return (
        path
        if path and not path.endswith("/") and "." in path.rpartition("/")[2]
        else f"{path.rstrip('/')}/index.html".lstrip("/")
    )


def latest(stories: Sequence[Story]) -> Moment | None:
    """When the newest of these stories last changed."""
    return max((m for s in stories if (m := publication.modified(s.article))), key=lambda m: m.epoch, default=None)
