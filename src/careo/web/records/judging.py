"""Judgements of identity: what the machine proposes, what persons decide, and what follows.

    entities ─► blocks, scores ─► judgements (rows) ◄─ persons
                                       │
                          clusters ◄───┘  ─► which row belongs to which identity

A judgement changes nothing by itself: identities are worked out from all that stand, so
one that is overruled leaves no trace in what is shown. Places are left to the gazetteer.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from careo.errors import RecordError
from careo.resolving import clustering
from careo.resolving.judgements import Judgement
from careo.resolving.proposing import propose as propose_pairs
from careo.resolving.records import EntityRecord
from careo.resolving.scoring import Decision
from careo.values import EntityType
from careo.web.records import merging
from careo.web.records.models import Entity, IdentityJudgement, Mention, Name, Relation
from careo.web.records.plain import insert
from careo.web.records.walking import batches

BATCH = 500
BESIDE = 20
"""Others named beside an entity that are told of it: those named with it most often."""
GROUPS, OFFICES = ("member_of", "leads"), ("holds_office",)


def judge(left: str, right: str, decision: Decision, by: str, why: str = "") -> None:
    """A person's word on two entities, by their keys; what it changes is shown at once.
    Raises RecordError for a key that is not there, for the same twice, and when a person
    and something else should be one."""
    found = {row.key: row for row in Entity.objects.filter(key__in=(left, right))}
    for key in (left, right):
        if key not in found:
            raise RecordError("there is no such entity", where=key)
    if left == right:
        raise RecordError("one entity is no pair", where=left)
    first, second = sorted((left, right))
    if decision is Decision.SAME:
        _check(found[first], found[second])
    with transaction.atomic():
        IdentityJudgement.objects.create(
            left=first, right=second, decision=str(decision), by=by, machine=False, why=why
        )
        concerned = clustering.reach((left, right), _judged)
        apply(concerned | _together(concerned))


def _check(one: Entity, other: Entity) -> None:
    if (one.type == EntityType.PERSON) != (other.type == EntityType.PERSON):
        kinds = f"“{one.name}” ({one.type}) and “{other.name}” ({other.type})"
        raise RecordError(f"a person is nothing else: {kinds}", where=one.key)


def propose() -> int:
    """Asks the machine about every pair of entities worth comparing, and adds a judgement
    where it says something new; returns how many it added."""
    held = _standing_of_machine()
    now = timezone.now()
    fresh: list[Judgement] = []
    for one in propose_pairs(list(records()), now.isoformat()):
        before = held.pop(one.pair, None)
        said = (str(one.decision), round(one.score or 0.0, 3))
        # Most pairs that share a word are two; that goes without saying.
        if said != before and not (before is None and one.decision is Decision.DIFFERENT):
            fresh.append(one)
    fresh += (_withdrawn(pair, now) for pair in held if held[pair][0] == Decision.SAME)
    fields = ("left", "right", "decision", "by", "machine", "when", "why", "score")
    insert(
        IdentityJudgement,
        fields,
        ((*one.pair, str(one.decision), one.by, True, now, one.why, one.score) for one in fresh),
    )
    return len(fresh)


def apply(keys: Iterable[str] | None = None) -> int:
    """Works out the identities of these entities, or of all that anybody judged, and makes
    the rows say so; returns how many identities changed."""
    wanted = _judged_keys() if keys is None else set(keys)
    rows = {row.key: row for row in _rows(wanted)}
    judged = [one for one in _judgements(wanted) if one.left in rows and one.right in rows]
    ids = sorted(rows, key=lambda key: rows[key].id)
    authority = {key: row.authority for key, row in rows.items() if row.authority}
    found = clustering.identities(ids, judged, authority).members()
    return sum(merging.settle([rows[key] for key in members]) for members in found.values())


# --- what is known of the entities ------------------------------------------------


def records() -> Iterator[EntityRecord]:
    """Every entity that an article names, but for places, with what tells it from others."""
    rows = Entity.objects.exclude(type=EntityType.PLACE).filter(mentions__isnull=False)
    for batch in batches(rows.distinct(), BATCH):
        yield from _records(batch)


def _records(batch: list[Entity]) -> Iterator[EntityRecord]:
    ids = [row.id for row in batch]
    names = _grouped(Name.objects.filter(entity__in=ids).values_list("entity", "text"))
    groups, offices = _tied(ids, GROUPS), _tied(ids, OFFICES)
    years, beside = _years(ids), _beside(ids)
    for row in batch:
        others = sorted(set(names.get(row.id, ())) - {row.name})
        yield EntityRecord(
            id=row.key,
            type=EntityType(row.type),
            names=(row.name, *others),
            country=row.country or None,
            authority=row.authority or None,
            groups=frozenset(groups.get(row.id, ())),
            offices=frozenset(offices.get(row.id, ())),
            beside=frozenset(beside.get(row.id, ())),
            years=years.get(row.id),
        )


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for id_, value in pairs:
        found[id_].append(value)
    return found


def _tied(ids: list[int], types: tuple[str, ...]) -> dict[int, list[str]]:
    rows = Relation.objects.filter(source__in=ids, type__in=types).exclude(certainty="denied")
    return _grouped(rows.order_by().values_list("source", "target__key").distinct())


def _years(ids: list[int]) -> dict[int, tuple[int, int]]:
    """The years of the articles that name each: nobody is told of long before he lives."""
    dated = Mention.objects.filter(entity__in=ids, version__published_on__isnull=False)
    found: dict[int, tuple[int, int]] = {}
    for id_, year in (
        dated.order_by().values_list("entity", "version__published_on__year").distinct()
    ):
        first, last = found.get(id_, (year, year))
        found[id_] = (min(first, year), max(last, year))
    return found


def _beside(ids: list[int]) -> dict[int, list[str]]:
    """Who is named in the same articles, most often first."""
    versions = Mention.objects.filter(entity__in=ids).order_by().values_list("entity", "version")
    held: dict[int, set[int]] = defaultdict(set)
    for id_, version in versions.distinct():
        held[version].add(id_)
    times: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    named = Mention.objects.filter(version__in=list(held)).exclude(entity__type=EntityType.PLACE)
    for version, other_id, other in (
        named.order_by().values_list("version", "entity", "entity__key").distinct()
    ):
        for id_ in held[version]:
            if id_ != other_id:
                times[id_][other] += 1
    return {
        id_: sorted(others, key=lambda key: (-others[key], key))[:BESIDE]
        for id_, others in times.items()
    }


# --- judgements as rows --------------------------------------------------------


def _as_value(row: IdentityJudgement) -> Judgement:
    return Judgement(
        row.left,
        row.right,
        Decision(row.decision),
        row.by,
        row.when.isoformat(),
        row.why,
        row.score,
        row.machine,
    )


def _judged(key: str) -> list[Judgement]:
    rows = IdentityJudgement.objects.filter(Q(left=key) | Q(right=key))
    return [_as_value(row) for row in rows]


def _judgements(keys: set[str]) -> list[Judgement]:
    if len(keys) > BATCH:
        rows = IdentityJudgement.objects.all()
    else:
        rows = IdentityJudgement.objects.filter(Q(left__in=keys) | Q(right__in=keys))
    return [_as_value(row) for row in rows.iterator(chunk_size=BATCH)]


def _judged_keys() -> set[str]:
    same = IdentityJudgement.objects.filter(decision=Decision.SAME).order_by()
    pairs = same.values_list("left", "right").distinct()
    return {key for pair in pairs.iterator(chunk_size=BATCH) for key in pair}


def _rows(keys: set[str]) -> Iterator[Entity]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), BATCH):
        yield from Entity.objects.filter(key__in=ordered[start : start + BATCH])


def _together(keys: Iterable[str]) -> set[str]:
    """Those that belong to an identity with any of these now."""
    touched = Entity.objects.filter(key__in=list(keys))
    leaders = {row.redirect_to_id or row.id for row in touched}
    rows = Entity.objects.filter(Q(id__in=leaders) | Q(redirect_to__in=leaders))
    return set(rows.values_list("key", flat=True))


def _standing_of_machine() -> dict[tuple[str, str], tuple[str, float]]:
    """What the machine last said of each pair."""
    rows = IdentityJudgement.objects.filter(machine=True).order_by("id")
    values = rows.values_list("left", "right", "decision", "score")
    return {
        (left, right): (decision, round(score or 0.0, 3))
        for left, right, decision, score in values.iterator(chunk_size=BATCH)
    }


def _withdrawn(pair: tuple[str, str], now: dt.datetime) -> Judgement:
    """What the machine says of a pair that it no longer finds worth comparing."""
    why = "no longer alike enough to compare"
    return Judgement(*pair, Decision.UNSURE, "careo", now.isoformat(), why, None, machine=True)
