from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.measuring.reading import (
    Answer,
    Hits,
    bare_trafilatura,
    careo_reader,
    hits,
    same,
    same_folded,
    same_names,
    shingle_match,
    token_measures,
)
from measuring.gold import BODY, PAGE, perfect, refusing


def test_strings_are_found_whatever_their_white_space() -> None:
    assert hits("a  b\nc", ["a b", "b c", "x"], ["c", "y"]) == Hits(2, 1, 1)


def test_hits_add_up_over_pages() -> None:
    total = Hits(3, 1, 1) + Hits(1, 0, 1)
    assert (total.precision, total.recall, total.f1) == (4 / 6, 4 / 5, 8 / 11)


def test_nothing_found_scores_zero() -> None:
    assert (Hits().precision, Hits().recall, Hits().f1) == (0, 0, 0)


def test_shingles_are_counted_as_often_as_they_occur() -> None:
    assert shingle_match("a a b", "a b b") == (2 / 3, 2 / 3)
    assert shingle_match("a b c d e", "a b c d", size=4) == (0.5, 1.0)
    assert shingle_match("", "a") == (0.0, 0.0)


def test_each_page_weighs_the_same() -> None:
    measures = token_measures([("a b", "a b"), ("x " * 50, "y")])
    assert measures["token_f1"] == pytest.approx(0.5)


def test_no_page_gives_no_measure() -> None:
    assert token_measures([]) == {}


@given(st.text(), st.text())
def test_measures_stay_between_nothing_and_everything(one: str, other: str) -> None:
    assert all(0 <= value <= 1 for value in token_measures([(one, other)]).values())


@given(st.text(min_size=1).filter(lambda t: any(c.isalnum() for c in t)))
def test_a_text_matches_itself_fully(text: str) -> None:
    assert token_measures([(text, text)])["token_f1"] == pytest.approx(1.0)


def test_equality_overlooks_white_space_and_composition_only() -> None:
    assert same(" Bogota\u0301  hoy", "Bogotá hoy")
    assert not same("BOGOTÁ hoy", "Bogotá hoy")
    assert same_folded("BOGOTA, hoy!", "Bogotá hoy")


def test_names_are_compared_as_a_set() -> None:
    assert same_names("Marta Quillón; Odo Brandt", "Odo Brandt and Marta Quillon")
    assert not same_names("Marta Quillón", "Marta Quillón; Odo Brandt")


def test_a_refused_page_counts_as_an_empty_answer() -> None:
    assert careo_reader(refusing)(b"x", "x.html") == Answer()


def test_the_standfirst_counts_as_text() -> None:
    read = careo_reader(lambda c: perfect(c).with_(standfirst="So it began."))
    assert read(b"", "x").text == f"So it began.\n{BODY}"


def test_bare_trafilatura_reads_the_page() -> None:
    answer = bare_trafilatura(PAGE.encode(), "x")
    assert BODY in answer.text
    assert answer.title == "Clerks charged"


def test_bare_trafilatura_gives_an_empty_answer_for_nothing() -> None:
    assert bare_trafilatura(b"", "x") == Answer()
