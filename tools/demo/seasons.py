"""The year: rain, the lantern festival, tree planting.

In goes the name of a picture, which seeds its chance; out comes a finished canvas.
"""

from __future__ import annotations

import math

from tools.demo.brush import Canvas, Point, arc, curve, mix
from tools.demo.figures import lantern, person
from tools.demo.things import clouds, fill, hills, house, ridge, sky, tree, water


def rainy_day(name: str) -> Canvas:
    """Umbrellas on a wet village road."""
    canvas = Canvas(name)
    x: float
    y: float
    size: float
    sky(canvas, "#5f7380", "#93a5a8", "#c4cdc6")
    clouds(canvas, 16, 40, 380, "#7c8f99", 0.7)
    hills(canvas, 560, 160, ("#7f979c", "#a5b7b3"))
    for x, size in ((120, 420), (420, 330), (1560, 380), (1820, 440)):
        tree(canvas, x, 800, size, "#2c4f46", "#6f9470", "#4f4038")
    house(canvas, 360, 800, 460, ("#e3d9c0", "#c4b492"), ("#96523f", "#6f382b"))
    house(canvas, 1500, 800, 500, ("#d9d3c0", "#b9ad90"), ("#96523f", "#6f382b"))
    canvas.box(0, 790, 1920, 490, ("#93a3a3", "#56666c"))
    for _ in range(70):
        x, y = canvas.random.uniform(0, 1920), canvas.random.uniform(820, 1270)
        canvas.ellipse(x, y, 20 + (y - 800) * 0.2, 4 + (y - 800) * 0.03, "#c9d6d6", 0.3)
    for x, y, size, shirt, colour in (
        (420, 1010, 330, "#4a5f80", "#d9523c"),
        (760, 1090, 370, "#f4f1e8", "#e8b23c"),
        (1120, 1030, 340, "#6f9272", "#3f7f8a"),
        (1500, 1130, 400, "#8a6a9c", "#c2547a"),
    ):
        canvas.soft([(x - 60, y), (x + 60, y), (x + 40, y + 150), (x - 40, y + 150)], colour, 0.4, 18)
        hands = person(canvas, x, y, size, shirt, arms=((-0.18, -0.46), (0.12, -0.66)))
        top = y - size * 1.06
        canvas.stroke([(hands[1][0], hands[1][1] + 10), (x + size * 0.06, top - size * 0.14)], 7, "#3a3a40")
        dome = arc(x + size * 0.05, top, size * 0.4, size * 0.26, 180, 360)
        scallop: list[Point] = []
        for part in range(4):
            cx = x + size * 0.05 + size * 0.4 * (0.75 - part * 0.5)
            scallop += arc(cx, top, size * 0.1, size * 0.04, 360, 180, 8)
        canvas.polygon([*dome, *scallop], (mix(colour, "#ffffff", 0.2), colour))
        for rib in (-0.2, 0, 0.2):
            canvas.stroke(
                curve(
                    [
                        (x + size * 0.05, top - size * 0.26),
                        (x + size * (0.05 + rib * 0.8), top - size * 0.15),
                        (x + size * (0.05 + rib), top - size * 0.03),
                    ],
                    6,
                ),
                3,
                mix(colour, "#000000", 0.3),
            )
    for _ in range(420):
        x, y, length = canvas.random.uniform(-40, 1960), canvas.random.uniform(-40, 1280), canvas.random.uniform(26, 70)
        canvas.stroke([(x, y), (x - length * 0.22, y + length)], 2.2, "#eaf3f3", 0.42)
    return canvas


