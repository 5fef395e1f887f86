"""Which pairs of entities are worth comparing, without looking at all pairs.

Every name of an entity gives keys, all as they sound: each word with the consonants of
each other, each two neighbours, the whole, of bodies the initials; of vague names, those of one
word or with initials, also the word, and the word with the initial. Entities that share a
key stand in one block.

What keeps it near-linear: an entity looks into its smallest blocks first and stops after
`MOST_NEAR` others, and a block of more than `CAP` (a common name) is not looked into at all,
unless it is the whole name's: there each meets the `WINDOW` before it, so that a thousand
of one name still hang together, by a chain.

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

CAP = 16
"""Members of a block that meet each other. Measured: docs/identity.md."""
WINDOW = 5
MOST_NEAR = 16
"""Others that one entity meets at most, the chains of large blocks aside."""
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
    both = {
        f"{word}+{bones}" for word in words for bones in {_bones(s) for s in solid if s != word}
    }
    # Sorted, so that "Luna, Ana" meets "Ana Luna".
    both |= {"+".join(sorted(two)) for two in pairwise(solid)}
    if solid:
        both |= {_WHOLE + "+".join(sorted(solid)), "/" + "".join(solid)}
    if kind == _BODY:
        both |= {"@" + initials for initials in name.acronyms}
        both |= {"@" + token for token in name.tokens if len(token) in _ACRONYM}
    vague = {"." + word for word in words} if len(sounds) < 2 else set()
    letters = {f".{word}+{c}" for word in words for c in _starts(sounds, word)}
    if len(solid) < len(sounds):
        vague |= letters
    held |= both | vague | {"~" + key for key in letters | {"." + word for word in words}}
    asked |= both | letters | {"." + word for word in words} | {"~" + key for key in vague}


def _bones(sound: str) -> str:
    """A word's consonants: what most slips of the pen leave as it was."""
    return "".join([letter for letter in sound if letter not in _VOWELS][:_BONES]) + "'"


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
    _keys: dict[int, Keys] = field(default_factory=dict)
    _whole: dict[int, str] = field(default_factory=dict)

    def add(self, number: int, names: Iterable[str], type_: EntityType) -> None:
        """Puts an entity into its blocks. Raises ValueError for a number that is taken."""
        if number in self._keys:
            raise ValueError(f"number {number} is taken")
        names = tuple(names)
        self._keys[number] = keys = keys_of(names, type_)
        self._whole[number] = whole_of(names, type_)
        for key in keys.held:
            self._members.setdefault(key, []).append(number)

    def near(self, names: Iterable[str], type_: EntityType) -> list[int]:
        """Whom an entity with these names may be: at most `most_near`, those of the
        smallest blocks first; of a block that is too large only when it is the whole name's,
        and then the first."""
        found: dict[int, None] = {}
        for key in self._smallest_first(keys_of(names, type_).asked):
            block = self._members[key]
            if len(block) > self.cap and not key[2:].startswith(_WHOLE):
                continue
            found |= dict.fromkeys(block[: self.cap])
            if len(found) >= self.most_near:
                break
        return list(found)[: self.most_near]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Every pair worth comparing once, the smaller number first. Which pairs these are
        does not depend on the order of adding."""
        chained = self._chained()
        for number in sorted(self._keys):
            found = chained.pop(number, set())
            limit = len(found) + self.most_near
            for key in self._smallest_first(self._keys[number].asked):
                block = self._members[key]
                if len(block) > self.cap or len(found) >= limit:
                    break
                found.update(other for other in block if other < number)
            yield from ((other, number) for other in sorted(found))

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


def pairs_of(entities: Iterable[Iterable[str]], type_: EntityType) -> Iterator[tuple[int, int]]:
    """The places of entities worth comparing, all of one type, each given by its names."""
    blocks = Blocks()
    for number, names in enumerate(entities):
        blocks.add(number, names, type_)
    return blocks.pairs()
