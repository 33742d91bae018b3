"""Everyday things: spring water, loudspeakers, beehives, shrimp ponds, a football match.

In goes the name of a picture, which seeds its chance; out comes a finished canvas.
"""

from __future__ import annotations

import math

from tools.demo.brush import Canvas, arc, curve, mix
from tools.demo.figures import jar, person
from tools.demo.palette import TILE, WALL
from tools.demo.things import bamboo, clouds, fill, hills, house, mist, palm, shadow, sky, sun, tree, water


def spring_water(name: str) -> Canvas:
    """A pipe brings spring water down to a tank in a mountain village."""
    canvas = Canvas(name)
    sky(canvas, "#7db4cc", "#dbe8dd", "#f6efd6")
    hills(canvas, 520, 320, ("#7fa3ad", "#bcd0cb"), 1.5)
    mist(canvas, 560, 40, "#f6f3e4", 0.75)
    hills(canvas, 700, 220, ("#4f8466", "#93b87c"), 1.2)
    for x, size in ((150, 330), (1610, 300), (1790, 380)):
        tree(canvas, x, 880, size, "#2c5c43", "#84ad5c")
    house(canvas, 1240, 850, 380, ("#d8b98a", "#b08d5e"), ("#8d6a4b", "#5f4632"))
    line = curve([(0, 860), (500, 840), (1200, 880), (1920, 850)], 24)
    fill(canvas, line, ("#a9bf6a", "#6f8a45"))
    pipe = curve([(0, 560), (180, 640), (360, 700), (560, 730)], 16)
    canvas.stroke([(x, y + 10) for x, y in pipe], 26, "#3d5147", 0.35)
    canvas.stroke(pipe, 22, ("#4f86a8", "#2f5f80"))
    for x, y in ((190, 645), (380, 703)):
        canvas.stroke([(x, y), (x - 8, y + 170)], 12, "#7c5a3f")
    shadow(canvas, 720, 1110, 300)
    canvas.box(450, 720, 540, 380, ("#e3ddcf", "#b4ab99"), radius=16)
    canvas.box(430, 700, 580, 46, ("#f2eee3", "#c9c1b0"), radius=10)
    for row in range(5):
        canvas.stroke([(452, 800 + row * 62), (988, 800 + row * 62)], 3, "#9a917f", 0.5)
    for x in (560, 720, 880):
        canvas.stroke([(x, 960), (x, 990), (x + 18, 990)], 12, "#7d8790")
        canvas.stroke([(x + 18, 996), (x + 19, 1084)], 9, "#dff1f5", 0.95)
    for x in (580, 740, 900):
        canvas.polygon([(x - 46, 1076), (x + 46, 1076), (x + 34, 1140), (x - 34, 1140)], ("#d9533c", "#a33826"))
        canvas.ellipse(x, 1078, 46, 13, ("#dff1f5", "#9cc9d6"))
    person(canvas, 1090, 1170, 330, "#2d3f6b", "#22304f", arms=((-0.3, -0.34), (0.2, -0.5)))
    person(canvas, 1290, 1190, 230, "#c9523c", "#2b3050", arms=((-0.24, -0.5), (0.24, -0.6)))
    person(canvas, 330, 1180, 320, "#7a4f77", "#22304f", arms=((-0.2, -0.5), (0.34, -0.42)))
    jar(canvas, 1560, 1180, 190, "#8a5a3a")
    jar(canvas, 1710, 1210, 150, "#5f6f52")
    return canvas


