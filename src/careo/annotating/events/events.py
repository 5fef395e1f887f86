"""The component `events`: what took place, who underwent it, who did it, where, when and
how much, and how sure the text is.

Triggers (`triggers`) get roles from the parse (`roles`), fillers for them (`arguments`),
and dates, places and quantities (`circumstances`); what is told of one real event is made
one record (`merging`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby

from careo.annotating.draft import Draft
from careo.annotating.events.adjacent import subject_before
from careo.annotating.events.arguments import Filler, Fillers
from careo.annotating.events.certainty import Claimed, certainty_of, least_sure
from careo.annotating.events.circumstances import Setting, settings_of
from careo.annotating.events.deeds import deeds_in, is_definite
from careo.annotating.events.doers import Roles
from careo.annotating.events.focus import Focus
from careo.annotating.events.generality import is_general, is_of_nobody
from careo.annotating.events.merging import DEED, Told, merged
from careo.annotating.events.roles import roles_of
from careo.annotating.events.triggers import Frame, Trigger, triggers_in
from careo.annotating.language import syntax
from careo.annotating.language.numbers import number_of, written
from careo.annotating.language.parsing import Parsed
from careo.annotating.language.syntax import Token
from careo.annotating.language.word_sets import word_set
from careo.authority.folding import folded
from careo.values import Certainty, EntityType, Event, Span

_COUNTED = {
    "killing": "killed",
    "death": "dead",
    "arrest": "arrested",
    "kidnapping": "kidnapped",
    "disappearance": "disappeared",
    "displacement": "displaced",
    "release": "released",
    "attack": "attacked",
    "charge": "charged",
    "conviction": "convicted",
    "acquittal": "acquitted",
    "extradition": "extradited",
    "escape": "escaped",
    "surrender": "surrendered",
    "sentence": "sentenced",
    "seizure": "",
}
_MONEY = frozenset({"USD", "MXN", "COP", "EUR", "pesos", "$"})
_TIMES = frozenset({"years", "months"})
_THINGS = word_set("things")
"""What explodes or strikes but is nobody who does it."""
_COURT = frozenset({"charge", "conviction", "acquittal", "sentence", "extradition", "release"})
"""Types that are of somebody or nothing: courts condemn violence, too."""
_FIGURE = 10
"""From how many on a bare number of events is a statistic."""
_BODILY = frozenset(
    {"arrest", "killing", "death", "disappearance", "kidnapping", "escape", "release"}
    | {"surrender", "extradition"}
)
"""Types that befall persons, or groups as the sum of theirs, but no office or company."""
_PERSONAL = frozenset(_COUNTED) - {"attack", "seizure"}
"""Types that befall persons."""


def events(draft: Draft) -> Draft:
    """Adds the events of the article, in text order."""
    fillers, claimed = Fillers(draft), Claimed(draft.claims)
    focus = Focus(fillers)
    told: list[Told] = []
    triggers_of = {
        key: list(group) for key, group in groupby(triggers_in(draft), key=lambda t: id(t.parsed))
    }
    for parsed in draft.parsed:
        triggers = triggers_of.get(id(parsed), [])
        settings = settings_of(parsed, triggers, fillers)
        deeds = _deeds(parsed, {t.token.i for t in triggers}, fillers, claimed)
        one_piece = (*_told(triggers, settings, focus, claimed), *deeds)
        told += sorted(one_piece, key=lambda one: one.trigger)
    return draft.with_(events=tuple(_event(one) for one in merged(told)))


def _told(
    triggers: Sequence[Trigger], settings: Mapping[int, Setting], focus: Focus, claimed: Claimed
) -> Iterator[Told]:
    for trigger in triggers:
        one = _one(trigger, settings[trigger.token.i], focus, claimed)
        if _says_enough(one) and not is_of_nobody(one) and not is_general(trigger, one):
            yield one


def _one(trigger: Trigger, setting: Setting, focus: Focus, claimed: Claimed) -> Told:
    date = setting.date()
    roles, language = roles_of(trigger), focus.fillers.draft.language
    who, by = _parties(trigger, roles, focus)
    certainty = certainty_of(trigger.token, language)
    if roles.alleged and certainty is Certainty.REPORTED:
        certainty = Certainty.ALLEGED
    # Whose death somebody is to blame for was killed.
    type_ = "killing" if trigger.type == "death" and by else trigger.type
    # The police raid a house; a group's raid is an attack.
    if type_ == "raid" and by and all(f.type is EntityType.GROUP for f in by if f.entity):
        type_ = "attack" if any(f.entity is not None for f in by) else type_
    return Told(
        type=type_,
        trigger=trigger.span,
        evidence=_sentence(trigger),
        certainty=least_sure(certainty, _claimed(trigger, claimed)),
        who=tuple(who),
        by=tuple(by),
        where=setting.places[0].entity if setting.places else _seat(trigger, by, focus.fillers),
        date=date.iso if date is not None else None,
        amount=_amount(trigger, setting, who),
        nominal=not trigger.verbal,
        adjectival=trigger.token.dep_ == "amod",
        definite=roles.governed and is_definite(trigger.token),
    )


def _claimed(trigger: Trigger, claimed: Claimed) -> Certainty:
    """What the claims around a trigger leave of its certainty. Who demands "the release of
    Sol, who was kidnapped" takes the kidnapping for granted."""
    found = claimed.at(trigger.span)
    is_given = trigger.verbal and trigger.token.dep_ == "relcl"
    return Certainty.REPORTED if is_given and found is Certainty.POSSIBLE else found


