"""What the comparison of names once reached it still reaches."""

from __future__ import annotations

import pytest

from careo.cli.eval import tools_for
from careo.measuring.floors import floors_of, undercut
from careo.measuring.sets import evaluate
from support import shared

FOLDERS = {"names": "gold/names_nomenklatura", "ofac": "lists/ofac_sdn_2019"}


@pytest.mark.parametrize("name", FOLDERS)
def test_the_floors_hold_on_a_set_of_names(name: str) -> None:
    folder = shared(FOLDERS[name])
    report = evaluate(name, folder, tools_for(folder))
    assert undercut(report, floors_of(name), "careo") == []
