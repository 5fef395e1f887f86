"""Rows are made one identity, or parted again (see `belonging`)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count

from careo.web.records import publishing
from careo.web.records.belonging import parts, whole
from careo.web.records.changes import Changes
from careo.web.records.models import Article, Entity, Mention


def settle(rows: list[Entity]) -> bool:
    """Makes one identity of exactly these rows, which all are one and nobody else is with
    them; says whether that changed anything."""
    leader = _leader(rows)
    if all(row.redirect_to_id == (None if row == leader else leader.id) for row in rows):
        return False
    with transaction.atomic():
        _point(rows, leader)
    return True


def _leader(rows: list[Entity]) -> Entity:
    """The one in the authority, else the oldest: a merge does not change the address of
    what is known longest."""
    return min(rows, key=lambda row: (not row.authority, row.id))


def _point(rows: list[Entity], leader: Entity) -> None:
    """Says on each row that it belongs to `leader`; all that is shown of them, and of those
    they belonged to, is decided, counted and told anew."""
    changes = Changes()
    touched = {whole(row).id: whole(row) for row in rows} | {row.id: row for row in rows}
    for row in rows:
        row.redirect_to = None if row == leader else leader
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


def _recount(rows: Iterable[Entity], changes: Changes) -> None:
    """Counts anew in how many articles that may be seen each of the identities is named."""
    shown = Article.objects.filter(public=True).values("current")
    for row in rows:
        named = Mention.objects.filter(entity__in=parts(row), version__in=shown)
        counted = named.order_by().aggregate(n=Count("version", distinct=True))["n"]
        count = 0 if row.redirect_to_id else counted
        Entity.objects.filter(id=row.id).exclude(article_count=count).update(article_count=count)
        changes.entity(row.key)
