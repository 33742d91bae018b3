"""The village gate, whole and close by, and the communal house behind its pond.

In goes the name of a picture, which seeds its chance; out comes a finished canvas.
"""

from __future__ import annotations

import math

from tools.demo.brush import Canvas, Paint, arc, curve, mix
from tools.demo.figures import lantern, person
from tools.demo.palette import PADDY, TILE, WALL
from tools.demo.things import bamboo, clouds, fill, hills, house, mist, palm, rice, ridge, roof, sky, sun, tree, water


def gate_at_dawn(name: str) -> Canvas:
    """The old village gate at the end of a brick path."""
    canvas = Canvas(name)
    sky(canvas, "#6fa3bf", "#f3cf9f", "#fbe6c2", "#fbe6c2")
    sun(canvas, 960, 640, 74, "#fff6da", "#ffdc93")
    clouds(canvas, 7, 110, 420, "#fff6e6", 0.55)
    hills(canvas, 690, 200, ("#9db7bb", "#d9dcc6"))
    hills(canvas, 760, 130, ("#7fa591", "#c3cf9f"))
    mist(canvas, 790, 40, "#fdf1d6", 0.7)
    canvas.box(0, 820, 1920, 460, ("#a9bd63", "#5f8a41"))
    for x, size in ((90, 300), (240, 220), (1690, 250), (1840, 330)):
        palm(canvas, x, 850, size, "#5c8f5e", 0.06)
    canvas.polygon([(880, 820), (1040, 820), (1390, 1280), (530, 1280)], ("#d9a778", "#a8603f"))
    for row in range(22):
        y = 828 + 452 * (row / 22) ** 1.5
        half = 80 + 350 * (y - 820) / 460
        canvas.stroke([(960 - half, y), (960 + half, y)], 1 + row * 0.14, "#7c3f2a", 0.4)
        for brick in range(9):
            x = 960 - half + (brick + 0.5 * (row % 2)) * half * 2 / 9
            canvas.stroke([(x, y), (x, y + 4 + row * 1.3)], 1 + row * 0.1, "#7c3f2a", 0.3)
    rice(canvas, 850, 905, PADDY, 16)
    canvas.polygon([(880, 815), (1040, 815), (1115, 915), (805, 915)], ("#deb083", "#cb9468"))
    for side in (-1, 1):
        canvas.box(960 + side * 640 - 340, 880, 680, 92, ("#e9d6ad", "#bfa377"))
        canvas.box(960 + side * 640 - 344, 866, 688, 22, TILE)
    gate(canvas, 960, 985, 820)
    tree(canvas, 255, 1010, 830, "#2c5a42", "#8db562", "#6a4b39")
    bamboo(canvas, 1700, 1020, 640, "#86a952", "#43794a", 10)
    for x, size in ((120, 60), (430, 44), (1540, 52), (1800, 66)):
        canvas.ellipse(x, 1050, size * 1.9, size * 0.8, ("#7fa853", "#3f6e3f"))
    person(canvas, 1030, 1090, 190, "#7c5a86", hat=True, arms=((-0.2, -0.5), (0.24, -0.62)))
    person(canvas, 905, 1180, 235, "#f4efe2", "#f4efe2", gown=True, hat=True)
    return canvas


def gate_close(name: str) -> Canvas:
    """The roofs of the gate against the sky, a mason at work on a ladder."""
    canvas = Canvas(name)
    sky(canvas, "#5f9cc0", "#bfdbe0", "#f3ead2")
    clouds(canvas, 8, 160, 700, "#ffffff", 0.7)
    hills(canvas, 1180, 160, ("#86ab86", "#a9c58f"))
    gate(canvas, 900, 1500, 1450)
    for offset in (0, 74):
        canvas.stroke([(1500 + offset, 1280), (1330 + offset, 640)], 13, "#8d6a45")
    for step in range(9):
        x, y = 1346 + step * 18, 690 + step * 68
        canvas.stroke([(x, y), (x + 74, y)], 10, "#a9825a")
    person(canvas, 1425, 960, 340, "#3f6f9c", hat=True, arms=((-0.34, -0.86), (0.1, -0.6)))
    bamboo(canvas, 120, 1290, 760, "#7fa750", "#3c7448", 8)
    return canvas


