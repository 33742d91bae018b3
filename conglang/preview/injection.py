"""What the preview adds to a page on its way to the browser: two scripts, and what they need to know.

In go the bytes of a page, out come the same with the scripts at the end of the head; on a page without a head they stand
before the end of the body, or at the end. The files of the output never hold any of it.
"""

from __future__ import annotations

import re
from html import escape

from conglang.values import Value

_PLACES = (re.compile(rb"</head\s*>", re.IGNORECASE), re.compile(rb"</body\s*>", re.IGNORECASE))
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


class Tag(Value, frozen=True):
    """What a page is told of itself: its version, the content file it tells of, the words of its ribbon."""

    version: str
    source: str
    state: str


def injected(data: bytes, tag: Tag) -> bytes:
    """A page with the scripts of the preview in it."""
    values = {"version": tag.version, "source": tag.source, "state": tag.state}
    told = "".join(f' data-{name}="{escape(value)}"' for name, value in values.items())
    scripts = f'<script src="/__preview/preview.js" id="preview-script" defer{told}></script>'
    scripts += '<script src="/livereload.js" id="preview-livereload" defer></script>'
    at = _place(data)
    return data[:at] + scripts.encode() + data[at:]


def _place(data: bytes) -> int:
    """Where the scripts go: never into a comment, where nothing would run."""
    without = _COMMENT.sub(lambda comment: b" " * len(comment[0]), data)
    for place in _PLACES:
        found = place.search(without)
        if found is not None:
            return found.start()
    return len(data)
