"""Two records are one entity, two, or it is unsure, and the verdict says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careo.resolving.namesakes import USUAL, Namesakes, count_names
from careo.resolving.records import EntityRecord
from careo.resolving.scoring import Decision, judge
from careo.values import EntityType

PERSON = EntityType.PERSON
RUMO = EntityRecord("a", PERSON, ("Rumo Alvarrín Estebe",), "MX", years=(2010, 2012))


def other(*names: str, **facts: object) -> EntityRecord:
    return replace(EntityRecord("b", PERSON, names or RUMO.names), **facts)  # type: ignore[arg-type]


def decided(record: EntityRecord, namesakes: Namesakes = USUAL) -> Decision:
    return judge(RUMO, record, namesakes).decision


@pytest.mark.parametrize(
    "name",
    ["Rumo Alvarrín Estebe", "ALVARRIN ESTEBE, Rumo", "Rumo Alvarrín", "Rumo Alvarin Estebe"],
)
def test_ways_to_write_a_name_are_the_same_person(name: str) -> None:
    assert decided(other(name)) is Decision.SAME


@pytest.mark.parametrize(
    "name", ["Selmo Alvarrín Estebe", "Rumo Quintavel", "Selmo Quintavel", "…"]
)
def test_names_that_clash_are_different_persons(name: str) -> None:
    assert decided(other(name)) is Decision.DIFFERENT


def test_brothers_are_two_however_much_they_share() -> None:
    facts = {"groups": frozenset({"tordos"}), "beside": frozenset({"x", "y", "z"})}
    left = replace(RUMO, **facts)  # type: ignore[arg-type]
    brother = other("Selmo Alvarrín Estebe", country="MX", **facts)
    assert judge(left, brother).decision is not Decision.SAME


def test_a_surname_alone_is_nobody_for_sure() -> None:
    assert decided(other("Alvarrín")) is Decision.UNSURE


@pytest.mark.parametrize(
    "facts",
    [
        {"country": "CO"},
        {"years": (1950, 1960)},
        {"years": (1970, 1980)},
        {"groups": frozenset({"torva"})},
    ],
)
def test_two_persons_with_one_name_and_conflicting_facts_are_not_the_same(
    facts: dict[str, object],
) -> None:
    left = replace(RUMO, groups=frozenset({"tordos"}))
    assert judge(left, other(**facts)).decision is not Decision.SAME
    assert judge(left, other()).decision is Decision.SAME


def test_a_shared_group_overrules_another_country_but_not_another_lifetime() -> None:
    tordos = frozenset({"tordos"})
    left = replace(RUMO, groups=tordos)
    assert judge(left, other(country="CO", groups=tordos)).decision is Decision.SAME
    long_ago = judge(left, other(groups=tordos, years=(1900, 1910)))
    assert long_ago.decision is not Decision.SAME


def test_a_common_name_needs_more_than_the_name() -> None:
    counts = count_names([((f"Rumo Alvarrín Estebe {n}",), PERSON) for n in range(3_000)])
    assert decided(other("Rumo Alvarrín"), counts) is Decision.UNSURE
    facts = {"groups": frozenset({"tordos"}), "beside": frozenset({"x", "y", "z"})}
    tied = other("Rumo Alvarrín", **facts)
    left = replace(RUMO, **facts)  # type: ignore[arg-type]
    assert judge(left, tied, counts).decision is Decision.SAME


def test_a_shared_nickname_does_not_make_one_of_two_full_names() -> None:
    one = replace(RUMO, names=(*RUMO.names, "El Tordo"))
    two = other("Selmo Quintavel", "El Tordo")
    assert judge(one, two).decision is not Decision.SAME


def test_entries_of_the_authority_are_who_they_are() -> None:
    left = replace(RUMO, authority="rumo")
    assert judge(left, other("Wholly Else", authority="rumo")).decision is Decision.SAME
    assert judge(left, other(authority="rumo-2")).decision is Decision.DIFFERENT


def test_a_person_is_no_body_and_bodies_may_be_each_other() -> None:
    tordo = EntityRecord("a", EntityType.GROUP, ("Los Tordos de Torva",))
    assert judge(tordo, replace(tordo, type=EntityType.ORG)).decision is Decision.SAME
    assert judge(tordo, replace(tordo, type=PERSON)).decision is Decision.DIFFERENT


def test_a_body_of_another_country_is_another() -> None:
    police = EntityRecord("a", EntityType.AGENCY, ("National Police",), "CO")
    assert judge(police, replace(police, country="PE")).decision is Decision.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other"),
    [("Torva Cartel", "Cártel de Torva"), ("Los Tordos", "Tordos"), ("Tordo Bank", "Banco Tordo")],
)
def test_a_body_is_the_same_in_both_languages(one: str, other: str) -> None:
    left, right = (EntityRecord(name, EntityType.GROUP, (name,)) for name in (one, other))
    assert judge(left, right).decision is Decision.SAME


@pytest.mark.parametrize("name", ["TFA", "National Police"])
def test_initials_and_kinds_of_body_alone_are_unsure(name: str) -> None:
    full = {"TFA": "Torva Front of Alvarrín", "National Police": "Policía Nacional"}[name]
    left, right = (EntityRecord(one, EntityType.GROUP, (one,)) for one in (name, full))
    assert judge(left, right).decision is Decision.UNSURE


def test_a_verdict_tells_why() -> None:
    why = judge(RUMO, other(country="CO")).why
    assert "names +3.0 (Rumo Alvarrín Estebe)" in why
    assert "country -2.0 (CO / MX)" in why


RECORDS = st.builds(
    EntityRecord,
    id=st.just("x"),
    type=st.sampled_from([PERSON, EntityType.GROUP]),
    names=st.lists(
        st.sampled_from(["Rumo Alvarrín", "R. Alvarrín", "El Tordo", "Tordo", ""]), max_size=3
    ).map(tuple),
    country=st.sampled_from([None, "MX", "CO"]),
    authority=st.sampled_from([None, None, "p", "q"]),
    groups=st.frozensets(st.sampled_from("ab")),
    offices=st.frozensets(st.sampled_from("ab")),
    beside=st.frozensets(st.sampled_from("abcdefgh")),
    years=st.sampled_from([None, (1900, 1910), (2000, 2010), (2005, 2020)]),
)


@given(RECORDS, RECORDS)
@example(
    EntityRecord("x", EntityType.PERSON, ("Rumo Alvarrín", "R. Alvarrín")),
    EntityRecord("y", EntityType.PERSON, ("R. Alvarrín", "Rumo Alvarrín")),
)
def test_a_verdict_is_the_same_both_ways_round(left: EntityRecord, right: EntityRecord) -> None:
    one, two = judge(left, right), judge(right, left)
    assert one.decision is two.decision
    assert one.probability == pytest.approx(two.probability)
    assert 0.0 <= one.probability <= 1.0