def gate(canvas: Canvas, x: float, y: float, width: float) -> None:
    """A gate of two storeys with one wide arch and two narrow ones; (x, y) is the middle of its foot."""
    w = width
    stone: Paint = ("#f2dfb6", "#d3b682")
    line = "#a67f4e"
    for side in (-1, 1):
        canvas.box(x + side * w * 0.37 - w * 0.13, y - w * 0.44, w * 0.26, w * 0.44, stone)
        niche = x + side * w * 0.37
        canvas.polygon(
            [(niche - w * 0.06, y), *arc(niche, y - w * 0.2, w * 0.06, w * 0.07, 180, 360), (niche + w * 0.06, y)],
            ("#8c7a56", "#c9b98a"),
        )
        canvas.box(niche - w * 0.07, y - w * 0.4, w * 0.14, w * 0.06, "#c95b3f", radius=w * 0.008)
        roof(canvas, niche, y - w * 0.43, w * 0.36, w * 0.09, TILE, "#6f3322")
    canvas.box(x - w * 0.25, y - w * 0.62, w * 0.5, w * 0.62, stone)
    canvas.polygon(
        [(x - w * 0.145, y), *arc(x, y - w * 0.3, w * 0.145, w * 0.15, 180, 360, 40), (x + w * 0.145, y)],
        ("#f7d9a2", "#efc98d"),
    )
    canvas.glow(x, y - w * 0.26, w * 0.2, "#fff4d2", 0.9)
    canvas.polygon(
        [(x - w * 0.145, y - w * 0.09), (x + w * 0.145, y - w * 0.09), (x + w * 0.145, y), (x - w * 0.145, y)],
        ("#b7c475", "#cf9a6c"),
    )
    canvas.stroke(
        [(x - w * 0.152, y), *arc(x, y - w * 0.3, w * 0.152, w * 0.157, 180, 360, 40), (x + w * 0.152, y)],
        w * 0.014,
        line,
    )
    for side in (-1, 1):
        post = x + side * w * 0.205
        canvas.box(post - w * 0.032, y - w * 0.6, w * 0.064, w * 0.6, ("#fbeccb", "#dfc592"))
        canvas.box(post - w * 0.02, y - w * 0.5, w * 0.04, w * 0.4, "#b8432f", radius=w * 0.006)
        for mark in range(7):
            canvas.ellipse(post, y - w * (0.465 - mark * 0.055), w * 0.009, w * 0.011, "#f1c76b")
        canvas.box(post - w * 0.042, y - w * 0.045, w * 0.084, w * 0.045, "#a88f68")
    canvas.box(x - w * 0.15, y - w * 0.56, w * 0.3, w * 0.075, "#a63a2a", radius=w * 0.01)
    for badge in (-0.09, -0.03, 0.03, 0.09):
        canvas.ellipse(x + w * badge, y - w * 0.522, w * 0.017, w * 0.02, "#f3cf7a")
    roof(canvas, x, y - w * 0.6, w * 0.72, w * 0.13, TILE, "#6f3322")
    canvas.box(x - w * 0.15, y - w * 0.86, w * 0.3, w * 0.15, stone)
    for share in (-0.09, 0.0, 0.09):
        canvas.polygon(
            [
                (x + w * (share - 0.025), y - w * 0.735),
                *arc(x + w * share, y - w * 0.79, w * 0.025, w * 0.03, 180, 360),
                (x + w * (share + 0.025), y - w * 0.735),
            ],
            "#7d5438",
        )
    roof(canvas, x, y - w * 0.84, w * 0.48, w * 0.12, TILE, "#6f3322")
    canvas.ellipse(x, y - w * 0.985, w * 0.018, w * 0.02, "#e3b455")
    for side in (-1, 1):
        lantern(canvas, x + side * w * 0.205, y - w * 0.545, w * 0.022, "#d8432e")


def lotus_pond(name: str) -> Canvas:
    """A communal house behind its lotus pond."""
    canvas = Canvas(name)
    x: float
    sky(canvas, "#7fb6cf", "#e3ecd9", "#fbf0d3")
    clouds(canvas, 6, 120, 380, "#ffffff", 0.7)
    fill(canvas, ridge(canvas, 560, 120), ("#86ae92", "#b6cf9d"), 700)
    for x in (130, 380, 1540, 1790):
        tree(canvas, x, 720, 400, "#2f6346", "#86b25c")
    canvas.box(0, 690, 1920, 60, ("#b9c97a", "#8fa85a"))
    house(canvas, 960, 730, 820, WALL, TILE, "#8a3f2c")
    water(canvas, 740, ("#9cc9c0", "#3f7f78"), "#eaf6ea", 80)
    canvas.soft([(640, 750), (1280, 750), (1220, 960), (700, 960)], "#a8563c", 0.28, 40)
    for _ in range(95):
        share = canvas.random.random()
        x, y, size = canvas.random.uniform(-40, 1960), 790 + 480 * share, 26 + 74 * share
        green = mix("#5f9a58", "#a3c46a", canvas.random.random())
        canvas.ellipse(x, y + size * 0.07, size, size * 0.36, "#28574c", 0.5)
        canvas.polygon([(x, y), *arc(x, y, size, size * 0.36, 20, 350)], green)
        for angle in (70, 130, 190, 250, 310):
            canvas.stroke([(x, y), *arc(x, y, size * 0.85, size * 0.3, angle, angle, 1)], 1.5, "#3f7a48", 0.5)
    for _ in range(17):
        share = canvas.random.random()
        x, y, size = canvas.random.uniform(40, 1880), 800 + 420 * share, 20 + 44 * share
        canvas.stroke([(x, y), (x + 3, y + size * 2)], 3 + 3 * share, "#4f8a4f")
        for angle, tint in ((-62, "#e88aa8"), (62, "#e88aa8"), (-32, "#f0a3bb"), (32, "#f0a3bb"), (0, "#f9c6d4")):
            turn = math.radians(angle - 90)
            tip = (x + math.cos(turn) * size * 1.2, y + math.sin(turn) * size * 1.2)
            side = (math.cos(turn + 1.57) * size * 0.4, math.sin(turn + 1.57) * size * 0.4)
            middle = ((x + tip[0]) / 2, (y + tip[1]) / 2)
            petal = [
                (x, y),
                (middle[0] + side[0], middle[1] + side[1]),
                tip,
                (middle[0] - side[0], middle[1] - side[1]),
                (x, y),
            ]
            canvas.polygon(curve(petal, 6), (mix(tint, "#d9577f", 0.35), tint))
    return canvas
