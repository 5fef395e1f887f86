"""Dates in bylines and columns."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.reading.dates import EARLIEST, parse_date

TODAY = dt.datetime.now(dt.UTC).date()
MONTHS = [
    ("January", "enero"), ("February", "febrero"), ("March", "marzo"), ("April", "abril"),
    ("May", "mayo"), ("June", "junio"), ("July", "julio"), ("August", "agosto"),
    ("September", "septiembre"), ("October", "octubre"), ("November", "noviembre"),
    ("December", "diciembre"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("21 MAR 2012", "2012-03-21"),
        ("March 21, 2012", "2012-03-21"),
        ("Mar. 21st, 2012 at 10:30 pm", "2012-03-21"),
        ("21 de marzo de 2012", "2012-03-21"),
        ("martes 4 de julio del 2023", "2023-07-04"),
        ("Julio 4, 2023", "2023-07-04"),
        ("1º de enero de 2020", "2020-01-01"),
        ("Publicado el 5 de setiembre, 2016 a las 12:30", "2016-09-05"),
        ("2012-03-21T23:30:00-06:00", "2012-03-21"),
        ("2012/3/21", "2012-03-21"),
        ("20120321", "2012-03-21"),
        ("Wed, 21 Mar 2012 10:00:00 +0000", "2012-03-21"),
        ("Wed Mar 21 10:00:00 UTC 2012", "2012-03-21"),
        ("21-mar-12", "2012-03-21"),
        ("21.3.2012", "2012-03-21"),
        ("`2024-07-29 11:15:14`", "2024-07-29"),
        ("1332324000", "2012-03-21"),
    ],
)
def test_the_forms_newsrooms_use_are_read(text: str, expected: str) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("marzo de 2012", "2012-03"), ("March 2012", "2012-03"), ("2012-03", "2012-03"),
     ("03/2012", "2012-03"), ("2012", "2012")],
)  # fmt: skip
def test_the_precision_is_that_of_the_text(text: str, expected: str) -> None:
    assert parse_date(text) == expected


def test_the_language_decides_the_order_of_a_numeric_date() -> None:
    assert parse_date("04/05/2012", "en") == "2012-04-05"
    assert parse_date("04/05/2012", "es") == "2012-05-04"


def test_without_a_language_only_what_is_certain_is_said() -> None:
    assert parse_date("04/05/2012") == "2012"
    assert parse_date("21/03/2012") == "2012-03-21"
    assert parse_date("05/05/2012") == "2012-05-05"


def test_an_order_that_the_language_makes_impossible_is_turned() -> None:
    assert parse_date("03/21/2012", "es") == "2012-03-21"


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "31 February 2012", "2012-02-30", "45/45/2012", "21 Mar 0012", "12:30",
     "Tel. 555-1234-2012-1", "chapter 12", "9999999999999"],
)  # fmt: skip
def test_impossible_or_missing_dates_give_nothing(text: str) -> None:
    assert parse_date(text) is None


def test_the_future_is_refused() -> None:
    assert parse_date((TODAY + dt.timedelta(days=400)).isoformat()) is None
    assert parse_date("2 May 2012", latest=dt.date(2012, 5, 1)) is None


@given(st.dates(dt.date(EARLIEST, 1, 1), TODAY))
def test_every_written_form_of_a_day_gives_that_day(day: dt.date) -> None:
    en, es = MONTHS[day.month - 1]
    year = f"{day.year:04d}"
    for text in (
        day.isoformat(),
        f"{en} {day.day}, {year}",
        f"{day.day} {en[:3].upper()} {year}",
        f"{day.day} de {es} de {year}",
        f"{day.day:02d} de {es.title()} del {year}, 10:15",
    ):
        assert parse_date(text) == day.isoformat(), text
    assert parse_date(f"{day.day}/{day.month}/{year}", "es") == day.isoformat()
    assert parse_date(f"{day.month}/{day.day}/{year}", "en") == day.isoformat()


@given(st.text(max_size=60), st.sampled_from([None, "en", "es"]))
def test_any_text_gives_a_possible_date_or_none(text: str, language: str | None) -> None:
    found = parse_date(text, language)
    if found is not None:
        parts = [int(p) for p in found.split("-")]
        day = dt.date(*[*parts, 1, 1][:3])
        assert day.year >= EARLIEST
        assert day <= TODAY + dt.timedelta(days=1)
