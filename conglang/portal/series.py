"""Series: the articles that bear one series' name, in their order, as each of them shows it.

An article shows the first part and its nearest neighbours, each with its number counted from the oldest, and no totals; so a
new part touches only the pages of the few before it. A part that has expired or was withdrawn keeps its number unshown.
"""

from __future__ import annotations

from conglang.portal.catalog import Material
from conglang.portal.views import SeriesPart
from conglang.vietnamese import spelling

AROUND = 3
"""So many parts before an article and after it are named on its page."""


def parts(material: Material) -> dict[str, tuple[SeriesPart, ...]]:
    """What each article that stands in a series with another shows of it, by content path."""
    keys: dict[str, str] = {}
    counts: dict[str, int] = {}
    series: dict[str, list[tuple[str, SeriesPart]]] = {}
    for story in material.index.due:
        name = story.article.series
        if not name:
            continue
        key = keys.setdefault(name, spelling.key(name))
        counts[key] = counts.get(key, 0) + 1
        path = story.article.path
        if path in material.cards:
            series.setdefault(key, []).append((path, SeriesPart(counts[key], material.lines[path])))
    found: dict[str, tuple[SeriesPart, ...]] = {}
    for listed in series.values():
        shown = [part for _, part in listed]
        for place, (path, _) in enumerate(listed if len(listed) > 1 else ()):
            near = shown[max(0, place - AROUND) : place + AROUND + 1]
            found[path] = tuple(near if near[0] is shown[0] else [shown[0], *near])
    return found
