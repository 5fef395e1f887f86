"""From the records to the index: the outbox drained, or everything anew."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from careo.errors import SearchError
from careo.web.records.models import Article, Entity, Outbox
from careo.web.records.search.documents import article_documents, entity_documents, everything
from careo.web.records.search.port import Kind, Search

BATCH = 200


@cache
def engine() -> Search:
    """The index that the settings name, one per process."""
    return import_string(settings.CAREO_SEARCH)(settings.CAREO_INDEX)


def pending() -> int:
    """How many changes the index has not been told of."""
    return Outbox.objects.count()


def drain(index: Search | None = None) -> int:
    """Tells the index every change in the outbox, in batches; returns how many.

    A row leaves the outbox only after the index has committed it, so a killed
    process loses nothing; telling twice changes nothing. Raises SearchError.
    """
    index = index or engine()
    if not index.ready():
        return rebuild(index)
    told = 0
    while rows := list(Outbox.objects.order_by("id")[:BATCH]):
        _tell(index, rows)
        index.commit()
        _done(rows)
        told += len(rows)
    return told


def _tell(index: Search, rows: list[Outbox]) -> None:
    articles = {row.key for row in rows if row.kind == Kind.ARTICLE}
    entities = {row.key for row in rows if row.kind == Kind.ENTITY}
    article_ids = list(Article.objects.filter(key__in=articles).values_list("id", flat=True))
    entity_ids = list(Entity.objects.filter(key__in=entities).values_list("id", flat=True))
    shown = [*article_documents(article_ids), *entity_documents(entity_ids)]
    index.put(shown)
    kept = {(document.kind, document.id) for document in shown}
    known = [(Kind.ARTICLE, i) for i in article_ids] + [(Kind.ENTITY, i) for i in entity_ids]
    index.remove(row for row in known if row not in kept)


def _done(rows: list[Outbox]) -> None:
    # A row that was changed again meanwhile has a higher stamp than any read here.
    newest = max((row.stamp for row in rows), default=0)
    Outbox.objects.filter(id__in=[row.id for row in rows], stamp__lte=newest).delete()


def rebuild(index: Search | None = None) -> int:
    """The index anew from the records; returns how many documents it holds.

    Changes made meanwhile stay in the outbox and are told afterwards.
    """
    index = index or engine()
    rows = list(Outbox.objects.all())
    index.clear()
    index.put(everything())
    index.commit()
    _done(rows)
    return index.count()


def ensure(index: Search | None = None) -> None:
    """An index that is there and knows of every change; raises SearchError."""
    index = index or engine()
    if not index.ready():
        rebuild(index)
    elif pending():
        drain(index)


def try_drain() -> None:
    """Drains unless another process is at it; what is left waits in the outbox."""
    try:
        drain()
    except SearchError:
        # Another process holds the writing lock and will see the same outbox.
        return
