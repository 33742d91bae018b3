"""Vietnam's units before and after 1 July 2025, from the public data of the package `vietnamadminunits` (MIT).

The package is an extra that only `localities init` needs. Its data files are read and its code is never imported: that
would ask for libraries of geometry and maps. Units of the districts' time and of today have tables of their own, for a
code may stand in both and mean another area.
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
"""The source, the version that this module was written for, and when that was packed."""

LAST_DAY, FIRST_DAY = "2025-06-30", "2025-07-01"
"""The last day of the districts, and the first of today's communes."""

_KINDS = ("tinh", "thanh-pho", "huyen", "thi-xa", "quan", "xa", "phuong", "thi-tran", "dac-khu")


class Heir(Value, frozen=True):
    """A unit of today that took over a former one, by its code; the main one of several where the data says so."""

    code: str
    main: bool = False


class Unit(Value, frozen=True):
    """A unit of one of the tables. `above` is the code of the unit that it lay in; units of today have no heirs."""

    code: str
    name: str
    kind: str
    above: str = ""
    heirs: tuple[Heir, ...] = ()


class Register(Value, frozen=True):
    """All units by their codes: provinces, districts and communes as they were, provinces and communes as they are."""

    version: str
    old_provinces: Mapping[str, Unit]
    districts: Mapping[str, Unit]
    old_communes: Mapping[str, Unit]
    provinces: Mapping[str, Unit]
    communes: Mapping[str, Unit]


def installed() -> Path | None:
    """The folder of the package's data, where it is installed."""
    try:
        found = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError:
        return None
    folder = Path(str(found.locate_file(f"{PACKAGE}/data")))
    return folder if folder.is_dir() else None


def version() -> str:
    """The version of the installed package."""
    return metadata.version(PACKAGE)


def read(folder: Path, version: str) -> Register:
    """The register from the data files of the package. Raises OSError, ValueError or KeyError where they are others."""
    then = json.loads((folder / "parser_legacy.json").read_text("utf-8"))
    now = json.loads((folder / "parser_from_2025.json").read_text("utf-8"))
    ways = json.loads((folder / "converter_2025.json").read_text("utf-8"))
    names = sorted(language("vi").kinds.items(), key=lambda item: -len(item[1]))
    kinds = tuple((name, kind) for kind, name in names if kind in _KINDS)

    def unit(level: str, row: dict[str, Any], above: str = "", heirs: tuple[Heir, ...] = ()) -> Unit:
        kind, name = _parted(row[level], kinds)
        return Unit(row[f"{level}Code"], name, kind, above, heirs)

    new_codes = {(p, key): row["wardCode"] for p, key, row in _new_wards(now)}
    heirs = _heirs(ways, new_codes)
    old_codes = {key: row["provinceCode"] for key, row in then["DICT_PROVINCE"].items()}
    new_provinces = {key: row["provinceCode"] for key, row in now["DICT_PROVINCE"].items()}
    after = {old: Heir(new_provinces[new]) for new, olds in ways["DICT_PROVINCE"].items() for old in olds}
    districts: dict[str, Unit] = {}
    communes: dict[str, Unit] = {}
    for province, rows in then["DICT_PROVINCE_DISTRICT"].items():
        for key, row in rows.items():
            own = heirs.get(f"{province}_{key}_", ())  # An island district without communes.
            districts[row["districtCode"]] = unit("district", row, old_codes[province], own)
    for province, district, key, row in _old_wards(then):
        above = then["DICT_PROVINCE_DISTRICT"][province][district]["districtCode"]
        communes[row["wardCode"]] = unit("ward", row, above, heirs.get(f"{province}_{district}_{key}", ()))
    return Register(
        version=version,
        old_provinces={
            row["provinceCode"]: unit("province", row, heirs=(after[key],))
            for key, row in then["DICT_PROVINCE"].items()
        },
        districts=districts,
        old_communes=communes,
        provinces={row["provinceCode"]: unit("province", row) for row in now["DICT_PROVINCE"].values()},
        communes={row["wardCode"]: unit("ward", row, new_provinces[p]) for p, _, row in _new_wards(now)},
    )


