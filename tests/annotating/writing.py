"""Articles for the tests of this stage; every name in them is invented."""

from __future__ import annotations

import pytest

from careo.annotating.annotator import load_annotator
from careo.annotating.language.models import why_not
from careo.values import Annotations, Article, Block, BlockKind, LocalEntity


def article(*paragraphs: str, language: str | None = "en") -> Article:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in paragraphs)
    return Article("A title", blocks, language=language)


def annotate(*paragraphs: str, language: str = "en") -> Annotations:
    """Annotates; skips the test where the language's model is not installed."""
    reason = why_not(language)
    if reason:
        pytest.skip(reason)
    return load_annotator().annotate_many([article(*paragraphs, language=language)])[0]


def by_name(found: Annotations) -> dict[str, LocalEntity]:
    """The entities by each of their names."""
    return {name: e for e in found.entities for name in (e.name, *e.aliases)}
