"""Running text put together piece by piece, with links that keep their place."""

from __future__ import annotations

from careo.reading.lines import tidy
from careo.values import Block, BlockKind, Link


class Inline:
    """Collects text with its blanks levelled, and the links in it."""

    def __init__(self) -> None:
        self._text = ""
        self._links: list[Link] = []

    def __len__(self) -> int:
        return len(self._text)

    def __bool__(self) -> bool:
        return bool(self._text.strip())

    def add(self, raw: str) -> None:
        """Adds text as it stands in the source; runs of blanks become one."""
        if not raw:
            return
        lines = raw.replace("\r", "\n").replace("\n", " ")
        # The ends matter: "a <b>c</b>" has a blank, "a<b>c</b>" has none.
        piece = tidy(lines)
        before = " " if lines[:1].isspace() else ""
        after = " " if piece and lines[-1:].isspace() else ""
        piece = before + piece + after
        if not self._text or self._text.endswith(" "):
            piece = piece.lstrip(" ")
        self._text += piece

    def link(self, start: int, url: str | None) -> None:
        """What was added since `start` (a length seen before) links to `url`."""
        words = self._text[start:]
        begin = start + len(words) - len(words.lstrip(" "))
        end = start + len(words.rstrip(" "))
        if url and begin < end:
            self._links.append(Link(begin, end, url))

    def block(self, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
        """What was collected, as a block."""
        text = self._text.rstrip(" ")
        links = sorted(self._links, key=lambda link: (link.start, link.end))
        return Block(kind, text, tuple(link for link in links if link.end <= len(text)))
