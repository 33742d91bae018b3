"""Digests of values.

Equal values have equal digests, whatever the machine, and different ones different digests; what cannot be written down is a
TypeError, because a digest that is guessed would make a stale page look fresh. A value with a field named `digest` can carry
its own: `seal` fills it when the value is made.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TypeVar

from conglang.values import Value, packed, replace, set_once

T = TypeVar("T", bound=Value)

SIZE = 16
"""Bytes of a digest; written as twice as many hexadecimal characters."""


def digest(value: object) -> str:
    """The digest of a value, as hexadecimal text. Raises TypeError where it holds what no value may."""
    return of_bytes(packed(value))


def of_bytes(data: bytes) -> str:
    """The digest of bytes, as hexadecimal text."""
    return blake2b(data, digest_size=SIZE).hexdigest()


def of_words(*words: object) -> str:
    """The digest of texts, numbers and tuples of these as Python writes them out.

    For names of published files: they stay the same whatever becomes of the form in which values are packed.
    """
    return of_bytes(repr(words).encode())


def seal(value: T) -> T:
    """Fill the field `digest` of a new value with the digest of its other fields, and return it."""
    plain = replace(value, digest="") if getattr(value, "digest", "") else value
    set_once(value, "digest", digest(plain))
    return value
