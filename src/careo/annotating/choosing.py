"""Which of several authority entries a name means, by the countries the article is about."""

from __future__ import annotations

import re
from collections import Counter

from careo.annotating.draft import Candidate, Draft
from careo.annotating.language.words import demonyms
from careo.authority.folding import folded
from careo.authority.index import ids_of
from careo.authority.loader import Entry, authority
from careo.values import EntityType

_TAIL = re.compile(r".* (?:of|of the|in|de|del|en) (.+)$")
_TELL = frozenset({EntityType.PLACE, EntityType.GROUP})
_WORD = re.compile(r"[^\W\d_]{4,}")


def countries_of(draft: Draft) -> Counter[str]:
    """How often each country is named: by itself, by a place or group of one country
    alone, or by a demonym."""
    votes: Counter[str] = Counter()
    entries, nations = authority(), demonyms()
    for candidate in draft.candidates:
        if candidate.type in _TELL and len(candidate.known) == 1:
            country = entries[candidate.known[0]].country
            if country:
                votes[country] += 1
    for word in _WORD.findall(draft.low):
        if word in nations:
            votes[nations[word]] += 1
    return votes


def country_in(name: str) -> str | None:
    """The country that a body's name itself names ("Colombian Army", "Fiscalía de
    Nicaragua"), None when it names none or the place is in several."""
    low = folded(name)
    for word in low.split():
        if word in demonyms():
            return demonyms()[word]
    tail = _TAIL.search(low)
    countries = {authority()[id_].country for id_ in ids_of(tail.group(1))} if tail else set()
    return countries.pop() if len(countries) == 1 else None


def choose_known(candidate: Candidate, countries: Counter[str]) -> str | None:
    """The entry that `candidate` means, or None when the article does not tell."""
    entries = [authority()[id_] for id_ in candidate.known]
    if len(entries) > 1:
        ranked = sorted(entries, key=lambda e: -countries[e.country or ""])
        first, second = (countries[e.country or ""] for e in ranked[:2])
        return ranked[0].id if first > second else None
    if not entries:
        return None
    entry = entries[0]
    if _is_elsewhere(entry, countries):
        return None
    return entry.id


def _is_elsewhere(entry: Entry, countries: Counter[str]) -> bool:
    """Whether the article is about other countries than the entry's. A "Guardia Nacional"
    is then another country's, and a person a namesake: better nobody than the wrong one."""
    if entry.country is None or not countries or countries[entry.country]:
        return False
    if entry.type is EntityType.AGENCY:
        return entry.country != "US"  # the DEA is cited everywhere
    return entry.type is EntityType.PERSON
