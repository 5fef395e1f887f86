"""The gold sets that `careo eval` knows. A new set is a module with a NAME and an
`evaluate(folder, tools)`, named here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from careo.errors import MeasuringError
from careo.measuring import (
    careo_set,
    careos,
    echoes,
    muc4,
    names_nomenklatura,
    ner_conll,
    ofac,
    polnear,
    reading_aeb,
    reading_trafilatura,
    relations_conll04,
    relations_knowledgenet,
)
from careo.measuring.report import EvalReport
from careo.measuring.tools import Tools

Evaluate = Callable[[Path, Tools], EvalReport]

MODULES = (
    reading_trafilatura,
    reading_aeb,
    careo_set,
    echoes,
    careos,
    polnear,
    ner_conll,
    muc4,
    relations_conll04,
    relations_knowledgenet,
    names_nomenklatura,
    ofac,
)

SETS: dict[str, Evaluate] = {module.NAME: module.evaluate for module in MODULES}


def evaluate(name: str, folder: Path, tools: Tools) -> EvalReport:
    """Measures one set. Raises MeasuringError for unknown sets and bad folders."""
    if name not in SETS:
        raise MeasuringError(f"no set “{name}”; there are {', '.join(SETS)}")
    if not folder.is_dir():
        raise MeasuringError("no such folder", where=str(folder))
    return SETS[name](folder, tools)
