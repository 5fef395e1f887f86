"""How sure a text is of what a word tells: by negation, mood, hedges, the verbs it hangs
on, and the claims that hold it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from careo.annotating.language import syntax
from careo.annotating.language.syntax import Token
from careo.annotating.language.words import FOLDER
from careo.authority.folding import folded
from careo.values import Certainty, Claim, Span, Stance
from careo.vocabulary.loader import read_yaml

_BY_STANCE = {
    Stance.ALLEGES: Certainty.ALLEGED,
    Stance.DENIES: Certainty.DENIED,
    Stance.SPECULATES: Certainty.POSSIBLE,
    Stance.URGES: Certainty.POSSIBLE,
}
_CLOSED = frozenset(
    {"relcl", "appos", "parataxis", "ROOT", "nsubj", "nsubjpass", "poss", "npadvmod", "advcl"}
)
"""Relations upward over which doubt does not reach down."""
_GIVEN = frozenset({"after", "before", "until", "since", "when", "while"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ONLY = frozenset({"only", "sólo", "solo"})
_JOINING = frozenset({"and", "or", "y", "e", "o", "u"})
_LEVELS = 3
"""How many verbs above a trigger may cast doubt on it."""


def least_sure(*certainties: Certainty) -> Certainty:
    """The one furthest from told as fact."""
    return max(certainties, key=lambda certainty: certainty.rank)


@dataclass(frozen=True)
class Doubts:
    """The words of `words/certainty_<language>.yaml`."""

    negations: frozenset[str]
    nobody: frozenset[str]
    hedges: frozenset[str]
    modals: frozenset[str]
    conditions: frozenset[str]
    open_heads: frozenset[str]
    accusing_heads: frozenset[str]
    denying_heads: frozenset[str]
    failing_heads: frozenset[str]


@cache
def doubts_of(language: str) -> Doubts:
    """The lists of a language. Raises `VocabularyError`."""
    data = read_yaml(FOLDER / f"certainty_{language}.yaml")
    return Doubts(**{kind: frozenset(map(str, words)) for kind, words in data.items()})


class Claimed:
    """What the claims of an article say of a place in it."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        contents = [(span, claim) for claim in claims for span in claim.content_spans]
        self._contents = sorted(contents, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._contents]

    def at(self, span: Span) -> Certainty:
        """The certainty that the claims around a span leave it."""
        found = Certainty.REPORTED
        last = bisect_right(self._starts, span.start) - 1
        # Claims nest two or three deep; more before it cannot hold it.
        for index in range(last, max(-1, last - 4), -1):
            content, claim = self._contents[index]
            if content.covers(span):
                told = _BY_STANCE.get(claim.stance, Certainty.REPORTED)
                if told is Certainty.REPORTED and claim.hedged:
                    told = Certainty.ALLEGED
                found = least_sure(found, told)
        return found


def certainty_of(token: Token, language: str) -> Certainty:
    """How sure the sentence itself is of its word `token`; claims not looked at."""
    words = doubts_of(language)
    own = _beside(token, words)
    if own is Certainty.REPORTED and _shares_doubt(token, words):
        own = Certainty.POSSIBLE
    if own is not Certainty.REPORTED:
        return own
    for level, head in enumerate(_heads(token)):
        told = _under(head, words, level)
        if told is not None:
            return told
    return Certainty.REPORTED


def _beside(token: Token, words: Doubts) -> Certainty:
    """What hangs on the word itself tells."""
    hedged = rumored = False
    for child in syntax.children(token):
        low = folded(child.lower_)
        if _negates(child, low, words) or (child.dep_ in _SUBJECTS and _nobody(child, words)):
            return Certainty.DENIED
        if child.dep_ in ("aux", "auxpass", "cop") and (low in words.modals or _is_ahead(child)):
            rumored = True
        if child.dep_ in ("mark", "advmod") and low in words.conditions:
            rumored = True
        if low in words.hedges and child.dep_ in ("advmod", "amod", "acomp", "obl", "compound"):
            hedged = True
    if hedged:
        return Certainty.ALLEGED
    is_open = rumored or _is_ahead(token) or _is_purpose(token)
    return Certainty.POSSIBLE if is_open else Certainty.REPORTED


