from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.web.records.rendering import CONTEXT, cut, is_copy, sentence

TEXT = "First one. The Banda del Faro, said J. Perez, denies it. Last one!\n\nNew paragraph."


@pytest.mark.parametrize(
    ("words", "around"),
    [
        ("Banda del Faro", "The Banda del Faro, said J. Perez, denies it."),
        ("First", "First one."),
        ("Last", "Last one!"),
        ("New", "New paragraph."),
    ],
)
def test_the_sentence_around_a_mention_is_found(words: str, around: str) -> None:
    at = TEXT.index(words)
    start, end = sentence(TEXT, at, at + len(words))
    assert TEXT[start:end] == around


def test_a_sentence_without_end_is_cut_at_words() -> None:
    text = "word " * 500
    start, end = sentence(text, 1200, 1204)
    assert end - start <= 2 * CONTEXT + 4
    assert text[start:end].strip().split() == ["word"] * len(text[start:end].split())


@given(st.text(max_size=200), st.integers(0, 199), st.integers(1, 40))
def test_a_sentence_always_covers_its_mention(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    first, last = sentence(text, start, end)
    assert 0 <= first <= start <= end <= last <= len(text)


def test_an_excerpt_is_cut_at_a_word() -> None:
    assert cut("one two three", 8) == "one two…"
    assert cut("one two", 8) == "one two"


def test_most_of_a_text_word_for_word_is_a_copy() -> None:
    text = " ".join(f"word{n}" for n in range(60))
    assert is_copy(text, text)
    assert is_copy(text, "Wire. " + text[: len(text) * 3 // 4] + " The paper adds its own end.")
    assert not is_copy(text, " ".join(f"other{n}" for n in range(60)))
    assert not is_copy("", "")
