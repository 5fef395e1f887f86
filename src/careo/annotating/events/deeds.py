"""Who is said to have done "the act", "this crime": words that tell no event by themselves
but mean one told before."""

from __future__ import annotations

from collections.abc import Iterator

from careo.annotating.events.doers import Roles, add_doers
from careo.annotating.events.triggers import lower_forms, numbers_of
from careo.annotating.language import syntax
from careo.annotating.language.parsing import Parsed
from careo.annotating.language.syntax import Token
from careo.annotating.language.word_sets import word_set

_DEEDS = frozenset(numbers_of(word_set("deeds")))
_DEFINITE = word_set("definite")


def deeds_in(parsed: Parsed) -> Iterator[tuple[Token, Roles]]:
    """The words for a deed told before, each with those who did it, where the text says so."""
    for index, number in enumerate(lower_forms(parsed.doc)):
        if number not in _DEEDS:
            continue
        token = parsed.doc[index]
        if token.pos_ != "NOUN" or not is_definite(token):
            continue
        roles = Roles(by=syntax.agents(token))
        add_doers(token, roles)
        if roles.by:
            yield token, roles


def is_definite(noun: Token) -> bool:
    """Whether "the", "this" or the like stands with a noun."""
    return any(child.lower_ in _DEFINITE and child.i < noun.i for child in syntax.children(noun))
