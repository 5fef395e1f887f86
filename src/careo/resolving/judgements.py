"""Judgements: who said of two entities that they are one, or two, or that it is unsure.

They are only ever added. What counts for a pair now follows from all that were made
(`standing`), so taking one back is leaving it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from careo.resolving.scoring import Decision


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement of a pair. `by` is a person's name, or the machine's when `machine`;
    `when` is an ISO date and time, `why` in words, `score` the probability it rests on."""

    left: str
    right: str
    decision: Decision
    by: str
    when: str
    why: str = ""
    score: float | None = None
    machine: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids, in order."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgement that counts for each pair: a person's before the machine's, then the
    latest. In an order of its own, whatever the order given."""
    found: dict[tuple[str, str], Judgement] = {}
    for one in sorted(judgements, key=_rank):
        found[one.pair] = one
    return [found[pair] for pair in sorted(found)]


def _rank(one: Judgement) -> tuple[bool, str, str, str, float, str]:
    return (not one.machine, one.when, one.decision, one.by, one.score or 0.0, one.why)
