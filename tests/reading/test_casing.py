"""Ordinary casing for words printed in capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.reading.casing import recase, recase_name


def test_the_texts_own_words_decide() -> None:
    assert recase("EL ZORRO", "They call him “El Zorro”.") == "El Zorro"
    assert recase("OPD IN ALBA", "The OPD came to Alba.") == "OPD in Alba"
    assert recase("FISHING NETS", "old fishing nets") == "Fishing nets"


def test_a_word_that_begins_a_sentence_in_capitals_is_no_evidence_of_a_phrase() -> None:
    assert recase("EL ZORRO", "EL ZORRO was seen.") == "El Zorro"


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("EL SALVADOR", "El Salvador"),
        ("PORTS AND BOATS OF THE SOUTH", "Ports and Boats of the South"),
        ("BARRIO 18", "Barrio 18"),
        ("XK9", "XK9"),
        ("PGTR", "PGTR"),
        ("QUINT'S BOAT", "Quint's Boat"),
    ],
)
def test_without_evidence_the_shape_of_the_words_decides(printed: str, written: str) -> None:
    assert recase(printed) == written


def test_known_acronyms_stay() -> None:
    assert recase("ODA IN ALBA", acronyms=frozenset({"ODA"})) == "ODA in Alba"


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("ROSA O'QUINT", "Rosa O'Quint"),
        ("JUAN DE LA VEGA Y SOTO", "Juan de la Vega y Soto"),
        ("JOHN Q. HILL III", "John Q. Hill III"),
        ("AFP", "AFP"),
        ("Rosa McQuint", "Rosa McQuint"),
    ],
)
def test_names_in_capitals(printed: str, written: str) -> None:
    assert recase_name(printed) == written


@given(st.text(max_size=40), st.text(max_size=80))
def test_what_is_not_all_capitals_is_left_alone(phrase: str, evidence: str) -> None:
    if not phrase.isupper():
        assert recase(phrase, evidence) == phrase
        assert recase_name(phrase) == phrase
    else:
        assert recase(phrase, evidence).casefold() == phrase.casefold()
