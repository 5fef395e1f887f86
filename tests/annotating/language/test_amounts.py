"""Numbers and quantities, normalised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.annotating.language.amounts import amounts_in
from careo.annotating.language.numbers import number_of, written
from careo.authority.folding import folded


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.2", 1.2), ("1,2", 1.2), ("1,600", 1600), ("2.000", 2000), ("1.234,5", 1234.5),
        ("25 mil", 25_000), ("3 mil 149", 3149), ("twenty-five", 25), ("treinta y cinco", 35),
        ("two hundred", 200), ("1.5 million", 1_500_000), ("dos millones", 2_000_000),
        ("veintitres", 23), ("un", 1),
    ],
)  # fmt: skip
def test_numbers_are_read_in_both_languages(text: str, value: float) -> None:
    assert number_of(text) == value


@pytest.mark.parametrize("text", ["", "several", "tons", "1.2.3,4,5x"])
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert number_of(text) is None


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("es", "1.2 toneladas de cocaína", "1.2 t cocaine"),
        ("en", "1,600 kilograms of coca paste", "1600 kg coca paste"),
        ("en", "$150,000", "150000 USD"),
        ("en", "US$1.2 million", "1200000 USD"),
        ("es", "$150 mil", "150000 $"),
        ("es", "38 mil dólares", "38000 USD"),
        ("es", "25 mil pesos mexicanos", "25000 MXN"),
        ("es", "2.000 hectáreas", "2000 ha"),
        ("es", "11 años", "11 years"),
    ],
)
def test_a_quantity_has_number_unit_and_what_it_is_of(
    language: str, text: str, amount: str
) -> None:
    assert [a.text for a in amounts_in(folded(text), language)] == [amount]


@given(st.text(alphabet="0123456789., mildosytn$kg", max_size=40))
def test_amounts_lie_in_the_text_and_can_be_written(text: str) -> None:
    for amount in amounts_in(folded(text), "es"):
        assert 0 <= amount.start < amount.end <= len(text)
        assert written(amount.value)
