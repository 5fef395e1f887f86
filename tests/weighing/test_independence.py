"""Independent sources behind one claim. Outlets and people are invented."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.values import Span
from careo.weighing.echoes.comparing import EchoKind
from careo.weighing.echoes.finding import Direction, Echo
from careo.weighing.independence import (
    Independence,
    Piece,
    Root,
    SourceKind,
    Why,
    independence,
)


def echo(left: str, right: str, **known: object) -> Echo:
    made = Echo(left, right, EchoKind.SAME_TEXT, 1.0, 1.0, Direction.UNKNOWN, False)
    return replace(made, **known)  # type: ignore[arg-type]


def figures(found: Independence) -> tuple[int, int]:
    return found.at_least, found.at_most


def only(found: Independence) -> Root:
    (root,) = found.roots
    return root


def test_nothing_said_has_no_source() -> None:
    assert figures(independence([])) == (0, 0)


def test_one_speaker_in_five_outlets_is_one_source() -> None:
    pieces = [Piece(f"a{n}", f"outlet{n}", speaker="prosecutor") for n in range(5)]
    found = independence(pieces)
    assert figures(found) == (1, 1)
    assert [one.why for one in only(found).pieces] == [Why.SAYS_SO] * 5


def test_two_speakers_are_two_sources() -> None:
    pieces = [Piece("a", "gazette", speaker="tamboril"), Piece("b", "monitor", speaker="brand")]
    assert figures(independence(pieces)) == (2, 2)


def test_a_spokesman_and_his_ministry_are_one_voice() -> None:
    pieces = [Piece("a", "gazette", speaker="spokesman"), Piece("b", "monitor", speaker="ministry")]
    assert figures(independence(pieces, voices={"spokesman": "ministry"})) == (1, 1)


def test_unnamed_sources_of_two_outlets_may_be_one() -> None:
    pieces = [
        Piece("a", "gazette", speaker_words="two officials"),
        Piece("b", "monitor", speaker_words="an official"),
    ]
    assert figures(independence(pieces)) == (1, 2)


def test_an_unnamed_source_may_be_the_one_that_another_outlet_names() -> None:
    pieces = [
        Piece("a", "gazette", speaker_words="an official"),
        Piece("b", "monitor", speaker="brand"),
    ]
    assert figures(independence(pieces)) == (1, 2)


def test_one_outlets_unnamed_source_in_the_same_words_is_one() -> None:
    pieces = [Piece(key, "gazette", speaker_words="an Official") for key in ("a", "b")]
    pieces.append(Piece("c", "gazette", speaker_words="an official"))
    assert figures(independence(pieces)) == (1, 1)


def test_outlets_that_say_it_themselves_count_for_certain_only_where_they_were_there() -> None:
    silent = [Piece("a", "gazette"), Piece("b", "monitor")]
    assert figures(independence(silent)) == (1, 2)
    there = [replace(one, basis="own report; cited no source") for one in silent]
    assert figures(independence(there)) == (2, 2)


def test_a_copy_hangs_on_what_it_copies() -> None:
    pieces = [
        Piece("a", "gazette", speaker_words="two officials", published="2031-05-01"),
        Piece("b", "monitor", published="2031-05-02"),
    ]
    found = independence(pieces, [echo("a", "b")])
    assert figures(found) == (1, 1)
    assert only(found).kind is SourceKind.UNNAMED
    assert [(one.piece.article, one.why, one.on) for one in only(found).pieces] == [
        ("a", Why.SAYS_SO, ""),
        ("b", Why.ECHO, "a"),
    ]


def test_a_passage_that_was_added_to_a_copy_is_its_own() -> None:
    pieces = [
        Piece("a", "gazette", speaker="tamboril", span=Span(10, 40)),
        Piece("b", "monitor", speaker="brand", span=Span(500, 540)),
    ]
    shared = echo("a", "b", left_shared=(Span(0, 300),), right_shared=(Span(0, 300),))
    assert figures(independence(pieces, [shared])) == (2, 2)
    inside = [pieces[0], replace(pieces[1], span=Span(10, 40))]
    assert figures(independence(inside, [shared])) == (1, 1)


def test_who_cites_an_outlet_hangs_on_what_that_outlet_says() -> None:
    pieces = [
        Piece("a", "gazette", speaker="brand"),
        Piece("b", "monitor", cited_outlet="gazette"),
        Piece("c", "herald", cited_outlet="monitor", speaker_words="a report"),
    ]
    found = independence(pieces)
    assert figures(found) == (1, 1)
    assert [(one.piece.article, one.why, one.on) for one in only(found).pieces] == [
        ("a", Why.SAYS_SO, ""),
        ("b", Why.CITES, "gazette"),
        ("c", Why.CITES, "monitor"),
    ]


def test_an_outlet_that_is_cited_and_not_held_is_the_root() -> None:
    pieces = [Piece(key, f"outlet-{key}", cited_outlet="wire") for key in "abc"]
    found = independence(pieces)
    assert figures(found) == (1, 1)
    assert (only(found).kind, only(found).name) == (SourceKind.OUTLET, "wire")


def test_an_outlet_that_cites_itself_says_it_itself() -> None:
    found = independence([Piece("a", "gazette", cited_outlet="gazette")])
    assert only(found).kind is SourceKind.OUTLET


def test_who_tells_it_to_one_outlet_is_the_source_of_all_that_cite_it() -> None:
    pieces = [
        Piece("a", "monitor", speaker="brand", cited_outlet="gazette"),
        Piece("b", "herald", speaker="brand"),
    ]
    found = independence(pieces)
    assert only(found).kind is SourceKind.SPEAKER
    assert [one.on for one in only(found).pieces] == ["gazette", ""]


def test_a_document_is_one_source_whoever_reads_it() -> None:
    pieces = [Piece(key, f"outlet-{key}", cited_document="indictment-7") for key in "ab"]
    assert only(independence(pieces)).kind is SourceKind.DOCUMENT


def test_outlets_that_cite_one_another_are_one_source() -> None:
    pieces = [
        Piece("a", "gazette", cited_outlet="monitor"),
        Piece("b", "monitor", cited_outlet="herald"),
        Piece("c", "herald", cited_outlet="gazette"),
    ]
    found = independence(pieces)
    assert figures(found) == (1, 1)
    assert (only(found).kind, only(found).name) == (
        SourceKind.CIRCLE,
        "gazette, herald, monitor",
    )


def test_two_circles_are_two_at_most() -> None:
    pieces = [
        Piece("a", "gazette", cited_outlet="monitor"),
        Piece("b", "monitor", cited_outlet="gazette"),
        Piece("c", "herald", cited_outlet="courier"),
        Piece("d", "courier", cited_outlet="herald"),
    ]
    assert figures(independence(pieces)) == (1, 2)


def test_five_reports_count_as_one() -> None:
    pieces = [
        Piece("wire", "wire", speaker="brand", published="2031-05-01"),
        Piece("copy", "gazette", speaker="brand", published="2031-05-01"),
        Piece("short", "monitor", published="2031-05-02"),
        Piece("cite", "herald", cited_outlet="wire", published="2031-05-03"),
        Piece("turn", "courier", cited_outlet="herald", published="2031-05-04"),
    ]
    found = independence(pieces, [echo("wire", "copy"), echo("copy", "short")])
    assert figures(found) == (1, 1)
    assert len(only(found).pieces) == 5


@pytest.mark.parametrize("size", [20_000])
def test_a_claim_with_thousands_of_reports_takes_no_time(size: int) -> None:
    pieces = [
        Piece(f"a{n:05}", f"o{n % 500}", cited_outlet=f"o{(n + 1) % 500}") for n in range(size)
    ]
    assert figures(independence(pieces, [echo("a00000", f"a{n:05}") for n in range(1, 999)])) == (
        1,
        1,
    )


# --- properties ------------------------------------------------------------------

OUTLETS = ("gazette", "monitor", "herald", "courier")
ARTICLES = tuple(f"{outlet}-{n}" for outlet in OUTLETS for n in range(3))
SPANS = st.one_of(st.none(), st.sampled_from([Span(0, 10), Span(20, 30)]))


@st.composite
def a_piece(draw: st.DrawFn, article: str = "") -> Piece:
    where = article or draw(st.sampled_from(ARTICLES))
    return Piece(
        where,
        where.partition("-")[0],
        speaker=draw(st.sampled_from(["", "", "brand", "tamboril", "wire"])),
        speaker_words=draw(st.sampled_from(["", "an official"])),
        basis=draw(st.sampled_from(["", "own report"])),
        cited_outlet=draw(st.sampled_from(["", "", "wire", *OUTLETS])),
        cited_document=draw(st.sampled_from(["", "", "", "indictment"])),
        # One date an article, as it is.
        published=f"2031-05-0{1 + len(where) % 3}" if where != "herald-1" else "",
        span=draw(SPANS),
    )


@st.composite
def an_echo(draw: st.DrawFn) -> Echo:
    left, right = draw(st.lists(st.sampled_from(ARTICLES), min_size=2, max_size=2, unique=True))
    shared = draw(st.sampled_from([(), (Span(0, 12),), (Span(0, 40),)]))
    return echo(left, right, left_shared=shared, right_shared=shared)


PIECES = st.lists(a_piece(), min_size=1, max_size=9)
ECHOES = st.lists(an_echo(), max_size=6)


@given(PIECES, ECHOES, st.randoms())
def test_order_makes_no_difference(
    pieces: list[Piece], echoes: list[Echo], chance: random.Random
) -> None:
    found = independence(pieces, echoes)
    chance.shuffle(pieces)
    chance.shuffle(echoes)
    assert independence(pieces, echoes) == found


@given(PIECES, ECHOES, an_echo())
def test_a_further_echo_never_raises_the_figures(
    pieces: list[Piece], echoes: list[Echo], more: Echo
) -> None:
    before, after = independence(pieces, echoes), independence(pieces, [*echoes, more])
    assert after.at_least <= before.at_least
    assert after.at_most <= before.at_most


@given(PIECES, ECHOES, a_piece(article="zzz-copy"), st.sampled_from(OUTLETS), st.data())
def test_a_further_copy_never_raises_the_figures(
    pieces: list[Piece], echoes: list[Echo], copy: Piece, outlet: str, data: st.DataObject
) -> None:
    of = data.draw(st.sampled_from([piece.article for piece in pieces]))
    # Without a date it is taken for later than any other article.
    late = replace(copy, outlet=outlet, published="")
    before = independence(pieces, echoes)
    after = independence([*pieces, late], [*echoes, echo(of, "zzz-copy")])
    assert after.at_least <= before.at_least
    assert after.at_most <= before.at_most


@given(PIECES, ECHOES)
def test_every_piece_hangs_on_a_root(pieces: list[Piece], echoes: list[Echo]) -> None:
    hung = {one.piece for root in independence(pieces, echoes).roots for one in root.pieces}
    assert hung == set(pieces)


@given(PIECES, ECHOES)
def test_there_are_never_more_sources_than_pieces(
    pieces: list[Piece], echoes: Sequence[Echo]
) -> None:
    found = independence(pieces, echoes)
    assert 1 <= found.at_least <= found.at_most <= len(set(pieces))
    assert found.count == found.at_least
