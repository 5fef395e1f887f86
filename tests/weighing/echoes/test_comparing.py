"""Two texts of one language side by side."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from careo.weighing.echoes.comparing import EchoKind, compare, kind_of
from careo.weighing.echoes.sketches import WIDTH, run_hashes, words_of
from careo.weighing.echoes.texts import EchoText
from weighing.echo_texts import MONITOR, prose, text

SOME = st.lists(st.sampled_from(["uno", "dos", "tres", "cuatro", "7"]), max_size=40).map(" ".join)


def kind(left: EchoText, right: EchoText) -> EchoKind | None:
    found = compare(left, right)
    return kind_of(left, right, found) if found.is_echo else None


def test_containment_is_exact_both_ways() -> None:
    found = compare(text("a", prose(1, 10)), text("b", f"{prose(1, 10)}\n\n{prose(2, 10)}"))
    assert found.left_in_right == 1.0
    assert 0.45 < found.right_in_left < 0.55


@given(SOME, SOME)
def test_comparing_the_other_way_round_exchanges_the_sides(one: str, other: str) -> None:
    forth, back = (
        compare(text("a", one), text("b", other)),
        compare(text("b", other), text("a", one)),
    )
    assert (forth.left_in_right, forth.right_in_left) == (back.right_in_left, back.left_in_right)
    assert forth.is_echo is forth.turned().is_echo
    assert forth.turned().turned() == forth


@given(SOME, SOME)
@example("uno uno uno uno uno dos dos", "uno uno uno dos dos uno uno uno uno uno")
def test_every_word_of_a_shared_passage_is_of_a_run_that_the_other_text_has(
    one: str, other: str
) -> None:
    left, right = text("a", one), text("b", other)
    runs = set(right.runs.tolist())
    for span in compare(left, right).left_shared:
        words = words_of(span.of(left.text))
        shared = [hash_ in runs for hash_ in run_hashes(words).tolist()]
        for place in range(len(words)):
            assert any(shared[max(0, place - WIDTH + 1) : place + 1])


def test_a_passage_counts_wherever_it_has_been_moved_to() -> None:
    first, second = prose(1, 8), prose(2, 8)
    found = compare(text("a", f"{first}\n\n{second}"), text("b", f"{second}\n\n{first}"))
    assert found.left_covered == found.right_covered == 1.0


@given(SOME)
def test_a_text_stands_in_itself_whole(words: str) -> None:
    found = compare(text("a", words), text("b", words))
    assert found.left_in_right == found.right_in_left == (1.0 if words else 0.0)


def test_texts_with_nothing_in_common_are_no_echo() -> None:
    assert kind(text("a", prose(1)), text("b", prose(2))) is None


def test_a_dozen_words_in_common_are_no_echo() -> None:
    said = "the council voted to close the harbour road on friday"
    left, right = text("a", f"{prose(1)} {said}"), text("b", f"{prose(2)} {said}")
    assert kind(left, right) is None


def test_a_shared_paragraph_makes_two_long_texts_an_echo() -> None:
    note = prose(3, 4)
    left, right = text("a", f"{prose(1, 80)}\n\n{note}"), text("b", f"{note}\n\n{prose(2, 80)}")
    assert kind(left, right) is EchoKind.PARTIAL


def test_a_whole_copy_at_another_outlet_is_the_same_text() -> None:
    copy = text("b", f"(Harrow) {prose(1)} All rights reserved.", outlet=MONITOR)
    assert kind(text("a", prose(1)), copy) is EchoKind.SAME_TEXT


def test_half_a_text_at_another_outlet_is_partial() -> None:
    copy = text("b", prose(1)[: len(prose(1)) // 2], outlet=MONITOR)
    assert kind(text("a", prose(1)), copy) is EchoKind.PARTIAL


def test_an_outlets_text_with_a_passage_added_is_an_update() -> None:
    later = text("b", f"{prose(1)}\n\n{prose(2, 4)}")
    assert kind(text("a", prose(1)), later) is EchoKind.UPDATE


def test_slips_of_the_pen_make_no_update() -> None:
    later = text("b", prose(1).replace("council", "Council", 1).replace("witness", "witnes", 1))
    assert kind(text("a", prose(1)), later) is EchoKind.SAME_TEXT


def test_one_figure_for_another_is_an_update() -> None:
    left = text("a", f"{prose(1)} In all, 23 people died that night.")
    right = text("b", f"{prose(1)} In all, 29 people died that night.")
    assert kind(left, right) is EchoKind.UPDATE


def test_a_figure_written_with_a_nought_before_it_is_no_other_figure() -> None:
    left = text("a", f"{prose(1)} It opens at 9 in the morning.")
    right = text("b", f"{prose(1)} It opens at 09 in the morning.")
    assert kind(left, right) is EchoKind.SAME_TEXT


def test_a_note_taken_up_in_a_long_story_weeks_later_is_partial() -> None:
    note = text("a", prose(1, 4), published="2031-05-01")
    story = f"{prose(2, 40)}\n\n{prose(1, 4)}"
    assert kind(note, text("b", story, published="2031-06-01")) is EchoKind.PARTIAL
    assert kind(note, text("b", story, published="2031-05-02")) is EchoKind.UPDATE


def test_one_headline_makes_a_rewritten_text_an_update() -> None:
    left = text("a", f"{prose(1, 6)}\n\n{prose(2, 14)}", title="Harrow Bridge Falls Again")
    right = text("b", f"{prose(1, 6)}\n\n{prose(3, 14)}", title="Harrow bridge falls again")
    assert kind(left, right) is EchoKind.UPDATE


def test_an_empty_text_echoes_nothing() -> None:
    assert kind(text("a", ""), text("b", "")) is None
    assert kind(text("a", ""), text("b", prose(1))) is None
