"""Text that is all in capitals, as old wires and headlines are, put back into small letters.

Offsets stay: a word is only re-cased, letter by letter. What is a common word and what a
name is told by the vocabulary that the language's model brings for its lemmatizer, the
authority, the gazetteer, and the given names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Any

from careo.annotating.language.models import load_pipeline
from careo.annotating.language.words import Words, demonyms, given_names, words_of
from careo.authority.folding import folded
from careo.authority.index import Match, authority_index
from careo.authority.loader import authority
from careo.authority.towns import towns
from careo.values import Annotations, Article, Block, EntityType, Event

LEAST_LETTERS = 20
"""Fewer capitals than these may be a name or an abbreviation."""
SHARE = 0.8
"""Share of capitals among the letters from which a block counts as written in them."""
ACRONYM_LIMIT = 4
"""Letters up to which an unknown word is taken for an acronym and kept."""
BRACKETED_LIMIT = 8
"""Letters up to which a word alone in brackets is taken for an acronym."""

COMMON_KEPT = 20_000
"""Words whose commonness is remembered: a process must not grow with the archive."""
_SMALL = b"abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"(?:(?<!\b\w)[.!?:]|[\]\n]|--)\W*$")
_ALIAS = re.compile(r"\b(?:alias|aka|apodado|apodada)[ ,“\"'‘«]+$")
_ROMAN = re.compile(r"[ivx]{2,}")
_DATES = frozenset(
    {"january", "february", "march", "april", "june", "july", "august", "september", "october"}
    | {"november", "december", "monday", "tuesday", "wednesday", "thursday", "friday"}
    | {"saturday", "sunday"}
)
_SAINTS = frozenset({"san", "santa", "santo", "sao", "puerto", "villa"})
"""Words that open a place's name and would pass for common words or acronyms."""
_BODY_OPENERS = frozenset(
    {"national", "supreme", "federal", "popular", "revolutionary", "democratic", "christian"}
    | {"liberation", "armed", "air", "civil", "municipal", "treasury", "rural", "united", "public"}
    | {"human", "foreign", "interior", "defense"}
)


def recased(article: Article, language: str) -> Article:
    """The article with its blocks in capitals re-cased; itself when there are none."""
    if not any(_is_capitals(block.text) for block in article.blocks):
        return article
    blocks = tuple(_recased(block, language) for block in article.blocks)
    return replace(article, blocks=blocks)


def as_written(found: Annotations, recased: str, text: str) -> Annotations:
    """What was found in a re-cased text, in the words of the text itself."""
    ids = {entity.id for entity in found.entities}

    def word(words: str, event: Event) -> str:
        """A description as the text has it: looked up where the event is told."""
        at = -1 if words in ids else recased.find(words, event.evidence.start)
        return words if at < 0 else text[at : at + len(words)]

    events = tuple(
        replace(
            event,
            who=tuple(word(w, event) for w in event.who),
            by=tuple(word(w, event) for w in event.by),
            where=event.where and word(event.where, event),
        )
        for event in found.events
    )
    mentions = tuple(replace(m, text=m.span.of(text)) for m in found.mentions)
    claims = tuple(
        replace(
            claim,
            cue=claim.cue_span.of(text),
            speaker_text=claim.speaker_span.of(text) if claim.speaker_span else claim.speaker_text,
        )
        for claim in found.claims
    )
    return replace(found, mentions=mentions, claims=claims, events=events)


def _recased(block: Block, language: str) -> Block:
    if not _is_capitals(block.text):
        return block
    return replace(block, text=_Casing(block.text, language).text())


def _is_capitals(text: str) -> bool:
    raw = text.encode("ascii", "ignore")
    if len(raw) - len(raw.translate(None, _SMALL)) > len(raw) * (1 - SHARE):
        return False  # told in one pass; looking at every letter takes a fiftieth of all
    capitals = sum(c.isupper() for c in text)
    return capitals >= LEAST_LETTERS and capitals >= SHARE * sum(c.isalpha() for c in text)


