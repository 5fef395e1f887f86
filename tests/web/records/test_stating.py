"""What a source states beside the text, in whatever shape it comes."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.web.records.public import SeriesRef
from careo.web.records.stating import deadline_of, plain_json, series_of

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ({"key": "a-b", "title": "A  B", "chapter": 2, "of": 5}, SeriesRef("a-b", "A B", 2, 5)),
        ({"title": "A B", "chapter": "2"}, SeriesRef("a-b", "A B", 2, None)),
        ({"key": "Los Años"}, SeriesRef("los-anos", "Los Años")),
        ({"key": "a", "chapter": 7, "of": 3}, SeriesRef("a", "a", 7, None)),
        ({"key": "a", "chapter": True, "of": "x"}, SeriesRef("a", "a")),
        ({"key": "a", "chapter": -1}, SeriesRef("a", "a")),
        ("The Canal", SeriesRef("the-canal", "The Canal")),
        ({}, None),
        ({"chapter": 1}, None),
        ([1], None),
        ({"key": "?!"}, None),
    ],
)
def test_a_series_is_read_from_any_reasonable_shape(stated: Any, wanted: SeriesRef | None) -> None:
    assert series_of({"series": stated}) == wanted


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ("2026-12-31", "2026-12-31"),
        ("2026-12-31T23:59:00Z", "2026-12-31"),
        (dt.date(2026, 1, 2), "2026-01-02"),
        ("soon", ""),
        ("2026-13-01", ""),
        (None, ""),
        (["2026-12-31"], ""),
    ],
)
def test_a_deadline_is_a_day_or_nothing(stated: Any, wanted: str) -> None:
    assert deadline_of({"deadline": stated}) == wanted


@given(anything)
def test_no_shape_is_an_error(stated: Any) -> None:
    kept = plain_json({"series": stated, "deadline": stated, "record": stated})
    assert json.loads(json.dumps(kept)) == kept
    series_of(kept)
    deadline_of(kept)


def test_characters_that_no_database_keeps_are_taken_out() -> None:
    kept = plain_json({"record": [{"fact": "a\0b", "n\0": ["\ud800"]}]})
    assert "\0" not in json.dumps(kept, ensure_ascii=False)
    json.dumps(kept, ensure_ascii=False).encode()
