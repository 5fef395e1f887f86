from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from careo.errors import MeasuringError
from careo.measuring.report import EvalReport, with_comparison, with_table

REPORT = EvalReport(
    "some-set",
    "gold/some",
    7,
    {"careo": {"f1": 0.123456, "date": 1.0}, "peer": {"f1": 0.5}},
    {"date": 3},
)


def test_the_json_has_the_agreed_keys() -> None:
    assert json.loads(json.dumps(REPORT.as_json())) == {
        "set": "some-set",
        "path": "gold/some",
        "n": 7,
        "systems": {"careo": {"f1": 0.1235, "date": 1.0}, "peer": {"f1": 0.5}},
    }


def test_the_table_has_a_line_a_measure_and_a_column_a_system() -> None:
    assert REPORT.as_table().splitlines() == [
        "| measure | n | careo | peer |",
        "|---|---:|---:|---:|",
        "| f1 | 7 | 0.123 | 0.500 |",
        "| date | 3 | 1.000 |  |",
    ]


def test_the_table_replaces_the_section_of_its_set_only() -> None:
    document = (
        "# A\n<!-- eval some-set -->\nold\n<!-- end some-set -->\n"
        "<!-- eval other -->\nkept\n<!-- end other -->\n"
    )
    once = with_table(document, REPORT)
    assert "old" not in once
    assert "kept" in once
    assert "| f1 | 7 | 0.123 | 0.500 |" in once
    assert with_table(once, REPORT) == once


def test_a_document_without_the_section_is_refused() -> None:
    with pytest.raises(MeasuringError, match="no section"):
        with_table("# A", REPORT)


def test_a_measure_that_rests_on_nothing_is_null_and_a_dash() -> None:
    report = EvalReport("x", "here", 2, {"careo": {"f1": 0.5, "f1_es": 0.0}}, {"f1_es": 0})
    assert report.as_json()["systems"]["careo"] == {"f1": 0.5, "f1_es": None}
    assert "| f1_es | 0 | – |" in report.as_table()


def test_parts_of_a_set_have_columns_of_their_own() -> None:
    careo = {"f1": 0.5, "f1_en": 0.25, "f1_es": 0.75, "date_en": 1.0}
    report = EvalReport("s", "p", 9, {"careo": careo, "peer": {"f1": 0.1}}, {}, ("en", "es"))
    assert report.as_table().splitlines() == [
        "| measure | n | careo | peer | n en | careo en | peer en | n es | careo es | peer es |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        "| f1 | 9 | 0.500 | 0.100 | 9 | 0.250 |  | 9 | 0.750 |  |",
        "| date |  |  |  | 9 | 1.000 |  |  |  |  |",
    ]


COMPARED = (
    "<!-- compare one other -->old<!-- end compare -->\n"
    "<!-- eval one -->\n\n| measure | n | careo | n en | careo en | peer en | n es | careo es |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|\n| f1 | 9 | 0.5 | 5 | 0.6 | 0.1 | 4 | 0.4 |\n"
    "| date | 9 | 0.1 | 5 | 0.1 | 0.1 | 4 | 0.1 |\n\n<!-- end one -->\n"
    "<!-- eval other -->\n\n| measure | n en | careo en | n es | careo es | peer es |\n"
    "|---|---:|---:|---:|---:|---:|\n| f1 | 2 | 0.3 | 2 | – |  |\n\n<!-- end other -->\n"
    "Prose stays.\n"
)


def test_two_sets_of_a_document_are_set_side_by_side() -> None:
    document = with_comparison(COMPARED, "one", "other", ["f1"])
    head, _, rest = document.partition("<!-- end compare -->")
    assert head.splitlines()[2:5] == [
        "| measure | one en | other en | one es | other es |",
        "|---|---:|---:|---:|---:|",
        "| f1 | 0.6 | 0.3 | 0.4 | – |",
    ]
    assert rest == COMPARED.partition("<!-- end compare -->")[2]
    assert with_comparison(document, "one", "other", ["f1"]) == document


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("", "no section between"),
        (COMPARED, "no figure for .'date', 'en'"),
        (COMPARED.replace("eval other", "eval third"), "no table of “other”"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_what_is_missing(document: str, told: str) -> None:
    with pytest.raises(MeasuringError, match=told):
        with_comparison(document, "one", "other", ["f1", "date"])


def test_the_documents_own_comparison_agrees_with_its_tables() -> None:
    root = Path(__file__).parents[2]
    script = runpy.run_path(str(root / "scripts" / "accuracy.py"))
    document = (root / "docs" / "accuracy.md").read_text(encoding="utf-8")
    assert with_comparison(document, *script["COMPARED"]) == document
