"""The tuned Markdown gives, byte for byte, what the unaided library gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator

import markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.tables import TableExtension

from conglang.markdown.converter import Converter
from conglang.markdown.fast_blocks import alone, parted
from conglang.markdown.fast_library import tune
from conglang.markdown.references import mark

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


PLAIN = (*WORDS, *(" ",) * 9, ". ", ",\n", "\n", *("\n\n",) * 4, "\n\n## ", "\n\n# ", "\n\n\n")
ODD = (
    *(
        '"',
        "...",
        " -- ",
        " --- ",
        "-",
        "\n- ",
        "\n\n1. ",
        "|",
        "\n|-",
        ":",
        "\n: ",
        "#",
        "!",
        "](",
        "~",
        "K'Bông",
        "  \n",
    ),
    *(
        " \n",
        "\n ",
        "\n\n ",
        "2024",
        "“",
        "é",
        "\u2028",
        "\x0c",
        "\u00a0",
        "=",
        "\n===",
        "+",
        "\n+ ",
        "\n\n####### ",
        " ///Footnotes Go Here/// ",
        "[^1]",
        "\n\n[^1]: Nguồn.\n\n",
    ),
)


def plain_documents(count: int, seed: int) -> Iterator[str]:
    """Documents of which many are nothing but paragraphs and headings, and many others nearly so."""
    dice = random.Random(seed)
    for _ in range(count):
        yield "".join(dice.choice(PLAIN if dice.random() < 0.97 else ODD) for _ in range(dice.randint(1, 40)))


def test_plain_documents_come_out_alike_with_and_without_the_library() -> None:
    documents = list(plain_documents(4000, 4))
    assert differing(documents) == []
    assert sum(t.count("\n\n") > 2 and len(parted(t)[0]) < 9 for t in documents) > 200


SPANS = (
    *("**chữ đậm**", "*nghiêng*", "**a**", "*b c*", "**c**,", "(**d**)", "*e*.", "**f** *g*", '**"trích"**', "*h...i*"),
    *("[ở đây](../hai/index.md)", "[tệp](a.pdf)", "[bao giờ xong?](https://a.vn/x?y=1)", "[k](https://a.vn/) **l**"),
)
ODD_SPANS = (
    *("**i", "j**", "*k", "[l]", "[m](n", "**o**p", "q**r**", "** s**", "**t **", "***u***", "**v*", "*j*\n*k*"),
    *("[w](https://a.vn/_x_)", "[**y**](https://z.vn)", "**[a](https://b.vn)**", '[c d](https://e.vn "tên")', "_f_"),
    *("\\**", "`g`", "<b>", "&", "[h](https://a.vn)[i](https://b.vn)", "**l\nm**", "1*2*3", "[p](https://a.vn){#q}"),
    *("[^1](https://a.vn/)", "[q](https://%zz)", "[r](https://256.1.1.1/)", "[s](https://xn--a/)", "\n\n[^1]: Nguồn."),
)
SIGNS: tuple[Callable[[int], str], ...] = (
    *(lambda _: "- ", lambda _: "- ", lambda _: "> ", lambda _: "> ", lambda number: f"{number}. "),
    *(
        lambda _: "* ",
        lambda _: "-  ",
        lambda _: "+ ",
        lambda number: f"{number + 1}. ",
        lambda _: "    ",
        lambda _: ": ",
    ),
)


def lively_documents(count: int, seed: int) -> Iterator[str]:
    """Documents of paragraphs, headings, lists and quotes with stressed words and links, most of them plain."""
    dice = random.Random(seed)
    for _ in range(count):
        odd = dice.choice((0.0, 0.1))
        blocks = []
        for _ in range(dice.randint(1, 5)):
            lines = []
            for _ in range(dice.randint(1, 3)):
                words = [
                    dice.choice(ODD_SPANS if dice.random() < odd else SPANS if dice.random() < 0.3 else WORDS)
                    for _ in range(dice.randint(1, 8))
                ]
                lines.append(" ".join(words if dice.random() < 0.2 else [dice.choice(WORDS), *words]))
            block = "\n".join(lines)
            if dice.random() < 0.3:
                sign = dice.choice(SIGNS)
                block = "\n".join(sign(number) + line for number, line in enumerate(block.split("\n"), 1))
            elif dice.random() < 0.2:
                block = f"## {block}"
            blocks.append(block)
        yield dice.choice(("\n\n", "\n\n", "\n\n\n")).join(blocks)


def test_lively_documents_come_out_alike_with_and_without_the_library() -> None:
    documents = list(lively_documents(4000, 5))
    assert differing(documents) == []
    by_us = [t for t in documents if alone(*parted(mark(t, path="a.md", first_line=1).text))]
    assert len(by_us) > 400
    assert all(any(sign in t for t in by_us) for sign in ("\n- ", "\n> ", "\n2. ", "**", "](a.pdf)", "](https:"))


def test_lists_and_quotes_that_belong_together_are_left_to_the_library() -> None:
    for text in ("- a\n\n- b", "A\n\n- b\n\n1. c", "> a\n\n> b", "- a\n\n    b", "1. a\n\n2. b", "- a\n\n\n\n- b\n\nC"):
        assert not alone(*parted(text))
        assert differing([text]) == []


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
