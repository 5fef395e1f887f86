"""docs/vocabulary.md says what the files say."""

from __future__ import annotations

import pytest

from careo.vocabulary.loader import Kind, terms
from support import ROOT


@pytest.mark.parametrize("kind", list(Kind))
def test_every_term_is_in_the_docs_with_its_labels_and_meaning(kind: Kind) -> None:
    lines = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8").splitlines()
    for term in terms(kind).values():
        labels = f"| {term.labels['en']} | {term.labels['es']} |"
        row = f"| `{term.id}` {labels} {term.ftm or ''} | {term.prose['en']} |"
        assert row in lines
