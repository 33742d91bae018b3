"""Services to the public: a telephone with the portal of services, the one-stop counter, the health station.

In goes the name of a picture, which seeds its chance; out comes a finished canvas.
"""

from __future__ import annotations

from tools.demo.brush import Canvas, arc, curve, mix
from tools.demo.figures import person
from tools.demo.palette import SKIN
from tools.demo.things import sky


def phone_screen(name: str) -> Canvas:
    """A public service on a telephone in somebody's hand."""
    canvas = Canvas(name)
    sky(canvas, "#d6e9e6", "#f3ead2")
    for _ in range(9):
        canvas.glow(
            canvas.random.uniform(0, 1920),
            canvas.random.uniform(0, 1280),
            330,
            canvas.random.choice(["#8fc7c2", "#f6d79a", "#f0b59a"]),
            0.5,
        )
    canvas.soft([(640, 260), (1180, 260), (1180, 1180), (640, 1180)], "#2d3f5c", 0.35, 50)
    canvas.polygon(
        curve([(760, 1300), (730, 1060), (560, 900), (620, 780), (760, 900), (1200, 900), (1290, 1060), (1230, 1300)]),
        SKIN,
    )
    canvas.box(660, 130, 520, 980, ("#2b3440", "#1a2028"), radius=70)
    canvas.box(686, 158, 468, 924, ("#fdfbf4", "#f0ead9"), radius=48)
    canvas.box(686, 158, 468, 150, ("#2f7f86", "#246a72"), radius=48)
    canvas.box(686, 250, 468, 58, "#246a72")
    canvas.box(850, 176, 140, 22, "#1a2028", radius=11)
    canvas.ellipse(748, 252, 30, 30, "#f6d27a")
    canvas.box(800, 236, 230, 16, "#ffffff", radius=8)
    canvas.box(800, 264, 150, 12, "#a9d3d3", radius=6)
    tints = ("#e0784f", "#4a8fb0", "#e8b23c", "#5f9a6f", "#8a6fa8", "#c2607a")
    for index, tint in enumerate(tints):
        x, y = 716 + index % 3 * 140, 344 + index // 3 * 170
        canvas.box(x, y, 126, 150, "#ffffff", radius=22)
        canvas.ellipse(x + 63, y + 58, 36, 36, (mix(tint, "#ffffff", 0.2), tint))
        canvas.box(x + 51, y + 40, 24, 34, "#ffffff", radius=5)
        canvas.box(x + 25, y + 112, 76, 11, "#b9c0c0", radius=5)
    for row in range(3):
        y = 702 + row * 104
        canvas.box(716, y, 408, 86, "#ffffff", radius=20)
        canvas.ellipse(762, y + 43, 22, 22, "#5f9a6f" if row < 2 else "#e8b23c")
        if row < 2:
            canvas.stroke([(752, y + 44), (760, y + 52), (774, y + 34)], 6, "#ffffff")
        canvas.box(804, y + 24, 240 - row * 30, 14, "#8f9a9c", radius=7)
        canvas.box(804, y + 50, 170, 10, "#cfd5d3", radius=5)
    canvas.box(820, 1030, 200, 12, "#8f9a9c", radius=6)
    for finger in range(4):
        canvas.stroke(
            [(1236, 1040 - finger * 112), (1166, 1000 - finger * 112)],
            80 - finger * 4,
            mix(SKIN[0], SKIN[1], finger / 5),
        )
    canvas.stroke(curve([(640, 1060), (610, 900), (690, 790)]), 96, SKIN[0])
    for x, y, tint in ((310, 360, "#e0784f"), (1560, 330, "#4a8fb0"), (330, 820, "#5f9a6f"), (1580, 800, "#8a6fa8")):
        canvas.soft([(x - 120, y - 80), (x + 120, y - 80), (x + 120, y + 110), (x - 120, y + 110)], "#2d3f5c", 0.2, 24)
        canvas.box(x - 130, y - 100, 260, 190, "#ffffff", radius=26)
        canvas.ellipse(x - 70, y - 36, 34, 34, tint)
        canvas.box(x - 20, y - 56, 120, 16, "#a9b3b3", radius=8)
        canvas.box(x - 20, y - 28, 84, 12, "#d3d9d6", radius=6)
        canvas.box(x - 104, y + 26, 208, 36, mix(tint, "#ffffff", 0.6), radius=18)
    return canvas


