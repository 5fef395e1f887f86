"""Whom a text speaks of at a place: what "he", "lo" or a verb without a subject mean.

Only persons, only in the singular, and only the last one who was the subject of a
sentence nearby, or the only person of the sentence before. Where that leaves nobody,
nobody is meant: better an event without its person than with the wrong one.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from careo.annotating.events.arguments import Filler, Fillers
from careo.annotating.events.triggers import token_at
from careo.annotating.language import syntax
from careo.annotating.language.parsing import Parsed
from careo.annotating.language.syntax import Token
from careo.annotating.language.word_sets import word_set
from careo.values import EntityType, Mention

MEMORY = 700
"""Characters back to which a pronoun may point: two or three sentences."""
_SAYING = word_set("saying")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "ROOT"})


@dataclass(frozen=True, slots=True)
class _Named:
    """A place where a person is named, as a subject or otherwise."""

    mention: Mention
    sentence: int
    is_subject: bool


class Focus:
    """The persons of one article in the order they are spoken of."""

    def __init__(self, fillers: Fillers) -> None:
        self.fillers = fillers

    def at(self, parsed: Parsed, token: Token, *, owner: bool = False) -> Filler | None:
        """Who is spoken of where `token` stands; None when that is not clear. An `owner`
        ("his arrest") is who is named last before it in the sentence, if anybody is."""
        if not owner:
            bound, found = self._bound(parsed, token)
            if bound:
                return found
        here = parsed.piece.offset(token.idx)
        sentence = parsed.piece.offset(token.sent.start_char)
        last = bisect_left(self._starts, here)
        before: dict[str, _Named] = {}
        is_ahead, ahead = self._ahead(parsed, token) if owner else (False, None)
        for named in reversed(self._named[max(0, last - 12) : last]):
            if here - named.mention.span.start > MEMORY:
                break
            if owner and named.sentence == sentence:
                return self._filler(named)
            if is_ahead:
                return ahead
            if named.is_subject:
                return self._filler(named)
            if named.sentence < sentence:
                before.setdefault(named.mention.entity, named)
        return self._filler(next(iter(before.values()))) if len(before) == 1 else ahead

    def _bound(self, parsed: Parsed, token: Token) -> tuple[bool, Filler | None]:
        """Whether a clause above the token's has a subject that a pronoun would mean, and
        the person it is; None when it is somebody without a name."""
        for above in list(syntax.ancestors(token))[1:]:
            for child in syntax.children(above):
                if child.dep_ not in _SUBJECTS or child.i >= token.i or child.pos_ == "PRON":
                    continue
                filler = self.fillers.of(parsed, child)
                if filler is None or filler.is_person_or_body:
                    is_person = filler is not None and filler.type is EntityType.PERSON
                    return filler is not None, filler if is_person else None
            if any(self._is_somebody_struck(parsed, child, token) for child in above.children):
                return True, None  # "they shot the gunman after he fired"
        return False, None

    def _is_somebody_struck(self, parsed: Parsed, child: Token, token: Token) -> bool:
        """Whether an object before a pronoun is somebody without a name."""
        if child.dep_ not in ("dobj", "obj") or child.i >= token.i or child.pos_ != "NOUN":
            return False
        filler = self.fillers.of(parsed, child)
        return filler is not None and filler.entity is None and filler.is_person_or_body

    def _ahead(self, parsed: Parsed, token: Token) -> tuple[bool, Filler | None]:
        """The subject that comes after an owner: "before his arrest, Sol had fled". Whether
        there is one, and the person; None when it is somebody without a name. Who only
        says the sentence is none."""
        for above in list(syntax.ancestors(token))[1:]:
            if above.lemma_.lower() in _SAYING:
                break
            for child in syntax.children(above):
                if child.dep_ in _SUBJECTS and child.i > token.i and child.pos_ != "PRON":
                    filler = self.fillers.of(parsed, child)
                    if filler is not None and filler.is_person_or_body:
                        is_person = filler.type is EntityType.PERSON
                        return True, filler if is_person else None
        return False, None

    def _filler(self, named: _Named) -> Filler:
        mention = named.mention
        return Filler(mention.entity, mention.span, self.fillers.entities.get(mention.entity))

    @cached_property
    def _named(self) -> list[_Named]:
        found = []
        for parsed in self.fillers.draft.parsed:
            piece = parsed.piece
            end = piece.offset(len(piece.text) - 1) + 1
            for mention in self.fillers.mentions_between(piece.start, end):
                if mention.type is not EntityType.PERSON:
                    continue
                token = token_at(parsed, mention.span.start - piece.start)
                if token is not None:
                    start = piece.offset(token.sent.start_char)
                    found.append(_Named(mention, start, _is_subject(token, mention)))
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [named.mention.span.start for named in self._named]


def _is_subject(token: Token, mention: Mention) -> bool:
    """Whether a name is a subject, or stands beside one that is described."""
    for above in syntax.ancestors(token, 5):
        if above.dep_ in _SUBJECTS:
            is_told = above.head.lemma_.lower() not in _SAYING or above.head == above
            return is_told and bool(above.pos_ in ("NOUN", "PROPN", "PRON"))
        inside = above.head.idx < token.idx + len(mention.text)
        if above.dep_ == "compound" and not inside:
            return False  # "the Sol administration"
        if above.dep_ not in ("compound", "flat", "appos", "nmod", "amod"):
            return False
        if above.dep_ == "nmod" and syntax.case_of(above):
            return False
    return False
