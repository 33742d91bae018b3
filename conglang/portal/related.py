"""Related news: for each article the articles that are most like it, in time linear in their number, with integers only.

An article is a bag of marks: its tags, its units with the units above them, its category, and the pairs of syllables of its
title and summary. The score of two articles is the sum over the marks that they share, each by its rarity among the articles
of the months before: sharing a village counts more than sharing a province, `dịch tả` more than `hội nghị`. Candidates are
the `REACH` nearest articles before and after in time. A row whose key is that of the last build is taken over from `memo`,
and no text is read for it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, pairwise

from conglang.values import Value
from conglang.vietnamese import spelling

REACH = 200
"""The number of candidates before an article, and after it."""

SAMPLE = 1000
"""Rarity is counted over the latest articles of the months before the article's own month, at most this many."""

TAG, PLACE, CATEGORY, WORDS = 1000, 400, 120, 400
"""The score of a shared mark of each kind that one article in a thousand bears; a mark that all articles bear scores 0."""

LEAST = 520
"""The least score of a related article: more than sharing category and province, more than sharing a common phrase."""

A_DAY = 2
"""At most this many related articles are of one day."""

_FULL = 160
"""The rarity, in sixteenths of a bit, of a mark with the full score: ten bits."""

_RARE = 24
"""A mark with less rarity than this (about one article in three bears it) is ignored."""

PAIRS = 10
"""This many pairs of syllables of an article are compared: the rarest of those that another candidate has too."""

_UNSEEN = 32
"""Rarity is counted as if there were this many further articles without the mark: in few articles every mark looks rare."""

_SYLLABLE = re.compile(r"[^\W\d_]+|\d+|[.!?;:]")
_FUNCTION_WORDS = (
    " ai bị bởi cả các cái có còn của cũng cho chỉ để đã đang đến đều đi do được em hai hơn hết khi không là lại làm lên "
    "lúc mà mỗi một mới này năm nay ngày nhằm nhân nhiều như nhưng những nào nên nhất nơi ở phải qua ra rất sau sẽ sẵn tại "
    "tháng theo thì thêm trên trong trước từ từng tới vẫn và vào về vì việc với vừa xong ba bốn "
)
"""Syllables that do not show what an article is about, each between spaces."""

_LONGEST = 400
"""This many characters of title and summary are compared; an opening that serves as the summary may be long."""

_MASK = (1 << 192) - 1
"""The bits of a digest."""

Bag = tuple[tuple[str, ...], frozenset[str], tuple[str, ...]]
"""The marks of an article: its labels (each begins with the sign of its kind), its pairs of syllables, and both."""

_SCORES = {"#": TAG, "@": PLACE, "=": CATEGORY}


class Features(Value, frozen=True):
    """What the related table compares of an article; `day` is its ISO day, `labels` are its marks but the pairs of syllables.

    `digest` is a number that names all of this.
    """

    id: str
    day: str
    labels: tuple[str, ...]
    title: str
    summary: str
    digest: int

    @property
    def text(self) -> str:
        """The compared part of title and summary; not kept, because the texts of all articles would take much memory."""
        return f"{self.title}. {self.summary}"[:_LONGEST]


class Row(Value, frozen=True):
    """The ids of the related articles of one article, best first, and the key of all that they depend on."""

    key: str
    ids: tuple[str, ...]


def features(
    id: str, *, due: int, day: str, tags: Iterable[str], places: Iterable[str], category: str, title: str, summary: str
) -> Features:
    """The features of an article that became due at `due` (seconds since 1970).

    Tags, places (ids of units and of the units above them) and category are compared as given, regardless of their order and
    of repetitions.
    """
    labels = tuple(dict.fromkeys([*["#" + tag for tag in tags], *["@" + place for place in places], "=" + category]))
    content = "\0".join((id, str(due), day, *labels, title, summary[:_LONGEST])).encode()
    digest = int.from_bytes(blake2b(content, digest_size=24).digest(), "big")
    return Features(id, day, labels, title, summary, digest)


def table(
    articles: Sequence[Features], *, count: int, memo: Mapping[str, Row], span: range | None = None
) -> dict[str, Row]:
    """The rows of the related table, with at most `count` articles each; `articles` are in order of time, each id once.

    Rows of `memo` are taken over where their keys are equal. With a `span` of positions only the rows of these are computed;
    they do not depend on the span.
    """
    total = len(articles)
    # The sum of the digests of a window names its content: one addition for each article, instead of hashing 400 each time.
    sums = [0, *accumulate(a.digest for a in articles)]
    rows: dict[str, Row] = {}
    scorer = _Scorer(articles)
    starts = list(_month_starts(articles))
    for i in range(total) if span is None else span:
        article, start = articles[i], starts[i]
        low, high, first = max(0, i - REACH), min(total, i + REACH + 1), max(0, start - SAMPLE)
        window, sample = (sums[high] - sums[low]) & _MASK, (sums[start] - sums[first]) & _MASK
        key = f"{count}.{i - low}.{article.digest:x}.{window:x}.{sample:x}"
        known = memo.get(article.id)
        if known is None or known.key != key:
            scorer.move(low, high, first, start)
            known = Row(key, tuple(articles[j].id for j in scorer.best(i, count)))
        rows[article.id] = known
    return rows


