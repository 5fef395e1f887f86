"""What the relation sets share: ties in a text, gold's and ours, and how they meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from careo.measuring.matching import Tally, names_of, pair
from careo.measuring.plain import Range, overlap
from careo.values import Annotations, Certainty, EntityType

KILLING = "killing"
"""The event that stands for a tie between two persons: by, who."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a tie: where it is named, and its names as they are compared.

    `anybody` is a pronoun in gold: it stands for whomever the system finds there."""

    places: tuple[Range, ...] = ()
    names: frozenset[str] = frozenset()
    anybody: bool = False

    def meets(self, other: End) -> bool:
        """The same words of the text, or the same name."""
        if self.anybody or other.anybody:
            return True
        return bool(self.names & other.names) or overlap(self.places, other.places) > 0


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie under gold's label. An optional one is right when found and not missed."""

    label: str
    source: End
    target: End
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Which of our types stand for a label of gold's, and which way round."""

    types: frozenset[str]
    reversed: bool = False
    symmetric: bool = False
    source: frozenset[EntityType] | None = None
    """Types that our first end may have, where ours say more than gold's label."""


def ties_read(found: Annotations, rules: Mapping[str, Rule]) -> list[Tie]:
    """What a system read, under gold's labels, the same tie once; what is denied is none."""
    ends = _Ends(found)
    ties: dict[tuple[str, str, str], Tie] = {}

    def add(kind: str, source: str, target: str) -> None:
        for label, rule in rules.items():
            if kind not in rule.types or not ends.may_be(source, rule.source):
                continue
            one, two = (target, source) if rule.reversed else (source, target)
            if rule.symmetric:
                one, two = sorted((one, two))
            ties.setdefault((label, one, two), Tie(label, ends.of(one), ends.of(two)))

    for relation in found.relations:
        if relation.certainty != Certainty.DENIED:
            add(relation.type, relation.source, relation.target)
    for event in found.events:
        if event.type == KILLING and event.certainty != Certainty.DENIED:
            for killer in event.by:
                for victim in event.who:
                    add(KILLING, killer, victim)
    return list(ties.values())


class _Ends:
    def __init__(self, found: Annotations) -> None:
        self._entities = {entity.id: entity for entity in found.entities}
        self._places: dict[str, list[Range]] = {}
        for mention in found.mentions:
            span = mention.span
            self._places.setdefault(mention.entity, []).append((span.start, span.end))

    def of(self, party: str) -> End:
        entity = self._entities.get(party)
        if entity is None:
            return End(names=names_of(party))
        return End(tuple(self._places.get(party, ())), names_of(entity.name, *entity.aliases))

    def may_be(self, party: str, types: frozenset[EntityType] | None) -> bool:
        entity = self._entities.get(party)
        return types is None or (entity is not None and entity.type in types)


def tally(gold: Sequence[Tie], found: Sequence[Tie], rule: Rule) -> Tally:
    """Ties of one label in one text, each used once."""

    def score(one: Tie, other: Tie) -> float:
        right = one.source.meets(other.source) and one.target.meets(other.target)
        if rule.symmetric:
            right = right or (one.source.meets(other.target) and one.target.meets(other.source))
        return right * (1.0 if one.optional else 2.0)

    pairs = pair(gold, found, score)
    met = {i for i, _ in pairs}
    asked = sum(not tie.optional or i in met for i, tie in enumerate(gold))
    return Tally(len(pairs), len(found), asked)


def of_label(ties: Iterable[Tie], label: str) -> list[Tie]:
    """Those of one label."""
    return [tie for tie in ties if tie.label == label]


def measures(tallies: Mapping[str, Sequence[Tally]]) -> tuple[dict[str, float], dict[str, int]]:
    """Measures and counts, all labels together first, from each label's tallies."""
    values: dict[str, float] = {}
    counts: dict[str, int] = {}
    sums = {label: sum(parts, start=Tally()) for label, parts in tallies.items()}
    for name, one in {"all": sum(sums.values(), start=Tally()), **sums}.items():
        own = one.measures(name.lower())
        values |= own
        counts |= dict.fromkeys(own, one.gold)
    strip = len("all_")
    return (
        {(n[strip:] if n.startswith("all_") else n): v for n, v in values.items()},
        {(n[strip:] if n.startswith("all_") else n): c for n, c in counts.items()},
    )
