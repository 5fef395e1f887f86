"""Cards below an article."""

from __future__ import annotations

from careo.reading.cards import read_cards
from careo.reading.profiles import choose
from careo.values import Teaser

PROFILE = choose("https://insightcrime.org/", "")


def cards(*lines: str) -> tuple[Teaser, ...]:
    return read_cards(lines, PROFILE, "en")[0]


def test_a_date_line_begins_a_card_and_the_lines_after_it_are_its_own() -> None:
    assert cards(
        "PORTS / 3 MAY 2019", "The harbour closed at night.",
        "BOATS / 2 MAY 2019", "A Boat Without Lights", "It was seen on Sunday…",
    ) == (
        Teaser("Ports", "2019-05-03", "The harbour closed at night."),
        Teaser("Boats", "2019-05-02", "It was seen on Sunday…", "A Boat Without Lights"),
    )  # fmt: skip


def test_a_card_may_have_its_title_above_its_date() -> None:
    assert cards(
        "WORK WITH US", "A Reporter Is Wanted", "3 MAY 2019", "The desk looks for one."
    ) == (Teaser("Work With Us", "2019-05-03", "The desk looks for one.", "A Reporter Is Wanted"),)


def test_a_date_that_repeats_the_category_does_not_begin_another_card() -> None:
    (card,) = cards(
        "THE ORGANIZATION", "We Moved", "THE ORGANIZATION / 3 MAY 2019", "To new rooms."
    )
    assert card == Teaser("The Organization", "2019-05-03", "To new rooms.", "We Moved")


def test_cards_may_lack_dates_and_excerpts() -> None:
    found = cards("THE ORGANIZATION", "We Moved", "THE ORGANIZATION", "We Stayed")
    assert [(c.title, c.published, c.excerpt) for c in found] == [
        ("We Moved", None, None),
        ("We Stayed", None, None),
    ]


def test_lines_that_belong_to_no_card_are_given_back() -> None:
    assert read_cards(["Share this"], PROFILE, "en") == ((), ("Share this",))
