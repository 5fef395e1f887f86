"""The words that tell of an event: found by form, part of speech and what stands beside.

The lists are `words/events_<language>.yaml`. A form is looked up in one pass over the
tokens' numbers, so what is no trigger costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from careo.annotating.draft import Draft
from careo.annotating.language.inflect import noun_forms, verb_forms
from careo.annotating.language.parsing import Parsed
from careo.annotating.language.syntax import Token, is_verbal
from careo.annotating.language.words import FOLDER
from careo.authority.folding import folded
from careo.errors import VocabularyError
from careo.values import Span
from careo.vocabulary.loader import Kind, read_yaml, terms

_LOOK = 60
"""Characters beside a trigger that its patterns may read."""
_PARTICIPLE = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas")
_KEYS = {"word", "forms", "after", "before", "not_after", "not_before"}


class Frame(StrEnum):
    """Who of a trigger's neighbours undergoes the event and who does it; the lists say
    what each means."""

    DOES = "does"
    UNDERGOES = "undergoes"
    AGAINST = "against"
    WITH = "with"
    OF = "of"
    UPON = "upon"
    BY = "by"
    ITSELF = "itself"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a form. Patterns read the folded text beside it."""

    type: str
    frame: Frame
    verbal: bool
    after: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None

    def fits(self, low: str, start: int, end: int) -> bool:
        """Whether what stands beside the form at `start` to `end` of `low` allows it."""
        tail, lead = low[end : end + _LOOK], low[max(0, start - _LOOK) : start]
        return not (
            (self.after is not None and not self.after.match(tail))
            or (self.not_after is not None and self.not_after.match(tail))
            or (self.before is not None and not self.before.search(lead))
            or (self.not_before is not None and self.not_before.search(lead))
        )


@dataclass(frozen=True, slots=True)
class Trigger:
    """A place where an event is told: the token, its span in the article, its meaning."""

    parsed: Parsed
    token: Token
    span: Span
    type: str
    frame: Frame
    verbal: bool


@dataclass(frozen=True)
class Lexicon:
    """The triggers of a language: entries by the number spaCy gives a form, and phrases."""

    forms: Mapping[int, tuple[Entry, ...]]
    phrases: tuple[tuple[re.Pattern[str], Entry], ...]


def triggers_in(draft: Draft) -> Iterator[Trigger]:
    """The triggers of an article, in text order."""
    lexicon = lexicon_of(draft.language)
    for parsed in draft.parsed:
        found = [*_by_form(parsed, lexicon, draft.low), *_by_phrase(parsed, lexicon, draft.low)]
        taken: set[int] = set()
        for trigger in sorted(found, key=lambda t: t.span):
            if trigger.token.i not in taken:
                taken.add(trigger.token.i)
                yield trigger


def _by_form(parsed: Parsed, lexicon: Lexicon, low: str) -> Iterator[Trigger]:
    for index, number in enumerate(lower_forms(parsed.doc)):
        entries = lexicon.forms.get(number)
        if entries is None:
            continue
        token = parsed.doc[index]
        span = parsed.piece.span(token.idx, token.idx + len(token.text))
        verbal = is_verbal(token)
        for entry in entries:
            if entry.verbal == verbal and entry.fits(low, span.start, span.end):
                yield Trigger(parsed, token, span, entry.type, entry.frame, verbal)
                break
        else:
            if _is_somebody_by_deed(token, entries):
                yield Trigger(parsed, token, span, entries[0].type, Frame.ITSELF, False)


def _is_somebody_by_deed(token: Token, entries: Iterable[Entry]) -> bool:
    """Whether a Spanish participle stands for a person ("el imputado Juan Sol")."""
    if token.lang_ != "es" or token.pos_ != "NOUN" or not token.lower_.endswith(_PARTICIPLE):
        return False
    return all(entry.verbal and entry.frame is Frame.DOES for entry in entries)


def _by_phrase(parsed: Parsed, lexicon: Lexicon, low: str) -> Iterator[Trigger]:
    piece = parsed.piece
    text = low[piece.start : piece.offset(len(piece.text) - 1) + 1] if not piece.cuts else ""
    for pattern, entry in lexicon.phrases if text else ():
        for match in pattern.finditer(text):
            token = token_at(parsed, match.start())
            if token is not None and entry.fits(text, *match.span()):
                span = piece.span(match.start(), match.end())
                yield Trigger(parsed, token, span, entry.type, entry.frame, False)


def token_at(parsed: Parsed, start: int) -> Token | None:
    """The token that begins at an offset of the piece."""
    span = parsed.doc.char_span(start, start + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def lower_forms(doc: Any) -> list[int]:
    """The numbers of the tokens' small-letter forms, as one array: asking every token
    takes longer than all the rest."""
    from spacy.attrs import LOWER

    numbers: list[int] = doc.to_array([LOWER]).ravel().tolist()
    return numbers


def numbers_of(forms: Iterable[str]) -> list[int]:
    """The numbers that spaCy gives these forms; the same in every process."""
    from spacy.strings import get_string_id

    return [get_string_id(form) for form in forms]


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lists of a language. Raises `VocabularyError` on a wrong entry."""
    path = FOLDER / f"events_{language}.yaml"
    forms: dict[int, list[Entry]] = {}
    phrases = []
    for type_, kinds in read_yaml(path).items():
        where = f"{path.name}: {type_}"
        if type_ not in terms(Kind.EVENT):
            raise VocabularyError("no such type of event", where=where)
        for words in kinds.get("participles", ()):
            for number in numbers_of(words):
                forms.setdefault(number, []).append(Entry(type_, Frame.DOES, verbal=True))
        for kind in ("verbs", "nouns", "phrases"):
            for frame, words in kinds.get(kind, {}).items():
                for word in words:
                    data = {"word": word} if isinstance(word, str) else word
                    entry = _entry(type_, Frame(frame), kind == "verbs", data, where)
                    if kind == "phrases":
                        phrases.append((_phrase(data["word"]), entry))
                        continue
                    for number in numbers_of(_forms(data, kind, language)):
                        forms.setdefault(number, []).append(entry)
    return Lexicon({n: _ordered(entries) for n, entries in forms.items()}, tuple(phrases))


def _ordered(entries: list[Entry]) -> tuple[Entry, ...]:
    """Those that ask for something first: "found guilty" before "found"."""
    return tuple(sorted(entries, key=lambda e: e.after is None and e.before is None))


def _entry(type_: str, frame: Frame, verbal: bool, data: Mapping[str, Any], where: str) -> Entry:
    unknown = set(data) - _KEYS
    if unknown or not isinstance(data.get("word"), str):
        raise VocabularyError(f"wrong keys in {dict(data)}", where=where)
    after, before, not_after, not_before = (
        data.get(k) for k in ("after", "before", "not_after", "not_before")
    )
    return Entry(
        type_,
        frame,
        verbal,
        after=re.compile(after) if after else None,
        before=re.compile(before if before.endswith("$") else before + "$") if before else None,
        not_after=re.compile(rf"(?:{not_after})(?!\w)") if not_after else None,
        not_before=re.compile(rf"(?<!\w)(?:{not_before})") if not_before else None,
    )


def _forms(data: Mapping[str, Any], kind: str, language: str) -> frozenset[str]:
    extra = data.get("forms", ())
    if kind == "verbs":
        return verb_forms(data["word"], language, extra)
    return noun_forms(data["word"], language) | frozenset(extra)


def _phrase(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(folded(words))}(?!\w)")
