"""The errors in an article of the `careo` set, a line each, for whoever mends them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from careo.measuring.careo_match import (
    Matched,
    Names,
    Sentences,
    aliases_met,
    date_of,
    missing,
    names_found,
    same_amount,
    same_place,
)
from careo.measuring.matching import names_of, normal
from careo.measuring.reading import squeeze
from careo.values import Claim, Event, LocalEntity, Relation


@dataclass(frozen=True, slots=True)
class Line:
    """One finding. `outcome` is missed, spurious, wrong (a pair that differs in something)
    or right; `kind` is what to group by."""

    article: str
    outcome: str
    kind: str
    text: str


SECTIONS: Mapping[str, tuple[str, ...]] = {
    "entities": ("entity", "typed", "alias"),
    "claims": ("claim", "speaker", "stance", "strict"),
    "events": ("event",),
    "relations": ("relation",),
}
"""What there is to list, and how the names of its measures begin."""


def lines_of(section: str, matched: Matched) -> Iterator[Line]:
    """The findings of one section (a key of SECTIONS) in one article."""
    return _LISTS[section](matched)


def _line(matched: Matched, outcome: str, kind: str, *parts: str) -> Line:
    text = squeeze(" | ".join(part for part in parts if part))
    return Line(matched.gold.path.stem, outcome, kind, text)


def _entities(matched: Matched) -> Iterator[Line]:
    gold, found = matched.gold.entities, matched.found.entities
    for i in missing(matched.entities, len(gold), 0):
        aliases = ", ".join(gold[i].aliases)
        yield _line(matched, "missed", gold[i].type, gold[i].name, aliases)
    for j in missing(matched.entities, len(found), 1):
        again = names_found(found[j]) & frozenset().union(*(g.names for g in gold), ())
        note = "a second entity for one that gold has" if again else ""
        yield _line(
            matched,
            "spurious",
            str(found[j].type),
            found[j].name,
            ", ".join(found[j].aliases),
            note,
            _around(matched, found[j]),
        )
    for i, j in matched.entities:
        met, of = aliases_met(gold[i], found[j])
        differs = []
        if gold[i].type != found[j].type:
            differs.append(f"type is {found[j].type}")
        if met < of:
            lacking = [a for a in gold[i].aliases if normal(a) not in names_found(found[j])]
            differs.append(f"lacks {', '.join(lacking)}")
        if names_found(found[j]) - gold[i].names:
            extra = [
                a for a in (found[j].name, *found[j].aliases) if not names_of(a) & gold[i].names
            ]
            differs.append(f"also called {', '.join(extra)}")
        yield _line(
            matched, "wrong" if differs else "right", gold[i].type, gold[i].name, "; ".join(differs)
        )


def _around(matched: Matched, entity: LocalEntity) -> str:
    """The words about an entity's first mention."""
    mention = next((m for m in matched.found.mentions if m.entity == entity.id), None)
    if mention is None:
        return ""
    start, end = max(0, mention.span.start - 40), mention.span.end + 40
    return f"…{matched.text[start:end]}…"


def _claims(matched: Matched) -> Iterator[Line]:
    gold, found = matched.gold.claims, matched.found.claims
    names, sentences = Names(matched.gold, matched.found), Sentences(matched.text)
    for i in missing(matched.claims, len(gold), 0):
        g = gold[i]
        yield _line(
            matched, "missed", g.cue, g.speaker or "(nobody)", g.stance, f"“{g.content_key}”",
            _sentence_of(sentences, matched.text, g.cue, g.content_key),
        )  # fmt: skip
    for j in missing(matched.claims, len(found), 1):
        f = found[j]
        yield _line(
            matched, "spurious", f.cue, _speaker(matched, f), str(f.stance),
            sentences.holding(f.cue_span.start),
        )  # fmt: skip
    for i, j in matched.claims:
        g, f = gold[i], found[j]
        differs = []
        if not names.speaker(g, f):
            differs.append(f"speaker is {_speaker(matched, f)}, not {g.speaker or '(nobody)'}")
        if g.stance != f.stance:
            differs.append(f"stance is {f.stance}, not {g.stance}")
        outcome = "wrong" if differs else "right"
        soft = [n for n, a, b in (("quoted", g.quoted, f.quoted), ("hedged", g.hedged, f.hedged))
                if a != b]  # fmt: skip
        yield _line(
            matched, outcome, g.cue, "; ".join(differs), f"({', '.join(soft)} differs)" if soft
            else "", sentences.holding(f.cue_span.start),
        )  # fmt: skip


