"""Known names are found at speed, whatever their accents, and only as words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.authority.folding import folded
from careo.authority.index import NameIndex, authority_index, longest_first

INDEX = NameIndex(
    [
        ("Lemon Cartel", "lemon"),
        ("Cártel del Limón", "lemon"),
        ("LIM", "lemon"),
        ("El Limón", "paper"),
        ("Limón", "town"),
        ("Guardia Lunar", "guard-a"),
        ("Guardia Lunar", "guard-b"),
    ]
)


def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[m.start : m.end], m.ids) for m in INDEX.find(text)]


def test_accents_and_case_of_generic_words_do_not_matter() -> None:
    assert found("El cartel del Limon cayó") == [("cartel del Limon", ("lemon",))]
    assert found("the LEMON CARTEL fell") == [("LEMON CARTEL", ("lemon",))]


def test_a_name_in_small_letters_is_no_name() -> None:
    assert found("un limón, lim y el limón") == []


def test_the_article_of_a_name_needs_its_capital() -> None:
    assert found("según El Limón") == [("El Limón", ("paper",))]
    assert found("según el Limón") == [("Limón", ("town",))]


def test_the_longest_name_wins() -> None:
    assert found("Cártel del Limón") == [("Cártel del Limón", ("lemon",))]


def test_acronyms_stand_in_capitals_and_alone() -> None:
    assert found("LIM-based LIM's (LIM) Lim LIMA @LIM") == [("LIM", ("lemon",))] * 3


def test_all_who_bear_a_name_are_given() -> None:
    assert found("Guardia Lunar") == [("Guardia Lunar", ("guard-a", "guard-b"))]


def test_an_empty_index_finds_nothing() -> None:
    assert NameIndex([]).find("Limón") == []
    assert NameIndex([(" ", "blank")]).find("Limón") == []


def test_the_authority_is_found_in_both_languages() -> None:
    text = "La DEA investiga al cártel de Sinaloa, alias Sinaloa Cartel, en Culiacan."
    names = {text[m.start : m.end]: m.ids for m in authority_index().find(text)}
    assert names == {
        "DEA": ("dea",),
        "cártel de Sinaloa": ("sinaloa-cartel",),
        "Sinaloa Cartel": ("sinaloa-cartel",),
        "Culiacan": ("place-mx-culiacan",),
    }


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet="LIMlimón CártelElDde’-", max_size=80))
def test_matches_never_overlap_and_stay_inside(text: str) -> None:
    matches = INDEX.find(text)
    assert all(0 <= m.start < m.end <= len(text) for m in matches)
    assert all(a.end <= b.start for a, b in pairwise(matches))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=12))
def test_every_span_meets_one_that_is_kept_and_no_shorter(pairs: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in pairs]
    kept = longest_first(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(kept))
    for start, end in spans:
        assert any(s < end and start < e and e - s >= end - start for s, e in kept)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("a cell of the ex-FARC Mafia", "ex-farc-mafia"),
        ("la guerrilla del Eln", "eln"),
        ("the guerrillas of the ELN", "eln"),
        ("jefe de las Auc", "auc"),
        ("según NSC Total", "nsc-total"),
        ("agentes de la Dijin", "dijin"),
        ("los Extraditables", "the-extraditables"),
        ("la banda de los Chatas", "los-chatas"),
    ],
)
def test_names_are_known_as_the_press_of_each_language_writes_them(text: str, id_: str) -> None:
    assert [id_] == [i for match in authority_index().find(text) for i in match.ids]


def test_the_small_article_belongs_to_a_groups_name_and_to_no_other() -> None:
    (match,) = authority_index().find("la banda de los Chatas")
    assert (match.start, match.end) == (12, 22)
    assert "los-tiempos-bo" not in [
        id_ for match in authority_index().find("en los Tiempos de ayer") for id_ in match.ids
    ]


@pytest.mark.parametrize(
    "text",
    [
        "La semana pasada, un caracol y un globo en el proceso",
        "Convoca el gobierno a la primera hora",
        "Hoy Paraguay extra, la diaria tarea y la página",
        "una oficina de cambio radical en la verdad",
    ],
)
def test_common_words_are_no_names_of_the_press(text: str) -> None:
    found = [i for match in authority_index().find(text) for i in match.ids]
    assert all(i.startswith("place-") for i in found)
