"""Whether one claim stands against another or beside it, how surely, and why.

Gates say who may be compared at all; what passes them is scored by named parts. The
weights stand in one list; the threshold in `confronting` was chosen on labelled pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from careo.values import Stance
from careo.weighing.careos.gates import (
    ONE_COUNT,
    antecedent_of,
    both_speak,
    can_be_denied,
    copied,
    days_between,
    may_meet,
    one_event,
    one_matter,
    other_deed,
    other_year,
    overlap,
    retells,
    same_article,
)
from careo.weighing.careos.matter import Matter, Told
from careo.weighing.careos.rarity import Rarity
from careo.weighing.careos.speakers import Apart, apart

ENOUGH_NAMES = 1.2
"""Rarity of shared names that counts as all that can be asked."""
ENOUGH_TERMS = 1.6
"""Rarity of terms under which a claim is too short for its terms to fill the part."""
ASIDE = 0.5
"""Share of the terms in common whose signs must differ, or agree, for a verdict; opposites,
which no cue announces, must differ in more."""
WHOLLY = 0.75
LONG_AGO = 365
"""Days after which two claims are no longer near in time."""
ALIKE = 0.5
"""Share of the terms by which opposites, and figures with what stands around them, must be
about one thing."""
TURNED = 2
"""Terms whose signs must differ: one alone may be negated for another reason."""
LOCAL = 0.5
"""Rarity of a name from which it is no country that half the articles are about."""
MUCH = 1.2
"""Rarity of shared terms that stands in for a shared name."""


class Kind(StrEnum):
    """How two claims stand to one another."""

    DENIAL = "denial"
    OPPOSITE = "opposite"
    FIGURES = "figures"
    SUPPORT = "support"

    @property
    def contradicts(self) -> bool:
        """Whether it sets the two against each other."""
        return self is not Kind.SUPPORT


WEIGHTS: Mapping[Kind, Mapping[str, float]] = {
    Kind.DENIAL: {
        "names": 0.15, "terms": 0.20, "covered": 0.20, "denier": 0.15, "antecedent": 0.12,
        "accuses": 0.13, "time": 0.05,
    },
    Kind.OPPOSITE: {"names": 0.25, "terms": 0.35, "signs": 0.25, "speakers": 0.05, "time": 0.10},
    Kind.FIGURES: {"names": 0.30, "terms": 0.35, "whose": 0.15, "speakers": 0.10, "time": 0.10},
    Kind.SUPPORT: {
        "names": 0.20, "terms": 0.30, "event": 0.25, "speakers": 0.10, "time": 0.15,
    },
}  # fmt: skip
"""What each part counts for; those of a kind add up to one."""


@dataclass(frozen=True, slots=True)
class Part:
    """One reason for a score: `value` of 0 to 1, its weight, and what was found."""

    name: str
    value: float
    weight: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims by key. Of a denial `left` denies what `right` says; else `left` is the
    smaller key. `score` is the weighed sum of `parts`."""

    left: str
    right: str
    kind: Kind
    score: float
    parts: tuple[Part, ...]


Values = dict[str, tuple[float, str]]


def best_pair(a: Matter, b: Matter, rarity: Rarity) -> Pair | None:
    """How `a` and `b` stand to one another, or None when they do not. Of several kinds
    the likeliest; the order of `a` and `b` does not matter."""
    if a.key == b.key or not may_meet(a, b):
        return None
    a, b = _ordered(a, b)
    pairs = [pair for judge in _JUDGES for pair in judge(a, b, rarity)]
    return max(pairs, key=lambda pair: (pair.score, pair.kind), default=None)


# --- the kinds ----------------------------------------------------------------


def _denial(a: Matter, b: Matter, rarity: Rarity) -> Iterator[Pair]:
    if a.denial == b.denial:
        return
    denier, denied = (a, b) if a.denial else (b, a)
    party = frozenset({denier.testimony.speaker or ""}) & denied.names
    shared = denier.names & denied.names
    common = set(denier.terms.keys() & denied.terms.keys())
    if not can_be_denied(denier, denied) or not _is_of(denier, denied, common, rarity):
        return
    antecedent = antecedent_of(denier, denied)
    accuses = 1.0 if denied.accuses else 0.5 if denied.wrong else 0.0
    yield _pair(
        Kind.DENIAL,
        denier,
        denied,
        {
            "names": _names(shared | party, rarity),
            "terms": _terms(denier, denied, common, rarity),
            "covered": _covered(denier, shared | common, rarity),
            "denier": (float(bool(party)), "is whom it is said of" if party else ""),
            "antecedent": (antecedent, "stands right before" if antecedent else ""),
            "accuses": (accuses, "an accusation" if denied.accuses else ""),
            "time": _time(denier, denied),
        },
    )