def _month_starts(articles: Iterable[Features]) -> Iterable[int]:
    """For each article the position at which its month begins; one with a date of an earlier month belongs to the present one."""
    month, start = "", 0
    for i, article in enumerate(articles):
        if article.day[:7] > month:
            month, start = article.day[:7], i
        yield start


class _Scorer:
    """Scores the articles of a window that moves forward in time; it lives during one `table`.

    Every article enters and leaves the window and the sample at most once, so that the cost is linear.
    """

    def __init__(self, articles: Sequence[Features]) -> None:
        self.articles = articles
        self.bags: dict[int, Bag] = {}
        self.syllables = _Syllables()
        self.low = self.high = 0
        self.postings: defaultdict[str, deque[int]] = defaultdict(deque)
        self.first = self.start = 0
        self.counts: Counter[str] = Counter()

    def move(self, low: int, high: int, first: int, start: int) -> None:
        """Move the window to the positions `low` ≤ i < `high`, and the sample to `first` ≤ i < `start`."""
        postings, counts = self.postings, self.counts
        for i in range(self.low, min(low, self.high)):
            for mark in self.bag(i)[2]:
                postings[mark].popleft()
        for i in range(max(self.high, low), high):
            for mark in self.bag(i)[2]:
                postings[mark].append(i)
        for i in range(self.first, min(first, self.start)):
            for mark in self.bag(i)[2]:
                counts[mark] -= 1
        for i in range(max(self.start, first), start):
            counts.update(self.bag(i)[2])
        for i in range(min(self.low, self.first), min(low, first)):
            self.bags.pop(i, None)
        self.low, self.high, self.first, self.start = low, high, first, start

    def best(self, i: int, count: int) -> list[int]:
        """The positions of the articles related to the one at `i`, best first."""
        scores = self.scores(i)
        ranked = sorted([(-score, abs(i - j), j) for j, score in scores.items() if score >= LEAST])
        chosen: list[int] = []
        taken = [self.bag(i)[1]]
        days: dict[str, int] = {}
        for _, _, j in ranked:
            day = self.articles[j].day
            of_day = days.get(day, 0)
            if of_day == A_DAY:
                continue
            words = self.bag(j)[1]
            for other in taken:
                if _alike(words, other):
                    break
            else:
                days[day] = of_day + 1
                taken.append(words)
                chosen.append(j)
                if len(chosen) == count:
                    break
        return chosen

    def scores(self, i: int) -> dict[int, int]:
        """The score of each article of the window that shares a mark with the one at `i`."""
        labels, words, _ = self.bag(i)
        total = self.start - self.first
        counts, postings = self.counts, self.postings
        shared = sorted([(counts.get(word, 0), word) for word in words if len(postings[word]) > 1])
        marks = [(WORDS, count, word) for count, word in shared[:PAIRS]]
        marks += [(_SCORES[label[0]], counts.get(label, 0), label) for label in labels]
        scores: defaultdict[int, int] = defaultdict(int)
        for full, count, mark in marks:
            rarity = _rarity(count, total)
            if rarity >= _RARE:
                score = full * rarity // _FULL
                for j in postings[mark]:
                    scores[j] += score
        scores.pop(i, None)
        return scores

    def bag(self, i: int) -> Bag:
        """The marks of the article at `i`, kept while it is in the window or the sample."""
        known = self.bags.get(i)
        if known is None:
            article = self.articles[i]
            words = _words(article.text, self.syllables)
            known = self.bags[i] = (article.labels, words, (*article.labels, *words))
        return known


class _Syllables(dict[str, str]):
    """The spelling keys of syllables, empty for function words and numbers; each of the few thousand is computed once."""

    def __missing__(self, written: str) -> str:
        key = spelling.key(written) if written.isalpha() else ""
        self[written] = known = "" if f" {key} " in _FUNCTION_WORDS else key
        return known


def _words(text: str, syllables: _Syllables) -> frozenset[str]:
    """The pairs of neighbouring syllables, without numbers, without function words, and not across the end of a sentence."""
    keys = [syllables[written] for written in _SYLLABLE.findall(text)]
    return frozenset([f"{one} {two}" for one, two in pairwise(keys) if one and two])


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts are near-copies: half of all their different pairs of syllables are in both."""
    return len(one) > 3 and 3 * len(one & other) >= len(one) + len(other)


@lru_cache(maxsize=4096)
def _rarity(count: int, total: int) -> int:
    """The rarity of a mark that `count` of `total` articles bear, in sixteenths of a bit, at most `_FULL`."""
    # log2(x) · 16 is log2(x ** 16), whose whole part is one less than the length of the number in bits.
    ratio = (total + _UNSEEN) ** 16 // (count + 1) ** 16
    return min(_FULL, max(0, ratio.bit_length() - 1))
