"""Whatever is fed in, nothing breaks, and every record says what the text says there."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotating.writing import article
from careo.annotating.annotator import load_annotator
from careo.annotating.language.models import why_not
from careo.values import Annotations, Claim, Event, Relation, Span
from careo.vocabulary.loader import Kind, terms

LANGUAGES = [
    pytest.param(language, marks=pytest.mark.skipif(bool(why_not(language)), reason=language))
    for language in ("en", "es")
]

# --- what holds for every record ------------------------------------------------

ISO = {"year": r"\d{4}", "month": r"\d{4}-\d\d", "day": r"\d{4}-\d\d-\d\d"}


def check(found: Annotations, text: str) -> None:
    """Asserts of all that was found that it is what the text says at its place."""
    ids = {entity.id for entity in found.entities}
    assert len(ids) == len(found.entities)
    for mention in found.mentions:
        assert words(mention.span, text) == mention.text
        assert mention.entity in ids
    assert in_order([mention.span for mention in found.mentions])
    assert {mention.entity for mention in found.mentions} == ids
    for claim in found.claims:
        check_claim(claim, text, ids)
    for event in found.events:
        check_event(event, text, ids)
    for relation in found.relations:
        check_relation(relation, found, text)


def words(span: Span, text: str) -> str:
    """What stands at a span, which lies in the text and holds more than white space."""
    assert span.end <= len(text)
    assert span.of(text).strip()
    return span.of(text)


def in_order(spans: list[Span]) -> bool:
    return all(a.end <= b.start for a, b in pairwise(spans))


def check_claim(claim: Claim, text: str, ids: set[str]) -> None:
    assert words(claim.cue_span, text) == claim.cue
    assert {claim.speaker, *claim.about} - {None} <= ids
    if claim.speaker_span is not None:
        assert words(claim.speaker_span, text) == claim.speaker_text
    elif claim.speaker_text is not None:
        assert claim.speaker_text in text
    for span in claim.content_spans:
        words(span, text)
    assert in_order(list(claim.content_spans))
    assert claim.date is None or any(re.fullmatch(form, claim.date) for form in ISO.values())


def check_event(event: Event, text: str, ids: set[str]) -> None:
    words(event.evidence, text)
    words(event.trigger_span, text)
    assert event.evidence.covers(event.trigger_span)
    assert event.type in terms(Kind.EVENT)
    for name in (*event.who, *event.by, *filter(None, [event.where])):
        assert name.strip()
        # In a text in capitals the words used come in small letters.
        assert name in ids or name.lower() in text.lower()
    assert (event.date is None) == (event.date_precision is None)
    if event.date is not None:
        assert re.fullmatch(ISO[event.date_precision or ""], event.date)


def check_relation(relation: Relation, found: Annotations, text: str) -> None:
    words(relation.evidence, text)
    assert relation.source != relation.target
    assert relation.type in terms(Kind.RELATION)
    near = {m.entity for m in found.mentions if relation.evidence.meets(m.span)}
    ids = {entity.id for entity in found.entities}
    assert {relation.source, relation.target} <= ids
    assert near, "the evidence names nobody"


# --- texts with every kind of record, and what may happen to them ---------------

SAID = {
    "en": (
        "Senator Rosa Quintanilla, alias “La Torda,” told Reuters on Monday that Pedro Altuna, "
        "leader of the Lemon Cartel, had been arrested in Quito on May 3, 2019 with 2.5 tons of "
        "cocaine.",
        "“We never paid anybody,” said Altuna, who denied the charges. “Nobody did.”",
        "According to the Lemon Police (LP), gunmen killed three people in Lima (see video below) "
        "and the brother of Altuna was extradited to Spain.",
        "HARBOUR CHIEF ACCUSED OF TAKING BRIBES FROM THE LEMON CARTEL, SAYS THE LP",
    ),
    "es": (
        "La senadora Rosa Quintanilla, alias “La Torda”, dijo el lunes a Reuters que Pedro Altuna, "
        "líder del Cártel del Limón, fue detenido en Quito el 3 de mayo de 2019 con 2,5 toneladas "
        "de cocaína.",
        "«Nunca pagamos a nadie», aseguró Altuna, quien negó los cargos. —Nadie lo hizo —añadió.",
        "Según la Policía del Limón (PL), sicarios mataron a tres personas en Lima (ver video) y "
        "el hermano de Altuna habría sido extraditado a España.",
        "ACUSAN AL JEFE DEL PUERTO DE RECIBIR SOBORNOS DEL CÁRTEL DEL LIMÓN",
    ),
}

ODD = [
    "", " ", "\n", "\t", "\u00a0", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\u2067",
    "\u200f", "🙂", "👩\u200d👦", "\U0001f1f2\U0001f1fd", "e\u0301", "İ", "ß", "ﬁ", "\x00",
    "\ufffd",
    "“", "”", "\"", "«", "»", "'", "’", "(", ")", "[", "]", "—", "-", "¿", "¡", "...", "…", ":",
    "قال", "שלום", "他说", "сказал", "@x", "#y", "https://x.example/a?b=c", "<b>", "&amp;", "\\",
    "said ", "dijo ", "denied", "that", "que ", "0", "10 kg ", "99999999999999999999 tons ",
    "31 de febrero de 2020 ", "00/00/0000 ", "DEA ", "El ", "de ", "'s ", ", ", ". ",
]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, language: str) -> list[str]:
    """Paragraphs with pieces put in, cut out, doubled or put in capitals."""
    paragraphs = []
    for written in draw(st.lists(st.sampled_from(SAID[language]), min_size=1, max_size=3)):
        text = written
        for _ in range(draw(st.integers(0, 5))):
            at = draw(st.integers(0, len(text)))
            to = min(len(text), at + draw(st.integers(0, 12)))
            odd = draw(st.sampled_from(ODD) | st.text(max_size=4))
            kept = draw(st.sampled_from([text[at:to], "", text[at:to].upper(), text[at:to] * 2]))
            text = text[:at] + odd + kept + text[to:]
        paragraphs.append(text)
    return paragraphs


def read(*paragraphs: str, language: str) -> tuple[Annotations, str]:
    written = article(*paragraphs, language=language)
    (found,) = load_annotator().annotate_many([written])
    assert found.skipped is None
    return found, written.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_texts_hold_every_kind_of_record(language: str) -> None:
    found, text = read(*SAID[language], language=language)
    check(found, text)
    assert all((found.mentions, found.claims, found.events, found.relations))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_records_say_what_the_text_says_however_it_is_damaged(
    language: str, data: st.DataObject
) -> None:
    check(*read(*data.draw(damaged(language)), language=language))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=30, deadline=None)
@given(text=st.lists(st.sampled_from(ODD) | st.text(max_size=6), max_size=40).map(" ".join))
@example(text="")
@example(text="Word")
@example(text="🙂")
@example(text="\u200b\u200f\u202e")
@example(text="““““ «« (((( ''''")
def test_what_is_no_language_at_all_is_read_to_its_end(language: str, text: str) -> None:
    check(*read(text, language=language))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=15, deadline=None)
@given(st.data())
def test_mixed_languages_are_read_as_the_one_that_is_stated(
    language: str, data: st.DataObject
) -> None:
    mixed = [*data.draw(damaged("en")), *data.draw(damaged("es"))]
    check(*read(*data.draw(st.permutations(mixed)), language=language))


@pytest.mark.parametrize("odd", ["\u200b", "\u202e", "\u00ad", "\ufeff", "🙂", "e\u0301"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_between_all_words_shift_nothing(language: str, odd: str) -> None:
    check(*read(*(p.replace(" ", f" {odd}") for p in SAID[language]), language=language))
    check(*read(*(p.replace(" ", f"{odd} ") for p in SAID[language]), language=language))


# --- languages that are not read ------------------------------------------------


@pytest.mark.parametrize(
    ("language", "told"),
    [("pt", "“pt”"), ("fr", "“fr”"), ("xx", "“xx”"), ("", "“”"), (None, "unknown")],
)
def test_another_language_is_left_with_a_reason(language: str | None, told: str) -> None:
    (found,) = load_annotator().annotate_many([article(*SAID["es"], language=language)])
    assert told in (found.skipped or "")
    assert found == Annotations(skipped=found.skipped)


def test_one_that_is_left_out_takes_no_other_along() -> None:
    texts = [article(*SAID["en"], language=language) for language in ("pt", "en", None, "en")]
    found = load_annotator().annotate_many(texts)
    assert [bool(one.skipped) for one in found] == [True, False, True, False]
    assert found[1] == found[3]
    assert found[1].claims


def test_an_article_is_read_alike_alone_and_among_others() -> None:
    texts = [article(*SAID["en"][at:], language="en") for at in range(len(SAID["en"]))]
    together = load_annotator().annotate_many(texts)
    assert together == [load_annotator().annotate_many([one])[0] for one in texts]


# --- very long ------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_of_a_megabyte_is_read(language: str) -> None:
    line = " ".join(f"{SAID[language][n % 3]} {n}" for n in range(1_000_000 // 150))
    check(*read(line[:1_000_000], language=language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", ["a", "“", "(", ". ", "\u200b", "🙂", "A", "Rosa ", "said ", "1 "])
def test_a_long_line_of_one_thing_is_read(language: str, unit: str) -> None:
    check(*read(unit * (12_000 // len(unit)), language=language))
