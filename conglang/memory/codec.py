"""Values as JSON texts and back, for what the cache keeps.

A dataclass is written as the list of its fields in order, a tuple as a list; the type that is read decides how. Contents
that do not fit their type are a ValueError, never a wrong value: a cache may be torn, old or somebody else's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decoder = Callable[[Any], Any]


def encode(value: object) -> str:
    """The JSON text of a value made of dataclasses, tuples, texts, numbers, booleans and None."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def decode(cls: type[T], text: str) -> T:
    """The value of type `cls` that `encode` made the text of. Raises ValueError on any other text."""
    try:
        kind: Any = cls
        value = _decoder(kind)(json.loads(text))
    except (TypeError, KeyError, IndexError, AttributeError, RecursionError) as problem:
        raise ValueError(f"not a {cls.__name__}") from problem
    assert isinstance(value, cls)
    return value


def _plain(value: object) -> object:
    cls: Any = type(value)
    if cls is str or cls is int or value is None or cls is bool:
        return value
    if cls is tuple:
        return [_plain(item) for item in value]  # type: ignore[attr-defined]
    return [_plain(getattr(value, name)) for name in _names(cls)]


@cache
def _names(cls: Hashable) -> tuple[str, ...]:
    if not is_dataclass(cls):
        raise TypeError(f"no JSON for {cls}")
    return tuple(f.name for f in fields(cls))


@cache
def _decoder(kind: Any) -> Decoder:
    """A function from plain JSON to a value of a type, put together once from those of its parts."""
    if kind in (str, int, bool):
        return _exactly(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is UnionType:
        (inner,) = [a for a in arguments if a is not NoneType]
        decode_inner = _decoder(inner)
        return lambda data: None if data is None else decode_inner(data)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        parts = [_decoder(hints[name]) for name in _names(kind)]
        return lambda data: kind(*[part(item) for part, item in zip(parts, _list(data), strict=True)])
    raise TypeError(f"no JSON for {kind}")


def _tuple_decoder(arguments: tuple[Any, ...]) -> Decoder:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _decoder(arguments[0])
        return lambda data: tuple([item(x) for x in data]) if data else _empty(data)
    items = [_decoder(a) for a in arguments]
    return lambda data: tuple([item(x) for item, x in zip(items, _list(data), strict=True)])


def _exactly(kind: type) -> Decoder:
    def decoder(data: Any) -> Any:
        if type(data) is not kind:
            raise TypeError(kind.__name__)
        return data

    return decoder


def _list(data: Any) -> list[Any]:
    if type(data) is not list:
        raise TypeError("list")
    return data


def _empty(data: Any) -> tuple[()]:
    if data != []:
        raise TypeError("list")
    return ()
