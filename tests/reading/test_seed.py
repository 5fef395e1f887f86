"""The page that started it all comes out right to its last line."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from careo.cli import read
from careo.values import Json
from support import shared

SEED = "seed/us-is-negotiating-with-el-chapo.txt"


@pytest.fixture(scope="module")
def article() -> Json:
    app = typer.Typer()
    read.register(app)
    result = CliRunner().invoke(app, [str(shared(SEED))])
    assert result.exit_code == 0, result.output
    data: Json = json.loads(result.stdout)
    return data


def test_what_stands_above_the_article(article: Json) -> None:
    assert article["title"].startswith("US is Negotiating")
    assert article["title"].endswith("Ex-Mexican President")
    assert article["section"] == ["News", "Brief"]
    assert article["type"] == "Brief"
    assert article["primary_tag"] == "El Chapo"
    assert article["published"] == "2012-03-21"
    assert article["authors"] == ["Geoffrey Ramsey"]
    assert article["language"] == "en"
    assert article["standfirst"] is None


def test_the_body_is_seven_paragraphs_and_nothing_else(article: Json) -> None:
    assert [b["kind"] for b in article["blocks"]] == ["paragraph"] * 7
    assert article["text"] == "\n\n".join(b["text"] for b in article["blocks"])
    assert article["blocks"][0]["text"].startswith("As the Mexican government claims")
    assert article["blocks"][-1]["text"].endswith("on the verge of capturing him.")


def test_the_analysis_begins_after_four_paragraphs_of_facts(article: Json) -> None:
    start = article["analysis_start"]
    assert article["text"][start:].startswith("Although Fox did not cite a source")
    assert article["text"][:start].count("\n\n") == 4
    assert article["text"][start:].count("\n\n") == 2
    assert "InSight Crime Analysis" not in article["text"]
    assert "InSight Crime Analysis" in article["furniture"]


def test_no_blank_is_doubled_or_lost(article: Json) -> None:
    assert "  " not in article["text"]
    assert "\u00a0" not in article["text"]
    assert "reduce violence. Two months later" in article["text"]


def test_the_three_related_items(article: Json) -> None:
    related = article["related"]
    assert [(r["tag"], r["published"]) for r in related] == [
        ("Fentanyl", "2022-09-28"),
        ("Guatemala", "2022-02-04"),
        ("Chapitos", "2023-05-09"),
    ]
    assert [r["excerpt"][:15] for r in related] == [
        "Migrant encount", "A former Guatem", "The difficulty ",
    ]  # fmt: skip
    assert related[1]["excerpt"].endswith("…")


def test_the_five_organization_items(article: Json) -> None:
    items = article["organization"]
    assert [(i["tag"], i["published"]) for i in items] == [
        ("The Organization", "2023-06-02"),
        ("Work With Us", "2023-05-27"),
        ("The Organization", "2023-05-27"),
        ("The Organization", "2023-05-19"),
        ("The Organization", "2023-05-12"),
    ]
    assert items[0]["title"] == "All Eyes on Ecuador"
    assert items[1]["title"].startswith("Open Position:")
    assert items[4]["title"].endswith("Report Widely Cited")
    assert items[4]["excerpt"].endswith("warmly received.")


def test_licence_and_furniture_are_told_apart_and_out_of_the_text(article: Json) -> None:
    assert article["licence"].startswith("We encourage readers to copy")
    assert article["licence"].endswith("use an article.")
    furniture = article["furniture"]
    for line in ("share icon icon icon", "Was this content helpful?", "DONATE", "Related Content"):
        assert line in furniture
    assert any(line.startswith("What are your thoughts?") for line in furniture)
    for line in [*furniture, article["licence"]]:
        assert line not in article["text"]
