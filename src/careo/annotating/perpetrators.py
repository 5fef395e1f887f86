"""The component `perpetrators`: who is said to have done what nobody is named for yet.

Violence is often told in one breath and its authors in another: "the attack was claimed
by …", "police blamed …", "… took responsibility". An event without a doer gets the one
that such words name beside it, in its own sentence or in one of the two after it. What is
only blamed on somebody makes the event alleged.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from careo.annotating.draft import Draft
from careo.values import Certainty, EntityType, Event, Mention

VIOLENT = frozenset({"killing", "attack", "kidnapping", "disappearance", "displacement"})
DOERS = frozenset({EntityType.GROUP, EntityType.ORG, EntityType.AGENCY})
NEAR = 60
"""Most characters between the words and the name: a description, not a clause."""
AFTERWARDS = 2
"""Sentences after the event in which its author may be named."""

_LINK = rf"(?:[^.,;:\n]|,(?= (?:the|el|la)\b)){{0,{NEAR}}}?$"
_OF = re.compile(r" (?:of|from|belonging to|del?|pertenecientes al?)\b[^.,;:\n]*? ?")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]*)*[.!?]*")


class _Words(NamedTuple):
    """Patterns over folded text: before a name (`by_before`, `blame_before`) and after it."""

    by_before: re.Pattern[str]
    blame_before: re.Pattern[str]
    claim_after: re.Pattern[str]
    blame_after: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Named:
    """Somebody named as the author at a place; `sure` when nobody merely blames them."""

    entity: str
    sure: bool


def perpetrators(draft: Draft) -> Draft:
    """Gives violent events without a doer the one that the text names for them."""
    ids = frozenset(entity.id for entity in draft.entities)
    if not any(_lacks_doer(event, ids) for event in draft.events):
        return draft
    sentences = [m.span() for m in _SENTENCE.finditer(draft.text)]
    starts = [start for start, _ in sentences]
    authors = [list(_authors(draft, *span)) for span in sentences]
    events = []
    for event in (_with_bodies(event, draft, ids) for event in draft.events):
        at = bisect_left(starts, event.trigger_span.start + 1) - 1
        found = _first(authors, at, event) if _lacks_doer(event, ids) and at >= 0 else None
        events.append(event if found is None else _done_by(event, found))
    return draft.with_(events=tuple(events))


def _with_bodies(event: Event, draft: Draft, ids: frozenset[str]) -> Event:
    """The event with the bodies that its described doers are of ("members of a front of
    the …")."""
    if event.type not in VIOLENT:
        return event
    found = list(event.by)
    for words in event.by:
        at = -1 if words in ids else draft.text.find(words, event.evidence.start)
        if not 0 <= at < event.evidence.end:
            continue
        end = at + len(words)
        found += [
            mention.entity
            for mention in _mentions(draft, end, min(event.evidence.end, end + NEAR))
            if mention.type in DOERS and _OF.fullmatch(draft.low, end, mention.span.start)
        ]
    return replace(event, by=tuple(dict.fromkeys(found)))


def _lacks_doer(event: Event, ids: frozenset[str]) -> bool:
    is_named = any(by in ids for by in event.by)
    return event.type in VIOLENT and not is_named and event.certainty is not Certainty.DENIED


def _first(authors: list[list[_Named]], at: int, event: Event) -> _Named | None:
    for named in authors[at : at + 1 + AFTERWARDS]:
        for author in named:
            if author.entity not in event.who:
                return author
    return None


def _done_by(event: Event, author: _Named) -> Event:
    certainty = event.certainty
    if not author.sure and certainty is Certainty.REPORTED:
        certainty = Certainty.ALLEGED
    return replace(event, by=(*event.by, author.entity), certainty=certainty)


def _authors(draft: Draft, start: int, end: int) -> Iterator[_Named]:
    words = _words(draft.language)
    for mention in _mentions(draft, start, end):
        if mention.type not in DOERS:
            continue
        before = draft.low[max(start, mention.span.start - NEAR - 40) : mention.span.start]
        after = draft.low[mention.span.end : min(end, mention.span.end + NEAR + 40)]
        if words.by_before.search(before) or words.claim_after.match(after):
            yield _Named(mention.entity, True)
        elif words.blame_before.search(before) or words.blame_after.match(after):
            yield _Named(mention.entity, False)


def _mentions(draft: Draft, start: int, end: int) -> Iterator[Mention]:
    at = bisect_left(draft.mentions, start, key=lambda m: m.span.start)
    while at < len(draft.mentions) and draft.mentions[at].span.start < end:
        yield draft.mentions[at]
        at += 1


@cache
def _words(language: str) -> _Words:
    return _SPANISH if language == "es" else _ENGLISH


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b{_LINK}")


def _after(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[^.;:\n]{{0,{NEAR}}}?)\b(?:{words})\b")


_ENGLISH = _Words(
    by_before=_before(
        r"(?:perpetrated|carried out|committed|staged|launched|executed|planted|conducted"
        r"|claimed|masterminded|ordered|set off|detonated|attacked|killed|murdered|kidnapped"
        r"|ambushed|assassinated|victims?) (?:by|of)|at the hands of"
    ),
    blame_before=_before(
        r"blam(?:es?|ed|ing)|accus(?:es?|ed|ing)|attribut(?:es?|ed|ing)(?: \w+){0,6} to"
        r"|(?:the )?work of|suspect(?:s|ed)?|responsibility (?:of|lies with|falls on)"
        r"|point(?:s|ed|ing)? (?:\w+ ){0,2}(?:to|at)"
    ),
    claim_after=_after(
        r"(?:claim|tak|took|assum|accept|admit)\w*(?: \w+){0,2} (?:responsibility|credit)"
        r"|claim(?:s|ed) (?:the|this) (?:attack|killing|bombing|murder|kidnapping)"
    ),
    blame_after=_after(
        r"(?:is|are|was|were|be|been|as) (?:\w+ ){0,3}(?:responsible|behind|to blame|guilty)"
        r"|(?:is|are|was|were|been) (?:\w+ ){0,2}(?:blamed|accused|suspected)"
    ),
)
_SPANISH = _Words(
    by_before=_before(
        r"(?:perpetrad|cometid|ejecutad|realizad|lanzad|reivindicad|ordenad|asesinad|atacad"
        r"|secuestrad|emboscad|ultimad)[oa]s? por|a manos de|victimas? de|autoria de"
    ),
    blame_before=_before(
        r"culp(?:a|o|an|aron|ando) a|responsabiliz(?:a|o|an|aron|ando) a|acus(?:a|o|an|aron|ando) a"
        r"|atribu(?:ye|yo|yen|yeron|id[oa]s?)(?: \w+){0,5} al?|se atribuye al?|obra de"
        r"|senal(?:a|o|an|aron) (?:\w+ ){0,3}a"
    ),
    claim_after=_after(
        r"(?:se )?(?:adjudic|atribuy|reivindic)\w+|asumi\w+ la (?:autoria|responsabilidad)"
    ),
    blame_after=_after(
        r"(?:es|son|fue|fueron|seria|serian|como) (?:\w+ ){0,3}(?:responsables?|autor(?:es)?)"
        r"|(?:estaria|estarian|esta|estan) detras|habrian? (?:cometido|perpetrado|ordenado)"
    ),
)
