"""Public places: the commune hall, a school yard, a market, a road being built.

In goes the name of a picture, which seeds its chance; out comes a finished canvas.
"""

from __future__ import annotations

from tools.demo.brush import Canvas, arc, mix
from tools.demo.figures import person
from tools.demo.palette import SHIRTS, SKIN, TILE, WALL, WOOD
from tools.demo.things import clouds, hills, house, rice, roof, shadow, sky, tree


def commune_hall(name: str) -> Canvas:
    """The commune's office: two storeys, a porch, a clock, people on their way in."""
    canvas = Canvas(name)
    sky(canvas, "#5fa5d0", "#c9e4ea", "#f6f0dc")
    clouds(canvas, 8, 120, 480, "#ffffff", 0.75)
    hills(canvas, 760, 170, ("#83ab9a", "#b4cfa6"))
    canvas.box(0, 930, 1920, 350, ("#d8cbb4", "#b3a284"))
    for index in range(-6, 7):
        canvas.stroke([(960 + index * 90, 960), (960 + index * 330, 1280)], 3, "#a08f70", 0.5)
    for side in (-1, 1):
        canvas.box(960 + side * 445 - 255, 520, 510, 430, ("#f7e6b8", "#e3c888"))
        for row in range(2):
            for column in range(4):
                x, y = 960 + side * 445 - 205 + column * 112, 570 + row * 190
                canvas.box(x - 6, y - 6, 88, 128, "#fdf6e3")
                canvas.box(x, y, 76, 116, ("#7fb0c4", "#4a7c96"))
                canvas.stroke([(x + 38, y), (x + 38, y + 116)], 4, "#fdf6e3")
        roof(canvas, 960 + side * 445, 526, 590, 96, TILE, "#7a3726")
        tree(canvas, 960 + side * 850, 985, 430, "#2f6a44", "#93c163")
    canvas.box(720, 430, 480, 520, ("#fbeecb", "#ecd49b"))
    roof(canvas, 960, 440, 600, 130, TILE, "#7a3726")
    canvas.ellipse(960, 520, 52, 52, "#fdfaf0")
    canvas.stroke(arc(960, 520, 52, 52, 0, 360, 60), 7, "#a65a3a")
    canvas.stroke([(960, 488), (960, 520), (982, 532)], 6, "#3a3a40")
    canvas.box(740, 600, 440, 54, "#2f5f8a", radius=8)
    for index in range(7):
        canvas.box(782 + index * 52, 619, 38, 16, "#f5e9c9", radius=5)
    for x in (740, 866, 1018, 1144):
        canvas.box(x, 660, 36, 290, ("#ffffff", "#e6d9bb"))
    canvas.box(902, 700, 116, 250, ("#8fb9c6", "#55859b"))
    canvas.stroke([(960, 700), (960, 950)], 5, "#f4ead0")
    for step in range(4):
        canvas.box(700 - step * 26, 946 + step * 18, 520 + step * 52, 20, mix("#efe6d4", "#b9ab90", step / 4))
    for x, y, size, shirt, gown in (
        (860, 1060, 220, "#e8e4da", True),
        (1060, 1080, 230, "#4a6fa0", False),
        (640, 1160, 270, "#c96b4a", False),
        (1290, 1180, 280, "#5d8a5a", False),
        (470, 1120, 250, "#8a6a9c", True),
    ):
        person(canvas, x, y, size, shirt, gown=gown)
    for x in (120, 330, 1590, 1800):
        canvas.ellipse(x, 1010, 110, 46, ("#8fbb5f", "#4a7f45"))
    return canvas


