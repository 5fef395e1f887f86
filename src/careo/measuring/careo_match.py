"""Gold of the `careo` set against what was read: the guide's matching rules.

Everything here is pure: a gold article, the text and its annotations in, pairs out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from careo.measuring.careo_gold import (
    SECTIONS,
    GoldArticle,
    GoldClaim,
    GoldEntity,
    GoldEvent,
    GoldRelation,
    end_of,
)
from careo.measuring.matching import (
    Pairs,
    content_words,
    folded,
    names_of,
    normal,
    pair,
    within,
)
from careo.measuring.reading import squeeze
from careo.values import Annotations, Claim, Event, LocalEntity, Relation

SYMMETRIC = frozenset({"allied_with", "rival_of", "family_of", "works_with"})

# A stop ends a sentence when a capital, a quote or a number follows and no single
# letter or short title stands before it; a line break always does.
_STOP = re.compile(r"\n+|[.!?…]+[\"”’»)\]]*\s+(?=[\"“‘«(¿¡\[]*[^\W_a-zß-öø-ÿ])")
_NO_STOP = re.compile(
    r"(?:^|[\s(“\"«])(?:[A-Z]|Mr|Mrs|Ms|Dr|Dra|Sr|Sra|Srta|Lic|Ing|Gen|Gral|Col|Cnel|Lt|Sgt|Capt|"
    r"Sen|Gov|Rep|Jr|St|No|Núm|Art|vs|(?:[A-Z]\.)+[A-Z])\.\s*$"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNITS = {
    "t": "t", "ton": "t", "tons": "t", "tonne": "t", "tonnes": "t", "tonelada": "t",
    "toneladas": "t", "kg": "kg", "kilo": "kg", "kilos": "kg", "kilogram": "kg",
    "kilograms": "kg", "kilogramos": "kg", "g": "g", "grams": "g", "gramos": "g",
    "ha": "ha", "hectares": "ha", "hectáreas": "ha", "usd": "usd", "$": "usd",
    "dollars": "usd", "dólares": "usd",
}  # fmt: skip


@dataclass(frozen=True)
class Matched:
    """One article's gold beside what was read of it, and which belong together."""

    gold: GoldArticle
    text: str
    found: Annotations
    entities: Pairs
    claims: Pairs
    events: Pairs
    relations: Pairs

    def strict(self, i: int, j: int) -> bool:
        """Whether a pair of claims has the same stance and the same speaker."""
        gold, claim = self.gold.claims[i], self.found.claims[j]
        return gold.stance == claim.stance and Names(self.gold, self.found).speaker(gold, claim)


def match(gold: GoldArticle, text: str, found: Annotations) -> Matched:
    """Pairs everything in `gold` with what was read, what the annotator did not read
    masked."""
    found = _asked(masked(found, end_of(gold, text)), gold)
    names = Names(gold, found)
    sentences = Sentences(text)
    return Matched(
        gold,
        text,
        found,
        pair(gold.entities, found.entities, entity_score),
        pair(gold.claims, found.claims, lambda g, f: claim_score(g, f, names, sentences)),
        pair(gold.events, found.events, lambda g, f: event_score(g, f, names, text)),
        pair(gold.relations, found.relations, lambda g, f: relation_score(g, f, names)),
    )


def masked(found: Annotations, end: int) -> Annotations:
    """`found` without what stands after `end`; entities that are only named there go."""
    mentions = tuple(m for m in found.mentions if m.span.start < end)
    gone = {m.entity for m in found.mentions} - {m.entity for m in mentions}
    return replace(
        found,
        mentions=mentions,
        entities=tuple(e for e in found.entities if e.id not in gone),
        claims=tuple(c for c in found.claims if c.cue_span.start < end),
        events=tuple(e for e in found.events if e.trigger_span.start < end),
        relations=tuple(r for r in found.relations if r.evidence.start < end),
    )


def _asked(found: Annotations, gold: GoldArticle) -> Annotations:
    """`found` without the sections that nobody annotated."""
    left_out: dict[str, Any] = {s: () for s in SECTIONS if s not in gold.annotated}
    return replace(found, **left_out) if left_out else found


