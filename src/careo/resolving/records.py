"""What is known of an entity when it is held against another."""

from __future__ import annotations

from dataclasses import dataclass

from careo.values import EntityType


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """One entity as articles or a list have it. `names` begins with the name it goes by;
    aliases follow. `groups` (that it belongs to), `offices` and `beside` (who is named in the
    same articles) are any stable keys, the same ones in every record. `years` are the
    first and the last year in which it is told to have done anything, or to have lived."""

    id: str
    type: EntityType
    names: tuple[str, ...]
    country: str | None = None
    authority: str | None = None
    groups: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    years: tuple[int, int] | None = None
