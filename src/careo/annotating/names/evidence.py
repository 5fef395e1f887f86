"""What tells the type of a name: head words, titles, given names, context, the model."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careo.annotating.draft import Draft, Origin
from careo.annotating.language.runs import Run, before, tokens_of
from careo.annotating.language.words import Words, demonyms, given_names, words_of
from careo.authority.towns import towns
from careo.values import EntityType

MODEL_TYPES = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORG,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
}
"""What the models' labels mean; their other labels are no names of ours."""

_NO_NAME = frozenset({"ADV", "VERB", "AUX", "SCONJ", "ADP", "PRON", "CCONJ", "INTJ"})
_SPANISH = re.compile(r" (?:de|del|para|contra) ")
_OF = re.compile(r" (?:of the|of|for the|for|against) ")
_DATELINE = re.compile(
    r"(?: \([^()\n]{3,30}\))?"
    r"(?:, \d{1,2} (?:de )?(?:ene|feb|mar|abr|apr|may|jun|jul|ago|aug|sep|oct|nov|dic|dec)"
    r"|(?:, \d{1,2} \w+)? \((?:efe|ap|afp|reuters|xinhua|ansa|dpa|apro|notimex|cnn)\b"
    r"|(?:, [a-z]{2,12}\.?)?(?:\.\s?[-–—]| --) ?[a-z])"
)
"""What follows the place that opens a dispatch: its date, its agency, a dash."""
_AFTER_ARTICLE = re.compile(r"(?:^|\W)(?:el|la|los|las|del|al) $")
_AFTER_NAME_OF = re.compile(r"(?:^|\W)(?:en|de|desde|hacia|hasta|por|-) $")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,8}(?:[-–]\w{1,3})?|[A-Z]{1,6}-?\d{1,3}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the model calls a name, in offsets of the article's text."""

    start: int
    end: int
    label: str
    proper: bool
    """Whether the tagger, too, sees a proper name in it."""


def _labelled(draft: Draft) -> Iterator[Labelled]:
    from spacy.attrs import POS
    from spacy.symbols import PROPN

    for parsed in draft.parsed:
        # As one array: asking every token for its tag takes longer than all the rest.
        is_proper = (parsed.doc.to_array([POS]) == PROPN).tolist()
        for ent in parsed.doc.ents:
            if ent.text.strip():
                span = parsed.piece.span(ent.start_char, ent.end_char)
                proper = any(is_proper[ent.start : ent.end])
                yield Labelled(span.start, span.end, ent.label_, proper)


class Labels:
    """The model's names of one article, looked up by span."""

    def __init__(self, draft: Draft) -> None:
        self._all = list(_labelled(draft))
        self._ends = [label.end for label in self._all]

    def meeting(self, start: int, end: int) -> list[Labelled]:
        """Those that share a character with the span, in order."""
        found = []
        for at in range(bisect_left(self._ends, start + 1), len(self._all)):
            if self._all[at].start >= end:
                break
            found.append(self._all[at])
        return found


def openers_of(draft: Draft) -> frozenset[int]:
    """Where words with a capital stand that the tagger takes for no noun or name."""
    from spacy.attrs import IDX, POS
    from spacy.parts_of_speech import IDS

    codes = {IDS[name] for name in _NO_NAME}
    return frozenset(
        parsed.piece.offset(at)
        for parsed in draft.parsed
        # As one array: asking every token for its tag takes longer than all the rest.
        for at, tag in parsed.doc.to_array([IDX, POS]).tolist()
        if tag in codes and parsed.piece.text[at].isupper()
    )


def best_label(labels: Sequence[Labelled], start: int, end: int) -> Labelled | None:
    """The one that shares most of the span, if any."""
    return max(labels, key=lambda x: min(x.end, end) - max(x.start, start), default=None)


def head_type(low: str, start: int, end: int, words: Words, language: str) -> EntityType | None:
    """The type that a head word gives a name of several words."""
    name = low[start:end]
    if " " not in name:
        return None
    if language == "es":
        tokens = name.split(" ")
        return words.heads.get(" ".join(tokens[:2])) or words.heads.get(tokens[0])
    return _english_head(name, words)


def _english_head(name: str, words: Words) -> EntityType | None:
    first = _OF.split(name)[0]
    if first != name and first.split(" ")[-1] in words.opening:
        return words.heads.get(first.split(" ")[-1], EntityType.ORG)
    tokens = name.split(" ")
    for length in (3, 2, 1):
        if length < len(tokens):
            found = words.heads.get(" ".join(tokens[-length:]))
            if found:
                return found
    if _SPANISH.search(name):  # English texts keep Spanish names
        return head_type(name, 0, len(name), words_of("es"), "es")
    return words.heads.get(tokens[0]) if tokens[0] in ("cartel", "clan") else None


