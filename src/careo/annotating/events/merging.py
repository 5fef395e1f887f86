"""What an article tells several times of one real event becomes one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from careo.annotating.events.arguments import Filler
from careo.annotating.language import syntax
from careo.annotating.language.word_sets import word_set
from careo.authority.folding import folded
from careo.values import Certainty, EntityType, Span

_BACK = 12
"""How many earlier events of the type an event is compared with."""
_SMALL = word_set("small")
_POINTING = word_set("pointing")
"""Determiners by which a description points back to somebody already told of."""
_NEAR = 1200
"""Characters back to which "the men" may mean those who were called otherwise."""
_LEAD = 450
"""Characters of an opening that may tell of somebody before it names them."""
DEED = "deed"
"""The type of a telling that only means an event told before ("this crime")."""
_VIOLENT = frozenset({"killing", "attack", "kidnapping"})
_FAR = 1500
"""Characters after which "the attack" need not be the one told last."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one place of the text tells it."""

    type: str
    trigger: Span
    evidence: Span
    certainty: Certainty
    who: tuple[Filler, ...] = ()
    by: tuple[Filler, ...] = ()
    where: str | None = None
    date: str | None = None
    amount: str | None = None
    nominal: bool = False
    adjectival: bool = False
    definite: bool = False
    """Told by "the" or "this" and a noun, of which another word tells whose deed it was."""

    def named(self) -> set[str]:
        """The entities that underwent it."""
        return {f.name for f in self.who if f.entity is not None}


def merged(told: Iterable[Told]) -> list[Told]:
    """One record for each real event, in the order of first telling."""
    events: list[Told] = []
    latest: dict[str, list[int]] = {}
    last: tuple[int, int] | None = None
    for one in told:
        if _means_one_before(one) and last is not None:
            index, start = last
            if one.trigger.start - start < _FAR and _lacks_doer(events[index], one):
                events[index] = _done_by(events[index], one)
                continue
        if one.type == DEED:
            continue
        index = _index_of(one, events, latest.setdefault(one.type, []))
        if one.type in _VIOLENT:
            last = index, one.trigger.start
    return _without_parts(events)


def _index_of(one: Told, events: list[Told], before: list[int]) -> int:
    """Where in `events` a telling stands now: joined to an earlier one, or by itself."""
    for index in reversed(before[-_BACK:]):
        if is_same(events[index], one):
            events[index] = joined(events[index], one)
            return index
    before.append(len(events))
    events.append(one)
    return before[-1]


def _means_one_before(one: Told) -> bool:
    """Whether a telling says no more than who did what was told before."""
    if one.certainty in (Certainty.DENIED, Certainty.POSSIBLE) or not one.by or one.who:
        return False
    is_bare = one.definite and one.nominal and not one.amount and one.type in _VIOLENT
    return one.type == DEED or is_bare


def _lacks_doer(event: Told, deed: Told) -> bool:
    if event.certainty is Certainty.DENIED or any(f.entity is not None for f in event.by):
        return False
    if not (_dates_agree(event.date, deed.date)):
        return False
    return not {f.name for f in event.who} & {f.name for f in deed.by}


def _done_by(event: Told, deed: Told) -> Told:
    """The event with the doers of the deed that it is; alleged when they are."""
    certainty = event.certainty
    if deed.certainty is Certainty.ALLEGED and certainty is Certainty.REPORTED:
        certainty = Certainty.ALLEGED
    where, date = event.where or deed.where, event.date or deed.date
    by = _united(event.by, deed.by)
    return replace(event, by=by, certainty=certainty, where=where, date=date)


def _without_parts(events: list[Told]) -> list[Told]:
    """Leaves out the death of, and the attack on, somebody whose killing is told."""
    killed = {name for e in events if e.type == "killing" for name in e.named()}
    return [
        event
        for event in events
        if event.type not in ("death", "attack") or not event.named() or event.named() - killed
    ]


def is_same(one: Told, other: Told) -> bool:
    """Whether two tellings of one type can be of one event: nothing that both say
    differs, and they share somebody, or the later says only that it happened."""
    if not _dates_agree(one.date, other.date):
        return False
    if one.type == "negotiation":
        return _same_parties(one, other)
    if not _amounts_agree(one, other):
        return False
    named, others = one.named(), other.named()
    if named and others:
        return bool(named & others)
    if one.where and other.where and one.where != other.where:
        return False
    return _same_unnamed(one, other)


