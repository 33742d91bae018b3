"""Vietnam's units before and after 1 July 2025, from the public data of the package `vietnamadminunits` (MIT).

The package is an extra that only `localities init` needs. Its data files come in, a `Register` goes out, and `choose` finds
what an editor asks for in it. The package's code is never imported, because it needs libraries of geometry and maps. Former
units and those of today are in separate tables, because one code may mean another area in each.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from conglang.diagnostics import Diagnostic, error, nearest
from conglang.languages import language
from conglang.model import Location
from conglang.values import Value
from conglang.vietnamese import spelling

PACKAGE, VERSION, RELEASED, LICENSE = "vietnamadminunits", "1.0.4", "2025-10-08", "MIT"
"""The package, the version that this module can read, its day of release, and its licence."""

LAST_DAY, FIRST_DAY = "2025-06-30", "2025-07-01"
"""The last day of the districts, and the first of today's communes."""

_KINDS = ("tinh", "thanh-pho", "huyen", "thi-xa", "quan", "xa", "phuong", "thi-tran", "dac-khu")


class SuccessorCode(Value, frozen=True):
    """The code of the unit of today that a former one became, or became a part of; `main` if the data calls it the main one."""

    code: str
    main: bool = False


class Unit(Value, frozen=True):
    """A unit of one of the tables. `above` is the code of the unit that it lies in; units of today have no successors."""

    code: str
    name: str
    kind: str
    above: str = ""
    successors: tuple[SuccessorCode, ...] = ()


class Register(Value, frozen=True):
    """All units by their codes: the former provinces, districts and communes, and the provinces and communes of today."""

    version: str
    old_provinces: Mapping[str, Unit]
    districts: Mapping[str, Unit]
    old_communes: Mapping[str, Unit]
    provinces: Mapping[str, Unit]
    communes: Mapping[str, Unit]


def installed() -> Path | None:
    """The folder of the package's data; None where the package is not installed."""
    try:
        package = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError:
        return None
    folder = Path(str(package.locate_file(f"{PACKAGE}/data")))
    return folder if folder.is_dir() else None


def version() -> str:
    """The version of the installed package."""
    return metadata.version(PACKAGE)


def read(folder: Path, version: str) -> Register:
    """The register from the package's data files. Raises OSError, or ValueError, KeyError, TypeError or IndexError on other data."""
    then = json.loads((folder / "parser_legacy.json").read_text("utf-8"))
    now = json.loads((folder / "parser_from_2025.json").read_text("utf-8"))
    ways = json.loads((folder / "converter_2025.json").read_text("utf-8"))
    names = sorted(language("vi").kinds.items(), key=lambda item: -len(item[1]))
    kinds = tuple((name, kind) for kind, name in names if kind in _KINDS)

    def unit(level: str, row: dict[str, Any], above: str = "", successors: tuple[SuccessorCode, ...] = ()) -> Unit:
        kind, name = _parted(row[level], kinds)
        return Unit(row[f"{level}Code"], name, kind, above, successors)

    new_codes = {(p, key): row["wardCode"] for p, key, row in _new_wards(now)}
    successors = _successors(ways, new_codes)
    old_codes = {key: row["provinceCode"] for key, row in then["DICT_PROVINCE"].items()}
    new_provinces = {key: row["provinceCode"] for key, row in now["DICT_PROVINCE"].items()}
    after = {old: SuccessorCode(new_provinces[new]) for new, olds in ways["DICT_PROVINCE"].items() for old in olds}
    districts: dict[str, Unit] = {}
    communes: dict[str, Unit] = {}
    for province, rows in then["DICT_PROVINCE_DISTRICT"].items():
        for key, row in rows.items():
            own = successors.get(f"{province}_{key}_", ())  # An island district without communes.
            districts[row["districtCode"]] = unit("district", row, old_codes[province], own)
    for province, district, key, row in _old_wards(then):
        above = then["DICT_PROVINCE_DISTRICT"][province][district]["districtCode"]
        communes[row["wardCode"]] = unit("ward", row, above, successors.get(f"{province}_{district}_{key}", ()))
    return Register(
        version=version,
        old_provinces={
            row["provinceCode"]: unit("province", row, successors=(after[key],))
            for key, row in then["DICT_PROVINCE"].items()
        },
        districts=districts,
        old_communes=communes,
        provinces={row["provinceCode"]: unit("province", row) for row in now["DICT_PROVINCE"].values()},
        communes={row["wardCode"]: unit("ward", row, new_provinces[p]) for p, _, row in _new_wards(now)},
    )


