"""A date is no finer than it was said, and comes before another only when all of it does."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.weighing.statuses.times import Precision, When, last_day, when_of
from weighing.told import dates


@pytest.mark.parametrize(
    ("said", "first", "last", "precision"),
    [
        ("2014", (2014, 1, 1), (2014, 12, 31), Precision.YEAR),
        ("2012-02", (2012, 2, 1), (2012, 2, 29), Precision.MONTH),
        ("2014-02-21", (2014, 2, 21), (2014, 2, 21), Precision.DAY),
    ],
)
def test_a_date_is_all_the_days_that_it_can_be(
    said: str, first: tuple[int, int, int], last: tuple[int, int, int], precision: Precision
) -> None:
    when = when_of(said)
    assert when == When(dt.date(*first), dt.date(*last), said)
    assert when.precision is precision


@pytest.mark.parametrize("said", [None, "", "soon", "2014-13", "2014-02-30", "0000", "14-02-03"])
def test_what_is_no_date_is_none(said: str | None) -> None:
    assert when_of(said) is None


def test_what_was_told_in_june_did_not_happen_in_july() -> None:
    when = when_of("2014", dt.date(2014, 6, 3))
    assert when is not None
    assert when.last == dt.date(2014, 6, 3)
    assert when.said == "2014"


def test_a_date_wholly_after_its_telling_stays_as_it_was_said() -> None:
    assert when_of("2015", dt.date(2014, 6, 3)) == when_of("2015")


def test_the_day_of_an_article_is_the_last_that_its_date_allows() -> None:
    assert last_day("2014-02-21T10:00:00Z") == dt.date(2014, 2, 21)
    assert last_day("2014-02") == dt.date(2014, 2, 28)
    assert last_day("yesterday") is last_day(None) is None


def test_a_year_is_neither_before_nor_after_a_day_in_it() -> None:
    year, day, later = when_of("2014"), when_of("2014-02-21"), when_of("2015")
    assert year and day and later
    assert not year.is_before(day) and not day.is_before(year)
    assert year.meets(day) and year.agrees(day)
    assert year.is_before(later) and day.is_before(later)


@given(dates, dates, st.none() | st.dates())
def test_two_dates_meet_or_one_is_before_the_other(
    one: str | None, other: str | None, told: dt.date | None
) -> None:
    left, right = when_of(one, told), when_of(other, told)
    if left and right:
        ways = [left.meets(right), left.is_before(right), right.is_before(left)]
        assert ways.count(True) == 1