@dataclass(frozen=True)
class _Casing:
    """One block on its way out of capitals."""

    original: str
    language: str

    @cached_property
    def words(self) -> Words:
        return words_of(self.language)

    @cached_property
    def low(self) -> str:
        return folded(self.original)

    def text(self) -> str:
        letters = list(self.original.lower())
        if len(letters) != len(self.original):
            return self.original  # a letter whose small form is two; rather leave it all
        spans = [m.span() for m in _WORD.finditer(self.original)]
        forms = self._forms()
        capital = {
            at
            for at, span in enumerate(spans)
            if span[0] not in forms and (self._opens_sentence(span[0]) or self._is_name(at, spans))
        }
        capital = self._with_bodies(spans, capital)
        for at in capital:
            start, end = spans[at]
            end = end if self._is_acronym(start, end) else start + 1
            letters[start:end] = self.original[start:end]
        for start, form in forms.items():
            for at, letter in enumerate(form, start):
                letters[at] = self.original[at] if letter.isupper() else letters[at]
        return "".join(letters)

    def _forms(self) -> dict[int, str]:
        """How the words of known names are written, by where they start."""
        found: dict[int, str] = {}
        for match in authority_index().find(self.original, self.low):
            name = self.low[match.start : match.end]
            every = (n for id_ in match.ids for n in authority()[id_].names)
            form = next((n for n in every if folded(n) == name), None)
            if form is None or self._is_said_plainly(match, form):
                continue
            for word in _WORD.finditer(form):
                found[match.start + word.start()] = word.group()
        return found

    def _is_said_plainly(self, match: Match, form: str) -> bool:
        """Whether common words are more likely than the name they also are ("el país")."""
        spans = [m.span() for m in _WORD.finditer(self.low, match.start, match.end)]
        if form.isupper() and len(spans) == 1:
            word = self.low[match.start : match.end]
            # WordNet's nouns hold acronyms too ("dea").
            is_small = word in self.words.small or word == "us"
            return is_small or _is_common(word, self.language, "VERB")
        types = {authority()[id_].type for id_ in match.ids}
        if types & {EntityType.PLACE, EntityType.PERSON}:
            return False
        is_plain = all(self._is_plain(*span) for span in spans)
        return is_plain and (len(spans) == 1 or types == {EntityType.OUTLET})

    @cached_property
    def _begins(self) -> int:
        return len(self.original) - len(self.original.lstrip())

    def _opens_sentence(self, start: int) -> bool:
        return start <= self._begins or bool(
            _SENTENCE_END.search(self.original, max(0, start - 4), start)
        )

    def _is_plain(self, start: int, end: int) -> bool:
        word = self.low[start:end]
        return word in self.words.small or _is_common(word, self.language)

    def _is_name(self, at: int, spans: list[tuple[int, int]]) -> bool:
        start, end = spans[at]
        word = self.low[start:end]
        if (
            self._is_bracketed(start, end)
            or word in _SAINTS
            or _ALIAS.search(self.low, max(0, start - 12), start)
        ):
            return True
        if word in self.words.small or len(word) < 2:
            return bool(_ROMAN.fullmatch(word)) or (word == "i" and self.language == "en")
        if word in given_names() or word in _DATES or word in demonyms():
            return True
        if word in self.words.alone and self.language == "es":
            return True
        if not self._is_plain(start, end):
            return True
        return (
            at > 0
            and start == spans[at - 1][1] + 1
            and self._opens_name(self.low[slice(*spans[at - 1])])
            and word not in self.words.heads
            and not _is_common(word, self.language, "VERB")
        )

    def _opens_name(self, word: str) -> bool:
        return word in given_names() or word in _SAINTS

    def _is_acronym(self, start: int, end: int) -> bool:
        word = self.low[start:end]
        if _ROMAN.fullmatch(word) or self._is_bracketed(start, end):
            return True
        if self._is_plain(start, end) or word in given_names() or word in towns():
            return False
        if word in _SAINTS:
            return False
        if word in self.words.titles or word + "." in self.words.titles or word in demonyms():
            return False
        return len(word) <= ACRONYM_LIMIT or not re.search(r"[aeiouy]", word)

    def _is_bracketed(self, start: int, end: int) -> bool:
        """Whether it is a short word alone in brackets: an acronym or an agency's mark."""
        around = self.original[max(0, start - 1) : end + 1]
        return end - start <= BRACKETED_LIMIT and around == f"({self.original[start:end]})"

    def _with_bodies(self, spans: list[tuple[int, int]], capital: set[int]) -> set[int]:
        """Capitals for "National Police" and "Salvadoran Air Force" too: a head word and
        what opens it."""
        found = set(capital)
        openers, heads = _body_words(self.language)
        for at in range(1, len(spans)):
            phrase = self.low[spans[at - 1][0] : spans[at][1]]
            if self.low[slice(*spans[at])] not in heads:
                if phrase not in heads:
                    continue
                found.update((at - 1, at))
            first = at
            while first > 0 and self.low[slice(*spans[first - 1])] in openers:
                first -= 1
            if first < at:
                found.update(range(first, at + 1))
        return found


@cache
def _body_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """What opens a state body's name, and what closes it."""
    heads = words_of(language).heads.items()
    closing = frozenset(word for word, type_ in heads if type_ is EntityType.AGENCY)
    return _BODY_OPENERS | demonyms().keys(), closing


@cache
def _vocabulary(language: str) -> Mapping[str, tuple[frozenset[str], frozenset[str], Any]]:
    """Known lemmas, irregular forms and suffix rules by part of speech."""
    from spacy.strings import StringStore

    lookups = load_pipeline(language).get_pipe("lemmatizer").lookups
    index, exceptions = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    rules = lookups.get_table("lemma_rules")
    strings = StringStore(["noun", "verb", "adj", "adv"])
    every = tuple(
        (old, new) for table in rules.values() for old, new in table if folded(old).isalpha()
    )
    found = {}
    for part in ("NOUN", "VERB", "ADJ", "ADV"):
        key = strings[part.lower()]
        found[part] = (
            frozenset(folded(word) for word in index.get(key, ())),
            frozenset(folded(word) for word in exceptions.get(key, ())),
            tuple(
                (folded(old), folded(new))
                for old, new in (rules.get(key, ()) if language == "en" else every)
            ),
        )
    return found


@lru_cache(maxsize=COMMON_KEPT)
def _is_common(word: str, language: str, part: str | None = None) -> bool:
    """Whether the folded word is one of the language's common words, of a part of speech
    or of any."""
    vocabulary = _vocabulary(language)
    for lemmas, irregular, rules in vocabulary.values() if part is None else [vocabulary[part]]:
        if word in lemmas or word in irregular:
            return True
        for old, new in rules:
            if word.endswith(old) and word[: len(word) - len(old)] + new in lemmas:
                return True
    return False
