"""In how many articles that may be seen each entity is named (`Entity.article_count`).

What is named in nothing that may be seen has no page either: its name would tell what a
corrected or withdrawn article said.
"""

from __future__ import annotations

from django.db.models import F

from careo.web.records.changes import Changes
from careo.web.records.models import Article, Entity, Mention

Named = dict[int, str]
"""Entities by row number, with their keys."""


def recount(before: Named, after: Named, changes: Changes) -> None:
    """Moves the article counts when an article's entities go from `before` to `after`."""
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    if gone:
        Entity.objects.filter(id__in=gone).update(article_count=F("article_count") - 1)
    if come:
        Entity.objects.filter(id__in=come).update(article_count=F("article_count") + 1)
    for id_ in gone | come:
        changes.entity((before | after)[id_])


def current_entities(article: Article) -> Named:
    """The entities that the article's current version names."""
    if article.current_id is None:
        return {}
    rows = Mention.objects.filter(version=article.current_id).order_by().distinct()
    return dict(rows.values_list("entity_id", "entity__key"))


def count_flip(article: Article, changes: Changes) -> None:
    """Counts an article in that has become public, or out that no longer is."""
    named = current_entities(article)
    recount(*(({}, named) if article.public else (named, {})), changes)
