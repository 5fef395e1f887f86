"""Mentions of one name become one local entity."""

from __future__ import annotations

from careo.annotating.draft import Draft
from careo.values import EntityType, LocalEntity, Mention


def gather(draft: Draft) -> Draft:
    """Turns candidates into mentions and local entities, numbered in text order."""
    ids: dict[tuple[str, EntityType], str] = {}
    mentions, entities = [], []
    for candidate in sorted(draft.candidates, key=lambda c: c.span):
        type_ = candidate.type or EntityType.ORG
        name = candidate.span.of(draft.text)
        key = (name.casefold(), type_)
        if key not in ids:
            ids[key] = f"e{len(ids) + 1}"
            entities.append(LocalEntity(ids[key], name, type_))
        mentions.append(Mention(candidate.span, name, type_, ids[key]))
    return draft.with_(mentions=tuple(mentions), entities=tuple(entities))
