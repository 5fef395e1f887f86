"""The status ledger: the dated stages in the path of one person, or of a group itself.

    tellings of an entity ─► by kind of stage ─► moments ─► stages, in order of date
                                                               │
                                      conflicts, newest known status, what came since

A stage says what texts tell and nothing that follows from it. It is no surer than the
surest text, no finer than the finest date, and where there is no date it is only known to
have been by the day it was told. Acquittal and release are stages like any other.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from careo.values import Certainty, EntityType
from careo.vocabulary.loader import Kind, terms
from careo.weighing.moments import Moment, moments
from careo.weighing.telling import Evidence, Party, Telling, sources
from careo.weighing.times import When, last_day

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
"""What befalls a group or company itself, rather than persons of it."""


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


class ConflictKind(StrEnum):
    """In what tellings or stages contradict one another."""

    DATES = "dates"
    """One stage, and dates that cannot all be right."""
    DENIAL = "denial"
    """A stage that is told and denied, or a denial of what may be those stages."""
    AFTER_DEATH = "after death"
    """Told dead, and something told of a later day that only the living do; or two deaths."""
    PERHAPS_ONE = "perhaps one"
    """Two stages of one kind with neighboring dates: perhaps one with two dates."""
    OPPOSED = "opposed"
    """Convicted and acquitted, and the dates do not say which came last."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """`stages` are the keys of those that are concerned, in ledger order."""

    kind: ConflictKind
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The stages of an entity in order of date, and what contradicts what."""

    entity: Party
    stages: tuple[Stage, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def distinct(self) -> tuple[Stage, ...]:
        """The stages without those that may be the same as another."""
        return tuple(stage for stage in self.stages if not stage.may_be)

    def conflicts_of(self, stage: Stage) -> tuple[Conflict, ...]:
        """What a stage is in conflict with."""
        return tuple(conflict for conflict in self.conflicts if stage.key in conflict.stages)


# --- building -----------------------------------------------------------------


def ledgers(tellings: Iterable[Telling]) -> dict[str, Ledger]:
    """The ledger of every entity that has a stage, by its key, in the order of the keys."""
    parties: dict[str, Party] = {}
    by: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        for party in set(telling.who):
            if is_stage_of(party, telling):
                parties[party.key] = max(party, parties.get(party.key, party), key=_type_name)
                by[party.key].append(telling)
    return {key: ledger(parties[key], by[key]) for key in sorted(by)}


def is_stage_of(entity: Party, telling: Telling) -> bool:
    """Whether what is told is a stage of the entity itself. The arrest of members, or of a
    leader, is none of the group."""
    if telling.type not in STAGE_OF or entity.key not in {party.key for party in telling.who}:
        return False
    if entity.type is EntityType.PERSON:
        return True
    alone = not telling.described and all(p.type is not EntityType.PERSON for p in telling.who)
    return alone and telling.type in _OF_BODIES and entity.type is not EntityType.PLACE


def ledger(entity: Party, tellings: Iterable[Telling]) -> Ledger:
    """The ledger of one entity, from any tellings; those of others are passed over. The
    order of the tellings does not matter. Raises nothing."""
    by: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if is_stage_of(entity, telling):
            by[STAGE_OF[telling.type]].append(telling)
    stages = [stage for kind in sorted(by) for stage in _stages(kind, moments(by[kind]))]
    ordered = tuple(sorted(stages, key=_order))
    return Ledger(entity, ordered, tuple(_conflicts(ordered)))


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


def _type_name(party: Party) -> str:
    return str(party.type)


# --- conflicts ----------------------------------------------------------------

_LIVING = frozenset({"kidnapped", "captured", "surrendered", "escaped", "extradited", "released"})
"""What only the living undergo: courts may convict the dead."""
_NEAR = {10: 7, 7: 1, 4: 1}
"""How many days, months or years apart two dates may be, by the length of the less fine
one, to be perhaps of one event."""


def _conflicts(stages: Sequence[Stage]) -> Iterator[Conflict]:
    for stage in stages:
        if _disagree(stage):
            yield Conflict(ConflictKind.DATES, (stage.key,))
        if stage.is_denied and (stage.certainty is not Certainty.DENIED or stage.may_be):
            yield Conflict(ConflictKind.DENIAL, (stage.key, *stage.may_be))
    reported = [s for s in stages if s.certainty is Certainty.REPORTED and not s.may_be]
    yield from _after_death(reported)
    yield from _opposed(reported)
    by: dict[str, list[Stage]] = defaultdict(list)
    for stage in reported:
        by[stage.kind].append(stage)
    for kind in sorted(by):
        for one, other in pairwise(by[kind]):
            if kind != "dead" and _are_near(one, other):
                yield Conflict(ConflictKind.PERHAPS_ONE, (one.key, other.key))


def _disagree(stage: Stage) -> bool:
    whens = {t.when for t in stage.tellings if t.when and t.footing is not Certainty.DENIED}
    said = sorted({when.said for when in whens})
    # Sorted, a date stands right before those that it is the beginning of.
    finest = [a for a, b in zip(said, [*said[1:], ""], strict=False) if not b.startswith(a)]
    return len(finest) > 1


def _after_death(stages: Sequence[Stage]) -> Iterator[Conflict]:
    deaths = [s for s in stages if s.kind == "dead"]
    for one, other in pairwise(deaths):
        yield Conflict(ConflictKind.AFTER_DEATH, (one.key, other.key))
    for stage in stages:
        if deaths and stage.kind in _LIVING and _is_after(stage, deaths[0]):
            yield Conflict(ConflictKind.AFTER_DEATH, (deaths[0].key, stage.key))


def _is_after(stage: Stage, death: Stage) -> bool:
    return bool(stage.first and death.last and stage.first > death.last)


def _opposed(stages: Sequence[Stage]) -> Iterator[Conflict]:
    for one in (s for s in stages if s.kind == "convicted"):
        for other in (s for s in stages if s.kind == "acquitted"):
            if one.first and other.first and not (one.is_before(other) or other.is_before(one)):
                yield Conflict(ConflictKind.OPPOSED, (one.key, other.key))


def _are_near(one: Stage, other: Stage) -> bool:
    if not (one.date and other.date and one.first and other.first):
        return False
    length = min(len(one.date), len(other.date))
    return abs(_units(one.first, length) - _units(other.first, length)) <= _NEAR[length]


def _units(day: dt.date, length: int) -> int:
    """A day counted in the days, months or years that a date of this length is said in."""
    if length == 10:
        return day.toordinal()
    return day.year * 12 + day.month if length == 7 else day.year


# --- the newest known status --------------------------------------------------


class Basis(StrEnum):
    """How it is known that a status is the newest."""

    DATE = "date"
    TOLD = "told"
    """No stage has a date: it is the one first told last."""


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest status that is reported as a fact: several stages where no date says
    which of them came last. `as_of` is the last day on which it was told.

    `perhaps_later` are reported stages without a date of their own that were told on or
    after its day, so that they may be newer: a death among them. What is denied of the
    stages is with them, and a status is shown with that or not at all."""

    stages: tuple[Stage, ...]
    basis: Basis
    as_of: dt.date | None
    perhaps_later: tuple[Stage, ...] = ()


def newest(of: Ledger) -> Newest | None:
    """The newest known status; None when nothing is reported as a fact. What is alleged,
    possible or denied never makes or changes it."""
    reported = [s for s in of.stages if s.certainty is Certainty.REPORTED]
    firm = [s for s in reported if not s.may_be]
    if not firm:
        return None
    dated = [s for s in firm if s.first is not None]
    latest = max((s.first for s in dated if s.first), default=dt.date.min)
    # All that no other lies wholly after.
    stages = [s for s in dated if (s.last or dt.date.max) >= latest]
    deaths = [s for s in dated if s.kind == "dead"]
    if deaths:
        stages = _with_deaths(deaths, stages)
    if not stages:
        last = max(s.last or dt.date.min for s in firm)
        stages = [s for s in firm if (s.last or dt.date.min) == last]
    basis = Basis.DATE if any(s.first for s in stages) else Basis.TOLD
    from_day = max((s.first or s.last or dt.date.min for s in stages), default=dt.date.min)
    is_dead = basis is Basis.DATE and all(s.kind == "dead" for s in stages)
    later = () if is_dead else tuple(_perhaps_later(reported, stages, from_day))
    return Newest(tuple(stages), basis, _as_of(stages), later)


def _with_deaths(deaths: Sequence[Stage], stages: Sequence[Stage]) -> list[Stage]:
    """A death ends a path, unless something is told of a later day: then both are shown."""
    return [*deaths, *(s for s in stages if s.kind != "dead" and _is_after(s, deaths[0]))]


def _perhaps_later(
    reported: Sequence[Stage], stages: Sequence[Stage], day: dt.date
) -> Iterator[Stage]:
    shown = {stage.key for stage in stages}
    for stage in reported:
        is_loose = stage.first is None or stage.may_be
        if stage.key not in shown and is_loose and (stage.last is None or stage.last >= day):
            yield stage


def _as_of(stages: Iterable[Stage]) -> dt.date | None:
    told = (
        telling.told
        for stage in stages
        for telling in stage.tellings
        if telling.footing is Certainty.REPORTED and telling.told
    )
    return max(told, default=None)


# --- since then ---------------------------------------------------------------


class Footing(StrEnum):
    """How it is known that a stage came after an article."""

    DATED = "dated later"
    TOLD = "told later"
    """Its date is not said, or not finely enough, but nobody told it before."""
    PERHAPS = "perhaps later"
    """Told later, and it may be the same as another stage."""


@dataclass(frozen=True, slots=True)
class Later:
    """A stage that came after an article, or was first told after it."""

    stage: Stage
    footing: Footing


def since(of: Ledger, date: str | None) -> tuple[Later, ...]:
    """What came after an article's date (ISO), in order of date. Nothing at or before it,
    nothing that was only planned; nothing at all when the date cannot be read.

    What is alleged or denied is among it, as that. Raises nothing."""
    day = last_day(date)
    if day is None:
        return ()
    found = ((stage, _footing(stage, day)) for stage in of.stages)
    return tuple(Later(stage, footing) for stage, footing in found if footing is not None)


def _footing(stage: Stage, day: dt.date) -> Footing | None:
    if stage.certainty is Certainty.POSSIBLE:
        return None
    if stage.first is not None and stage.first > day:
        return Footing.PERHAPS if stage.may_be else Footing.DATED
    told = [telling.told for telling in stage.tellings]
    if any(t is None or t <= day for t in told) or (stage.last is not None and stage.last <= day):
        return None
    return Footing.PERHAPS if stage.may_be else Footing.TOLD
