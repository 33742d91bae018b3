"""The river and the sea: a bridge, a harbour in fair and foul weather, a ferrywoman.

In goes the name of a picture, which seeds its chance; out comes a finished canvas.
"""

from __future__ import annotations

from tools.demo.brush import Canvas, Paint, arc, curve
from tools.demo.figures import boat, cone, person
from tools.demo.palette import HAIR, SKIN
from tools.demo.things import bamboo, clouds, fill, hills, palm, ridge, shadow, sky, sun, water


def bridge(name: str) -> Canvas:
    """A new road bridge over a wide river, boats below."""
    canvas = Canvas(name)
    sky(canvas, "#5fa0c9", "#b9dce4", "#f4eed9")
    clouds(canvas, 8, 120, 430, "#ffffff", 0.75)
    hills(canvas, 560, 220, ("#7fa6b4", "#b9d1cd"), 1.3)
    hills(canvas, 640, 110, ("#5d9376", "#9ec18d"))
    water(canvas, 690, ("#8fc3cf", "#2f6f8c"), "#e9f7f4", 120)
    for index in range(6):
        x = 140 + index * 330
        canvas.polygon([(x - 34, 560), (x + 34, 560), (x + 24, 800), (x - 24, 800)], ("#e8e2d4", "#a59c8c"))
        canvas.box(x - 50, 790, 100, 34, "#8f8779", radius=8)
        canvas.soft([(x - 30, 824), (x + 30, 824), (x + 46, 1000), (x - 46, 1000)], "#1f4c63", 0.35, 16)
        arch = arc(x + 165, 566, 140, 60, 180, 360)
        canvas.polygon([(x + 20, 566), *arch, (x + 310, 566), (x + 310, 548), (x + 20, 548)], "#cfc7b7")
    canvas.box(0, 520, 1920, 46, ("#efe9dc", "#b9b0a0"))
    for index in range(49):
        canvas.stroke([(index * 40, 490), (index * 40, 522)], 4, "#d9d2c4")
    canvas.stroke([(0, 490), (1920, 490)], 6, "#f7f3ea")
    for x in range(60, 1920, 240):
        canvas.stroke(curve([(x, 520), (x, 400), (x + 34, 372)]), 5, "#7d8790")
        canvas.ellipse(x + 40, 374, 13, 6, "#fff2c4")
    for x, colour in ((380, "#d9533c"), (900, "#3f6f9c"), (1420, "#e2a93b")):
        canvas.box(x, 462, 128, 50, colour, radius=14)
        canvas.box(x + 16, 470, 90, 18, "#dcebf0", radius=5)
        for wheel in (28, 100):
            canvas.ellipse(x + wheel, 514, 12, 12, "#2a2c33")
    boat(canvas, 620, 930, 330, ("#3f7a68", "#234c42"), "#e6b84a")
    boat(canvas, 1450, 1060, 420, ("#8a5a3a", "#5a3724"), "#d9533c", mast=False)
    person(canvas, 1440, 1030, 210, "#5a6f4f", hat=True, arms=((-0.2, -0.5), (0.34, -0.44)))
    bamboo(canvas, 70, 1290, 620, "#7fa750", "#3c7448", 8)
    return canvas


def harbour(name: str, storm: bool = False) -> Canvas:
    """Fishing boats near the beach, on a fair morning or under a coming storm."""
    canvas = Canvas(name)
    if storm:
        sky(canvas, "#39485a", "#75879a", "#b9c3c4")
        clouds(canvas, 22, 60, 560, "#4a5968", 0.75)
    else:
        sky(canvas, "#4fa3cf", "#bfe3e8", "#fdf0d4")
        sun(canvas, 400, 330, 58, "#fffbe6", "#fff0c0")
        clouds(canvas, 7, 120, 480, "#ffffff", 0.75)
    hills(canvas, 600, 190, ("#5a7484", "#8fa4aa") if storm else ("#7fb0b8", "#bcd9d3"), 1.4)
    water(canvas, 610, ("#8299a3", "#3f5a66") if storm else ("#9fd8d6", "#2b8aa3"), "#eef7f2", 150, 1020)
    boat(canvas, 420, 760, 270, ("#2f6f9f", "#1c4a70"), "#d9533c")
    boat(canvas, 900, 730, 230, ("#3f7a68", "#234c42"), "#e6b84a")
    boat(canvas, 1420, 850, 440, ("#2f6f9f", "#1c4a70"), "#d9533c")
    sand: Paint = ("#c7b48f", "#8f7d60") if storm else ("#f3dfb0", "#d0ab71")
    line = curve([(0, 1000), (420, 1040), (900, 985), (1400, 1050), (1920, 990)], 24)
    canvas.stroke([(x, y - 6) for x, y in line], 26, "#ffffff", 0.7)
    fill(canvas, line, sand)
    if storm:
        for row in range(3):
            for column in range(13 - row):
                x, y = 240 + column * 112 + row * 56, 1190 - row * 46
                canvas.box(x, y, 118, 56, ("#e0cfa2", "#a8926a"), radius=24)
        for x, shirt in ((380, "#2f6f9f"), (620, "#e08a2e"), (1350, "#3f7a68"), (1560, "#e08a2e")):
            person(canvas, x, 1130, 250, shirt, hat=x % 3 == 0, arms=((-0.1, -0.5), (0.26, -0.48)))
    else:
        palm(canvas, 1720, 1150, 640, "#3f8a58", -0.14)
        palm(canvas, 1850, 1190, 520, "#4f9a5e", -0.2)
        for x, shirt in ((300, "#c95b3f"), (460, "#4a6fa0"), (960, "#5d8a5a")):
            person(canvas, x, 1180, 270, shirt, hat=True, arms=((-0.24, -0.4), (0.24, -0.4)))
        for x in (380, 560, 1060, 1180):
            shadow(canvas, x, 1190, 66)
            canvas.polygon([(x - 60, 1130), (x + 60, 1130), (x + 42, 1196), (x - 42, 1196)], ("#c99a5a", "#8f6436"))
            canvas.ellipse(x, 1130, 60, 18, ("#cfe0e6", "#8fa9b5"))
    return canvas


