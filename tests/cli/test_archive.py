from __future__ import annotations

import fcntl
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from careo import cli
from careo.cli import archive as archive_commands
from careo.errors import SourceError
from careo.sources import SourceOptions
from support import ROOT

PAGES = {
    "one.md": "---\ntitle: Boats seized\nlanguage: en\npublished: 2024-02-01\nauthors: [A. Lamp]\n"
    "tags: [River]\n---\nAgents in Veracruz seized two boats on Tuesday, the harbour office said. "
    "Nobody was hurt, and the owner of the boats was not known.\n",
    "dos.md": "---\ntitle: Lanchas incautadas\nlanguage: es\npublished: 2024-02-02\n---\n"
    "Los agentes incautaron dos lanchas en Veracruz el martes, dijo la capitanía del puerto.\n",
    "bad.html": "",
}


def careo(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {k: v for k, v in os.environ.items() if k not in ("CAREO_ARCHIVE", "DATABASE_URL")}
    return subprocess.run(
        [sys.executable, "-m", "careo", *words],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env=own | environment,
        cwd=ROOT,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, object]]:
    """A built archive, its source folder, and the summary."""
    folder = tmp_path_factory.mktemp("cli")
    pages = folder / "pages"
    pages.mkdir()
    for name, text in PAGES.items():
        (pages / name).write_text(text, encoding="utf-8")
    archive = folder / "archive"
    assert careo("new", str(archive), "--name", "The Lantern").returncode == 0
    result = careo("build", str(pages), "--archive", str(archive), "--workers", "1", "--json")
    assert result.returncode == 0, result.stderr
    return archive, pages, json.loads(result.stdout)


def test_a_build_says_what_it_did(built: tuple[Path, Path, dict[str, object]]) -> None:
    archive, _, summary = built
    assert (summary["new"], summary["updated"], summary["articles"]) == (2, 0, 2)
    assert summary["annotated"] == 2
    assert sum(summary["rejected"].values()) == 1  # type: ignore[attr-defined]
    [line] = (archive / "rejected" / "index.jsonl").read_text().splitlines()
    assert json.loads(line)["locator"].endswith("bad.html")


def test_the_table_of_a_second_build_shows_that_nothing_changed(
    built: tuple[Path, Path, dict[str, object]],
) -> None:
    archive, pages, _ = built
    result = careo("build", str(pages), "--archive", str(archive), "--workers", "0")
    assert result.returncode == 0
    assert re.search(r"^new +0 *$", result.stdout, re.MULTILINE)
    assert re.search(r"^unchanged +2 *$", result.stdout, re.MULTILINE)
    assert "index.jsonl" in result.stdout


def test_stage_by_stage_gives_what_a_build_gives(
    built: tuple[Path, Path, dict[str, object]], tmp_path: Path
) -> None:
    _, pages, whole = built
    archive = str(tmp_path / "archive")
    careo("new", archive)
    added = careo("add", str(pages), "--archive", archive, "--workers", "0", "--json")
    assert json.loads(added.stdout)["mentions"] == 0
    annotated = careo("annotate", "--archive", archive, "--workers", "0", "--json")
    assert json.loads(annotated.stdout)["annotated"] == 2
    assert json.loads(careo("resolve", "--archive", archive, "--json").stdout) == {
        "articles_changed": 0
    }
    assert careo("weigh", "--archive", archive).returncode == 0
    again = careo("build", str(pages), "--archive", archive, "--workers", "0", "--json")
    summary = json.loads(again.stdout)
    assert (summary["unchanged"], summary["mentions"]) == (2, whole["mentions"])


def test_check_finds_a_built_archive_well_and_a_public_one_wanting(
    built: tuple[Path, Path, dict[str, object]],
) -> None:
    archive = built[0]
    well = careo("check", "--archive", str(archive), "--json")
    assert [f["name"] for f in json.loads(well.stdout) if not f["ok"]] == []
    assert well.returncode == 0
    public = careo("check", "--deploy", "--archive", str(archive), "--json")
    faults = {f["name"]: f["remedy"] for f in json.loads(public.stdout) if not f["ok"]}
    assert public.returncode == 1
    assert set(faults) == {"public address", "hosts", "policy for the public"}
    assert all(faults.values())


def test_the_index_can_be_made_anew(built: tuple[Path, Path, dict[str, object]]) -> None:
    result = careo("index", "--archive", str(built[0]))
    assert result.returncode == 0
    assert int(result.stdout.split()[0]) >= 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["build", "nowhere"], "no archive here; make one with `careo new"),
        (["build", "/nowhere/at/all", "--archive", "ARCHIVE"], "/nowhere/at/all"),
        (["build", "src", "--archive", "ARCHIVE", "--column", "x"], "write OURS=THEIRS"),
        (["build", "src", "--archive", "ARCHIVE", "--modified-after", "xyz"], "not 'xyz'"),
        (["new", "ARCHIVE"], "there is an archive here already"),
    ],
)
def test_what_cannot_work_is_one_line_and_code_2(
    built: tuple[Path, Path, dict[str, object]], tmp_path: Path, words: list[str], message: str
) -> None:
    filled = [str(built[0]) if word == "ARCHIVE" else word for word in words]
    if "nowhere" in filled:
        (tmp_path / "nowhere").mkdir()
        filled = ["build", str(tmp_path / "nowhere"), "--archive", str(tmp_path)]
    result = careo(*filled)
    assert result.returncode == 2
    assert message in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_building_and_adding_take_the_same_options_and_hand_them_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.register_groups()
    commands = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
    options = [
        sorted(o for p in commands[name].params for o in p.opts) for name in ("build", "add")
    ]
    assert [o for o in options[0] if o != "--annotator"] == options[1]  # add annotates nothing
    opened: list[SourceOptions] = []

    def refuse(spec: str, given: SourceOptions) -> None:
        opened.append(given)
        raise SourceError("enough seen", where=spec)

    monkeypatch.setattr(archive_commands, "open_source", refuse)
    words = ["--rate", "0.5", "--contact", "desk@paper.example", "--follow", "--no-robots"]
    result = CliRunner().invoke(cli.app, ["add", "feed:https://paper.example/rss", *words])
    assert isinstance(result.exception, SourceError)
    [given] = opened
    assert (given.rate, given.contact, given.follow, given.obey_robots) == (
        *(0.5, "desk@paper.example", True, False),
    )


def test_the_help_of_the_whole_has_an_example() -> None:
    result = careo("--help")
    assert "careo build pages/ --archive my-archive" in result.stdout


def test_two_commands_do_not_write_at_once(built: tuple[Path, Path, dict[str, object]]) -> None:
    archive = built[0]
    with (archive / "data" / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = careo("weigh", "--archive", str(archive))
    assert result.returncode == 2
    assert "another command is writing" in result.stderr


def test_a_wrong_setting_stops_every_command(tmp_path: Path) -> None:
    (tmp_path / "careo.toml").write_text('[archive]\npolicy = "open"\n')
    result = careo("weigh", "--archive", str(tmp_path))
    assert result.returncode == 2
    assert "careo.toml" in result.stderr
    assert "'policy' must be one of" in result.stderr
