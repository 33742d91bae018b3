"""The icons under which browsers and telephones keep the portal: which there are, and what each shows.

The portal's title and its logo come in, drawings go out, which `photos/icon_drawing.py` turns into PNG. A logo of pixels is shown
itself; one of lines (SVG) cannot be drawn by us, so the initials of the title stand on the accent colour. The name of a
file holds all that decides its pixels. Draws nothing and opens no file.
"""

from __future__ import annotations

import re

from conglang.digest import of_words
from conglang.model import Location, Rendition
from conglang.values import Value

ICON = 2
"""The version of how icons are drawn in `photos/icon_drawing.py`; raise it whenever the same icon would have other bytes."""

ANY, MASKABLE, TOUCH = "any", "maskable", "touch"
"""Shown as it is; cut to any shape by the telephone; rounded by the telephone at its corners (Apple)."""

WANTED = ((192, ANY), (512, ANY), (512, MASKABLE), (180, TOUCH))
"""Sizes and purposes: what installing asks for, and the icon of Apple's home screen."""

CONFIG = Location("config.toml", 1, 1)
"""Where a logo is named whose place nobody knows."""

RASTER = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")
"""Suffixes of logos that are made of pixels."""

_WORD = re.compile(r"[^\W\d_]+")


class Icon(Value, frozen=True):
    """An icon to be drawn: of the logo with this name and digest, which lies in `file`, or of letters where it has none.

    `at` is where the configuration names the logo.
    """

    size: int
    purpose: str
    letters: str
    name: str = ""
    logo: str = ""
    file: str = ""
    at: Location = CONFIG

    @property
    def rendition(self) -> Rendition:
        """The file that it becomes; how the logo is called and where it lies have no part in it."""
        name = of_words(ICON, self.size, self.purpose, self.letters, self.logo)[:16]
        return Rendition(f"media/{name[:2]}/{name}.png", self.size, self.size, "png")


def icons(
    title: str, *, logo: str = "", logo_digest: str = "", file: str = "", at: Location = CONFIG
) -> tuple[Icon, ...]:
    """The icons of a portal; `logo` is the name of its logo among the assets, `at` where the configuration says so."""
    if logo.lower().endswith(RASTER) and logo_digest:
        return tuple(Icon(size, purpose, "", logo, logo_digest, file, at) for size, purpose in WANTED)
    letters = initials(title)
    return tuple(Icon(size, purpose, letters) for size, purpose in WANTED)


def short_name(title: str) -> str:
    """The name that fits below an icon: the words with a capital that end the title, or the title itself."""
    words = title.split()
    start = len(words)
    while start and words[start - 1][0].isupper():
        start -= 1
    return " ".join(words[start:]) or title


def initials(title: str) -> str:
    """The initials of the last two words with a capital, which is where a name stands: *Cổng tin Vân Lam* → VL."""
    words = _WORD.findall(title)
    capital = [word[0] for word in words if word[0].isupper()] or [word[0].upper() for word in words[:1]]
    return "".join(capital[-2:])
