from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from careo.cli.eval import register
from careo.errors import MeasuringError
from measuring.gold import aeb_set, trafilatura_set

app = typer.Typer()
register(app)
app.command("other")(lambda: None)  # with one command alone, Typer drops its name


def run(*words: object) -> str:
    result = CliRunner().invoke(app, ["eval", *map(str, words)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_json_has_both_systems(tmp_path: Path) -> None:
    data = json.loads(run("reading-trafilatura", trafilatura_set(tmp_path), "--json"))
    assert (data["set"], data["n"]) == ("reading-trafilatura", 2)
    for system in ("careo", "trafilatura"):
        assert {"precision", "recall", "f1", "f1_es", "title", "author", "date"} <= set(
            data["systems"][system]
        )


def test_without_json_a_table_is_printed(tmp_path: Path) -> None:
    assert "| token_f1 | 1 | " in run("reading-aeb", aeb_set(tmp_path))


def test_a_document_is_brought_up_to_date(tmp_path: Path) -> None:
    document = tmp_path / "accuracy.md"
    document.write_text("<!-- eval reading-aeb --><!-- end reading-aeb -->")
    run("reading-aeb", aeb_set(tmp_path), "--write", document)
    assert "token_f1" in document.read_text()


def test_an_undercut_floor_ends_with_code_1(tmp_path: Path) -> None:
    words = ["eval", "reading-trafilatura", str(trafilatura_set(tmp_path)), "--floors"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 1
    assert "the floor is" in result.output


def test_an_unknown_set_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match="no set"):
        run("nothing", tmp_path)


def test_help_shows_an_example() -> None:
    assert "Example:" in run("--help")