def evidence(  # noqa: PLR0911 - an order of precedence
    run: Run, draft: Draft, words: Words, labels: Sequence[Labelled]
) -> tuple[EntityType | None, Origin]:
    """The type of the name in `run` and what told it; (None, MODEL) when nothing does."""
    low, start, end = draft.low, run.start, run.end
    head = head_type(low, start, end, words, draft.language)
    if head is not None:
        return head, Origin.HEAD
    tokens = tokens_of(low, start, end)
    context = _context(run, low, words)
    is_acronym = bool(_ACRONYM.fullmatch(draft.text, start, end))
    is_town = low[start:end] in towns() and not is_acronym
    if is_town and (context is EntityType.PLACE or _stands_before_region(run, draft)):
        return EntityType.PLACE, Origin.GAZETTEER
    if context is None and _opens_dispatch(run, draft):
        return EntityType.PLACE, Origin.CONTEXT
    if len(tokens) > 1 and low[slice(*tokens[0])] in given_names():
        context = context or EntityType.PERSON
    if context is not None:
        return context, Origin.CONTEXT
    if is_town and words.place_before.search(before(low, start)):
        return EntityType.PLACE, Origin.CONTEXT
    if len(tokens) > 1 and words.person_after.match(low, end) and not is_acronym:
        return EntityType.PERSON, Origin.CONTEXT
    if words.outlet_after.match(low, end) and not is_acronym and not _is_plain_person(run, low):
        return EntityType.OUTLET, Origin.CONTEXT
    label = best_label(labels, start, end)
    if label is not None and label.label in MODEL_TYPES:
        is_word = run.opens and len(tokens) == 1 and not is_acronym and not label.proper
        return (None if is_word else _by_model(label, run, draft, words)), Origin.MODEL
    return (EntityType.ORG if is_acronym else None), Origin.MODEL


def _is_plain_person(run: Run, low: str) -> bool:
    return bool(run.title) or low[slice(*tokens_of(low, run.start, run.end)[0])] in given_names()


def _opens_dispatch(run: Run, draft: Draft) -> bool:
    """Whether a dispatch's first words say where it was written."""
    is_first = run.start == 0 or draft.text[run.start - 1] == "\n"
    return is_first and bool(_DATELINE.match(draft.low, run.end))


def _context(run: Run, low: str, words: Words) -> EntityType | None:
    lead = before(low, run.start)
    if run.title:
        return EntityType.PERSON
    for type_, nouns in words.nouns_before:
        if nouns.search(lead):
            return type_
    for type_, nouns in words.nouns_after:
        if nouns.match(low, run.end):
            return type_
    if words.title_before.search(lead) and low[run.start : run.end] not in demonyms():
        return EntityType.PERSON
    if low.startswith(("los ", "las "), run.start) and run.end > run.start + 4:
        return EntityType.GROUP
    return None


def _stands_before_region(run: Run, draft: Draft) -> bool:
    """Whether a known place follows, as a town's region does ("Lima, Ohio")."""
    after = run.end + 2
    return draft.text[run.end : after] in (", ", " (") and any(
        c.span.start == after and c.type is EntityType.PLACE for c in draft.candidates_at(after)
    )


def _by_model(label: Labelled, run: Run, draft: Draft, words: Words) -> EntityType:
    low, name = draft.low, draft.low[run.start : run.end]
    type_ = MODEL_TYPES[label.label]
    lead = before(low, run.start)
    at_place = bool(words.place_before.search(lead))
    if _ACRONYM.fullmatch(draft.text, run.start, run.end):
        return type_ if at_place else EntityType.ORG
    if " " in name:
        return type_
    if type_ is EntityType.PERSON:
        # A single word after "in" or "en" that the model takes for a person is a town.
        return EntityType.PLACE if at_place else type_
    if type_ is EntityType.PLACE and draft.language == "es" and name not in towns():
        return _spanish_place(lead)
    return type_


def _spanish_place(lead: str) -> EntityType:
    """What a lone unknown word is that the Spanish model takes for a place. Counted on
    CoNLL 2002: after an article mostly a body, elsewhere than after "en" or "de" mostly
    a surname."""
    if _AFTER_ARTICLE.search(lead):
        return EntityType.ORG
    return EntityType.PLACE if _AFTER_NAME_OF.search(lead) else EntityType.PERSON
