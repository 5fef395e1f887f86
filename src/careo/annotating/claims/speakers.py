"""Who says it: the words that name a speaker, and the entity behind them."""

from __future__ import annotations

from collections.abc import Mapping

from careo.annotating.claims.contents import (
    LONGEST_SOURCE,
    SUPPORTS,
    named_source,
    source_phrase,
)
from careo.annotating.claims.cues import Cue, Kind
from careo.annotating.claims.spanish import (
    CLITICS,
    by_place,
    dropped,
    is_impersonal,
    is_oblique,
    is_time,
    near_by,
    past_day,
    place_of_saying,
    resumed,
)
from careo.annotating.claims.voices import (
    BREAKS,
    NOBODY,
    RELATIVES,
    SETS_OFF,
    SUBJECT,
    TIMES,
    Voice,
    antecedent,
    case_of,
    phrase,
    without_case,
)
from careo.annotating.language.tree import Tree


def voice_of(tree: Tree, cue: Cue, words: Mapping[str, frozenset[str]]) -> Voice:
    """Who speaks by the parse; `NOBODY` when nobody is named. Of the `words`, `addressed`
    are verbs that what follows them is told, `documents` what may say something itself."""
    if cue.kind is Kind.SOURCE:
        return _of_source(tree, cue)
    if cue.kind is Kind.NOUN:
        return _of_noun(tree, cue.at)
    if cue.kind is Kind.VERB:
        return _of_cue(tree, cue, words)
    return _agent(tree, cue.at) if cue.kind is Kind.RAISED else NOBODY


def _of_cue(tree: Tree, cue: Cue, words: Mapping[str, frozenset[str]]) -> Voice:
    """Who says what a verb reports."""
    is_passive = tree.is_passive(cue.at)
    if is_impersonal(tree, cue.at) and not is_passive:
        return place_of_saying(tree, cue.at, words)
    is_told = tree.lemmas[cue.at] in words["addressed"]
    after = None if is_told else _after_cue(tree, cue, words["documents"])
    voice = after or _of_verb(tree, cue.at, 0)
    if voice.head is not None and tree.is_spanish and is_passive:
        is_ground = tree.lemmas[voice.head] in words["crimes"] | words["grounds"]
        return NOBODY if is_ground else voice  # "acusado por lavado"
    return dropped(tree, cue.at) if voice.implied else voice


def _after_cue(tree: Tree, cue: Cue, documents: frozenset[str]) -> Voice | None:
    """The name that follows a verb right after a comma or a quotation (", said X"),
    whatever the parse makes of it; None when the order is another. `documents` speak, and
    are not spoken, there (", revelan datos del instituto")."""
    before, after = cue.first - 1, cue.last + 1
    opens = before < tree.sentence(cue.at).start
    opens = opens or (tree.is_spanish and tree.low[before] in ("segun", "como"))
    if after >= len(tree) or not (opens or tree.words[before] in SETS_OFF):
        return None
    if tree.is_gerund(cue.at) or tree.is_infinitive(cue.at) or tree.is_passive(cue.at):
        return None
    after = past_day(tree, after) if tree.is_spanish else after
    while after < len(tree) and tree.pos[after] in ("DET", "ADJ", "ADV") and after < cue.last + 5:
        after += 1
    head = _head_after(tree, after) if after < len(tree) else None
    if head is None or head - cue.last > 8:
        return None
    is_object = tree.deps[head] in _OBJECTS and tree.pos[head] == "NOUN"
    if tree.is_spanish:
        takes_thing = any("thing" in entry.takes for entry in (cue.entry, *cue.others))
        is_object = is_object and takes_thing and tree.lemmas[head] not in documents
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
    if tree.is_spanish and tree.is_participle(i):
        return True  # "según reveló un informe publicado ayer"
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
    if tree.is_spanish and any(tree.pos[t] in ("VERB", "AUX") for t in tokens):
        named = named_source(tree, cue)
        # A verb in it: the parser has drawn in what is said.
        if len(named) <= LONGEST_SOURCE and not any(tree.low[t] == "que" for t in named):
            tokens = list(named)
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
    if tree.low[head] in RELATIVES:
        owner = antecedent(tree, head)
        return NOBODY if owner is None else Voice(owner, tuple(phrase(tree, owner)))
    return Voice(head, tuple(t for t in phrase(tree, head) if t > cue.last))


def _told_by(tree: Tree, tokens: list[int]) -> Voice | None:
    """Whom "información que dio a conocer X" names, in Spanish."""
    inside = set(tokens)
    for t in tokens[:3]:
        if tree.lemmas[t] not in _REPORTS:
            continue
        for verb in tree.kids_with(t, ("acl", "acl:relcl")):
            subject = tree.kid(verb, SUBJECT)
            if subject in inside and tree.low[subject] not in RELATIVES:
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
        if tree.words[t] in BREAKS:
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
    verb = tree.heads[i]
    if tree.is_spanish and tree.deps[i] in ("obj", "iobj") and tree.lemmas[verb] in SUPPORTS:
        return _of_verb(tree, verb, 0)
    owner = tree.kid(i, ("poss",))
    if owner is not None:
        return Voice(owner, tuple(phrase(tree, owner)))
    for k in tree.kids_with(i, ("prep", "nmod")):
        if tree.pos[k] == "PROPN" and case_of(tree, k) in ("de", "del"):
            return Voice(k, tuple(without_case(tree, k)))
        if tree.low[k] in ("by", "from", "por"):
            pobj = tree.kid(k, ("pobj",))
            if pobj is not None:
                return Voice(pobj, tuple(phrase(tree, pobj)))
    return NOBODY


