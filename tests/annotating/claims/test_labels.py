"""Statements whose reporting word is a mark; every name is invented."""

from __future__ import annotations

from annotating.claiming import read
from annotating.writing import article
from careo.annotating.annotator import load_annotator
from careo.values import Block, BlockKind


def heading(text: str) -> list[tuple[str | None, str]]:
    """Speaker's words and content of the claims of a heading."""
    written = article().with_(blocks=(Block(BlockKind.HEADING, text),))
    found = load_annotator().annotate_many([written])[0]
    return [(c.speaker_text, c.content_spans[0].of(text)) for c in found.claims if c.cue == ":"]


def test_a_heading_names_who_says_it_before_or_after_the_colon() -> None:
    assert heading("Rosa Quintanilla: The Port Will Stay Closed") == [
        ("Rosa Quintanilla", "The Port Will Stay Closed")
    ]
    assert heading("The Port Will Stay Closed: Report") == [("Report", "The Port Will Stay Closed")]


def test_a_transcript_gives_each_speaker_their_words() -> None:
    found = read("QUINTANILLA: We will not close the port.", "ALTUNA: Why is it closed then?")
    assert [(who, what) for who, cue, what in found if cue == ":"] == [
        ("QUINTANILLA", "We will not close the port."),
        ("ALTUNA", "Why is it closed then?"),
    ]


def test_a_name_in_a_list_of_descriptions_says_nothing() -> None:
    assert read("Rosa Quintanilla: The former mayor is under investigation.") == []


def test_a_sender_after_a_dash_sent_what_stands_before() -> None:
    found = read("The port will stay closed this week. — Rosa Quintanilla (@rosaq)")
    assert found[-1] == ("Rosa Quintanilla", "—", "The port will stay closed this week.")
