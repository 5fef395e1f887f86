"""Identity: the authority's id, else folded name, type and, for bodies, country."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from careo.resolving.identity import identity_of
from careo.values import EntityType, LocalEntity


def entity(name: str, type_: EntityType = EntityType.PERSON, **more: str) -> LocalEntity:
    return LocalEntity("e1", name, type_, **more)  # type: ignore[arg-type]


def test_the_authority_id_outweighs_every_spelling() -> None:
    one = identity_of(entity("Lemon Cartel", EntityType.GROUP, authority="lemon"), "en")
    other = identity_of(entity("Cártel del Limón", EntityType.GROUP, authority="lemon"), "es")
    assert one.key == other.key == "authority/lemon"


def test_what_the_authority_knows_is_called_the_same_whatever_the_article_says() -> None:
    english = entity("Gulf Cartel", EntityType.GROUP, authority="gulf-cartel")
    spanish = entity("cártel del Golfo", EntityType.ORG, authority="gulf-cartel")
    assert identity_of(english, "en") == identity_of(spanish, "es")
    assert identity_of(spanish, "es").name == "Gulf Cartel"


def test_accents_and_languages_do_not_split_a_person() -> None:
    one = identity_of(entity("José Tordo"), "en")
    assert one.key == identity_of(entity("Jose TORDO"), "es").key
    assert one.name == "José Tordo"


def test_types_keep_equal_names_apart() -> None:
    keys = {identity_of(entity("Tordo", type_), "en").key for type_ in EntityType}
    assert len(keys) == len(EntityType)


def test_bodies_of_two_countries_are_two_and_a_person_of_two_is_one() -> None:
    police = [
        identity_of(entity("Policía", EntityType.AGENCY, country=c), "es").key for c in ("PE", "EC")
    ]
    assert police[0] != police[1]
    people = [identity_of(entity("José Tordo", country=c), "es").key for c in ("PE", "EC")]
    assert people[0] == people[1]


def test_a_name_of_signs_alone_has_a_key_too() -> None:
    assert identity_of(entity("!!!"), "en").key != identity_of(entity("???"), "en").key


@given(st.text(min_size=1, max_size=600), st.sampled_from(EntityType))
def test_keys_are_stable_short_and_lower_case(name: str, type_: EntityType) -> None:
    key = identity_of(entity(name, type_), "en").key
    assert key == identity_of(entity(name, type_), "es").key
    assert len(key) <= 260
    assert key == key.lower()


def test_long_names_that_differ_at_the_end_stay_apart() -> None:
    one, other = (identity_of(entity("tordo " * 100 + end), "en").key for end in ("a", "b"))
    assert one != other
