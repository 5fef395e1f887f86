"""The status ledger: the dated stages in the path of one person, or of a group itself.

    tellings of an entity ─► by kind of stage ─► moments ─► stages, in order of date
                                                               │
       what they said on a day ──────────────────────► conflicts, newest known status,
                                                       what came since

Acquittal and release are stages like any other. What contradicts what is kept and shown;
nothing is decided that no text tells.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from careo.values import Certainty
from careo.weighing.statuses.moments import NIGHT
from careo.weighing.statuses.stages import Stage, is_stage_of, stages_of
from careo.weighing.statuses.telling import Evidence, Party, Spoken, Telling
from careo.weighing.statuses.times import last_day


class ConflictKind(StrEnum):
    """In what tellings or stages contradict one another."""

    DATES = "dates"
    """One stage, and dates that cannot all be right."""
    DENIAL = "denial"
    """A stage that is told and denied, or a denial of what may be those stages."""
    AFTER_DEATH = "after death"
    """Told dead, and something told of a later day that only the living do; or two deaths."""
    SPEAKS = "speaks"
    """Told dead, and told to have said something on a later day."""
    PERHAPS_ONE = "perhaps one"
    """Two stages of one kind with neighboring dates: perhaps one with two dates."""
    OPPOSED = "opposed"
    """Convicted and acquitted, and the dates do not say which came last."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """`stages` are the keys of those that are concerned, in ledger order; `evidence` is what
    contradicts them where that is no stage."""

    kind: ConflictKind
    stages: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


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

    def is_contested(self, stage: Stage) -> bool:
        """Whether it is a death after which the dead is told to have spoken: such a death
        is kept with its conflict and is nobody's status."""
        return any(c.kind is ConflictKind.SPEAKS for c in self.conflicts_of(stage))

    def conflicts_of(self, stage: Stage) -> tuple[Conflict, ...]:
        """What a stage is in conflict with."""
        return tuple(conflict for conflict in self.conflicts if stage.key in conflict.stages)


# --- building -----------------------------------------------------------------


def ledgers(tellings: Iterable[Telling], spoken: Iterable[Spoken] = ()) -> dict[str, Ledger]:
    """The ledger of every entity that has a stage, by its key, in the order of the keys.
    `spoken` is what any of them said on a day that is told."""
    parties: dict[str, Party] = {}
    by: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        for party in set(telling.who):
            if is_stage_of(party, telling):
                known = parties.get(party.key, party)
                parties[party.key] = max(party, known, key=lambda one: str(one.type))
                by[party.key].append(telling)
    words: dict[str, list[Spoken]] = defaultdict(list)
    for one in spoken:
        words[one.speaker].append(one)
    return {key: ledger(parties[key], by[key], words.get(key, ())) for key in sorted(by)}


def ledger(entity: Party, tellings: Iterable[Telling], spoken: Iterable[Spoken] = ()) -> Ledger:
    """The ledger of one entity, from any tellings and any words; those of others are passed
    over. The order of either does not matter. Raises nothing."""
    stages = stages_of(entity, tellings)
    words = {one for one in spoken if one.speaker == entity.key}
    return Ledger(entity, stages, (*_conflicts(stages), *_speaking(stages, words)))


# --- conflicts ----------------------------------------------------------------

_LIVING = frozenset({"kidnapped", "captured", "surrendered", "escaped", "extradited", "released"})
"""What only the living undergo: courts may convict the dead."""
SPOKEN = 5
"""How many words after a death are kept as evidence that contradicts it, the earliest."""
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


def _speaking(stages: Sequence[Stage], words: Iterable[Spoken]) -> Iterator[Conflict]:
    """Deaths, reported or alleged, after which the dead speak; with a day of grace, as a
    night has two dates."""
    said = sorted(words, key=lambda one: one.order)
    for death in stages:
        last = death.last
        if death.kind != "dead" or death.certainty.rank > 1 or last is None:
            continue
        later = [w.evidence for w in said if w.when and w.when.first - last > NIGHT]
        if later:
            yield Conflict(ConflictKind.SPEAKS, (death.key,), tuple(later[:SPOKEN]))


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
    reported = [
        s for s in of.stages if s.certainty is Certainty.REPORTED and not of.is_contested(s)
    ]
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
    CONTESTED = "contested"
    """A death, and the dead is told to have spoken after it."""


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
    found = ((stage, _footing(of, stage, day)) for stage in of.stages)
    return tuple(Later(stage, footing) for stage, footing in found if footing is not None)


def _footing(of: Ledger, stage: Stage, day: dt.date) -> Footing | None:
    if stage.certainty is Certainty.POSSIBLE:
        return None
    is_dated = stage.first is not None and stage.first > day
    told = [telling.told for telling in stage.tellings]
    is_told_before = any(one is None or one <= day for one in told)
    if not is_dated and (is_told_before or (stage.last is not None and stage.last <= day)):
        return None
    if of.is_contested(stage):
        return Footing.CONTESTED
    if stage.may_be:
        return Footing.PERHAPS
    return Footing.DATED if is_dated else Footing.TOLD
