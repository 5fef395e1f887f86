"""One event as one place of one article tells it, for what is weighed across articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from careo.values import Annotations, Article, Certainty, EntityType, Event, Span
from careo.weighing.statuses.times import When, last_day, when_of

GRACE = dt.timedelta(days=3)
"""How far after its article a day may lie and still be what had happened: a paper may be
dated before the day it appears, and time zones differ. As when dates are read in texts."""


@dataclass(frozen=True, slots=True)
class Party:
    """An entity that has a part in an event: the key of its identity, and what it is."""

    key: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where it is told: the article's key, when that appeared (ISO or None), the words.

    `root` names the chain of evidence that the article belongs to, when copies were found:
    articles of one root are one source. Without it every article is its own."""

    article: str
    span: Span
    published: str | None = None
    root: str = ""

    @property
    def source(self) -> str:
        """What counts as one independent source."""
        return self.root or self.article


@dataclass(frozen=True, slots=True)
class Telling:
    """An event of one type, told once. `who` are the entities that underwent it,
    `described` those who did, in words only ("three men"); `by` and `where` are keys of
    entities, or words. `date` is ISO to the precision with which it was said."""

    type: str
    certainty: Certainty
    evidence: Evidence
    who: tuple[Party, ...] = ()
    described: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    where: str | None = None
    date: str | None = None
    amount: str | None = None

    @property
    def told(self) -> dt.date | None:
        """The last day on which it may have been told."""
        return last_day(self.evidence.published)

    @property
    def when(self) -> When | None:
        """When it was; None when no date, or an impossible one, is given."""
        return when_of(self.date, self.told)

    @property
    def footing(self) -> Certainty:
        """Its certainty; but what lies wholly after the article that tells it is no more
        than possible, however the text puts it."""
        when, told = self.when, self.told
        ahead = when is not None and told is not None and when.first - told > GRACE
        return Certainty.POSSIBLE if ahead and self.certainty.rank < 2 else self.certainty

    @property
    def order(self) -> tuple[object, ...]:
        """Puts any tellings in one order, whatever order they came in: the finest and
        earliest date first, without a date last."""
        when, told = self.when, self.told
        span = self.evidence.span
        return (
            when.precision.rank if when else 9,
            when.first if when else told or dt.date.max,
            when.last if when else dt.date.max,
            told or dt.date.max,
            (self.evidence.article, span.start, span.end, self.type, self.certainty.rank),
            tuple((party.key, str(party.type)) for party in self.who),
            (self.described, self.by, self.where or "", self.amount or "", self.evidence.root),
            (self.date or "", self.evidence.published or ""),
        )


@dataclass(frozen=True, slots=True)
class Spoken:
    """That somebody, the key of a person, said something on a day or in a month or year
    that is told. It speaks for being alive."""

    speaker: str
    date: str
    evidence: Evidence

    @property
    def when(self) -> When | None:
        """When it was said; None when the date is none."""
        return when_of(self.date, last_day(self.evidence.published))

    @property
    def order(self) -> tuple[object, ...]:
        """Puts any words in one order, the earliest first."""
        when, evidence = self.when, self.evidence
        place = (evidence.article, evidence.span.start, evidence.span.end)
        first = when.first if when else dt.date.max
        return (first, place, self.speaker, self.date, evidence.published or "", evidence.root)


def sources(tellings: tuple[Telling, ...] | list[Telling]) -> int:
    """How many independent sources tell it."""
    return len({telling.evidence.source for telling in tellings})


def tellings_of(
    article: Article, annotations: Annotations, parties: Mapping[str, Party], root: str = ""
) -> tuple[Telling, ...]:
    """The events of one article as tellings. `parties` gives the identity of each local
    entity; what is not in it stays in the words used."""
    return tuple(_telling(article, event, parties, root) for event in annotations.events)


def _telling(article: Article, event: Event, parties: Mapping[str, Party], root: str) -> Telling:
    def name(part: str) -> str:
        return parties[part].key if part in parties else part

    return Telling(
        type=event.type,
        certainty=event.certainty,
        evidence=Evidence(article.key, event.evidence, article.published, root),
        who=tuple(dict.fromkeys(parties[part] for part in event.who if part in parties)),
        described=tuple(part for part in event.who if part not in parties),
        by=tuple(dict.fromkeys(name(part) for part in event.by)),
        where=name(event.where) if event.where else None,
        date=event.date,
        amount=event.amount,
    )


def spoken_in(
    article: Article, annotations: Annotations, parties: Mapping[str, Party], root: str = ""
) -> tuple[Spoken, ...]:
    """What persons said in one article, as far as it tells when. Words without a date are
    left out: texts quote the dead as they quote the living."""
    found = []
    for claim in annotations.claims:
        speaker = parties.get(claim.speaker or "")
        if claim.date and speaker is not None and speaker.type is EntityType.PERSON:
            evidence = Evidence(article.key, claim.cue_span, article.published, root)
            found.append(Spoken(speaker.key, claim.date, evidence))
    return tuple(found)
