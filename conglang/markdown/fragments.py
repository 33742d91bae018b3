"""Links within a body: `#muc` leads to a heading or a footnote of the same body, or is told.

In goes finished HTML and the text that it was made from; out come warnings at places of the text. Nothing is changed: a
link that leads nowhere stays where the reader is.
"""

from __future__ import annotations

import re
from html import unescape

from conglang.diagnostics import Diagnostic, warning
from conglang.model import Location

TOP = "top"
"""The id of every page's beginning."""

_HREF = re.compile(r'\shref="#([^"]+)"')
_ID = re.compile(r'\sid="([^"]+)"')


def dead(html: str, text: str, *, path: str, first_line: int) -> list[Diagnostic]:
    """A warning for each fragment that nothing in the body bears, at its first mention."""
    if 'href="#' not in html:
        return []
    ids = {TOP, *_ID.findall(html)}
    found = []
    for written in dict.fromkeys(name for name in _HREF.findall(html) if name not in ids):
        name = unescape(written)
        start = max(0, text.find(f"#{name}"))
        column = start - text.rfind("\n", 0, start)
        at = Location(path, first_line + text.count("\n", 0, start), column, len(name) + 1)
        found.append(warning("dead-fragment", at, fragment=name))
    return found
