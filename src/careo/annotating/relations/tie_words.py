"""The words that tie two names together: `words/relations_<language>.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from careo.annotating.events.triggers import numbers_of
from careo.annotating.language.inflect import verb_forms
from careo.annotating.language.syntax import Token, prepositions
from careo.annotating.language.words import FOLDER
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


@dataclass(frozen=True, slots=True)
class Noun:
    """A role noun by its last word; `before` are the words in front of that."""

    type: str
    before: tuple[str, ...]


@dataclass(frozen=True)
class TieWords:
    """One language's lists, by the numbers spaCy gives the forms."""

    nouns: Mapping[int, tuple[Noun, ...]]
    verbs: Mapping[int, tuple[TieVerb, ...]]
    between: Mapping[int, str]
    presence: frozenset[int]
    past: frozenset[str]
    state: frozenset[str]
    member_by: re.Pattern[str]

    def type_of(self, token: Token) -> str | None:
        """What a role noun tells, by itself and the words before it ("attorney general");
        the longest phrase of the lists counts."""
        for noun in self.nouns[token.lower]:
            first = token.i - len(noun.before)
            if first >= 0 and all(
                token.doc[first + n].lower_ == word for n, word in enumerate(noun.before)
            ):
                return noun.type
        return None

    def is_state(self, token: Token) -> bool:
        """Whether an office is one of a country when no body is named with it; a
        "president of" something else is none."""
        word = token.lower_.removeprefix("ex").lstrip("-")
        if word not in self.state:
            return False
        of = {"of", "de", "del"} & {prep for prep, _ in prepositions(token)}
        return not of or word.startswith(("minist", "secretar"))


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
        nouns=_nouns(data["nouns"]),
        verbs={number: tuple(ties) for number, ties in verbs.items()},
        between=_by_number(data["between"]),
        presence=frozenset(numbers_of(data["presence"])),
        past=frozenset(data["past"]),
        state=frozenset(data["state"]),
        member_by=re.compile(data["member_by"]),
    )


def _nouns(lists: Mapping[str, Iterable[str]]) -> dict[int, tuple[Noun, ...]]:
    """Role nouns by the number of their last word, the longest first."""
    found: dict[int, list[Noun]] = {}
    for type_, phrases in lists.items():
        for phrase in phrases:
            *before, last = phrase.split()
            (number,) = numbers_of([last])
            found.setdefault(number, []).append(Noun(type_, tuple(before)))
    return {n: tuple(sorted(nouns, key=lambda x: -len(x.before))) for n, nouns in found.items()}


def _by_number(lists: Mapping[str, Iterable[str]]) -> dict[int, str]:
    """Type by the number of a form."""
    return {number: t for t, words in lists.items() for number in numbers_of(words)}


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