def _of_verb(tree: Tree, i: int, depth: int) -> Voice:
    if tree.is_passive(i) or is_impersonal(tree, i):
        return _agent(tree, i) if tree.is_passive(i) else NOBODY
    alone = tree.is_spanish and depth == 0
    subjects = [k for k in tree.kids_with(i, SUBJECT) if _is_word(tree, k)]
    placed = by_place(tree, i, subjects) if alone else None
    subjects = [k for k in subjects if ":" not in tree.words[k:i] and not is_time(tree, k)]
    if placed is None and subjects:
        # Of two before the verb the nearer is the name of the other ("the show X reported").
        return _of_subject(tree, i, max((k for k in subjects if k < i), default=subjects[0]))
    placed = placed or (near_by(tree, i) if alone else None)
    if placed is not None:
        return placed
    if depth > 6 or tree.heads[i] == i:
        return Voice(None, implied=True)
    return _above(tree, i, depth)


def _is_word(tree: Tree, t: int) -> bool:
    return any(c.isalnum() for c in tree.words[t])


def _of_subject(tree: Tree, i: int, subject: int) -> Voice:
    """The subject, or the noun that a relative pronoun stands for."""
    if tree.low[subject] in RELATIVES and tree.deps[i] in ("relcl", "acl", "ccomp"):
        owner = tree.heads[i]
        if tree.low[subject] == "quien":
            while tree.deps[owner] == "appos" and tree.pos[owner] != "PROPN":
                owner = tree.heads[owner]  # "Rosa, madre de Ana, una de las jóvenes, quien …"
        if tree.pos[owner] in ("NOUN", "PROPN", "PRON"):
            return Voice(owner, tuple(phrase(tree, owner)), relative=subject)
    return Voice(subject, tuple(phrase(tree, subject)))


_SHARES = frozenset({"conj", "xcomp", "advcl", "dep", "pcomp", "prep", "ccomp", "aux"})


def _above(tree: Tree, i: int, depth: int) -> Voice:
    """The subject that a verb without one shares with the word it hangs on."""
    head, dep = tree.heads[i], tree.deps[i]
    over = resumed(tree, i)
    if over is None and dep == "advcl" and tree.is_gerund(i) and tree.deps[head] == "ccomp":
        over = tree.heads[head]  # "He said they failed, adding that …": it is he who adds.
    if over is not None:
        return _of_verb(tree, over, depth + 1)
    if tree.pos[head] in ("NOUN", "PROPN", "PRON"):
        return _under_noun(tree, i, head, depth)
    if dep not in _SHARES:
        return Voice(None, implied=True)
    if tree.pos[head] == "ADP":
        return _above(tree, head, depth + 1)
    shared = _shared(tree, i)
    if shared is not None:
        return Voice(shared, tuple(phrase(tree, shared)))
    return _of_verb(tree, head, depth + 1)


def _shared(tree: Tree, i: int) -> int | None:
    """The object, or the subject of a passive, that is the subject of what hangs on it."""
    head, dep = tree.heads[i], tree.deps[i]
    if dep == "xcomp":
        shared = tree.kid(head, ("dobj", "obj", "iobj", "dative"))
        is_clitic = shared is not None and tree.low[shared] in CLITICS  # "se limitó a decir"
        if shared is not None and shared < i and not is_clitic:
            return shared
    if dep in ("advcl", "xcomp", "conj") and tree.is_passive(head):
        return tree.kid(head, ("nsubjpass", "nsubj"))
    return None


def _under_noun(tree: Tree, i: int, head: int, depth: int) -> Voice:
    """Who speaks when the verb hangs on a noun: the noun, or who issued what it names."""
    dep = tree.deps[i]
    if is_oblique(tree, i):
        over = next((h for h in tree.above(i) if tree.pos[h] == "VERB"), None)
        return Voice(None, implied=True) if over is None else _of_verb(tree, over, depth + 1)
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


_OBLIQUE = ("obl", "obj", "nmod")


def _agent(tree: Tree, i: int) -> Voice:
    by = next((k for k in tree.kids_with(i, ("agent", "prep")) if tree.low[k] == "by"), None)
    agent = tree.kid(by, ("pobj",)) if by is not None else None
    if agent is None:
        agent = next(
            (k for k in tree.kids_with(i, ("obl", "obj", "nmod")) if case_of(tree, k) == "por"),
            None,
        )
    if agent is None or tree.low[agent] in TIMES:
        return NOBODY
    return Voice(agent, tuple(without_case(tree, agent)))
