"""Bodies put together at random, from what writers write and from what attackers do: harmless, and the same every time.

A document is made from its number. It mixes good Markdown, hostile HTML, both cut off anywhere, and odd characters.
"""

from __future__ import annotations

from random import Random

import pytest

from conglang.markdown.converter import Converter
from tests import counts
from tests.test_sanitise import HOSTILE, check_harmless

GOOD = (
    "Một đoạn văn có **chữ đậm**, *nghiêng* và `mã`.",
    "## Mục {n}",
    "- một\n- hai\n    - ba",
    "1. một\n2. hai",
    "> Trích dẫn\n> hai dòng",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    '![Chú thích](anh.jpg "Ảnh: Lan")',
    "![](anh.jpg)\n(Ảnh: Hội nghị)",
    "[liên kết](../bai/index.md) và <https://a.example>",
    "Chú thích[^1].\n\n[^1]: Lời chú.",
    "UBND họp.\n\n*[UBND]: Ủy ban nhân dân",
    "Từ\n:   nghĩa",
    "```\nmã\n```",
    "Dòng một  \ndòng hai",
    "# Đầu đề {{#bai}}",
    "[tới](#muc-1)",
)
ODD = (
    "\u200b",
    "\ufeff",
    "\u00a0",
    "\t",
    "*",
    "_",
    "[",
    "](",
    "<",
    "&",
    "&#xE000;",
    "\ue000L0\ue001",
    "\\",
    "|",
    "\r\n",
    "{:",
)


def document(number: int) -> str:
    """The body of a number."""
    random = Random(number)
    blocks: list[str] = []
    for _ in range(random.randint(1, 12)):
        block = random.choice(GOOD if random.random() < 0.6 else HOSTILE).replace("{n}", str(random.randint(1, 3)))
        if random.random() < 0.3:
            block = block[: random.randrange(len(block) + 1)]
        for _ in range(random.choice((0, 0, 1, 3))):
            at = random.randrange(len(block) + 1)
            block = block[:at] + random.choice(ODD) + block[at:]
        blocks.append(block)
    return random.choice(("\n\n", "\n\n", "\n")).join(blocks)


@pytest.mark.long(counts.DOCUMENTS)
def test_whatever_a_body_holds_its_html_is_harmless(numbers: tuple[int, ...]) -> None:
    for number in numbers:
        _, html, _ = Converter().convert(document(number), path="a.md", first_line=1)
        check_harmless(html)


@pytest.mark.long(counts.DOCUMENTS)
def test_a_body_comes_out_the_same_whatever_was_converted_before(numbers: tuple[int, ...]) -> None:
    used, plain = Converter(), Converter(tuned=False)
    for number in numbers:
        text = document(number)
        alone = Converter().convert(text, path="a.md", first_line=1)
        assert used.convert(text, path="a.md", first_line=1) == alone, number
        assert plain.convert(text, path="a.md", first_line=1) == alone, number
