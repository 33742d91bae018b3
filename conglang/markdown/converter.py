"""The door of Python-Markdown: the text of a body becomes HTML for pages, and what it asks of the portal.

In goes the text of one body, as LF and NFC; out come a sealed `Body`, its HTML with a token for every photo and link
to something of the portal, and diagnostics at lines of the file. It is done once, when the file is read, without
knowing any other file, so the HTML can be kept as long as the text stays. Whatever happens inside Markdown, it must
never raise, and never let through what `sanitise` would not.
"""

from __future__ import annotations

import html as entities
import re
import xml.etree.ElementTree as etree

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import Delimiter, DelimiterProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, HTML_PLACEHOLDER_RE, STX, AtomicString

from conglang.diagnostics import Diagnostic, error
from conglang.digest import digest, of_bytes
from conglang.markdown import figures, limits, typography
from conglang.markdown.fast_library import tune
from conglang.markdown.html import OPENING, dead, finished, without_caption
from conglang.markdown.references import CLOSE, OPEN, PRIVATE, Marked, PhotoMark, mark
from conglang.markdown.sanitise import cleaner, removed, sanitised
from conglang.model import Body, FigureRef, Location, PhotoRef

_MARKUP = re.compile(r"[*_`\[\]<>&\\!" + OPEN + "]")
_ESCAPED = re.compile(f"{STX}(\\d+){ETX}")
_FOOTNOTE = re.compile(r"\[\^[^\]]*\]")
_TAG = re.compile(r"<[^<>]*>")
_TOKEN = re.compile(f"{OPEN}[GP]\\d+{CLOSE}")


class Converter:
    """Converts bodies, one after the other; holds what is costly to make. `tuned=False` leaves the library unaided."""

    def __init__(self, *, tuned: bool = True) -> None:
        self._tuned = tuned
        self._cleaner = cleaner()
        self._markdown, self._ours = _fresh(tuned)

    def convert(self, text: str, *, path: str, first_line: int) -> tuple[Body, str, tuple[Diagnostic, ...]]:
        """The body, its HTML, and what is wrong; with an error among the diagnostics the HTML may be empty."""
        if b"\xee" in (data := text.encode("utf-8", "replace")) or b"\xef" in data:  # How private characters begin.
            text = PRIVATE.sub("", text)
        refused = limits.refused(text, path=path, first_line=first_line)
        if refused:
            return Body(digest=digest(("", (), ()))), "", refused
        marked = mark(text, path=path, first_line=first_line)
        try:
            self._markdown.reset()
            self._ours.begin(marked)
            html = self._markdown.convert(marked.text)
            safe = sanitised(html, self._cleaner, is_ours="<" not in marked.text)
            done = finished(safe, marked, tuple(self._ours.groups), first_line=first_line, photo=self._ours.photo)
        except Exception as problem:  # A text that Markdown fails on must not take the other articles with it.
            self._markdown, self._ours = _fresh(self._tuned)
            failed = error("markdown-failed", Location(path, first_line, 1), reason=type(problem).__name__)
            return Body(digest=digest(("", (), ()))), "", (*marked.diagnostics, failed)
        key = digest((of_bytes(done.html.encode()), done.figures, done.links))
        said = (done.opening, done.words, done.headings, done.opening_asks)
        body = Body(key, done.figures, done.links, *said)
        found = [*marked.diagnostics, *limits.pasted(text, path=path, first_line=first_line)]
        found += without_caption(done.figures, done.html, path)
        found += removed(html, text, path=path, first_line=first_line)
        found += dead(done.html, text, path=path, first_line=first_line)
        return body, done.html, tuple(found)


def _fresh(tuned: bool) -> tuple[markdown.Markdown, _Ours]:
    ours = _Ours()
    md = markdown.Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            Footnotes(BACKLINK_TITLE=""),
            AttrListExtension(),
            DefListExtension(),
            AbbrExtension(),
            SaneListExtension(),
            ours,
        ],
        output_format="html",
    )
    md.inlinePatterns.register(Stars(md), "em_strong", 60)
    if tuned:
        tune(md, also_plain=frozenset({ListBehindText}), also_triggers={(Stars, r"\*|_"): ("*", "_")})
    return md, ours


# ---- our part of the library -----------------------------------------------------------------------------------------


