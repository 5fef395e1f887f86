"""Two texts of one language side by side: how much of each stands in the other, exactly,
and which passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from rapidfuzz.distance import LCSseq, Opcode

from careo.values import Span
from careo.weighing.echoes.sketches import WIDTH, Hashes, words_of
from careo.weighing.echoes.texts import EchoText, days_apart, same_address

SAME = 0.9
"""Share of the words of each text in passages that the other has too, from which on those
of two outlets are the same text: cuts, house style and a line of credit take less."""
UNCHANGED = 0.97
"""…and those of one outlet, whose every change may be meant."""
SLIP = 2
"""Words in a row that may differ where nothing but slips of the pen were mended."""
GREATER_PART = 0.5
"""An update holds more than half of the earlier text, or is more than half of it."""
STILL_ABOUT_IT = 0.2
"""…and makes up at least so much of the later: less is a note taken up in another story…"""
NEWS_DAYS = 2
"""…unless it came within so many days: then it is the note's own story, told at length."""
LEAST_CONTAINMENT = 0.1
"""Share of the runs of one text in the other under which they are no echo…"""
PASSAGE = 40
"""…unless one passage of so many words is shared: a paragraph of a long article."""
FEWEST_RUNS = 8
"""Shared runs under which nobody's words are copied: a dozen words in a row."""


class EchoKind(StrEnum):
    """What sort of echo it is; see `docs/weighing.md`."""

    SAME_TEXT = "same text"
    PARTIAL = "partial"
    UPDATE = "update"
    TRANSLATION = "translation"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left_in_right`: share of the left text's runs of five words that stand in the right
    one; `left_shared`: the passages that these runs make up, `left_covered`: the share of
    the left text's words in them. The same for the right text."""

    left_in_right: float
    right_in_left: float
    left_covered: float
    right_covered: float
    left_shared: tuple[Span, ...]
    right_shared: tuple[Span, ...]
    shared_runs: int
    longest_passage: int
    """Words in the longest passage of either text."""

    def turned(self) -> Comparison:
        """The same with the sides exchanged."""
        return Comparison(
            left_in_right=self.right_in_left,
            right_in_left=self.left_in_right,
            left_covered=self.right_covered,
            right_covered=self.left_covered,
            left_shared=self.right_shared,
            right_shared=self.left_shared,
            shared_runs=self.shared_runs,
            longest_passage=self.longest_passage,
        )

    @property
    def is_echo(self) -> bool:
        """Whether so much is shared that chance and stock phrases do not explain it."""
        if self.shared_runs < FEWEST_RUNS:
            return False
        share = max(self.left_in_right, self.right_in_left)
        return share >= LEAST_CONTAINMENT or self.longest_passage >= PASSAGE


def kind_of(left: EchoText, right: EchoText, found: Comparison) -> EchoKind:
    """What the later text (the right one) is to the earlier. Only an outlet's own text is
    updated, and then by any change but slips of the pen."""
    least, most = sorted((found.left_covered, found.right_covered))
    if left.outlet.key != right.outlet.key:
        return EchoKind.SAME_TEXT if least >= SAME else EchoKind.PARTIAL
    if least >= SAME and only_slips(left.words, right.words):
        return EchoKind.SAME_TEXT
    if _one_article(left, right):
        return EchoKind.UPDATE
    if most > GREATER_PART and (least >= STILL_ABOUT_IT or _one_news(left, right)):
        return EchoKind.UPDATE
    return EchoKind.PARTIAL


def _one_article(left: EchoText, right: EchoText) -> bool:
    """Whether address or headline say that both are versions of one article."""
    titles = [words_of(text.title) for text in (left, right)]
    return same_address(left.url, right.url) or (len(titles[0]) > 2 and titles[0] == titles[1])


def _one_news(left: EchoText, right: EchoText) -> bool:
    apart = days_apart(left.published, right.published)
    return apart is not None and apart <= NEWS_DAYS


def compare(left: EchoText, right: EchoText) -> Comparison:
    """How much of each text stands in the other, in whatever order. Pure; the time grows
    with the lengths, of which `MOST_WORDS` bounds each."""
    ours, theirs = np.unique(left.runs), np.unique(right.runs)
    shared = np.intersect1d(ours, theirs, assume_unique=True)
    here, there = _passages(left, shared), _passages(right, shared)
    return Comparison(
        left_in_right=len(shared) / len(ours) if len(ours) else 0.0,
        right_in_left=len(shared) / len(theirs) if len(theirs) else 0.0,
        left_covered=_covered(here, left),
        right_covered=_covered(there, right),
        left_shared=tuple(left.span(start, end - 1) for start, end in here),
        right_shared=tuple(right.span(start, end - 1) for start, end in there),
        shared_runs=len(shared),
        longest_passage=max((end - start for start, end in (*here, *there)), default=0),
    )


Passage = tuple[int, int]
"""From a word up to another, which is not part of it."""


def _passages(text: EchoText, shared: Hashes) -> list[Passage]:
    """The stretches of words that shared runs make up, end to end or overlapping."""
    within = np.zeros(len(text.words) + 2, np.int8)
    hits = np.isin(text.runs, shared)
    for at in range(1, 1 + min(WIDTH, len(text.words))):
        within[at : at + len(hits)] |= hits
    turns = np.flatnonzero(np.diff(within))
    return list(zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True))


def _covered(passages: Sequence[Passage], text: EchoText) -> float:
    words = len(text.words)
    return sum(end - start for start, end in passages) / words if words else 0.0


def only_slips(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two texts have the same words in one order but for slips of the pen: a word
    or two here and there, and no figure put in place of another."""
    changes = [op for op in LCSseq.opcodes(left, right) if op.tag != "equal"]
    changed = sum(op.src_end - op.src_start + op.dest_end - op.dest_start for op in changes)
    if changed > (1 - UNCHANGED) * (len(left) + len(right)):
        return False
    gaps = _gaps(changes)
    return all(
        max(a2 - a1, b2 - b1) <= SLIP and not _other_figures(left[a1:a2], right[b1:b2])
        for (a1, a2), (b1, b2) in gaps
    )


def _gaps(changes: Iterable[Opcode]) -> list[tuple[Passage, Passage]]:
    """Changes that follow one another without a word between are one."""
    gaps: list[tuple[Passage, Passage]] = []
    for op in changes:
        here, there = (op.src_start, op.src_end), (op.dest_start, op.dest_end)
        if gaps and gaps[-1][0][1] == here[0] and gaps[-1][1][1] == there[0]:
            before = gaps.pop()
            here, there = (before[0][0], here[1]), (before[1][0], there[1])
        gaps.append((here, there))
    return gaps


def _other_figures(left: Iterable[str], right: Iterable[str]) -> bool:
    ours, theirs = ({int(w) for w in side if _is_number(w)} for side in (left, right))
    return bool(ours) and bool(theirs) and ours != theirs


def _is_number(word: str) -> bool:
    return word.isdecimal() and len(word) <= 12
