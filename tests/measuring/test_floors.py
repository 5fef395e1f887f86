from __future__ import annotations

from pathlib import Path

import pytest

from careo.errors import MeasuringError
from careo.measuring.floors import FLOORS, floors_of, undercut
from careo.measuring.report import EvalReport
from careo.measuring.sets import SETS


def report(**measures: float) -> EvalReport:
    return EvalReport("s", "p", 1, {"careo": measures})


def test_each_floor_that_is_undercut_gets_a_line() -> None:
    lines = undercut(report(f1=0.8, date=0.9), {"f1": 0.81, "date": 0.9}, "careo")
    assert lines == ["s: f1 is 0.8000, the floor is 0.8100"]


def test_a_measure_that_is_no_longer_taken_counts_as_undercut() -> None:
    assert undercut(report(), {"f1": 0.5}, "careo")


def test_every_set_has_floors() -> None:
    assert [name for name in SETS if not floors_of(name)] == []
    assert floors_of("unknown") == {}


def test_floors_are_as_high_as_the_goals() -> None:
    assert floors_of("reading-trafilatura")["f1"] >= 0.93
    assert floors_of("reading-trafilatura")["f1_es"] >= 0.90
    assert floors_of("reading-aeb")["token_f1"] >= 0.965


@pytest.mark.parametrize("content", ["[s", '[s]\nf1 = "high"'])
def test_a_garbled_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / FLOORS.name
    path.write_text(content)
    with pytest.raises(MeasuringError, match=r"floors\.toml"):
        floors_of("s", path)
