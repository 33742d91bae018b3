"""Bodies become HTML with tokens: Markdown as promised, links, headings, guards."""

from __future__ import annotations

import pytest

from conglang.languages import CODES, language
from conglang.markdown.converter import Converter
from conglang.model import Body
from conglang.terminal.sentences import say

S = "\ue000S\ue001"


def html(text: str) -> str:
    """The HTML without the mark of the opening, tokens written as «F0»."""
    _, made, _ = Converter().convert(text, path="a.md", first_line=1)
    return made.replace(S, "").replace("\ue000", "«").replace("\ue001", "»")


def body(text: str, first_line: int = 1) -> Body:
    return Converter().convert(text, path="a.md", first_line=first_line)[0]


def codes(text: str) -> list[tuple[str, int]]:
    return [(d.code, d.at.line) for d in Converter().convert(text, path="a.md", first_line=5)[2]]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("*Lưu ý **quan trọng*. Hết", "<p>*Lưu ý *<em>quan trọng</em>. Hết</p>"),
        ("*a **b*[c](d.md) e", '<p>*a *<em>b</em><a href="«L0»">c</a> e</p>'),
        ("*a **b*![](a.jpg) e", "<p>*a *<em>b</em>«I0» e</p>"),
        ("*a **b*<br>c", "<p>*a *<em>b</em><br>c</p>"),
        (
            "*a* **i với\ndiễn *b* *c* **k [bao giờ?](https://a.vn/) **chữ**",
            '<p><em>a</em> **i với\ndiễn <em>b</em> <em>c</em> **k <a href="https://a.vn/" rel="noopener">bao giờ?</a> '
            "<strong>chữ</strong></p>",
        ),
        ("***a** b* **c *d***", "<p><em><strong>a</strong> b</em> <strong>c <em>d</em></strong></p>"),
    ],
)
def test_stars_that_are_left_open_take_no_letters_links_or_photos(text: str, made: str) -> None:
    assert html(text) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", ""),
        ("một\nhai", "<p>một\nhai</p>"),
        ("**đậm** và *nghiêng*", "<p><strong>đậm</strong> và <em>nghiêng</em></p>"),
        ("Kết quả:\n- a\n- b", "<p>Kết quả:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("Kết quả:\n1. a\n2. b", "<p>Kết quả:</p>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("Thành lập năm\n1986. Đến nay", "<p>Thành lập năm\n1986. Đến nay</p>"),
        ("a\n-b", "<p>a\n-b</p>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("T\n: D", "<dl>\n<dt>T</dt>\n<dd>D</dd>\n</dl>"),
        ("UB\n\n*[UB]: Ủy ban", '<p><abbr title="Ủy ban">UB</abbr></p>'),
        ("Ghi {chú} ở đây", "<p>Ghi {chú} ở đây</p>"),
        ("Chữ\n{: .note #main style=x}", '<p class="note">Chữ</p>'),
        ('Nói "a **b** c" nhé', "<p>Nói “a <strong>b</strong> c” nhé</p>"),
        ('Cao 5" thôi', '<p>Cao 5" thôi</p>'),
        ("K'Bông, H'Hen", "<p>K'Bông, H'Hen</p>"),
        ("v.v... và ....", "<p>v.v… và ....</p>"),
        ("a -- b --- c a--b", "<p>a – b — c a--b</p>"),
        ('`"a" -- ...`', '<p><code>"a" -- ...</code></p>'),
        ("<div><b>mở\n\nsau", "<div><b>mở\n\nsau\n\n</b></div>"),
        ("<https://x.vn>", '<p><a href="https://x.vn" rel="noopener">https://x.vn</a></p>'),
        ("[a](https://x.vn “T”)", '<p><a href="https://x.vn" title="T" rel="noopener">a</a></p>'),
        ("[a](#muc)", '<p><a href="#muc">a</a></p>'),
        ("[a](b.md “T”)", '<p><a href="«L0»" title="T">a</a></p>'),
        ("[a](b.md) [c](b.md)", '<p><a href="«L0»">a</a> <a href="«L1»">c</a></p>'),
        ("[a][r] [b][r]\n\n[r]: c.md", '<p><a href="«L0»">a</a> <a href="«L0»">b</a></p>'),
        ("`[a](b.md)`", "<p><code>[a](b.md)</code></p>"),
        ("a](b.md) c", "<p>a](b.md) c</p>"),
        ("[a](javascript:x)", "<p><a>a</a></p>"),
    ],
)
def test_markdown_becomes_html(text: str, made: str) -> None:
    assert html(text) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("# Đảng ủy", '<h2 id="dang-uy">Đảng ủy</h2>'),
        ("### A\n\n## B\n\n#### C", '<h2 id="a">A</h2>\n<h2 id="b">B</h2>\n<h3 id="c">C</h3>'),
        ("# A\n\n# A\n\n# A-2", '<h2 id="a">A</h2>\n<h2 id="a-2">A</h2>\n<h2 id="a-2-2">A-2</h2>'),
        ("# ?", '<h2 id="muc">?</h2>'),
        ("# A {#Mục-lục}", '<h2 id="muc-luc">A</h2>'),
        ("<h1>A</h1>\n\n<h6>B</h6>", '<h2 id="a">A</h2>\n\n<h3 id="b">B</h3>'),
        ("\n\n".join("#" * n + " x" for n in range(1, 7)), None),
    ],
)
def test_headings_begin_at_two_and_skip_nothing(text: str, made: str | None) -> None:
    if made is None:
        levels = [line[2] for line in html(text).split("\n") if line]
        assert levels == ["2", "3", "4", "5", "6", "6"]
    else:
        assert html(text) == made


