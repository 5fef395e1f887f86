"""A name taken apart: what is given, what is family, what is only form.

A person: "SURNAMES, Given", "Given Surnames", Spanish double surnames, particles ("de
la", "al-", "bin"), a nickname in quotes, honorifics, initials. A body: legal form, head
words in English and Spanish as one notion, numbers in words, initials that may be its
acronym. Everything is folded and in Latin letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from careo.resolving.scripts import latin
from careo.resolving.words import name_words
from careo.values import EntityType

LONGEST = 300
"""Characters of a name that are looked at; no name of a person or body is longer."""
MOST_TOKENS = 14
"""Tokens that are compared one by one."""
KEPT = 200_000
"""Names whose parts are remembered."""


class Role(StrEnum):
    """What a token does in its name."""

    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    INITIAL = "initial"
    PARTICLE = "particle"
    HONORIFIC = "honorific"
    LEGAL = "legal"
    HEAD = "head"
    NUMBER = "number"


WEIGHT = {
    Role.NAME: 1.0,
    Role.GIVEN: 1.0,
    Role.FAMILY: 1.0,
    Role.NUMBER: 1.0,
    Role.HEAD: 0.5,  # shared by many, but "Bank of X" is not "Port of X"
    Role.INITIAL: 0.4,
    Role.PARTICLE: 0.1,
    Role.LEGAL: 0.1,
    Role.HONORIFIC: 0.05,
}
"""What a token weighs by what it does; set by hand, and the features fitted on top."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name's parts. `tokens` are in the order given before surnames; `skeletons` are
    the tokens as they sound, roughly; `joined` is all of them but the form, run together.
    `surnames` are those of a person without particles, the father's first, as far as they
    can be told; `sure` says that a comma told them apart. `acronyms` are the initials that a body
    may be called by."""

    text: str
    tokens: tuple[str, ...]
    skeletons: tuple[str, ...]
    roles: tuple[Role, ...]
    weights: tuple[float, ...]
    joined: str
    surnames: tuple[str, ...] = ()
    nickname: str = ""
    acronyms: frozenset[str] = frozenset()
    sure: bool = False

    @property
    def given(self) -> tuple[str, ...]:
        """The given names of a person, as far as they can be told."""
        return tuple(t for t, r in zip(self.tokens, self.roles, strict=True) if r is Role.GIVEN)


@lru_cache(maxsize=KEPT)
def parse_name(text: str, person: bool) -> Name:
    """The parts of a person's or a body's name. Raises nothing; a name without a letter
    has no tokens."""
    return _person(text) if person else _body(text)


def parse(text: str, type_: EntityType) -> Name:
    """The parts of a name of that type."""
    return parse_name(text, type_ is EntityType.PERSON)


# --- persons ------------------------------------------------------------------

_NICKNAME = re.compile(r"[\"“”«‘]\s*([^\"“”«»‘’]{1,60}?)\s*[\"“”»’](?=[\s,.)]|$)")
_ALSO = re.compile(r"\b(?:a\.?\s?k\.?\s?a\.?|alias)\s+(.+)$", re.IGNORECASE)


def _person(text: str) -> Name:
    rest, nickname = _without_nickname(text[:LONGEST])
    family, comma, given = rest.partition(",")
    if comma and not _only_suffix(given):
        last, first = _tokens(family), _tokens(given)
        tokens = (first + last)[:MOST_TOKENS]
        guess = [Role.GIVEN] * len(first) + [Role.FAMILY] * len(last)
    else:
        comma = ""
        tokens = _tokens(rest)[:MOST_TOKENS]
        guess = _guessed(tokens)
    roles = tuple(_person_role(t, r) for t, r in zip(tokens, guess, strict=False))
    return _name(
        text,
        tokens,
        roles,
        nickname=" ".join(_tokens(nickname)) if nickname else "",
        sure=bool(comma),
    )


def _without_nickname(text: str) -> tuple[str, str]:
    for pattern in (_NICKNAME, _ALSO):
        found = pattern.search(text)
        rest = (text[: found.start()] + " " + text[found.end() :]).strip(" ,") if found else ""
        if found and rest:
            return rest, found[1]
    return text, ""


def _only_suffix(text: str) -> bool:
    words = _tokens(text)
    return all(word in name_words().honorifics for word in words)


_LETTERS = frozenset("adeio")
"""Particles in the names of bodies; in a person's they are initials."""


def _person_role(token: str, guess: Role) -> Role:
    words = name_words()
    if token in words.particles and token not in _LETTERS:
        return Role.PARTICLE
    if len(token) == 1:
        return Role.INITIAL
    if token in words.honorifics or token in words.legal:
        return Role.HONORIFIC
    return guess


