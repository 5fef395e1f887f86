"""How likely two names are one body's or person's, and why.

Tokens are aligned (`aligning`), what that says is summed up in a few features, each
between 0 and 1 or so, and the weights in `weights.toml` make a probability of them. The
table is short enough to be read; it says where each number comes from.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from operator import mul
from pathlib import Path

from careo.errors import VocabularyError
from careo.resolving.aligning import Pair, align, likeness
from careo.resolving.parsing import Name, Role, parse
from careo.values import EntityType

WEIGHTS = Path(__file__).with_name("weights.toml")

FEATURES = (
    "clash", "clash_family", "surname", "worst", "far", "edits", "fuzzy_extra", "extra", "crossed",
    "covered", "family", "head", "legal", "single", "acronym", "nickname", "equal",
)  # fmt: skip
"""In the order of their values; docs/identity.md says what each is. Evidence of what
is shared can only speak for the names, of what differs only against them."""

SPEAK_AGAINST = frozenset(FEATURES[:9]) | {"head", "legal", "single"}
"""Features whose weight is 0 or less; that of the others is 0 or more."""

NEAR, WEAK = 0.8, 0.6
"""Least likeness of two tokens that are spellings of one name, or may be."""
FAR = 0.4
"""From here on the worst pair of tokens is no matter of spelling."""
FREE_EDITS, MOST_EDITS = 1.5, 6.0
"""Edits that may be a slip of the pen, and where counting stops."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the features weigh among one another, by kind of name."""

    person: tuple[float, ...]
    body: tuple[float, ...]
    person_base: float
    body_base: float


