"""Share pictures with words: a title comes in, a PNG of sixteen colours goes out.

This is the door to the font, which has every Vietnamese letter; a letter that it lacks (an emoji) is left out, so that no
empty box is ever shown. A title has the largest size that fits; its lines are broken between words, and a word wider than
the picture is broken too. The colours are steps from the background to white, so that the picture is small, quickly made,
and the same on every machine. A text never leaves the picture, and no font of the machine is ever used.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from conglang.photos.renditions import SHARE, Drawing

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageFont import FreeTypeFont

BACKGROUND, WORDS = (143, 29, 20), (255, 255, 255)
"""The two ends of the ramp: the accent of the style sheet, and white."""

WHITE, QUIET, LINE = 15, 12, 5
"""Steps of the ramp: the title, the small lines (contrast 6:1), the rule above the foot."""

MARGIN, TOP, FOOT = 72, 132, 536
"""The title is between TOP and FOOT; the foot holds the place and the portal's name."""

WEIGHTS = ("Regular", "Bold")
SIZES = (76, 68, 60, 54, 48, 42, 36, 32)
SMALL = 32
LEADING = 1.32
"""Height of a line in letter sizes: room for Ễ above and ặ below."""

_RUNS = 3
"""zlib's strategy `Z_RLE`, which looks only for runs of one colour: three times as fast as a full search, for a tenth more bytes."""


def draw(drawing: Drawing, fonts: Fonts) -> bytes:
    """The bytes of a drawing."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", SHARE, 0)
    pencil = ImageDraw.Draw(picture)
    width = SHARE[0] - 2 * MARGIN

    def line(at: tuple[int, int], text: str, weight: str, fill: int) -> None:
        if text:
            pencil.text(at, text, font=fonts.font(weight, SMALL), fill=fill)

    pencil.rectangle((MARGIN, 56, MARGIN + 96, 63), fill=WHITE)
    line((MARGIN, 80), fonts.cut(fonts.shown(drawing.above), "Regular", SMALL, width), "Regular", QUIET)
    size, lines = arranged(fonts.shown(drawing.title), width, FOOT - TOP - 16, fonts)
    step = round(size * LEADING)
    for number, text in enumerate(lines):
        pencil.text((MARGIN, TOP + number * step), text, font=fonts.font("Bold", size), fill=WHITE)
    pencil.line((MARGIN, FOOT, SHARE[0] - MARGIN, FOOT), fill=LINE, width=2)
    name = fonts.cut(fonts.shown(drawing.portal), "Bold", SMALL, width)
    taken = round(fonts.width(name, "Bold", SMALL))
    line((SHARE[0] - MARGIN - taken, FOOT + 16), name, "Bold", WHITE)
    below = fonts.cut(fonts.shown(drawing.below), "Regular", SMALL, width - taken - (40 if name else 0))
    line((MARGIN, FOOT + 16), below, "Regular", QUIET)
    return encoded(picture)


def encoded(picture: Image.Image) -> bytes:
    """The PNG of a picture of mode `L` whose values are steps of the ramp; edges of letters have values between two steps."""
    picture.putpalette([value for step in range(16) for value in _between(step)])
    target = BytesIO()
    picture.save(target, "PNG", bits=4, compress_type=_RUNS)
    return target.getvalue()


def arranged(title: str, width: int, height: int, fonts: Fonts) -> tuple[int, tuple[str, ...]]:
    """The size of letters and the lines in which a title fits; a title too long for the smallest size is cut."""
    for size in SIZES:
        lines = fonts.wrapped(title, "Bold", size, width)
        room = int(height // round(size * LEADING))
        if len(lines) <= room:
            return size, lines
    last = fonts.cut(" ".join(lines[room - 1 :]), "Bold", size, width)
    return size, (*lines[: room - 1], last)


class Fonts:
    """The font in the weights and sizes that were asked for, and the widths of its letters; made once for many drawings."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, int], FreeTypeFont] = {}
        self._widths: dict[tuple[str, str, int], float] = {}
        self._has: dict[str, bool] = {}

    def font(self, weight: str, size: int) -> FreeTypeFont:
        """The font in a weight and a size."""
        from PIL import ImageFont

        font = self._fonts.get((weight, size))
        if font is None:
            font = ImageFont.truetype(font_file(weight), size, layout_engine=ImageFont.Layout.BASIC)
            self._fonts[weight, size] = font
        return font

    def width(self, text: str, weight: str, size: int) -> float:
        """The width of a text in pixels: the sum of the widths of its letters; kerning only makes it narrower."""
        return sum([self._width_of_letter(letter, weight, size) for letter in text])

    def wrapped(self, text: str, weight: str, size: int, width: int) -> tuple[str, ...]:
        """A text in lines that are no wider than `width`."""
        lines: list[str] = []
        line = ""
        for word in text.split():
            longer = f"{line} {word}".lstrip()
            if self.width(longer, weight, size) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            while self.width(word, weight, size) > width:
                fits = next(
                    n for n in range(len(word) - 1, 0, -1) if n == 1 or self.width(word[:n], weight, size) <= width
                )
                lines.append(word[:fits])
                word = word[fits:]
            line = word
        return (*lines, line) if line else tuple(lines)

    def cut(self, text: str, weight: str, size: int, width: int) -> str:
        """A text that is no wider than `width`, with an ellipsis where something was cut."""
        if self.width(text, weight, size) <= width:
            return text
        while text and self.width(text + "…", weight, size) > width:
            text = text[:-1].rstrip(" ,;:.–-")
        return text + "…" if text else ""

    def shown(self, text: str) -> str:
        """A text without the letters that the font does not have."""
        return " ".join("".join(letter for letter in text if letter.isspace() or self.has(letter)).split())

    def has(self, letter: str) -> bool:
        """Whether the font has a letter: its picture is another one than that of a character which no font has."""
        has = self._has.get(letter)
        if has is None:
            bold = self.font("Bold", SMALL)
            of_letter, of_none = bold.getmask(letter), bold.getmask("\U0010ffff")
            has = (of_letter.size, bytes(of_letter)) != (of_none.size, bytes(of_none))
            self._has[letter] = has
        return has

    def _width_of_letter(self, letter: str, weight: str, size: int) -> float:
        width = self._widths.get((letter, weight, size))
        if width is None:
            width = self._widths[letter, weight, size] = self.font(weight, size).getlength(letter)
        return width


def font_file(weight: str) -> Path:
    """The file of the font; its outlines decide the bytes of a drawing, so its digest belongs to the version of the encoders."""
    import ttf_opensans

    return Path(ttf_opensans.__file__).parent / "ttf" / f"OpenSans-{weight}.ttf"


def _between(step: int) -> tuple[int, ...]:
    return tuple(low + (high - low) * step // 15 for low, high in zip(BACKGROUND, WORDS, strict=True))
