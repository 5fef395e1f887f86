"""The benchmark `names`: who may be who among very many names, and how that grows.

First names alone: invented persons (`invented.invented_persons`), a fifth of the names another
way to write one before. Timed is everything from the bare names to a score for each
candidate pair, in processor time. Compared with nomenklatura's matcher when it is installed,
on the same candidates. Then whole archives with planted identities (`planted`), from
records to identities, and how right these are.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from careo.measuring.bench import BenchReport, Row
from careo.measuring.invented import invented_persons
from careo.measuring.name_pairs import NamePair, timed
from careo.measuring.name_peers import peers
from careo.measuring.planted import PlantedRecord, b_cubed, planted
from careo.measuring.tools import CompareNames
from careo.values import EntityType

FindPairs = Callable[[Sequence[str]], Iterable[tuple[int, int]]]
"""Persons' names into the places of those worth comparing."""

Resolve = Callable[[Sequence[PlantedRecord]], Mapping[str, str]]
"""Records into the identity of each, by id."""

SIZES = (1_000, 10_000, 100_000)
PEER = "logic-v2"
PEER_PAIRS = 2_000


@dataclass(frozen=True, slots=True)
class Grown:
    """What so many names took: seconds, candidate pairs, and how many of the true ones
    were among them."""

    size: int
    seconds: float
    pairs: int
    found: int
    true: int


def bench_names(
    find: FindPairs, compare: CompareNames, resolve: Resolve, *, sizes: Sequence[int] = SIZES
) -> BenchReport:
    """Growth, recall and speed; purity, completeness and growth of identities."""
    grown = [_grow(size, find, compare) for size in sizes]
    first, last = grown[0], grown[-1]
    rows = [Row("growth exponent", _exponent(first, last), None, "1 is linear", "< 1.2")]
    rows += [
        Row(f"growth exponent {a.size:,} to {b.size:,}", _exponent(a, b), None, "1 is linear")
        for a, b in pairwise(grown)
    ]
    for one in grown:
        rows += [
            Row(f"true pairs found in {one.size:,}", one.found / one.true, None, "share", "0.98"),
            Row(f"candidates in {one.size:,}", one.pairs / one.size, None, "pairs a name"),
        ]
    rows.append(Row(f"{last.size:,} names", last.size / last.seconds, None, "names/s, scored"))
    rows.append(_speed(find, compare))
    notes = () if rows[-1].peer else ("nomenklatura is not installed: no peer",)
    rows += _planted(sizes, resolve)
    return BenchReport("names", tuple(rows), notes)


def _grow(size: int, find: FindPairs, compare: CompareNames) -> Grown:
    names, true = invented_persons(size, seed=size)
    pairs = found = 0
    _set_aside()
    started = time.process_time()
    for one, other in find(names):
        compare(names[one], names[other], EntityType.PERSON)
        pairs += 1
        found += (one, other) in true
    return Grown(size, max(time.process_time() - started, 1e-6), pairs, found, len(true) or 1)


def _set_aside() -> None:
    """What earlier rounds left behind is not collected again on this round's time."""
    gc.collect()
    gc.freeze()


def _exponent(small: Grown, large: Grown) -> float:
    return math.log(large.seconds / small.seconds) / math.log(large.size / small.size)


def _planted(sizes: Sequence[int], resolve: Resolve) -> list[Row]:
    rows: list[Row] = []
    took: list[float] = []
    for size in sizes:
        records = planted(size, seed=size)
        _set_aside()
        started = time.process_time()
        found = resolve(records)
        took.append(max(time.process_time() - started, 1e-6))
        purity, completeness, f1 = b_cubed({one.id: one.who for one in records}, found)
        rows += [
            Row(f"purity of {size:,} records", purity, None, "B³ precision"),
            Row(f"completeness of {size:,} records", completeness, None, "B³ recall"),
            Row(f"identities of {size:,} records", f1, None, "B³ F1", "0.95"),
        ]
    rows.append(Row(f"{sizes[-1]:,} records", sizes[-1] / took[-1], None, "records/s, resolved"))
    growth = math.log(took[-1] / took[0]) / math.log(sizes[-1] / sizes[0])
    return [*rows, Row("growth exponent, resolving", growth, None, "1 is linear", "< 1.2")]


def _speed(find: FindPairs, compare: CompareNames) -> Row:
    names, _ = invented_persons(PEER_PAIRS, seed=7)
    pairs = [
        NamePair(EntityType.PERSON, names[one], names[other], True) for one, other in find(names)
    ][:PEER_PAIRS]
    peer = peers().get(PEER)
    theirs = len(pairs) / timed(peer, pairs)[1] if peer else None
    return Row("comparing", len(pairs) / timed(compare, pairs)[1], theirs, "pairs/s", ">= 4")
