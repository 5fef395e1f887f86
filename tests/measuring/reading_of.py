"""Annotations written by hand for the tests of scorers; names and places are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from careo.measuring.tools import AnnotateMany
from careo.values import (
    Annotations,
    Article,
    Block,
    BlockKind,
    Certainty,
    Claim,
    EntityType,
    Event,
    LocalEntity,
    Mention,
    Relation,
    Span,
    Stance,
)


class Reader:
    """Builds annotations of one text by pointing at words in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._mentions: list[Mention] = []
        self._entities: list[LocalEntity] = []
        self._claims: list[Claim] = []
        self._events: list[Event] = []
        self._relations: list[Relation] = []

    def span(self, words: str, nth: int = 0) -> Span:
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(words, at + 1)
        return Span(at, at + len(words))

    def entity(self, name: str, type_: str, *aliases: str, named: bool = True) -> str:
        """An entity, mentioned wherever one of its names first occurs."""
        id_ = f"e{len(self._entities) + 1}"
        self._entities.append(LocalEntity(id_, name, EntityType(type_), aliases))
        for one in (name, *aliases) if named else ():
            if one in self.text:
                self._mentions.append(Mention(self.span(one), one, EntityType(type_), id_))
        return id_

    def claim(self, cue: str, content: Sequence[str] = (), **fields: object) -> None:
        nth = int(str(fields.pop("nth", 0)))
        values: dict[str, object] = {
            "stance": Stance.ASSERTS,
            "quoted": False,
            "hedged": False,
            **fields,
        }
        spans = tuple(self.span(words) for words in content)
        self._claims.append(Claim(cue, self.span(cue, nth), spans, **values))  # type: ignore[arg-type]

    def event(self, type_: str, trigger: str, **fields: object) -> None:
        values: dict[str, object] = {"certainty": Certainty.REPORTED, **fields}
        span = self.span(trigger)
        self._events.append(Event(type_, span, span, **values))  # type: ignore[arg-type]

    def relation(
        self, type_: str, source: str, target: str, evidence: str, **fields: object
    ) -> None:
        values: dict[str, object] = {"certainty": Certainty.REPORTED, **fields}
        self._relations.append(
            Relation(type_, source, target, self.span(evidence), **values)  # type: ignore[arg-type]
        )

    def done(self) -> Annotations:
        return Annotations(
            tuple(sorted(self._mentions, key=lambda m: m.span)),
            tuple(self._entities),
            tuple(self._claims),
            tuple(self._events),
            tuple(self._relations),
        )


def article(text: str, language: str = "en") -> Article:
    return Article("A title", (Block(BlockKind.PARAGRAPH, text),), language=language)


def answering(answers: Mapping[str, Annotations]) -> AnnotateMany:
    """An annotator that knows some texts by a phrase in them, and reads nothing in others."""

    def annotate(articles: Sequence[Article]) -> list[Annotations]:
        return [
            next((a for phrase, a in answers.items() if phrase in one.text), Annotations())
            for one in articles
        ]

    return annotate
