"""The words by which the careo tells matters apart: `words/matter.yaml`, ready for use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from careo.errors import VocabularyError
from careo.vocabulary.loader import read_yaml

FILE = Path(__file__).parent / "words" / "matter.yaml"

_SHORTEST = 2
_SUFFIXES = (
    "aciones ciones amente mente iendo ando ados adas idos idas ings ment ied ies ing ado ada "
    "ido ida ion ers ors er or ed es ly s o a e"
)
_ENDINGS = _SUFFIXES.split(" ")
_STEM = 6


@dataclass(frozen=True, slots=True)
class WordSet:
    """Folded words, and beginnings of words. `in` asks about one folded word."""

    whole: frozenset[str]
    beginnings: frozenset[str] = frozenset()

    def __contains__(self, word: str) -> bool:
        return word in self.whole or any(
            word[:length] in self.beginnings for length in range(_SHORTEST, len(word) + 1)
        )


@dataclass(frozen=True, slots=True)
class MatterWords:
    """The whole file. `ideas` maps words, and `beginnings` beginnings of words, to ideas;
    `bounds` finds what stands before a number and makes it a bound."""

    sets: Mapping[str, WordSet]
    ideas: Mapping[str, str]
    beginnings: Mapping[str, str]
    bounds: Mapping[str, re.Pattern[str]]

    def idea(self, word: str) -> str | None:
        """The idea that a folded word stands for; the longest beginning wins."""
        if word in self.ideas:
            return self.ideas[word]
        for length in range(len(word), _SHORTEST - 1, -1):
            if word[:length] in self.beginnings:
                return self.beginnings[word[:length]]
        return None

    def term(self, word: str) -> str:
        """What a folded word is compared by: "=idea", or its stem."""
        idea = self.idea(word)
        return f"={idea}" if idea else stem(word)


def stem(word: str) -> str:
    """A folded word without its ending, cut to six letters: enough to match "threatened"
    with "threats" and "amenazas" with "amenazó", and no more than that."""
    for suffix in _ENDINGS:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word[: -len(suffix)]
            break
    return word[:_STEM]


@cache
def matter_words() -> MatterWords:
    """The words of the file, read once. Raises VocabularyError when it is malformed."""
    data = read_yaml(FILE)
    try:
        return _built(data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise VocabularyError(f"malformed: {error}", where=FILE.name) from error


def _built(data: Mapping[str, object]) -> MatterWords:
    ideas = _texts(data["ideas"])
    whole: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for idea, words in ideas.items():
        for word in words.split():
            target = beginnings if word.endswith("-") else whole
            target[word.removesuffix("-")] = idea
    sets = {name: _word_set(text.split()) for name, text in data.items() if isinstance(text, str)}
    bounds = {name: _phrases(data[name]) for name in ("at_least", "at_most", "about")}
    return MatterWords(sets, whole, beginnings, bounds)


def _word_set(words: Iterable[str]) -> WordSet:
    words = list(words)
    return WordSet(
        frozenset(word for word in words if not word.endswith("-")),
        frozenset(word.removesuffix("-") for word in words if word.endswith("-")),
    )


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise TypeError("ideas are a mapping of names to words")
    return {str(name): str(words) for name, words in value.items()}


def _phrases(value: object) -> re.Pattern[str]:
    if not isinstance(value, list):
        raise TypeError("bounds are lists of phrases")
    return re.compile(rf"(?:{'|'.join(re.escape(str(phrase)) for phrase in value)})\s+$")