def _is_of(denier: Matter, denied: Matter, common: Set[str], rarity: Rarity) -> bool:
    """Whether enough ties the denial to what the other says for it to be about that."""
    if common and _differing(denier, denied, common, rarity) < ASIDE:
        return False
    antecedent = antecedent_of(denier, denied)
    is_party = denier.testimony.speaker in denied.names
    is_answer = is_party and (denied.accuses or denied.wrong) and same_article(denier, denied)
    if not (common or antecedent == 1 or is_answer):
        return False
    named = is_party or bool(denier.names & denied.names)
    return named or antecedent > 0 or _much(common, rarity, denier, denied)


def _opposite(a: Matter, b: Matter, rarity: Rarity) -> Iterator[Pair]:
    if a.denial or b.denial or a.reports_denial or b.reports_denial or overlap(a, b):
        return
    common = a.terms.keys() & b.terms.keys()
    signs = _differing(a, b, common, rarity)
    shared = a.names & b.names
    turned = {term for term in common if a.terms[term] != b.terms[term]}
    if not one_matter(a, b) or not (shared or _much(common, rarity, a, b)):
        return
    if not shared and apart(a.testimony, b.testimony) is not Apart.DIFFERENT:
        return
    alike = _terms(a, b, common, rarity)
    if signs < WHOLLY or len(turned) < TURNED or alike[0] < ALIKE:
        return
    yield _pair(
        Kind.OPPOSITE,
        *_ordered(a, b),
        {
            "names": _names(shared, rarity),
            "terms": alike,
            "signs": (signs, ", ".join(sorted(turned))),
            "speakers": _speakers(a, b),
            "time": _time(a, b),
        },
    )


def _figures(a: Matter, b: Matter, rarity: Rarity) -> Iterator[Pair]:
    shared = a.names & b.names
    if a.denial or b.denial or overlap(a, b) or not one_matter(a, b):
        return
    if other_year(a, b) or (a.names and b.names and not shared):
        return
    if Stance.SPECULATES in (a.testimony.claim.stance, b.testimony.claim.stance):
        return
    days = days_between(a, b)
    if not a.years & b.years and (days is None or days > ONE_COUNT):
        return
    for ours, theirs in _conflicting(a.figures, b.figures):
        common = ours.terms & theirs.terms
        if not shared and rarity.total(common) < MUCH:
            continue
        alike = _near_terms(ours, theirs, common, rarity)
        if alike[0] < ALIKE:
            continue
        yield _pair(
            Kind.FIGURES,
            *_ordered(a, b),
            {
                "names": _names(shared, rarity),
                "terms": alike,
                "whose": (float(ours.of is not None and ours.of == theirs.of), ours.of or ""),
                "speakers": _speakers(a, b),
                "time": _time(a, b),
            },
        )


def _support(a: Matter, b: Matter, rarity: Rarity) -> Iterator[Pair]:
    shared = a.names & b.names
    common = a.terms.keys() & b.terms.keys()
    if not shared or not common or overlap(a, b) or copied(a, b):
        return
    if not one_matter(a, b):
        return
    if next(_conflicting(a.figures, b.figures), None) or retells(a, b) or retells(b, a):
        return
    if a.reports_denial != b.reports_denial or other_deed(a, b) or other_year(a, b):
        return
    if apart(a.testimony, b.testimony) is not Apart.DIFFERENT and (
        same_article(a, b) or not both_speak(a, b)
    ):
        return
    alike = _terms(a, b, common, rarity)
    local = {name for name in shared if rarity.of(name) >= LOCAL}
    event = one_event(a, b, local)
    if 1 - _differing(a, b, common, rarity) <= ASIDE or (alike[0] < ALIKE and not event):
        return
    yield _pair(
        Kind.SUPPORT,
        *_ordered(a, b),
        {
            "names": _names(shared, rarity),
            "terms": alike,
            "event": (float(bool(event)), ", ".join(sorted(event))),
            "speakers": _speakers(a, b),
            "time": _time(a, b),
        },
    )


