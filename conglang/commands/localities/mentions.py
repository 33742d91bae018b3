"""Places that a text names with their kind: `xã Thọ Xuân`, `TX. Nghi Sơn`, `các thôn Đồng Cạn, Yên Mỹ và Tân Thành`.

A line of Markdown comes in, its mentions with their columns go out. A mention is a kind and the capitalised words or the
number after it; the caller, who knows the names, decides how many of these words are the name. After a kind in the plural
every name of the list is a mention. Targets of links, addresses, code and HTML tags are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from conglang.languages import language
from conglang.values import Value
from conglang.vietnamese import spelling

LONGEST_NAME = 6
"""The words of the longest name."""

SHORT = {"tx": "thi-xa", "tp": "thanh-pho"}
"""Abbreviations of kinds that newsrooms write."""

_NO_TEXT = re.compile(r"`[^`]*`|(?<=\])\([^()]*(?:\([^()]*\)[^()]*)*\)|(?<=\]: )\S+|<[^<>]*>|\w+://\S+|\{[^{}]*\}")
_NAME_WORD = r"\w[\w’'-]*"
_PLURAL = re.compile(
    r"(?<!\w)(?:các|những|mấy|nhiều|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|0?[2-9]|[1-9]\d)[ \t]+(?:đơn vị[ \t]+)?$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"[ \t]*\([^()]*\)")
_SEPARATOR = re.compile(
    r"[ \t]*[,;][ \t]*(?:(?:và|hoặc|cùng|với)[ \t]+)?|[ \t]+(?:và|hoặc|cùng|với)[ \t]+", re.IGNORECASE
)


class Mention(Value, frozen=True):
    """A kind and the words after it that may be a name; `before` and `after` are the rest of the line.

    `column`, from 1, is where the kind begins; `ends` has the column after each word. A `listed` mention is a further name of
    a list: it begins at the name, and `after` is the text after the whole list, or after the name if brackets follow it.
    """

    kind: str
    kind_word: str
    words: tuple[str, ...]
    column: int
    ends: tuple[int, ...]
    before: str
    after: str
    listed: bool = False

    def text(self, count: int) -> str:
        """The mention with its first `count` words."""
        return " ".join((self.kind_word, *self.words[:count]))


class Finder:
    """Finds mentions; its patterns contain all kinds, so it is made once and used for all lines."""

    def __init__(self) -> None:
        names = language("vi").kinds
        self.kinds = {spelling.key(name): kind for kind, name in names.items()} | SHORT
        written = sorted(names.values(), key=len, reverse=True)
        kind = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in written)
        name = rf"{_NAME_WORD}(?:[ \t]+{_NAME_WORD}){{0,{LONGEST_NAME - 1}}}"
        # Only an abbreviation has a full stop after it, and a `hợp tác xã` is no commune.
        before = rf"(?:((?i:{'|'.join(SHORT)}))(?:\.[ \t]*|:?[ \t]+)|(?<!tác )((?i:{kind})):?[ \t]+)"
        self.pattern = re.compile(rf"(?<!\w){before}({name})")
        self.kind_word = re.compile(rf"(?:{kind}|{'|'.join(SHORT)})(?!\w)", re.IGNORECASE)
        self.name = re.compile(name)
        self.word = re.compile(_NAME_WORD)

    def mentions(self, line: str) -> Iterator[Mention]:
        """The mentions of a line, from left to right."""
        text = _NO_TEXT.sub(lambda match: " " * len(match[0]), line)
        position = 0
        while (match := self.pattern.search(text, position)) is not None:
            kind_word = match[1] or match[2]
            position = match.start() + len(kind_word)  # The next kind may follow the name, or begin it.
            words, ends = self.capitalised(text, match.start(3), match.end(3))
            if not words:
                continue
            kind = self.kinds[spelling.key(kind_word)]
            plural = _PLURAL.search(text, 0, match.start())
            names = tuple(self.listed(text, ends[-1] - 1)) if plural else ()
            before = text[: plural.start() if plural and names else match.start()]
            end = names[-1][1][-1] if names else ends[-1]
            column = match.start() + 1
            yield Mention(kind, kind_word, words, column, ends, before, _after(text, ends[-1], end))
            for words, ends in names:
                column = ends[0] - len(words[0])
                after = _after(text, ends[-1], end)
                yield Mention(kind, kind_word, words, column, ends, before, after, listed=True)

    def listed(self, text: str, at: int) -> Iterator[tuple[tuple[str, ...], tuple[int, ...]]]:
        """The further names of a list whose first name ends at `at`: words, and the column after each."""
        while True:
            beside = _BESIDE.match(text, at)
            separator = _SEPARATOR.match(text, beside.end() if beside else at)
            name = self.name.match(text, separator.end()) if separator else None
            if name is None or self.kind_word.match(text, name.start()):
                return
            words, ends = self.capitalised(text, name.start(), name.end())
            if not words:
                return
            yield words, ends
            at = ends[-1] - 1

    def capitalised(self, text: str, start: int, end: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """The words of a part of the text that may be a name, and the column after each."""
        words: list[str] = []
        ends: list[int] = []
        for word in self.word.finditer(text, start, end):
            if not (word[0][0].isupper() or (word[0].isdigit() and not words)):
                break
            words.append(word[0])
            ends.append(word.end() + 1)
        return tuple(words), tuple(ends)


def _after(text: str, name_end: int, list_end: int) -> str:
    """The text after a name if brackets follow it, else after its list; both columns are the first ones after."""
    return text[name_end - 1 :] if _BESIDE.match(text, name_end - 1) else text[list_end - 1 :]
