"""The errors in an annotation of the `polnear` set, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from careo.measuring.careo_errors import Line
from careo.measuring.careo_match import missing
from careo.measuring.matching import pair
from careo.measuring.plain import Parts, overlap
from careo.measuring.polnear import Attribution, Measured, half_score, overlap_score
from careo.measuring.reading import squeeze

SHORT = 90
"""Characters of a content that are shown."""


def lines_of(one: Measured) -> Iterator[Line]:
    """Cues missed and invented, and pairs by cue with what is wrong about them. `kind` is
    the gold cue, or the system's where gold has none."""
    pairs = pair(one.gold, one.found, _by_cue)
    for i in missing(pairs, len(one.gold), 0):
        yield _line(one, "missed", one.gold[i])
    for j in missing(pairs, len(one.found), 1):
        yield _line(one, "spurious", one.found[j])
    for i, j in pairs:
        gold, found = one.gold[i], one.found[j]
        differs = list(_differences(one, gold, found))
        yield _line(one, "wrong" if differs else "right", gold, *differs)


def _by_cue(gold: Attribution, found: Attribution) -> float:
    """Pairs by cue; what else agrees chooses."""
    cue = overlap_score(gold.cue, found.cue)
    rest = overlap_score(gold.source, found.source) + half_score(gold.content, found.content)
    return cue + rest if cue else 0


def _differences(one: Measured, gold: Attribution, found: Attribution) -> Iterator[str]:
    missed = gold.source and not overlap(gold.source, found.source)
    if missed or bool(gold.source) != bool(found.source):
        yield f"source is {_words(one, found.source)}"
    if not half_score(gold.content, found.content):
        yield f"content is {_words(one, found.content)}"


def _line(one: Measured, outcome: str, attribution: Attribution, *differs: str) -> Line:
    cue = _words(one, attribution.cue)
    parts = [f"{_words(one, attribution.source)} :: {_words(one, attribution.content)}", *differs]
    return Line(one.name, outcome, cue.strip("“”"), " | ".join(parts))


def _words(one: Measured, parts: Parts) -> str:
    if not parts:
        return "(none)"
    words = squeeze(" … ".join(one.text[start:end] for start, end in parts))
    return f"“{words if len(words) <= SHORT else words[:SHORT] + '…'}”"
