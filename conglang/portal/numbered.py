"""What the numbered pages of a list have in common: their addresses, their heads, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from conglang.portal.catalog import Catalog, head
from conglang.portal.pagination import Section
from conglang.portal.views.parts import Head, Link, Pager

T = TypeVar("T")


def numbered_head(name: str, base: str, section: Section[T], catalog: Catalog) -> tuple[str, Head]:
    """Title and head of a page of a list that stands by itself; `name` is that of its text, and of `describe_NAME`."""
    title = catalog.text(name)
    trail = (Link(title, base),) if section.number else ()
    if section.number:
        title = catalog.text("page_title", title=title, number=str(section.number))
    found = head(
        catalog,
        title,
        page_url(base, section.number, catalog),
        catalog.text(f"describe_{name}", title=title, site=catalog.site.title),
        trail=trail,
        previous=page_url(base, section.newer, catalog) if section.newer >= 0 else "",
        next=page_url(base, section.older, catalog) if section.older >= 0 else "",
    )
    return title, found


def page_url(base: str, number: int, catalog: Catalog) -> str:
    """The address of a page of the list whose landing page is at `base`."""
    return f"{base}{catalog.language.paths['page']}/{number}/" if number else base


def pager(base: str, section: Section[T], cut: Sequence[Section[T]], catalog: Catalog) -> Pager:
    """The neighbours of a page, the landing page and the first one, each only where it is another page."""
    first = cut[-1].number if len(cut) > 1 else -1

    def link(number: int) -> Link | None:
        return Link(str(number) if number else "", page_url(base, number, catalog)) if number >= 0 else None

    return Pager(
        number=section.number,
        newer=link(section.newer),
        older=link(section.older),
        landing=link(0) if section.number > 0 else None,
        first=link(first) if first not in (section.number, -1) else None,
    )