def school_yard(name: str) -> Canvas:
    """A school under a flame tree in flower, children at play."""
    canvas = Canvas(name)
    x: float
    y: float
    sky(canvas, "#6fb3d9", "#d4ebee", "#fbf3dc")
    clouds(canvas, 7, 100, 420, "#ffffff", 0.75)
    hills(canvas, 640, 120, ("#8fb9a2", "#bcd6aa"))
    canvas.box(0, 850, 1920, 430, ("#e3cfa6", "#c9a672"))
    canvas.box(560, 480, 1300, 390, ("#fbe8b6", "#ecc98a"))
    canvas.box(540, 668, 1340, 16, "#c26a4a")
    for row in range(2):
        for column in range(8):
            x, y = 600 + column * 156, 520 + row * 186
            door = column % 3 == 1
            canvas.box(x, y, 96, 130 if row else 118, ("#4f8f8a", "#35716f") if door else ("#a9d2d8", "#6fa3b4"))
            canvas.stroke([(x + 48, y), (x + 48, y + 116)], 4, "#fdf6e3")
    for column in range(9):
        canvas.box(560 + column * 162, 480, 18, 390, "#fffaf0")
    roof(canvas, 1210, 488, 1460, 120, TILE, "#7a3726")
    tree(canvas, 380, 1010, 860, "#9c2f24", "#f0673c", "#6d4c3a")
    for _ in range(160):
        x, y = canvas.random.gauss(400, 260), canvas.random.gauss(1060, 46)
        canvas.ellipse(x, y, 9, 4, canvas.random.choice(["#e0512f", "#f08a4f", "#c23a26"]))
    for index, x in enumerate((760, 900, 1060, 1240, 1420, 1600, 1740)):
        y = 1010 + (index * 71) % 150
        raised = ((-0.25, -0.9), (0.25, -0.88)) if index % 2 else ((-0.2, -0.5), (0.22, -0.66))
        person(canvas, x, y, 170 + (y - 1010) * 0.4, "#fbfaf4", ("#2d4a86", "#3a3f58")[index % 2], arms=raised)
        canvas.ellipse(x, y - 60, 2, 2, "#ffffff")
    canvas.ellipse(1155, 1090, 20, 20, "#f0b43c")
    return canvas


def market(name: str) -> Canvas:
    """A market morning: awnings, baskets, buyers."""
    canvas = Canvas(name)
    x: float
    sky(canvas, "#7fb9d3", "#e6efdc", "#fbf0d3")
    hills(canvas, 520, 140, ("#8fb3a2", "#c3d6b0"))
    for x in (140, 700, 1250, 1800):
        tree(canvas, x, 640, 420, "#2f6346", "#8db562")
    canvas.box(0, 620, 1920, 660, ("#dcc7a0", "#b39066"))
    for order, (y, size) in enumerate(((700, 0.72), (900, 1.0))):
        for index in range(5):
            x = -60 + index * 430 * size + order * 120 + (170 if not order else 0)
            colour = ("#c9523c", "#3f7f8a", "#e0a43a", "#5f8f52", "#8a5f8f")[(index + order * 2) % 5]
            w, h = 340 * size, 300 * size
            for leg in (0, w):
                canvas.stroke([(x + leg, y - h), (x + leg, y + 60)], 9 * size, "#8a6a4a")
            canvas.polygon(
                [
                    (x - 20, y - h + 70 * size),
                    (x + 40, y - h - 40 * size),
                    (x + w - 40, y - h - 40 * size),
                    (x + w + 20, y - h + 70 * size),
                ],
                (mix(colour, "#ffffff", 0.15), colour),
            )
            for stripe in range(4):
                sx = x + w * (stripe + 0.25) / 4
                canvas.polygon(
                    [
                        (sx, y - h - 40 * size),
                        (sx + w * 0.09, y - h - 40 * size),
                        (sx + w * 0.09, y - h + 70 * size),
                        (sx - 4, y - h + 70 * size),
                    ],
                    "#fdf3dc",
                    0.65,
                )
            person(
                canvas,
                x + w * 0.5,
                y + 40,
                250 * size,
                SHIRTS[(index + order) % 7],
                hat=index % 2 == 0,
                arms=((-0.26, -0.5), (0.26, -0.5)),
            )
            canvas.box(x - 6, y - 40 * size, w + 12, 110 * size, WOOD, radius=6)
            for basket in range(4):
                bx = x + w * (basket + 0.5) / 4
                fruit = canvas.random.choice(["#e0582f", "#f0b43c", "#7fae4a", "#b83f5a", "#e88a3a", "#5f9a3f"])
                for _ in range(16):
                    canvas.ellipse(
                        bx + canvas.random.uniform(-32, 32) * size,
                        y + canvas.random.uniform(-66, -40) * size,
                        13 * size,
                        12 * size,
                        mix(fruit, "#ffffff", canvas.random.uniform(0, 0.2)),
                    )
                canvas.box(
                    bx - 40 * size, y - 44 * size, 80 * size, 34 * size, ("#d9ab6a", "#a87840"), radius=10 * size
                )
    for x, y, size, shirt, hat in (
        (260, 1200, 330, "#8a5a86", True),
        (620, 1160, 300, "#4a6fa0", False),
        (1120, 1190, 330, "#f4f1e8", True),
        (1520, 1220, 350, "#c96b4a", False),
    ):
        hands = person(canvas, x, y, size, shirt, hat=hat)
        hx, hy = hands[1]
        canvas.polygon([(hx - 34, hy), (hx + 38, hy), (hx + 28, hy + 56), (hx - 24, hy + 56)], ("#d9ab6a", "#96692f"))
        canvas.ellipse(hx, hy, 36, 16, "#6fa04a")
    return canvas


