"""Related news: which articles a reader of one may want next, as integers, deterministic and linear in their number.

An article is a bag of marks: its tags, its places with all that they lie in, its category, and the pairs of syllables
of its title and summary. Two articles agree by the marks that they share, each counting by its rarity among the articles
of the months before: a village that they share says more than a province, `dịch tả` more than `hội nghị`.
Candidates are the `REACH` nearest articles before and after in time. Rows that depend on nothing that has changed are
taken from the table of the build before: `memo` answers a row's key, and for such rows no text is looked at.
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
"""Candidates on either side in time."""

SAMPLE = 1000
"""Rarity is counted over the months before the article's own, over so many articles of them at most: the latest ones."""

TAG, PLACE, CATEGORY, WORDS = 1000, 400, 120, 400
"""Score of a shared mark of each kind that one article in a thousand bears; one that all bear scores nothing."""

LEAST = 520
"""What an article needs at least to be called related: more than category and province, more than a turn of phrase."""

A_DAY = 2
"""At most so many related articles are of one day."""

_FULL = 160
"""Rarity is measured in sixteenths of a bit; ten bits are the full score."""

_RARE = 24
"""A mark that is more common than this (one article in three) tells nothing, and is not looked up."""

TELLING = 10
"""So many pairs of syllables of an article are looked up: the rarest that stand in another one as well."""

_UNSEEN = 32
"""So many articles without the mark are taken as seen before: a young portal knows little of what is rare."""

_SYLLABLE = re.compile(r"[^\W\d_]+|\d+|[.!?;:]")
_FUNCTION_WORDS = (
    " ai bị bởi cả các cái có còn của cũng cho chỉ để đã đang đến đều đi do được em hai hơn hết khi không là lại làm lên "
    "lúc mà mỗi một mới này năm nay ngày nhằm nhân nhiều như nhưng những nào nên nhất nơi ở phải qua ra rất sau sẽ sẵn tại "
    "tháng theo thì thêm trên trong trước từ từng tới vẫn và vào về vì việc với vừa xong ba bốn "
)
"""Syllables that say nothing of what an article is about, each between spaces."""

_LONGEST = 400
"""Characters of title and summary that are looked at: a first paragraph that stands in for a summary may be long."""

Bag = tuple[tuple[str, ...], frozenset[str], tuple[str, ...]]
"""The marks of an article: its labels (each with a sign of its kind before it), its pairs of syllables, and both."""

_SCORES = {"#": TAG, "@": PLACE, "=": CATEGORY}


class Features(Value, frozen=True):
    """What related news looks at; `day` is the article's ISO day."""

    id: str
    day: str
    labels: tuple[str, ...]
    title: str
    summary: str
    digest: int

    @property
    def text(self) -> str:
        """Title and summary as far as they are looked at; put together when that is done, for together they are large."""
        return f"{self.title}. {self.summary}"[:_LONGEST]


class Row(Value, frozen=True):
    """The related articles of one article, best first, and the key of all that decided them."""

    key: str
    ids: tuple[str, ...]


def features(
    id: str, *, due: int, day: str, tags: Iterable[str], places: Iterable[str], category: str, title: str, summary: str
) -> Features:
    """Make the features of an article that became due at `due` (seconds since 1970).

    Tags, places (ids, with those of all units that they lie in) and category are compared as given; their order and
    repetitions do not matter.
    """
    labels = tuple(dict.fromkeys([*["#" + tag for tag in tags], *["@" + place for place in places], "=" + category]))
    content = "\0".join((id, str(due), day, *labels, title, summary[:_LONGEST])).encode()
    digest = int.from_bytes(blake2b(content, digest_size=24).digest(), "big")
    return Features(id, day, labels, title, summary, digest)


def table(
    articles: Sequence[Features], *, count: int, memo: Mapping[str, Row], span: range | None = None
) -> dict[str, Row]:
    """The related articles of each article, at most `count`; `articles` are in order of time, each id once.

    With a `span` of positions only the rows of these: what they are does not depend on where the span begins.
    """
    total = len(articles)
    # The sum of the digests of a window names its content: one addition a step instead of hashing 400 articles each time.
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


_MASK = (1 << 192) - 1


def _month_starts(articles: Iterable[Features]) -> Iterable[int]:
    """For each article the position at which its month begins; an embargoed one of an earlier month counts to this one."""
    month, start = "", 0
    for i, article in enumerate(articles):
        if article.day[:7] > month:
            month, start = article.day[:7], i
        yield start


class _Scorer:
    """Scores the articles of a window that moves forward in time; its life is one table.

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
        """Look at the articles from `low` to before `high`, and count marks over those from `first` to before `start`."""
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
        told = [(WORDS, count, word) for count, word in shared[:TELLING]]
        told += [(_SCORES[label[0]], counts.get(label, 0), label) for label in labels]
        scores: defaultdict[int, int] = defaultdict(int)
        for full, count, mark in told:
            rarity = _rarity(count, total)
            if rarity >= _RARE:
                score = full * rarity // _FULL
                for j in postings[mark]:
                    scores[j] += score
        scores.pop(i, None)
        return scores

    def bag(self, i: int) -> Bag:
        """The marks of the article at `i`; its text is looked at when it first comes into sight."""
        known = self.bags.get(i)
        if known is None:
            article = self.articles[i]
            words = _words(article.text, self.syllables)
            known = self.bags[i] = (article.labels, words, (*article.labels, *words))
        return known


class _Syllables(dict[str, str]):
    """Syllables by how they are written; a few thousand are all that there are, so each is keyed once."""

    def __missing__(self, written: str) -> str:
        key = spelling.key(written) if written.isalpha() else ""
        self[written] = known = "" if f" {key} " in _FUNCTION_WORDS else key
        return known


def _words(text: str, syllables: _Syllables) -> frozenset[str]:
    """The pairs of neighbouring syllables, without those of figures, function words, or across the end of a sentence."""
    keys = [syllables[written] for written in _SYLLABLE.findall(text)]
    return frozenset([f"{one} {two}" for one, two in pairwise(keys) if one and two])


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts are near-copies: half of all their pairs of syllables stand in both."""
    return len(one) > 3 and 3 * len(one & other) >= len(one) + len(other)


@lru_cache(maxsize=4096)
def _rarity(count: int, total: int) -> int:
    """How rare a mark is that `count` of `total` articles bear: sixteenths of a bit, at most `_FULL`, in integers only."""
    # log2(x) · 16 is log2(x ** 16), whose whole part is the length of the number in bits.
    ratio = (total + _UNSEEN) ** 16 // (count + 1) ** 16
    return min(_FULL, max(0, ratio.bit_length() - 1))
