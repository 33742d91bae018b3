"""Fields and hills: terraces, mountains, ripe rice, tea, the harvest.

In goes the name of a picture, which seeds its chance; out comes a finished canvas.
"""

from __future__ import annotations

import math

from tools.demo.brush import Canvas, arc, curve, mix
from tools.demo.figures import person
from tools.demo.palette import GOLD, TILE, WALL
from tools.demo.things import clouds, fill, hills, house, mist, palm, rice, shadow, sky, sun, tree


def terraces(name: str) -> Canvas:
    """Rice terraces that follow the hillside, with a house on stilts of mist."""
    canvas = Canvas(name)
    sky(canvas, "#7fb3c8", "#dfe9d6", "#f7edcf")
    sun(canvas, 1480, 260, 52, "#fffbe8", "#ffe9b0")
    hills(canvas, 470, 280, ("#8fb0bb", "#cddcd3"), 1.4)
    mist(canvas, 500, 40, "#f4f3e2", 0.7)
    hills(canvas, 590, 220, ("#5f937f", "#a9c79d"))
    mist(canvas, 610, 30, "#f4f3e2", 0.6)
    phase = canvas.random.uniform(0, 6)
    for index in range(17):
        share = index / 16
        base = 590 + 760 * share**1.45
        line = []
        for step in range(121):
            x = 16 * step
            swell = math.sin(x / 420 + phase + share * 1.1) + 0.55 * math.sin(x / 190 + phase * 2 - share * 2.2)
            line.append((x, base + swell * (34 + 42 * share)))
        top = mix("#c9d46b", "#e8c85a", (math.sin(index * 1.9) + 1) / 2)
        fill(canvas, line, (top, mix(top, "#4f8440", 0.55)), base + 150)
        canvas.stroke(line, 3 + 7 * share, mix("#f7f1c0", top, 0.3))
        canvas.stroke([(x, y + 8 + 16 * share) for x, y in line], 2 + 5 * share, "#3f6f3a", 0.5)
    house(canvas, 520, 700, 230, WALL, ("#8d6a4b", "#6b4b35"))
    tree(canvas, 690, 715, 190, "#2f6044", "#86b25f")
    tree(canvas, 1500, 690, 160, "#2f6044", "#86b25f")
    person(canvas, 1210, 1090, 190, "#2d3f6b", "#22304f", hat=True, arms=((-0.2, -0.5), (0.3, -0.4)))
    person(canvas, 1330, 1120, 200, "#a8413c", "#2b3050", hat=True)
    return canvas


def misty_mountains(name: str, warm: bool = False) -> Canvas:
    """Seven ranges, each paler than the one before it."""
    canvas = Canvas(name)
    far, near = ("#e9c9a8", "#5c3f55") if warm else ("#c6d8de", "#23485a")
    sky(canvas, *(("#5f6f9c", "#e6a989", "#fbdcae") if warm else ("#86b4cd", "#d7e6e4", "#f6f1df")))
    sun(canvas, 620, 420, 62, "#fff5dd", "#ffd9a0")
    for index in range(7):
        shade = mix(far, near, (index / 6) ** 1.1)
        base = 560 + index * 112
        hills(canvas, base, 330 - index * 26, (shade, mix(shade, far, 0.65)), 1.5)
        mist(canvas, base + 66, 36, mix("#fdf6e6", shade, 0.15), 0.5)
    for x, size in ((120, 260), (250, 190), (1720, 300), (1850, 220)):
        tree(canvas, x, 1300, size, mix(near, "#0b1d22", 0.35), mix(near, "#7fa66b", 0.4))
    for index in range(5):
        x, y = 1080 + index * 62, 300 + abs(index - 2) * 26
        canvas.stroke(
            curve([(x - 18, y - 9), (x - 8, y - 8), (x, y), (x + 8, y - 8), (x + 18, y - 9)], 5), 3, "#3b4a5a", 0.8
        )
    return canvas


def dawn_fields(name: str) -> Canvas:
    """The sun rises behind the village over ripe fields."""
    canvas = Canvas(name)
    sky(canvas, "#4f6f9f", "#e79a78", "#fbd49a", "#fbe7bd")
    sun(canvas, 1200, 520, 84, "#fff3d0", "#ffc978")
    clouds(canvas, 8, 100, 470, "#fbd9bf", 0.5)
    hills(canvas, 640, 200, ("#8f7f95", "#d9ae93"), 1.4)
    hills(canvas, 690, 100, ("#6f6f6d", "#b5996f"))
    for x, size in ((160, 200), (330, 250), (560, 190), (1560, 230), (1740, 190)):
        tree(canvas, x, 735, size, "#3c4a3b", "#87844d", "#4d3a30")
    house(canvas, 430, 740, 210, WALL, TILE)
    house(canvas, 1650, 740, 180, WALL, TILE)
    canvas.box(0, 725, 1920, 560, ("#e3b458", "#8d7a2c"))
    canvas.polygon([(1130, 726), (1170, 726), (860, 1290), (420, 1290)], ("#f1d49a", "#a9824a"))
    rice(canvas, 745, 1330, GOLD)
    canvas.polygon([(1142, 726), (1160, 726), (790, 1290), (500, 1290)], ("#f1d49a", "#b58d52"))
    person(canvas, 930, 1010, 260, "#7a4f45", "#39313a", hat=True, arms=((-0.2, -0.48), (0.22, -0.6)))
    return canvas


