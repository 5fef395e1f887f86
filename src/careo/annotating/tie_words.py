"""The words that tie two names together: `words/relations_<language>.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from careo.annotating.inflect import verb_forms
from careo.annotating.triggers import numbers_of
from careo.annotating.words import FOLDER
from careo.errors import VocabularyError
from careo.vocabulary.loader import Kind, read_yaml, terms

_VERB_KEYS = {"word", "forms", "after", "to", "passive"}


@dataclass(frozen=True, slots=True)
class TieVerb:
    """A verb that ties its subject to a complement: the object, a place where, or what
    stands after one of `prepositions`; `passive` asks for the passive."""

    type: str
    is_object: bool
    is_place: bool
    prepositions: frozenset[str]
    passive: bool = False
    after: re.Pattern[str] | None = None


@dataclass(frozen=True)
class TieWords:
    """One language's lists, by the numbers spaCy gives the forms."""

    nouns: Mapping[int, str]
    verbs: Mapping[int, tuple[TieVerb, ...]]
    between: Mapping[int, str]
    presence: frozenset[int]
    past: frozenset[str]
    member_by: frozenset[str]


@cache
def tie_words_of(language: str) -> TieWords:
    """The lists of a language. Raises `VocabularyError` on a wrong entry."""
    path = FOLDER / f"relations_{language}.yaml"
    data = read_yaml(path)
    for type_ in (*data["nouns"], *data["verbs"], *data["between"]):
        if type_ not in terms(Kind.RELATION):
            raise VocabularyError("no such type of relation", where=f"{path.name}: {type_}")
    verbs: dict[int, list[TieVerb]] = {}
    for type_, entries in data["verbs"].items():
        for entry in entries:
            tie = _verb(type_, entry, f"{path.name}: {type_}")
            for number in numbers_of(verb_forms(entry["word"], language, entry.get("forms", ()))):
                verbs.setdefault(number, []).append(tie)
    return TieWords(
        nouns=_by_number(data["nouns"]),
        verbs={number: tuple(ties) for number, ties in verbs.items()},
        between=_by_number(data["between"]),
        presence=frozenset(numbers_of(data["presence"])),
        past=frozenset(data["past"]),
        member_by=frozenset(data["member_by"]),
    )


def _by_number(lists: Mapping[str, Iterable[str]]) -> dict[int, str]:
    """Type by the number of a form; what is of several words is looked up by its last."""
    found: dict[int, str] = {}
    for type_, words in lists.items():
        for number in numbers_of(word.split()[-1] for word in words):
            found.setdefault(number, type_)
    return found


def _verb(type_: str, entry: Mapping[str, Any], where: str) -> TieVerb:
    if set(entry) - _VERB_KEYS or "to" not in entry:
        raise VocabularyError(f"wrong keys in {dict(entry)}", where=where)
    to = frozenset(entry["to"])
    after = entry.get("after")
    return TieVerb(
        type_,
        is_object="object" in to,
        is_place="place" in to,
        prepositions=to - {"object", "place"},
        passive=bool(entry.get("passive")),
        after=re.compile(after) if after else None,
    )
