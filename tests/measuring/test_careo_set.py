"""The careo set: its loader, the guide's matching rules and the report."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from careo.errors import MeasuringError
from careo.measuring.careo_errors import SECTIONS, lines_of
from careo.measuring.careo_gold import GoldArticle, article_of, check, faults, load
from careo.measuring.careo_match import Sentences, match, same_amount
from careo.measuring.careo_set import evaluate, figures, matches
from careo.measuring.tools import Tools
from careo.values import Annotations, Capture, Certainty, Stance
from measuring.reading_of import Reader, answering, article

TEXT = (
    "Ramiro Ulloa Prast, alias “El Tordo”, was arrested in Valdemora on Monday, police said. "
    "His lawyer denied that he led the Marrow Ring. "
    "Ulloa allegedly moved four tonnes of cocaine in 2019.\n\n"
    "The Marrow Ring and the Salt Clan are rivals. Three clerks were killed in Port Alva. "
    "Minister Odo Brandt said the port was safe."
)


def gold(**changes: Any) -> dict[str, Any]:
    base = {
        "file": "one.txt",
        "lang": "en",
        "entities": [
            {
                "name": "Ramiro Ulloa Prast",
                "aliases": ["El Tordo", "Ulloa"],
                "type": "PERSON",
                "country": None,
            },
            {"name": "Marrow Ring", "aliases": [], "type": "GROUP", "country": None},
            {"name": "Salt Clan", "aliases": [], "type": "GROUP", "country": None},
            {"name": "Valdemora", "aliases": [], "type": "PLACE", "country": None},
            {"name": "Odo Brandt", "aliases": [], "type": "PERSON", "country": None},
        ],
        "claims": [
            claim("police", "said", "was arrested in Valdemora", "asserts"),
            claim("His lawyer", "denied", "that he led the", "denies"),
            claim(None, "allegedly", "moved four tonnes", "alleges", hedged=True),
            claim("Odo Brandt", "said", "the port was safe", "asserts"),
        ],
        "events": [
            event("arrest", "arrested", who=["Ramiro Ulloa Prast"], where="Valdemora"),
            event("killing", "killed", who=["three port clerks"], amount="3 killed"),
        ],
        "relations": [
            {
                "type": "rival_of",
                "from": "Marrow Ring",
                "to": "Salt Clan",
                "past": False,
                "evidence_key": "Salt Clan are rivals",
            }
        ],
    }
    return {**base, **changes}


def claim(speaker: str | None, cue: str, key: str, stance: str, **more: Any) -> dict[str, Any]:
    base = {"quoted": False, "hedged": False, "about": []}
    return {
        **base, "speaker": speaker, "cue": cue, "content_key": key, "stance": stance, **more
    }  # fmt: skip


def event(type_: str, trigger: str, **more: Any) -> dict[str, Any]:
    base = {"who": [], "by": [], "where": None, "date": None, "amount": None}
    return {**base, "type": type_, "trigger": trigger, "certainty": "reported", **more}


def written(folder: Path, data: dict[str, Any], text: str | None = TEXT) -> Path:
    (folder / "one.json").write_text(json.dumps(data), encoding="utf-8")
    if text is not None:
        (folder / "one.txt").write_text(text, encoding="utf-8")
    return folder


def loaded(folder: Path, **changes: Any) -> GoldArticle:
    return load(written(folder, gold(**changes)))[0]


def plain(capture: Capture) -> Any:
    return article(capture.body.decode(), "xx")


# --- the loader ---------------------------------------------------------------


def test_the_text_beside_the_gold_is_read_in_golds_language(tmp_path: Path) -> None:
    one = loaded(tmp_path, published="2020-02-03")
    read = article_of(one, Tools(read=plain))
    assert (read.text, read.language, read.published) == (TEXT, "en", "2020-02-03")


def test_a_text_in_an_archive_is_asked_for_by_path_and_key(tmp_path: Path) -> None:
    asked = []

    def find(path: str, key: str) -> Capture:
        asked.append((path, key))
        raise MeasuringError("there is none")

    data = gold(source={"path": "corpora/x.csv", "key": "k1"})
    one = load(written(tmp_path, data, text=None))[0]
    with pytest.raises(MeasuringError, match="there is none"):
        article_of(one, Tools(read=plain, find=find))
    assert asked == [("corpora/x.csv", "k1")]


def test_a_text_that_is_nowhere_is_named(tmp_path: Path) -> None:
    one = load(written(tmp_path, gold(), text=None))[0]
    with pytest.raises(MeasuringError, match=r"one\.json: its text “one\.txt” is not beside it"):
        article_of(one, Tools(read=plain))


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"lang": "en"}', '{"file": "a", "lang": "en", "entities": [1]}']
)
def test_a_garbled_gold_file_is_named(tmp_path: Path, body: str) -> None:
    (tmp_path / "bad.json").write_text(body)
    with pytest.raises(MeasuringError, match=r"bad\.json"):
        load(tmp_path)


def test_a_folder_without_gold_says_so(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match="no gold files"):
        load(tmp_path)


# --- checking gold ------------------------------------------------------------


def test_gold_in_order_has_no_faults(tmp_path: Path) -> None:
    assert list(faults(loaded(tmp_path), TEXT)) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"claims": [claim(None, "claimed", "was arrested", "asserts")]}, "cue is not in the text"),
        ({"claims": [claim(None, "said", "was freed", "asserts")]}, "content_key of “said”"),
        ({"claims": [claim(None, "said", "was arrested", "says")]}, "stance “says”"),
        ({"claims": [claim("a judge", "said", "was arrested", "asserts")]}, "speaker of “said”"),
        (
            {"claims": [claim(None, "said", "was arrested", "asserts", about=["Nobody"])]},
            "about: “Nobody” is no entity",
        ),
        ({"events": [event("arrest", "seized")]}, "trigger of arrest"),
        ({"events": [event("party", "killed")]}, "event type “party”"),
        ({"until": "never written"}, "until is not in the text"),
        ({"annotated": ["events", "verbs"]}, "annotated section “verbs”"),
        (
            {
                "relations": [
                    {"type": "leads", "from": "Ulloa", "to": "X", "evidence_key": "rivals"}
                ]
            },
            "leads: “X” is no entity",
        ),
        (
            {
                "entities": [{"name": "Ada", "aliases": [], "type": "PERSON"}] * 2,
                "claims": [],
                "relations": [],
            },
            "more than one entity “Ada”",
        ),
    ],
)
def test_a_fault_in_gold_gets_a_line(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    assert any(fault in line for line in faults(loaded(tmp_path, **changes), TEXT))


def test_white_space_in_keys_and_text_does_not_matter(tmp_path: Path) -> None:
    one = loaded(tmp_path, claims=[claim(None, "said", "was  arrested in", "asserts")])
    assert not list(faults(one, TEXT.replace("was arrested", "was\narrested")))


def test_checking_a_folder_tells_which_file_is_wrong(tmp_path: Path) -> None:
    written(tmp_path, gold(events=[event("arrest", "seized")]))
    found = check(tmp_path, Tools(read=plain))
    assert list(found) == [str(tmp_path / "one.json")]
    assert "trigger" in found[str(tmp_path / "one.json")][0]


# --- matching -----------------------------------------------------------------


def test_one_gold_entity_takes_one_of_two_that_bear_its_name(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    reader.entity("El Tordo", "PERSON")
    reader.entity("Ulloa", "PERSON")
    found = match(loaded(tmp_path), TEXT, reader.done())
    assert len(found.entities) == 1


def test_type_and_aliases_are_asked_of_the_pairs(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    reader.entity("Ulloa", "PERSON", "El Tordo")
    reader.entity("The Marrow Ring", "ORG")
    reader.entity("Monday", "PLACE")
    value = values(tmp_path, reader.done())
    assert value["entity_precision"] == pytest.approx(2 / 3)
    assert value["entity_recall"] == pytest.approx(2 / 5)
    assert value["typed_f1"] == pytest.approx(2 * 1 / (3 + 5))
    assert value["alias_recall"] == 1


def test_a_claim_is_found_by_cue_and_content(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    reader.claim("said", ["was arrested in Valdemora"], speaker_text="the police")
    value = values(tmp_path, reader.done())
    assert (value["claim_precision"], value["claim_recall"]) == (1, 1 / 4)
    assert value["strict_f1"] == pytest.approx(2 / 5)


def test_a_key_in_the_cues_sentence_is_enough(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    reader.claim("denied", stance=Stance.DENIES)
    assert values(tmp_path, reader.done())["claim_recall"] == 1 / 4


def test_a_cue_in_another_sentence_is_no_pair(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    one = loaded(tmp_path, claims=[claim("police", "said", "was arrested in", "asserts")])
    reader.claim("said", nth=1)
    assert match(one, TEXT, reader.done()).claims == []


def test_two_claims_with_the_same_cue_share_one_gold_claim(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    reader.claim("said", ["was arrested in Valdemora"], speaker_text="police")
    reader.claim("said", ["was arrested in Valdemora"])
    found = match(loaded(tmp_path), TEXT, reader.done())
    assert found.claims == [(0, 0)]
    assert found.strict(0, 0)


@pytest.mark.parametrize(
    ("speaker_text", "right"),
    [("lawyer", True), ("His lawyer, a young man", True), (None, False), ("His wife", False)],
)
def test_unnamed_speakers_agree_when_the_longer_holds_the_shorter(
    tmp_path: Path, speaker_text: str | None, right: bool
) -> None:
    reader = Reader(TEXT)
    reader.claim("denied", stance=Stance.DENIES, speaker_text=speaker_text)
    found = match(loaded(tmp_path), TEXT, reader.done())
    assert found.strict(*found.claims[0]) is right


def test_nobody_agrees_with_nobody_only(tmp_path: Path) -> None:
    one = loaded(tmp_path)
    for text, right in ((None, True), ("Ulloa", False)):
        reader = Reader(TEXT)
        reader.claim("allegedly", stance=Stance.ALLEGES, speaker_text=text)
        found = match(one, TEXT, reader.done())
        assert found.strict(*found.claims[0]) is right


def test_a_named_speaker_agrees_by_any_name(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    brandt = reader.entity("Minister Brandt", "PERSON", "Odo Brandt")
    other = reader.entity("Ulloa", "PERSON")
    for id_, right in ((brandt, True), (other, False)):
        one = replace(reader.done(), claims=())
        second = Reader(TEXT)
        second.claim("said", ["the port was safe"], nth=1, speaker=id_)
        found = match(loaded(tmp_path), TEXT, replace(one, claims=second.done().claims))
        assert found.strict(*found.claims[0]) is right


def test_an_event_is_found_by_type_and_a_name(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    ulloa = reader.entity("Ulloa", "PERSON")
    reader.event("arrest", "arrested", who=(ulloa,), where="Valdemora", date="2020-02-03",
                 date_precision="day")  # fmt: skip
    reader.event("charge", "arrested", who=(ulloa,))
    value = values(tmp_path, reader.done())
    assert (value["event_precision"], value["event_recall"]) == (1 / 2, 1 / 2)
    assert (value["event_place"], value["event_date"]) == (1, 0)


def test_a_date_counts_to_its_precision(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    reader.event("arrest", "arrested", who=("Ulloa",), date="2020-02-01", date_precision="month")
    one = loaded(tmp_path, events=[event("arrest", "arrested", who=["Ulloa"], date="2020-02")])
    assert figures([match(one, TEXT, reader.done())], named_only=False)["event_date"] == (1, 1)


def test_descriptions_meet_by_two_content_words(tmp_path: Path) -> None:
    for who, right in (("Three clerks of the port", 1), ("Three clerks", 1), ("clerks", 0)):
        reader = Reader(TEXT)
        reader.event("killing", "killed", who=(who,), amount="3 killed")
        found = match(loaded(tmp_path), TEXT, reader.done())
        assert len(found.events) == right, who


def test_two_named_parties_never_meet_by_their_words(tmp_path: Path) -> None:
    one = loaded(
        tmp_path,
        entities=[{"name": "North Salt Clan", "aliases": [], "type": "GROUP"}],
        claims=[],
        relations=[],
        events=[event("attack", "killed", by=["North Salt Clan"])],
    )
    reader = Reader(TEXT)
    clan = reader.entity("Salt Clan", "GROUP")
    reader.event("attack", "killed", by=(clan,))
    assert match(one, TEXT, reader.done()).events == []


def test_an_event_without_parties_is_found_by_its_trigger(tmp_path: Path) -> None:
    one = loaded(tmp_path, events=[event("killing", "killed")])
    for trigger, right in (("killed", 1), ("clerks", 0)):
        reader = Reader(TEXT)
        reader.event("killing", trigger)
        assert len(match(one, TEXT, reader.done()).events) == right


def test_certainty_is_asked_of_every_pair(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    reader.event("arrest", "arrested", who=("Ulloa",), certainty=Certainty.ALLEGED)
    assert values(tmp_path, reader.done())["event_certainty"] == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("5 t cocaine", "5 tonnes of cocaine", True),
        ("5 t cocaine", "5 kg", False),
        ("1,200 kg", "1200 kg", True),
        ("1.2 toneladas", "1,2 t", True),
        ("4 killed", "4", True),
        ("4 killed", "5", False),
        ("four killed", "four killed", True),
        (None, None, True),
        ("4 killed", None, False),
    ],
)
def test_amounts_agree_by_number_and_unit(one: str | None, other: str | None, same: bool) -> None:
    assert same_amount(one, other) is same


@pytest.mark.parametrize(("type_", "right"), [("rival_of", 1), ("leads", 0)])
def test_direction_is_ignored_where_a_tie_has_none(tmp_path: Path, type_: str, right: int) -> None:
    relation = {
        "type": type_, "from": "Marrow Ring", "to": "Salt Clan", "evidence_key": "are rivals"
    }  # fmt: skip
    reader = Reader(TEXT)
    ring, clan = reader.entity("the Marrow Ring", "GROUP"), reader.entity("Salt Clan", "GROUP")
    reader.relation(type_, clan, ring, "are rivals")
    found = match(loaded(tmp_path, relations=[relation]), TEXT, reader.done())
    assert len(found.relations) == right


def test_what_the_annotator_did_not_read_is_masked(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    reader.entity("Ulloa", "PERSON")
    reader.entity("Port Alva", "PLACE")
    reader.claim("said", nth=1)
    reader.event("killing", "killed")
    one = loaded(tmp_path, until="four tonnes of  cocaine in 2019.")
    found = match(one, TEXT, reader.done()).found
    assert [e.name for e in found.entities] == ["Ulloa"]
    assert not found.claims
    assert not found.events


def test_a_section_that_nobody_annotated_is_masked_and_the_others_count(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    reader.claim("said", nth=1)
    reader.event("killing", "killed")
    one = loaded(tmp_path, claims=[], annotated=["entities", "events", "relations"])
    found = match(one, TEXT, reader.done()).found
    assert not found.claims
    assert len(found.events) == 1


def test_sentences_end_at_stops_and_not_at_titles_and_initials() -> None:
    text = "Dr. Odo Brandt of the U.S. Navy met J. Prast. “No.” He left!\nThen rain fell. ¿Quién?"
    sentences = Sentences(text)
    found = list(dict.fromkeys(sentences.holding(at) for at in range(len(text))))
    assert found == [
        "Dr. Odo Brandt of the U.S. Navy met J. Prast.",
        "“No.”",
        "He left!",
        "Then rain fell.",
        "¿Quién?",
    ]


# --- the report and the listing -----------------------------------------------


def values(folder: Path, found: Annotations) -> dict[str, float]:
    one = match(loaded(folder), TEXT, found)
    return {name: value for name, (value, _) in figures([one], named_only=False).items()}


def test_the_report_has_both_systems_and_each_language(tmp_path: Path) -> None:
    written(tmp_path, gold())
    reader = Reader(TEXT)
    reader.entity("Ulloa", "PERSON")
    tools = Tools(
        read=plain,
        annotate=answering({"Ulloa": reader.done()}),
        bare=answering({}),
    )
    report = evaluate(tmp_path, tools)
    assert report.systems["careo"]["entity_precision_en"] == 1
    assert report.systems["spacy"] == {
        name: 0 for name in report.systems["careo"] if name.startswith(("entity", "typed", "alias"))
    }
    assert report.as_json()["systems"]["careo"]["event_date"] is None
    assert report.count("claim_f1") == 4


def test_nothing_read_gives_noughts(tmp_path: Path) -> None:
    written(tmp_path, gold())
    report = evaluate(tmp_path, Tools(read=plain, annotate=answering({})))
    assert set(report.systems) == {"careo"}
    assert not any(report.systems["careo"].values())


def test_the_listing_tells_missed_spurious_wrong_and_right(tmp_path: Path) -> None:
    written(tmp_path, gold())
    reader = Reader(TEXT)
    ulloa = reader.entity("Ulloa", "ORG")
    reader.entity("Valdemora", "PLACE")
    reader.entity("Port Alva", "PLACE")
    reader.claim("denied", speaker=ulloa)
    reader.event("arrest", "arrested", who=(ulloa,), where="Valdemora")
    reader.relation("leads", ulloa, "e2", "are rivals")
    tools = Tools(read=plain, annotate=answering({"Ulloa": reader.done()}))
    (one,) = matches(tmp_path, tools)
    found = {
        section: {(line.outcome, line.kind) for line in lines_of(section, one)}
        for section in SECTIONS
    }
    assert {("wrong", "PERSON"), ("right", "PLACE"), ("spurious", "PLACE")} <= found["entities"]
    assert ("missed", "GROUP") in found["entities"]
    assert found["claims"] == {("missed", "said"), ("missed", "allegedly"), ("wrong", "denied")}
    assert found["events"] == {("right", "arrest"), ("missed", "killing")}
    assert found["relations"] == {("spurious", "leads"), ("missed", "rival_of")}
    wrong = next(line for line in lines_of("claims", one) if line.outcome == "wrong")
    assert "speaker is Ulloa, not His lawyer" in wrong.text
    assert "stance is asserts, not denies" in wrong.text