def _speaker(matched: Matched, claim: Claim) -> str:
    named = {e.id: e.name for e in matched.found.entities}
    if claim.speaker:
        return named.get(claim.speaker, claim.speaker)
    return f"“{claim.speaker_text}”" if claim.speaker_text else "(nobody)"


def _sentence_of(sentences: Sentences, text: str, cue: str, key: str) -> str:
    """The sentence of gold's key; the cue is most often in the same."""
    at = _find(text, key)
    if at is None:
        at = _find(text, cue)
    return "" if at is None else sentences.holding(at)


def _find(text: str, words: str) -> int | None:
    at = text.find(words)
    if at < 0 and words.split():
        at = text.find(words.split(maxsplit=1)[0])
    return at if at >= 0 else None


def _events(matched: Matched) -> Iterator[Line]:
    gold, found = matched.gold.events, matched.found.events
    names = Names(matched.gold, matched.found)
    for i in missing(matched.events, len(gold), 0):
        g = gold[i]
        yield _line(
            matched, "missed", g.type, f"who {', '.join(g.who) or '–'}",
            f"by {', '.join(g.by) or '–'}", f"{g.where or '–'} {g.date or '–'}", g.amount or "",
            g.certainty, f"“{g.trigger}”",
        )  # fmt: skip
    for j in missing(matched.events, len(found), 1):
        f = found[j]
        yield _line(matched, "spurious", f.type, _event(matched, f), f.evidence.of(matched.text))
    for i, j in matched.events:
        g, f = gold[i], found[j]
        differs = []
        if g.date != date_of(f):
            differs.append(f"date is {date_of(f)}, not {g.date}")
        if not same_place(g, f, names):
            differs.append(f"place is {names.of_found(f.where).text if f.where else None}, "
                           f"not {g.where}")  # fmt: skip
        if not same_amount(g.amount, f.amount):
            differs.append(f"amount is {f.amount}, not {g.amount}")
        if g.certainty != f.certainty:
            differs.append(f"certainty is {f.certainty}, not {g.certainty}")
        yield _line(
            matched, "wrong" if differs else "right", g.type, "; ".join(differs),
            _event(matched, f), f.evidence.of(matched.text),
        )  # fmt: skip


def _event(matched: Matched, event: Event) -> str:
    names = Names(matched.gold, matched.found)
    who = ", ".join(names.of_found(one).text for one in event.who)
    by = ", ".join(names.of_found(one).text for one in event.by)
    return f"who {who or '–'} by {by or '–'} “{event.trigger_span.of(matched.text)}”"


def _relations(matched: Matched) -> Iterator[Line]:
    gold, found = matched.gold.relations, matched.found.relations
    for i in missing(matched.relations, len(gold), 0):
        g = gold[i]
        sentence = _sentence_of(
            Sentences(matched.text), matched.text, g.evidence_key, g.evidence_key
        )
        yield _line(matched, "missed", g.type, f"{g.source} → {g.target}", sentence)
    for j in missing(matched.relations, len(found), 1):
        f = found[j]
        yield _line(matched, "spurious", f.type, _relation(matched, f), f.evidence.of(matched.text))
    for i, j in matched.relations:
        g, f = gold[i], found[j]
        differs = f"past is {f.past}" if g.past != f.past else ""
        outcome = "wrong" if differs else "right"
        yield _line(matched, outcome, g.type, differs, _relation(matched, f))


def _relation(matched: Matched, relation: Relation) -> str:
    names = Names(matched.gold, matched.found)
    ends = names.of_found(relation.source).text, names.of_found(relation.target).text
    return " → ".join(ends)


_LISTS: Mapping[str, Callable[[Matched], Iterator[Line]]] = {
    "entities": _entities,
    "claims": _claims,
    "events": _events,
    "relations": _relations,
}
