"""`careo extract` prints annotations for pages and for article JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from careo.cli import extract
from careo.values import Article, Block, BlockKind
from support import shared

HTML = """<html lang="en"><head><title>Quintanilla held</title></head><body><article>
<h1>Quintanilla held</h1><p>Senator Rosa Quintanilla was held in Quito by the Lemon Police on
Monday, the DEA said, after she had left the country for a week without telling anybody.</p>
<p>Quintanilla denied that she had fled, and her lawyers said the same in a long statement.</p>
</article></body></html>"""


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    extract.register(app)
    return CliRunner().invoke(app, ["extract", *arguments], input=stdin)


def article(text: str, language: str | None = "en") -> Article:
    return Article("Held", (Block(BlockKind.PARAGRAPH, text),), language=language)


def as_line(written: Article) -> str:
    return json.dumps(written.as_json(), ensure_ascii=False)


def names(printed: str) -> list[str]:
    return [e["name"] for e in json.loads(printed)["entities"]]


def test_a_page_is_read_and_annotated(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(HTML, encoding="utf-8")
    result = run(str(page))
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert list(data) == [
        "article", "text", "mentions", "entities", "claims", "events", "relations",
    ]  # fmt: skip
    assert "Rosa Quintanilla" in names(result.stdout)
    for mention in data["mentions"]:
        assert data["text"][mention["start"] : mention["end"]] == mention["text"]


def test_article_json_is_taken_from_a_file_and_from_standard_input(tmp_path: Path) -> None:
    line = as_line(article("Rosa Quintanilla spoke in Quito."))
    path = tmp_path / "article.json"
    path.write_text(line, encoding="utf-8")
    for result in (run(str(path)), run("-", stdin=line)):
        assert result.exit_code == 0, result.output
        assert names(result.stdout) == ["Rosa Quintanilla", "Quito"]


def test_a_page_on_standard_input_is_read() -> None:
    result = run("-", stdin=HTML)
    assert result.exit_code == 0, result.output
    assert "Rosa Quintanilla" in names(result.stdout)


def test_several_articles_come_one_a_line_in_order(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    texts = [f"Rosa Quintanilla spoke in {town}." for town in ("Quito", "Lima", "Bogotá")]
    path.write_text("\n".join(as_line(article(t)) for t in texts), encoding="utf-8")
    result = run("--batch", str(path))
    assert [names(line)[1] for line in result.stdout.splitlines()] == ["Quito", "Lima", "Bogotá"]


def test_a_table_is_one_article_a_row(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    body = "Rosa Quintanilla spoke in Quito about lemons and how they are grown there. " * 3
    path.write_text(f"title,content,date\nA talk,{body},2012-03-21\n", encoding="utf-8")
    result = run("--batch", str(path))
    assert result.exit_code == 0, result.output
    assert "Rosa Quintanilla" in names(result.stdout)


def test_a_bad_line_costs_one_line_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    good = as_line(article("Rosa Quintanilla spoke in Quito."))
    path.write_text(f'{good}\n{{"title": 3, "blocks": [4]}}\nnot json\n{good}', encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    faults = result.stderr.splitlines()
    assert [f"{path}:2" in faults[0], f"{path}:3" in faults[1], len(faults)] == [True, True, 2]


def test_a_language_that_is_not_read_comes_out_empty_and_says_so() -> None:
    result = run("-", stdin=as_line(article("Rosa parla.", language="it")))
    assert result.exit_code == 0
    assert names(result.stdout) == []
    assert "it" in result.stderr


@pytest.mark.parametrize(
    "content",
    [
        '{"title": "x", "blocks": [{"kind": "poem", "text": "x"}]}',
        '{"title": "x", "blocks": [{"kind": "paragraph", "text": 5}]}',
        '{"title": null, "blocks": []}',
        '{"title": "x", "blocks": [], "language": ["en"]}',
        '{"title": "x", "blocks": {}}',
        "{" * 5000,
        "",
    ],
)
def test_bad_input_is_one_line_that_names_the_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "bad.json" in result.stderr


@pytest.mark.parametrize(
    ("content", "position"),
    [
        ("{bad", "-:1:2"),
        ('{"title": "x"}', "-:1"),
        ('{"title": "x",\n "blocks": [', "-:2:"),
        ('[{"title": "x"}]', "-:1"),
        ("{" * 100_000, "-:1"),
        ('{"a": 1}\n{"b": 2}', "-:2:1"),
    ],
)
def test_broken_or_other_json_on_standard_input_is_no_page(content: str, position: str) -> None:
    result = run("-", stdin=content)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert f"{position}" in result.stderr


def test_a_text_that_begins_with_a_bracketed_word_is_still_a_page() -> None:
    result = run("-", stdin="[Harbour](https://paper.example) Rosa Quintanilla spoke in Quito.\n")
    assert result.exit_code == 0, result.output


def test_an_absent_file_is_one_line() -> None:
    result = run("no-such-file.html")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "no-such-file.html" in result.stderr


def test_nothing_named_is_a_usage_error() -> None:
    assert run().exit_code == 2


def test_the_seed_page_names_whom_it_speaks_of() -> None:
    page = shared("seed/us-is-negotiating-with-el-chapo.txt")
    found = {e["name"]: e for e in json.loads(run(str(page)).stdout)["entities"]}
    assert "El Chapo" in found["Joaquin Guzman"]["aliases"]
    assert "El Loco" in found["Daniel Barrera Barrera"]["aliases"]
    assert found["Jesus Vicente Zambada Niebla"]["type"] == "PERSON"
    assert found["Sinaloa Cartel"]["type"] == found["Rastrojos"]["type"] == "GROUP"
    assert found["Milenio"]["type"] == found["BBC"]["type"] == "OUTLET"
    drug_agency = next(e for e in found.values() if "DEA" in e["aliases"])
    assert drug_agency["type"] == "AGENCY"


@pytest.mark.parametrize("given", ['{"title": "x"}', '{"title": "x", "blo', "{bad", '[{"a": 1}, '])
def test_broken_or_other_json_on_standard_input_is_refused_in_one_line(given: str) -> None:
    done = run("-", stdin=given)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("careo extract: -:1")
    assert len(done.stderr.splitlines()) == 1