def tea_hills(name: str) -> Canvas:
    """Rounded hills of tea in the morning, pickers between the rows."""
    canvas = Canvas(name)
    sky(canvas, "#8cc0d2", "#e6efdc", "#fdf3d0")
    sun(canvas, 1420, 350, 60, "#fffbe6", "#ffe7a6")
    hills(canvas, 520, 230, ("#93b7bd", "#d4e2d4"), 1.3)
    mist(canvas, 560, 40, "#fbf7e4", 0.8)
    mounds = ((1500, 980, 900, 420), (350, 1050, 900, 430), (1050, 1300, 1100, 430))
    for order, (cx, cy, across, down) in enumerate(mounds):
        top = ("#9cc06a", "#86b356", "#78a84a")[order]
        canvas.ellipse(cx, cy, across, down, (top, "#3f7a3f"))
        for row in range(1, 15):
            share = (row / 15) ** 1.3
            line = arc(cx, cy + down * 1.1 * share, across * 0.995, down * 0.995, 186, 354, 60)
            canvas.stroke([(x, y + 9) for x, y in line], 4 + 9 * share, "#2f6338", 0.7)
            canvas.stroke(line, 5 + 10 * share, mix(top, "#e3ee9a", 0.45), 0.75)
    tree(canvas, 1310, 640, 210, "#33664a", "#8fb866")
    for x, y, size, shirt in (
        (620, 900, 200, "#a8413c"),
        (820, 1010, 240, "#4a5f95"),
        (1330, 1060, 270, "#8a5a86"),
        (1500, 800, 170, "#c9773f"),
    ):
        hands = person(canvas, x, y, size, shirt, hat=True, arms=((-0.26, -0.36), (0.26, -0.36)), bend=0.02)
        canvas.polygon(
            [
                (x - size * 0.16, y - size * 0.62),
                (x - size * 0.02, y - size * 0.62),
                (x - size * 0.05, y - size * 0.4),
                (x - size * 0.14, y - size * 0.4),
            ],
            ("#cf9f5c", "#96692f"),
        )
        canvas.ellipse(hands[1][0], hands[1][1], size * 0.06, size * 0.05, "#4f8a3f")
    return canvas


def harvest(name: str) -> Canvas:
    """People gather the rice, sheaves stand in the field."""
    canvas = Canvas(name)
    sky(canvas, "#7fb6d3", "#eae6c4", "#fbe7b5")
    sun(canvas, 420, 300, 56, "#fffbe6", "#ffe9a6")
    clouds(canvas, 5, 120, 400, "#ffffff", 0.7)
    hills(canvas, 560, 190, ("#8aabae", "#c9d2b4"), 1.3)
    hills(canvas, 630, 90, ("#6f9a6f", "#b7bf7f"))
    for x, size in ((1500, 250), (1680, 320), (1840, 260)):
        palm(canvas, x, 690, size, "#4f8a55", 0.05)
    house(canvas, 1620, 690, 240, WALL, TILE)
    canvas.box(0, 670, 1920, 620, ("#e8c363", "#a98a34"))
    rice(canvas, 690, 900, ("#d9a53a", "#e6bb52", "#f0cf74"), 22)
    workers = (
        (260, 960, 250, "#3f6f9c"),
        (560, 1000, 270, "#a8413c"),
        (1000, 970, 255, "#5d8a5a"),
        (1380, 1010, 280, "#8a5a86"),
    )
    for x, y, size, shirt in workers:
        hands = person(canvas, x, y, size, shirt, hat=True, bend=0.06, arms=((-0.08, -0.44), (0.3, -0.46)))
        for blade in range(13):
            spread = (blade - 6) * 0.018
            canvas.stroke(
                curve(
                    [
                        (hands[1][0] - size * 0.05, hands[1][1] + size * 0.2),
                        hands[1],
                        (hands[1][0] + size * spread * 3, hands[1][1] - size * 0.22),
                    ],
                    6,
                ),
                size * 0.014,
                canvas.random.choice(["#e0b04a", "#c9932f", "#f0d07a"]),
            )
    for index in range(11):
        x, y = 90 + index * 178, 1120 + (index * 97) % 110
        shadow(canvas, x, y, 70)
        for blade in range(22):
            spread = (blade - 10.5) * 6.4
            canvas.stroke(
                curve([(x + spread * 0.8, y), (x + spread * 0.12, y - 64), (x + spread * 1.2, y - 132)], 6),
                5,
                canvas.random.choice(["#e0b04a", "#c9932f", "#f0d07a", "#d9a53a"]),
            )
        canvas.stroke([(x - 17, y - 62), (x + 17, y - 62)], 13, "#8a6a30")
    return canvas
