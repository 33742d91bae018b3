"""What an editor asks a gazetteer for, by code or name: a province, or a former district.

In come the register and the words of the command line, out go codes, or a diagnostic that names the near or the several
units that may be meant. A province that was merged away in 2025 may be asked for as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conglang.commands.localities.register import Register, Unit
from conglang.diagnostics import Diagnostic, error, nearest
from conglang.languages import language
from conglang.model import Location
from conglang.values import Value
from conglang.vietnamese import spelling


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