def _guessed(tokens: list[str]) -> list[Role]:
    """Given names first: one, or two when the second is a common given name; of two words
    the last is the surname, and so is the last word always."""
    words = name_words()
    small = (words.particles | words.honorifics) - _LETTERS
    real = [i for i, t in enumerate(tokens) if t not in small]
    if len(real) < 2:
        return [Role.NAME] * len(tokens)
    given = 1
    while given < len(real) - 1 and (
        tokens[real[given]] in words.given or len(tokens[real[given]]) == 1
    ):
        given += 1
    cut = real[given]
    return [Role.GIVEN if i < cut else Role.FAMILY for i in range(len(tokens))]


# --- bodies -------------------------------------------------------------------


def _body(text: str) -> Name:
    words = name_words()
    plain = words.legal_phrases.sub(lambda m: words.legal[m[0]], " ".join(_tokens(text[:LONGEST])))
    tokens, roles = [], []
    for token in plain.split()[:MOST_TOKENS]:
        one, role = _body_role(token)
        tokens.append(one)
        roles.append(role)
    return _name(text, tokens, tuple(roles), acronyms=_acronyms(plain.split()))


def _body_role(token: str) -> tuple[str, Role]:
    words = name_words()
    if token in words.legal:
        return words.legal[token], Role.LEGAL
    if token in words.heads:
        return words.heads[token], Role.HEAD
    if token in words.numbers or token.isdigit():
        return words.numbers.get(token, token.lstrip("0") or "0"), Role.NUMBER
    if token in words.particles:
        return token, Role.PARTICLE
    return token, Role.NAME


def _acronyms(words: list[str]) -> frozenset[str]:
    lists = name_words()
    solid = [w for w in words if w not in lists.legal]
    main = [w for w in solid if w not in lists.particles]
    # Two letters are the initials of too many; with the legal form they would be a
    # company's ("BP plc"), which names another.
    return frozenset("".join(w[0] for w in some) for some in (solid, main) if 2 < len(some) < 9)


# --- both ---------------------------------------------------------------------

_SPLIT = re.compile(r"[\W_]+")
_JOINING = re.compile(r"['’‘`ʼʻʿʾ´]|(?<=\b\w)\.(?=\w\b)|(?<=\b\w)\.(?=\s|$|,)")
_POSSESSIVE = re.compile(r"['’]s\b")
_DOTTED = re.compile(r"\b(?:\w\.\s?){2,}")


def _tokens(text: str) -> list[str]:
    if text.isascii():
        plain = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text).casefold()
        bare = "".join(c for c in decomposed if not unicodedata.combining(c))
        # Composed again: a Korean syllable is one sign, not three.
        plain = latin(unicodedata.normalize("NFC", bare))
    if "." in plain:
        plain = _DOTTED.sub(_undotted, plain)
    if "." in plain or "'" in plain or not plain.isascii():
        plain = _JOINING.sub("", _POSSESSIVE.sub("", plain))
    return [token for token in _SPLIT.split(plain) if token]


def _undotted(found: re.Match[str]) -> str:
    return found[0].replace(".", "").replace(" ", "") + " "


_SOUNDS = (
    ("sch", "sh"), ("tch", "ch"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("dh", "d"),
    ("th", "t"), ("zh", "j"), ("ck", "k"), ("qu", "k"), ("gu", "g"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"), ("ei", "i"), ("ey", "i"), ("ay", "ai"), ("ll", "l"), ("x", "ks"), ("q", "k"),
    ("ce", "se"), ("ci", "si"), ("c", "k"), ("w", "v"), ("y", "i"), ("z", "s"), ("j", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=KEPT)
def skeleton_of(token: str) -> str:
    """A token as it sounds, roughly, over the spellings that newspapers use for one name
    ("Qadhafi", "Khadafy"): sounds spelt in several ways become one letter, doubled letters
    one, a, e and o one vowel, i and u stay, h only at the start."""
    sound = token
    for spelling, letter in _SOUNDS:
        sound = sound.replace(spelling, letter)
    sound = _DOUBLED.sub(r"\1", sound.replace("e", "a").replace("o", "a").replace("u", "a"))
    return (sound[:1] + sound[1:].replace("h", "")) or token


def _name(
    text: str,
    tokens: list[str],
    roles: tuple[Role, ...],
    *,
    nickname: str = "",
    acronyms: frozenset[str] = frozenset(),
    sure: bool = False,
) -> Name:
    carried = [
        t for t, r in zip(tokens, roles, strict=True) if r not in (Role.HONORIFIC, Role.LEGAL)
    ] or tokens
    return Name(
        text,
        tuple(tokens),
        tuple([skeleton_of(token) for token in tokens]),
        roles,
        tuple([WEIGHT[role] for role in roles]),
        "".join(carried),
        tuple([t for t, r in zip(tokens, roles, strict=True) if r is Role.FAMILY]),
        nickname,
        acronyms,
        sure,
    )
