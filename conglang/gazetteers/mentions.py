"""Places that a text names with their kind: `xã Thọ Xuân`, `TX. Nghi Sơn`, `thôn Đồng Cạn`.

In goes a line of Markdown; out come its mentions with their columns. A mention is a kind word followed by capitalised
words or a number; how many of these belong to the name is for the caller to find out, who knows the names. Targets of
links, addresses, code and HTML tags are no text and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from conglang.languages import language
from conglang.vietnamese import spelling

LONGEST_NAME = 6
"""Words that the longest name of a unit may have."""

SHORT = {"tx": "thi-xa", "tp": "thanh-pho"}
"""Abbreviations of kinds that newsrooms write."""

_NO_TEXT = re.compile(r"`[^`]*`|(?<=\])\([^()]*(?:\([^()]*\)[^()]*)*\)|(?<=\]: )\S+|<[^<>]*>|\w+://\S+|\{[^{}]*\}")
_NAME_WORD = r"\w[\w’'-]*"


@dataclass(frozen=True, slots=True)
class Mention:
    """A kind and the words behind it that may be a name; `before` and `after` are the rest of the line.

    `column` counts from 1 and is that of the kind word; `ends` are the columns behind each of the words.
    """

    kind: str
    kind_word: str
    words: tuple[str, ...]
    column: int
    ends: tuple[int, ...]
    before: str
    after: str

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
        before = rf"(?:((?i:{'|'.join(SHORT)}))(?:\.[ \t]*|[ \t]+)|(?<!tác )((?i:{kind}))[ \t]+)"
        self.pattern = re.compile(rf"(?<!\w){before}({name})")
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
            words: list[str] = []
            ends: list[int] = []
            for word in self.word.finditer(text, found.start(3), found.end(3)):
                if not (word[0][0].isupper() or (word[0].isdigit() and not words)):
                    break
                words.append(word[0])
                ends.append(word.end() + 1)
            if words:
                kind = self.kinds[spelling.key(word_of_kind)]
                column = found.start() + 1
                yield Mention(
                    kind, word_of_kind, tuple(words), column, tuple(ends), text[: found.start()], text[ends[-1] - 1 :]
                )
