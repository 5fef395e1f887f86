"""The machine's proposals, from records to identities."""

from __future__ import annotations

import random

from careo.cli.bench import as_entities
from careo.measuring.planted import b_cubed, planted
from careo.resolving.blocking import Blocks
from careo.resolving.clustering import identities
from careo.resolving.judgements import Judgement
from careo.resolving.namesakes import USUAL
from careo.resolving.proposing import propose, propose_for
from careo.resolving.records import EntityRecord
from careo.resolving.scoring import Decision
from careo.values import EntityType

WHEN = "2020-01-01T00:00:00Z"


def archive(size: int) -> tuple[list[EntityRecord], dict[str, int]]:
    records = planted(size)
    return as_entities(records), {one.id: one.who for one in records}


def test_planted_identities_are_found_again() -> None:
    records, truth = archive(1_000)
    found = identities(sorted(truth), propose(records, WHEN))
    precision, recall, f1 = b_cubed(truth, found.of)
    assert min(precision, recall, f1) > 0.95


def test_the_order_of_the_archive_changes_nothing() -> None:
    records, truth = archive(300)
    turned = list(records)
    random.Random(1).shuffle(turned)
    one, other = list(propose(records, WHEN)), list(propose(turned, WHEN))
    assert one == other
    assert identities(sorted(truth), one) == identities(sorted(truth), other)


def test_a_judgement_says_who_when_why_and_on_what_score() -> None:
    rumo = EntityRecord("a", EntityType.PERSON, ("Rumo Alvarrín Estebe",))
    twice = EntityRecord("b", EntityType.PERSON, ("ALVARRIN ESTEBE, Rumo",))
    (one,) = propose([twice, rumo], WHEN)
    assert isinstance(one, Judgement)
    assert (one.pair, one.decision, one.by, one.when) == (("a", "b"), Decision.SAME, "careo", WHEN)
    assert one.machine
    assert one.score is not None and one.score > 0.9
    assert one.why.startswith("names +3.0")


def test_records_of_one_entry_of_the_authority_are_one_whatever_they_are_called() -> None:
    one = EntityRecord("a", EntityType.PERSON, ("Rumo Alvarrín",), authority="rumo")
    two = EntityRecord("b", EntityType.PERSON, ("Wholly Else",), authority="rumo")
    assert [j.decision for j in propose([one, two], WHEN)] == [Decision.SAME]


def test_a_new_record_is_judged_against_those_near_it_alone() -> None:
    records, _ = archive(200)
    blocks = Blocks()
    for number, record in enumerate(records[1:], 1):
        blocks.add(number, record.names, record.type)
    new = records[0]
    near = [records[n] for n in blocks.near(new.names, new.type)]
    judgements = propose_for(new, near, USUAL, WHEN)
    assert len(judgements) == len(near)
    assert all(new.id in one.pair for one in judgements)
