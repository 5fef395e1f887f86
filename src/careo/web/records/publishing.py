"""Applies `weighing.publication` to rows: what the `public` columns hold.

A row's decision is taken when it is written and again when a person judges it or
the policy changes (`weigh`). Articles are the newsroom's own publications: they are
public unless a person took them down; what the machine read in them is not, unless
the policy lets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from careo.authority.generic import is_generic
from careo.authority.loader import is_curated
from careo.values import Certainty, EntityType, Ground, Stance
from careo.web.records.belonging import parts, whole
from careo.web.records.changes import Changes
from careo.web.records.counting import count_flip
from careo.web.records.models import Article, Claim, Entity, Event, Generation, Judgement, Relation
from careo.web.records.reviewing import verdicts
from careo.web.records.walking import batches
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
    if isinstance(row, Article):
        return f"article:{row.key}"
    if isinstance(row, Entity):
        return f"entity:{whole(row).key}"
    span = (
        f"{row.cue_start}-{row.cue_end}"
        if isinstance(row, Claim)
        else f"{row.evidence.start}-{row.evidence.end}:{row.type}"
    )
    return f"{row._meta.model_name}:{row.version.content_hash[:16]}:{span}"


def _entity_record(rows: Sequence[Entity], verdict: str | None) -> PublicationRecord:
    """What is known of an identity, its own row first, then those merged into it."""
    is_person = rows[0].type == EntityType.PERSON
    grounds = (Ground(row.ground or Ground.MODEL) for row in rows)
    # To be on somebody's list makes no person public: only our own entries, each
    # with the office or the court record it rests on, do.
    known = (row.authority for row in rows if not is_person or is_curated(row.authority))
    return PublicationRecord(
        kind=RecordKind.ENTITY,
        entity_type=EntityType(rows[0].type),
        authority=next(filter(None, known), None),
        ground=max(grounds, key=lambda ground: ground.rank),
        reviewed=verdict == Judgement.Verdict.ACCEPTED,
        rejected=verdict == Judgement.Verdict.REJECTED,
        is_anyones=rows[0].type == EntityType.AGENCY
        and not any(row.authority or row.country for row in rows)
        and all(is_generic(row.name) for row in rows),
    )


def decide_entity(entity: Entity, verdict: str | None = None) -> Decision:
    """Whether the identity that the row belongs to may have a profile."""
    leader = whole(entity)
    rows = [leader, *leader.redirects.all()] if leader.id else [leader]
    return publication(_entity_record(rows, verdict), policy())


def decide_finding(
    row: Claim | Event | Relation, people: Iterable[Entity], verdict: str | None = None
) -> Decision:
    """Whether a claim, event or relation may be shown; `people` are those in it."""
    private = any(not e.public and may_be_private(_entity_record([e], None)) for e in people)
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
    changed += _weigh(_entities(), decide_entity)
    changed += sum(_weigh(rows, _finding) for rows in _findings())
    with transaction.atomic():
        Generation.objects.update_or_create(id=1, defaults={"policy": str(policy())})
    return changed


def weigh_identity(entity: Entity, changes: Changes) -> None:
    """Decides anew whether the identity that the row belongs to may have a profile, and
    what is said of it where that has changed. Marks `entity` itself, too."""
    leader = Entity.objects.get(id=whole(entity).id)
    held = verdicts([subject(leader)]).get(subject(leader))
    decision = decide_entity(leader, held)
    mark(entity, decision)
    rows = list(Entity.objects.filter(id__in=parts(leader)))
    differing = [row for row in rows if mark(row, decision)]
    if differing:
        Entity.objects.bulk_update(differing, ["public", "public_reason"])
        changes.entity(leader.key)
        weigh_findings_of(leader)


def weigh_findings_of(leader: Entity) -> int:
    """Decides anew what is said of an identity, after its own decision has changed."""
    ids = parts(leader)
    claims, events, relations = _findings()
    touching = (
        claims.filter(Q(speaker__in=ids) | Q(about__in=ids)),
        events.filter(Q(who__in=ids) | Q(by__in=ids)),
        relations.filter(Q(source__in=ids) | Q(target__in=ids)),
    )
    return sum(_weigh(rows.distinct(), _finding) for rows in touching)


def _entities() -> models.QuerySet:
    return Entity.objects.select_related("redirect_to").prefetch_related(
        "redirects", "redirect_to__redirects"
    )


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
    for batch in batches(rows, BATCH):
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
