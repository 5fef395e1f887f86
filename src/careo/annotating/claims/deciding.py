"""Whether a reporting word reports where it stands: somebody who can says it, and it is not
only wished, planned, possible, or another sense of the word."""

from __future__ import annotations

from dataclasses import dataclass, field

from careo.annotating.claims.cues import Cue, Kind
from careo.annotating.claims.referring import Referring
from careo.annotating.claims.spanish import dropped
from careo.annotating.claims.speakers import main_voice
from careo.annotating.claims.voices import NOBODY, Voice
from careo.annotating.language.tree import Tree
from careo.values import Span, Stance


@dataclass(eq=False)
class Found:
    """A claim while it is put together."""

    tree: Tree
    cue: Cue
    span: Span
    voice: Voice
    tokens: list[int] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    quoted: bool = False
    rest: frozenset[int] = frozenset()
    """The verbs in the tree by which a speaker goes on (", adding …", "y pidió …")."""
    is_merged: bool = False
    """Whether its participle only names the source of another's saying ("citing X")."""
    inside: bool = False
    """Whether the cue stands within what another says …"""
    sourced: bool = False
    """… or within what something accords with."""


def is_claim(item: Found, referring: Referring) -> bool:
    """Whether the word reports here, now that content and voice are known; mends a voice
    that cannot be one."""
    tree, cue = item.tree, item.cue
    hangs_on_noun = tree.deps[cue.at] in ("acl", "relcl") and tree.is_infinitive(cue.at)
    if hangs_on_noun and not referring.is_source(tree, item.voice):
        return False  # "reason to suspect"
    if tree.is_spanish and (_is_naming(tree, cue) or _is_in_source(tree, cue.at)):
        return False
    if cue.kind is Kind.VERB:
        return _is_said(item) and _has_source(item, referring)
    if cue.kind is Kind.SOURCE:
        if cue.entry.needs_source:
            return referring.can_think(tree, item.voice)
        return not _is_law(tree, item.voice, referring)
    return not (item.inside or (cue.kind in _BARE and item.sourced))


def _is_naming(tree: Tree, cue: Cue) -> bool:
    """Whether all that is said is who somebody is ("fueron identificados como Rosa")."""
    after = cue.last + 1
    if tree.lemmas[cue.at] not in _NAMES or after + 1 >= len(tree) or tree.low[after] != "como":
        return False
    return tree.pos[after + 1] == "PROPN" or tree.words[after + 1] in "‘'\"“«"


_NAMES = frozenset({"identificar", "identificado", "reconocer", "presentar"})


def _is_in_source(tree: Tree, i: int) -> bool:
    """Whether the verb only tells whose the report is ("según datos que dio a conocer X")."""
    head = tree.heads[i]
    if tree.deps[i] not in ("acl", "amod", "acl:relcl") or tree.lemmas[head] not in _REPORTS:
        return False
    return any(tree.low[t] in _SOURCED for t in range(max(0, head - 4), head))


_REPORTS = frozenset({"informacion", "dato", "reporte", "version", "declaracion", "informe"})


_SOURCED = frozenset({"segun", "acuerdo"})


_BARE = frozenset({Kind.NOUN, Kind.RUMOUR, Kind.ADVERB})
"""Cues that count only where nobody is named for what they mark."""


