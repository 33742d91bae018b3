"""Digests of values, over a closed set of types.

Texts, numbers, booleans, None, bytes, tuples, dictionaries with text keys, and frozen dataclasses of these; anything else is a
TypeError, because a value whose digest is guessed would make a stale page look fresh. A dataclass with a field named
`digest` carries its own: `seal` fills it once, when the value is made, and from then on it stands for the value.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from typing import Any, TypeVar

T = TypeVar("T")

SIZE = 16
"""Bytes of a digest; written as twice as many hexadecimal characters."""


def digest(value: object) -> str:
    """The digest of a value, as hexadecimal text; equal values have equal digests. Raises TypeError on other types."""
    return of_bytes(repr(_canonical(value)).encode())


def of_bytes(data: bytes) -> str:
    """The digest of bytes, as hexadecimal text."""
    return blake2b(data, digest_size=SIZE).hexdigest()


def seal(value: T) -> T:
    """Fill the empty field `digest` of a new frozen value with the digest of its other fields, and return it."""
    cls: Any = type(value)
    names, _ = _shape(cls)
    content = tuple(_canonical(getattr(value, name)) for name in names if name != "digest")
    object.__setattr__(value, "digest", of_bytes(repr((cls.__name__, content)).encode()))
    return value


@functools.cache
def _shape(cls: Hashable) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """Field names of a dataclass and a function that takes their values out; remembered, since asked thousands of times."""
    if not is_dataclass(cls):
        raise TypeError(f"no digest for {cls}")
    names = tuple(f.name for f in fields(cls))
    if len(names) == 1:
        return names, lambda value: (getattr(value, names[0]),)
    return names, operator.attrgetter(*names)


def _canonical(value: Any) -> object:
    """Nested tuples of texts, numbers and None, whose `repr` is the same on every machine."""
    cls: Any = type(value)
    if cls is str or cls is int or value is None or cls is bool or cls is bytes:
        return value
    if cls is tuple:
        return tuple([_canonical(item) for item in value])
    if cls is dict:
        return ("dict", *[(key, _canonical(value[key])) for key in sorted(value)])
    carried = getattr(value, "digest", None) if is_dataclass(value) else None
    if carried:
        return carried
    names, values_of = _shape(cls)
    if "digest" in names:
        raise TypeError(f"{cls.__name__} is not sealed")
    return (cls.__name__, *[_canonical(item) for item in values_of(value)])