def ferrywoman(name: str) -> Canvas:
    """A portrait: a woman with a conical hat before the river she rows on."""
    canvas = Canvas(name, 1600, 2130)
    sky(canvas, "#8fc0c9", "#f3dcae", "#f6cf95", "#e9b98a")
    sun(canvas, 1180, 560, 130, "#fff6da", "#ffe2a0")
    fill(canvas, ridge(canvas, 900, 240, 1.3), ("#8fa9a6", "#cfc7a3"), 1100)
    fill(canvas, ridge(canvas, 1010, 140), ("#6f9683", "#b3b98c"), 1120)
    water(canvas, 1100, ("#e6c99a", "#4f8a8c"), "#fff3d0", 130)
    boat(canvas, 330, 1210, 300, ("#6b4a38", "#3f2b22"), "#c9785a", mast=False)
    bamboo(canvas, 1560, 1400, 900, "#6f9a4e", "#3d6f45", 8)
    coat: Paint = ("#7c4a63", "#54304a")
    canvas.polygon(
        curve(
            [(250, 2140), (330, 1700), (520, 1520), (700, 1460), (900, 1460), (1080, 1520), (1270, 1700), (1350, 2140)]
        ),
        coat,
    )
    canvas.polygon([(700, 1330), (900, 1330), (920, 1480), (800, 1600), (680, 1480)], (SKIN[1], "#b9784f"))
    canvas.polygon(
        curve([(690, 1440), (640, 1500), (800, 1680), (960, 1500), (910, 1440), (800, 1600), (690, 1440)], 8), "#a8748c"
    )
    for button in range(4):
        canvas.ellipse(800, 1740 + button * 110, 13, 13, "#d9b5a0")
    for side in (-1, 1):
        canvas.stroke(
            curve([(800 + side * 300, 2130), (800 + side * 290, 1900), (800 + side * 330, 1740)]), 6, "#3f2238", 0.5
        )
    canvas.ellipse(800, 1130, 210, 250, HAIR)
    canvas.polygon(
        curve(
            [
                (610, 1060),
                (618, 1200),
                (680, 1330),
                (800, 1400),
                (920, 1330),
                (982, 1200),
                (990, 1060),
                (800, 960),
                (610, 1060),
            ]
        ),
        ("#e8b189", "#d1946a"),
    )
    for side in (-1, 1):
        canvas.soft(
            [(800 + side * 130 + x, 1240 + y) for x, y in ((-44, 0), (0, -36), (44, 0), (0, 36))], "#d9705a", 0.5, 20
        )
        canvas.stroke(arc(800 + side * 88, 1166, 40, 18, 200, 340), 9, "#3a2a26")
        canvas.stroke(arc(800 + side * 88, 1112, 52, 18, 205, 335), 8, "#4a352e")
        for wrinkle in (0, 16):
            canvas.stroke(
                [(800 + side * 152, 1160 + wrinkle), (800 + side * 176, 1152 + wrinkle * 1.7)], 4, "#a8683f", 0.7
            )
    canvas.stroke(curve([(806, 1170), (822, 1236), (796, 1250)]), 7, "#b5744c")
    canvas.stroke(arc(800, 1290, 70, 36, 20, 160), 11, "#a8483f")
    canvas.stroke(curve([(640, 1130), (680, 1350), (800, 1450), (920, 1350), (960, 1130)]), 12, "#b5606f")
    cone(canvas, 800, 1040, 520, 470)
    canvas.soft([(560, 1120), (1040, 1120), (980, 1180), (620, 1180)], "#7c4a2f", 0.4, 26)
    return canvas
