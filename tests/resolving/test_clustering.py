"""Judgements become identities, and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from careo.resolving.clustering import identities, reach
from careo.resolving.judgements import Judgement, standing
from careo.resolving.scoring import Decision

SAME, DIFFERENT, UNSURE = Decision.SAME, Decision.DIFFERENT, Decision.UNSURE
IDS = ("a", "b", "c", "d", "e")


def said(pair: str, decision: Decision = SAME, when: str = "2020-01-01") -> Judgement:
    return Judgement(pair[0], pair[1], decision, by="Ana Prado", when=when)


def machine(pair: str, decision: Decision = SAME, score: float = 0.9) -> Judgement:
    when = "2020-01-01"
    return Judgement(pair[0], pair[1], decision, "careo", when, score=score, machine=True)


def groups(*judgements: Judgement, **options: dict[str, str]) -> set[str]:
    found = identities(IDS, judgements, **options)
    return {"".join(ids) for ids in found.members().values() if len(ids) > 1}


def test_the_same_are_joined_through_others_and_the_oldest_id_stays() -> None:
    found = identities(IDS, [said("bc"), said("ca")])
    assert found.of == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "e"}
    assert found.redirects() == {"b": "a", "c": "a"}


def test_a_judgement_left_out_splits_again() -> None:
    judgements = [said("ab"), said("bc")]
    assert groups(*judgements) == {"abc"}
    assert groups(judgements[0]) == {"ab"}


def test_unsure_joins_nobody() -> None:
    assert groups(said("ab", UNSURE), machine("cd", UNSURE)) == set()


def test_a_person_outranks_the_machine_whenever_each_spoke() -> None:
    assert groups(said("ab", DIFFERENT, "2010-01-01"), machine("ab")) == set()
    assert groups(said("ab", UNSURE), machine("ab")) == set()
    assert groups(said("ab"), machine("ab", DIFFERENT)) == {"ab"}


def test_the_latest_word_of_persons_counts_for_a_pair() -> None:
    early, late = said("ab", when="2020-01-01"), said("ba", DIFFERENT, "2021-01-01")
    assert standing([late, early]) == [late]
    assert groups(late, early) == set()


def test_a_chain_does_not_lead_across_a_persons_different() -> None:
    found = identities(IDS, [machine("ab"), machine("bc", score=0.8), said("ac", DIFFERENT)])
    assert found.members()["a"] == ("a", "b")
    (refused,) = found.refused
    assert (refused.judgement.pair, refused.reason) == (
        ("b", "c"),
        "a person says that they are different",
    )


def test_the_surest_of_the_machine_come_first() -> None:
    assert groups(machine("ab", score=0.8), machine("bc"), said("ac", DIFFERENT)) == {"bc"}


def test_the_machine_holds_apart_what_only_a_person_joins() -> None:
    apart = machine("ac", DIFFERENT, 0.1)
    assert groups(machine("ab"), machine("bc", score=0.8), apart) == {"ab"}
    assert groups(said("ab"), said("bc"), apart) == {"abc"}


def test_two_entries_of_the_authority_are_never_one() -> None:
    known = {"a": "entry-1", "c": "entry-2"}
    assert groups(said("ab"), said("bc"), authority=known) == {"ab"}
    reasons = [r.reason for r in identities(IDS, [said("ac")], known).refused]
    assert reasons == ["two entries of the authority: entry-1, entry-2"]


def test_cycles_unknown_ids_and_oneself_are_no_trouble() -> None:
    found = identities(IDS, [said("ab"), said("bc"), said("ca"), said("ax"), said("aa")])
    assert found.members()["a"] == ("a", "b", "c")
    assert sorted(r.reason for r in found.refused) == [
        "names an id that there is not",
        "names one id twice",
    ]


def test_a_long_chain_is_one_identity() -> None:
    ids = [f"{n:05}" for n in range(20_000)]
    chain = [Judgement(a, b, SAME, "x", "2020") for a, b in pairwise(ids)]
    assert set(identities(ids, chain).of.values()) == {"00000"}


# --- properties ---------------------------------------------------------------

JUDGEMENTS = st.lists(
    st.builds(
        Judgement,
        left=st.sampled_from(IDS),
        right=st.sampled_from(IDS),
        decision=st.sampled_from(list(Decision)),
        by=st.sampled_from(["x", "y"]),
        when=st.sampled_from(["2020", "2021", "2022"]),
        score=st.sampled_from([None, 0.5, 0.9]),
        machine=st.booleans(),
    ),
    max_size=14,
)


@given(JUDGEMENTS, st.randoms())
def test_the_order_of_judgements_changes_nothing(
    judgements: list[Judgement], shuffle: object
) -> None:
    turned = list(judgements)
    shuffle.shuffle(turned)  # type: ignore[attr-defined]
    assert identities(IDS, judgements) == identities(IDS, turned)


@given(JUDGEMENTS)
def test_nobody_is_joined_with_whom_a_person_calls_different(judgements: list[Judgement]) -> None:
    found = identities(IDS, judgements).of
    for one in standing(judgements):
        if one.decision is DIFFERENT and not one.machine and one.left != one.right:
            assert found[one.left] != found[one.right]


@given(JUDGEMENTS)
def test_only_chains_of_same_join_and_the_oldest_names_the_identity(
    judgements: list[Judgement],
) -> None:
    found = identities(IDS, judgements)
    for root, members in found.members().items():
        assert root == min(members, key=IDS.index)
        assert set(members) <= reach([root], lambda id_: naming(judgements, id_))


@given(JUDGEMENTS, st.sampled_from(IDS))
def test_what_is_within_reach_can_be_worked_out_alone(
    judgements: list[Judgement], start: str
) -> None:
    near = reach([start], lambda id_: naming(judgements, id_))
    own = [one for one in judgements if {one.left, one.right} <= near]
    alone = identities([id_ for id_ in IDS if id_ in near], own)
    whole = identities(IDS, judgements)
    assert dict(alone.of) == {id_: root for id_, root in whole.of.items() if id_ in near}


@given(JUDGEMENTS, st.integers(0, 13))
def test_a_judgement_added_and_left_out_again_leaves_no_trace(
    judgements: list[Judgement], at: int
) -> None:
    before = identities(IDS, judgements)
    added = [*judgements[:at], said("ab"), *judgements[at:]]
    identities(IDS, added)
    assert (
        identities(IDS, [*added[:at], *added[at + 1 :]] if at < len(judgements) else judgements)
        == before
    )


def naming(judgements: Sequence[Judgement], id_: str) -> list[Judgement]:
    return [one for one in judgements if id_ in (one.left, one.right)]


def test_pairs_of_all_ids_can_be_held_apart_by_persons() -> None:
    apart = [said(a + b, DIFFERENT) for a, b in combinations(IDS, 2)]
    assert groups(*apart, *(machine(a + b) for a, b in combinations(IDS, 2))) == set()
