"""What the numbered pages of all lists have in common: their addresses, titles, heads and pagers.

In come the address of a landing page, a section of the list, and what all pages share. Nothing here knows what the list is of.
"""

from __future__ import annotations

from typing import TypedDict, TypeVar

from conglang.portal.pagination import Section
from conglang.portal.shared import Shared, head
from conglang.portal.views.parts import Head, Link, Pager

T = TypeVar("T")


class Neighbours(TypedDict):
    """The addresses of the pages before and after a page of a list, empty where there is none."""

    previous: str
    next: str


def numbered_head(name: str, base: str, section: Section[T], shared: Shared) -> tuple[str, Head]:
    """Title and head of a page of a list of its own, like the corrections; `name` is the key of its interface text.

    The description is the interface text `describe_NAME`.
    """
    whole = shared.text(name)
    title = numbered_title(whole, section.number, shared)
    page_head = head(
        shared,
        title,
        page_url(base, section.number, shared),
        shared.text(f"describe_{name}", title=title, site=shared.site.title),
        trail=(Link(whole, base),) if section.number else (),
        **neighbours(base, section, shared),
    )
    return title, page_head


def numbered_title(title: str, number: int, shared: Shared) -> str:
    """The title of a page of a list: that of the list, and on further pages their number."""
    return shared.text("page_title", title=title, number=str(number)) if number else title


def page_url(base: str, number: int, shared: Shared) -> str:
    """The address of a page of the list whose landing page is at `base`."""
    return f"{base}{shared.language.paths['page']}/{number}/" if number else base


def neighbours(base: str, section: Section[T], shared: Shared) -> Neighbours:
    """The addresses of the newer and the older page, as arguments of `head`."""
    return {
        "previous": page_url(base, section.newer, shared) if section.newer >= 0 else "",
        "next": page_url(base, section.older, shared) if section.older >= 0 else "",
    }


def pager(base: str, section: Section[T], shared: Shared) -> Pager:
    """The links to the neighbours of a page, the landing page and the first page; None where there is no such other page."""

    def link(number: int) -> Link | None:
        return Link(str(number) if number else "", page_url(base, number, shared)) if number >= 0 else None

    return Pager(
        number=section.number,
        newer=link(section.newer),
        older=link(section.older),
        landing=link(0) if section.number > 0 else None,
        first=link(section.first) if section.first not in (section.number, -1) else None,
    )
