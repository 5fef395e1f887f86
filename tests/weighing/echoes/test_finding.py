"""Echoes among texts as they come."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from careo.weighing.echoes.comparing import EchoKind
from careo.weighing.echoes.finding import Direction, EchoFinder, echo_between, find_echoes
from careo.weighing.echoes.texts import EchoText
from weighing.echo_texts import ENGLISH, GAZETTE, MONITOR, SPANISH, prose, text

EARLY, LATE = "2031-05-01", "2031-05-03"


def archive() -> list[EchoText]:
    texts = [text(f"k{n}", prose(n), published=EARLY) for n in range(30)]
    copies = [text(f"c{n}", prose(n), outlet=MONITOR, published=LATE) for n in range(0, 30, 5)]
    longer = [text("u3", f"{prose(3)}\n\n{prose(90, 6)}", published=LATE)]
    return texts + copies + longer


def test_planted_copies_and_updates_are_found_and_nothing_else() -> None:
    found = {(echo.left, echo.right): echo.kind for echo in find_echoes(archive())}
    planted = {(f"k{n}", f"c{n}"): EchoKind.SAME_TEXT for n in range(0, 30, 5)}
    assert found == planted | {("k3", "u3"): EchoKind.UPDATE}


@settings(max_examples=25)
@given(st.randoms())
def test_the_order_of_the_texts_makes_no_difference(chance: random.Random) -> None:
    texts = archive()[-12:]
    shuffled = list(texts)
    chance.shuffle(shuffled)
    assert find_echoes(shuffled) == find_echoes(texts)


def test_the_earlier_text_stands_left_by_date() -> None:
    echo = echo_between(
        text("a", prose(1), published=LATE), text("b", prose(1), published=EARLY, outlet=MONITOR)
    )
    assert echo is not None
    assert (echo.left, echo.right, echo.direction) == ("b", "a", Direction.BY_DATE)
    assert echo.original == "b"


def test_on_one_day_nobody_knows_which_came_first() -> None:
    for published in (None, EARLY, "2031-05", "2031-13-40", "soon"):
        left = text("a", prose(1), published=EARLY)
        echo = echo_between(left, text("b", prose(1), published=published, outlet=MONITOR))
        assert echo is not None
        assert echo.direction is Direction.UNKNOWN
        assert echo.original is None
        assert echo.credit is None


def test_where_dates_are_silent_the_one_that_credits_came_second() -> None:
    left = text("a", f"As the Monitor reported, all is well. {prose(1)}")
    echo = echo_between(left, text("b", prose(1), outlet=MONITOR))
    assert echo is not None
    assert (echo.left, echo.right, echo.direction) == ("b", "a", Direction.BY_CREDIT)


def test_an_outlet_owes_itself_no_credit() -> None:
    echo = echo_between(text("a", prose(1), published=EARLY), text("b", prose(1), published=LATE))
    assert echo is not None
    assert echo.one_outlet
    assert echo.credit is None
    assert echo.terms is None


def test_a_copy_without_credit_is_told_as_such() -> None:
    echo = echo_between(
        text("a", prose(1), published=EARLY),
        text("b", prose(1), published=LATE, outlet=MONITOR),
    )
    assert echo is not None
    assert echo.credit is not None
    assert not echo.credit.found


def test_an_echo_is_the_same_whichever_text_is_given_first() -> None:
    one = text("a", prose(1), published=LATE)
    other = text("b", f"{prose(1)} {prose(2, 3)}", outlet=MONITOR, published=EARLY)
    assert echo_between(one, other) == echo_between(other, one)


def test_two_versions_under_one_key_are_no_echo() -> None:
    assert echo_between(text("a", prose(1)), text("a", prose(1))) is None


def test_a_finder_made_of_what_was_held_finds_what_one_made_of_texts_does() -> None:
    *texts, last = archive()
    first = EchoFinder(lambda key: None)
    held = [(one.key, first.add_and_tell(one)[1]) for one in texts]
    at_once = EchoFinder({one.key: one for one in texts}.get, held)
    assert len(at_once) == len(texts)
    assert [echo.left for echo in at_once.add(last)] == ["k3"]
    one_by_one = EchoFinder({one.key: one for one in texts}.get)
    for key, sketches in held:
        one_by_one.hold(key, sketches)
    assert one_by_one.add(last) == EchoFinder({one.key: one for one in texts}.get, held).add(last)


def test_translations_are_found_by_what_was_held_too() -> None:
    english = text("en", ENGLISH, language="en")
    _, held = EchoFinder(lambda key: None).add_and_tell(english)
    finder = EchoFinder({"en": english}.get, [("en", held)])
    (echo,) = finder.add(text("es", SPANISH, language="es"))
    assert echo.kind is EchoKind.TRANSLATION


def test_a_text_that_is_gone_is_passed_over() -> None:
    finder = EchoFinder(lambda key: None)
    finder.add(text("a", prose(1)))
    assert finder.add(text("b", prose(1))) == ()


def test_a_text_that_changed_is_found_in_its_new_words() -> None:
    held: dict[str, EchoText] = {}
    finder = EchoFinder(held.get)
    for one in (text("a", prose(1)), text("a", prose(2))):
        held["a"] = one
        finder.add(one)
    assert finder.add(text("b", prose(1))) == ()
    assert [echo.left for echo in finder.add(text("c", prose(2)))] == ["a"]


def test_two_hundred_copies_of_one_text_all_lead_to_it() -> None:
    texts = [text(f"c{n:03}", prose(1), outlet=GAZETTE) for n in range(200)]
    reached = {"c000"}
    for echo in find_echoes(texts):
        if echo.left in reached or echo.right in reached:
            reached |= {echo.left, echo.right}
    assert len(reached) == 200
