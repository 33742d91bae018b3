"""Articles by version: how a brief names them, and the one way from a brief to what its pages show of them.

The version of an article is a digest of everything that any page can show of it: its file, its state, what its references
resolve to, and the names and addresses of the terms that it bears. `Cards` answers for the articles that a brief names
and raises NotInBrief for any other, so a page cannot show an article that its brief does not depend on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from typing import Any

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
"""Hexadecimal characters of a version: every brief holds many."""


class NotInBrief(LookupError):
    """A page kind asked for an article that the brief of its group does not name. The kind has to take it into the brief."""


def versions(index: Index, resolved: Mapping[str, Resolved], digests: Mapping[str, str] | None) -> dict[str, str]:
    """The version of every article that has become due, and of every other page that readers may see, by content path.

    `digests` are those of the files that the articles were read from. Without them no plan is compared with another one,
    and the path itself is as good a version as any.
    """
    due = {story.article.path: (story.article, story) for story in index.due}
    others = {article.path: (article, None) for article, _ in (*index.others, *index.notices)}
    if digests is None:
        return {path: path for path in (*due, *others)}
    result: dict[str, str] = {}
    for path, (article, story) in {**others, **due}.items():
        # Where the last good version stands in for a broken file, its content is not what is in the file.
        content = digests.get(path) or digest(article)
        borne = _borne(story, index.terms) if story is not None else ()
        state = story.state if story is not None else ""
        result[path] = digest((path, content, state, _digest_of(resolved[path]), borne))[:LENGTH]
    return result


def _borne(story: Story, terms: Terms) -> list[str]:
    """The names and addresses of the terms that a story bears: how they are called follows from other articles too."""
    known = [terms.get((taxonomy, key)) for taxonomy, keys in story.terms.items() for key in keys]
    return [text for term in known if term is not None for text in (term.name, term.url)]


def _digest_of(resolved: Resolved) -> str:
    """The digest of what the references of an article resolve to; empty where it has none."""
    inputs = resolved.inputs
    has_any = inputs.links or inputs.figures or resolved.lead or resolved.related
    return digest(resolved) if has_any else ""


class Cards:
    """What pages show of articles, by version; made when it is first asked for, once for all pages that show it.

    `shown` are the versions of the articles that readers see, of those that may be asked for.
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
        self.made: dict[str, dict[str, Any]] = {"card": {}, "line": {}, "entry": {}, "item": {}}

    def only(self, brief: object) -> Cards:
        """The cards of the articles that a brief names."""
        narrow = copy(self)
        narrow._named = frozenset(_texts(brief))
        narrow.shown = self.shown & narrow._named
        return narrow

    def story(self, version: str) -> Story:
        """The article of a version in its place. Raises NotInBrief where the brief does not name it."""
        self._check(version)
        return self._stories[version]

    def other(self, version: str) -> tuple[Article, str]:
        """The standing page, notice or text of a locality of a version, and its address. Raises NotInBrief."""
        self._check(version)
        return self._others[version]

    def resolved(self, version: str) -> Resolved:
        """What the references of an article or another page resolve to. Raises NotInBrief."""
        self._check(version)
        placed = self._stories.get(version)
        return self._resolved[placed.article.path if placed is not None else self._others[version][0].path]

    def card(self, version: str) -> Card:
        """The card of an article that readers see. Raises NotInBrief."""
        story, made = self._shown(version), self.made["card"]
        if version not in made:
            made[version] = cards.card(story, self._resolved[story.article.path], self._shared)
        card: Card = made[version]
        return card

    def entry(self, version: str, former: str = "") -> Entry:
        """The card of an article as a list holds it; `former` is the id of the former unit that brought it there."""
        if former:
            return seal(Entry(self.card(version), self._shared.units[former].title))
        card, made = self.card(version), self.made["entry"]
        if version not in made:
            made[version] = seal(Entry(card))
        entry: Entry = made[version]
        return entry

    def line(self, version: str) -> DatedLink:
        """One line of a list for an article that readers see. Raises NotInBrief."""
        story, made = self._shown(version), self.made["line"]
        if version not in made:
            made[version] = cards.dated_link(story)
        line: DatedLink = made[version]
        return line

    def item(self, version: str) -> FeedItem:
        """What a feed says of an article that readers see. Raises NotInBrief."""
        story, made = self._shown(version), self.made["item"]
        if version not in made:
            made[version] = cards.feed_item(story, self.card(version), self._terms)
        item: FeedItem = made[version]
        return item

    def content(self, version: str) -> ArticleContent:
        """What the page of an article shows of the article itself. Raises NotInBrief."""
        story = self._shown(version)
        return cards.content(story, self._resolved[story.article.path], self._shared, self._terms)

    def photos(self, version: str) -> Iterator[PhotoEntry]:
        """The photos of an article that readers see, in its order. Raises NotInBrief."""
        return cards.photo_entries(self._shown(version), self.resolved(version))

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
