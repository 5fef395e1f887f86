"""The seam of this stage: articles in, annotations out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from careo.values import Annotations, Article


class Annotator(Protocol):
    """Reads who and what articles speak of.

    `name` and `version` are kept with what was read, so that a change of either
    annotates again. `annotate_many` returns one result per article, in order, and
    raises `AnnotatingError` only when the annotator itself is unusable; an article
    it cannot read comes back empty with `skipped` saying why.
    """

    name: str
    version: str

    def annotate_many(self, articles: Sequence[Article]) -> list[Annotations]: ...


@cache
def load_annotator() -> Annotator:
    """The default annotator, one per process; models load at the first article."""
    from careo.annotating.rules import RuleAnnotator

    return RuleAnnotator()