def test_ids_of_headings_are_told() -> None:
    assert body("# A\n\n## B\n\n<h3>C</h3>\n\n# A").headings == ("a", "b", "c", "a-2")


@pytest.mark.parametrize(
    ("text", "target", "fragment", "place"),
    [
        ("Xem [a](../b/index.md#m%E1%BB%A5c) x", "../b/index.md", "mục", "../b/index.md#m%E1%BB%A5c"),
        ("Xem [a](/gioi-thieu/)", "/gioi-thieu/", "", "/gioi-thieu/"),
        ("Xem [a](tài liệu (1).pdf)", "tài liệu (1).pdf", "", "tài liệu (1).pdf"),
        ("Xem [a](<b c.pdf> 'T')", "b c.pdf", "", "b c.pdf"),
        ("Xem [a](b%20c.pdf)", "b c.pdf", "", "b%20c.pdf"),
        ("Xem [a](tep\\b.pdf)", "tep/b.pdf", "", "tep\\b.pdf"),
        ("Xem [a](anh.jpg)", "anh.jpg", "", "anh.jpg"),
        ("Xem [a][r]\n\n[r]: <b c.pdf> 'T'", "b c.pdf", "", "b c.pdf"),
        ('Xem <a class="x" href="b.md#c">a</a>', "b.md", "c", "b.md#c"),
        ("| a |\n|---|\n| [a](b.md) |", "b.md", "", "b.md"),
        ("a[^1]\n\n[^1]: Xem [a](b.md).", "b.md", "", "b.md"),
    ],
)
def test_a_link_into_the_portal_is_asked_for_with_its_place(text: str, target: str, fragment: str, place: str) -> None:
    (ref,) = body(text, 7).links
    line = text.split("\n")[ref.line - 7]
    assert (ref.target, ref.fragment, line[ref.column - 1 :][: ref.width]) == (target, fragment, place)


def test_tables_scroll_and_their_headers_have_a_scope() -> None:
    made = html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert made.startswith('<div class="table-scroll" tabindex="0"><table>') and made.endswith("</table></div>")
    assert '<th scope="col">a</th>' in made and '<td class="align-right">2</td>' in made


def test_a_row_header_has_the_scope_of_its_row() -> None:
    assert '<th scope="row">a</th>' in html("<table><tr><th>a</th><td>b</td></tr></table>")


def test_footnotes_have_plain_ids_and_speak_no_language() -> None:
    made = html("a[^ghi chú] b[^ghi chú]\n\n[^ghi chú]: Nội dung")
    assert 'href="#fn:1"' in made and '<li id="fn:1">' in made and 'id="fnref2:1"' in made
    assert "title=" not in made


@pytest.mark.parametrize(
    ("text", "opening", "start"),
    [
        ("Một **hai** ba.\n\nBốn.", "Một hai ba.", "<p>Một <strong>hai</strong> ba.</p>"),
        ("# A\n\n![x](a.jpg)\n\nMột.\n\nHai.", "Một.", "<p>Một.</p>"),
        (
            "Một[^1].\n\n[^1]: b",
            "Một.",
            '<p>Một<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>',
        ),
        ("- a\n\n> b\n\nMột.", "Một.", "<p>Một.</p>"),
        ("![x](a.jpg) ![y](b.png) [![z](c.jpg)](d.md)\n\nMột.", "Một.", "<p>Một.</p>"),
        ("Một &amp; `hai`\nba", "Một & hai ba", "<p>Một &amp; <code>hai</code>\nba</p>"),
    ],
)
def test_the_opening_is_the_first_paragraph_and_is_marked(text: str, opening: str, start: str) -> None:
    made, code, _ = Converter().convert(text, path="a.md", first_line=1)
    before = code.partition(S)[0]
    assert (made.opening, before[before.rfind("<p>") :]) == (opening, start)


@pytest.mark.parametrize("text", ["", "# A", "![x](a.jpg)", "- a\n- b", "> a"])
def test_where_no_paragraph_stands_nothing_opens(text: str) -> None:
    made, code, _ = Converter().convert(text, path="a.md", first_line=1)
    assert (made.opening, S in code) == ("", False)


