"""Localities in time: what a name meant on a day, what a unit belonged to, and what became of it.

An atlas is built from the gazetteer alone. Days are ISO texts that the caller gives: nothing here reads a clock. A name is
compared by its spelling key: case, Unicode form and tone placement are ignored, the tone never is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta

from conglang import languages
from conglang.languages import CODES, Language, dates
from conglang.model import Day, Gazetteer, Locality
from conglang.values import Value
from conglang.vietnamese import collation, spelling

OK = "ok"
OTHER_TIME = "locality-other-time"
AMBIGUOUS = "ambiguous-locality"
UNKNOWN = "unknown-locality"


class Atlas(Value, frozen=True):
    """The gazetteer with its indexes: units by id and by spelling key, the units below each unit, and its predecessors.

    `order` is the place of each unit in Vietnamese order, in which all lists of units are. `language` is the portal's.
    """

    language: Language
    units: dict[str, Locality]
    titles: dict[str, str]
    by_key: dict[str, tuple[str, ...]]
    eras: tuple[str, ...]
    order: dict[str, int]
    below: dict[str, tuple[str, ...]]
    predecessors: dict[str, tuple[str, ...]]


class Resolution(Value, frozen=True):
    """What a written locality means: the id of a unit and `OK`, or a problem and the units that bear the name."""

    id: str
    problem: str
    candidates: tuple[str, ...] = ()


def atlas(gazetteer: Gazetteer, language: Language) -> Atlas:
    """Index a gazetteer; the kind before a name may be written in any language of ours."""
    by_key: defaultdict[str, dict[str, None]] = defaultdict(dict)
    below: defaultdict[str, dict[str, None]] = defaultdict(dict)
    predecessors: defaultdict[str, dict[str, None]] = defaultdict(dict)
    titles: dict[str, str] = {}
    kind_names = [language.kinds, *[languages.language(code).kinds for code in CODES if code != language.code]]
    for unit in gazetteer.units:
        titles[unit.id] = _title(unit, language)
        written = [unit.name, titles[unit.id], *unit.aliases]
        written += [f"{names[unit.kind]} {unit.name}" for names in kind_names if unit.kind in names]
        for name in written:
            by_key[spelling.key(name)][unit.id] = None
        for parent in unit.parents:
            below[parent.id][unit.id] = None
        for successor in unit.successors:
            predecessors[successor.id][unit.id] = None
    keys = {unit.id: collation.sort_key(unit.name) for unit in gazetteer.units}
    order = {id: number for number, id in enumerate(sorted(keys, key=lambda id: (keys[id], id)))}
    return Atlas(
        language=language,
        units={unit.id: unit for unit in gazetteer.units},
        titles=titles,
        by_key={key: tuple(ids) for key, ids in by_key.items()},
        eras=_eras(gazetteer),
        order=order,
        below={id: tuple(sorted(ids, key=order.__getitem__)) for id, ids in below.items()},
        predecessors={id: tuple(sorted(ids, key=order.__getitem__)) for id, ids in predecessors.items()},
    )


def _title(unit: Locality, language: Language) -> str:
    """A unit's name with its kind, `Thị xã Nghi Sơn`; a name that begins with its kind (`Khu phố 4`) stays as it is."""
    kind = language.kinds[unit.kind]
    if spelling.key(unit.name).startswith(spelling.key(kind) + " "):
        return unit.name
    return language.text.get("unit", "{kind} {name}").format(kind=kind, name=unit.name)


def resolve(atlas: Atlas, written: str, day: Day) -> Resolution:
    """What `written` (an id, a name, an alias, a name with its kind) means on a day.

    An id is valid on every day. Of several units with one name it means the one that was valid on the day. A name that was
    valid on other days only resolves with the problem `OTHER_TIME` where just one unit bears it.
    """
    if written in atlas.units:
        return Resolution(written, OK)
    candidates = atlas.by_key.get(spelling.key(written), ())
    valid = tuple(id for id in candidates if atlas.units[id].valid.holds(day))
    if len(valid) == 1:
        return Resolution(valid[0], OK)
    if len(valid) > 1:
        return Resolution("", AMBIGUOUS, valid)
    if len(candidates) == 1:
        return Resolution(candidates[0], OTHER_TIME, candidates)
    return Resolution("", AMBIGUOUS if candidates else UNKNOWN, candidates)


def describe(atlas: Atlas, id: str) -> str:
    """A unit with its parents, id and days in the portal's language, by which units of one name can be distinguished.

    `Thị xã Nghi Sơn, Tỉnh Thanh Hóa (id “thi-xa-nghi-son”, từ 1/6/2020, đến hết 30/6/2025)`.
    """
    unit = atlas.units[id]
    parents = "".join(f", {atlas.titles[p.id]}" for p in unit.parents)
    texts = atlas.language.console
    bounds = (("tree-since", unit.valid.start), ("tree-until", unit.valid.to))
    days = "".join(texts[key].format(day=dates.day_text(day, atlas.language)) for key, day in bounds if day)
    return f"{atlas.titles[id]}{parents} (id “{id}”{days})"


def parent(atlas: Atlas, id: str, day: Day) -> str:
    """The unit that `id` belonged to on a day; empty at the top of the tree."""
    return next((p.id for p in atlas.units[id].parents if p.valid.holds(day)), "")


