"""The gold files are in order: they follow the guide, and every name, cue and key in them
occurs in the text that Careo reads for the article."""

from __future__ import annotations

from pathlib import Path

import pytest

from careo.cli.eval import tools_for
from careo.measuring.careo_gold import article_of, faults, load
from careo.measuring.tools import Tools
from support import shared

FOLDER = Path(__file__).parent
HELD = FOLDER.parent / "gold_held"
FILES = sorted([*FOLDER.rglob("*.json"), *HELD.rglob("*.json")])


@pytest.fixture(scope="module")
def tools() -> Tools:
    # The folder above the corpora is what gold's paths start from.
    return tools_for(FOLDER, shared=shared("gold/careo").parent.parent)


@pytest.mark.parametrize(
    "path", FILES, ids=[f"{p.parent.parent.name}/{p.parent.name}/{p.stem}" for p in FILES]
)
def test_a_gold_file_follows_the_guide_and_its_text(path: Path, tools: Tools) -> None:
    (gold,) = load(path)
    assert gold.language == path.parent.name
    assert list(faults(gold, article_of(gold, tools).text)) == []


@pytest.mark.parametrize(
    "path", FILES, ids=[f"{p.parent.parent.name}/{p.parent.name}/{p.stem}" for p in FILES]
)
def test_a_gold_file_holds_keys_and_no_running_text(path: Path) -> None:
    (gold,) = load(path)
    keys = [claim.content_key for claim in gold.claims]
    keys += [relation.evidence_key for relation in gold.relations]
    assert all(len(key.split()) <= 9 for key in keys)
