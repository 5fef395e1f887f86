"""What the type of an unknown name rests on: how firm it is decides what may be published."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from careo.annotating.draft import Candidate, Origin
from careo.annotating.language.words import given_names, words_of
from careo.authority.folding import folded
from careo.values import EntityType, Ground

_ALSO_SURNAMES = frozenset(
    {"armada", "banco", "bank", "calle", "campo", "church", "corte", "costa", "lake", "mar"}
    | {"marina", "mercado", "park", "penal", "plaza", "port", "portal", "post", "rio", "river"}
    | {"sierra", "street", "tierra", "valle", "valley", "via", "villa"}
)
"""Head words that are common surnames or given names too."""
_TYING = frozenset({"de", "del", "of", "for", "the", "la", "las", "los"})


def ground_of(mentions: Sequence[Candidate], type_: EntityType, text: str) -> Ground:
    """The firmest that any of an entity's mentions of this type gives it."""
    names = {m.span.of(text) for m in mentions}
    same = [m for m in mentions if m.type is type_]
    if any(m.known or m.origin in (Origin.AUTHORITY, Origin.GAZETTEER) for m in same):
        return Ground.AUTHORITY
    if any(_are_initials(m.span.of(text), names) for m in same if m.origin is Origin.INTRODUCED):
        return Ground.INTRODUCED
    if any(tells_by_head(m.span.of(text)) for m in same if m.origin is Origin.HEAD):
        return Ground.HEAD
    return Ground.CONTEXT if any(m.origin > Origin.MODEL for m in same) else Ground.MODEL


def _are_initials(short: str, names: set[str]) -> bool:
    """Whether letters introduced beside a longer name are its own: a person with a party in
    parentheses must not pass for the party."""
    letters = "".join(c for c in folded(short) if c.isalpha())
    if len(letters) < 2 or not short.isupper():
        return False
    longer = (folded(n).split() for n in names if " " in n)
    return any(letters == "".join(w[0] for w in words if w not in _TYING) for words in longer)


def tells_by_head(name: str) -> bool:
    """Whether the head word leaves no room for a person: "Marina" opens the navy's name and
    a woman's, and many a person is called Park or Villa."""
    words = folded(name).split()
    lead = list(takewhile(lambda word: word not in _TYING, words))
    if any(word in given_names() for word in lead):
        return False  # also "Sergeant Given Surname of the Police", taken for one name
    if len(lead) > 1 and lead[0] in _titles() and lead[-1] not in _heads():
        return False
    return bool(_TYING & set(words)) or not {words[0], words[-1]} & _ALSO_SURNAMES


@cache
def _titles() -> frozenset[str]:
    return words_of("en").titles | words_of("es").titles


@cache
def _heads() -> frozenset[str]:
    return frozenset(words_of("en").heads) | frozenset(words_of("es").heads)
