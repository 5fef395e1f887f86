"""The word lists of the rules, read once: heads, titles, contexts, given names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from careo.authority.folding import folded
from careo.authority.loader import authority
from careo.errors import VocabularyError
from careo.values import EntityType
from careo.vocabulary.loader import read_yaml

FOLDER = Path(__file__).parents[1] / "words"
ARTICLES = frozenset({"the", "el", "la", "los", "las"})
"""What may stand before a name and is no part of it."""


@dataclass(frozen=True)
class Words:
    """What one language's lists hold, folded; `*_before` match at the end of the text
    before a name, `persons_after` at the start of the text after it."""

    heads: Mapping[str, EntityType]
    alone: frozenset[str]
    """Head words of bodies that name one by themselves."""
    opening: frozenset[str]
    offices: frozenset[str]
    titles: frozenset[str]
    modifiers: frozenset[str]
    never: frozenset[str]
    nothing: frozenset[str]
    """First or last words of names of things that are none of our types: laws, prizes."""
    small: frozenset[str]
    """Function words that open a sentence with a capital."""
    title_before: re.Pattern[str]
    place_before: re.Pattern[str]
    nouns_before: tuple[tuple[EntityType, re.Pattern[str]], ...]
    """Nouns that make the name beside them a group's, an outlet's, a place's."""
    nouns_after: tuple[tuple[EntityType, re.Pattern[str]], ...]
    bodies: re.Pattern[str]
    """Bodies that are named in small letters too."""
    outlet_after: re.Pattern[str]
    person_after: re.Pattern[str]


@cache
def words_of(language: str) -> Words:
    """The lists of a language that has some. Raises `VocabularyError`."""
    path = FOLDER / f"{language}.yaml"
    data = read_yaml(path)
    heads = {
        folded(word): EntityType(type_)
        for type_, words in data["heads"].items()
        for word in _texts(words, path)
    }
    offices = frozenset(_texts(data["titles"]["office"], path))
    others = frozenset(_texts(data["titles"]["other"], path))
    return Words(
        heads=heads,
        alone=frozenset(_texts(data["alone"], path)),
        opening=frozenset(_texts(data["opening"], path)),
        offices=offices,
        titles=offices | others,
        modifiers=frozenset(_texts(data["modifiers"], path)),
        never=things("drugs", "weapons", "vehicles") | frozenset(_texts(data["never"], path)),
        nothing=things("makes") | frozenset(_texts(data["nothing"], path)),
        small=_function_words(language),
        title_before=_ending(offices | others),
        place_before=_ending(_texts(data["places_before"], path)),
        nouns_before=(
            (EntityType.GROUP, _ending(_texts(data["groups_before"], path))),
            (EntityType.OUTLET, _ending(_texts(data["outlets_before"], path))),
            (EntityType.PLACE, _ending(_texts(data["place_nouns_before"], path))),
            (EntityType.COMPANY, _ending(_texts(data["companies_before"], path), between=2)),
            (EntityType.ORG, _ending(_texts(data["organizations_before"], path), between=1)),
        ),
        nouns_after=(
            (EntityType.GROUP, _opening(_texts(data["groups_after"], path))),
            (EntityType.PLACE, _opening(_texts(data["place_nouns_after"], path))),
        ),
        bodies=re.compile(rf"\b(?:{_any(_texts(data['bodies'], path))})\b"),
        outlet_after=_opening(_texts(data["outlets_after"], path)),
        person_after=re.compile(rf"[,]?\s(?:{_any(_texts(data['persons_after'], path))})\b"),
    )


@cache
def given_names() -> frozenset[str]:
    """Common given names, folded."""
    path = FOLDER / "given.yaml"
    return frozenset(_texts(read_yaml(path)["given"], path))


@cache
def things(*kinds: str) -> frozenset[str]:
    """Names of things that are nobody's, folded: drugs, weapons, vehicles, makes."""
    path = FOLDER / "things.yaml"
    data = read_yaml(path)
    return frozenset(word for kind in kinds for word in _texts(data[kind], path))


@cache
def demonyms() -> Mapping[str, str]:
    """Country code by folded demonym, plurals included."""
    found: dict[str, str] = {}
    for entry in authority().values():
        for word in entry.demonyms:
            if entry.country:
                found.setdefault(folded(word), entry.country)
                found.setdefault(folded(word) + "s", entry.country)
    return found


def _texts(values: Any, path: Path) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise VocabularyError("a list of words is expected", where=path.name)
    return values


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _opening(words: Iterable[str]) -> re.Pattern[str]:
    """Matches at the end of a name, before one of `words`; never when there are none."""
    words = list(words)
    return re.compile(rf"[\"'”»]?,?\s(?:{_any(words)})\b" if words else r"(?!)")


def _ending(words: Iterable[str], between: int = 0) -> re.Pattern[str]:
    """Matches at the start of a name, after one of `words` and up to `between` small ones."""
    ties = r"(?!(?:de|del|of|y|and|que|that)\b)"
    gap = rf"(?:\s(?:de\s)?{ties}[^\W\d_]+){{0,{between}}}" if between else ""
    return re.compile(rf"(?:^|[^\w])({_any(words)}){gap}\s(?:[\"'“«])?$")


def _function_words(language: str) -> frozenset[str]:
    from spacy.util import get_lang_class

    # "san", "estado", "general" … open names too, so a capital says something of them.
    opens_names = {"san", "estado", "estados", "general", "nueva", "nuevo", "buenos", "us"}
    words = get_lang_class(language).Defaults.stop_words
    return frozenset(folded(word) for word in words) - opens_names
