"""From what was read of an article to pieces of evidence, as `independence` counts them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from careo.values import Annotations, Claim, EntityType, LocalEntity, Span, Stance
from careo.weighing.independence import Piece

TOLD = "interview:"
"""How the basis of a claim begins that names the outlet it was made to."""
WITHIN = 0.5
"""Share of a fact's evidence within what somebody says from which on it is said by them."""
NO_EVIDENCE = frozenset({Stance.DENIES, Stance.URGES})
"""Who denies a thing or calls for it is no source that it happened."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The article that annotations belong to. `identity` gives the identity behind a local
    entity, `outlet_named` the key of an outlet by its name; both "" for what is unknown.
    The identity of an outlet is its key."""

    article: str
    outlet: str
    published: str
    identity: Callable[[LocalEntity], str]
    outlet_named: Callable[[str], str]


def claim_piece(claim: Claim, annotations: Annotations, setting: Setting) -> Piece:
    """The piece of evidence that a claim is. Its span is the cue's: where it is said.

    A speaker that is an outlet is cited; so is the one that the speaker talked to. A
    speaker without an identity stands as words."""
    basis = claim.basis or ""
    told = basis.partition(";")[0].strip()
    cited = setting.outlet_named(told[len(TOLD) :].strip()) if told.startswith(TOLD) else ""
    piece = Piece(
        article=setting.article,
        outlet=setting.outlet,
        published=setting.published,
        basis=basis,
        cited_outlet=cited,
        speaker_words=claim.speaker_text or "",
        span=claim.cue_span,
    )
    entity = next((one for one in annotations.entities if one.id == claim.speaker), None)
    key = setting.identity(entity) if entity is not None else ""
    if entity is None or not key:
        return piece
    if entity.type is EntityType.OUTLET:
        return replace(piece, cited_outlet=key, speaker_words="")
    return replace(piece, speaker=key, speaker_words="")


def fact_pieces(evidence: Span, annotations: Annotations, setting: Setting) -> tuple[Piece, ...]:
    """The pieces of evidence for an event or a relation that is read from `evidence`: one
    for everybody who says it there, or the outlet's own when nobody does. None at all when
    it is only denied or called for."""
    saying = list(_saying(evidence, annotations.claims))
    for_it = [claim for claim in saying if claim.stance not in NO_EVIDENCE]
    if saying:
        pieces = (claim_piece(claim, annotations, setting) for claim in for_it)
        return tuple(replace(piece, span=evidence) for piece in pieces)
    own = Piece(setting.article, setting.outlet, published=setting.published, span=evidence)
    return (own,)


def _saying(evidence: Span, claims: Iterable[Claim]) -> Iterator[Claim]:
    for claim in claims:
        within = sum(
            max(0, min(evidence.end, span.end) - max(evidence.start, span.start))
            for span in claim.content_spans
        )
        if within >= WITHIN * (evidence.end - evidence.start):
            yield claim
