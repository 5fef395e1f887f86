"""From rows to what the index holds of them: public rows only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models.functions import Coalesce

from careo.web.records.belonging import whole_slug
from careo.web.records.models import Article, Entity, Event, Mention
from careo.web.records.names import section_paths
from careo.web.records.rendering import spanish_name
from careo.web.records.search.port import Document, Kind

BATCH = 100


def article_documents(ids: Iterable[int]) -> Iterator[Document]:
    """The documents of those among the articles that are public."""
    rows = Article.objects.filter(id__in=list(ids), public=True, current__isnull=False)
    rows = rows.select_related("current").prefetch_related("current__tag_links__tag")
    found = list(rows)
    versions = [row.current_id for row in found]
    named = _named(versions)
    events = _events(versions)
    for row in found:
        yield _article(row, named.get(row.current_id, ()), events.get(row.current_id, ()))


def _article(row: Article, named: Iterable[tuple[str, str]], events: Iterable[str]) -> Document:
    version = row.current
    named = tuple(named)
    published = row.published_on
    return Document(
        kind=Kind.ARTICLE,
        id=row.id,
        title=version.title,
        body="\n\n".join(filter(None, (version.standfirst, version.text))),
        language=row.language,
        facets={
            "language": (row.language,) if row.language else (),
            "type": (row.type,) if row.type else (),
            "section": tuple(section_paths(version.section)),
            "tag": tuple(link.tag.slug for link in version.tag_links.all()),
            "entity": tuple(slug for slug, _ in named),
            "event": tuple(events),
            "country": tuple(sorted({country for _, country in named if country})),
            "year": (str(published.year),) if published else (),
        },
        day=published.toordinal() if published else 0,
    )


def _named(versions: list[int]) -> dict[int, list[tuple[str, str]]]:
    country = Coalesce("entity__redirect_to__country", "entity__country")
    rows = (
        Mention.objects.filter(version__in=versions, entity__public=True)
        .order_by()
        .values_list("version", whole_slug("entity__"), country)
        .distinct()
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for version, slug, country in rows:
        found.setdefault(version, []).append((slug, country))
    return found


def _events(versions: list[int]) -> dict[int, list[str]]:
    rows = Event.objects.filter(public=True, version__in=versions).values_list("version", "type")
    found: dict[int, list[str]] = {}
    for version, kind in rows.distinct().order_by("version", "type"):
        found.setdefault(version, []).append(kind)
    return found


def entity_documents(ids: Iterable[int]) -> Iterator[Document]:
    """The documents of those among the entities that are public and in use."""
    rows = Entity.objects.filter(
        id__in=list(ids), public=True, redirect_to=None, article_count__gt=0
    )
    for row in rows.prefetch_related("names", "redirects__names"):
        yield Document(
            kind=Kind.ENTITY,
            id=row.id,
            title=row.name,
            names=_other_names(row),
            facets={
                "type": (row.type.lower(),),
                "country": (row.country,) if row.country else (),
            },
            weight=row.article_count,
        )


def _other_names(row: Entity) -> tuple[str, ...]:
    rows = (row, *row.redirects.all())
    names = [spanish_name(row), *(name.text for part in rows for name in part.names.all())]
    return tuple(dict.fromkeys(name for name in names if name and name != row.name))


def everything() -> Iterator[Document]:
    """Every document, in batches, so that memory does not grow with the archive."""
    for model, documents in ((Article, article_documents), (Entity, entity_documents)):
        last = 0
        while True:
            rows = model.objects.filter(id__gt=last, public=True).order_by("id")
            ids = list(rows.values_list("id", flat=True)[:BATCH])
            if not ids:
                break
            yield from documents(ids)
            last = ids[-1]
