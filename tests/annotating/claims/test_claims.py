"""Who said what, how, and on what basis; every name here is invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotating.claiming import read, said
from annotating.writing import annotate, article
from careo.annotating.annotator import load_annotator
from careo.values import Annotations, Stance
from support import shared


def only(text: str, language: str = "en") -> tuple[str | None, str, str]:
    found = read(text, language=language)
    assert len(found) == 1, found
    return found[0]


# --- where the content stands ---------------------------------------------


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Rosa Quintanilla said that the port was closed.", "said", "that the port was closed"),
        ("The port was closed, Rosa Quintanilla said.", "said", "The port was closed"),
        ("The port was closed, said Rosa Quintanilla.", "said", "The port was closed"),
        ("“The port was closed,” said Rosa Quintanilla.", "said", "“The port was closed,”"),
        ("Rosa Quintanilla said: “The port was closed.”", "said", "“The port was closed.”"),
        (
            "According to Rosa Quintanilla, the port was closed.",
            "According to",
            "the port was closed",
        ),
        (
            "The port was closed, according to Rosa Quintanilla.",
            "according to",
            "The port was closed",
        ),
    ],
)
def test_content_stands_before_after_or_around_the_cue(text: str, cue: str, content: str) -> None:
    assert only(text) == ("Rosa Quintanilla", cue, content)


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Rosa Quintanilla dijo que el puerto cerró.", "dijo", "que el puerto cerró"),
        ("El puerto cerró, dijo Rosa Quintanilla.", "dijo", "El puerto cerró"),
        ("“El puerto cerró ayer”, dijo Rosa Quintanilla.", "dijo", "“El puerto cerró ayer”"),
        ("Según Rosa Quintanilla, el puerto cerró.", "Según", "el puerto cerró"),
        ("De acuerdo con Rosa Quintanilla, el puerto cerró.", "De acuerdo con", "el puerto cerró"),
    ],
)
def test_spanish_content_stands_there_too(text: str, cue: str, content: str) -> None:
    assert only(text, "es") == ("Rosa Quintanilla", cue, content)


def test_a_split_quotation_is_one_claim() -> None:
    text = "“The port was closed,” Rosa Quintanilla said. “Nobody came to the gate.”"
    assert only(text)[2] == "“The port was closed,” … “Nobody came to the gate.”"


def test_a_quotation_over_paragraphs_is_one_claim() -> None:
    found = read(
        "“The port was closed,” Rosa Quintanilla said. “Nobody came to the gate.",
        "“We waited there until the evening.”",
    )
    assert len(found) == 1
    assert "until the evening" in found[0][2]


def test_a_chain_gives_each_its_own_claim() -> None:
    text = "Rosa Quintanilla told reporters that Pedro Altuna had denied the deal."
    assert [(who, cue) for who, cue, _ in read(text)] == [
        ("Rosa Quintanilla", "told"),
        ("Pedro Altuna", "denied"),
    ]


# --- stance, hedge, nobody ------------------------------------------------


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Rosa Quintanilla said the port was closed.", Stance.ASSERTS),
        ("Rosa Quintanilla denied that the port was closed.", Stance.DENIES),
        ("Rosa Quintanilla did not confirm that the port was closed.", Stance.DENIES),
        ("Rosa Quintanilla accused Pedro Altuna of bribery.", Stance.ALLEGES),
        ("Rosa Quintanilla admitted that she had paid the guards.", Stance.ADMITS),
        ("Rosa Quintanilla warned that the port would close.", Stance.SPECULATES),
        ("Rosa Quintanilla called for an inquiry into the deal.", Stance.URGES),
        ("Rosa Quintanilla said that the port should close.", Stance.URGES),
        ("Rosa Quintanilla pleaded not guilty to the charges.", Stance.DENIES),
    ],
)
def test_stance_follows_the_word_its_negation_and_the_demand(text: str, stance: Stance) -> None:
    assert [c.stance for c in annotate(text).claims] == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Rosa Quintanilla aseguró que el puerto cerró.", Stance.ASSERTS),
        ("Rosa Quintanilla negó que el puerto cerrara.", Stance.DENIES),
        ("Rosa Quintanilla no confirmó que el puerto cerrara.", Stance.DENIES),
        ("Rosa Quintanilla exigió que el puerto cerrara.", Stance.URGES),
        ("Rosa Quintanilla confesó que pagó a los guardias.", Stance.ADMITS),
    ],
)
def test_stance_in_spanish(text: str, stance: Stance) -> None:
    assert [c.stance for c in annotate(text, language="es").claims] == [stance]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Pedro Altuna is believed to have fled the town.", "en"),
        ("Pedro Altuna is rumored to be hiding in the port.", "en"),
        ("Pedro Altuna allegedly paid the guards.", "en"),
        ("Pedro Altuna presuntamente pagó a los guardias.", "es"),
    ],
)
def test_hearsay_is_hedged_and_has_no_speaker(text: str, language: str) -> None:
    [claim] = annotate(text, language=language).claims
    assert claim.hedged
    assert claim.speaker is None
    assert claim.speaker_text is None


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Según Rosa Quintanilla, Altuna habría pagado a los guardias.", True),
        ("Según Rosa Quintanilla, Altuna pagó a los guardias.", False),
    ],
)
def test_the_conditional_of_rumour_hedges(text: str, hedged: bool) -> None:
    assert [c.hedged for c in annotate(text, language="es").claims] == [hedged]


def test_what_lays_a_wrong_at_a_named_door_is_an_accusation_and_a_report_is_not() -> None:
    accusation = annotate("Rosa Quintanilla said that Pedro Altuna bribed the guards.").claims
    report = annotate("Rosa Quintanilla said that Pedro Altuna was bribed at the gate.").claims
    assert [c.stance for c in accusation] == [Stance.ALLEGES]
    assert [c.stance for c in report] == [Stance.ASSERTS]


# --- basis and date -------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("The indictment says that he paid the guards.", "court"),
        ("A confidential report says that he paid the guards.", "document"),
        ("Witnesses said that he paid the guards.", "witness"),
        ("In a statement, the ministry said that the port was closed.", "official statement"),
        ("In an interview, Rosa Quintanilla said that the port was closed.", "interview"),
        ("Rosa Quintanilla told the BBC that the port was closed.", "interview: BBC"),
        ("The BBC reported that the port was closed.", "outlet"),
        ("Rosa Quintanilla said that the port was closed.", None),
    ],
)
def test_the_basis_is_what_the_text_says_it_is(text: str, basis: str | None) -> None:
    assert [c.basis for c in annotate(text).claims] == [basis]


def test_a_source_that_was_not_given_is_said_of_the_claim_it_is_missing_for() -> None:
    text = (
        "Rosa Quintanilla said that the port was closed.",
        "Rosa Quintanilla said that Pedro Altuna had paid the guards. Quintanilla did not cite "
        "a source for the claim about Altuna.",
    )
    assert [c.basis for c in annotate(*text).claims] == [None, "cited no source"]


def test_the_date_of_saying_is_the_one_outside_what_is_said() -> None:
    written = article(
        "On March 3, Rosa Quintanilla said that the port had been closed since 2009."
    ).with_(published="2012-03-21")
    [claim] = load_annotator().annotate_many([written])[0].claims
    assert claim.date == "2012-03-03"


def test_the_seed_page_says_who_claims_what_and_on_what_basis() -> None:
    text = next(shared("seed").glob("us-is-negotiating*.txt")).read_text("utf-8")
    body = text[text.index("As the Mexican") : text.index("share icon")].strip()
    found = annotate(*re.split(r"\n\s*\n", body))
    names = {e.id: e.name for e in found.entities}
    by = {(names.get(c.speaker or ""), c.cue): c for c in found.claims}
    fox = by["Vicente Fox", "According to"]
    assert (fox.stance, fox.basis) == (Stance.ASSERTS, "interview: Milenio; cited no source")
    assert {"US Drug Enforcement Administration"} == {names[id_] for id_ in fox.about}
    assert by["Jesus Vicente Zambada Niebla", "alleged"].stance is Stance.ALLEGES
    assert by["Felipe Calderon", "denied"].stance is Stance.DENIES
    rumour = by[None, "rumored"]
    assert rumour.hedged
    assert {"Rastrojos", "Daniel Barrera Barrera"} <= {names[id_] for id_ in rumour.about}


# --- what always holds ----------------------------------------------------

FRAGMENTS = [
    "Rosa Quintanilla", " said ", " dijo que ", "“", "”", '"', "«", "»", "—", "‘", "’", ": ", ", ",
    ". ", "according to ", "según ", " allegedly ", "he ", " who ", "\n", "\u200b", "\u202e", "🙂",
    "\u05d0\u05d1", "e\u0301", "(see video below) ", " denied ", " negó ", "...", " that ", "El ",
    " habría ", " accused ", " of ", "the port was closed", "''", "``",
]  # fmt: skip
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=30).map("".join)


def check(found: Annotations, text: str) -> None:
    ids = {e.id for e in found.entities}
    for claim in found.claims:
        assert claim.cue_span.of(text) == claim.cue
        assert claim.cue.strip()
        assert claim.content_spans
        for span in claim.content_spans:
            assert span.of(text).strip()
            assert not span.meets(claim.cue_span)
        assert list(claim.content_spans) == sorted(claim.content_spans)
        assert (claim.speaker_span is None) == (claim.speaker_text is None)
        if claim.speaker_span:
            assert claim.speaker_span.of(text) == claim.speaker_text
            assert str(claim.speaker_text).strip()
        assert {claim.speaker, *claim.about} - {None} <= ids


@settings(max_examples=200, deadline=None)
@given(st.lists(texts, min_size=1, max_size=3), st.sampled_from(["en", "es"]))
def test_claims_are_what_the_text_says(paragraphs: list[str], language: str) -> None:
    written = article(*paragraphs, language=language)
    check(load_annotator().annotate_many([written])[0], written.text)


def test_the_content_holds_neither_cue_nor_speaker() -> None:
    text = "The plan, Rosa Quintanilla said on Monday, was to close the port."
    [claim] = annotate(text).claims
    assert "Quintanilla" not in said(text, claim)
    assert "said" not in said(text, claim)
