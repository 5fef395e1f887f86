"""Stance, hedge and basis of a claim: what its reporting word and what stands around say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from careo.annotating.cues import Cue, Kind, Lexicon
from careo.annotating.tree import Tree
from careo.values import Stance

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


def stance_of(tree: Tree, cue: Cue, content: Sequence[int], *, quoted: bool) -> Stance:
    """The stance of the cue's word, turned by a negation, and for a plain assertion by
    what the content itself is: a demand ("should"), a possibility ("may")."""
    stance = cue.entry.stance
    if cue.kind is Kind.ADVERB:
        return _adverb(tree.low[cue.at])
    if cue.negated:
        return _OPPOSITE[stance]
    if quoted or stance is not Stance.ASSERTS or cue.kind not in (Kind.VERB, Kind.SOURCE):
        return stance
    return _by_content(tree, content) or stance


def _adverb(low: str) -> Stance:
    if low in ("reportedly", "apparently", "aparentemente", "al", "se"):
        return Stance.ASSERTS if low == "reportedly" else Stance.SPECULATES
    return Stance.ALLEGES


def _by_content(tree: Tree, content: Sequence[int]) -> Stance | None:
    """What the head verb of the content makes of it."""
    inside = set(content)
    for t in content:
        if tree.pos[t] not in ("VERB", "AUX") or tree.heads[t] in inside:
            continue
        modals = {tree.low[k] for k in tree.kids[t] if tree.deps[k] in ("aux", "cop")} | {
            tree.low[t]
        }
        if modals & _MUST:
            return Stance.URGES
        if modals & _MAY:
            return Stance.SPECULATES
    return None


def is_hedged(cue: Cue, lexicon: Lexicon, low: Iterable[str]) -> bool:
    """Whether the article marks doubt: by the cue itself, or by a word in or at it."""
    if cue.kind in (Kind.ADVERB, Kind.RUMOUR):
        return True
    if cue.kind is Kind.RAISED and cue.entry.stance is Stance.SPECULATES:
        return True
    return any(word in lexicon.hedges for word in low)
