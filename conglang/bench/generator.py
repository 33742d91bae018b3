"""A made-up portal of any size: a number of articles and a seed in, the files of a portal out; equal calls write equal bytes.

The articles are plausible Vietnamese prose of 300 to 900 words over ten years, distributed as in real portals: a few tags
and places have most of the news, most articles are plain paragraphs, some have headings, lists, links. Districts end and
communes merge in the middle of 2025. The result never depends on hash order, the clock, or what the folder held before,
and a build has nothing to warn about in it.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from string import Formatter
from typing import Generic, TypeVar

from conglang.bench import province
from conglang.bench.province import MadeUpPlace, Province
from conglang.values import Value, replace
from conglang.vietnamese import slugs

NOW = "2026-07-01T08:00:00+07:00"
"""The moment to build at: just after the newest article."""

FIRST = datetime(2016, 7, 1, 6, 0)
DAYS = 3650
OFFICE_HOURS = 15
ADDED = datetime(2026, 7, 1, 6, 0)
"""The dates: articles are spread over `DAYS` from `FIRST`, those that cases of the benchmark add are newer."""

PHOTOS_AN_ARTICLE = 3
_SHARE_OF_SUMMARIES = 0.85

Member = TypeVar("Member")


class MadeUpArticle(Value, frozen=True):
    """A made-up article; `path` is that of its file below `content/`, `body` is Markdown without the photos.

    Each of the photos is a file name and a caption; `category` is a slug and a name.
    """

    path: str
    title: str
    date: datetime
    author: str
    organisation: str
    place: MadeUpPlace
    category: tuple[str, str]
    tags: tuple[str, ...]
    summary: str
    body: str
    photos: tuple[tuple[str, str], ...] = ()


def generate(folder: Path, articles: int = 1000, seed: int = 1, photos: int = 0) -> tuple[str, ...]:
    """Write a portal into a folder; returns the paths of the articles below it, oldest first.

    With `photos`, the newest articles are bundles with three camera photos each, until there are that many.
    """
    for name in (province.CONFIG, province.GAZETTEER):
        write(folder / name, (province.PORTAL / name).read_text("utf-8"))
    return write_articles(folder, articles, seed, photos, source=source)


def write_articles(
    folder: Path, articles: int, seed: int, photos: int, *, source: Callable[[MadeUpArticle], str]
) -> tuple[str, ...]:
    """Write made-up articles below the folder `content`, with the text that `source` gives, and their photos."""
    paths = []
    for article in made_up_articles(articles, seed, photos):
        path = folder / "content" / article.path
        write(path, source(article))
        paths.append(f"content/{article.path}")
        if article.photos:
            from conglang.bench import photographs

            for number, (name, _) in enumerate(article.photos):
                photographs.take(path.parent / name, f"{seed}/{article.path}/{number}")
    return tuple(paths)


def made_up_articles(articles: int, seed: int = 1, photos: int = 0) -> Iterator[MadeUpArticle]:
    """The articles of a portal, oldest first."""
    writer = _ArticleWriter(province.read(), Random(seed))
    illustrated = -(-photos // PHOTOS_AN_ARTICLE)
    for number in range(articles):
        left = photos - (number - (articles - illustrated)) * PHOTOS_AN_ARTICLE
        count = min(PHOTOS_AN_ARTICLE, left) if number >= articles - illustrated else 0
        day, hour = divmod((number + writer.random()) / articles * DAYS, 1.0)
        yield writer.article(FIRST + timedelta(days=day, hours=hour * OFFICE_HOURS), count)


def addition(number: int) -> MadeUpArticle:
    """The `number`-th article that is added to a portal, newer than all others in it."""
    article = _ArticleWriter(province.read(), Random(-number)).article(ADDED + timedelta(minutes=number), photos=0)
    return replace(article, path=f"tin/{ADDED:%Y/%m}/bai-them-{number}.md", title=f"{article.title} (thêm {number})")


def source(article: MadeUpArticle) -> str:
    """An article as its file holds it."""
    byline = f"{article.author} - {article.organisation}" if article.organisation else article.author
    lines = [
        "---",
        f'title: "{article.title}"',
        f"date: {article.date:%Y-%m-%d %H:%M}",
        f"author: {byline}",
        f"locality: {article.place.id}",
        f"category: {article.category[0]}",
        "tags:",
        *(f'  - "{tag}"' for tag in article.tags),
    ]
    if article.summary:
        lines.append(f'summary: "{article.summary}"')
    figures = "".join(f'\n![{caption}]({name} "Ảnh: {article.author}")\n' for name, caption in article.photos)
    return "\n".join(lines) + f"\n---\n\n{article.body}{figures}"


def tags(words: Province) -> tuple[str, ...]:
    """The two hundred tags, the most used first."""
    return tuple(turn.format(subject) for turn in words.tag_turns for subject in words.tag_subjects)


class _ArticleWriter:
    """Makes up one article after another; remembers the titles in use and the articles that a link may lead to."""

    def __init__(self, words: Province, source: Random) -> None:
        self.words = words
        self.random = source.random
        self.slugs: set[str] = set()
        self.earlier: list[tuple[str, str]] = []
        self.before = _Zipf([place for place in words.places if not place.began], evenly=2)
        self.since = _Zipf([place for place in words.places if not place.ended], evenly=2)
        self.tags = _Zipf(tags(words), evenly=3)
        self.categories = _Zipf(words.categories, evenly=4)
        self.authors = _Zipf(_authors(words), evenly=4)
        self.patterns: dict[str, tuple[tuple[str, str], ...]] = {}

    def article(self, date: datetime, photos: int) -> MadeUpArticle:
        place: MadeUpPlace = (self.before if date < province.REFORM else self.since).pick(self.random())
        author, organisation = self.authors.pick(self.random())
        category = self.categories.pick(self.random())
        chosen = dict.fromkeys(self.tags.pick(self.random()) for _ in range(1 + int(self.random() * 5)))
        title, slug = self._title(place)
        folder = f"tin/{date:%Y/%m}/"
        path = f"{folder}{slug}/index.md" if photos else f"{folder}{slug}.md"
        captions = tuple(
            (f"anh-{n + 1}.jpg", self._filled(self._any(self.words.captions), place)) for n in range(photos)
        )
        summary = self._filled(self._any(self.words.leads), place) if self.random() < _SHARE_OF_SUMMARIES else ""
        body = self._body(place, up="../" * (3 if photos else 2))
        self.earlier.append((path.removeprefix("tin/"), title))
        return MadeUpArticle(
            path, title, date, author, organisation, place, category, tuple(chosen), summary, body, captions
        )

    def _title(self, place: MadeUpPlace) -> tuple[str, str]:
        """A title and a slug that no other article has."""
        plain = self._filled(self._any(self.words.titles), place)
        number = 1
        title, slug = plain, slugs.slug(plain)
        while slug in self.slugs:
            number += 1
            title = f"{plain} (kỳ {number})"
            slug = f"{slugs.slug(plain, limit=70)}-ky-{number}"
        self.slugs.add(slug)
        return title, slug

    def _body(self, place: MadeUpPlace, up: str) -> str:
        wanted = 300 + int(self.random() * 430)
        headed, listed, linked = self.random() < 0.4, self.random() < 0.2, self.random() < 0.25
        bold, quoted = self.random() < 0.35, self.random() < 0.15
        blocks = [" ".join(self._sentences(place, 2))]
        while sum(block.count(" ") + 1 for block in blocks) < wanted:  # Roughly the number of words.
            if headed and len(blocks) % 5 == 3:
                blocks.append("## " + self._filled(self._any(self.words.headings), place))
            sentences = self._sentences(place, 2 + int(self.random() * 4))
            if bold and self.random() < 0.4:
                sentences.append(f"Con số đáng nhớ là **{self._filled(self._any(self.words.bold), place)}**.")
            if linked and self.random() < 0.3:
                sentences.append(self._link(up))
            blocks.append(" ".join(sentences))
            if quoted and self.random() < 0.3:
                blocks.append("> " + " ".join(self._sentences(place, 1)))
            if listed and self.random() < 0.3:
                marks = ("1. ", "2. ", "3. ") if self.random() < 0.3 else ("- ",) * 4
                blocks.append(
                    "\n".join(mark + self._filled(self._any(self.words.items), place) + "." for mark in marks)
                )
        return "\n\n".join(blocks) + "\n"

    def _link(self, up: str) -> str:
        """A sentence with a link: to an earlier article, or to pages elsewhere."""
        if not self.earlier or self.random() < 0.3:
            return f"Xem thêm tại [trang thông tin liên quan]({self._any(self.words.pages)})."
        path, title = self.earlier[int(self.random() * len(self.earlier))]
        return f"Trước đó, cổng tin đã có bài [{title}]({up}{path})."

    def _sentences(self, place: MadeUpPlace, count: int) -> list[str]:
        return [self._filled(self._any(self.words.sentences), place) for _ in range(count)]

    def _filled(self, pattern: str, place: MadeUpPlace) -> str:
        """A pattern with its slots filled; its first letter is a capital."""
        parts = self.patterns.get(pattern)
        if parts is None:
            parts = tuple((before, slot or "") for before, slot, _, _ in Formatter().parse(pattern))
            self.patterns[pattern] = parts
        text = "".join([before + self._slot(slot, place) for before, slot in parts])
        return text[0].upper() + text[1:]

    def _slot(self, slot: str, place: MadeUpPlace) -> str:
        if not slot:
            return ""
        if slot in self.words.slots:
            return self._any(self.words.slots[slot])
        chance = self.random()
        values = {
            "place": place.name,
            "count": 20 + int(chance * 480),
            "small": 2 + int(chance * 10),
            "percent": 5 + int(chance * 60),
            "money": f"{1 + int(chance * 90)} triệu",
            "person": _person(self.words, int(chance * 3000)),
        }
        return str(values[slot])

    def _any(self, choice: Sequence[str]) -> str:
        return choice[int(self.random() * len(choice))]


class _Zipf(Generic[Member]):
    """Picks members by Zipf's law: the n-th comes 1/n as often as the first. `evenly` begins with a later n."""

    def __init__(self, members: Sequence[Member], evenly: int = 0) -> None:
        self.members = members
        self.heights = list(accumulate(1 / (number + 1 + evenly) for number in range(len(members))))

    def pick(self, chance: float) -> Member:
        return self.members[bisect(self.heights, chance * self.heights[-1])]


def _person(words: Province, number: int) -> str:
    number, family = divmod(number, len(words.family_names))
    number, middle = divmod(number, len(words.middle_names))
    given = words.given_names[number % len(words.given_names)]
    return f"{words.family_names[family]} {words.middle_names[middle]} {given}"


def _authors(words: Province) -> tuple[tuple[str, str], ...]:
    """Thirty people; the last of them write for an organisation."""
    organisations = ("",) * (30 - len(words.organisations)) + words.organisations
    return tuple((_person(words, n * 101), organisation) for n, organisation in enumerate(organisations))


def write(path: Path, text: str) -> None:
    """Write a text file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
