"""Archives with planted identities: invented persons, each in several articles, and who is
who is known.

Each person has a name (`invented`), a country, perhaps a group, others that they are seen
with, and some years. Each record of them is what one article would tell: one way to write
the name, and some of the facts, now and then a wrong one. One person in thirty has the
name of another on purpose, more have by chance, and one in thirty is a brother or sister of
another: both surnames, country, group and circle the same.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from careo.measuring.invented import Persons, otherwise

NAMESAKES = SIBLINGS = 1 / 30
COUNTRIES = ("MX", "CO", "GT", "HN", "SV", "VE", "PE", "EC", "US", "BR")
MOST_RECORDS = 12
PER_GROUP = 40
"""Persons of one group."""


@dataclass(frozen=True, slots=True)
class PlantedRecord:
    """What one article tells of one person; `who` is who they are."""

    id: str
    who: int
    names: tuple[str, ...]
    country: str | None
    groups: frozenset[str]
    beside: frozenset[str]
    years: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Person:
    name: tuple[str, str, str]
    country: str
    group: str | None
    circle: tuple[str, ...]
    first: int
    last: int


def planted(size: int, seed: int = 2019) -> list[PlantedRecord]:
    """So many records, in no order. The same for the same seed."""
    draw = random.Random(seed)  # noqa: S311 - invented, no secret
    names = Persons(draw)
    records: list[PlantedRecord] = []
    persons: list[_Person] = []
    while len(records) < size:
        person = _person(names, persons, draw, size)
        persons.append(person)
        # A few are in many articles, most in one or two.
        wanted = min(int(draw.paretovariate(1.1)), MOST_RECORDS, size - len(records))
        records += [_record(person, len(persons), draw) for _ in range(wanted)]
    draw.shuffle(records)
    return records


def _person(names: Persons, before: Sequence[_Person], draw: random.Random, size: int) -> _Person:
    name = names.one()
    if before and draw.random() < SIBLINGS:
        elder = draw.choice(before)
        return replace(elder, name=(name[0], *elder.name[1:]))
    if before and draw.random() < NAMESAKES:
        name = draw.choice(before).name
    group = f"group-{draw.randrange(max(1, size // PER_GROUP))}" if draw.random() < 0.7 else None
    # Circles overlap: who belongs to a group is seen with others of it.
    near = draw.randrange(max(1, size // 8))
    circle = tuple(f"person-{near + draw.randrange(20)}" for _ in range(6))
    first = draw.randrange(1985, 2024)
    country = draw.choices(COUNTRIES, [8, 4, 2, 2, 2, 2, 2, 1, 2, 1])[0]
    return _Person(name, country, group, circle, first, min(2025, first + draw.randrange(12)))


def _record(person: _Person, who: int, draw: random.Random) -> PlantedRecord:
    full = " ".join(person.name)
    name = full if draw.random() < 0.5 else otherwise(person.name, draw)
    country = person.country if draw.random() < 0.5 else None
    if country and draw.random() < 0.05:
        country = draw.choice(COUNTRIES)
    groups = frozenset({person.group} if person.group and draw.random() < 0.5 else ())
    beside = {draw.choice(person.circle) for _ in range(draw.randrange(4))}
    beside |= {f"person-{draw.randrange(10_000)}" for _ in range(draw.randrange(3))}
    year = draw.randint(person.first, person.last)
    id_ = f"r{draw.getrandbits(64):016x}"
    return PlantedRecord(id_, who, (name,), country, groups, frozenset(beside), (year, year))


# --- measures -----------------------------------------------------------------


def b_cubed(truth: Mapping[str, int], found: Mapping[str, str]) -> tuple[float, float, float]:
    """B³ precision (purity), recall (completeness) and F1 of identities (Bagga and Baldwin
    1998): for each record, the share of its identity that is its person's, and of its
    person that is in its identity; averaged over records."""
    identities: dict[str, Counter[int]] = defaultdict(Counter)
    for id_, who in truth.items():
        identities[found[id_]][who] += 1
    persons = Counter(truth.values())
    precision = recall = 0.0
    for inside in identities.values():
        together = sum(inside.values())
        for who, count in inside.items():
            precision += count * count / together
            recall += count * count / persons[who]
    precision, recall = precision / len(truth), recall / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)
