"""Which token of one name stands for which token of another, and how alike they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from careo.resolving.parsing import Name, Role, skeleton_of
from careo.resolving.words import name_words

ALIKE = 0.9
"""Likeness of two given names that stand for one another."""
INITIAL = 0.85
"""Likeness of an initial and a name that begins with it."""
SOUND = 0.95
"""What a likeness by sound is worth of a likeness by letters."""
KEPT = 500_000

Pair = tuple[int, int, float]
"""Index left, index right, likeness."""


@lru_cache(maxsize=KEPT)
def likeness(left: str, right: str) -> float:
    """How alike two tokens are, from 0 to 1: letters, sound, given names that stand for
    one another, initials. Letters are compared by optimal string alignment (edits and
    swaps of neighbours), as a share of the longer token."""
    if left == right:
        return 1.0
    if len(left) == 1 or len(right) == 1:
        return INITIAL if left[0] == right[0] else 0.0
    alike = name_words().alike
    if left in alike and alike[left] == alike.get(right):
        return ALIKE
    letters: float = OSA.normalized_similarity(left, right)
    sound: float = OSA.normalized_similarity(skeleton_of(left), skeleton_of(right))
    return max(letters, SOUND * (sound + letters * 0.25) / 1.25)


def align(left: Name, right: Name) -> list[Pair]:
    """Pairs of tokens, each used once, the most alike first, until one name is used up.
    Equal tokens are paired first, particles only with particles."""
    ours, theirs = list(left.tokens), list(right.tokens)
    pairs: list[Pair] = []
    rest_left: list[int] = []
    taken: set[int] = set()
    for i, token in enumerate(ours):
        at = _free(theirs, token, taken)
        if at < 0:
            rest_left.append(i)
        else:
            taken.add(at)
            pairs.append((i, at, 1.0))
    if not rest_left or len(taken) == len(theirs):
        return pairs
    rest_right = [j for j in range(len(theirs)) if j not in taken]
    pairs += _run_together(left, right, rest_left, rest_right, False)
    pairs += _run_together(right, left, rest_right, rest_left, True)
    if not rest_left or not rest_right:
        return pairs
    return pairs + _greedy(left, right, rest_left, rest_right)


def _run_together(
    one: Name, other: Name, rest_one: list[int], rest_other: list[int], turned: bool
) -> list[Pair]:
    """Tokens that the other name writes as two ("Hamidreza", "Hamid Reza"): both pairs.
    What is paired leaves the rests."""
    pairs: list[Pair] = []
    if len(rest_other) < 2:
        return pairs
    for i in list(rest_one):
        token = one.tokens[i]
        for a, b in pairwise(rest_other):
            if b == a + 1 and other.tokens[a] + other.tokens[b] == token:
                pairs += [(a, i, 1.0), (b, i, 1.0)] if turned else [(i, a, 1.0), (i, b, 1.0)]
                rest_one.remove(i)
                rest_other.remove(a)
                rest_other.remove(b)
                break
    return pairs


def _free(tokens: Sequence[str], token: str, taken: set[int]) -> int:
    for j, other in enumerate(tokens):
        if other == token and j not in taken:
            return j
    return -1


_SMALL = frozenset({Role.PARTICLE, Role.HONORIFIC, Role.LEGAL})


def _greedy(left: Name, right: Name, ours: list[int], theirs: list[int]) -> list[Pair]:
    possible = [
        (likeness(left.tokens[i], right.tokens[j]), -abs(i - j), i, j)
        for i in ours
        for j in theirs
        if (left.roles[i] in _SMALL) == (right.roles[j] in _SMALL)
    ]
    possible.sort(reverse=True)
    pairs: list[Pair] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for alike, _, i, j in possible:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            pairs.append((i, j, alike))
    return pairs
