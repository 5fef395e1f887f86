"""How much it tells that two claims share a name or a term: the rarer, the more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from careo.weighing.careos.matter import Matter

_LEAST = 500
"""A smaller archive is weighed as if it held so many articles: in a handful, every word
would look common."""


@dataclass(frozen=True)
class Rarity:
    """Inverse document frequency (Spärck Jones 1972) over articles, scaled to [0, 1]."""

    counts: Counter[str]
    articles: int

    @classmethod
    def over(cls, matters: Iterable[Matter]) -> Rarity:
        """The rarity of names and terms in these testimonies' articles."""
        seen: dict[str, set[str]] = {}
        for matter in matters:
            article = matter.testimony.setting.article
            seen.setdefault(article, set()).update(matter.names, matter.terms)
        counts = Counter(key for keys in seen.values() for key in keys)
        return cls(counts, len(seen))

    def of(self, key: str) -> float:
        """1 for what occurs in one article, 0 for what occurs in all."""
        articles = max(self.articles, _LEAST)
        held = max(1, self.counts[key])
        return max(0.0, math.log(articles / held) / math.log(articles))

    def total(self, keys: Iterable[str]) -> float:
        """The sum over `keys`, always added up in one order so that it is the same."""
        return sum(self.of(key) for key in sorted(keys))
