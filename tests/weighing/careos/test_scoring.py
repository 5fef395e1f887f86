"""Which claims stand against one another, which beside, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from careo.weighing.careos.matter import matter_of
from careo.weighing.careos.rarity import Rarity
from careo.weighing.careos.scoring import WEIGHTS, Kind, Pair, best_pair
from weighing.testimonies import Heard, alone, claim_in, setting


def pair(a: Heard, b: Heard) -> Pair | None:
    matters = [matter_of(a), matter_of(b)]
    return best_pair(*matters, Rarity.over(matters))


def kind(a: Heard, b: Heard) -> Kind | None:
    found = pair(a, b)
    return found.kind if found else None


def accusation(article: str = "two", speaker: str = "Marta Quillón") -> Heard:
    content = "Odo Brandt of bribing clerks of the Marrow Ring"
    text = f"{speaker} accused {content}."
    return alone(text, "accused", content, "alleges", speaker=speaker, article=article)


def denial(article: str = "one", content: str = "bribing clerks of the Marrow Ring") -> Heard:
    text = f"Odo Brandt denied {content}."
    return alone(text, "denied", content, "denies", speaker="Odo Brandt", article=article)


def said(speaker: str, content: str, article: str = "one", language: str = "en") -> Heard:
    one = alone(f"{speaker} said {content}.", "said", content, speaker=speaker, article=article)
    return replace(one, setting=replace(one.setting, language=language))


# --- denials ------------------------------------------------------------------


def test_a_denial_stands_against_the_accusation_it_denies() -> None:
    found = pair(denial(), accusation())
    assert found is not None
    assert (found.kind, found.left, found.right) == (Kind.DENIAL, denial().key, accusation().key)


def test_a_denial_does_not_stand_against_another_matter_of_the_same_people() -> None:
    other = alone(
        "Marta Quillón said Odo Brandt met the Marrow Ring on a boat.",
        "said",
        "Odo Brandt met the Marrow Ring on a boat",
        speaker="Marta Quillón",
        article="two",
    )
    assert kind(denial(content="bribing clerks"), other) is None


def test_two_denials_do_not_deny_one_another() -> None:
    content = "that Odo Brandt bribed clerks of the Marrow Ring"
    other = alone(
        f"Marta Quillón denied {content}.",
        "denied",
        content,
        "denies",
        speaker="Marta Quillón",
        article="two",
    )
    assert kind(denial(), other) in (None, Kind.SUPPORT)


def test_a_denial_does_not_stand_against_who_says_the_same_in_other_words() -> None:
    same = said("Marta Quillón", "Odo Brandt never bribed clerks of the Marrow Ring", "two")
    assert kind(denial(), same) is not Kind.DENIAL


def test_who_reports_a_denial_is_not_contradicted_by_it() -> None:
    where = setting("Marta Quillón said that Odo Brandt denied bribing clerks of the Marrow Ring.")
    report = claim_in(
        where,
        "said",
        "that Odo Brandt denied bribing clerks of the Marrow Ring",
        speaker="Marta Quillón",
    )
    inner = claim_in(
        where, "denied", "bribing clerks of the Marrow Ring", "denies", speaker="Odo Brandt"
    )
    assert pair(report, inner) is None
    assert kind(denial(), replace(report, key="elsewhere")) is None


def test_a_charge_that_somebody_denies_is_denied_by_him() -> None:
    where = setting("Critics accused Odo Brandt of bribing clerks, a charge Odo Brandt denies.")
    content = "Odo Brandt of bribing clerks, a charge Odo Brandt denies"
    charge = claim_in(where, "accused", content, "alleges", speaker="Critics")
    denied = claim_in(
        where,
        "denies",
        "Critics accused Odo Brandt of bribing clerks",
        "denies",
        speaker="Odo Brandt",
    )
    assert kind(charge, denied) is Kind.DENIAL


def test_who_rejects_it_arguing_otherwise_is_not_denied_by_his_own_argument() -> None:
    where = setting(
        "Odo Brandt rejected the title, arguing that clerks bribed nobody in Port Alva."
    )
    content = "that clerks bribed nobody in Port Alva"
    rejected = claim_in(where, "rejected", content, "denies", speaker="Odo Brandt")
    argued = claim_in(where, "arguing", content, speaker="the title")
    assert pair(rejected, argued) is None


def test_the_charges_are_those_that_stand_before_them() -> None:
    where = setting(
        "Prosecutors accused Ramiro Ulloa of bribing two clerks in Port Alva. "
        "Ramiro Ulloa denied the charges."
    )
    charge = claim_in(
        where,
        "accused",
        "Ramiro Ulloa of bribing two clerks in Port Alva",
        "alleges",
        speaker="Prosecutors",
    )
    denied = claim_in(where, "denied", "the charges", "denies", speaker="Ramiro Ulloa")
    assert kind(charge, denied) is Kind.DENIAL


def test_the_charges_are_not_those_against_somebody_else() -> None:
    where = setting(
        "Prosecutors accused Marta Quillón of bribing two clerks in Port Alva. "
        "Ramiro Ulloa denied the charges."
    )
    charge = claim_in(
        where,
        "accused",
        "Marta Quillón of bribing two clerks in Port Alva",
        "alleges",
        speaker="Prosecutors",
    )
    denied = claim_in(where, "denied", "the charges", "denies", speaker="Ramiro Ulloa")
    assert pair(charge, denied) is None


def test_a_denial_in_one_language_stands_against_a_claim_in_the_other() -> None:
    content = "que Odo Brandt sobornó y secuestró a miembros del Anillo Marrow"
    spanish = alone(
        f"Marta Quillón denunció {content}.",
        "denunció",
        content,
        "alleges",
        speaker="Marta Quillón",
        article="two",
    )
    spanish = replace(spanish, setting=replace(spanish.setting, language="es"))
    english = denial(content="that he bribed and kidnapped members of the Marrow Ring")
    assert kind(english, spanish) is Kind.DENIAL


# --- opposites and figures ----------------------------------------------------


def test_one_affirms_what_the_other_says_never_was() -> None:
    a = said("Odo Brandt", "the Marrow Ring is negotiating a ransom with clerks")
    b = said(
        "Marta Quillón", "there is no negotiation of a ransom by clerks with the Marrow Ring", "two"
    )
    assert kind(a, b) is Kind.OPPOSITE


def test_two_who_agree_that_it_never_was_are_no_opposites() -> None:
    a = said("Odo Brandt", "the Marrow Ring never negotiated a ransom with clerks")
    b = said("Marta Quillón", "no ransom was negotiated by clerks with the Marrow Ring", "two")
    assert kind(a, b) in (None, Kind.SUPPORT)


def test_different_counts_of_one_thing_conflict_and_say_which() -> None:
    a = said("Odo Brandt", "12 people were killed in the harbour fire at Port Alva")
    b = said("Marta Quillón", "17 people were killed in the harbour fire at Port Alva", "two")
    found = pair(a, b)
    assert found is not None
    assert found.kind is Kind.FIGURES
    assert "12 / 17" in next(part.detail for part in found.parts if part.name == "terms")


@pytest.mark.parametrize(
    "other",
    [
        "more than 10 people were killed in the harbour fire at Port Alva",
        "17 people were injured in the harbour fire at Port Alva",
        "17 people were killed in the harbour fire at Valdemora",
    ],
)
def test_counts_that_fit_or_are_of_something_else_do_not_conflict(other: str) -> None:
    a = said("Odo Brandt", "12 people were killed in the harbour fire at Port Alva")
    assert kind(a, said("Marta Quillón", other, "two")) is not Kind.FIGURES


def test_a_count_of_weeks_later_is_another_count() -> None:
    a = said("Odo Brandt", "12 people were killed in the harbour fire at Port Alva")
    b = said("Marta Quillón", "17 people were killed in the harbour fire at Port Alva", "two")
    later = replace(b, setting=replace(b.setting, published=dt.date(2021, 6, 20)))
    assert kind(a, later) is not Kind.FIGURES


# --- support ------------------------------------------------------------------


def test_the_same_said_by_another_supports() -> None:
    a = said("Odo Brandt", "the Marrow Ring paid clerks of the harbour for silence")
    b = said(
        "Marta Quillón", "harbour clerks took money from the Marrow Ring for their silence", "two"
    )
    assert kind(a, b) is Kind.SUPPORT


def test_the_same_words_again_are_a_copy_and_no_support() -> None:
    content = "the Marrow Ring paid clerks of the harbour for silence"
    assert pair(said("Odo Brandt", content), said("Marta Quillón", content, "two")) is None


def test_a_speaker_does_not_support_or_contradict_himself() -> None:
    a = said("Odo Brandt", "the Marrow Ring is negotiating a ransom with clerks")
    b = said(
        "Odo Brandt", "there is no negotiation of a ransom by clerks with the Marrow Ring", "two"
    )
    assert pair(a, b) is None
    assert pair(denial(), accusation(speaker="Odo Brandt")) is None


def test_a_demand_is_no_statement_of_fact() -> None:
    content = "that the Marrow Ring pay clerks of the harbour"
    urged = alone(
        f"Odo Brandt demanded {content}.",
        "demanded",
        content,
        "urges",
        speaker="Odo Brandt",
        article="one",
    )
    b = said("Marta Quillón", "the Marrow Ring will pay the clerks of the harbour", "two")
    assert pair(urged, b) is None


# --- scores -------------------------------------------------------------------


@pytest.mark.parametrize("kind_", list(Kind))
def test_the_weights_of_a_kind_add_up_to_one(kind_: Kind) -> None:
    assert sum(WEIGHTS[kind_].values()) == pytest.approx(1)


def test_a_score_is_the_sum_of_its_named_parts() -> None:
    found = pair(denial(), accusation())
    assert found is not None
    assert found.score == pytest.approx(sum(p.value * p.weight for p in found.parts), abs=1e-3)
    assert {part.name for part in found.parts} == set(WEIGHTS[found.kind])
    assert all(0 <= part.value <= 1 for part in found.parts)


def test_the_order_of_two_claims_does_not_matter() -> None:
    assert pair(denial(), accusation()) == pair(accusation(), denial())
