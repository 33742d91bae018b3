"""Python-Markdown that skips the work which plain text does not need; its HTML is that of the unaided library.

In goes a `Markdown` object with its extensions registered; out comes the same object with four of its steps replaced.
Each replacement leaves out only what cannot match: a pattern whose literal is not in the text, a block processor on
lines that all begin with a letter. It must never change a byte: `tests/test_fast_library.py` compares the two, and on
any other minor version than the one that was compared, or where a block processor is unknown, nothing is replaced.
A pattern that is not known is always tried.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import markdown
from markdown import blockprocessors as blocks
from markdown import inlinepatterns as inline
from markdown.blockparser import BlockParser
from markdown.extensions import abbr, attr_list, def_list, footnotes, sane_lists, tables
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import STX, AtomicString

from conglang import tuning

COMPARED = (3, 11)
"""Major and minor version of Python-Markdown that the comparison was made with."""

_TRIGGERS: dict[tuple[type, str], tuple[str, ...]] = {
    (inline.BacktickInlineProcessor, inline.BACKTICK_RE): ("`",),
    (inline.EscapeInlineProcessor, inline.ESCAPE_RE): ("\\",),
    (footnotes.FootnoteInlineProcessor, r"\[\^([^\]]*)\]"): ("[^",),
    (inline.ReferenceInlineProcessor, inline.REFERENCE_RE): ("[",),
    (inline.LinkInlineProcessor, inline.LINK_RE): ("[",),
    (inline.ImageInlineProcessor, inline.IMAGE_LINK_RE): ("![",),
    (inline.ImageReferenceInlineProcessor, inline.IMAGE_REFERENCE_RE): ("![",),
    (inline.ShortReferenceInlineProcessor, inline.REFERENCE_RE): ("[",),
    (inline.ShortImageReferenceInlineProcessor, inline.IMAGE_REFERENCE_RE): ("![",),
    (inline.AutolinkInlineProcessor, inline.AUTOLINK_RE): ("<",),
    (inline.AutomailInlineProcessor, inline.AUTOMAIL_RE): ("<",),
    (inline.SubstituteTagInlineProcessor, inline.LINE_BREAK_RE): ("  \n",),
    (inline.HtmlInlineProcessor, inline.HTML_RE): ("<",),
    (inline.HtmlInlineProcessor, inline.ENTITY_RE): ("&",),
    (inline.DelimiterProcessor, r"\*|_"): ("*", "_"),
}
"""A pattern, by its class and its expression, and literals of which a text that it matches holds at least one."""

_NONE: Mapping[tuple[type, str], tuple[str, ...]] = {}

_BLOCKS: frozenset[type] = frozenset(
    {
        blocks.EmptyBlockProcessor,
        blocks.ListIndentProcessor,
        blocks.CodeBlockProcessor,
        blocks.HashHeaderProcessor,
        blocks.SetextHeaderProcessor,
        blocks.HRProcessor,
        blocks.OListProcessor,
        blocks.UListProcessor,
        blocks.BlockQuoteProcessor,
        blocks.ReferenceProcessor,
        blocks.ParagraphProcessor,
        sane_lists.SaneOListProcessor,
        sane_lists.SaneUListProcessor,
        def_list.DefListIndentProcessor,
        def_list.DefListProcessor,
        tables.TableProcessor,
        abbr.AbbrBlockprocessor,
        footnotes.FootnoteBlockProcessor,
    }
)
"""Block processors that leave a block alone whose every line begins with a letter."""

_PLAIN = re.compile(r"(?:[^\W\d_][^\n]*(?:\n(?!\Z)|\Z))+\Z")
"""A block whose every line begins with a letter."""


def _is_compared() -> bool:
    """Whether the library is of the version that the comparison was made with."""
    return markdown.__version_info__[:2] == COMPARED


def tune(
    md: markdown.Markdown,
    *,
    also_plain: frozenset[type] = frozenset(),
    also_triggers: Mapping[tuple[type, str], tuple[str, ...]] = _NONE,
) -> bool:
    """Replace the steps of `md` that plain text can skip; whether that was done, which `tuning` may forbid.

    `also_plain` are further block processors that leave a block alone whose every line begins with a letter,
    `also_triggers` further patterns with their literals.
    """
    known = _BLOCKS | also_plain
    if not (tuning.is_on() and _is_compared()) or not all(type(p) in known for p in md.parser.blockprocessors):
        return False
    # Each takes the place of the step of the same name, at its priority in the library.
    replacements: tuple[tuple[str, type, Callable[[markdown.Markdown], Any], int], ...] = (
        ("inline", InlineProcessor, partial(_Inline, {**_TRIGGERS, **also_triggers}), 20),
        ("attr_list", attr_list.AttrListTreeprocessor, _AttributeLists, 8),
        ("unescape", UnescapeTreeprocessor, _Unescape, 0),
    )
    for name, stock, tuned, priority in replacements:
        if name in md.treeprocessors and type(md.treeprocessors[name]) is stock:
            md.treeprocessors.register(tuned(md), name, priority)
    if type(md.preprocessors["html_block"]) is HtmlBlockPreprocessor:
        md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)
    if type(md.parser) is BlockParser:
        setattr(md.parser, "parseBlocks", _block_parser(md.parser))  # noqa: B010  (a method of that one object)
    return True


class _Inline(InlineProcessor):
    """Tries a pattern only on text that holds one of its literals."""

    def __init__(self, literals: Mapping[tuple[type, str], tuple[str, ...]], md: markdown.Markdown) -> None:
        super().__init__(md)
        # A list answers by index at once, where the library's registry sorts and looks up.
        self._patterns: list[Any] = list(md.inlinePatterns)
        self._triggers = [literals.get((type(p), p.pattern)) for p in self._patterns]
        self._gate: Callable[[str], object] | None = None
        if None not in self._triggers:
            signs = sorted({literal for triggers in self._triggers for literal in triggers or ()})
            self._gate = re.compile("|".join(map(re.escape, signs))).search

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        """The library's loop over its patterns; the name is what its own calls are mangled to."""
        if isinstance(data, AtomicString) or (self._gate is not None and not self._gate(data)):
            return data
        apply: Callable[[Any, str, int, int], tuple[str, bool, int]] = getattr(self, "_InlineProcessor__applyPattern")  # noqa: B009
        start = 0
        while patternIndex < len(self._patterns):
            triggers = self._triggers[patternIndex]
            matched = False
            if triggers is None or any(literal in data for literal in triggers):
                data, matched, start = apply(self._patterns[patternIndex], data, patternIndex, start)
            else:
                start = 0
            if not matched:
                patternIndex += 1
        return data


