"""Where our Markdown differs from the library's: the ids of footnotes, lists behind text, and how pairs of stars are found.

In goes a `Markdown` object, or its parser; what is registered here takes the place of the library's own part.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import DelimiterProcessor


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


def one_pair_at_a_time(md: markdown.Markdown) -> None:
    """Have the pairs of stars and underscores found one by one.

    The library finds several at once and keeps the later ones until it comes to them. Where one was left open before,
    it then loses count of the characters, and cuts through its own marks (Python-Markdown 3.11).
    """
    finder = _OneAtATime("*", "strong,em", md)
    finder.add("_", "strong,em", smart=True)
    md.inlinePatterns.register(finder, "em_strong", 60)


class _OneAtATime(DelimiterProcessor):
    def handleMatch(  # type: ignore[override]  # The library itself has two signatures.
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        """Look as if for the first time."""
        self.reset()
        return super().handleMatch(m, data)
