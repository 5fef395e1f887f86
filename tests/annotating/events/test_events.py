"""What took place: types, parties, places, days, quantities and certainty."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotating.writing import article
from careo.annotating.annotator import load_annotator
from careo.annotating.events.triggers import lexicon_of
from careo.annotating.language.models import why_not
from careo.values import Annotations, Certainty, Event
from careo.vocabulary.loader import Kind, terms


def read(text: str, language: str = "en", published: str | None = "2012-03-21") -> Annotations:
    if why_not(language):
        pytest.skip(str(why_not(language)))
    written = article(text, language=language).with_(published=published)
    return load_annotator().annotate_many([written])[0]


def names(found: Annotations, who: tuple[str, ...]) -> list[str]:
    called = {e.id: e.name for e in found.entities}
    return [called.get(one, one) for one in who]


def only(text: str, language: str = "en") -> tuple[Annotations, Event]:
    found = read(text, language)
    assert len(found.events) == 1, [e.type for e in found.events]
    return found, found.events[0]


ROSA = ["Rosa Quintanilla"]
WHO = [
    ("en", "Rosa Quintanilla was arrested in Lima.", "arrest", ["Rosa Quintanilla"], []),
    ("en", "Police arrested Rosa Quintanilla.", "arrest", ["Rosa Quintanilla"], ["Police"]),
    ("en", "Gunmen killed Rosa Quintanilla.", "killing", ["Rosa Quintanilla"], ["Gunmen"]),
    ("en", "The murder of Rosa Quintanilla shook the town.", "killing", ["Rosa Quintanilla"], []),
    ("en", "Rosa Quintanilla turned herself in.", "surrender", ["Rosa Quintanilla"], []),
    ("en", "Rosa Quintanilla was found guilty.", "conviction", ["Rosa Quintanilla"], []),
    ("en", "Rosa Quintanilla is behind bars.", "arrest", ["Rosa Quintanilla"], []),
    ("en", "Rosa Quintanilla was extradited to Peru.", "extradition", ["Rosa Quintanilla"], []),
    ("en", "Rosa Quintanilla, who was kidnapped, left.", "kidnapping", ["Rosa Quintanilla"], []),
    ("en", "A court overturned Rosa Luna's conviction.", "acquittal", ["Rosa Luna"], ["court"]),
    ("en", "Peru froze the assets of Rosa Luna.", "sanction", ["Rosa Luna"], []),
    ("es", "Ana Sol habló. Luego fue detenida.", "arrest", ["Ana Sol"], []),
    ("en", "Two days before his arrest, Juan Sol spoke.", "arrest", ["Juan Sol"], []),
    ("en", "Ana Sol spoke. Police killed her.", "killing", ["Ana Sol"], ["Police"]),
    ("en", "Tordo Front men shot Ana.", "attack", ["Ana"], ["Tordo Front men", "Tordo Front"]),
    ("es", "Rosa Quintanilla fue detenida en Lima.", "arrest", ["Rosa Quintanilla"], []),
    ("es", "La captura de Rosa Quintanilla fue rápida.", "arrest", ["Rosa Quintanilla"], []),
    ("es", "Sicarios mataron a Rosa Quintanilla.", "killing", ["Rosa Quintanilla"], ["Sicarios"]),
    ("es", "Rosa Quintanilla fue condenada a 11 años.", "sentence", ["Rosa Quintanilla"], []),
    ("es", "El cuerpo de Rosa Luna fue hallado en Lima.", "death", ["Rosa Luna"], []),
    ("es", "Un juez redujo la pena a Rosa Luna.", "sentence", ["Rosa Luna"], ["juez"]),
    ("es", "Rosa Quintanilla está tras las rejas.", "arrest", ["Rosa Quintanilla"], []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "type_", "who", "by"), WHO, ids=[w[1] for w in WHO])
def test_an_event_has_who_underwent_it_and_who_did_it(
    language: str, text: str, type_: str, who: list[str], by: list[str]
) -> None:
    found, event = only(text, language)
    assert event.type == type_
    assert names(found, event.who) == who
    assert names(found, event.by) == by


def test_what_came_after_a_deed_is_no_reason_to_call_anybody_its_doer() -> None:
    found = read("After the murder of Rosa Quintanilla, the army launched an offensive.")
    (killing,) = [e for e in found.events if e.type == "killing"]
    assert killing.by == ()


@pytest.mark.parametrize(
    "text",
    [
        "The Tordo Front claimed responsibility for the murder of Rosa Quintanilla.",
        "The murder of Rosa Quintanilla was blamed on the Tordo Front.",
        "The Tordo Front is responsible for the murder of Rosa Quintanilla.",
        "The Tordo Front carried out the murder of Rosa Quintanilla.",
    ],
)
def test_a_deed_is_whose_the_verb_that_governs_it_says(text: str) -> None:
    found = read(text)
    (killing,) = [e for e in found.events if e.type == "killing"]
    assert names(found, killing.by) == ["Tordo Front"]


def test_verbs_that_are_joined_share_their_subject() -> None:
    found = read("Rosa Quintanilla was arrested in 2009 and extradited to Peru.")
    assert [e.type for e in found.events] == ["arrest", "extradition"]
    assert all(names(found, e.who) == ["Rosa Quintanilla"] for e in found.events)
    assert [(e.date, e.date_precision) for e in found.events] == [("2009", "year"), (None, None)]


def test_a_day_of_the_week_is_resolved_against_the_articles_day() -> None:
    found = read("Police arrested Rosa Quintanilla in Lima last Tuesday.")
    event = found.events[0]
    assert (event.date, event.date_precision) == ("2012-03-20", "day")
    assert names(found, (event.where or "",)) == ["Lima"]


def test_without_the_articles_day_a_day_of_the_week_says_nothing() -> None:
    found = read("Police arrested Rosa Quintanilla last Tuesday.", published=None)
    assert found.events[0].date is None


@pytest.mark.parametrize(
    ("language", "text", "who", "amount"),
    [
        ("en", "Police seized 1.2 tons of cocaine.", ["cocaine"], "1.2 t cocaine"),
        ("es", "Se incautaron 2 toneladas de coca.", ["2 toneladas de coca"], "2 t coca"),
        ("en", "At least four people were killed.", ["At least four people"], "4 killed"),
        ("es", "Asesinaron a dos policías.", ["dos policías"], "2 killed"),
    ],
)
def test_quantities_are_normalised(language: str, text: str, who: list[str], amount: str) -> None:
    found, event = only(text, language)
    assert names(found, event.who) == who
    assert event.amount == amount


@pytest.mark.parametrize(
    ("language", "text", "certainty"),
    [
        ("en", "Rosa Quintanilla was killed.", Certainty.REPORTED),
        ("en", "Rosa Quintanilla was allegedly killed.", Certainty.ALLEGED),
        ("en", "Rosa Quintanilla may have been killed.", Certainty.POSSIBLE),
        ("en", "Rosa Quintanilla was not killed.", Certainty.DENIED),
        ("en", "They planned to kill Rosa Quintanilla.", Certainty.POSSIBLE),
        ("en", "He is accused of killing Rosa Quintanilla.", Certainty.ALLEGED),
        ("es", "Rosa Quintanilla fue asesinada.", Certainty.REPORTED),
        ("es", "Rosa Quintanilla no fue asesinada.", Certainty.DENIED),
        ("es", "Rosa Quintanilla habría sido asesinada.", Certainty.POSSIBLE),
        ("es", "Rosa Quintanilla fue presuntamente asesinada.", Certainty.ALLEGED),
        ("en", "Gunmen travelled to Puerto Lirio to kill Rosa Quintanilla.", Certainty.POSSIBLE),
        ("es", "Los pistoleros viajaron para matar a Rosa Quintanilla.", Certainty.POSSIBLE),
        ("en", "Rosa Quintanilla returned only to be killed.", Certainty.REPORTED),
        ("es", "La policía logró detener a Rosa Quintanilla.", Certainty.REPORTED),
    ],
)
def test_certainty_is_that_of_the_wording(language: str, text: str, certainty: Certainty) -> None:
    _, event = only(text, language)
    assert event.certainty is certainty


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The gang would split if Rosa Quintanilla were captured or killed."),
        ("es", "Si fuera capturada o asesinada Rosa Quintanilla, la banda se dividiría."),
    ],
)
def test_verbs_that_are_joined_share_their_condition(language: str, text: str) -> None:
    assert {event.certainty for event in read(text, language).events} == {Certainty.POSSIBLE}


def test_one_event_told_twice_is_one_record_and_keeps_what_either_says() -> None:
    found = read(
        "Rosa Quintanilla was arrested in Lima. The arrest of Quintanilla on March 19 was praised."
    )
    (event,) = found.events
    assert event.date == "2012-03-19"
    assert names(found, (event.where or "",)) == ["Lima"]


def test_arrests_on_different_days_are_two() -> None:
    found = read("Rosa Quintanilla was arrested in 2009. Quintanilla was arrested in 2011.")
    assert [e.date for e in found.events] == ["2009", "2011"]


def test_a_word_of_events_that_tells_of_none_is_left_alone() -> None:
    assert read("The arrest warrant and the death penalty are in the press release.").events == ()


# --- what always holds ---

WORDS = [
    "Rosa Quintanilla", " was arrested", " and ", "killed", ", who ", "the murder of ", "police ",
    "1.2 tons of cocaine", " in Lima", " on March 19", ". ", "fue detenido", " capturado por ",
    "la captura de ", "El Tordo", "\n", "(see video below) ", "🙂", "\u200b", "“", "not ", "no ",
    "behind bars", " leader of the ", "Cártel de Lima", " 99 mil ", "31 de febrero", "$", "”",
]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=25).map("".join)


@settings(max_examples=100, deadline=None)
@given(st.lists(texts, min_size=1, max_size=3), st.sampled_from(["en", "es"]))
def test_every_event_and_relation_stands_in_the_text(parts: list[str], language: str) -> None:
    written = article(*parts, language=language).with_(published="2012-03-21")
    (found,) = load_annotator().annotate_many([written])
    ids = {e.id for e in found.entities}
    for event in found.events:
        assert event.evidence.covers(event.trigger_span)
        assert event.evidence.end <= len(written.text)
        assert event.type in terms(Kind.EVENT)
        for party in (*event.who, *event.by):
            assert party in ids or party in written.text
        assert event.where is None or event.where in ids
        assert (event.date is None) == (event.date_precision is None)
        if event.date:
            dt.date.fromisoformat((event.date + "-01-01")[:10])
    for relation in found.relations:
        assert {relation.source, relation.target} <= ids
        assert relation.source != relation.target
        assert relation.evidence.end <= len(written.text)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_type_of_event_has_words(language: str) -> None:
    held = {entry.type for entries in lexicon_of(language).forms.values() for entry in entries}
    assert held == set(terms(Kind.EVENT))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Neither man was killed."),
        ("en", "No officers were injured in Lima."),
        ("en", "The Tordo drug that is killing Peruvians costs little."),
    ],
)
def test_what_befalls_nobody_or_people_in_general_is_no_event(language: str, text: str) -> None:
    assert not read(text, language).events


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "Police arrested Rosa Quintanilla. The woman was arrested in Lima.", ROSA),
        ("en", "A Lima woman was arrested. Rosa Quintanilla was arrested on Monday.", ROSA),
        ("es", "La policía detuvo a Rosa Quintanilla. La mujer fue detenida en Lima.", ROSA),
    ],
)
def test_a_description_that_points_to_somebody_named_tells_of_the_same_event(
    language: str, text: str, who: list[str]
) -> None:
    found, event = only(text, language)
    assert names(found, event.who) == who


def test_several_named_are_not_meant_by_a_description_of_one() -> None:
    text = "Police arrested Rosa Quintanilla and Juan Perales. The man was arrested in Lima."
    assert len(read(text).events) == 2


def test_a_subject_that_the_parse_lost_stands_right_before_the_verb() -> None:
    text = (
        "Según informó ayer la Procuraduría General de Justicia de Alva, Juan Perales, "
        "infante de Marina, fue secuestrado el 14 de mayo por un comando armado."
    )
    found, event = only(text, "es")
    assert names(found, event.who) == ["Juan Perales"]


def test_a_court_told_by_its_place_sits_there() -> None:
    found, event = only("Rosa Quintanilla was indicted by a northern Illinois grand jury.")
    assert names(found, (event.where or "",)) == ["Illinois"]
