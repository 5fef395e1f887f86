"""What the type of an unknown name rests on; every name here is invented."""

from __future__ import annotations

import pytest

from annotating.writing import annotate
from careo.annotating.names.ground import tells_by_head
from careo.values import EntityType, Ground, LocalEntity


def found(name: str, text: str, language: str = "en") -> LocalEntity:
    entities = annotate(text, language=language).entities
    return next(e for e in entities if name in (e.name, *e.aliases))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Quebrada Honda Cartel", "Police say the Quebrada Honda Cartel moved the boats."),
        ("Ministry of Canals", "The Ministry of Canals said on Monday that it had signed."),
    ],
)
def test_a_head_word_is_firm_ground(name: str, text: str) -> None:
    assert found(name, text).ground is Ground.HEAD


def test_a_known_name_is_firm_ground() -> None:
    assert found("Sinaloa", "He was born in Sinaloa and left it young.").ground is Ground.AUTHORITY


def test_initials_given_beside_the_full_name_are_firm_ground() -> None:
    text = "The National Canal Observatory Alliance Watchers (NCOAW) published the list."
    entity = found("NCOAW", text)
    assert entity.type is not EntityType.PERSON
    assert entity.ground in {Ground.INTRODUCED, Ground.HEAD}


def test_a_party_in_parentheses_does_not_ground_the_name_before_it() -> None:
    entities = annotate("Torvaldo Quimbaya (PQR) signed the list on Monday.").entities
    named = [e for e in entities if "Torvaldo Quimbaya" in (e.name, *e.aliases)]
    assert named
    assert all(not e.ground.is_firm for e in named)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Marina Quimbaya", "Según Marina Quimbaya, la lista se firmó el lunes."),
        ("Villa Quimbaya", "El lunes, Villa Quimbaya firmó la lista."),
    ],
)
def test_a_head_word_that_is_also_a_name_of_people_is_no_firm_ground(name: str, text: str) -> None:
    entities = annotate(text, language="es").entities
    named = [e for e in entities if name in (e.name, *e.aliases)]
    assert all(e.type is EntityType.PERSON or not e.ground.is_firm for e in named)


def test_a_surname_alone_that_the_context_takes_for_a_group_is_a_guess() -> None:
    entity = found("Quimbaya", "Members of the Quimbaya met the buyers twice.")
    assert entity.type is EntityType.PERSON or not entity.ground.is_firm


@pytest.mark.parametrize(
    "name",
    [
        "Sergeant Edgar Quimbaya of the Torreblanca Police",
        "Sergeant Quimbaya of the Torreblanca Police",
        "Marina de la Quimbaya",
        "Robert Park",
        "Villa Quimbaya",
    ],
)
def test_a_name_that_has_room_for_a_person_is_not_told_by_its_head_word(name: str) -> None:
    assert not tells_by_head(name)


@pytest.mark.parametrize(
    "name",
    [
        "Torreblanca Cartel",
        "General Directorate of Canals",
        "Banco de Torreblanca",
        "Harbour Police",
    ],
)
def test_a_head_word_that_leaves_no_room_for_a_person_tells(name: str) -> None:
    assert tells_by_head(name)
