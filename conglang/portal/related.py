"""Related news: which articles a reader of one may want next, as integers, deterministic and linear in their number.

Candidates are the `REACH` nearest articles before and after in time. A shared tag counts by its rarity, taken over the
articles of the months before the article's own, so that a new article changes the scores of its neighbours in time
and of nobody else. Locality counts by distance in the tree, category a little. Rows that depend on nothing that has
changed are taken from the table of the build before: `memo` answers a row's key.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from itertools import accumulate

REACH = 200
"""Candidates on either side in time."""

TAG = 1000
"""Score of a shared tag that is rarer than all; a tag that every second article bears counts about a tenth of it."""

SAME_PLACE, SAME_PARENT, SAME_LINE = 700, 250, 400
"""Score of the same locality, of two units under one parent, and of a unit and one above or below it."""

SAME_CATEGORY = 150

LEAST = 300
"""What an article needs at least to be called related: more than the category alone."""


@dataclass(frozen=True, slots=True)
class Features:
    """What related news looks at: spelling keys of tags, ids of localities with the units above them, category, month."""

    id: str
    month: str
    tags: tuple[str, ...]
    places: tuple[str, ...]
    above: tuple[tuple[str, ...], ...]
    category: str
    digest: int


@dataclass(frozen=True, slots=True)
class Row:
    """The related articles of one article, best first, and the key of all that decided them."""

    key: str
    ids: tuple[str, ...]


def features(
    id: str,
    month: str,
    tags: tuple[str, ...],
    places: tuple[str, ...],
    above: tuple[tuple[str, ...], ...],
    category: str,
) -> Features:
    """Make the features of an article; tags and places are compared as given, order does not matter."""
    content = repr((id, month, tuple(sorted(tags)), tuple(sorted(places)), above, category))
    return Features(
        id,
        month,
        tags,
        places,
        above,
        category,
        int.from_bytes(blake2b(content.encode(), digest_size=24).digest(), "big"),
    )


def table(articles: Sequence[Features], *, count: int, memo: Mapping[str, Row]) -> dict[str, Row]:
    """The related articles of each article, at most `count`; `articles` are in order of time, each id once."""
    total = len(articles)
    # The sum of the digests of a window names its content: one addition a step instead of hashing 400 articles each time.
    sums = [0, *accumulate(a.digest for a in articles)]
    rarity = _rarity(articles)
    by_tag = _positions((tag, i) for i, a in enumerate(articles) for tag in a.tags)
    by_place = _positions((place, i) for i, a in enumerate(articles) for place in a.places)
    by_category = _positions((a.category, i) for i, a in enumerate(articles))
    rows: dict[str, Row] = {}
    for i, article in enumerate(articles):
        low, high = max(0, i - REACH), min(total, i + REACH + 1)
        weights = [rarity[i][tag] for tag in article.tags]
        key = f"{count}.{i - low}.{article.digest:x}.{(sums[high] - sums[low]) & ((1 << 192) - 1):x}.{weights}"
        known = memo.get(article.id)
        if known is not None and known.key == key:
            rows[article.id] = known
            continue
        scores: defaultdict[int, int] = defaultdict(int)
        for tag, weight in zip(article.tags, weights, strict=True):
            for j in _within(by_tag[tag], low, high):
                scores[j] += weight
        for place in article.places:
            for j in _within(by_place[place], low, high):
                scores[j] += 0
        for j in _within(by_category[article.category], low, high):
            scores[j] += SAME_CATEGORY
        scores.pop(i, None)
        ranked = [(-(score + _nearness(article, articles[j])), abs(i - j), j) for j, score in scores.items()]
        best = nsmallest(count, [entry for entry in ranked if -entry[0] >= LEAST])
        rows[article.id] = Row(key, tuple(articles[j].id for _, _, j in best))
    return rows


def _nearness(a: Features, b: Features) -> int:
    """How near the places of two articles are: the best of all pairs."""
    best = 0
    for place, line in zip(a.places, a.above, strict=True):
        for other, other_line in zip(b.places, b.above, strict=True):
            if place == other:
                return SAME_PLACE
            if place in other_line or other in line:
                best = max(best, SAME_LINE)
            elif line and other_line and line[0] == other_line[0]:
                best = max(best, SAME_PARENT)
    return best


def _rarity(articles: Sequence[Features]) -> list[dict[str, int]]:
    """For each article the weight of its tags, by how many articles of the months before its own bear them.

    TAG · (1 − log2(1 + 63·share) / 6): 1000 for an unknown tag, 500 for one article in nine, 0 for all of them.
    """
    seen: defaultdict[str, int] = defaultdict(int)
    weights: list[dict[str, int]] = []
    before, month = 0, ""
    pending: list[Features] = []
    for article in articles:
        if article.month != month:
            for earlier in pending:
                for tag in earlier.tags:
                    seen[tag] += 1
            before += len(pending)
            month, pending = article.month, []
        pending.append(article)
        weights.append({tag: _weight(seen.get(tag, 0), before) for tag in article.tags})
    return weights


def _weight(count: int, total: int) -> int:
    """The weight of a tag, in integers only: `bit_length` steps of a logarithm with four bits of fraction."""
    if not total or not count:
        return TAG
    ratio = 1 + 63 * count // total
    scaled = (ratio**16).bit_length() - 1
    return max(0, TAG - TAG * scaled // 96)


def _positions(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for name, i in pairs:
        positions[name].append(i)
    return positions


def _within(positions: list[int], low: int, high: int) -> list[int]:
    return positions[bisect_left(positions, low) : bisect_right(positions, high - 1)]
