"""What an evaluation reports: measures by system, as JSON and as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from careo.errors import MeasuringError

Measures = Mapping[str, float]


@dataclass(frozen=True)
class EvalReport:
    """One gold set measured: `systems` maps a system's name to its measures."""

    set: str
    path: str
    n: int
    systems: Mapping[str, Measures]
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many items a measure rests on, where that is not `n`."""

    def as_json(self) -> dict[str, Any]:
        """The JSON of `careo eval --json`; measures are rounded to four places, and null
        where the set holds nothing that they could rest on."""
        return {
            "set": self.set,
            "path": self.path,
            "n": self.n,
            "systems": {
                system: {
                    name: round(value, 4) if self.count(name) else None
                    for name, value in measures.items()
                }
                for system, measures in self.systems.items()
            },
        }

    def count(self, name: str) -> int:
        """How many items a measure rests on."""
        return self.counts.get(name, self.n)

    def as_table(self) -> str:
        """A Markdown table: a measure a line, a system a column."""
        systems = list(self.systems)
        names = dict.fromkeys(n for measures in self.systems.values() for n in measures)
        lines = [f"| measure | n | {' | '.join(systems)} |", f"|---|---:|{'---:|' * len(systems)}"]
        for name in names:
            cells = [self._cell(self.systems[system], name) for system in systems]
            lines.append(f"| {name} | {self.count(name)} | {' | '.join(cells)} |")
        return "\n".join(lines)

    def _cell(self, measures: Measures, name: str) -> str:
        if name not in measures:
            return ""
        return f"{measures[name]:.3f}" if self.count(name) else "–"


def with_table(document: str, report: EvalReport) -> str:
    """`document` with the report's table put between the set's markers.

    Markers are `<!-- eval NAME -->` and `<!-- end NAME -->`. Raises MeasuringError
    when they are missing.
    """
    start, end = f"<!-- eval {report.set} -->", f"<!-- end {report.set} -->"
    pattern = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(document):
        raise MeasuringError(f"the document has no section between “{start}” and “{end}”")
    section = f"{start}\n\n{report.as_table()}\n\n{end}"
    return pattern.sub(lambda _: section, document, count=1)
