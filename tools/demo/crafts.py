"""Village crafts: pottery and weaving.

In goes the name of a picture, which seeds its chance; out comes a finished canvas.
"""

from __future__ import annotations

from tools.demo.brush import Canvas, Point, arc, curve, mix
from tools.demo.figures import jar, person
from tools.demo.palette import SKIN, WOOD
from tools.demo.things import hills, mist, sky


def pottery(name: str, kiln: bool = False) -> Canvas:
    """A potter at the wheel, or the jars that wait before the kiln."""
    canvas = Canvas(name)
    canvas.box(0, 0, 1920, 1280, ("#dcb68c", "#a8754c"))
    for row in range(17):
        for column in range(14):
            tint = mix("#c98f62", "#e2bd93", canvas.random.random())
            canvas.box(column * 148 - (row % 2) * 74, row * 56, 142, 50, tint, 0.55, 4)
    canvas.box(0, 930, 1920, 350, ("#8f6340", "#5f3f2a"))
    glazes = ("#7c4a32", "#a8603c", "#4f6f66", "#c9a06a", "#5f7f95", "#8a3f2c")
    if kiln:
        canvas.polygon([(180, 980), *arc(640, 700, 460, 420, 180, 360, 40), (1100, 980)], ("#b56a45", "#7c4029"))
        for ring in (0.62, 0.8):
            canvas.stroke(arc(640, 980, 460 * ring, 690 * ring, 180, 360, 40), 7, "#6b3522", 0.5)
        canvas.polygon([(500, 980), *arc(640, 820, 140, 150, 180, 360), (780, 980)], "#2e1813")
        canvas.glow(640, 900, 330, "#ffb347", 0.95)
        for flame, tall in ((-70, 120), (-20, 190), (40, 150), (84, 90)):
            canvas.polygon(
                curve(
                    [
                        (640 + flame - 34, 980),
                        (640 + flame - 20, 980 - tall * 0.5),
                        (640 + flame, 980 - tall),
                        (640 + flame + 24, 980 - tall * 0.5),
                        (640 + flame + 34, 980),
                    ]
                ),
                ("#ffe9a6", "#f0762f"),
            )
        person(canvas, 1010, 1110, 420, "#5b7fa6", arms=((-0.42, -0.5), (0.02, -0.5)))
        canvas.stroke([(740, 960), (1010, 880)], 12, "#4a4a50")
    else:
        for shelf in (250, 470):
            canvas.box(80, shelf, 800, 24, WOOD)
            for index in range(7):
                jar(canvas, 140 + index * 112, shelf, canvas.random.uniform(90, 150), canvas.random.choice(glazes))
        canvas.polygon([(1240, 120), (1760, 120), (1760, 620), (1240, 620)], ("#cfe6e6", "#f3ecc9"))
        for bar in (1240, 1500, 1760):
            canvas.stroke([(bar, 120), (bar, 620)], 18, "#7c5234")
        canvas.soft([(1240, 620), (1760, 620), (1300, 1280), (500, 1280)], "#fff0c4", 0.25, 40)
        person(canvas, 800, 1150, 640, "#4f6f8f", bend=0.05, arms=((0.13, -0.43), (0.36, -0.43)))
        canvas.ellipse(960, 1130, 250, 60, ("#6b4a38", "#4a3126"))
        canvas.box(860, 990, 200, 140, ("#7c5740", "#5a3d2c"))
        canvas.ellipse(960, 990, 160, 40, ("#a88a6c", "#7c6049"))
        jar(canvas, 960, 990, 230, "#b5623f")
        canvas.stroke([(905, 775), (882, 845)], 34, SKIN[1])
        for side in (-1, 1):
            canvas.ellipse(960 + side * 78, 862, 26, 22, SKIN[0])
    for index in range(5 if kiln else 4):
        jar(canvas, 1300 + index * 150, 1130 + (index % 2) * 100, 220 + (index % 3) * 50, glazes[index])
    return canvas


def weaving(name: str) -> Canvas:
    """Two weavers at their looms on a veranda above the valley."""
    canvas = Canvas(name)
    sky(canvas, "#8cbccf", "#e3ecdc", "#f7edcf")
    hills(canvas, 420, 220, ("#8fb0b4", "#cfdccb"), 1.4)
    mist(canvas, 470, 36, "#fbf6e2", 0.8)
    hills(canvas, 560, 180, ("#5f9378", "#a5c490"))
    canvas.box(0, 700, 1920, 580, ("#a9764a", "#6f4529"))
    for row in range(8):
        canvas.stroke([(0, 730 + row * row * 9), (1920, 730 + row * row * 9)], 4, "#5a3620", 0.5)
    canvas.box(0, 0, 1920, 70, ("#7c5234", "#5f3d27"))
    for x in (40, 660, 1280, 1860):
        canvas.box(x - 22, 0, 44, 900, ("#8f6240", "#65412a"))
    canvas.stroke([(0, 640), (1920, 640)], 16, "#8f6240")
    for order, x in enumerate((470, 1330)):
        person(
            canvas,
            x - 150,
            1130,
            560,
            ("#2d3f6b", "#7c2f3f")[order],
            "#22304f",
            gown=True,
            arms=((0.1, -0.46), (0.3, -0.5)),
        )
        cloth = (
            ("#a8413c", "#f0b43c", "#2d6f7a", "#f6e7c6", "#5f3f6f"),
            ("#2d4a86", "#f6e7c6", "#c9523c", "#4f8a55", "#e8b23c"),
        )[order]
        canvas.polygon([(x - 30, 860), (x + 330, 700), (x + 330, 1010), (x - 30, 1190)], "#f6ecd2")
        for band in range(15):
            share, after = band / 15, (band + 1) / 15
            upper = 860 + (1190 - 860) * share, 860 + (1190 - 860) * after
            lower = 700 + (1010 - 700) * share, 700 + (1010 - 700) * after
            right, lean = x + 193.2, 0.62
            strip: list[Point] = [(x - 30, upper[0]), (right, upper[0] + (lower[0] - upper[0]) * lean)]
            strip += [(right, upper[1] + (lower[1] - upper[1]) * lean), (x - 30, upper[1])]
            canvas.polygon(strip, cloth[band % 5])
            if band % 2:
                for mark in range(6):
                    mx = x + mark * 36
                    my = (upper[0] + upper[1]) / 2 + (lower[0] - upper[0]) * (mx - x + 30) / 360
                    canvas.polygon([(mx - 9, my), (mx, my - 9), (mx + 9, my), (mx, my + 9)], cloth[(band + 2) % 5])
        for thread in range(24):
            share = thread / 23
            canvas.stroke([(x + 193, 761 + 320 * share), (x + 330, 700 + 310 * share)], 2, "#b9a88c", 0.8)
        for bx, top, foot in ((x - 40, 800, 1240), (x + 336, 620, 1090)):
            canvas.stroke([(bx, top), (bx, foot)], 24, "#7c5234")
        canvas.stroke([(x - 40, 810), (x + 336, 630)], 20, "#8f6240")
    for index, colour in enumerate(("#c9523c", "#e8b23c", "#2d6f7a", "#5f3f6f")):
        canvas.ellipse(820 + index * 92, 1200, 52, 46, (mix(colour, "#ffffff", 0.25), colour))
        for turn in (-18, 0, 18):
            canvas.stroke(
                arc(820 + index * 92 + turn, 1200, 26, 44, 250, 290 + 160, 20), 3, mix(colour, "#000000", 0.3), 0.6
            )
    return canvas