def test_words_are_counted_without_figures_and_marks() -> None:
    assert body("# Một hai\n\nBa – bốn.\n\n![Chú thích dài](a.jpg)").words == 4


def test_a_body_without_words_opens_with_nothing() -> None:
    assert (body("").opening, body("").words) == ("", 0)


LONG = "Sáng 15/3, Hội nghị đã nghe báo cáo kết quả công tác của các đơn vị trong toàn huyện năm qua"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{LONG}. Sau đó nghỉ.\n{LONG}.", [("pasted-lines", 5)]),
        (f"Ngắn.\n\n{LONG}.\n{LONG}!\n{LONG}…", [("pasted-lines", 7)]),
        (f"{LONG}.\n{LONG}.", []),
        (f"{LONG}\n{LONG}\n{LONG}.", []),
        (f"- {LONG}. Hết rồi.\n- {LONG}.\n- {LONG}.", []),
        (f"{LONG}. Sau đó nghỉ.\n\n{LONG}.", []),
        (f"{LONG}. Sau đó nghỉ.\n{LONG.lower()}.", []),
        (f"    {LONG}. A b.\n    {LONG}.\n    {LONG}.", []),
    ],
)
def test_lines_that_look_pasted_are_told(text: str, found: list[tuple[str, int]]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n\n" + "[" * 3000, ("too-many-brackets", 7)),
        ("[" * 1200 + "]" * 1200, ("too-many-brackets", 5)),
        ("a\n" + "<a " * 20_000, ("too-many-brackets", 6)),
        ("<div>" * 3000, ("too-many-brackets", 5)),
        ("*a " * 5000, ("too-many-brackets", 5)),
        ("`a " * 6000, ("too-many-brackets", 5)),
        ("a\n\n" + "#" * 5000, ("too-many-brackets", 7)),
        ("> " * 60 + "a", ("nested-too-deep", 5)),
        ("- " * 60 + "a", ("nested-too-deep", 5)),
        ("\n".join("    " * n + "- a" for n in range(60)), ("nested-too-deep", 55)),
        ("a\n\n" * 60_000, ("too-many-blocks", 5)),
    ],
)
def test_floods_are_refused_before_markdown_sees_them(text: str, found: tuple[str, int]) -> None:
    assert codes(text) == [found]
    assert html(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "[a](b.md) **c** " * 600,
        "| a | b |\n|---|---|\n" + "| **x** | [y](z.pdf) |\n" * 1500,
        "> " * 20 + "a",
        "-" * 200,
        "." * 3000,
        "<b>a</b> " * 2000,
    ],
)
def test_what_a_long_article_holds_is_not_a_flood(text: str) -> None:
    assert [code for code, _ in codes(text)] == []


@pytest.mark.parametrize("problem", [RecursionError, ValueError, AttributeError])
def test_a_failure_inside_markdown_is_told_and_forgotten(
    problem: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    converter = Converter()

    def fail(*_: object) -> str:
        raise problem

    with monkeypatch.context() as patched:
        patched.setattr("conglang.markdown.converter.sanitised", fail)
        made = converter.convert("a", path="a.md", first_line=3)
    assert (made[1], [(d.code, d.at.line) for d in made[2]]) == ("", [("markdown-failed", 3)])
    assert converter.convert("a", path="a.md", first_line=3)[1] == f"<p>a</p>{S}"


def test_one_document_leaves_nothing_for_the_next() -> None:
    converter = Converter()
    converter.convert(
        "UB [^1]\n\n*[UB]: Ủy ban\n\n[^1]: x\n\n[r]: a.md\n\n# A\n\n![x](a.jpg)", path="a.md", first_line=1
    )
    made = converter.convert("UB [a][r] [^1]\n\n# A", path="a.md", first_line=1)
    assert made == Converter().convert("UB [a][r] [^1]\n\n# A", path="a.md", first_line=1)


def test_the_digest_stands_for_html_figures_and_links() -> None:
    same, other, moved = body("[a](b.md)"), body("[a](c.md)"), body("[a](b.md)", 2)
    assert (body("[a](b.md)").digest == same.digest, len({same.digest, other.digest, moved.digest})) == (True, 3)


@pytest.mark.parametrize("target", [r"C:\Users\a.doc", "file:///C:/a.doc", r"\\may-chu\a.doc"])
def test_a_path_of_the_writers_computer_is_an_error(target: str) -> None:
    assert codes(f"Xem [a]({target})") == [("local-link", 5)]


def test_an_empty_link_is_an_error() -> None:
    assert codes("Xem [a]()") == [("empty-link", 5)]


@pytest.mark.parametrize("code", CODES)
def test_every_diagnostic_has_its_sentences(code: str) -> None:
    text = r"[a]() [b](C:\x) ![](a.jpg) ![](http://x.vn/a.jpg) ![]() <iframe>"
    for found in Converter().convert(text, path="a.md", first_line=1)[2]:
        assert all(say(found, language(code)))
