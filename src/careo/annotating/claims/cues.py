"""Words that report: which there are, what each takes, and where they stand in a parse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from careo.annotating.language.tree import Tree
from careo.annotating.language.words import FOLDER
from careo.authority.folding import folded
from careo.errors import VocabularyError
from careo.values import Stance
from careo.vocabulary.loader import read_yaml


class Kind(StrEnum):
    """How a cue reports; it decides where content and speaker stand."""

    VERB = "verb"
    NOUN = "noun"
    SOURCE = "source"
    """"according to": what follows names the source."""
    ADVERB = "adverb"
    """"allegedly": nobody is named."""
    RAISED = "raised"
    """"is believed to": nobody is named, the content surrounds the cue."""
    RUMOUR = "rumour"
    """The Spanish conditional of rumour ("habría huido")."""


FRAMES = frozenset(
    {
        "clause",
        "quote",
        "thing",
        "deed",
        "small",
        "as",
        "of",
        "about",
        "for",
        "to",
        "with",
        "de",
        "por",
        "sobre",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word reports and what it takes (see the head of the lists). `particle` is
    the second word that must hang on it; `mind` marks what is thought and not said;
    with `needs` a verb reports only for a subject that can be a `source`, is a `document`
    or a named `person`."""

    stance: Stance
    takes: frozenset[str]
    particle: str | None = None
    mind: bool = False
    needs: str | None = None

    @property
    def needs_source(self) -> bool:
        """Whether the subject must be one that can be a source, of whatever kind."""
        return self.needs is not None


@dataclass(frozen=True)
class Lexicon:
    """One language's words, by lemma or folded form."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, Entry]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Kind], ...]]
    """Fixed phrases by their first word: what names a source, and adverbs of hearsay."""
    hedges: frozenset[str]
    rumours: frozenset[str]
    raised: Mapping[str, Entry]
    words: Mapping[str, frozenset[str]]
    """Further named lists: who and what can be a source, what they make of a basis, and
    `merged`, verbs whose participle only names the source of another's saying."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word in a tree: token `at`, and the tokens `first` to `last` that a
    reader would underline (its particle, its negation)."""

    at: int
    first: int
    last: int
    kind: Kind
    entry: Entry
    negated: bool = False
    others: tuple[Entry, ...] = ()
    """What else the word may take, when nothing stands where `entry` takes it."""


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lists of a language. Raises `VocabularyError`."""
    path = FOLDER / f"cues_{language}.yaml"
    data = read_yaml(path)
    verbs: dict[str, list[Entry]] = {}
    for group in data["verbs"]:
        for word in group["words"]:
            lemma, _, particle = word.partition(" ")
            entry = _entry(group, path.name, particle or None)
            verbs.setdefault(folded(lemma), []).append(entry)
    return Lexicon(
        # What asks for a second word is tried first.
        verbs={k: tuple(sorted(v, key=lambda e: e.particle is None)) for k, v in verbs.items()},
        nouns={
            folded(word): _entry({"takes": ["clause"], **group}, path.name)
            for group in data["nouns"]
            for word in group["words"]
        },
        phrases=_phrases(data["sources"], data["adverbs"]),
        hedges=frozenset(folded(word) for word in data["hedges"]),
        rumours=frozenset(folded(word) for word in data["rumours"]),
        raised={
            folded(word): Entry(Stance(stance), frozenset({"clause"}))
            for stance, words in data["raised"].items()
            for word in words
        },
        words={k: frozenset(folded(w) for w in v) for k, v in data["words"].items()},
    )


