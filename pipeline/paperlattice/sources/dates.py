"""Dates: as listing pages write them (`Sep 3, 2024`, `Oct 15 2`), and as ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

__all__ = ["Published", "WrittenDate", "current_year", "iso_day", "parse_date", "resolve"]

_MONTHS = {
    "January": 1,
    "February": 2,
    "March": 3,
    "April": 4,
    "May": 5,
    "June": 6,
    "July": 7,
    "August": 8,
    "September": 9,
    "October": 10,
    "November": 11,
    "December": 12,
}
_MONTHS_OF_WORDS = _MONTHS | {name[:3]: number for name, number in _MONTHS.items()} | {"Sept": 9}
_WRITTEN = re.compile(
    r"(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>[0-9]{1,2})(?:,\s*(?P<year>[0-9]{4}))?"
    r"(?:\s+[0-9]+)?"  # how many comments the paper has
)
_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as it stands on a page; a page leaves the year out if it is the current one."""

    month: int
    day: int
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An ISO date and its precision: `day`, `inferred-year`, or both fields empty."""

    date: str = ""
    precision: str = ""


def parse_date(text: str) -> WrittenDate | None:
    """Return the date that a line of a listing page consists of, or None.

    >>> parse_date("Oct 15 2")
    WrittenDate(month=10, day=15, year=None)
    """
    match = _WRITTEN.fullmatch(text.strip())
    if not match or match["month"] not in _MONTHS_OF_WORDS:
        return None
    year = int(match["year"]) if match["year"] else None
    month = _MONTHS_OF_WORDS[match["month"]]
    return WrittenDate(month=month, day=int(match["day"]), year=year)


def current_year(dates: Iterable[WrittenDate]) -> int | None:
    """Return the smallest year that is later than every year written in a page's dates.

    Only date lines count: a year within a title or an abstract says nothing of the page. A page
    that writes no year at all gives None.
    """
    years = [written.year for written in dates if written.year is not None]
    return max(years) + 1 if years else None


def resolve(written: WrittenDate, *, current: int | None) -> Published:
    """Return a written date as an ISO date, a missing year taken to be the page's current one.

    A day that does not exist, and a date whose year cannot be told, give an empty date.
    """
    year = current if written.year is None else written.year
    if year is None:
        return Published()
    try:
        day = date(year, written.month, written.day)
    except ValueError:
        return Published()
    precision = "inferred-year" if written.year is None else "day"
    return Published(date=day.isoformat(), precision=precision)


def iso_day(text: str) -> Published:
    """Return the day of an ISO 8601 date or time, empty if the text is none.

    >>> iso_day("2017-06-12T17:57:34Z").date
    '2017-06-12'
    """
    match = _ISO.fullmatch(text.strip())
    try:
        day = date.fromisoformat(match[1]) if match else None
    except ValueError:
        return Published()
    return Published(date=day.isoformat(), precision="day") if day else Published()
