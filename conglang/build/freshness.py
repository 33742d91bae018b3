"""Which pages, and which page groups of the last build, are up to date.

A template sees its view, its site and its bodies and nothing else, so the digests of these are everything that a page
depends on. A group is up to date where each of its pages still stands in the output as it was made; whether it is planned
again is then for its own key to say (portal/page_groups.py).
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
    """The key of a page; `known` is the key that it had.

    `template` gives the digest of a template with all that it includes, and raises Refusal where it cannot be had.
    """
    view = page.view
    digests = {"engine": engine, "template": template(page.template), "site": site}
    values = [(f"view.{name}", packed(_in_short(getattr(view, name)))) for name in names(type(view))]
    if page.bodies:
        values.append(("body", packed(page.bodies)))
    return keys.key(digests, values, known)


def _in_short(value: object) -> object:
    """What represents a value in a digest: a row of values that carry their own digests is the row of these."""
    if type(value) is tuple and value and "digest" in names(type(value[0])):
        digests = tuple([getattr(item, "digest", "") for item in value])
        if all(digests):
            return digests
    return value


def groups_up_to_date(
    groups: Mapping[str, PageGroup], ledger: Ledger, listed: Mapping[str, str], template: Callable[[str], str]
) -> dict[str, PageGroup]:
    """The groups of the last build all of whose pages are up to date, by name.

    `listed` is what the manifest of the output lists; `template` is as for `page_key`.
    """
    closures: dict[str, str] = {}

    def closure(name: str) -> str:
        if name not in closures:
            closures[name] = ""
            with suppress(Refusal):  # Then the pages are planned, and making them reports what is wrong.
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
    """The groups that were planned by this build, with the keys of their pages; `key` gives that of a page by its path."""

    def keyed(ref: PageRef) -> PageRef:
        return replace(ref, key=keys.whole(key(ref.path)))

    return {
        name: replace(group, refs=tuple(map(keyed, group.refs)))
        for name, group in groups.items()
        if before.get(name) is not group
    }
