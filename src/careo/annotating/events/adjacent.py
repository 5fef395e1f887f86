"""Who stands right before a verb that tells what befell somebody, where the parse has lost
the subject: "according to the Alva police, Ana Sol, a clerk, was arrested"."""

from __future__ import annotations

import re

from careo.annotating.events.arguments import Filler, Fillers
from careo.annotating.events.triggers import Frame, Trigger
from careo.annotating.language import syntax
from careo.values import EntityType

_GAP = re.compile(
    r"(?:,[^,.;:\n]{1,70},)? "
    r"(?:(?:fue|fueron|ha sido|han sido|habia sido|habian sido|esta|estan|estaba"
    r"|was|were|has been|have been|had been|is|are) )?(?:(?:\w+mente|\w+ly) )?"
)
_BEFALLEN = frozenset({EntityType.PERSON, EntityType.GROUP})


def subject_before(trigger: Trigger, fillers: Fillers) -> Filler | None:
    """The person or group named right before a passive trigger, or one of undergoing, with
    at most an apposition between them; None otherwise."""
    if not trigger.verbal:
        return None
    if not (trigger.frame is Frame.UNDERGOES or syntax.is_passive(trigger.token)):
        return None
    mention = fillers.mention_before(trigger.span.start)
    if mention is None or mention.type not in _BEFALLEN:
        return None
    start, end = mention.span.end, trigger.span.start
    if end - start > 120 or not _GAP.fullmatch(fillers.draft.low, start, end):
        return None
    return Filler(mention.entity, mention.span, fillers.entities.get(mention.entity))
