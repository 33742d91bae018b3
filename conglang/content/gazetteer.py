"""The text of `localities.toml` in, a `Gazetteer` out in which every id exists and every rule of descent holds.

First each `[[locality]]` is read by itself; then, if all ids can be told apart, the units are compared with each other:
parents, successors, and names that two units would share. Which unit an article means is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from conglang.content import dates, gazetteer_rules, toml
from conglang.content.toml import Path
from conglang.content.toml_values import Table, TomlReader
from conglang.diagnostics import Diagnostic, error, has_errors, nearest
from conglang.model import Day, Gazetteer, Locality, Location, Parentage, Successor, Validity
from conglang.vietnamese import slugs, spelling

KINDS = (
    "tinh",
    "thanh-pho",
    "huyen",
    "thi-xa",
    "quan",
    "xa",
    "phuong",
    "thi-tran",
    "dac-khu",
    "thon",
    "ban",
    "tieu-khu",
    "khu-pho",
    "to-dan-pho",
    "vung",
)
_FIELDS = ("id", "name", "kind", "code", "parent", "valid", "successors", "aliases")
_SUGGESTIONS = 20
"""Unknown ids for which a near one is looked up: a file with thousands of them has another problem than typing."""


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
    found = tuple(sorted(reader.problems, key=lambda problem: (problem.at.line, problem.at.column)))
    return (None if has_errors(found) else Gazetteer(tuple(units))), found


def _rows(reader: TomlReader, data: Table) -> Sequence[Table]:
    """The tables `[[locality]]`; notes an error for every other table of the file."""
    for key in data:
        if key != "locality":
            reader.unknown("unknown-table", (key,), ("locality",))
    rows = data.get("locality", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        reader.wrong("not-a-list-of-tables", ("locality",), key="locality")
        return ()
    return cast("list[Table]", rows)


def _unit(reader: TomlReader, row: Table, number: int) -> Locality:
    way: Path = ("locality", number)
    reader.known_keys(row, way, _FIELDS, table="locality")
    id = reader.required_text(row, (*way, "id"))
    if id and not slugs.is_slug(id):
        reader.wrong("bad-id", (*way, "id"), value=id, near=slugs.slug(id))
    return Locality(
        id=id,
        name=reader.required_text(row, (*way, "name")),
        kind=_kind(reader, row, (*way, "kind")),
        at=reader.places.value((*way, "id")),
        code=_code(reader, row, (*way, "code")),
        parents=_parents(reader, row.get("parent", []), (*way, "parent")),
        valid=_validity(reader, row, (*way, "valid")),
        successors=_successors(reader, row.get("successors", []), (*way, "successors")),
        aliases=_aliases(reader, row.get("aliases", []), (*way, "aliases")),
    )


def _kind(reader: TomlReader, row: Table, way: Path) -> str:
    kind = reader.required_text(row, way)
    if kind and kind not in KINDS:
        near = nearest(kind, KINDS, fold=spelling.fold)
        reader.wrong("unknown-kind", way, value=kind, near=near, known=", ".join(KINDS))
    return kind


def _code(reader: TomlReader, row: Table, way: Path) -> str:
    code = row.get("code", "")
    if isinstance(code, str):
        return spelling.one_line(code)
    # As a number, 00123 would not even be TOML, and 010 would lose its nought.
    reader.wrong("code-not-text", way, value=str(code))
    return ""


def _parents(reader: TomlReader, written: object, way: Path) -> tuple[Parentage, ...]:
    if isinstance(written, str):
        return (Parentage(spelling.one_line(written)),)
    if isinstance(written, dict):
        return tuple(_parent(reader, written, way))
    if not isinstance(written, list):
        reader.wrong("bad-parent", way)
        return ()
    parents: list[Parentage] = []
    for number, item in enumerate(written):
        parents.extend(_parent(reader, item, (*way, number)))
    return tuple(parents)


def _parent(reader: TomlReader, item: object, way: Path) -> list[Parentage]:
    if isinstance(item, str):
        return [Parentage(spelling.one_line(item))]
    if not isinstance(item, dict):
        reader.wrong("bad-parent", way)
        return []
    reader.known_keys(item, way, ("id", "from", "to"), table="parent")
    return [Parentage(reader.required_text(item, (*way, "id")), _period(reader, item, way))]


def _successors(reader: TomlReader, written: object, way: Path) -> tuple[Successor, ...]:
    if not isinstance(written, list):
        return _successors(reader, [written], way) if isinstance(written, str) else _not_successors(reader, way)
    successors: dict[str, Successor] = {}
    for number, item in enumerate(written):
        at = (*way, number)
        if isinstance(item, dict):
            reader.known_keys(item, at, ("id", "main"), table="successors")
            one = Successor(reader.required_text(item, (*at, "id")), reader.flag(item, (*at, "main")))
        elif isinstance(item, str):
            one = Successor(spelling.one_line(item))
        else:
            _not_successors(reader, at)
            continue
        successors.setdefault(one.id, one)
    mains = [one.id for one in successors.values() if one.main]
    if len(mains) > 1:
        reader.wrong("several-main-successors", way, names=", ".join(mains))
    return tuple(successors.values())


def _not_successors(reader: TomlReader, way: Path) -> tuple[Successor, ...]:
    reader.wrong("bad-successors", way)
    return ()


def _aliases(reader: TomlReader, written: object, way: Path) -> tuple[str, ...]:
    if isinstance(written, str):
        written = [written]
    if not isinstance(written, list) or not all(isinstance(item, str) for item in written):
        reader.wrong("not-texts", way, key="aliases")
        return ()
    names = (spelling.one_line(item) for item in written)
    return tuple(dict.fromkeys(name for name in names if name))


def _validity(reader: TomlReader, row: Table, way: Path) -> Validity:
    written = row.get("valid", {})
    if not isinstance(written, dict):
        reader.wrong("bad-validity", way)
        return Validity()
    reader.known_keys(written, way, ("from", "to"), table="valid")
    return _period(reader, written, way)


def _period(reader: TomlReader, table: Table, way: Path) -> Validity:
    start, to = _day(reader, table, (*way, "from")), _day(reader, table, (*way, "to"))
    if start and to and start > to:
        reader.wrong("period-reversed", (*way, "to"), see=(reader.places.value((*way, "from")),), start=start, to=to)
        return Validity()
    return Validity(start, to)


def _day(reader: TomlReader, table: Table, way: Path) -> Day:
    value = table.get(str(way[-1]), "")
    if value == "":
        return ""
    # A date and time is a date to Python, but not to us: a unit begins and ends with a day.
    text = value.isoformat() if isinstance(value, date) else value
    if not isinstance(text, str):
        reader.wrong("bad-day", way, value=str(value))
        return ""
    day, code = dates.day(text.strip())
    if code:
        reader.wrong("bad-day", way, value=text)
    return day


def _ids_are_known(reader: TomlReader, units: list[Locality]) -> None:
    """Note ids that stand twice, and parents and successors that do not exist."""
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


def _place_of(reader: TomlReader, way: Path, position: int) -> Location:
    """Where the item of a field stands, however the field is written: text, list of texts, or list of tables."""
    for candidate in ((*way, position, "id"), (*way, position), (*way, "id")):
        if candidate in reader.places.spans:
            return reader.places.value(candidate)
    return reader.places.value(way)
