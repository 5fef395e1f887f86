"""A role belongs to the one beside it, never to somebody further off."""

from __future__ import annotations

from annotating.writing import annotate
from careo.values import Annotations


def ties(found: Annotations) -> set[tuple[str, str, str]]:
    names = {e.id: e.name for e in found.entities}
    return {(r.type, names[r.source], names[r.target]) for r in found.relations}


def test_who_tells_of_a_leaders_capture_does_not_lead() -> None:
    found = ties(
        annotate(
            "El vocero, Rosa Quintanilla, ratificó que ayer el Ejército capturó en el municipio de "
            "Lurín a Juan Altuna Sol, “presunto líder del cártel del Limón acusado de delitos”.",
            language="es",
        )
    )
    assert not any(type_ == "leads" and who == "Rosa Quintanilla" for type_, who, _ in found)
    assert ("leads", "Juan Altuna Sol", "cártel del Limón") in found


def test_the_son_of_a_judge_is_no_judge() -> None:
    found = ties(
        annotate(
            "Juan Altuna Sol, hijo de la ex magistrada de la Corte Suprema de Justicia, huyó.",
            language="es",
        )
    )
    assert not any(type_ == "holds_office" for type_, _, _ in found)


def test_the_lawyer_of_a_leader_does_not_lead() -> None:
    found = ties(annotate("Rosa Quintanilla, the lawyer of the leader of the Lemon Cartel, spoke."))
    assert ("leads", "Rosa Quintanilla", "Lemon Cartel") not in found


def test_who_stands_beside_the_role_has_it() -> None:
    found = ties(
        annotate("Juan Altuna, leader of the Lemon Cartel, met Rosa Quintanilla in Quito.")
    )
    assert ("leads", "Juan Altuna", "Lemon Cartel") in found
