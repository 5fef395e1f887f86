"""Candidates from the authority: names that are known before the article is read."""

from __future__ import annotations

from careo.annotating.draft import Candidate, Draft, Origin
from careo.annotating.language.runs import opens_sentence
from careo.annotating.language.words import words_of
from careo.authority.index import Match, authority_index
from careo.authority.loader import authority
from careo.values import EntityType, Span


def known(draft: Draft) -> Draft:
    """Adds the authority's names in the text, each with the ids of all who bear it, and
    the bodies that are named in small letters."""
    small = words_of(draft.language).small
    found = tuple(
        _candidate(match)
        for match in authority_index().find(draft.text, draft.low)
        # "Para …" opens a sentence; without its accent "Pará" is no place.
        if draft.low[match.start : match.end] not in small
        or not opens_sentence(draft.text, match.start)
    )
    bodies = (
        Candidate(Span(*match.span()), Origin.HEAD, EntityType.AGENCY)
        for match in words_of(draft.language).bodies.finditer(draft.low)
        if draft.text[match.start()].islower()
    )
    return draft.with_(candidates=draft.candidates + found + tuple(bodies))


def _candidate(match: Match) -> Candidate:
    return Candidate(Span(match.start, match.end), Origin.AUTHORITY, type_of(match.ids), match.ids)


def type_of(ids: tuple[str, ...]) -> EntityType:
    """The type of the entries; the first one's where they differ."""
    return authority()[ids[0]].type
