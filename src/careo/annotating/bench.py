"""What the benchmark `annotating` runs: ours, and the bare spaCy pipelines it uses.

Functions of the module, so that they can be sent to a fresh process. Each reads
articles of languages that can be read, and returns the number of tokens.
"""

from __future__ import annotations

from collections.abc import Sequence

from careo.annotating.annotator import load_annotator
from careo.annotating.language.models import BATCH_SIZE, load_pipeline, why_not
from careo.annotating.language.parsing import pieces_of
from careo.values import Article


def readable(articles: Sequence[Article]) -> list[Article]:
    """Those whose language can be read here."""
    return [article for article in articles if why_not(article.language) is None]


def ours(articles: Sequence[Article]) -> int:
    """Annotates with the default annotator. It does not tell tokens: 0."""
    load_annotator().annotate_many(articles)
    return 0


def bare(articles: Sequence[Article]) -> int:
    """The peer: drains the pipelines as they come, over whole texts."""
    return sum(
        len(doc)
        for language, texts in _by_language(articles).items()
        for doc in load_pipeline(language, bare=True).pipe(texts, batch_size=BATCH_SIZE)
    )


def parsing(articles: Sequence[Article]) -> int:
    """The parse alone, as ours does it: the parts it needs, paragraph by paragraph."""
    tokens = 0
    for language in _by_language(articles):
        nlp = load_pipeline(language)
        own = [article for article in articles if article.language == language]
        pieces = (piece.text for article in own for piece in pieces_of(article))
        with nlp.memory_zone():
            tokens += sum(len(doc) for doc in nlp.pipe(pieces, batch_size=BATCH_SIZE))
    return tokens


def _by_language(articles: Sequence[Article]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for article in articles:
        texts.setdefault(str(article.language), []).append(article.text)
    return texts
