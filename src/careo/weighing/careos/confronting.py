"""The careo: which claims contradict a claim, and which support it.

    testimonies ─► matter of each (terms, names, figures, signs)
                      │ near in one article, or a rare name and a rare term shared
                      ▼
                   candidates, at most NEIGHBOURS for each key: near-linear
                      │ gates: who may stand against whom at all
                      ▼
                   score: named parts with weights ─► pairs above the threshold

Pure and order-independent. Precision goes before recall: what is not clear is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from careo.weighing.careos.matter import Matter, matter_of
from careo.weighing.careos.rarity import Rarity
from careo.weighing.careos.scoring import Kind, Pair, best_pair
from careo.weighing.careos.testimony import Testimony

NEIGHBOURS = 24
"""Of the claims under one key, each is compared with so many that follow it in time."""
NAMES = 4
TERMS = 5
"""The rarest names and terms of a claim that make keys."""
NEAR = 1_500
"""Characters between two cues of one article within which they are compared anyway."""


@dataclass(frozen=True)
class Careo:
    """One claim, and the pairs in which something stands against it or beside it, best
    first."""

    key: str
    against: tuple[Pair, ...] = ()
    beside: tuple[Pair, ...] = ()


THRESHOLD: Mapping[Kind, float] = {
    Kind.DENIAL: 0.5,
    Kind.OPPOSITE: 0.65,
    Kind.FIGURES: 0.6,
    Kind.SUPPORT: 0.67,
}


def confront(
    heard: Iterable[Testimony],
    *,
    only: frozenset[str] | None = None,
    threshold: Mapping[Kind, float] = THRESHOLD,
    rarity: Rarity | None = None,
) -> tuple[Pair, ...]:
    """Every pair among `heard` that stands against or beside one another, best first.

    `only` limits it to pairs that touch these keys (new claims among old ones that share
    a name or the article with them); `rarity` is then that of the whole archive, worked
    out from `heard` without one. Testimonies heard twice count once. Raises nothing.
    """
    matters = {one.key: matter_of(one) for one in heard}
    ordered = [matters[key] for key in sorted(matters)]
    weighed = rarity or Rarity.over(ordered)
    found = []
    for a, b in sorted(_candidates(ordered, weighed)):
        if only is not None and ordered[a].key not in only and ordered[b].key not in only:
            continue
        pair = best_pair(ordered[a], ordered[b], weighed)
        if pair is not None and pair.score >= threshold[pair.kind]:
            found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.left, pair.right)))


def careos(pairs: Iterable[Pair]) -> dict[str, Careo]:
    """For every claim in `pairs` what stands against it and what beside it."""
    against: defaultdict[str, list[Pair]] = defaultdict(list)
    beside: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        side = against if pair.kind.contradicts else beside
        side[pair.left].append(pair)
        side[pair.right].append(pair)
    return {
        key: Careo(key, _best_first(against[key]), _best_first(beside[key]))
        for key in sorted({*against, *beside})
    }


def _best_first(pairs: list[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.left, pair.right)))


# --- candidates ---------------------------------------------------------------


def _candidates(matters: list[Matter], rarity: Rarity) -> set[tuple[int, int]]:
    """Pairs of positions worth comparing: neighbours in one article, and claims of any
    articles that share a rare name and a rare term."""
    found: set[tuple[int, int]] = set()
    articles: defaultdict[str, list[int]] = defaultdict(list)
    buckets: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, matter in enumerate(matters):
        articles[matter.testimony.setting.article].append(at)
        for key in _keys(matter, rarity):
            buckets[key].append(at)
    for places in articles.values():
        found.update(_near(places, matters))
    for held in buckets.values():
        found.update(_in_time(held, matters))
    return found


def _keys(matter: Matter, rarity: Rarity) -> Iterator[tuple[str, str]]:
    names = set(matter.names)
    if matter.denial and matter.testimony.speaker:
        names.add(matter.testimony.speaker)
    terms = sorted(matter.terms, key=lambda term: (-rarity.of(term), term))[:TERMS]
    for name in sorted(names, key=lambda name: (-rarity.of(name), name))[:NAMES]:
        yield name, ""
        for term in terms:
            yield name, term


def _near(places: list[int], matters: list[Matter]) -> Iterator[tuple[int, int]]:
    by_cue = sorted(places, key=lambda at: matters[at].testimony.claim.cue_span.start)
    for n, at in enumerate(by_cue):
        here = matters[at].testimony.claim.cue_span.start
        for other in by_cue[n + 1 : n + 1 + NEIGHBOURS]:
            if matters[other].testimony.claim.cue_span.start - here > NEAR:
                break
            yield (at, other) if at < other else (other, at)


def _in_time(held: list[int], matters: list[Matter]) -> Iterator[tuple[int, int]]:
    if len(held) < 2:
        return
    ordered = sorted(held, key=lambda at: (_when(matters[at]), at))
    for n, at in enumerate(ordered):
        for other in ordered[n + 1 : n + 1 + NEIGHBOURS]:
            yield (at, other) if at < other else (other, at)


def _when(matter: Matter) -> int:
    day = matter.testimony.setting.published
    return day.toordinal() if day else 0