# --- names --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody as gold or the system tells it: every name, or a description."""

    names: frozenset[str]
    text: str
    named: bool

    def meets(self, other: Party) -> bool:
        """Two names when they are the same; with a description, also when two content
        words are shared."""
        if self.names & other.names:
            return True
        if self.named and other.named:
            return False
        return any(
            len(content_words(one) & content_words(two)) >= 2
            for one in (self.names if self.named else {self.text})
            for two in (other.names if other.named else {other.text})
        )


class Names:
    """Who is meant by the names of gold and by the local ids of the system."""

    def __init__(self, gold: GoldArticle, found: Annotations) -> None:
        self._gold = gold
        self._found = {e.id: e for e in found.entities}

    def of_gold(self, name: str) -> Party:
        """A gold entity's every name; for other words the words."""
        entity = self._gold.entity(name)
        if entity is not None:
            return Party(entity.names, entity.name, named=True)
        return Party(names_of(name), name, named=False)

    def of_found(self, name: str) -> Party:
        """The same for a local id, or words that name an entity or none."""
        entity = self._found.get(name) or self._called(name)
        if entity is not None:
            return Party(names_found(entity), entity.name, named=True)
        return Party(names_of(name), name, named=False)

    def _called(self, words: str) -> LocalEntity | None:
        wanted = normal(words)
        return next((e for e in self._found.values() if wanted in names_found(e)), None)

    def speaker(self, gold: GoldClaim, claim: Claim) -> bool:
        """Whether both have the same speaker: nobody and nobody, two entities that meet,
        or an unnamed speaker's words of which the longer hold the shorter."""
        words = [claim.speaker_text] if claim.speaker_text else []
        entity = self._found.get(claim.speaker) if claim.speaker else None
        if gold.speaker is None:
            return entity is None and not words
        known = self._gold.entity(gold.speaker)
        if known is not None:
            given = names_found(entity) if entity else names_of(*words)
            return bool(known.names & given)
        texts = [*words, *([entity.name, *entity.aliases] if entity else [])]
        return any(within(gold.speaker, text) for text in texts)


def names_found(entity: LocalEntity) -> frozenset[str]:
    """Every name of a system's entity, as names are compared."""
    return names_of(entity.name, *entity.aliases)


# --- sentences ----------------------------------------------------------------


