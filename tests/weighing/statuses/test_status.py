"""The ledger says what is told, how surely and when, and infers nothing."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.values import Certainty, EntityType
from careo.vocabulary.loader import Kind, terms
from careo.weighing.statuses.stages import STAGE_OF
from careo.weighing.statuses.status import (
    Basis,
    ConflictKind,
    Footing,
    Ledger,
    Newest,
    ledger,
    ledgers,
    newest,
    since,
)
from careo.weighing.statuses.telling import Party, Spoken, Telling
from careo.weighing.statuses.times import last_day
from weighing.told import FIRM, GANG, ROSA, TULIO, dates, say, stories, tell, tellings


def of(*told: Telling) -> Ledger:
    return ledger(ROSA, told)


def keys(found: Ledger) -> list[str]:
    return [stage.key for stage in found.stages]


def conflicts(found: Ledger, kind: ConflictKind) -> list[tuple[str, ...]]:
    return [conflict.stages for conflict in found.conflicts if conflict.kind is kind]


def latest(found: Ledger) -> list[str]:
    current = newest(found)
    return [stage.key for stage in current.stages] if current else []


# --- stages -------------------------------------------------------------------


def test_the_vocabulary_names_exactly_the_stages_that_events_are() -> None:
    assert set(STAGE_OF) < set(terms(Kind.EVENT))
    assert set(STAGE_OF.values()) == set(terms(Kind.STATUS))


def test_capture_escape_capture_escape_capture_are_five_stages() -> None:
    told = [
        tell("arrest", "1993-06-09", on="2016-01-09"),
        tell("escape", "2001-01-19", on="2016-01-09"),
        tell("arrest", "2014-02-22", on="2014-02-22"),
        tell("arrest", "2014", on="2016-01-09"),
        tell("escape", "2015-07-11", on="2015-07-12"),
        tell("escape", on="2015-07-13"),
        tell("arrest", "2016-01-08", on="2016-01-08"),
        tell("arrest", on="2016-01-10"),
    ]
    found = of(*told)
    assert keys(found) == [
        "captured/1993-06-09",
        "escaped/2001-01-19",
        "captured/2014-02-22",
        "escaped/2015-07-11",
        "captured/2016-01-08",
    ]
    assert found.distinct == found.stages
    assert latest(found) == ["captured/2016-01-08"]


def test_a_stage_has_the_finest_date_of_the_surest_and_keeps_all() -> None:
    (stage,) = of(
        tell("arrest", "2014", on="2015"),
        tell("arrest", "2014-02-22", on="2014-02-23"),
        tell("arrest", "2014-02-21", on="2014-02-24", sure="alleged"),
    ).stages
    assert (stage.date, stage.first, stage.last) == (
        "2014-02-22",
        dt.date(2014, 2, 22),
        dt.date(2014, 2, 22),
    )
    assert [said.date for said in stage.dates] == ["2014", "2014-02-22", "2014-02-21"]
    assert stage.certainties == {Certainty.REPORTED: 2, Certainty.ALLEGED: 1}
    assert (stage.sources, len(stage.evidence)) == (2, 3)


def test_without_a_date_a_stage_is_known_to_have_been_by_the_day_it_was_told() -> None:
    (stage,) = of(tell("extradition", on="2012-03-21"), tell("extradition", on="2012-03-23")).stages
    assert stage.key == "extradited/by-2012-03-21"
    assert (stage.date, stage.first, stage.last) == (None, None, dt.date(2012, 3, 21))


def test_of_two_dates_the_one_that_most_sources_have_is_shown_and_both_are_kept() -> None:
    found = of(
        tell("arrest", "2014-02-21", on="2014-02-22", article="a", root="wire"),
        tell("arrest", "2014-02-21", on="2014-02-22", article="b", root="wire"),
        tell("arrest", "2014-02-22", on="2014-02-22", article="c"),
        tell("arrest", "2014-02-22", on="2014-02-23", article="d"),
    )
    (stage,) = found.stages
    assert stage.date == "2014-02-22"
    assert {said.date: said.sources for said in stage.dates} == {"2014-02-22": 2, "2014-02-21": 1}
    assert (stage.first, stage.last) == (dt.date(2014, 2, 21), dt.date(2014, 2, 22))
    assert conflicts(found, ConflictKind.DATES) == [(stage.key,)]


def test_what_ten_say_is_alleged_stays_alleged() -> None:
    (stage,) = of(
        *(tell("arrest", on=f"2016-05-{n}", sure="alleged") for n in range(10, 20))
    ).stages
    assert stage.certainty is Certainty.ALLEGED
    assert stage.key.endswith("/alleged")


def test_what_is_to_come_is_only_possible() -> None:
    found = of(tell("extradition", "2016-08", on="2016-05-01"))
    assert [stage.certainty for stage in found.stages] == [Certainty.POSSIBLE]
    assert newest(found) is None
    assert since(found, "2015") == ()


def test_an_impossible_date_is_kept_as_it_was_said() -> None:
    (stage,) = of(tell("arrest", "2016-13", on="2016-05-01")).stages
    assert (stage.date, [said.date for said in stage.dates]) == (None, ["2016-13"])


def test_stages_stand_in_order_of_date_the_less_fine_first() -> None:
    found = of(
        tell("acquittal", "2012-03", on="2012-04-01"),
        tell("arrest", "2012", on="2012-05-01"),
        tell("release", "2012-03-09", on="2012-04-01"),
        tell("charge", "2012-03-09", on="2012-04-01"),
    )
    assert [stage.kind for stage in found.stages] == [
        "captured",
        "acquitted",
        "charged",
        "released",
    ]


# --- whose --------------------------------------------------------------------


def test_the_arrest_of_members_is_no_stage_of_the_group() -> None:
    told = [
        tell("arrest", "2016-04-01", who=(GANG,)),
        tell("charge", "2016-04-02", who=(GANG, ROSA)),
        tell("surrender", "2016-04-03", who=(GANG,), described=("forty members",)),
        tell("sanction", "2016-04-04", who=(GANG,)),
    ]
    assert keys(ledger(GANG, told)) == ["sanctioned/2016-04-04"]
    assert keys(ledger(ROSA, told)) == ["charged/2016-04-02"]


def test_a_company_may_be_convicted() -> None:
    assert keys(ledger(FIRM, [tell("conviction", "2016-04-04", who=(FIRM,))])) == [
        "convicted/2016-04-04"
    ]


def test_an_agency_is_sanctioned_and_never_charged() -> None:
    agency = Party("name/agency/-/harbour police", EntityType.AGENCY)
    told = [tell(type_, "2016-04-04", who=(agency,)) for type_ in ("charge", "sanction", "arrest")]
    assert keys(ledger(agency, told)) == ["sanctioned/2016-04-04"]


def test_everybody_has_a_ledger_of_their_own() -> None:
    told = [tell("arrest", "2016-04-01", who=(ROSA, TULIO)), tell("release", who=(TULIO,))]
    found = ledgers([*told, tell("attack", who=(GANG,))])
    assert {key: len(one.stages) for key, one in found.items()} == {ROSA.key: 1, TULIO.key: 2}


# --- conflicts ----------------------------------------------------------------


def test_a_denial_stands_with_what_it_denies() -> None:
    found = of(
        tell("arrest", "2016-04-01", on="2016-04-02"),
        tell("arrest", "2016-04-01", on="2016-04-03", sure="denied"),
    )
    (stage,) = found.stages
    assert (stage.certainty, stage.is_denied) == (Certainty.REPORTED, True)
    assert conflicts(found, ConflictKind.DENIAL) == [(stage.key,)]


def test_a_late_denial_stands_with_all_that_it_may_deny() -> None:
    found = of(
        tell("arrest", "2014-04-01", on="2014-04-02"),
        tell("arrest", "2015-04-01", on="2015-04-02"),
        tell("arrest", on="2016-04-03", sure="denied"),
    )
    denied = found.stages[-1]
    assert denied.certainty is Certainty.DENIED
    assert conflicts(found, ConflictKind.DENIAL) == [
        (denied.key, "captured/2014-04-01", "captured/2015-04-01")
    ]


def test_a_denial_alone_is_shown_as_denied_and_is_no_status() -> None:
    found = of(tell("arrest", on="2016-04-03", sure="denied"))
    assert keys(found) == ["captured/by-2016-04-03/denied"]
    assert newest(found) is None


def test_killed_and_later_arrested_are_both_shown() -> None:
    found = of(
        tell("killing", "2010-12-09", on="2010-12-10"),
        tell("arrest", "2014-03-09", on="2014-03-10"),
    )
    assert conflicts(found, ConflictKind.AFTER_DEATH) == [
        ("dead/2010-12-09", "captured/2014-03-09")
    ]
    assert latest(found) == ["dead/2010-12-09", "captured/2014-03-09"]


def test_two_deaths_are_in_conflict() -> None:
    found = of(tell("killing", "2010-12-09"), tell("death", "2014-03-09"))
    assert conflicts(found, ConflictKind.AFTER_DEATH) == [("dead/2010-12-09", "dead/2014-03-09")]


def test_who_speaks_after_a_death_contests_it_and_it_is_no_status() -> None:
    told = [tell("killing", on="2016-05-02"), tell("arrest", "2014-03-09")]
    words = [say("2016-06-01", on="2016-06-02"), say("2016-05-20", on="2016-06-03")]
    found = ledger(ROSA, told, words)
    (conflict,) = found.conflicts
    assert (conflict.kind, conflict.stages) == (ConflictKind.SPEAKS, ("dead/by-2016-05-02",))
    assert [one.published for one in conflict.evidence] == ["2016-06-03", "2016-06-02"]
    current = newest(found)
    assert current is not None
    assert [stage.kind for stage in current.stages] == ["captured"]
    assert current.perhaps_later == ()
    assert [(one.stage.kind, one.footing) for one in since(found, "2015")] == [
        ("dead", Footing.CONTESTED)
    ]


@pytest.mark.parametrize(
    "words",
    [
        say("2016-05-03", on="2016-06-02"),
        say("2016", on="2016-06-02"),
        say("2010-01-01", on="2016-06-02"),
        say("someday", on="2016-06-02"),
        say("2016-06-01", on="2016-06-02", speaker=TULIO),
    ],
)
def test_words_of_before_or_of_another_contest_no_death(words: Spoken) -> None:
    assert not ledger(ROSA, [tell("killing", "2016-05-02", on="2016-05-02")], [words]).conflicts


def test_death_in_one_text_and_killing_in_the_next_are_one_stage() -> None:
    (stage,) = of(tell("death", "2014-03-09"), tell("killing", "2014-03-09")).stages
    assert len(stage.tellings) == 2


def test_neighboring_years_may_be_one_event_with_two_dates() -> None:
    found = of(tell("conviction", "2013"), tell("conviction", "2014"), tell("conviction", "2009"))
    assert conflicts(found, ConflictKind.PERHAPS_ONE) == [("convicted/2013", "convicted/2014")]


def test_convicted_and_acquitted_in_one_year_are_opposed() -> None:
    found = of(tell("conviction", "2014"), tell("acquittal", "2014"))
    assert conflicts(found, ConflictKind.OPPOSED) == [("convicted/2014", "acquitted/2014")]
    assert latest(found) == ["convicted/2014", "acquitted/2014"]
    assert not of(tell("conviction", "2013"), tell("acquittal", "2014")).conflicts


# --- the newest known status --------------------------------------------------


@pytest.mark.parametrize("type_", ["acquittal", "release"])
def test_acquittal_and_release_weigh_as_much_as_arrest(type_: str) -> None:
    told = [tell("arrest", "2014-03-09", on=f"2014-03-1{n}") for n in range(9)]
    found = of(*told, tell(type_, "2015-01-02", on="2015-01-03"))
    assert latest(found) == [f"{STAGE_OF[type_]}/2015-01-02"]


def test_the_newest_status_says_as_of_when() -> None:
    current = newest(
        of(tell("arrest", "2014-03-09", on="2014-03-10"), tell("arrest", "2014", on="2016-05-01"))
    )
    assert current is not None
    assert (current.basis, current.as_of) == (Basis.DATE, dt.date(2016, 5, 1))


def test_where_no_date_says_what_came_last_both_are_the_newest() -> None:
    found = of(tell("arrest", "2014-03-09"), tell("release", "2014"))
    assert set(latest(found)) == {"captured/2014-03-09", "released/2014"}


def test_what_is_told_later_without_a_date_is_only_perhaps_later() -> None:
    current = newest(
        of(tell("acquittal", "2014-03-09"), tell("arrest", "2012"), tell("arrest", on="2016-01-01"))
    )
    assert current is not None
    assert [stage.kind for stage in current.stages] == ["acquitted"]
    assert [stage.kind for stage in current.perhaps_later] == ["captured"]


def test_a_death_without_a_date_does_not_hide_the_newest_dated_stage() -> None:
    current = newest(of(tell("arrest", "2014-03-09"), tell("killing", on="2014-03-12")))
    assert current is not None
    assert [stage.kind for stage in current.stages] == ["captured"]
    assert [stage.kind for stage in current.perhaps_later] == ["dead"]


def test_without_any_date_it_is_what_was_first_told_last() -> None:
    current = newest(of(tell("arrest", on="2014-03-09"), tell("release", on="2015-03-09")))
    assert current is not None
    assert [stage.kind for stage in current.stages] == ["released"]
    assert current.basis is Basis.TOLD


def test_the_dead_are_dead_whatever_else_is_told_of_their_lives() -> None:
    current = newest(
        of(tell("arrest", "2014"), tell("death", "2014-03-09"), tell("escape", on="2016-01-01"))
    )
    assert current is not None
    assert [stage.kind for stage in current.stages] == ["dead"]
    assert current.perhaps_later == ()


def shown(current: Newest | None) -> object:
    if current is None:
        return None
    stages = [(s.key, s.date, s.first, s.last, s.sources) for s in current.stages]
    return stages, current.basis, current.as_of, [s.key for s in current.perhaps_later]


@given(stories, tellings)
def test_nothing_less_than_reported_changes_the_newest_status(
    story: list[Telling], more: Telling
) -> None:
    if more.footing is not Certainty.REPORTED:
        assert shown(newest(of(*story, more))) == shown(newest(of(*story)))


# --- since then ---------------------------------------------------------------


def test_what_came_after_an_article_stands_in_order_and_what_was_before_does_not() -> None:
    found = of(
        tell("arrest", "1993", on="2016-05-01"),
        tell("arrest", "2014-02-22", on="2014-02-23"),
        tell("release", "2016-03", on="2016-05-01"),
        tell("charge", "2012-04", on="2016-05-01"),
        tell("sentence", on="2016-05-01"),
        tell("arrest", on="2016-05-01"),
        tell("escape", on="2010-01-01"),
    )
    assert [(later.stage.key, later.footing) for later in since(found, "2012-03-21")] == [
        ("charged/2012-04", Footing.DATED),
        ("captured/2014-02-22", Footing.DATED),
        ("released/2016-03", Footing.DATED),
        ("captured/by-2016-05-01", Footing.PERHAPS),
        ("sentenced/by-2016-05-01", Footing.TOLD),
    ]


def test_a_year_that_holds_the_article_is_later_only_as_far_as_it_is_told_later() -> None:
    found = of(tell("acquittal", "2014", on="2015-01-01"))
    assert [later.footing for later in since(found, "2014-06-01")] == [Footing.TOLD]
    told = of(
        tell("acquittal", "2014", on="2015-01-01"), tell("acquittal", "2014", on="2014-05-01")
    )
    assert since(told, "2014-06-01") == ()


def test_an_article_without_a_date_has_nothing_after_it() -> None:
    assert since(of(tell("arrest", "2014")), None) == ()
    assert since(of(tell("arrest", "2014")), "once") == ()


@given(stories, dates)
def test_nothing_at_or_before_an_article_came_after_it(
    story: list[Telling], date: str | None
) -> None:
    day = last_day(date)
    later = since(of(*story), date)
    assert day is not None or not later
    for stage, footing in ((one.stage, one.footing) for one in later):
        assert day is not None
        assert stage.certainty is not Certainty.POSSIBLE
        if footing is Footing.DATED:
            assert stage.first is not None and stage.first > day
        else:
            is_later = stage.first is not None and stage.first > day
            assert is_later or all(t.told is not None and t.told > day for t in stage.tellings)
            assert stage.last is None or stage.last > day


# --- what always holds --------------------------------------------------------


@given(stories, st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_matters(story: list[Telling], chance: random.Random) -> None:
    shuffled = [*story, *story[:2]]
    chance.shuffle(shuffled)
    words = [say(f"201{n}-05-01", on="2019", article=str(n)) for n in range(3)]
    assert ledgers(shuffled, words[::-1]) == ledgers(story, words)


@given(stories)
def test_no_stage_is_without_evidence_or_surer_than_it(story: list[Telling]) -> None:
    found = of(*story)
    assert len(set(keys(found))) == len(found.stages)
    for stage in found.stages:
        assert stage.evidence
        assert stage.certainty is min((t.footing for t in stage.tellings), key=lambda c: c.rank)
        assert set(stage.may_be) < set(keys(found))
    held = [t.order for stage in found.stages for t in stage.tellings]
    theirs = {t for t in story if ROSA in t.who and t.type in STAGE_OF}
    assert sorted(held) == sorted(t.order for t in theirs)
    assert all(set(conflict.stages) <= set(keys(found)) for conflict in found.conflicts)