class _Ours(Extension):
    """Figures, lists behind text, typographic marks, and the mark behind the first paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self._marked = Marked("")
        self.groups: list[FigureRef] = []
        self.has_marks = False

    def begin(self, marked: Marked) -> None:
        """Forget the last document."""
        self._marked = marked
        self.groups = []
        self.has_marks = typography.has_marks(marked.text)

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Register what we add: figures before inline patterns run, the rest after them."""
        self.md = md
        md.parser.blockprocessors.register(ListBehindText(md.parser), "list_behind_text", 12)
        md.treeprocessors.register(_Figures(md, self), "figures", 45)
        md.treeprocessors.register(_Typography(md, self), "typography", 6)
        md.treeprocessors.register(_Opening(md), "opening", 3)

    def photo(self, found: PhotoMark) -> PhotoRef:
        """A photo with what is written in and behind it."""
        return figures.photo(found, self.plain)

    def numbered(self, number: int) -> PhotoRef:
        """The photo of a token."""
        found = self._marked.marks[number]
        assert isinstance(found, PhotoMark)
        return self.photo(found)

    def plain(self, text: str) -> str:
        """Inline Markdown as the plain text that a reader would see."""
        text = self._marked.restored(text) if OPEN in text else text
        if _MARKUP.search(text):
            root = etree.Element("div")
            etree.SubElement(root, "p").text = _FOOTNOTE.sub("", text)
            self.md.treeprocessors["inline"].run(root)
            text = "".join(root.itertext())
            text = HTML_PLACEHOLDER_RE.sub(lambda m: str(self.md.htmlStash.rawHtmlBlocks[int(m[1])]), text)
            text = _ESCAPED.sub(lambda m: chr(int(m[1])), text).replace(AMP_SUBSTITUTE, "&")
            text = PRIVATE.sub("", entities.unescape(_TAG.sub("", text)))
        return typography.improved((" ".join(text.split()),))[0]


class _Figures(Treeprocessor):
    """Replaces paragraphs of photos by a token for their figure."""

    def __init__(self, md: markdown.Markdown, ours: _Ours) -> None:
        super().__init__(md)
        self._ours = ours

    def run(self, root: etree.Element) -> None:
        """Look at every paragraph that holds a photo."""
        for parent in list(root.iter()):
            if any(child.tag == "p" and child.text and f"{OPEN}P" in child.text for child in parent):
                self._children(parent)
            if (
                parent.tag in ("li", "dd")
                and parent.text
                and f"{OPEN}P" in parent.text
                and not isinstance(parent.text, AtomicString)
            ):
                parts = figures.split(parent.text, self._ours.numbered, self._ours.plain)
                if parts is not None and not any(isinstance(part, str) for part in parts):
                    parent.text = AtomicString(
                        "".join(
                            self._token(p)
                            for p in figures.joined([p for p in parts if isinstance(p, figures.PhotoGroup)])
                        )
                    )

    def _children(self, parent: etree.Element) -> None:
        children: list[etree.Element] = []
        waiting: list[figures.PhotoGroup] = []

        def settle() -> None:
            for group in figures.joined(waiting):
                paragraph = etree.Element("p")
                paragraph.text = AtomicString(self._token(group))
                children.append(paragraph)
            waiting.clear()

        for child in parent:
            alone = child.tag == "p" and child.text and not len(child)
            parts = figures.split(child.text or "", self._ours.numbered, self._ours.plain) if alone else None
            for part in parts or (child,):
                if isinstance(part, figures.PhotoGroup):
                    waiting.append(part)
                    continue
                settle()
                if isinstance(part, str):
                    paragraph = etree.Element("p")
                    paragraph.text = part
                    children.append(paragraph)
                else:
                    children.append(part)
        settle()
        parent[:] = children

    def _token(self, group: figures.PhotoGroup) -> str:
        self._ours.groups.append(group.figure)
        return f"{OPEN}G{len(self._ours.groups) - 1}{CLOSE}"


class _Typography(Treeprocessor):
    """Typographic marks in every block, outside of code."""

    def __init__(self, md: markdown.Markdown, ours: _Ours) -> None:
        super().__init__(md)
        self._ours = ours

    def run(self, root: etree.Element) -> None:
        """Improve the tree, where the document holds anything to improve."""
        if self._ours.has_marks:
            typography.improve(root, is_block=self.md.is_block_level, fixed=AtomicString)


class _Opening(Treeprocessor):
    """Puts the mark behind the first paragraph of text."""

    def run(self, root: etree.Element) -> None:
        """Find it among the blocks of the body itself, not in lists, quotes or footnotes."""
        for child in root:
            if child.tag == "p" and _TOKEN.sub("", "".join(child.itertext())).strip():
                child.tail = OPENING + (child.tail or "")
                return


# ---- Where our Markdown differs from the library's: the ids of footnotes, lists behind text, and what a pair of stars takes.


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