def lantern_night(name: str) -> Canvas:
    """Lanterns over the river street on a festival night."""
    canvas = Canvas(name)
    x: float
    y: float
    size: float
    sky(canvas, "#141d3f", "#2d2f5f", "#6f4a66", "#c9785a")
    for _ in range(150):
        canvas.ellipse(
            canvas.random.uniform(0, 1920),
            canvas.random.uniform(0, 460),
            1.6,
            1.6,
            "#ffffff",
            canvas.random.uniform(0.3, 0.9),
        )
    canvas.glow(1520, 210, 420, "#fff0c4", 0.6)
    canvas.ellipse(1520, 210, 82, 82, ("#fffaea", "#fbe6b0"))
    fill(canvas, ridge(canvas, 620, 130), ("#2a2b50", "#4a3f5c"), 720)
    for index in range(6):
        house(canvas, 130 + index * 335, 780, 330, ("#7c5560", "#b5785a"), ("#4f3340", "#33222f"), "#f6bd5a")
    canvas.box(0, 775, 1920, 80, ("#6f5560", "#3f3248"))
    water(canvas, 850, ("#7c5468", "#1c2346"), "#f6c98a", 110)
    for row, (y, count, size) in enumerate(((160, 7, 34), (330, 8, 44), (505, 9, 52))):
        line: list[Point] = [(1920 * step / 24, y - 60 + 40 * math.sin(step / 24 * math.pi)) for step in range(25)]
        canvas.stroke(line, 3, "#2a2033")
        for index in range(count):
            x = 1920 * (index + 0.5) / count + row * 20
            lantern(
                canvas,
                x,
                y + 34 + canvas.random.uniform(-8, 12),
                size,
                canvas.random.choice(["#e0452f", "#f0922f", "#e8b23c", "#d8456f"]),
            )
    for index, x in enumerate((220, 420, 640, 930, 1130, 1380, 1660)):
        hands = person(
            canvas,
            x,
            868 + index % 3 * 8,
            200,
            ("#d9ced6", "#b5606f", "#6f82b0", "#e0a878")[index % 4],
            "#2d2a3f",
            gown=index % 2 == 0,
            arms=((-0.2, -0.5), (0.24, -0.62)),
        )
        lantern(canvas, hands[1][0] + 8, hands[1][1] + 26, 17, "#f0922f")
    for _ in range(26):
        x, share = canvas.random.uniform(40, 1880), canvas.random.random()
        y, size = 940 + 300 * share, 12 + 20 * share
        canvas.glow(x, y, size * 6, "#ffb95a", 0.55)
        canvas.polygon(
            [
                (x - size * 1.5, y - size * 0.3),
                (x + size * 1.5, y - size * 0.3),
                (x + size, y + size * 0.6),
                (x - size, y + size * 0.6),
            ],
            "#e88aa8",
        )
        canvas.polygon(
            curve([(x - size * 0.3, y - size * 0.3), (x, y - size * 1.4), (x + size * 0.3, y - size * 0.3)], 6),
            "#fff0b0",
        )
    return canvas


def tree_planting(name: str) -> Canvas:
    """Young and old plant trees along the dyke."""
    canvas = Canvas(name)
    sky(canvas, "#6fb6d9", "#d6ecdf", "#fbf3d3")
    clouds(canvas, 7, 100, 400, "#ffffff", 0.75)
    hills(canvas, 600, 170, ("#86b0aa", "#bcd6b4"), 1.3)
    water(canvas, 640, ("#a3d3d9", "#6fb0c0"), "#ffffff", 40, 780)
    line = curve([(0, 760), (500, 730), (1100, 770), (1920, 720)], 24)
    fill(canvas, line, ("#a5c765", "#6f9a45"))
    canvas.stroke([(x, y + 260) for x, y in line], 66, "#cfa878")
    for index in range(9):
        x = 90 + index * 220
        y = 770 + (index % 2) * 14
        canvas.stroke([(x, y), (x, y - 120)], 7, "#7c5a3f")
        for _ in range(14):
            canvas.ellipse(
                canvas.random.gauss(x, 26),
                canvas.random.gauss(y - 122, 26),
                17,
                14,
                mix("#4f8f45", "#a5cf62", canvas.random.random()),
            )
    pairs = (
        (330, 1150, 330, "#3f7fb5", False),
        (560, 1150, 250, "#f4f1e8", False),
        (960, 1180, 350, "#c9523c", True),
        (1180, 1190, 270, "#e8b23c", False),
        (1560, 1160, 340, "#5f8f52", True),
    )
    for x, y, size, shirt, hat in pairs:
        person(canvas, x, y, size, shirt, hat=hat, bend=0.03, arms=((-0.1, -0.42), (0.28, -0.46)))
    for x, y in ((450, 1190), (1075, 1225), (1690, 1200)):
        canvas.ellipse(x, y, 84, 24, ("#8a5f3c", "#5f3f28"))
        canvas.stroke([(x, y), (x + 4, y - 190)], 9, "#7c5a3f")
        for _ in range(34):
            canvas.ellipse(
                canvas.random.gauss(x + 4, 36),
                canvas.random.gauss(y - 185, 38),
                24,
                18,
                mix("#3f8040", "#b3d970", canvas.random.random()),
            )
    for x, y in ((425, 1000), (1660, 1010)):
        canvas.stroke([(x, y), (x + 34, y + 150)], 11, "#9c6f42")
        canvas.polygon(
            [(x + 14, y + 146), (x + 60, y + 136), (x + 58, y + 206), (x + 38, y + 222)], ("#aab4ba", "#737d84")
        )
    return canvas
