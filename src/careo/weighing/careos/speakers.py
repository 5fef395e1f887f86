"""Whether two claims have one speaker: nobody contradicts or supports himself."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache

from careo.authority.folding import folded
from careo.authority.loader import entry
from careo.values import EntityType
from careo.weighing.careos.matter_words import matter_words
from careo.weighing.careos.testimony import Testimony

_NAMED = re.compile(r"[^\W\d_a-z]\w+ [^\W\d_a-z]\w+ [^\W\d_a-z]\w+")
"""Three capitalised words in a row: an office and a name."""


class Apart(IntEnum):
    """How surely two speakers are two."""

    SAME = 0
    UNCLEAR = 1
    DIFFERENT = 2


def apart(a: Testimony, b: Testimony) -> Apart:
    """How surely the speakers of two claims are two. The order does not matter.

    One speaker who is called by part of the other's words counts as the same. Where an
    identity is missing a role ("the prosecutor") may mean whoever else is named in the
    article, but not where the words are a name themselves.
    """
    if a.speaker and a.speaker == b.speaker:
        return Apart.SAME
    if not _called(a) or not _called(b):
        return Apart.UNCLEAR
    if _is_part(a, b) or _is_part(b, a):
        return Apart.SAME
    if a.speaker and b.speaker:
        return Apart.DIFFERENT
    if _called(a) & _called(b):
        return Apart.UNCLEAR
    named = all(one.speaker or _NAMED.search(one.claim.speaker_text or "") for one in (a, b))
    elsewhere = a.setting.article != b.setting.article and a.setting.outlet != b.setting.outlet
    return Apart.DIFFERENT if named or elsewhere else Apart.UNCLEAR


def _is_part(one: Testimony, other: Testimony) -> bool:
    """Whether all words for one speaker are among those for the other."""
    said = _said_of(one)
    return _called(one) <= _called(other) | _said_of(other) or (
        bool(said) and said <= _said_of(other)
    )


def _called(testimony: Testimony) -> frozenset[str]:
    """The words that the speaker is called by: of the identity, or of the text."""
    if testimony.speaker:
        return _content_words(testimony.speaker.rsplit("/", 1)[-1])
    return _said_of(testimony)


def _said_of(testimony: Testimony) -> frozenset[str]:
    """The words of the text for the speaker: an office may name whom it speaks for."""
    return _content_words(testimony.claim.speaker_text or "")


def _content_words(text: str) -> frozenset[str]:
    stop = matter_words().sets["stop"]
    return frozenset(
        word for word in re.findall(r"[^\W_]+", folded(text)) if word not in stop and len(word) > 1
    )


@cache
def type_of(key: str) -> EntityType | None:
    """The type that an identity key tells (`name/<type>/…`) or that the authority knows;
    None when neither does."""
    kind, _, rest = key.partition("/")
    if kind == "authority":
        known = entry(rest)
        return known.type if known else None
    try:
        return EntityType(rest.partition("/")[0].upper())
    except ValueError:
        return None
