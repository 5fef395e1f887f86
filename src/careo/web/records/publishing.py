"""Applies `weighing.publication` to rows: what the `public` columns hold.

A row's decision is taken when it is written and again when a person judges it or
the policy changes (`weigh`). Articles are the newsroom's own publications: they are
public unless a person took them down; what the machine read in them is not, unless
the policy lets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from careo.authority.loader import is_curated
from careo.values import Certainty, EntityType, Ground, Stance
from careo.web.records.changes import Changes
from careo.web.records.counting import count_flip
from careo.web.records.models import Article, Claim, Entity, Event, Generation, Judgement, Relation
from careo.web.records.reviewing import verdicts
from careo.weighing.publication import (
    Decision,
    Policy,
    PublicationRecord,
    RecordKind,
    may_be_private,
    publication,
)

BATCH = 200


def policy() -> Policy:
    """The policy of the archive's settings."""
    return Policy(settings.CAREO_POLICY)


def subject(row: models.Model) -> str:
    """The stable name under which people's decisions about a row are kept."""
    if isinstance(row, Article | Entity):
        return f"{row._meta.model_name}:{row.key}"
    span = (
        f"{row.cue_start}-{row.cue_end}"
        if isinstance(row, Claim)
        else f"{row.evidence.start}-{row.evidence.end}:{row.type}"
    )
    return f"{row._meta.model_name}:{row.version.content_hash[:16]}:{span}"


def _entity_record(entity: Entity, verdict: str | None) -> PublicationRecord:
    is_person = entity.type == EntityType.PERSON
    return PublicationRecord(
        kind=RecordKind.ENTITY,
        entity_type=EntityType(entity.type),
        # To be on somebody's list makes no person public: only our own entries, each
        # with the office or the court record it rests on, do.
        authority=(entity.authority or None)
        if not is_person or is_curated(entity.authority)
        else None,
        ground=Ground(entity.ground or Ground.MODEL),
        reviewed=verdict == Judgement.Verdict.ACCEPTED,
        rejected=verdict == Judgement.Verdict.REJECTED,
    )


def decide_entity(entity: Entity, verdict: str | None = None) -> Decision:
    """Whether the entity may have a profile."""
    return publication(_entity_record(entity, verdict), policy())


def decide_finding(
    row: Claim | Event | Relation, people: Iterable[Entity], verdict: str | None = None
) -> Decision:
    """Whether a claim, event or relation may be shown; `people` are those in it."""
    private = any(not e.public and may_be_private(_entity_record(e, None)) for e in people)
    record = PublicationRecord(
        kind=RecordKind(str(row._meta.model_name)),
        reviewed=verdict == Judgement.Verdict.ACCEPTED,
        rejected=verdict == Judgement.Verdict.REJECTED,
        names_private_person=private,
        stance=Stance(row.stance) if isinstance(row, Claim) else None,
        certainty=None if isinstance(row, Claim) else Certainty(row.certainty),
    )
    return publication(record, policy())


def mark(row: Any, decision: Decision) -> bool:
    """Writes the decision on the row (not to the database); says whether it differs."""
    changed = (row.public, row.public_reason) != (decision.public, decision.reason)
    row.public, row.public_reason = decision.public, decision.reason
    return changed


# --- weighing everything anew ------------------------------------------------


def weigh() -> int:
    """Decides every row anew under the policy in force; returns how many changed.

    One transaction a batch, so that it can be stopped and run again at any point;
    the policy is noted as applied only at the end.
    """
    changed = _weigh(Article.objects.all(), lambda row, verdict: _article(verdict))
    changed += _weigh(Entity.objects.all(), decide_entity)
    changed += sum(_weigh(rows, _finding) for rows in _findings())
    with transaction.atomic():
        Generation.objects.update_or_create(id=1, defaults={"policy": str(policy())})
    return changed


def weigh_findings_of(entity: Entity) -> int:
    """Decides anew what is said of one entity, after its own decision has changed."""
    claims, events, relations = _findings()
    touching = (
        claims.filter(Q(speaker=entity) | Q(about=entity)),
        events.filter(Q(who=entity) | Q(by=entity)),
        relations.filter(Q(source=entity) | Q(target=entity)),
    )
    return sum(_weigh(rows.distinct(), _finding) for rows in touching)


def _findings() -> tuple[models.QuerySet, models.QuerySet, models.QuerySet]:
    return (
        Claim.objects.select_related("speaker", "version").prefetch_related("about"),
        Event.objects.select_related("place", "version", "evidence").prefetch_related("who", "by"),
        Relation.objects.select_related("source", "target", "version", "evidence"),
    )


def _finding(row: Any, verdict: str | None) -> Decision:
    return decide_finding(row, people(row), verdict)


def weighed_policy() -> str:
    """The policy that the rows were last weighed under; "" for none yet."""
    return Generation.objects.filter(id=1).values_list("policy", flat=True).first() or ""


def ensure_weighed() -> None:
    """Weighs anew when the policy of the settings is not the one applied."""
    if weighed_policy() != str(policy()):
        weigh()


def people(row: Claim | Event | Relation) -> list[Entity]:
    """The entities that a finding speaks of."""
    if isinstance(row, Claim):
        named = [row.speaker, *row.about.all()]
    elif isinstance(row, Event):
        named = [*row.who.all(), *row.by.all()]
    else:
        named = [row.source, row.target]
    return [entity for entity in named if entity is not None]


def _article(verdict: str | None) -> Decision:
    if verdict == Judgement.Verdict.REJECTED:
        return Decision(False, "taken down", False)
    return Decision(True, "", False)


def _weigh(rows: models.QuerySet, decide: Callable[[Any, str | None], Decision]) -> int:
    changed = 0
    for batch in _batches(rows):
        with transaction.atomic():
            held = verdicts(subject(row) for row in batch)
            was = {row.id: row.public for row in batch}
            differing = [row for row in batch if mark(row, decide(row, held.get(subject(row))))]
            if differing:
                rows.model.objects.bulk_update(differing, ["public", "public_reason"])
                changes = Changes()
                for row in differing:
                    changes.touch(row)
                    if isinstance(row, Article) and row.public != was[row.id]:
                        count_flip(row, changes)
                changes.publish()
        changed += len(differing)
    return changed


def _batches(rows: models.QuerySet) -> Iterator[list[Any]]:
    last = 0
    while batch := list(rows.filter(id__gt=last).order_by("id")[:BATCH]):
        yield batch
        last = batch[-1].id
