"""One real event is one record, with everything that is told of it side by side."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.values import Certainty
from careo.weighing.statuses import gathering, moments
from careo.weighing.statuses.gathering import LIKELY, Gathered, family_of, gather, likeness
from careo.weighing.statuses.telling import Telling
from support import ROOT
from weighing.told import GANG, ROSA, TULIO, stories, tell, tellings

LIMA, QUITO = "name/place/-/lima", "name/place/-/quito"
POLICE, NAVY = "name/agency/-/police", "name/agency/-/navy"


def values(said: object) -> list[tuple[str, int]]:
    return [(one.value, one.sources) for one in said]  # type: ignore[attr-defined]


def test_the_same_arrest_in_ten_articles_is_one_event_with_ten_pieces_of_evidence() -> None:
    told = [tell("arrest", "2016-04-02", on=f"2016-04-{n:02}") for n in range(3, 11)]
    told += [tell("arrest", "2016", on="2017-01-01"), tell("arrest", on="2016-04-05", article="x")]
    (event,) = gather(told)
    assert len(event.tellings) == event.sources == 10
    assert event.who == (ROSA,)
    assert event.certainty is Certainty.REPORTED


def test_competing_doers_figures_dates_and_places_are_kept_side_by_side() -> None:
    (event,) = gather(
        [
            tell("killing", "2016-04-02", article="a", by=(POLICE,), where=LIMA, amount="3 killed"),
            tell("killing", "2016-04-02", article="b", by=(NAVY,), where=LIMA, amount="5 killed"),
            tell("death", "2016-04-03", article="c", where=QUITO, amount="3 killed"),
        ]
    )
    assert values(event.doers) == [(NAVY, 1), (POLICE, 1)]
    assert values(event.amounts) == [("3 killed", 2), ("5 killed", 1)]
    assert values(event.dates) == [("2016-04-02", 2), ("2016-04-03", 1)]
    assert values(event.places) == [(LIMA, 2), (QUITO, 1)]
    assert values(event.types) == [("killing", 2), ("death", 1)]
    assert [told.evidence.article for told in event.amounts[0].tellings] == ["a", "c"]


def test_copies_count_once() -> None:
    told = [tell("arrest", "2016-04-02", article=name, root="wire") for name in "abc"]
    (event,) = gather(told)
    assert (len(event.tellings), event.sources) == (3, 1)
    assert values(event.dates) == [("2016-04-02", 1)]


def test_an_arrest_of_two_gathers_what_is_told_of_either() -> None:
    both = tell("arrest", "2016-04-02", article="a", who=(ROSA, TULIO))
    one, other = (tell("arrest", "2016-04-02", article=p.key, who=(p,)) for p in (ROSA, TULIO))
    assert len(gather([one, other])) == 2
    (event,) = gather([one, other, both])
    assert set(event.who) == {ROSA, TULIO}


def test_what_is_vague_ties_no_two_events_together() -> None:
    rosas = tell("arrest", "2016-04-02", article="a")
    tulios = tell("arrest", "2016-04-09", article="b", who=(TULIO,))
    vague = tell("arrest", on="2016-04-10", article="c", who=(ROSA, TULIO))
    assert len(gather([rosas, tulios, vague])) == 2


def test_two_people_arrested_on_one_day_in_one_place_are_two_events() -> None:
    told = [tell("arrest", "2016-04-02", who=(p,), where=LIMA, by=(POLICE,)) for p in (ROSA, TULIO)]
    assert len(gather(told)) == 2


def test_an_event_of_nobody_named_needs_a_day_and_more_grounds() -> None:
    one = tell("attack", "2016-04-02", article="a", who=(), where=LIMA, by=(NAVY,))
    assert len(gather([one, tell("attack", "2016-04-02", who=(), where=LIMA, by=())])) == 1
    assert len(gather([one, tell("attack", on="2016-04-03", who=(), where=LIMA)])) == 2
    assert len(gather([one, tell("attack", "2016-04-04", who=(), where=LIMA, by=(NAVY,))])) == 2
    assert len(gather([one, tell("seizure", "2016-04-02", who=(), where=LIMA, by=(NAVY,))])) == 2


def test_an_attacked_country_is_one_ground_and_not_two() -> None:
    told = [
        tell("attack", on=day, who=(GANG,), where=GANG.key) for day in ("2016-04-02", "2016-04-03")
    ]
    assert len(gather(told)) == 2


def test_an_event_that_may_be_one_of_several_says_which() -> None:
    told = [tell("arrest", "2014-04-02"), tell("arrest", "2015-04-02"), tell("arrest", on="2016")]
    first, second, third = gather(told)
    assert third.may_be == tuple(sorted((first.key, second.key)))


def test_the_score_says_why() -> None:
    one = tell("arrest", "2016-04-02", article="a", where=LIMA, described=("three gunmen",))
    other = tell("arrest", "2016-04-02", article="b", where=QUITO, described=("the gunmen",))
    found = likeness(one, other)
    assert [(ground.reason, ground.weight) for ground in found.grounds] == [
        ("same day: 2016-04-02", 0.4),
        (f"same person: {ROSA.key}", 0.65),
        ("same words: gunmen", 0.2),
        ("different places", -0.2),
    ]
    assert found.score == 1.0
    (event,) = gather([one, other])
    assert event.why() == (found,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (tell("arrest", "2016-04-02"), tell("release", "2016-04-02")),
        (tell("arrest", "2016-04-02"), tell("arrest", "2016-04-04")),
        (tell("arrest", "2015"), tell("arrest", "2016-04-04")),
        (tell("arrest", on=None), tell("arrest", on="2016-04-04")),
        (tell("arrest", "2016-04-02"), tell("arrest", on="2016-08-04")),
    ],
)
def test_types_and_times_that_differ_rule_one_event_out(one: Telling, other: Telling) -> None:
    assert likeness(one, other).score == 0


@given(tellings, tellings)
def test_likeness_is_the_same_both_ways(one: Telling, other: Telling) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other).score <= 1


@given(stories, st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_matters(story: list[Telling], chance: random.Random) -> None:
    shuffled = [*story, *story[:2]]
    chance.shuffle(shuffled)
    assert gather(shuffled) == gather(story)


@given(stories)
def test_every_telling_is_in_exactly_one_event_of_its_kind(story: list[Telling]) -> None:
    events = gather(story)
    assert sorted(t.order for e in events for t in e.tellings) == sorted(
        t.order for t in set(story)
    )
    for event in events:
        assert len({"killing" if t.type == "death" else t.type for t in event.tellings}) == 1
        assert event.key not in event.may_be
        assert event.certainty is min((t.footing for t in event.tellings), key=lambda c: c.rank)


@given(stories)
def test_each_family_of_types_can_be_gathered_alone(story: list[Telling]) -> None:
    families = sorted({family_of(told.type) for told in story})
    alone = [e for f in families for e in gather(t for t in story if family_of(t.type) == f)]
    assert sorted(alone, key=lambda e: e.key) == sorted(gather(story), key=lambda e: e.key)


def _archive(size: int) -> list[Telling]:
    """Events told three times each, a hundred places, of persons in every other one."""
    chance = random.Random(size)
    told = []
    for number in range(size // 3):
        day = f"20{10 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
        where = f"name/place/-/{number % 100}"
        who = (ROSA if number % 4 else TULIO,) if number % 2 else ()
        kind = chance.choice(["arrest", "attack", "killing"])
        told += [
            tell(kind, day, article=f"{number}/{copy}", who=who, where=where, by=(POLICE,))
            for copy in range(3)
        ]
    return told


def test_the_time_grows_with_the_archive_and_not_with_its_square() -> None:
    times = []
    for size in (3_000, 12_000):
        told = _archive(size)
        began = time.process_time()
        events: tuple[Gathered, ...] = gather(told)
        times.append(time.process_time() - began)
        assert sum(len(event.tellings) for event in events) == len(set(told))
    assert times[1] < 12 * times[0] + 0.5


def test_one_ground_never_suffices() -> None:
    alone = tell("arrest", "2016-04-02", who=(), where=LIMA)
    assert likeness(alone, tell("arrest", on="2016-04-02", who=(), where=LIMA)).score < LIKELY
    assert likeness(alone, tell("arrest", "2016-04-02", who=())).score < LIKELY


def test_the_docs_state_the_weights_and_the_windows() -> None:
    page = (ROOT / "docs" / "status.md").read_text(encoding="utf-8")
    table = page[page.index("| Ground | Weight |") : page.index("From 0.7 on")]
    for weight in (*gathering._WEIGHTS.values(), gathering._TOLD):
        assert f"{weight}" in table
    assert f"From {LIKELY} on" in page
    assert f"up to {moments.NEWS.days} days after" in page
