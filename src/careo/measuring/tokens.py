"""Token lists made into text again, with the place of every token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from careo.measuring.plain import Range

_TIGHT_BEFORE = frozenset(
    [",", ".", ";", ":", "?", "!", ")", "]", "}", "%", "…", "”", "’", "»", "''"]
)
"""Tokens that stand close to the one before."""

_TIGHT_AFTER = frozenset(["(", "[", "{", "¿", "¡", "“", "‘", "«", "$", "``"])
"""Tokens that the next one stands close to."""

_ENDINGS = ("'s", "'re", "'ve", "'ll", "'d", "'m", "n't", "'")
_PAIRED = frozenset(['"'])


@dataclass(frozen=True, slots=True)
class Words:
    """A text and where each token lies in it."""

    text: str
    places: tuple[Range, ...]

    def span(self, first: int, last: int) -> Range:
        """From the first character of one token to the last of another."""
        return self.places[first][0], self.places[last][1]


def spoken(tokens: Sequence[str]) -> Words:
    """The tokens of one sentence as it would be printed; every token stays as it is."""
    out: list[str] = []
    places: list[Range] = []
    at = 0
    tight = True
    open_quote = False
    for token in tokens:
        closes = token in _PAIRED and open_quote
        before = token in _TIGHT_BEFORE or token.lower() in _ENDINGS or closes
        if not (tight or before):
            out.append(" ")
            at += 1
        places.append((at, at + len(token)))
        out.append(token)
        at += len(token)
        if token in _PAIRED:
            open_quote = not open_quote
        tight = token in _TIGHT_AFTER or (token in _PAIRED and open_quote)
    return Words("".join(out), tuple(places))
