"""Keys: everything that a page or a page group depends on, as a text that is compared and explained.

    key = whole ";" part (";" part)*        part = name "=" digest

Whether something is up to date is decided by comparing two keys; why it is not is explained from the same two. The first
digest is of all that the others are of: where it is the same, so are they, and need not be worked out, which saves most
of the time of a key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conglang.digest import digest, of_bytes

LENGTH = 20
"""Hexadecimal characters of a digest in a key: 80 bits, compared only with the key of the same page or group."""


def key(digests: Mapping[str, str], values: Sequence[tuple[str, bytes]], known: str = "") -> str:
    """The key of something that depends on values with these digests and on other packed values, each by its name.

    `known` is the key that it had before.
    """
    first = digest((digests, values))[:LENGTH]
    if known.startswith(f"{first};"):
        return known
    parts = [first, *[f"{name}={value[:LENGTH]}" for name, value in digests.items()]]
    return ";".join([*parts, *[f"{name}={of_bytes(data)[:LENGTH]}" for name, data in values]])


def whole(key: str) -> str:
    """What a key begins with: the digest of everything."""
    return key.partition(";")[0]


def has_part(key: str, name: str, value: str) -> bool:
    """Whether a part of a key is of this digest."""
    return f";{name}={value[:LENGTH]};" in key


def differences(old: str, new: str) -> tuple[str, ...]:
    """The names of the parts in which two keys differ, in the order of the new one."""
    before, after = parts(old), parts(new)
    return tuple(
        name for name in [*after, *[n for n in before if n not in after]] if before.get(name) != after.get(name)
    )


def parts(key: str) -> dict[str, str]:
    """The digests of a key by name."""
    return dict(part.split("=", 1) for part in key.split(";") if "=" in part)
