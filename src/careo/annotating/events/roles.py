"""Who undergoes an event and who does it: a trigger's frame over the parse."""

from __future__ import annotations

from careo.annotating.events.doers import OF, UPON, Roles, add_doers, after, doers_of, is_reduced
from careo.annotating.events.triggers import Frame, Trigger
from careo.annotating.language import syntax
from careo.annotating.language.syntax import Token
from careo.annotating.language.word_sets import word_set

_WITH = frozenset({"with", "between", "among", "to", "con", "entre"})
_PERSONAL = frozenset({"arrest", "charge", "conviction", "acquittal", "extradition", "killing"})
"""Types whose Spanish verbs also take things for objects."""
_GROUP_WORDS = word_set("group_words")
_BEFALLING = word_set("befalling")
"""Nouns whose "of" and whose owner tell whom the deed befell: "the shooting of Ana"."""
_WEAPONS = word_set("weapons")
_ONTO = frozenset({"at", "on", "against", "to", "a", "al", "contra"})
_NEAR = _ONTO | frozenset(
    {"in", "into", "inside", "near", "outside", "under", "en", "dentro de", "frente a", "bajo"}
)
"""Prepositions of what a weapon is turned against, or of what it goes off at."""
_PAPERS = word_set("papers")
_PRONOUNS = word_set("singular_pronouns")
_POSSESSIVES = word_set("singular_possessives")


def roles_of(trigger: Trigger) -> Roles:
    """Who undergoes and who does what `trigger` tells, as tokens of its parse."""
    roles = _roles(trigger)
    if trigger.verbal and trigger.token.lang_ == "es" and trigger.type in _PERSONAL:
        roles.who = [one for one in roles.who if _may_be_person(one, trigger.token)]
    roles.refers = _refers(trigger, roles)
    roles.by_refers = any(one.lower_ in _PRONOUNS for one in roles.by)
    roles.owned = roles.refers and not trigger.verbal
    return roles


def _roles(trigger: Trigger) -> Roles:
    if trigger.verbal:
        return _VERBAL[trigger.frame](trigger.token)
    if trigger.frame is Frame.UNDERGOES:
        return _phrase(trigger.token)
    if trigger.frame is Frame.ITSELF:
        return Roles(who=[trigger.token])
    roles = _NOMINAL[trigger.frame](trigger.token)
    if trigger.type == "arrest" and not roles.who:
        roles.who = _held(trigger.token)
    if not roles.by or not roles.who:
        add_doers(trigger.token, roles)
    return roles


def _may_be_person(noun: Token, verb: Token) -> bool:
    """Whether a Spanish object can be a person: it stands with "a", is a name, a pronoun
    or a number of them. The subject of a reflexive is who does it ("se detuvo")."""
    if noun.dep_ in ("nsubj", "nsubj:pass") and noun.head == verb:
        return syntax.is_passive(verb) or not syntax.is_reflexive(verb) or _is_many(verb)
    if noun.dep_ != "obj" or noun.head != verb or syntax.is_passive(verb):
        return True
    marked = syntax.case_of(noun) in ("a", "al") or noun.pos_ in ("PROPN", "PRON")
    return marked or any(c.dep_ == "nummod" for c in syntax.children(noun))


def _is_many(verb: Token) -> bool:
    return "Plur" in verb.morph.get("Number")


def _refers(trigger: Trigger, roles: Roles) -> bool:
    """Whether a singular pronoun, a possessive or a Spanish verb without its subject
    stands where the one who underwent it would."""
    token = trigger.token
    if any(one.lower_ in _PRONOUNS for one in roles.who):
        return True
    if not trigger.verbal:
        marks = (*syntax.possessors(token), *syntax.children(token))
        return any(c.lower_ in _POSSESSIVES for c in marks)
    if token.lang_ != "es" or roles.who or token.dep_ == "amod":
        return False
    is_subject = trigger.frame is Frame.UNDERGOES or syntax.is_passive(token)
    return is_subject and _is_singular(token)


def _is_singular(verb: Token) -> bool:
    """Whether a Spanish verb, or what helps it, is a finite singular."""
    forms = [verb, *(c for c in syntax.children(verb) if c.dep_ in ("aux", "cop"))]
    finite = [f for f in forms if "Fin" in f.morph.get("VerbForm")]
    return bool(finite) and all("Sing" in f.morph.get("Number") for f in finite)


# --- verbs --------------------------------------------------------------------


def _does(verb: Token) -> Roles:
    if syntax.is_passive(verb):
        return Roles(who=_whose(verb, syntax.subjects(verb)), by=syntax.agents(verb))
    if verb.lang_ == "en" and is_reduced(verb):
        return Roles(who=_whose(verb, syntax.subjects(verb)), by=syntax.agents(verb))
    objects = _struck(verb, _whose(verb, syntax.objects(verb) or _small_clause(verb)))
    if verb.lang_ == "es":
        return _does_spanish(verb, objects)
    return Roles(who=objects, by=doers_of(verb))


