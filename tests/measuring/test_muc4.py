from __future__ import annotations

from pathlib import Path

import pytest

from careo.errors import MeasuringError
from careo.measuring.muc4 import answers, evaluate
from careo.measuring.muc4_errors import lines_of
from careo.measuring.muc4_gold import load
from careo.measuring.tools import Tools
from careo.values import Annotations, Certainty, Stance
from measuring.reading_of import Reader, answering

TEXTS = """DEV-MUC3-9001 (XYZ)

   PORT ALVA, 3 JAN 90 -- [TEXT] THE MARROW
FRONT [MF] KILLED CLERK ODO BRANDT WITH A BOMB.

   TWO MASKED MEN TOOK MAYOR ULLOA.


DEV-MUC3-9002 (XYZ)

   PORT ALVA, 4 FEB 90 -- TEA IS CHEAP.

DEV-MUC3-9003 (XYZ)

   A BRIDGE MAY HAVE BURNED.
"""
KEYS = r"""
;;; a remark
0.  MESSAGE: ID                     DEV-MUC3-9001 (NCCOSC)
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  03 JAN 90
4.  INCIDENT: TYPE                  BOMBING / ATTACK
9.  PERP: INDIVIDUAL ID             -
10. PERP: ORGANIZATION ID           "MARROW FRONT" /
                                    "MF"
11. PERP: ORGANIZATION CONFIDENCE   SUSPECTED OR ACCUSED: "MARROW FRONT" / "MF"
12. PHYS TGT: ID                    ? "\"SALT\" HOUSE"
18. HUM TGT: NAME                   "ODO BRANDT"
19. HUM TGT: DESCRIPTION            "CLERK": "ODO BRANDT"
                                    "BYSTANDERS"

0.  MESSAGE: ID                     DEV-MUC3-9001 (NCCOSC)
1.  MESSAGE: TEMPLATE               2
4.  INCIDENT: TYPE                  KIDNAPPING
9.  PERP: INDIVIDUAL ID             "MASKED MEN"
10. PERP: ORGANIZATION ID           *
18. HUM TGT: NAME                   "ULLOA"

0.  MESSAGE: ID                     DEV-MUC3-9002
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *

0.  MESSAGE: ID                     DEV-MUC3-9003
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
4.  INCIDENT: TYPE                  ARSON
12. PHYS TGT: ID                    "BRIDGE"
"""


def muc4(folder: Path) -> Path:
    (folder / "dev-muc3-9001").write_text(TEXTS)
    (folder / "key-dev-9001.muc4").write_text(KEYS)
    return folder


def values(folder: Path, answers: dict[str, Annotations]) -> dict[str, float]:
    report = evaluate(folder, Tools(annotate=answering(answers)))
    return dict(report.systems["careo"])


@pytest.fixture
def texts(tmp_path: Path) -> list[str]:
    return [message.article.text for message in load(muc4(tmp_path))]


def test_messages_and_templates_are_read(tmp_path: Path) -> None:
    one, two, three = load(muc4(tmp_path))
    assert one.article.published == "1990-01-03"
    assert "THE MARROW FRONT [MF] KILLED" in one.article.text
    first, second = one.templates
    assert first.types == ("BOMBING", "ATTACK")
    assert first.organisations[0].words == ("MARROW FRONT", "MF")
    assert first.confidences[0].label == "SUSPECTED OR ACCUSED"
    assert [(t.words, t.optional) for t in first.targets] == [
        (("ODO BRANDT", "CLERK"), False),
        (("BYSTANDERS",), False),
        (('"SALT" HOUSE',), True),
    ]
    assert second.individuals[0].words == ("MASKED MEN",)
    assert two.templates == ()
    assert three.templates[0].optional


def test_a_right_answer_is_right_in_every_measure(tmp_path: Path, texts: list[str]) -> None:
    reader = Reader(texts[0])
    front = reader.entity("MF", "GROUP")
    brandt = reader.entity("ODO BRANDT", "PERSON")
    ulloa = reader.entity("ULLOA", "PERSON")
    reader.event("killing", "KILLED CLERK ODO BRANDT WITH A BOMB", by=(front,), who=(brandt,),
                 certainty=Certainty.ALLEGED)  # fmt: skip
    reader.event("kidnapping", "TOOK", by=("TWO MASKED MEN",), who=(ulloa,))
    value = values(tmp_path, {"MARROW": reader.done()})
    for name in ("relevance", "type", "individual", "organisation"):
        assert (value[f"{name}_precision"], value[f"{name}_recall"]) == (1, 1), name
    assert (value["target_precision"], value["target_recall"]) == (1, 2 / 3)
    assert value["confidence"] == 1


