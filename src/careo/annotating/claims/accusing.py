"""Whether what is said lays a wrong at somebody's door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Protocol

from careo.annotating.language.tree import OBJECTS, Tree

Words = Mapping[str, frozenset[str]]
"""Named lists of words."""
LONGEST = 150
"""Tokens of a content in which an accusation is looked for; statements are shorter."""


class Blamed(Protocol):
    """Whether a token belongs to the name of a person or a group (`group`: of a group)."""

    def __call__(self, token: int, *, group: bool) -> bool: ...


def main_of(tree: Tree, content: Sequence[int]) -> list[int]:
    """The tokens of the content's own statement."""
    inside = set(content[:LONGEST])
    return [t for t in inside if _is_main(tree, t, inside)]


def accuses(tree: Tree, content: Sequence[int], words: Words, blamed: Blamed) -> bool:
    """Whether the content lays a wrong at the door of somebody who is named: that they do
    it, are behind it, live by it, or lead or belong to a group. What is only done to them,
    or what they do against it, is none."""
    content = content[:LONGEST]
    inside = set(content)
    main = [t for t in content if _is_main(tree, t, inside)]
    if tree.is_spanish and _is_spanish_accusation(tree, content, main, words, blamed):
        return True
    return any(
        _is_said_wrong(tree, t, words, blamed) or _does_wrong(tree, t, set(main), words, blamed)
        for t in main
    )


def _is_spanish_accusation(
    tree: Tree, content: Sequence[int], main: list[int], words: Words, blamed: Blamed
) -> bool:
    """Whether Spanish phrases tell a wrong, whatever the verb."""
    if any(_is_abuse(tree, t, words) or _is_alleged(tree, t) for t in main):
        return True
    if _is_by_part_of(tree, content, words):
        return True
    return _is_meant_wrong(tree, content, set(main), words["wrongs"], blamed)


def _is_said_wrong(tree: Tree, t: int, words: Words, blamed: Blamed) -> bool:
    """Whether the word is a predicate that blames ("is responsible", "leads the group")."""
    if not _is_predicated(tree, t) or is_not(tree, t) or is_not(tree, tree.heads[t]):
        return False
    if tree.is_spanish and not _may_be_blamed(tree, t, blamed):
        return False
    if {tree.low[t], tree.lemmas[t]} & words["wrong"]:
        return True
    is_leading = tree.lemmas[t] in words["leading"]
    return is_leading and any(blamed(k, group=True) for k in tree.subtree(t))


def _does_wrong(tree: Tree, t: int, main: set[int], words: Words, blamed: Blamed) -> bool:
    """Whether the verb is a wrong, or has a crime for its object, and somebody is blamed."""
    lemma = tree.lemmas[t]
    if tree.pos[t] != "VERB" or is_not(tree, t):
        return False
    if tree.is_passive(t):
        return lemma in words["wrongs"] and _is_done_by(tree, t, blamed)
    is_handled = tree.is_spanish and tree.kid(t, ("nsubj",)) is None
    if is_handled and lemma in words["hurts"] and _has_crime(tree, t, words["crimes"]):
        return True
    if not _is_blamed(tree, t, blamed):
        return False
    is_clean = lemma in words["clean"] or _is_officer(tree, t, words["officers"])
    return lemma in words["wrongs"] or (
        not is_clean and _names_crime(tree, t, main, words["crimes"])
    )


_PREDICATED = frozenset(
    {"ROOT", "ccomp", "acomp", "attr", "conj", "xcomp", "oprd", "csubj", "dep", "advcl"}
)
"""What is said of somebody, and does not only describe them in passing."""


def _may_be_blamed(tree: Tree, t: int, blamed: Blamed) -> bool:
    """Whether a predicate is said of somebody, or of whom the words leave open; a case that
    "is related to" another is not to blame."""
    subject = tree.kid(t, ("nsubj",))
    if subject is None:
        return True
    if tree.pos[subject] in ("PRON", "DET", "NUM"):
        return True
    return any(blamed(k, group=False) for k in tree.subtree(subject)[:12])


def _is_by_part_of(tree: Tree, content: Sequence[int], words: Words) -> bool:
    """Whether the Spanish content is of a wrong "por parte de" somebody."""
    wrongs = words["crimes"] | words["abuses"] | words["unlawful"]
    for t in content:
        if tree.low[t : t + 2] == ("por", "parte") and tree.low[t + 2 : t + 3] in _OF:
            before = range(max(0, t - 9), t)
            return any(tree.lemmas[b] in wrongs or tree.low[b] in wrongs for b in before)
    return False


_OF = (("de",), ("del",))


def _is_alleged(tree: Tree, t: int) -> bool:
    """Whether an adverb of accusation stands at the statement's verb."""
    return tree.low[t] in ("presuntamente", "supuestamente") and tree.pos[tree.heads[t]] == "VERB"


