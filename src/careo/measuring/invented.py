"""Names that nobody has, as many as are wanted, for archives that must grow."""

from __future__ import annotations

import random
from itertools import accumulate

_SYLLABLES = [a + b for a in "bdfglmnprst" for b in "aeiou"]


def invented_names(number: int) -> str:
    """Three invented names, each a sentence, that no other number has."""
    words = [_word(number * 6 + place) for place in range(6)]
    return " ".join(f"{first} {last}." for first, last in zip(words[::2], words[1::2], strict=True))


def _word(left: int, syllables: int = 4) -> str:
    word = ""
    for _ in range(syllables):
        left, index = divmod(left, len(_SYLLABLES))
        word += _SYLLABLES[index]
    return word.capitalize()


# --- persons, as an archive has them -------------------------------------------

GIVEN, SURNAMES = 400, 20_000
OFFSET = 10
"""Names are drawn by rank r with weight 1 / (r + OFFSET) (Zipf and Mandelbrot), so that the
commonest surname is one in a hundred or so, as in Spanish-speaking countries."""
WRITTEN_TWICE = 0.2
"""Share of the names that are another way to write one before."""


Parts = tuple[str, str, str]
"""Given name, first and second surname."""


class Persons:
    """Draws names."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._given = [_word(7 * n + 11, 2 + n % 2) for n in range(GIVEN)]
        self._surnames = [_word(53 * n + 1009, 3) for n in range(SURNAMES)]
        self._given_weights = list(accumulate(1 / (n + OFFSET) for n in range(GIVEN)))
        self._surname_weights = list(accumulate(1 / (n + OFFSET) for n in range(SURNAMES)))

    def one(self) -> Parts:
        (given,) = self._draw.choices(self._given, cum_weights=self._given_weights)
        first, second = self._draw.choices(self._surnames, cum_weights=self._surname_weights, k=2)
        return given, first, second


def invented_persons(size: int, seed: int = 2012) -> tuple[list[str], set[tuple[int, int]]]:
    """So many names of invented persons, and the pairs of places that are one person's. The
    same for the same seed."""
    draw = random.Random(seed)  # noqa: S311 - invented, no secret
    persons = Persons(draw)
    names: list[str] = []
    pairs: set[tuple[int, int]] = set()
    while len(names) < size:
        name = persons.one()
        names.append(" ".join(name))
        if draw.random() < WRITTEN_TWICE / (1 - WRITTEN_TWICE) and len(names) < size:
            pairs.add((len(names) - 1, len(names)))
            names.append(otherwise(name, draw))
    return names, pairs


def otherwise(name: Parts, draw: random.Random) -> str:
    """Another way to write a name: the second surname left out, a slip of the pen, surnames
    first, an initial, a nickname put in."""
    one, first, second = name
    at = draw.randrange(1, len(first) - 1)
    slip = first[:at] + first[at + 1] + first[at] + first[at + 2 :]
    return draw.choice(
        (
            f"{one} {first}",
            f"{one} {slip} {second}",
            f"{first.upper()} {second.upper()}, {one}",
            f"{one[0]}. {first} {second}",
            f"{one} “El {second[::-1].capitalize()}” {first}",
        )
    )
