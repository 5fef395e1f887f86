"""Who speaks in Spanish where a verb has no subject, has it behind, or names nobody."""

from __future__ import annotations

from collections.abc import Mapping

from careo.annotating.claims.voices import (
    NOBODY,
    RELATIVES,
    SETS_OFF,
    SUBJECT,
    TIMES,
    Voice,
    antecedent,
    case_of,
    phrase,
    without_case,
)
from careo.annotating.language.tree import Tree

_FINDS = frozenset({"descubrir", "ver", "conocer", "saber", "encontrar", "hallar", "observar"})
_MEDIA = ("documents", "outlets")


def place_of_saying(tree: Tree, i: int, words: Mapping[str, frozenset[str]]) -> Voice:
    """What "en el informe se afirma" or "se lee en el informe" names."""
    if tree.lemmas[i] in _FINDS:
        return NOBODY
    for k in tree.kids_with(i, ("obl", "obj", "nmod")):
        if case_of(tree, k) != "en":
            continue
        inner = [t for t in tree.kids[k] if tree.deps[t] == "nmod" and case_of(tree, t) == "de"]
        if any(tree.lemmas[t] in words[kind] for t in (k, *inner) for kind in _MEDIA):
            return Voice(k, tuple(without_case(tree, k)))
    return NOBODY


def dropped(tree: Tree, i: int) -> Voice:
    """The voice of a Spanish verb without a subject, in the verb's own number."""
    verbs = (i, *(k for k in tree.kids[i] if tree.deps[k] == "aux"))
    return Voice(None, implied=True, plural=any(tree.low[t].endswith("n") for t in verbs))


def past_day(tree: Tree, after: int) -> int:
    """Past "el jueves", "este martes" between a Spanish verb and who says it."""
    if after + 1 < len(tree) and tree.low[after] in ("el", "este") and tree.low[after + 1] in TIMES:
        return after + 2
    return after + (after < len(tree) and tree.low[after] in ("hoy", "ayer"))


CLITICS = frozenset({"se", "le", "les", "lo", "la", "los", "me", "nos", "no", "ya", "tambien"})


def by_place(tree: Tree, i: int, subjects: list[int]) -> Voice | None:
    """Who speaks by where the verb stands alone, against the parser's `subjects`."""
    if is_inserted(tree, i):
        return Voice(None, implied=True)
    named = name_before(tree, i)
    if named is not None and not any(k >= named for k in subjects):
        return Voice(named, tuple(phrase(tree, named)))
    return None


def near_by(tree: Tree, i: int) -> Voice | None:
    """Who speaks where the parser gives the verb no subject, by what stands around it."""
    found = spoken_from(tree, i) or named_by_who(tree, i)
    if found is not None:
        return found
    beside = set_off(tree, i)
    beside = left_of(tree, i) if beside is None else beside
    return None if beside is None else Voice(beside, tuple(phrase(tree, beside)))


def is_time(tree: Tree, k: int) -> bool:
    """Whether the parser has taken a Spanish date for the subject ("este 14 de abril")."""
    if not tree.is_spanish:
        return False
    return tree.low[k] in TIMES or any(tree.low[t] in TIMES for t in tree.kids[k])


def name_before(tree: Tree, i: int) -> int | None:
    """The name that stands right before a Spanish verb and after a comma, whatever the
    parser makes of the list before it: "el jefe, Luis Rey, Rosa Díaz dijo"."""
    t = i
    while t > 0 and tree.pos[t - 1] == "PROPN":
        t -= 1
    return t if 0 < t < i and tree.words[t - 1] == "," else None


def spoken_from(tree: Tree, i: int) -> Voice | None:
    """Whom Spanish "afirman desde el sindicato" names."""
    for k in tree.kids_with(i, ("obl", "obj", "nmod")):
        if (
            case_of(tree, k) == "desde"
            and tree.pos[k] in ("NOUN", "PROPN")
            and not is_time(tree, k)
        ):
            return Voice(k, tuple(without_case(tree, k)))
    return None


def named_by_who(tree: Tree, i: int) -> Voice | None:
    """The noun of a "quien" a few words before a Spanish verb, where the parser has lost it."""
    for t in range(i - 1, max(tree.sentence(i).start, i - 9), -1):
        if tree.low[t] in ("quien", "quienes") and tree.pos[t - 1] != "ADP":
            owner = antecedent(tree, t)
            noun = owner is not None and owner < t and tree.pos[owner] in ("NOUN", "PROPN")
            return Voice(owner, tuple(phrase(tree, owner)), relative=t) if noun and owner else None
        if tree.pos[t] == "VERB" and tree.is_finite(t):
            return None
    return None


