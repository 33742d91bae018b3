"""The tuned Markdown gives, byte for byte, what the unaided library gives."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

import markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.tables import TableExtension

from conglang.markdown.converter import Converter
from conglang.markdown.fast_library import tune

TOKENS = (
    *(
        "a",
        "Đảng ủy",
        "xã Thọ Xuân",
        "năm 2024",
        "K'Bông",
        "1.",
        "2. ",
        "- ",
        "* ",
        "+ ",
        "> ",
        "# ",
        "## ",
        "    ",
        "  \n",
    ),
    *(
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        " ",
        " ",
        "*",
        "**",
        "_",
        "__",
        "***",
        "`",
        "``",
        "\\",
        "\\*",
        "[",
        "]",
        "(",
        ")",
        "![",
    ),
    *(
        "](",
        "](a.pdf)",
        "![](a.jpg)",
        "![x](b c.jpg)\n",
        "(Ảnh: X)\n",
        "[^1]",
        "\n[^1]: ghi chú\n",
        "[r]",
        "\n[r]: c.pdf\n",
    ),
    *(
        "<",
        ">",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<br>",
        "<!-- c -->",
        "&",
        "&amp;",
        "&#160;",
        '"',
        "...",
        " -- ",
        "---",
    ),
    *("\n---\n", "\n===\n", "|", "\n|a|b|\n|-|-|\n|c|d|\n", "\n: ", "\nT\n: D\n", "\n*[UB]: Ủy ban\n", "UB", "{", "}"),
    *("{: .note}", "{#id}", "<http://x.vn>", "<a@b.vn>", "https://x.vn", "~", "\t", "é", "”", "“", "…", "1986\\. "),
)
WORDS = [
    "Sáng",
    "nay",
    "hội",
    "nghị",
    "đã",
    "diễn",
    "ra",
    "tại",
    "xã",
    "với",
    "sự",
    "tham",
    "dự",
    "của",
    "đồng",
    "chí",
    "Bí",
    "thư",
    "Đảng",
    "ủy",
    "và",
    "nhân",
    "dân",
    "các",
    "thôn",
]


def random_documents(count: int, seed: int) -> Iterator[str]:
    dice = random.Random(seed)
    for _ in range(count):
        yield "".join(dice.choices(TOKENS, k=dice.randint(1, 40)))


def article(dice: random.Random) -> str:
    blocks = []
    for _ in range(dice.randint(2, 8)):
        lines = [
            " ".join(dice.choices(WORDS, k=dice.randint(3, 30))).capitalize() + "." for _ in range(dice.randint(1, 3))
        ]
        blocks.append("\n".join(lines))
        blocks.append(
            dice.choice(
                ("", "## Kết quả", "- một\n- hai\n    - ba", "![Chú thích](a.jpg)", "> Trích **dẫn**", "1. x\n2. y")
            )
        )
    return "\n\n".join(blocks)


def mutated_articles(count: int, seed: int) -> Iterator[str]:
    dice = random.Random(seed)
    for _ in range(count):
        text = article(dice)
        for _ in range(dice.randint(0, 6)):
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice(TOKENS) + text[at + dice.randint(0, 3) :]
        yield text


def outcome(converter: Converter, text: str) -> object:
    return converter.convert(text, path="a.md", first_line=1)


def differing(documents: Iterable[str]) -> list[str]:
    """The documents of which the unaided converter and the tuned one make something else."""
    stock, tuned = Converter(tuned=False), Converter()
    return [text for text in documents if outcome(stock, text) != outcome(tuned, text)]


def test_random_strings_of_markdown_come_out_alike() -> None:
    assert differing(random_documents(2500, 1)) == []


def test_mutated_vietnamese_articles_come_out_alike() -> None:
    assert differing(mutated_articles(1200, 2)) == []


def test_the_bare_library_and_its_tables_come_out_alike() -> None:
    stock = markdown.Markdown(extensions=[TableExtension()])
    tuned = markdown.Markdown(extensions=[TableExtension()])
    assert tune(tuned)

    def html(md: markdown.Markdown, text: str) -> str:
        try:
            return md.reset().convert(text)
        except RecursionError:
            return "too deep"

    assert [t for t in random_documents(2500, 3) if html(stock, t) != html(tuned, t)] == []


def test_an_unknown_block_processor_leaves_the_library_unaided() -> None:
    class Unknown(ParagraphProcessor):
        pass

    md = markdown.Markdown()
    md.parser.blockprocessors.register(Unknown(md.parser), "unknown", 11)
    assert (tune(md), tune(markdown.Markdown())) == (False, True)


def test_another_version_leaves_the_library_unaided() -> None:
    from conglang.markdown import fast_library

    known = fast_library.COMPARED
    try:
        fast_library.COMPARED = (known[0], known[1] + 1)
        assert not tune(markdown.Markdown())
    finally:
        fast_library.COMPARED = known
