"""Tables of a TOML file in, values of the types that we want out, with a diagnostic for every one that is not so.

A value that is wrong is noted and its default taken instead, so that reading goes on and finds everything else that is
wrong; whoever asks must look at the problems before using the values. What the keys mean is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from conglang.content.toml import Path, Places
from conglang.diagnostics import Diagnostic, error, nearest
from conglang.model import Location
from conglang.vietnamese import spelling

T = TypeVar("T")

Table = Mapping[str, object]

_SECRET_WORDS = frozenset({"password", "passwd", "secret", "token", "key", "apikey", "matkhau"})


class TomlReader:
    """Reads values of known type out of tables, and gathers what is wrong with them, for the reading of one file."""

    __slots__ = ("places", "problems")

    def __init__(self, places: Places, problems: list[Diagnostic]) -> None:
        self.places = places
        self.problems = problems

    def wrong(self, code: str, way: Path, *, see: tuple[Location, ...] = (), **values: str | int) -> None:
        """Note an error about the value at `way`."""
        self.problems.append(error(code, self.places.value(way), see=see, **values))

    def wrong_key(self, code: str, way: Path, **values: str | int) -> None:
        """Note an error about the key at `way`."""
        self.problems.append(error(code, self.places.where(way), see=(), **values))

    def once(self, code: str, name: str, way: Path, seen: dict[str, Path], **values: str | int) -> None:
        """Note an error where `name` was seen before."""
        if name and (first := seen.setdefault(name, way)) is not way:
            self.wrong(code, way, see=(self.places.value(first),), **values)

    def known_keys(self, row: Table, way: Path, known: tuple[str, ...], *, table: str) -> None:
        """Note every key of a table that is not one of `known`."""
        for key in row:
            if key not in known:
                self.unknown("unknown-key", (*way, key), known, table=table)

    def unknown(self, code: str, way: Path, known: tuple[str, ...], **values: str) -> None:
        """Note an error about a name that does not exist, with the nearest one that does."""
        key = str(way[-1])
        words = spelling.bare(key).replace("-", "_").split("_")
        if not _SECRET_WORDS.isdisjoint(words) or "".join(words) in _SECRET_WORDS:
            self.wrong_key("secret-in-config", way, key=key)
            return
        near = nearest(key, known, fold=spelling.fold)
        self.wrong_key(code, way, key=key, near=near, known=", ".join(known), **values)

    def table(self, data: Table, name: str) -> Table:
        """A table of the file; an empty one where it is absent or something else."""
        content = data.get(name, {})
        if isinstance(content, dict):
            return content
        self.wrong("not-a-table", (name,), key=name)
        return {}

    def text(self, table: Table, way: Path, usual: str) -> str:
        """A text on one line."""
        value = table.get(str(way[-1]), usual)
        if isinstance(value, str):
            return spelling.one_line(value)
        self.wrong("not-text", way, key=str(way[-1]))
        return usual

    def required_text(self, table: Table, way: Path) -> str:
        """A text that must be there and say something; empty where an error was noted."""
        key = str(way[-1])
        value = self.text(table, way, "")
        if not value and isinstance(table.get(key, ""), str):
            self.wrong("missing-setting", way, key=key, table=str(way[0]))
        return value

    def flag(self, table: Table, way: Path, usual: bool = False) -> bool:
        """True or false."""
        value = table.get(str(way[-1]), usual)
        if isinstance(value, bool):
            return value
        self.wrong("not-true-or-false", way, key=str(way[-1]))
        return usual

    def number(self, table: Table, way: Path, usual: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = table.get(str(way[-1]), usual)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.wrong("number-out-of-range", way, key=str(way[-1]), least=least, most=most)
        return usual

    def items(self, table: Table, way: Path, usual: tuple[T, ...], kind: type[T]) -> tuple[T, ...]:
        """A list of one type that is not empty."""
        value = table.get(str(way[-1]), list(usual))
        if isinstance(value, list) and value and all(type(item) is kind for item in value):
            return tuple(value)
        self.wrong("not-numbers" if kind is int else "not-texts", way, key=str(way[-1]))
        return usual