class _AttributeLists(attr_list.AttrListTreeprocessor):
    """Looks for attribute lists only in documents that hold a brace."""

    def run(self, doc: etree.Element) -> None:
        """Run as the library does, if there is anything to find."""
        if any((e.text and "{" in e.text) or (e.tail and "{" in e.tail) for e in doc.iter()):
            super().run(doc)


class _Unescape(UnescapeTreeprocessor):
    """Looks for escaped characters only where there is the mark of one."""

    def run(self, root: etree.Element) -> None:
        """Do what the library does, text by text."""
        for element in root.iter():
            if element.text and STX in element.text and element.tag != "code":
                element.text = self.unescape(element.text)
            if element.tail and STX in element.tail:
                element.tail = self.unescape(element.tail)
            for key, value in element.items():
                if value is not None and STX in value:
                    element.set(key, self.unescape(value))


class _HtmlBlocks(HtmlBlockPreprocessor):
    """Parses for raw HTML only where there is a `<` or an `&`."""

    def run(self, lines: list[str]) -> list[str]:
        """Run as the library does, if there is anything to find."""
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


def _block_parser(parser: BlockParser) -> Callable[[etree.Element, list[str]], None]:
    processors: list[Any] = list(parser.blockprocessors)

    def parse_blocks(parent: etree.Element, blocks: list[str]) -> None:
        """The library's loop; at the top level, a block of plain lines is a paragraph without further asking."""
        while blocks:
            block = blocks[0]
            if not parser.state and parent.tag == "div" and not parent.attrib and _PLAIN.match(block):
                etree.SubElement(parent, "p").text = block
                del blocks[0]
                continue
            for processor in processors:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    return parse_blocks
