"""Systems that take a known time, importable by the processes of a benchmark."""

from __future__ import annotations

import time
from collections.abc import Sequence

from careo.values import Article


def works(seconds_a_character: float, articles: Sequence[Article]) -> int:
    """Keeps the processor busy in proportion to the text; a word is a token."""
    until = time.process_time() + seconds_a_character * sum(len(a.text) for a in articles)
    while time.process_time() < until:
        pass
    return sum(len(a.text.split()) for a in articles)


def slow(articles: Sequence[Article]) -> int:
    return works(4e-4, articles)


def fast(articles: Sequence[Article]) -> int:
    return works(1e-4, articles)
