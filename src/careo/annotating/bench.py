"""How fast annotating is beside the bare spaCy pipelines it uses, in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from careo.annotating.annotator import load_annotator
from careo.annotating.models import BATCH_SIZE, load_pipeline, why_not
from careo.values import Article

ROUNDS = 3


def bench_annotating(articles: Sequence[Article]) -> dict[str, float]:
    """Tokens a second of ours (`careo`) and of the bare pipelines (`spacy`) over the same
    texts, taken in turn; their `ratio`; and `tokens` and `articles`, how many there were.

    Models are loaded before the clock starts. Articles that cannot be read are left out.
    """
    chosen = [a for a in articles if why_not(a.language) is None]
    annotator = load_annotator()
    for language in {a.language for a in chosen}:
        annotator.annotate_many([a for a in chosen if a.language == language][:1])
    tokens = _bare(chosen)
    ours, bare = [], []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        _bare(chosen)
        middle = time.perf_counter()
        annotator.annotate_many(chosen)
        bare.append(middle - started)
        ours.append(time.perf_counter() - middle)
    careo, spacy = statistics.median(ours), statistics.median(bare)
    return {
        "careo": tokens / careo if careo else 0.0,
        "spacy": tokens / spacy if spacy else 0.0,
        "ratio": spacy / careo if careo else 0.0,
        "tokens": float(tokens),
        "articles": float(len(chosen)),
    }


def _bare(articles: Sequence[Article]) -> int:
    """Drains the pipelines, all components on, over whole texts; the number of tokens."""
    by_language: dict[str, list[str]] = {}
    for article in articles:
        by_language.setdefault(str(article.language), []).append(article.text)
    return sum(
        len(doc)
        for language, texts in by_language.items()
        for doc in load_pipeline(language, bare=True).pipe(texts, batch_size=BATCH_SIZE)
    )
