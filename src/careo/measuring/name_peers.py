"""Other people's name comparison, where it is installed: nomenklatura's matchers.

It is no dependency of ours, because it needs a compiler and libicu; `pip install
nomenklatura` beside Careo puts its two matchers into the reports, in the same run.
"""

from __future__ import annotations

import importlib
from itertools import count
from typing import Any

from careo.measuring.tools import CompareNames
from careo.values import EntityType

SCHEMATA = {EntityType.PERSON: "Person", EntityType.COMPANY: "Company"}
MATCHERS = {"logic-v2": "LogicV2", "name-based": "NameMatcher"}


def peers() -> dict[str, CompareNames]:
    """Comparisons by the name of the system; none when nomenklatura is not installed."""
    try:
        matching = importlib.import_module("nomenklatura.matching")
        model = importlib.import_module("followthemoney")
    except ImportError:
        return {}
    return {name: _comparison(getattr(matching, kind), model) for name, kind in MATCHERS.items()}


def _comparison(matcher: Any, model: Any) -> CompareNames:
    config = matcher.default_config()
    # It remembers what it read of an entity by its id: each name gets a new one.
    ids = count()

    def entity(name: str, type_: EntityType) -> Any:
        schema = SCHEMATA.get(type_, "Organization")
        properties = {"name": [name]}
        data = {"id": f"n{next(ids)}", "schema": schema, "properties": properties}
        return model.EntityProxy.from_dict(data)

    def compare(left: str, right: str, type_: EntityType) -> float:
        return float(matcher.compare(entity(left, type_), entity(right, type_), config).score)

    return compare
