"""The door of nh3: HTML that anybody may have written goes in, HTML that is safe inside a page comes out.

What is not on the lists below does not pass: no script, style, frame, form, picture or foreign markup, no event
handler, no address that a browser would run. What is left open is closed, so that an article cannot break the frame of
its page. Pictures never pass either: ours are tokens until the page is made. It must never be run on a whole page.
"""

from __future__ import annotations

import re

import nh3

from conglang.diagnostics import Diagnostic, warning
from conglang.model import Location


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS = _names(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody "
    "td tfoot th thead time tr u ul var wbr"
)
"""Elements that pass. Of any other one the text stays, unless it is one of REMOVED."""

REMOVED = _names(
    "applet audio canvas embed frameset iframe math noembed noframes noscript object script select style svg template "
    "textarea title video xmp"
)
"""Elements that go together with what they hold."""

CLASSES = frozenset({"note", "align-center", "align-right", "table-scroll"})
"""Classes that an author may give. Others belong to the page."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Schemes of addresses that pass; addresses without a scheme do as well."""

_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "ins": {"datetime"},
    "li": {"value", "id"},
    "ol": {"start", "reversed", "type"},
    "sup": {"id"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "time": {"datetime"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_FOOTNOTE = frozenset({"footnote", "footnote-ref", "footnote-backref"})
_FOOTNOTE_ID = re.compile(r"fn(?:ref\d*)?:\d+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_USUAL = bytes({*range(256)} - {*range(9), 11, 12, *range(14, 32), 127})
"""All bytes but those of control characters: deleting them is a hundred times faster than a search for the others."""
_ADDRESS = r"https?://(?!\S*[xX][nN]--)(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:[/?][A-Za-z0-9./_?=%~-]*)?"
"""An address that passes as it is: with the name of a host that the sanitiser can read."""
_NOT_HARMLESS = re.compile(
    "<(?!/?(?:p|em|strong|ul|ol|li|blockquote|h[1-6]|hr|br)>|/a>"
    f'|a href="(?:\ue000[A-Z][0-9]+\ue001|{_ADDRESS})">)|&(?!(?:amp|lt|gt);)|[\xa0\x00-\x08\x0b-\x1f\x7f]'
)
"""What Markdown makes of plain texts holds none of this: only elements without attributes, and plain links."""
_ENTITY = re.compile(r"&#(?:x0*([0-9a-f]{1,6})|0*(\d{1,7}));?", re.I)
_REMOVED_TAG = re.compile(rf"<({'|'.join(sorted(REMOVED))}|form|input|button|link|meta|base|marquee)(?![\w-])", re.I)


def cleaner() -> nh3.Cleaner:
    """Make the sanitiser; it is kept and used for every document."""
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(REMOVED),
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        allowed_classes={tag: set(CLASSES | _FOOTNOTE) for tag in TAGS},
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def sanitised(html: str, clean: nh3.Cleaner, *, is_ours: bool = False) -> str:
    """What may pass of a piece of HTML, every element closed. Private-use characters are left only where ours were.

    HTML that `is_ours` was made by Markdown alone, so that its elements are closed: most of it passes at a glance.
    """
    if is_ours and not _NOT_HARMLESS.search(html):
        return html
    # An entity would become the character itself, and so could forge one of our tokens.
    without = _ENTITY.sub(_unless_private, html) if "&#" in html else html
    cleaned = clean.clean(without)
    return _CONTROL.sub("", cleaned) if cleaned.encode("utf-8", "replace").translate(None, _USUAL) else cleaned


def removed(html: str, text: str, *, path: str, first_line: int) -> list[Diagnostic]:
    """Warnings for elements in `html` that do not pass, where an author should know of the loss; places are of `text`."""
    found: list[Diagnostic] = []
    if "<" not in text:
        return found
    for name in dict.fromkeys(name.lower() for name in _REMOVED_TAG.findall(html)):
        match = re.search(rf"<{name}(?![\w-])", text, re.I)
        start = match.start() if match else 0
        line = text.count("\n", 0, start)
        column = start - text.rfind("\n", 0, start)
        found.append(warning("removed-html", Location(path, first_line + line, column, len(name) + 1), tag=name))
    return found


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "id" and tag in ("li", "sup"):
        return value if _FOOTNOTE_ID.fullmatch(value) else None
    if attribute == "title" and (not value.strip() or tag in ("li", "p")):
        return None
    return value


def _unless_private(entity: re.Match[str]) -> str:
    code = int(entity[1], 16) if entity[1] else int(entity[2])
    return "" if 0xE000 <= code <= 0xF8FF else entity[0]
