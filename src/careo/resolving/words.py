"""The words that names are made of, read once from `words.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from careo.errors import VocabularyError
from careo.vocabulary.loader import read_yaml

PATH = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True)
class NameWords:
    """Folded words by what they do in a name. `legal`, `heads` and `numbers` lead from
    a spelling to the one that stands for its notion; `alike` from a given name to the
    notions that it may stand for."""

    particles: frozenset[str]
    honorifics: frozenset[str]
    legal: Mapping[str, str]
    legal_phrases: re.Pattern[str]
    heads: Mapping[str, str]
    numbers: Mapping[str, str]
    alike: Mapping[str, int]
    given: frozenset[str]


@cache
def name_words() -> NameWords:
    """The lists. Raises `VocabularyError` when the file is malformed."""
    data = read_yaml(PATH)
    try:
        legal = _notions(data["legal"])
        alike = {word: n for n, words in enumerate(data["given_alike"]) for word in words}
        phrases = sorted((form for form in legal if " " in form), key=len, reverse=True)
        return NameWords(
            particles=frozenset(data["particles"]),
            honorifics=frozenset(data["honorifics"]),
            legal=legal,
            legal_phrases=re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b"),
            heads=_notions(data["heads"]),
            numbers=_notions(data["numbers"]),
            alike=alike,
            given=frozenset(data["given"]) | frozenset(alike),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise VocabularyError(f"not the expected lists: {error}", where=PATH.name) from error


def _notions(lists: Mapping[str, list[str]]) -> dict[str, str]:
    found = {spelling: notion for notion, words in lists.items() for spelling in words}
    return {notion: notion for notion in lists} | found
