"""The documentation is true: its commands run, and nothing goes undocumented."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from careo import cli
from support import ROOT

DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
FENCE = re.compile(r"^```(?:sh|bash|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NOT_RUN = re.compile(
    r"careo (serve|demo|bench)\b"  # go on for ever, or are long
    r"|https?://|://"  # the documentation's addresses are nobody's
    r"|path/to/|shared/"  # the reader's own folders
)
PAGE = """<html lang="en"><head><title>The Lantern: Two boats</title>
<meta property="article:published_time" content="2020-05-04"></head><body><article>
<h1>Two boats</h1><p>By Ana Prado</p>
<p>The coast guard of Port Amber said on Monday that it had found two boats without lights.</p>
<p>Nobody was on board, the coast guard said, and nobody has asked for the boats since.</p>
</article></body></html>
"""
TABLE = """titular,cuerpo,fecha
“Dos barcas”,La guardia halló dos barcas sin luces el lunes.,2020-05-04
"""


def commands_of(document: Path) -> list[str]:
    """Each line with `careo …` in a shell fence, with its line ends joined."""
    fences = FENCE.findall(document.read_text(encoding="utf-8"))
    lines = "\n".join(fences).replace("\\\n", " ").splitlines()
    stripped = (line.strip().removeprefix("$ ") for line in lines)
    return [line for line in stripped if re.search(r"(^|\| *)careo ", line)]


def words_of(line: str) -> list[str]:
    """The words after `careo` in a line, up to a pipe or a redirection."""
    words = shlex.split(line[line.index("careo ") :], comments=True)[1:]
    cut = next((i for i, word in enumerate(words) if word in {">", "|", "&&", "2>"}), len(words))
    return words[:cut]


def commands() -> dict[str, object]:
    cli.register_groups()
    return dict(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]


EVERY_COMMAND = [
    pytest.param(line, id=f"{document.name}: {line[:60]}")
    for document in DOCUMENTS
    for line in commands_of(document)
]


@pytest.mark.parametrize("line", EVERY_COMMAND)
def test_a_command_in_the_docs_has_a_name_and_options_that_careo_takes(line: str) -> None:
    name, *words = words_of(line)
    command = commands()[name]
    options = {option for parameter in command.params for option in parameter.opts}
    given = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    assert given - options - {"--help"} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_commands_of_a_document_run_one_after_the_other(document: Path, tmp_path: Path) -> None:
    lines = [line for line in commands_of(document) if not NOT_RUN.search(line)]
    if not lines:
        pytest.skip("no commands that can be run on the spot")
    _prepare(tmp_path)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "careo").symlink_to(Path(sys.executable).parent / "careo")
    if not any("careo new" in line for line in lines):
        lines.insert(0, "careo new my-archive")
    failed = []
    for line in lines:
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", f'PATH="$PWD/bin:$PATH"; {line}'],
            check=False,
            cwd=tmp_path,
            # Never the archive that the tests of this run write to.
            env={**os.environ, "CAREO_ARCHIVE": str(tmp_path / "my-archive")},
            capture_output=True,
            text=True,
            timeout=280,
        )
        if done.returncode:
            failed.append((line, done.returncode, done.stderr[-500:]))
    assert failed == []


def _prepare(folder: Path) -> None:
    """The files that the documents' examples speak of."""
    (folder / "pages").mkdir()
    for name in ("pages/a.html", "page.html"):
        (folder / name).write_text(PAGE, encoding="utf-8")
    text = "Two boats\n\nBy Ana Prado\n4 May 2020\n\nThe coast guard found two boats on Monday.\n"
    for name in ("page.txt", "other.md"):
        (folder / name).write_text(f"{text}\nShare this article\n", encoding="utf-8")
    for name in ("articles.csv", "export.csv"):
        (folder / name).write_text(TABLE, encoding="utf-8")


def test_every_command_is_in_the_docs() -> None:
    documented = {words_of(line)[0] for d in DOCUMENTS for line in commands_of(d)}
    assert sorted(set(commands()) - documented) == []


def test_every_command_has_an_example_in_its_help() -> None:
    lacking = [
        name
        for name, command in commands().items()
        if f"careo {name}" not in (command.help or "") + (command.epilog or "")
    ]
    assert lacking == []


LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = LINK.findall(document.read_text(encoding="utf-8"))
    local = [t for t in targets if "://" not in t and not t.startswith("mailto:")]
    assert [t for t in local if not (document.parent / t).exists()] == []


@pytest.mark.parametrize("target", ["demo", "test", "test-all", "format", "lock", "help", "lint"])
def test_the_make_targets_the_docs_speak_of_exist(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_the_lock_pins_everything_with_hashes_and_names_no_index() -> None:
    lock = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", lock, re.MULTILINE | re.DOTALL)
    assert len(pinned) > 50
    assert [r.split()[0] for r in pinned if "==" not in r or "--hash=sha256:" not in r] == []
    assert "://" not in lock
    assert "index-url" not in lock
