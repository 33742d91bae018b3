"""The brush of the demo's pictures: shapes on a canvas drawn at twice its size, then reduced so that edges are smooth.

In go points in final pixels and paints (one colour, or the colours of top and bottom); out goes a JPEG file whose bytes
are the same on every run with the same Pillow: all chance comes from a generator seeded with the picture's name.
It must never read a file, the clock or a font.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Point = tuple[float, float]
Paint = str | tuple[str, str]
Stamp = Callable[[ImageDraw.ImageDraw, float, float, "str | int"], None]

SCALE = 2
SOFT = 8
GRAIN = 6
QUALITY = 82


class Canvas:
    """A picture being drawn; `random` is its own source of chance."""

    def __init__(self, name: str, width: int = 1920, height: int = 1280) -> None:
        self.width, self.height = width, height
        self.random = Random(name)
        self.image = Image.new("RGB", (width * SCALE, height * SCALE))
        self.draw = ImageDraw.Draw(self.image)

    def polygon(self, points: Sequence[Point], paint: Paint, alpha: float = 1) -> None:
        """Fills the outline `points`."""

        def stamp(draw: ImageDraw.ImageDraw, left: float, top: float, fill: str | int) -> None:
            draw.polygon([(x * SCALE - left, y * SCALE - top) for x, y in points], fill=fill)

        self._paint(_bounds(points, 0), stamp, paint, alpha)

    def ellipse(self, x: float, y: float, across: float, down: float, paint: Paint, alpha: float = 1) -> None:
        """Fills the ellipse around (x, y) with the half-axes `across` and `down`."""
        box = (x - across, y - down, x + across, y + down)

        def stamp(draw: ImageDraw.ImageDraw, left: float, top: float, fill: str | int) -> None:
            x0, y0, x1, y1 = (side * SCALE for side in box)
            draw.ellipse((x0 - left, y0 - top, x1 - left, y1 - top), fill=fill)

        self._paint(box, stamp, paint, alpha)

    def stroke(self, points: Sequence[Point], width: float, paint: Paint, alpha: float = 1) -> None:
        """Draws a line with round ends and joints through `points`."""

        def stamp(draw: ImageDraw.ImageDraw, left: float, top: float, fill: str | int) -> None:
            scaled = [(x * SCALE - left, y * SCALE - top) for x, y in points]
            draw.line(scaled, fill=fill, width=max(1, round(width * SCALE)), joint="curve")
            radius = width * SCALE / 2 - 0.5
            for x, y in (scaled[0], scaled[-1]):
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)

        self._paint(_bounds(points, width), stamp, paint, alpha)

    def box(
        self, x: float, y: float, width: float, height: float, paint: Paint, alpha: float = 1, radius: float = 0
    ) -> None:
        """Fills a rectangle, with rounded corners where `radius` is given."""

        def stamp(draw: ImageDraw.ImageDraw, left: float, top: float, fill: str | int) -> None:
            corners = (x * SCALE - left, y * SCALE - top, (x + width) * SCALE - left, (y + height) * SCALE - top)
            draw.rounded_rectangle(corners, radius * SCALE, fill=fill)

        self._paint((x, y, x + width, y + height), stamp, paint, alpha)

    def soft(self, points: Sequence[Point], colour: str, alpha: float, blur: float) -> None:
        """Fills an outline whose edge fades over about `blur` pixels: mist, shadows, light on water."""
        mask = Image.new("L", (self.width // SOFT, self.height // SOFT))
        ImageDraw.Draw(mask).polygon([(x / SOFT, y / SOFT) for x, y in points], fill=round(255 * alpha))
        mask = mask.filter(ImageFilter.GaussianBlur(blur / SOFT)).resize(self.image.size, Image.Resampling.BICUBIC)
        self.image.paste(ImageColor.getrgb(colour), (0, 0), mask)

    def glow(self, x: float, y: float, radius: float, colour: str, alpha: float = 1) -> None:
        """Lays light around (x, y) that is gone at `radius`."""
        side = round(radius * 2 * SCALE)
        light = Image.radial_gradient("L").point(lambda v: round(max(0.0, 1 - v / 181) ** 2 * 255 * alpha))
        mask = light.resize((side, side), Image.Resampling.BICUBIC)
        self.image.paste(ImageColor.getrgb(colour), (round((x - radius) * SCALE), round((y - radius) * SCALE)), mask)

    def jpeg(self) -> bytes:
        """The finished picture: reduced, with a fine grain that keeps gradients from banding."""
        image = self.image.reduce(SCALE)
        grain = Image.frombytes("L", image.size, self.random.randbytes(image.width * image.height))
        grain = grain.point(lambda v: v * GRAIN // 255)
        image = ImageChops.add(image, Image.merge("RGB", (grain, grain, grain)), 1, -GRAIN // 2)
        stream = BytesIO()
        image.save(stream, "JPEG", quality=QUALITY, optimize=True, progressive=True)
        return stream.getvalue()

    def _paint(self, bounds: tuple[float, float, float, float], stamp: Stamp, paint: Paint, alpha: float) -> None:
        if isinstance(paint, str) and alpha == 1:
            stamp(self.draw, 0, 0, paint)
            return
        left, top = max(0, math.floor(bounds[0] * SCALE)), max(0, math.floor(bounds[1] * SCALE))
        right = min(self.image.width, math.ceil(bounds[2] * SCALE) + 1)
        bottom = min(self.image.height, math.ceil(bounds[3] * SCALE) + 1)
        if right <= left or bottom <= top:
            return
        size = (right - left, bottom - top)
        mask = Image.new("L", size)
        stamp(ImageDraw.Draw(mask), left, top, round(255 * alpha))
        if isinstance(paint, str):
            self.image.paste(ImageColor.getrgb(paint), (left, top), mask)
        else:
            self.image.paste(gradient(size, paint), (left, top), mask)


def gradient(size: tuple[int, int], stops: Sequence[str]) -> Image.Image:
    """An image that runs evenly through the colours `stops` from top to bottom."""
    column = Image.new("RGB", (1, len(stops)))
    for row, colour in enumerate(stops):
        column.putpixel((0, row), ImageColor.getrgb(colour)[:3])
    edge = 0.5 if len(stops) > 1 else 0
    return column.resize(size, Image.Resampling.BILINEAR, box=(0, edge, 1, len(stops) - edge))


def mix(one: str, other: str, share: float) -> str:
    """The colour that lies `share` (0–1) of the way from `one` to `other`."""
    pairs = zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def curve(points: Sequence[Point], steps: int = 12) -> list[Point]:
    """A smooth line through all `points` (a Catmull-Rom spline)."""
    padded = [points[0], *points, points[-1]]
    line: list[Point] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            line.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    return [*line, points[-1]]


def arc(x: float, y: float, across: float, down: float, start: float, stop: float, steps: int = 24) -> list[Point]:
    """Points on an ellipse from the angle `start` to `stop`, in degrees, clockwise from the right."""
    angles = (math.radians(start + (stop - start) * i / steps) for i in range(steps + 1))
    return [(x + across * math.cos(angle), y + down * math.sin(angle)) for angle in angles]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - 3 * c + d - a) * t**3)


def _bounds(points: Sequence[Point], margin: float) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across) - margin, min(down) - margin, max(across) + margin, max(down) + margin