def _is_meant_wrong(
    tree: Tree, content: Sequence[int], main: set[int], wrongs: frozenset[str], blamed: Blamed
) -> bool:
    """Whether somebody is said to do something in order to do wrong ("utilizaba patrullas
    para plagiar a sus víctimas")."""
    for t in content:
        head = tree.heads[t]
        if t in main or head not in main or tree.lemmas[t] not in wrongs or is_not(tree, head):
            continue
        if tree.is_infinitive(t) and tree.deps[t] in ("advcl", "xcomp", "conj"):
            return _is_blamed(tree, head, blamed)
    return False


def _is_officer(tree: Tree, verb: int, officers: frozenset[str]) -> bool:
    """Whether those are the subject who deal with crimes by their office."""
    subject = tree.kid(verb, ("nsubj",))
    return subject is not None and tree.lemmas[subject] in officers


def _has_crime(tree: Tree, t: int, crimes: frozenset[str]) -> bool:
    """Whether what they handle is a crime ("almacenaban droga")."""
    return any(tree.lemmas[k] in crimes for k in tree.kids_with(t, OBJECTS))


def _is_abuse(tree: Tree, t: int, words: Words) -> bool:
    """Whether the word names what only somebody in power can do wrong ("persiste la
    represión"), and is neither denied nor fought."""
    if tree.pos[t] != "NOUN" or tree.lemmas[t] not in words["abuses"]:
        return False
    head = tree.heads[t]
    if tree.deps[t] in ("nmod", "obl") and tree.lemmas[head] not in _MUCH_OF:
        return False
    over = [t, *islice(tree.above(t), 3)]
    return not any(is_not(tree, h) or tree.lemmas[h] in words["clean"] for h in over)


_MUCH_OF = frozenset({"serie", "ola", "patron", "politica", "acto", "caso", "clima", "intento",
    "situacion", "hecho", "campana", "denuncia", "conjunto", "regimen", "estado", "informacion",
    "evidencia", "prueba", "reporte"})  # fmt: skip


def is_not(tree: Tree, t: int) -> bool:
    return any(tree.low[k] in ("no", "not", "n't", "never", "nunca") for k in tree.kids[t])


def _is_done_by(tree: Tree, verb: int, blamed: Blamed) -> bool:
    """Whether the passive names who did it ("was killed by X")."""
    for k in tree.kids[verb]:
        tokens = tree.subtree(k)
        if k > verb and tree.low[tokens[0]] in ("by", "por"):
            return any(blamed(t, group=False) for t in tokens[:12])
    return False


_HOLDS = frozenset({"have", "play", "hold", "tener", "jugar", "desempenar", "ocupar", "mantener"})


def tells_wrong(tree: Tree, content: Sequence[int], words: Words) -> bool:
    """Whether what is rumoured is a wrong, whoever did it: its own statement has a verb, a
    predicate or an office of wrongdoing."""
    inside = set(content[:LONGEST])
    return any(
        tree.lemmas[t] in words["wrongs"] | words["hurts"]
        or (
            _is_predicated(tree, t)
            and {tree.lemmas[t], tree.low[t]} & (words["wrong"] | words["leading"])
        )
        for t in inside
        if _is_main(tree, t, inside) and not is_not(tree, t)
    )


def _is_predicated(tree: Tree, t: int) -> bool:
    """Whether the word is said of somebody: it is the predicate, or what they have."""
    if tree.deps[t] in _PREDICATED or tree.kid(t, ("cop", "aux")) is not None:
        return True
    return tree.deps[t] in ("dobj", "obj") and tree.lemmas[tree.heads[t]] in _HOLDS


def _names_crime(tree: Tree, verb: int, inside: set[int], crimes: frozenset[str]) -> bool:
    """Whether a crime stands among what the verb takes ("lives by extortion"), and is not
    only what came before it or what it is about ("sentenced for …")."""
    for k in tree.kids[verb]:
        if k < verb or tree.low[tree.subtree(k)[0]] in _TIMES:
            continue
        for t in tree.subtree(k):
            if t in inside and tree.lemmas[t] in crimes and not _is_ground(tree, t):
                return True
    return False


def _is_ground(tree: Tree, noun: int) -> bool:
    """Whether a Spanish noun is only when or for what something is done ("tras el robo")."""
    case = tree.kid(noun, ("case",))
    return tree.is_spanish and case is not None and tree.low[case] in (*_TIMES, "por", "contra")


_TIMES = frozenset({"after", "before", "since", "during", "tras", "desde", "durante", "despues"})


_NESTED = frozenset({"relcl", "acl", "advcl", "ccomp", "appos", "csubj", "parataxis", "acl:relcl"})


def _is_main(tree: Tree, t: int, inside: set[int]) -> bool:
    """Whether the token belongs to the content's own statement, not to a clause in it."""
    while tree.heads[t] in inside and tree.heads[t] != t:
        if tree.deps[t] in _NESTED:
            return False
        t = tree.heads[t]
    return True


def _is_blamed(tree: Tree, verb: int, blamed: Blamed) -> bool:
    subject = tree.kid(verb, ("nsubj",))
    if subject is None and tree.deps[verb] in ("conj", "xcomp", "advcl"):
        subject = tree.kid(tree.heads[verb], ("nsubj",))
    if subject is None:
        return False
    return any(blamed(t, group=False) for t in tree.subtree(subject)[:12])
