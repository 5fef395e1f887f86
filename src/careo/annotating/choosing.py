"""Which of several authority entries a name means, by the countries the article is about."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from careo.annotating.draft import Candidate, Draft
from careo.annotating.language.words import demonyms
from careo.authority.folding import folded
from careo.authority.index import ids_of
from careo.authority.loader import Entry, authority
from careo.values import BLOCK_BREAK, EntityType, Span

_TAIL = re.compile(r".* (?:of|of the|in|de|del|en) (.+)$")
_TELL = frozenset({EntityType.PLACE, EntityType.GROUP})
_BREAK = re.compile(rf"[.!?][\"”»)]*\s+|{BLOCK_BREAK}")
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True)
class Countries:
    """Where an article names which country: by itself, by a place or group of one country
    alone, or by a demonym. `marks` are offsets and countries in text order."""

    marks: tuple[tuple[int, str], ...]
    breaks: tuple[int, ...]
    """Where a sentence ends, roughly."""

    @cached_property
    def votes(self) -> Counter[str]:
        """How often each country is named."""
        return Counter(country for _, country in self.marks)

    @cached_property
    def home(self) -> str | None:
        """The one country that the article is plainly about: named more than once, and
        more than three times as often as any other."""
        first, second = [*self.votes.most_common(2), ("", 0), ("", 0)][:2]
        return first[0] if first[1] > 1 and first[1] > 3 * second[1] else None

    def home_at(self, span: Span) -> str | None:
        """The country that the article is plainly about, unless another one is named in
        the sentence of `span`: then the body may be that one's."""
        at = bisect_right(self.breaks, span.start)
        start = self.breaks[at - 1] if at else 0
        end = self.breaks[at] if at < len(self.breaks) else sys.maxsize
        here = self.marks[bisect_left(self.marks, (start,)) : bisect_left(self.marks, (end,))]
        return self.home if {country for _, country in here} <= {self.home} else None


def countries_of(draft: Draft) -> Countries:
    """The countries that an article names."""
    marks: list[tuple[int, str]] = []
    entries, nations = authority(), demonyms()
    for candidate in draft.candidates:
        if candidate.type in _TELL and len(candidate.known) == 1:
            country = entries[candidate.known[0]].country
            if country:
                marks.append((candidate.span.start, country))
    words = (word for word in _WORD.finditer(draft.low) if word[0] in nations)
    marks += [(word.start(), nations[word[0]]) for word in words]
    breaks = tuple(match.end() for match in _BREAK.finditer(draft.text))
    return Countries(tuple(sorted(marks)), breaks)


def country_in(name: str) -> str | None:
    """The country that a body's name itself names ("Colombian Army", "Fiscalía de
    Nicaragua"), None when it names none or the place is in several."""
    low = folded(name)
    for word in low.split():
        if word in demonyms():
            return demonyms()[word]
    tail = _TAIL.search(low)
    entries = [authority()[id_] for id_ in ids_of(tail.group(1))] if tail else []
    countries = {entry.country for entry in entries if entry.type is EntityType.PLACE}
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
