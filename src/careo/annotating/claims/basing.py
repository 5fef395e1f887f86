"""What a claim rests on, and when it was made, as far as the text says.

`basis` is one of `court`, `document`, `interview`, `official statement`, `witness`,
`own report` (the publisher was told), `outlet`; an interview may name the outlet
("interview: El Faro"), and what the text says of missing sources comes after a semicolon
("interview: El Faro; cited no source").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from careo.annotating.claims.cues import Cue
from careo.annotating.claims.referring import Mentions
from careo.annotating.claims.voices import Voice
from careo.annotating.language.dates_in_text import DateFound
from careo.annotating.language.tree import Tree
from careo.authority.folding import folded
from careo.values import Claim, EntityType, Span

NO_SOURCE = "cited no source"
WINDOW = 80
"""Tokens before and after a cue in which its circumstances are looked for."""
RECENT = 50
"""Claims before a remark on missing sources that it may be about."""
_ADDRESSED = frozenset({"dobj", "dative", "iobj", "obj", "obl", "pobj", "nmod", "npadvmod"})
_UNSOURCED = re.compile(
    r"\b(?:(?:did not|didn't|does not|without|failed to|declined to|refused to)\s+"
    r"(?:cit|provid|giv|offer|present|nam|disclos|produc)\w*\s+(?:a |any |his |her |their |its )?"
    r"(?:sources?|evidence|proof)"
    r"|(?:no|sin)\s+(?:\w+\s+)?(?:cit|present|ofrec|d[ai]|aport|revel|mencion|mostr)\w*\s+"
    r"(?:una |su |sus |la |las |ninguna )?(?:fuentes?|pruebas?|evidencias?))\b"
)


@dataclass(frozen=True)
class Surroundings:
    """What the article as a whole gives: its names, dates and whose site it is on."""

    text: str
    low: str
    mentions: Mentions
    words: Mapping[str, frozenset[str]]
    dates: Sequence[DateFound]
    host: str = ""

    def is_publisher(self, entity: str) -> bool:
        """Whether the entity is the outlet whose address the article has."""
        names = (self.mentions.entities[entity].name, *self.mentions.entities[entity].aliases)
        return any(
            len(key) > 3 and key in self.host
            for key in (re.sub(r"\W", "", folded(name)) for name in names)
        )


def host_of(url: str | None) -> str:
    """The host of an address, as names are compared with it."""
    try:
        return re.sub(r"[^\w.]", "", (urlsplit(url or "").hostname or "").lower())
    except ValueError:
        return ""


def basis_of(
    tree: Tree,
    cue: Cue,
    voice: Voice,
    speaker: str | None,
    content: Sequence[Span],
    surroundings: Surroundings,
) -> str | None:
    """What the claim rests on; None when the text does not say."""
    if voice.head is not None:
        by_speaker = _of_speaker(tree.lemmas[voice.head], surroundings.words)
        if by_speaker:
            return by_speaker
    by_place = _of_place(tree, cue, speaker, content, surroundings)
    if by_place is not None or speaker is None:
        return by_place
    if surroundings.mentions.entities[speaker].type is not EntityType.OUTLET:
        return None
    return "own report" if surroundings.is_publisher(speaker) else "outlet"


def _of_place(
    tree: Tree, cue: Cue, speaker: str | None, content: Sequence[Span], surroundings: Surroundings
) -> str | None:
    """Where or to whom it is said, by the words of the sentence outside the content."""
    words = surroundings.words
    near = tree.sentence(cue.at)
    near = range(max(near.start, cue.at - WINDOW), min(near.stop, cue.at + WINDOW))
    around = [t for t in near if not _is_in(tree.starts[t], content)]
    lemmas = {tree.lemmas[t] for t in around}
    outlet = _outlet(tree.span(near.start, near.stop - 1), content, speaker, surroundings)
    if lemmas & words["interviews"]:
        return _interview(outlet, surroundings)
    if lemmas & words["officials"]:
        return "official statement"
    if lemmas & words["trials"]:
        return "court"
    is_told = outlet is not None and _is_told(tree, cue, outlet, surroundings)
    return _interview(outlet, surroundings) if is_told else None


def _of_speaker(lemma: str, words: Mapping[str, frozenset[str]]) -> str | None:
    for kind, basis in (
        ("courts", "court"),
        ("officials", "official statement"),
        ("interviews", "interview"),
        ("documents", "document"),
        ("witnesses", "witness"),
    ):
        if lemma in words[kind]:
            return basis
    return None


def _is_in(offset: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= offset < span.end for span in spans)


def _outlet(
    near: Span, content: Sequence[Span], speaker: str | None, surroundings: Surroundings
) -> str | None:
    """The first outlet named near the cue, beside the content, that does not speak."""
    for mention in surroundings.mentions.meeting(near):
        is_other = mention.type is EntityType.OUTLET and mention.entity != speaker
        if is_other and not _is_in(mention.span.start, content):
            return mention.entity
    return None


def _interview(outlet: str | None, surroundings: Surroundings) -> str:
    if outlet is None:
        return "interview"
    if surroundings.is_publisher(outlet):
        return "own report"
    return f"interview: {surroundings.mentions.entities[outlet].name}"


def _is_told(tree: Tree, cue: Cue, outlet: str, surroundings: Surroundings) -> bool:
    """Whether the outlet is who is told ("told El Faro", "dijo a El Faro")."""
    for k in tree.kids[cue.at]:
        if k < cue.at or tree.deps[k] not in (*_ADDRESSED, "prep"):
            continue
        for t in (k, *tree.kids[k]):
            mention = surroundings.mentions.covering(tree.span(t, t))
            if mention is not None and mention.entity == outlet:
                return True
    return False


# --- when ---------------------------------------------------------------------


def date_of(
    tree: Tree, cue: Cue, content: Sequence[Span], surroundings: Surroundings
) -> str | None:
    """The date that stands nearest to the cue in its sentence, outside what is said."""
    sentence = tree.sentence(cue.at)
    start, end = tree.starts[sentence.start], tree.ends[sentence.stop - 1]
    first = bisect_left(surroundings.dates, start, key=lambda d: d.start)
    last = bisect_right(surroundings.dates, end, key=lambda d: d.start)
    near = [d for d in surroundings.dates[first:last] if not _is_in(d.start, content)]
    at = tree.starts[cue.at]
    return min(near, key=lambda d: abs(d.start - at)).iso if near else None


# --- claims without sources -----------------------------------------------------


def unsourced(
    claims: Sequence[Claim], paragraphs: Sequence[Span], surroundings: Surroundings
) -> set[int]:
    """The numbers of the claims of which the text says that no source was given: those of
    who is named before it that speak of who is named after it, else the last one."""
    found: set[int] = set()
    places = _Places(paragraphs, surroundings)
    for match in _UNSOURCED.finditer(surroundings.low):
        end = _clause_end(surroundings.low, match.end())
        who = next((m.entity for m in surroundings.mentions.before(match.start())), None)
        if who is None:
            continue
        before = bisect_left(claims, match.start(), key=lambda c: c.cue_span.start)
        recent = range(max(0, before - RECENT), before)
        own = [number for number in recent if claims[number].speaker == who]
        after = surroundings.mentions.meeting(Span(match.end(), end)) if match.end() < end else []
        about = {mention.entity for mention in after}
        chosen = [n for n in own if about & places.named_near(claims[n])]
        found.update(chosen or own[-1:])
    return found


_STOP = re.compile(r"[,.!?;\n]")


def _clause_end(low: str, at: int) -> int:
    stop = _STOP.search(low, at, at + 200)
    return stop.start() if stop else min(at + 200, len(low))


class _Places:
    """Who is named in each paragraph, looked up once."""

    def __init__(self, paragraphs: Sequence[Span], surroundings: Surroundings) -> None:
        self._paragraphs, self._mentions = paragraphs, surroundings.mentions
        self._found: dict[int, frozenset[str]] = {}

    def named_near(self, claim: Claim) -> frozenset[str]:
        """The ids of those named in the claim's paragraph."""
        at = bisect_right(self._paragraphs, claim.cue_span.start, key=lambda p: p.start) - 1
        if at < 0:
            return frozenset()
        if at not in self._found:
            named = self._mentions.entities_in([self._paragraphs[at]])
            self._found[at] = frozenset(named)
        return self._found[at]
