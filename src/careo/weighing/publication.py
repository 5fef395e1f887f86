"""May this be public? If not, why: the one answer that site, API and exports obey.

Holds the rules of truth that are about single records: T1 (nothing without its
evidence), T2 (nothing without its stance or certainty), T3 (the policy, and private
individuals), T7 (takedowns). A pure function of a record and a policy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from careo.values import Certainty, EntityType, Ground, Stance


class Policy(StrEnum):
    """What a deployment shows: only what a person accepted, or machine-read facts
    too, each marked."""

    REVIEWED = "reviewed"
    LABELLED = "labelled"


class RecordKind(StrEnum):
    """What sort of record asks to be shown."""

    ENTITY = "entity"
    MENTION = "mention"
    CLAIM = "claim"
    EVENT = "event"
    RELATION = "relation"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """What the decision needs to know of a record.

    `entity_type`, `authority`, `ground`, `has_public_role` and `has_court_record` are
    those of the entity itself, or of the person a mention or statement is about.
    `ground` is what the type of an unknown name rests on. `reviewed` means that a person
    accepted it, `rejected` that a person refused it. `names_private_person` says of a
    claim, event or relation that somebody in it is or may be private (see
    `may_be_private`). `stance` belongs to claims, `certainty` to events and relations.
    """

    kind: RecordKind
    entity_type: EntityType | None = None
    authority: str | None = None
    ground: Ground = Ground.MODEL
    has_public_role: bool = False
    has_court_record: bool = False
    reviewed: bool = False
    rejected: bool = False
    taken_down: bool = False
    has_evidence: bool = True
    names_private_person: bool = False
    stance: Stance | None = None
    certainty: Certainty | None = None
    is_anyones: bool = False
    """Of a state body: it is called what many countries' bodies are, and nothing tells
    whose it is."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`public` or not, the `reason` in plain words, and whether what is shown must
    be marked "machine-read, not reviewed"."""

    public: bool
    reason: str
    machine_read: bool


def is_private_person(record: PublicationRecord) -> bool:
    """A person without a public role, a court record or a place in the authority."""
    return record.entity_type is EntityType.PERSON and not (
        record.authority or record.has_public_role or record.has_court_record
    )


def may_be_private(record: PublicationRecord) -> bool:
    """A private person, or an unknown name whose type is a guess: machines take persons
    for places, groups and companies, and a surname alone looks like any of them."""
    return is_private_person(record) or _is_a_guess(record)


def _is_a_guess(record: PublicationRecord) -> bool:
    known = record.authority or record.has_public_role or record.has_court_record
    return record.entity_type is not None and not known and not record.ground.is_firm


def publication(record: PublicationRecord, policy: Policy) -> Decision:
    """Whether `record` may be public under `policy`, and why (not). Raises nothing."""
    machine_read = not record.reviewed
    refusal = _refusal(record, policy)
    if refusal:
        return Decision(False, refusal, machine_read)
    if record.reviewed:
        return Decision(True, "accepted by a person", False)
    return Decision(True, "machine-read, not reviewed", True)


def _refusal(record: PublicationRecord, policy: Policy) -> str | None:
    for applies, reason in _ALWAYS:
        if applies(record):
            return reason
    if record.reviewed:
        return None
    if policy is not Policy.LABELLED:
        return "not reviewed yet"
    for applies, reason in _UNREVIEWED:
        if applies(record):
            return reason
    return None


Rule = tuple[Callable[[PublicationRecord], bool], str]

_ALWAYS: tuple[Rule, ...] = (
    (lambda r: r.taken_down, "taken down"),
    (lambda r: r.rejected, "rejected by a person"),
    (lambda r: not r.has_evidence, "no evidence"),
    (lambda r: r.kind is RecordKind.CLAIM and r.stance is None, "a claim without its stance"),
    (
        lambda r: r.kind in (RecordKind.EVENT, RecordKind.RELATION) and r.certainty is None,
        "an event or relation without its certainty",
    ),
)
"""What keeps a record back under any policy, strongest first; review mends none of it."""

_UNREVIEWED: tuple[Rule, ...] = (
    (is_private_person, "a private person, read by the machine alone"),
    (_is_a_guess, "may be a person: the machine alone guessed what the name names"),
    (
        lambda r: r.kind is RecordKind.ENTITY and r.is_anyones,
        "bodies of several countries are called so: the articles do not tell which",
    ),
    (lambda r: r.names_private_person, "names a private person, read by the machine alone"),
)
"""What a person must accept even where machine-read facts are shown."""
