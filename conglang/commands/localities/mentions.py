"""Places that a text names with their kind: `xã Thọ Xuân`, `TX. Nghi Sơn`, `các thôn Đồng Cạn, Yên Mỹ và Tân Thành`.

In goes a line of Markdown; out come its mentions with their columns. A mention is a kind word followed by capitalised
words or a number; how many of these belong to the name is for the caller to find out, who knows the names. Behind a kind
in the plural every name of the list is a mention. Targets of links, addresses, code and HTML tags are no text and are
passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from conglang.languages import language
from conglang.values import Value
from conglang.vietnamese import spelling

LONGEST_NAME = 6
"""Words that the longest name of a unit may have."""

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
    """A kind and the words behind it that may be a name; `before` and `after` are the rest of the line.

    `column` counts from 1 and is that of the kind word; `ends` are the columns behind each of the words. A `listed` one is
    a further name of a list: its column is that of the name, and unless it has brackets of its own behind it, `after` is
    what stands behind the whole list.
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
    """Finds mentions; made once, for its pattern is made of all kind words."""

    def __init__(self) -> None:
        names = language("vi").kinds
        self.kinds = {spelling.key(name): kind for kind, name in names.items()} | SHORT
        written = sorted(names.values(), key=len, reverse=True)
        kind = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in written)
        name = rf"{_NAME_WORD}(?:[ \t]+{_NAME_WORD}){{0,{LONGEST_NAME - 1}}}"
        # Only an abbreviation has a full stop behind it, and a `hợp tác xã` is no commune.
        before = rf"(?:((?i:{'|'.join(SHORT)}))(?:\.[ \t]*|:?[ \t]+)|(?<!tác )((?i:{kind})):?[ \t]+)"
        self.pattern = re.compile(rf"(?<!\w){before}({name})")
        self.kind_word = re.compile(rf"(?:{kind}|{'|'.join(SHORT)})(?!\w)", re.IGNORECASE)
        self.name = re.compile(name)
        self.word = re.compile(_NAME_WORD)

    def mentions(self, line: str) -> Iterator[Mention]:
        """The mentions of a line, from left to right."""
        text = _NO_TEXT.sub(lambda found: " " * len(found[0]), line)
        position = 0
        while (found := self.pattern.search(text, position)) is not None:
            word_of_kind = found[1] or found[2]
            position = found.start() + len(
                word_of_kind
            )  # A name may be followed by the next kind word, or begin with one.
            words, ends = self.capitalised(text, found.start(3), found.end(3))
            if not words:
                continue
            kind = self.kinds[spelling.key(word_of_kind)]
            plural = _PLURAL.search(text, 0, found.start())
            names = tuple(self.listed(text, ends[-1] - 1)) if plural else ()
            before = text[: plural.start() if plural and names else found.start()]
            behind = names[-1][1][-1] if names else ends[-1]
            column = found.start() + 1
            yield Mention(kind, word_of_kind, words, column, ends, before, _after(text, ends[-1], behind))
            for words, ends in names:
                column = ends[0] - len(words[0])
                after = _after(text, ends[-1], behind)
                yield Mention(kind, word_of_kind, words, column, ends, before, after, listed=True)

    def listed(self, text: str, at: int) -> Iterator[tuple[tuple[str, ...], tuple[int, ...]]]:
        """The further names of a list whose first name ends at `at`: words, and the columns behind them."""
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
        """The words of a stretch of text that may be a name, and the columns behind them."""
        words: list[str] = []
        ends: list[int] = []
        for word in self.word.finditer(text, start, end):
            if not (word[0][0].isupper() or (word[0].isdigit() and not words)):
                break
            words.append(word[0])
            ends.append(word.end() + 1)
        return tuple(words), tuple(ends)


def _after(text: str, own: int, behind: int) -> str:
    """What stands behind a name that ends before column `own`, in a list that ends before column `behind`."""
    return text[own - 1 :] if _BESIDE.match(text, own - 1) else text[behind - 1 :]
