"""T1, T2, T3 and T7 hold for every record and policy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.values import Certainty, EntityType, Ground, Stance
from careo.weighing.publication import (
    Policy,
    PublicationRecord,
    RecordKind,
    is_private_person,
    publication,
)

records = st.builds(
    PublicationRecord,
    kind=st.sampled_from(RecordKind),
    entity_type=st.none() | st.sampled_from(EntityType),
    authority=st.none() | st.just("invented-entry"),
    ground=st.sampled_from(Ground),
    has_public_role=st.booleans(),
    has_court_record=st.booleans(),
    reviewed=st.booleans(),
    rejected=st.booleans(),
    taken_down=st.booleans(),
    has_evidence=st.booleans(),
    names_private_person=st.booleans(),
    is_anyones=st.booleans(),
    stance=st.none() | st.sampled_from(Stance),
    certainty=st.none() | st.sampled_from(Certainty),
)
policies = st.sampled_from(Policy)


@given(records, policies)
def test_every_decision_gives_a_reason(record: PublicationRecord, policy: Policy) -> None:
    assert publication(record, policy).reason


@given(records, policies)
def test_nothing_without_evidence_is_public(record: PublicationRecord, policy: Policy) -> None:
    assert not publication(replace(record, has_evidence=False), policy).public


@given(records, policies)
def test_a_claim_without_stance_is_never_public(record: PublicationRecord, policy: Policy) -> None:
    bare = replace(record, kind=RecordKind.CLAIM, stance=None)
    assert not publication(bare, policy).public


@given(records, policies, st.sampled_from([RecordKind.EVENT, RecordKind.RELATION]))
def test_an_event_or_relation_without_certainty_is_never_public(
    record: PublicationRecord, policy: Policy, kind: RecordKind
) -> None:
    assert not publication(replace(record, kind=kind, certainty=None), policy).public


@given(records)
def test_under_reviewed_only_what_a_person_accepted_is_public(record: PublicationRecord) -> None:
    decision = publication(record, Policy.REVIEWED)
    assert record.reviewed or not decision.public


@given(records, policies)
def test_what_is_public_and_unreviewed_is_marked_machine_read(
    record: PublicationRecord, policy: Policy
) -> None:
    decision = publication(record, policy)
    assert decision.machine_read is not record.reviewed


@given(records, policies)
def test_the_machine_alone_never_shows_a_private_person(
    record: PublicationRecord, policy: Policy
) -> None:
    private = replace(
        record,
        entity_type=EntityType.PERSON,
        authority=None,
        has_public_role=False,
        has_court_record=False,
        reviewed=False,
    )
    assert is_private_person(private)
    assert not publication(private, policy).public


@given(records, policies)
def test_the_machine_alone_never_shows_what_names_a_private_person(
    record: PublicationRecord, policy: Policy
) -> None:
    naming = replace(record, names_private_person=True, reviewed=False)
    assert not publication(naming, policy).public


@given(records, policies)
def test_takedown_and_rejection_outweigh_everything(
    record: PublicationRecord, policy: Policy
) -> None:
    assert publication(replace(record, taken_down=True), policy).reason == "taken down"
    assert not publication(replace(record, rejected=True), policy).public


@given(records)
def test_whatever_the_stricter_policy_shows_the_other_shows_too(record: PublicationRecord) -> None:
    if publication(record, Policy.REVIEWED).public:
        assert publication(record, Policy.LABELLED).public


def test_a_reviewed_private_person_may_be_shown() -> None:
    person = PublicationRecord(RecordKind.ENTITY, EntityType.PERSON, reviewed=True)
    assert publication(person, Policy.REVIEWED).public
    assert not publication(person, Policy.REVIEWED).machine_read


def test_a_machine_read_group_is_shown_marked_under_labelled() -> None:
    group = PublicationRecord(RecordKind.ENTITY, EntityType.GROUP, ground=Ground.HEAD)
    decision = publication(group, Policy.LABELLED)
    assert decision.public
    assert decision.machine_read


def test_a_court_record_or_a_public_role_lets_a_machine_read_person_be_shown() -> None:
    person = PublicationRecord(RecordKind.ENTITY, EntityType.PERSON)
    for known in (
        replace(person, has_court_record=True),
        replace(person, has_public_role=True),
        replace(person, authority="invented-entry"),
    ):
        assert publication(known, Policy.LABELLED).public


@pytest.mark.parametrize("kind", [t for t in EntityType if t is not EntityType.PERSON])
@pytest.mark.parametrize("ground", [Ground.MODEL, Ground.CONTEXT])
def test_an_unknown_name_whose_type_is_a_guess_has_no_profile_by_the_machine_alone(
    kind: EntityType, ground: Ground
) -> None:
    guess = PublicationRecord(RecordKind.ENTITY, kind, ground=ground)
    assert not publication(guess, Policy.LABELLED).public
    assert publication(replace(guess, reviewed=True), Policy.LABELLED).public
    assert publication(replace(guess, authority="invented-entry"), Policy.LABELLED).public


@pytest.mark.parametrize("ground", [Ground.HEAD, Ground.INTRODUCED, Ground.AUTHORITY])
def test_firm_ground_lets_an_unknown_group_be_shown_but_no_private_person(ground: Ground) -> None:
    group = PublicationRecord(RecordKind.ENTITY, EntityType.GROUP, ground=ground)
    assert publication(group, Policy.LABELLED).public
    assert not publication(replace(group, entity_type=EntityType.PERSON), Policy.LABELLED).public


@pytest.mark.parametrize("kind", RecordKind)
def test_a_body_that_may_be_several_countries_has_no_profile_but_what_it_says_is_shown(
    kind: RecordKind,
) -> None:
    court = PublicationRecord(
        kind,
        EntityType.AGENCY,
        ground=Ground.HEAD,
        stance=Stance.ASSERTS,
        certainty=Certainty.REPORTED,
        is_anyones=True,
    )
    decision = publication(court, Policy.LABELLED)
    assert decision.public is (kind is not RecordKind.ENTITY)
    assert decision.public or decision.reason.startswith("bodies of several countries")
    assert publication(replace(court, reviewed=True), Policy.LABELLED).public