def above(atlas: Atlas, id: str, day: Day) -> tuple[str, ...]:
    """The units that `id` belonged to on a day, from its parent to the top."""
    chain: list[str] = []
    current = parent(atlas, id, day)
    while current and current not in chain:
        chain.append(current)
        current = parent(atlas, current, day)
    return tuple(chain)


class Forest(Value, frozen=True):
    """All units on a day, in Vietnamese order: the tops of trees, the units below each unit, future and former units.

    A unit whose parent is not valid on that day is a top, so that every unit is in the forest exactly once.
    """

    tops: tuple[str, ...]
    below: dict[str, tuple[str, ...]]
    future: tuple[str, ...]
    former: tuple[str, ...]


def forest(atlas: Atlas, day: Day) -> Forest:
    """The trees of the units that are valid on a day, those that become valid later, and those that have ended."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    future: list[str] = []
    former: list[str] = []
    for id in sorted(atlas.units, key=atlas.order.__getitem__):
        valid = atlas.units[id].valid
        if valid.to and valid.to < day:
            former.append(id)
        elif valid.start > day:
            future.append(id)
        else:
            within = parent(atlas, id, day)
            below[within if within and atlas.units[within].valid.holds(day) else ""].append(id)
    tops = tuple(below.pop("", ()))
    return Forest(tops, {id: tuple(ids) for id, ids in below.items()}, tuple(future), tuple(former))


def reach(atlas: Atlas, id: str, day: Day) -> tuple[tuple[str, str], ...]:
    """The units whose pages list the news of `id` from a day, each with the former unit it comes from, or an empty text.

    These are the unit itself, all units that it belonged to on the day or later, and its successors with the units above
    them, where readers look for the news of a former unit, marked *(cũ)*. The successors of a unit above are not followed:
    news of one ward of a town is no news of all the communes that the town was divided into.
    """
    reached: dict[str, str] = {}
    _climb(atlas, id, "", day, reached)
    seen = {id}
    waiting = [(id, day)]
    while waiting:
        current, since = waiting.pop(0)
        ended = max(since, atlas.units[current].valid.to)
        for successor in atlas.units[current].successors:
            if successor.id not in seen:
                seen.add(successor.id)
                waiting.append((successor.id, ended))
                _climb(atlas, successor.id, id, ended, reached)
    return tuple(sorted(reached.items()))


def _climb(atlas: Atlas, id: str, former: str, since: Day, reached: dict[str, str]) -> None:
    """Add `id` and the units that it belongs to from `since` on; an entry without a former unit replaces one with it."""
    if id in reached and (former or not reached[id]):
        return
    reached[id] = former
    for p in atlas.units[id].parents:
        if not p.valid.to or p.valid.to >= since:
            later = p.valid.start > since
            comes_from = (parent(atlas, id, since) or id) if later else ""
            _climb(atlas, p.id, former or comes_from, max(since, p.valid.start), reached)


def became(atlas: Atlas, id: str, today: Day) -> tuple[str, ...]:
    """The units of today that a former unit became; the main successor first, the others in the order of the file.

    None for a unit that has not ended. A successor that has ended too is replaced by its own successors.
    """
    unit = atlas.units[id]
    if not unit.valid.to or unit.valid.to >= today:
        return ()
    successors = sorted(unit.successors, key=lambda s: not s.main)
    return tuple(dict.fromkeys(id for s in successors for id in became(atlas, s.id, today) or (s.id,)))


def heir(atlas: Atlas, id: str) -> str:
    """The unit that continues `id`: its only or main successor, or the successor of that; itself where there is none."""
    unit = atlas.units[id]
    while unit.successors:
        only = unit.successors[0].id if len(unit.successors) == 1 else ""
        next_one = next((s.id for s in unit.successors if s.main), only)
        if not next_one:
            break
        unit = atlas.units[next_one]
    return unit.id


def now_in(atlas: Atlas, id: str, day: Day, today: Day) -> tuple[str, ...]:
    """The units that a place named on `day` belongs to today, where these are others than on that day; else none.

    For a unit that has ended these are its successors; for one that has another parent now, that parent.
    """
    successors = became(atlas, id, today)
    if successors:
        return successors
    then, now = parent(atlas, id, day), parent(atlas, id, today)
    return (now,) if now and then and then != now else ()


def era(atlas: Atlas, day: Day) -> int:
    """The number of the era of a day: on all days of an era every function here returns the same."""
    return bisect_right(atlas.eras, day)


def first_day(atlas: Atlas, era: int) -> Day:
    """The first day of an era, which represents all of its days; for the first era the first day of the calendar."""
    if not era:
        return date.min.isoformat()
    bound = atlas.eras[era - 1]
    return (date.fromisoformat(bound[:-1]) + timedelta(1)).isoformat() if bound.endswith("!") else bound


def _eras(gazetteer: Gazetteer) -> tuple[str, ...]:
    """The bounds of eras, as texts that sort among days: an era begins on `2025-07-01`, or after the day of `2025-06-30!`."""
    bounds: set[str] = set()
    for unit in gazetteer.units:
        for valid in (unit.valid, *[p.valid for p in unit.parents]):
            if valid.start:
                bounds.add(valid.start)
            if valid.to:
                bounds.add(valid.to + "!")
    return tuple(sorted(bounds))
