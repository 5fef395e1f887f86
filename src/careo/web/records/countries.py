"""Articles by country: what the newsroom filed under its name, and what names it where
that may be shown. Countries are the authority's places that have demonyms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from django.db.models import Q, QuerySet

from careo.authority.loader import Entry, authority
from careo.web.records.models import Article, Mention, VersionTag
from careo.web.records.names import slug_of


@cache
def countries() -> Mapping[str, Entry]:
    """The authority's countries by ISO 3166 code."""
    known = (entry for entry in authority().values() if entry.demonyms and entry.country)
    return MappingProxyType({str(entry.country): entry for entry in known})


def _tags(code: str) -> frozenset[str]:
    known = countries().get(code)
    return frozenset(slug_of(name) for name in known.names) if known else frozenset()


def about_country(code: str) -> Q:
    """Articles about the country with this code; none for a code that we do not know."""
    known = countries().get(code)
    tagged = VersionTag.objects.filter(tag__slug__in=_tags(code))
    named = Mention.objects.filter(entity__authority=known.id if known else "-")
    named = named.filter(entity__public=True)
    return Q(current__in=tagged.values("version")) | Q(current__in=named.values("version"))


def countries_of(articles: QuerySet[Article]) -> frozenset[str]:
    """The codes of the countries that any of the articles is about; two queries."""
    current = articles.order_by().values("current")
    tags = VersionTag.objects.filter(version__in=current)
    slugs = set(tags.order_by().values_list("tag__slug", flat=True).distinct())
    ids = {entry.id: code for code, entry in countries().items()}
    named = Mention.objects.filter(
        version__in=current, entity__public=True, entity__authority__in=ids
    )
    found = named.order_by().values_list("entity__authority", flat=True).distinct()
    return frozenset(ids[id_] for id_ in found) | frozenset(
        code for code in countries() if _tags(code) & slugs
    )
