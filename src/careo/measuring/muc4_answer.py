"""What Careo says of a message of the `muc4` set: its events as fillers of MUC's slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careo.measuring.matching import names_of, within
from careo.measuring.muc4_gold import Message
from careo.values import Annotations, Certainty, Claim, EntityType, Event, Stance

EVENTS = frozenset({"killing", "attack", "kidnapping"})
BOMBS = re.compile(r"\b(?:bomb|explo|dynamit|grenade|detonat|mine[sd]?\b|blast|blew up)", re.I)
FIRES = re.compile(r"\b(?:arson|burn|set fire|set on fire|torch)", re.I)

BODIES = frozenset(EntityType) - {EntityType.PERSON, EntityType.PLACE, EntityType.OUTLET}
FIGHTING = frozenset({EntityType.GROUP, EntityType.AGENCY, EntityType.PLACE})
"""Types whose harm by itself is combat."""
STATE = {
    "army": re.compile(r"\b(?:army|armed forces|military)\b", re.I),
    "air force": re.compile(r"\bair force\b", re.I),
    "police": re.compile(r"\bpolice\b", re.I),
    "government": re.compile(r"\b(?:government|regime)\b", re.I),
}
"""Bodies of the state, each one however a message calls it: "THE ARMY", "ARMED FORCES"."""
NATIONS = r"(?:\w+(?:an|ese) )?"
WORDINGS = {state: re.compile(rf"\b{NATIONS}{p.pattern[2:]}", re.I) for state, p in STATE.items()}
NO_STATE = re.compile(r"liberation|guerrilla|rebel|revolution|people|united states|u\.s\.", re.I)
"""Armies and governments that are not the country's own."""
INSTITUTIONS = re.compile(
    r"\b(?:army|armed forces?|air force|navy|government|police|national guard|military)$", re.I
)
"""Descriptions that name a body of the state in plain words."""
KIND = re.compile(
    r"(?: (?:guerrilla|terrorist|rebel))? (?:group|movement|organization|guerrillas)\b", re.I
)
"""What may stand after a name and belong to it."""
BUILDINGS = re.compile(r"\b(?:club|tower|hotel|building|embassy|church|airport|palace)\b", re.I)
"""Places that may come to harm as a whole."""

FIGHTERS = re.compile(
    r"\b(?:guerrillas?|rebels?|insurgents?|soldiers?|troops|terrorists?|subversives?|"
    r"extremists?|combatants?|militants?|contras|battalions?|units?|members|officers?|"
    r"traffickers?|criminals?|army|armed forces|air force|brigade|positions|objectives|"
    r"patrols?|convoys?|police(?:men)?|barracks|garrison|enemy(?: \w+)*|military \w+)$",
    re.I,
)
"""What befalls only these is combat or police work, which MUC does not ask for."""
AGGREGATE = re.compile(r"\d,\d{3}|\b\d{3,}\b|hundreds|thousands", re.I)
REGIONS = re.compile(
    r"\b(?:areas?|sectors?|towns?|city|cities|neighborhoods?|zones?|countr(?:y|ies)|parts?|"
    r"highways?|roads?|cantons?|regions?|villages?)\b",
    re.I,
)
"""What troops move through; who lives there is not said to have come to harm."""
BARE_NUMBER = re.compile(
    r"(?:(?:at least|about|some|only|more than|over) )*(?:\d+|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|several|many|others?)(?: others?| more| dead| wounded| killed)*",
    re.I,
)
"""As many of whomever the text spoke of before: mostly of those who fought."""
ARMED = re.compile(
    r"\b(?:army|(?:armed )?forces|police|guards?|liberation|guerrillas?|battalion|brigade)\b",
    re.I,
)
"""Names of bodies that fight."""
PLURAL = re.compile(r"(?:s|people|men|women|children|population)$", re.I)
COUNTED = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|dozen|some|"
    r"the|other|both|these|those|his|her|their)\b",
    re.I,
)
"""What makes a plural one of somebody in particular."""
DEFINITE = re.compile(r"\b(?:the|these|those|both|his|her|their|other|said)\s+$", re.I)
"""The same before the words that an event gives."""
KINDS = re.compile(r"\b(?:people|population|civilians?|citizens|persons)$", re.I)
"""Plurals that an article does not make particular: "the people"."""


@dataclass(frozen=True, slots=True)
class Filler:
    """Somebody or something that a system names, in all its wordings."""

    words: frozenset[str]
    texts: tuple[str, ...]
    certainty: Certainty = Certainty.REPORTED


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system says of one message."""

    types: frozenset[str] = frozenset()
    individuals: tuple[Filler, ...] = ()
    organisations: tuple[Filler, ...] = ()
    targets: tuple[Filler, ...] = ()


def answer(message: Message, found: Annotations) -> Answer:
    """A message's incidents as the events in it tell them; without one, nobody did it."""
    text = message.article.text
    parties = _Parties(found, text)
    events = [e for e in found.events if e.type in EVENTS and e.certainty != Certainty.DENIED]
    events = [event for event in events if not parties.is_combat(event)]
    incidents = [event for event in events if _is_incident(event, parties)]
    if not incidents:
        return Answer()
    individuals: dict[str, Filler] = {}
    targets: dict[str, Filler] = {}
    for event in events:
        for party in event.by:
            if not parties.is_body(party):
                parties.add(individuals, party, event.certainty)
    for event in incidents:
        for party in event.who:
            parties.add(targets, party, event.certainty)
    return Answer(
        frozenset(incident(event, text) for event in incidents),
        tuple(individuals.values()),
        tuple(_organisations(events, found.claims, parties).values()),
        tuple(targets.values()),
    )


