"""The documentation is true: its commands run, and nothing goes undocumented."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
import typer.main

from careo import cli
from support import ROOT

DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
FENCE = re.compile(r"^```(?:sh|bash|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def command_tree() -> click.Group:
    cli.register_groups()
    group = typer.main.get_command(cli.app)
    assert isinstance(group, click.Group)
    return group


def commands_of(document: Path) -> list[str]:
    """Each `careo …` line in a shell fence, with its line ends joined."""
    fences = FENCE.findall(document.read_text(encoding="utf-8"))
    lines = "\n".join(fences).replace("\\\n", " ").splitlines()
    stripped = (line.strip().removeprefix("$ ") for line in lines)
    return [line for line in stripped if re.search(r"(^|\| *)careo ", line)]


EVERY_COMMAND = [
    pytest.param(line, id=f"{document.name}: {line[:60]}")
    for document in DOCUMENTS
    for line in commands_of(document)
]


@pytest.mark.parametrize("line", EVERY_COMMAND)
def test_a_command_in_the_docs_is_one_that_careo_takes(line: str) -> None:
    words = shlex.split(line[line.rindex("careo ") :], comments=True)[1:]
    cut = next((i for i, word in enumerate(words) if word in {">", "|", "&&", "2>"}), len(words))
    words = words[:cut]
    group = command_tree()
    if words[0].startswith("--"):
        return
    command = group.get_command(click.Context(group), words[0])
    assert command is not None, f"no command {words[0]}"
    # Existence of files is the reader's affair; names and options are ours.
    for parameter in command.params:
        if isinstance(parameter.type, click.Path):
            parameter.type.exists = False
    command.make_parser(click.Context(command)).parse_args(list(words[1:]))


def test_every_command_is_in_the_docs() -> None:
    documented = {
        line.split("careo ", 1)[1].split()[0] for d in DOCUMENTS for line in commands_of(d)
    }
    assert sorted(set(command_tree().commands) - documented) == []


def test_every_command_has_an_example_in_its_help() -> None:
    group = command_tree()
    lacking = [
        name
        for name, command in group.commands.items()
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
    requirements = re.findall(
        r"^[a-z0-9][^ \n]*.*?(?=^[a-z0-9]|\Z)", lock, re.MULTILINE | re.DOTALL
    )
    assert len(requirements) > 50
    assert [r.split()[0] for r in requirements if "==" not in r or "--hash=sha256:" not in r] == []
    assert "://" not in lock
    assert "index-url" not in lock
