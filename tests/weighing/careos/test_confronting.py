"""The careo over an archive: order never matters, nobody stands against himself."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from careo.weighing.careos.confronting import THRESHOLD, careos, confront
from careo.weighing.careos.matter import matter_of
from careo.weighing.careos.rarity import Rarity
from careo.weighing.careos.scoring import Kind
from weighing.testimonies import NAMES, Heard, alone

PEOPLE = ("Odo Brandt", "Marta Quillón", "Ramiro Ulloa")
DEEDS = (
    "bribed clerks of the Marrow Ring",
    "kidnapped clerks of the Marrow Ring",
    "burned 12 boats of the Marrow Ring",
    "burned 17 boats of the Marrow Ring",
    "never bribed clerks of the Marrow Ring",
)


def heard(speaker: str, of: str, deed: str, cue: str, article: str) -> Heard:
    content = f"that {of} {deed}"
    stance = "denies" if cue == "denied" else "alleges" if cue == "alleged" else "asserts"
    return alone(
        f"{speaker} {cue} {content}.", cue, content, stance, speaker=speaker, article=article
    )


archives = st.lists(
    st.builds(
        heard,
        st.sampled_from(PEOPLE),
        st.sampled_from(PEOPLE),
        st.sampled_from(DEEDS),
        st.sampled_from(["denied", "alleged", "said"]),
        st.sampled_from([f"article {n}" for n in range(6)]),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)


def everything(archive: Sequence[Heard]) -> object:
    return confront(archive, threshold=dict.fromkeys(Kind, 0.0))


@settings(max_examples=60, deadline=None)
@given(archives, st.randoms(use_true_random=False))
def test_the_order_in_which_claims_are_heard_never_matters(
    archive: list[Heard], shuffler: random.Random
) -> None:
    shuffled = list(archive)
    shuffler.shuffle(shuffled)
    assert everything(shuffled) == everything(archive)


@settings(max_examples=60, deadline=None)
@given(archives)
def test_nobody_stands_against_or_beside_himself(archive: list[Heard]) -> None:
    by_key = {one.key: one for one in archive}
    for pair in confront(archive, threshold=dict.fromkeys(Kind, 0.0)):
        assert by_key[pair.left].speaker != by_key[pair.right].speaker
        assert pair.left != pair.right


@settings(max_examples=60, deadline=None)
@given(archives)
def test_a_claim_heard_twice_counts_once(archive: list[Heard]) -> None:
    assert everything([*archive, *archive]) == everything(archive)


@settings(max_examples=60, deadline=None)
@given(archives)
def test_a_denial_is_the_left_of_its_pair_and_denies_alone(archive: list[Heard]) -> None:
    by_key = {one.key: one for one in archive}
    for pair in confront(archive, threshold=dict.fromkeys(Kind, 0.0)):
        if pair.kind is Kind.DENIAL:
            assert matter_of(by_key[pair.left]).denial
            assert not matter_of(by_key[pair.right]).denial


def small_archive() -> list[Heard]:
    return [
        heard("Marta Quillón", "Odo Brandt", DEEDS[0], "alleged", "one"),
        heard("Odo Brandt", "Odo Brandt", DEEDS[0], "denied", "two"),
        heard("Ramiro Ulloa", "Odo Brandt", DEEDS[1], "said", "three"),
    ]


def test_a_claim_gets_what_stands_against_it_and_so_does_the_denial() -> None:
    accusation, denial, _ = small_archive()
    found = careos(confront(small_archive()))
    assert [pair.kind for pair in found[accusation.key].against] == [Kind.DENIAL]
    assert found[accusation.key].against == found[denial.key].against
    assert found[accusation.key].beside == ()


def test_only_the_pairs_of_new_claims_are_worked_out_when_asked() -> None:
    accusation, denial, other = small_archive()
    rarity = Rarity.over(map(matter_of, small_archive()))
    new = frozenset({other.key})
    assert confront(small_archive(), only=new, rarity=rarity) == ()
    new = frozenset({denial.key})
    assert confront(small_archive(), only=new, rarity=rarity) == confront(small_archive())
    assert accusation.key in {pair.right for pair in confront(small_archive())}


def test_what_is_under_the_threshold_is_left_out() -> None:
    (pair,) = confront(small_archive())
    above = {**THRESHOLD, Kind.DENIAL: pair.score + 0.001}
    assert confront(small_archive(), threshold=above) == ()


def test_an_empty_archive_has_no_careos() -> None:
    assert confront([]) == ()
    assert careos([]) == {}


def test_claims_of_one_name_by_the_thousand_are_compared_with_few_each() -> None:
    archive = [
        heard(PEOPLE[n % 2], PEOPLE[2], f"bribed clerk{n} of the Marrow Ring", "said", f"a{n:04}")
        for n in range(1_500)
    ]
    from careo.weighing.careos import confronting

    matters = [matter_of(one) for one in archive]
    pairs = confronting._candidates(matters, Rarity.over(matters))
    keys = confronting.NAMES * (confronting.TERMS + 1)
    assert len(pairs) <= len(archive) * keys * confronting.NEIGHBOURS
    assert len(pairs) < len(archive) ** 2 / 10
    assert NAMES["Marrow Ring"] in matters[0].names
