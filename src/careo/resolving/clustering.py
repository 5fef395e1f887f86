"""From judgements to identities: which ids are one, and which id stays.

`same` joins, in this order: what persons said, the oldest first; then the machine's, the
surest first. A join is refused, and reported with the reason, where it would put together
two that somebody called different: a person's `different` is never joined across, and the
machine's only by a person. Two entries of the authority are never one.

Nothing is kept between two runs: leave a judgement out and what it joined comes apart. The
id that stays is the oldest of its identity, so ids outlive merges; the others lead to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from careo.resolving.judgements import Judgement, standing
from careo.resolving.scoring import Decision


@dataclass(frozen=True, slots=True)
class Refused:
    """A judgement that changed nothing, and why."""

    judgement: Judgement
    reason: str


@dataclass(frozen=True, slots=True)
class Identities:
    """Every id's identity, named by the oldest id in it."""

    of: Mapping[str, str]
    refused: tuple[Refused, ...] = ()

    def members(self) -> dict[str, tuple[str, ...]]:
        """Each identity's ids, the oldest first."""
        found: dict[str, list[str]] = {}
        for id_, root in self.of.items():
            found.setdefault(root, []).append(id_)
        return {root: tuple(ids) for root, ids in found.items()}

    def redirects(self) -> dict[str, str]:
        """Where the ids lead that are no identity's name."""
        return {id_: root for id_, root in self.of.items() if id_ != root}


def identities(
    ids: Sequence[str],
    judgements: Iterable[Judgement],
    authority: Mapping[str, str] | None = None,
) -> Identities:
    """The identities of `ids`, which come oldest first; `authority` says which of them are
    entries of the authority. The order of judgements changes nothing. Raises nothing:
    judgements about unknown ids are refused with the others."""
    ids = tuple(dict.fromkeys(ids))
    groups = _Groups(ids, authority or {})
    refused: list[Refused] = []
    joining: list[Judgement] = []
    for one in standing(judgements):
        if one.left not in groups or one.right not in groups:
            refused.append(Refused(one, "names an id that there is not"))
        elif one.left == one.right:
            refused.append(Refused(one, "names one id twice"))
        elif one.decision is Decision.DIFFERENT:
            groups.part(one.left, one.right, one.machine)
        elif one.decision is Decision.SAME:
            joining.append(one)
    for one in sorted(joining, key=_order):
        reason = groups.join(one.left, one.right, one.machine)
        if reason:
            refused.append(Refused(one, reason))
    return Identities(groups.roots(), tuple(refused))


def reach(start: Iterable[str], judged: Callable[[str], Iterable[Judgement]]) -> frozenset[str]:
    """All ids that chains of standing `same` lead to from `start`. Identities worked out for
    these alone are those worked out for all, so a change touches no others. `judged` gives
    every judgement that names an id."""
    found = set(start)
    pending = list(found)
    while pending:
        id_ = pending.pop()
        for one in standing(judged(id_)):
            other = one.right if one.left == id_ else one.left
            if one.decision is Decision.SAME and other not in found:
                found.add(other)
                pending.append(other)
    return frozenset(found)


def _order(one: Judgement) -> tuple[bool, float, str, tuple[str, str]]:
    surest = -(one.score or 0.0) if one.machine else 0.0
    return (one.machine, surest, "" if one.machine else one.when, one.pair)


class _Groups:
    """Disjoint sets whose name is their oldest id, and which of them must stay apart."""

    def __init__(self, ids: Sequence[str], authority: Mapping[str, str]) -> None:
        self._age = {id_: age for age, id_ in enumerate(ids)}
        self._parent = {id_: id_ for id_ in ids}
        self._size = dict.fromkeys(ids, 1)
        self._oldest = {id_: id_ for id_ in ids}
        self._entry = {id_: entry for id_, entry in authority.items() if id_ in self._age}
        # By group: which groups it may not join, by a person's word and by the machine's.
        self._apart: dict[str, set[str]] = {}
        self._apart_machine: dict[str, set[str]] = {}

    def __contains__(self, id_: str) -> bool:
        return id_ in self._parent

    def part(self, left: str, right: str, machine: bool) -> None:
        table = self._apart_machine if machine else self._apart
        table.setdefault(left, set()).add(right)
        table.setdefault(right, set()).add(left)

    def join(self, left: str, right: str, machine: bool) -> str:
        """Why they may not be joined; "" when they are now one."""
        one, other = self._root(left), self._root(right)
        if one == other:
            return ""
        if other in self._apart.get(one, ()):
            return "a person says that they are different"
        if self._entry.get(one, "") != self._entry.get(other, "") and (
            one in self._entry and other in self._entry
        ):
            return f"two entries of the authority: {self._entry[one]}, {self._entry[other]}"
        if machine and other in self._apart_machine.get(one, ()):
            return "the machine holds some of them for different"
        self._unite(one, other)
        return ""

    def _unite(self, one: str, other: str) -> None:
        big, small = (one, other) if self._size[one] >= self._size[other] else (other, one)
        self._parent[small] = big
        self._size[big] += self._size[small]
        self._oldest[big] = min(self._oldest[big], self._oldest[small], key=self._age.__getitem__)
        if small in self._entry:
            self._entry[big] = self._entry.pop(small)
        for table in (self._apart, self._apart_machine):
            for enemy in table.pop(small, set()):
                table[enemy].discard(small)
                table[enemy].add(big)
                table.setdefault(big, set()).add(enemy)
            # A person may join what the machine held apart: no group is its own enemy.
            table.get(big, set()).discard(big)

    def _root(self, id_: str) -> str:
        while self._parent[id_] != id_:
            self._parent[id_] = self._parent[self._parent[id_]]
            id_ = self._parent[id_]
        return id_

    def roots(self) -> dict[str, str]:
        return {id_: self._oldest[self._root(id_)] for id_ in self._parent}
