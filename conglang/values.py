"""Values: what every module speaks in, and how they are written down. The door of msgspec.

A value is frozen, is compared by what it holds, and may hold texts, numbers, booleans, None, bytes, tuples, dictionaries with
text keys, and values again. Written down it is the list of its fields in order behind the name of its class, so that what is
read back is known for what it is; the library does both in C, thirty times faster than Python takes values apart.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import field
from msgspec.structs import force_setattr, replace

__all__ = ["Value", "decode", "encode", "field", "names", "packed", "replace", "settle"]

T = TypeVar("T")


class Value(msgspec.Struct, frozen=True, array_like=True, tag=True, forbid_unknown_fields=True):
    """What all values are: their classes are declared as `class Link(Value, frozen=True)`."""


def names(kind: type[object]) -> tuple[str, ...]:
    """The fields of a class of values in their order; none of any other class."""
    return getattr(kind, "__struct_fields__", ())


def settle(value: Value, name: str, content: object) -> None:
    """Fill a field of a value that nobody has seen yet, and that follows from its other fields."""
    force_setattr(value, name, content)


def _plain(value: object) -> str:
    """Text of a class of its own, as templates have it, as text."""
    if isinstance(value, str):
        return str.__str__(value)
    raise TypeError(f"no value may hold {type(value).__name__}")


_PACKER = msgspec.msgpack.Encoder(order="deterministic")
_WRITER = msgspec.json.Encoder(enc_hook=_plain)


def packed(value: object) -> bytes:
    """A value as bytes, equal ones for equal values (MessagePack). Raises TypeError where it holds what no value may."""
    try:
        return _PACKER.encode(value)
    except UnicodeEncodeError:  # Half a character, out of an escape or the name of a file.
        return repr(msgspec.to_builtins(value, order="deterministic")).encode()


def encode(value: object) -> str:
    """A value as JSON text."""
    try:
        return _WRITER.encode(value).decode()
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """The value of a class that `encode` made the text of. Raises ValueError on any other text, never gives a wrong value."""
    any_kind: Any = kind
    try:
        value: T = _reader(any_kind).decode(text)
        return value
    except UnicodeEncodeError:
        return msgspec.convert(json.loads(text), kind)
    except RecursionError as problem:
        raise ValueError("nested too deep") from problem


@cache
def _reader(kind: Any) -> msgspec.json.Decoder[Any]:
    """What reads a class: put together once."""
    return msgspec.json.Decoder(kind)
