"""The benchmark counts what it runs; it judges nothing."""

from __future__ import annotations

import pytest

from annotating.writing import article
from careo.annotating.bench import bench_annotating


def test_figures_stand_beside_the_peer_from_the_same_run() -> None:
    texts = ["Rosa Quintanilla spoke in Quito. " * 5, "She left for Lima."]
    figures = bench_annotating([*(article(t) for t in texts), article("Ciao.", language="it")])
    assert figures["articles"] == 2
    assert figures["tokens"] > 30
    assert figures["ratio"] == pytest.approx(figures["careo"] / figures["spacy"])


def test_nothing_to_read_is_no_division_by_zero() -> None:
    assert bench_annotating([])["tokens"] == 0
