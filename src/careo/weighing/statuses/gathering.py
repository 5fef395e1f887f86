"""Events of many articles, gathered: one real event, one record, all of its tellings.

    tellings ─► of one person: the moments of that person          ─┐
             ─► of nobody named: pairs of one type that share a      ├─► one event
                group, doer or place, told or dated within days,     │
                whose likeness reaches LIKELY                       ─┘

What the tellings give as doer, place, date and figure is kept side by side with who says
so: nothing is averaged, chosen or filled in. Near-linear: a telling is compared with few.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from careo.values import Certainty, EntityType
from careo.weighing.statuses.moments import NEWS, NIGHT, moments
from careo.weighing.statuses.telling import Party, Telling, sources
from careo.weighing.statuses.times import Precision, When

LIKELY = 0.7
"""From what likeness on two tellings are of one event. Chosen so that no single ground
suffices: a shared person needs a date that agrees, a shared place a day and a ground more."""
COMPARED = 12
"""With how many earlier tellings, at most, one that names no person is compared."""
REACH = dt.timedelta(days=4)
"""How far apart the days of tellings that name no person may be to be compared."""

_FAMILY = {"death": "killing"}


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for or against two tellings being of one event, and its weight."""

    reason: str
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much speaks for two tellings being of one event; the score is the sum of its
    grounds, at most 1."""

    grounds: tuple[Ground, ...]

    @property
    def score(self) -> float:
        return max(0.0, min(1.0, round(sum(ground.weight for ground in self.grounds), 3)))

    @property
    def is_one_event(self) -> bool:
        return self.score >= LIKELY


@dataclass(frozen=True, slots=True)
class Said:
    """Something that tellings of one event say: a date, place, doer or figure; with how
    many independent sources, and which tellings."""

    value: str
    sources: int
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """One event. `key` is the place of its first telling, the same for the same tellings.
    `may_be` are the keys of events that it may be the same as: nothing tells which."""

    key: str
    tellings: tuple[Telling, ...]
    may_be: tuple[str, ...] = ()

    @property
    def types(self) -> tuple[Said, ...]:
        """What type of event it is told as, of most sources first."""
        return _said(self.tellings, lambda t: [t.type])

    @property
    def certainty(self) -> Certainty:
        """The surest with which it is told."""
        return self.tellings[0].footing

    @property
    def sources(self) -> int:
        """How many independent sources tell it."""
        return sources(self.tellings)

    @property
    def who(self) -> tuple[Party, ...]:
        """Everybody named who underwent it."""
        return tuple(dict.fromkeys(party for t in self.tellings for party in t.who))

    @property
    def dates(self) -> tuple[Said, ...]:
        return _said(self.tellings, lambda t: [t.date])

    @property
    def places(self) -> tuple[Said, ...]:
        return _said(self.tellings, lambda t: [t.where])

    @property
    def doers(self) -> tuple[Said, ...]:
        """Whom tellings name as having done it; competing ones beside one another."""
        return _said(self.tellings, lambda t: t.by)

    @property
    def amounts(self) -> tuple[Said, ...]:
        """Figures as they were written."""
        return _said(self.tellings, lambda t: [t.amount])

    def why(self) -> tuple[Likeness, ...]:
        """For each telling after the first, its likeness to the one before it that is most
        like it."""
        found = []
        for place, telling in enumerate(self.tellings[1:], 1):
            before = self.tellings[max(0, place - COMPARED) : place]
            alike = (likeness(telling, other) for other in (self.tellings[0], *before))
            found.append(max(alike, key=lambda one: one.score))
        return tuple(found)


def gather(tellings: Iterable[Telling]) -> tuple[Gathered, ...]:
    """The events that tellings are of, in the order of their first tellings. Every telling
    is in exactly one. The order they come in does not matter. Raises nothing."""
    unique = sorted(set(tellings), key=lambda t: (t.footing.rank, t.order))
    groups, may_be = _Groups(unique), dict[int, set[int]]()
    for block in _by_person(unique):
        _join_moments(block, unique, groups, may_be)
    _join_unnamed(unique, groups)
    return _gathered(unique, groups, may_be)


def family_of(type_: str) -> str:
    """The type that events of a type are gathered with: a death in one text is a killing in
    the next. What is gathered of one family depends on nothing of another, so that a new
    article makes only its own families be gathered anew."""
    return _FAMILY.get(type_, type_)


# --- how alike ----------------------------------------------------------------


def likeness(one: Telling, other: Telling) -> Likeness:
    """What speaks for and against two tellings being of one event. The same whichever is
    first; empty, and so 0, when their types or times rule it out."""
    if family_of(one.type) != family_of(other.type):
        return Likeness(())
    time = _time(one, other)
    if time is None:
        return Likeness(())
    return Likeness((time, *_parties(one, other), *_circumstances(one, other)))


def _time(one: Telling, other: Telling) -> Ground | None:
    """The ground that the times give; None when they rule one event out."""
    when, also = one.when, other.when
    if when is not None and also is not None:
        return _dates(when, also)
    if when is not None or also is not None:
        dated, told = (when, other.told) if when is not None else (also, one.told)
        if dated is None or told is None or dated.precision is Precision.YEAR:
            return None
        near = dated.first - told <= NIGHT and told - dated.last <= NEWS
        return Ground(f"told within {NEWS.days} days of {dated.said}", _TOLD) if near else None
    if one.told is None or other.told is None:
        return None
    days = abs(one.told - other.told).days
    return Ground(f"told {days} days apart, no date said", _TOLD) if days <= NEWS.days else None


def _dates(one: When, other: When) -> Ground | None:
    if one.precision is other.precision is Precision.DAY:
        days = abs(one.first - other.first)
        if days > NIGHT:
            return None
        return Ground(f"days {one.said}, {other.said}", 0.25) if days else _same("day", one.said)
    if not one.meets(other):
        return None
    return Ground("dates agree: " + ", ".join(sorted({one.said, other.said})), 0.15)


def _same(what: str, value: str) -> Ground:
    return Ground(f"same {what}: {value}", _WEIGHTS[what])


_TOLD = 0.05
"""What it weighs that two were told about one time: enough beside a shared person, little
beside a shared country."""
_WEIGHTS = {
    "person": 0.65,
    "day": 0.4,
    "party": 0.3,
    "place": 0.3,
    "doer": 0.2,
    "figure": 0.2,
    "words": 0.2,
}


def _parties(one: Telling, other: Telling) -> Iterator[Ground]:
    shared = sorted({p.key for p in one.who} & {p.key for p in other.who})
    persons = {p.key for p in one.who if p.type is EntityType.PERSON}
    others = {p.key for p in other.who if p.type is EntityType.PERSON}
    if persons & others:
        yield _same("person", min(persons & others))
    elif persons and others:
        yield Ground("different persons", -0.5)
    elif shared:
        yield _same("party", shared[0])
    doers = sorted(set(one.by) & set(other.by))
    if doers:
        yield _same("doer", doers[0])
    words = _words(one.described) & _words(other.described)
    if words:
        yield _same("words", " ".join(sorted(words)))


def _circumstances(one: Telling, other: Telling) -> Iterator[Ground]:
    if one.where and other.where:
        if one.where == other.where:
            # A country that was attacked is not where it was, too.
            if one.where not in {p.key for p in one.who} & {p.key for p in other.who}:
                yield _same("place", one.where)
        else:
            yield Ground("different places", -0.2)
    if one.amount and one.amount == other.amount:
        yield _same("figure", one.amount)


@lru_cache(maxsize=8_192)
def _words(described: tuple[str, ...]) -> frozenset[str]:
    """The words of a description that say something: no articles, no numbers."""
    words = (word.strip(".,;:“”\"'()").casefold() for part in described for word in part.split())
    return frozenset(word for word in words if len(word) > 3 and word.isalpha())


# --- joining ------------------------------------------------------------------


class _Groups:
    """Which tellings are one event so far, and on which days each event was."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self._parent = list(range(len(tellings)))
        self._days = [_day(telling) for telling in tellings]

    def root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        """Makes two one, unless they are told to have been on days that are apart: what is
        vague must not tie two events together."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return
        days, more = self._days[first], self._days[second]
        if days and more:
            joined = min(days[0], more[0]), max(days[1], more[1])
            if joined[1] - joined[0] > NIGHT:
                return
            days = joined
        self._parent[second] = first
        self._days[first] = days or more


def _day(telling: Telling) -> tuple[dt.date, dt.date] | None:
    when = telling.when
    return (when.first, when.last) if when and when.precision is Precision.DAY else None


def _by_person(tellings: Sequence[Telling]) -> Iterator[list[int]]:
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, telling in enumerate(tellings):
        for party in telling.who:
            if party.type is EntityType.PERSON:
                blocks[family_of(telling.type), party.key].append(index)
    yield from (blocks[key] for key in sorted(blocks))


def _join_moments(
    block: Sequence[int],
    tellings: Sequence[Telling],
    groups: _Groups,
    may_be: dict[int, set[int]],
) -> None:
    index = {tellings[i]: i for i in block}
    found = moments(tellings[i] for i in block)
    firsts = [index[moment.tellings[0]] for moment in found]
    for first, moment in zip(firsts, found, strict=True):
        for telling in moment.tellings[1:]:
            groups.join(first, index[telling])
        if moment.may_be:
            may_be.setdefault(first, set()).update(firsts[place] for place in moment.may_be)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A telling, the day that it is compared by, and whether it names a person."""

    telling: Telling
    day: dt.date
    is_personal: bool


