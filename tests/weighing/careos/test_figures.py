"""Figures are read as ranges, and conflict only where no number fits both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.authority.folding import folded
from careo.weighing.careos.figures import Figure, figures_in

INF = float("inf")


def read(text: str) -> list[tuple[float, float, str]]:
    return [(f.low, f.high, f.unit) for f in figures_in(folded(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23 people were killed", (23, 23, "people:death")),
        ("murieron 23 personas", (23, 23, "people:death")),
        ("at least three people died", (3, INF, "people:death")),
        ("al menos tres personas resultaron heridas", (3, INF, "people:injured")),
        ("up to 40 people were arrested", (0, 40, "people:arrest")),
        ("about 200 kilos of cocaine", (180, 220, "kg")),
        ("between 40 and 60 kilos", (40, 60, "kg")),
        ("$18 to $27.6 million", (18_000_000, 27_600_000, "$")),
        ("un presupuesto de 19 millones de dólares", (19_000_000, 19_000_000, "USD")),
        ("1,200 hectares", (1_200, 1_200, "ha")),
        ("2.000 hectáreas", (2_000, 2_000, "ha")),
        ("won 51.2% of the votes", (51.2, 51.2, "%:=election")),
        ("won 51,2 por ciento de los votos", (51.2, 51.2, "%:=election")),
    ],
)
def test_a_figure_is_read_with_its_bounds_and_what_it_counts(
    text: str, expected: tuple[float, float, str]
) -> None:
    ((low, high, unit),) = read(text)
    assert (low, high) == pytest.approx(expected[:2])
    assert unit == expected[2]


@pytest.mark.parametrize(
    "text",
    [
        "in 2019 the",
        "on July 26 it",
        "el 26 de julio salió",
        "for 16 years",
        "at 6:40 a.m.",
        "76, was",
    ],
)
def test_years_days_terms_and_clock_times_are_no_figures(text: str) -> None:
    assert read(text) == []


def figure(low: float, high: float, *, unit: str = "kg", open_end: bool = False) -> Figure:
    return Figure(low, high, unit, 0, 1, open_end)


def test_figures_conflict_when_no_number_fits_both() -> None:
    assert figure(3, 3).conflicts(figure(4, 4))
    assert not figure(30, 50).conflicts(figure(36, 44))


def test_figures_of_different_things_never_conflict() -> None:
    assert not figure(3, 3).conflicts(figure(4, 4, unit="t"))


def test_a_bound_conflicts_with_a_number_it_excludes_but_not_with_a_bound() -> None:
    more_than_700 = figure(700, INF, open_end=True)
    assert more_than_700.conflicts(figure(600, 600))
    assert not more_than_700.conflicts(figure(749, 749))
    assert not more_than_700.conflicts(figure(0, 600, open_end=True))


numbers = st.floats(min_value=0, max_value=1e9)
figures = st.builds(
    lambda low, width, unit, open_end: figure(low, low + width, unit=unit, open_end=open_end),
    numbers,
    numbers,
    st.sampled_from(["kg", "t"]),
    st.booleans(),
)


@given(figures, figures)
def test_conflict_is_mutual_and_nothing_conflicts_with_itself(a: Figure, b: Figure) -> None:
    assert a.conflicts(b) == b.conflicts(a)
    assert not a.conflicts(a)


@given(st.text(alphabet="0123456789.,$% abcdeimnorst-:\n", max_size=80))
def test_any_text_is_read_and_figures_stand_where_they_say(text: str) -> None:
    for found in figures_in(folded(text)):
        assert 0 <= found.start < found.end <= len(text)
        assert found.low <= found.high
