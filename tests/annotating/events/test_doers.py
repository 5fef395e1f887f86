"""Who is said to have done it: whoever the grammar names, and nobody where it leaves doubt."""

from __future__ import annotations

import pytest

from annotating.events.test_events import names, read
from careo.values import Annotations, Certainty, Event

VIOLENT = {"killing", "attack", "kidnapping"}


def doers(text: str, language: str = "en") -> list[str]:
    """Everybody who is named or described as the doer of something violent."""
    found = read(text, language)
    return [one for event in violent(found) for one in names(found, event.by)]


def violent(found: Annotations) -> list[Event]:
    return [event for event in found.events if event.type in VIOLENT]


NAMED = [
    ("en", "Ana Sol spoke of the murder committed by the Tordo Front.", "Tordo Front"),
    ("en", "The killing of Ana Sol was carried out by the Tordo Front.", "Tordo Front"),
    ("en", "Ana Sol survived an attack staged by the Tordo Front.", "Tordo Front"),
    ("en", "Police hold the Tordo Front responsible for the attack on Ana Sol.", "Tordo Front"),
    ("en", "The Tordo Front was held responsible for the murder of Ana Sol.", "Tordo Front"),
    ("en", "The Tordo Front claimed responsibility for killing Ana Sol.", "Tordo Front"),
    ("en", "The Tordo Front is behind the murder of Ana Sol.", "Tordo Front"),
    ("en", "Ana Sol accused Juan Luna of killing Rosa Vega.", "Juan Luna"),
    ("en", "Police arrested Juan Luna for killing Rosa Vega.", "Juan Luna"),
    ("en", "Juan Luna's attack on Rosa Vega shook Lima.", "Juan Luna"),
    ("es", "El asesinato de Ana Sol, cometido por el Frente Tordo, conmocionó.", "Frente Tordo"),
]


@pytest.mark.parametrize(("language", "text", "by"), NAMED)
def test_the_doer_is_whom_the_governing_word_names(language: str, text: str, by: str) -> None:
    assert by in doers(text, language)
    assert {"Police", "Ana Sol"} & set(doers(text, language)) == set()


NOBODY = [
    ("en", "The fatal shooting of Ana Sol shocked Lima."),
    ("en", "Ana Sol's shooting shocked Lima on Monday."),
    ("en", "The Ana Sol attack shocked Lima on Monday."),
    ("en", "They found Juan Luna not guilty of the murder of Ana Sol."),
    ("en", "Juan Luna is not responsible for the murder of Ana Sol."),
    ("en", "Juan Luna is not accused of the murder of Ana Sol."),
    ("en", "Juan Luna fled after the murder of Ana Sol."),
    ("en", "Juan Luna praised the plot to kidnap Ana Sol."),
    ("en", "Juan Luna has been killing it on stage in Lima."),
    ("en", "Juan Luna harshly attacked Ana Sol."),
    ("es", "A Juan Luna lo mandó matar la banda."),
    ("es", "Lo vincularon con Juan Luna después del asesinato de Ana Sol."),
]


@pytest.mark.parametrize(("language", "text"), NOBODY)
def test_nobody_did_it_where_the_words_do_not_say_so(language: str, text: str) -> None:
    assert {"Juan Luna", "Ana Sol"} & set(doers(text, language)) == set()


def test_of_a_plot_those_are_the_doers_whose_it_is() -> None:
    assert doers("Juan Luna praised the Tordo Front plot to kidnap Ana Sol.") == ["Tordo Front"]


def test_a_shooting_befalls_whom_it_is_of() -> None:
    found = read("The police shooting of Ana Sol in Lima was filmed.")
    assert [names(found, event.who) for event in violent(found)] == [["Ana Sol"]]


def test_a_bare_surname_that_two_persons_share_names_no_doer() -> None:
    both = "Juan Sol and his son Pedro Sol live in Lima. "
    assert doers(both + "Sol shot Rosa Vega on Monday.") == []
    assert doers(both + "Pedro Sol shot Rosa Vega on Monday.") == ["Pedro Sol"]


def test_who_only_said_something_is_not_he() -> None:
    text = "Juan Luna was caught on Monday, Marco Vega said. He killed Ana Sol."
    assert "Marco Vega" not in doers(text)


def test_a_clause_of_time_is_as_sure_as_it_stands() -> None:
    found = read("Juan Luna did not call the police until after he had shot Ana Sol.")
    assert [event.certainty for event in violent(found)] == [Certainty.REPORTED]


def test_a_sure_death_with_an_alleged_killer_is_alleged() -> None:
    found = read("Ana Sol was killed on Monday. Juan Luna is accused of the murder of Ana Sol.")
    (event,) = violent(found)
    assert (names(found, event.by), event.certainty) == (["Juan Luna"], Certainty.ALLEGED)


@pytest.mark.parametrize(
    "text",
    [
        "The Tordo Front is accused of the murder of Ana Sol.",
        "The authorities attribute the murder of Ana Sol to the Tordo Front.",
        "Rosa Vega blamed the Tordo Front for the murder of Ana Sol.",
        "Rosa Vega holds the Tordo Front responsible for the murder of Ana Sol.",
    ],
)
def test_who_is_only_blamed_makes_the_deed_alleged(text: str) -> None:
    found = read(text)
    (event,) = violent(found)
    assert (names(found, event.by), event.certainty) == (["Tordo Front"], Certainty.ALLEGED)
