"""Whose office it is when the text names no body beside it: "the prosecutor Juan Sol" is of
the one prosecutor's office that the article names."""

from __future__ import annotations

from careo.annotating.draft import Draft
from careo.annotating.events.arguments import Filler
from careo.annotating.language.syntax import Token
from careo.authority.folding import folded
from careo.values import EntityType, Span

_BODIES = {
    "fiscal": ("fiscalia",),
    "procurador": ("procuraduria",),
    "procuradora": ("procuraduria",),
    "comisario": ("comisaria",),
    "contralor": ("contraloria",),
    "contralora": ("contraloria",),
    "defensor": ("defensoria",),
    "defensora": ("defensoria",),
    "sheriff": ("sheriff",),
}
"""Offices and the words by which the names of their bodies are told."""
_LOCAL = frozenset({"estado", "estatal", "departamental", "departamento", "municipal"})
"""What tells an office of a part of the country from the country's own."""


class Offices:
    """The bodies of one article that hold offices of their own name."""

    def __init__(self, draft: Draft) -> None:
        first: dict[str, Span] = {}
        for mention in draft.mentions:
            first.setdefault(mention.entity, mention.span)
        self._bodies = [
            (Filler(e.id, first[e.id], e), set(folded(e.name).replace("’", " ").split()))
            for e in draft.entities
            if e.type is EntityType.AGENCY and e.id in first
        ]

    def of(self, noun: Token) -> Filler | None:
        """The one body of the article that an office is of; None when none or several."""
        words = _BODIES.get(folded(noun.lower_).removeprefix("ex").lstrip("-"), ())
        here = {folded(t.lower_) for t in noun.doc[noun.i + 1 : noun.i + 6]} & _LOCAL
        found = [f for f, name in self._bodies if name & set(words) and here <= name]
        return found[0] if len(found) == 1 else None