def _deeds(
    parsed: Parsed, triggers: Set[int], fillers: Fillers, claimed: Claimed
) -> Iterator[Told]:
    """Who is said to have done "this crime", whichever it is."""
    for token, roles in deeds_in(parsed):
        by = [f for f in fillers.all_of(parsed, roles.by) if _may_act(f, ())]
        by = [f for f in (*by, *_bodies_of(by, parsed, fillers)) if fillers.is_clear(f)]
        if token.i in triggers or not by:
            continue
        span = parsed.piece.span(token.idx, token.idx + len(token.text))
        certainty = least_sure(
            certainty_of(token, fillers.draft.language),
            claimed.at(span),
            Certainty.ALLEGED if roles.alleged else Certainty.REPORTED,
        )
        yield Told(DEED, span, span, certainty, by=tuple(by), nominal=True, definite=True)


def _parties(trigger: Trigger, roles: Roles, focus: Focus) -> tuple[list[Filler], list[Filler]]:
    """Who underwent it and who did it."""
    fillers, parsed = focus.fillers, trigger.parsed
    who = [f for f in fillers.all_of(parsed, roles.who) if f.type is not EntityType.OUTLET]
    if trigger.frame is Frame.ITSELF:
        who = [f for f in who if f.entity is not None]
    who = [f for f in who if _may_undergo(f, trigger.type)]
    who = [f.without(trigger.span, fillers.draft.text) for f in who]
    if not who:
        who = [f for f in [subject_before(trigger, fillers)] if f is not None]
    if not who and roles.refers:
        spoken_of = focus.at(parsed, trigger.token, owner=roles.owned)
        who = [spoken_of] if spoken_of is not None else []
    by = [f for f in fillers.all_of(parsed, roles.by) if _may_act(f, who)]
    by = [f for f in by if fillers.is_clear(f) and not (roles.loose and _is_person(f))]
    if not by and roles.by_refers:
        spoken_of = focus.at(parsed, trigger.token)
        by = [spoken_of] if spoken_of is not None and _may_act(spoken_of, who) else []
    who += [g for f in who for g in [fillers.group_meant(parsed, f)] if g is not None]
    return who, [*by, *_bodies_of(by, parsed, fillers)]


def _bodies_of(by: Iterable[Filler], parsed: Parsed, fillers: Fillers) -> list[Filler]:
    """The groups and bodies whose people the described doers are."""
    bodies = (
        fillers.behind(parsed, f) or fillers.group_meant(parsed, f) or fillers.fighters_of(f)
        for f in by
    )
    return [body for body in bodies if body is not None]


def _seat(trigger: Trigger, by: Iterable[Filler], fillers: Fillers) -> str | None:
    """Where a court that is told by its place sits: "an Alva County grand jury"."""
    if trigger.type not in _COURT - {"extradition"}:
        return None
    for filler in by:
        if filler.entity is None:
            for mention in fillers.mentions_between(filler.span.start, filler.span.end):
                if mention.type is EntityType.PLACE:
                    return mention.entity
    return None


