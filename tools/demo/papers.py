"""The documents of the demo: sheets of paper with a heading and a table, as a centre would scan them.

In goes the list below, out come PDF files of a few kilobytes, the same bytes on every run with the same Pillow and font.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from ttf_opensans import opensans

PAPERS: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...], str]] = {
    "tin/hai-vong-cong-bo-lich-lay-nuoc/Lịch lấy nước vụ hè thu.pdf": (
        ("ỦY BAN NHÂN DÂN XÃ HẢI VỌNG", "LỊCH MỞ CỐNG LẤY NƯỚC, VỤ HÈ THU 2026"),
        (
            ("Cống", "Ngày mở", "Giờ", "Độ mặn cho phép"),
            ("Cống Đông", "24/6, 01/7, 08/7", "4 – 7 giờ", "dưới 1,0 g/l"),
            ("Cống Giữa", "25/6, 02/7, 09/7", "5 – 8 giờ", "dưới 1,0 g/l"),
            ("Cống Bãi Sậy", "26/6, 03/7, 10/7", "5 – 9 giờ", "dưới 1,5 g/l"),
            ("Cống Tây", "27/6, 04/7, 11/7", "6 – 9 giờ", "dưới 1,5 g/l"),
        ),
        "Lịch thay đổi khi độ mặn vượt mức cho phép; loa truyền thanh báo trước hai giờ.",
    ),
}
"""Where each document lies under content/: its headings, the rows of its table, and the line below."""

WIDTH, HEIGHT, MARGIN, INK = 1240, 1754, 120, 0
DAY = time.struct_time((2026, 6, 20, 0, 0, 0, 5, 171, 0))
"""The day that every document gives as its own, so that its bytes stay."""


def papers(content: Path) -> Iterator[tuple[str, int]]:
    """Writes every document; yields paths and sizes in bytes."""
    for path, sheet in PAPERS.items():
        data = _pdf(*sheet)
        target = content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        yield path, len(data)


def _pdf(headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...], below: str) -> bytes:
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    pencil = ImageDraw.Draw(page)
    light, bold = opensans(font_weight=400), opensans(font_weight=700)
    y = MARGIN
    for number, heading in enumerate(headings):
        pencil.text((WIDTH / 2, y), heading, INK, (bold if number else light).imagefont(size=34), anchor="mt")
        y += 64
    y += 60
    column = (WIDTH - 2 * MARGIN) / len(rows[0])
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            pencil.text(
                (MARGIN + place * column + 12, y + 18), cell, INK, (light if number else bold).imagefont(size=25)
            )
        y += 68
        pencil.line([(MARGIN, y), (WIDTH - MARGIN, y)], INK, 2 if number else 4)
    pencil.text((MARGIN, y + 50), below, INK, light.imagefont(size=25))
    stream = BytesIO()
    page.point(lambda v: 255 if v > 150 else 0, "1").save(
        stream, "PDF", resolution=150, title=headings[-1], creationDate=DAY, modDate=DAY, producer="Cổng Làng"
    )
    return stream.getvalue()
