"""Which tellings of one kind of event, of one and the same entity, are of one event.

    tellings, surest first ─► finest date first ─► fits exactly one moment   → joins it
                                                 ─► fits none                → a new moment
                                                 ─► fits several, or has no
                                                    date and is told later   → a moment of its
                                                    own that may be one of those

What is told less surely comes after what is told more surely and changes none of its
moments: an allegation neither makes, nor dates, nor joins what is reported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from careo.values import Certainty
from careo.weighing.statuses.telling import Telling
from careo.weighing.statuses.times import Precision, When

NIGHT = dt.timedelta(days=1)
"""Days so near are one: a night has two dates, and so has a time zone."""
NEWS = dt.timedelta(days=14)
"""How long after a day what is told without a date is told as news of it: follow-ups come
within two weeks. Later it may be that event or another."""
MAY_BE = 20
"""Of how many moments, the latest, it is kept that a telling may be one of them."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Tellings of one event, surest first. `may_be` are the places in the list of moments
    of those it may be the same as: it fits several, or nothing says when it was."""

    tellings: tuple[Telling, ...]
    may_be: tuple[int, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """The surest with which it is told."""
        return self.tellings[0].footing

    @property
    def surest(self) -> tuple[Telling, ...]:
        """The tellings that are as sure as the surest."""
        return tuple(t for t in self.tellings if t.footing is self.certainty)


@dataclass(slots=True)
class _Draft:
    when: When | None
    told: dt.date | None
    tellings: list[Telling]
    may_be: list[_Draft] = field(default_factory=list)
    place: int = -1


def moments(tellings: Iterable[Telling]) -> tuple[Moment, ...]:
    """The events of one kind that befell one entity. Every telling is in exactly one
    moment; the order of the tellings does not matter. Raises nothing."""
    drafts = _Drafts()
    unique = sorted(set(tellings), key=lambda t: (t.footing.rank, t.order))
    for footing, tier in groupby(unique, key=lambda t: t.footing):
        drafts.next_tier(footing)
        for telling in tier:
            drafts.add(telling)
    return drafts.moments()


class _Drafts:
    """The moments so far. `_dated` and `_undated` hold those that may be joined by what is
    less sure or less finely dated; `_loose` those that may be one of others."""

    def __init__(self) -> None:
        self._all: list[_Draft] = []
        self._dated: dict[int, list[_Draft]] = {}
        self._undated: list[_Draft] = []
        self._loose: list[_Draft] = []
        self._settled = 0
        """How many undated ones are of surer tiers."""
        self._footing = Certainty.REPORTED

    def next_tier(self, footing: Certainty) -> None:
        self._footing, self._loose, self._settled = footing, [], len(self._undated)

    def add(self, telling: Telling) -> None:
        fitting = list(self._fitting(telling))
        if len(fitting) == 1:
            fitting[0].tellings.append(telling)
            return
        draft = next((d for d in reversed(self._loose) if _is_alike(d, telling)), None)
        if draft is not None:
            draft.tellings.append(telling)
            return
        may_be = fitting or self._possible(telling)
        if not may_be:
            self._new(telling)
            return
        draft = _Draft(telling.when, telling.told, [telling], may_be[-MAY_BE:])
        self._loose.append(draft)
        self._all.append(draft)

    def moments(self) -> tuple[Moment, ...]:
        for place, draft in enumerate(self._all):
            draft.place = place
        return tuple(
            Moment(tuple(draft.tellings), tuple(sorted(d.place for d in draft.may_be)))
            for draft in self._all
        )

    def _new(self, telling: Telling) -> None:
        draft = _Draft(telling.when, telling.told, [telling])
        self._all.append(draft)
        if draft.when is None:
            self._undated.append(draft)
            return
        for month in _months(draft.when):
            self._dated.setdefault(month, []).append(draft)

    def _fitting(self, telling: Telling) -> Iterator[_Draft]:
        """The moments that it is of, as far as anything says."""
        when, told = telling.when, telling.told
        if when is not None:
            for draft in self._near(when, NIGHT):
                if draft.when is not None and _is_one_time(draft.when, when):
                    yield draft
            for draft in self._undated:
                if draft.told is not None and _is_news_of(when, draft.told):
                    yield draft
            return
        if told is not None and self._footing is not Certainty.POSSIBLE:
            for draft in self._near(When(_add(told, -NEWS), told, ""), NIGHT):
                if draft.when is not None and _is_news_of(draft.when, told):
                    yield draft
        for draft in self._undated[self._own() :]:
            if _is_told_near(draft.told, told):
                yield draft

    def _own(self) -> int:
        """From where on the undated may be joined: a plan is no news of what happened."""
        return self._settled if self._footing is Certainty.POSSIBLE else 0

    def _possible(self, telling: Telling) -> list[_Draft]:
        """The moments that a telling without a date may be of: all up to its day."""
        if telling.when is not None or self._footing is Certainty.POSSIBLE:
            return []
        told = telling.told or dt.date.max
        dated = {id(d): d for held in self._dated.values() for d in held}
        found = [d for d in dated.values() if d.when is not None and d.when.first <= told]
        found += [d for d in self._undated if (d.told or dt.date.min) <= told]
        return sorted(found, key=lambda d: (_end(d), d.tellings[0].order))

    def _near(self, when: When, reach: dt.timedelta) -> list[_Draft]:
        wide = When(_add(when.first, -reach), _add(when.last, reach), "")
        found = {id(d): d for month in _months(wide) for d in self._dated.get(month, ())}
        return list(found.values())


def _is_one_time(one: When, other: When) -> bool:
    if one.precision is other.precision is Precision.DAY:
        return abs(one.first - other.first) <= NIGHT
    return one.meets(other)


def _is_news_of(when: When, told: dt.date) -> bool:
    """Whether what is told without a date is told as news of what was then."""
    if when.precision is Precision.YEAR:
        return False
    return when.first - told <= NIGHT and told - when.last <= NEWS


def _is_told_near(one: dt.date | None, other: dt.date | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= NEWS


def _is_alike(draft: _Draft, telling: Telling) -> bool:
    """Whether a telling that may be of several moments is told as another one is."""
    if draft.when is not None and telling.when is not None:
        return draft.when.said == telling.when.said
    if draft.when is not None or telling.when is not None:
        return False
    return _is_told_near(draft.told, telling.told)


def _end(draft: _Draft) -> dt.date:
    return draft.when.last if draft.when else draft.told or dt.date.min


def _months(when: When) -> range:
    first, last = when.first, when.last
    return range(first.year * 12 + first.month, last.year * 12 + last.month + 1)


def _add(day: dt.date, delta: dt.timedelta) -> dt.date:
    try:
        return day + delta
    except OverflowError:
        return day
