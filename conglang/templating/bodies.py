"""A body with everything in its place: the tokens of its HTML are replaced by links and figures.

In come the HTML as the converter left it (`model.Body` tells what the tokens are) and the answers to what it asks of
the portal, out go pieces in order: trusted HTML, a figure, or a picture inside running text, which the template draws.
Nothing is escaped here but the addresses that are put in, and no token survives.
"""

from __future__ import annotations

import re
from html import escape, unescape

from conglang.portal.page import BodyInputs
from conglang.portal.views.parts import Figure, Picture

Piece = str | Figure | Picture
"""HTML, a figure between paragraphs, or a picture inside one."""

Documents = dict[int, tuple[str, str]]
"""What is said of linked documents, and their MIME types, by the number of the link."""

_PHOTO = re.compile("\ue000([FI])([0-9]+)\ue001")
_LINK = re.compile('(<a\\b[^<>]*?\\shref=")\ue000L([0-9]+)\ue001("[^<>]*>)(.*?)</a>', re.DOTALL)
# A paragraph that is one link and nothing else: where it leads to a sound or a film, it becomes a player.
_LONE_LINK = re.compile('<p>(<a\\b[^<>]*?\\shref="\ue000L([0-9]+)\ue001"[^<>]*>((?:(?!</a>).)*)</a>)</p>', re.DOTALL)
_TAG = re.compile("<[^<>]*>")
_STRAY = re.compile("\ue000[A-Z]?[0-9]*\ue001?|\ue001")
_PARAGRAPH = re.compile("<p[ >]")
_OPENING = "\ue000S\ue001"


def pieces(html: str, inputs: BodyInputs) -> tuple[Piece, ...]:
    """The body's HTML, cut where photos stand; pieces without text are left out."""
    if inputs.skip_opening:
        html = _without_opening(html)
    if "\ue000L" in html:
        files = {number: (label, kind) for number, label, kind in inputs.files}
        if files:
            html = _LONE_LINK.sub(lambda link: _played(link, inputs.links, files), html)
        html = _LINK.sub(lambda link: _answered(link, inputs.links, files), html)
    if not _has_tokens(html):
        return (html,) if html else ()
    found: list[Piece] = []
    # With two groups in the pattern, split gives: text, kind, number, text, kind, number, …, text.
    text, *rest = _PHOTO.split(html)
    found.append(text)
    for kind, number, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if int(number) < len(inputs.figures):
            figure = inputs.figures[int(number)]
            found.extend((figure,) if kind == "F" else figure.pictures)
        found.append(text)
    cleaned = (_STRAY.sub("", piece) if isinstance(piece, str) and _has_tokens(piece) else piece for piece in found)
    return tuple(piece for piece in cleaned if piece != "")


def _has_tokens(piece: str) -> bool:
    return "\ue000" in piece or "\ue001" in piece


def _without_opening(html: str) -> str:
    """The HTML without the paragraph that ends directly before the mark; unchanged where no paragraph does."""
    before, mark, after = html.partition(_OPENING)
    if not mark or not before.rstrip().endswith("</p>"):
        return html
    start = max((tag.start() for tag in _PARAGRAPH.finditer(before)), default=len(before))
    return before[:start].rstrip() + after


def _answered(link: re.Match[str], answers: tuple[str, ...], files: Documents) -> str:
    """A link to where the portal says that it leads, or its text alone; behind a document stand its type and size."""
    opening, number, rest, text = link.groups()
    address = answers[int(number)] if int(number) < len(answers) else ""
    if not address:
        return text
    label = f' <span class="file">({escape(files[int(number)][0])})</span>' if int(number) in files else ""
    return f"{opening}{escape(address)}{rest}{text}</a>{label}"


def _played(link: re.Match[str], answers: tuple[str, ...], files: Documents) -> str:
    """A lone link to a sound or a film under a player that loads nothing until it is asked; other links as they are."""
    whole, number, text = link.groups()
    medium = files.get(int(number), ("", ""))[1].partition("/")[0]
    if medium not in ("audio", "video"):
        return link[0]
    address, name = escape(answers[int(number)]), escape(unescape(_TAG.sub("", text)).strip())
    player = f'<{medium} controls preload="none" src="{address}" aria-label="{name}"></{medium}>'
    return f'<figure class="player">{player}<figcaption>{whole}</figcaption></figure>'


# ---- How the HTML of an article reads outside the portal: in a feed, where no page stands around it.

TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]|"[^"]*"|'[^']*')*>""")
ADDRESS = re.compile(r"""(\s(?:href|src|poster)=")([/#][^"]*)""")
CANDIDATES = re.compile(r"""(\ssrcset=")([^"]*)""")
CANDIDATE = re.compile(r"(^|,\s+)(?=/)")


def syndicated(html: str, url: str, origin: str) -> str:
    """The HTML of the article at `url` with whole addresses; fragments lead to its page."""

    def complete(match: re.Match[str]) -> str:
        attribute, address = match[1], match[2]
        if address.startswith("//"):
            return match[0]
        return f"{attribute}{origin}{url if address.startswith('#') else ''}{address}"

    def candidates(match: re.Match[str]) -> str:
        return match[1] + CANDIDATE.sub(lambda start: start[0] + origin, match[2])

    return TAG.sub(lambda tag: CANDIDATES.sub(candidates, ADDRESS.sub(complete, tag[0])), html)
