"""The set `ofac`: aliases of a sanctions list against its primary names.

`sdn.csv` (number, name, type, …) and `alt.csv` (number of the entry, …, kind, name), as the
United States Treasury publishes them, without headings. True pairs: an entry's primary name
and each of its aliases. False pairs: for each of them, a word of at least three letters is
drawn from the primary name and then, among the names of other entries of the same type that
have it, one. What is drawn follows from the seed 2019 and the order of the files. Equal
pairs count once. `individual` is a person; everything else (bodies, vessels, aircraft) is
taken for a body.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from careo.errors import MeasuringError
from careo.measuring.matching import folded, sample
from careo.measuring.name_pairs import NamePair, evaluate_pairs
from careo.measuring.report import EvalReport
from careo.measuring.tools import Tools
from careo.values import EntityType

NAME = "ofac"
SEED = 2019
SHORTEST = 3
"""Letters of a word that a false pair may have in common."""

Named = tuple[str, str]
"""An entry's number and one of its names."""


def load(folder: Path) -> list[NamePair]:
    """True and false pairs, each once. Raises MeasuringError for files that are missing or
    hold no such rows."""
    entries = {row[0].strip(): row for row in _rows(folder / "sdn.csv", 3)}
    types = {number: _type(row[2]) for number, row in entries.items()}
    aliases = [(row[0].strip(), row[3].strip()) for row in _rows(folder / "alt.csv", 4)]
    aliases = [(number, name) for number, name in aliases if number in entries]
    if not aliases:
        raise MeasuringError("no alias belongs to an entry", where=str(folder))
    primary = {number: row[1].strip() for number, row in entries.items()}
    having = _by_word([*primary.items(), *aliases], types)
    draw = random.Random(SEED)  # noqa: S311 - a sample, no secret
    pairs: dict[tuple[str, str], NamePair] = {}
    for number, alias in aliases:
        name, type_ = primary[number], types[number]
        pairs.setdefault((name, alias), NamePair(type_, name, alias, True))
        other = _other((number, name), type_, having, draw)
        if other is not None:
            pairs.setdefault((name, other), NamePair(type_, name, other, False))
    return list(pairs.values())


def _rows(path: Path, columns: int) -> Iterator[Sequence[str]]:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise MeasuringError(f"cannot be read: {error.strerror}", where=str(path)) from error
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("latin-1")
    try:
        # The last line is an end-of-file sign.
        yield from (row for row in csv.reader(text.splitlines()) if len(row) >= columns)
    except csv.Error as error:
        raise MeasuringError(f"is no table: {error}", where=str(path)) from error


def _type(value: str) -> EntityType:
    return EntityType.PERSON if value.strip() == "individual" else EntityType.ORG


def _words(name: str) -> list[str]:
    return sorted({word for word in folded(name).split() if len(word) >= SHORTEST})


def _by_word(
    names: Sequence[Named], types: Mapping[str, EntityType]
) -> Mapping[tuple[EntityType, str], list[Named]]:
    having: dict[tuple[EntityType, str], list[Named]] = defaultdict(list)
    for number, name in names:
        for word in _words(name):
            having[types[number], word].append((number, name))
    return having


def _other(
    entry: Named,
    type_: EntityType,
    having: Mapping[tuple[EntityType, str], list[Named]],
    draw: random.Random,
) -> str | None:
    """A name of another entry with a word of this one's, if there is any."""
    number, name = entry
    words = _words(name)
    draw.shuffle(words)
    for word in words:
        others = [one for of, one in having[type_, word] if of != number and one != name]
        if others:
            return draw.choice(others)
    return None


def evaluate(folder: Path, tools: Tools) -> EvalReport:
    """Measures the comparison of names."""
    return evaluate_pairs(NAME, str(folder), sample(load(folder), tools.limit), tools)
