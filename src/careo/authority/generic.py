"""State bodies that many countries have under one name: "the Supreme Court".

Such a name tells two countries' bodies apart only together with the country, which the
article gives or does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from careo.authority.folding import folded
from careo.authority.loader import Entry, authority
from careo.values import EntityType
from careo.vocabulary.loader import read_yaml

_WORDS = Path(__file__).parent / "generic.yaml"


def is_generic(name: str) -> bool:
    """Whether a body's name consists of words alone that any country's has: what sort of
    body it is, and for what."""
    words = folded(name).replace("-", " ").split()
    lists = _lists()
    bodies, all_ = lists["bodies"], lists["bodies"] | lists["words"] | lists["between"]
    return all(word in all_ for word in words) and any(word in bodies for word in words)


def namesakes(name: str, country: str) -> tuple[str, ...]:
    """The ids of the country's bodies that are called so, their own names being that one
    with the country ("Corte Suprema" for "Corte Suprema de Chile"), or the only one whose
    name goes on ("Corte Suprema" for "Corte Suprema de Justicia de Colombia")."""
    low = folded(name)
    exact = _by_form().get((low, country), ())
    if exact or " " not in low:
        return exact
    longer = {
        id_
        for (form, where), ids in _by_form().items()
        for id_ in ids
        if where == country and form.startswith(f"{low} ")
    }
    return tuple(longer) if len(longer) == 1 else ()


def forget() -> None:
    """Builds anew what is kept of the authority, at the next look into it."""
    _by_form.cache_clear()


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {part: frozenset(words) for part, words in read_yaml(_WORDS).items()}


@cache
def _by_form() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    countries = _names_of_countries()
    for entry in authority().values():
        if entry.type is EntityType.AGENCY and entry.country in countries:
            for form in _forms(entry, countries[entry.country]):
                found.setdefault((form, entry.country), {})[entry.id] = None
    return {form: tuple(ids) for form, ids in found.items()}


def _forms(entry: Entry, country: re.Pattern[str]) -> Iterable[str]:
    names = (folded(name) for name in entry.names)
    plain = (" ".join(country.sub(" ", name).split()) for name in names)
    return [form for form in plain if form and is_generic(form)]


@cache
def _names_of_countries() -> dict[str, re.Pattern[str]]:
    """What says each country in a body's name: its names and what its people are called."""
    words: dict[str, set[str]] = {}
    for entry in authority().values():
        if entry.country and entry.demonyms:
            words.setdefault(entry.country, set()).update(
                folded(w) for w in (*entry.names, *entry.demonyms)
            )
    return {
        country: re.compile(
            r"(?<!\S)(?:(?:de|del|de la|of|of the|in) )?"
            rf"(?:{'|'.join(re.escape(n) for n in sorted(names, key=len, reverse=True))})"
            r"(?:'s|'|’s|’)?(?!\S)"
        )
        for country, names in words.items()
    }
