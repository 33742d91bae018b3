"""Which pages, and which page groups of the last build, are up to date.

A template sees its view, the site and the bodies and nothing else, so the digests of these are all that a page depends on.
A group is up to date when all of its pages are; its own key (portal/page_groups.py) then decides whether it is planned
again. The ledger and the keys come in as values: nothing here reads the output or the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from conglang.diagnostics import Refusal
from conglang.output.ledger import Ledger
from conglang.portal import keys
from conglang.portal.page import Page
from conglang.portal.page_groups import PageGroup, PageRef
from conglang.values import names, packed, replace


def page_key(page: Page, *, engine: str, site: str, template: Callable[[str], str], known: str = "") -> str:
    """The key of a page; `known` is its key in the last build, or an empty text.

    `template` returns the digest of a template with all that it includes, and raises Refusal where it cannot be read.
    """
    view = page.view
    digests = {"engine": engine, "template": template(page.template), "site": site}
    values = [(f"view.{name}", packed(_compact(getattr(view, name)))) for name in names(type(view))]
    if page.bodies:
        values.append(("body", packed(page.bodies)))
    return keys.key(digests, values, known)


def _compact(value: object) -> object:
    """The value itself, or where it is a tuple of values that carry their own digests, the tuple of these digests."""
    if type(value) is tuple and value and "digest" in names(type(value[0])):
        digests = tuple([getattr(item, "digest", "") for item in value])
        if all(digests):
            return digests
    return value


def groups_up_to_date(
    groups: Mapping[str, PageGroup], ledger: Ledger, listed: Mapping[str, str], template: Callable[[str], str]
) -> dict[str, PageGroup]:
    """The groups of the last build all of whose pages are up to date, by name.

    `listed` are the digests that the manifest of the output lists, by path; `template` is as for `page_key`.
    """
    closures: dict[str, str] = {}

    def closure(name: str) -> str:
        if name not in closures:
            closures[name] = ""
            with suppress(Refusal):  # The pages are planned then, and rendering them reports what is wrong.
                closures[name] = template(name)
        return closures[name]

    def is_up_to_date(ref: PageRef) -> bool:
        row = ledger.get(ref.path)
        return (
            row is not None
            and keys.whole(row.key) == ref.key
            and keys.has_part(row.key, "template", closure(ref.template))
            and ledger.is_up_to_date(ref.path, row.key, listed)
        )

    return {name: group for name, group in groups.items() if all(map(is_up_to_date, group.refs))}


def planned_groups(
    groups: Mapping[str, PageGroup], before: Mapping[str, PageGroup], key: Callable[[str], str]
) -> dict[str, PageGroup]:
    """The groups that this build planned, with the keys of their pages; `key` returns the key of a page by its path."""

    def keyed(ref: PageRef) -> PageRef:
        return replace(ref, key=keys.whole(key(ref.path)))

    return {
        name: replace(group, refs=tuple(map(keyed, group.refs)))
        for name, group in groups.items()
        if before.get(name) is not group
    }
