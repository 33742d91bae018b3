"""People and what they carry: figures, conical hats, boats, lanterns, jars.

Each function puts one thing on a canvas, at a place in final pixels, in the paints it is given.
It must never know which picture it is for.
"""

from __future__ import annotations

from tools.demo.brush import Canvas, Paint, Point, arc, curve, mix
from tools.demo.palette import HAIR, SKIN, STRAW
from tools.demo.things import shadow


def person(
    canvas: Canvas, x: float, y: float, height: float, shirt: str, trousers: str = "#39424f", *,
    hat: bool = False, arms: tuple[Point, Point] = ((-0.17, -0.46), (0.17, -0.46)), gown: bool = False,
    back: bool = False, bend: float = 0,
) -> tuple[Point, Point]:  # fmt: skip
    """A standing figure with its feet at (x, y); `arms` say where its hands are, in heights. Returns the hands."""
    h = height
    shadow(canvas, x, y, h * 0.19)
    for side in (-1, 1):
        canvas.stroke([(x + side * h * 0.045, y - h * 0.45), (x + side * h * 0.06, y - h * 0.03)], h * 0.085, trousers)
        canvas.ellipse(x + side * h * 0.068, y - h * 0.014, h * 0.045, h * 0.02, "#2c2a2d")
    top = x + bend * h
    hem, flare = (y - h * 0.13, 0.13) if gown else (y - h * 0.42, 0.098)
    torso = [(top - h * 0.125, y - h * 0.76), (top - h * 0.05, y - h * 0.81), (top + h * 0.05, y - h * 0.81),
             (top + h * 0.125, y - h * 0.76), (x + h * 0.092, y - h * 0.56), (x + h * flare, hem), (x - h * flare, hem),
             (x - h * 0.092, y - h * 0.56)]  # fmt: skip
    canvas.polygon(torso, (shirt, mix(shirt, "#201a30", 0.22)))
    canvas.stroke([(top, y - h * 0.8), (top + bend * h * 0.2, y - h * 0.86)], h * 0.055, SKIN[1])
    hands: list[Point] = []
    for side, (dx, dy) in zip((-1, 1), arms, strict=True):
        shoulder, hand = (top + side * h * 0.105, y - h * 0.755), (x + dx * h, y + dy * h)
        elbow = ((shoulder[0] + hand[0]) / 2 + side * h * 0.03, (shoulder[1] + hand[1]) / 2 + h * 0.035)
        canvas.stroke([elbow, hand], h * 0.048, SKIN[1])
        canvas.ellipse(*hand, h * 0.03, h * 0.03, SKIN[0])
        canvas.stroke([shoulder, elbow], h * 0.062, mix(shirt, "#201a30", 0.14))
        hands.append(hand)
    hx, hy = top + bend * h * 0.35, y - h * 0.905
    canvas.ellipse(hx, hy, h * 0.066, h * 0.08, HAIR if back else SKIN[0])
    if not back:
        canvas.polygon([*arc(hx, hy - h * 0.012, h * 0.07, h * 0.078, 178, 362), (hx + h * 0.02, hy - h * 0.035)], HAIR)
    if hat:
        cone(canvas, hx, hy - h * 0.03, h * 0.17, h * 0.125)
    return hands[0], hands[1]


def cone(canvas: Canvas, x: float, y: float, half: float, height: float) -> None:
    """A conical hat; (x, y) is the middle of its brim."""
    brim = arc(x, y, half, height * 0.22, 0, 180)
    canvas.polygon([(x, y - height), *brim], STRAW)
    canvas.polygon([(x, y - height), *arc(x, y, half, height * 0.22, 0, 75)], "#b98f52", 0.35)
    for share in (0.35, 0.6, 0.82):
        line = arc(x, y - height * (1 - share), half * share, height * 0.22 * share, 4, 176)
        canvas.stroke(line, max(1.0, half * 0.012), "#a57f45", 0.5)


def head_and_shoulders(canvas: Canvas, x: float, y: float, size: float, shirt: str) -> None:
    """Somebody who sits in a row in front of the reader, seen from behind."""
    canvas.polygon([(x - size, y), *arc(x, y - size * 0.1, size * 0.95, size * 0.62, 180, 360), (x + size, y)], shirt)
    canvas.box(x - size * 0.17, y - size * 0.98, size * 0.34, size * 0.4, SKIN[1])
    canvas.ellipse(x, y - size * 1.18, size * 0.4, size * 0.48, HAIR)