def _does_spanish(verb: Token, objects: list[Token]) -> Roles:
    """Spanish marks persons as objects with "a", which tells them from the things that a
    verb may also take ("condenó la violencia"), and "se detuvo" from "se detuvo a"."""
    if syntax.is_reflexive(verb):
        # "se incautaron tres armas": the model calls the goods subject or object.
        return Roles(who=[*syntax.subjects(verb), *objects], by=syntax.agents(verb))
    return Roles(who=objects, by=doers_of(verb))


def _whose(verb: Token, objects: list[Token]) -> list[Token]:
    """The objects; of a conviction, a charge or a list of assets those whose it is, or whom
    the verb is turned against: "overturned her conviction", "filed charges against"."""
    found: list[Token] = []
    for noun in objects:
        if noun.lower_ in _PAPERS:
            found += _owners(noun) + after(noun, UPON) + after(verb, UPON)
        else:
            found.append(noun)
    return list({one.i: one for one in found if one.lower_ not in _PAPERS}.values())


def _struck(verb: Token, objects: list[Token]) -> list[Token]:
    """The objects; of a weapon what it is turned against, if that is said: "set fire to the
    club", "planted two bombs in the offices"."""
    weapons = [one for one in objects if one.lower_ in _WEAPONS]
    if not weapons or len(weapons) < len(objects):
        return objects
    near = [*after(verb, _NEAR), *(n for one in weapons for n in after(one, _NEAR))]
    struck = [one for one in near if one.pos_ == "NOUN" or one.head.lower_ in _ONTO]
    return struck or objects


def _small_clause(verb: Token) -> list[Token]:
    """The object that the parser made a subject: "found him guilty"."""
    return [
        noun
        for child in syntax.children(verb)
        if child.dep_ in ("ccomp", "xcomp", "oprd", "prep") and child.i > verb.i
        for noun in syntax.children(child)
        if noun.dep_ in ("nsubj", "nsubjpass")
    ]


def _undergoes(verb: Token) -> Roles:
    return Roles(who=syntax.subjects(verb), by=syntax.agents(verb))


def _against(verb: Token) -> Roles:
    who = after(verb, UPON)
    who = who or _struck(verb, syntax.objects(verb))
    if syntax.is_passive(verb):
        return Roles(who=who, by=syntax.agents(verb))
    return Roles(who=who, by=doers_of(verb))


def _with(verb: Token) -> Roles:
    who = [*syntax.subjects(verb), *after(verb, _WITH)]
    for noun in syntax.objects(verb):
        who += after(noun, _WITH)
    if syntax.is_passive(verb):
        who += syntax.agents(verb)
    return Roles(who=who)


_VERBAL = {
    Frame.DOES: _does,
    Frame.UNDERGOES: _undergoes,
    Frame.AGAINST: _against,
    Frame.WITH: _with,
    Frame.OF: _does,
    Frame.UPON: _against,
    Frame.BY: _undergoes,
}


# --- nouns --------------------------------------------------------------------


def _phrase(token: Token) -> Roles:
    """ "is behind bars": the subject of the verb it hangs on, or the noun it describes."""
    for head in list(syntax.ancestors(token, 4))[1:]:
        if head.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in syntax.children(head)):
            return Roles(who=syntax.subjects(head))
        if head.pos_ in ("NOUN", "PROPN") and head.i < token.i:
            return Roles(who=[head])
    return Roles()


def _owners(noun: Token) -> list[Token]:
    return [*syntax.possessors(noun), *after(noun, OF)]


def _of(noun: Token) -> Roles:
    who = _owners(noun) or syntax.compounds(noun)
    return Roles(who=who, by=syntax.agents(noun))


def _upon(noun: Token) -> Roles:
    who, by = after(noun, UPON), syntax.agents(noun)
    if noun.lower_ in _BEFALLING:
        of = after(noun, OF)
        owners = syntax.possessors(noun)
        return Roles(who=who or of or owners, by=by or (owners if who or of else []))
    by += _owners(noun)
    if by:
        return Roles(who=who, by=by, loose=not who and not syntax.agents(noun))
    names = syntax.compounds(noun)  # "a Tordo Front attack", "the guerrilla attack"
    by = [one for one in names if one.pos_ == "PROPN" or one.lower_ in _GROUP_WORDS]
    return Roles(who=who, by=by, loose=True)


def _held(noun: Token) -> list[Token]:
    """Who is "under arrest", "con detención preventiva": the subject of that clause."""
    if syntax.governing_preposition(noun) not in ("under", "in", "con", "bajo", "en"):
        return []
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    return syntax.subjects(verb) if verb.pos_ in ("VERB", "AUX") else []


def _together(noun: Token) -> Roles:
    return Roles(who=[*_owners(noun), *after(noun, _WITH)], by=syntax.agents(noun))


def _by(noun: Token) -> Roles:
    return Roles(who=_owners(noun) or syntax.compounds(noun))


_NOMINAL = {
    Frame.OF: _of,
    Frame.UPON: _upon,
    Frame.WITH: _together,
    Frame.BY: _by,
    Frame.DOES: _of,
    Frame.AGAINST: _upon,
}
