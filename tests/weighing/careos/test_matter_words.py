"""The word lists join words of one idea across both languages."""

from __future__ import annotations

from typing import Any

import pytest

from careo.errors import VocabularyError
from careo.vocabulary.loader import Kind, terms
from careo.weighing.careos import matter_words as module
from careo.weighing.careos.matter_words import WordSet, matter_words, stem


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("negotiating", "negociando"),
        ("kidnapped", "secuestrados"),
        ("murder", "homicidio"),
        ("extradited", "extradición".replace("ó", "o")),
        ("captured", "detenido"),
        ("bribes", "sobornos"),
        ("cocaine", "cocaina"),
    ],
)
def test_words_for_one_idea_are_one_term_in_both_languages(english: str, spanish: str) -> None:
    term = matter_words().term(english)
    assert term.startswith("=")
    assert term == matter_words().term(spanish)


def test_a_word_of_no_idea_is_compared_by_its_stem() -> None:
    assert matter_words().term("harbours") == matter_words().term("harbour") == stem("harbour")


def test_the_longest_beginning_decides() -> None:
    words = matter_words()
    assert words.idea("traffic") is None
    assert words.idea("trafficking") == "drugs"


def test_every_event_type_of_the_vocabulary_is_an_idea_of_that_name() -> None:
    ideas = {*matter_words().ideas.values(), *matter_words().beginnings.values()}
    assert set(terms(Kind.EVENT)) <= ideas


def test_wrongs_are_ideas() -> None:
    ideas = {*matter_words().ideas.values(), *matter_words().beginnings.values()}
    assert matter_words().sets["wrongs"].whole <= ideas


def test_a_set_knows_whole_words_and_beginnings() -> None:
    held = WordSet(frozenset({"no"}), frozenset({"reject"}))
    assert "no" in held and "rejected" in held
    assert "not" not in held and "rejec" not in held


@pytest.mark.parametrize("data", [{}, {"ideas": []}, {"ideas": {"a": "b"}, "at_least": 3}, []])
def test_a_malformed_file_is_one_clear_error(monkeypatch: pytest.MonkeyPatch, data: Any) -> None:
    monkeypatch.setattr(module, "read_yaml", lambda _: data)
    with pytest.raises(VocabularyError, match=r"matter\.yaml: malformed"):
        module.matter_words.__wrapped__()
