"""Which claims may stand against or beside one another at all.

The scores of `scoring` are about what passes here. Each gate is about one way in which two
claims look like a pair and are none.
"""

from __future__ import annotations

import re

from careo.authority.folding import folded
from careo.values import EntityType, Stance
from careo.vocabulary.loader import Kind as TermKind
from careo.vocabulary.loader import terms as vocabulary_terms
from careo.weighing.careos.matter import Matter
from careo.weighing.careos.matter_words import matter_words
from careo.weighing.careos.speakers import Apart, apart, type_of

ONE_COUNT = 7
"""Days within which two figures can be the same count; later it has moved on, unless both
name the year that they are about."""
COPIED = 0.8
"""Share of words in common from which a claim is the other one copied."""


def may_meet(a: Matter, b: Matter) -> bool:
    """Whether the two are statements of fact by two speakers, neither inside the other."""
    if a.declines or b.declines:
        return False
    if Stance.URGES in (a.testimony.claim.stance, b.testimony.claim.stance):
        return False
    if apart(a.testimony, b.testimony) is Apart.SAME:
        return False
    return not (_inside(a, b) or _inside(b, a) or _argument(a, b) or _argument(b, a))


def _argument(reason: Matter, denier: Matter) -> bool:
    """Whether `reason` is the denier's own: "he rejected it, arguing that …"."""
    if not denier.denial or not overlap(reason, denier):
        return False
    ours, theirs = reason.testimony.claim, denier.testimony.claim
    start = min(span.start for span in theirs.content_spans)
    return theirs.cue_span.end <= ours.cue_span.start < start


def _inside(inner: Matter, outer: Matter) -> bool:
    """Whether `outer` reports `inner`: "X said that Y denied it" is X about Y. A denial
    that looks back at its content ("a charge that Y denies") is not reported by it."""
    if not same_article(inner, outer):
        return False
    claim = inner.testimony.claim
    holds_cue = any(s.covers(claim.cue_span) for s in outer.testimony.claim.content_spans)
    if not holds_cue:
        return False
    if outer.denial:
        # What is denied holds its own cue before the denial; what follows is the denier's.
        return claim.cue_span.start > outer.testimony.claim.cue_span.start
    looks_back = any(span.start < claim.cue_span.start for span in claim.content_spans)
    return not (inner.denial and (looks_back or not claim.content_spans))


def same_article(a: Matter, b: Matter) -> bool:
    return a.testimony.setting.article == b.testimony.setting.article


def both_speak(a: Matter, b: Matter) -> bool:
    return speaks(a) and speaks(b)


def speaks(matter: Matter) -> bool:
    return bool(matter.testimony.speaker or matter.testimony.claim.speaker_text)


def days_between(a: Matter, b: Matter) -> int | None:
    first, second = a.testimony.setting.published, b.testimony.setting.published
    if same_article(a, b):
        return 0
    return abs((first - second).days) if first and second else None


def one_matter(a: Matter, b: Matter) -> bool:
    """Whether two claims can be of one matter by whom they name: where both name somebody,
    one of them is the same; places alone tie together only what was said within days."""
    ours, theirs = _actors(a), _actors(b)
    if ours and theirs:
        return bool(ours & theirs)
    days = days_between(a, b)
    return days is not None and days <= ONE_COUNT


def one_event(a: Matter, b: Matter, shared: set[str]) -> set[str]:
    """The types of event that both tell of in one place, within days, and that one says befell
    somebody whom both name."""
    days = days_between(a, b)
    placed = any(type_of(name) is EntityType.PLACE for name in shared)
    people = {name for name in shared if type_of(name) is EntityType.PERSON}
    if days is None or days > ONE_COUNT or not placed:
        return set()
    return {
        kind
        for kind, who in a.undergone | b.undergone
        if who in people and a.terms.get(f"={kind}") and b.terms.get(f"={kind}")
    }


def other_deed(a: Matter, b: Matter) -> bool:
    """Whether both tell of events or wrongs, and of none in common."""
    ours, theirs = _deeds(a), _deeds(b)
    return bool(ours and theirs and not ours & theirs)


def _deeds(matter: Matter) -> set[str]:
    wrongs = matter_words().sets["wrongs"].whole
    ideas = {term[1:] for term in matter.terms if term.startswith("=")}
    return {idea for idea in ideas if idea in wrongs or idea in vocabulary_terms(TermKind.EVENT)}


def other_year(a: Matter, b: Matter) -> bool:
    return bool(a.years and b.years and not a.years & b.years)


def retells(a: Matter, b: Matter) -> bool:
    """Whether `a` names the speaker of `b`: it may only pass on what was said there."""
    return b.testimony.speaker is not None and b.testimony.speaker in a.names


def _actors(matter: Matter) -> set[str]:
    return {name for name in matter.names if type_of(name) not in (EntityType.PLACE, None)}


def can_be_denied(denier: Matter, denied: Matter) -> bool:
    """Whether a denial by somebody can be of what `denied` says: that is no denial itself
    and no report of this one, it tells of the same deed, or "the charges" can be that."""
    if not speaks(denier) or denied.testimony.claim.stance is Stance.DENIES:
        return False
    if retold(denier, denied):
        return False
    if denier.leaning_on is not None:
        return leans_on(denier, denied)
    return not other_deed(denier, denied)


def leans_on(denier: Matter, denied: Matter) -> bool:
    """Whether "the charges" can be what `denied` says: it stands there, or is about the
    denier; and where it accuses somebody by name, the denier is named."""
    if denier.guilt and not (denied.accuses or denied.wrong):
        return False
    party = denier.testimony.speaker
    if party and party in denied.names:
        return True
    accuses_another = denied.accuses and any(
        type_of(name) is EntityType.PERSON for name in denied.names
    )
    return antecedent_of(denier, denied) == 1 and not (party and accuses_another)


def retold(denier: Matter, denied: Matter) -> bool:
    """Whether `denied` only tells that it was denied, in these or other words."""
    cue = set(re.findall(r"[a-z]+", folded(denier.testimony.claim.cue)))
    return denied.reports_denial or (len(cue) > 1 and cue <= denied.words)


def antecedent_of(denier: Matter, denied: Matter) -> float:
    """1 where the denial's content, or what it leans on, is what the other says; less
    where that only stands shortly before it; else 0."""
    if not same_article(denier, denied):
        return 0.0
    own = [*denier.testimony.claim.content_spans]
    if denier.leaning_on is not None:
        own.append(denier.leaning_on)
    spans = denied.testimony.claim.content_spans
    if any(one.meets(other) for one in own for other in spans):
        return 1.0
    gap = denier.testimony.claim.cue_span.start - max((span.end for span in spans), default=0)
    return 0.6 if 0 <= gap <= 300 else 0.0


def overlap(a: Matter, b: Matter) -> bool:
    if not same_article(a, b):
        return False
    ours, theirs = a.testimony.claim.content_spans, b.testimony.claim.content_spans
    return any(one.meets(other) for one in ours for other in theirs)


def copied(a: Matter, b: Matter) -> bool:
    """Whether one is the other word for word: repeated, not confirmed."""
    least = min(len(a.words), len(b.words))
    return least > 0 and len(a.words & b.words) / least >= COPIED
