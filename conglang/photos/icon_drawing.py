"""Icons of the portal: an Icon comes in, the bytes of a square PNG go out.

A logo is centred on white and never cropped; letters are white on the accent colour. The purpose decides the margin: a
telephone may cut a maskable icon to a circle of four fifths, so that everything important is within that circle. An icon
never shows a letter that the font lacks, and never contains metadata.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from conglang.photos import drawings
from conglang.photos.drawings import Fonts
from conglang.photos.icons import ANY, MASKABLE, TOUCH, Icon
from conglang.photos.probe import open_photo

SHARE = {ANY: 92, TOUCH: 80, MASKABLE: 56}
"""Size of a logo in per cent of the side: a square of 56 % lies within a circle of 80 %."""

LETTERS = {ANY: 78, TOUCH: 72, MASKABLE: 56}
"""Size of letters in per cent of the side, for one letter; two letters have two thirds of it."""


def draw(icon: Icon, fonts: Fonts) -> bytes:
    """The bytes of an icon. Raises one of FAULTS where its logo is not a picture."""
    return _of_logo(icon) if icon.logo else _of_letters(icon, fonts)


def _of_logo(icon: Icon) -> bytes:
    from PIL import Image, ImageOps

    logo, _ = open_photo(Path(icon.file).read_bytes())
    logo.load()
    room = icon.size * SHARE[icon.purpose] // 100
    shown = ImageOps.contain(logo.convert("RGBA"), (room, room), Image.Resampling.LANCZOS)
    picture = Image.new("RGB", (icon.size, icon.size), drawings.WORDS)
    place = ((icon.size - shown.width) // 2, (icon.size - shown.height) // 2)
    picture.paste(shown, place, shown.getchannel("A"))
    target = BytesIO()
    picture.save(target, "PNG", compress_level=9)
    return target.getvalue()


def _of_letters(icon: Icon, fonts: Fonts) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("L", (icon.size, icon.size), 0)
    letters = fonts.shown(icon.letters)
    if letters:
        height = icon.size * LETTERS[icon.purpose] // 100
        font = fonts.font("Bold", height * 2 // 3 if len(letters) > 1 else height)
        middle = icon.size / 2
        left, top, right, bottom = font.getbbox(letters)
        at = (round(middle - (left + right) / 2), round(middle - (top + bottom) / 2))
        ImageDraw.Draw(picture).text(at, letters, font=font, fill=drawings.WHITE)
    return drawings.encoded(picture)
