"""Dates and times as editors write them."""

from __future__ import annotations

import pytest

from conglang.content import dates
from conglang.model import Moment

START = Moment("2024-03-21T00:00:00+07:00", 1710954000, False)
END = Moment("2024-03-21T23:59:59+07:00", 1711040399, False)
AFTERNOON = Moment("2024-03-21T14:30:00+07:00", 1711006200, True)


def read(text: str) -> Moment | str:
    zone = dates.zone("Asia/Ho_Chi_Minh")
    assert zone is not None
    return dates.moment(text, zone)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-21", START),
        ("2024-3-21", START),
        ("2024/03/21", START),
        ("21/3/2024", START),
        ("21-03-2024", START),
        ("21.3.2024", START),
        ("2024-03-21 14:30", AFTERNOON),
        ("2024-03-21 14h30", AFTERNOON),
        ("2024-03-21 14:30:00", AFTERNOON),
        ("2024-03-21T14:30", AFTERNOON),
        ("21/3/2024 14:30", AFTERNOON),
        ("21/3/2024, 14:30", AFTERNOON),
        ("2024-03-21T14:30:00+07:00", AFTERNOON),
        ("2024-03-21T07:30:00Z", AFTERNOON),
        ("2024-03-21 07:30Z", AFTERNOON),
        ("2024-03-21T09:30:00.123+0200", AFTERNOON),
        ("2024-03-20T22:30:00-09:00", AFTERNOON),
        ("2024-03-21 00:00", Moment("2024-03-21T00:00:00+07:00", 1710954000, True)),
        ("2024-03-20T17:00Z", Moment("2024-03-21T00:00:00+07:00", 1710954000, True)),
        ("2024-02-29", Moment("2024-02-29T00:00:00+07:00", 1709139600, False)),
        ("hôm qua", "not-a-date"),
        ("", "not-a-date"),
        ("03-2025", "not-a-date"),
        ("2024-03/21", "not-a-date"),
        ("2024-03-21 14", "not-a-date"),
        ("2024-03-21 14:30 GMT", "not-a-date"),
        ("٢٠٢٤-03-21", "not-a-date"),
        ("2025-02-30", "no-such-day"),
        ("2025-02-29", "no-such-day"),
        ("31/4/2025", "no-such-day"),
        ("3/21/2024", "no-such-day"),
        ("2024-13-01", "no-such-day"),
        ("2024-03-21 24:00", "no-such-time"),
        ("2024-03-21 12:60", "no-such-time"),
        ("2024-03-21T14:30+25:00", "no-such-time"),
        ("2024-03-21T14:30+07:75", "no-such-time"),
        ("1899-12-31", "year-out-of-range"),
        ("2201-01-01", "year-out-of-range"),
        ("0025-01-01", "year-out-of-range"),
        ("20255-01-01", "year-out-of-range"),
        ("21/3/24", "year-out-of-range"),
        ("2200-12-31T23:59Z", "year-out-of-range"),
    ],
)
def test_a_text_names_a_moment_or_is_told_why_not(text: str, moment: Moment | str) -> None:
    assert read(text) == moment


def test_the_end_of_a_day_is_its_last_second_unless_a_time_is_written() -> None:
    zone = dates.zone("Asia/Ho_Chi_Minh")
    assert zone is not None
    assert [dates.end_of_moment(text, zone) for text in ("2024-03-21", "2024-03-21 14:30")] == [END, AFTERNOON]


def test_a_zone_with_summer_time_gives_each_day_its_own_offset() -> None:
    zone = dates.zone("Europe/Berlin")
    assert zone is not None
    days = [dates.moment(text, zone) for text in ("2024-01-01", "2024-07-01")]
    assert [day.iso for day in days if isinstance(day, Moment)] == [
        "2024-01-01T00:00:00+01:00",
        "2024-07-01T00:00:00+02:00",
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-07-01", ("2025-07-01", "")),
        ("1/7/2025", ("2025-07-01", "")),
        ("2025-07-01 08:00", ("", "not-a-date")),
        ("2025-06-31", ("", "no-such-day")),
    ],
)
def test_a_day_has_no_time(text: str, day: tuple[str, str]) -> None:
    assert dates.day(text) == day


def test_the_day_after_the_last_of_a_year_is_the_first_of_the_next() -> None:
    assert dates.day_after("2024-12-31") == "2025-01-01"


@pytest.mark.parametrize("name", ["", "Nowhere", "Asia", "../UTC", "/etc/localtime", "Asia/Ho_Chi_Minh\x00"])
def test_a_zone_that_does_not_exist_is_none(name: str) -> None:
    assert dates.zone(name) is None
