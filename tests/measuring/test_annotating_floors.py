"""What annotating once reached it still reaches, on the sets it was developed with."""

from __future__ import annotations

from pathlib import Path

import pytest

from careo.cli.eval import tools_for
from careo.measuring.floors import floors_of, undercut
from careo.measuring.report import EvalReport
from careo.measuring.sets import evaluate
from support import ROOT, shared

FOLDERS = {
    "polnear": "gold/polnear/dev",
    "ner-conll": "gold",
    "muc4": "gold/muc4",
    "relations-conll04": "gold/conll04",
    "relations-knowledgenet": "gold/knowledgenet",
}


def test_the_floors_hold_on_our_own_articles() -> None:
    below = undercut(_report("careo", ROOT / "tests" / "gold"), floors_of("careo"), "careo")
    assert below == []


@pytest.mark.slow
@pytest.mark.parametrize("name", FOLDERS)
def test_the_floors_hold_on_a_public_set(name: str) -> None:
    report = _report(name, shared(FOLDERS[name]))
    assert undercut(report, floors_of(name), "careo") == []


def _report(name: str, folder: Path) -> EvalReport:
    corpora = shared("corpora").parent
    return evaluate(name, folder, tools_for(folder, shared=corpora))
