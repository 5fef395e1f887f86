"""In how many articles that may be seen each entity is named (`Entity.article_count`).

What is named in nothing that may be seen has no page either: its name would tell what a
corrected or withdrawn article said.
"""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Coalesce

from careo.web.records.belonging import whole_id
from careo.web.records.changes import Changes
from careo.web.records.models import Article, Entity, Mention

Named = dict[int, str]
"""Identities by row number, with their keys."""


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
    """The identities that the article's current version names."""
    if article.current_id is None:
        return {}
    rows = Mention.objects.filter(version=article.current_id).order_by().distinct()
    key = Coalesce("entity__redirect_to__key", "entity__key")
    return dict(rows.values_list(whole_id("entity__"), key))


def count_flip(article: Article, changes: Changes) -> None:
    """Counts an article in that has become public, or out that no longer is."""
    named = current_entities(article)
    recount(*(({}, named) if article.public else (named, {})), changes)
