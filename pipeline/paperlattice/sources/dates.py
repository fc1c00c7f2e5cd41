"""Dates: as listing pages write them (`Sep 3, 2024`, `Oct 15 2`), as ISO 8601, and loosely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

__all__ = [
    "Published",
    "WrittenDate",
    "current_year",
    "iso_day",
    "loose_date",
    "of_parts",
    "parse_date",
    "resolve",
]

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
_FIRST_YEAR = 1000
_NUMBERS = re.compile(
    r"(?P<year>[0-9]{4})(?:[-/.](?P<month>[0-9]{1,2})(?:[-/.](?P<day>[0-9]{1,2}))?)?(?![0-9])"
)
_IN_WORDS = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(?:(?P<before>[0-9]{1,2})\s+)?(?P<month>[A-Za-z]{3,9})\.?,?\s+"
    r"(?:(?P<after>[0-9]{1,2}),?\s+)?(?P<year>[0-9]{4})(?![0-9])"
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
    """An ISO date as far as it is known, and its precision.

    That is `day`, `month`, `year`, or `inferred-year` for a full date whose year a page leaves
    out; both fields are empty where nothing is known.
    """

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


def loose_date(text: str) -> Published:
    """Return the date at the start of a text: by numbers from the year, or by the month's name.

    >>> loose_date("2024/6").date, loose_date("Mon, 2 Apr 2007 19:18:42 GMT").date
    ('2024-06', '2007-04-02')
    """
    text = text.strip()
    if match := _NUMBERS.match(text):
        return of_parts([match["year"], match["month"], match["day"]])
    match = _IN_WORDS.match(text)
    month = _MONTHS_OF_WORDS.get(match["month"].title()) if match else None
    if not match or month is None:
        return Published()
    return of_parts([match["year"], month, match["before"] or match["after"]])


def of_parts(parts: Sequence[object]) -> Published:
    """Return the date of year, month and day; what follows a missing or impossible one is dropped.

    >>> of_parts([2024, "6"]).date, of_parts([2023, 2, 30]).date
    ('2024-06', '2023-02')
    """
    numbers: list[int] = []
    for part in parts[:3]:
        if isinstance(part, bool) or not re.fullmatch("[0-9]{1,4}", str(part), re.ASCII):
            break
        numbers.append(int(str(part)))
    while numbers:
        year, month, day = (*numbers, 1, 1)[:3]
        try:
            full = date(year, month, day).isoformat()
        except ValueError:
            numbers.pop()
            continue
        if year < _FIRST_YEAR:
            return Published()
        length, precision = ((4, "year"), (7, "month"), (10, "day"))[len(numbers) - 1]
        return Published(date=full[:length], precision=precision)
    return Published()
