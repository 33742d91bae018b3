"""How good related news is: ours and Hugo's rule on the same judged articles.

The articles, and for some of them the related ones that a reader marked, are in `related.json` beside this file. Precision
and recall at five of both rules go out, in per cent. Hugo's rule is written here after its documentation, with the weights
that news sites configure; the portal uses nothing of it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from conglang.portal import related
from conglang.values import Value
from conglang.vietnamese import spelling

SHOWN = 5
TAG_WEIGHT, DATE_WEIGHT, THRESHOLD = 100, 10, 80

Rule = Callable[["Judged"], Mapping[str, Sequence[str]]]
"""From judged articles to the related ones of each, best first, at most `SHOWN`."""


class Record(Value, frozen=True):
    """A short article; `places` are its locality and all units above it."""

    id: str
    date: str
    title: str
    summary: str
    tags: tuple[str, ...]
    places: tuple[str, ...]
    category: str


class Judged(Value, frozen=True):
    """Articles, oldest first, and for some of them the ids that a reader marked as related."""

    records: tuple[Record, ...]
    marked: dict[str, frozenset[str]]


class Figures(Value, frozen=True):
    """Means over the marked articles in per cent: how much of what is shown is right, how much of what is right is shown."""

    precision: int
    recall: int


def judged() -> Judged:
    """Read the judged articles."""
    path = Path(__file__).with_name("related.json")
    data = json.loads(path.read_text("utf-8"))
    records = [
        Record(
            id=row["id"],
            date=row["date"],
            title=row["title"],
            summary=row["summary"],
            tags=tuple(spelling.key(tag) for tag in row["tags"]),
            places=(row["locality"], *data["above"][row["locality"]]),
            category=row["category"],
        )
        for row in data["articles"]
    ]
    marked = {id: frozenset(others) for id, others in data["related"].items()}
    return Judged(tuple(sorted(records, key=lambda r: (r.date, r.id))), marked)


def ours(articles: Judged) -> dict[str, tuple[str, ...]]:
    """The related articles by the rule of the portal."""
    features = [
        related.features(
            record.id,
            due=number,
            day=record.date,
            tags=record.tags,
            places=record.places,
            category=record.category,
            title=record.title,
            summary=record.summary,
        )
        for number, record in enumerate(articles.records)
    ]
    return {id: row.ids for id, row in related.table(features, count=SHOWN, memo={}).items()}


def hugo(articles: Judged) -> dict[str, tuple[str, ...]]:
    """The related articles by Hugo's rule: weights of tags and of the year, a threshold, newer articles included.

    An article counts if the mean weight of its matches, as a share of the span of weights, reaches the threshold divided by
    their number; then the sum of weights decides, then the newer date, then the name.
    """
    indexes: defaultdict[tuple[int, str], list[Record]] = defaultdict(list)
    for record in articles.records:
        for name in _hugo_keywords(record):
            indexes[name].append(record)
    chosen = {}
    for record in articles.records:
        weights: defaultdict[str, list[int]] = defaultdict(list)
        for name in _hugo_keywords(record):
            for other in indexes[name]:
                if other.id != record.id:
                    weights[other.id].append(name[0])
        kept = [id for id, of_id in weights.items() if _normal(sum(of_id), len(of_id)) >= THRESHOLD // len(of_id)]
        dates = {r.id: r.date for r in articles.records}
        by_name = sorted(kept)
        by_date = sorted(by_name, key=lambda id: dates[id], reverse=True)
        chosen[record.id] = tuple(sorted(by_date, key=lambda id: -sum(weights[id]))[:SHOWN])
    return chosen


def _hugo_keywords(record: Record) -> list[tuple[int, str]]:
    return [*[(TAG_WEIGHT, tag) for tag in record.tags], (DATE_WEIGHT, record.date[:4])]


def _normal(total: int, matches: int) -> int:
    """The mean weight on a scale of 0 to 100; the least weight of the scale is 0, the largest that of tags."""
    return (200 * (total // matches) + TAG_WEIGHT) // (2 * TAG_WEIGHT)


def measure(articles: Judged, rule: Rule) -> Figures:
    """The figures of a rule on the marked articles."""
    chosen = rule(articles)
    shown = [(chosen[id][:SHOWN], marked) for id, marked in articles.marked.items()]
    right = [sum(other in marked for other in others) for others, marked in shown]
    precision = sum(hits * 100 // max(1, len(others)) for hits, (others, _) in zip(right, shown, strict=True))
    recall = sum(hits * 100 // min(SHOWN, len(marked)) for hits, (_, marked) in zip(right, shown, strict=True))
    return Figures(precision // len(shown), recall // len(shown))


def report() -> str:
    """The figures of both rules, as lines of text."""
    articles = judged()
    rows = [("Cổng Làng", measure(articles, ours)), ("Hugo", measure(articles, hugo))]
    head = f"related news, {len(articles.marked)} of {len(articles.records)} articles judged by hand"
    lines = [f"  {name:<10} precision@5 {f.precision:3} %   recall@5 {f.recall:3} %" for name, f in rows]
    return "\n".join([head, *lines])
