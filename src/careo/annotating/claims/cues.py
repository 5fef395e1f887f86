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
        "en",
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
    conditionals: frozenset[str]
    """Further verbs in the Spanish conditional of rumour ("tendría nexos")."""
    raised: Mapping[str, Entry]
    words: Mapping[str, frozenset[str]]
    """Further named lists: who and what can be a source, what they make of a basis, and
    `merged`, verbs whose participle only names the source of another's saying."""
    kin: Mapping[str, frozenset[str]]
    """Words that are used for the bearers of other roles, and of which."""


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
        conditionals=frozenset(folded(word) for word in data["conditionals"]),
        raised={
            folded(word): Entry(Stance(stance), frozenset({"clause"}))
            for stance, words in data["raised"].items()
            for word in words
        },
        words=_sets(data["words"]),
        kin=_sets(data["kin"]),
    )


def _sets(data: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(folded(word) for word in words) for name, words in data.items()}


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
    if _is_rumour(tree, i, lexicon):
        return Cue(i, i, i, Kind.RUMOUR, _RUMOUR)
    if low == "para" and tree.is_spanish:
        return _view_at(tree, i)
    if tree.pos[i] in _VERBAL:
        return _verb_at(tree, i, lexicon)
    if tree.pos[i] == "ADJ" and tree.is_spanish:
        return _participle_at(tree, i, lexicon)
    is_noun = tree.pos[i] == "NOUN" and tree.lemmas[i] in lexicon.nouns
    return Cue(i, i, i, Kind.NOUN, lexicon.nouns[tree.lemmas[i]]) if is_noun else None


def _is_rumour(tree: Tree, i: int, lexicon: Lexicon) -> bool:
    """Whether the word is a Spanish conditional of rumour ("habría huido", "tendría nexos")."""
    if tree.low[i] in lexicon.rumours:
        return any(t < len(tree) and tree.is_participle(t) for t in range(i + 1, i + 4))
    is_verb = tree.low[i] in lexicon.conditionals and tree.pos[i] in _VERBAL
    return is_verb and not _is_dependent(tree, i)


_RUMOUR = Entry(Stance.SPECULATES, frozenset({"clause"}))
_ASSERTS = Entry(Stance.ASSERTS, frozenset({"clause"}))


_VIEW = Entry(Stance.ASSERTS, frozenset({"clause"}), needs="source")


def _view_at(tree: Tree, i: int) -> Cue | None:
    """Spanish "Para el fiscal, …" at a sentence's start: whose view it is, when a comma
    parts the name from what follows."""
    if i > tree.sentence(i).start and tree.words[i - 1] not in (":", ")", "“", '"'):
        return None
    for t in range(i + 1, min(i + 10, tree.sentence(i).stop)):
        if tree.words[t] == ",":
            return Cue(i, i, i, Kind.SOURCE, _VIEW) if t > i + 1 else None
        if tree.pos[t] in _VERBAL:
            return None
    return None


def _is_dependent(tree: Tree, i: int) -> bool:
    """Whether a conditional hangs on a condition ("si cayera, sería …"), or only weighs what
    might be done."""
    top = tree.heads[i] if tree.deps[i] in ("aux", "cop") else i
    if tree.deps[i] == "cop" and (tree.is_infinitive(top) or tree.kid(top, ("csubj",)) is not None):
        return True  # "lo viable sería citarlo"
    return any(tree.low[t] == "si" for k in tree.kids[top] for t in (k, *tree.kids[k]))


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
    if tree.is_spanish and _has_other_sense(tree, i):
        return None
    if lemma in lexicon.raised and raised_over(tree, i) is not None:
        return Cue(i, i, i, Kind.RAISED, lexicon.raised[lemma], _negation(tree, i)[1])
    entries = [e for e in lexicon.verbs.get(lemma, ()) if _has_particle(tree, i, e)]
    if any(tree.low[k] in lexicon.rumours for k in tree.kids[i] if tree.deps[k] == "aux"):
        # "habría ordenado el ataque": only a rumour, unless it is of what was said.
        entries = [e for e in entries if {"clause", "quote"} <= e.takes and "deed" not in e.takes]
    if not entries:
        return None
    first, negated = _negation(tree, i)
    last = i
    second = particle_of(tree, i, entries[0].particle) if entries[0].particle else None
    if second is not None and i < second <= i + 2:
        last = second
        negated = negated or tree.low[second - 1] in _NOT
    return Cue(i, first, last, Kind.VERB, entries[0], negated, tuple(entries[1:]))


