"""Invented captures, articles and annotations for tests of the store and the build.

Names are made up; nothing here is about anybody.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from careo.resolving.identity import identity_of
from careo.values import (
    Annotations,
    Article,
    Block,
    BlockKind,
    Capture,
    Certainty,
    Claim,
    EntityType,
    Event,
    Ground,
    LocalEntity,
    Mention,
    Relation,
    Span,
    Stance,
)
from careo.working import Done

WHEN = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
TEXT = (
    "Agents of the Policía Fluvial arrested Aurelio Tamboril in Puerto Lirio. "
    "The Banda del Faro denies it."
)


def capture(key: str = "https://paper.example/a", body: bytes = b"<p>one</p>") -> Capture:
    """A capture of an invented page."""
    return Capture(key, body, "text/html", f"folder/{key[-8:]}", WHEN, url=key)


def article(title: str = "Arrest in Puerto Lirio", text: str = TEXT, **changes: Any) -> Article:
    """An invented article; its text's paragraphs are split at blank lines."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, part) for part in text.split("\n\n"))
    made = Article(
        title,
        blocks,
        section=("News", "Brief"),
        type="Brief",
        primary_tag="River",
        tags=("River", "Harbour"),
        authors=("Nadia Perdomo", "Ulises Brand"),
        published="2024-04-30",
        language="en",
    )
    return made.with_(**changes)


NAMES = {
    "Policía Fluvial": (EntityType.AGENCY, "agency-fluvial"),
    "Aurelio Tamboril": (EntityType.PERSON, None),
    "Puerto Lirio": (EntityType.PLACE, None),
    "Banda del Faro": (EntityType.GROUP, None),
}


def annotations(text: str = TEXT, **names: Any) -> Annotations:
    """The mentions of the invented names in `text`, with an event and a claim where
    the whole of `TEXT` is there."""
    entities, mentions = [], []
    for number, (name, (kind, authority)) in enumerate((NAMES | names).items(), 1):
        at = text.find(name)
        if at < 0:
            continue
        ground = Ground.MODEL if kind is EntityType.PERSON else Ground.HEAD
        local = LocalEntity(f"e{number}", name, kind, (), None, authority, ground=ground)
        entities.append(local)
        while at >= 0:
            mentions.append(Mention(Span(at, at + len(name)), name, kind, f"e{number}"))
            at = text.find(name, at + 1)
    mentions.sort(key=lambda m: m.span)
    if TEXT not in text:
        return Annotations(tuple(mentions), tuple(entities))
    return Annotations(tuple(mentions), tuple(entities), *_findings())


def _findings() -> tuple[tuple[Claim, ...], tuple[Event, ...], tuple[Relation, ...]]:
    def span(words: str) -> Span:
        return Span(TEXT.index(words), TEXT.index(words) + len(words))

    sentence = Span(0, TEXT.index(".") + 1)
    claim = Claim(
        "denies",
        span("denies"),
        (span("denies it"),),
        Stance.DENIES,
        quoted=False,
        hedged=False,
        speaker="e4",
        speaker_text="The Banda del Faro",
        speaker_span=span("The Banda del Faro"),
        about=("e2",),
    )
    event = Event(
        "arrest",
        span("arrested"),
        sentence,
        Certainty.REPORTED,
        who=("e2",),
        by=("e1",),
        where="e3",
        date="2024-04-30",
        date_precision="day",
    )
    relation = Relation("operates_in", "e4", "e3", sentence, Certainty.POSSIBLE)
    return (claim,), (event,), (relation,)


def done(made: Article | None = None, found: Annotations | None = None) -> Done:
    """The outcome of working on an invented capture."""
    made = made or article()
    found = annotations(made.text) if found is None else found
    identities = tuple((e.id, identity_of(e, made.language)) for e in found.entities)
    return Done(made, found, identities)


@dataclass(frozen=True)
class Marks:
    """Who worked on it."""

    reader_version: str = "r1"
    annotator: tuple[str, str] | None = ("invented", "1")
    source: str = "folder"
