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
    ("en", "Juan Luna was held after having participated in an attack on a bus.", "Juan Luna"),
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


ONE_GROUP = "The Tordo Liberation Front has spoken. "


@pytest.mark.parametrize("fighters", ["The urban guerrillas", "Rebel units", "Insurgents"])
def test_guerrillas_are_the_only_armed_group_that_is_named(fighters: str) -> None:
    assert "Tordo Liberation Front" in doers(f"{ONE_GROUP}{fighters} killed Ana Sol.")


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE_GROUP}Rival guerrillas killed Ana Sol.",
        f"{ONE_GROUP}Police units killed Ana Sol.",
        f"{ONE_GROUP}The Mirlo Liberation Army answered. Rebel units killed Ana Sol.",
    ],
)
def test_other_fighters_are_of_no_group(text: str) -> None:
    assert not [one for one in doers(text) if "Liberation" in one]


def test_a_name_further_on_is_not_the_groups_own() -> None:
    assert doers("The gang in which Tordo Police men served killed Ana Sol.") == ["gang"]


def test_a_member_of_a_part_belongs_to_the_whole() -> None:
    by = doers("Ana Sol was killed by members of a column of the Tordo Front.")
    assert "Tordo Front" in by


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The Tordo Front raided the house of Ana Sol.", "attack"),
        ("Police raided the house of Ana Sol.", "raid"),
    ],
)
def test_the_raid_of_a_group_is_an_attack(text: str, type_: str) -> None:
    assert [event.type for event in read(text).events] == [type_]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Gunmen set fire to the old club.", "old club"),
        ("Gunmen planted two bombs in the offices of Ana Sol.", "offices of Ana Sol"),
        ("Gunmen set off a bomb at the old club.", "old club"),
    ],
)
def test_of_a_weapon_the_target_is_what_it_is_turned_against(text: str, who: str) -> None:
    (event,) = violent(read(text))
    assert event.who == (who,)


def test_no_time_of_day_is_attacked() -> None:
    found = read("Gunmen led an attack on Monday night on Ana Sol.")
    assert all("night" not in one for event in found.events for one in names(found, event.who))


def test_what_a_demand_takes_for_granted_took_place() -> None:
    found = read("Peru demands the release of Ana Sol, who was kidnapped by the Tordo Front.")
    kidnapping = next(event for event in found.events if event.type == "kidnapping")
    assert kidnapping.certainty is Certainty.REPORTED


def test_whom_they_began_to_attack_did_not_attack() -> None:
    assert doers("Ana Sol estaba grave. Dos hombres la empezaron a atacar.", "es") != ["Ana Sol"]


def test_a_word_of_abuse_is_no_attack() -> None:
    assert violent(read("Juan Luna attacked Ana Sol as a bad choice.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Juan Luna announced today that some men kidnapped Rosa Vega, killed Ana Sol.",
        "The murder of Juan Luna led the court to stop all trials on Monday.",
        "Rosa Vega and Juan Luna, kidnapped in Lima on Monday, were freed.",
        "Juan Luna spoke in Lima. Guards shot the gunman after he fired at Ana Sol.",
    ],
)
def test_who_tells_of_it_or_underwent_it_did_not_do_it(text: str) -> None:
    assert "Juan Luna" not in doers(text)
