"""Bylines taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.reading.authors import LONGEST_NAME, split_authors


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Ruiz and Tom Hill*", ("Ana Ruiz", "Tom Hill")),
        ("BY ANA RUIZ", ("Ana Ruiz",)),
        ("Por Juan Soto y María Vega", ("Juan Soto", "María Vega")),
        ("Ana Ruiz, Tom Hill & Eva Paz", ("Ana Ruiz", "Tom Hill", "Eva Paz")),
        ("By Ana Ruiz, Tom Hill, and Eva Paz", ("Ana Ruiz", "Tom Hill", "Eva Paz")),
        ("Texto: Ana Ruiz / Fotos: Tom Hill", ("Ana Ruiz", "Tom Hill")),
        ("María e Ignacio", ("María", "Ignacio")),
        ("Ruiz, Ana", ("Ana Ruiz",)),
        ("Ruiz, A. M.", ("A. M. Ruiz",)),
        ("Tom Hill Jr.", ("Tom Hill Jr.",)),
        ("JUAN DE LA VEGA", ("Juan de la Vega",)),
    ],
)
def test_a_byline_gives_its_names(byline: str, names: tuple[str, ...]) -> None:
    assert split_authors(byline) == names


@pytest.mark.parametrize(
    "name", ["Luis Pardo y Aliaga", "Venezuela Research Unit", "Unidad de Datos y Mapas",
             "Mexico and Central America Team"],
)  # fmt: skip
def test_an_and_inside_a_name_does_not_split_it(name: str) -> None:
    assert split_authors(name) == (name,)


def test_agencies_and_desks_are_names() -> None:
    assert split_authors("Redacción y AFP") == ("Redacción", "AFP")
    assert split_authors("REDACCIÓN") == ("Redacción",)
    assert split_authors("Juan Soto / reuters") == ("Juan Soto", "Reuters")


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ana Ruiz (ana.ruiz@example.org)", ("Ana Ruiz",)),
        ("Ana Ruiz | @anaruiz", ("Ana Ruiz",)),
        ("By Ana Ruiz, Senior Editor", ("Ana Ruiz",)),
        ("Ana Ruiz, Lima", ("Ana Ruiz",)),
        ("Ana Ruiz | 2 de mayo", ("Ana Ruiz",)),
        ("admin", ()),
        ("", ()),
    ],
)
def test_addresses_roles_places_and_placeholders_are_no_names(
    byline: str, names: tuple[str, ...]
) -> None:
    assert split_authors(byline) == names


def test_nobody_is_named_twice() -> None:
    assert split_authors("Ana Ruiz, ANA RUIZ and Tom Hill") == ("Ana Ruiz", "Tom Hill")


@given(st.text(max_size=300))
def test_any_text_gives_clean_names(text: str) -> None:
    for name in split_authors(text):
        assert name == name.strip()
        assert 0 < len(name) <= LONGEST_NAME
        assert "@" not in name
