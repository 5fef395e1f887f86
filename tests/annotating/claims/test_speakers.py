"""Whom the words before, after and around a reporting word name; all names are invented."""

from __future__ import annotations

import pytest

from annotating.claiming import read


def speakers(*paragraphs: str, language: str = "en") -> list[str | None]:
    return [who for who, _, _ in read(*paragraphs, language=language)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The port was closed, said Rosa Quintanilla, who works there.", "Rosa Quintanilla"),
        ("The mayor, Rosa Quintanilla, said that the port was closed.", "Rosa Quintanilla"),
        ("Mayor Rosa Quintanilla said that the port was closed.", "Rosa Quintanilla"),
        ("Pedro Altuna was accused of bribery by Rosa Quintanilla.", "Rosa Quintanilla"),
        ("Rosa Quintanilla, who denied the charges, left.", "Rosa Quintanilla"),
        ("A senior official said that the port was closed.", "A senior official"),
        ("The indictment says that he paid the guards.", "The indictment"),
        ("A lawyer for Rosa Quintanilla said that she was ill.", "A lawyer for Rosa Quintanilla"),
        ("Pedro Altuna was accused of bribery.", None),
    ],
)
def test_the_speaker_is_who_the_sentence_says(text: str, who: str | None) -> None:
    assert speakers(text) == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("El puerto cerró, dijo la alcaldesa Rosa Quintanilla.", "Rosa Quintanilla"),
        ("La alcaldesa, Rosa Quintanilla, dijo que el puerto cerró.", "Rosa Quintanilla"),
        ("A decir de Rosa Quintanilla, el puerto cerró.", "Rosa Quintanilla"),
        ("Un testigo dijo que el puerto cerró.", "Un testigo"),
        ("Se informó que el puerto cerró.", None),
    ],
)
def test_the_speaker_in_spanish(text: str, who: str | None) -> None:
    assert speakers(text, language="es") == [who]


def test_a_pronoun_means_who_spoke_last() -> None:
    assert speakers("Rosa Quintanilla said that it rained.", "She added that it was cold.") == [
        "Rosa Quintanilla",
        "Rosa Quintanilla",
    ]


def test_a_pronoun_means_the_newer_subject_when_one_was_named_since() -> None:
    text = "Rosa Quintanilla said that it rained. Pedro Altuna was arrested. He denied the charges."
    assert speakers(text) == ["Rosa Quintanilla", "Pedro Altuna"]


def test_a_spanish_verb_without_a_subject_means_who_spoke_last() -> None:
    texts = ("Rosa Quintanilla dijo que llovía.", "Agregó que hacía frío.")
    assert speakers(*texts, language="es") == ["Rosa Quintanilla", "Rosa Quintanilla"]


def test_a_role_means_the_one_person_who_bears_it() -> None:
    text = "Mayor Rosa Quintanilla met Senator Pedro Altuna. The mayor said that it was late."
    assert speakers(text) == ["Rosa Quintanilla"]


def test_a_past_office_is_not_the_present_one() -> None:
    text = (
        "An ex-president claims that a deal was made. Former President Rosa Quintanilla met "
        "President Pedro Altuna."
    )
    assert speakers(text)[0] == "Rosa Quintanilla"


def test_who_is_interviewed_speaks_and_not_the_interview() -> None:
    text = "According to an interview with Rosa Quintanilla, the port was closed."
    assert speakers(text) == ["Rosa Quintanilla"]


def test_a_name_before_a_colon_speaks() -> None:
    text = "They met at the port.\n\nRosa Quintanilla: “We will not close the gate today.”"
    assert read(*text.split("\n\n"))[-1] == (
        "Rosa Quintanilla",
        ":",
        "“We will not close the gate today.”",
    )


def test_he_who_goes_on_to_say_is_the_one_who_spoke() -> None:
    text = "Rosa Quintanilla said the guards had left, adding that nobody had been paid."
    assert [(who, cue) for who, cue, _ in read(text)] == [
        ("Rosa Quintanilla", "said"),
        ("Rosa Quintanilla", "adding"),
    ]