def loudspeakers(name: str) -> Canvas:
    """Loudspeakers on a pole over the village at daybreak."""
    canvas = Canvas(name)
    sky(canvas, "#3f5f95", "#d98f7c", "#f9cf95", "#fdeac2")
    sun(canvas, 420, 650, 74, "#fff4d6", "#ffc67c")
    clouds(canvas, 9, 90, 520, "#f8d8c2", 0.55)
    hills(canvas, 760, 170, ("#7f7790", "#cfa894"), 1.3)
    for x, size in ((240, 300), (900, 260), (1180, 330)):
        tree(canvas, x, 960, size, "#34473f", "#7f8a52", "#46382f")
    for x, width in ((520, 360), (1010, 320), (1640, 420)):
        house(canvas, x, 980, width, WALL, TILE, "#f0b45c")
    canvas.box(0, 960, 1920, 330, ("#c49a62", "#7d5f3f"))
    canvas.polygon([(700, 962), (840, 962), (1180, 1290), (420, 1290)], ("#ead0a0", "#b8935f"))
    for x, y, size, shirt in ((690, 1120, 190, "#4a5f80"), (820, 1190, 230, "#a8413c")):
        person(canvas, x, y, size, shirt, hat=True, arms=((-0.2, -0.46), (0.2, -0.46)), back=True)
    canvas.stroke([(1430, 1290), (1430, 150)], 34, ("#6f7a80", "#3f474d"))
    canvas.stroke([(1250, 300), (1610, 300)], 16, "#4f585e")
    for side, y, size in ((-1, 300, 150), (1, 300, 150), (-1, 520, 120)):
        x = 1430 + side * 60
        mouth = x + side * size * 1.25
        bell = [(x, y - size * 0.12), (mouth, y - size * 0.62), (mouth, y + size * 0.62), (x, y + size * 0.12)]
        canvas.polygon(bell, ("#e9e4d8", "#9aa2a4"))
        canvas.ellipse(mouth, y, size * 0.2, size * 0.62, ("#c3c9c9", "#6f787c"))
        canvas.ellipse(mouth, y, size * 0.13, size * 0.44, "#4a5257")
        for ring in (1, 2, 3):
            sweep = (-38, 38) if side > 0 else (142, 218)
            canvas.stroke(arc(mouth, y, 90 + ring * 62, 90 + ring * 62, *sweep), 7, "#fff6dd", 0.5 - ring * 0.1)
    canvas.stroke(curve([(0, 250), (700, 330), (1430, 210)]), 4, "#3a3a44", 0.7)
    canvas.stroke(curve([(1430, 210), (1700, 270), (1920, 240)]), 4, "#3a3a44", 0.7)
    return canvas


def beehives(name: str) -> Canvas:
    """Hives under longan trees, and the keeper with a frame."""
    x: float
    y: float
    canvas = Canvas(name)
    sky(canvas, "#86bcd2", "#e6efd6", "#fbf2cf")
    hills(canvas, 560, 220, ("#86ad9a", "#c3d6b0"), 1.2)
    canvas.box(0, 600, 1920, 690, ("#a8c468", "#5f8440"))
    for x, y, size in ((180, 860, 560), (620, 780, 430), (1080, 790, 450), (1520, 800, 470), (1840, 900, 600)):
        shadow(canvas, x, y, size * 0.5, 0.2)
        tree(canvas, x, y, size, "#2f6238", "#93b352", "#5f4634")
        for _ in range(26):
            canvas.ellipse(
                canvas.random.gauss(x, size * 0.2),
                canvas.random.gauss(y - size * 0.66, size * 0.12),
                9,
                8,
                mix("#c9a25a", "#e8cf8a", canvas.random.random()),
            )
    colours = ("#e8d9a8", "#8fb6c4", "#d9a36a", "#b9cf9a")
    for row, (y, size, count) in enumerate(((900, 92, 7), (1120, 140, 5))):
        for index in range(count):
            x = 130 + row * 90 + index * (1700 / count)
            if abs(x - 1180) < 170 and row:
                continue
            colour = colours[(index + row) % 4]
            shadow(canvas, x, y + size * 0.1, size * 0.8)
            for side in (-0.5, 0.5):
                canvas.box(x + side * size - 8, y - size * 0.1, 16, size * 0.24, "#6b4a37")
            canvas.box(x - size * 0.6, y - size * 0.85, size * 1.2, size * 0.8, (colour, mix(colour, "#3a2c20", 0.3)))
            canvas.box(x - size * 0.68, y - size * 0.98, size * 1.36, size * 0.16, ("#9aa2a4", "#6a7276"), radius=4)
            canvas.box(x - size * 0.26, y - size * 0.2, size * 0.52, size * 0.07, "#3a2c20")
    hands = person(canvas, 1180, 1230, 470, "#f4efe0", "#8d8a7c", hat=True, arms=((-0.3, -0.5), (0.3, -0.5)))
    left, right = hands
    canvas.box(left[0], left[1] - 40, right[0] - left[0], 170, ("#c98f4a", "#8a5a2c"), radius=6)
    canvas.box(left[0] + 16, left[1] - 20, right[0] - left[0] - 32, 132, ("#f2c14e", "#c98a24"))
    for _ in range(150):
        canvas.ellipse(
            canvas.random.uniform(left[0] + 16, right[0] - 16), canvas.random.uniform(left[1] - 18, left[1] + 106),
            6, 4, "#4a3118", 0.8,
        )  # fmt: skip
    for _ in range(120):
        x, y = canvas.random.uniform(40, 1880), canvas.random.uniform(560, 1200)
        canvas.ellipse(x, y, 6, 4, "#4a3118", 0.75)
        canvas.ellipse(x + 3, y - 5, 5, 3, "#ffffff", 0.6)
    return canvas


