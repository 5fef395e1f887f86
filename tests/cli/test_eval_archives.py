"""`careo eval` over gold that names its texts in archives, and the listing of errors."""

from __future__ import annotations

import csv
import json
import re
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from careo.cli.eval import SHARED, tools_for
from careo.errors import MeasuringError
from careo.measuring.careo_gold import article_of, load
from support import ROOT

TEXT = (
    "Ramiro Ulloa Prast was arrested in Bogotá on Monday, police said. "
    "He had been sought for three years by the port authority, which said little about it."
)


def archive(folder: Path) -> Path:
    """A gold file, and the table it names in a folder called “shared” further up."""
    (folder / "shared").mkdir()
    with (folder / "shared" / "news.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["url", "title", "text", "date"])
        rows.writerow(["https://a.example/one", "Prast held", TEXT, "2020-05-04"])
        rows.writerow(["https://a.example/two", "Tea is cheap", "Tea is cheap in Alva.", ""])
    gold = folder / "project" / "gold"
    gold.mkdir(parents=True)
    data = {
        "source": {"path": "news.csv", "key": "https://a.example/one"},
        "lang": "en",
        "entities": [
            {"name": "Ramiro Ulloa Prast", "aliases": [], "type": "PERSON", "country": None},
            {"name": "Port of Nowhere", "aliases": [], "type": "PLACE", "country": None},
        ],
        "claims": [],
        "events": [],
        "relations": [],
    }
    (gold / "one.json").write_text(json.dumps(data))
    return gold


def script(monkeypatch: pytest.MonkeyPatch, name: str, *words: object) -> int:
    """Runs a script of the project; its exit code."""
    monkeypatch.setattr(sys, "argv", [name, *map(str, words)])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(ROOT / "scripts" / name), run_name="__main__")
    return int(end.value.code or 0)


@pytest.fixture(autouse=True)
def no_folder_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SHARED, raising=False)


def test_the_archive_lies_in_a_shared_folder_further_up(tmp_path: Path) -> None:
    gold = archive(tmp_path)
    article = article_of(load(gold)[0], tools_for(gold))
    assert article.text == TEXT
    assert (article.language, article.published) == ("en", "2020-05-04")


@pytest.mark.parametrize(
    ("path", "key"), [("n*.csv", "https://a.example/one"), ("news.csv", "*/one"), ("n*", "*one")]
)
def test_a_star_stands_for_what_is_left_out(tmp_path: Path, path: str, key: str) -> None:
    found = tools_for(archive(tmp_path)).find
    assert found is not None
    assert found(path, key).stated.title == "Prast held"


@pytest.mark.parametrize(
    ("key", "told"), [("*", "several articles “*”"), ("*/three", "no article “*/three”")]
)
def test_a_star_that_fits_not_just_one_article_is_one_clear_line(
    tmp_path: Path, key: str, told: str
) -> None:
    found = tools_for(archive(tmp_path)).find
    assert found is not None
    with pytest.raises(MeasuringError, match=re.escape(told)):
        found("news.csv", key)


def test_the_shared_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gold = archive(tmp_path)
    (tmp_path / "shared").rename(tmp_path / "elsewhere")
    named: dict[str, Any] = {"shared": tmp_path / "elsewhere"}
    assert article_of(load(gold)[0], tools_for(gold, **named)).text == TEXT
    monkeypatch.setenv(SHARED, str(tmp_path / "elsewhere"))
    assert article_of(load(gold)[0], tools_for(gold)).text == TEXT


def test_an_archive_that_is_nowhere_and_a_key_that_is_not_in_it_are_named(tmp_path: Path) -> None:
    gold = archive(tmp_path)
    find = tools_for(gold).finder()
    with pytest.raises(MeasuringError, match=r"news\.csv: holds no article “https://b"):
        find("news.csv", "https://b.example/")
    with pytest.raises(MeasuringError, match="no such file"):
        find("other.csv", "k")


def test_the_listing_groups_what_is_missed_and_what_is_invented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script(monkeypatch, "gold_errors.py", archive(tmp_path), "--entities") == 0
    out = capsys.readouterr().out
    assert "# missed: 1\n- PLACE        Port of Nowhere" in out
    assert "+ PLACE        Bogotá" in out
    assert "entity_recall      0.500  n=2" in out
    assert "claim" not in out


def test_checking_gold_ends_with_code_1_when_a_name_is_not_in_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script(monkeypatch, "gold_errors.py", archive(tmp_path), "--check") == 1
    assert "Port of Nowhere is not in the text" in capsys.readouterr().out


def test_a_bad_path_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script(monkeypatch, "gold_errors.py", tmp_path / "gone") == 1
    assert capsys.readouterr().err.count("\n") == 1
