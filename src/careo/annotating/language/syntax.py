"""One view of the two models' parses: who does what to whom, whatever the labels.

The English model marks relations in the ClearNLP way and the Spanish one in that of
Universal Dependencies; the functions here answer the same questions for both. They take
and give spaCy tokens. Every walk is bounded by `STEPS` or stays among the direct
children of a token, so that time does not grow with the length of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from careo.annotating.language.word_sets import word_set

Token = Any
"""A `spacy.tokens.Token`; spaCy ships no usable types. Two of one word are equal, but not
identical: compare with ==."""

STEPS = 8
"""How far up a parse is looked."""
CHILDREN = 40
"""How many children of one token are looked at; enumerations of news are shorter."""

_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "nsubj:pass"})
_OBJECT = frozenset({"dobj", "obj", "iobj"})
_PARTICIPLE = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas")
_VERBAL_ADJECTIVE = frozenset(
    {"amod", "acl", "relcl", "acomp", "ROOT", "conj", "xcomp", "advcl", "ccomp", "oprd"}
)
_ES_BE = word_set("spanish_be")
_PERSON_PRONOUNS = frozenset({"he", "she", "él", "ella"})
_SAYING = word_set("saying")
RELATIVE = word_set("relative_pronouns")


def children(token: Token) -> Iterator[Token]:
    """The direct dependents, the first `CHILDREN` of them."""
    for number, child in enumerate(token.children):
        if number >= CHILDREN:
            return
        yield child


def is_verbal(token: Token) -> bool:
    """Whether a form that may be a noun stands here as a verb."""
    if token.pos_ in ("VERB", "AUX"):
        return True
    # The Spanish tagger takes most participles for adjectives, wherever they stand.
    is_participle = token.lang_ == "es" and token.lower_.endswith(_PARTICIPLE)
    return token.pos_ == "ADJ" and (is_participle or token.dep_ in _VERBAL_ADJECTIVE)


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it after it."""
    found, at = [token], 0
    while at < len(found) and len(found) < CHILDREN:
        found += [c for c in children(found[at]) if c.dep_ == "conj" and c.i > found[at].i]
        at += 1
    return found


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Each (preposition in small letters, noun) that depends on the token."""
    for child in children(token):
        if child.dep_ in ("prep", "agent", "dative", "case") and child.pos_ != "NOUN":
            for noun in children(child):
                if noun.dep_ in ("pobj", "pcomp"):
                    yield child.lower_, noun
                elif noun.dep_ == "prep":  # "from within the city"
                    yield from ((child.lower_, n) for n in children(noun) if n.dep_ == "pobj")
        elif child.dep_ in ("obl", "nmod", "obj", "iobj", "nsubj", "appos", "flat"):
            case = case_of(child)
            if case:
                yield case, child


def case_of(noun: Token) -> str:
    """The preposition of a Spanish noun, its fixed parts included ("a manos de")."""
    for child in children(noun):
        if child.dep_ == "case" and child.i < noun.i:
            parts = [child.lower_, *(c.lower_ for c in children(child) if c.dep_ == "fixed")]
            return " ".join(parts)
    return ""


def governing_preposition(noun: Token) -> str:
    """The preposition before a noun in either language, "" when there is none."""
    if noun.dep_ == "pobj":
        return str(noun.head.lower_)
    return case_of(noun)


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject, or the noun it describes, is what it happens to."""
    if verb.lang_ == "es":
        return _is_passive_spanish(verb)
    kinds = {c.dep_ for c in children(verb)}
    if "auxpass" in kinds or "nsubjpass" in kinds:
        return True
    if verb.dep_ in ("amod", "acl") and verb.lower_.endswith("ing"):
        return False
    if verb.dep_ in ("amod", "acl", "acomp", "advcl", "oprd") and "nsubj" not in kinds:
        return verb.tag_ == "VBN" or (verb.pos_ == "ADJ" and "dobj" not in kinds)
    if verb.dep_ == "conj" and not kinds & {"nsubj", "dobj", "aux"}:
        return (
            verb.tag_ in ("VBN", "VBD")
            and verb.head.pos_ in ("VERB", "AUX")
            and (is_passive(verb.head))
        )
    return verb.tag_ == "VBN" and "agent" in kinds and "nsubj" not in kinds


def _is_passive_spanish(verb: Token) -> bool:
    participle = "Part" in verb.morph.get("VerbForm") or verb.lower_.endswith(
        ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "to", "ta", "tos", "tas")
    )
    if not participle:
        return False
    helpers = [c for c in children(verb) if c.dep_ in ("aux", "cop", "aux:pass") and c.i < verb.i]
    if helpers:
        # "había capturado" is active, "fue capturado" and "había sido capturado" passive.
        return any(h.lower_ in _ES_BE for h in helpers) or not any(
            h.lower_.startswith(("ha", "hab", "hub", "he", "hemos")) for h in helpers
        )
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX", "ADJ"):
        return verb.i - verb.head.i < STEPS * 4 and _is_passive_spanish(verb.head)
    return True


