"""What tells of no event: what befalls nobody, and what is said to happen in general."""

from __future__ import annotations

from careo.annotating.events.arguments import Filler
from careo.annotating.events.merging import Told
from careo.annotating.events.triggers import Trigger
from careo.annotating.language import syntax
from careo.annotating.language.syntax import Token
from careo.annotating.language.word_sets import word_set

_NO = word_set("nobody_determiners")
_MARKING = frozenset({"det", "nummod", "poss", "amod", "quantmod", "compound", "nmod", "prep"})
"""What makes a plural one of some and not of all: "Americans" against "two Americans"."""
_OPEN = frozenset({"VB", "VBG", "VBP", "VBZ"})


def is_of_nobody(told: Told) -> bool:
    """Whether it befell nobody: "no deputies were injured", "neither man was charged"."""
    return bool(told.who) and all(
        filler.head is not None
        and filler.entity is None
        and any(c.lower_ in _NO and c.i < filler.head.i for c in syntax.children(filler.head))
        for filler in told.who
    )


def is_general(trigger: Trigger, told: Told) -> bool:
    """Whether a verb in no past tense tells of bare plurals, without a day, a figure or
    somebody named: "drugs that kill Americans", "matan a periodistas"."""
    if not trigger.verbal or not told.who or told.date or told.amount:
        return False
    if any(f.entity is not None for f in told.by) or not _is_open(trigger.token):
        return False
    return all(_is_bare_plural(filler) for filler in told.who)


def _is_open(verb: Token) -> bool:
    """Whether the verb, with what helps it, is in no past tense."""
    forms = [verb, *(c for c in syntax.children(verb) if c.dep_ in ("aux", "auxpass", "cop"))]
    if verb.lang_ == "es":
        past = any({"Past", "Imp"} & set(f.morph.get("Tense")) for f in forms)
        return not past and "Part" not in verb.morph.get("VerbForm")
    return all(f.tag_ in _OPEN | {"MD", "TO"} for f in forms)


def _is_bare_plural(filler: Filler) -> bool:
    head = filler.head
    if filler.entity is not None or head is None:
        return False
    if head.tag_ not in ("NNS", "NNPS") and "Plur" not in head.morph.get("Number"):
        return False
    return not any(c.dep_ in _MARKING for c in syntax.children(head))