def test_an_event_in_an_irrelevant_message_is_spurious(tmp_path: Path, texts: list[str]) -> None:
    reader = Reader(texts[1])
    reader.event("attack", "TEA", by=("TEA",))
    value = values(tmp_path, {"CHEAP": reader.done()})
    assert value["relevance_precision"] == value["relevance_recall"] == 0
    assert value["individual_precision"] == 0


@pytest.mark.parametrize(
    ("type_", "certainty", "who"),
    [
        ("seizure", Certainty.REPORTED, ("CLERK",)),
        ("attack", Certainty.DENIED, ("CLERK",)),
        ("attack", Certainty.REPORTED, ()),
    ],
)
def test_other_denied_and_empty_events_make_no_message_relevant(
    tmp_path: Path, texts: list[str], type_: str, certainty: Certainty, who: tuple[str, ...]
) -> None:
    reader = Reader(texts[0])
    reader.event(type_, "KILLED", certainty=certainty, who=who)
    assert values(tmp_path, {"MARROW": reader.done()})["relevance_recall"] == 0


def test_what_is_optional_counts_when_found_and_is_not_missed(
    tmp_path: Path, texts: list[str]
) -> None:
    without = evaluate(tmp_path, Tools(annotate=answering({})))
    reader = Reader(texts[2])
    reader.event("attack", "BURNED", who=("A BRIDGE",))
    with_it = evaluate(tmp_path, Tools(annotate=answering({"BRIDGE": reader.done()})))
    assert (without.count("relevance_f1"), with_it.count("relevance_f1")) == (1, 2)
    assert (without.count("target_f1"), with_it.count("target_f1")) == (3, 4)
    careo = with_it.systems["careo"]
    assert careo["relevance_recall"] == 1 / 2
    assert careo["type_precision"] == 1


def test_one_party_of_two_events_is_one_filler_with_the_firmest_certainty(
    tmp_path: Path, texts: list[str]
) -> None:
    reader = Reader(texts[0])
    front = reader.entity("MARROW FRONT", "GROUP")
    reader.event("attack", "KILLED", by=(front,), certainty=Certainty.POSSIBLE)
    reader.event("attack", "TOOK", by=(front,), who=("MAYOR",), certainty=Certainty.REPORTED)
    value = values(tmp_path, {"MARROW": reader.done()})
    assert value["organisation_precision"] == 1
    assert value["confidence"] == 0


def test_organisations_agree_by_equal_names_only(tmp_path: Path, texts: list[str]) -> None:
    reader = Reader(texts[0])
    front = reader.entity("FRONT", "GROUP")
    reader.event("attack", "KILLED", by=(front,))
    assert values(tmp_path, {"MARROW": reader.done()})["organisation_recall"] == 0


@pytest.mark.parametrize(
    ("by", "organisation", "individual"),
    [("MF BOMBERS", 1 / 1, 0 / 1), ("THE ARMY", 0, 0), ("MASKED MEN", 0, 1)],
)
def test_a_description_may_name_a_body_or_be_one(
    tmp_path: Path, texts: list[str], by: str, organisation: float, individual: float
) -> None:
    reader = Reader(texts[0])
    reader.entity("MF", "GROUP")
    reader.event("attack", "KILLED", by=(by,), where="PORT ALVA")
    value = values(tmp_path, {"MARROW": reader.done()})
    assert value["organisation_precision"] == organisation
    assert value["individual_precision"] == individual
    report = evaluate(tmp_path, Tools(annotate=answering({"MARROW": reader.done()})))
    assert report.systems["careo"]["relevance_precision"] == 1


def test_an_accused_body_of_a_violent_message_is_a_suspect(
    tmp_path: Path, texts: list[str]
) -> None:
    reader = Reader(texts[0])
    front = reader.entity("MF", "GROUP")
    reader.claim("KILLED", stance=Stance.ALLEGES, about=(front,))
    assert values(tmp_path, {"MARROW": reader.done()})["organisation_recall"] == 0
    reader.event("attack", "KILLED", who=("CLERK",))
    value = values(tmp_path, {"MARROW": reader.done()})
    assert value["organisation_recall"] == value["confidence"] == 1


