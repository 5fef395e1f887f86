"""What the site calls: hits of the index joined to what the gate shows of them."""

from __future__ import annotations

from dataclasses import dataclass

from careo.web.records import gate
from careo.web.records.public import ArticleCard, EntityCard, Listing
from careo.web.records.search import feeding
from careo.web.records.search.port import Facet, Kind, Query, Results, Segment


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article with its title and an excerpt in marked pieces."""

    card: ArticleCard
    title: tuple[Segment, ...]
    excerpt: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """An entity with its name in marked pieces and the names that answered."""

    card: EntityCard
    title: tuple[Segment, ...]
    names: tuple[Segment, ...]


@dataclass(frozen=True)
class Found:
    """A page of what was found, and what it can be narrowed to."""

    listing: Listing[FoundArticle] | Listing[FoundEntity]
    facets: tuple[Facet, ...]


def find(query: Query) -> Found:
    """What `query` finds among public articles or entities.

    Raises QueryError when the reader must mend the query, SearchError when the
    index cannot answer. An index that is missing is made first.
    """
    index = feeding.engine()
    if not index.ready():
        feeding.ensure(index)
    results = index.search(query)
    items = _entities(results) if query.kind is Kind.ENTITY else _articles(results)
    listing = Listing(items, query.page, query.per_page, results.total)
    return Found(listing, results.facets)


def _articles(results: Results) -> list[FoundArticle]:
    cards = gate.cards_by_id(hit.id for hit in results.hits)
    # A row that ceased to be public since the index was told is left out here.
    shown = [(cards[hit.id], hit) for hit in results.hits if hit.id in cards]
    return [
        FoundArticle(card, hit.title, hit.excerpt or (Segment(card.excerpt),))
        for card, hit in shown
    ]


def _entities(results: Results) -> list[FoundEntity]:
    cards = gate.entity_cards_by_id(hit.id for hit in results.hits)
    return [
        FoundEntity(cards[hit.id], hit.title, hit.excerpt)
        for hit in results.hits
        if hit.id in cards
    ]
