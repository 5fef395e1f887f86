"""Quotations are found by their marks, whatever their style, and never cost more than a pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.annotating.claims.quoting import is_speech, quotes_in
from careo.values import Span


def lines(text: str) -> list[Span]:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in quotes_in(text, lines(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Then “we saw nobody there” was all.",
        'Then "we saw nobody there" was all.',
        "Then «we saw nobody there» was all.",
        "Then ‹we saw nobody there› was all.",
        "Then „we saw nobody there“ was all.",
        "Then ‘we saw nobody there’ was all.",
        "Then 'we saw nobody there' was all.",
        "Then ``we saw nobody there'' was all.",
    ],
)
def test_every_style_of_mark_encloses_a_quotation(text: str) -> None:
    assert inner(text) == ["we saw nobody there"]


def test_a_quotation_inside_another_belongs_to_the_outer_one() -> None:
    assert inner("“He said ‘no one’ came,” she said.") == ["He said ‘no one’ came,"]


@pytest.mark.parametrize(
    "text",
    ["The gang’s men and the dealers' boats didn't sail.", "It's 6'2\" tall.", "Rock 'n roll"],
)
def test_apostrophes_and_inches_quote_nothing(text: str) -> None:
    assert inner(text) == []


def test_an_apostrophe_inside_single_marks_does_not_close_them() -> None:
    assert inner("He said ‘we don’t know the town’ and left.") == ["we don’t know the town"]


def test_a_quotation_may_run_over_paragraphs_as_one_group() -> None:
    text = "“We went to the port.\n“Then we came back,” she said.\n“Another thing,” she said."
    groups = [q.group for q in quotes_in(text, lines(text))]
    assert groups[0] == groups[1]
    assert groups[2] != groups[1]


def test_spanish_marks_of_continuation_go_on_with_the_quotation() -> None:
    text = "«Fuimos al puerto de la ciudad.\n»Luego volvimos a casa», dijo."
    quotes = quotes_in(text, lines(text))
    assert [q.inner.of(text) for q in quotes][1].startswith("Luego")
    assert quotes[0].group == quotes[1].group


def test_the_speech_of_a_dialogue_is_what_the_dashes_leave_to_the_speaker() -> None:
    assert inner("—No lo sabemos —afirmó Ruz—. Seguimos aquí.") == [
        "No lo sabemos",
        "Seguimos aquí.",
    ]


def test_a_mark_that_is_never_closed_quotes_nothing() -> None:
    assert inner("The “town was empty. Nobody came.") == []


@pytest.mark.parametrize(
    ("words", "speech"),
    [
        ("El Tordo", False),
        ("war on drugs", False),
        ("We will win,", True),
        ("so it was in the end", True),
    ],
)
def test_speech_is_told_from_names_and_words_held_at_arms_length(words: str, speech: bool) -> None:
    assert is_speech(words) is speech


@given(st.text(alphabet="ab “”‘’«»\"'—\n.,`„‹›"))
def test_quotations_are_disjoint_in_order_and_inside_the_text(text: str) -> None:
    end = 0
    for quote in quotes_in(text, lines(text)):
        assert end <= quote.span.start < quote.span.end <= len(text)
        assert quote.span.covers(quote.inner)
        end = quote.span.end


@pytest.mark.parametrize("marks", ["“a ", '"a ', "'a ", "«a ‹b ", "—a ", "‘a’a "])
def test_marks_without_partners_by_the_thousand_are_read(marks: str) -> None:
    text = marks * (400_000 // len(marks))
    assert all(quote.span.end <= len(text) for quote in quotes_in(text, lines(text)))
