"""Tables of a TOML file in, values of known types out, with a diagnostic for every value of another type.

A wrong value is reported and its default returned, so that all other mistakes of the file are found in the same run; the
caller must look at the problems before it uses the values. What a key means is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from conglang.content.toml import KeyPath, Places
from conglang.diagnostics import Diagnostic, error, nearest
from conglang.model import Location
from conglang.vietnamese import spelling

T = TypeVar("T")

Table = Mapping[str, object]

_SECRET_WORDS = frozenset({"password", "passwd", "secret", "token", "key", "apikey", "matkhau"})


class TomlReader:
    """Reads values of known types out of the tables of one file, and collects the problems."""

    __slots__ = ("places", "problems")

    def __init__(self, places: Places, problems: list[Diagnostic]) -> None:
        self.places = places
        self.problems = problems

    def wrong(self, code: str, key_path: KeyPath, *, see: tuple[Location, ...] = (), **values: str | int) -> None:
        """Report an error about the value at `key_path`."""
        self.problems.append(error(code, self.places.value(key_path), see=see, **values))

    def wrong_key(self, code: str, key_path: KeyPath, **values: str | int) -> None:
        """Report an error about the key at `key_path`."""
        self.problems.append(error(code, self.places.where(key_path), see=(), **values))

    def once(self, name: str, key_path: KeyPath, seen: dict[str, KeyPath], *, value: str) -> None:
        """Report a second category where `seen` already has `name`; else add it."""
        if name and (first := seen.setdefault(name, key_path)) is not key_path:
            self.wrong("duplicate-category", key_path, see=(self.places.value(first),), value=value)

    def known_keys(self, row: Table, key_path: KeyPath, known: tuple[str, ...], *, table: str) -> None:
        """Report every key of a table that is not one of `known`."""
        for key in row:
            if key not in known:
                self.unknown("unknown-key", (*key_path, key), known, table=table)

    def unknown(self, code: str, key_path: KeyPath, known: tuple[str, ...], **values: str) -> None:
        """Report a key or table that does not exist, with the nearest name that does."""
        key = str(key_path[-1])
        words = spelling.bare(key).replace("-", "_").split("_")
        if not _SECRET_WORDS.isdisjoint(words) or "".join(words) in _SECRET_WORDS:
            self.wrong_key("secret-in-config", key_path, key=key)
            return
        near = nearest(key, known, fold=spelling.fold)
        self.wrong_key(code, key_path, key=key, near=near, known=", ".join(known), **values)

    def table(self, data: Table, name: str) -> Table:
        """A table of the file; an empty one where it is absent or no table, which is an error."""
        content = data.get(name, {})
        if isinstance(content, dict):
            return content
        self.wrong("not-a-table", (name,), key=name)
        return {}

    def text(self, table: Table, key_path: KeyPath, usual: str) -> str:
        """A text on one line."""
        value = table.get(str(key_path[-1]), usual)
        if isinstance(value, str):
            return spelling.one_line(value)
        self.wrong("not-text", key_path, key=str(key_path[-1]))
        return usual

    def required_text(self, table: Table, key_path: KeyPath) -> str:
        """A required text that may not be empty; empty where an error was reported."""
        key = str(key_path[-1])
        value = self.text(table, key_path, "")
        if not value and isinstance(table.get(key, ""), str):
            self.wrong("missing-setting", key_path, key=key, table=str(key_path[0]))
        return value

    def flag(self, table: Table, key_path: KeyPath, usual: bool = False) -> bool:
        """True or false."""
        value = table.get(str(key_path[-1]), usual)
        if isinstance(value, bool):
            return value
        self.wrong("not-true-or-false", key_path, key=str(key_path[-1]))
        return usual

    def number(self, table: Table, key_path: KeyPath, usual: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = table.get(str(key_path[-1]), usual)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.wrong("number-out-of-range", key_path, key=str(key_path[-1]), least=least, most=most)
        return usual

    def items(self, table: Table, key_path: KeyPath, usual: tuple[T, ...], kind: type[T]) -> tuple[T, ...]:
        """A list of one type that is not empty."""
        value = table.get(str(key_path[-1]), list(usual))
        if isinstance(value, list) and value and all(type(item) is kind for item in value):
            return tuple(value)
        self.wrong("not-numbers" if kind is int else "not-texts", key_path, key=str(key_path[-1]))
        return usual
