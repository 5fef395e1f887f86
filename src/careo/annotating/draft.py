"""What the components of the annotator hand on: a draft that each makes fuller.

A component is a callable `Draft -> Draft` that leaves its input as it was. The order
is in `rules.COMPONENTS`; docs/annotation.md says what each may rely on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import Any, Self

from careo.annotating.language.parsing import Parsed
from careo.authority.folding import folded
from careo.values import (
    Annotations,
    Article,
    Claim,
    EntityType,
    Event,
    LocalEntity,
    Mention,
    Relation,
    Span,
)


class Origin(IntEnum):
    """What proposed a candidate; of two for one span the higher wins."""

    MODEL = 1
    CONTEXT = 2
    GAZETTEER = 3
    HEAD = 4
    AUTHORITY = 5
    INTRODUCED = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may name something. `type` is None while nothing tells it;
    `known` are the ids of the authority entries that have this name, `role` the public
    office before a person's name."""

    span: Span
    origin: Origin
    type: EntityType | None = None
    known: tuple[str, ...] = ()
    role: str | None = None

    def with_(self, **changes: Any) -> Self:
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class SameAs:
    """The text says that the two spans name one entity: `name` is the fuller name,
    `other` the alias, acronym or translation."""

    name: Span
    other: Span


@dataclass(frozen=True)
class Draft:
    """An article on its way: the parse, and what has been found so far."""

    article: Article
    language: str
    parsed: tuple[Parsed, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    same: tuple[SameAs, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[LocalEntity, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def low(self) -> str:
        """The text folded, with the same offsets."""
        return folded(self.text)

    @cached_property
    def _by_start(self) -> dict[int, list[Candidate]]:
        found: dict[int, list[Candidate]] = {}
        for candidate in self.candidates:
            found.setdefault(candidate.span.start, []).append(candidate)
        return found

    def candidates_at(self, start: int) -> list[Candidate]:
        """The candidates that start at an offset."""
        return self._by_start.get(start, [])

    def with_(self, **changes: Any) -> Self:
        return replace(self, **changes)

    def annotations(self) -> Annotations:
        """What leaves the stage."""
        return Annotations(
            mentions=self.mentions,
            entities=self.entities,
            claims=self.claims,
            events=self.events,
            relations=self.relations,
        )


Component = Callable[[Draft], Draft]
