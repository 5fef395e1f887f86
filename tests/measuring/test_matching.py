from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.measuring.matching import (
    Tally,
    annotated,
    bare_names,
    content_words,
    normal,
    pair,
    sample,
    within,
)
from careo.measuring.tools import Tools
from careo.values import Annotations, Article
from measuring.reading_of import article


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Marrow Ring", "marrow ring"),
        ("Los Ruedas", "ruedas"),
        ("Íñigo Peñalba", "Inigo Penalba"),
        ("U.V.A.", "UVA"),
        ("MR-13", "MR13"),
        ("El   Zurdo", "zurdo"),
    ],
)
def test_names_compare_without_case_accents_punctuation_and_article(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_a_name_that_is_only_an_article_stays() -> None:
    assert normal("La") == "la"


def test_the_longer_text_holds_the_shorter_by_whole_words() -> None:
    assert within("the port authority", "officials of the port authority in Valdemora")
    assert within("officials of the port authority", "port authority")
    assert not within("port", "airport")
    assert not within("", "port")


def test_content_words_leave_out_the_small_ones() -> None:
    assert content_words("the clerks of the port") == {"clerks", "port"}
    assert content_words("dos hombres de la zona") == {"dos", "hombres", "zona"}


def test_each_item_is_used_once() -> None:
    assert pair(["a", "a"], ["a"], lambda g, f: 1.0) == [(0, 0)]
    assert pair(["a"], ["a", "a"], lambda g, f: 1.0) == [(0, 0)]


def test_the_best_partner_is_chosen() -> None:
    assert pair([1], [5, 1, 3], lambda g, f: 10 - abs(g - f)) == [(0, 1)]


def test_one_gives_way_when_both_can_be_paired() -> None:
    # The first likes 0 best and the second takes nothing else.
    scores = {("a", "x"): 9, ("a", "y"): 1, ("b", "x"): 1}
    assert pair(["a", "b"], ["x", "y"], lambda g, f: scores.get((g, f), 0)) == [(0, 1), (1, 0)]


@given(st.lists(st.integers(0, 5), max_size=8), st.lists(st.integers(0, 5), max_size=8))
def test_as_many_equal_things_are_paired_as_there_are(gold: list[int], found: list[int]) -> None:
    pairs = pair(gold, found, lambda g, f: float(g == f))
    assert len(pairs) == sum(min(gold.count(n), found.count(n)) for n in set(gold))
    assert all(gold[i] == found[j] for i, j in pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


def test_measures_of_nothing_are_nought() -> None:
    assert Tally().measures("x") == {"x_precision": 0, "x_recall": 0, "x_f1": 0}


def test_f1_is_the_harmonic_mean() -> None:
    tally = Tally(2, 4, 2) + Tally(1, 1, 4)
    assert (tally.precision, tally.recall) == (3 / 5, 3 / 6)
    assert tally.f1 == pytest.approx(2 * 0.6 * 0.5 / 1.1)


def test_a_sample_is_spread_over_the_whole() -> None:
    assert sample(range(10), 3) == [0, 3, 6]
    assert sample(range(3), 10) == sample(range(3), None) == [0, 1, 2]


def test_articles_are_handed_over_in_batches_and_come_back_in_order() -> None:
    sizes = []

    def annotate(articles: list[Article]) -> list[Annotations]:
        sizes.append(len(articles))
        return [Annotations(skipped=one.text) for one in articles]

    texts = [f"text {n}" for n in range(130)]
    found = annotated([article(text) for text in texts], Tools(annotate=annotate))
    assert [one.skipped for one in found] == texts
    assert max(sizes) <= 64


def test_without_bare_models_there_is_no_baseline() -> None:
    assert bare_names([article("x")], Tools()) is None
