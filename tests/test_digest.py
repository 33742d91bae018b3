"""Digests of values: equal for equal values, different for different ones, refused for what has no one form."""

from __future__ import annotations

from pathlib import Path

import pytest

from conglang.digest import digest, seal
from conglang.values import Value, replace


class Pair(Value, frozen=True):
    one: object
    two: object


class Other(Value, frozen=True):
    one: object
    two: object


class Sealed(Value, frozen=True):
    text: str
    digest: str = ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "b"),
        ("1", 1),
        (1, True),
        (None, ""),
        (("a", "b"), ("ab",)),
        ((("a",), "b"), ("a", ("b",))),
        (Pair("a", "b"), Other("a", "b")),
        (Pair("a", "b"), ("Pair", "b", "a")),
        ({"a": "1", "b": "2"}, {"a": "2", "b": "1"}),
        (b"a", "a"),
    ],
)
def test_different_values_have_different_digests(one: object, other: object) -> None:
    assert digest(one) != digest(other)


def test_the_order_of_a_dictionary_does_not_matter() -> None:
    assert digest({"a": "1", "b": "2"}) == digest({"b": "2", "a": "1"})


@pytest.mark.parametrize("value", [object(), (object(),), Pair(Ellipsis, "b"), {("a", "b"): {}, "c": Path("a")}])
def test_a_value_of_another_type_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        digest(value)


@pytest.mark.parametrize("value", [10**30, (10**30,)])
def test_a_number_too_large_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        digest(value)


def test_half_a_character_is_no_reason_to_fall() -> None:
    values: list[object] = [("\ud800", b"ab"), ("\ud800", "YWI="), ("\ud801", b"ab"), ("\ud800", "ab")]
    assert len({digest(value) for value in values}) == len(values)


def test_a_value_that_is_sealed_again_equals_one_that_was_made_so() -> None:
    assert seal(replace(seal(Sealed("a")), text="b")) == seal(Sealed("b"))


def test_a_sealed_value_stands_for_its_content() -> None:
    one, same, other = seal(Sealed("a")), seal(Sealed("a")), seal(Sealed("b"))
    assert (one.digest == same.digest, one.digest == other.digest) == (True, False)
    assert digest((one,)) == digest((same,)) != digest((other,))
