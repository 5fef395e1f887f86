"""Who says it: the words that name a speaker, and the entity behind them."""

from __future__ import annotations

from dataclasses import dataclass

from careo.annotating.claims.contents import source_phrase
from careo.annotating.claims.cues import Cue, Kind
from careo.annotating.language.tree import Tree

_SUBJECT = ("nsubj",)
_RELATIVES = frozenset(
    ["who", "whom", "which", "that", "que", "quien", "quienes", "cual", "cuales"]
)
_CLAUSAL = ("relcl", "acl", "advcl", "parataxis", "ccomp")


_BREAKS = frozenset({",", ";", ":", "(", "[", "—", "–"})
_SETS_OFF = frozenset({",", "”", '"', "»", "—", "–", "’", "'", "''"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Where a speaker stands: `head` is the head word, `tokens` the phrase. `implied`
    tells that the verb has no subject of its own and none can be read off the parse
    (Spanish "dijo"); `plural` that it is many; `relative` is the "who" that stands for
    the phrase where the verb is."""

    head: int | None
    tokens: tuple[int, ...] = ()
    implied: bool = False
    plural: bool = False
    relative: int | None = None
    follows: bool = False
    """Whether the phrase stands right after the verb (", said X")."""


NOBODY = Voice(None)


def voice_of(tree: Tree, cue: Cue, addressed: frozenset[str]) -> Voice:
    """Who speaks by the parse; `NOBODY` when nobody is named. `addressed` are the verbs
    that what follows them is told."""
    if cue.kind is Kind.SOURCE:
        return _of_source(tree, cue)
    if cue.kind is Kind.NOUN:
        return _of_noun(tree, cue.at)
    if cue.kind is Kind.VERB:
        after = None if tree.lemmas[cue.at] in addressed else _after_cue(tree, cue)
        return after or _of_verb(tree, cue.at, 0)
    if cue.kind is Kind.RAISED:
        return _agent(tree, cue.at)
    return NOBODY


def _after_cue(tree: Tree, cue: Cue) -> Voice | None:
    """The name that follows a verb right after a comma or a quotation (", said X"),
    whatever the parse makes of it; None when the order is another."""
    before, after = cue.first - 1, cue.last + 1
    opens = before < tree.sentence(cue.at).start
    if after >= len(tree) or not (opens or tree.words[before] in _SETS_OFF):
        return None
    if tree.is_gerund(cue.at) or tree.is_infinitive(cue.at) or tree.is_passive(cue.at):
        return None
    while after < len(tree) and tree.pos[after] in ("DET", "ADJ", "ADV") and after < cue.last + 5:
        after += 1
    head = _head_after(tree, after) if after < len(tree) else None
    if head is None or head - cue.last > 8:
        return None
    is_object = tree.deps[head] in _OBJECTS and tree.pos[head] == "NOUN"
    after_quote = before > 0 and tree.words[before - 1] in _CLOSED
    if is_object and tree.words[before] == "," and not after_quote:
        return None  # "Además, anunció medidas …": the object, not who speaks
    tokens = phrase(tree, head)
    if tokens[0] > after or not _closes(tree, tokens[-1] + 1):
        return None
    return Voice(head, tuple(tokens), follows=True)


_CLOSED = frozenset({"”", '"', "»", "’", "''", "’’"})
_OBJECTS = frozenset({"dobj", "obj", "xcomp"})


def _head_after(tree: Tree, t: int) -> int | None:
    """The head of the noun phrase that begins with the noun at `t`."""
    if tree.pos[t] not in ("PROPN", "NOUN"):
        return None
    while tree.deps[t] in ("compound", "amod", "nmod", "flat") and t < tree.heads[t]:
        t = tree.heads[t]
    return None if tree.deps[t] in ("npadvmod", "pobj", "obl", "poss") else t


def _closes(tree: Tree, i: int) -> bool:
    """Whether a subject that stands after its verb may end before token `i`."""
    if i >= len(tree) or tree.pos[i] in ("PUNCT", "ADP", "SPACE") or tree.is_gerund(i):
        return True
    return tree.low[i] in ("who", "quien", "in", "on", "at", "this", "last", "ayer", "hoy")


def main_voice(tree: Tree, i: int) -> Voice:
    """The subject of the sentence that holds token `i`, when it stands before it."""
    for t in tree.sentence(i):
        if tree.heads[t] == t or tree.deps[t] == "ROOT":
            subject = tree.kid(t, ("nsubj", "nsubjpass"))
            if subject is not None and subject < i:
                return Voice(subject, tuple(phrase(tree, subject)))
            return NOBODY
    return NOBODY


def _of_source(tree: Tree, cue: Cue) -> Voice:
    tokens = [t for t in source_phrase(tree, cue) if t > cue.last]
    if not tokens:
        tokens = _name_after(tree, cue.last)
    if not tokens:
        return NOBODY
    told = _told_by(tree, tokens)
    if told is not None:
        return told
    interviewed = _interviewed(tree, tokens)
    if interviewed is not None:
        return interviewed
    inside = set(tokens)
    head = next((t for t in tokens if tree.heads[t] not in inside), tokens[0])
    if tree.low[head] in _RELATIVES:
        owner = _antecedent(tree, head)
        return NOBODY if owner is None else Voice(owner, tuple(phrase(tree, owner)))
    return Voice(head, tuple(t for t in phrase(tree, head) if t > cue.last))


def _antecedent(tree: Tree, i: int) -> int | None:
    """The noun that a relative word stands for ("an agreement, according to which …")."""
    for h in tree.above(i):
        if tree.deps[h] in ("relcl", "acl", "acl:relcl"):
            return tree.heads[h]
    return None


def _told_by(tree: Tree, tokens: list[int]) -> Voice | None:
    """Whom "información que dio a conocer X" names, in Spanish."""
    inside = set(tokens)
    for t in tokens[:3]:
        if tree.lemmas[t] not in _REPORTS:
            continue
        for verb in tree.kids_with(t, ("acl", "acl:relcl")):
            subject = tree.kid(verb, _SUBJECT)
            if subject in inside and tree.low[subject] not in _RELATIVES:
                return Voice(subject, tuple(phrase(tree, subject)))
    return None


_REPORTS = frozenset({"informacion", "información", "dato", "reporte", "versión"})
_INTERVIEWS = frozenset({"interview", "entrevista"})


def _interviewed(tree: Tree, tokens: list[int]) -> Voice | None:
    """Whom "an interview with X" names: it is X who speaks."""
    at = next((t for t in tokens if tree.lemmas[t] in _INTERVIEWS), None)
    if at is None:
        return None
    with_ = next((t for t in tokens if t > at and tree.low[t] in ("with", "con", "a")), None)
    if with_ is None:
        return None
    named: list[int] = []
    for t in (t for t in tokens if t > with_):
        if tree.words[t] in _BREAKS:
            break
        named.append(t)
    return Voice(named[-1], tuple(named)) if named else None


def _name_after(tree: Tree, i: int) -> list[int]:
    found: list[int] = []
    for t in range(i + 1, min(i + 9, tree.sentence(i).stop)):
        if tree.pos[t] in ("PUNCT", "VERB", "AUX"):
            break
        found.append(t)
    return found


def _of_noun(tree: Tree, i: int) -> Voice:
    owner = tree.kid(i, ("poss",))
    if owner is not None:
        return Voice(owner, tuple(phrase(tree, owner)))
    for k in tree.kids_with(i, ("prep", "nmod")):
        if tree.low[k] in ("by", "from", "por"):
            pobj = tree.kid(k, ("pobj",))
            if pobj is not None:
                return Voice(pobj, tuple(phrase(tree, pobj)))
    return NOBODY


def _of_verb(tree: Tree, i: int, depth: int) -> Voice:
    if tree.is_passive(i):
        return _agent(tree, i)
    if _is_impersonal(tree, i):
        return NOBODY
    subjects = [k for k in tree.kids_with(i, _SUBJECT) if _is_word(tree, k)]
    if subjects:
        # Of two before the verb the nearer is the name of the other ("the show X reported").
        return _of_subject(tree, i, max((k for k in subjects if k < i), default=subjects[0]))
    beside = _left_of(tree, i) if tree.is_spanish and depth == 0 else None
    if beside is not None:
        return Voice(beside, tuple(phrase(tree, beside)))
    if depth > 6 or tree.heads[i] == i or _is_inserted(tree, i):
        return Voice(None, implied=True, plural=tree.low[i].endswith("n"))
    return _above(tree, i, depth)


def _is_word(tree: Tree, t: int) -> bool:
    return any(c.isalnum() for c in tree.words[t])


def _of_subject(tree: Tree, i: int, subject: int) -> Voice:
    """The subject, or the noun that a relative pronoun stands for."""
    if tree.low[subject] in _RELATIVES and tree.deps[i] in ("relcl", "acl", "ccomp"):
        owner = tree.heads[i]
        if tree.pos[owner] in ("NOUN", "PROPN", "PRON"):
            return Voice(owner, tuple(phrase(tree, owner)), relative=subject)
    return Voice(subject, tuple(phrase(tree, subject)))


_SHARES = frozenset({"conj", "xcomp", "advcl", "dep", "pcomp", "prep", "ccomp", "aux"})


_CLITICS = frozenset({"se", "le", "les", "lo", "la", "los", "me", "nos", "no", "ya", "tambien"})


def _left_of(tree: Tree, i: int) -> int | None:
    """The noun right before a Spanish verb for which the parse has no subject."""
    t = i - 1
    while t >= 0 and tree.low[t] in _CLITICS:
        t -= 1
    noun = None
    while t >= 0 and tree.pos[t] in ("NOUN", "PROPN", "ADJ"):
        noun = t if tree.pos[t] != "ADJ" else noun
        t -= 1
    if noun is None or t < 0 or tree.low[noun] in _TIMES:
        return None
    is_bare = tree.pos[t] == "DET" or (tree.low[noun].endswith("s") and tree.pos[t] != "ADP")
    before = t - 1 if tree.pos[t] == "DET" else t
    if not is_bare or before < 0 or tree.pos[before] in ("ADP", "VERB", "AUX", "CCONJ"):
        return None
    return noun


def _is_inserted(tree: Tree, i: int) -> bool:
    """Whether a Spanish verb stands alone between commas ("…, aseveró, …"): what it is
    inserted in has a subject of its own."""
    if not tree.is_spanish or not 0 < i < len(tree) - 1:
        return False
    return tree.words[i - 1] in _SETS_OFF and tree.words[i + 1] in _SETS_OFF


def _above(tree: Tree, i: int, depth: int) -> Voice:
    """The subject that a verb without one shares with the word it hangs on."""
    head, dep = tree.heads[i], tree.deps[i]
    if tree.pos[head] in ("NOUN", "PROPN", "PRON"):
        return _under_noun(tree, i, head, depth)
    if dep not in _SHARES:
        return Voice(None, implied=True)
    if tree.pos[head] == "ADP":
        return _above(tree, head, depth + 1)
    if dep == "advcl" and tree.is_gerund(i) and tree.deps[head] == "ccomp":
        # "He said they failed, adding that …": it is he who adds.
        return _of_verb(tree, tree.heads[head], depth + 1)
    shared = None
    if dep == "xcomp":
        shared = tree.kid(head, ("dobj", "obj", "iobj", "dative"))
        shared = shared if shared is not None and shared < i else None
    if shared is None and dep in ("advcl", "xcomp", "conj") and tree.is_passive(head):
        shared = tree.kid(head, ("nsubjpass", "nsubj"))
    if shared is not None:
        return Voice(shared, tuple(phrase(tree, shared)))
    return _of_verb(tree, head, depth + 1)


def _under_noun(tree: Tree, i: int, head: int, depth: int) -> Voice:
    """Who speaks when the verb hangs on a noun: the noun, or who issued what it names."""
    dep = tree.deps[i]
    if dep == "acl" and _is_product(tree, head):
        return _of_verb(tree, tree.heads[head], depth + 1)
    if dep in ("acl", "relcl", "amod", "advcl", "appos") and not (
        dep == "acl" and tree.is_infinitive(i)
    ):
        return Voice(head, tuple(phrase(tree, head)))
    return Voice(None, implied=True)


_ISSUES = frozenset({"publish", "release", "issue", "make", "give", "send", "write", "post", "sign",
    "deliver", "file", "submit", "have", "publicar", "emitir", "difundir", "divulgar", "enviar",
    "escribir", "presentar", "entregar", "dar", "hacer", "firmar"})  # fmt: skip


def _is_product(tree: Tree, noun: int) -> bool:
    """Whether the noun is what somebody issues ("published a report saying …")."""
    verb = tree.heads[noun]
    return tree.deps[noun] in ("dobj", "obj") and tree.lemmas[verb] in _ISSUES


def _is_impersonal(tree: Tree, i: int) -> bool:
    """Spanish "se informó que": nobody is named. "Se declaró culpable" has a subject."""
    reflexive = any(tree.low[k] == "se" and k < i for k in tree.kids[i])
    if not reflexive or tree.lemmas[i] in _REFLEXIVE:
        return False
    subject = tree.kid(i, _SUBJECT)
    has_clause = tree.kid(i, ("ccomp", "csubj")) is not None
    return subject is None or subject > i or has_clause


_REFLEXIVE = frozenset(
    [
        "declarar",
        "quejar",
        "pronunciar",
        "referir",
        "comprometer",
        "deslindar",
        "desmarcar",
        "adjudicar",
        "atribuir",
        "disculpar",
        "jactar",
        "manifestar",
        "negar",
    ]
)


def _agent(tree: Tree, i: int) -> Voice:
    by = next((k for k in tree.kids_with(i, ("agent", "prep")) if tree.low[k] == "by"), None)
    agent = tree.kid(by, ("pobj",)) if by is not None else None
    if agent is None:
        agent = next(
            (k for k in tree.kids_with(i, ("obl", "obj", "nmod")) if _case(tree, k) == "por"), None
        )
    if agent is None or tree.low[agent] in _TIMES:
        return NOBODY
    return Voice(agent, tuple(_without_case(tree, agent)))


_TIMES = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september"}
    | {"october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday"}
    | {"saturday", "sunday", "now", "then", "year", "month", "week", "day", "enero", "febrero"}
    | {"marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre"}
    | {"diciembre", "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"}
)
"""Words of time that the parser takes for the agent of a passive ("by Monday")."""


def _case(tree: Tree, i: int) -> str | None:
    """The preposition that hangs on a Spanish noun."""
    case = tree.kid(i, ("case",))
    return None if case is None else tree.low[case]


def _without_case(tree: Tree, head: int) -> list[int]:
    tokens = phrase(tree, head)
    case = tree.kid(head, ("case",))
    return [t for t in tokens if case is None or t > case or t >= head]


def phrase(tree: Tree, head: int) -> list[int]:
    """A noun's phrase without the clauses and insertions that follow it."""
    left_out = [
        k
        for k in tree.kids[head]
        if k > head
        and (
            tree.deps[k] in _CLAUSAL
            or tree.words[k] in _BREAKS
            or (tree.words[k] == "-" and tree.ends[k] < tree.starts[min(k + 1, len(tree) - 1)])
            or (tree.deps[k] in ("cc", "conj", "appos") and _after_comma(tree, head, k))
        )
    ]
    tokens = tree.subtree(head, left_out)
    # One unbroken run around the head; what a bad parse hangs on from afar is not it.
    first = last = tokens.index(head)
    while first > 0 and tokens[first - 1] == tokens[first] - 1:
        if tree.words[tokens[first - 1]] in _BREAKS:
            break
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1] == tokens[last] + 1:
        if tree.words[tokens[last + 1]] in _BREAKS:
            break
        last += 1
    found = tokens[first : last + 1]
    # In Spanish the preposition hangs on the noun.
    while len(found) > 1 and found[0] < head and tree.deps[found[0]] in ("case", "mark"):
        found = found[1:]
    # "co-director", which the parser takes apart.
    while found[-1] + 2 < len(tree) and _is_hyphened(tree, found[-1] + 1):
        found += [found[-1] + 1, found[-1] + 2]
    return found


def _is_hyphened(tree: Tree, i: int) -> bool:
    """Whether token `i` is a hyphen with no space around it."""
    return (
        tree.words[i] == "-"
        and tree.ends[i - 1] == tree.starts[i]
        and tree.ends[i] == tree.starts[i + 1]
    )


def _after_comma(tree: Tree, head: int, k: int) -> bool:
    first = tree.subtree(k)[0]
    return first > 0 and tree.words[first - 1] in (",", "(", ";", "-", "—")