def _has_source(item: Found, referring: Referring) -> bool:
    """Whether somebody may say what a verb reports: the subject is one who can, or the
    main clause's (which then takes its place), or the verb asks for none."""
    tree, cue = item.tree, item.cue
    by_form = _by_form(item)
    if by_form is None and cue.entry.needs not in (None, "source"):
        by_form = referring.is_kind(tree, item.voice, cue.entry.needs or "")
    if by_form is not None:
        return by_form
    if referring.is_source(tree, item.voice):
        return not _is_idiom(tree, cue, item.voice)
    main = main_voice(tree, cue.at)
    own = item.voice.head is not None and tree.heads[item.voice.head] == cue.at
    is_dropped = tree.is_spanish and item.voice.implied
    if referring.is_source(tree, main) and not (own or is_dropped):
        item.voice = main
        return True
    if tree.is_spanish and not (own or item.quoted) and _is_parted(tree, cue.at, item.voice):
        # "La firma fue hoy; adelantó que …": the verb before it has another subject.
        item.voice = dropped(tree, cue.at)
    if item.voice.head is None or item.quoted:
        return not cue.entry.needs_source
    # A thing that "implies" or "requires" another says nothing.
    is_thing = tree.is_spanish and tree.lemmas[cue.at] in referring.words["of things"]
    is_mute = is_thing or cue.entry.mind or cue.entry.needs_source
    return not (is_mute or _is_idiom(tree, cue, item.voice))


def _by_form(item: Found) -> bool | None:
    """What an impersonal or a passive verb decides by itself; None for all others."""
    tree, cue = item.tree, item.cue
    is_passive = tree.is_passive(cue.at)
    is_nobodys = any(entry.needs == "nobody" for entry in (cue.entry, *cue.others))
    if is_nobodys and item.voice is NOBODY and not is_passive:
        return True  # "se supo que …"
    if cue.entry.needs == "nobody":
        return tree.lemmas[cue.at] == "trascender"
    if is_passive and tree.is_spanish and cue.entry.particle == "conocer":
        return tree.kid(cue.at, ("ccomp", "csubj")) is not None  # "datos dados a conocer por"
    if is_passive and cue.entry.needs in (None, "source"):
        return item.voice.head is not None or not cue.entry.needs_source
    return None


def _is_parted(tree: Tree, i: int, voice: Voice) -> bool:
    """Whether a Spanish verb does not share the subject that the parser gives it from a verb
    before: a mark parts them, or the number is another."""
    if voice.head is None or tree.is_passive(i):
        return False
    is_many = tree.low[voice.head].endswith("s")
    return ";" in tree.words[voice.head : i] or is_many != tree.low[i].endswith("n")


def _is_law(tree: Tree, voice: Voice, referring: Referring) -> bool:
    """Whether what follows "according to" is a rule that something is done by."""
    return voice.head is not None and tree.lemmas[voice.head] in referring.words["laws"]


def _is_idiom(tree: Tree, cue: Cue, voice: Voice) -> bool:
    """Words that only join sentences ("That said, …")."""
    if voice.head is None or tree.low[voice.head] not in ("that", "this", "dicho"):
        return False
    return cue.at - tree.sentence(cue.at).start < 4


_ASKS = frozenset({"pedir", "exigir", "solicitar", "demandar", "reclamar", "proponer", "recomendar",
    "instar", "exhortar"})  # fmt: skip
"""Spanish verbs that only ask; "ordenó", "convocó" are deeds, too."""


_CHAINED = frozenset({Stance.DENIES, Stance.ALLEGES, Stance.ADMITS})


_OWN = frozenset({"i", "we", "you", "yo", "nosotros", "usted", "ustedes"})


_MODALS = frozenset(["would", "will", "could", "may", "might", "should", "can", "must"])


def _is_said(item: Found) -> bool:
    """Whether something is said, and not only wished, planned or possible: within what
    another says, and under a modal, only the plain verbs of saying count."""
    tree, cue = item.tree, item.cue
    is_speech = {"clause", "quote"} <= cue.entry.takes and not cue.entry.mind
    is_plain = is_speech and not cue.entry.takes & {"thing", "deed"}
    if tree.is_spanish and _is_unsaid(item):
        return False
    if _is_aside(item) or (not item.quoted and _is_only_possible(tree, cue.at, is_plain=is_plain)):
        return False
    if item.inside:
        return _is_chained(item, is_plain=is_plain)
    is_modal = any(tree.low[k] in _MODALS for k in tree.kids[cue.at])
    if cue.entry.mind:
        head = item.voice.head
        return not is_modal and (head is None or tree.low[head] not in _OWN)
    return is_plain or item.quoted or not is_modal


