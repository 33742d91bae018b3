"""The icons by which browsers and telephones show the portal: which there are, and what each shows.

The portal's title and its logo come in, drawings go out, which `photos/icon_drawing.py` turns into PNG. A logo of pixels is shown
itself; we cannot draw one of lines (SVG), so the icon shows the initials of the title on the accent colour. The name of a
file is a digest of everything that decides its pixels. This module draws nothing and opens no file.
"""

from __future__ import annotations

import re

from conglang.digest import of_words
from conglang.model import Location, Rendition
from conglang.values import Value

ICON = 2
"""The version of how icons are drawn in `photos/icon_drawing.py`; raise it whenever the same icon would have other bytes."""

ANY, MASKABLE, TOUCH = "any", "maskable", "touch"
"""Shown unchanged; cut to any shape by the telephone; with its corners rounded by the telephone (Apple)."""

WANTED = ((192, ANY), (512, ANY), (512, MASKABLE), (180, TOUCH))
"""Sizes and purposes: what installing asks for, and the icon of Apple's home screen."""

CONFIG = Location("config.toml", 1, 1)
"""The location of a logo that the configuration names at an unknown place."""

RASTER = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")
"""Suffixes of logos that are made of pixels."""

_WORD = re.compile(r"[^\W\d_]+")


class Icon(Value, frozen=True):
    """An icon to be drawn: the logo with this name and digest, from `file`, or letters where there is no logo.

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
        """The file that the icon becomes; its name does not depend on the name and place of the logo."""
        name = of_words(ICON, self.size, self.purpose, self.letters, self.logo)[:16]
        return Rendition(f"media/{name[:2]}/{name}.png", self.size, self.size, "png")


def icons(
    title: str, *, logo: str = "", logo_digest: str = "", file: str = "", at: Location = CONFIG
) -> tuple[Icon, ...]:
    """The icons of a portal; `logo` is the name of its logo among the assets, `at` where the configuration names it."""
    if logo.lower().endswith(RASTER) and logo_digest:
        return tuple(Icon(size, purpose, "", logo, logo_digest, file, at) for size, purpose in WANTED)
    letters = initials(title)
    return tuple(Icon(size, purpose, letters) for size, purpose in WANTED)


def short_name(title: str) -> str:
    """The name below an icon: the last words of the title that all begin with a capital, or the whole title."""
    words = title.split()
    start = len(words)
    while start and words[start - 1][0].isupper():
        start -= 1
    return " ".join(words[start:]) or title


def initials(title: str) -> str:
    """The initials of the last two words with a capital, because titles end with the name: *Cổng tin Vân Lam* → VL."""
    words = _WORD.findall(title)
    capital = [word[0] for word in words if word[0].isupper()] or [word[0].upper() for word in words[:1]]
    return "".join(capital[-2:])
