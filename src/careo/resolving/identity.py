"""Which identity a local entity belongs to, across articles and languages.

First stage: what the authority knows has its authority id, name, type and country;
everything else is its folded name and type. State bodies and places carry their
country, because many countries have a "National Police" and a "Santa Rosa"; persons do
not, because one article states a nationality and the next does not. Two different
people with one name therefore share an identity until a person splits them; so do all who are only
ever called by one surname.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from careo.authority.loader import entry
from careo.resolving.names import fold
from careo.values import EntityType, LocalEntity

KEY_LIMIT = 200
"""Longest folded name in a key; longer ones end in a digest."""

_BY_COUNTRY = frozenset({EntityType.AGENCY, EntityType.PLACE})


@dataclass(frozen=True, slots=True)
class Identity:
    """One entity behind many mentions; equal keys mean the same entity.

    `key` is `authority/<id>` or `name/<type>/<country or ->/<folded name>`: stable
    for the same input, at most 260 characters, lower case.
    """

    key: str
    type: EntityType
    name: str
    country: str | None = None
    authority: str | None = None


def identity_of(entity: LocalEntity, language: str | None) -> Identity:
    """The identity of one article's entity. `language` is the article's; an identity
    is the same in all of them, so it changes nothing here. Raises nothing."""
    del language
    known = entry(entity.authority) if entity.authority else None
    if known is not None:
        # The English name, whatever the article's language: it must not depend on which
        # article was read first.
        return Identity(f"authority/{known.id}", known.type, known.en, known.country, known.id)
    if entity.authority:
        key = f"authority/{entity.authority}"
    else:
        country = (entity.country or "-") if entity.type in _BY_COUNTRY else "-"
        key = f"name/{entity.type}/{country}/{_short(fold(entity.name) or entity.name)}".lower()
    return Identity(key, entity.type, entity.name, entity.country, entity.authority)


def _short(name: str) -> str:
    if len(name) <= KEY_LIMIT:
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{name[: KEY_LIMIT - 17]}#{digest}"
