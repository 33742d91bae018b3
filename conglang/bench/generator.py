"""A made-up portal of any size: a number and a seed in, the files of a site out; equal calls write equal bytes.

The articles are plausible Vietnamese prose of 300 to 900 words over ten years, with the spread that real portals have:
few tags and places carry most of the news, most articles are plain paragraphs, some have headings, lists, links.
Districts end and communes merge in the middle of 2025. It must never depend on hash order, the clock, or what the
folder held before, and it makes nothing that a build would warn about.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from string import Formatter
from typing import Generic, TypeVar

from conglang.bench import province, words
from conglang.bench.province import MadeUpPlace
from conglang.values import Value, replace
from conglang.vietnamese import slugs

NOW = "2026-07-01T08:00:00+07:00"
"""The moment to build at: just behind the newest article."""

FIRST = datetime(2016, 7, 1, 6, 0)
DAYS = 3650
OFFICE_HOURS = 15
ADDED = datetime(2026, 7, 1, 6, 0)

PHOTOS_AN_ARTICLE = 3
_SHARE_OF_SUMMARIES = 0.85

Member = TypeVar("Member")


class MadeUpArticle(Value, frozen=True):
    """A made-up article; `path` is that of its file below `content/`, `body` is Markdown that calls no photo."""

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

    With `photos`, the newest articles are bundles with three photos of a camera each, until that many are made.
    """
    _write(folder / "config.toml", province.config())
    _write(folder / "content/localities.toml", province.gazetteer())
    paths = []
    made: set[Path] = set()
    for story in stories(articles, seed, photos):
        path = folder / "content" / story.path
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_text(source(story), encoding="utf-8", newline="\n")
        paths.append(f"content/{story.path}")
        if story.photos:
            from conglang.bench import photographs

            for number, (name, _) in enumerate(story.photos):
                photographs.take(path.parent / name, f"{seed}/{story.path}/{number}")
    return tuple(paths)


