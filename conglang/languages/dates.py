"""Dates, clock times and numbers as a portal writes them in its language.

In comes a moment, a day as ISO text or a whole number, with the Language whose patterns and names are used; out comes plain
text. Texts for machines take English names from tables of our own. Nothing here asks the system for locale, zone or clock.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from conglang.languages import Language
from conglang.model import Day, Moment

_MAIL_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MAIL_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def long_date(moment: Moment, language: Language) -> str:
    """Weekday, date, and the clock time where one was written: `Thứ Năm, 21/3/2024 | 14:30 (GMT+7)`."""
    at = datetime.fromisoformat(moment.iso)
    day = _day(language.date, at.date(), language)
    if not moment.has_time:
        return day
    return day + language.clock.format(hour=at.hour, minute=at.minute, zone=_zone(at))


def short_date(moment: Moment, language: Language) -> str:
    """The date in figures: `21/3/2024`."""
    return day_text(moment.day, language)


def day_text(day: Day, language: Language) -> str:
    """An ISO day in figures: `2024-03-21` → `21/3/2024`."""
    return _day(language.short_date, date.fromisoformat(day), language)


def month_title(year: str, month: str, language: Language) -> str:
    """The title of a month, from the figures of its address: `2024`, `03` → `Tháng 3 năm 2024`."""
    name = language.months[int(month) - 1]
    return language.text["month_title"].format(year=int(year), month=int(month), month_name=name)


def rfc822(moment: Moment) -> str:
    """A moment as RSS requires it (RFC 822 with a year of four figures): `Thu, 21 Mar 2024 14:30:00 +0700`."""
    at = datetime.fromisoformat(moment.iso)
    sign, hours, minutes = _offset(at)
    day = f"{_MAIL_DAYS[at.weekday()]}, {at.day:02} {_MAIL_MONTHS[at.month - 1]} {at.year:04}"
    return f"{day} {at.hour:02}:{at.minute:02}:{at.second:02} {sign}{hours:02}{minutes:02}"


def _day(pattern: str, day: date, language: Language) -> str:
    return pattern.format(
        weekday=language.weekdays[day.weekday()],
        day=day.day,
        month=day.month,
        month_name=language.months[day.month - 1],
        year=day.year,
    )


def _zone(at: datetime) -> str:
    """The offset as readers write it: `GMT+7`, `GMT+5:30`, `GMT`."""
    sign, hours, minutes = _offset(at)
    if not hours and not minutes:
        return "GMT"
    return f"GMT{sign}{hours}:{minutes:02}" if minutes else f"GMT{sign}{hours}"


def _offset(at: datetime) -> tuple[str, int, int]:
    """Sign, hours and minutes of the offset; the seconds that zones had a century ago are left out."""
    offset = at.utcoffset() or timedelta()
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    return "-" if offset < timedelta() and (hours or minutes) else "+", hours, minutes
