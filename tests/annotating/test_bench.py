"""What the benchmark runs: each system reads the same articles to their end."""

from __future__ import annotations

from annotating.writing import article
from careo.annotating.bench import bare, ours, parsing, readable

ARTICLES = [article("Rosa Quintanilla spoke in Quito. " * 5), article("She left for Lima.")]


def test_the_peer_and_the_parse_read_every_token() -> None:
    assert bare(ARTICLES) == parsing(ARTICLES) == 35
    assert bare([]) == parsing([]) == 0


def test_ours_reads_what_the_peer_reads() -> None:
    assert ours(ARTICLES) == 0


def test_what_cannot_be_read_is_left_out() -> None:
    assert readable([*ARTICLES, article("Ciao.", language="it")]) == ARTICLES