def shrimp_ponds(name: str) -> Canvas:
    """Ponds behind the sea dyke, a sluice, and somebody who measures the salt."""
    x: float
    y: float
    canvas = Canvas(name)
    sky(canvas, "#5fa6cd", "#c6e2e2", "#fbf0d6")
    clouds(canvas, 9, 100, 420, "#ffffff", 0.8)
    water(canvas, 520, ("#8fc6d2", "#5f9fb5"), "#f2fafa", 60, 640)
    for x, size in ((120, 240), (260, 290), (1640, 270), (1800, 320)):
        palm(canvas, x, 700, size, "#3f8a58", 0.08)
    fill(canvas, curve([(0, 640), (900, 616), (1920, 640)], 24), ("#b9a878", "#8d7a50"))
    for left, top, right, bottom, slant in (
        (60, 700, 860, 900, 60), (960, 700, 1860, 900, -60), (-120, 960, 880, 1260, 120), (1010, 960, 2040, 1260, -120),
    ):  # fmt: skip
        pond = [(left + slant, top), (right + slant * 0.2, top), (right, bottom), (left - slant, bottom)]
        canvas.polygon(pond, ("#a9d3d6", "#4f93a8"))
        for _ in range(26):
            x, y = canvas.random.uniform(left + 90, right - 90), canvas.random.uniform(top + 12, bottom - 12)
            canvas.stroke([(x - 40, y), (x + 40, y)], 3, "#effafa", 0.6)
    for x, y, size in ((420, 800, 60), (1420, 800, 60), (350, 1110, 100), (1560, 1110, 100)):
        canvas.stroke([(x - size * 1.6, y), (x + size * 1.6, y)], size * 0.12, "#5a6a70")
        for side in (-1, -0.33, 0.33, 1):
            wheel = x + side * size * 1.2
            for blade in range(6):
                angle = math.radians(blade * 60 + 15)
                tip = (wheel + math.cos(angle) * size * 0.3, y + math.sin(angle) * size * 0.45)
                canvas.stroke([(wheel, y), tip], size * 0.09, ("#e6ecec", "#9fb0b5"))
            for _ in range(9):
                canvas.ellipse(
                    canvas.random.gauss(wheel, size * 0.3), canvas.random.gauss(y + size * 0.3, size * 0.12),
                    size * 0.08, size * 0.05, "#ffffff", 0.75,
                )  # fmt: skip
    canvas.box(880, 560, 120, 190, ("#d8d2c4", "#9a9282"), radius=6)
    canvas.box(906, 600, 68, 150, ("#4f86a8", "#2f5f80"))
    canvas.stroke([(940, 600), (940, 500)], 12, "#6a7276")
    canvas.ellipse(940, 500, 40, 12, "#d9533c")
    hands = person(canvas, 950, 1200, 380, "#2f6f9f", hat=True, arms=((-0.2, -0.44), (0.32, -0.5)))
    canvas.stroke([hands[1], (hands[1][0] + 6, hands[1][1] + 140)], 14, ("#f6f3e6", "#d9533c"))
    canvas.box(hands[0][0] - 46, hands[0][1] - 10, 70, 90, ("#f2efe4", "#cfc9b8"), radius=4)
    return canvas