class Sentences:
    """Where the sentences of a text begin and end, found by punctuation alone so that
    no system's own sentences are favoured."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        for stop in _STOP.finditer(text):
            before = text[max(0, stop.start() - 12) : stop.end()].rstrip() + " "
            if "\n" in stop[0] or not _NO_STOP.search(before):
                self._starts.append(stop.end())

    def holding(self, at: int) -> str:
        """The sentence that holds the offset `at`, white space collapsed."""
        index = bisect_right(self._starts, at) - 1
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)
        return squeeze(self.text[self._starts[index] : end])


# --- the rules ----------------------------------------------------------------


def entity_score(gold: GoldEntity, found: LocalEntity) -> float:
    """Right when a name is shared; the type and further shared names choose."""
    shared = len(gold.names & names_found(found))
    return shared + 100 * (gold.type == found.type) if shared else 0


def claim_score(gold: GoldClaim, found: Claim, names: Names, sentences: Sentences) -> float:
    """Right when the cues share a word and the key lies in the content or in the cue's
    sentence; the content, the speaker, the stance and the whole cue choose."""
    if not set(folded(gold.cue).split()) & set(folded(found.cue).split()):
        return 0
    key = squeeze(gold.content_key)
    content = squeeze(" ".join(span.of(sentences.text) for span in found.content_spans))
    inside = key in content
    if not inside and key not in sentences.holding(found.cue_span.start):
        return 0
    return (
        1
        + 8 * inside
        + 4 * names.speaker(gold, found)
        + 2 * (gold.stance == found.stance)
        + 1 * (folded(gold.cue) == folded(found.cue))
    )


def event_score(gold: GoldEvent, found: Event, names: Names, text: str) -> float:
    """Right when the type is equal and a party is shared or, where gold names no party,
    the trigger is equal; the same role, trigger, date and place choose."""
    if gold.type != found.type:
        return 0
    same_trigger = folded(gold.trigger) == folded(found.trigger_span.of(text))
    who, by = _parties(gold, names)
    found_who = [names.of_found(name) for name in found.who]
    found_by = [names.of_found(name) for name in found.by]
    roles = _met(who, found_who) + _met(by, found_by)
    if not (roles or _met([*who, *by], [*found_who, *found_by])) and (
        who or by or not same_trigger
    ):
        return 0
    same_date = bool(gold.date) and gold.date == date_of(found)
    return 1 + 4 * roles + 2 * same_trigger + 2 * same_date + same_place(gold, found, names)


def _parties(gold: GoldEvent, names: Names) -> tuple[list[Party], list[Party]]:
    return [names.of_gold(name) for name in gold.who], [names.of_gold(name) for name in gold.by]


def _met(gold: Sequence[Party], found: Sequence[Party]) -> int:
    return sum(any(one.meets(other) for other in found) for one in gold)


def relation_score(gold: GoldRelation, found: Relation, names: Names) -> float:
    """Right when the type is equal and both ends meet, either way round for ties that
    have no direction."""
    if gold.type != found.type:
        return 0
    ends = names.of_gold(gold.source), names.of_gold(gold.target)
    source, target = names.of_found(found.source), names.of_found(found.target)
    right = ends[0].meets(source) and ends[1].meets(target)
    if gold.type in SYMMETRIC:
        right = right or (ends[0].meets(target) and ends[1].meets(source))
    return (1 + (gold.past == found.past)) * right


# --- what is asked of a pair of events ----------------------------------------


def date_of(event: Event) -> str | None:
    """A found date to its precision."""
    if event.date is None:
        return None
    length = {"year": 4, "month": 7, "day": 10}.get(event.date_precision or "day", 10)
    return event.date[:length]


def same_place(gold: GoldEvent, found: Event, names: Names) -> bool:
    """Both name the same place, or one's words hold the other's ("Ponta, Alva")."""
    if not gold.where or not found.where:
        return not gold.where and not found.where
    one, two = names.of_gold(gold.where), names.of_found(found.where)
    return one.meets(two) or within(one.text, two.text)


def same_amount(gold: str | None, found: str | None) -> bool:
    """The first number is equal, and the unit of measure where both give one."""
    if not gold or not found:
        return not gold and not found
    ours, theirs = _quantity(gold), _quantity(found)
    if ours is None or theirs is None:
        return folded(gold) == folded(found)
    return ours[0] == theirs[0] and (ours[1] == theirs[1] or not (ours[1] and theirs[1]))


def _quantity(text: str) -> tuple[float, str] | None:
    number = _NUMBER.search(text)
    if number is None:
        return None
    digits = number[0]
    # A comma or point before exactly three digits sets off thousands: 1,200 and 1.200.
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    units = (_UNITS.get(word) for word in re.findall(r"[^\W\d_]+|\$", text.casefold()))
    try:
        return float(digits), next(filter(None, units), "")
    except ValueError:
        return None


def aliases_met(gold: GoldEntity, found: LocalEntity) -> tuple[int, int]:
    """How many gold aliases are found on the entity, of how many."""
    aliases = names_of(*gold.aliases) - names_of(gold.name)
    return len(aliases & names_found(found)), len(aliases)


def missing(pairs: Pairs, count: int, side: int) -> list[int]:
    """Indexes of gold (side 0) or found (side 1) items that no pair has."""
    used = {one[side] for one in pairs}
    return [index for index in range(count) if index not in used]


def flags(pairs: Iterable[tuple[bool, bool]]) -> tuple[int, int]:
    """Right and asked, over (right, asked) answers."""
    asked = [right for right, asks in pairs if asks]
    return sum(asked), len(asked)