def _may_undergo(filler: Filler, type_: str) -> bool:
    """Whether it is of the kind that an event of this type befalls."""
    if type_ not in _PERSONAL:
        return True
    if filler.entity is not None and type_ in _BODILY:
        return filler.type in (EntityType.PERSON, EntityType.GROUP)
    return filler.is_person_or_body


def _says_enough(told: Told) -> bool:
    """Whether it tells of something that took place: who underwent it or, without that, a
    named doer, or a doer or a quantity with a day or place. What is only wanted or feared
    must be of somebody named."""
    if told.certainty is Certainty.POSSIBLE and not told.named():
        return False
    if told.who:
        # "his late wife", "the missing": an adjective alone tells of no event.
        is_told = told.by or told.amount or told.date or told.where or told.named()
        return bool(is_told) or not told.adjectival
    if told.type in _COURT:
        return False
    if any(f.entity is not None for f in told.by):
        return True
    # "106 murders": a figure of its own; small ones are mostly parts of something told.
    figure = (told.amount or "").split(" ")[0]
    is_figure = told.nominal and figure.isdecimal() and int(figure) >= _FIGURE
    return is_figure or bool((told.by or told.amount) and (told.date or told.where))


def _is_person(filler: Filler) -> bool:
    return filler.type is EntityType.PERSON


def _may_act(filler: Filler, who: Iterable[Filler]) -> bool:
    """Whether a filler can have done it: no bomb, no place, and not the one it befell."""
    if any(filler.name == other.name for other in who):
        return False
    return filler.is_person_or_body and not (set(filler.name.lower().split()) & _THINGS)


def _sentence(trigger: Trigger) -> Span:
    """The sentence that holds the trigger, without the white space around it."""
    sentence = trigger.token.sent
    text = trigger.parsed.piece.text
    start, end = sentence.start_char, sentence.end_char
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    span = trigger.parsed.piece.span(start, end)
    return Span(min(span.start, trigger.span.start), max(span.end, trigger.span.end))


# --- how much -----------------------------------------------------------------


def _amount(trigger: Trigger, setting: Setting, who: Sequence[Filler]) -> str | None:
    amounts = setting.amounts
    if trigger.type == "sentence":
        amounts = [a for a in amounts if a.unit in _TIMES]
    else:
        amounts = [a for a in amounts if a.unit not in _TIMES]
    if trigger.type in ("seizure", "sentence", "bribery", "sanction"):
        texts = list(dict.fromkeys(a.text for a in amounts))
        if texts:
            return ", ".join(texts[:4])
    if trigger.type not in _COUNTED:
        return None
    if trigger.type == "seizure":
        return ", ".join(f.name for f in who if f.entity is None and _count(f.head)) or None
    return _counted(trigger, who)


def _counted(trigger: Trigger, who: Sequence[Filler]) -> str | None:
    """ "4 killed": the number before those who underwent it, or before the noun itself."""
    verb = _COUNTED[trigger.type]
    count = None
    if not trigger.verbal:
        count = _count(trigger.token)
        if count is not None and 1900 <= count < 2100:
            count = None  # "their 2016 surrender"
    for filler in who:
        if count is None and filler.entity is None and filler.head is not None:
            count = _count(filler.head)
    return f"{written(count)} {verb}" if count is not None and count > 0 else None


def _count(token: Token | None) -> float | None:
    """The number that stands with a noun; the noun's own value where it is a number."""
    if token is None:
        return None
    if token.pos_ == "NUM" or token.like_num:
        return number_of(folded(token.lower_))
    for child in syntax.children(token):
        if child.lower_ in ("both", "ambos", "ambas"):
            return 2
        if child.dep_ in ("nummod", "quantmod") and child.i < token.i:
            first, last = child.left_edge.i, child.i
            words = [t.lower_ for t in token.doc[first : last + 1] if t.pos_ == "NUM" or t.like_num]
            return number_of(folded(" ".join(words))) if words else None
    return None


# --- out ----------------------------------------------------------------------


def _event(told: Told) -> Event:
    precision = {4: "year", 7: "month", 10: "day"}.get(len(told.date)) if told.date else None
    return Event(
        type=told.type,
        trigger_span=told.trigger,
        evidence=told.evidence,
        certainty=told.certainty,
        who=tuple(dict.fromkeys(f.name for f in told.who)),
        by=tuple(dict.fromkeys(f.name for f in told.by)),
        where=told.where,
        date=told.date,
        date_precision=precision,
        amount=told.amount,
    )
