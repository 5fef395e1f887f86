"""What articles have in common."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from careo.web.records.belonging import whole_id
from careo.web.records.models import Article, Entity, Mention, Tag

RELATED_SEEDS = 12
"""Entities of an article that are looked for in others: the rarest tell most."""


def shared_scores(row: Article, shown: QuerySet[Article]) -> dict[int, float]:
    """How much each of the articles that may be seen shares with this one: named entities
    and tags, each weighing by how few articles have it. By row number."""
    scores: dict[int, float] = {}
    named = Mention.objects.filter(version=row.current_id, entity__public=True)
    entities = dict(
        Entity.objects.filter(id__in=named.order_by().values_list(whole_id("entity__")))
        .order_by("article_count", "id")
        .values_list("id", "article_count")[:RELATED_SEEDS]
    )
    others = shown.filter(language=row.language).exclude(id=row.id)
    if row.translation_key:
        others = others.exclude(translation_key=row.translation_key)
    if row.series_key:
        others = others.exclude(series_key=row.series_key)
    by_entity = (
        Mention.objects.filter(
            Q(entity__in=entities) | Q(entity__redirect_to__in=entities),
            version__in=others.values("current"),
        )
        .order_by()
        .values_list("version__article_id", whole_id("entity__"))
        .distinct()
    )
    for article_id, entity_id in by_entity:
        weight = 1 / max(1, entities[entity_id])
        scores[article_id] = scores.get(article_id, 0.0) + weight
    tags = {
        tag_id: max(1, times)
        for tag_id, times in Tag.objects.filter(version_links__version=row.current_id)
        .annotate(times=Count("versions"))
        .values_list("id", "times")
    }
    by_tag = others.filter(current__tag_links__tag__in=tags).values_list(
        "id", "current__tag_links__tag_id"
    )
    for article_id, tag_id in by_tag:
        if tag_id in tags:
            scores[article_id] = scores.get(article_id, 0.0) + 1 / tags[tag_id]
    return scores
