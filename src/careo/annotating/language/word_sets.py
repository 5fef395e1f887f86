"""Small sets of words that several rules share: `words/events_sets.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from careo.annotating.language.words import FOLDER
from careo.errors import VocabularyError
from careo.vocabulary.loader import read_yaml

FILE = "events_sets.yaml"


def word_set(name: str) -> frozenset[str]:
    """The set of that name. Raises `VocabularyError` when there is none."""
    try:
        return _sets()[name]
    except KeyError:
        raise VocabularyError(f"no set “{name}”", where=FILE) from None


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    data = read_yaml(FOLDER / FILE)
    return {name: frozenset(map(str, words)) for name, words in data.items()}