def _placed(telling: Telling) -> _Placed | None:
    """None when it is not compared: it has no day of its own, nor one it was told on."""
    when = telling.when
    day = telling.told if when is None else when.first
    if day is None or (when is not None and when.precision is not Precision.DAY):
        return None
    return _Placed(telling, day, any(p.type is EntityType.PERSON for p in telling.who))


def _join_unnamed(tellings: Sequence[Telling], groups: _Groups) -> None:
    """Joins what names no person, block by block of those that share a group, doer or
    place, in order of day."""
    placed = [_placed(telling) for telling in tellings]
    blocks: dict[tuple[str, str], list[tuple[dt.date, int]]] = defaultdict(list)
    for index, one in enumerate(placed):
        if one is not None:
            for token in _tokens(one.telling):
                blocks[family_of(one.telling.type), token].append((one.day, index))
    compared: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        _join_alike([index for _, index in sorted(blocks[key])], placed, groups, compared)


def _tokens(telling: Telling) -> set[str]:
    return {*(party.key for party in telling.who), *telling.by, telling.where or ""} - {""}


def _join_alike(
    block: Sequence[int],
    placed: Sequence[_Placed | None],
    groups: _Groups,
    compared: set[tuple[int, int]],
) -> None:
    for place, index in enumerate(block):
        one = placed[index]
        for other_index in reversed(block[max(0, place - COMPARED) : place]):
            other = placed[other_index]
            if one is None or other is None or one.day - other.day > REACH:
                break
            pair = (other_index, index)
            # Of two that name persons, moments decide.
            if pair in compared or (one.is_personal and other.is_personal):
                continue
            compared.add(pair)
            if likeness(other.telling, one.telling).is_one_event:
                groups.join(other_index, index)


