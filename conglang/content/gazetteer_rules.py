"""The rules that hold between units of a gazetteer: who is above whom, who came after whom, and who shares a name.

In go units that were each read without regard to the others; out come diagnostics, none where all is well. Each rule
looks at every unit once, so that three thousand communes cost no more than three thousand looks. Ids that do not exist
are passed over: they have been reported already.
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


Places = Callable[[str, str], Location]
"""Where a field of a unit, `parent` or `successors`, stands: asked for only where it has to be told."""


def problems(units: Sequence[Locality], places: Places) -> Iterator[Diagnostic]:
    """Every breach of a rule between units."""
    by_id: dict[str, Locality] = {}
    for unit in units:
        by_id.setdefault(unit.id, unit)
    above = {unit.id: tuple(parent.id for parent in unit.parents) for unit in units}
    after = {unit.id: tuple(successor.id for successor in unit.successors) for unit in units}
    for unit in units:
        yield from _one_parent_a_day(unit, by_id, places)
        yield from _successors_take_over(unit, by_id, places)
    yield from _no_cycle("cycle-of-parents", above, by_id, lambda id: places(id, "parent"))
    yield from _no_cycle("cycle-of-successors", after, by_id, lambda id: places(id, "successors"))
    yield from _one_name_a_day(units)


def _one_parent_a_day(unit: Locality, by_id: Mapping[str, Locality], places: Places) -> Iterator[Diagnostic]:
    spans = [(common, parent.id) for parent in unit.parents if (common := _common(parent.valid, unit.valid))]
    for (_, first), (_, second) in _overlaps(spans):
        see = tuple(by_id[id].at for id in (first, second) if id in by_id)
        yield error("two-parents", places(unit.id, "parent"), see=see, unit=unit.id, one=first, other=second)


def _successors_take_over(unit: Locality, by_id: Mapping[str, Locality], places: Places) -> Iterator[Diagnostic]:
    if not unit.successors:
        return
    at = places(unit.id, "successors")
    if not unit.valid.to:
        yield error("successors-without-end", at, unit=unit.id)
        return
    day = day_after(unit.valid.to)
    for successor in unit.successors:
        heir = by_id.get(successor.id)
        if heir is not None and heir is not unit and not heir.valid.holds(day):
            yield error("successor-not-valid", at, see=(heir.at,), unit=unit.id, successor=heir.id, day=day)


def _no_cycle(
    code: str, ways: Mapping[str, tuple[str, ...]], by_id: Mapping[str, Locality], place: Callable[[str], Location]
) -> Iterator[Diagnostic]:
    """Walk every way once, in the order of the file; a way that leads back onto the path walked is a cycle."""
    done: set[str] = set()
    for start in ways:
        if start in done:
            continue
        path, on_path = [start], {start}
        rests: list[Iterator[str]] = [iter(ways[start])]
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
            elif step in ways and step not in done:
                path.append(step)
                on_path.add(step)
                rests.append(iter(ways[step]))


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
    """The days that lie in both, if there are any."""
    start = max(one.start, other.start)
    to = min(one.to or "9999", other.to or "9999")
    if start > to:
        return None
    return Validity(start, "" if to == "9999" else to)


def _overlaps(spans: Iterable[tuple[Validity, T]]) -> Iterator[tuple[tuple[Validity, T], tuple[Validity, T]]]:
    """Each span that begins before an earlier one has ended, with that one; sorting keeps this from being quadratic."""
    latest: tuple[Validity, T] | None = None
    for span in sorted(spans, key=lambda span: span[0].start):
        if latest is not None and (not latest[0].to or span[0].start <= latest[0].to):
            yield latest, span
        if latest is None or (latest[0].to and (not span[0].to or span[0].to > latest[0].to)):
            latest = span
