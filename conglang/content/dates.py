"""Dates and times as editors write them, and the portal's time zone.

A text comes in (`2024-03-21`, `21/3/2024 14:30`, ISO 8601 with an offset); a `Moment` in the portal's zone or a `Day` goes
out, or the code of the diagnostic that says what is wrong. Nothing here reads the clock.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from conglang.model import Day, Moment

FIRST_YEAR, LAST_YEAR = 1900, 2200

NOT_A_DATE = "not-a-date"
NO_SUCH_DAY = "no-such-day"
NO_SUCH_TIME = "no-such-time"
YEAR_OUT_OF_RANGE = "year-out-of-range"

# Vietnam has been seven hours ahead of UTC for as long as portals exist. As fixed offsets these zones need no zone
# database, which Windows lacks, and give the same output on machines with different versions of it.
_FIXED = {
    "Asia/Ho_Chi_Minh": timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh"),
    "Asia/Saigon": timezone(timedelta(hours=7), "Asia/Saigon"),
    "UTC": UTC,
}

_DAY = (
    r"(?:(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|(?P<D>\d{1,2})(?P<S>[-/.])(?P<M>\d{1,2})(?P=S)(?P<Y>\d{4}))"
)
_TIME = r"(?P<hour>\d{1,2})[:hH](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
_OFFSET = r"(?P<offset>[Zz]|[+-]\d{2}(?::?\d{2})?)"
_MOMENT = re.compile(rf"{_DAY}(?:(?:[Tt]|,?[ ]+){_TIME}(?:[ ]?{_OFFSET})?)?", re.ASCII)
_OTHER_YEAR = re.compile(r"\d{5,}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{5,}|\d{1,3})", re.ASCII)


def zone(name: str) -> tzinfo | None:
    """The time zone of this name; None where the zone database has none."""
    if name in _FIXED:
        return _FIXED[name]
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: `Asia` is a folder of the database.
        return None


def zone_names() -> tuple[str, ...]:
    """The names of all zones, sorted; slow, and used only for suggestions."""
    return tuple(sorted({*_FIXED, *available_timezones()}))


def moment(text: str, place: tzinfo) -> Moment | str:
    """The moment that a text names, or the code of what is wrong; a day without a time is its start."""
    return _read(text, place, time())


def end_of_moment(text: str, place: tzinfo) -> Moment | str:
    """As `moment`, but a day without a time is its last second."""
    return _read(text, place, time(23, 59, 59))


def day(text: str) -> tuple[Day, str]:
    """The day that a text without a time names, or the empty day and the code of what is wrong."""
    match = _MOMENT.fullmatch(text)
    if match is None or match["hour"] is not None:
        return "", YEAR_OUT_OF_RANGE if _OTHER_YEAR.fullmatch(text) else NOT_A_DATE
    written = _date(match)
    return ("", written) if isinstance(written, str) else (written.isoformat(), "")


def day_after(written: Day) -> Day:
    """The next day."""
    return (date.fromisoformat(written) + timedelta(days=1)).isoformat()


def _read(text: str, place: tzinfo, without_time: time) -> Moment | str:
    """The moment that a text names, or the code of what is wrong; `without_time` is the time of a day without one."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return YEAR_OUT_OF_RANGE if _OTHER_YEAR.fullmatch(text) else NOT_A_DATE
    written = _date(match)
    if isinstance(written, str):
        return written
    if match["hour"] is None:
        return _moment(datetime.combine(written, without_time, place), has_time=False)
    try:
        clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
        own = place if match["offset"] is None else _offset(match["offset"])
    except ValueError:
        return NO_SUCH_TIME
    here = datetime.combine(written, clock, own).astimezone(place)
    if not FIRST_YEAR <= here.year <= LAST_YEAR:  # An offset may carry the last evening over.
        return YEAR_OUT_OF_RANGE
    return _moment(here, has_time=True)


def _date(match: re.Match[str]) -> date | str:
    """The day of a match, or the code of what is wrong."""
    year = int(match["y"] or match["Y"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return YEAR_OUT_OF_RANGE
    try:
        return date(year, int(match["m"] or match["M"]), int(match["d"] or match["D"]))
    except ValueError:
        return NO_SUCH_DAY


def _offset(text: str) -> timezone:
    """The zone of an offset. Raises ValueError where there is no such offset."""
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    if minutes > 59:
        raise ValueError(text)
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if text[0] == "-" else ahead)


def _moment(written: datetime, *, has_time: bool) -> Moment:
    return Moment(written.isoformat(timespec="seconds"), int(written.timestamp()), has_time)
