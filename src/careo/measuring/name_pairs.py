"""What the sets of name pairs share: pairs, how they are split, what is measured.

The weights of name comparison are fitted on half of the pairs (`scripts/fit_names.py`).
Which half a pair is in follows from a hash of its two names, so it never changes and
every list that holds the pair has it on the same side. Measures without a suffix are of
the other half, the one kept back; `…_all` are of both, to stand beside figures that others
published for the whole set.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from careo.errors import MeasuringError
from careo.measuring.matching import CAREO
from careo.measuring.name_peers import peers
from careo.measuring.report import EvalReport
from careo.measuring.tools import CompareNames, Tools
from careo.values import EntityType

PRECISION = 0.95
"""Recall is told at this precision."""


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names of that type, and whether gold says they are one's."""

    type: EntityType
    left: str
    right: str
    same: bool

    @property
    def fitted(self) -> bool:
        """Whether it is in the half that the weights may be fitted on."""
        names = "|".join(sorted((self.left, self.right)))
        return int(hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest(), 16) % 2 == 0


def evaluate_pairs(name: str, path: str, pairs: Sequence[NamePair], tools: Tools) -> EvalReport:
    """Measures our comparison, and the peers that are installed, on the same pairs.
    Raises MeasuringError when either half lacks pairs of one kind."""
    held = [not pair.fitted for pair in pairs]
    kept = [pair.same for pair, here in zip(pairs, held, strict=True) if here]
    if len({pair.same for pair in pairs}) < 2 or len(set(kept)) < 2:
        raise MeasuringError("needs pairs of one and pairs of two in both halves", where=path)
    systems = {}
    for system, compare in {CAREO: tools.comparer(), **peers()}.items():
        scores, seconds = timed(compare, pairs)
        own = [score for score, here in zip(scores, held, strict=True) if here]
        whole = measures(scores, [pair.same for pair in pairs])
        systems[system] = {
            **measures(own, kept),
            **{f"{measure}_all": value for measure, value in whole.items()},
            "pairs_per_second": len(pairs) / seconds,
        }
    counts = {measure: len(kept) for measure in measures((0.0, 1.0), (False, True))}
    return EvalReport(name, path, len(pairs), systems, counts)


def timed(compare: CompareNames, pairs: Sequence[NamePair]) -> tuple[list[float], float]:
    """The scores, and the seconds of processor time they took. The lists that a system
    loads once are loaded before; every name is new to it."""
    compare("Rumo Alvarrin Estebe", "Alvarrin, Rumo", EntityType.PERSON)
    compare("Banco Rumo Alvarrin", "Rumo Bank", EntityType.COMPANY)
    started = time.process_time()
    scores = [compare(pair.left, pair.right, pair.type) for pair in pairs]
    return scores, max(time.process_time() - started, 1e-6)


# --- measures -----------------------------------------------------------------


def measures(scores: Sequence[float], same: Sequence[bool]) -> dict[str, float]:
    """Area under the ROC curve, the best F1 of any threshold, and the largest recall at
    0.95 precision. Equal scores stand and fall together."""
    ranked = sorted(zip(scores, same, strict=True), key=lambda item: -item[0])
    positives = sum(same)
    negatives = len(ranked) - positives
    hits = misses = 0
    area = best = recall = 0.0
    for _, tied in groupby(ranked, key=lambda item: item[0]):
        truths = [truth for _, truth in tied]
        right, wrong = sum(truths), len(truths) - sum(truths)
        # A tie counts half: the area of the trapezoid (Fawcett 2006, algorithm 3).
        area += wrong * (hits + right / 2)
        hits, misses = hits + right, misses + wrong
        best = max(best, 2 * hits / (hits + misses + positives))
        if hits >= PRECISION * (hits + misses):
            recall = max(recall, hits / positives)
    return {
        "auc": area / (positives * negatives),
        "best_f1": best,
        "recall_at_95_precision": recall,
    }
