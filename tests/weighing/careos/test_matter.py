"""A testimony's matter: terms with signs, names, and what a denial leans on."""

from __future__ import annotations

import pytest

from careo.weighing.careos.matter import Matter, matter_of
from weighing.testimonies import NAMES, alone, claim_in, setting


def matter(sentence: str, cue: str, content: str, stance: str = "asserts") -> Matter:
    return matter_of(alone(sentence, cue, content, stance, speaker="Odo Brandt", article="one"))


def test_names_stand_as_identities_and_not_as_words() -> None:
    one = matter(
        "Odo Brandt said the Marrow Ring paid clerks.", "said", "the Marrow Ring paid clerks"
    )
    assert one.names == {NAMES["Marrow Ring"]}
    assert set(one.terms) == {"paid", "clerk"}


def test_a_denial_turns_the_sign_of_what_it_denies() -> None:
    one = matter("Odo Brandt denied bribing clerks.", "denied", "bribing clerks", "denies")
    assert one.denial
    assert one.terms == {"=bribery": False, "clerk": False}


@pytest.mark.parametrize(
    "content",
    ["the clerks were not bribed", "the clerks weren’t bribed", "los clerks nunca fueron bribed"],
)
def test_a_negation_turns_the_sign_of_what_follows_it(content: str) -> None:
    one = matter(f"Odo Brandt said {content}.", "said", content)
    assert one.terms["=bribery"] is False


def test_a_negation_ends_at_the_comma() -> None:
    one = matter("Odo Brandt said no, clerks came.", "said", "no, clerks came")
    assert one.terms["clerk"] is True


def test_not_only_negates_nothing() -> None:
    one = matter("Odo Brandt said not only clerks came.", "said", "not only clerks came")
    assert one.terms["clerk"] is True


def test_what_is_denied_twice_over_is_affirmed() -> None:
    content = "that the clerks did not bribe"
    one = matter(f"Odo Brandt denied {content}.", "denied", content, "denies")
    assert one.terms["=bribery"] is True


def test_a_cue_that_confirms_a_negated_content_is_no_denial() -> None:
    content = "que el clerk no fue secuestrado"
    one = matter(f"Odo Brandt confirmó {content}.", "confirmó", content, "denies")
    assert not one.denial
    assert one.terms["=kidnapping"] is False


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("did not say", "whether clerks came"),
        ("no ha informado", "si llegaron clerks"),
        ("rejected", "an offer from the clerks"),
        ("negó", "a dar detalles del caso"),
        ("denied", "access to the archive"),
    ],
)
def test_who_declines_or_refuses_denies_nothing(cue: str, content: str) -> None:
    one = matter(f"Odo Brandt {cue} {content}.", cue, content, "denies")
    assert one.declines and not one.denial


def test_who_does_not_believe_it_denies_it() -> None:
    content = "that the clerks were bribed"
    one = matter(f"Odo Brandt does not believe {content}.", "does not believe", content, "denies")
    assert one.denial and not one.declines


def test_a_bare_denial_leans_on_what_stands_before_it() -> None:
    where = setting(
        "Prosecutors accused Ramiro Ulloa of bribing two clerks in Port Alva. "
        "Ramiro Ulloa denied the charges."
    )
    one = matter_of(claim_in(where, "denied", "the charges", "denies", speaker="Ramiro Ulloa"))
    assert one.leaning_on is not None
    assert one.terms["=bribery"] is False
    assert NAMES["Port Alva"] in one.names


def test_a_denial_that_says_what_it_denies_leans_on_nothing() -> None:
    where = setting("The sea was calm that day. Odo Brandt denied that he bribed clerks.")
    one = matter_of(
        claim_in(where, "denied", "that he bribed clerks", "denies", speaker="Odo Brandt")
    )
    assert one.leaning_on is None


def test_a_tail_about_somebodys_denial_is_no_part_of_the_content() -> None:
    content = "Odo Brandt of bribing clerks, a charge Odo Brandt denies"
    one = matter(f"Marta Quillón accused {content}.", "accused", content, "alleges")
    assert not one.reports_denial
    assert one.accuses


def test_a_content_that_tells_of_a_denial_reports_it() -> None:
    content = "that Ramiro Ulloa denied bribing clerks"
    assert matter(f"Odo Brandt said {content}.", "said", content).reports_denial


def test_a_figure_knows_whose_it_is() -> None:
    content = "Ramiro Ulloa held 40 kilos"
    (told,) = matter(f"Odo Brandt said {content}.", "said", content).figures
    assert told.of == NAMES["Ramiro Ulloa"]
    assert (told.figure.low, told.figure.unit) == (40, "kg")
