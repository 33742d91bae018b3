"""A view with newer values in it: the cards and lines of an article that was edited take the place of the old ones.

In go a view and the newer values by the digest of those that they replace; out comes an equal view, or one that shows them.
What a value carries as its own digest is made anew, so that nothing drawn before is taken for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from conglang.digest import seal
from conglang.values import Value, names, replace

T = TypeVar("T")


def substituted(value: T, newer: Mapping[str, object]) -> T:
    """The value, with what `newer` replaces replaced wherever it stands inside."""
    return value if not newer else _substituted(value, newer)


def _substituted(value: Any, newer: Mapping[str, object]) -> Any:
    kind: Any = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is tuple:
        items = tuple([_substituted(item, newer) for item in value])
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    if not isinstance(value, Value):
        return value
    digest = getattr(value, "digest", "")
    if digest in newer:
        return newer[digest]
    changed: dict[str, Any] = {}
    for name in names(kind):
        before = getattr(value, name)
        after = _substituted(before, newer)
        if after is not before:
            changed[name] = after
    if not changed:
        return value
    return seal(replace(value, digest="", **changed)) if digest else replace(value, **changed)
