"""The land and what stands on it: sky, hills, mist, water, trees, rice, roofs.

Each function puts one thing on a canvas, at a place in final pixels, in the paints it is given.
It must never know which picture it is for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from tools.demo.brush import Canvas, Paint, Point, arc, curve, gradient, mix


def sky(canvas: Canvas, *stops: str) -> None:
    """Covers the canvas with the colours of the sky, from the zenith down."""
    canvas.image.paste(gradient(canvas.image.size, stops))


def sun(canvas: Canvas, x: float, y: float, radius: float, colour: str, halo: str) -> None:
    """A disc in its light."""
    canvas.glow(x, y, radius * 9, halo, 0.75)
    canvas.glow(x, y, radius * 3, halo, 0.8)
    canvas.ellipse(x, y, radius, radius, colour)


def clouds(canvas: Canvas, count: int, top: float, bottom: float, colour: str, alpha: float = 0.5) -> None:
    """Flat-bottomed clouds between two heights, smaller towards the horizon."""
    for _ in range(count):
        x, share = canvas.random.uniform(0, canvas.width), canvas.random.random()
        y, size = bottom - (bottom - top) * share, 60 + 110 * share
        outline = [(x - size * 2.1, y), *arc(x - size * 1.1, y, size, size * 0.34, 180, 290)]
        outline += [*arc(x, y, size * 1.1, size * 0.62, 200, 330), *arc(x + size * 1.1, y, size, size * 0.3, 250, 360)]
        canvas.soft(outline, colour, alpha, size * 0.13)


def ridge(canvas: Canvas, base: float, height: float, rough: float = 1) -> list[Point]:
    """A skyline from the left edge to the right: a sum of waves, `height` pixels high."""
    waves = [(canvas.random.uniform(0, math.tau), k, 1 / k**0.9) for k in (1.3, 2.6, 4.1, 7.7, 13.3 * rough)]
    total = sum(weight for _, _, weight in waves)
    line: list[Point] = []
    for step in range(161):
        x = canvas.width * step / 160
        swing = sum(weight * math.sin(phase + k * math.pi * step / 160) for phase, k, weight in waves)
        line.append((x, base - height * (0.5 + 0.5 * swing / total)))
    return line


def hills(canvas: Canvas, base: float, height: float, paint: Paint, rough: float = 1) -> None:
    """A range of hills that reaches down to the lower edge."""
    fill(canvas, ridge(canvas, base, height, rough), paint, base + height * 0.5)


def fill(canvas: Canvas, line: Sequence[Point], paint: Paint, bottom: float = 0) -> None:
    """Fills what lies under a skyline, shaded down to `bottom` and flat below it."""
    floor = bottom or canvas.height
    canvas.polygon([*line, (canvas.width, floor), (0, floor)], paint)
    if floor < canvas.height:
        canvas.box(0, floor, canvas.width, canvas.height - floor, paint if isinstance(paint, str) else paint[1])


def mist(canvas: Canvas, y: float, depth: float, colour: str, alpha: float) -> None:
    """A bank of mist that thins out above and below."""
    canvas.soft(
        [(-400, y - depth), (canvas.width + 400, y - depth), (canvas.width + 400, y + depth), (-400, y + depth)],
        colour, alpha, depth,
    )  # fmt: skip


def water(canvas: Canvas, top: float, paint: Paint, glint: str, count: int = 90, bottom: float = 0) -> None:
    """Still water from `top` down to `bottom` with glints that widen towards the reader."""
    floor = bottom or canvas.height
    canvas.box(0, top, canvas.width, floor - top, paint)
    for _ in range(count):
        share = canvas.random.random() ** 1.5
        y, x = top + 8 + (floor - top - 12) * share, canvas.random.uniform(0, canvas.width)
        half = 16 + 90 * share * canvas.random.random()
        canvas.stroke([(x - half, y), (x + half, y)], 1.5 + 3.5 * share, glint, 0.32)


def tree(canvas: Canvas, x: float, y: float, height: float, dark: str, light: str, bark: str = "#6b4a37") -> None:
    """A broad tree standing at (x, y), lit from the upper left."""
    w = height * 0.05
    fork = y - height * 0.5
    trunk = [(x - w * 1.7, y), (x - w * 0.7, fork), (x + w * 0.7, fork), (x + w * 1.7, y)]
    canvas.polygon(trunk, (mix(bark, "#000000", 0.15), bark))
    for side in (-1, 1):
        canvas.stroke([(x, y - height * 0.3), (x + side * height * 0.2, y - height * 0.55)], w * 0.9, bark)
    for share, count, shrink in ((0.0, 46, 1.0), (0.45, 38, 0.82), (1.0, 26, 0.62)):
        for _ in range(count):
            angle, reach = canvas.random.uniform(0, math.tau), math.sqrt(canvas.random.random()) * shrink
            cx = x + math.cos(angle) * reach * height * 0.38 - share * height * 0.06
            cy = y - height * 0.68 + math.sin(angle) * reach * height * 0.25 - share * height * 0.06
            size = height * canvas.random.uniform(0.06, 0.11) * (1 - share * 0.35)
            canvas.ellipse(cx, cy, size * 1.15, size, mix(dark, light, share))


def palm(
    canvas: Canvas, x: float, y: float, height: float, leaf: str, lean: float = 0.1, bark: str = "#7c6250"
) -> None:
    """A coconut or areca palm."""
    top = (x + height * lean, y - height)
    canvas.stroke(curve([(x, y), (x + height * lean * 0.3, y - height * 0.55), top]), height * 0.035, bark)
    for angle in (-172, -150, -118, -88, -58, -28, -6, 12, 168):
        reach = height * 0.36
        tip = (
            top[0] + math.cos(math.radians(angle)) * reach,
            top[1] + math.sin(math.radians(angle)) * reach * 0.6 + reach * 0.28,
        )
        middle = ((top[0] + tip[0]) / 2, (top[1] + tip[1]) / 2 - reach * 0.24)
        outline = curve([top, middle, tip, (middle[0], middle[1] + reach * 0.17), top])
        canvas.polygon(outline, mix(leaf, "#ffffff", 0.1 if angle < -60 else 0))


def bamboo(canvas: Canvas, x: float, y: float, height: float, stem: str, leaf: str, count: int = 9) -> None:
    """A clump of bamboo, arching outwards."""
    for index in range(count):
        lean = (index - (count - 1) / 2) / count + canvas.random.uniform(-0.05, 0.05)
        reach = height * canvas.random.uniform(0.8, 1)
        foot = x + lean * height * 0.16
        line = curve(
            [(foot, y), (foot + lean * reach * 0.2, y - reach * 0.55), (foot + lean * reach * 0.75, y - reach)]
        )
        canvas.stroke(line, height * 0.014, mix(stem, leaf, canvas.random.random() * 0.5))
        for px, py in line[5:]:
            for _ in range(4):
                side, drop = canvas.random.choice((-1, 1)), canvas.random.uniform(0.2, 0.9)
                size = height * canvas.random.uniform(0.05, 0.09)
                tip = (px + side * size, py + size * drop)
                bulge = (px + side * size * 0.45, py + size * drop * 0.2)
                shade = mix(leaf, stem, canvas.random.random() * 0.6)
                canvas.polygon([(px, py), bulge, tip, (px + side * size * 0.3, py + size * drop * 0.6)], shade)


def rice(canvas: Canvas, top: float, bottom: float, colours: Sequence[str], step: float = 26) -> None:
    """Rows of rice between two heights, taller towards the reader, in any of `colours`."""
    y = top
    while y < bottom:
        share = (y - top) / max(1, bottom - top)
        tall, gap = 10 + 62 * share, 7 + 20 * share
        x = canvas.random.uniform(-gap, 0)
        while x < canvas.width + gap:
            bend = canvas.random.uniform(-0.5, 0.7) * tall
            colour = canvas.random.choice(list(colours))
            canvas.polygon(
                [
                    (x - gap * 0.24, y + 8),
                    (x + bend * 0.4, y - tall * 0.7),
                    (x + bend, y - tall),
                    (x + gap * 0.24, y + 8),
                ],
                colour,
            )
            x += gap * canvas.random.uniform(0.6, 1.1)
        y += step * (0.25 + share)


def roof(canvas: Canvas, x: float, y: float, width: float, height: float, tile: Paint, ridge_colour: str) -> None:
    """A tiled roof with upturned corners; (x, y) is the middle of its eaves."""
    half, lift, top = width / 2, height * 0.3, width * 0.3
    left = curve([(x - half, y - lift), (x - half * 0.8, y - lift * 0.55), (x - top, y - height)], 10)
    eaves = curve([(x + half, y - lift), (x + half * 0.72, y), (x - half * 0.72, y), (x - half, y - lift)], 10)
    right = [(2 * x - px, py) for px, py in reversed(left)]
    canvas.polygon([*left, *right, *eaves], tile)
    shade = mix(tile[1] if isinstance(tile, tuple) else tile, "#000000", 0.35)
    count = max(9, round(width / 26))
    for index in range(1, count):
        share = index / count * 2 - 1
        canvas.stroke(
            [(x + share * top, y - height), (x + share * half * 0.86, y - lift * 0.1 * abs(share))],
            width * 0.004 + 1,
            shade,
            0.45,
        )
    canvas.stroke(eaves, height * 0.07, shade)
    for side in (-1, 1):
        edge = [(x + side * (x - px), py) for px, py in left] if side > 0 else left
        canvas.stroke(edge, height * 0.075, ridge_colour)
        curl = [
            (x + side * half, y - lift),
            (x + side * half * 1.06, y - lift * 1.5),
            (x + side * half * 1.03, y - lift * 1.95),
        ]
        canvas.stroke(curve(curl), height * 0.055, ridge_colour)
    canvas.stroke([(x - top * 1.04, y - height), (x + top * 1.04, y - height)], height * 0.11, ridge_colour)


def house(canvas: Canvas, x: float, y: float, width: float, wall: Paint, tile: Paint, door: str = "#7a4a33") -> None:
    """A low house with a tiled roof, three doors and a step; (x, y) is the middle of its foot."""
    tall = width * 0.3
    canvas.box(x - width * 0.42, y - tall, width * 0.84, tall, wall)
    for share in (-0.27, 0, 0.27):
        canvas.box(x + width * (share - 0.07), y - tall * 0.72, width * 0.14, tall * 0.72, door, radius=width * 0.008)
        canvas.stroke([(x + width * share, y - tall * 0.7), (x + width * share, y)], 1.5, "#000000", 0.3)
    canvas.box(x - width * 0.46, y - tall * 0.06, width * 0.92, tall * 0.1, mix("#8d8378", "#ffffff", 0.3))
    shade = mix(tile if isinstance(tile, str) else tile[1], "#000000", 0.3)
    roof(canvas, x, y - tall * 0.92, width, width * 0.2, tile, shade)


def shadow(canvas: Canvas, x: float, y: float, across: float, alpha: float = 0.25) -> None:
    """The shadow of a thing on the ground."""
    canvas.ellipse(x, y, across, across * 0.16, "#1d2433", alpha)
