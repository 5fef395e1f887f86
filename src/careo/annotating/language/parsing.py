"""An article's text cut into pieces that a parser can take, and their offsets back.

One piece is one prose block, because sentences never cross blocks; very long blocks
are cut again, so that time and memory stay linear. Asides in parentheses that only
point elsewhere ("see video below") are left out of what the parser sees: they break
sentences apart. Offsets into a piece lead back to the article's text exactly.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from careo.values import Article, Span

PIECE_LIMIT = 10_000
"""Longest piece in characters; paragraphs of news are a tenth of it."""

WORD_LIMIT = 500
"""Longest run without white space. The tokenizer takes brackets, quotes and emoji off a word
one by one and begins anew each time: measured, 4,000 brackets take 0.85 s, eight times 500
a tenth of that."""

_LONG_WORD = re.compile(rf"\S{{{WORD_LIMIT}}}")
_CUT = re.compile(r"(?<=[.!?…])[”\"'»)]*\s+|\s+")
_ASIDE = re.compile(
    r"\s?\((?:see|ver|véase|vea|photo|foto|image|imagen|video|vídeo|pictured|left|right|center"
    r"|above|below|izquierda|derecha|arriba|abajo|click|haga clic|pdf)\b[^()\n]{0,80}\)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """A stretch of the article's text from `start`, as the parser gets it.

    `cuts` are what was left out: (offset in `text`, characters skipped so far).
    """

    text: str
    start: int
    cuts: tuple[tuple[int, int], ...] = ()

    @cached_property
    def _cut_offsets(self) -> list[int]:
        return [at for at, _ in self.cuts]

    def offset(self, at: int) -> int:
        """Where the character at `at` of the piece stands in the article's text."""
        if not self.cuts:
            return self.start + at
        index = bisect_right(self._cut_offsets, at) - 1
        return self.start + at + (self.cuts[index][1] if index >= 0 else 0)

    def span(self, start: int, end: int) -> Span:
        """The article's span of the piece's characters `start` to `end`."""
        return Span(self.offset(start), self.offset(end - 1) + 1)


@dataclass(frozen=True)
class Parsed:
    """A piece and its spaCy `Doc`."""

    piece: Piece
    doc: Any


def pieces_of(article: Article) -> Iterator[Piece]:
    """The pieces of an article's prose, in text order; blank blocks give none."""
    for block, span in article.prose():
        for start, end in _stretches(block.text):
            stretch = block.text[start:end]
            if stretch.strip():
                yield masked(stretch, span.start + start)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Cuts at sentence ends where it can, at white space or anywhere where it must."""
    start = 0
    for finish in (*(match.end() for match in _LONG_WORD.finditer(text)), len(text)):
        while finish - start > PIECE_LIMIT:
            end = _last_cut(text, start, start + PIECE_LIMIT)
            yield start, end
            start = end
        yield start, finish
        start = finish


def _last_cut(text: str, start: int, limit: int) -> int:
    half = start + PIECE_LIMIT // 2
    best_sentence, best_space = 0, 0
    for match in _CUT.finditer(text, half, limit):
        if text[match.start() - 1] in ".!?…" or "\n" in match.group():
            best_sentence = match.end()
        best_space = match.end()
    return best_sentence or best_space or limit


def masked(stretch: str, start: int) -> Piece:
    """A piece without its asides."""
    if "(" not in stretch:
        return Piece(stretch, start)
    edges = [0, *(e for m in _ASIDE.finditer(stretch) for e in m.span()), len(stretch)]
    kept = list(pairwise(edges))[::2]
    if len(kept) == 1:
        return Piece(stretch, start)
    parts, cuts, length = [], [], 0
    for begin, end in kept:
        if begin > length:
            cuts.append((length, begin - length))
        parts.append(stretch[begin:end])
        length += end - begin
    return Piece("".join(parts), start, tuple(cuts))
