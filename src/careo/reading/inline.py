"""Running text put together piece by piece, with links that keep their place."""

from __future__ import annotations

from careo.reading.lines import tidy
from careo.values import Block, BlockKind, Link


class Inline:
    """Collects text with its blanks levelled, and the links in it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._links: list[Link] = []

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return any(piece != " " for piece in self._pieces)

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
        if not self._pieces or self._pieces[-1].endswith(" "):
            piece = piece.lstrip(" ")
        if piece:
            self._pieces.append(piece)
            self._length += len(piece)

    def link(self, start: int, url: str | None) -> None:
        """What was added since `start` (a length seen before) links to `url`."""
        words = self._flat()[start:]
        begin = start + len(words) - len(words.lstrip(" "))
        end = start + len(words.rstrip(" "))
        if url and begin < end:
            self._links.append(Link(begin, end, url))

    def _flat(self) -> str:
        self._pieces = ["".join(self._pieces)] if self._pieces else []
        return self._pieces[0] if self._pieces else ""

    def block(self, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
        """What was collected, as a block."""
        text = self._flat().rstrip(" ")
        links = sorted(self._links, key=lambda link: (link.start, link.end))
        return Block(kind, text, tuple(link for link in links if link.end <= len(text)))
