"""Which renditions a photo becomes, and what they are called."""

from __future__ import annotations

import pytest

from conglang.model import Photo, PhotoConfig, Rendition
from conglang.photos.renditions import CARD_WIDTH, every, quality, recipe_digest, renditions, widest

DIGEST = "0123456789abcdef0123456789abcdef"
CONFIG = PhotoConfig()


def photo(width: int, height: int = 600) -> Photo:
    return Photo("tin/bai/anh.jpg", DIGEST, width, height)


@pytest.mark.parametrize(
    ("width", "lead", "expected"),
    [
        (4000, False, (480, 960, 1600)),
        (1600, False, (480, 960, 1600)),
        (1601, False, (480, 960, 1600)),
        (1200, False, (480, 960, 1200)),
        (960, False, (480, 960)),
        (959, False, (480, 959)),
        (480, False, (480,)),
        (300, False, (300,)),
        (1, False, (1,)),
        (4000, True, (320, 480, 960, 1600)),
        (400, True, (320, 400)),
        (320, True, (320,)),
        (300, True, (300,)),
    ],
)
def test_a_photo_becomes_the_widths_it_reaches_and_its_own_below_the_largest(
    width: int, lead: bool, expected: tuple[int, ...]
) -> None:
    found = renditions(photo(width), CONFIG, lead=lead)
    assert [tuple(r.width for r in of_format) for _, of_format in found] == [expected, expected]


def test_no_card_rendition_where_a_configured_width_is_as_small() -> None:
    for widths in ((CARD_WIDTH, 960), (200, 960)):
        found = renditions(photo(2000), PhotoConfig(widths=widths), lead=True)
        assert tuple(r.width for r in found[0][1]) == widths


def test_widths_may_be_configured_in_any_order_and_twice() -> None:
    found = renditions(photo(2000), PhotoConfig(widths=(960, 480, 960)), lead=False)
    assert tuple(r.width for r in found[0][1]) == (480, 960)


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        (("webp", "jpeg"), ("image/webp", "image/jpeg")),
        (("jpeg", "webp"), ("image/webp", "image/jpeg")),
        (("avif", "webp"), ("image/avif", "image/webp", "image/jpeg")),
        (("webp", "webp"), ("image/webp", "image/jpeg")),
        ((), ("image/jpeg",)),
    ],
)
def test_jpeg_is_always_there_and_last(formats: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert tuple(mime for mime, _ in renditions(photo(800), PhotoConfig(formats=formats), lead=False)) == expected


def test_paths_hold_the_photo_the_recipe_and_the_width() -> None:
    recipe = recipe_digest("webp", 78)
    assert renditions(photo(600, 400), PhotoConfig(widths=(480,)), lead=False)[0][1] == (
        Rendition(f"media/01/0123456789ab-{recipe}-480.webp", 480, 320, "webp", photo=DIGEST),
    )


def test_the_recipe_is_of_format_and_quality_alone() -> None:
    recipes = {recipe_digest(name, number) for name in ("webp", "jpeg", "avif") for number in (60, 78, 80)}
    assert len(recipes) == 9
    assert all(len(recipe) == 6 for recipe in recipes)
    wide, narrow = PhotoConfig(widths=(480, 2400)), PhotoConfig(widths=(480,))
    first = [renditions(photo(3000), config, lead=lead)[1][1] for config in (wide, narrow) for lead in (True, False)]
    assert len({next(r.path for r in found if r.width == 480) for found in first}) == 1


def test_quality_left_out_is_the_default_one() -> None:
    config = PhotoConfig(quality=(("jpeg", 70),))
    assert (quality(config, "jpeg"), quality(config, "webp"), quality(config, "avif")) == (70, 78, 60)


@pytest.mark.parametrize(
    ("size", "expected"),
    [((4000, 3000), (480, 360)), ((3000, 4000), (480, 640)), ((20_000, 1), (480, 1)), ((961, 641), (480, 320))],
)
def test_the_height_follows_and_is_never_nothing(size: tuple[int, int], expected: tuple[int, int]) -> None:
    first = renditions(photo(*size), CONFIG, lead=False)[0][1][0]
    assert (first.width, first.height) == expected


def test_a_format_that_cannot_hold_a_long_screenshot_is_left_out_wholly() -> None:
    assert [mime for mime, _ in renditions(photo(1080, 20_000), CONFIG, lead=False)] == ["image/jpeg"]


def test_views_can_ask_for_one_or_all() -> None:
    sources = renditions(photo(2000), CONFIG, lead=True)
    assert (widest(sources).width, widest(sources).format) == (1600, "jpeg")
    assert len(every(sources)) == len({r.path for r in every(sources)}) == 8


def test_the_names_of_files_stay_what_they_are() -> None:
    """Addresses of photos are shared and kept by readers; whoever changes a recipe on purpose changes these."""
    assert (recipe_digest("webp", 78), recipe_digest("jpeg", 80)) == ("66e387", "4534b2")
