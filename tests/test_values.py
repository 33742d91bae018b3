"""Values written down and read back: the same value, or a ValueError."""

from __future__ import annotations

import pytest

from conglang.model import Location, Moment
from conglang.portal.page import Page
from conglang.portal.views.machines import RobotsView
from conglang.portal.views.pages import NotFoundView
from conglang.portal.views.parts import Card, Head, Link
from conglang.values import decode, encode, names

LINK = Link("Tin", "/tin/")
CARD = Card("Đường mới", "/a/", Moment("2024-03-22T08:00:00+07:00", 1711069200, True), "…", LINK, (LINK,), None)


@pytest.mark.parametrize(
    "value",
    [
        LINK,
        CARD,
        Location("content/a\ud800.md", 3, 4),
        Page("404.html", "not_found.html", NotFoundView(Head("Không có", "/404.html", "Không có"), "Không có")),
        Page("robots.txt", "robots.txt", RobotsView(("/sitemap.xml",)), late=False),
    ],
)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    assert decode(type(value), encode(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "{}",
        '["Link","Tin"',
        '["Link","Tin"]',
        '["Place","Tin","/tin/"]',
        '["Link","Tin",1]',
        '["Link","Tin",null]',
        '["Link","Tin","/tin/","more"]',
        '["Link","Tin","/tin/"] x',
        '["Link","Tin","\ud800"',
        '["Link","\ud800",' + "[" * 100_000,
        '["Link",' + "[" * 100_000,
    ],
)
def test_another_text_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        decode(Link, text)


def test_only_classes_of_values_have_names() -> None:
    assert (names(Link), names(str)) == (("title", "url"), ())
