"""Testimonies are made of one article's annotations."""

from __future__ import annotations

import datetime as dt

import pytest

from careo.values import (
    Annotations,
    Article,
    Block,
    BlockKind,
    Certainty,
    Claim,
    EntityType,
    Event,
    LocalEntity,
    Mention,
    Span,
    Stance,
)
from careo.weighing.careos.testimony import Happened, day_of, hear

TEXT = "Odo Brandt denied that the Marrow Ring killed Ramiro Ulloa."
ARTICLE = Article(
    title="Brandt",
    blocks=(Block(BlockKind.PARAGRAPH, TEXT),),
    url="https://gazette.example/brandt",
    published="2021-05-03",
    language="en",
    key="brandt",
)
CLAIM = Claim(
    cue="denied",
    cue_span=Span(11, 17),
    content_spans=(Span(18, 58),),
    stance=Stance.DENIES,
    quoted=False,
    hedged=False,
    speaker="e1",
    about=("e2", "e9"),
)
ANNOTATIONS = Annotations(
    mentions=(
        Mention(Span(0, 10), "Odo Brandt", EntityType.PERSON, "e1"),
        Mention(Span(27, 38), "Marrow Ring", EntityType.GROUP, "e2"),
    ),
    entities=(LocalEntity("e1", "Odo Brandt", EntityType.PERSON),),
    claims=(CLAIM,),
    events=(Event("killing", Span(39, 45), Span(0, 58), Certainty.DENIED, ("e2", "a clerk")),),
)
KEYS = {"e1": "name/person/-/odo brandt", "e2": "name/group/-/marrow ring"}


def test_local_ids_become_identity_keys_and_unknown_ones_are_left_out() -> None:
    (one,) = hear(ARTICLE, ANNOTATIONS, KEYS)
    assert one.speaker == "name/person/-/odo brandt"
    assert one.about == ("name/group/-/marrow ring",)
    assert one.setting.named == (
        (Span(0, 10), "name/person/-/odo brandt"),
        (Span(27, 38), "name/group/-/marrow ring"),
    )
    assert one.setting.happened == (
        Happened(Span(39, 45), "killing", ("name/group/-/marrow ring",)),
    )


def test_a_testimony_knows_its_words_its_day_and_its_outlet() -> None:
    (one,) = hear(ARTICLE, ANNOTATIONS, KEYS)
    assert one.key == "brandt#0"
    assert one.content == "that the Marrow Ring killed Ramiro Ulloa"
    assert one.setting.published == dt.date(2021, 5, 3)
    assert one.setting.outlet == "gazette.example"


def test_a_named_outlet_stands_before_the_host() -> None:
    (one,) = hear(ARTICLE, ANNOTATIONS, KEYS, "The Gazette")
    assert one.setting.outlet == "The Gazette"


@pytest.mark.parametrize("published", [None, "", "2021", "2021-05", "soon", "2021-13-40"])
def test_a_date_that_is_not_known_to_the_day_is_none(published: str | None) -> None:
    assert day_of(published) is None