@pytest.mark.parametrize(
    "who", ["THREE GUERRILLAS", "THE NORTHERN AREA", "AT LEAST FIVE", "PEOPLE", "CLERKS"]
)
def test_what_befalls_fighters_regions_or_a_kind_is_no_incident(
    tmp_path: Path, texts: list[str], who: str
) -> None:
    reader = Reader(texts[0])
    reader.event("killing", "KILLED", who=(who,))
    assert values(tmp_path, {"MARROW": reader.done()})["relevance_recall"] == 0


@pytest.mark.parametrize(
    ("name", "type_", "recall"),
    [
        ("MARROW ARMY", "ORG", 0),
        ("MARROW", "PLACE", 0),
        ("MARROW FRONT", "GROUP", 0),
        ("MARROW BANK", "COMPANY", 1),
    ],
)
def test_what_befalls_a_body_that_fights_or_a_place_is_no_incident(
    tmp_path: Path, texts: list[str], name: str, type_: str, recall: float
) -> None:
    reader = Reader(texts[0])
    reader.event("attack", "KILLED", who=(reader.entity(name, type_),))
    assert values(tmp_path, {"MARROW": reader.done()})["relevance_recall"] == recall


def test_a_plural_with_its_article_is_of_somebody_in_particular(tmp_path: Path) -> None:
    folder = muc4(tmp_path)
    path = folder / "dev-muc3-9001"
    path.write_text(TEXTS.replace("CLERK ODO BRANDT", "THE CLERKS"))
    text = load(folder)[0].article.text
    reader = Reader(text)
    reader.event("killing", "KILLED THE CLERKS WITH", who=("CLERKS",))
    assert values(folder, {"MARROW": reader.done()})["relevance_recall"] == 1


def test_a_folder_without_messages_says_so(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match="no messages"):
        load(tmp_path)


def test_the_listing_tells_what_is_missed_and_invented(tmp_path: Path, texts: list[str]) -> None:
    reader = Reader(texts[0])
    reader.event("attack", "KILLED", by=(reader.entity("FRONT", "GROUP"),), who=("CLERK",))
    pairs = answers(tmp_path, Tools(annotate=answering({"MARROW": reader.done()})))
    lines = {(x.outcome, x.kind, x.text) for m, a in pairs for x in lines_of(m, a)}
    assert ("spurious", "organisation", "FRONT") in lines
    assert ("missed", "organisation", "MARROW FRONT / MF") in lines
    assert ("right", "target", "ODO BRANDT = CLERK") in lines
    assert not any("SALT" in text for _, _, text in lines)


def test_who_fought_fighters_is_no_perpetrator(tmp_path: Path, texts: list[str]) -> None:
    reader = Reader(texts[0])
    front = reader.entity("MARROW FRONT", "GROUP")
    reader.event("attack", "TOOK", who=("TWO SOLDIERS",), by=(front,))
    reader.event("killing", "KILLED", who=("CLERK",))
    assert values(tmp_path, {"MARROW": reader.done()})["organisation_recall"] == 0


def test_without_an_incident_nobody_did_it(tmp_path: Path, texts: list[str]) -> None:
    reader = Reader(texts[0])
    front = reader.entity("MARROW FRONT", "GROUP")
    reader.event("attack", "KILLED", by=(front,))
    assert values(tmp_path, {"MARROW": reader.done()})["organisation_recall"] == 0


@pytest.mark.parametrize(
    ("said", "gold", "by"),
    [
        ("THE ARMY SPOKE.", "ARMY", "MARROWAN ARMED FORCES"),
        ("THE SALT GROUP SPOKE.", "SALT GROUP", "SALT"),
    ],
)
def test_a_body_is_called_whatever_the_message_calls_it(
    tmp_path: Path, said: str, gold: str, by: str
) -> None:
    folder = muc4(tmp_path)
    text = TEXTS.replace("TWO MASKED MEN", f"{said} {by} SPOKE. TWO MASKED MEN")
    (folder / "dev-muc3-9001").write_text(text)
    (folder / "key-dev-9001.muc4").write_text(KEYS.replace("MARROW FRONT", gold))
    reader = Reader(load(folder)[0].article.text)
    body = reader.entity(by, "ORG")
    reader.event("killing", "KILLED", who=("CLERK",), by=(body,))
    assert values(folder, {"MARROW": reader.done()})["organisation_recall"] == 1


def test_a_building_may_come_to_harm(tmp_path: Path, texts: list[str]) -> None:
    reader = Reader(texts[0])
    reader.event("attack", "KILLED", who=(reader.entity("MARROW HOTEL", "PLACE"),))
    assert values(tmp_path, {"MARROW": reader.done()})["relevance_recall"] == 1
