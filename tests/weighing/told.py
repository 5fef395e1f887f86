"""Tellings of invented events, for tests."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from careo.values import Certainty, EntityType, Span
from careo.weighing.statuses.telling import Evidence, Party, Spoken, Telling

ROSA = Party("name/person/-/rosa quintanilla", EntityType.PERSON)
TULIO = Party("name/person/-/tulio barrientos", EntityType.PERSON)
GANG = Party("name/group/-/los tordos", EntityType.GROUP)
FIRM = Party("name/company/-/maderas quintanilla", EntityType.COMPANY)


def tell(
    type_: str,
    date: str | None = None,
    *,
    on: str | None = "2016-05-01",
    article: str = "",
    sure: str = "reported",
    who: tuple[Party, ...] = (ROSA,),
    start: int = 0,
    root: str = "",
    **more: object,
) -> Telling:
    """An event of a type, told `on` a day by an article that is otherwise named by it."""
    evidence = Evidence(article or f"of-{on}", Span(start, start + 9), on, root)
    return Telling(type_, Certainty(sure), evidence, who, date=date, **more)  # type: ignore[arg-type]


def say(date: str, *, on: str, speaker: Party = ROSA, article: str = "said") -> Spoken:
    """That somebody said something on a day, told `on` another."""
    return Spoken(speaker.key, date, Evidence(article, Span(0, 4), on))


_days = st.dates(
    min_value=dt.date(2009, 1, 1),
    max_value=dt.date(2012, 12, 31),
)
dates = st.one_of(
    st.none(),
    _days.map(str),
    _days.map(lambda day: f"{day:%Y-%m}"),
    _days.map(lambda day: f"{day:%Y}"),
    st.sampled_from(["2010-02-30", "soon", "2999", "0001-01-01", "9999-12-31"]),
)
"""Dates to the day, month or year, and what is none."""

tellings = st.builds(
    tell,
    st.sampled_from(["arrest", "escape", "release", "acquittal", "killing", "death", "attack"]),
    dates,
    on=dates,
    article=st.sampled_from("abcdef"),
    sure=st.sampled_from([str(certainty) for certainty in Certainty]),
    who=st.lists(st.sampled_from([ROSA, TULIO, GANG]), max_size=2, unique=True).map(tuple),
    start=st.integers(0, 3),
    root=st.sampled_from(["", "r"]),
    where=st.sampled_from([None, "name/place/-/lima", "name/place/-/quito"]),
    by=st.sampled_from([(), ("name/agency/-/police",)]),
    amount=st.sampled_from([None, "3 killed"]),
)
stories = st.lists(tellings, max_size=14)
