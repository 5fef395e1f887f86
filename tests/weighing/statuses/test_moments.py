"""One event told in ten articles is one; five events of a kind are five."""

from __future__ import annotations

import random
import time

from hypothesis import given

from careo.values import Certainty
from careo.weighing.statuses.moments import MAY_BE, moments
from careo.weighing.statuses.telling import Telling
from weighing.told import stories, tell


def test_ten_articles_of_one_arrest_are_one_moment() -> None:
    told = [tell("arrest", "2014-02-21", on=f"2014-02-{day}") for day in range(22, 28)]
    told += [tell("arrest", "2014-02", on="2014-03-02"), tell("arrest", "2014", on="2015-01-01")]
    told += [tell("arrest", on="2014-02-23"), tell("arrest", on="2014-03-01")]
    (moment,) = moments(told)
    assert len(moment.tellings) == 10


def test_a_night_has_two_dates() -> None:
    told = [tell("arrest", "2014-02-21"), tell("arrest", "2014-02-22")]
    assert len(moments(told)) == 1
    assert len(moments([*told, tell("arrest", "2014-02-25")])) == 2


def test_a_year_with_two_arrests_in_it_may_be_either() -> None:
    first, second = tell("arrest", "2014-02-21"), tell("arrest", "2014-09-30")
    found = moments([first, second, tell("arrest", "2014"), tell("arrest", "2014", on="2017")])
    assert [len(moment.tellings) for moment in found] == [1, 1, 2]
    assert found[2].may_be == (0, 1)


def test_years_alone_stay_apart() -> None:
    found = moments(
        tell("arrest", year, on="2017", article=name)
        for year, name in (("1993", "a"), ("2014", "a"), ("2016", "a"), ("2014", "b"))
    )
    assert [len(moment.tellings) for moment in found] == [1, 2, 1]


def test_without_a_date_it_is_news_of_what_was_days_before() -> None:
    old, new = tell("arrest", "1993-06-09", on="1993-06-10"), tell("arrest", "2014-02-21")
    found = moments([old, new, tell("arrest", on="2014-02-24")])
    assert [len(moment.tellings) for moment in found] == [1, 2]


def test_without_a_date_and_years_later_it_may_be_any_of_those_before() -> None:
    old, new = tell("arrest", "1993-06-09"), tell("arrest", "2014-02-21")
    later = [tell("arrest", on="2015-07-01"), tell("arrest", on="2015-07-03")]
    found = moments([old, new, *later])
    assert [moment.may_be for moment in found] == [(), (), (0, 1)]
    assert len(found[2].tellings) == 2


def test_without_any_date_those_told_together_are_one() -> None:
    told = [tell("arrest", on=day) for day in ("2013-01-01", "2013-01-09", "2016-01-01")]
    found = moments(told)
    assert [len(moment.tellings) for moment in found] == [2, 1]
    assert found[1].may_be == (0,)


def test_what_is_told_early_is_not_of_a_later_year() -> None:
    found = moments([tell("arrest", "2014", on="2014-02-01"), tell("arrest", "2014-09-30")])
    assert len(found) == 2


def test_an_allegation_joins_what_is_reported_and_never_joins_two_of_it() -> None:
    reported = [tell("arrest", "2014-02-21"), tell("arrest", "2014-02-23")]
    between = tell("arrest", "2014-02-22", sure="alleged")
    found = moments([*reported, between])
    assert len(found) == 3
    assert found[2].may_be == (0, 1)
    assert found[2].certainty is Certainty.ALLEGED
    assert len(moments([reported[0], between])) == 1


def test_a_plan_is_no_news_of_what_happened() -> None:
    found = moments([tell("extradition", on="2016-05-01"), tell("extradition", sure="possible")])
    assert [moment.certainty for moment in found] == [Certainty.REPORTED, Certainty.POSSIBLE]
    assert found[1].may_be == ()


@given(stories)
def test_every_telling_is_in_one_moment_whatever_the_order(story: list[Telling]) -> None:
    found = moments(story)
    assert sorted(t.order for m in found for t in m.tellings) == sorted(t.order for t in set(story))
    assert moments(random.Random(7).sample(story, len(story))) == found
    for place, moment in enumerate(found):
        assert place not in moment.may_be
        assert len(moment.may_be) <= MAY_BE
        assert all(not found[other].may_be for other in moment.may_be)


@given(stories)
def test_what_is_less_sure_changes_no_moment_of_what_is_reported(story: list[Telling]) -> None:
    reported = [t for t in story if t.footing is Certainty.REPORTED]
    alone = moments(reported)
    found = [m for m in moments(story) if m.certainty is Certainty.REPORTED]
    assert [m.surest for m in found] == [m.tellings for m in alone]
    assert [m.may_be for m in found] == [m.may_be for m in alone]


def test_ten_thousand_tellings_take_seconds() -> None:
    told = [
        tell("arrest", f"{1990 + n % 30}-{1 + n % 12:02}-{1 + n % 28:02}", on="2021", start=n)
        for n in range(6_000)
    ]
    told += [tell("arrest", on=f"{1990 + n % 30}-{1 + n % 12:02}", start=n) for n in range(4_000)]
    began = time.perf_counter()
    assert sum(len(moment.tellings) for moment in moments(told)) == 10_000
    assert time.perf_counter() - began < 10
