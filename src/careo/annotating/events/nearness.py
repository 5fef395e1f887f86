"""Whether a role noun can be a person's: nobody else stands between the two.

The parser hangs "Ana Sol said that they caught Juan Luna, leader of the …" on Ana Sol too
often. To call the wrong one a leader is worse than to miss the right one.
"""

from __future__ import annotations

import re

from careo.annotating.events.arguments import Filler, Fillers
from careo.values import EntityType, Mention, Span

_OTHERS = re.compile(
    r"\b(?:hij[oa]|herman[oa]|espos[oa]|viud[oa]|padre|madre|prim[oa]|sobrin[oa]|cunad[oa]|pareja"
    r"|novi[oa]|abogad[oa]|amig[oa]|soci[oa]|asesin[oa]|asesinato|muerte|captura|detencion"
    r"|son|daughter|brother|sister|wife|husband|widow|father|mother|cousin|nephew|niece"
    r"|girlfriend|boyfriend|lawyer|attorney|friend|associate|murderer|murder|death|killing"
    r"|arrest|capture)s?(?: \w+){0,2} (?:of|de|del)\b"
)
"""What the role's bearer is somebody else to ("son of the former judge")."""
_ADJACENT = re.compile(
    r"[\s,(“\"‘'«]*(?:(?:el|la|the|a|an|un|una|presunt[oa]|alleged|supuest[oa]) )*"
)


def clear(
    holders: tuple[Filler, ...], word: Span, fillers: Fillers, low: str
) -> tuple[Filler, ...]:
    """The holders between whom and the word nobody else is named; when somebody is and
    stands right before the word, that one. `low` is the article's folded text."""
    kept = tuple(
        h
        for h in holders
        if h.type is not EntityType.PERSON or not _is_blocked(h, holders, word, fillers, low)
    )
    if kept or not holders:
        return kept
    before = fillers.mention_before(word.start)
    if before is None or not _stands_at(before, word, low):
        return ()
    return (Filler(before.entity, before.span, fillers.entities.get(before.entity)),)


def _is_blocked(
    holder: Filler, holders: tuple[Filler, ...], word: Span, fillers: Fillers, low: str
) -> bool:
    start, end = min(holder.span.end, word.end), max(holder.span.start, word.start)
    if ";" in low[start:end]:
        return True  # "A, director of B; C, director of D"
    if holder.span.end <= word.start and _OTHERS.search(low, start, end):
        return True
    own = {h.name for h in holders}
    return any(
        mention.type is EntityType.PERSON and mention.entity not in own
        for mention in fillers.mentions_between(start, end)
    )


def _stands_at(mention: Mention, word: Span, low: str) -> bool:
    is_near = _ADJACENT.fullmatch(low, mention.span.end, word.start)
    return mention.type is EntityType.PERSON and bool(is_near)
