"""Translations among articles, without a model: what survives translation is names,
numbers and links, and the order in which they stand.

Two texts of different languages are a translation when most of these marks stand in both,
and in one order. Pairs of neighbouring marks make the sketch by which candidates are found.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq

from careo.authority.folding import folded
from careo.values import Span
from careo.weighing.echoes.sketches import Hashes, Sketch, mixed, sketch_of, word_hashes
from careo.weighing.echoes.texts import EchoText, host_of

LEAST_MARKS = 12
"""Marks that both texts share, at least; under that chance explains them."""
LEAST_SHARE = 0.4
"""Share of the marks of each text that the other has too."""
LEAST_IN_ORDER = 0.8
"""Share of the shared marks that stand in one order in both."""
MOST_MARKS = 4_000
"""Marks of a text that are looked at, from its beginning."""

_MARK = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?:;\n¿¡“\"«]\s*$")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts' marks are: the share of each side's that the other has, how
    many are shared, and the share of these that stand in one order."""

    left_in_right: float
    right_in_left: float
    shared: int
    in_order: float

    left_shared: tuple[Span, ...] = ()
    right_shared: tuple[Span, ...] = ()
    """No passage is the same in two languages."""

    def turned(self) -> Likeness:
        """The same with the sides exchanged."""
        return Likeness(self.right_in_left, self.left_in_right, self.shared, self.in_order)

    @property
    def is_echo(self) -> bool:
        """Whether one text is a translation of the other."""
        return (
            self.shared >= LEAST_MARKS
            and min(self.left_in_right, self.right_in_left) >= LEAST_SHARE
            and self.in_order >= LEAST_IN_ORDER
        )


def marks_of(text: EchoText) -> tuple[str, ...]:
    """The names, numbers and links of a text, in order.

    A capitalised word counts as a name unless the text has it in small letters too, or
    has it at the beginning of sentences only. Numbers are told without the signs between
    thousands; small ones may be written out in words and do not count."""
    found = sorted((*_names_and_numbers(text.text), *_linked(text)))
    return tuple(mark for _, mark in found[:MOST_MARKS])


def pair_hashes(text: EchoText) -> Hashes:
    """A hash for each pair of marks that are neighbours or next but one, in any order."""
    marks = marks_of(text)
    each = word_hashes(marks)
    pairs = [(each[:-step], each[step:]) for step in (1, 2)]
    found = [mixed(mixed(np.minimum(a, b)) + np.maximum(a, b)) for a, b in pairs]
    return np.concatenate([one[a != b] for one, (a, b) in zip(found, pairs, strict=True)])


def translation_sketch(pairs: Hashes, language: str) -> Sketch:
    """The sketch by which a text of `language` is found by its pairs of marks; one of
    another language is looked for with that language's own name, so that a name which
    half an archive has does not crowd out the few texts that may be translations."""
    return sketch_of(mixed(pairs ^ word_hashes([language])))


def likeness(left: EchoText, right: EchoText) -> Likeness:
    """How alike the marks of two texts are."""
    ours, theirs = marks_of(left), marks_of(right)
    shared = Counter(ours) & Counter(theirs)
    count = sum(shared.values())
    common = [[mark for mark in marks if mark in shared] for marks in (ours, theirs)]
    longest = min(len(common[0]), len(common[1]))
    return Likeness(
        left_in_right=count / len(ours) if ours else 0.0,
        right_in_left=count / len(theirs) if theirs else 0.0,
        shared=count,
        in_order=LCSseq.similarity(*common) / longest if longest else 0.0,
    )


def of_two_languages(left: EchoText, right: EchoText) -> bool:
    """Whether the texts' languages are known and differ."""
    return bool(left.language and right.language) and left.language != right.language


def _names_and_numbers(text: str) -> list[tuple[int, str]]:
    small: set[str] = set()
    inside: set[str] = set()
    found: list[tuple[int, str]] = []
    for match in _MARK.finditer(text):
        word, at = match.group(), match.start()
        if word[0].isdigit():
            number = _number(word)
            if len(number) > 1:
                found.append((at, number))
        elif not word[0].isupper():
            small.add(folded(word))
        elif len(word) > 2:
            key = folded(word)
            found.append((at, key))
            if at and not _SENTENCE_END.search(text[max(0, at - 4) : at]):
                inside.add(key)
    return [(at, mark) for at, mark in found if mark[0].isdigit() or mark in inside - small]


def _number(word: str) -> str:
    """The digits of a number; what follows the last sign is a fraction unless it is
    three digits long."""
    if _THOUSANDS.fullmatch(word):
        return re.sub(r"[.,]", "", word)
    return re.sub(r"[.,]", "/", word)


def _linked(text: EchoText) -> list[tuple[int, str]]:
    """Links that lead off the outlet's own site: its two editions link their own pages."""
    own = {host_of(text.url), *text.outlet.hosts}
    return [
        (link.at, link.url.partition("://")[2])
        for link in text.links
        if host_of(link.url) and host_of(link.url) not in own
    ]
