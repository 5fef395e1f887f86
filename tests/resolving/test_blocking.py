"""Candidates are found without looking at all pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.measuring.invented import invented_persons
from careo.resolving.blocking import CAP, MOST_NEAR, WINDOW, Blocks, pairs_of
from careo.values import EntityType

PERSON, GROUP, AGENCY = EntityType.PERSON, EntityType.GROUP, EntityType.AGENCY


def blocks(*entities: tuple[str, ...], type_: EntityType = PERSON) -> Blocks:
    made = Blocks()
    for number, names in enumerate(entities):
        made.add(number, names, type_)
    return made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rumo Alvarrín Estebe", "Rumo Alvarrín"),
        ("Rumo Alvarrín Estebe", "ALVARRÍN ESTEBE, Rumo"),
        ("Rumo Alvarrín", "Rumo Alvarin"),
        ("Rumo Alvarrín", "R. Alvarrín"),
        ("Rumo Alvarrín", "Alvarrín"),
        ("Rumo “El Tordo” Alvarrín", "El Tordo"),
        ("Rumo Alvarrín", "Румо Алваррин"),
    ],
)
def test_ways_to_write_one_person_meet(one: str, other: str) -> None:
    assert list(blocks((one,), (other,)).pairs()) == [(0, 1)]
    assert blocks((one,)).near((other,), PERSON) == [0]
    assert blocks((other,)).near((one,), PERSON) == [0]


def test_a_body_meets_its_acronym_and_its_name_in_the_other_language() -> None:
    one = blocks(("Frente Amplio de Tordos",), ("FAT",), ("Amplio Front of Tordos",), type_=GROUP)
    assert set(one.pairs()) == {(0, 1), (0, 2), (1, 2)} or set(one.pairs()) >= {(0, 1), (0, 2)}


def test_an_alias_meets_as_the_name_does() -> None:
    assert list(blocks(("Rumo Alvarrín", "Selmo Quintavel"), ("Selmo Quintavel",)).pairs())


def test_one_word_in_common_is_not_enough_for_full_names() -> None:
    assert not list(blocks(("Rumo Alvarrín Estebe",), ("Selmo Alvarrín Quintavel",)).pairs())


def test_types_that_articles_mix_up_meet_and_others_do_not() -> None:
    made = blocks(("Fuerza Tordo",), type_=GROUP)
    assert made.near(("Fuerza Tordo",), AGENCY) == [0]
    assert made.near(("Fuerza Tordo",), PERSON) == []


def test_a_thousand_of_one_name_meet_in_a_chain() -> None:
    pairs = list(pairs_of([("Rumo Alvarrín",)] * 1000, PERSON))
    assert len(pairs) <= 1000 * WINDOW
    reached = {0}
    for one, other in sorted(pairs):
        if one in reached:
            reached.add(other)
    assert len(reached) == 1000


def test_who_is_near_is_bounded() -> None:
    made = blocks(*[("Rumo Alvarrín",)] * (3 * CAP), *[(f"Rumo Alvarr{c}n",) for c in "aeou"])
    assert 0 < len(made.near(("Rumo Alvarrín",), PERSON)) <= MOST_NEAR


def test_an_entity_of_five_thousand_aliases_is_no_trouble() -> None:
    names, _ = invented_persons(5_000)
    made = blocks(tuple(names), ("Rumo Alvarrín",), (names[0],))
    assert list(made.pairs()) == [(0, 2)]


def test_a_number_stands_for_one_entity() -> None:
    made = blocks(("Rumo Alvarrín",))
    with pytest.raises(ValueError, match="taken"):
        made.add(0, ("Selmo",), PERSON)


def test_nearly_all_true_pairs_are_found_among_few_candidates() -> None:
    names, true = invented_persons(3_000)
    found = set(pairs_of(((name,) for name in names), PERSON))
    assert len(true & found) >= 0.99 * len(true)
    assert len(found) < 10 * len(names)


NAMES = st.lists(st.sampled_from(["Rumo", "Alvarrín", "Estebe", "R.", "de", "…"]), max_size=4)


@given(st.lists(NAMES.map(" ".join), max_size=12), st.randoms())
def test_pairs_are_each_given_once_in_whatever_order_entities_are_added(
    names: list[str], shuffle: object
) -> None:
    order = list(range(len(names)))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    made, turned = Blocks(), Blocks()
    for number, name in enumerate(names):
        made.add(number, (name,), PERSON)
    for number in order:
        turned.add(number, (names[number],), PERSON)
    pairs = list(made.pairs())
    assert len(pairs) == len(set(pairs))
    assert all(one < other for one, other in pairs)
    assert set(pairs) == set(turned.pairs())