def _parted(whole: str, kinds: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """Kind and name of `Thị xã Nghi Sơn`; `Phường 1` keeps its kind in the name, for a number alone names nothing."""
    for written, kind in kinds:
        if spelling.key(whole).startswith(spelling.key(written) + " "):
            name = whole[len(written) + 1 :]
            return kind, whole if name.isdigit() else name
    raise ValueError(whole)


def _new_wards(data: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Province key, ward key and row of today's communes; names that only diacritics tell apart are in a table of their own."""
    for table in ("DICT_PROVINCE_WARD_NO_ACCENTED", "DICT_PROVINCE_WARD_ACCENTED"):
        for province, rows in data[table].items():
            for key, row in rows.items():
                yield province, key, row


def _old_wards(data: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Province key, district key, ward key and row of the communes as they were."""
    for table in ("DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED", "DICT_PROVINCE_DISTRICT_WARD_ACCENTED"):
        for province, districts in data[table].items():
            for district, rows in districts.items():
                for key, row in rows.items():
                    if isinstance(row["ward"], str):  # An island district has one row without a name.
                        yield province, district, key, row


def _heirs(ways: dict[str, Any], codes: Mapping[tuple[str, str], str]) -> dict[str, tuple[Heir, ...]]:
    """The heirs of former communes by the keys of province, district and commune, in the order of their codes."""
    found: defaultdict[str, set[tuple[str, bool]]] = defaultdict(set)
    for province, rows in ways["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in rows.items():
            for old in olds:
                found[old].add((codes[province, new], False))
    for province, rows in ways["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in rows.items():
            for part in parts:
                found[old].add((codes[province, part["newWardKey"]], part["isDefaultNewWard"]))
    return {
        old: tuple(Heir(code, main and len(heirs) > 1) for code, main in sorted(heirs)) for old, heirs in found.items()
    }


# ---- What an editor asks a gazetteer for, by code or name: a province, or a former district.


class Choice(Value, frozen=True):
    """Former provinces and districts, by their codes."""

    provinces: tuple[str, ...]
    districts: tuple[str, ...]


def choose(register: Register, province: str, district: str) -> tuple[Choice | None, tuple[Diagnostic, ...]]:
    """What a code or a name of a province, and of a former district in it, mean; either may be empty, not both."""
    old = tuple(register.old_provinces)
    if province:
        now, then = _named(register.provinces, province), _named(register.old_provinces, province)
        old = tuple(c for c in old if register.old_provinces[c].heirs[0].code in now) if now else then
        if not old:
            units = [*register.provinces.values(), *register.old_provinces.values()]
            return None, (
                error("unknown-province", Location("--province"), name=province, near=_near(province, units)),
            )
    inside = {code: unit for code, unit in register.districts.items() if unit.above in old}
    if not district:
        return Choice(old, tuple(inside)), ()
    at, found = Location("--district"), _named(inside, district)
    if not found:
        return None, (error("unknown-district", at, name=district, near=_near(district, inside.values())),)
    if len(found) > 1:
        provinces = register.old_provinces
        several = "; ".join(f"{title(inside[c])}, {title(provinces[inside[c].above])} ({c})" for c in found)
        return None, (error("ambiguous-district", at, name=district, candidates=several),)
    return Choice((inside[found[0]].above,), found), ()


def title(unit: Unit) -> str:
    """A unit's name with its kind, as Vietnamese writes it."""
    kind = language("vi").kinds[unit.kind]
    return unit.name if unit.name.startswith(kind) else f"{kind} {unit.name}"


def _named(units: Mapping[str, Unit], text: str) -> tuple[str, ...]:
    """The codes of the units that a text means: a code, a name, a name with its kind, or one typed without any marks."""
    if text.strip() in units:
        return (text.strip(),)
    bare = spelling.bare(text) == text.lower()
    for keyed in (spelling.key, spelling.fold) if bare else (spelling.key,):
        wanted = keyed(text)
        found = [code for code, unit in units.items() if wanted in (keyed(unit.name), keyed(title(unit)))]
        if found:
            return tuple(found)
    return ()


def _near(text: str, units: Iterable[Unit]) -> str:
    listed = list(units)
    return nearest(text, [name for unit in listed for name in (unit.name, title(unit))], fold=spelling.fold)
