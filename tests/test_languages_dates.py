"""Dates, months and numbers, in each language, for readers and for machines."""

from __future__ import annotations

import email.utils
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conglang.languages import CODES, dates, language
from conglang.model import Moment

VI, EN = language("vi"), language("en")

offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def moment(iso: str, *, has_time: bool = True) -> Moment:
    return Moment(iso, int(datetime.fromisoformat(iso).timestamp()), has_time)


@pytest.mark.parametrize(
    ("iso", "vietnamese", "english"),
    [
        ("2024-03-21T14:30:00+07:00", "Thứ Năm, 21/3/2024 | 14:30 (GMT+7)", "Thursday, 21 March 2024 | 14:30 (GMT+7)"),
        (
            "2026-11-22T08:05:59+07:00",
            "Chủ Nhật, 22/11/2026 | 08:05 (GMT+7)",
            "Sunday, 22 November 2026 | 08:05 (GMT+7)",
        ),
        ("2025-07-01T00:00:00+05:30", "Thứ Ba, 1/7/2025 | 00:00 (GMT+5:30)", "Tuesday, 1 July 2025 | 00:00 (GMT+5:30)"),
        ("2024-02-29T23:59:59+00:00", "Thứ Năm, 29/2/2024 | 23:59 (GMT)", "Thursday, 29 February 2024 | 23:59 (GMT)"),
        ("2024-12-30T06:00:00Z", "Thứ Hai, 30/12/2024 | 06:00 (GMT)", "Monday, 30 December 2024 | 06:00 (GMT)"),
        (
            "2024-01-06T06:00:00-03:30",
            "Thứ Bảy, 6/1/2024 | 06:00 (GMT-3:30)",
            "Saturday, 6 January 2024 | 06:00 (GMT-3:30)",
        ),
        (
            "1905-05-03T06:00:00+07:06:30",
            "Thứ Tư, 3/5/1905 | 06:00 (GMT+7:06)",
            "Wednesday, 3 May 1905 | 06:00 (GMT+7:06)",
        ),
        ("2024-05-03T06:00:00-00:00:30", "Thứ Sáu, 3/5/2024 | 06:00 (GMT)", "Friday, 3 May 2024 | 06:00 (GMT)"),
    ],
)
def test_a_long_date_has_weekday_date_clock_and_zone(iso: str, vietnamese: str, english: str) -> None:
    assert dates.long_date(moment(iso), VI) == vietnamese
    assert dates.long_date(moment(iso), EN) == english


def test_no_clock_is_shown_where_none_was_written() -> None:
    day = moment("2024-03-21T00:00:00+07:00", has_time=False)
    assert dates.long_date(day, VI) == "Thứ Năm, 21/3/2024"
    assert dates.long_date(day, EN) == "Thursday, 21 March 2024"


@pytest.mark.parametrize("code", CODES)
def test_a_short_date_is_that_of_its_day(code: str) -> None:
    assert dates.short_date(moment("2024-03-21T23:30:00+07:00"), language(code)) == "21/3/2024"
    assert dates.day_text("2025-07-01", language(code)) == "1/7/2025"


@pytest.mark.parametrize(
    ("year", "month", "vietnamese", "english"),
    [
        ("2024", "03", "Tháng 3 năm 2024", "March 2024"),
        ("2025", "12", "Tháng 12 năm 2025", "December 2025"),
        ("1999", "1", "Tháng 1 năm 1999", "January 1999"),
    ],
)
def test_a_month_has_a_title(year: str, month: str, vietnamese: str, english: str) -> None:
    assert dates.month_title(year, month, VI) == vietnamese
    assert dates.month_title(year, month, EN) == english


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2024-03-21T14:30:00+07:00", "Thu, 21 Mar 2024 14:30:00 +0700"),
        ("2024-03-03T04:05:06-03:30", "Sun, 03 Mar 2024 04:05:06 -0330"),
        ("2024-12-31T00:00:00Z", "Tue, 31 Dec 2024 00:00:00 +0000"),
    ],
)
def test_machines_read_a_date_of_mail(iso: str, text: str) -> None:
    assert dates.rfc822(moment(iso)) == text


@given(st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9999, 12, 30), timezones=offsets))
def test_a_date_of_mail_is_read_back_as_the_same_moment(at: datetime) -> None:
    written = dates.rfc822(Moment(at.isoformat(), 0, True))
    assert email.utils.parsedate_to_datetime(written) == at.replace(microsecond=0)
    assert written.isascii()


@given(st.dates())
def test_a_day_in_figures_is_read_back_as_the_same_day(day: date) -> None:
    figures = dates.day_text(day.isoformat(), VI)
    assert date(*(int(part) for part in reversed(figures.split("/")))) == day
