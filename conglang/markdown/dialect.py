"""Where our Markdown differs from the library's: the ids of footnotes, lists behind text, and what a pair of stars takes.

In goes a `Markdown` object, or its parser; what is registered here takes the place of the library's own part.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import Delimiter, DelimiterProcessor


class Footnotes(FootnoteExtension):
    """Footnotes whose ids are numbers, whatever their labels are, so that they are valid and nobody's else."""

    def makeFootnoteId(self, id: str) -> str:
        return super().makeFootnoteId(self._number(id))

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:
        return super().makeFootnoteRefId(self._number(id), found)

    def _number(self, label: str) -> str:
        return str(list(self.footnotes).index(label) + 1)


class ListBehindText(BlockProcessor):
    """Parts a list from the line of text that it follows directly: `Kết quả:` and `- một` below it."""

    _ITEM = re.compile(r"\n(?=[ ]{0,3}(?:[-*+]|1\.)[ ]+\S)")

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)

    def test(self, parent: etree.Element, block: str) -> bool:
        """Whether a line after the first begins a list, outside of lists, which part their items themselves."""
        return "\n" in block and not self.parser.state.isstate("list") and self._ITEM.search(block) is not None

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        """Parse the text, and leave the list to be parsed next."""
        text, items = self._ITEM.split(blocks.pop(0), maxsplit=1)
        blocks.insert(0, items)
        self.parser.parseBlocks(parent, [text])
        return True


class Stars(DelimiterProcessor):
    """Pairs of stars and underscores, found one at a time, of which each takes no more characters than it has.

    The library (Python-Markdown 3.11) finds several pairs at once and keeps the later ones; where a star was left open
    before them, it loses count. Where a pair of two closes at a single star, it takes the character behind that too. Either
    way it cuts through its own places: a full stop is lost, or a link, or a photo.
    """

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__("*", "strong,em", md)
        self.add("_", "strong,em", smart=True)
        self._data = ""

    def handleMatch(  # type: ignore[override]  # The library itself has two signatures.
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        """Look for the next pair as if for the first time."""
        self.reset()
        self._data = data
        return super().handleMatch(m, data)

    def add_region(self, delim: Delimiter, a: int, b: int, c: int, d: int, size: int) -> None:
        """Add a pair that opens from `a` to `b` and closes from `c` to `d`, as far as there are stars."""
        there = len(self._data[c:d]) - len(self._data[c:d].lstrip(delim.token))
        if 0 < there < d - c:
            a, d, size = b - there, c + there, there
        super().add_region(delim, a, b, c, d, size)
