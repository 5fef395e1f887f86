"""Case and accents taken off, one character for one, so that offsets stay."""

from __future__ import annotations

import unicodedata


class _Table(dict[int, str]):
    """Fills itself: each character's folded form is worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = value = _fold_one(chr(code))
        return value


_TABLE = _Table()
_LOOKALIKES = {"’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\n": " "}


def folded(text: str) -> str:
    """`text` in lower case, without accents, its quotes and dashes plain.

    Always as long as `text`: a character whose folded form is longer, or that is a
    combining mark, stays as it is.
    """
    return text.translate(_TABLE)


def _fold_one(character: str) -> str:
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    decomposed = unicodedata.normalize("NFKD", character)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    if len(plain) == 1:
        return plain
    return character.lower() if len(character.lower()) == 1 else character
