"""The first gazetteer of a portal: the units of a province, or of a former district, as the text of `localities.toml`.

The register and a choice of its units come in, TOML that an editor continues by hand goes out. A commune that the reform left
as it was, in name, kind and area, is one unit with two parents; all others ended or began with the reform.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from conglang.commands.localities.register import (
    FIRST_DAY,
    LAST_DAY,
    LICENSE,
    PACKAGE,
    RELEASED,
    Choice,
    Register,
    SuccessorCode,
    Unit,
)
from conglang.languages import Language
from conglang.languages.dates import day_text
from conglang.model import Day
from conglang.values import Value
from conglang.vietnamese import slugs, spelling

_SHORT = {"thi-xa": "TX", "thanh-pho": "TP"}
_BEGAN, _ENDED = f"{{ from = {FIRST_DAY} }}", f"{{ to = {LAST_DAY} }}"


class Selection(Value, frozen=True):
    """The units to write, each table in the order of codes. Communes that did not change are only among those of today.

    `unchanged` has the former code of such a commune by its code of today.
    """

    provinces: tuple[Unit, ...]
    old_provinces: tuple[Unit, ...]
    districts: tuple[Unit, ...]
    communes: tuple[Unit, ...]
    old_communes: tuple[Unit, ...]
    unchanged: dict[str, str]


def text(register: Register, choice: Choice, words: Language, today: Day) -> str:
    """The gazetteer of a choice; `today` is written into its first comment."""
    selection = select(register, choice)
    ids = _Ids(register, selection)
    say = words.console
    head = say["gazetteer-head"].format(
        program=words.program,
        package=PACKAGE,
        version=register.version,
        license=LICENSE,
        released=day_text(RELEASED, words),
        day=day_text(today, words),
    )
    sections = (
        (say["gazetteer-provinces"], _provinces(selection, ids)),
        (say["gazetteer-districts"], _districts(register, selection, ids)),
        (say["gazetteer-communes"], _communes(register, selection, ids)),
        (say["gazetteer-old-communes"], _old_communes(selection, ids)),
    )
    parts = ["\n".join(f"# {line}".rstrip() for line in head.splitlines())]
    for heading, rows in sections:
        written = list(rows)
        parts += [f"# --- {heading} ---", *written] if written else []
    return "\n\n".join(parts) + "\n"


def select(register: Register, choice: Choice) -> Selection:
    """All units of a choice: those chosen, the units in them, and the units of today that these became."""
    districts = [register.districts[code] for code in choice.districts]
    old = [unit for unit in register.old_communes.values() if unit.above in choice.districts]
    wanted = {successor.code for unit in (*districts, *old) for successor in unit.successors}
    communes = [register.communes[code] for code in sorted(wanted)]
    before = Counter(
        successor.code
        for unit in (*register.old_communes.values(), *register.districts.values())
        for successor in unit.successors
    )
    unchanged = {
        unit.successors[0].code: unit.code
        for unit in old
        if len(unit.successors) == 1
        and before[unit.successors[0].code] == 1
        and _same(unit, register.communes[unit.successors[0].code])
    }
    old_provinces = [register.old_provinces[code] for code in choice.provinces]
    above = {unit.above for unit in communes} | {unit.successors[0].code for unit in old_provinces}
    provinces = [register.provinces[code] for code in above]
    ended = [p for p in old_provinces if not any(_same(p, province) for province in provinces)]
    return Selection(
        provinces=_in_order(provinces),
        old_provinces=_in_order(ended),
        districts=_in_order(districts),
        communes=_in_order(communes),
        old_communes=_in_order([unit for unit in old if unit.code not in unchanged.values()]),
        unchanged=unchanged,
    )


def _same(one: Unit, other: Unit) -> bool:
    return one.kind == other.kind and spelling.key(one.name) == spelling.key(other.name)


def _in_order(units: Iterable[Unit]) -> tuple[Unit, ...]:
    return tuple(sorted(units, key=lambda unit: unit.code))


class _Ids:
    """The ids of the units of a selection, which follow from names and codes and never from an order.

    Kind and name make an id. Where several units have the same, the unit of today keeps it, and the others add their
    district, then their code.
    """

    def __init__(self, register: Register, selection: Selection) -> None:
        self.ids: dict[Unit, str] = {}
        self.register = register
        today = dict.fromkeys((*selection.provinces, *selection.communes))
        former = (*selection.old_provinces, *selection.districts, *selection.old_communes)
        alike: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in (*today, *former):
            alike[_plain(unit)].append(unit)
        district = {unit: self.within(unit) for unit in former}
        longer = Counter(f"{_plain(unit)}-{district[unit]}" for unit in former)
        for plain, units in alike.items():
            current = [unit for unit in units if unit in today]
            keeps = current or units
            for unit in units:
                if len(keeps) == 1 and unit == keeps[0]:
                    self.ids[unit] = plain
                elif unit in current:
                    self.ids[unit] = f"{plain}-{unit.code}"
                else:
                    id = f"{plain}-{district[unit]}"
                    self.ids[unit] = id if longer[id] == 1 and id not in alike else f"{id}-{unit.code}"

    def within(self, unit: Unit) -> str:
        """The slug of the district of a former unit, or of its province."""
        above = self.register.districts.get(unit.above) or self.register.old_provinces.get(unit.above)
        return slugs.slug(above.name) if above is not None else "cu"

    def of(self, unit: Unit) -> str:
        """The id of a unit, in quotes."""
        return json.dumps(self.ids[unit])

    def province(self, old: Unit) -> str:
        """The id of a former province, or of the province of today that it became unchanged."""
        if old in self.ids:
            return self.of(old)
        return self.of(self.register.provinces[old.successors[0].code])


def _plain(unit: Unit) -> str:
    slug = slugs.slug(unit.name)
    own_kind = unit.kind in ("tinh",) or (unit.kind == "thanh-pho" and len(unit.code) == 2)
    return slug if own_kind or slug.startswith(f"{unit.kind}-") else f"{unit.kind}-{slug}"


def _row(unit: Unit, ids: _Ids, *, parent: str = "", valid: str = "", successors: str = "") -> str:
    lines = [
        f"id = {ids.of(unit)}",
        f"name = {_quoted(unit.name)}",
        f"kind = {_quoted(unit.kind)}",
        f"code = {_quoted(unit.code)}",
    ]
    short = _SHORT.get(unit.kind, "") if len(unit.code) > 2 else ""
    aliases = f'["{short} {unit.name}", "{short}. {unit.name}"]' if short else ""
    fields = (("parent", parent), ("valid", valid), ("successors", successors), ("aliases", aliases))
    return "\n".join(["[[locality]]", *lines, *[f"{name} = {value}" for name, value in fields if value]])


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _provinces(selection: Selection, ids: _Ids) -> Iterator[str]:
    for unit in selection.provinces:
        yield _row(unit, ids)
    for unit in selection.old_provinces:
        successor = ids.of(ids.register.provinces[unit.successors[0].code])
        yield _row(unit, ids, valid=_ENDED, successors=f"[{successor}]")


def _districts(register: Register, selection: Selection, ids: _Ids) -> Iterator[str]:
    codes = {unit.code: {successor.code for successor in unit.successors} for unit in selection.districts}
    for commune in register.old_communes.values():
        codes.get(commune.above, set()).update(successor.code for successor in commune.successors)
    for unit in selection.districts:
        successors = [SuccessorCode(code) for code in sorted(codes[unit.code])]
        parent = ids.province(register.old_provinces[unit.above])
        yield _row(unit, ids, parent=parent, valid=_ENDED, successors=_successors(successors, ids))


def _communes(register: Register, selection: Selection, ids: _Ids) -> Iterator[str]:
    for unit in selection.communes:
        province = ids.of(register.provinces[unit.above])
        before = selection.unchanged.get(unit.code)
        if before is None:
            yield _row(unit, ids, parent=province, valid=_BEGAN)
            continue
        district = ids.of(register.districts[register.old_communes[before].above])
        parents = f"[{{ id = {district}, to = {LAST_DAY} }}, {{ id = {province}, from = {FIRST_DAY} }}]"
        yield _row(unit, ids, parent=parents)


def _old_communes(selection: Selection, ids: _Ids) -> Iterator[str]:
    for unit in selection.old_communes:
        parent = ids.of(ids.register.districts[unit.above])
        yield _row(unit, ids, parent=parent, valid=_ENDED, successors=_successors(unit.successors, ids))


def _successors(successors: Iterable[SuccessorCode], ids: _Ids) -> str:
    named = [(ids.of(ids.register.communes[successor.code]), successor.main) for successor in successors]
    return "[" + ", ".join(f"{{ id = {id}, main = true }}" if main else id for id, main in named) + "]"
