"""Place names in articles that are unknown to the gazetteer, ambiguous, or not valid on the day of the article.

The texts of content files and the atlas come in, warnings with line and column go out. Only names with their kind are
checked. There is no warning in doubtful cases: editors who read wrong warnings ignore the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from conglang.commands.localities.mentions import SHORT, Finder, Mention
from conglang.content import article as articles
from conglang.diagnostics import Diagnostic, nearest, warning
from conglang.languages import dates
from conglang.model import Article, Day, Location
from conglang.portal import localities
from conglang.portal.localities import Atlas
from conglang.values import Value
from conglang.vietnamese import spelling

FIELDS = ("title", "summary", "photo_caption")
"""Fields whose text readers see."""

SMALL = frozenset(("thon", "ban", "tieu-khu", "khu-pho", "to-dan-pho", "vung"))
"""Kinds that no public register lists: an unknown name of these is reported only where it looks like a typing error."""

SHOWN_WORDS = 3
"""Words of an unknown name that are shown, because its end is unknown."""

LOOKUPS = 200
"""Unknown names for which a near one is searched: a portal with more of them lacks a gazetteer, not spelling."""

_NO_NAMES = ("anh", "đoàn", "đội", "hội", "nông", "ủy", "văn")
"""First words after a kind that do not begin a name: `Huyện Đoàn`, `xã Nông thôn mới`."""

_OFFICES = re.compile(
    "ban|bộ|công|chi|cục|đảng|hđnd|liên|mặt|phòng|quân|sở|toà|tòa|trung|trường|ubnd|viện", re.IGNORECASE
)
"""First words of offices, which may come after the last commune of a list: `các xã Cẩm, Đông và Sở Y tế`."""

_FAMILIES = re.compile("Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô")
"""Family names: after two words of a place they begin the name of a person, `phường Kỳ Liên Nguyễn Thị Cúc`."""

_FORMER = re.compile(r"\W*(?:cũ|trước đây|trước kia|ngày trước|khi đó|lúc đó|hồi đó)(?!\w)", re.IGNORECASE)
_FORMERLY = re.compile(r"(?<!\w)(?:nguyên là|vốn là|trước đây là|thuộc)\W*$", re.IGNORECASE)


class CheckedText(Value, frozen=True):
    """A content file: its path, and its text in NFC."""

    path: str
    text: str


def check(texts: Iterable[CheckedText], atlas: Atlas, *, timezone: str, today: Day) -> tuple[Diagnostic, ...]:
    """All warnings, in the order of the texts. Texts that cannot be read as an article are skipped: a build reports them."""
    checker = _Checker(atlas, timezone, today)
    warnings = [problem for text in texts for problem in checker.check(text)]
    return (*warnings, *checker.unknown_names())


class _Context(Value, frozen=True):
    """The article that is checked: its day, the units of its front matter with all above them, and the unit that it
    describes, if it is the text of one."""

    path: str
    day: Day
    own: str
    units: frozenset[str]


class _Unknown(Value, frozen=True):
    """A name that is not in the gazetteer: its kind, and the keys of its words."""

    kind: str
    kind_word: str
    words: tuple[str, ...]


class _Checker:
    """Checks articles one by one and collects unknown names; made for one run of the command."""

    def __init__(self, atlas: Atlas, timezone: str, today: Day) -> None:
        self.atlas = atlas
        self.timezone = timezone
        self.today = today
        self.finder = Finder()
        self.no_names = frozenset(spelling.key(word) for word in _NO_NAMES)
        self.lookups = 0
        self.unknown: dict[_Unknown, list[tuple[Location, tuple[str, ...]]]] = {}
        self.folded: dict[str, dict[str, str]] = {}
        for id, unit in atlas.units.items():
            self.folded.setdefault(unit.kind, {}).setdefault(spelling.fold(unit.name), atlas.titles[id])

    def check(self, text: CheckedText) -> Iterator[Diagnostic]:
        article, body, first_line, _ = articles.read(text.path, text.text, timezone=self.timezone)
        if article is None:
            return
        context = self.context(article)
        reported: set[str] = set()
        for number, line in _lines(article, text.text, body, first_line):
            for mention in self.finder.mentions(line):
                for problem in self.judge(mention, context, number):
                    name = dict(problem.values)["name"]
                    if name not in reported:  # Once in an article: an editor at one place sees the others.
                        reported.add(name)
                        yield problem

    def context(self, article: Article) -> _Context:
        day = article.date.day if article.date is not None else self.today
        units: set[str] = set()
        for written in article.localities:
            id = localities.resolve(self.atlas, written, day).id
            if id:
                units |= {id, *localities.above(self.atlas, id, day)}
        own = article.slug if article.kind == "locality" else ""
        return _Context(article.path, day, own, frozenset(units))

    def judge(self, mention: Mention, context: _Context, line: int) -> Iterator[Diagnostic]:
        """The warning about a mention, if there is one."""
        atlas = self.atlas
        for count in range(len(mention.words), 0, -1):
            candidates = self.candidates(mention, count)
            if not candidates:
                continue
            if context.own in candidates:
                return
            at = Location(context.path, line, mention.column, mention.ends[count - 1] - mention.column)
            valid = [id for id in candidates if atlas.units[id].valid.holds(context.day)]
            name = mention.text(count)
            if not valid and not _is_called_former(mention, count):
                units = "; ".join(self.described(id) for id in candidates)
                see = tuple(atlas.units[id].at for id in candidates)
                day = dates.day_text(context.day, atlas.language)
                yield warning("place-out-of-date", at, see=see, name=name, day=day, units=units)
            elif len(valid) > 1 and len(self.meant(valid, mention, count, context)) != 1:
                units = "; ".join(localities.describe(atlas, id) for id in valid)
                yield warning(
                    "place-ambiguous", at, see=tuple(atlas.units[id].at for id in valid), name=name, candidates=units
                )
            return
        if not mention.words[0].isdigit() and not (mention.listed and self.may_be_no_place(mention)):
            self.note_unknown(mention, Location(context.path, line, mention.column))

    def candidates(self, mention: Mention, count: int) -> tuple[str, ...]:
        """The units of the kind that have a name, on any day."""
        units, whole = self.atlas.units, spelling.key(mention.text(count))
        named = self.atlas.by_key.get(spelling.key(" ".join(mention.words[:count])), ())
        ids = [id for id in named if units[id].kind == mention.kind]
        return tuple(dict.fromkeys([*ids, *self.atlas.by_key.get(whole, ())]))

    def meant(self, valid: list[str], mention: Mention, count: int, context: _Context) -> list[str]:
        """The units that may be meant: those in the unit that is named next, or near the places of the article."""
        following = next(self.finder.mentions(mention.after), None) if count == len(mention.words) else None
        if following is not None and not following.before.strip(" ,(–-"):
            for words in range(len(following.words), 0, -1):
                wider = set(self.candidates(following, words))
                if wider:
                    return [id for id in valid if wider & set(localities.above(self.atlas, id, context.day))]
        near = [id for id in valid if id in context.units]
        return near or [id for id in valid if context.units & set(localities.above(self.atlas, id, context.day)[:1])]

    def described(self, id: str) -> str:
        """A unit with its dates, and the units of today that it became if it has ended."""
        now = localities.became(self.atlas, id, self.today)
        names = ", ".join(self.atlas.titles[unit] for unit in now)
        return localities.describe(self.atlas, id) + (f" → {names}" if names else "")

    def may_be_no_place(self, mention: Mention) -> bool:
        """Whether an unknown name in a list may be an office, a person, or a place of another kind."""
        first = mention.words[0]
        known = (spelling.key(" ".join(mention.words[:count])) for count in range(len(mention.words), 0, -1))
        is_no_name = _FAMILIES.fullmatch(first) or _OFFICES.fullmatch(first) or spelling.key(first) in self.no_names
        return bool(is_no_name) or any(name in self.atlas.by_key for name in known)

    def note_unknown(self, mention: Mention, at: Location) -> None:
        """Collect an unknown name, unless it is probably no name: `xã Nông thôn mới`, `XÃ HỘI HÓA`, `xã NTM`."""
        people = (number for number, word in enumerate(mention.words) if number > 1 and _FAMILIES.fullmatch(word))
        words = mention.words[: min(SHOWN_WORDS, next(people, SHOWN_WORDS))]
        in_capitals = mention.kind_word.isupper() and mention.kind_word.lower() not in SHORT
        if (
            len(words) > 1
            and not in_capitals
            and not words[0].isupper()
            and spelling.key(words[0]) not in self.no_names
        ):
            place = Location(at.path, at.line, at.column, mention.ends[len(words) - 1] - at.column)
            unknown = _Unknown(mention.kind, mention.kind_word, tuple(spelling.key(word) for word in words))
            self.unknown.setdefault(unknown, []).append((place, words))

    def unknown_names(self) -> Iterator[Diagnostic]:
        """One warning for each unknown name, at its first place; small units only where they look like a typing error."""
        for unknown, places in self.unknown.items():
            at, words = places[0]
            near = self.near(unknown.kind, words)
            if near or unknown.kind not in SMALL:
                see = tuple(place for place, _ in places[1:4])
                name = " ".join((unknown.kind_word, *words))
                yield warning("place-unknown", at, see=see, name=name, near=near, count=len(places))

    def near(self, kind: str, words: tuple[str, ...]) -> str:
        """The known unit that is probably meant: the same letters with other marks, another kind, or a near name."""
        names = self.folded.get(kind, {})
        prefixes = [" ".join(words[:count]) for count in range(len(words), 1, -1)]
        same = next((names[folded] for name in prefixes if (folded := spelling.fold(name)) in names), "")
        if same or kind in SMALL:
            return same
        other = next((ids[0] for name in prefixes if (ids := self.atlas.by_key.get(spelling.key(name)))), "")
        if other:
            return self.atlas.titles[other]
        self.lookups += 1
        if self.lookups > LOOKUPS:
            return ""
        folded_name = nearest(prefixes[-1], [name for name in names if len(name) > 3], fold=spelling.fold)
        return names.get(folded_name, "")


def _lines(article: Article, text: str, body: str, first_line: int) -> Iterator[tuple[int, str]]:
    """The lines of the fields that readers see, and of the body, with their numbers."""
    lines = text.split("\n")
    for name, at in article.places():
        if name in FIELDS:
            yield at.line, lines[at.line - 1]
            for number in range(at.line + 1, first_line):
                if not lines[number - 1][:1].isspace():
                    break
                yield number, lines[number - 1]
    yield from enumerate(body.split("\n"), first_line)


def _is_called_former(mention: Mention, count: int) -> bool:
    """Whether the text itself calls the name a former one: `huyện Thọ Xuân (cũ)`."""
    rest = " ".join(mention.words[count:]) + mention.after
    return bool(_FORMER.match(rest) or _FORMERLY.search(mention.before))
