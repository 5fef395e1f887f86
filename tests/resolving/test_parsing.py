"""Names are taken apart as Spanish and English write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.resolving.parsing import LONGEST, MOST_TOKENS, Role, parse_name, skeleton_of


@pytest.mark.parametrize(
    ("text", "given_names", "surnames"),
    [
        ("Rumo Alvarrín", ("rumo",), ("alvarrin",)),
        ("Rumo Alvarrín Estebe", ("rumo",), ("alvarrin", "estebe")),
        ("José Luis Alvarrín Estebe", ("jose", "luis"), ("alvarrin", "estebe")),
        ("ALVARRÍN ESTEBE, Rumo", ("rumo",), ("alvarrin", "estebe")),
        ("Rumo de la Torva", ("rumo",), ("torva",)),
        ("Sr. Rumo Alvarrín", ("rumo",), ("alvarrin",)),
        ("R. Alvarrín", (), ("alvarrin",)),
        ("D. Alvarrín Estebe", (), ("alvarrin", "estebe")),
        ("Alvarrín", (), ()),
    ],
)
def test_a_person_has_given_names_and_surnames(
    text: str, given_names: tuple[str, ...], surnames: tuple[str, ...]
) -> None:
    name = parse_name(text, True)
    assert (name.given, name.surnames) == (given_names, surnames)


@pytest.mark.parametrize(
    "text",
    ["Rumo “El Tordo” Alvarrín", 'Rumo "El Tordo" Alvarrín', "Rumo Alvarrín, alias El Tordo"],
)
def test_a_nickname_in_quotes_or_after_alias_stands_apart(text: str) -> None:
    name = parse_name(text, True)
    assert (name.tokens, name.nickname) == (("rumo", "alvarrin"), "el tordo")


def test_an_apostrophe_inside_a_name_opens_no_nickname() -> None:
    assert parse_name("'Abd al-Rumo O'Tarra", True).nickname == ""


def test_a_suffix_after_a_comma_is_no_given_name() -> None:
    assert parse_name("Rumo Alvarrín, Jr.", True).surnames == ("alvarrin",)


def test_the_legal_form_of_a_company_is_one_token_however_it_is_written() -> None:
    spelt = ["Tordo S.A. de C.V.", "Tordo, S. A. de C. V.", "Tordo SA de CV"]
    assert {parse_name(text, False).tokens for text in spelt} == {("tordo", "sacv")}
    assert parse_name("Tordo Limited Liability Company", False).roles[-1] is Role.LEGAL


def test_head_words_and_numbers_are_one_notion_in_both_languages() -> None:
    english, spanish = (
        parse_name("First Bank Tordo", False),
        parse_name("Primer Banco Tordo", False),
    )
    assert english.tokens == spanish.tokens == ("1", "bank", "tordo")


def test_a_body_has_its_initials_for_an_acronym() -> None:
    acronyms = parse_name("Frente Amplio de Tordos, S.A.", False).acronyms
    assert acronyms == {"fat", "fadt"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mohammed", "Mohamad"), ("Qarim", "Karim"), ("Yusuf", "Iusof"), ("Zárate", "Sarate")],
)
def test_spellings_of_one_sound_share_a_skeleton(one: str, other: str) -> None:
    left, right = parse_name(one, True), parse_name(other, True)
    assert left.skeletons == right.skeletons


def test_other_alphabets_are_read_in_latin_letters() -> None:
    assert parse_name("Румо Алваррин", True).tokens == ("rumo", "alvarrin")


@given(st.text(max_size=400), st.booleans())
def test_anything_is_parsed_within_bounds(text: str, person: bool) -> None:
    name = parse_name(text, person)
    assert len(name.tokens) <= max(MOST_TOKENS, 2 * MOST_TOKENS * person)
    assert len(name.tokens) == len(name.roles) == len(name.skeletons) == len(name.weights)
    assert all(name.skeletons)
    assert len("".join(name.tokens)) <= 20 * LONGEST


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_a_skeleton_is_never_empty_and_starts_as_something(token: str) -> None:
    assert skeleton_of(token)
