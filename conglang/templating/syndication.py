"""How the HTML of an article reads outside the portal: in a feed, where no page stands around it.

In comes HTML that we made ourselves (sanitised, attributes in double quotes) and where it comes from; out goes the same
HTML with every address complete. It never touches text, only attributes inside tags.
"""

from __future__ import annotations

import re

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
