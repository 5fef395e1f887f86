"""Finds known names in running text, fast, whatever their accents.

One Aho-Corasick automaton over folded names (see `folding`), then the tests that
folding gave up: word boundaries and capitals. Capitals tell "El Tiempo" from "el
tiempo" and "PAN" from "pan"; only a generic first word ("cártel de …") may be small.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from careo.authority import generic
from careo.authority.folding import folded
from careo.authority.loader import Entry, authority
from careo.values import EntityType

ACRONYM_LIMIT = 6
"""Letters up to which a name all in capitals must stand in capitals in the text."""

GENERIC = frozenset(
    {"cartel", "clan", "banda", "policia", "frente", "bloque", "comando", "mafia", "familia"}
    | {"revista", "semanario", "diario", "fiscalia", "ministerio", "secretaria", "family"}
    | {"crime", "criminal", "disidencias", "dissidents", "gang", "magazine", "faction"}
)
_NO_NEIGHBOUR = frozenset("@#/_")


@dataclass(frozen=True, slots=True)
class Match:
    """A known name at `start` to `end` of the text, and the ids of all who bear it."""

    start: int
    end: int
    ids: tuple[str, ...]


class NameIndex:
    """Finds any of many names. Built from pairs of name and id; names may repeat."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        bearers: dict[tuple[str, tuple[int, ...]], dict[str, None]] = {}
        for name, id_ in names:
            if name.strip():
                form = (folded(name), _capitals(name))
                bearers.setdefault(form, {})[id_] = None
        self._forms = [form for form, _ in bearers]
        self._capitals = [capitals for _, capitals in bearers]
        self._ids = [tuple(ids) for ids in bearers.values()]
        self._automaton = AhoCorasick(self._forms) if self._forms else None

    def find(self, text: str, low: str | None = None) -> list[Match]:
        """Matches in text order, none overlapping another: the longest first choice.

        `low` is `folded(text)` when the caller has it already.
        """
        if self._automaton is None:
            return []
        low = folded(text) if low is None else low
        found: dict[tuple[int, int], dict[str, None]] = {}
        for pattern, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True):
            if _is_word(low, start, end) and all(
                text[start + at].isupper() for at in self._capitals[pattern]
            ):
                found.setdefault((start, end), {}).update(dict.fromkeys(self._ids[pattern]))
        return [Match(s, e, tuple(found[s, e])) for s, e in longest_first(found)]


def longest_first(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that meet no longer one (of equals, the earlier), in text order."""
    kept: list[tuple[int, int]] = []
    cluster: list[tuple[int, int]] = []
    reach = 0
    for span in sorted(set(spans)):
        if span[0] >= reach:  # meets nothing before it
            kept.extend(_disjoint(cluster))
            cluster = []
        cluster.append(span)
        reach = max(reach, span[1])
    return kept + _disjoint(cluster)


def _disjoint(cluster: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(cluster) < 2:
        return cluster
    taken: list[tuple[int, int]] = []
    for start, end in sorted(cluster, key=lambda s: (s[0] - s[1], s[0])):
        at = bisect_left(taken, (start, end))
        # What is taken is disjoint and sorted, so only the two neighbours can meet it.
        if (at == 0 or taken[at - 1][1] <= start) and (at == len(taken) or end <= taken[at][0]):
            taken.insert(at, (start, end))
    return taken


def _is_word(low: str, start: int, end: int) -> bool:
    before = low[start - 1] if start else " "
    after = low[end] if end < len(low) else " "
    return not (before.isalnum() or before in _NO_NEIGHBOUR or after.isalnum() or after == "_")


def _capitals(name: str) -> tuple[int, ...]:
    """The offsets that must be capitals where the name stands in a text."""
    letters = [at for at, character in enumerate(name) if character.isalpha()]
    if len(letters) <= ACRONYM_LIMIT and all(name[at].isupper() for at in letters):
        return tuple(letters)
    opens = [at for at in letters if at == 0 or not name[at - 1].isalnum()]
    starts = [at for at in opens if name[at].isupper()]
    strict = [at for at in starts if folded(name[at:]).split()[0].strip("'\"") not in GENERIC]
    return tuple(strict or starts)


@cache
def _by_form() -> dict[str, tuple[str, ...]]:
    forms: dict[str, dict[str, None]] = {}
    for entry in authority().values():
        for name in entry.names:
            forms.setdefault(folded(name), {})[entry.id] = None
    return {form: tuple(ids) for form, ids in forms.items()}


def ids_of(name: str) -> tuple[str, ...]:
    """The ids of the entries that bear exactly this name, accents and case aside."""
    return _by_form().get(folded(name), ())


@cache
def authority_index() -> NameIndex:
    """The index over every name of the authority, built once."""
    return NameIndex(
        (form, e.id) for e in authority().values() for name in e.names for form in _forms(name, e)
    )


def _forms(name: str, entry: Entry) -> tuple[str, ...]:
    """How a name is written: Spanish papers write the article of "Los Rastrojos" small.
    Not that of "La Línea": so begin many things that are no groups."""
    if entry.type is EntityType.GROUP and name.startswith(("Los ", "Las ")):
        return name, name[:1].lower() + name[1:]
    return (name,)


def forget() -> None:
    """Builds anew what is kept of the authority, at the next look into it."""
    _by_form.cache_clear()
    authority_index.cache_clear()
    generic.forget()
