"""Who did what a noun tells: from the word that governs it ("claimed the attack", "is
responsible for the murder") and from what hangs on it ("an attack staged by …")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from careo.annotating.language import syntax
from careo.annotating.language.syntax import Token
from careo.annotating.language.word_sets import word_set
from careo.authority.folding import folded

UPON = frozenset({"on", "against", "at", "upon", "contra", "a", "al", "en contra de", "sobre"})
OF = frozenset({"of", "de", "del"})

_DOERS = word_set("doers")
"""Verbs and adjectives whose subject did what they govern: "carried out the attack"."""
_ACCUSERS = word_set("accusers")
"""Verbs whose object is said to have done what they govern: "accused him of the murder"."""
_ATTRIBUTERS = word_set("attributers")
"""Verbs that give what they govern to whom stands after "to" or "a"."""
_HOLDERS = word_set("holders")
"""Verbs that hold their object to be something: "hold the army responsible"."""
_INVOLVED = word_set("involved")
_SUFFERERS = word_set("sufferers")
"""Words whose subject underwent what they govern."""
_CLAIMERS = word_set("claimers")
"""Verbs that take or admit the "responsibility" for what depends on it."""
_GOVERNING = frozenset({"of", "for", "in", "with", "to", "de", "del", "por", "en", "con", "as"})
"""Prepositions through which a verb governs a deed: "responsible for the attack"."""
_INVOLVING = frozenset({"in", "en"})
_RESPONSIBILITY = frozenset({"responsibility", "credit", "responsabilidad", "autoría"})
_GUILT = frozenset(
    {"responsible", "guilty", "responsable", "responsables", "culpable", "culpables"}
)
_AFTERWARDS = frozenset({"después", "luego", "antes", "after", "before", "tras", "since", "desde"})
"""What only follows a deed was not done by whom it befell: "fled after the attack"."""
_CAUSING = frozenset({"mandar", "ordenar", "hacer"})
"""Spanish verbs whose object suffers what the infinitive tells: "lo mandó matar"."""
_SAYING = word_set("saying")
_NAME = 6
"""Words that may stand between "of" and the last of a name, titles included."""
_CLITICS = frozenset({"lo", "la", "le", "los", "las", "les"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_PLANS = word_set("plans")
_NO = frozenset({"no", "not", "never", "nunca", "ni", "neither", "nor", "tampoco"})


@dataclass
class Roles:
    """Tokens by role; `alleged` when the doer is only accused, `refers` when who underwent
    it is a pronoun or left out, and so stands further up in the text; `owned` when it is
    a possessive ("his arrest"); `by_refers` the same of who did it; `loose` when the doers
    only stand beside the noun, as who suffered it might: "the Tordo attack"; `governed` when
    another word says that they did it."""

    who: list[Token] = field(default_factory=list)
    by: list[Token] = field(default_factory=list)
    alleged: bool = False
    refers: bool = False
    owned: bool = False
    by_refers: bool = False
    loose: bool = False
    governed: bool = False


def after(token: Token, prepositions: Iterable[str]) -> list[Token]:
    """The nouns that hang on a token by one of the prepositions."""
    return [noun for prep, noun in syntax.prepositions(token) if prep in prepositions]


def add_doers(noun: Token, roles: Roles) -> None:
    """Adds to `roles` who did, and who suffered, what `noun` tells, where they are empty."""
    before = roles.by
    _by_participle(noun, roles)
    if not roles.by or not roles.who:
        _by_governor(noun, roles)
    if roles.by is not before:
        roles.by = [one for one in roles.by if not _is_of(noun, one)]
        roles.governed = bool(roles.by)
        roles.loose = False


def doers_of(verb: Token) -> list[Token]:
    """Whose act an active verb tells. A subject of its own is; one that stands further up is
    only where the parse leaves no doubt: better nobody than the wrong one."""
    found = syntax.subjects(verb)
    if any(one.head == verb for one in found):
        return found
    if _is_told_by(verb):
        return []  # "he said that men took Sol, killed Luna": the men, not he
    if verb.lang_ == "es":
        return _of_spanish(verb, found)
    if verb.dep_ == "pcomp":
        return _of_gerund(verb, found)
    if verb.dep_ in ("advcl", "ccomp") and verb.tag_ in _FINITE:
        return []  # a clause of its own, whose subject the parser lost
    planned = _planned(verb)
    return found if planned is None else planned


def _of_spanish(verb: Token, found: list[Token]) -> list[Token]:
    """Not whom somebody had killed ("lo mandó matar") or began to ("lo empezaron a
    atacar"), nor one for a verb of several."""
    is_struck = any(one.lower_ in _CLITICS for one in found)
    if verb.dep_ == "xcomp" and (is_struck or verb.head.lemma_.lower() in _CAUSING):
        return [one for one in syntax.subjects(verb.head) if one.dep_ not in ("obj", "iobj")]
    return [] if _is_plural(verb) and not any(map(_may_be_several, found)) else found


def _of_gerund(verb: Token, found: list[Token]) -> list[Token]:
    """Who did what an "-ing" form after a preposition tells: of "arrested Sol for killing"
    and "accused Sol of killing" Sol, and not who arrests or accuses."""
    head = verb.head.head
    if head.lower_ in _RESPONSIBILITY:
        claims = head.head
        is_claim = claims.lemma_.lower() in _CLAIMERS and not is_negated(claims)
        return syntax.subjects(claims) if is_claim else []
    if verb.head.lower_ not in ("of", "for", "from") or syntax.is_passive(head):
        return found
    return [c for c in syntax.objects(head) if c.i < verb.i] or found


def _planned(verb: Token) -> list[Token] | None:
    """Whose an infinitive is that completes a noun: of "praised the Tordo operation to kidnap
    him" the Tordo's. None where no such noun stands before it."""
    to = next((c for c in syntax.children(verb) if c.dep_ == "aux" and c.lower_ == "to"), None)
    if to is None or to.i == 0:
        return None
    noun = verb.doc[to.i - 1]
    if noun.lower_ not in _PLANS:
        return [] if verb.dep_ == "acl" and noun.pos_ == "NOUN" else None
    owners = [*syntax.possessors(noun), *after(noun, OF), *syntax.agents(noun)]
    owners += [one for one in syntax.compounds(noun) if one.pos_ == "PROPN"]
    return owners or ([] if noun.dep_ in ("dobj", "pobj") and not _is_light(noun) else None)


def _is_light(noun: Token) -> bool:
    """Whether the plan is its subject's: "made a plan to kill"."""
    return noun.head.lemma_.lower() in _DOERS | {"have", "hatch", "take", "devise"}


def _is_plural(verb: Token) -> bool:
    forms = [verb, *(c for c in syntax.children(verb) if c.dep_ in ("aux", "cop"))]
    return any("Plur" in f.morph.get("Number") for f in forms if "Fin" in f.morph.get("VerbForm"))


def _may_be_several(subject: Token) -> bool:
    return "Plur" in subject.morph.get("Number") or len(syntax.conjuncts(subject)) > 1


def _is_told_by(verb: Token) -> bool:
    """Whether a verb without a subject is coordinated with a verb of saying."""
    for above in syntax.ancestors(verb):
        if above != verb and above.lemma_.lower() in _SAYING:
            return True
        if above.dep_ != "conj":
            return False
    return False


def is_reduced(verb: Token) -> bool:
    """Whether what the parser took for an active verb is a participle after a comma: "Sol,
    kidnapped on Monday, …"."""
    if verb.tag_ not in ("VBD", "VBN") or verb.i < 2 or syntax.objects(verb):
        return False
    comma, name = verb.doc[verb.i - 1], verb.doc[verb.i - 2]
    return bool(comma.text == "," and name.pos_ == "PROPN")


def _is_of(noun: Token, other: Token) -> bool:
    """Whether "of" alone stands between a deed and somebody, wherever the parser hung them:
    "the murder of Ana Sol"."""
    between = noun.doc[noun.i + 1 : other.i]
    return (
        0 < len(between) <= _NAME
        and between[0].lower_ in OF
        and not any(t.pos_ in ("VERB", "AUX", "PUNCT", "ADP") for t in between[1:])
    )


def is_negated(token: Token) -> bool:
    """Whether a "not" or the like hangs on a word."""
    return any(
        child.dep_ == "neg" or (child.lower_ in _NO and child.dep_ in ("advmod", "det", "cc"))
        for child in syntax.children(token)
    )


def _by_participle(noun: Token, roles: Roles) -> None:
    """ "The murder committed by the Tordo Front against …", "an attack blamed on …"."""
    for child in syntax.children(noun):
        if child.dep_ not in ("acl", "relcl", "amod") or child.i < noun.i or is_negated(child):
            continue
        lemma = folded(child.lemma_.lower())
        if lemma in _ATTRIBUTERS or lemma in _ACCUSERS:
            found = after(child, {"to", "on", "a", "al"})
            if found and not roles.by:
                roles.by, roles.alleged = found, True
        elif lemma in _DOERS and lemma not in _INVOLVED:
            roles.by = roles.by or syntax.agents(child)
            roles.who = roles.who or after(child, UPON - {"at"})


def _by_governor(noun: Token, roles: Roles) -> None:
    """From the word that governs the noun. "After the attack the army …" does not govern
    it: only objects and some prepositions count."""
    above = list(syntax.ancestors(noun, 5))[1:]
    above += [c for c in syntax.children(noun.head) if c.dep_ == "attr" and c != noun]
    if above and above[0].lower_ in _AFTERWARDS:
        return
    if noun.dep_ == "pobj" and noun.head.lower_ == "behind":
        _behind(noun.head.head, roles)
        return
    through = {syntax.governing_preposition(noun)} - {""}
    responsible = False
    for head in above:
        lemma = head.lemma_.lower()
        through |= {head.lower_} if head.dep_ == "prep" else set()
        responsible = responsible or head.lower_ in _RESPONSIBILITY
        if through - _GOVERNING or (through & _INVOLVING and lemma not in _INVOLVED | _ACCUSERS):
            if head.pos_ in ("VERB", "AUX") or through - _GOVERNING:
                return
            continue
        if lemma in _ATTRIBUTERS | _ACCUSERS and is_negated(head):
            return  # "he is not accused of the murder"
        if lemma in _ATTRIBUTERS and not roles.by:
            roles.by, roles.alleged = after(head, {"to", "a", "al"}), True
        elif lemma in _ACCUSERS and not roles.by:
            roles.by, roles.alleged = _accused(head, noun), True
        elif lemma in _SUFFERERS and not roles.who:
            roles.who = syntax.subjects(head)
        elif (lemma in _DOERS or (responsible and head.pos_ == "VERB")) and not roles.by:
            _add_doers_of(head, roles)
        if head.pos_ in ("VERB", "AUX") or lemma in _DOERS:
            return


def _behind(verb: Token, roles: Roles) -> None:
    """ "They are behind the attack": they are held to have done it, by whoever says so."""
    if verb.lemma_.lower() == "be" and not roles.by and not is_negated(verb):
        roles.by = syntax.subjects(verb)


def _accused(verb: Token, noun: Token) -> list[Token]:
    """Whom a verb of blame names: its object, or who stands after "on" where the deed
    itself is the object ("the attack was blamed on …")."""
    blamed = syntax.subjects(verb) if syntax.is_passive(verb) else syntax.objects(verb)
    if any(one.i == noun.i for one in blamed):
        return after(verb, {"on", "to", "a", "al"})
    return blamed


def _add_doers_of(head: Token, roles: Roles) -> None:
    """Whose deed it is that a word of doing governs; nobody's where it is negated."""
    if is_negated(head):
        return
    if head.lower_ in _GUILT:
        _add_guilty(head, roles)
    elif head.lower_ in ("work", "obra"):
        roles.by = after(head, OF)  # "the attack was the work of …"
    elif head.pos_ in ("NOUN", "ADJ"):
        copula = [c for c in syntax.children(head) if c.dep_ in ("nsubj",)]
        is_verb = head.head.pos_ in ("VERB", "AUX")
        roles.by = copula or (syntax.subjects(head.head) if is_verb else [])
    else:
        roles.by = syntax.agents(head) if syntax.is_passive(head) else syntax.subjects(head)


def _add_guilty(head: Token, roles: Roles) -> None:
    """ "X is responsible for", "hold X responsible for", "those responsible for"."""
    verb = head.head
    own = [c for c in syntax.children(head) if c.dep_ in ("nsubj", "nsubj:pass")]
    if verb.pos_ not in ("VERB", "AUX"):
        beside = head.dep_ == "amod" and verb.head.lemma_.lower() in _HOLDERS
        roles.by, roles.alleged = own or ([verb] if beside else []), roles.alleged or beside
        return
    if is_negated(verb):
        return
    if verb.lemma_.lower() not in _HOLDERS:
        roles.by = own or syntax.subjects(verb)
        return
    held = syntax.subjects(verb) if syntax.is_passive(verb) else syntax.objects(verb)
    roles.by, roles.alleged = own or held, True
