"""What the annotating sets share: how names compare, how answers are paired with gold,
and how hits are counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from careo.measuring.tools import Tools
from careo.values import Annotations, Article

CAREO, SPACY = "careo", "spacy"
BATCH = 64
"""Articles handed over together: enough to keep a model busy, few to hold."""

Gold = TypeVar("Gold")
Found = TypeVar("Found")
Item = TypeVar("Item")
Pairs = list[tuple[int, int]]
"""Indexes of gold and of found items that belong together; each is used once."""

_WORD = re.compile(r"\w+")
_PUNCTUATION = re.compile(r"[^\w\s]")
_ARTICLES = frozenset({"the", "el", "la", "los", "las"})
_FUNCTION_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "over"}
    | {"than", "that", "the", "their", "this", "to", "under", "was", "were", "who", "with"}
    | {"al", "ante", "bajo", "como", "con", "contra", "de", "del", "desde", "e", "el", "en"}
    | {"entre", "la", "las", "lo", "los", "o", "para", "por", "que", "se", "sin", "sobre"}
    | {"su", "sus", "un", "una", "unos", "unas", "y"}
)


# --- names --------------------------------------------------------------------


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """Words after NFKD and casefold, without accents and punctuation, one space apart."""
    return " ".join(_WORD.findall(_plain(text)))


@lru_cache(maxsize=100_000)
def normal(name: str) -> str:
    """A name as it is compared: folded, punctuation dropped so that “U.S.” is “US” and
    “MS-13” is “MS13”, without a leading article."""
    text = " ".join(_PUNCTUATION.sub("", _plain(name)).split())
    first, _, rest = text.partition(" ")
    return rest if rest and first in _ARTICLES else text


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def names_of(*names: str) -> frozenset[str]:
    """Names as a set to compare; empty ones dropped."""
    return frozenset(normal(name) for name in names) - {""}


def within(one: str, other: str) -> bool:
    """Whether the longer text holds the shorter, word by word."""
    short, long = sorted((normal(one), normal(other)), key=len)
    return bool(short) and f" {short} " in f" {long} "


def content_words(text: str) -> frozenset[str]:
    """The words of a description that carry meaning."""
    return frozenset(folded(text).split()) - _FUNCTION_WORDS


# --- pairing ------------------------------------------------------------------


def pair(
    gold: Sequence[Gold], found: Sequence[Found], score: Callable[[Gold, Found], float]
) -> Pairs:
    """Pairs gold with found items where `score` is above nought, each used once.

    The best scores go first; an item left over then takes a partner whose own can be
    given another (augmenting paths), so that as many as possible are paired.
    """
    edges = [(score(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    edges = sorted((e for e in edges if e[0] > 0), key=lambda e: (-e[0], e[1], e[2]))
    partners: dict[int, list[int]] = {}
    for _, i, j in edges:
        partners.setdefault(i, []).append(j)
    owner: dict[int, int] = {}
    placed: set[int] = set()
    for _, i, j in edges:
        if i not in placed and j not in owner:
            owner[j] = i
            placed.add(i)
    for i in partners:
        if i not in placed:
            _place(i, partners, owner, set())
    return sorted((i, j) for j, i in owner.items())


def _place(
    i: int, partners: Mapping[int, list[int]], owner: dict[int, int], seen: set[int]
) -> bool:
    for j in partners[i]:
        if j in seen:
            continue
        seen.add(j)
        if j not in owner or _place(owner[j], partners, owner, seen):
            owner[j] = i
            return True
    return False


# --- counting -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers were right, how many were given, how many gold has. `recalled`
    counts gold items met, where that is not the number of answers right."""

    right: float = 0
    given: int = 0
    gold: int = 0
    recalled: float | None = None

    def __add__(self, other: Tally) -> Tally:
        recalled = None
        if self.recalled is not None or other.recalled is not None:
            recalled = self._met + other._met
        return Tally(
            self.right + other.right, self.given + other.given, self.gold + other.gold, recalled
        )

    @property
    def _met(self) -> float:
        return self.right if self.recalled is None else self.recalled

    @property
    def precision(self) -> float:
        return share(self.right, self.given)

    @property
    def recall(self) -> float:
        return share(self._met, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return share(2 * self.precision * self.recall, self.precision + self.recall)

    def measures(self, name: str) -> dict[str, float]:
        """`NAME_precision`, `NAME_recall`, `NAME_f1`."""
        return {
            f"{name}_precision": self.precision,
            f"{name}_recall": self.recall,
            f"{name}_f1": self.f1,
        }


def share(part: float, whole: float) -> float:
    """`part` of `whole`; 0 of nothing."""
    return part / whole if whole else 0.0


# --- running the annotators ---------------------------------------------------


def sample(items: Sequence[Item], limit: int | None) -> list[Item]:
    """At most `limit` of the items, evenly spread, in order; all without a limit."""
    if limit is None or limit >= len(items):
        return list(items)
    return [items[at * len(items) // limit] for at in range(max(limit, 0))]


def annotated(articles: Sequence[Article], tools: Tools) -> list[Annotations]:
    """What Careo's annotator reads from each article, batch by batch."""
    return _batched(articles, tools.annotator())


def bare_names(articles: Sequence[Article], tools: Tools) -> list[Annotations] | None:
    """What the bare models name in each article; None when none were handed in."""
    return None if tools.bare is None else _batched(articles, tools.bare)


def _batched(
    articles: Sequence[Article], annotate: Callable[[Sequence[Article]], list[Annotations]]
) -> list[Annotations]:
    return [
        found
        for at in range(0, len(articles), BATCH)
        for found in annotate(articles[at : at + BATCH])
    ]


def total(tallies: Iterable[Tally]) -> Tally:
    """Their sum."""
    return sum(tallies, start=Tally())
