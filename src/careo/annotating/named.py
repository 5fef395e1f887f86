"""Candidates from the models' own names."""

from __future__ import annotations

from careo.annotating.draft import Candidate, Draft, Origin
from careo.values import EntityType

TYPES = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORG,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
}


def named(draft: Draft) -> Draft:
    """Adds what the model calls a name."""
    found = tuple(
        Candidate(parsed.piece.span(ent.start_char, ent.end_char), Origin.MODEL, TYPES[ent.label_])
        for parsed in draft.parsed
        for ent in parsed.doc.ents
        if ent.label_ in TYPES and ent.text.strip()
    )
    return draft.with_(candidates=draft.candidates + found)
