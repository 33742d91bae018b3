"""The rules between the units of a gazetteer: parents, successors, and names that two units share.

Units come in that were each read by itself; diagnostics go out, none where no rule is broken. Each rule looks at every unit
once, so that the cost grows with the number of units and no faster. Ids that do not exist are skipped, because the caller
has reported them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from conglang.content.dates import day_after
from conglang.diagnostics import Diagnostic, error
from conglang.model import Locality, Location, Validity
from conglang.vietnamese import spelling

T = TypeVar("T")


PlaceOf = Callable[[str, str], Location]
"""The place of a unit's field, `parent` or `successors`; called only for a field that has an error."""


def problems(units: Sequence[Locality], place_of: PlaceOf) -> Iterator[Diagnostic]:
    """A diagnostic for every rule that units break."""
    by_id: dict[str, Locality] = {}
    for unit in units:
        by_id.setdefault(unit.id, unit)
    above = {unit.id: tuple(parent.id for parent in unit.parents) for unit in units}
    after = {unit.id: tuple(successor.id for successor in unit.successors) for unit in units}
    for unit in units:
        yield from _one_parent_a_day(unit, by_id, place_of)
        yield from _successors_take_over(unit, by_id, place_of)
    yield from _no_cycle("cycle-of-parents", above, by_id, lambda id: place_of(id, "parent"))
    yield from _no_cycle("cycle-of-successors", after, by_id, lambda id: place_of(id, "successors"))
    yield from _one_name_a_day(units)


def _one_parent_a_day(unit: Locality, by_id: Mapping[str, Locality], place_of: PlaceOf) -> Iterator[Diagnostic]:
    spans = [(common, parent.id) for parent in unit.parents if (common := _common(parent.valid, unit.valid))]
    for (_, first), (_, second) in _overlaps(spans):
        see = tuple(by_id[id].at for id in (first, second) if id in by_id)
        yield error("two-parents", place_of(unit.id, "parent"), see=see, unit=unit.id, one=first, other=second)


def _successors_take_over(unit: Locality, by_id: Mapping[str, Locality], place_of: PlaceOf) -> Iterator[Diagnostic]:
    if not unit.successors:
        return
    at = place_of(unit.id, "successors")
    if not unit.valid.to:
        yield error("successors-without-end", at, unit=unit.id)
        return
    day = day_after(unit.valid.to)
    for successor in unit.successors:
        heir = by_id.get(successor.id)
        if heir is not None and heir is not unit and not heir.valid.holds(day):
            yield error("successor-not-valid", at, see=(heir.at,), unit=unit.id, successor=heir.id, day=day)


def _no_cycle(
    code: str, following: Mapping[str, tuple[str, ...]], by_id: Mapping[str, Locality], place: Callable[[str], Location]
) -> Iterator[Diagnostic]:
    """Follow the ids from every unit, each once, in the order of the file; an id that is already on the path closes a cycle."""
    done: set[str] = set()
    for start in following:
        if start in done:
            continue
        path, on_path = [start], {start}
        rests: list[Iterator[str]] = [iter(following[start])]
        while rests:
            step = next(rests[-1], None)
            if step is None:
                rests.pop()
                done.add(path[-1])
                on_path.discard(path.pop())
            elif step in on_path:
                chain = path[path.index(step) :]
                see = tuple(by_id[id].at for id in chain[:-1])
                yield error(code, place(path[-1]), see=see, chain=" → ".join((*chain, step)))
            elif step in following and step not in done:
                path.append(step)
                on_path.add(step)
                rests.append(iter(following[step]))


def _one_name_a_day(units: Sequence[Locality]) -> Iterator[Diagnostic]:
    alike: dict[tuple[str, str, str], list[tuple[Validity, Locality]]] = defaultdict(list)
    for unit in units:
        name = spelling.key(unit.name)
        if not unit.parents:
            alike[unit.kind, name, ""].append((unit.valid, unit))
        for parent in unit.parents:
            if (common := _common(parent.valid, unit.valid)) is not None:
                alike[unit.kind, name, parent.id].append((common, unit))
    reported: set[tuple[str, str]] = set()
    for (kind, name, _), spans in alike.items():
        for (_, one), (_, other) in _overlaps(spans) if name and kind else ():
            if one.id != other.id and (one.id, other.id) not in reported:
                reported.add((one.id, other.id))
                yield error("same-unit", other.at, see=(one.at,), name=other.name, one=one.id, other=other.id)


def _common(one: Validity, other: Validity) -> Validity | None:
    """The days of both validities; None where they have none in common."""
    start = max(one.start, other.start)
    to = min(one.to or "9999", other.to or "9999")
    if start > to:
        return None
    return Validity(start, "" if to == "9999" else to)


def _overlaps(spans: Iterable[tuple[Validity, T]]) -> Iterator[tuple[tuple[Validity, T], tuple[Validity, T]]]:
    """Each span that begins before an earlier one has ended, behind that one. The spans are sorted, so that each is looked at once."""
    latest: tuple[Validity, T] | None = None
    for span in sorted(spans, key=lambda span: span[0].start):
        if latest is not None and (not latest[0].to or span[0].start <= latest[0].to):
            yield latest, span
        if latest is None or (latest[0].to and (not span[0].to or span[0].to > latest[0].to)):
            latest = span
