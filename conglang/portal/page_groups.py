"""Sheets: pages that are planned together, and need not be planned again while nothing that they show has changed.

A sheet is one list with its feed, the articles of one month, the site map of one year, the photos of one month. Its seed is
the digest of all that the planning of its pages looks at. In go the sheets that the last build left, in the output and in
the ledger, as they were; where a seed is the same, equal thoughts would give equal pages, and they are not thought.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from conglang.digest import digest
from conglang.portal.index import Story
from conglang.portal.page import Page
from conglang.portal.resolve import Resolved
from conglang.portal.terms import Term
from conglang.portal.views.machines import MapEntry
from conglang.values import Value

LENGTH = 20
"""Hexadecimal characters of a story's seed, which stands in the seeds of a dozen sheets."""

Planned = tuple[Page, MapEntry | None]
"""A page with its line in the site map for machines, where it has one."""


class Leaf(Value, frozen=True):
    """A page of a sheet: its path and template, the content file that it tells of, what its key began with when it was made."""

    path: str
    template: str
    source: str
    key: str = ""


class Sheet(Value, frozen=True):
    """Pages that were planned together, with their lines in the site map, and the seed that they grew from."""

    seed: str
    leaves: tuple[Leaf, ...]
    entries: tuple[MapEntry, ...] = ()


class Recall(Value, frozen=True):
    """What a plan may lean on: the sheets that stand in the output as they were made, by name.

    `ground` names our code, and `digests` the bytes of each article by its path.
    """

    ground: str
    digests: Mapping[str, str]
    sheets: Mapping[str, Sheet]


class Sheets:
    """The sheets of one plan. Without `known` ones to compare with, everything is planned and no seed is worked out."""

    def __init__(self, ground: str = "", known: Mapping[str, Sheet] | None = None) -> None:
        self._ground = ground
        self._known = known
        self.made: dict[str, Sheet] = {}
        self.pages: list[Page] = []
        self.standing: list[Leaf] = []

    def add(self, name: str, seed: Callable[[], object], make: Callable[[], Iterable[Planned]]) -> tuple[MapEntry, ...]:
        """The lines in the site map of a sheet, which is made where it does not stand."""
        found = "" if self._known is None else digest((self._ground, name, seed()))
        old = self._known.get(name) if self._known is not None else None
        if old is not None and old.seed == found:
            self.standing += old.leaves
            self.made[name] = old
            return old.entries
        leaves: list[Leaf] = []
        entries: list[MapEntry] = []
        for page, entry in make():
            self.pages.append(page)
            leaves.append(Leaf(page.path, page.template, page.source))
            if entry is not None:
                entries.append(entry)
        if found:
            self.made[name] = Sheet(found, tuple(leaves), tuple(entries))
        return tuple(entries)


def seeds(due: Iterable[Story], resolved: Mapping[str, Resolved], digests: Mapping[str, str]) -> dict[str, str]:
    """What names all that any page shows of a story by itself: its file and what is in it, its state, its answers."""
    found: dict[str, str] = {}
    for story in due:
        path = story.article.path
        # Where the last good version stands in for a broken file, what is in it is not what is in the file.
        content = digests.get(path) or digest(story.article)
        found[path] = digest((path, content, story.state, _answered(resolved[path])))[:LENGTH]
    return found


def named(stories: Iterable[Story], terms: Mapping[tuple[str, str], Term]) -> Iterator[Term]:
    """The tags and authors of stories, each once: how they are called follows from other articles too."""
    found = {("tag", key) for story in stories for key in story.tags}
    found |= {("author", key) for story in stories for key in story.authors}
    return (terms[name] for name in sorted(found) if name in terms)


def run(stories: Sequence[Story], seeds: Mapping[str, str]) -> list[str]:
    """The seeds of stories in their order."""
    return [seeds[story.article.path] for story in stories]


def _answered(resolved: Resolved) -> str:
    """The digest of what an article was answered; empty where it asked nothing."""
    inputs = resolved.inputs
    asked = inputs.links or inputs.figures or resolved.lead or resolved.related
    return digest(resolved) if asked else ""
