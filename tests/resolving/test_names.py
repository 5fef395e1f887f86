"""Spellings of one name fold to the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.resolving.names import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joaquín Quintanilla", "JOAQUIN  QUINTANILLA"),
        ("Los Tordos", "Tordos"),
        ("The Lemon Police", "Lemon Police"),
        ("O’Tordo", "O'Tordo"),
        ("L.C.A.", "LCA"),
        ("Tordo-Quintanilla", "Tordo Quintanilla"),
        ("Nin\u0303o", "Niño"),
        ("Os Tordos", "tordos"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(("one", "other"), [("A. Tordo", "Tordo"), ("La", ""), ("Rosa", "Rosas")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(name: str) -> None:
    once = fold(name)
    assert fold(fold(once)) == fold(once)
    assert "  " not in once
    assert once == once.strip()
