"""What an evaluation reports: measures by system, as JSON and as a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
    parts: tuple[str, ...] = ()
    """Parts of the set (languages) that have measures of their own, named `measure_part`:
    the table gives them columns of their own."""

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
        """A Markdown table: a measure a line, a system a column, for each part again."""
        names = dict.fromkeys(n for measures in self.systems.values() for n in measures)
        parts = self._parts_of(names)
        rows = dict.fromkeys(base for base, _ in parts.values())
        shown = list(dict.fromkeys(part for _, part in parts.values()))
        heads = [head for part in shown for head in self._heads(part)]
        lines = [f"| measure | {' | '.join(heads)} |", f"|---|{'---:|' * len(heads)}"]
        for row in rows:
            cells = [cell for part in shown for cell in self._cells(row, part)]
            lines.append(f"| {row} | {' | '.join(cells)} |")
        return "\n".join(lines)

    def _parts_of(self, names: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Each name as a measure and the part of the set it is about, "" for the whole."""
        found = {}
        for name in names:
            part = next((part for part in self.parts if name.endswith(f"_{part}")), "")
            found[name] = (name.removesuffix(f"_{part}") if part else name, part)
        return found

    def _heads(self, part: str) -> list[str]:
        return [f"{head} {part}".strip() for head in ("n", *self.systems)]

    def _cells(self, row: str, part: str) -> list[str]:
        name = f"{row}_{part}" if part else row
        if not any(name in measures for measures in self.systems.values()):
            return [""] * (1 + len(self.systems))
        return [str(self.count(name)), *(self._cell(m, name) for m in self.systems.values())]

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


def with_comparison(document: str, one: str, other: str, measures: Iterable[str]) -> str:
    """`document` with a table of two of its sets side by side, Careo's figures alone, put
    between `<!-- compare ONE OTHER -->` and `<!-- end compare -->`: a measure a line, the
    languages as columns, first of `one`, then of `other`.

    Raises MeasuringError when the document lacks the place, a set's table or a measure.
    """
    start, end = f"<!-- compare {one} {other} -->", "<!-- end compare -->"
    pattern = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(document):
        raise MeasuringError(f"the document has no section between “{start}” and “{end}”")
    tables = [(name, _figures_in(document, name)) for name in (one, other)]
    heads = [f"{name} {part}" for part in PARTS for name, _ in tables]
    lines = [f"| measure | {' | '.join(heads)} |", f"|---|{'---:|' * len(heads)}"]
    for measure in measures:
        try:
            cells = [table[measure, part] for part in PARTS for _, table in tables]
        except KeyError as error:
            raise MeasuringError(f"the document has no figure for {error}") from None
        lines.append(f"| {measure} | {' | '.join(cells)} |")
    section = "\n".join([start, "", *lines, "", end])
    return pattern.sub(lambda _: section, document, count=1)


PARTS = ("en", "es")


def _figures_in(document: str, name: str) -> dict[tuple[str, str], str]:
    """Careo's figures in a set's table, by measure and language."""
    section = document.partition(f"<!-- eval {name} -->")[2].partition(f"<!-- end {name} -->")[0]
    rows = [
        [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|") and not line.startswith("|-")
    ]
    if not rows:
        raise MeasuringError(f"the document has no table of “{name}”")
    columns = {head.removeprefix("careo "): at for at, head in enumerate(rows[0])}
    return {
        (row[0], part): row[columns[part]]
        for row in rows[1:]
        for part in PARTS
        if part in columns and len(row) == len(rows[0])
    }
