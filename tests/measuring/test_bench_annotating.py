"""The benchmark of annotating measures each language in processes of its own."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.measuring.bench_annotating import Systems, bench_annotating, growth, long_article
from careo.measuring.invented import invented_names
from careo.values import Article, Block, BlockKind
from measuring.busy import fast, slow


def article(text: str, language: str = "en") -> Article:
    return Article("A title", (Block(BlockKind.PARAGRAPH, text),), language=language)


ARTICLES = [article("The harbour was closed on Monday, the ministry said."), article("It rained.")]


def test_rates_memory_and_growth_are_told_for_each_language() -> None:
    systems = Systems(slow, fast, fast)
    report = bench_annotating(ARTICLES, systems, rounds=1, sizes=(200, 400, 800), workers=2)
    rows = {row.measure: row for row in report.rows}
    assert rows["en: annotate"].ratio == pytest.approx(0.25, abs=0.1)
    assert rows["en: against the parse alone"].ratio == pytest.approx(0.25, abs=0.1)
    assert rows["en: growth from 200 to 800"].ours == pytest.approx(1, abs=0.2)
    assert rows["en: one article of 800 characters"].ours == pytest.approx(0.32, abs=0.05)
    assert 0.01 < rows["en: largest process"].ours < 1
    assert rows["en: 2 processes against 1"].ours > 0
    assert any(note.startswith("es: not run") for note in report.notes)


@given(st.floats(0.5, 3), st.floats(1e-6, 10))
def test_growth_is_the_exponent(exponent: float, factor: float) -> None:
    measured = [(size, factor * size**exponent) for size in (1.0, 2.0, 4.0, 8.0)]
    assert math.isclose(growth(measured), exponent, rel_tol=1e-6)


@pytest.mark.parametrize("size", [1, 10, 1_000, 24_000])
def test_a_long_article_has_the_size_that_is_asked_for(size: int) -> None:
    made = long_article(ARTICLES, size)
    assert abs(len(made.text) - size) <= 2
    assert made.language == "en"


def test_a_long_article_repeats_no_name_of_its_own() -> None:
    text = long_article(ARTICLES, 20_000).text
    own = [line for line in text.split("\n\n") if line.count(".") == 3][:-1]
    assert len(own) == len(set(own)) > 50


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_invented_names_are_of_one_number_alone(one: int, other: int) -> None:
    assert (invented_names(one) == invented_names(other)) is (one == other)
