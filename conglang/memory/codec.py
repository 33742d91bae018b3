"""Values as JSON texts and back, for what the cache keeps.

A dataclass is written as the list of its fields in order, a tuple as a list, a dictionary of texts as itself; the type that is read
decides how. Contents
that do not fit their type are a ValueError, never a wrong value: a cache may be torn, old or somebody else's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter, itemgetter
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


_ATOMS = frozenset({str, int, bool, NoneType})


def _plain(value: object) -> object:
    cls: Any = type(value)
    if cls in _ATOMS:
        return value
    if cls is dict:
        return {key: _plain(item) for key, item in value.items()}  # type: ignore[attr-defined]
    items: Any = value if cls is tuple else _shape(cls)(value)
    return [x if type(x) in _ATOMS else _plain(x) for x in items]


@cache
def _names(cls: Hashable) -> tuple[str, ...]:
    if not is_dataclass(cls):
        raise TypeError(f"no JSON for {cls}")
    return tuple(f.name for f in fields(cls))


@cache
def _shape(cls: Hashable) -> Callable[[object], tuple[object, ...]]:
    """What takes the values of a dataclass apart: worked out once, asked for hundreds of thousands of times."""
    names = _names(cls)
    getter = attrgetter(*names)
    return getter if len(names) > 1 else lambda value: (getter(value),)


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
    if origin is dict and arguments == (str, str):
        return _names_and_texts
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_decoder(kind)
    raise TypeError(f"no JSON for {kind}")


def _dataclass_decoder(kind: Any) -> Decoder:
    """Texts, numbers and booleans are the most of a value: their types are compared all at once."""
    hints = get_type_hints(kind)
    kinds = [hints[name] for name in _names(kind)]
    atoms = [i for i, hint in enumerate(kinds) if hint in (str, int, bool)]
    parts = [(i, _decoder(hint)) for i, hint in enumerate(kinds) if i not in atoms]
    of_atoms = itemgetter(*atoms) if atoms else None
    expected = of_atoms(kinds) if of_atoms else None

    def decoder(data: Any) -> Any:
        values = _list(data)
        if len(values) != len(kinds) or (of_atoms and of_atoms([type(x) for x in values]) != expected):
            raise TypeError(kind.__name__)
        for i, part in parts:
            values[i] = part(values[i])
        return kind(*values)

    return decoder


def _tuple_decoder(arguments: tuple[Any, ...]) -> Decoder:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        if arguments[0] is str:
            return _texts
        item = _decoder(arguments[0])
        return lambda data: tuple([item(x) for x in data]) if data else _empty(data)
    items = [_decoder(a) for a in arguments]
    return lambda data: tuple([item(x) for item, x in zip(items, _list(data), strict=True)])


def _texts(data: Any) -> tuple[str, ...]:
    if any(type(x) is not str for x in _list(data)):
        raise TypeError("str")
    return tuple(data)


def _names_and_texts(data: Any) -> dict[str, str]:
    if type(data) is not dict or any(type(x) is not str for x in data.values()):
        raise TypeError("dict")
    return data


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
