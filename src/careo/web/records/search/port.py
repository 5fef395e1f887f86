"""The search port: what an index is asked and what it answers.

The index is derived from the records, may be thrown away at any time, and is never
the truth: a hit is only a number and marked text; what is shown of it comes through
the gate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from careo.errors import QueryError

MAX_QUERY = 500
MAX_CLAUSES = 24
MAX_DEPTH = 10_000
"""How far into the hits a reader may page."""


class Kind(StrEnum):
    ARTICLE = "article"
    ENTITY = "entity"


class Sort(StrEnum):
    RELEVANCE = "relevance"
    DATE = "date"


FACETS = ("language", "type", "section", "tag", "entity", "event", "country", "year")
"""What results can be narrowed by and counted over; values are slugs and codes."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One word, or several in a row; `excluded` when hits must not have it."""

    words: str
    phrase: bool = False
    excluded: bool = False


@dataclass(frozen=True)
class Query:
    """What a reader asks: hits have every clause and every facet value given.

    An empty `text` asks for everything that the facets leave.
    """

    text: str = ""
    kind: Kind = Kind.ARTICLE
    facets: Mapping[str, str] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = 10


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of plain text; `marked` when it is what was looked for. Not HTML:
    templates escape it."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """The row's number, and where its title and text answer the query."""

    id: int
    title: tuple[Segment, ...] = ()
    excerpt: tuple[Segment, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Facet:
    """One value a result list can be narrowed to, and how many hits it leaves."""

    name: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, the number of all hits, and their facets, most frequent first."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True)
class Document:
    """What the index holds of one row. `facets` has any of `FACETS`; `day` is a
    proleptic ordinal (0: unknown); `weight` lifts what is named often."""

    kind: Kind
    id: int
    title: str
    body: str = ""
    names: tuple[str, ...] = ()
    language: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    day: int = 0
    weight: int = 0


class Search(Protocol):
    """An index. Every method raises SearchError when it cannot be used."""

    def ready(self) -> bool:
        """Whether the index exists in the form this version writes."""

    def search(self, query: Query) -> Results:
        """The hits; raises QueryError when the query asks for the impossible."""

    def put(self, documents: Iterable[Document]) -> None:
        """Adds the documents or replaces those of the same kind and number."""

    def remove(self, rows: Iterable[tuple[Kind, int]]) -> None:
        """Takes rows out; those that are not in it are no error."""

    def commit(self) -> None:
        """Makes everything since the last commit visible."""

    def clear(self) -> None:
        """Empties the index, making it if need be."""

    def count(self) -> int:
        """How many documents are visible."""


_PIECE = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:["“”«](?P<phrase>[^"“”»]*)["“”»]|(?P<word>[^\s"“”«»]+))'
)


def clauses(text: str) -> tuple[Clause, ...]:
    """The reader's query, read leniently: words, "phrases in quotes", -exclusions.

    `AND` between words changes nothing, since all clauses must hold; an unclosed
    quote is taken as no quote; other signs are white space. Raises QueryError for
    text beyond `MAX_QUERY` characters or `MAX_CLAUSES` clauses.
    """
    if len(text) > MAX_QUERY:
        raise QueryError(f"a query may have {MAX_QUERY} characters; shorten it")
    found: list[Clause] = []
    for match in _PIECE.finditer(text):
        words = match["phrase"] if match["phrase"] is not None else match["word"]
        if not re.search(r"\w", words) or words == "AND":
            continue
        found.append(Clause(words, match["phrase"] is not None, bool(match["minus"])))
    if len(found) > MAX_CLAUSES:
        raise QueryError(f"a query may have {MAX_CLAUSES} words; leave some out")
    return tuple(found)


def checked(query: Query) -> Query:
    """`query` if an index can answer it; raises QueryError that says what is wrong."""
    unknown = sorted(set(query.facets) - set(FACETS))
    if unknown:
        raise QueryError(f"cannot narrow by {unknown[0]!r}; use one of {', '.join(FACETS)}")
    if query.page < 1 or not 1 <= query.per_page <= 100:
        raise QueryError("pages count from 1 and hold at most 100 hits")
    if query.page * query.per_page > MAX_DEPTH:
        raise QueryError("so many hits cannot be paged through; narrow the query")
    return query
