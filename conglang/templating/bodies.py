"""The resolved body of an article: the tokens of its HTML are replaced by links and figures.

The HTML of the converter (`model.Body` describes its tokens) and the resolved links and figures come in. Pieces in the
order of the text go out: trusted HTML, a figure, or a picture inside running text, which the template draws. This module
escapes only the addresses that it inserts, and leaves no token in the HTML.
"""

from __future__ import annotations

import re
from html import escape, unescape

from conglang.portal.page import BodyInputs
from conglang.portal.views.parts import Figure, Picture

Piece = str | Figure | Picture
"""HTML, a figure between paragraphs, or a picture inside one."""

Documents = dict[int, tuple[str, str]]
"""The labels of linked documents (type and size) and their MIME types, by the number of the link."""

_PHOTO = re.compile("\ue000([FI])([0-9]+)\ue001")
_LINK = re.compile('(<a\\b[^<>]*?\\shref=")\ue000L([0-9]+)\ue001("[^<>]*>)(.*?)</a>', re.DOTALL)
# A paragraph that is one link and nothing else: where the link leads to a sound or a film, it becomes a player.
_LONE_LINK = re.compile('<p>(<a\\b[^<>]*?\\shref="\ue000L([0-9]+)\ue001"[^<>]*>((?:(?!</a>).)*)</a>)</p>', re.DOTALL)
_TAG = re.compile("<[^<>]*>")
_STRAY = re.compile("\ue000[A-Z]?[0-9]*\ue001?|\ue001")
_PARAGRAPH = re.compile("<p[ >]")
_OPENING = "\ue000S\ue001"


def pieces(html: str, inputs: BodyInputs) -> tuple[Piece, ...]:
    """The HTML of a body, cut at its photos; empty pieces are left out."""
    if inputs.skip_opening:
        html = _without_opening(html)
    if "\ue000L" in html:
        files = {number: (label, kind) for number, label, kind in inputs.files}
        if files:
            html = _LONE_LINK.sub(lambda link: _player(link, inputs.links, files), html)
        html = _LINK.sub(lambda link: _resolved_link(link, inputs.links, files), html)
    if not _has_tokens(html):
        return (html,) if html else ()
    parts: list[Piece] = []
    # With two groups in the pattern, split gives: text, kind, number, text, kind, number, …, text.
    text, *rest = _PHOTO.split(html)
    parts.append(text)
    for kind, number, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if int(number) < len(inputs.figures):
            figure = inputs.figures[int(number)]
            parts.extend((figure,) if kind == "F" else figure.pictures)
        parts.append(text)
    cleaned = (_STRAY.sub("", piece) if isinstance(piece, str) and _has_tokens(piece) else piece for piece in parts)
    return tuple(piece for piece in cleaned if piece != "")


def _has_tokens(piece: str) -> bool:
    return "\ue000" in piece or "\ue001" in piece


def _without_opening(html: str) -> str:
    """The HTML without the paragraph that ends directly before the mark; unchanged where there is no such paragraph."""
    before, mark, after = html.partition(_OPENING)
    if not mark or not before.rstrip().endswith("</p>"):
        return html
    start = max((tag.start() for tag in _PARAGRAPH.finditer(before)), default=len(before))
    return before[:start].rstrip() + after


def _resolved_link(link: re.Match[str], links: tuple[str, ...], files: Documents) -> str:
    """A link with its resolved address, or its text alone where it has none; a document's type and size follow its link."""
    opening, number, rest, text = link.groups()
    address = links[int(number)] if int(number) < len(links) else ""
    if not address:
        return text
    label = f' <span class="file">({escape(files[int(number)][0])})</span>' if int(number) in files else ""
    return f"{opening}{escape(address)}{rest}{text}</a>{label}"


def _player(link: re.Match[str], links: tuple[str, ...], files: Documents) -> str:
    """A lone link to a sound or a film, below a player that loads nothing before it is started; other links unchanged."""
    whole, number, text = link.groups()
    medium = files.get(int(number), ("", ""))[1].partition("/")[0]
    if medium not in ("audio", "video"):
        return link[0]
    address, name = escape(links[int(number)]), escape(unescape(_TAG.sub("", text)).strip())
    player = f'<{medium} controls preload="none" src="{address}" aria-label="{name}"></{medium}>'
    return f'<figure class="player">{player}<figcaption>{whole}</figcaption></figure>'


# ---- The HTML of an article outside the portal: in a feed, where no page surrounds it.

TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]|"[^"]*"|'[^']*')*>""")
ADDRESS = re.compile(r"""(\s(?:href|src|poster)=")([/#][^"]*)""")
CANDIDATES = re.compile(r"""(\ssrcset=")([^"]*)""")
CANDIDATE = re.compile(r"(^|,\s+)(?=/)")


def syndicated(html: str, url: str, origin: str) -> str:
    """The HTML of the article at `url` with absolute addresses; fragments lead to its page."""

    def complete(match: re.Match[str]) -> str:
        attribute, address = match[1], match[2]
        if address.startswith("//"):
            return match[0]
        return f"{attribute}{origin}{url if address.startswith('#') else ''}{address}"

    def candidates(match: re.Match[str]) -> str:
        return match[1] + CANDIDATE.sub(lambda start: start[0] + origin, match[2])

    return TAG.sub(lambda tag: CANDIDATES.sub(candidates, ADDRESS.sub(complete, tag[0])), html)
