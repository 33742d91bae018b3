"""From the catalog to every page of the portal: the table of page kinds, and the plan that follows from it.

`plan` takes over the groups of the last build whose keys are the same, and makes the pages of all others. It lists the
renditions and attachments that the pages need, and reports two files at one address and links to addresses without a file.
It writes nothing and renders nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conglang.diagnostics import Diagnostic
from conglang.model import Rendition
from conglang.photos.icons import Icon
from conglang.photos.renditions import Drawing, every
from conglang.portal import (
    addresses,
    articles,
    corrections,
    feeds,
    home,
    lists,
    notices,
    old_addresses,
    overviews,
    photo_library,
    sitemaps,
    standing_pages,
)
from conglang.portal.catalog import Catalog
from conglang.portal.page import Page
from conglang.portal.page_groups import Group, PageGroup, PageKind, PageRef, Planned, group_key
from conglang.portal.resolve import Attachment
from conglang.portal.views.machines import MapEntry
from conglang.values import Value

PAGE_KINDS: tuple[PageKind, ...] = (
    home.HOME,
    standing_pages.STANDING_PAGES,
    articles.ARTICLES,
    old_addresses.WITHDRAWN,
    old_addresses.REDIRECTS,
    notices.NOTICES,
    notices.NOTICE_LIST,
    corrections.CORRECTIONS,
    photo_library.LIBRARY,
    photo_library.MONTHS,
    lists.LISTS,
    overviews.LOCALITIES,
    overviews.SEARCH,
    overviews.SITE_MAP,
    overviews.NOT_FOUND,
    feeds.FEEDS,
    sitemaps.NEWS,
    sitemaps.YEARS,
    sitemaps.ROBOTS,
    sitemaps.MANIFEST,
)
"""Every page kind, in the order of their lines in the site map."""


class Plan(Value, frozen=True):
    """All files of the output but the assets of the theme.

    `pages` are those that were planned, `kept` those of groups that are taken over from the last build; `groups` are the page
    groups of both, by name.
    """

    pages: tuple[Page, ...]
    kept: tuple[PageRef, ...]
    groups: dict[str, PageGroup]
    attachments: tuple[Attachment, ...]
    renditions: tuple[Rendition, ...]
    drawings: tuple[Drawing | Icon, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all pages below the output."""
        return (*[page.path for page in self.pages], *[ref.path for ref in self.kept])


def plan(catalog: Catalog, previous: Mapping[str, PageGroup] | None) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Plan every page of the portal; groups of `previous`, those of the last build, are taken over where their keys are equal.

    Without `previous` no keys are computed.
    """
    pages: list[Page] = []
    kept: list[PageRef] = []
    groups: dict[str, PageGroup] = {}
    entries: list[MapEntry] = []
    for kind, group in _all_groups(catalog, entries):
        before = previous.get(group.name) if previous is not None else None
        key = group_key(group, catalog.shared, before.key if before is not None else "") if previous is not None else ""
        if before is not None and before.key == key:
            kept += before.refs
            planned = before
        else:
            pages_and_entries = tuple(kind.pages(catalog.shared, group.brief, catalog.cards.only(group.brief)))
            pages += [page for page, _ in pages_and_entries]
            planned = _page_group(key, pages_and_entries)
        groups[group.name] = planned
        entries += planned.entries
    attachments = _attachments(catalog)
    claims = [*_claims(pages), *_claims(kept), *[(a.path, a.source) for a in attachments]]
    diagnostics = (*addresses.collisions(claims, catalog), *addresses.unknown_addresses(claims, catalog))
    drawings: tuple[Drawing | Icon, ...] = (*catalog.shares.drawings, *catalog.icons)
    return Plan(tuple(pages), tuple(kept), groups, attachments, _renditions(catalog), drawings), diagnostics


def _all_groups(catalog: Catalog, entries: Sequence[MapEntry]) -> Iterator[tuple[PageKind, Group]]:
    """All groups with their kinds; the site map of all other pages comes last, when its `entries` are complete."""
    for kind in PAGE_KINDS:
        for group in kind.groups(catalog):
            yield kind, group
    parts = PageKind(lambda whole: sitemaps.part_groups(whole, entries), sitemaps.part_page)
    for group in parts.groups(catalog):
        yield parts, group


def _page_group(key: str, planned: Sequence[Planned]) -> PageGroup:
    refs = tuple([PageRef(page.path, page.template, page.source) for page, _ in planned])
    return PageGroup(key, refs, tuple([entry for _, entry in planned if entry is not None]))


def _claims(pages: Sequence[Page | PageRef]) -> list[addresses.Claim]:
    return [(page.path, page.source) for page in pages]


def _attachments(catalog: Catalog) -> tuple[Attachment, ...]:
    """The attachments of all articles and pages that readers may see, each once."""
    return tuple(dict.fromkeys(a for path in _shown(catalog) for a in catalog.resolved[path].attachments))


def _renditions(catalog: Catalog) -> tuple[Rendition, ...]:
    """The renditions that the pages show, each once, in the order of the articles."""
    wanted: dict[str, Rendition] = {}
    for path in _shown(catalog):
        resolved = catalog.resolved[path]
        for picture in (*resolved.photos, *([resolved.lead] if resolved.lead else [])):
            for rendition in every(picture.sources):
                wanted.setdefault(rendition.path, rendition)
        if resolved.share is not None:
            wanted.setdefault(resolved.share.path, resolved.share)
    return tuple(wanted.values())


def _shown(catalog: Catalog) -> list[str]:
    """The content paths of all articles and pages that readers may see."""
    return [*[s.article.path for s in catalog.shown], *[article.path for article, _ in catalog.others]]
