"""Who is said to have done "the act" or "this crime" did what was told before."""

from __future__ import annotations

import pytest

from annotating.events.test_doers import violent
from annotating.events.test_events import names, read
from careo.values import Certainty

BOMB = "A bomb killed Ana Sol in Lima. "


@pytest.mark.parametrize(
    "claim",
    [
        "The Tordo Front claimed responsibility for the act.",
        "This crime was committed by the Tordo Front.",
        "The Tordo Front carried out this action.",
        "The Tordo Front claimed credit for the attack.",
    ],
)
def test_who_did_this_crime_did_what_was_told_last(claim: str) -> None:
    found = read(BOMB + claim)
    (event,) = violent(found)
    assert (event.type, names(found, event.by)) == ("killing", ["Tordo Front"])
    assert names(found, event.who) == ["Ana Sol"]


def test_who_is_only_blamed_for_the_act_makes_it_alleged() -> None:
    found = read(BOMB + "Police blame the Tordo Front for the act.")
    (event,) = violent(found)
    assert (names(found, event.by), event.certainty) == (["Tordo Front"], Certainty.ALLEGED)


@pytest.mark.parametrize(
    "more",
    [
        "The Tordo Front did not commit this crime.",
        "The Tordo Front denied that it had committed this crime.",
        "The Tordo Front condemned the act.",
        "The Tordo Front attacks worry Peru.",
        "Acts of the Tordo Front are many.",
    ],
)
def test_a_deed_denied_or_of_others_gives_no_doer(more: str) -> None:
    found = read(BOMB + more)
    killing = next(event for event in violent(found) if event.type == "killing")
    assert killing.by == ()


def test_a_deed_adds_nothing_to_an_event_whose_doer_is_named() -> None:
    found = read("The Mirlo Clan killed Ana Sol. The Tordo Front claimed credit for the act.")
    (event,) = violent(found)
    assert names(found, event.by) == ["Mirlo Clan"]