def _participle_at(tree: Tree, i: int, lexicon: Lexicon) -> Cue | None:
    """A Spanish participle that the parser takes for an adjective: "señalado como el jefe"."""
    if not tree.is_participle(i) or _has_other_sense(tree, i):
        return None
    stem = tree.low[i].rstrip("s")[:-3]
    entries = [e for end in ("ar", "er", "ir") for e in lexicon.verbs.get(stem + end, ())]
    after = tree.low[i + 1] if i + 1 < len(tree) else ""
    for entry in entries:
        is_held = "small" in entry.takes and (
            after in _HELD_TO_BE or (after == "por" and "como" in tree.low[i : i + 12])
        )
        is_accused = entry.stance is Stance.ALLEGES and _leads_to_wrong(tree, i)
        if is_held or (is_accused and ("as" not in entry.takes or after == "como")):
            return Cue(i, i, i, Kind.VERB, entry)
    return None


def _has_other_sense(tree: Tree, i: int) -> bool:
    """Whether a Spanish verb does not speak with what follows it ("contar con", "negar la
    visa", "imputar un delito")."""
    lemma = tree.lemmas[i]
    if lemma == "contar" and tree.low[min(i + 1, len(tree) - 1)] == "con":
        return True
    if lemma in _SENTENCES and (tree.is_passive(i) or _has_person(tree, i)):
        return True
    things = _DONE_TO.get(lemma, frozenset())
    return any(tree.lemmas[k] in things for k in tree.kids[i] if k != i)


_SENTENCES = frozenset({"condenar", "condenado", "sentenciar", "sentenciado", "citar", "asegurar"})


def _has_person(tree: Tree, i: int) -> bool:
    """Whether "a" leads from a Spanish verb to whom something is done ("condenó a Rosa"), and
    nothing is told them."""
    if tree.kid(i, ("ccomp",)) is not None:
        return False
    return any(
        tree.low[c] in ("a", "al") and tree.deps[k] in ("obj", "iobj", "obl")
        for k in tree.kids[i] if k > i for c in tree.kids[k] if c < k
    )  # fmt: skip


_DONE_TO: Mapping[str, frozenset[str]] = {
    "negar": frozenset({"pedido", "solicitud", "permiso", "fianza", "libertad", "amparo", "entrada",
        "acceso", "visa", "recurso", "apelacion", "cesacion", "extradicion", "peticion"}),
    "imputar": frozenset({"delito", "cargo"}),
}  # fmt: skip
"""Things that some verbs grant, refuse or file, and do not say."""


def _leads_to_wrong(tree: Tree, i: int) -> bool:
    """Whether "de", "por" or "como" follows the participle, at most a place between ("acusado
    en Texas de …"), and after it no figure ("el periodo señalado de 2010")."""
    for t in range(i + 1, min(i + 6, tree.sentence(i).stop - 1)):
        if tree.low[t] in ("de", "por", "como"):
            return not tree.words[t + 1][0].isdigit()
        if t == i + 1 and not (tree.low[t] == "en" and tree.low[i].startswith(_ACCUSED)):
            return False
    return False


_ACCUSED = ("acusad", "senalad", "sindicad", "imputad")
_HELD_TO_BE = frozenset({"como", "uno", "una", "el", "la", "los", "las"})


def _has_particle(tree: Tree, i: int, entry: Entry) -> bool:
    if entry.particle is None:
        return True
    if entry.particle in _REALISED and is_reflexive(tree, i):
        return False
    if entry.particle == "se":
        # "se adjudicó", "adjudicarse"; but "se les adjudica" is what others say.
        return tree.low[i].endswith("se") or (i > 0 and tree.low[i - 1] == "se")
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
