"""Tokens of a body become links and figures, and none survives."""

from __future__ import annotations

import pytest

from conglang.model import Rendition
from conglang.portal.page import BodyInputs
from conglang.portal.views.parts import Figure, Picture
from conglang.templating.bodies import Piece, pieces

PICTURE = Picture((("image/jpeg", (Rendition("media/a-480.jpg", 480, 320, "jpeg"),)),), 480, 320, "Cầu mới")
FIGURE = Figure((PICTURE,), "Cầu bản Ngàm")
PAIR = Figure((PICTURE, PICTURE), "Hai bên cầu")


def made(html: str, *, links: tuple[str, ...] = (), skip_opening: bool = False) -> tuple[Piece, ...]:
    return pieces(html, BodyInputs("a.md", "digest", links, (FIGURE, PAIR), skip_opening))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ()),
        ("<p>Một</p>", ("<p>Một</p>",)),
        ("\ue000F0\ue001", (FIGURE,)),
        ("<p>Một</p>\ue000F1\ue001<p>Hai</p>", ("<p>Một</p>", PAIR, "<p>Hai</p>")),
        ("\ue000F0\ue001\ue000F1\ue001", (FIGURE, PAIR)),
        ("<p>Dấu \ue000I0\ue001 này</p>", ("<p>Dấu ", PICTURE, " này</p>")),
        ("<p>Một</p>\ue000S\ue001\n<p>Hai</p>", ("<p>Một</p>\n<p>Hai</p>",)),
    ],
)
def test_photos_stand_where_their_tokens_stood(html: str, expected: tuple[Piece, ...]) -> None:
    assert made(html) == expected


@pytest.mark.parametrize(
    ("html", "links", "expected"),
    [
        ('<a href="\ue000L0\ue001">bài</a>', ("/xa/bai/",), '<a href="/xa/bai/">bài</a>'),
        ('<a class="x" href="\ue000L0\ue001" title="t">bài</a>', ("/b/",), '<a class="x" href="/b/" title="t">bài</a>'),
        ('<a href="\ue000L0\ue001"><em>bài</em> hay</a>!', ("",), "<em>bài</em> hay!"),
        (
            '<a href="\ue000L1\ue001">một</a>, <a href="\ue000L0\ue001">hai</a>',
            ("", "/m/#y"),
            '<a href="/m/#y">một</a>, hai',
        ),
        (
            '<a href="https://a.example/">xa</a> <a href="\ue000L0\ue001">b</a>',
            ("",),
            '<a href="https://a.example/">xa</a> b',
        ),
        ('<a href="\ue000L0\ue001">b</a>', ('/"><script>',), '<a href="/&quot;&gt;&lt;script&gt;">b</a>'),
        ('<a href="\ue000L7\ue001">b</a>', (), "b"),
    ],
)
def test_links_lead_where_the_portal_says_or_become_their_text(
    html: str, links: tuple[str, ...], expected: str
) -> None:
    assert made(html, links=links) == (expected,)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Mở đầu.</p>\ue000S\ue001\n<p>Hai</p>", ("\n<p>Hai</p>",)),
        ("<h2>Mục</h2>\n<p>Mở <b>đầu</b>.</p>\n\ue000S\ue001<p>Hai</p>", ("<h2>Mục</h2><p>Hai</p>",)),
        ('<p class="x">Mở đầu.</p>\ue000S\ue001', ()),
        ("\ue000F0\ue001\n<p>Mở đầu.</p>\ue000S\ue001<p>Hai</p>", (FIGURE, "<p>Hai</p>")),
        ("<ul><li>Một</li></ul>\ue000S\ue001<p>Hai</p>", ("<ul><li>Một</li></ul><p>Hai</p>",)),
        ("<p>Không có dấu.</p>", ("<p>Không có dấu.</p>",)),
    ],
)
def test_the_opening_that_the_summary_shows_is_left_out(html: str, expected: tuple[Piece, ...]) -> None:
    assert made(html, skip_opening=True) == expected


@pytest.mark.parametrize("html", ["a\ue000F9\ue001b", "a\ue000I9\ue001b", "a\ue000b", "a\ue001b", "a\ue000X3\ue001b"])
def test_no_token_survives(html: str) -> None:
    text = "".join(piece for piece in made(html) if isinstance(piece, str))
    assert text == "ab"
