"""Stance, hedge and basis of a claim: what its reporting word and what stands around say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from careo.annotating.claims.accusing import Words, is_not, main_of
from careo.annotating.claims.cues import Cue, Kind, Lexicon
from careo.annotating.language.tree import OBJECTS, Tree
from careo.values import Stance

OWN = 60
"""Tokens of a content in which a speaker's own verb ("exigimos") tells what they do."""


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
    lexicon: Lexicon,
    *,
    quoted: bool,
) -> Stance:
    """The stance of the cue's word, turned by a negation, and for a plain assertion by
    what the content itself is: a demand ("should"), a possibility ("may")."""
    stance, words = cue.entry.stance, lexicon.words
    if cue.kind is Kind.ADVERB:
        return _adverb(tree.low[cue.at])
    if cue.negated:
        is_open = tree.lemmas[cue.at] in ("descartar", "excluir")
        return Stance.SPECULATES if is_open else _OPPOSITE[stance]
    if tree.is_spanish and cue.kind is Kind.VERB:
        stance = _by_object(tree, cue.at, stance, lexicon)
        if tree.lemmas[cue.at] in _LABELS and _is_bad_name(tree, content, words):
            stance = Stance.ALLEGES
    if stance is not Stance.ASSERTS or cue.kind not in (Kind.VERB, Kind.SOURCE):
        return stance
    if _is_denial(tree, cue, content, words):
        return Stance.DENIES
    if quoted and not tree.is_spanish:
        return stance
    spoken = _by_own_words(tree, content, lexicon) if tree.is_spanish else None
    is_now = _is_now(tree, cue.at)
    return spoken or _by_content(tree, content, words["unsure"], is_now=is_now) or stance


def _is_denial(tree: Tree, cue: Cue, content: Sequence[int], words: Words) -> bool:
    """Whether what is asserted is that something is not so, or that somebody did no wrong."""
    if tree.lemmas[cue.at] in words["settling"] and _is_negated(tree, content):
        return True
    is_innocent = any(tree.low[t] in words["innocence"] for t in content)
    return is_innocent or _is_no_guilt(tree, content, words)


def _by_object(tree: Tree, i: int, stance: Stance, lexicon: Lexicon) -> Stance:
    """The stance that a Spanish verb takes from its object: who "repeats a call" urges; who
    "rejects an attack" condemns it and denies nothing, who "recognises a merit" admits none."""
    thing = _object_of(tree, i)
    if thing is None:
        return stance
    lemma = tree.lemmas[thing]
    if stance is Stance.DENIES and lemma in lexicon.words["crimes"]:
        return Stance.ASSERTS
    has_thing = tree.pos[thing] == "NOUN" and tree.deps[thing] in OBJECTS
    if stance is Stance.ADMITS and has_thing and tree.kid(i, ("ccomp", "xcomp")) is None:
        is_fault = lemma in lexicon.words["confessed"] | lexicon.words["crimes"]
        return stance if is_fault else Stance.ASSERTS
    noun = lexicon.nouns.get(lemma)
    is_open = stance is Stance.ASSERTS and noun is not None and tree.kid(thing, ("case",)) is None
    return noun.stance if is_open and noun is not None else stance


_LABELS = frozenset(
    {"calificar", "tachar", "tildar", "llamar", "catalogar", "describir", "definir"}
)


def _is_bad_name(tree: Tree, content: Sequence[int], words: Words) -> bool:
    """Whether somebody is called a wrongdoer ("los califica como integrantes de la banda")."""
    for t in content:
        near = range(t + 1, min(t + 4, len(tree))) if tree.low[t] in ("como", "de") else ()
        name = next((b for b in near if tree.pos[b] in ("NOUN", "ADJ")), t)
        if name != t and {tree.lemmas[name], tree.low[name]} & (words["wrong"] | words["leading"]):
            return True
    return False


def _object_of(tree: Tree, i: int) -> int | None:
    """The noun that is a Spanish verb's object, or stands right after it with an article."""
    for k in tree.kids_with(i, OBJECTS):
        if k > i and tree.pos[k] in ("NOUN", "ADJ") and tree.kid(k, ("case",)) is None:
            return k
    near = range(i + 1, min(i + 5, tree.sentence(i).stop))
    t = next((t for t in near if tree.pos[t] not in ("DET", "ADJ", "ADV")), None)
    return t if t is not None and t > i + 1 and tree.pos[t] == "NOUN" else None


def _by_own_words(tree: Tree, content: Sequence[int], lexicon: Lexicon) -> Stance | None:
    """The stance of what the quoted say they do by speaking ("Exigimos …", "Niego …")."""
    for t in content[:OWN]:
        infinitive = _first_person(tree.low[t])
        if infinitive is None or is_not(tree, t) or tree.kid(t, ("aux",)) is not None:
            continue
        for entry in lexicon.verbs.get(infinitive, ()):
            if entry.stance in _PERFORMED and entry.particle is None:
                return entry.stance
    return None


