"""The versions of articles, by which briefs name them, and `Cards`, which returns what pages show of a version.

The version of an article is a digest of all that any page can show of it: its file, its state, what its references resolve
to, and the names and addresses of the terms that it bears. `Cards` raises NotInBrief for an article that the brief does not
name, so a page cannot show an article that its group key does not depend on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from typing import Any, TypeVar

from conglang.digest import digest, seal
from conglang.model import Article
from conglang.portal import cards
from conglang.portal.cards import Terms
from conglang.portal.index import Index, Story
from conglang.portal.resolve import Resolved
from conglang.portal.shared import Shared
from conglang.portal.views.machines import FeedItem
from conglang.portal.views.parts import ArticleContent, Card, DatedLink, Entry, PhotoEntry
from conglang.values import names

LENGTH = 20
"""Hexadecimal characters of a version; short, because every brief holds many."""

T = TypeVar("T")


class NotInBrief(LookupError):
    """A page kind used an article that the brief of its group does not name; it has to put the article into the brief."""


def versions(index: Index, resolved: Mapping[str, Resolved], digests: Mapping[str, str] | None) -> dict[str, str]:
    """The version of every article that has become due and of every other page that readers may see, by content path.

    `digests` are those of the files that the articles were read from. Without them the plan is compared with no other one,
    and the path itself serves as the version.
    """
    due = {story.article.path: (story.article, story) for story in index.due}
    others = {article.path: (article, None) for article, _ in (*index.others, *index.notices)}
    if digests is None:
        return {path: path for path in (*due, *others)}
    versions: dict[str, str] = {}
    for path, (article, story) in {**others, **due}.items():
        # An article that is represented by its last good version has no digest, because its file holds something else.
        content = digests.get(path) or digest(article)
        borne = _borne(story, index.terms) if story is not None else ()
        state = story.state if story is not None else ""
        versions[path] = digest((path, content, state, _digest_of(resolved[path]), borne))[:LENGTH]
    return versions


def _borne(story: Story, terms: Terms) -> list[str]:
    """The names and addresses of the terms that a story bears; both depend on other articles too."""
    known = [terms.get((taxonomy, key)) for taxonomy, keys in story.terms.items() for key in keys]
    return [text for term in known if term is not None for text in (term.name, term.url)]


def _digest_of(resolved: Resolved) -> str:
    """The digest of what the references of an article resolve to; empty where it has none."""
    inputs = resolved.inputs
    has_any = inputs.links or inputs.figures or resolved.lead or resolved.related
    return digest(resolved) if has_any else ""


class Cards:
    """What pages show of articles, by version; each value is made at its first use and then shared by all pages.

    `shown` are the versions of the articles that readers see, `kept` the values made so far, by kind and version.
    """

    def __init__(
        self, shared: Shared, index: Index, resolved: Mapping[str, Resolved], versions: Mapping[str, str]
    ) -> None:
        others = {article.path: (article, url) for article, url in (*index.notices, *index.others)}
        self._shared = shared
        self._terms = index.terms
        self._resolved = resolved
        self._stories = {versions[story.article.path]: story for story in index.due}
        self._others = {versions[path]: placed for path, placed in others.items()}
        self._named: frozenset[str] | None = None
        self.shown = frozenset([version for version, story in self._stories.items() if story.shown])
        self.kept: dict[tuple[str, str], Any] = {}

    def only(self, brief: object) -> Cards:
        """The same cards, restricted to the articles that a brief names."""
        narrow = copy(self)
        narrow._named = frozenset(_texts(brief))
        narrow.shown = self.shown & narrow._named
        return narrow

    def story(self, version: str) -> Story:
        """The story of a version. Raises NotInBrief where the brief does not name it."""
        self._check(version)
        return self._stories[version]

    def other(self, version: str) -> tuple[Article, str]:
        """The standing page, notice or text of a locality of a version, with its address. Raises NotInBrief."""
        self._check(version)
        return self._others[version]

    def resolved(self, version: str) -> Resolved:
        """What the references of an article or another page resolve to. Raises NotInBrief."""
        self._check(version)
        placed = self._stories.get(version)
        return self._resolved[placed.article.path if placed is not None else self._others[version][0].path]

    def card(self, version: str) -> Card:
        """The card of an article that readers see. Raises NotInBrief."""
        story = self._shown(version)
        return self._once("card", version, lambda: cards.card(story, self._resolved[story.article.path], self._shared))

    def entry(self, version: str, former: str = "") -> Entry:
        """The card of an article as an entry of a list; `former` is the id of the former unit that brought it there."""
        card = self.card(version)
        if former:
            return seal(Entry(card, self._shared.units[former].title))
        return self._once("entry", version, lambda: seal(Entry(card)))

    def line(self, version: str) -> DatedLink:
        """The line of an article that readers see in a list without pictures. Raises NotInBrief."""
        story = self._shown(version)
        return self._once("line", version, lambda: cards.dated_link(story))

    def item(self, version: str) -> FeedItem:
        """The entry of an article that readers see in a feed. Raises NotInBrief."""
        story = self._shown(version)
        return self._once("item", version, lambda: cards.feed_item(story, self.card(version), self._terms))

    def content(self, version: str) -> ArticleContent:
        """What the page of an article shows of the article itself. Raises NotInBrief."""
        story = self._shown(version)
        return cards.content(story, self._resolved[story.article.path], self._shared, self._terms)

    def photos(self, version: str) -> Iterator[PhotoEntry]:
        """The photos of an article that readers see, in its order. Raises NotInBrief."""
        return cards.photo_entries(self._shown(version), self.resolved(version))

    def _once(self, kind: str, version: str, make: Callable[[], T]) -> T:
        """The kept value of a kind and a version; the first time, make it."""
        if (kind, version) not in self.kept:
            self.kept[kind, version] = make()
        value: T = self.kept[kind, version]
        return value

    def _shown(self, version: str) -> Story:
        story = self.story(version)
        if not story.shown:
            raise NotInBrief(f"readers may not see {story.article.path}")
        return story

    def _check(self, version: str) -> None:
        if self._named is not None and version not in self._named:
            raise NotInBrief(f"the brief of this page group does not name {self._path(version)}")

    def _path(self, version: str) -> str:
        story = self._stories.get(version)
        return story.article.path if story is not None else self._others[version][0].path


def _texts(value: object) -> Iterable[str]:
    """All texts in a brief, at any depth: the versions that it names are among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
    else:
        for name in names(type(value)):
            yield from _texts(getattr(value, name))
