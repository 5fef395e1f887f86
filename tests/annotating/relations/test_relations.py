"""Who leads, belongs to, fights or works for whom."""

from __future__ import annotations

import pytest

from annotating.writing import annotate
from careo.annotating.relations.tie_words import tie_words_of
from careo.values import Annotations, Certainty
from careo.vocabulary.loader import Kind, terms


def told(found: Annotations) -> set[tuple[str, str, str]]:
    names = {e.id: e.name for e in found.entities}
    return {(r.type, names[r.source], names[r.target]) for r in found.relations}


ROSA, TORDO, MIRLO = "Rosa Quintanilla", "Tordo Cartel", "Mirlo Cartel"
JUAN, LIMA = "Juan Perales", "Cártel de Lima"
SAID = [
    ("en", "Rosa Quintanilla, the leader of the Tordo Cartel, spoke.", ("leads", ROSA, TORDO)),
    ("en", "Tordo Cartel leader Rosa Quintanilla spoke.", ("leads", ROSA, TORDO)),
    ("en", "Rosa Quintanilla leads the Tordo Cartel.", ("leads", ROSA, TORDO)),
    ("en", "The Tordo Cartel is led by Rosa Quintanilla.", ("leads", ROSA, TORDO)),
    ("en", "Rosa Quintanilla is a member of the Tordo Cartel.", ("member_of", ROSA, TORDO)),
    ("en", "Rosa Quintanilla joined the Tordo Cartel.", ("member_of", ROSA, TORDO)),
    ("en", "Rosa Quintanilla is the sister of Juan Perales.", ("family_of", ROSA, JUAN)),
    ("en", "The Tordo Cartel, a rival of the Mirlo Cartel, fell.", ("rival_of", TORDO, MIRLO)),
    ("en", "The Tordo Cartel split from the Mirlo Cartel.", ("split_from", TORDO, MIRLO)),
    ("en", "The Tordo Cartel operates in Peru.", ("operates_in", TORDO, "Peru")),
    ("en", "Rosa Quintanilla, the mayor of Lima, spoke.", ("holds_office", ROSA, "Lima")),
    ("en", "The war between the Tordo Cartel and the Mirlo Cartel.", ("rival_of", TORDO, MIRLO)),
    ("en", "Juan Perales, an attorney for Rosa Quintanilla, spoke.", ("works_with", JUAN, ROSA)),
    ("en", "Rosa Quintanilla is one of the leaders of the Tordo Cartel.", ("leads", ROSA, TORDO)),
    ("en", "Rosa Quintanilla of the Tordo Cartel spoke.", ("member_of", ROSA, TORDO)),
    ("en", "Rosa Quintanilla spoke. Her brother Juan Perales fled.", ("family_of", JUAN, ROSA)),
    ("en", "The governor of Lima, General Rosa Quintanilla, fled.", ("holds_office", ROSA, "Lima")),
    ("en", "The Tordo Cartel runs the trade across Peru.", ("operates_in", TORDO, "Peru")),
    ("en", "Juan Perales spoke. He is a member of the Tordo Cartel.", ("member_of", JUAN, TORDO)),
    ("en", "Juan Perales married Rosa Quintanilla.", ("family_of", JUAN, ROSA)),
    ("es", "Juan Perales habló. Es hermano de Rosa Quintanilla.", ("family_of", JUAN, ROSA)),
    ("es", "Rosa Quintanilla, líder del Cártel de Lima, habló.", ("leads", ROSA, LIMA)),
    ("es", "El líder del Cártel de Lima, Juan Perales, habló.", ("leads", JUAN, LIMA)),
    ("es", "Rosa Quintanilla, hermana de Juan Perales, habló.", ("family_of", ROSA, JUAN)),
    ("es", "El Cártel de Lima opera en Perú.", ("operates_in", LIMA, "Perú")),
    ("en", "Rosa Quintanilla is one of the Tordo Cartel.", ("member_of", ROSA, TORDO)),
    ("en", "Juan Perales fled. His lawyer, Rosa Luna, wept.", ("works_with", "Rosa Luna", JUAN)),
    ("en", "Reuters’ rival saw CNN’s Juan Perales speak.", ("member_of", JUAN, "CNN")),
    ("en", "Juan Perales: The former mayor of Lima fled.", ("holds_office", JUAN, "Lima")),
    ("en", "Juan Perales adviser Rosa Luna fled.", ("works_with", "Rosa Luna", JUAN)),
    ("en", "Juan Perales helped the Peru government.", ("works_with", JUAN, "Peru")),
    (
        "en",
        "The Tordo Cartel grew. The group has labs in Peru.",
        ("operates_in", TORDO, "Peru"),
    ),
    (
        "es",
        "La Policía Federal actuó en coordinación con el Ejército Mexicano.",
        ("works_with", "Policía Federal", "Ejército Mexicano"),
    ),
    (
        "es",
        "La Fiscalía General de Alva actuó. El fiscal Juan Perales habló.",
        ("holds_office", JUAN, "Fiscalía General de Alva"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "relation"), SAID, ids=[s[1] for s in SAID])
def test_a_tie_is_read_with_its_ends(
    language: str, text: str, relation: tuple[str, str, str]
) -> None:
    assert told(annotate(text, language=language)) == {relation}


def test_what_was_is_past_and_what_is_is_not() -> None:
    (was,) = annotate("Rosa Quintanilla, the former leader of the Tordo Cartel, spoke.").relations
    (now,) = annotate("Rosa Quintanilla, the leader of the Tordo Cartel, spoke.").relations
    assert was.past
    assert not now.past


def test_a_hedged_tie_is_alleged() -> None:
    (tie,) = annotate("Rosa Quintanilla, alleged leader of the Tordo Cartel, spoke.").relations
    assert tie.certainty is Certainty.ALLEGED


def test_an_office_before_which_a_nation_stands_is_of_that_country() -> None:
    found = annotate("Peru mourned. Peruvian President Rosa Quintanilla spoke.")
    assert told(found) == {("holds_office", ROSA, "Peru")}


def test_an_office_of_no_told_country_ties_to_none() -> None:
    found = annotate("Peru and Bolivia mourned with Chile. President Rosa Quintanilla spoke.")
    assert told(found) == set()


def test_the_evidence_holds_both_names() -> None:
    text = "Rosa Quintanilla, the leader of the Tordo Cartel, spoke."
    (tie,) = annotate(text).relations
    assert tie.evidence.of(text) == "Rosa Quintanilla, the leader of the Tordo Cartel"


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_type_of_relation_has_words(language: str) -> None:
    words = tie_words_of(language)
    held = {noun.type for nouns in words.nouns.values() for noun in nouns}
    held |= {tie.type for ties in words.verbs.values() for tie in ties}
    assert held == set(terms(Kind.RELATION))


def test_a_semicolon_ends_whose_office_it_is() -> None:
    text = (
        "Acudieron Juan Perales, director de la Policía Federal; Rosa Luna, y otros. "
        "Juan Perales habló."
    )
    assert ("holds_office", "Rosa Luna", "Policía Federal") not in told(
        annotate(text, language="es")
    )


def test_an_office_of_a_house_is_none_of_the_place_before_it() -> None:
    assert not told(annotate("Detroit synagogue president Rosa Quintanilla spoke."))


def test_a_byline_ties_nobody() -> None:
    assert not told(annotate("CNN’s Rosa Quintanilla contributed to this report."))