@dataclass(frozen=True, slots=True)
class Part:
    """What one feature adds to the log-odds of the two names being one's."""

    feature: str
    value: float
    weight: float

    @property
    def adds(self) -> float:
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Score:
    """`value` is a probability on names alone, measured where a true pair and a pair of
    others with a word in common are equally many. `parts` explain it."""

    value: float
    base: float
    values: tuple[float, ...]
    weights: tuple[float, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The features that are not 0, the weightiest first."""
        found = [
            Part(name, value, weight)
            for name, value, weight in zip(FEATURES, self.values, self.weights, strict=True)
            if value
        ]
        return tuple(sorted(found, key=lambda part: -abs(part.adds)))


def compare(left: str, right: str, type_: EntityType) -> Score:
    """How likely the names, of entities of that type, are one's. The same both ways
    round. Raises nothing; names without letters have 0."""
    return compare_names(parse(left, type_), parse(right, type_), type_ is EntityType.PERSON)


def compare_names(left: Name, right: Name, person: bool) -> Score:
    """The same for names that are parsed already."""
    table = weights()
    weighed = table.person if person else table.body
    base = table.person_base if person else table.body_base
    if not left.tokens or not right.tokens:
        return Score(0.0, base, (0.0,) * len(FEATURES), weighed)
    values = features(left, right)
    odds = base + sum(map(mul, values, weighed))
    return Score(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds)))), base, values, weighed)


# --- features -----------------------------------------------------------------


def features(left: Name, right: Name) -> tuple[float, ...]:
    """The values of `FEATURES` for two names with tokens."""
    # One order, so that ties between tokens fall the same way both ways round.
    if right.tokens < left.tokens:
        left, right = right, left
    ours, theirs = left.weights, right.weights
    total_left, total_right = sum(ours), sum(theirs)
    least, most = min(total_left, total_right), max(total_left, total_right)
    sums = _Sums()
    rest_left, rest_right = total_left, total_right
    pairs = align(left, right)
    for i, j, alike in pairs:
        weight = (ours[i] + theirs[j]) / 2
        if alike == 1.0:
            sums.met += weight
        else:
            sums.add(left, right, (i, j), alike, weight)
    for i in {pair[0] for pair in pairs}:
        rest_left -= ours[i]
    for j in {pair[1] for pair in pairs}:
        rest_right -= theirs[j]
    if not pairs:
        # A name of particles beside one of names: nothing in common is a clash too.
        sums.clash = sums.worst = 1.0
    extra = max(rest_left, rest_right, 0.0) / most
    edits = (min(sums.edits, MOST_EDITS) - FREE_EDITS) / MOST_EDITS
    return (
        sums.clash,
        sums.clash_family / least,
        _surname(left, right),
        sums.worst,
        max(0.0, sums.worst - FAR),
        max(0.0, edits),
        sums.fuzzy / least * extra,
        extra,
        _crossed(left, right, pairs),
        min(sums.met / most, 1.0),
        _family(left, right),
        sums.head,
        sums.legal,
        1.0 if len(left.tokens) == 1 or len(right.tokens) == 1 else 0.0,
        _acronym(left, right),
        _nickname(left, right),
        1.0 if left.joined == right.joined else 0.0,
    )


class _Sums:
    """What the pairs of tokens say, summed by weight."""

    __slots__ = ("clash", "clash_family", "edits", "fuzzy", "head", "legal", "met", "worst")

    def __init__(self) -> None:
        self.met = self.fuzzy = self.worst = self.edits = 0.0
        self.clash = self.clash_family = self.head = self.legal = 0.0

    def add(
        self, left: Name, right: Name, at: tuple[int, int], alike: float, weight: float
    ) -> None:
        one, other = left.tokens[at[0]], right.tokens[at[1]]
        roles = (left.roles[at[0]], right.roles[at[1]])
        if Role.LEGAL in roles:
            self.legal = 1.0
        elif alike and (len(one) == 1 or len(other) == 1):
            return
        elif alike >= WEAK:
            self.fuzzy += weight
            self.met += weight if alike >= NEAR else 0.0
            self.worst = max(self.worst, (1.0 - alike) * weight)
            self.edits += (1.0 - alike) * max(len(one), len(other)) * min(weight, 1.0)
        else:
            self._clash(roles, weight)
            self.worst = max(self.worst, (1.0 - alike) * weight)

    def _clash(self, roles: tuple[Role, Role], weight: float) -> None:
        if roles == (Role.FAMILY, Role.FAMILY):
            self.clash_family += weight
        elif Role.HEAD in roles:
            self.head = 1.0
        if weight > 0.3:
            self.clash = 1.0


def _crossed(left: Name, right: Name, pairs: list[Pair]) -> float:
    """Whether words that both names have come in another order, given names first."""
    at = -1
    for i, j, alike in sorted(pairs):
        if alike >= NEAR and left.weights[i] == 1.0 == right.weights[j]:
            if j < at:
                return 1.0
            at = j
    return 0.0


def _family(left: Name, right: Name) -> float:
    """How alike the most alike surnames of two persons are; of names that have none, the
    last words."""
    ours, theirs = left.surnames or left.tokens[-1:], right.surnames or right.tokens[-1:]
    return max([likeness(one, other) for one in ours for other in theirs])


def _surname(left: Name, right: Name) -> float:
    """Whether the first surnames of two persons differ, where one has two of them."""
    ours, theirs = left.surnames, right.surnames
    if not ours or not theirs or len(ours) == len(theirs) == 1:
        return 0.0
    return 1.0 if likeness(ours[0], theirs[0]) < NEAR else 0.0


def _acronym(left: Name, right: Name) -> float:
    if not left.acronyms and not right.acronyms:
        return 0.0
    hit = not left.acronyms.isdisjoint(right.tokens) or not right.acronyms.isdisjoint(left.tokens)
    return 1.0 if hit else 0.0


def _nickname(left: Name, right: Name) -> float:
    """Whether one's nickname is the other's name or nickname."""
    for one, other in ((left, right), (right, left)):
        if one.nickname and one.nickname in (other.nickname, " ".join(other.tokens)):
            return 1.0
    return 0.0


# --- the table ----------------------------------------------------------------


@cache
def weights() -> Weights:
    """The table. Raises `VocabularyError` when it is malformed."""
    try:
        data = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
        return Weights(
            person=_in_order(data["person"]),
            body=_in_order(data["body"]),
            person_base=float(data["person"]["base"]),
            body_base=float(data["body"]["base"]),
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise VocabularyError(f"not the expected table: {error}", where=WEIGHTS.name) from error


def _in_order(table: Mapping[str, float]) -> tuple[float, ...]:
    return tuple(float(table[name]) for name in FEATURES)
