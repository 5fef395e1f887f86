"""Whether two records are one entity: a probability, why, and a decision.

Names first (`comparing`), then how many would bear such a name by chance (`namesakes`), then
the facts. Each adds to the log-odds; `Verdict.parts` lists what. Three rules stand above the
sum: entries of the authority are who they are, a person is no body, and two persons whose
facts conflict are never called the same by the machine unless a fact of the same kind or
weightier ties them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from careo.resolving.aligning import likeness
from careo.resolving.comparing import WEAK, compare_names
from careo.resolving.namesakes import USUAL, Namesakes
from careo.resolving.parsing import Name, Role, parse
from careo.resolving.records import EntityRecord
from careo.values import EntityType

SAME_FROM, DIFFERENT_TO = 0.9, 0.2
"""The machine's thresholds, from planted archives; docs/identity.md has the curve."""
MOST_NAMES = 25
"""Names of one record that are compared with each of the other's."""
GENERATION, LIFETIME = 25, 70
"""Years between two records of persons that speak against one person, and that rule one out."""
ENOUGH_BESIDE = 2
"""Others named beside both that tie two records whose facts conflict."""


class Decision(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that speaks for (above 0) or against (below 0), in log-odds, and what of
    it: the names, the countries, the years."""

    what: str
    adds: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the machine makes of two records."""

    decision: Decision
    probability: float
    parts: tuple[Ground, ...]

    @property
    def why(self) -> str:
        """The parts in one line, the weightiest first."""
        ordered = sorted(self.parts, key=lambda part: -abs(part.adds))
        return "; ".join(f"{p.what} {p.adds:+.1f} ({p.detail})".replace(" ()", "") for p in ordered)


def judge(left: EntityRecord, right: EntityRecord, namesakes: Namesakes = USUAL) -> Verdict:
    """Whether two records are one entity. The same both ways round. Raises nothing."""
    ruled = _ruled(left, right)
    if ruled is not None:
        return ruled
    parts = tuple(_names(left, right, namesakes))
    if parts[0].adds > HOPELESS:
        parts += tuple(_facts(left, right))
    odds = max(-30.0, min(30.0, sum(part.adds for part in parts)))
    probability = 1 / (1 + math.exp(-odds))
    decision = Decision.UNSURE
    if probability <= DIFFERENT_TO:
        decision = Decision.DIFFERENT
    elif probability >= SAME_FROM and not (_conflicts(left, right) and not _tied(left, right)):
        decision = Decision.SAME
    return Verdict(decision, probability, parts)


def _ruled(left: EntityRecord, right: EntityRecord) -> Verdict | None:
    if left.authority and right.authority:
        same = left.authority == right.authority
        detail = f"{min(left.authority, right.authority)}, {max(left.authority, right.authority)}"
        return _certain(same, "authority", left.authority if same else detail)
    kinds = {_kind(left.type), _kind(right.type)}
    if len(kinds) > 1:
        return _certain(
            False, "type", f"{min(left.type, right.type)}, {max(left.type, right.type)}"
        )
    return None


def _certain(same: bool, what: str, detail: str) -> Verdict:
    decision = Decision.SAME if same else Decision.DIFFERENT
    return Verdict(decision, float(same), (Ground(what, 30.0 if same else -30.0, detail),))


def _kind(type_: EntityType) -> str:
    return {EntityType.PERSON: "person", EntityType.PLACE: "place"}.get(type_, "body")


# --- names --------------------------------------------------------------------

NAME_FOR, NAME_AGAINST = 3.0, -6.0
"""How much the comparison of names alone may say, in log-odds."""
HOPELESS = -3.0
"""Names that say no more than this are two whatever the facts are."""
CHANCE_FOR, CHANCE_AGAINST = 3.0, -4.0
"""How much the commonness of a name may say."""
ONLY_ALIAS = -1.0
"""Most that an alias of one word may say where the full names clash: nicknames are shared."""
WHOLE = 1.5
"""What all words the same say of bodies, if one of them is more than a kind of body: bodies take
care not to be called like others."""
RELATIVES = -2.5
"""What other given names beside the same surnames say: brothers are in the news together."""
CLASHING = 0.3


def _names(left: EntityRecord, right: EntityRecord, namesakes: Namesakes) -> Iterator[Ground]:
    ours = [parse(name, left.type) for name in left.names[:MOST_NAMES]]
    theirs = [parse(name, right.type) for name in right.names[:MOST_NAMES]]
    if not ours or not theirs:
        yield Ground("names", NAME_AGAINST, "none")
        return
    person = left.type is EntityType.PERSON
    value, one, other = max(_compared(ours, theirs, person), key=_best)
    odds = math.log(max(value, 1e-9) / max(1 - value, 1e-9))
    odds = max(NAME_AGAINST, min(NAME_FOR, odds))
    if _short(one, other, person) and _clash(ours[0], theirs[0], person):
        odds = min(odds, ONLY_ALIAS)
    yield Ground("names", odds, _detail(one.text, other.text))
    if odds <= HOPELESS:
        return
    if _relatives(one, other):
        yield Ground("given names", RELATIVES, _detail(" ".join(one.given), " ".join(other.given)))
    if not person and (words := _words(one)) == _words(other):
        telling = any(role is not Role.HEAD for _, role in words)
        yield Ground(
            "same words", WHOLE if telling else 0.0, ", ".join(sorted(w for w, _ in words))
        )
        return
    expected = namesakes.expected(one, other)
    # That few share the surnames is no ground where the names as a whole speak for two.
    most = CHANCE_FOR if odds > 0 else 0.0
    chance = max(CHANCE_AGAINST, min(most, -math.log(expected)))
    yield Ground("namesakes", chance, f"{expected:.2g} expected by chance")


def _compared(
    ours: Iterable[Name], theirs: list[Name], person: bool
) -> Iterator[tuple[float, Name, Name]]:
    """Each two names with their score. A longer name is preferred among equals, because it
    is the better ground."""
    for one in ours:
        for other in theirs:
            value = compare_names(one, other, person).value
            yield value + 1e-6 * min(len(one.tokens), len(other.tokens)), one, other


def _words(name: Name) -> frozenset[tuple[str, Role]]:
    return frozenset(
        (sound, role)
        for sound, role in zip(name.skeletons, name.roles, strict=True)
        if role not in (Role.PARTICLE, Role.LEGAL)
    )


def _best(found: tuple[float, Name, Name]) -> tuple[float, int, list[str]]:
    """Which of two equally good grounds counts must not hang on who is left and who right:
    the one with more letters, then the alphabet."""
    value, one, other = found
    return round(value, 9), min(len(one.text), len(other.text)), sorted((one.text, other.text))


def _relatives(one: Name, other: Name) -> bool:
    """Whether both have given names, and none of them could be one of the other's."""
    if not one.given or not other.given:
        return False
    return all(likeness(ours, theirs) < WEAK for ours in one.given for theirs in other.given)


def _short(one: Name, other: Name, person: bool) -> bool:
    if min(len(one.tokens), len(other.tokens)) < 2:
        return True
    return person and not (one.surnames and other.surnames)


def _clash(one: Name, other: Name, person: bool) -> bool:
    return (
        len(one.tokens) > 1
        and len(other.tokens) > 1
        and compare_names(one, other, person).value < CLASHING
    )


def _detail(one: str, other: str) -> str:
    return one if one == other else " / ".join(sorted((one, other)))


# --- facts --------------------------------------------------------------------


def _facts(left: EntityRecord, right: EntityRecord) -> Iterator[Ground]:
    yield from _country(left, right)
    yield from _shared("group", left.groups, right.groups, (1.5, -1.0))
    yield from _shared("office", left.offices, right.offices, (1.5, -0.5))
    yield from _beside(left, right)
    yield from _years(left, right)


def _country(left: EntityRecord, right: EntityRecord) -> Iterator[Ground]:
    if not left.country or not right.country:
        return
    if left.country == right.country:
        yield Ground("country", 0.5, left.country)
        return
    # A person may be told by two countries; a police force or a town may not.
    against = -2.0 if left.type is EntityType.PERSON else -8.0
    yield Ground("country", against, _detail(left.country, right.country))


def _shared(
    what: str, ours: frozenset[str], theirs: frozenset[str], weights: tuple[float, float]
) -> Iterator[Ground]:
    """`weights`: what the first shared one adds, and what having none in common does."""
    if not ours or not theirs:
        return
    both = sorted(ours & theirs)
    if both:
        yield Ground(what, weights[0] + 0.5 * min(len(both) - 1, 3), ", ".join(both[:3]))
    else:
        yield Ground(what, weights[1], _detail(min(ours), min(theirs)))


def _beside(left: EntityRecord, right: EntityRecord) -> Iterator[Ground]:
    """Who is named beside both: the more of the shorter list, the better."""
    if not left.beside or not right.beside:
        return
    both = sorted(left.beside & right.beside)
    share = len(both) / min(len(left.beside), len(right.beside))
    if both:
        yield Ground("beside", min(3.0, 0.7 * len(both)) * (0.5 + share / 2), ", ".join(both[:3]))
    elif min(len(left.beside), len(right.beside)) >= 5:
        yield Ground("beside", -0.5, "nobody in common")


def _years(left: EntityRecord, right: EntityRecord) -> Iterator[Ground]:
    gap = _gap(left, right)
    if gap is None:
        return
    detail = f"{gap} years apart"
    if gap == 0:
        yield Ground("years", 0.3, "the same")
    elif left.type is not EntityType.PERSON or gap <= GENERATION:
        return
    else:
        yield Ground("years", -8.0 if gap > LIFETIME else -2.5, detail)


def _gap(left: EntityRecord, right: EntityRecord) -> int | None:
    if left.years is None or right.years is None:
        return None
    return max(0, left.years[0] - right.years[1], right.years[0] - left.years[1])


def _conflicts(left: EntityRecord, right: EntityRecord) -> bool:
    """Whether facts of two persons contradict each other."""
    if left.type is not EntityType.PERSON:
        return False
    countries = bool(left.country and right.country and left.country != right.country)
    groups = bool(left.groups and right.groups and not left.groups & right.groups)
    return countries or groups or (_gap(left, right) or 0) > GENERATION


def _tied(left: EntityRecord, right: EntityRecord) -> bool:
    """Whether something ties two persons firmly enough to overlook a conflict."""
    if (_gap(left, right) or 0) > GENERATION:
        return False
    shared = bool(left.groups & right.groups) or bool(left.offices & right.offices)
    return shared or len(left.beside & right.beside) >= ENOUGH_BESIDE
