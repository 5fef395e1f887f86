"""What Careo says of a message of the `muc4` set: its events as fillers of MUC's slots."""

from __future__ import annotations

import re
from dataclasses import dataclass

from careo.measuring.matching import names_of, within
from careo.measuring.muc4_gold import Message
from careo.values import Annotations, Certainty, EntityType, Event, Stance

EVENTS = frozenset({"killing", "attack", "kidnapping"})
BOMBS = re.compile(r"\b(?:bomb|explo|dynamit|grenade|detonat|mine[sd]?\b|blast|blew up)", re.I)
FIRES = re.compile(r"\b(?:arson|burn|set fire|set on fire|torch)", re.I)

BODIES = frozenset(EntityType) - {EntityType.PERSON, EntityType.PLACE, EntityType.OUTLET}
FIGHTING = frozenset({EntityType.GROUP, EntityType.AGENCY, EntityType.PLACE})
"""Types whose harm by itself is combat."""
INSTITUTIONS = re.compile(
    r"\b(?:army|armed forces?|air force|navy|government|police|national guard|military)$", re.I
)
"""Bodies of the state that a message names in plain words."""

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
ARMED = re.compile(r"\b(?:army|armed forces|police|guards?|liberation|battalion|brigade)\b", re.I)
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
    """A message's incidents as the events in it tell them."""
    text = message.article.text
    parties = _Parties(found, text)
    events = [e for e in found.events if e.type in EVENTS and e.certainty != Certainty.DENIED]
    individuals: dict[str, Filler] = {}
    organisations: dict[str, Filler] = {}
    targets: dict[str, Filler] = {}
    for event in events:
        for party in event.by:
            for body in parties.bodies(party):
                parties.add(organisations, body, event.certainty)
            if not parties.is_body(party):
                parties.add(individuals, party, event.certainty)
        for party in event.who if _is_incident(event, parties) else ():
            parties.add(targets, party, event.certainty)
    for claim in found.claims if events else ():
        accused = claim.about if claim.stance == Stance.ALLEGES else ()
        admits = (claim.speaker,) if claim.stance == Stance.ADMITS and claim.speaker else ()
        for body in filter(parties.is_named_body, (*accused, *admits)):
            certainty = Certainty.REPORTED if admits else Certainty.ALLEGED
            parties.add(organisations, body, certainty)
    return Answer(
        frozenset(incident(e, text) for e in events if _is_incident(e, parties)),
        tuple(individuals.values()),
        tuple(organisations.values()),
        tuple(targets.values()),
    )


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

    def is_named_body(self, party: str) -> bool:
        entity = self._entities.get(party)
        return entity is not None and entity.type in BODIES

    def is_particular(self, party: str, event: Event) -> bool:
        """Whether somebody or something outside the fighting is meant, and not a kind."""
        entity = self._entities.get(party)
        if entity is not None:
            return entity.type not in FIGHTING and not ARMED.search(entity.name)
        if FIGHTERS.search(party) or AGGREGATE.search(party) or BARE_NUMBER.fullmatch(party):
            return False
        head = party.split(" of ", maxsplit=1)[0]
        if REGIONS.search(head):
            return False
        if not PLURAL.search(head) or COUNTED.search(party):
            return True
        return not KINDS.search(head) and self._is_definite(party, event)

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
        entity = self._entities.get(party)
        texts: tuple[str, ...] = (party,)
        if entity is not None:
            mentioned = (m.text for m in self._found.mentions if m.entity == entity.id)
            texts = tuple(dict.fromkeys((entity.name, *entity.aliases, *mentioned)))
        key = " ".join(sorted(names_of(*texts)))
        if key in role:
            certainty = min(role[key].certainty, certainty, key=lambda one: one.rank)
        role[key] = Filler(names_of(*texts), texts, certainty)


def _in(name: str, words: str) -> bool:
    return len(name) < len(words) and within(name, words)
