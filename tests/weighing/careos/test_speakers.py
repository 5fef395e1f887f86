"""Two speakers are two only where the text leaves no doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.values import EntityType
from careo.weighing.careos.speakers import Apart, apart, type_of
from weighing.testimonies import Heard, alone, claim_in, setting


def by(speaker: str, article: str) -> Heard:
    return alone(
        "It was said that clerks came.",
        "said",
        "that clerks came",
        speaker=speaker,
        article=article,
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Odo Brandt", "Odo Brandt", Apart.SAME),
        ("Odo Brandt", "Marta Quillón", Apart.DIFFERENT),
        ("Brandt", "Odo Brandt", Apart.SAME),
        ("the police", "Odo Brandt", Apart.DIFFERENT),
        ("the Valdemora police", "the police", Apart.SAME),
        ("police of Valdemora", "police of Alva", Apart.UNCLEAR),
        ("", "Odo Brandt", Apart.UNCLEAR),
        ("he", "Odo Brandt", Apart.UNCLEAR),
    ],
)
def test_speakers_of_two_outlets(one: str, other: str, expected: Apart) -> None:
    assert apart(by(one, "one"), by(other, "two")) is expected


def test_in_one_article_a_role_may_be_whoever_is_named() -> None:
    where = setting("Odo Brandt said no. The prosecutor added that clerks came.")
    named = claim_in(where, "said", "no", speaker="Odo Brandt")
    role = claim_in(where, "added", "that clerks came", speaker="The prosecutor")
    assert apart(named, role) is Apart.UNCLEAR


def test_in_one_article_an_office_with_a_name_is_another_person() -> None:
    where = setting("Odo Brandt said no. Harbour Clerk Ines Valdor added that boats came.")
    named = claim_in(where, "said", "no", speaker="Odo Brandt")
    other = claim_in(where, "added", "that boats came", speaker="Harbour Clerk Ines Valdor")
    assert apart(named, other) is Apart.DIFFERENT


speakers = st.sampled_from(
    ["", "he", "Odo Brandt", "Brandt", "Marta Quillón", "the police", "the Valdemora police"]
)


@given(speakers, speakers, st.sampled_from(["one", "two"]))
def test_it_does_not_matter_who_is_named_first(one: str, other: str, article: str) -> None:
    a, b = by(one, "one"), by(other, article)
    assert apart(a, b) is apart(b, a)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("name/person/-/odo brandt", EntityType.PERSON),
        ("name/place/mx/port alva", EntityType.PLACE),
        ("name/dragon/-/smok", None),
        ("authority/nobody-at-all", None),
        ("", None),
    ],
)
def test_a_key_tells_its_type(key: str, expected: EntityType | None) -> None:
    assert type_of(key) is expected
