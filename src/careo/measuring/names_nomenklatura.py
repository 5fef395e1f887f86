"""The set `names`: hand-made and synthetic name pairs, nomenklatura's `cases.csv`.

Columns used: `schema`, `name1`, `name2`, `is_match` (`true` or `false`). A `LegalEntity`
may be a person or a body; it is taken for a body.
"""

from __future__ import annotations

import csv
from pathlib import Path

from careo.errors import MeasuringError
from careo.measuring.matching import sample
from careo.measuring.name_pairs import NamePair, evaluate_pairs
from careo.measuring.report import EvalReport
from careo.measuring.tools import Tools
from careo.values import EntityType

NAME = "names"
FILE = "cases.csv"
TYPES = {"Person": EntityType.PERSON, "Company": EntityType.COMPANY}
TRUTHS = {"true": True, "false": False}


def load(folder: Path) -> list[NamePair]:
    """The pairs of the folder's `cases.csv`. Raises MeasuringError naming the line."""
    path = folder / FILE
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [
                _pair(row, f"{FILE}:{line}") for line, row in enumerate(csv.DictReader(file), 2)
            ]
    except (OSError, UnicodeError, csv.Error) as error:
        raise MeasuringError(f"cannot be read: {error}", where=str(path)) from error


def _pair(row: dict[str, str], where: str) -> NamePair:
    try:
        type_ = TYPES.get(row["schema"], EntityType.ORG)
        return NamePair(type_, row["name1"], row["name2"], TRUTHS[row["is_match"]])
    except KeyError as error:
        raise MeasuringError(f"no or an unknown value: {error}", where=where) from error


def evaluate(folder: Path, tools: Tools) -> EvalReport:
    """Measures the comparison of names."""
    return evaluate_pairs(NAME, str(folder), sample(load(folder), tools.limit), tools)
