"""Annotations to rows: mentions, claims, events, relations, each with its spans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from careo.errors import RecordError
from careo.values import Annotations, Claim, Event, Mention, Relation, Span
from careo.web.records import models
from careo.web.records.belonging import whole
from careo.web.records.models import ArticleVersion, Entity
from careo.web.records.plain import insert
from careo.web.records.publishing import decide_finding, mark, subject
from careo.web.records.reviewing import verdicts


def clear(version: ArticleVersion) -> None:
    """Takes out everything that was read in a version."""
    for kind in (models.Claim, models.Event, models.Relation, models.Mention, models.Evidence):
        kind.objects.filter(version=version).delete()


def write(
    version: ArticleVersion, found: Annotations, entities: Mapping[str, Entity]
) -> dict[int, str]:
    """Writes what was read in a version; returns the identities it mentions, by row number.

    Raises RecordError when a span lies outside the text: nothing without its words.
    """
    _check(version, found)
    mentions = list(_once(found))
    insert(
        models.Mention,
        ("version", "entity", "start", "end", "text", "type", "local"),
        (
            (
                version.id,
                entities[m.entity].id,
                m.span.start,
                m.span.end,
                m.text,
                str(m.type),
                m.entity,
            )
            for m in mentions
        ),
    )
    if found.claims or found.events or found.relations:
        _Findings(version, found, entities).write(found)
    named = {whole(entities[m.entity]) for m in mentions}
    return {entity.id: entity.key for entity in named}


def _once(found: Annotations) -> Iterable[Mention]:
    seen: dict[Span, Mention] = {}
    for mention in found.mentions:
        seen.setdefault(mention.span, mention)
    return seen.values()


def _check(version: ArticleVersion, found: Annotations) -> None:
    for mention in found.mentions:
        if mention.span.of(version.text) != mention.text:
            raise RecordError(
                f"mention {mention.text!r} is not at {mention.span.as_json()}",
                where=version.article.key,
            )
    end = len(version.text)
    spans = [e.evidence for e in found.events] + [r.evidence for r in found.relations]
    spans += [s for c in found.claims for s in (c.cue_span, *c.content_spans)]
    for span in spans:
        if span.end > end:
            raise RecordError(f"span {span.as_json()} is past the end", where=version.article.key)


Made = tuple[Any, dict[str, list[Any]]]
"""A row to write, and what it will be linked to; `ends` are entities in its own columns."""


class _Findings:
    """Writes the claims, events and relations of one version."""

    def __init__(
        self, version: ArticleVersion, found: Annotations, entities: Mapping[str, Entity]
    ) -> None:
        self._version, self._entities = version, entities
        spans = {e.evidence for e in found.events} | {r.evidence for r in found.relations}
        spans |= {span for claim in found.claims for span in claim.content_spans}
        rows = [models.Evidence(version=version, start=s.start, end=s.end) for s in sorted(spans)]
        models.Evidence.objects.bulk_create(rows)
        self._evidence = {Span(row.start, row.end): row for row in rows}

    def write(self, found: Annotations) -> None:
        """Writes all of them; the number of queries does not grow with theirs."""
        claims = [self._claim(claim) for claim in found.claims]
        events = [self._event(event) for event in found.events]
        relations = [self._relation(relation) for relation in found.relations]
        rows = [*claims, *events, *relations]
        names = [subject(row) for row, _ in rows]
        held = verdicts(names)
        for (row, linked), name in zip(rows, names, strict=True):
            people = [e for kind in ("about", "who", "by", "ends") for e in linked.get(kind, ())]
            mark(row, decide_finding(row, people, held.get(name)))
        for kind, made in (
            (models.Claim, claims),
            (models.Event, events),
            (models.Relation, relations),
        ):
            kind.objects.bulk_create(row for row, _ in made)
        _link(models.Claim, "contents", claims)
        _link(models.Claim, "about", claims)
        _link(models.Event, "who", events)
        _link(models.Event, "by", events)

    def _named(self, words: Iterable[str]) -> list[Entity]:
        ids = {w: self._entities[w] for w in words if w in self._entities}
        return list({entity.id: entity for entity in ids.values()}.values())

    def _claim(self, claim: Claim) -> Made:
        speaker = self._entities.get(claim.speaker or "")
        row = models.Claim(
            version=self._version,
            speaker=speaker,
            speaker_text=claim.speaker_text or "",
            speaker_span=claim.speaker_span.as_json() if claim.speaker_span else None,
            cue=claim.cue,
            cue_start=claim.cue_span.start,
            cue_end=claim.cue_span.end,
            stance=str(claim.stance),
            quoted=claim.quoted,
            hedged=claim.hedged,
            basis=claim.basis or "",
            date=claim.date or "",
        )
        contents = {span: self._evidence[span] for span in claim.content_spans}
        return row, {
            "contents": list(contents.values()),
            "about": self._named(claim.about),
            "ends": [speaker] if speaker else [],
        }

    def _event(self, event: Event) -> Made:
        place = self._entities.get(event.where or "")
        row = models.Event(
            version=self._version,
            type=event.type,
            trigger_start=event.trigger_span.start,
            trigger_end=event.trigger_span.end,
            evidence=self._evidence[event.evidence],
            certainty=str(event.certainty),
            who_words=[w for w in event.who if w not in self._entities],
            by_words=[w for w in event.by if w not in self._entities],
            where=place.name if place else event.where or "",
            place=place,
            date=event.date or "",
            date_precision=event.date_precision or "",
            amount=event.amount or "",
        )
        return row, {"who": self._named(event.who), "by": self._named(event.by)}

    def _relation(self, relation: Relation) -> Made:
        source = self._entities.get(relation.source)
        target = self._entities.get(relation.target)
        if source is None or target is None:
            raise RecordError(
                f"a relation {relation.type!r} between unknown entities",
                where=self._version.article.key,
            )
        row = models.Relation(
            version=self._version,
            type=relation.type,
            source=source,
            target=target,
            evidence=self._evidence[relation.evidence],
            certainty=str(relation.certainty),
            past=relation.past,
        )
        return row, {"ends": [source, target]}


def _link(kind: type[Model], field: str, made: list[Made]) -> None:
    through = getattr(kind, field).through
    source, target = (
        str(kind._meta.model_name),
        kind._meta.get_field(field).m2m_reverse_field_name(),
    )
    insert(
        through,
        (source, target),
        ((row.id, other.id) for row, linked in made for other in linked.get(field, ())),
    )
