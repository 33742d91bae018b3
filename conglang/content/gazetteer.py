"""The text of `localities.toml` in, a `Gazetteer` out in which every id exists and every rule of `gazetteer_rules` holds.

First each `[[locality]]` is read by itself, then the units are compared with each other: parents, successors, and names that
two units would share. Which unit an article means is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from conglang.content import dates, gazetteer_rules, toml
from conglang.content.toml import KeyPath
from conglang.content.toml_values import Table, TomlReader
from conglang.diagnostics import Diagnostic, error, has_errors, nearest
from conglang.languages import language
from conglang.model import Day, Gazetteer, Locality, Location, Parentage, Successor, Validity
from conglang.vietnamese import slugs, spelling

_FIELDS = ("id", "name", "kind", "code", "parent", "valid", "successors", "aliases")
_SUGGESTIONS = 20
"""So many unknown ids get a near one suggested: a file with thousands of them has another problem than mistyping."""


def load(text: str, path: str = "content/localities.toml") -> tuple[Gazetteer | None, tuple[Diagnostic, ...]]:
    """Read a gazetteer; None where an error makes it unusable. An empty text is an empty gazetteer."""
    data, problems = toml.parse(text, path)
    if data is None:
        return None, problems
    reader = TomlReader(toml.places(text, path), [])
    rows = _rows(reader, data)
    units = [_unit(reader, row, number) for number, row in enumerate(rows)]
    _ids_are_known(reader, units)
    numbers = {unit.id: number for number, unit in enumerate(units)}
    reader.problems.extend(
        gazetteer_rules.problems(units, lambda id, field: reader.places.value(("locality", numbers[id], field)))
    )
    ordered = tuple(sorted(reader.problems, key=lambda problem: (problem.at.line, problem.at.column)))
    return (None if has_errors(ordered) else Gazetteer(tuple(units))), ordered


def _rows(reader: TomlReader, data: Table) -> Sequence[Table]:
    """The tables `[[locality]]`; every other table of the file is an error."""
    for key in data:
        if key != "locality":
            reader.unknown("unknown-table", (key,), ("locality",))
    rows = data.get("locality", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        reader.wrong("not-a-list-of-tables", ("locality",), key="locality")
        return ()
    return cast("list[Table]", rows)


def _unit(reader: TomlReader, row: Table, number: int) -> Locality:
    key_path: KeyPath = ("locality", number)
    reader.known_keys(row, key_path, _FIELDS, table="locality")
    id = reader.required_text(row, (*key_path, "id"))
    if id and not slugs.is_slug(id):
        reader.wrong("bad-id", (*key_path, "id"), value=id, near=slugs.slug(id))
    return Locality(
        id=id,
        name=reader.required_text(row, (*key_path, "name")),
        kind=_kind(reader, row, (*key_path, "kind")),
        at=reader.places.value((*key_path, "id")),
        code=_code(reader, row, (*key_path, "code")),
        parents=_parents(reader, row.get("parent", []), (*key_path, "parent")),
        valid=_validity(reader, row, (*key_path, "valid")),
        successors=_successors(reader, row.get("successors", []), (*key_path, "successors")),
        aliases=_aliases(reader, row.get("aliases", []), (*key_path, "aliases")),
    )


def _kind(reader: TomlReader, row: Table, key_path: KeyPath) -> str:
    kind, known = reader.required_text(row, key_path), language("vi").kinds
    if kind and kind not in known:
        near = nearest(kind, known, fold=spelling.fold)
        reader.wrong("unknown-kind", key_path, value=kind, near=near, known=", ".join(known))
    return kind


def _code(reader: TomlReader, row: Table, key_path: KeyPath) -> str:
    code = row.get("code", "")
    if isinstance(code, str):
        return spelling.one_line(code)
    # As a number, 00123 would not even be TOML, and 010 would lose its nought.
    reader.wrong("code-not-text", key_path, value=str(code))
    return ""


def _parents(reader: TomlReader, written: object, key_path: KeyPath) -> tuple[Parentage, ...]:
    if not isinstance(written, list):
        return tuple(_parent(reader, written, key_path))
    return tuple(one for number, item in enumerate(written) for one in _parent(reader, item, (*key_path, number)))


def _parent(reader: TomlReader, item: object, key_path: KeyPath) -> list[Parentage]:
    if isinstance(item, str):
        return [Parentage(spelling.one_line(item))]
    if not isinstance(item, dict):
        reader.wrong("bad-parent", key_path)
        return []
    reader.known_keys(item, key_path, ("id", "from", "to"), table="parent")
    return [Parentage(reader.required_text(item, (*key_path, "id")), _period(reader, item, key_path))]


def _successors(reader: TomlReader, written: object, key_path: KeyPath) -> tuple[Successor, ...]:
    items = [written] if isinstance(written, str) else written
    if not isinstance(items, list):
        reader.wrong("bad-successors", key_path)
        return ()
    successors: dict[str, Successor] = {}
    for number, item in enumerate(items):
        at = (*key_path, number)
        if isinstance(item, dict):
            reader.known_keys(item, at, ("id", "main"), table="successors")
            one = Successor(reader.required_text(item, (*at, "id")), reader.flag(item, (*at, "main")))
        elif isinstance(item, str):
            one = Successor(spelling.one_line(item))
        else:
            reader.wrong("bad-successors", at)
            continue
        successors.setdefault(one.id, one)
    mains = [one.id for one in successors.values() if one.main]
    if len(mains) > 1:
        reader.wrong("several-main-successors", key_path, names=", ".join(mains))
    return tuple(successors.values())


def _aliases(reader: TomlReader, written: object, key_path: KeyPath) -> tuple[str, ...]:
    if isinstance(written, str):
        written = [written]
    if not isinstance(written, list) or not all(isinstance(item, str) for item in written):
        reader.wrong("not-texts", key_path, key="aliases")
        return ()
    names = (spelling.one_line(item) for item in written)
    return tuple(dict.fromkeys(name for name in names if name))


def _validity(reader: TomlReader, row: Table, key_path: KeyPath) -> Validity:
    written = row.get("valid", {})
    if not isinstance(written, dict):
        reader.wrong("bad-validity", key_path)
        return Validity()
    reader.known_keys(written, key_path, ("from", "to"), table="valid")
    return _period(reader, written, key_path)


def _period(reader: TomlReader, table: Table, key_path: KeyPath) -> Validity:
    start, to = _day(reader, table, (*key_path, "from")), _day(reader, table, (*key_path, "to"))
    if start and to and start > to:
        reader.wrong(
            "period-reversed", (*key_path, "to"), see=(reader.places.value((*key_path, "from")),), start=start, to=to
        )
        return Validity()
    return Validity(start, to)


def _day(reader: TomlReader, table: Table, key_path: KeyPath) -> Day:
    value = table.get(str(key_path[-1]), "")
    if value == "":
        return ""
    # A date and time is a date to Python, but not to us: a unit begins and ends with a day.
    text = value.isoformat() if isinstance(value, date) else value
    if not isinstance(text, str):
        reader.wrong("bad-day", key_path, value=str(value))
        return ""
    day, code = dates.day(text.strip())
    if code:
        reader.wrong("bad-day", key_path, value=text)
    return day


def _ids_are_known(reader: TomlReader, units: list[Locality]) -> None:
    """Report ids that two units have, and parents and successors that do not exist."""
    first: dict[str, Location] = {}
    for unit in units:
        if unit.id and (before := first.setdefault(unit.id, unit.at)) is not unit.at:
            reader.problems.append(error("duplicate-id", unit.at, see=(before,), value=unit.id))
    ids = tuple(first)
    suggestions = 0
    for number, unit in enumerate(units):
        parents = ("parent", [parent.id for parent in unit.parents])
        for field, named in (parents, ("successors", [successor.id for successor in unit.successors])):
            for position, id in enumerate(named):
                if not id or id in first:
                    continue
                suggestions += 1
                near = nearest(id, ids, fold=spelling.fold) if suggestions <= _SUGGESTIONS else ""
                at = _place_of(reader, ("locality", number, field), position)
                reader.problems.append(error("unknown-id", at, value=id, near=near, unit=unit.id))


def _place_of(reader: TomlReader, key_path: KeyPath, position: int) -> Location:
    """The place of an item of a field, whether the field is a text, a list of texts, or a list of tables."""
    for candidate in ((*key_path, position, "id"), (*key_path, position), (*key_path, "id")):
        if candidate in reader.places.spans:
            return reader.places.value(candidate)
    return reader.places.value(key_path)
