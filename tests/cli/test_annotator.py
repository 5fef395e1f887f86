"""`--annotator` and `[annotating]` of careo.toml choose who reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from careo.annotating import annotator as annotating
from careo.authority.index import ids_of
from careo.authority.lists import use_lists
from careo.cli import archive as commands
from careo.cli import eval as evaluating
from careo.cli import extract
from careo.cli.archive import annotator_maker
from careo.errors import ConfigError
from careo.values import Annotations, Article
from careo.web.config import archive as archives


def settings(folder: Path, text: str) -> Path:
    (folder / "careo.toml").write_text(text, encoding="utf-8")
    return folder


def help_of(command: str) -> str:
    app = typer.Typer()
    commands.register(app)
    extract.register(app)
    evaluating.register(app)
    return CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).output


def test_without_a_word_the_rules_read(tmp_path: Path) -> None:
    assert annotator_maker(tmp_path)().name == "rules"


def test_the_settings_file_chooses_and_the_command_line_overrules_it(tmp_path: Path) -> None:
    settings(tmp_path, '[annotating]\nannotator = "nobody"\n')
    with pytest.raises(ConfigError, match="no annotator “nobody”"):
        annotator_maker(tmp_path)
    assert annotator_maker(tmp_path, "rules")().name == "rules"


def test_each_annotator_gets_its_own_settings(tmp_path: Path) -> None:
    settings(
        tmp_path, "[annotating.gliner]\nthreshold = 3\nmodel = 'm'\n[annotating.rules]\nx = 1\n"
    )
    with pytest.raises(ConfigError, match=r"'threshold' in .* between 0 and 1"):
        annotator_maker(tmp_path, "gliner")
    with pytest.raises(ConfigError, match="unknown setting 'x'"):
        annotator_maker(tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[annotating]\nannotator = 3\n", "'annotator' in .annotating. must be a str"),
        ('[annotating]\nanotator = "rules"\n', "unknown setting 'anotator' in .annotating."),
    ],
)
def test_a_wrong_table_is_named_with_its_file(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as error:
        archives.load(settings(tmp_path, text))
    assert error.value.where == str(tmp_path / "careo.toml")


@pytest.mark.parametrize(
    ("command", "offered"),
    [("build", True), ("annotate", True), ("extract", True), ("eval", True), ("add", False)],
)
def test_commands_that_annotate_offer_the_choice(command: str, offered: bool) -> None:
    assert ("--annotator" in help_of(command)) is offered


class Silent:
    """An annotator that reads nothing."""

    name, version = "silent", "1"

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings

    def annotate_many(self, articles: Sequence[Article]) -> list[Annotations]:
        return [Annotations() for _ in articles]


def measured(gold: Path, *words: str) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    evaluating.register(app)
    return CliRunner().invoke(app, ["eval", "ner-conll", str(gold), "--json", *words])


def f1_of(result: Result) -> float:
    assert result.exit_code == 0, result.output
    return float(json.loads(result.stdout)["systems"]["careo"]["f1_en"])


def test_eval_measures_the_one_that_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = EntryPoint("silent", f"{__name__}:Silent", annotating.GROUP)
    monkeypatch.setattr(annotating, "entry_points", lambda group: [offer])
    gold, archive = tmp_path / "gold", tmp_path / "archive"
    for folder in (gold, archive):
        folder.mkdir()
    lines = (f"{word} NNP I-NP {tag}" for word, tag in (("Odo", "I-PER"), ("Brandt", "I-PER")))
    left = "joined VBD I-VP O\nthe DT I-NP O\nQuito NNP I-NP I-LOC\ncouncil NN I-NP O\n. . O O"
    (gold / "eng.testa").write_text("\n".join(["-DOCSTART- -X- O O", "", *lines, left, ""]))
    settings(archive, '[annotating]\nannotator = "silent"\n')
    assert f1_of(measured(gold)) > 0
    assert f1_of(measured(gold, "--annotator", "silent")) == 0
    assert f1_of(measured(gold, "--archive", str(archive))) == 0
    assert f1_of(measured(gold, "--archive", str(archive), "--annotator", "rules")) > 0


def test_eval_refuses_an_annotator_that_cannot_be_had_before_it_reads_the_set(
    tmp_path: Path,
) -> None:
    refused = measured(tmp_path / "no set", "--annotator", "nobody").exception
    assert isinstance(refused, ConfigError)
    assert "no annotator “nobody”" in str(refused)


def test_extract_reads_with_the_one_that_was_named(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("---\ntitle: Out\nlanguage: en\n---\nRosa Quintanilla left for Quito today.\n")
    app = typer.Typer()
    app.callback()(lambda: None)
    extract.register(app)
    at = ["--archive", str(tmp_path)]
    read = CliRunner().invoke(app, ["extract", str(page), *at, "--annotator", "rules"])
    refused = CliRunner().invoke(app, ["extract", str(page), *at, "--annotator", "nobody"])
    assert "Quintanilla" in read.output
    assert isinstance(refused.exception, ConfigError)


def test_the_archives_lists_are_known_and_their_bad_rows_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "coast.csv").write_text("name,type\nFaro Azul Gang,GROUP\n,GROUP\n", "utf-8")
    plain = annotator_maker(tmp_path)().version
    settings(tmp_path, '[authority]\nlists = ["coast.csv"]\n')
    assert annotator_maker(tmp_path)().version != plain
    assert capsys.readouterr().err == "coast.csv:3: a row without a name; left out\n"
    assert ids_of("Faro Azul Gang") == ("coast-faro-azul-gang",)
    (tmp_path / "coast.csv").unlink()
    use_lists(())
    with pytest.raises(ConfigError, match=r"coast\.csv: the list cannot be read"):
        annotator_maker(tmp_path)
    use_lists(())
