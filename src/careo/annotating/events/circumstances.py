"""When, where and how much: the dates, places and quantities of an article, given to
the triggers that govern them in the parse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from careo.annotating.events.arguments import Fillers
from careo.annotating.events.triggers import Trigger, token_at
from careo.annotating.language import syntax
from careo.annotating.language.amounts import Amount, amounts_in
from careo.annotating.language.dates_in_text import DateFound, dates_in
from careo.annotating.language.parsing import Parsed
from careo.annotating.language.syntax import Token
from careo.annotating.language.word_sets import word_set
from careo.authority.folding import folded
from careo.values import EntityType, Mention

_SAYING = word_set("saying")
"""Verbs whose own date is that of saying, not of what is said."""
_AT = word_set("places_at")
_FROM = frozenset({"from", "desde"})
_TO = frozenset({"to", "a", "al", "hacia"})
_OF = frozenset({"of", "de", "del"})
_STEPS = 7


@dataclass
class Setting:
    """What was found for one trigger."""

    dates: list[DateFound] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)

    def date(self) -> DateFound | None:
        """The first date, or a finer one that lies in it ("last year, in February 2011")."""
        if not self.dates:
            return None
        within = [d for d in self.dates if d.iso.startswith(self.dates[0].iso)]
        return max(within, key=lambda d: len(d.iso))


def settings_of(
    parsed: Parsed, triggers: Sequence[Trigger], fillers: Fillers
) -> Mapping[int, Setting]:
    """A setting for each trigger of a piece, by its token's index."""
    found = {trigger.token.i: Setting() for trigger in triggers}
    if not triggers:
        return found
    draft, piece = fillers.draft, parsed.piece
    low = draft.low[piece.start : piece.start + len(piece.text)]
    if piece.cuts:
        low = folded(piece.text)
    chains = {trigger.token.i: _chain(trigger.token) for trigger in triggers}
    for date in dates_in(low, draft.language, draft.article.published):
        for index in _owners(_head_of(parsed, date.start, date.end), chains):
            found[index].dates.append(date)
    for amount in amounts_in(low, draft.language):
        for index in _owners(_head_of(parsed, amount.start, amount.end), chains):
            found[index].amounts.append(amount)
    types = {trigger.token.i: trigger.type for trigger in triggers}
    for token, mention in _places(parsed, fillers):
        for index in _owners(token, chains):
            if _is_there(token, types[index], fillers, parsed):
                found[index].places.append(mention)
    return found


def _places(parsed: Parsed, fillers: Fillers) -> Iterable[tuple[Token, Mention]]:
    start = parsed.piece.start
    end = parsed.piece.offset(len(parsed.piece.text) - 1) + 1
    for mention in fillers.mentions_between(start, end):
        if mention.type is EntityType.PLACE:
            token = _head_of(parsed, *_within(parsed, mention))
            if token is not None:
                yield token, mention


def _within(parsed: Parsed, mention: Mention) -> tuple[int, int]:
    """A mention's offsets in its piece."""
    start = mention.span.start - parsed.piece.start
    for at, skipped in parsed.piece.cuts:
        if parsed.piece.start + at + skipped <= mention.span.start:
            start = mention.span.start - parsed.piece.start - skipped
    return start, start + len(mention.text)


def _head_of(parsed: Parsed, start: int, end: int) -> Token | None:
    """The token of a stretch that governs the others."""
    if start < 0 or end > len(parsed.piece.text):
        return None
    span = parsed.doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span) or len(span) > 3 * syntax.STEPS:
        return token_at(parsed, start) if start < len(parsed.piece.text) else None
    for token in span:
        if token.head == token or not span.start <= token.head.i < span.end:
            return token
    return span[0]


def _chain(trigger: Token) -> list[int]:
    """The trigger and the words above it up to its clause's verb, as indexes."""
    chain = []
    for number, token in enumerate(syntax.ancestors(trigger, 5)):
        if number and token.lemma_.lower() in _SAYING:
            break
        chain.append(token.i)
        if number and token.pos_ in ("VERB", "AUX"):
            break
        if token.dep_ in ("relcl", "acl", "ccomp", "advcl", "ROOT", "amod", "appos"):
            break
    return chain


def _owners(token: Token | None, chains: Mapping[int, list[int]]) -> list[int]:
    """The triggers that a date, place or quantity belongs to: the first met upward; else
    those whose clause's verb it hangs on."""
    if token is None:
        return []
    for above in syntax.ancestors(token, _STEPS):
        if above.i in chains:
            return [above.i]
        if above != token:
            below = [index for index, chain in chains.items() if above.i in chain]
            if below:
                return below[:2]
        is_verb = above.pos_ in ("VERB", "AUX") and above.dep_ not in ("aux", "auxpass", "cop")
        if is_verb and above.dep_ not in ("xcomp", "conj", "pcomp"):
            return []
    return []


def _is_there(token: Token, type_: str, fillers: Fillers, parsed: Parsed) -> bool:
    """Whether a place stands with a preposition that says where (or whereto, for what
    goes somewhere), itself or the place it is part of."""
    for above in syntax.ancestors(token, 5):
        prep = syntax.governing_preposition(above)
        if type_ == "extradition" and prep in _FROM:
            return False  # whence is not where it leads
        if prep in _AT or (type_ == "extradition" and prep in _TO):
            return True
        if prep and prep not in _OF:
            return False
        if above.pos_ in ("VERB", "AUX"):
            return False
        if above != token:
            named = fillers.mention_of(parsed, above)
            if named is not None and named.type is not EntityType.PLACE:
                return False
    return False
