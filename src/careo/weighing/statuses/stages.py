"""The stages in somebody's path: what texts tell of one event that befell them, and when.

A stage says what is told and nothing that follows from it. It is no surer than the surest
telling and no finer than the finest date; where there is no date it is only known to have
been by the day it was told.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from careo.values import Certainty, EntityType
from careo.vocabulary.loader import Kind, terms
from careo.weighing.statuses.moments import Moment, moments
from careo.weighing.statuses.telling import Evidence, Party, Telling, sources
from careo.weighing.statuses.times import When

STAGE_OF: Mapping[str, str] = {
    "charge": "charged",
    "disappearance": "missing",
    "kidnapping": "kidnapped",
    "arrest": "captured",
    "surrender": "surrendered",
    "escape": "escaped",
    "extradition": "extradited",
    "conviction": "convicted",
    "sentence": "sentenced",
    "acquittal": "acquitted",
    "release": "released",
    "sanction": "sanctioned",
    "death": "dead",
    "killing": "dead",
}
"""The stage that an event of a type is, for whoever underwent it. Other types are none."""

_OF_BODIES = frozenset({"charge", "surrender", "conviction", "sentence", "acquittal", "sanction"})
_OF: Mapping[EntityType, frozenset[str]] = {
    EntityType.PERSON: frozenset(STAGE_OF),
    EntityType.GROUP: _OF_BODIES,
    EntityType.COMPANY: _OF_BODIES,
    EntityType.ORG: _OF_BODIES,
    # Those who charge and sentence are seldom charged: what befalls an agency is a list.
    EntityType.AGENCY: frozenset({"sanction"}),
    EntityType.OUTLET: frozenset({"sanction"}),
    EntityType.PLACE: frozenset(),
}
"""What befalls an entity of a type itself, rather than persons of it."""


@dataclass(frozen=True, slots=True)
class DateSaid:
    """A date as it was said, with how many independent sources and how sure the surest."""

    date: str
    sources: int
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `key` names it within its ledger. `date` is the finest date that the
    surest tellings agree on, or the one that most sources have; None when none is said.

    `first` and `last` are the days between which it lies: `first` is None without a date,
    and `last` then the day by which it had been told. `dates` are all that were said.
    `may_be` are the stages that it may be the same as; such a stage counts for none."""

    key: str
    kind: str
    certainty: Certainty
    date: str | None
    first: dt.date | None
    last: dt.date | None
    tellings: tuple[Telling, ...]
    dates: tuple[DateSaid, ...] = ()
    may_be: tuple[str, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All places that tell it, the surest first."""
        return tuple(telling.evidence for telling in self.tellings)

    @property
    def certainties(self) -> Mapping[Certainty, int]:
        """With which certainty how many independent sources tell it, surest first."""
        by: dict[Certainty, list[Telling]] = defaultdict(list)
        for telling in self.tellings:
            by[telling.footing].append(telling)
        return {certainty: sources(told) for certainty, told in sorted(by.items(), key=_rank)}

    @property
    def sources(self) -> int:
        """How many independent sources tell it as surely as the surest."""
        return self.certainties[self.certainty]

    @property
    def is_denied(self) -> bool:
        """Whether somebody concerned rejects it, whoever else tells it."""
        return any(telling.footing is Certainty.DENIED for telling in self.tellings)

    @property
    def first_told(self) -> dt.date | None:
        """The first day on which anybody told it, with whatever certainty."""
        return min((t.told for t in self.tellings if t.told), default=None)

    def is_before(self, other: Stage) -> bool:
        """Whether it lies before the other on any reading of both dates."""
        return bool(self.last and self.first and other.first and self.last < other.first)


def is_stage_of(entity: Party, telling: Telling) -> bool:
    """Whether what is told is a stage of the entity itself. The arrest of members, or of a
    leader, is none of the group."""
    if telling.type not in _OF[entity.type]:
        return False
    if entity.key not in {party.key for party in telling.who}:
        return False
    if entity.type is EntityType.PERSON:
        return True
    return not telling.described and all(p.type is not EntityType.PERSON for p in telling.who)


def stages_of(entity: Party, tellings: Iterable[Telling]) -> tuple[Stage, ...]:
    """The stages of an entity, in order of date; tellings of others are passed over. The
    order of the tellings does not matter."""
    by: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if is_stage_of(entity, telling):
            by[STAGE_OF[telling.type]].append(telling)
    found = [stage for kind in sorted(by) for stage in _stages(kind, moments(by[kind]))]
    return tuple(sorted(found, key=_order))


def _stages(kind: str, found: Sequence[Moment]) -> Iterator[Stage]:
    taken: Counter[str] = Counter()
    keys = [_key(kind, moment, taken) for moment in found]
    for key, moment in zip(keys, found, strict=True):
        when = _when(moment)
        yield Stage(
            key=key,
            kind=kind,
            certainty=moment.certainty,
            date=when.said if when else None,
            first=_first(moment),
            last=_last(moment),
            tellings=moment.tellings,
            dates=_dates(moment.tellings),
            may_be=tuple(keys[place] for place in moment.may_be),
        )


def _key(kind: str, moment: Moment, taken: Counter[str]) -> str:
    when, last = _when(moment), _last(moment)
    time = when.said if when else f"by-{last.isoformat()}" if last else "undated"
    sure = "" if moment.certainty is Certainty.REPORTED else f"/{moment.certainty}"
    key = f"{kind}/{time}{sure}"
    taken[key] += 1
    return key if taken[key] == 1 else f"{key}/{taken[key]}"


def _finest(moment: Moment) -> list[When]:
    """The dates of the surest tellings, of those that are said most finely."""
    whens = [t.when for t in moment.surest if t.when is not None]
    rank = min((when.precision.rank for when in whens), default=0)
    return [when for when in whens if when.precision.rank == rank]


def _when(moment: Moment) -> When | None:
    """The date to show: what most independent sources say, the earliest of equals."""
    said: dict[str, set[str]] = defaultdict(set)
    for telling in moment.surest:
        if telling.date:
            said[telling.date].add(telling.evidence.source)
    return min(_finest(moment), key=lambda w: (-len(said[w.said]), w), default=None)


def _first(moment: Moment) -> dt.date | None:
    return min((when.first for when in _finest(moment)), default=None)


def _last(moment: Moment) -> dt.date | None:
    """The last day possible: of several that tell one date, the first to tell it counts."""
    last: dict[str, dt.date] = {}
    for when in _finest(moment):
        last[when.said] = min(when.last, last.get(when.said, when.last))
    if last:
        return max(last.values())
    return min((t.told for t in moment.surest if t.told), default=None)


def _dates(tellings: Iterable[Telling]) -> tuple[DateSaid, ...]:
    by: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if telling.date:
            by[telling.date].append(telling)
    said = [
        DateSaid(date, sources(told), min((t.footing for t in told), key=lambda c: c.rank))
        for date, told in by.items()
    ]
    return tuple(sorted(said, key=lambda d: (d.certainty.rank, -d.sources, d.date)))


def _order(stage: Stage) -> tuple[object, ...]:
    """By date, the less fine before the days within it; what has none, where it was told;
    of one date, in the usual order of a path."""
    return (
        stage.first or stage.last or dt.date.max,
        _path()[stage.kind],
        stage.last or dt.date.max,
        stage.certainty.rank,
        stage.key,
    )


@cache
def _path() -> Mapping[str, int]:
    return {kind: place for place, kind in enumerate(terms(Kind.STATUS))}


def _rank(item: tuple[Certainty, object]) -> int:
    return item[0].rank