def _first_person(low: str) -> str | None:
    """The infinitive of a Spanish verb in the first person plural, by its ending."""
    end = {"amos": "ar", "emos": "er", "imos": "ir"}.get(low[-4:])
    return low[:-4] + end if end and len(low) > 6 else None


_PERFORMED = frozenset({Stance.URGES, Stance.DENIES, Stance.ALLEGES})


def _is_no_guilt(tree: Tree, content: Sequence[int], words: Words) -> bool:
    """Whether the Spanish content is that somebody is not guilty of, or not in, something."""
    if not tree.is_spanish:
        return False
    guilt = words["wrong"] | words["guilt"]
    for t in content[:12]:
        near = tree.low[max(0, t - 2) : t]
        if tree.lemmas[t] in guilt and "no" in near:
            return True
        is_deed = tree.pos[t] == "VERB" and (
            tree.lemmas[t] in words["wrongs"] | words["hurts"]
            or any(tree.lemmas[k] in words["crimes"] for k in tree.kids_with(t, OBJECTS))
        )
        if is_deed and is_not(tree, t) and tree.kid(t, ("nsubj",)) is None:
            return True
    return False


def _is_now(tree: Tree, i: int) -> bool:
    """Whether a Spanish verb reports in the present; after one in the past a conditional is
    only what was to come."""
    word = tree.words[i].lower()
    return word.endswith(("a", "an", "e", "en")) and not word.endswith(("aba", "aban", "ron"))


def _heads(tree: Tree, content: Sequence[int]) -> Iterator[int]:
    """The words that the content's own statements hang on."""
    inside = set(content)
    for t in content:
        if tree.heads[t] not in inside or tree.heads[t] == t:
            yield t


def _is_negated(tree: Tree, content: Sequence[int]) -> bool:
    return any(is_not(tree, t) for t in _heads(tree, content))


def _adverb(low: str) -> Stance:
    if low in ("reportedly", "apparently", "aparentemente", "al", "se"):
        return Stance.ASSERTS if low == "reportedly" else Stance.SPECULATES
    return Stance.ALLEGES


def _by_content(
    tree: Tree, content: Sequence[int], unsure: frozenset[str], *, is_now: bool
) -> Stance | None:
    """What the head of the content makes of it: a demand, a possibility."""
    for t in _heads(tree, content):
        near = {tree.low[k] for k in tree.kids[t]} | {tree.low[t]}
        if tree.is_spanish and _is_needed(tree, t):
            return Stance.URGES
        if near & _MUST and not any(tree.low[k] == "se" for k in tree.kids[t]):
            return Stance.URGES
        if near & _MAY or near & unsure:
            return Stance.SPECULATES
        if tree.is_spanish and any(tree.low[k] in _MAY for k in main_of(tree, content)):
            return Stance.SPECULATES
        if tree.is_spanish and _may_happen(tree, t, is_now=is_now):
            return Stance.SPECULATES
    return None


def _is_needed(tree: Tree, t: int) -> bool:
    """Whether the Spanish content says that something is to be done ("hay que", "es necesario",
    "se requiere que", "urge")."""
    own = [t, *(k for k in tree.kids[t] if k < t or tree.deps[k] in ("xcomp", "csubj"))]
    low = {tree.low[k] for k in own}
    if low & _NEEDED and ({"es", "sea", "era", "se"} & low or low & {"urge"}):
        return True
    first = min(own)
    return tree.low[first : first + 2] == ("hay", "que") or tree.low[t : t + 2] == ("hay", "que")


_NEEDED = frozenset({"necesario", "necesaria", "urgente", "indispensable", "imprescindible",
    "preciso", "fundamental", "hora", "requiere", "necesita", "exige", "urge"})  # fmt: skip


def _may_happen(tree: Tree, t: int, *, is_now: bool) -> bool:
    """Whether Spanish "puede" leaves open that something is or comes ("puede haber"), or a
    verb has the conditional of what is thought ("pondría en riesgo")."""
    verbs = [t, *(k for k in tree.kids[t] if tree.deps[k] in ("aux", "xcomp", "ccomp"))]
    if any(tree.low[k] in ("puede", "pueden") for k in verbs):
        return any(tree.lemmas[k] in _HAPPENS for k in verbs)
    return is_now and tree.pos[t] in ("VERB", "AUX") and tree.low[t].endswith(("ria", "rian"))


_HAPPENS = frozenset({"haber", "existir", "ocurrir", "pasar", "suceder", "llegar", "superar",
    "alcanzar", "aumentar", "tratar", "deber", "provocar", "generar", "desatar", "causar",
    "convertir", "derivar", "ascender"})  # fmt: skip


def is_hedged(cue: Cue, lexicon: Lexicon, low: Iterable[str]) -> bool:
    """Whether the article marks doubt: by the cue itself, or by a word in or at it."""
    if cue.kind in (Kind.ADVERB, Kind.RUMOUR):
        return True
    if cue.kind is Kind.RAISED and cue.entry.stance is Stance.SPECULATES:
        return True
    return any(word in lexicon.hedges for word in low)
