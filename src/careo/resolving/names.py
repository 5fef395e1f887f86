"""Names as they compare: the same folding everywhere an identity is decided.

`fold` is what two spellings of one name have in common. It follows the matching
rule that the gold sets are scored by: NFKD, casefold, accents and punctuation
dropped, white space collapsed, a leading article dropped.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ARTICLES = frozenset(
    {"the", "el", "la", "los", "las", "lo", "o", "a", "os", "as"}  # EN, ES, PT
)
# A lone Portuguese or Spanish vowel may be an initial ("A. Guzmán"), so these are
# only dropped when what follows is not a single name part.
_VOWELS = frozenset({"o", "a"})
_SEPARATORS = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=8_192)
def fold(name: str) -> str:
    """`name` without case, accents, punctuation and leading article; may be ""."""
    words = _words(name)
    while len(words) > 1 and words[0] in ARTICLES:
        if words[0] in _VOWELS and len(words) == 2:
            break
        words = words[1:]
    return " ".join(words)


def _words(name: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    # An apostrophe joins ("O'Brien"), a dot in an acronym too ("F.B.I.").
    joined = re.sub(r"['’`]|(?<=\b\w)\.(?=\w\b)|(?<=\b\w)\.(?=\s|$)", "", plain)
    return [word for word in _SEPARATORS.split(joined) if word]
