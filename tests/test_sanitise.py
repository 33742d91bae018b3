"""Nothing script-like passes, whatever way it is written, and nothing is left open."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from conglang.markdown.converter import Converter
from conglang.markdown.sanitise import REMOVED, SCHEMES, TAGS, cleaner, sanitised

HOSTILE = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.vn/a.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='a.jpg' onload='alert(1)'>",
    '<p onclick="alert(1)">x</p>',
    "<b onmouseover=alert(1)>x</b>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='x.swf'></object>",
    "<embed src='x.swf'>",
    "<form action='https://x.vn'><input name=a><button formaction='javascript:alert(1)'>x</button></form>",
    "<base href='https://x.vn/'>",
    "<meta http-equiv=refresh content='0;url=https://x.vn'>",
    "<link rel=stylesheet href='https://x.vn/a.css'>",
    "<style>body{display:none}</style>",
    '<p style="position:fixed;inset:0">x</p>',
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='  javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](&#x6A;avascript:alert(1))",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "<javascript://x.vn/%0aalert(1)>",
    "![x](javascript:alert(1))",
    '![x](a.jpg "x" onerror="alert(1)")',
    "[x](https://x.vn){: onclick=alert(1) }",
    "## x {: onclick=alert(1) id=location style=color:red }",
    "<details ontoggle=alert(1) open>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><? alert(1) ?>",
    "`<script>`<script>alert(1)</script>",
    "<p id=main>x</p><form id=location name=cookie></form>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<a href=x target=_blank ping=https://x.vn>x</a>",
    "</div></article></main></body></html>",
    "<portal src=https://x.vn></portal><dialog open>x</dialog>",
    "<input autofocus onfocus=alert(1)>",
    "<x-y is=z onclick=alert(1)>x</x-y>",
)


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name == "href"]
        if tag not in ("br", "hr", "wbr", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    parser.close()
    return parser


OF_TABLES = {"tabindex", "role", "aria-label", "aria-labelledby"}
"""What our own frame of a table bears."""


def check_harmless(html: str) -> None:
    """Fail where HTML holds anything that is not allowed, or leaves an element open."""
    found = seen(html)
    allowed = {"href", "title", "id", "class", "rel", "open", "scope", "lang", "dir", "start", "colspan", "rowspan"}
    assert found.open == []
    assert found.tags <= TAGS | {"div"}
    assert found.attributes <= allowed | OF_TABLES
    for address in found.addresses:
        scheme = re.match(r"\s*([a-zA-Z][\w+.-]*):", address)
        assert scheme is None or scheme[1] in SCHEMES


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_body_leaves_only_what_is_allowed(source: str) -> None:
    _, html, _ = Converter().convert(f"Trước.\n\n{source}\n\nSau.", path="a.md", first_line=1)
    check_harmless(html)


@pytest.mark.parametrize("name", sorted(REMOVED - {"embed", "frameset"}))
def test_a_removed_element_goes_with_what_it_holds(name: str) -> None:
    assert "bí mật" not in sanitised(f"<p>a</p><{name}>bí mật</{name}><p>b</p>", cleaner())


def test_a_frameset_leaves_no_tag() -> None:
    assert "<frameset" not in sanitised("<p>a</p><frameset><frame src=x></frameset>", cleaner())


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        ("<p>a", "<p>a</p>"),
        ("<ul><li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
        ('<p id="main" class="note site-header">a</p>', '<p class="note">a</p>'),
        ('<li id="fn:1">a</li><li id="fn:x y">b</li>', '<li id="fn:1">a</li><li>b</li>'),
        ('<a href="mailto:a@b.vn">a</a><a href="tel:1">b</a>', '<a href="mailto:a@b.vn">a</a><a href="tel:1">b</a>'),
        ('<a href="../b/index.md">a</a>', '<a href="../b/index.md">a</a>'),
        ("a&#xE000;F0&#57345;b&#xf8FF;c&#233;", "aF0bcé"),
        ("a&#2;b\x01c", "abc"),
        ('<abbr title="Ủy ban">UB</abbr>', '<abbr title="Ủy ban">UB</abbr>'),
    ],
)
def test_what_is_allowed_stays(html: str, safe: str) -> None:
    assert sanitised(html, cleaner()) == safe


@pytest.mark.parametrize(
    "source", ["&#xE000;F0&#xE001;", "\ue000F0\ue001", "&#57344;L0&#57345;", "[a](\ue000L0\ue001)"]
)
def test_nobody_can_forge_a_token(source: str) -> None:
    body, html, _ = Converter().convert(f"{source} chữ", path="a.md", first_line=1)
    assert body.figures == ()
    assert html.replace("\ue000S\ue001", "").count("\ue000") == len(body.links)


def test_what_was_removed_is_told_with_its_place() -> None:
    _, _, found = Converter().convert("Một.\n\nHai <iframe src=x></iframe>\n", path="a.md", first_line=10)
    assert [(d.code, d.values, d.at.line, d.at.column) for d in found] == [
        ("removed-html", (("tag", "iframe"),), 12, 5)
    ]