def road_works(name: str) -> Canvas:
    """A roller and workers on a new village road."""
    canvas = Canvas(name)
    sky(canvas, "#6fb0d3", "#d9e9e2", "#f9efd6")
    clouds(canvas, 7, 100, 420, "#ffffff", 0.75)
    hills(canvas, 600, 180, ("#83aba8", "#b7d0b8"), 1.3)
    canvas.box(0, 660, 1920, 620, ("#a9c46a", "#6f9a48"))
    rice(canvas, 690, 900, ("#7fa84a", "#9cc05a", "#b3cf70"), 22)
    for x, size in ((180, 300), (420, 220), (1760, 280)):
        tree(canvas, x, 700, size, "#2f6346", "#8db562")
    house(canvas, 1480, 700, 260, WALL, TILE)
    canvas.polygon([(1000, 662), (1090, 662), (2060, 1290), (-60, 1290)], ("#b9a88c", "#8c7a62"))
    canvas.polygon([(1024, 662), (1050, 662), (760, 1290), (120, 1290)], ("#6f737a", "#464a52"))
    for index in range(9):
        share = (index / 9) ** 1.6
        y = 672 + 600 * share
        canvas.stroke(
            [(1037 - 590 * share, y), (1037 - 590 * (share + 0.03), y + 6 + 34 * share)], 2 + 10 * share, "#f3e7b8"
        )
    for index in range(7):
        share = (index / 6) ** 1.5
        x, y, size = 1085 + 560 * share, 690 + 480 * share, 22 + 72 * share
        canvas.polygon(
            [(x - size * 0.3, y), (x - size * 0.07, y - size), (x + size * 0.07, y - size), (x + size * 0.3, y)],
            "#e8672f",
        )
        canvas.polygon(
            [
                (x - size * 0.2, y - size * 0.34),
                (x - size * 0.13, y - size * 0.62),
                (x + size * 0.13, y - size * 0.62),
                (x + size * 0.2, y - size * 0.34),
            ],
            "#fdf6e3",
        )
    roller(canvas, 900, 1010)
    for x, y, size, shirt in (
        (330, 1000, 240, "#f08a2e"),
        (500, 1060, 260, "#f08a2e"),
        (1420, 1110, 300, "#f0b43c"),
        (1240, 980, 230, "#f08a2e"),
    ):
        person(canvas, x, y, size, shirt, "#35506f", arms=((-0.2, -0.5), (0.26, -0.56)))
        canvas.box(x - size * 0.12, y - size * 0.62, size * 0.24, size * 0.04, "#fdf3b0")
        canvas.polygon(arc(x, y - size * 0.925, size * 0.085, size * 0.075, 180, 360), "#fbd34a")
        canvas.stroke([(x + size * 0.26, y - size * 0.82), (x + size * 0.26, y)], size * 0.025, "#7a5636")
    return canvas


def roller(canvas: Canvas, x: float, y: float) -> None:
    """A road roller with its driver; (x, y) is between its axles."""
    shadow(canvas, x, y + 96, 260, 0.35)
    canvas.box(x - 60, y - 110, 270, 110, ("#f5b93a", "#d8912a"), radius=18)
    canvas.box(x - 70, y - 250, 170, 24, "#d8912a", radius=8)
    for leg in (-56, 84):
        canvas.stroke([(x + leg, y - 236), (x + leg, y - 100)], 10, "#4a4a50")
    canvas.polygon([(x - 10, y - 110), *arc(x + 12, y - 158, 34, 28, 180, 360), (x + 44, y - 110)], "#35506f")
    canvas.ellipse(x + 14, y - 198, 19, 23, SKIN[0])
    canvas.polygon(arc(x + 14, y - 202, 24, 22, 180, 360), "#fbd34a")
    canvas.stroke([(x - 60, y - 60), (x - 190, y - 20)], 26, "#d8912a")
    for wheel, radius, colour in ((-190, 96, "#9aa3ab"), (130, 92, "#2f3238")):
        canvas.ellipse(x + wheel, y + 4, radius, radius, (colour, mix(colour, "#000000", 0.25)))
        canvas.ellipse(x + wheel, y + 4, radius * 0.5, radius * 0.5, mix(colour, "#ffffff", 0.25))
        canvas.ellipse(x + wheel, y + 4, radius * 0.16, radius * 0.16, "#4a4a50")
