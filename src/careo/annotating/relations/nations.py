"""Which country an office is of, when the text names no body that it is in."""

from __future__ import annotations

import re
from collections import Counter

from careo.annotating.draft import Draft
from careo.annotating.events.arguments import Filler
from careo.annotating.language.words import demonyms
from careo.annotating.relations.ties import Ends
from careo.values import EntityType, LocalEntity, Span

_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST = 0.6
"""The share of all countries' namings from which on an article is about one country."""
_CITED = "US"
"""Named everywhere: an article may be about another country that it names more often."""


class Nations:
    """The countries of one article. An office is of the country of the demonym before it
    ("Bolivian minister"), else of the holder's own by the authority, else of the one
    country that the article is about; in each case only when the article names it."""

    def __init__(self, draft: Draft) -> None:
        first: dict[str, Span] = {}
        for mention in draft.mentions:
            first.setdefault(mention.entity, mention.span)
        self._by_code: dict[str, tuple[LocalEntity, Span]] = {}
        codes: dict[str, str] = {}
        for entity in draft.entities:
            code = entity.country
            if (
                entity.type is EntityType.PLACE
                and code
                and (entity.authority == f"place-{code.lower()}")
            ):
                self._by_code[code] = (entity, first[entity.id])
                codes[entity.id] = code
        nations = demonyms()
        words = _WORD.findall(draft.low)
        self._votes = Counter(codes[m.entity] for m in draft.mentions if m.entity in codes)
        self._votes.update(nations[word] for word in words if word in nations)

    def of(self, ends: Ends) -> Filler | None:
        """The country's own entity; None when the text does not tell which it is."""
        code = ends.nation
        if code is None:
            known = {f.entity.country for f in ends.sources if f.entity and f.entity.country}
            code = known.pop() if len(known) == 1 else self._only()
        held = self._by_code.get(code or "")
        if held is None:
            return None
        entity, span = held
        return Filler(entity.id, span, entity)

    def _only(self) -> str | None:
        votes = Counter({code: n for code, n in self._votes.items() if code != _CITED})
        votes = votes or self._votes
        for code, count in votes.most_common(1):
            often = count > self._votes[_CITED] or code == _CITED
            if often and count >= _MOST * votes.total():
                return code
        return None
