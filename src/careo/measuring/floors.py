"""Quality floors: what was once reached is not given up unnoticed.

`floors.toml` pins, per set, the least each measure may be. A floor is raised when it
is beaten for good; lowering one is a decision that the file's history shows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from careo.errors import MeasuringError
from careo.measuring.report import EvalReport

FLOORS = Path(__file__).with_name("floors.toml")


def floors_of(name: str, path: Path = FLOORS) -> Mapping[str, float]:
    """The floors of one set; empty when it has none. Raises MeasuringError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise MeasuringError(f"floors cannot be read: {error}", where=str(path)) from error
    pinned = data.get(name, {})
    if not all(isinstance(value, int | float) for value in pinned.values()):
        raise MeasuringError("a floor is a number", where=f"{path.name}:{name}")
    return {measure: float(value) for measure, value in pinned.items()}


def undercut(report: EvalReport, floors: Mapping[str, float], system: str) -> list[str]:
    """One line for each floor that `system` is under, or does not measure at all."""
    measures = report.systems.get(system, {})
    return [
        f"{report.set}: {name} is {measures.get(name, 0.0):.4f}, the floor is {floor:.4f}"
        for name, floor in floors.items()
        if measures.get(name, 0.0) < floor
    ]
