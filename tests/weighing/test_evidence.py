"""From annotations to pieces of evidence. Everybody in them is invented."""

from __future__ import annotations

from dataclasses import replace

from careo.values import Annotations, Claim, EntityType, LocalEntity, Span, Stance
from careo.weighing.evidence import Setting, claim_piece, fact_pieces
from careo.weighing.independence import SourceKind, independence

BRAND = LocalEntity("e1", "Ulises Brand", EntityType.PERSON)
HERALD = LocalEntity("e2", "Salt Herald", EntityType.OUTLET)
STRANGER = LocalEntity("e3", "Irene Cobre", EntityType.PERSON)
ENTITIES = (BRAND, HERALD, STRANGER)
KNOWN = {"Ulises Brand": "brand", "Salt Herald": "herald", "Harrow Gazette": "gazette"}

SETTING = Setting(
    article="a",
    outlet="gazette",
    published="2031-05-01",
    identity=lambda entity: KNOWN.get(entity.name, ""),
    outlet_named=lambda name: KNOWN.get(name, ""),
)
SAID = Claim(
    cue="said",
    cue_span=Span(5, 9),
    content_spans=(Span(10, 60),),
    stance=Stance.ASSERTS,
    quoted=False,
    hedged=False,
    speaker="e1",
    speaker_text="Brand",
)
BARE = replace(SAID, speaker=None)


def annotations(*claims: Claim) -> Annotations:
    return Annotations(entities=ENTITIES, claims=claims)


def test_a_speaker_with_an_identity_is_the_source() -> None:
    piece = claim_piece(SAID, annotations(SAID), SETTING)
    assert (piece.speaker, piece.speaker_words, piece.cited_outlet) == ("brand", "", "")
    assert (piece.article, piece.outlet, piece.published) == ("a", "gazette", "2031-05-01")
    assert piece.span == SAID.cue_span


def test_a_speaker_without_an_identity_stands_as_words() -> None:
    for claim in (
        replace(SAID, speaker="e3", speaker_text="Cobre"),
        replace(BARE, speaker_text="Cobre"),
    ):
        piece = claim_piece(claim, annotations(claim), SETTING)
        assert (piece.speaker, piece.speaker_words) == ("", "Cobre")


def test_an_outlet_that_speaks_is_cited() -> None:
    claim = replace(SAID, speaker="e2", basis="outlet")
    piece = claim_piece(claim, annotations(claim), SETTING)
    assert (piece.speaker, piece.speaker_words, piece.cited_outlet) == ("", "", "herald")


def test_the_outlet_that_a_speaker_talked_to_is_cited_beside_him() -> None:
    claim = replace(SAID, basis="interview: Salt Herald; cited no source")
    piece = claim_piece(claim, annotations(claim), SETTING)
    assert (piece.speaker, piece.cited_outlet) == ("brand", "herald")
    unknown = replace(SAID, basis="interview: Nobody's Paper")
    assert claim_piece(unknown, annotations(unknown), SETTING).cited_outlet == ""


def test_what_the_outlet_itself_has_reported_is_its_own_word() -> None:
    claim = replace(SAID, speaker="e2", basis="own report")
    setting = replace(SETTING, outlet="herald")
    found = independence([claim_piece(claim, annotations(claim), setting)])
    assert [(root.kind, root.certain) for root in found.roots] == [(SourceKind.OUTLET, True)]


def test_a_fact_that_somebody_states_is_theirs() -> None:
    (piece,) = fact_pieces(Span(12, 50), annotations(SAID), SETTING)
    assert piece.speaker == "brand"
    assert piece.span == Span(12, 50)


def test_a_fact_that_nobody_states_is_the_outlets_own_word() -> None:
    (piece,) = fact_pieces(Span(55, 90), annotations(SAID), SETTING)
    assert (piece.speaker, piece.speaker_words, piece.outlet) == ("", "", "gazette")


def test_a_fact_that_two_state_has_two_pieces() -> None:
    other = replace(BARE, speaker_text="two officials")
    pieces = fact_pieces(Span(12, 50), annotations(SAID, other), SETTING)
    assert [(one.speaker, one.speaker_words) for one in pieces] == [
        ("brand", ""),
        ("", "two officials"),
    ]


def test_who_denies_a_fact_or_calls_for_it_is_no_source_of_it() -> None:
    for stance in (Stance.DENIES, Stance.URGES):
        claim = replace(SAID, stance=stance)
        assert fact_pieces(Span(12, 50), annotations(claim), SETTING) == ()
        assert len(fact_pieces(Span(12, 50), annotations(claim, SAID), SETTING)) == 1
