"""Names in one list are of one type: what a firm one is, the guessed ones beside it are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from careo.annotating.draft import Candidate, Draft, Origin
from careo.values import EntityType

FIRM = Origin.CONTEXT
"""From this origin on a type tells its neighbours theirs."""

_COMMA = re.compile(r"\s*[,;]\s*(?:and |or |y |o |e |u )?(?:the |el |la |los |las |en |in )?")
_AND = re.compile(r"\s+(?:and|or|y|o|e|u)\s+(?:the |el |la |los |las |en |in )?")
_CLANS = re.compile(
    r"\s+(?:drug |crime |criminal )?(?:clans?|gangs?|cartels?|factions?|mafias?|crime families)\b"
)


def listed(draft: Draft) -> Draft:
    """Gives the guessed members of a list the type of its firm ones, and of "the A and B
    clans" the head word's. Runs over settled candidates."""
    changed: dict[int, Candidate] = {}
    for members in _lists(draft):
        type_, origin = _type_of(members, draft)
        if type_ is None:
            continue
        for candidate in members:
            if candidate.origin is Origin.MODEL and candidate.type is not type_:
                changed[candidate.span.start] = candidate.with_(type=type_, origin=origin)
    candidates = (changed.get(c.span.start, c) for c in draft.candidates)
    return draft.with_(candidates=tuple(candidates))


def _lists(draft: Draft) -> Iterator[list[Candidate]]:
    """Runs of candidates with nothing but commas and an "and" between them: three and
    more, or two that an "and" joins."""
    members: list[Candidate] = []
    joined = False
    for candidate in draft.candidates:
        if members:
            start, end = members[-1].span.end, candidate.span.start
            is_and = bool(_AND.fullmatch(draft.low, start, end))
            if not joined and (is_and or _COMMA.fullmatch(draft.low, start, end)):
                members.append(candidate)
                joined = is_and
                continue
            yield from _complete(members, joined)
        members, joined = [candidate], False
    yield from _complete(members, joined)


def _complete(members: list[Candidate], joined: bool) -> Iterator[list[Candidate]]:
    if len(members) > 2 or (joined and len(members) > 1):
        yield members


def _type_of(members: list[Candidate], draft: Draft) -> tuple[EntityType | None, Origin]:
    if _CLANS.match(draft.low, members[-1].span.end):
        return EntityType.GROUP, Origin.HEAD
    types = {c.type for c in members if c.origin >= FIRM}
    return (types.pop() if len(types) == 1 else None), Origin.MODEL
