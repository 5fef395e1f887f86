"""Names of state bodies that many countries have."""

from __future__ import annotations

import pytest

from careo.authority.generic import is_generic, namesakes
from careo.authority.loader import authority
from careo.values import EntityType


@pytest.mark.parametrize(
    "name",
    ["Supreme Court", "the Court of Appeals", "Corte Suprema", "Ministerio Público", "Gobierno",
     "Attorney General’s Office", "Ministry of the Interior", "Tribunal de Apelaciones",
     "Ministerio de Salud Pública", "National Police"],
)  # fmt: skip
def test_what_any_country_has_is_generic(name: str) -> None:
    assert is_generic(name)


@pytest.mark.parametrize(
    "name",
    ["Colombian Army", "Fiscalía de Jalisco", "Scotland Yard", "Interpol", "Los Angeles Police",
     "Inter-American Court of Human Rights", "Second Circuit", "National", "Of the", "", "Salud"],
)  # fmt: skip
def test_a_name_with_a_word_of_its_own_is_not(name: str) -> None:
    assert not is_generic(name)


def test_a_body_is_called_by_its_name_without_its_country() -> None:
    assert namesakes("Supreme Court", "CL") == namesakes("Corte Suprema", "CL")
    assert [authority()[id_].country for id_ in namesakes("SUPREME COURT", "CL")] == ["CL"]
    assert namesakes("Supreme Court", "FR") == ()


def test_a_shorter_name_is_the_only_body_whose_name_goes_on() -> None:
    (court,) = namesakes("Corte Suprema", "CO")
    assert authority()[court].names[0] in ("Colombia's Supreme Court",)
    assert namesakes("Corte", "CO") == ()


def test_namesakes_are_state_bodies_of_that_country() -> None:
    for country in ("US", "MX", "CO", "PE"):
        for id_ in namesakes("National Police", country):
            assert authority()[id_].type is EntityType.AGENCY
            assert authority()[id_].country == country