def _same_unnamed(one: Told, other: Told) -> bool:
    """The same where at least one of them names nobody who underwent it."""
    if one.who and other.who:
        alike = _described_alike(one.who, other.who) or _as_many(one, other)
        return alike or _points_back(one, other) or _points_ahead(one, other)
    if {f.name for f in one.by} & {f.name for f in other.by}:
        return True
    return other.nominal and not other.who and not other.by and not other.amount


def _as_many(one: Told, other: Told) -> bool:
    """Whether one tells by number whom the other names: "two men" and their names."""
    named, described = (one, other) if one.named() else (other, one)
    if described.named() or len(named.named()) < 2:
        return False
    return (described.amount or "").startswith(f"{len(named.named())} ")


def _points_back(one: Told, other: Told) -> bool:
    """Whether the later telling means by "the men", "ese sujeto", "my client" whom the
    earlier names, or calls so."""
    if other.named() or other.amount not in (None, one.amount):
        return False
    if not all(map(_is_definite, other.who)):
        return False
    if one.named():
        return _is_many(one) == _is_many(other)
    if {_head_of(f) for f in one.who} == {_head_of(f) for f in other.who}:
        return True
    is_near = other.trigger.start - one.trigger.end < _NEAR
    return is_near and not other.date and _is_many(one) == _is_many(other)


def _head_of(filler: Filler) -> str:
    return filler.name if filler.head is None else str(filler.head.lower_)


def _points_ahead(one: Told, other: Told) -> bool:
    """Whether the article opens with "an Alva woman was shot" whom it names further down."""
    if one.named() or not other.named() or one.trigger.start > _LEAD or one.amount:
        return False
    return len(one.who) == 1 and not _is_many(one) and not _is_many(other)


def _is_definite(filler: Filler) -> bool:
    if filler.head is None:
        return False
    return any(c.lower_ in _POINTING for c in syntax.children(filler.head) if c.i < filler.head.i)


def _is_many(told: Told) -> bool:
    """Whether several underwent it, by number or by form."""
    if len(told.who) != 1 or told.who[0].entity is not None or told.who[0].head is None:
        return len(told.who) > 1
    head = told.who[0].head
    return head.tag_ in ("NNS", "NNPS") or "Plur" in head.morph.get("Number")


def _same_parties(one: Told, other: Told) -> bool:
    """Whether all who talk in one telling talk in the other: one side alone talks to many."""
    parties, others = ({f.name for f in (*t.who, *t.by)} for t in (one, other))
    return bool(parties and others) and (parties <= others or others <= parties)


def _dates_agree(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    return one.startswith(other) or other.startswith(one)


def _amounts_agree(one: Told, other: Told) -> bool:
    return one.amount is None or other.amount is None or one.amount == other.amount


def _described_alike(one: Sequence[Filler], other: Sequence[Filler]) -> bool:
    words, others = _content(one), _content(other)
    shared = words & others
    return bool(shared) and len(shared) * 2 >= min(len(words), len(others))


def _content(fillers: Iterable[Filler]) -> set[str]:
    return {
        word
        for filler in fillers
        if filler.entity is None
        for word in folded(filler.name).split()
        if word not in _SMALL and len(word) > 2
    }


def joined(one: Told, other: Told) -> Told:
    """One record of both: the surer certainty, the finer date, everybody whom either
    names. Who denies or is only feared to have done it is not taken over."""
    if other.certainty.rank < one.certainty.rank:
        return joined(replace(other), one)
    by, certainty = one.by, one.certainty
    if other.certainty is Certainty.ALLEGED and not by and _names_somebody(other.by):
        # That it happened is sure, who did it is not; and no guilt is asserted by us.
        certainty = Certainty.ALLEGED
    if other.certainty is not Certainty.DENIED or one.certainty is Certainty.DENIED:
        by = _united(one.by, other.by)
    return replace(
        one,
        certainty=certainty,
        who=_united(one.who, other.who),
        by=by,
        where=one.where or other.where,
        date=max((d for d in (one.date, other.date) if d), key=len, default=None),
        amount=one.amount or other.amount,
        nominal=one.nominal and other.nominal,
    )


def _names_somebody(by: Iterable[Filler]) -> bool:
    return any(filler.type is EntityType.PERSON for filler in by)


def _united(one: Sequence[Filler], other: Sequence[Filler]) -> tuple[Filler, ...]:
    """Both lists; a description gives way to a name that the other telling has."""
    both = {f.name: f for f in (*one, *other)}
    names = [f for f in both.values() if f.entity is not None]
    if names and len(both) > len(names):
        told = [one, other]
        described = next((t for t in told if t and all(f.entity is None for f in t)), None)
        if described is not None:
            return tuple(names)
    return tuple(both.values())
