"""Who is said to have done a deed is named with it, and no surer than the text has it."""

from __future__ import annotations

import pytest

from annotating.writing import annotate
from careo.values import Annotations, Certainty, Event


def deed(found: Annotations) -> tuple[Event, list[str]]:
    """The one killing or attack with somebody named for it, and whom."""
    names = {e.id: e.name for e in found.entities}
    [event] = [e for e in found.events if any(by in names for by in e.by)]
    return event, [names[by] for by in event.by if by in names]


@pytest.mark.parametrize(
    ("text", "language", "certainty"),
    [
        (
            "Two men were killed in Lima on Monday. The Tordo Cartel claimed responsibility.",
            "en",
            Certainty.REPORTED,
        ),
        (
            "Two men were killed in Lima on Monday. Police blamed the Tordo Cartel.",
            "en",
            Certainty.ALLEGED,
        ),
        (
            "Dos hombres fueron asesinados en Lima. El hecho fue atribuido al Cártel del Tordo.",
            "es",
            Certainty.ALLEGED,
        ),
    ],
)
def test_the_author_told_after_the_deed_is_its_doer(
    text: str, language: str, certainty: Certainty
) -> None:
    event, doers = deed(annotate(text, language=language))
    assert doers == ["Cártel del Tordo" if language == "es" else "Tordo Cartel"]
    assert event.certainty is certainty


def test_one_whom_nothing_ties_to_the_deed_has_not_done_it() -> None:
    found = annotate("Two men were killed in Lima on Monday. The Tordo Cartel is from Quito.")
    assert [event.by for event in found.events] == [()]


def test_a_doer_whom_the_sentence_names_is_not_joined_by_another() -> None:
    found = annotate(
        "The Lemon Gang killed two men in Lima on Monday. Police blamed the Tordo Cartel too."
    )
    assert deed(found)[1] == ["Lemon Gang"]
