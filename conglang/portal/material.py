"""What all pages are planned from: the index, and what is shown of each story, made once.

Pages of every kind take their cards and links from here, so that a card is made and digested once however many lists it
stands in.
"""

from __future__ import annotations

from collections.abc import Sequence

from conglang.digest import seal
from conglang.languages import Language
from conglang.model import Article, Config, Day, Moment, Rendition
from conglang.portal import projections, shares, states
from conglang.portal.answers import Answers
from conglang.portal.icons import Icon
from conglang.portal.index import Index, Story
from conglang.portal.localities import Atlas
from conglang.portal.projections import Names
from conglang.portal.shares import Shares
from conglang.portal.views import Card, DatedLink, Entry, Head, Link, Picture, SiteView
from conglang.values import Value


class Material(Value, frozen=True):
    """The portal as a plan sees it. `shown` are the stories that readers see, oldest first; the rest is by content path.

    `entries` are the cards as lists hold them, where no former unit brought the article there.
    """

    config: Config
    language: Language
    site: SiteView
    index: Index
    atlas: Atlas
    names: Names
    today: Day
    shown: tuple[Story, ...]
    answers: dict[str, Answers]
    cards: dict[str, Card]
    entries: dict[str, Entry]
    lines: dict[str, DatedLink]
    related: dict[str, tuple[str, ...]]
    others: tuple[tuple[Article, str], ...]
    shares: Shares
    icons: tuple[Icon, ...] = ()

    def text(self, key: str, **values: str) -> str:
        """An interface text, filled in."""
        return self.language.text[key].format(**values)

    def address(self, *parts: str) -> str:
        """A site-absolute address: names from the language's table of paths are translated, others stand."""
        return "/".join([self.config.site.root, *[self.language.paths.get(p, p) for p in parts], ""])


def material(
    *,
    config: Config,
    language: Language,
    site: SiteView,
    index: Index,
    names: Names,
    answers: dict[str, Answers],
    related: dict[str, tuple[str, ...]],
    others: tuple[tuple[Article, str], ...],
    icons: tuple[Icon, ...] = (),
) -> Material:
    """Make what is shown of each story."""
    shown = tuple(story for story in index.due if story.shown and story.category.slug)
    cards = {s.article.path: projections.card(s, answers[s.article.path], names) for s in shown}
    return Material(
        config=config,
        language=language,
        site=site,
        index=index,
        atlas=names.atlas,
        names=names,
        today=names.clock.day,
        shown=shown,
        answers=answers,
        cards=cards,
        entries={path: seal(Entry(card)) for path, card in cards.items()},
        lines={s.article.path: projections.dated_link(s) for s in shown},
        related=related,
        others=others,
        shares=shares.shares(shown, [article for article, _ in others], answers, names, site),
        icons=icons,
    )


def head(
    material: Material,
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
    home = Link(material.text("home"), material.site.home)
    whole = (home, *trail, Link(title, url)) if trail or url != material.site.home else ()
    short = projections.shortened(description, projections.DESCRIPTION)
    if share is None and picture is None and indexed:
        share = material.shares.home
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
    return max((m for s in stories if (m := states.modified(s.article))), key=lambda m: m.epoch, default=None)