def _phrases(
    sources: list[str], adverbs: list[str]
) -> dict[str, tuple[tuple[tuple[str, ...], Kind], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
    for kind, phrases in ((Kind.SOURCE, sources), (Kind.ADVERB, adverbs)):
        for words in (w for phrase in phrases for w in _contracted(phrase)):
            found.setdefault(words[0], []).append((tuple(words), kind))
    longest = {w: sorted(all_, key=lambda p: -len(p[0])) for w, all_ in found.items()}
    return {word: tuple(phrases) for word, phrases in longest.items()}


def _contracted(phrase: str) -> list[list[str]]:
    """The phrase's words, also with its last run together with an article ("a decir del")."""
    words = folded(phrase).split(" ")
    joined = {"de": "del", "a": "al"}.get(words[-1])
    return [words, [*words[:-1], joined]] if joined else [words]


def _entry(group: Mapping[str, Any], where: str, particle: str | None = None) -> Entry:
    takes = frozenset(group["takes"])
    if not takes <= FRAMES:
        raise VocabularyError(f"unknown frames: {sorted(takes - FRAMES)}", where=where)
    return Entry(
        Stance(group["stance"]),
        takes,
        particle,
        bool(group.get("mind")),
        group.get("needs"),
    )


_VERBAL = frozenset({"VERB", "AUX"})
_NOT = frozenset({"not", "n't", "never", "no", "nunca", "tampoco", "jamas", "ni", "neither", "nor"})


def cues_in(tree: Tree, lexicon: Lexicon) -> list[Cue]:
    """Every word of the tree that may report, in order; whether it does is for what
    stands around it to say."""
    found: list[Cue] = []
    for i in range(len(tree)):
        cue = _cue_at(tree, i, lexicon)
        if cue is not None and not (found and cue.first <= found[-1].last):
            found.append(cue)
    return found


def _cue_at(tree: Tree, i: int, lexicon: Lexicon) -> Cue | None:
    low = tree.low[i]
    if low in lexicon.phrases:
        return _phrase_at(tree, i, lexicon)
    if low in lexicon.rumours and any(
        t < len(tree) and tree.is_participle(t) for t in range(i + 1, i + 4)
    ):
        return Cue(i, i, i, Kind.RUMOUR, _RUMOUR)
    if tree.pos[i] in _VERBAL:
        return _verb_at(tree, i, lexicon)
    if tree.pos[i] == "NOUN" and tree.lemmas[i] in lexicon.nouns:
        return Cue(i, i, i, Kind.NOUN, lexicon.nouns[tree.lemmas[i]])
    return None


_RUMOUR = Entry(Stance.SPECULATES, frozenset({"clause"}))
_ASSERTS = Entry(Stance.ASSERTS, frozenset({"clause"}))


def _phrase_at(tree: Tree, i: int, lexicon: Lexicon) -> Cue | None:
    for words, kind in lexicon.phrases[tree.low[i]]:
        after = i + len(words)
        if tree.low[i:after] != words:
            continue
        if kind is Kind.ADVERB:
            return Cue(i, i, after - 1, kind, _RUMOUR)
        if after < len(tree) and tree.pos[after] in _VERBAL:
            return None  # "según dijo X": the verb is the cue
        return Cue(i, i, after - 1, kind, _ASSERTS)
    return None


def _verb_at(tree: Tree, i: int, lexicon: Lexicon) -> Cue | None:
    lemma = tree.lemmas[i]
    if lemma in lexicon.raised and raised_over(tree, i) is not None:
        return Cue(i, i, i, Kind.RAISED, lexicon.raised[lemma], _negation(tree, i)[1])
    entries = [e for e in lexicon.verbs.get(lemma, ()) if _has_particle(tree, i, e)]
    if not entries:
        return None
    first, negated = _negation(tree, i)
    last = i
    second = particle_of(tree, i, entries[0].particle) if entries[0].particle else None
    if second is not None and i < second <= i + 2:
        last = second
        negated = negated or tree.low[second - 1] in _NOT
    return Cue(i, first, last, Kind.VERB, entries[0], negated, tuple(entries[1:]))


def _has_particle(tree: Tree, i: int, entry: Entry) -> bool:
    if entry.particle is None:
        return True
    if entry.particle in _REALISED and is_reflexive(tree, i):
        return False
    return particle_of(tree, i, entry.particle) is not None


_REALISED = frozenset({"cuenta", "conocer"})
"""Spanish "darse cuenta", "darse a conocer": noticed, become known, not said."""


def is_reflexive(tree: Tree, i: int) -> bool:
    """Whether "se" hangs on the verb, before or at its end."""
    return tree.low[i].endswith("se") or any(tree.low[k] == "se" for k in tree.kids[i] if k < i)


def particle_of(tree: Tree, i: int, particle: str | None) -> int | None:
    """Where the second word of an entry stands: it hangs on the verb, or (a Spanish
    preposition) on what hangs on the verb after it."""
    for k in tree.kids[i]:
        if tree.low[k] == particle:
            return k
    for k in tree.kids[i]:
        if k > i:
            case = next((c for c in tree.kids[k] if tree.low[c] == particle and c < k), None)
            if case is not None and tree.deps[case] in ("case", "mark"):
                return case
    return None


def _negation(tree: Tree, i: int) -> tuple[int, bool]:
    """Where the cue starts when a negation belongs to it, and whether one does."""
    nots = [k for k in tree.kids[i] if k < i and tree.low[k] in _NOT]
    if not nots or i - nots[0] > 4:
        return i, bool(nots)
    first = nots[0]
    while first - 1 in tree.kids[i] and tree.deps[first - 1] == "aux":
        first -= 1
    return first, True


def raised_over(tree: Tree, i: int) -> int | None:
    """The infinitive of "is believed to have fled", for the participle at `i`."""
    bare = tree.tags[i] in ("VBD", "VBN") and tree.deps[i] in ("acl", "advcl", "amod", "appos")
    if not (tree.is_passive(i) or (bare and tree.kid(i, ("nsubj", "aux")) is None)):
        return None
    return next(
        (k for k in tree.kids_with(i, ("xcomp", "ccomp")) if k > i and tree.is_infinitive(k)), None
    )
