"""Two names are compared, and the score says why."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.resolving.comparing import FEATURES, SPEAK_AGAINST, compare, weights
from careo.values import EntityType

PERSON, ORG = EntityType.PERSON, EntityType.ORG
TEXT = st.text(max_size=60) | st.lists(
    st.sampled_from(["Rumo", "Alvarrín", "Estebe", "de", "la", "Torva", "R.", "José", "Pepe"]),
    max_size=5,
).map(" ".join)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Rumo Alvarrín Estebe", "ALVARRIN ESTEBE, Rumo"),
        ("Rumo Alvarrín Estebe", "Rumo Alvarrín"),
        ("Rumo Alvarrín", "Rumo Alvarin"),
        ("José Alvarrín", "Pepe Alvarrín"),
        ("R. Alvarrín", "Rumo Alvarrín"),
        ("Sr. Rumo Alvarrín", "Rumo Alvarrín"),
        ("Rumo “El Tordo” Alvarrín", "El Tordo"),
        ("Hamid Reza Alvarrín", "Hamidreza Alvarrín"),
    ],
)
def test_ways_to_write_one_person_are_more_likely_one(left: str, right: str) -> None:
    assert compare(left, right, PERSON).value > 0.7


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Rumo Alvarrín", "Selmo Alvarrín"),
        ("Rumo Alvarrín", "Rumo Quintavel"),
        ("R. Alvarrín", "Selmo Alvarrín"),
        ("Rumo Alvarrín Estebe", "Rumo Alvarrín Quintavel"),
        ("de la", "Rumo Alvarrín"),
    ],
)
def test_persons_with_a_name_that_clashes_are_more_likely_two(left: str, right: str) -> None:
    assert compare(left, right, PERSON).value < 0.5


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Banco Tordo, S.A.", "Tordo Bank"),
        ("Tordo Trading Ltd.", "Tordo Trading Limited"),
        ("Frente Amplio de Tordos", "FAT"),
        ("Ministerio de Seguridad", "Ministry of Security"),
    ],
)
def test_ways_to_write_one_body_are_more_likely_one(left: str, right: str) -> None:
    assert compare(left, right, ORG).value > 0.7


def test_a_kind_of_body_in_common_is_little() -> None:
    other = compare("Banco Tordo", "Banco Quintavel", ORG).value
    assert other < 0.5 < compare("Banco Tordo", "Banco Tordos", ORG).value


def test_the_second_surname_alone_is_less_than_the_first() -> None:
    full = "Rumo Alvarrín Estebe"
    first, second = (compare(full, f"Rumo {name}", PERSON) for name in ("Alvarrín", "Estebe"))
    assert second.value < first.value


@given(TEXT, TEXT, st.sampled_from([PERSON, ORG]))
def test_the_score_is_the_same_both_ways_round_and_its_parts_make_it(
    left: str, right: str, type_: EntityType
) -> None:
    score = compare(left, right, type_)
    back = compare(right, left, type_)
    assert score.value == pytest.approx(back.value)
    assert 0.0 <= score.value <= 1.0
    if score.value:
        odds = score.base + sum(part.adds for part in score.parts)
        assert score.value == pytest.approx(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))))


@given(TEXT, st.sampled_from([PERSON, ORG]))
def test_a_name_is_as_likely_its_own_as_any_other_is(name: str, type_: EntityType) -> None:
    itself = compare(name, name, type_)
    assert itself.value == 0.0 or itself.value >= compare(name, f"{name} Alvarrín", type_).value


def test_what_differs_never_speaks_for_and_what_is_shared_never_against() -> None:
    table = weights()
    for weighed in (table.person, table.body):
        for name, weight in zip(FEATURES, weighed, strict=True):
            assert weight <= 0 if name in SPEAK_AGAINST else weight >= 0, name


def test_names_without_letters_are_nobodys() -> None:
    assert compare("…", "Rumo", PERSON).value == compare("", "", ORG).value == 0.0
