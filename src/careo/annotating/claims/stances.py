"""Stance, hedge and basis of a claim: what its reporting word and what stands around say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from careo.annotating.claims.cues import Cue, Kind, Lexicon
from careo.annotating.language.tree import Tree
from careo.values import Stance

LONGEST = 150
"""Tokens of a content in which an accusation is looked for; statements are shorter."""


class Blamed(Protocol):
    """Whether a token belongs to the name of a person or a group (`group`: of a group)."""

    def __call__(self, token: int, *, group: bool) -> bool: ...


_MUST = frozenset({"should", "must", "ought", "deber", "debe", "deben", "deberia", "deberian",
    "debemos", "deberiamos"})  # fmt: skip
_MAY = frozenset({"may", "might", "podria", "podrian", "pudiera", "pudieran"})
_OPPOSITE = {
    Stance.ASSERTS: Stance.DENIES,
    Stance.ADMITS: Stance.DENIES,
    Stance.ALLEGES: Stance.DENIES,
    Stance.DENIES: Stance.ASSERTS,
    Stance.SPECULATES: Stance.DENIES,
    Stance.URGES: Stance.DENIES,
}


def stance_of(
    tree: Tree,
    cue: Cue,
    content: Sequence[int],
    words: Mapping[str, frozenset[str]],
    *,
    quoted: bool,
) -> Stance:
    """The stance of the cue's word, turned by a negation, and for a plain assertion by
    what the content itself is: a demand ("should"), a possibility ("may")."""
    stance = cue.entry.stance
    if cue.kind is Kind.ADVERB:
        return _adverb(tree.low[cue.at])
    if cue.negated:
        return _OPPOSITE[stance]
    if stance is not Stance.ASSERTS or cue.kind not in (Kind.VERB, Kind.SOURCE):
        return stance
    if tree.lemmas[cue.at] in words["settling"] and _is_negated(tree, content):
        return Stance.DENIES
    if any(tree.low[t] in words["innocence"] for t in content):
        return Stance.DENIES
    return stance if quoted else _by_content(tree, content, words["unsure"]) or stance


def _heads(tree: Tree, content: Sequence[int]) -> Iterator[int]:
    """The words that the content's own statements hang on."""
    inside = set(content)
    for t in content:
        if tree.heads[t] not in inside or tree.heads[t] == t:
            yield t


def _is_negated(tree: Tree, content: Sequence[int]) -> bool:
    return any(_is_not(tree, t) for t in _heads(tree, content))


def _adverb(low: str) -> Stance:
    if low in ("reportedly", "apparently", "aparentemente", "al", "se"):
        return Stance.ASSERTS if low == "reportedly" else Stance.SPECULATES
    return Stance.ALLEGES


def _by_content(tree: Tree, content: Sequence[int], unsure: frozenset[str]) -> Stance | None:
    """What the head of the content makes of it: a demand, a possibility."""
    for t in _heads(tree, content):
        near = {tree.low[k] for k in tree.kids[t]} | {tree.low[t]}
        if near & _MUST:
            return Stance.URGES
        if near & _MAY or near & unsure:
            return Stance.SPECULATES
    return None


def is_hedged(cue: Cue, lexicon: Lexicon, low: Iterable[str]) -> bool:
    """Whether the article marks doubt: by the cue itself, or by a word in or at it."""
    if cue.kind in (Kind.ADVERB, Kind.RUMOUR):
        return True
    if cue.kind is Kind.RAISED and cue.entry.stance is Stance.SPECULATES:
        return True
    return any(word in lexicon.hedges for word in low)


def accuses(
    tree: Tree, content: Sequence[int], words: Mapping[str, frozenset[str]], blamed: Blamed
) -> bool:
    """Whether the content lays a wrong at the door of somebody who is named: that they do
    it, are behind it, live by it, or lead or belong to a group. What is only done to them,
    or what they do against it, is none."""
    content = content[:LONGEST]
    inside = set(content)
    main = [t for t in content if _is_main(tree, t, inside)]
    for t in main:
        lemma = tree.lemmas[t]
        if _is_predicated(tree, t) and not (_is_not(tree, t) or _is_not(tree, tree.heads[t])):
            if tree.low[t] in words["wrong"] or lemma in words["wrong"]:
                return True
            if lemma in words["leading"] and any(blamed(k, group=True) for k in tree.subtree(t)):
                return True
        if tree.pos[t] != "VERB" or _is_not(tree, t):
            continue
        if tree.is_passive(t):
            if lemma in words["wrongs"] and _is_done_by(tree, t, blamed):
                return True
            continue
        if not _is_blamed(tree, t, blamed):
            continue
        if lemma in words["wrongs"]:
            return True
        if lemma not in words["clean"] and _names_crime(tree, t, set(main), words["crimes"]):
            return True
    return False


_PREDICATED = frozenset(
    {"ROOT", "ccomp", "acomp", "attr", "conj", "xcomp", "oprd", "csubj", "dep", "advcl"}
)
"""What is said of somebody, and does not only describe them in passing."""


def _is_not(tree: Tree, t: int) -> bool:
    return any(tree.low[k] in ("no", "not", "n't", "never", "nunca") for k in tree.kids[t])


def _is_done_by(tree: Tree, verb: int, blamed: Blamed) -> bool:
    """Whether the passive names who did it ("was killed by X")."""
    for k in tree.kids[verb]:
        tokens = tree.subtree(k)
        if k > verb and tree.low[tokens[0]] in ("by", "por"):
            return any(blamed(t, group=False) for t in tokens[:12])
    return False


_HOLDS = frozenset({"have", "play", "hold", "tener", "jugar", "desempenar", "ocupar", "mantener"})


def _is_predicated(tree: Tree, t: int) -> bool:
    """Whether the word is said of somebody: it is the predicate, or what they have."""
    if tree.deps[t] in _PREDICATED or tree.kid(t, ("cop", "aux")) is not None:
        return True
    return tree.deps[t] in ("dobj", "obj") and tree.lemmas[tree.heads[t]] in _HOLDS


def _names_crime(tree: Tree, verb: int, inside: set[int], crimes: frozenset[str]) -> bool:
    """Whether a crime stands among what the verb takes ("lives by extortion")."""
    for k in tree.kids[verb]:
        if k < verb or tree.low[tree.subtree(k)[0]] in _TIMES:
            continue
        if any(t in inside and tree.lemmas[t] in crimes for t in tree.subtree(k)):
            return True
    return False


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