def stories(articles: int, seed: int = 1, photos: int = 0) -> Iterator[MadeUpArticle]:
    """The articles of a portal, oldest first."""
    teller = _Teller(Random(seed))
    illustrated = -(-photos // PHOTOS_AN_ARTICLE)
    for number in range(articles):
        left = photos - (number - (articles - illustrated)) * PHOTOS_AN_ARTICLE
        count = min(PHOTOS_AN_ARTICLE, left) if number >= articles - illustrated else 0
        day, hour = divmod((number + teller.random()) / articles * DAYS, 1.0)
        yield teller.story(FIRST + timedelta(days=day, hours=hour * OFFICE_HOURS), count)


def addition(number: int) -> MadeUpArticle:
    """An article newer than all of any portal, the `number`-th that is added to it."""
    story = _Teller(Random(-number)).story(ADDED + timedelta(minutes=number), photos=0)
    return replace(story, path=f"tin/{ADDED:%Y/%m}/bai-them-{number}.md", title=f"{story.title} (thêm {number})")


def source(story: MadeUpArticle) -> str:
    """An article as its file holds it."""
    byline = f"{story.author} - {story.organisation}" if story.organisation else story.author
    lines = [
        "---",
        f'title: "{story.title}"',
        f"date: {story.date:%Y-%m-%d %H:%M}",
        f"author: {byline}",
        f"locality: {story.place.id}",
        f"category: {story.category[0]}",
        "tags:",
        *(f'  - "{tag}"' for tag in story.tags),
    ]
    if story.summary:
        lines.append(f'summary: "{story.summary}"')
    figures = "".join(f'\n![{caption}]({name} "Ảnh: {story.author}")\n' for name, caption in story.photos)
    return "\n".join(lines) + f"\n---\n\n{story.body}{figures}"


def tags() -> tuple[str, ...]:
    """The two hundred tags, the most used first."""
    return tuple(
        turn.format(subject) if turn else subject for turn in words.TAG_TURNS for subject in words.TAG_SUBJECTS
    )


class _Teller:
    """Tells one story after another; remembers the titles that are taken and the articles a link may lead to."""

    def __init__(self, source: Random) -> None:
        self.random = source.random
        self.titles: set[str] = set()
        self.told: list[tuple[str, str]] = []
        everywhere = province.places()
        self.before = _Zipf([place for place in everywhere if not place.began], evenly=2)
        self.since = _Zipf([place for place in everywhere if not place.ended], evenly=2)
        self.tags = _Zipf(tags(), evenly=3)
        self.categories = _Zipf(words.CATEGORIES, evenly=4)
        self.authors = _Zipf(_authors(), evenly=4)
        self.patterns: dict[str, tuple[tuple[str, str], ...]] = {}

    def story(self, date: datetime, photos: int) -> MadeUpArticle:
        place: MadeUpPlace = (self.before if date < province.REFORM else self.since).pick(self.random())
        author, organisation = self.authors.pick(self.random())
        category = self.categories.pick(self.random())
        chosen = dict.fromkeys(self.tags.pick(self.random()) for _ in range(1 + int(self.random() * 5)))
        title, name = self._title(place)
        folder = f"tin/{date:%Y/%m}/"
        path = f"{folder}{name}/index.md" if photos else f"{folder}{name}.md"
        captions = tuple((f"anh-{n + 1}.jpg", self._say(self._any(words.CAPTIONS), place)) for n in range(photos))
        summary = self._say(self._any(words.LEADS), place) if self.random() < _SHARE_OF_SUMMARIES else ""
        body = self._body(place, up="../" * (3 if photos else 2))
        self.told.append((path.removeprefix("tin/"), title))
        return MadeUpArticle(
            path, title, date, author, organisation, place, category, tuple(chosen), summary, body, captions
        )

    def _title(self, place: MadeUpPlace) -> tuple[str, str]:
        """A title and a file name that no other article has."""
        told = self._say(self._any(words.TITLES), place)
        number = 1
        title, name = told, slugs.slug(told)
        while name in self.titles:
            number += 1
            title = f"{told} (kỳ {number})"
            name = f"{slugs.slug(told, limit=70)}-ky-{number}"
        self.titles.add(name)
        return title, name

    def _body(self, place: MadeUpPlace, up: str) -> str:
        wanted = 300 + int(self.random() * 430)
        headed, listed, linked = self.random() < 0.4, self.random() < 0.2, self.random() < 0.25
        bold, quoted = self.random() < 0.35, self.random() < 0.15
        blocks = [" ".join(self._sentences(place, 2))]
        while sum(map(_length, blocks)) < wanted:
            if headed and len(blocks) % 5 == 3:
                blocks.append("## " + self._say(self._any(words.HEADINGS), place))
            sentences = self._sentences(place, 2 + int(self.random() * 4))
            if bold and self.random() < 0.4:
                sentences.append(f"Con số đáng nhớ là **{self._say(self._any(words.BOLD), place)}**.")
            if linked and self.random() < 0.3:
                sentences.append(self._link(up))
            blocks.append(" ".join(sentences))
            if quoted and self.random() < 0.3:
                blocks.append("> " + " ".join(self._sentences(place, 1)))
            if listed and self.random() < 0.3:
                marks = ("1. ", "2. ", "3. ") if self.random() < 0.3 else ("- ",) * 4
                blocks.append("\n".join(mark + self._say(self._any(words.ITEMS), place) + "." for mark in marks))
        return "\n\n".join(blocks) + "\n"

    def _link(self, up: str) -> str:
        """A sentence with a link: to an article told before, or to somebody else's pages."""
        if not self.told or self.random() < 0.3:
            return f"Xem thêm tại [trang thông tin liên quan]({self._any(words.PAGES)})."
        path, title = self.told[int(self.random() * len(self.told))]
        return f"Trước đó, cổng tin đã có bài [{title}]({up}{path})."

    def _sentences(self, place: MadeUpPlace, count: int) -> list[str]:
        return [self._say(self._any(words.SENTENCES), place) for _ in range(count)]

    def _say(self, pattern: str, place: MadeUpPlace) -> str:
        """A pattern with its slots filled; its first letter is a capital."""
        parts = self.patterns.get(pattern)
        if parts is None:
            parts = tuple((before, slot or "") for before, slot, _, _ in Formatter().parse(pattern))
            self.patterns[pattern] = parts
        said = "".join([before + self._fill(slot, place) for before, slot in parts])
        return said[0].upper() + said[1:]

    def _fill(self, slot: str, place: MadeUpPlace) -> str:
        if not slot:
            return ""
        if slot in words.SLOTS:
            return self._any(words.SLOTS[slot])
        chance = self.random()
        match slot:
            case "place":
                return place.name
            case "count":
                return str(20 + int(chance * 480))
            case "small":
                return str(2 + int(chance * 10))
            case "percent":
                return str(5 + int(chance * 60))
            case "money":
                return f"{1 + int(chance * 90)} triệu"
            case "person":
                return _person(int(chance * 3000))
        raise KeyError(slot)

    def _any(self, choice: Sequence[str]) -> str:
        return choice[int(self.random() * len(choice))]


class _Zipf(Generic[Member]):
    """Picks from a row whose n-th member comes 1/n as often as the first; `evenly` counts from a later n."""

    def __init__(self, members: Sequence[Member], evenly: int = 0) -> None:
        self.members = members
        self.heights = list(accumulate(1 / (number + 1 + evenly) for number in range(len(members))))

    def pick(self, chance: float) -> Member:
        return self.members[bisect(self.heights, chance * self.heights[-1])]


def _length(block: str) -> int:
    """The words of a block, near enough."""
    return block.count(" ") + 1


def _person(number: int) -> str:
    family, number = number % len(words.FAMILY_NAMES), number // len(words.FAMILY_NAMES)
    middle, number = number % len(words.MIDDLE_NAMES), number // len(words.MIDDLE_NAMES)
    given = words.GIVEN_NAMES[number % len(words.GIVEN_NAMES)]
    return f"{words.FAMILY_NAMES[family]} {words.MIDDLE_NAMES[middle]} {given}"


def _authors() -> tuple[tuple[str, str], ...]:
    """Thirty people; the last of them write for an organisation."""
    staff = 30 - len(words.ORGANISATIONS)
    return tuple((_person(n * 101), words.ORGANISATIONS[n - staff] if n >= staff else "") for n in range(30))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
