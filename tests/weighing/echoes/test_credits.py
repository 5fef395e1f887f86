"""Credit and republishing terms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careo.values import Span
from careo.weighing.echoes.credits import credit, named, terms
from careo.weighing.echoes.texts import EchoText, Outlet
from weighing.echo_texts import MONITOR, link, prose, text

PAGE = "https://harrow-gazette.example/2031/ledger"
ORIGINAL = text("original", prose(1), url=PAGE, authors=("Nadia Perdomo",), licence="CC BY-NC 4.0")


def copy(words: str = "", **known: object) -> EchoText:
    return text("copy", words or prose(1), outlet=MONITOR, **known)


def test_a_bare_copy_credits_nobody_and_keeps_no_term() -> None:
    assert not credit(ORIGINAL, copy()).found
    kept = terms(ORIGINAL, copy())
    assert kept.met is False
    assert kept.missing == ("byline", "link at the top", "link at the bottom", "licence")


def test_a_copy_that_keeps_every_term_is_told_so() -> None:
    words = prose(1)
    full = copy(
        words,
        authors=("Nadia Perdomo, Harrow Gazette",),
        links=(link(PAGE, 0), link(f"{PAGE}/", len(words))),
        licence="https://creativecommons.org/licenses/by-nc/4.0/",
    )
    assert terms(ORIGINAL, full).met is True
    assert terms(ORIGINAL, full).missing == ()
    assert credit(ORIGINAL, full).byline
    assert credit(ORIGINAL, full).linked


def test_a_link_in_the_middle_is_neither_at_the_top_nor_at_the_bottom() -> None:
    words = prose(1, 60)
    middle = copy(words, links=(link(PAGE, len(words) // 2),))
    assert credit(ORIGINAL, middle).linked
    assert terms(ORIGINAL, middle).link_at_top is False
    assert terms(ORIGINAL, middle).link_at_bottom is False


def test_one_link_is_not_at_both_ends_however_short_the_copy_is() -> None:
    kept = terms(ORIGINAL, copy("A very short copy of it.", links=(link(PAGE, 2),)))
    assert (kept.link_at_top, kept.link_at_bottom) == (True, False)


def test_a_link_to_the_site_credits_but_is_not_the_link_to_the_original() -> None:
    found = copy(links=(link("https://www.harrow-gazette.example/", 0),))
    assert credit(ORIGINAL, found).site_linked
    assert not credit(ORIGINAL, found).linked
    assert terms(ORIGINAL, found).link_at_top is False


def test_a_name_in_the_text_is_credit_with_its_place() -> None:
    found = copy(f"First published by the Harrow Gazette.\n\n{prose(1)}")
    (span,) = credit(ORIGINAL, found).named
    assert span.of(found.text) == "Harrow Gazette"


def test_a_name_within_the_copied_words_credits_nobody() -> None:
    words = f"“No,” he told the Harrow Gazette.\n\n{prose(1)}"
    assert not credit(ORIGINAL, copy(words), copied=(Span(0, 40),)).found


def test_a_credit_beside_the_text_counts() -> None:
    assert credit(ORIGINAL, copy(margin="Fuente: HARROW GAZETTE")).in_margin


def test_an_outlet_called_like_a_common_word_needs_its_capital() -> None:
    names = Outlet("monitor", ("Monitor",)).names
    assert not list(named("A monitor stood on the desk; monitors hummed.", names))
    assert len(list(named("As the Monitor reported.", names))) == 1


def test_a_surname_alone_credits_no_author() -> None:
    one = replace(ORIGINAL, authors=("Perdomo",))
    assert not credit(one, copy(f"Mayor Perdomo left. {prose(1)}")).found


@pytest.mark.parametrize(
    "words",
    [
        "Republished under CC BY-NC 4.0.",
        "Licence: Creative Commons BY-NC",
        "https://creativecommons.org/licenses/by-nc/3.0/deed.es",
        "Creative Commons Attribution-NonCommercial 4.0 International",
        "Creative Commons Atribución-NoComercial",
    ],
)
def test_a_licence_is_known_however_it_is_written(words: str) -> None:
    assert terms(ORIGINAL, copy(f"{prose(1)} {words}")).licence is True


def test_another_licence_does_not_keep_the_terms() -> None:
    assert terms(ORIGINAL, copy(f"{prose(1)} Republished under CC BY 4.0.")).licence is False


def test_terms_told_in_sentences_are_not_judged_by_the_letter() -> None:
    told = replace(
        ORIGINAL, licence="Anybody may print this who names us, links us and asks first."
    )
    assert terms(told, copy()).licence is None


def test_terms_that_the_original_does_not_set_are_not_judged() -> None:
    bare = text("bare", prose(1), outlet=Outlet("x"))
    kept = terms(bare, copy())
    assert kept.met is None
    assert kept.missing == ()
