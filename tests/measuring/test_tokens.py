from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.measuring.tokens import spoken


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["He", "said", ":", '"', "No", ",", "never", '"', "."], 'He said: "No, never".'),
        (["Prast", "'s", "men", "(", "three", ")", "fled"], "Prast's men (three) fled"),
        (["¿", "Quién", "es", "?"], "¿Quién es?"),
        (["They", "did", "n't"], "They didn't"),
        ([], ""),
    ],
)
def test_tokens_are_set_as_in_print(tokens: list[str], text: str) -> None:
    assert spoken(tokens).text == text


@given(st.lists(st.sampled_from(["a", "B.", ",", '"', "(", ")", "'s", "``", "''", "¿"])))
def test_every_token_stands_where_its_place_says(tokens: list[str]) -> None:
    words = spoken(tokens)
    assert [words.text[start:end] for start, end in words.places] == tokens