def is_reflexive(verb: Token) -> bool:
    """Whether a Spanish verb has its "se" ("se incautaron", "se fugó")."""
    return any(c.lower_ == "se" for c in children(verb)) or verb.lower_.endswith(("rse", "ndose"))


def subjects(verb: Token, steps: int = STEPS) -> list[Token]:
    """The subject of a verb, looked for further up where the verb has none of its own:
    "was arrested and extradited", "managed to escape", "accused of killing"."""
    own = [c for c in children(verb) if c.dep_ in _SUBJECT and not _is_agent(c)]
    if own:
        return own
    head = verb.head
    if head == verb or steps == 0:
        return []
    if verb.dep_ in ("relcl", "acl", "amod"):
        return _described(verb, head, steps)
    if verb.dep_ == "pcomp" or (verb.dep_ == "pobj" and head.dep_ == "prep"):
        return subjects(head.head, steps - 1) if head.head.pos_ in ("VERB", "AUX") else []
    embedded = verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "acomp", "prep")
    if verb.dep_ in ("advcl", "ccomp") and head.lemma_.lower() in _SAYING:
        embedded = False  # who says it has not done it
    if verb.lang_ == "es" and verb.dep_ in ("advcl", "ccomp") and _is_finite(verb):
        embedded = False  # a clause of its own, whose subject is left out
    if embedded and (head.pos_ in ("VERB", "AUX", "ADJ") or head.dep_ in ("acl", "relcl")):
        return _controller(verb, head, steps)
    return []


def _is_finite(verb: Token) -> bool:
    """Whether a Spanish verb, or what helps it, has a person."""
    forms = (verb, *(c for c in children(verb) if c.dep_ in ("aux", "cop")))
    return any("Fin" in form.morph.get("VerbForm") for form in forms)


def has_pronoun_subject(verb: Token, own: list[Token]) -> bool:
    """Whether one person is the subject without a name: "he", or a Spanish verb alone."""
    if any(token.lower_ in _PERSON_PRONOUNS for token in own):
        return True
    if verb.lang_ != "es" or own or not _is_finite(verb):
        return False
    forms = (verb, *(c for c in children(verb) if c.dep_ in ("aux", "cop")))
    return not any(
        "Plur" in form.morph.get("Number") for form in forms if form.pos_ in ("VERB", "AUX")
    )


def _described(verb: Token, head: Token, steps: int) -> list[Token]:
    """The noun that a participle or a clause describes; of "the decision to surrender"
    who decided, not the decision."""
    if verb.dep_ != "amod" and _is_infinitive(verb):
        return subjects(head.head, steps - 1) if head.dep_ in _OBJECT else possessors(head)
    return [head] if head.pos_ in ("NOUN", "PROPN", "PRON", "NUM") else []


def _is_infinitive(verb: Token) -> bool:
    if verb.lang_ == "es":
        return "Inf" in verb.morph.get("VerbForm")
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in children(verb))


def _controller(verb: Token, head: Token, steps: int) -> list[Token]:
    """Whose act an embedded verb is: the object's where the head verb has one of a
    person ("forced residents to flee"), else the subject's."""
    if verb.dep_ in ("xcomp", "ccomp"):
        objects = [c for c in children(head) if c.dep_ in ("dobj", "iobj") and c.i < verb.i]
        if objects:
            return objects
    return subjects(head, steps - 1)


def objects(verb: Token) -> list[Token]:
    """The direct objects; "a" before a Spanish one does not matter."""
    return [
        c for c in children(verb) if c.dep_ in _OBJECT and c.lower_ != "se" and not _is_agent(c)
    ]


def agents(token: Token) -> list[Token]:
    """Who stands in a by-phrase of a verb or noun."""
    by = ("by", "por", "por parte de", "a manos de", "at the hands of", "a cargo de")
    return [noun for prep, noun in prepositions(token) if prep in by]


def _is_agent(child: Token) -> bool:
    return case_of(child) in ("por", "por parte de", "a manos de")


def possessors(noun: Token) -> list[Token]:
    """Whose it is: "Luna's arrest", "their arrest"; Spanish "su" tells nobody."""
    return [c for c in children(noun) if c.dep_ in ("poss", "nmod:poss")]


def compounds(noun: Token) -> list[Token]:
    """Nouns before a noun: "drug seizure", "Luna arrest"."""
    return [c for c in children(noun) if c.dep_ in ("compound", "nmod") and c.i < noun.i]


def ancestors(token: Token, steps: int = 2 * STEPS) -> Iterator[Token]:
    """The token and its heads upward, `steps` of them at most."""
    for _ in range(steps):
        yield token
        if token.head == token:
            return
        token = token.head


def antecedent(pronoun: Token) -> Token | None:
    """What a relative pronoun stands for."""
    clause = relative_clause(pronoun)
    return clause.head if clause is not None else None


def relative_clause(pronoun: Token) -> Token | None:
    """The verb of the clause that a relative pronoun opens, when it hangs on a noun."""
    for token in ancestors(pronoun, STEPS):
        if token.dep_ in ("relcl", "acl") and token.head.i < pronoun.i:
            return token
    return None
