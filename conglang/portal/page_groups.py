"""Page groups: pages that are planned together, from a brief that holds all that they may look at.

A kind of pages says which groups the portal has now, each with its brief, and makes the pages of a group from what all
pages share, the brief, and the cards of the articles that the brief names. The digest of these is the group's key: where
it is the key of the last build and the pages are up to date, the group is not planned again. So there is no list of
dependencies to keep beside the code: what a page kind does not take into its brief it cannot show.

    key = as in keys.py, with a part for each thing that all pages share and one for each field of the brief
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from conglang.portal import keys
from conglang.portal.catalog import Catalog
from conglang.portal.page import Page
from conglang.portal.shared import Shared
from conglang.portal.versions import Cards
from conglang.portal.views.machines import MapEntry
from conglang.values import Value, names, packed

Planned = tuple[Page, MapEntry | None]
"""A page with its line in the site map for machines, where it has one."""


class Nothing(Value, frozen=True):
    """The brief of pages that look at nothing but what all pages share."""


class Group(Value, frozen=True):
    """Pages that are planned together: a name that stays the same from build to build, and the brief."""

    name: str
    brief: Value


class PageKind(Value, frozen=True):
    """A kind of pages: which groups of it there are, and how the pages of one are made.

    `groups` may look at the whole portal. `pages` gets what all pages share, the brief of a group, and the cards of the
    articles that the brief names; it must look at nothing else.
    """

    groups: Callable[[Catalog], Iterable[Group]]
    pages: Callable[[Shared, Any, Cards], Iterable[Planned]]


class PageRef(Value, frozen=True):
    """A page of a group: its path and template, the content file it belongs to, and the digest its key began with."""

    path: str
    template: str
    source: str
    key: str = ""


class PageGroup(Value, frozen=True):
    """A group as it was planned: its key, its pages, and their lines in the site map."""

    key: str
    refs: tuple[PageRef, ...]
    entries: tuple[MapEntry, ...] = ()


class Previous(Value, frozen=True):
    """What a plan may take over from the last build: the groups whose pages are up to date in the output, by name.

    `digests` are those of the files that the articles were read from, by path.
    """

    digests: Mapping[str, str]
    groups: Mapping[str, PageGroup]


def group_key(group: Group, shared: Shared, known: str = "") -> str:
    """The key of a group; `known` is the key that it had."""
    brief = group.brief
    values = [("name", packed(group.name)), *[(f"brief.{n}", packed(getattr(brief, n))) for n in names(type(brief))]]
    return keys.key(shared.digests, values, known)
