"""Dates of listing pages and of JSON lines."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.sources.dates import (
    Published,
    WrittenDate,
    current_year,
    iso_day,
    parse_date,
    resolve,
)

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@pytest.mark.parametrize(
    ("text", "month", "day", "year"),
    [
        ("Sep 3, 2024", 9, 3, 2024),
        ("Oct 15", 10, 15, None),
        ("Oct 15 2", 10, 15, None),
        ("Sep 4, 2024 12", 9, 4, 2024),
        ("September 3, 2024", 9, 3, 2024),
        ("Sept 3", 9, 3, None),
        ("  Jun\u00a06  ", 6, 6, None),
    ],
)
def test_reads_the_dates_that_pages_write(
    text: str, month: int, day: int, year: int | None
) -> None:
    assert parse_date(text) == WrittenDate(month=month, day=day, year=year)


@pytest.mark.parametrize(
    "text",
    ["", "new", "Foo 3, 2024", "May", "May 2024", "3 Sep 2024", "May 13 was sunny", "oct 15"],
)
def test_leaves_other_lines_alone(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates(min_value=date(1000, 1, 1)), st.integers(0, 99))
def test_every_full_date_is_read_back(day: date, comments: int) -> None:
    tail = f" {comments}" if comments else ""
    written = parse_date(f"{MONTHS[day.month - 1]} {day.day}, {day.year:04}{tail}")
    assert written is not None
    assert resolve(written, current=None) == Published(date=day.isoformat(), precision="day")


def test_the_current_year_is_the_smallest_later_than_every_written_year() -> None:
    dates = [
        WrittenDate(month=1, day=1, year=2015),
        WrittenDate(month=1, day=1, year=2024),
        WrittenDate(month=1, day=1, year=None),
    ]
    assert current_year(dates) == 2025


def test_a_page_without_years_tells_no_year() -> None:
    written = WrittenDate(month=5, day=13, year=None)
    assert current_year([written]) is None
    assert resolve(written, current=None) == Published()


def test_a_date_without_a_year_takes_the_current_one_and_says_so() -> None:
    written = WrittenDate(month=5, day=13, year=None)
    assert resolve(written, current=2025) == Published(date="2025-05-13", precision="inferred-year")


@pytest.mark.parametrize(
    "written",
    [
        WrittenDate(month=2, day=30, year=2024),
        WrittenDate(month=2, day=29, year=None),
        WrittenDate(month=1, day=1, year=0),
    ],
)
def test_a_day_that_does_not_exist_is_no_date(written: WrittenDate) -> None:
    assert resolve(written, current=2025) == Published()


@pytest.mark.parametrize("text", ["2017-06-12", "2017-06-12T17:57:34Z", " 2017-06-12 17:57 "])
def test_reads_iso_days_and_times(text: str) -> None:
    assert iso_day(text) == Published(date="2017-06-12", precision="day")


@pytest.mark.parametrize("text", ["", "2017", "2017-06", "2017-13-01", "2017-02-30", "12.6.2017"])
def test_what_is_no_iso_day_is_no_date(text: str) -> None:
    assert iso_day(text) == Published()