def football(name: str) -> Canvas:
    """Children play football on the ground by the river, the village looks on."""
    canvas = Canvas(name)
    sky(canvas, "#6fb0dc", "#cfe6e4", "#fbf0d0")
    clouds(canvas, 8, 90, 380, "#ffffff", 0.8)
    hills(canvas, 520, 180, ("#7fa9a0", "#b9d2a8"), 1.2)
    water(canvas, 560, ("#a3d3dc", "#79b4c4"), "#ffffff", 40, 640)
    bamboo(canvas, 110, 760, 480, "#7fa750", "#3c7448", 8)
    bamboo(canvas, 1800, 760, 520, "#7fa750", "#3c7448", 9)
    canvas.box(0, 630, 1920, 660, ("#9cc45e", "#5f9440"))
    for stripe in range(6):
        top = 690 + stripe * stripe * 20
        canvas.box(0, top, 1920, 26 + stripe * 14, "#b3d473", 0.35)
    for index in range(26):
        x = 50 + index * 73
        shirt = ("#d9523c", "#f4f1e8", "#4a6fa0", "#e8b23c", "#6f9272")[index % 5]
        person(canvas, x, 716 + index % 3 * 9, 130, shirt, hat=index % 4 == 0)
    canvas.stroke([(140, 700), (1780, 700)], 4, "#ffffff", 0.9)
    canvas.stroke([(960, 700), (960, 1290)], 6, "#ffffff", 0.7)
    canvas.stroke(arc(960, 980, 260, 130, 0, 360, 60), 6, "#ffffff", 0.7)
    goal = [(1560, 900), (1560, 740), (1850, 780), (1850, 980)]
    canvas.stroke(goal, 12, "#fbfbf6")
    for step in range(1, 8):
        share = step / 8
        canvas.stroke(
            [(1560 + 290 * share, 740 + 40 * share), (1560 + 290 * share, 900 + 80 * share)], 2, "#ffffff", 0.6
        )
        canvas.stroke([(1560, 740 + 160 * share), (1850, 780 + 200 * share)], 2, "#ffffff", 0.6)
    players = (
        (360, 1010, 270, "#d9523c", 0.05, ((-0.26, -0.56), (0.22, -0.4))),
        (640, 1160, 330, "#3f6f9c", 0.08, ((-0.3, -0.5), (0.3, -0.6))),
        (1010, 1200, 350, "#d9523c", -0.06, ((-0.34, -0.6), (0.22, -0.44))),
        (1310, 1030, 280, "#3f6f9c", -0.05, ((-0.24, -0.44), (0.28, -0.56))),
        (1690, 1010, 270, "#e8b23c", 0, ((-0.34, -0.66), (0.34, -0.66))),
    )
    for x, y, size, shirt, bend, arms in players:
        person(canvas, x, y, size, shirt, "#f4f1e8", bend=bend, arms=arms)
    shadow(canvas, 830, 1206, 44)
    canvas.ellipse(830, 1170, 36, 36, ("#ffffff", "#d5d5cd"))
    for angle in range(0, 360, 72):
        canvas.ellipse(
            830 + math.cos(math.radians(angle)) * 21, 1170 + math.sin(math.radians(angle)) * 21, 8, 8, "#2a2c33"
        )
    canvas.ellipse(830, 1170, 9, 9, "#2a2c33")
    return canvas
