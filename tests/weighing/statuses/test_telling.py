"""Events of articles become tellings, and say when and how surely."""

from __future__ import annotations

import random

from hypothesis import given

from careo.values import (
    Annotations,
    Article,
    Block,
    BlockKind,
    Certainty,
    Claim,
    Event,
    Span,
    Stance,
)
from careo.weighing.statuses.telling import Telling, sources, spoken_in, tellings_of
from weighing.told import GANG, ROSA, stories, tell

ARTICLE = Article(
    title="Arrest",
    blocks=(Block(BlockKind.PARAGRAPH, "Rosa Quintanilla and two men were arrested in Lima."),),
    published="2016-05-01",
    key="lima.html",
)


def test_local_entities_become_identities_and_words_stay_words() -> None:
    event = Event(
        "arrest",
        Span(34, 42),
        Span(0, 51),
        Certainty.ALLEGED,
        who=("e1", "two men"),
        by=("police",),
        where="e2",
        date="2016-04",
        date_precision="month",
    )
    (told,) = tellings_of(ARTICLE, Annotations(events=(event,)), {"e1": ROSA}, root="chain")
    assert told.who == (ROSA,)
    assert told.described == ("two men",)
    assert (told.by, told.where) == (("police",), "e2")
    assert told.evidence.article == "lima.html"
    assert told.evidence.span.of(ARTICLE.text) == ARTICLE.text
    assert told.evidence.source == "chain"
    assert told.certainty is Certainty.ALLEGED


def test_only_words_of_a_person_on_a_day_that_is_told_are_spoken() -> None:
    def claim(speaker: str | None, date: str | None) -> Claim:
        spans = (Span(0, 16),)
        return Claim("said", Span(30, 33), spans, Stance.ASSERTS, False, False, speaker, date=date)

    said = [claim("e1", "2016-04"), claim("e1", None), claim("e2", "2016-04"), claim(None, "2016")]
    (spoken,) = spoken_in(
        ARTICLE, Annotations(claims=tuple(said)), {"e1": ROSA, "e2": GANG}, root="chain"
    )
    assert (spoken.speaker, spoken.date) == (ROSA.key, "2016-04")
    assert (spoken.evidence.span, spoken.evidence.source) == (Span(30, 33), "chain")


def test_what_lies_after_its_article_is_only_possible() -> None:
    assert tell("sentence", "2016-06", on="2016-05-01").footing is Certainty.POSSIBLE
    assert tell("sentence", "2016-05-03", on="2016-05-01").footing is Certainty.REPORTED
    assert tell("sentence", "2016-06", sure="denied").footing is Certainty.DENIED


def test_copies_of_one_root_are_one_source() -> None:
    told = [tell("arrest", on=f"2016-05-0{day}", root="wire") for day in (1, 2, 3)]
    assert sources(told) == 1
    assert sources([*told, tell("arrest", on="2016-05-04")]) == 2


@given(stories)
def test_tellings_have_one_order(story: list[Telling]) -> None:
    shuffled = random.Random(3).sample(story, len(story))
    assert sorted(set(story), key=lambda t: t.order) == sorted(set(shuffled), key=lambda t: t.order)