def _parted(whole: str, kinds: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """Kind and name of `Thị xã Nghi Sơn`; `Phường 1` keeps its kind in the name, because a number alone is no name."""
    for written, kind in kinds:
        if spelling.key(whole).startswith(spelling.key(written) + " "):
            name = whole[len(written) + 1 :]
            return kind, whole if name.isdigit() else name
    raise ValueError(whole)


def _new_wards(data: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Province key, ward key and row of today's communes; names that differ only in diacritics are in a second table."""
    for table in ("DICT_PROVINCE_WARD_NO_ACCENTED", "DICT_PROVINCE_WARD_ACCENTED"):
        for province, rows in data[table].items():
            for key, row in rows.items():
                yield province, key, row


def _old_wards(data: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Province key, district key, ward key and row of the former communes."""
    for table in ("DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED", "DICT_PROVINCE_DISTRICT_WARD_ACCENTED"):
        for province, districts in data[table].items():
            for district, rows in districts.items():
                for key, row in rows.items():
                    if isinstance(row["ward"], str):  # An island district has one row without a name.
                        yield province, district, key, row


def _successors(ways: dict[str, Any], codes: Mapping[tuple[str, str], str]) -> dict[str, tuple[SuccessorCode, ...]]:
    """The successors of former communes by the keys of province, district and commune, in the order of their codes."""
    successors: defaultdict[str, set[tuple[str, bool]]] = defaultdict(set)
    for province, rows in ways["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in rows.items():
            for old in olds:
                successors[old].add((codes[province, new], False))
    for province, rows in ways["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in rows.items():
            for part in parts:
                successors[old].add((codes[province, part["newWardKey"]], part["isDefaultNewWard"]))
    return {
        old: tuple(SuccessorCode(code, main and len(new) > 1) for code, main in sorted(new))
        for old, new in successors.items()
    }


# ---- The choice of an editor, by code or name: a province, or a former district.


class Choice(Value, frozen=True):
    """Former provinces and districts, by their codes."""

    provinces: tuple[str, ...]
    districts: tuple[str, ...]


def choose(register: Register, province: str, district: str) -> tuple[Choice | None, tuple[Diagnostic, ...]]:
    """The units that a province and a former district in it mean, each a code or a name; one of the two may be empty."""
    old = tuple(register.old_provinces)
    if province:
        now, then = _named(register.provinces, province), _named(register.old_provinces, province)
        old = tuple(c for c in old if register.old_provinces[c].successors[0].code in now) if now else then
        if not old:
            units = [*register.provinces.values(), *register.old_provinces.values()]
            return None, (
                error("unknown-province", Location("--province"), name=province, near=_near(province, units)),
            )
    inside = {code: unit for code, unit in register.districts.items() if unit.above in old}
    if not district:
        return Choice(old, tuple(inside)), ()
    at, codes = Location("--district"), _named(inside, district)
    if not codes:
        return None, (error("unknown-district", at, name=district, near=_near(district, inside.values())),)
    if len(codes) > 1:
        provinces = register.old_provinces
        several = "; ".join(f"{title(inside[c])}, {title(provinces[inside[c].above])} ({c})" for c in codes)
        return None, (error("ambiguous-district", at, name=district, candidates=several),)
    return Choice((inside[codes[0]].above,), codes), ()


def title(unit: Unit) -> str:
    """A unit's name with its kind, as in Vietnamese."""
    kind = language("vi").kinds[unit.kind]
    return unit.name if unit.name.startswith(kind) else f"{kind} {unit.name}"


def _named(units: Mapping[str, Unit], text: str) -> tuple[str, ...]:
    """The codes of the units that a text means: a code, a name, a name with its kind, or a name without any diacritics."""
    if text.strip() in units:
        return (text.strip(),)
    bare = spelling.bare(text) == text.lower()
    for keyed in (spelling.key, spelling.fold) if bare else (spelling.key,):
        wanted = keyed(text)
        codes = [code for code, unit in units.items() if wanted in (keyed(unit.name), keyed(title(unit)))]
        if codes:
            return tuple(codes)
    return ()


def _near(text: str, units: Iterable[Unit]) -> str:
    listed = list(units)
    return nearest(text, [name for unit in listed for name in (unit.name, title(unit))], fold=spelling.fold)
