"""Which pairs of entities are worth comparing, without looking at all pairs.

Every name of an entity gives keys, all as they sound: each word with the consonants of
each other, each two neighbours, the whole, of bodies the initials; of vague names, those of one
word or with initials, also the word, and the word with the initial. Entities that share a
key stand in one block.

What keeps it near-linear: an entity looks into its smallest blocks first, until it has found
`LOOKED_AT` others, and meets the `MOST_NEAR` of them that it shares most keys with. A block of
more than `CAP` (a common name) is not looked into at all, unless it is the whole name's:
there each meets the `WINDOW` before it, so that a thousand of one name still hang together,
by a chain.

Groups, agencies, companies, outlets and other bodies share their blocks, because articles
take one for another; persons and places stand apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from careo.resolving.parsing import Name, Role, parse
from careo.values import EntityType

CAP = 40
"""Members of a block that meet each other. Measured: docs/identity.md."""
WINDOW = 5
LOOKED_AT = 80
"""Others that one entity finds in its blocks before it looks no further."""
MOST_NEAR = 12
"""Of those, how many it meets: the ones it shares most keys with. Chains come on top."""
MOST_NAMES = 100
"""Names of one entity that give keys; the first of them, in their order."""

_BODY, _WHOLE = "b:", "="
_ACRONYM = range(3, 9)
"""Letters of what may be a body's initials."""
_SMALL = frozenset({Role.PARTICLE, Role.HONORIFIC, Role.LEGAL})
_VOWELS = frozenset("aeiou")
_BONES = 6
_NO_WORD = frozenset({Role.INITIAL, Role.HEAD})
"""What is no word to look anybody up by."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The blocks that an entity stands in, and those that it looks into. They differ for
    vague names, those of one word and those with initials: such a one may be anybody who has
    the word, but of two with full names neither is looked up by one word alone."""

    held: frozenset[str]
    asked: frozenset[str]


def keys_of(names: Iterable[str], type_: EntityType) -> Keys:
    """The keys of an entity with these names. Raises nothing; names without letters
    give none."""
    kind = _kind(type_)
    held: set[str] = set()
    asked: set[str] = set()
    for text, _ in zip(dict.fromkeys(names), range(MOST_NAMES), strict=False):
        name = parse(text, type_)
        for one in (name, parse(name.nickname, type_)) if name.nickname else (name,):
            _add_keys(one, kind, held, asked)
    return Keys(frozenset(kind + k for k in held), frozenset(kind + k for k in asked))


def whole_of(names: Iterable[str], type_: EntityType) -> str:
    """What an entity is sorted by in a large block: its first name, as it sounds."""
    first = next(iter(names), "")
    return " ".join(parse(first, type_).skeletons)


def _kind(type_: EntityType) -> str:
    return {EntityType.PERSON: "p:", EntityType.PLACE: "l:"}.get(type_, _BODY)


def _add_keys(name: Name, kind: str, held: set[str], asked: set[str]) -> None:
    sounds = [
        (sound, role)
        for sound, role in zip(name.skeletons, name.roles, strict=True)
        if role not in _SMALL
    ]
    solid = [sound for sound, role in sounds if role is not Role.INITIAL]
    words = [sound for sound, role in sounds if role not in _NO_WORD]
    # Sorted, so that "Luna, Ana" meets "Ana Luna".
    neighbours = list(pairwise(solid)) + ([(solid[0], solid[-1])] if len(solid) > 2 else [])
    both = {"+".join(sorted(two)) for two in neighbours}
    both |= {"'".join(sorted(map(_bones, two))) for two in neighbours}
    if solid:
        both |= {_WHOLE + "+".join(sorted(solid)), "/" + "".join(solid)}
    if kind == _BODY:
        both |= {"@" + initials for initials in name.acronyms}
        both |= {"@" + token for token in name.tokens if len(token) in _ACRONYM}
    letters = {f"{word}+{c}" for word in words for c in _starts(sounds, word)}
    held |= both
    asked |= both
    if len(sounds) < 2:
        alone = {"." + word for word in words}
        held |= alone
        asked |= alone | {"~" + word for word in words}
        return
    held |= {"~" + word for word in words}
    asked |= {"." + word for word in words}
    _add_initials(len(solid), len(solid) < len(sounds), letters, held, asked)