def _gathered(
    tellings: Sequence[Telling], groups: _Groups, may_be: dict[int, set[int]]
) -> tuple[Gathered, ...]:
    members: dict[int, list[int]] = defaultdict(list)
    for index in range(len(tellings)):
        members[groups.root(index)].append(index)
    taken: Counter[str] = Counter()
    keys = {root: _key(tellings[root], taken) for root in members}
    events = []
    for root, indexes in members.items():
        others = {groups.root(o) for i in indexes for o in may_be.get(i, ())} - {root}
        held = tuple(tellings[i] for i in indexes)
        events.append(Gathered(keys[root], held, tuple(sorted(keys[o] for o in others))))
    return tuple(events)


def _key(telling: Telling, taken: Counter[str]) -> str:
    span = telling.evidence.span
    who = ",".join(party.key for party in telling.who)
    key = f"{telling.type}/{telling.evidence.article}/{span.start}-{span.end}/{who}"
    # "Arrested in 1993 and in 2014": two events of one sentence.
    key = f"{key}/{telling.date}" if telling.date else key
    taken[key] += 1
    return key if taken[key] == 1 else f"{key}/{taken[key]}"


def _said(
    tellings: Iterable[Telling], values: Callable[[Telling], Iterable[str | None]]
) -> tuple[Said, ...]:
    by: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        for value in values(telling):
            if value:
                by[value].append(telling)
    said = [Said(value, sources(told), tuple(told)) for value, told in by.items()]
    return tuple(sorted(said, key=lambda one: (-one.sources, one.value)))
