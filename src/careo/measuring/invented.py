"""Names that nobody has, as many as are wanted, for archives that must grow."""

from __future__ import annotations

_SYLLABLES = [a + b for a in "bdfglmnprst" for b in "aeiou"]


def invented_names(number: int) -> str:
    """Three invented names, each a sentence, that no other number has."""
    words = []
    for place in range(6):
        left, word = number * 6 + place, ""
        for _ in range(4):
            left, index = divmod(left, len(_SYLLABLES))
            word += _SYLLABLES[index]
        words.append(word.capitalize())
    return " ".join(f"{first} {last}." for first, last in zip(words[::2], words[1::2], strict=True))
