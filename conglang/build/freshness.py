"""What a page depends on, as a text that is compared and explained: its key.

    key = whole ";" part (";" part)*        part = name "=" digest

A template sees its view, its site and its body and nothing else, so these digests name all inputs of a page. Whether a
page is fresh is decided by comparing two keys; why it is not is told from the same two. The first digest is of all that the
others are of: where it is as it was, so are they, and need not be worked out, which saves most of the time of a key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from conglang.diagnostics import Refusal
from conglang.digest import digest, of_bytes
from conglang.output.ledger import Ledger
from conglang.portal.page import Page
from conglang.portal.page_groups import Leaf, Recall, Sheet
from conglang.values import names, packed, replace

LENGTH = 20
"""Hexadecimal characters of a digest in a key: 80 bits, compared only with the key of the same page."""


def key(page: Page, *, engine: str, site: str, template: Callable[[str], str], known: str = "") -> str:
    """The key of a page. `template` gives the digest of a template with all that it includes, `known` is the key it had."""
    closure, view = template(page.template), page.view
    shown = [(name, packed(_in_short(getattr(view, name)))) for name in names(type(view))]
    whole = digest((engine, closure, site, shown, page.bodies))[:LENGTH]
    if known.startswith(f"{whole};"):
        return known
    parts = [whole, f"engine={engine[:LENGTH]}", f"template={closure[:LENGTH]}", f"site={site[:LENGTH]}"]
    parts += [f"view.{name}={of_bytes(data)[:LENGTH]}" for name, data in shown]
    if page.bodies:
        parts.append(f"body={digest(page.bodies)[:LENGTH]}")
    return ";".join(parts)


def whole(key: str) -> str:
    """What a key begins with: the digest of all that the page was made from."""
    return key.partition(";")[0]


def is_made_with(key: str, template: str) -> bool:
    """Whether a key is that of a page made with a template of this digest."""
    return f";template={template[:LENGTH]};" in key


def differences(old: str, new: str) -> tuple[str, ...]:
    """The names of the parts in which two keys differ, in the order of the new one."""
    before, after = _parts(old), _parts(new)
    return tuple(
        name for name in [*after, *[n for n in before if n not in after]] if before.get(name) != after.get(name)
    )


def _in_short(value: object) -> object:
    """What stands for a value in a digest: a row of values that carry their own is the row of these."""
    if type(value) is tuple and value and "digest" in names(type(value[0])):
        digests = tuple([getattr(item, "digest", "") for item in value])
        if all(digests):
            return digests
    return value


def _parts(key: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in key.split(";") if "=" in part)


# ---- What of the last build stands, so that it need not be planned again, and what is to be known of this one.


def recall(
    sheets: Mapping[str, Sheet],
    ledger: Ledger,
    listed: Mapping[str, str],
    digests: Mapping[str, str],
    engine: str,
    template: Callable[[str], str],
) -> Recall:
    """What a plan may lean on.

    `listed` is what the output says that we wrote, `digests` are those of the articles' files; `template` gives the digest
    of a template, and raises Refusal where it is not to be had.
    """
    closures: dict[str, str] = {}

    def closure(name: str) -> str:
        if name not in closures:
            closures[name] = ""
            with suppress(Refusal):  # Then the pages are planned, and whoever makes them says what is wrong.
                closures[name] = template(name)
        return closures[name]

    def stands(leaf: Leaf) -> bool:
        row = ledger.get(leaf.path)
        return (
            row is not None
            and whole(row[0]) == leaf.key
            and is_made_with(row[0], closure(leaf.template))
            and ledger.stands(leaf.path, row[0], listed)
        )

    return Recall(engine, digests, {name: sheet for name, sheet in sheets.items() if all(map(stands, sheet.leaves))})


def grown(sheets: Mapping[str, Sheet], before: Recall, key: Callable[[str], str]) -> dict[str, Sheet]:
    """The sheets that are others than before; `key` says under which key a page was made."""

    def keyed(leaf: Leaf) -> Leaf:
        return replace(leaf, key=whole(key(leaf.path)))

    return {
        name: replace(sheet, leaves=tuple(map(keyed, sheet.leaves)))
        for name, sheet in sheets.items()
        if before.sheets.get(name) is not sheet
    }
