"""Names of towns and the countries they lie in: a gazetteer, not curated entries.

A town's name says little by itself (many are surnames, most stand in several countries),
so it never makes a mention; it confirms what the text or the model takes for a place.
The rows come from GeoNames (CC BY 4.0); scripts/towns.py writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from careo.authority.folding import folded
from careo.errors import VocabularyError

PATH = Path(__file__).parent / "towns.tsv"


@cache
def towns() -> Mapping[str, tuple[str, ...]]:
    """ISO 3166 alpha-2 codes by folded name, most populous first. Raises
    `VocabularyError` naming the line."""
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(PATH.read_text(encoding="utf-8").splitlines(), start=1):
        name, tab, countries = line.partition("\t")
        if not (name and tab and countries):
            raise VocabularyError("name, tab and countries", where=f"{PATH.name}:{number}")
        found[folded(name)] = tuple(countries.split())
    return found
