"""The lists of reporting words, and where a reporting word is seen."""

from __future__ import annotations

import pytest

from annotating.claiming import cues_of
from careo.annotating.claims.cues import Kind, lexicon_of
from careo.values import Stance


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_lists_hold_hundreds_of_verbs_with_every_stance(language: str) -> None:
    lexicon = lexicon_of(language)
    assert len(lexicon.verbs) >= 300
    assert {e.stance for entries in lexicon.verbs.values() for e in entries} == set(Stance)


def test_a_verb_and_its_particle_are_one_cue() -> None:
    assert cues_of("Rosa Quintanilla pointed out that the port was closed.") == ["pointed out"]


def test_a_negation_belongs_to_the_cue() -> None:
    assert cues_of("The ministry did not confirm that he had fled.") == ["did not confirm"]


def test_what_names_a_source_is_a_cue_of_its_own_kind() -> None:
    assert cues_of("According to the ministry, he fled.", kind=Kind.SOURCE) == ["According to"]
    assert cues_of("De acuerdo con la policía, huyó.", language="es", kind=Kind.SOURCE) == [
        "De acuerdo con"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The officers report to the colonel.",
        "The state of Lara is large.",
        "He read the report in the morning.",
    ],
)
def test_other_senses_of_reporting_words_report_nothing(text: str) -> None:
    assert cues_of(text, with_content=True) == []
