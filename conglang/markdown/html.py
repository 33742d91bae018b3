"""Sanitised HTML of a body becomes what pages are made from: headings, tables, links, and the final tokens.

In goes HTML whose every element is closed, with the tokens of `bodytext` and `markup` in it; out come HTML with the
tokens that `model.Body` describes, numbered in the order of the document, and the figures and links they stand for.
A token in code or in an attribute was never meant: there its text is put back. No language text is added here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from conglang.diagnostics import Diagnostic, warning
from conglang.markdown.references import CLOSE, OPEN, LinkMark, Marked, PhotoMark, link
from conglang.model import FigureRef, LinkRef, Location, PhotoRef
from conglang.values import Value
from conglang.vietnamese.slugs import slug

OPENING = f"{OPEN}S{CLOSE}"

_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.S)
_TAG = re.compile(r"<(/?)(table|thead|th|td|a)((?:\s[^<>]*)?)>")
_HEADING = re.compile(r"<h([1-6])((?:\s[^<>]*)?)>(.*?)</h\1>", re.S)
_ID = re.compile(r'\sid="([^"]*)"')
_HREF = re.compile(r'\shref="([^"]*)"')
_ALIGN = re.compile(r'\salign="([^"]*)"')
_HELD = re.compile(rf"<[^<>]*{OPEN}[^<>]*>")
_NOTE = re.compile(r'<sup id="fnref.*?</sup>', re.S)
_BREAK = re.compile(r"<(?:br|/?(?:p|li|d[dlt]|t[dhr]|h[1-6]|div|pre|blockquote|summary))\b[^<>]*>")
_ANY_TAG = re.compile(r"<[^<>]*>")
_TOKEN = re.compile(rf"{OPEN}([GPK])(\d+){CLOSE}")
_MARK = re.compile(rf"{OPEN}[A-Z]\d*{CLOSE}")
_LINK = re.compile(rf"{OPEN}K(\d+){CLOSE}")
_EMPTY = re.compile(r"<p>\s*</p>\n?")
_EXTERNAL = re.compile(r"https?:|//", re.I)
_SCHEME = re.compile(r"(?:https?|mailto|tel):|//|#", re.I)


class Finished(Value, frozen=True):
    """The HTML of a body, and what it asks of the portal."""

    html: str
    figures: tuple[FigureRef, ...]
    links: tuple[LinkRef, ...]
    opening: str
    words: int
    headings: tuple[str, ...]
    opening_asks: bool


def finished(
    html: str, marked: Marked, groups: tuple[FigureRef, ...], *, first_line: int, photo: Callable[[PhotoMark], PhotoRef]
) -> Finished:
    """Finish the HTML of a body; `groups` are the figures that `G` tokens stand for."""
    if marked.marks and ("<code" in html or "<pre" in html):
        html = _CODE.sub(lambda m: _restored(m[0], marked), html)
    links: list[LinkRef] = []
    html = _tags(html, marked, links, first_line)
    headings: list[str] = []
    if "<h" in html:
        html = _headings(html, headings)
    figures: list[FigureRef] = []
    if marked.marks:
        html = _HELD.sub(lambda m: _restored(m[0], marked, but_links=True), html)
        html = _tokens(html, marked, groups, figures, photo)
    if "<p>" in html:
        html = _EMPTY.sub("", html)
    html, opening, asks = _opening(html)
    return Finished(
        html.strip(),
        tuple(figures),
        tuple(links),
        opening,
        _words(_ANY_TAG.sub(" ", html)),
        tuple(headings),
        asks,
    )


def plain(html: str) -> str:
    """The text of a piece of HTML, without tokens and footnote numbers, on one line."""
    if "<sup" in html:
        html = _NOTE.sub("", html)
    text = unescape(_ANY_TAG.sub("", _BREAK.sub(" ", html)))
    return " ".join((_MARK.sub(" ", text) if OPEN in text else text).split())


def without_caption(shown: tuple[FigureRef, ...], html: str, path: str) -> list[Diagnostic]:
    """A warning for each photo without a caption; inside running text, what describes it is enough."""
    return [
        warning("photo-without-caption", Location(path, p.line, p.column, p.width))
        for number, figure in enumerate(shown)
        for p in figure.photos
        if not (p.caption or figure.caption or (p.alt and f"{OPEN}I{number}{CLOSE}" in html))
    ]


def _words(text: str) -> int:
    """Words of a text; a dash or a bullet between spaces is none, and neither is a token."""
    text = _MARK.sub(" ", text) if OPEN in text else text
    words = text.split()
    return len(words) - words.count("-") - words.count("–") - words.count("—")


def _restored(html: str, marked: Marked, *, but_links: bool = False) -> str:
    """A piece of HTML with the source of each token in place of it; `href`s that are already numbered stay."""

    def source(match: re.Match[str]) -> str:
        return escape(marked.marks[int(match[3])].source)

    if but_links and f'="{OPEN}L' in html:
        return re.sub(rf"{OPEN}([PK])()(\d+){CLOSE}", source, html)
    return re.sub(rf"{OPEN}([A-Z])()(\d+){CLOSE}", source, html)


def _tags(html: str, marked: Marked, links: list[LinkRef], first_line: int) -> str:
    """Links answered by tokens, tables wrapped, header cells with their scope."""
    numbers: dict[str, int] = {}
    state = {"tables": 0, "head": 0}

    def anchor(attributes: str) -> str:
        match = _HREF.search(attributes)
        if match is None:
            return f"<a{attributes}>"
        href = match[1]
        token = _LINK.fullmatch(href)
        if token is None and _SCHEME.match(href):
            rel = ' rel="noopener"' if _EXTERNAL.match(href) else ""
            return f"<a{attributes}{rel}>"
        if href not in numbers:
            ref = _reference(href, token, marked, first_line)
            if ref is None:
                return f"<a{attributes[: match.start()]}{attributes[match.end() :]}>"
            numbers[href] = len(links)
            links.append(ref)
        return f'<a{attributes[: match.start()]} href="{OPEN}L{numbers[href]}{CLOSE}"{attributes[match.end() :]}>'

    def tag(match: re.Match[str]) -> str:
        closing, name, attributes = match[1], match[2], match[3]
        if name == "a":
            return match[0] if closing else anchor(attributes)
        if name == "table":
            state["tables"] += -1 if closing else 1
            outer = state["tables"] == (0 if closing else 1)
            if not outer:
                return match[0]
            return f"{match[0]}</div>" if closing else f'<div class="table-scroll" tabindex="0">{match[0]}'
        if name == "thead":
            state["head"] += -1 if closing else 1
            return match[0]
        if closing:
            return match[0]
        align = _ALIGN.search(attributes)
        if align:
            attributes = attributes[: align.start()] + attributes[align.end() :]
            if align[1] in ("center", "right") and "class=" not in attributes:
                attributes += f' class="align-{align[1]}"'
        if name == "th" and "scope=" not in attributes:
            attributes += ' scope="col"' if state["head"] else ' scope="row"'
        return f"<{name}{attributes}>"

    return _TAG.sub(tag, html) if "<a" in html or "<t" in html else html


def _reference(href: str, token: re.Match[str] | None, marked: Marked, first_line: int) -> LinkRef | None:
    if token is not None:
        mark = marked.marks[int(token[1])]
        if isinstance(mark, LinkMark):
            return LinkRef(mark.target, mark.fragment, mark.line, mark.column, mark.width)
    found = link(href)  # A spelling of a link that the walk through the text does not know: its place stays the body's.
    return LinkRef(found[0], found[1], first_line, 1, 1) if found and found[0] else None


def _headings(html: str, ids: list[str]) -> str:
    """Headings begin at h2, skip no level, and carry an id that is theirs alone."""
    above: list[int] = []
    taken: dict[str, int] = {}

    def heading(match: re.Match[str]) -> str:
        level = int(match[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        written = _ID.search(match[2])
        attributes = match[2][: written.start()] + match[2][written.end() :] if written else match[2]
        base = slug(unescape(written[1]) if written else plain(match[3])) or "muc"
        name = base
        while name in taken:
            taken[base] += 1
            name = f"{base}-{taken[base]}"
        taken[name] = 1
        ids.append(name)
        shown = min(6, 1 + len(above))
        return f'<h{shown} id="{name}"{attributes}>{match[3]}</h{shown}>'

    return _HEADING.sub(heading, html)


def _tokens(
    html: str,
    marked: Marked,
    groups: tuple[FigureRef, ...],
    figures: list[FigureRef],
    photo: Callable[[PhotoMark], PhotoRef],
) -> str:
    def token(match: re.Match[str]) -> str:
        kind, number = match[1], int(match[2])
        if kind == "G":
            figures.append(groups[number])
            return f"{OPEN}F{len(figures) - 1}{CLOSE}"
        mark = marked.marks[number]
        if isinstance(mark, LinkMark):
            return escape(mark.source, quote=False)
        figures.append(FigureRef((photo(mark),)))
        return f"{OPEN}I{len(figures) - 1}{CLOSE}"

    html = _TOKEN.sub(token, html)
    for number in range(len(figures)):  # A figure is a block of its own, not a paragraph.
        html = html.replace(f"<p>{OPEN}F{number}{CLOSE}</p>", f"{OPEN}F{number}{CLOSE}")
    return html


def _opening(html: str) -> tuple[str, str, bool]:
    """The mark behind the first paragraph, if it is still directly there, the text, and whether it holds links or photos."""
    before, mark, behind = html.partition(OPENING)
    if not mark:
        return html, "", False
    start = max(before.rfind("<p>"), before.rfind("<p "))
    if start < 0 or not before.endswith("</p>") or before.count("</p>", start) != 1:
        return before + behind, "", False
    paragraph = before[start:]
    opening = plain(paragraph)
    return (html, opening, "<a " in paragraph or OPEN in paragraph) if opening else (before + behind, "", False)


# ---- Links within a body: `#muc` leads to a heading or a footnote of the same body, or is reported.

TOP = "top"
"""The id of every page's beginning."""

_HREF_OF_FRAGMENT = re.compile(r'\shref="#([^"]+)"')
_ANY_ID = re.compile(r'\sid="([^"]+)"')


def dead(html: str, text: str, *, path: str, first_line: int) -> list[Diagnostic]:
    """A warning for each fragment that nothing in the body bears, at its first mention."""
    if 'href="#' not in html:
        return []
    ids = {TOP, *_ANY_ID.findall(html)}
    found = []
    for written in dict.fromkeys(name for name in _HREF_OF_FRAGMENT.findall(html) if name not in ids):
        name = unescape(written)
        start = max(0, text.find(f"#{name}"))
        column = start - text.rfind("\n", 0, start)
        at = Location(path, first_line + text.count("\n", 0, start), column, len(name) + 1)
        found.append(warning("dead-fragment", at, fragment=name))
    return found