def boat(canvas: Canvas, x: float, y: float, width: float, hull: Paint, trim: str, *, mast: bool = True) -> None:
    """A fishing boat on the water with its reflection; (x, y) is the middle of its waterline."""
    w = width
    canvas.ellipse(x, y + w * 0.03, w * 0.48, w * 0.035, "#13233a", 0.3)
    if mast:
        canvas.stroke([(x - w * 0.05, y - w * 0.1), (x - w * 0.05, y - w * 0.62)], w * 0.012, "#5a4636")
        canvas.stroke([(x - w * 0.05, y - w * 0.6), (x + w * 0.44, y - w * 0.2)], w * 0.005, "#5a4636", 0.8)
        canvas.box(x - w * 0.28, y - w * 0.3, w * 0.3, w * 0.2, ("#f3ead8", "#cdbf9f"), radius=w * 0.01)
        canvas.box(x - w * 0.31, y - w * 0.325, w * 0.36, w * 0.035, trim, radius=w * 0.008)
        for share in (-0.22, -0.12, -0.02):
            canvas.box(x + w * share, y - w * 0.25, w * 0.06, w * 0.07, "#3d5c70", radius=w * 0.006)
    keel = curve(
        [
            (x - w * 0.52, y - w * 0.2),
            (x - w * 0.2, y - w * 0.11),
            (x + w * 0.2, y - w * 0.11),
            (x + w * 0.56, y - w * 0.26),
        ]
    )
    canvas.polygon(
        [
            *keel,
            *curve(
                [
                    (x + w * 0.56, y - w * 0.26),
                    (x + w * 0.4, y + w * 0.015),
                    (x - w * 0.4, y + w * 0.015),
                    (x - w * 0.52, y - w * 0.2),
                ]
            ),
        ],
        hull,
    )
    canvas.stroke(keel, w * 0.025, trim)
    canvas.ellipse(x + w * 0.44, y - w * 0.15, w * 0.016, w * 0.02, "#ffffff")
    canvas.ellipse(x + w * 0.445, y - w * 0.15, w * 0.008, w * 0.011, "#1c1c22")


def lantern(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A round paper lantern that glows; (x, y) is its middle."""
    canvas.glow(x, y, size * 3.4, mix(colour, "#ffd27a", 0.5), 0.6)
    canvas.ellipse(x, y, size, size * 0.82, (mix(colour, "#fff2b8", 0.35), colour))
    for share in (0.25, 0.62):
        canvas.stroke(arc(x, y, size * share, size * 0.82, 270, 450), size * 0.03, "#7a1f14", 0.35)
        canvas.stroke(arc(x, y, size * share, size * 0.82, 90, 270), size * 0.03, "#7a1f14", 0.35)
    for side in (-1, 1):
        canvas.box(
            x - size * 0.3, y + side * size * 0.82 - size * 0.08, size * 0.6, size * 0.16, "#5b2a1c", radius=size * 0.05
        )
    for offset in (-0.12, 0, 0.12):
        canvas.stroke(
            [(x + size * offset, y + size * 0.9), (x + size * offset, y + size * 1.6)], size * 0.05, "#e8b23c"
        )


def jar(canvas: Canvas, x: float, y: float, height: float, glaze: str) -> None:
    """A glazed jar standing at (x, y)."""
    h = height
    side = curve(
        [(x + h * 0.2, y), (x + h * 0.38, y - h * 0.5), (x + h * 0.18, y - h * 0.88), (x + h * 0.23, y - h)], 8
    )
    shadow(canvas, x, y, h * 0.36)
    canvas.polygon(
        [*side, *[(2 * x - px, py) for px, py in reversed(side)]],
        (mix(glaze, "#ffffff", 0.22), mix(glaze, "#000000", 0.2)),
    )
    canvas.ellipse(x, y - h, h * 0.23, h * 0.05, mix(glaze, "#000000", 0.45))
    canvas.stroke(
        curve([(x - h * 0.24, y - h * 0.66), (x - h * 0.28, y - h * 0.45), (x - h * 0.22, y - h * 0.25)], 6),
        h * 0.035,
        "#ffffff",
        0.35,
    )
    canvas.stroke(
        [(x - h * 0.3, y - h * 0.62), *arc(x, y - h * 0.62, h * 0.3, h * 0.06, 170, 10), (x + h * 0.3, y - h * 0.62)],
        h * 0.02,
        "#f6e3b0",
        0.6,
    )
