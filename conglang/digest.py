"""Digests of values, over a closed set of types.

Texts, numbers, booleans, None, bytes, tuples, dictionaries with text keys, and frozen dataclasses of these; anything else is a
TypeError, because a value whose digest is guessed would make a stale page look fresh. A dataclass with a field named
`digest` carries its own: `seal` fills it once, when the value is made, and from then on it stands for the value.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields, is_dataclass
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
    shape = _shape(cls)
    content = [_canonical(getattr(value, name)) for name in shape.names if name != "digest"]
    object.__setattr__(value, "digest", of_bytes(repr((shape.name, *content)).encode()))
    return value


_ATOMS = frozenset({str, int, bool, bytes, type(None)})


@dataclass(frozen=True, slots=True)
class _Shape:
    """How values of a dataclass are taken apart: its name, its fields, and whether it carries its own digest."""

    name: str
    names: tuple[str, ...]
    carries: bool
    values: Callable[[object], tuple[object, ...]]


@functools.cache
def _shape(cls: Hashable) -> _Shape:
    """The shape of a dataclass, worked out once: it is asked for hundreds of thousands of times in a build."""
    if not is_dataclass(cls) or not isinstance(cls, type):
        raise TypeError(f"no digest for {cls}")
    names = tuple(f.name for f in fields(cls))
    getter = operator.attrgetter(*names)
    values = getter if len(names) > 1 else lambda value: (getter(value),)
    return _Shape(cls.__name__, names, "digest" in names, values)


def _canonical(value: Any) -> object:
    """Nested tuples of texts, numbers and None, whose `repr` is the same on every machine."""
    cls: Any = type(value)
    if cls in _ATOMS:
        return value
    if cls is tuple:
        return tuple([x if type(x) in _ATOMS else _canonical(x) for x in value])
    if cls is dict:
        return ("dict", *[(key, _canonical(value[key])) for key in sorted(value)])
    shape = _shape(cls)
    if shape.carries:
        if not value.digest:
            raise TypeError(f"{shape.name} is not sealed")
        return value.digest
    return (shape.name, *[x if type(x) in _ATOMS else _canonical(x) for x in shape.values(value)])