def _is_unsaid(item: Found) -> bool:
    """Whether a Spanish verb stands under "puede", or the author asks with it."""
    tree, i = item.tree, item.cue.at
    asks = tree.words[tree.sentence(i).start] == "¿" and not item.quoted
    return asks or (tree.is_infinitive(i) and _is_modal(tree, i))


def _is_chained(item: Found, *, is_plain: bool) -> bool:
    """Whether what stands within another's words is said there, too ("X said that Y denied")."""
    tree, cue = item.tree, item.cue
    if tree.is_infinitive(cue.at) or (cue.negated and cue.entry.stance is Stance.ASSERTS):
        return False
    if tree.lemmas[cue.at] in _ASKS and tree.is_finite(cue.at):
        return item.voice.head is not None and not tree.is_passive(cue.at)
    return is_plain or cue.entry.stance in _CHAINED


def _is_modal(tree: Tree, i: int) -> bool:
    """Whether a Spanish infinitive hangs on a verb of what may or must be."""
    around = [k for k in tree.kids[i] if tree.deps[k] == "aux" and k < i]
    return any(tree.lemmas[k] in ("poder", "deber", "querer", "soler") for k in around)


def _is_aside(item: Found) -> bool:
    """Words that only name the source of another's saying, ask for a tense they have not,
    or are the author's own."""
    tree, cue = item.tree, item.cue
    is_participle = tree.is_gerund(cue.at) or tree.is_passive(cue.at)
    if item.is_merged and (cue.negated or is_participle):
        return True
    if cue.entry.needs_source and not (tree.is_finite(cue.at) or tree.is_passive(cue.at)):
        return True
    return tree.is_spanish and not item.quoted and _is_own_voice(tree, cue.at)


_PAST = ("dio", "vio", "puso", "hizo", "quiso", "tuvo", "vino", "supo", "pudo", "hubo", "jo")
"""How irregular verbs end in the third person of the past."""


def _is_own_voice(tree: Tree, i: int) -> bool:
    """Whether a Spanish verb is in the first person: the author's, not a source's."""
    word = tree.words[i].lower()
    verbs = (i, *(k for k in tree.kids[i] if tree.deps[k] == "aux"))
    if any(tree.low[t].endswith("mos") for t in verbs):
        return True
    return word.endswith("o") and not (tree.is_participle(i) or word.endswith(_PAST))


_AFTER = frozenset({"tras", "al", "despues", "luego"})


def _is_only_possible(tree: Tree, i: int, *, is_plain: bool) -> bool:
    """Whether the verb stands in an "if" clause, or is an infinitive that nothing makes a
    fact: "went on to say", "tras declararse culpable"."""
    if any(tree.low[k] in ("si", "if") and tree.deps[k] == "mark" for k in tree.kids[i]):
        return True
    if not tree.is_infinitive(i):
        return tree.is_spanish and _is_subjunctive(tree, i)
    if not tree.is_spanish:
        return not is_plain and tree.deps[i] != "xcomp"
    return not any(tree.low[t] in _AFTER for t in range(max(0, i - 4), i))


def _is_subjunctive(tree: Tree, i: int) -> bool:
    """Whether a Spanish verb is wanted, allowed or feared and not told, by its ending."""
    word, lemma = tree.words[i].lower(), tree.lemmas[i]
    if any(tree.low[k] in ("haya", "hayan") and tree.deps[k] == "aux" for k in tree.kids[i]):
        return True
    if not any(tree.low[k] == "que" for k in tree.kids[i] if k < i):
        return False
    endings = ("e", "en") if lemma.endswith("ar") else ("a", "an")
    return word.endswith(endings) and not word.endswith(("ía", "ían"))
