"""Text in capitals is read as if it were not, and what is found is what the text says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotating.writing import annotate, article, by_name
from careo.annotating.language.casing import recased
from careo.annotating.language.models import why_not
from careo.values import EntityType


def small(text: str, language: str = "en") -> str:
    if why_not(language):
        pytest.skip(str(why_not(language)))
    return recased(article(text, language=language), language).text


@pytest.mark.parametrize(
    ("capitals", "expected"),
    [
        (
            "ROSA QUINTANILLA WAS KIDNAPPED IN SAN SALVADOR ON 3 MARCH.",
            "Rosa Quintanilla was kidnapped in San Salvador on 3 March.",
        ),
        (
            "THE NATIONAL POLICE KILLED TWO OF THEM. NOBODY LEFT.",
            "The National Police killed two of them. Nobody left.",
        ),
        (
            "THE DEA TOLD US THAT I WAS THE LEADER [XYZT].",
            "The DEA told us that I was the leader [XYZT].",
        ),
    ],
)
def test_common_words_become_small_and_names_keep_a_capital(capitals: str, expected: str) -> None:
    assert small(capitals) == expected


def test_spanish_headlines_are_recased_too() -> None:
    text = small("CAPTURAN A ROSA QUINTANILLA, ALIAS LA TORDA, EN EL PASO, TEXAS", "es")
    assert text.startswith("Capturan a Rosa Quintanilla, alias La Torda, en El Paso, Texas")


def test_text_that_is_not_in_capitals_stays_the_same_object() -> None:
    written = article("The DEA met the FARC and the ELN in QUITO.")
    assert recased(written, "en") is written


@given(st.text(max_size=60).map(str.upper))
def test_recasing_never_moves_a_character(text: str) -> None:
    written = article(text + " AND WHAT FOLLOWS IS IN CAPITALS")
    again = recased(written, "en")
    assert len(again.text) == len(written.text)
    assert again.text.upper() == written.text.upper()


def test_mentions_found_in_capitals_are_given_as_the_text_has_them() -> None:
    found = annotate("GUNMEN KILLED ROSA QUINTANILLA IN SAN SALVADOR, THE NATIONAL POLICE SAID.")
    assert {m.text for m in found.mentions} >= {"ROSA QUINTANILLA", "SAN SALVADOR"}
    assert by_name(found)["Rosa Quintanilla"].type is EntityType.PERSON


def test_descriptions_in_capitals_are_given_as_the_text_has_them() -> None:
    found = annotate("GUNMEN KILLED TWO PEASANTS NEAR SAN SALVADOR YESTERDAY, THE POLICE SAID.")
    assert [event.who for event in found.events] == [("TWO PEASANTS",)]
