"""Dates that a text names, resolved against the article's own."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.annotating.language.dates_in_text import dates_in
from careo.authority.folding import folded

DAY = "2012-03-21"  # a Wednesday


def isos(text: str, language: str, published: str | None = DAY) -> list[str]:
    return [d.iso for d in dates_in(folded(text), language, published)]


@pytest.mark.parametrize(
    ("language", "text", "iso"),
    [
        ("en", "on March 19", "2012-03-19"),
        ("en", "on 19 March 2010", "2010-03-19"),
        ("en", "on December 24", "2011-12-24"),
        ("en", "in March 2011", "2011-03"),
        ("en", "in October", "2011-10"),
        ("en", "in 2009", "2009"),
        ("en", "last Tuesday", "2012-03-20"),
        ("en", "on Wednesday", "2012-03-21"),
        ("en", "last Wednesday", "2012-03-14"),
        ("en", "yesterday", "2012-03-20"),
        ("en", "two years ago", "2010"),
        ("en", "three months ago", "2011-12"),
        ("en", "on 2010-05-04", "2010-05-04"),
        ("es", "el pasado 4 de diciembre", "2011-12-04"),
        ("es", "el 4 de marzo de 2011", "2011-03-04"),
        ("es", "el martes pasado", "2012-03-20"),
        ("es", "hace dos años", "2010"),
        ("es", "en mayo", "2011-05"),
        ("es", "en octubre de 2008", "2008-10"),
        ("es", "el 31 de agosto del año pasado", "2011-08-31"),
        ("es", "el 1° de julio", "2011-07-01"),
        ("es", "el año pasado", "2011"),
        ("es", "el 04/12/2010", "2010-12-04"),
    ],
)
def test_a_date_is_resolved_to_its_own_precision(language: str, text: str, iso: str) -> None:
    assert isos(text, language) == [iso]


@pytest.mark.parametrize("text", ["last Tuesday", "on March 19", "two years ago", "last year"])
@pytest.mark.parametrize("published", [None, "", "2012", "2012-03", "soon"])
def test_without_the_articles_day_nothing_is_guessed(text: str, published: str | None) -> None:
    assert isos(text, "en", published) == []


@pytest.mark.parametrize(
    "text", ["between 2014-2019", "the 1990s", "on February 31", "2012", "0 years ago"]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert isos(text, "en") == []


@given(st.text(max_size=60), st.sampled_from(["en", "es"]))
def test_dates_are_valid_and_lie_in_the_text(text: str, language: str) -> None:
    for date in dates_in(folded(text), language, DAY):
        assert 0 <= date.start < date.end <= len(text)
        dt.date.fromisoformat((date.iso + "-01-01")[:10])
