"""Values: what every module speaks in, and how they are written down. The door of msgspec.

A value is frozen and compared by what it holds. One that is digested or kept holds texts, whole numbers, booleans, None,
bytes, tuples, dictionaries with text keys, and values again. Written down it is the list of its fields in order behind the
name of its class, so that what is read back is known for what it is; the library does both in C, thirty times faster than
Python takes values apart.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import field
from msgspec.structs import force_setattr, replace

__all__ = ["Value", "decode", "encode", "field", "names", "packed", "replace", "set_once"]

T = TypeVar("T")


class Value(msgspec.Struct, frozen=True, array_like=True, tag=True, forbid_unknown_fields=True):
    """What all values are: their classes are declared as `class Link(Value, frozen=True)`."""


def names(kind: type[object]) -> tuple[str, ...]:
    """The fields of a class of values in their order; none of any other class."""
    return getattr(kind, "__struct_fields__", ())


def set_once(value: Value, name: str, content: object) -> None:
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
    """A value as bytes, equal ones for equal values (MessagePack). Raises TypeError where it cannot be written down.

    A tuple and a list of the same items are the same here, and so are other things that the library can write.
    """
    try:
        return _PACKER.encode(value)
    except UnicodeEncodeError:  # Half a character, out of an escape or the name of a file.
        return repr(msgspec.to_builtins(value, order="deterministic", builtin_types=(bytes,))).encode()
    except OverflowError as problem:
        raise TypeError("a number too large") from problem


def encode(value: object) -> str:
    """A value as JSON text."""
    try:
        return _WRITER.encode(value).decode()
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value, enc_hook=_plain), ensure_ascii=False, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """The value of a class that `encode` made the text of. Raises ValueError on any text that does not fit the class.

    Fields at the end that are not there have their defaults: what is kept says by which code it was written.
    """
    any_kind: Any = kind
    try:
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