def clinic(name: str) -> Canvas:
    """The health station: a nurse takes an old person's blood pressure."""
    canvas = Canvas(name)
    canvas.box(0, 0, 1920, 1280, ("#e9f3ee", "#d3e6dc"))
    canvas.box(0, 640, 1920, 300, ("#a9d0c3", "#93c0b3"))
    canvas.box(0, 930, 1920, 350, ("#e3d9c3", "#bfae8f"))
    canvas.box(1180, 120, 560, 400, ("#bfe3ee", "#eff5dc"))
    for x in (1180, 1460, 1740):
        canvas.stroke([(x, 120), (x, 520)], 18, "#ffffff")
    canvas.stroke([(1180, 120), (1740, 120)], 18, "#ffffff")
    canvas.stroke([(1180, 524), (1740, 524)], 24, "#ffffff")
    canvas.box(180, 150, 420, 300, "#ffffff", radius=16)
    canvas.polygon(
        curve(
            [(390, 400), (270, 300), (290, 220), (360, 215), (390, 260), (420, 215), (490, 220), (510, 300), (390, 400)]
        ),
        ("#f08a7a", "#d9534a"),
    )
    canvas.stroke([(290, 310), (350, 310), (372, 270), (398, 345), (418, 310), (490, 310)], 8, "#ffffff")
    canvas.box(700, 190, 330, 330, ("#f6f9f6", "#dce8e2"), radius=10)
    for row in range(3):
        canvas.box(716, 280 + row * 84, 298, 10, "#b9cdc6")
        for bottle in range(6):
            tint = canvas.random.choice(["#e0a878", "#8fb9c9", "#c9d9a6", "#d98f8f", "#ffffff"])
            canvas.box(728 + bottle * 48, 224 + row * 84, 30, 56, (tint, mix(tint, "#000000", 0.15)), radius=6)
    person(canvas, 640, 1180, 640, "#fbfcfa", "#d9e3e6", gown=True, arms=((-0.14, -0.47), (0.36, -0.48)))
    canvas.polygon(arc(640, 1180 - 640 * 0.955, 48, 40, 180, 360), "#ffffff")
    canvas.box(600, 552, 80, 12, "#3f8f86", radius=6)
    person(canvas, 1260, 1180, 600, "#8a7a9c", "#4a4456", arms=((-0.42, -0.5), (0.16, -0.44)))
    canvas.polygon(arc(1260, 1180 - 600 * 0.915, 43, 48, 178, 362), "#d9d9d6")
    person(canvas, 1600, 1190, 560, "#c9a06a", arms=((-0.17, -0.46), (0.17, -0.46)), gown=True)
    canvas.box(760, 850, 440, 30, ("#f6f3e6", "#d3c9b0"), radius=10)
    for leg in (800, 1150):
        canvas.stroke([(leg, 880), (leg, 1190)], 20, "#b9ad95")
    canvas.box(860, 780, 150, 70, ("#5b7f95", "#3f5f75"), radius=12)
    canvas.box(876, 792, 74, 40, "#d6ecd9", radius=5)
    canvas.box(1030, 836, 120, 16, "#fdfdfa")
    return canvas


def service_counter(name: str) -> Canvas:
    """The one-stop counter: computers, clerks, people who are helped."""
    canvas = Canvas(name)
    canvas.box(0, 0, 1920, 1280, ("#e6f0ea", "#cfdccf"))
    canvas.box(160, 110, 1600, 110, ("#2f7f86", "#246a72"), radius=14)
    for index in range(14):
        canvas.box(430 + index * 78, 148, 56, 32, "#f6ecd0", radius=8)
    for x in (300, 1500):
        canvas.box(x - 110, 270, 230, 190, "#fffdf6", radius=10)
        for row in range(5):
            canvas.box(x - 80, 300 + row * 30, 170 - row * 14, 12, "#a9bdb8", radius=6)
    canvas.box(0, 1000, 1920, 280, ("#d3c3a3", "#a8926c"))
    for index, x in enumerate((420, 960, 1500)):
        person(
            canvas, x - 110, 1040, 520, ("#f4f1e8", "#dfeaf6", "#f4f1e8")[index], arms=((-0.14, -0.45), (0.16, -0.45))
        )
    canvas.box(100, 800, 1720, 230, ("#c99a66", "#96693f"), radius=10)
    canvas.box(70, 780, 1780, 40, ("#f0e2c4", "#d9c39a"), radius=10)
    for index, x in enumerate((420, 960, 1500)):
        canvas.box(x + 10, 600, 230, 150, ("#2b3440", "#1a2028"), radius=12)
        canvas.box(x + 22, 612, 206, 124, ("#bfe0e6", "#eaf3e6"))
        for row in range(4):
            canvas.box(x + 38, 628 + row * 25, 130 - row * 18, 11, ("#2f7f86", "#a9bdb8")[row > 0], radius=5)
        canvas.polygon([(x + 105, 750), (x + 145, 750), (x + 165, 784), (x + 85, 784)], "#3a434c")
        canvas.ellipse(x - 100, 905, 46, 46, ("#e0784f", "#e8b23c", "#5f9a6f")[index])
        canvas.box(x - 104, 880, 10, 50, "#ffffff", radius=4)
    for x, size, shirt, gown in (
        (250, 480, "#8a6a9c", True),
        (820, 500, "#6f9272", False),
        (1380, 490, "#c9785a", False),
        (1720, 460, "#4a5f80", False),
    ):
        person(canvas, x, 1250, size, shirt, gown=gown, back=True, arms=((-0.17, -0.46), (0.2, -0.52)))
    for x in (60, 1860):
        canvas.polygon([(x - 56, 1110), (x + 56, 1110), (x + 40, 1230), (x - 40, 1230)], ("#c9785a", "#96503a"))
        for _ in range(40):
            canvas.ellipse(
                canvas.random.gauss(x, 44),
                canvas.random.gauss(1010, 56),
                22,
                34,
                mix("#3f7f4a", "#8fc06a", canvas.random.random()),
            )
    return canvas
