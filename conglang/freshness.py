"""What a page depends on, as a text that is compared and explained: its key.

    key = part (";" part)*        part = name "=" digest

A template sees its view, its site and its body and nothing else, so these digests name all inputs of a page. Whether a
page is fresh is decided by comparing two keys; why it is not is told from the same two.
"""

from __future__ import annotations

from collections.abc import Callable

from conglang.digest import digest
from conglang.portal.views import Page
from conglang.values import names

LENGTH = 20
"""Hexadecimal characters of a digest in a key: 80 bits, compared only with the key of the same page."""


def key(page: Page, *, engine: str, site: str, template: Callable[[str], str]) -> str:
    """The key of a page. `template` gives the digest of a template with all that it includes."""
    parts = [f"engine={engine[:LENGTH]};template={template(page.template)[:LENGTH]};site={site[:LENGTH]}"]
    view = page.view
    parts += [f"view.{name}={digest(getattr(view, name))[:LENGTH]}" for name in names(type(view))]
    if page.bodies:
        parts.append(f"body={digest(page.bodies)[:LENGTH]}")
    return ";".join(parts)


def differences(old: str, new: str) -> tuple[str, ...]:
    """The names of the parts in which two keys differ, in the order of the new one."""
    before, after = _parts(old), _parts(new)
    return tuple(
        name for name in [*after, *[n for n in before if n not in after]] if before.get(name) != after.get(name)
    )


def _parts(key: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in key.split(";") if "=" in part)
