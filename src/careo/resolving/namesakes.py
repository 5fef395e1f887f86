"""How many others would bear a name by chance, from how common its words are.

The older idea behind it is that agreement on a rare value tells more than on a common one
(Fellegi and Sunter 1969): with N persons, and each shared word borne by a share p of them,
N times the product of the p are expected to bear all of them by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from careo.resolving.aligning import align
from careo.resolving.comparing import NEAR
from careo.resolving.parsing import Name, Role, parse
from careo.values import EntityType

LETTERS = 14
"""An initial is worth one in so many: some letters begin many names."""
USUAL_TOTAL, USUAL_COUNT = 10_000, 20
"""What is supposed without an archive: a word that twenty of ten thousand bear."""
_CARRY = frozenset({Role.NAME, Role.GIVEN, Role.FAMILY, Role.HEAD, Role.NUMBER})
_HEADS = 20
"""A kind of body is worth one in so many when it was never counted."""


@dataclass(frozen=True, slots=True)
class Namesakes:
    """How many entities there are, and how many bear each word as it sounds. Without
    counts every word is taken for a usual one."""

    counts: Mapping[str, int]
    total: int

    def expected(self, left: Name, right: Name) -> float:
        """How many others are expected to share by chance what these two share; the
        total when they share nothing."""
        expected = float(max(self.total, USUAL_TOTAL))
        for i, j, alike in align(left, right):
            if alike >= NEAR:
                expected *= self._share(left, i, right, j)
        return expected

    def _share(self, left: Name, i: int, right: Name, j: int) -> float:
        roles = (left.roles[i], right.roles[j])
        if Role.INITIAL in roles:
            return 1 / LETTERS
        if not _CARRY.issuperset(roles):
            return 1.0
        if Role.HEAD in roles:
            return 1 / _HEADS
        count = max(self.counts.get(left.skeletons[i], 0), self.counts.get(right.skeletons[j], 0))
        # A small archive says little of how common a word is: the usual share is counted in.
        return (count + USUAL_COUNT) / (self.total + USUAL_TOTAL)


USUAL = Namesakes({}, 0)
"""Without an archive to count in."""


def count_names(entities: Iterable[tuple[Iterable[str], EntityType]]) -> Namesakes:
    """Counts the words of each entity's names, each once an entity. Entities of one name
    count once: they are mostly one, told in several articles."""
    counts: Counter[str] = Counter()
    seen: set[frozenset[str]] = set()
    for names, type_ in entities:
        words = frozenset(sound for name in names for sound in parse(name, type_).skeletons)
        if words not in seen:
            seen.add(words)
            counts.update(words)
    return Namesakes(dict(counts), len(seen))
