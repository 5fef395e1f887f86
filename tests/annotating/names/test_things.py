"""Drugs, weapons and vehicles are nobody's names."""

from __future__ import annotations

import pytest

from annotating.writing import annotate
from careo.annotating.language.words import given_names, things, words_of
from careo.authority.folding import folded
from careo.authority.index import ids_of

KINDS = ("drugs", "weapons", "vehicles", "makes")


def test_things_are_written_folded_and_are_no_given_names() -> None:
    words = things(*KINDS)
    assert all(word == folded(word) for word in words)
    assert not words & given_names()


def test_no_known_entity_is_called_like_a_thing() -> None:
    assert [word for word in things(*KINDS) if ids_of(word)] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_both_languages_know_them(language: str) -> None:
    words = words_of(language)
    assert things("drugs", "weapons", "vehicles") <= words.never
    assert things("makes") <= words.nothing


def test_a_car_and_a_calibre_are_no_names_of_anybody() -> None:
    found = annotate(
        "La policía de Lima halló un vehículo Chevrolet Monza y un arma calibre .357 Magnum.",
        language="es",
    )
    assert not {"Chevrolet Monza", "Magnum"} & {mention.text for mention in found.mentions}
