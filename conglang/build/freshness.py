"""What a page depends on, as a text that is compared and explained: its key.

    key = whole ";" part (";" part)*        part = name "=" digest

A template sees its view, its site and its body and nothing else, so these digests name all inputs of a page. Whether a
page is fresh is decided by comparing two keys; why it is not is told from the same two. The first digest is of all that the
others are of: where it is as it was, so are they, and need not be worked out, which saves most of the time of a key.
"""

from __future__ import annotations

from collections.abc import Callable

from conglang.digest import digest, of_bytes
from conglang.portal.views import Page
from conglang.values import names, packed

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
