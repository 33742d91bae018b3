"""The counts of the tests: a tenth is a tenth, a number means the same in every run, and no count is idle."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import counts
from tests.counts import Count

COUNTS = {name: value for name, value in vars(counts).items() if isinstance(value, Count)}


@pytest.mark.parametrize("name", COUNTS)
def test_a_tenth_is_a_tenth_of_all_numbers_and_follows_from_its_seed(name: str) -> None:
    count = COUNTS[name]
    everything = list(count.numbers(long=True))
    one, same, other = (count.numbers(long=True, tenth=seed) for seed in ("a", "a", "b"))
    assert len(one) == -(-len(everything) // 10)
    assert set(one) < set(everything)
    assert list(one) == list(same)
    assert list(one) != list(other) or count.full <= 10
    assert set(count.numbers(long=False)) <= set(everything)


@pytest.mark.parametrize("name", COUNTS)
def test_all_batches_together_are_all_numbers(name: str) -> None:
    count = COUNTS[name]
    assert [number for batch in count.batches(long=True) for number in batch] == list(range(count.full))
    assert sorted(map(count.scattered, range(count.full))) == list(range(count.full))


def test_every_count_is_used() -> None:
    texts = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("*.py"))
    used = set(re.findall(r"(?:mark\.long\(|len\()counts\.([A-Z]+)", texts))
    assert used == set(COUNTS)