def set_off(tree: Tree, i: int) -> int | None:
    """The name between commas right before a Spanish verb: "el ministro, Luis Rey, dijo"."""
    t = i - 2
    if t < 1 or tree.words[i - 1] != "," or tree.pos[t] != "PROPN":
        return None
    while t > 0 and tree.pos[t - 1] == "PROPN":
        t -= 1
    return t if t > 0 and tree.words[t - 1] == "," else None


def left_of(tree: Tree, i: int) -> int | None:
    """The noun right before a Spanish verb for which the parse has no subject."""
    t = i - 1
    while t >= 0 and tree.low[t] in CLITICS:
        t -= 1
    noun = None
    while t >= 0 and tree.pos[t] in ("NOUN", "PROPN", "ADJ"):
        noun = t if tree.pos[t] != "ADJ" else noun
        t -= 1
    if noun is None or t < 0 or tree.low[noun] in TIMES:
        return None
    is_bare = tree.pos[t] == "DET" or (tree.low[noun].endswith("s") and tree.pos[t] != "ADP")
    before = t - 1 if tree.pos[t] == "DET" else t
    is_many = tree.low[noun].endswith("s") and tree.low[i].endswith("n")
    parted = ("ADP", "VERB", "AUX") if is_many else ("ADP", "VERB", "AUX", "CCONJ")
    if not is_bare or before < 0 or tree.pos[before] in parted:
        return None
    return noun


def is_inserted(tree: Tree, i: int) -> bool:
    """Whether a Spanish verb stands alone between commas ("…, aseveró, …"): what it is
    inserted in has a subject of its own."""
    if not tree.is_spanish or not 0 < i < len(tree) - 1:
        return False
    return tree.words[i - 1] in SETS_OFF and tree.words[i + 1] in SETS_OFF


def resumed(tree: Tree, i: int) -> int | None:
    """The reporting verb that a Spanish verb of its tense goes on from ("informó que saldrán y
    pidió …", "admitió que falló, aunque negó …") where the parser hangs it on what is said."""
    said = tree.heads[i]
    if not tree.is_spanish or tree.deps[i] not in ("conj", "advcl") or tree.deps[said] != "ccomp":
        return None
    if tree.kid(i, SUBJECT) is not None:
        return None
    over = tree.heads[said]
    first = tree.low[tree.subtree(i)[0]]
    joins = {tree.low[k] for k in tree.kids[i] if k < i} | {first, tree.low[max(0, i - 1)]}
    ends = [_past(tree, t) for t in (over, i, said)]
    is_same = ends[0] is not None and ends[0] == ends[1]
    if not is_same or not (ends[2] != ends[1] or "aunque" in joins):
        return None
    return over if joins & {"y", "e", "aunque", "pero", "mientras", ","} else None


def _past(tree: Tree, i: int) -> str | None:
    """How a Spanish verb in the past ends: by number."""
    word = tree.words[i].lower()
    return next((end for end in ("ó", "jo", "ron") if word.endswith(end)), None)


def is_oblique(tree: Tree, i: int) -> bool:
    """Whether the noun is only where or when it is said ("una audiencia en la que negó …")."""
    for k in tree.kids[i]:
        if k < i and tree.low[k] in RELATIVES | {"donde", "cuando"} and tree.is_spanish:
            case = tree.kid(k, ("case",))
            return tree.low[k] in ("donde", "cuando") or case is not None
    return False


def is_impersonal(tree: Tree, i: int) -> bool:
    """Spanish "se informó que": nobody is named. "Se declaró culpable" has a subject."""
    reflexive = next((k for k in tree.kids[i] if tree.low[k] == "se" and k < i), None)
    if reflexive is None:
        return False
    if tree.lemmas[i] in _ACCUSING and tree.low[reflexive + 1] in CLITICS:
        return True
    if tree.lemmas[i] in _REFLEXIVE:
        return False
    subject = tree.kid(i, SUBJECT)
    has_clause = tree.kid(i, ("ccomp", "csubj")) is not None
    return subject is None or subject > i or has_clause or tree.lemmas[i] == "reportar"


_ACCUSING = frozenset({"acusar", "senalar", "atribuir", "sindicar", "imputar", "achacar",
    "responsabilizar", "vincular", "culpar", "considerar", "investigar"})  # fmt: skip
"""Verbs of which "se le" or "se lo" means who is accused: "se le acusa de"."""


_REFLEXIVE = frozenset(
    [
        "declarar",
        "quejar",
        "pronunciar",
        "referir",
        "comprometer",
        "deslindar",
        "desmarcar",
        "adjudicar",
        "atribuir",
        "disculpar",
        "jactar",
        "manifestar",
        "negar",
    ]
)
