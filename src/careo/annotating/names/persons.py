"""Which short forms a person's full name may take later in the same article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from careo.annotating.language.words import given_names
from careo.authority.folding import folded

TOKEN_LIMIT = 6
"""Longest name whose shorter forms are worked out; beyond it they are too many."""

_JOINERS = frozenset({"de", "del", "la", "las", "los", "da", "do", "dos", "di", "van", "von", "y"})
_NICK = re.compile(
    r"(?<=\w)\s(?:[“\"‘'«](?P<quoted>[^“”\"‘’«»]{1,40})[”\"’'»]|(?P<bare>El\s[A-ZÀ-Þ][\w-]+))(?=\s[A-ZÀ-Þ])"
)


def without_nickname(name: str) -> str:
    """`name` without a nickname inside it ("Rosa “La Torda” Luna", "Juan El Tordo Luna")."""
    return _NICK.sub("", name).strip()


def nickname_in(name: str) -> str | None:
    """The nickname inside a name, if there is one."""
    found = _NICK.search(name)
    return (found["quoted"] or found["bare"]) if found else None


def parts(name: str) -> list[str]:
    """The folded words of a name that carry it; joiners stay out."""
    return [
        w for w in folded(without_nickname(name)).replace("-", " ").split() if w not in _JOINERS
    ]


def fuller_forms(name: str) -> Iterator[tuple[str, ...]]:
    """Every form of the name with its first word, or a later given name, and at least one
    word after that, in order.

    A person who is called by one of them is that person: "Ana Sol" or "María Sol" for "Ana
    María Sol Luna". At most 57 forms.
    """
    words = parts(name)[:TOKEN_LIMIT]
    for first, word in enumerate(words):
        if first > 0 and word not in given_names():
            continue
        for length in range(1, len(words) - first):
            for rest in combinations(words[first + 1 :], length):
                yield (word, *rest)


def surnames(name: str) -> list[str]:
    """What the person may be called by surname, as the name spells it.

    The last word; in names of three words and more also the one before it (Spanish
    double surnames) and both together, unless that word is a given name.
    """
    words = without_nickname(name).split()
    if len(words) < 2:
        return []
    found = [words[-1]]
    if len(words) >= 3 and folded(words[-2]) in _JOINERS:
        start = next((i for i in range(len(words) - 2, 0, -1) if words[i][0].isupper()), 1)
        found += [" ".join(words[start:])] if start > 0 and start < len(words) - 1 else []
    elif len(words) >= 3 and folded(words[-2]) not in given_names():
        found += [words[-2], " ".join(words[-2:])]
    return [s for s in found if s[0].isupper() and len(s) > 2]
