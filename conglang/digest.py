"""Digests of values.

Equal values have equal digests, whatever the machine, and different ones different digests; what is no value is a TypeError,
because a digest that is guessed would make a stale page look fresh. A value with a field named `digest` can carry its own:
`seal` fills it once, when the value is made.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TypeVar

from conglang.values import Value, packed, settle

T = TypeVar("T", bound=Value)

SIZE = 16
"""Bytes of a digest; written as twice as many hexadecimal characters."""


def digest(value: object) -> str:
    """The digest of a value, as hexadecimal text. Raises TypeError where it holds what no value may."""
    return blake2b(packed(value), digest_size=SIZE).hexdigest()


def of_bytes(data: bytes) -> str:
    """The digest of bytes, as hexadecimal text."""
    return blake2b(data, digest_size=SIZE).hexdigest()


def seal(value: T) -> T:
    """Fill the empty field `digest` of a new value with the digest of its other fields, and return it."""
    settle(value, "digest", digest(value))
    return value
