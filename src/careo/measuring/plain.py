"""A plain text as an article, and the way back from the article's offsets to the text's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from careo.values import BLOCK_BREAK, Article, Block, BlockKind

_BREAK = re.compile(r"\s*\n\s*\n\s*")

Range = tuple[int, int]
Parts = tuple[Range, ...]
"""A span of one or more parts, in order."""


@dataclass(frozen=True)
class Plain:
    """An article whose blocks are the paragraphs of `source`."""

    source: str
    article: Article
    starts: tuple[int, ...]
    """Where each block begins in the article's text."""
    origins: tuple[int, ...]
    """Where it begins in `source`."""

    def back(self, start: int, end: int) -> Range:
        """A range of the article's text as a range of `source`."""
        return self._back(start), self._back(end - 1) + 1

    def _back(self, at: int) -> int:
        block = max(bisect_right(self.starts, at) - 1, 0)
        return self.origins[block] + at - self.starts[block]


def plain_article(
    text: str,
    *,
    language: str,
    key: str = "",
    published: str | None = None,
    headline: bool = False,
) -> Plain:
    """Paragraphs (between empty lines) as blocks; the first is the title's when `headline`.
    Line breaks inside a paragraph stay as they are."""
    blocks: list[Block] = []
    starts, origins = [], []
    at = 0
    for begin, end in _paragraphs(text):
        kind = BlockKind.HEADING if headline and not blocks else BlockKind.PARAGRAPH
        blocks.append(Block(kind, text[begin:end]))
        starts.append(at)
        origins.append(begin)
        at += end - begin + len(BLOCK_BREAK)
    title = blocks[0].text if blocks and headline else key
    article = Article(title, tuple(blocks), published=published, language=language, key=key)
    return Plain(text, article, tuple(starts), tuple(origins))


def _paragraphs(text: str) -> list[Range]:
    stops = [(m.start(), m.end()) for m in _BREAK.finditer(text)]
    begins = [0, *(end for _, end in stops)]
    ends = [*(start for start, _ in stops), len(text)]
    return [(b, e) for b, e in zip(begins, ends, strict=True) if text[b:e].strip()]


# --- spans --------------------------------------------------------------------


def overlap(one: Sequence[Range], other: Sequence[Range]) -> int:
    """How many characters both cover."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def size(parts: Sequence[Range]) -> int:
    """How many characters the parts cover; they do not meet."""
    return sum(end - start for start, end in parts)


def joined(ranges: Sequence[Range], text: str) -> Parts:
    """Ranges in order, those that meet or have only white space between them made one, and
    white space at their ends cut off."""
    out: list[Range] = []
    for start, end in sorted(ranges):
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(cut for one in out if (cut := _cut(one, text)) is not None)


def _cut(one: Range, text: str) -> Range | None:
    words = text[one[0] : one[1]]
    start = one[0] + len(words) - len(words.lstrip())
    end = one[0] + len(words.rstrip())
    return (start, end) if start < end else None
