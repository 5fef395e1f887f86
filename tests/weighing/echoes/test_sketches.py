"""Sketches and the index that finds likely echoes by them."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.errors import CareoError
from careo.weighing.echoes import sketches as echo_sketch
from careo.weighing.echoes.sketches import MOST, EchoIndex, Sketch, run_hashes, sketch, words_of
from weighing.echo_texts import prose

WORDS = st.lists(st.sampled_from(["uno", "dos", "tres", "Río", "río", "9"]), max_size=60)


def test_case_accents_and_signs_make_no_difference() -> None:
    assert sketch("El Río creció, dijo: ¡mucho!") == sketch("el rio crecio dijo mucho")


def test_a_sketch_is_the_same_in_every_process() -> None:
    program = (
        "from careo.weighing.echoes.sketches import sketch;"
        "print(sketch('la nota que otros copian sin decirlo').data.hex())"
    )
    command = [sys.executable, "-c", program]
    other = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert sketch("la nota que otros copian sin decirlo").data.hex() == other


def test_a_text_without_words_has_an_empty_sketch_and_nothing_near() -> None:
    index = EchoIndex()
    assert index.add("a", sketch("…")) == ()
    assert index.add("b", sketch("")) == ()


@given(WORDS)
def test_the_sketch_does_not_depend_on_the_order_of_runs(words: list[str]) -> None:
    hashes = run_hashes(words_of(" ".join(words)))
    assert echo_sketch.sketch_of(hashes) == echo_sketch.sketch_of(hashes[::-1])


@given(st.integers(0, 40_000))
def test_a_sketch_is_bounded_however_long_the_text_is(words: int) -> None:
    hashes = run_hashes([f"w{n}" for n in range(words)])
    assert len(echo_sketch.sketch_of(hashes)) <= MOST


def test_bytes_that_are_no_sketch_are_refused() -> None:
    with pytest.raises(CareoError, match="3 bytes are no sketch"):
        _ = Sketch(b"abc").hashes


def test_a_copy_is_found_among_many_texts() -> None:
    index = EchoIndex((f"k{n}", sketch(prose(n))) for n in range(300))
    assert [one.key for one in index.near(sketch(prose(7)))] == ["k7"]


def test_a_note_is_found_in_a_text_twenty_times_its_length() -> None:
    note = prose(1, sentences=8)
    index = EchoIndex([("long", sketch(f"{prose(2, 80)}\n\n{note}\n\n{prose(3, 80)}"))])
    assert [one.key for one in index.near(sketch(note))] == ["long"]


def test_texts_with_nothing_in_common_are_no_candidates() -> None:
    index = EchoIndex((f"k{n}", sketch(prose(n))) for n in range(200))
    assert index.near(sketch(prose(999))) == ()


def test_what_has_settled_into_sorted_runs_is_found_like_what_is_new(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(echo_sketch, "BUFFER", 7)
    index = EchoIndex((f"k{n}", sketch(prose(n))) for n in range(100))
    assert index.bytes_held > 0
    for n in range(100):
        assert [one.key for one in index.near(sketch(prose(n)))] == [f"k{n}"]


def test_a_text_that_changed_leads_to_its_key_once() -> None:
    index = EchoIndex()
    index.add("a", sketch(prose(1)))
    index.add("a", sketch(prose(1) + " " + prose(2, 4)))
    assert [one.key for one in index.near(sketch(prose(1)))] == ["a"]


def test_a_text_is_not_its_own_candidate() -> None:
    index = EchoIndex()
    index.add("a", sketch(prose(1)))
    assert index.add("a", sketch(prose(1))) == ()


def test_boilerplate_of_thousands_of_texts_bounds_what_is_compared() -> None:
    standing = prose(5, 4)
    index = EchoIndex((f"k{n}", sketch(f"{standing} {prose(1_000 + n, 4)}")) for n in range(3_000))
    assert len(index.near(sketch(f"{standing} {prose(1_007, 4)}"))) <= echo_sketch.CANDIDATES


def test_candidates_that_share_most_come_first() -> None:
    whole = prose(1)
    half = whole[: len(whole) // 2]
    index = EchoIndex([("half", sketch(half)), ("whole", sketch(whole))])
    assert [one.key for one in index.near(sketch(whole))] == ["whole", "half"]


def test_hashes_spread_over_the_whole_range() -> None:
    hashes = run_hashes([f"w{n}" for n in range(20_000)])
    assert len(np.unique(hashes)) == len(hashes)
    assert abs(np.mean(hashes < np.uint64(2**63)) - 0.5) < 0.02
