"""Indoors: a meeting, and a library.

In goes the name of a picture, which seeds its chance; out comes a finished canvas.
"""

from __future__ import annotations

from tools.demo.brush import Canvas, arc, curve, mix
from tools.demo.figures import head_and_shoulders, person
from tools.demo.palette import HAIR, SHIRTS, SKIN, WOOD
from tools.demo.things import tree


def meeting(name: str, discussion: bool = False) -> Canvas:
    """The commune's hall during a meeting: from the back rows, or around the table."""
    canvas = Canvas(name)
    x: float
    canvas.box(0, 0, 1920, 1280, ("#f3e6cc", "#dcc7a0"))
    canvas.polygon([(0, 0), (1920, 0), (1560, 110), (360, 110)], ("#fdf8ea", "#efe2c6"))
    for x in (560, 880, 1200):
        canvas.polygon([(x, 40), (x + 160, 40), (x + 140, 80), (x + 20, 80)], "#ffffff")
    for side in (-1, 1):
        for index in range(3):
            near, far = 960 + side * (940 - index * 130), 960 + side * (940 - index * 130 - 96)
            drop = index * 34
            canvas.polygon(
                [(near, 170 + drop), (far, 196 + drop), (far, 640 - drop), (near, 700 - drop)], ("#bfe0e6", "#e6f0dc")
            )
            canvas.stroke([(near, 170 + drop), (far, 196 + drop)], 7, "#a67a50")
    canvas.box(0, 780, 1920, 500, ("#c99f6c", "#8f6238"))
    if discussion:
        return table(canvas)
    canvas.box(470, 170, 980, 520, ("#a83c34", "#7c2626"), radius=6)
    for fold in range(24):
        canvas.box(470 + fold * 41, 170, 16, 520, "#5f1c1f", 0.25)
    canvas.box(610, 225, 700, 78, "#f3dca0", radius=6)
    for row, (start, count) in enumerate(((690, 11), (760, 8))):
        for index in range(count):
            canvas.box(start + index * 50, 242 + row * 28, 38, 14, "#8f2f2a", radius=4)
    canvas.box(420, 690, 1080, 96, WOOD)
    canvas.box(760, 560, 420, 96, ("#8f5c38", "#6b4228"), radius=6)
    for x, shirt in ((830, "#f4f1e8"), (970, "#5b7fa6"), (1110, "#d8c9a6")):
        canvas.polygon([(x - 50, 566), *arc(x, 540, 44, 36, 180, 360), (x + 50, 566)], shirt)
        canvas.ellipse(x, 476, 21, 26, SKIN[0])
        canvas.polygon(arc(x, 472, 23, 26, 178, 362), HAIR)
    person(canvas, 620, 690, 232, "#f4f1e8", arms=((0.02, -0.5), (0.26, -0.66)))
    canvas.polygon([(570, 560), (680, 560), (664, 700), (586, 700)], WOOD)
    canvas.stroke(curve([(625, 560), (628, 530), (618, 512)]), 4, "#2c2a2d")
    for x in (1340, 1420):
        canvas.ellipse(x, 610, 46, 40, "#5f9a58")
        canvas.polygon([(x - 28, 636), (x + 28, 636), (x + 20, 690), (x - 20, 690)], "#c9785a")
    for row in range(4):
        size, y = 38 + row * 17, 850 + row * 128 + row * row * 8
        gap = size * 2.7
        offset = (row % 2) * gap / 2
        for index in range(-9, 10):
            x = 960 + index * gap + offset
            if abs(index + (row % 2) / 2) < 0.4 or not -100 < x < 2020 or canvas.random.random() < 0.08:
                continue
            head_and_shoulders(canvas, x, y, size, canvas.random.choice(SHIRTS))
            canvas.box(
                x - size * 1.08, y - size * 0.28, size * 2.16, size * 1.5, ("#9c3f36", "#6f2828"), radius=size * 0.16
            )
    return canvas


