"""A gazetteer as lines of text: the units of a day as trees, then those to come, then those that have ended.

In comes the atlas and the day, out go lines in the portal's language. Nothing is read, printed or decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conglang.languages import Language, dates
from conglang.model import Day
from conglang.portal import localities
from conglang.portal.localities import Atlas, Forest

INDENT = "  "


def lines(atlas: Atlas, today: Day, language: Language) -> tuple[str, ...]:
    """All units, each on a line with its id and code: who is within whom today, and what became of the others."""
    forest = localities.forest(atlas, today)
    found = list(_branches(atlas, forest, forest.tops, 0))
    future = [_line(atlas, id) + _since(atlas, id, language) for id in forest.future]
    former = [_line(atlas, id) + _fate(atlas, id, language) for id in forest.former]
    for heading, group in (("tree-future", future), ("tree-former", former)):
        if group:
            found += ["", language.console[heading], *[INDENT + line for line in group]]
    return tuple(found)


def _branches(atlas: Atlas, forest: Forest, ids: Sequence[str], depth: int) -> Iterator[str]:
    for id in ids:
        yield INDENT * depth + _line(atlas, id)
        yield from _branches(atlas, forest, forest.below.get(id, ()), depth + 1)


def _line(atlas: Atlas, id: str) -> str:
    code = atlas.units[id].code
    return f"{atlas.titles[id]} ({id}{', ' + code if code else ''})"


def _since(atlas: Atlas, id: str, language: Language) -> str:
    day = dates.day_text(atlas.units[id].valid.start, language)
    return language.console["tree-since"].format(day=day)


def _fate(atlas: Atlas, id: str, language: Language) -> str:
    unit = atlas.units[id]
    until = language.console["tree-until"].format(day=dates.day_text(unit.valid.to, language))
    names = [
        atlas.titles[s.id] + (language.console["tree-main"] if s.main and len(unit.successors) > 1 else "")
        for s in sorted(unit.successors, key=lambda s: not s.main)
    ]
    return f"{until} → {', '.join(names)}" if names else until
