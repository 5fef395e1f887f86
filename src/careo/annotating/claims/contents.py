"""What is said: the tokens of a parse that stand as content of a reporting word."""

from __future__ import annotations

from dataclasses import replace

from careo.annotating.claims.cues import Cue, Entry, Kind, is_reflexive, particle_of, raised_over
from careo.annotating.language.tree import OBJECTS, Tree
from careo.values import Stance

_FINITE_CLAUSE = frozenset({"ccomp"})
_PREDICATES = frozenset({"oprd", "xcomp", "ccomp", "acomp", "attr"})
_PREPS = frozenset({"prep", "obl", "dative", "agent"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_SUBORDINATES = frozenset(
    {"while", "although", "though", "if", "when", "after", "because", "since", "as", "despite"}
    | {"aunque", "mientras", "si", "cuando", "tras", "porque", "pese", "al"}
)
_HANGS_ON = frozenset(
    {"of", "for", "as", "over", "about", "with", "against", "to"}
    | {"como", "de", "por", "sobre", "contra"}
)
_AS_SMALL = frozenset({"as", "como", "de"})
_VERB_GROUP = frozenset({"aux", "auxpass", "neg", "cop", "expl", "expl:pass", "iobj"})
_AS = frozenset({"as", "como", "segun"})
_CLAUSE_MARKS = frozenset({"that", "whether", "que"})


def content_of(tree: Tree, cue: Cue) -> list[int]:
    """The tokens of what the cue reports, in order; none when nothing stands where its
    word takes something."""
    if cue.kind is Kind.VERB:
        if tree.pos[cue.at] == "ADJ":
            return _of_participle(tree, cue.at)
        return _of_verb(tree, cue.at, cue.entry) or _made_known(tree, cue.at)
    if cue.kind is Kind.RUMOUR:
        return _of_rumour(tree, cue.at)
    of_kind = {Kind.NOUN: _of_noun, Kind.SOURCE: _of_source, Kind.RAISED: _of_raised}
    return of_kind.get(cue.kind, _of_adverb)(tree, cue)


def read_cue(tree: Tree, cue: Cue) -> tuple[Cue, list[int]]:
    """The cue with the first of its entries that has content, and that content."""
    for entry in (cue.entry, *cue.others):
        read = replace(cue, entry=entry)
        tokens = content_of(tree, read)
        if tokens:
            return read, tokens
    return cue, []


def _of_verb(tree: Tree, i: int, entry: Entry) -> list[int]:
    takes = entry.takes
    if entry.particle is not None:
        found = _after_particle(tree, i, entry.particle)
        if found:
            return found
    tokens: list[int] = []
    if "clause" in takes:
        tokens = _clause(tree, i, finite=entry.needs_source or entry.mind)
    if not tokens and takes & {"deed"}:
        tokens = _deed(tree, i)
    if not tokens and takes & {"small", "as"}:
        tokens = _thing(tree, i, predicate=True)
        if "small" not in takes and not _has_as(tree, i):
            tokens = []
    if not tokens and "thing" in takes:
        tokens = _thing(tree, i, predicate=False)
    if not tokens:
        tokens = _prepositional(tree, i, takes)
    if not tokens and "clause" in takes:
        tokens = _as_clause(tree, i)
        if not tokens and not entry.needs_source and not _is_middle(tree, i):
            tokens = _around(tree, i) or _by_position(tree, i)
    return tokens


def _of_participle(tree: Tree, i: int) -> list[int]:
    """What somebody is held to be or to have done, up to the next mark ("señalado como el
    jefe de la banda")."""
    stop = next((t for t in range(i + 1, tree.sentence(i).stop) if tree.words[t] in _MARKS), None)
    after = range(i + 1, tree.sentence(i).stop if stop is None else stop)
    return list(after) if len(after) > 1 else []


_MARKS = frozenset({",", ";", ":", ".", "(", ")", "—", "–", "”", '"', "»"})


def _made_known(tree: Tree, i: int) -> list[int]:
    """Spanish "se reportaron 70 casos": the thing that the impersonal verb makes known."""
    reflexive = any(tree.low[k] == "se" and k < i for k in tree.kids[i])
    if not (tree.is_spanish and reflexive and tree.lemmas[i] in _MAKES_KNOWN):
        return []
    things = [k for k in tree.kids_with(i, ("nsubj", "obj")) if tree.kid(k, ("case",)) is None]
    things = [k for k in things if tree.low[k] != "se"]
    things.sort(key=lambda k: k < i)
    return tree.subtree(things[0]) if things else []


_MAKES_KNOWN = frozenset({"exponer", "destacar", "resaltar", "subrayar", "reportar", "anunciar",
    "revelar", "confirmar", "mencionar", "divulgar", "difundir", "filtrar", "atribuir", "sindicar",
    "imputar", "especular"})  # fmt: skip


def _clause(tree: Tree, i: int, *, finite: bool) -> list[int]:
    """A clause that depends on the verb: after it, or before it with a comma between."""
    found: list[int] = []
    for k in tree.kids_with(i, ("ccomp",)):
        if (not finite or tree.is_finite(k)) and (not found or k > i):
            found += tree.subtree(k)
    if not found and not finite:
        found = _infinitive(tree, i)
    return found or _subject_clause(tree, i) or _told_clause(tree, i) or _marked_clause(tree, i)


def _infinitive(tree: Tree, i: int) -> list[int]:
    """ "claims to be" — but not what somebody else is told to do."""
    told = tree.kid(i, ("dobj", "dative"))
    found: list[int] = []
    for k in tree.kids_with(i, ("xcomp",)):
        if k > i and (told is None or told > k):
            found += tree.subtree(k)
    return found


def _subject_clause(tree: Tree, i: int) -> list[int]:
    """ "se informó que …", "it was reported that …" """
    clauses = tree.kids_with(i, ("csubj", "csubjpass"))
    return [t for k in clauses if k > i for t in tree.subtree(k)]


def _told_clause(tree: Tree, i: int) -> list[int]:
    """ "told the court he was ill": the parser hangs the clause on the one who is told."""
    for thing in tree.kids_with(i, ("obj", "iobj", "obl")):
        # Spanish: "advirtió a sus ciudadanos que …"
        for k in tree.kids_with(thing, ("acl", "ccomp")):
            tokens = tree.subtree(k)
            if thing > i and tree.low[tokens[0]] == "que" and _has_subject(tree, k):
                return tokens
    for thing in tree.kids_with(i, ("dobj", "dative")):
        for k in tree.kids_with(thing, ("relcl", "ccomp")):
            first = tree.pos[tree.subtree(k)[0]]
            if first in ("PRON", "DET", "PROPN") and _has_subject(tree, k):
                return tree.subtree(k)
    return []


def _marked_clause(tree: Tree, i: int) -> list[int]:
    """What the parser takes for an adverbial clause; the word that opens it tells."""
    for k in tree.kids_with(i, ("advcl", "xcomp", "acl", "relcl", "dep", "obj", "csubj")):
        tokens = tree.subtree(k)
        if k > i and tree.low[tokens[0]] in _CLAUSE_MARKS and tokens[0] - i <= 12:
            return tokens
    return []


def _deed(tree: Tree, i: int) -> list[int]:
    """To do, or doing; and whom it is asked of."""
    deeds = [k for k in tree.kids_with(i, ("xcomp", "ccomp", "pcomp", "advcl")) if k > i]
    deeds = [k for k in deeds if _is_deed(tree, k)]
    if not deeds:
        return []
    found = tree.subtree(deeds[0])
    for k in tree.kids_with(i, (*OBJECTS, "nsubjpass")):
        if k < deeds[0]:
            found += tree.subtree(k)
    return sorted(set(found))


def _is_deed(tree: Tree, k: int) -> bool:
    if tree.is_infinitive(k) or tree.is_gerund(k):
        return True
    return tree.deps[k] == "xcomp" or (tree.deps[k] == "ccomp" and tree.tags[k] == tree.pos[k])


def _thing(tree: Tree, i: int, *, predicate: bool) -> list[int]:
    """An object, with what is said of it or hangs on the verb after it."""
    passive = tree.is_passive(i)
    labels = ("dobj", "obj", "nsubjpass", *(("nsubj",) if passive and tree.is_spanish else ()))
    things = [k for k in tree.kids_with(i, labels) if k > i or passive]
    subjects = tree.kids_with(i, ("nsubj",)) if tree.is_spanish and not things else []
    if len(subjects) > 1 and subjects[0] < i < subjects[-1]:
        things = [subjects[-1]]  # "El grupo reivindicó el ataque", of which the parser makes two.
    labels = (*_PREDICATES, *(("obj",) if passive and tree.is_spanish else ()))
    predicates = [k for k in tree.kids_with(i, labels) if k > i]
    if not predicate and not things and tree.deps[i] == "acl" and tree.is_passive(i):
        # "a theory put forward by X"
        things = [tree.heads[i]]
        return tree.subtree(things[0], (i,))
    if not things and not (predicate and predicates):
        return []
    if predicate and not predicates and not _has_as(tree, i):
        return []
    first = min([*things, *predicates])
    found: list[int] = []
    for k in things:
        found += tree.subtree(k)
    for k in predicates:
        found += tree.subtree(k)
    for k in tree.kids_with(i, ("prep", "obl", "advcl", "nmod")):
        tokens = tree.subtree(k)
        if k > first and tree.low[tokens[0]] in _HANGS_ON:
            found += tokens
    return sorted(set(found))


def _prepositional(tree: Tree, i: int, takes: frozenset[str]) -> list[int]:
    """What stands after one of the prepositions that the verb takes."""
    for k in tree.kids_with(i, _PREPS):
        tokens = tree.subtree(k)
        if k > i and tree.low[tokens[0]] in takes:
            return tokens[1:]
    return []


def _after_particle(tree: Tree, i: int, particle: str) -> list[int]:
    """What stands after "for" in "called for", with what is asked of whom."""
    second = particle_of(tree, i, particle)
    if second is None:
        return []
    top = second if tree.heads[second] == i else tree.heads[second]
    found = [t for t in tree.subtree(top) if t > second]
    if found and tree.low[found[0]] in ("de", "en"):
        found = found[1:]
    if found:
        for k in tree.kids_with(i, ("xcomp", "advcl")):
            if k > second and _is_deed(tree, k) and tree.low[tree.subtree(k)[0]] == "to":
                found += tree.subtree(k)
    return sorted(set(found))


def _is_middle(tree: Tree, i: int) -> bool:
    """Spanish "se declara satisfecho": what has no clause after it says nothing."""
    return tree.is_spanish and is_reflexive(tree, i) and tree.low[i] != "se"


def _as_clause(tree: Tree, i: int) -> list[int]:
    """What "as X has said" accords with: the clause it hangs on."""
    if tree.deps[i] == "ROOT" or not any(tree.low[k] in _AS for k in tree.kids[i] if k < i):
        return []
    own = set(tree.subtree(i))
    top = tree.heads[i]
    if tree.is_spanish:
        top = next((h for h in tree.above(i) if _is_clause(tree, h)), top)
    return [t for t in tree.subtree(top) if t not in own]


def _around(tree: Tree, i: int) -> list[int]:
    """The clause that a parenthetical verb stands in or after ("The plan, he said, failed")."""
    if tree.deps[i] not in ("parataxis", "ccomp", "dep", "advcl", "conj", "intj"):
        return []
    if tree.kid(i, ("nsubj",)) is None and not tree.is_spanish:
        return []
    if tree.deps[i] != "parataxis" and not _is_set_off(tree, i):
        return []
    own = set(tree.subtree(i))
    return [t for t in tree.subtree(tree.heads[i]) if t not in own]


def _is_set_off(tree: Tree, i: int) -> bool:
    """Whether commas stand on both sides of what hangs on the verb, or its end."""
    own = tree.subtree(i)
    sentence = tree.sentence(i)
    before, after = own[0] - 1, own[-1] + 1
    if own[-1] - own[0] > 15 or before < sentence.start:
        return False
    marked = any(tree.low[t] in _CLAUSE_MARKS for t in own[:2])
    ends = after >= sentence.stop or tree.words[after] in (",", ".", ";", "”", '"')
    return not marked and tree.words[before] in (",", "”", '"', "»", "—", "–") and ends


def _by_position(tree: Tree, i: int) -> list[int]:
    """Where the parse says nothing: what follows "that", or stands before a comma that
    sets the verb and its subject off at the sentence's end."""
    sentence = tree.sentence(i)
    if tree.is_spanish or tree.kid(i, ("dobj",)) is None:
        for t in range(i + 1, min(i + (14 if tree.is_spanish else 8), sentence.stop)):
            if tree.low[t] in ("that", "que", ":") and tree.pos[t] != "DET":
                return list(range(t, sentence.stop))
            if tree.is_spanish and tree.pos[t] == "VERB" and tree.is_finite(t):
                break  # "quien defiende a X, informó que …"
    if sentence.stop - i > 14:
        return []
    is_short = sentence.start > 0 and sentence.stop - sentence.start <= 8
    if is_short and tree.words[sentence.start - 1] == ",":
        # The parser has cut the sentence in two before ", said X".
        return list(tree.sentence(sentence.start - 1))
    subject = tree.kid(i, ("nsubj",))
    ends = all(tree.pos[t] in ("PUNCT", "SPACE") for t in range(i + 1, sentence.stop))
    if subject is None and not ends:
        return []
    first = i if subject is None else min(subject, i)
    for t in range(first - 1, max(sentence.start, first - 10), -1):
        if tree.words[t] == "," and t - sentence.start >= 3:
            opens = tree.low[sentence.start]
            return [] if opens in _SUBORDINATES else list(range(sentence.start, t))
    return []


def _has_subject(tree: Tree, k: int) -> bool:
    """Whether the clause has a subject that is no relative pronoun."""
    subject = tree.kid(k, ("nsubj", "nsubjpass"))
    if subject is None:
        return False
    return tree.tags[subject] not in ("WP", "WDT") and tree.low[subject] != "que"


def _has_as(tree: Tree, i: int) -> bool:
    labels = (*_PREPS, "obj", "advcl", "xcomp")
    return any(
        k > i and tree.low[tree.subtree(k)[0]] in _AS_SMALL for k in tree.kids_with(i, labels)
    )


def _of_noun(tree: Tree, cue: Cue) -> list[int]:
    i = cue.at
    if tree.deps[i] == "nsubj" and tree.lemmas[tree.heads[i]] in ("be", "ser"):
        # "Another theory is (that) the weapons are sold."
        return [t for k in tree.kids_with(tree.heads[i], ("ccomp",)) for t in tree.subtree(k)]
    if tree.is_spanish:
        found = _of_spanish_noun(tree, cue)
        if found:
            return found
    for k in tree.kids_with(i, ("acl", "ccomp", "relcl", "xcomp", "appos")):
        tokens = tree.subtree(k)
        if k > i and tree.low[tokens[0]] in ("that", "que", "whether", "si"):
            is_relative = any(
                tree.low[t] in ("that", "que") and tree.deps[t] in (*_SUBJECTS, *OBJECTS)
                for t in tree.kids[k]
            )
            if not is_relative:
                return tokens
    return []


SUPPORTS = frozenset({"presentar", "interponer", "formular", "hacer", "lanzar", "realizar",
    "emitir", "elevar", "extender", "radicar", "formalizar", "dirigir", "enviar", "plantear",
    "reiterar", "recibir", "renovar", "promover"})  # fmt: skip
"""Verbs with which a noun of saying makes one word: "presentó una denuncia"."""


def _of_spanish_noun(tree: Tree, cue: Cue) -> list[int]:
    """What "la acusación de que …", "la petición de hacer …" hold, and what follows "presentó
    una denuncia contra …", "una denuncia por …"."""
    i = cue.at
    for k in tree.kids_with(i, ("acl", "ccomp", "nmod", "advcl")):
        tokens = tree.subtree(k)
        is_clause = "que" in tree.low[tokens[0] : tokens[0] + 2] or tree.is_infinitive(k)
        if k > i and tree.low[tokens[0]] == "de" and is_clause:
            return tokens[1:]
    verb = tree.heads[i]
    if tree.deps[i] in OBJECTS and verb < i and tree.lemmas[verb] in SUPPORTS:
        after = [t for t in tree.subtree(verb) if t > i]
        return after if any(tree.low[t] in _ASKED for t in after[:12]) else []
    if cue.entry.stance is Stance.ALLEGES:
        kids = tree.kids_with(i, ("nmod", "obl", "amod"))
        parts = [tree.subtree(k) for k in kids if k > i]
        if any(tree.low[p[0]] in ("contra", "por") for p in parts):
            return sorted({t for p in parts for t in p})
    return []


_ASKED = frozenset({"contra", "por", "para", "que", "a", "al"})


def _of_source(tree: Tree, cue: Cue) -> list[int]:
    """The clause that "according to …" hangs on, without the phrase itself."""
    if tree.is_spanish:
        found = _of_parsed_source(tree, cue)
        is_said = any(tree.pos[t] in ("VERB", "AUX") for t in found)
        return found if is_said else _beside_source(tree, cue)
    return _of_parsed_source(tree, cue)


def named_source(tree: Tree, cue: Cue) -> range:
    """The tokens after "según" up to the next mark: who is named, whatever the parse."""
    stop = tree.sentence(cue.at).stop
    end = next((t for t in range(cue.last + 1, stop) if tree.words[t] in _MARKS), stop)
    return range(cue.last + 1, end)


def _beside_source(tree: Tree, cue: Cue) -> list[int]:
    """What stands in the sentence beside "según …" where the parse holds no statement."""
    sentence, named = tree.sentence(cue.at), named_source(tree, cue)
    if len(named) > LONGEST_SOURCE:
        return []
    return [t for t in sentence if t < cue.first or t >= named.stop]


LONGEST_SOURCE = 16
"""Tokens of a source's name, by marks alone; longer ones hold something else."""


def _of_parsed_source(tree: Tree, cue: Cue) -> list[int]:
    phrase = set(source_phrase(tree, cue))
    sentence = tree.sentence(cue.at)
    clause = next((h for h in tree.above(cue.at) if _is_clause(tree, h) and h not in phrase), None)
    if clause is None:
        return [t for t in sentence if t not in phrase]
    found = [t for t in tree.subtree(clause) if t not in phrase]
    return _without_far_clause(tree, clause, found, cue.at)


def _is_clause(tree: Tree, h: int) -> bool:
    """Whether a statement of its own hangs on the word: no relative clause, no participle."""
    if tree.deps[h] == "ROOT":
        return True
    if tree.pos[h] not in ("VERB", "AUX") or tree.deps[h] in ("acl", "relcl", "amod", "aux"):
        return False
    return tree.kid(h, _SUBJECTS) is not None


def _without_far_clause(tree: Tree, clause: int, found: list[int], at: int) -> list[int]:
    """Leaves out a clause joined by "and" or "but" after the phrase, or before it."""
    for k in tree.kids_with(clause, ("conj",)):
        own = tree.subtree(k)
        has_subject = tree.kid(k, _SUBJECTS) is not None
        if has_subject and at < own[0]:
            found = [t for t in found if t < own[0]]
    first = next((t for t in found if tree.pos[t] not in ("PUNCT", "SPACE")), None)
    if first is not None and tree.pos[first] == "CCONJ":
        found = [t for t in found if t != first]
    return found


def source_phrase(tree: Tree, cue: Cue) -> list[int]:
    """The tokens of "according to" and of the source it names."""
    inside = range(cue.first, cue.last + 1)
    found = set(inside)
    heads = [k for t in inside for k in tree.kids[t] if k > cue.last]
    if not heads:
        # In Spanish the preposition hangs on the source.
        head = tree.heads[cue.first]
        heads = [head] if head > cue.last else []
    for head in heads:
        found.update(t for t in tree.subtree(head) if t >= cue.first)
    return _cut_off(tree, cue, sorted(found))


def _cut_off(tree: Tree, cue: Cue, found: list[int]) -> list[int]:
    """Without the subject of the clause that follows: where that has none of its own, the
    parser has taken it for an apposition ("According to X, the Y is …")."""
    sentence = tree.sentence(cue.at)
    commas = [t for t in found if tree.words[t] == ","]
    if not commas or cue.first - sentence.start > 2:
        return found
    verb = next((h for h in tree.above(found[0]) if h not in found), None)
    if verb is None or found[-1] + 1 != _first_of_verb(tree, verb):
        return found
    if tree.kid(verb, _SUBJECTS) is not None:
        return found
    return [t for t in found if t < commas[-1]]


def _first_of_verb(tree: Tree, verb: int) -> int:
    """The verb's first auxiliary, negation or adverb, or the verb."""
    own = [k for k in tree.kids[verb] if k < verb and tree.deps[k] in _VERB_GROUP]
    return min([verb, *own])


def _of_raised(tree: Tree, cue: Cue) -> list[int]:
    found: list[int] = []
    deed = raised_over(tree, cue.at)
    if deed is not None:
        found += tree.subtree(deed)
    at = cue.at
    while tree.kid(at, _SUBJECTS) is None and tree.deps[at] == "conj":
        at = tree.heads[at]
    for k in tree.kids_with(at, _SUBJECTS):
        found += tree.subtree(k)
    if tree.deps[cue.at] == "acl":
        found += tree.subtree(tree.heads[cue.at], (cue.at,))
    return sorted(set(found))


def _of_rumour(tree: Tree, i: int) -> list[int]:
    """The clause of a verb in the conditional of rumour, and the noun that it is of."""
    top = tree.heads[i] if tree.deps[i] in ("aux", "cop", "auxpass") else i
    found = tree.subtree(top)
    if tree.deps[top] in ("acl", "relcl", "acl:relcl"):
        found += tree.subtree(tree.heads[top], (top,))
    return sorted({t for t in found if t != i})


def _of_adverb(tree: Tree, cue: Cue) -> list[int]:
    """The clause of a verb that an adverb of hearsay stands at."""
    own = set(range(cue.first, cue.last + 1))
    for h in tree.above(cue.at):
        if _is_clause(tree, h):
            return [t for t in tree.subtree(h) if t not in own]
    return [t for t in tree.sentence(cue.at) if t not in own]