def _add_initials(
    solid: int, vague: bool, letters: set[str], held: set[str], asked: set[str]
) -> None:
    """Names with an initial stand under a word and a letter, and so do full names, apart:
    two full names are not looked up like that. Nor are an initial with two surnames and a
    full name with two, for they have these as neighbours."""
    if vague:
        held |= {f".{min(solid, 2)}{key}" for key in letters}
        asked |= {f"{mark}{key}" for key in letters for mark in (".1", ".2", "~2")}
        asked |= {f"~3{key}" for key in letters if solid < 2}
    else:
        held |= {f"~{min(solid, 3)}{key}" for key in letters}
        asked |= {f".1{key}" for key in letters}
        asked |= {f".2{key}" for key in letters if solid < 3}


def _bones(sound: str) -> str:
    """A word's consonants: what most slips of the pen leave as it was."""
    return "".join([letter for letter in sound if letter not in _VOWELS][:_BONES])


def _starts(sounds: list[tuple[str, Role]], word: str) -> set[str]:
    """The letters that the other words of a name begin with."""
    others = [sound for sound, _ in sounds]
    others.remove(word)
    return {other[0] for other in others}


# --- blocks -------------------------------------------------------------------


@dataclass(slots=True)
class Blocks:
    """Entities by key. `add` each once under a number of its own; then ask for all
    `pairs`, or who is `near` one that is to be added."""

    cap: int = CAP
    most_near: int = MOST_NEAR
    _members: dict[str, list[int]] = field(default_factory=dict)
    _asked: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _whole: dict[int, str] = field(default_factory=dict)

    def add(self, number: int, names: Iterable[str], type_: EntityType) -> None:
        """Puts an entity into its blocks. Raises ValueError for a number that is taken."""
        if number in self._asked:
            raise ValueError(f"number {number} is taken")
        names = tuple(names)
        keys = keys_of(names, type_)
        self._asked[number] = tuple(keys.asked)
        self._whole[number] = whole_of(names, type_)
        for key in keys.held:
            self._members.setdefault(key, []).append(number)

    def near(self, names: Iterable[str], type_: EntityType) -> list[int]:
        """Whom an entity with these names may be: at most `most_near`, those it shares most
        keys with first. Of a block that is too large only when it is the whole name's, and
        then the first."""
        found: dict[int, int] = {}
        for key in self._smallest_first(keys_of(names, type_).asked):
            block = self._members[key]
            if len(block) <= self.cap or key[2:].startswith(_WHOLE):
                _count(found, block[: self.cap])
            if len(found) >= LOOKED_AT:
                break
        return _most_shared(found, self.most_near)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Every pair worth comparing once, the smaller number first. Which pairs these are
        does not depend on the order of adding."""
        chained = self._chained()
        for number in sorted(self._asked):
            found: dict[int, int] = {}
            for key in self._smallest_first(self._asked[number]):
                block = self._members[key]
                if len(block) > self.cap or len(found) >= LOOKED_AT:
                    break
                _count(found, [other for other in block if other < number])
            near = chained.pop(number, set()).union(_most_shared(found, self.most_near))
            yield from ((other, number) for other in sorted(near))

    def _smallest_first(self, keys: Iterable[str]) -> list[str]:
        known = [key for key in keys if key in self._members]
        return sorted(known, key=lambda key: (len(self._members[key]), key))

    def _chained(self) -> dict[int, set[int]]:
        """Of whole names that too many bear, each bearer's `WINDOW` before it."""
        found: dict[int, set[int]] = defaultdict(set)
        for key, block in self._members.items():
            if len(block) <= self.cap or not key[2:].startswith(_WHOLE):
                continue
            ordered = sorted(block, key=lambda number: (self._whole[number], number))
            for at, number in enumerate(ordered):
                for other in ordered[max(0, at - WINDOW) : at]:
                    found[max(number, other)].add(min(number, other))
        return found


def _count(found: dict[int, int], block: Iterable[int]) -> None:
    for other in block:
        found[other] = found.get(other, 0) + 1


def _most_shared(found: dict[int, int], most: int) -> list[int]:
    if len(found) <= most:
        return list(found)
    return sorted(found, key=lambda other: (-found[other], other))[:most]


def pairs_of(entities: Iterable[Iterable[str]], type_: EntityType) -> Iterator[tuple[int, int]]:
    """The places of entities worth comparing, all of one type, each given by its names."""
    blocks = Blocks()
    for number, names in enumerate(entities):
        blocks.add(number, names, type_)
    return blocks.pairs()
