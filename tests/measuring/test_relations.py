"""The relation sets: CoNLL04 and KnowledgeNet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from careo.errors import MeasuringError
from careo.measuring import relations_conll04, relations_knowledgenet
from careo.measuring.tools import Tools
from careo.values import Certainty
from measuring.reading_of import Reader, answering

ROWS = [
    ("Odo", "B-Peop", "['Work_For', 'Kill']", "[4, 7]"),
    ("Brandt", "I-Peop", "['N']", "[1]"),
    ("of", "O", "['N']", "[2]"),
    ("Salt", "B-Org", "['N']", "[3]"),
    ("Bank", "I-Org", "['OrgBased_In', 'N']", "[9, 4]"),
    ("killed", "O", "['N']", "[5]"),
    ("Ramiro", "B-Peop", "['N']", "[6]"),
    ("Ulloa", "I-Peop", "['Live_In']", "[9]"),
    ("in", "O", "['N']", "[8]"),
    ("Alva", "B-Loc", "['N']", "[9]"),
]


def conll04(folder: Path) -> Path:
    rows = [f"{n}\t" + "\t".join(row) for n, row in enumerate(ROWS)]
    (folder / "dev.txt").write_text(
        "\n".join(["#doc 12", *rows, "#doc 13", "0\tTea\tO\t['N']\t[0]", ""])
    )
    return folder


def test_ties_have_the_whole_entities_as_ends(tmp_path: Path) -> None:
    first, second = relations_conll04.load(conll04(tmp_path))
    text = first.article.text
    assert text == "Odo Brandt of Salt Bank killed Ramiro Ulloa in Alva"
    ends = {
        tie.label: tuple(text[s:e] for end in (tie.source, tie.target) for s, e in end.places)
        for tie in first.ties
    }
    assert ends == {
        "Work_For": ("Odo", "Salt Bank"),
        "Kill": ("Odo", "Ramiro Ulloa"),
        "OrgBased_In": ("Salt Bank", "Alva"),
    }
    assert second.ties == ()


def test_relations_and_killings_are_scored_under_golds_labels(tmp_path: Path) -> None:
    reader = Reader("Odo Brandt of Salt Bank killed Ramiro Ulloa in Alva")
    brandt = reader.entity("Odo Brandt", "PERSON")
    bank = reader.entity("Salt Bank", "COMPANY")
    ulloa = reader.entity("Ulloa", "PERSON")
    alva = reader.entity("Alva", "PLACE")
    reader.relation("member_of", brandt, bank, "of Salt Bank")
    reader.relation("leads", brandt, bank, "of Salt Bank")
    reader.relation("member_of", bank, alva, "in Alva")  # no person
    reader.relation("operates_in", bank, alva, "in Alva", certainty=Certainty.DENIED)
    reader.event("killing", "killed", who=(ulloa,), by=(brandt,))
    tools = Tools(annotate=answering({"Brandt": reader.done()}))
    report = relations_conll04.evaluate(conll04(tmp_path), tools)
    careo = report.systems["careo"]
    assert (careo["work_for_precision"], careo["kill_f1"], careo["orgbased_in_f1"]) == (1, 1, 0)
    assert (careo["precision"], careo["recall"]) == (1, 2 / 3)
    assert (report.count("f1"), report.count("kill_f1")) == (3, 1)


@pytest.mark.parametrize(
    "line", ["0\tTea\tO\t['N']", "0\tTea\tO\t['N'\t[0]", "0\tTea\tO\t['Kill']\t[7]"]
)
def test_a_bad_row_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "x.txt").write_text(f"#doc 5\n{line}\n")
    with pytest.raises(MeasuringError, match=r"x\.txt:[25]"):
        relations_conll04.load(tmp_path)


# --- KnowledgeNet -------------------------------------------------------------

PASSAGE = "Odo Brandt and his wife Ada Quill met. Brandt heads Salt Bank. He left Ruedas."


def row(property_: str, subject: str | None, object_: str | None, **more: object) -> str:
    base = {
        "doc": "7",
        "passage_start": "0",
        "property": property_,
        "has_fact": subject is not None,
        "subject": subject,
        "object": object_,
        "passage": PASSAGE,
    }
    return json.dumps({**base, **more})


def knowledgenet(folder: Path) -> Path:
    rows = [
        row("SPOUSE", "Odo Brandt", "Ada Quill"),
        row("CEO", "Salt Bank", "Brandt"),
        row("EMPLOYEE_OR_MEMBER_OF", "He", "Ruedas"),
        row("PLACE_OF_BIRTH", None, None, doc="8"),
        row("CHILD_OF", None, None, doc="9"),
    ]
    (folder / "passages.jsonl").write_text("\n".join(rows) + "\n")
    return folder


def knowledge(folder: Path, reader: Reader) -> dict[str, float]:
    tools = Tools(annotate=answering({"Brandt": reader.done()}))
    return dict(relations_knowledgenet.evaluate(folder, tools).systems["careo"])


def test_passages_with_a_property_of_ours_are_taken(tmp_path: Path) -> None:
    passages = relations_knowledgenet.load(knowledgenet(tmp_path))
    assert [p.properties for p in passages] == [
        {"SPOUSE", "CEO", "EMPLOYEE_OR_MEMBER_OF"},
        {"CHILD_OF"},
    ]


def test_family_is_found_either_way_round_and_leading_the_other_way(tmp_path: Path) -> None:
    reader = Reader(PASSAGE)
    brandt = reader.entity("Odo Brandt", "PERSON", "Brandt")
    quill = reader.entity("Ada Quill", "PERSON")
    bank = reader.entity("Salt Bank", "COMPANY")
    reader.relation("family_of", quill, brandt, "wife")
    reader.relation("family_of", brandt, quill, "wife")
    reader.relation("leads", brandt, bank, "heads")
    value = knowledge(knowledgenet(tmp_path), reader)
    assert (value["spouse_precision"], value["spouse_recall"]) == (1, 1)
    assert value["ceo_f1"] == 1
    # The second passage is judged for CHILD_OF, and has the same words in this test.
    assert value["child_of_precision"] == 0


def test_a_pronoun_stands_for_whomever_is_found_and_may_be_left_out(tmp_path: Path) -> None:
    folder = knowledgenet(tmp_path)
    assert knowledge(folder, Reader(PASSAGE))["employee_or_member_of_recall"] == 0
    report = relations_knowledgenet.evaluate(folder, Tools(annotate=answering({})))
    assert report.count("employee_or_member_of_f1") == 0
    reader = Reader(PASSAGE)
    brandt, ruedas = reader.entity("Odo Brandt", "PERSON"), reader.entity("Ruedas", "ORG")
    reader.relation("member_of", brandt, ruedas, "left")
    assert knowledge(folder, reader)["employee_or_member_of_f1"] == 1


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "passages.jsonl").write_text(row("CEO", "a", "b") + "\n{}\n")
    with pytest.raises(MeasuringError, match=r"passages\.jsonl:2"):
        relations_knowledgenet.load(tmp_path)
