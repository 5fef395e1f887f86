"""Brings the tables of docs/accuracy.md up to date, and says which floors are undercut or
could be raised.

    scripts/accuracy.py path/to/gold               every set
    scripts/accuracy.py path/to/gold careo muc4    only these
    scripts/accuracy.py path/to/gold --dry-run     measure and compare, write nothing

`path/to/gold` is the folder of the gold sets; the sets `careo` and `echoes` lie in
tests/gold, and what is kept back from development, `careo-held`, in tests/gold_held. Only
what stands between markers is written; the sentences of the document are kept.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from careo.cli.eval import tools_for
from careo.errors import CareoError
from careo.measuring.floors import floors_of, undercut
from careo.measuring.report import EvalReport, with_comparison, with_table
from careo.measuring.sets import SETS, evaluate

ROOT = Path(__file__).resolve().parent.parent
OWN = {
    "careo": ROOT / "tests" / "gold",
    "careo-held": ROOT / "tests" / "gold_held",
    "echoes": ROOT / "tests" / "gold" / "echoes",
}
"""Our own articles: those that rules were written with, those that were kept back, and the
pairs that echo one another."""
HELD = {"careo-held": "careo"}
"""What is kept back is measured like the set it is kept back from."""
COMPARED = (
    "careo",
    "careo-held",
    ("entity_f1", "typed_f1", "claim_f1", "strict_f1", "event_f1", "relation_f1"),
)
"""The sets and measures that “What is still wrong in annotating” sets side by side."""
DOCUMENT = ROOT / "docs" / "accuracy.md"
SLACK = 0.02
"""A floor further under what was reached could be raised."""

FOLDERS = {
    "reading-trafilatura": "reading_trafilatura",
    "reading-aeb": "reading_aeb",
    "polnear": "polnear/dev",
    "ner-conll": ".",
    "muc4": "muc4",
    "relations-conll04": "conll04",
    "relations-knowledgenet": "knowledgenet",
    "names": "names_nomenklatura",
    "ofac": "../lists/ofac_sdn_2019",
}
"""Where a set lies under the folder of the gold sets."""


def main() -> int:
    """Measures and writes; 1 when a floor is undercut or a set cannot be read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, help="folder of the gold sets")
    parser.add_argument("sets", nargs="*", help=f"of: {', '.join(SETS)}; all without")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    options = parser.parse_args()
    names = options.sets or (*SETS, "careo-held")
    outcomes = [_one(options.gold, name, options.dry_run) for name in names]
    if not options.dry_run:
        document = with_comparison(DOCUMENT.read_text(encoding="utf-8"), *COMPARED)
        DOCUMENT.write_text(document, encoding="utf-8")
    return int(not all(outcomes))


def _one(gold: Path, name: str, dry_run: bool) -> bool:
    folder = OWN[name] if name in OWN else gold / FOLDERS[name]
    started = time.perf_counter()
    try:
        measured = evaluate(HELD.get(name, name), folder, tools_for(folder))
        report = replace(measured, set=name)
        if not dry_run:
            document = with_table(DOCUMENT.read_text(encoding="utf-8"), report)
            DOCUMENT.write_text(document, encoding="utf-8")
    except CareoError as error:
        print(error, file=sys.stderr)
        return False
    low = undercut(report, floors_of(name), "careo")
    print(f"{name}: {report.n} items in {time.perf_counter() - started:.0f} s")
    for line in (*(f"  under: {line}" for line in low), *_raisable(report)):
        print(line)
    return not low


def _raisable(report: EvalReport) -> list[str]:
    measures = report.systems["careo"]
    return [
        f"  could be raised: {name} is {measures[name]:.3f}, the floor is {floor:.3f}"
        for name, floor in floors_of(report.set).items()
        if measures.get(name, 0.0) > floor + SLACK
    ]


if __name__ == "__main__":
    sys.exit(main())
