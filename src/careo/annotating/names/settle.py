"""One mention at a place: of candidates that overlap, the longest stays."""

from __future__ import annotations

from careo.annotating.draft import Candidate, Draft
from careo.authority.index import longest_first
from careo.values import Span


def settle(draft: Draft) -> Draft:
    """Leaves candidates that are disjoint, in text order; of two for one span the one of
    the stronger origin, with whatever the other knows besides."""
    best: dict[Span, Candidate] = {}
    for candidate in sorted(draft.candidates, key=lambda c: c.origin):
        earlier = best.get(candidate.span)
        if earlier is not None:
            is_same = candidate.type is earlier.type
            candidate = candidate.with_(  # noqa: PLW2901 - what both know goes on
                known=candidate.known or (earlier.known if is_same else ()),
                role=candidate.role or earlier.role,
            )
        best[candidate.span] = candidate
    spans = longest_first((span.start, span.end) for span in best)
    return draft.with_(candidates=tuple(best[Span(*span)] for span in spans))