def _is_purpose(verb: Token) -> bool:
    """Whether a clause says what something was done for: "travelled there to kill him",
    "viajaron para matarlo"; not what came of it: "returned only to be arrested"."""
    children = list(syntax.children(verb))
    if any(child.lower_ in _ONLY for child in children):
        return False
    if verb.lang_ == "es":
        is_infinitive = "Inf" in verb.morph.get("VerbForm")
        return is_infinitive and any(
            child.lower_ == "para" and child.dep_ in ("mark", "case") for child in children
        )
    return verb.dep_ == "advcl" and any(c.lower_ == "to" and c.dep_ == "aux" for c in children)


def _shares_doubt(verb: Token, words: Doubts) -> bool:
    """Whether a verb shares the condition or the modal of the one it is joined to: "if he
    were caught or killed"."""
    first = verb.head
    if verb.dep_ != "conj" or first.pos_ not in ("VERB", "AUX", "ADJ"):
        return False
    if any(child.dep_ in _SUBJECTS for child in syntax.children(verb)):
        return False
    joined = [c.lower_ for c in syntax.children(first) if c.dep_ == "cc" and c.i < verb.i]
    joined += [c.lower_ for c in syntax.children(verb) if c.dep_ == "cc"]
    if not _JOINING.issuperset(joined):
        return False
    return _beside(first, words) is Certainty.POSSIBLE


def _nobody(subject: Token, words: Doubts) -> bool:
    """Whether a subject is nobody: "neither man", "no one", "ninguno de ellos"."""
    if folded(subject.lower_) in words.nobody:
        return True
    return any(
        folded(c.lower_) in words.nobody for c in syntax.children(subject) if c.dep_ == "det"
    )


def _negates(child: Token, low: str, words: Doubts) -> bool:
    is_small = child.dep_ in ("advmod", "det", "cc", "preconj")
    return child.dep_ == "neg" or (low in words.negations and is_small)


def _is_ahead(verb: Token) -> bool:
    """Whether a Spanish form is a future, a conditional or a wish."""
    if verb.lang_ != "es" or verb.pos_ not in ("VERB", "AUX"):
        return False
    morph = verb.morph
    if "Sub" in morph.get("Mood"):
        return "Pres" in morph.get("Tense")  # "que le maten", but not "luego de que mataran"
    return "Fut" in morph.get("Tense") or "Cnd" in morph.get("Mood")


def _heads(token: Token) -> list[Token]:
    """The words that govern a word's clause, the nearest first."""
    found: list[Token] = []
    own = token
    for child in syntax.ancestors(token):
        if len(found) == _LEVELS or child.dep_ in _CLOSED:
            break
        if child.dep_ == "conj":
            own = child.head if child == own else own
            continue
        if child.dep_ in ("acl", "amod") and child != own:
            break
        if _is_presupposed(child):
            break
        head = child.head
        if head.pos_ in ("VERB", "NOUN", "ADJ", "AUX") and head != child:
            found.append(head)
    return found


def _is_presupposed(clause: Token) -> bool:
    """Whether a clause tells what is given: "did not call until after he had shot her"."""
    if clause.dep_ == "pcomp" and clause.head.lower_ in _GIVEN:
        return True
    return any(c.dep_ == "mark" and c.lower_ in _GIVEN for c in syntax.children(clause))


def _under(head: Token, words: Doubts, level: int) -> Certainty | None:
    """What governing word `head` says of its complement; None when nothing."""
    lemma, form = folded(head.lemma_.lower()), folded(head.lower_)
    if lemma in words.denying_heads:
        return Certainty.DENIED
    if lemma in words.failing_heads:
        return Certainty.DENIED
    if lemma in words.accusing_heads or form in words.accusing_heads:
        return Certainty.ALLEGED
    if lemma in words.open_heads or form in words.open_heads:
        return Certainty.POSSIBLE
    if level == 0 and head.pos_ in ("VERB", "AUX"):
        beside = _beside(head, words)
        return beside if beside is not Certainty.REPORTED else None
    return None