_JUDGES: tuple[Callable[[Matter, Matter, Rarity], Iterator[Pair]], ...] = (
    _denial,
    _opposite,
    _figures,
    _support,
)


def _pair(kind: Kind, left: Matter, right: Matter, values: Values) -> Pair:
    weights = WEIGHTS[kind]
    parts = tuple(
        Part(name, round(value, 4), weights[name], detail)
        for name, (value, detail) in values.items()
    )
    score = round(sum(part.value * part.weight for part in parts), 4)
    return Pair(left.key, right.key, kind, min(1.0, score), parts)


def _ordered(a: Matter, b: Matter) -> tuple[Matter, Matter]:
    return (a, b) if a.key <= b.key else (b, a)


# --- the parts ----------------------------------------------------------------


def _names(shared: Set[str], rarity: Rarity) -> tuple[float, str]:
    return min(1.0, rarity.total(shared) / ENOUGH_NAMES), ", ".join(sorted(shared))


def _terms(a: Matter, b: Matter, common: Set[str], rarity: Rarity) -> tuple[float, str]:
    """The rarity of the terms in common in that of the shorter claim's terms. Across
    languages only ideas can be shared, so only they are asked for."""
    ours, theirs = set(a.terms), set(b.terms)
    if a.testimony.setting.language != b.testimony.setting.language:
        ours, theirs = ({t for t in terms if t[0] == "="} for terms in (ours, theirs))
    least = max(ENOUGH_TERMS, min(rarity.total(ours), rarity.total(theirs)))
    return min(1.0, rarity.total(common) / least), ", ".join(sorted(common))


def _near_terms(
    ours: Told, theirs: Told, common: frozenset[str], rarity: Rarity
) -> tuple[float, str]:
    least = max(ENOUGH_TERMS, min(rarity.total(ours.terms), rarity.total(theirs.terms)))
    detail = f"{ours.figure.unit}: {_said(ours)} / {_said(theirs)}"
    return min(1.0, rarity.total(common) / least), detail


def _said(told: Told) -> str:
    low, high = told.figure.low, told.figure.high
    if high == float("inf"):
        return f"{low:,.10g} or more"
    return f"{low:,.10g}" if low == high else f"{low:,.10g} to {high:,.10g}"


def _conflicting(ours: tuple[Told, ...], theirs: tuple[Told, ...]) -> Iterator[tuple[Told, Told]]:
    """Figures of the same thing that no number fits; none at all where one count of it
    is the same in both."""
    for mine in ours:
        for other in theirs:
            if mine.of and other.of and mine.of != other.of:
                continue
            if not mine.figure.conflicts(other.figure):
                continue
            unit = mine.figure.unit
            if not _agree(unit, ours, theirs):
                yield mine, other


def _agree(unit: str, ours: tuple[Told, ...], theirs: tuple[Told, ...]) -> bool:
    values = [{t.figure.low for t in told if t.figure.unit == unit} for told in (ours, theirs)]
    return bool(values[0] & values[1])


def _covered(denier: Matter, held: Set[str], rarity: Rarity) -> tuple[float, str]:
    """How much of what is denied the other says; of a single item it would say nothing."""
    asked = denier.names | denier.terms.keys()
    total = rarity.total(asked)
    if len(held) < 2 or not total:
        return 0.0, ""
    return min(1.0, rarity.total(held) / total), f"{len(held)} of {len(asked)}"


def _much(common: Set[str], rarity: Rarity, a: Matter, b: Matter) -> bool:
    """Whether two claims of one article share enough to need no shared name."""
    return same_article(a, b) and rarity.total(common) >= MUCH


def _speakers(a: Matter, b: Matter) -> tuple[float, str]:
    surely = apart(a.testimony, b.testimony)
    return surely / Apart.DIFFERENT, surely.name.lower()


def _time(a: Matter, b: Matter) -> tuple[float, str]:
    days = days_between(a, b)
    if days is None:
        return 0.5, "not known"
    return max(0.0, 1 - days / LONG_AGO), f"{days} days"


def _differing(a: Matter, b: Matter, common: Set[str], rarity: Rarity) -> float:
    """The share of the terms in common that one affirms and the other does not."""
    total = rarity.total(common)
    if not total:
        return 0.0
    return rarity.total(term for term in common if a.terms[term] != b.terms[term]) / total
