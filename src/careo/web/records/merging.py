"""Two rows, one identity; and back again (see `belonging`)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count

from careo.errors import RecordError
from careo.values import EntityType
from careo.web.records import publishing
from careo.web.records.belonging import parts, whole
from careo.web.records.changes import Changes
from careo.web.records.models import Article, Entity, Mention


def merge(keys: Iterable[str]) -> Entity:
    """Makes one identity of the rows with these keys, and of all that belong to them;
    returns it. The one in the authority leads, else the oldest: a merge does not change
    the address of what is known longest. Raises RecordError for a key that is not there,
    for fewer than two, and where a person would become something else."""
    wanted = sorted(set(keys))
    with transaction.atomic():
        found = {row.key: row for row in Entity.objects.select_for_update().filter(key__in=wanted)}
        for key in wanted:
            if key not in found:
                raise RecordError("there is no such entity", where=key)
        rows = _with_parts(found.values())
        if len(rows) < 2:
            raise RecordError("a merge takes two entities", where=", ".join(wanted))
        _check(rows)
        leader = min(rows, key=lambda row: (not row.authority, row.id))
        _point(rows, leader)
    return leader


def part(key: str) -> None:
    """Gives a row that was merged its own identity back. Raises RecordError when there is
    no such row, or none that was merged."""
    with transaction.atomic():
        row = Entity.objects.select_for_update().filter(key=key, redirect_to__isnull=False).first()
        if row is None:
            raise RecordError("no entity of that key was merged into another", where=key)
        left = row.redirect_to
        _point([row], None)
        changes = Changes()
        _recount([left], changes)
        changes.publish()


def _with_parts(rows: Iterable[Entity]) -> list[Entity]:
    leaders = {whole(row).id for row in rows}
    chosen = Entity.objects.filter(id__in=leaders) | Entity.objects.filter(redirect_to__in=leaders)
    return list(chosen.order_by("id"))


def _check(rows: list[Entity]) -> None:
    persons = {row.type == EntityType.PERSON for row in rows}
    if len(persons) > 1:
        names = " and ".join(f"“{row.name}” ({row.type})" for row in rows[:2])
        raise RecordError(f"a person is no {names}", where=rows[0].key)


def _point(rows: list[Entity], leader: Entity | None) -> None:
    """Says on each row that it belongs to `leader`, or to itself; all that is shown of
    them is decided, counted and told anew."""
    changes = Changes()
    touched = {whole(row).id: whole(row) for row in rows} | {row.id: row for row in rows}
    for row in rows:
        row.redirect_to = None if leader is None or row.id == leader.id else leader
    Entity.objects.bulk_update(rows, ["redirect_to"])
    fresh = list(Entity.objects.filter(id__in=touched).select_related("redirect_to"))
    _recount(fresh, changes)
    for row in fresh:
        publishing.weigh_identity(row, changes)
        changes.entity(row.key)
    named = Mention.objects.filter(entity__in=touched).values("version")
    for key in Article.objects.filter(current__in=named).values_list("key", flat=True):
        changes.article(key)
    changes.publish()


def _recount(rows: Iterable[Entity | None], changes: Changes) -> None:
    """Counts anew in how many articles that may be seen each of the identities is named."""
    shown = Article.objects.filter(public=True).values("current")
    for row in rows:
        if row is None:
            continue
        named = Mention.objects.filter(entity__in=parts(row), version__in=shown)
        counted = named.order_by().aggregate(n=Count("version", distinct=True))["n"]
        count = 0 if row.redirect_to_id else counted
        Entity.objects.filter(id=row.id).exclude(article_count=count).update(article_count=count)
        changes.entity(row.key)
