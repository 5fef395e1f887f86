"""What the machine proposes: judgements on every pair of entities worth comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from careo.resolving.blocking import Blocks
from careo.resolving.judgements import Judgement
from careo.resolving.namesakes import Namesakes, count_names
from careo.resolving.records import EntityRecord
from careo.resolving.scoring import Verdict, judge

MACHINE = "careo"
"""Who the machine's judgements are by."""


def propose(records: Sequence[EntityRecord], when: str) -> Iterator[Judgement]:
    """The machine's judgements on all pairs worth comparing, those it is unsure of
    included. The same whatever the order of `records`, whose ids differ."""
    ordered = sorted(records, key=lambda record: record.id)
    namesakes = count_names((record.names, record.type) for record in ordered)
    blocks = Blocks()
    by_authority: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(ordered):
        blocks.add(number, record.names, record.type)
        if record.authority:
            by_authority[record.authority].append(number)
    for one, other in blocks.pairs():
        yield judged(ordered[one], ordered[other], namesakes, when)
    # An entry is one whatever its names: each record of it leads to the first.
    for numbers in by_authority.values():
        for other in numbers[1:]:
            yield judged(ordered[numbers[0]], ordered[other], namesakes, when)


def propose_for(
    record: EntityRecord, near: Iterable[EntityRecord], namesakes: Namesakes, when: str
) -> list[Judgement]:
    """The machine's judgements on one record, which is new, and those near it
    (`Blocks.near`)."""
    return [judged(record, other, namesakes, when) for other in near if other.id != record.id]


def judged(left: EntityRecord, right: EntityRecord, namesakes: Namesakes, when: str) -> Judgement:
    """A verdict as a judgement."""
    verdict: Verdict = judge(left, right, namesakes)
    return Judgement(
        left.id,
        right.id,
        verdict.decision,
        by=MACHINE,
        when=when,
        why=verdict.why,
        score=verdict.probability,
        machine=True,
    )