def table(canvas: Canvas) -> Canvas:
    """Puts a round of people around a long table."""
    canvas.box(620, 230, 680, 330, ("#fdfaf2", "#efe6d2"), radius=8)
    for index, tall in enumerate((90, 130, 118, 176, 210)):
        canvas.box(700 + index * 110, 510 - tall, 64, tall, ("#5f9a8a", "#3f7468"), radius=6)
    canvas.stroke([(680, 512), (1250, 512)], 5, "#7c6a52")
    for index, x in enumerate((330, 560, 790, 1130, 1360, 1590)):
        person(canvas, x, 1060, 470, SHIRTS[index], gown=index in (2, 4), arms=((-0.12, -0.5), (0.12, -0.5)))
    canvas.polygon([(170, 860), (1750, 860), (1990, 1290), (-70, 1290)], ("#c08a58", "#8c5c36"))
    canvas.stroke([(170, 860), (1750, 860)], 10, "#dcae7c")
    for x, y in ((360, 930), (640, 925), (930, 930), (1230, 925), (1540, 930), (420, 1120), (860, 1140), (1360, 1130)):
        canvas.polygon([(x - 64, y), (x + 56, y), (x + 70, y + 62), (x - 78, y + 62)], "#fdfaf2")
        for row in range(3):
            canvas.stroke([(x - 50 - row * 3, y + 16 + row * 14), (x + 38, y + 16 + row * 14)], 3, "#b9b0a0")
        canvas.box(x + 92, y - 6, 34, 44, ("#ffffff", "#cfd9dc"), radius=9)
    canvas.ellipse(960, 1060, 92, 40, "#8f3f34")
    for _ in range(40):
        canvas.ellipse(
            canvas.random.gauss(960, 46),
            canvas.random.gauss(1020, 20),
            22,
            20,
            canvas.random.choice(["#f0a3bb", "#f6d27a", "#7fae5f", "#f9e2e8"]),
        )
    return canvas


def library(name: str) -> Canvas:
    """Children read in the school's library."""
    canvas = Canvas(name)
    x: float
    canvas.box(0, 0, 1920, 1280, ("#f6e8ca", "#e3c99a"))
    canvas.box(0, 900, 1920, 380, ("#c99a66", "#9a6a3f"))
    canvas.box(760, 120, 400, 470, ("#bfe3ea", "#eaf3d6"))
    tree(canvas, 960, 640, 420, "#5f9a58", "#b3d57a")
    canvas.box(740, 590, 440, 30, "#a8754a")
    for x in (760, 960, 1160):
        canvas.stroke([(x, 110), (x, 590)], 16, "#fffaf0")
    canvas.stroke([(760, 350), (1160, 350)], 12, "#fffaf0")
    spines = ("#a8413c", "#2d6f7a", "#e0a43a", "#5f8f52", "#4a5f95", "#8a5a86", "#d9785a", "#f0e2c0")
    for left in (60, 1240):
        canvas.box(left - 20, 90, 660, 860, ("#9a6a42", "#74492b"), radius=8)
        for shelf in range(4):
            top = 120 + shelf * 205
            canvas.box(left, top, 620, 180, ("#5f3d26", "#74492b"))
            x = left + 8.0
            while x < left + 585:
                wide, tall = canvas.random.uniform(18, 38), canvas.random.uniform(112, 164)
                colour = canvas.random.choice(spines)
                canvas.box(x, top + 180 - tall, wide - 2, tall, (mix(colour, "#ffffff", 0.12), colour), radius=3)
                canvas.box(x + 3, top + 200 - tall, wide - 8, 8, "#fdf3dc", 0.75)
                x += wide if canvas.random.random() < 0.93 else wide + 40
    for index, x in enumerate((420, 760, 1130, 1480)):
        shirt = ("#fbfaf4", "#fbe3d6", "#fbfaf4", "#dfeaf6")[index]
        person(canvas, x, 1190, 430, shirt, "#2d4a86", arms=((-0.1, -0.52), (0.1, -0.52)))
    canvas.polygon([(180, 1010), (1740, 1010), (1860, 1290), (60, 1290)], ("#d9ab72", "#a8754a"))
    canvas.stroke([(180, 1010), (1740, 1010)], 10, "#f0cf9c")
    for index, x in enumerate((420, 760, 1130, 1480)):
        for side in (-1, 1):
            canvas.polygon(
                [(x, 1040), (x + side * 104, 1018), (x + side * 118, 1100), (x, 1124)], ("#ffffff", "#efe6d2")
            )
            for row in range(4):
                canvas.stroke([(x + side * 18, 1054 + row * 15), (x + side * 92, 1039 + row * 15)], 3, "#b9ad98")
        canvas.stroke([(x, 1040), (x, 1124)], 4, spines[index])
    for level, colour in enumerate(("#a8413c", "#2d6f7a", "#e0a43a")):
        canvas.box(
            880 + level * 8, 1180 - level * 34, 220 - level * 16, 32, (mix(colour, "#ffffff", 0.15), colour), radius=6
        )
    return canvas