def _organisations(
    events: Sequence[Event], claims: Sequence[Claim], parties: _Parties
) -> dict[str, Filler]:
    """The bodies that did it, and the armed ones that are accused of something or admit it."""
    found: dict[str, Filler] = {}
    for event in events:
        for party in event.by:
            for body in parties.bodies(party):
                parties.add(found, body, event.certainty)
    for claim in claims:
        accused = claim.about if claim.stance == Stance.ALLEGES else ()
        admits = (claim.speaker,) if claim.stance == Stance.ADMITS and claim.speaker else ()
        for body in filter(parties.is_armed, (*accused, *admits)):
            certainty = Certainty.REPORTED if admits else Certainty.ALLEGED
            parties.add(found, body, certainty)
    return found


def _is_incident(event: Event, parties: _Parties) -> bool:
    if event.certainty == Certainty.POSSIBLE:
        return False
    if any(parties.is_particular(party, event) for party in event.who):
        return True
    return bool(event.by and not event.who and (event.date or event.where))


def incident(event: Event, text: str) -> str:
    """MUC's type of an event."""
    if event.type == "kidnapping":
        return "KIDNAPPING"
    words = f"{event.trigger_span.of(text)} {event.evidence.of(text)}"
    if BOMBS.search(words):
        return "BOMBING"
    return "ARSON" if FIRES.search(words) else "ATTACK"


class _Parties:
    """Who is meant by the ids and words of a message's events."""

    def __init__(self, found: Annotations, text: str) -> None:
        self._found = found
        self._text = text
        self._entities = {entity.id: entity for entity in found.entities}
        self._bodies = [e for e in found.entities if e.type in BODIES]

    def is_armed(self, party: str) -> bool:
        """A named body that fights, by its type or its name."""
        entity = self._entities.get(party)
        if entity is None or entity.type not in BODIES:
            return False
        return entity.type is EntityType.GROUP or bool(ARMED.search(entity.name))

    def is_particular(self, party: str, event: Event) -> bool:
        """Whether somebody or something outside the fighting is meant, and not a kind."""
        entity = self._entities.get(party)
        if entity is not None:
            if BUILDINGS.search(entity.name):
                return True
            return entity.type not in FIGHTING and not ARMED.search(entity.name)
        if FIGHTERS.search(party) or AGGREGATE.search(party) or BARE_NUMBER.fullmatch(party):
            return False
        head = party.split(" of ", maxsplit=1)[0]
        if REGIONS.search(head):
            return False
        if not PLURAL.search(head) or COUNTED.search(party):
            return True
        return not KINDS.search(head) and self._is_definite(party, event)

    def is_combat(self, event: Event) -> bool:
        """Whether all whom an event befell are those who fight."""
        return bool(event.who) and all(self._fights(party) for party in event.who)

    def _fights(self, party: str) -> bool:
        entity = self._entities.get(party)
        if entity is None:
            return bool(FIGHTERS.search(party))
        return entity.type in (EntityType.GROUP, EntityType.AGENCY)

    def _is_definite(self, party: str, event: Event) -> bool:
        """Whether the words stand in the event's sentence with an article or the like."""
        at = self._text.find(party, event.evidence.start, event.evidence.end)
        return at >= 0 and bool(DEFINITE.search(self._text, max(0, at - 12), at))

    def is_body(self, party: str) -> bool:
        """An organisation: by its type, or a body of the state in plain words."""
        entity = self._entities.get(party)
        return entity.type in BODIES if entity else bool(INSTITUTIONS.search(party))

    def bodies(self, party: str) -> list[str]:
        """The organisations in a party: itself, or those named in a description's words
        ("Marrow Front guerrillas")."""
        if self.is_body(party):
            return [party]
        if party in self._entities:
            return []
        return [e.id for e in self._bodies if any(_in(n, party) for n in (e.name, *e.aliases))]

    def add(self, role: dict[str, Filler], party: str, certainty: Certainty) -> None:
        """Adds a filler once, with the firmest certainty it is given."""
        entity, state = self._entities.get(party), self._state(party)
        texts: tuple[str, ...] = (party,)
        if entity is not None:
            texts = (entity.name, *entity.aliases, *self._mentioned(entity.id))
        if state is not None:
            texts += tuple(match.group() for match in WORDINGS[state].finditer(self._text))
        texts = tuple(dict.fromkeys(texts))
        key = state or " ".join(sorted(names_of(*texts)))
        if key in role:
            certainty = min(role[key].certainty, certainty, key=lambda one: one.rank)
        role[key] = Filler(names_of(*texts), texts, certainty)

    def _mentioned(self, entity: str) -> Iterator[str]:
        """What an entity is called, also with the word for its kind after the name."""
        for mention in self._found.mentions:
            if mention.entity == entity:
                yield mention.text
                kind = KIND.match(self._text, mention.span.end)
                if kind is not None:
                    yield mention.text + kind.group()

    def _state(self, party: str) -> str | None:
        """Which body of the state is meant, if one is."""
        entity = self._entities.get(party)
        if not self.is_body(party) or (entity is not None and entity.type is EntityType.GROUP):
            return None
        name = entity.name if entity is not None else party
        if NO_STATE.search(name):
            return None
        return next((state for state, words in STATE.items() if words.search(name)), None)


def _in(name: str, words: str) -> bool:
    return len(name) < len(words) and within(name, words)
