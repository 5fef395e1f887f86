"""Ordinary casing for words that a page prints in capitals."""

from __future__ import annotations

import re
from collections import Counter

_SMALL = frozenset(
    {
        *("a", "al", "and", "da", "das", "de", "del", "della", "der", "di", "do", "dos", "e", "el"),
        *("en", "for", "in", "la", "las", "le", "los", "of", "on", "or", "the", "to", "u", "und"),
        *("van", "von", "y"),
    }
)
_VOWELS = re.compile(r"[AEIOUÁÉÍÓÚÜY]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*[\w]*")
_ROMAN = re.compile(r"^(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})$")


def recase(phrase: str, evidence: str = "", acronyms: frozenset[str] = frozenset()) -> str:
    """`phrase` as running text writes it, when it is all in capitals; else unchanged.

    The article's own words decide first (`evidence`: "EL CHAPO" becomes "El Chapo"
    because the text says so, "DEA" stays); then `acronyms`; then the shape of each
    word: no vowel or a digit inside means an acronym.
    """
    if not phrase.isupper():
        return phrase
    if found := _as_in(phrase, evidence):
        return found[0].upper() + found[1:]
    words = iter(range(len(phrase)))
    return _WORD.sub(lambda m: _word(m[0], next(words) == 0, evidence, acronyms), phrase)


def recase_name(name: str) -> str:
    """A person's or a desk's name in ordinary casing: "MARÍA DE LA O'BRIEN". One
    short word in capitals is an agency (AFP) and stays."""
    if not name.isupper():
        return name
    if " " not in name and (len(name) <= 4 or not _VOWELS.search(name)):
        return name
    count = iter(range(len(name)))
    return _WORD.sub(lambda m: _name_word(m[0], next(count) == 0), name)


def _name_word(word: str, first: bool) -> str:
    if not first and word.casefold() in _SMALL:
        return word.lower()
    if len(word) == 1 or _ROMAN.match(word):
        return word
    return _title(word)


def _word(word: str, first: bool, evidence: str, acronyms: frozenset[str]) -> str:
    if word in acronyms or any(c.isdigit() for c in word):
        return word
    if not first and word.casefold() in _SMALL:
        return word.lower()
    if found := _as_in(word, evidence):
        return found if found.isupper() else found[0].upper() + found[1:]
    if len(word) > 1 and not _VOWELS.search(word):
        return word
    return _title(word)


def _as_in(phrase: str, evidence: str) -> str | None:
    """How the evidence writes the phrase, most often; None where it does not."""
    if not evidence or len(phrase) < 2:
        return None
    found = re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", evidence, re.IGNORECASE)
    forms = Counter(m[0] for m in found if not (m[0].isupper() and _shouts(m, phrase, evidence)))
    return forms.most_common(1)[0][0] if forms else None


def _shouts(match: re.Match[str], phrase: str, evidence: str) -> bool:
    """Capitals that say nothing: a whole phrase, or a word among others in capitals."""
    before = evidence[max(0, match.start() - 30) : match.start()].split()[-1:]
    after = evidence[match.end() : match.end() + 30].split()[:1]
    return " " in phrase or any(len(w) > 1 and w.isupper() for w in (*before, *after))


def _title(word: str) -> str:
    head, mark, tail = word.partition("’" if "’" in word else "'")
    done = head[:1].upper() + head[1:].lower()
    # O'Brien, D'Angelo; but "Mexico's".
    if mark and len(head) == 1 and len(tail) > 1:
        return done + mark + tail[:1].upper() + tail[1:].lower()
    return done + mark + tail.lower()
