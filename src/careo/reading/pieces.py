"""Blocks put together and cut, their links moved along."""

from __future__ import annotations

from collections.abc import Sequence

from careo.values import Block, BlockKind, Link


def merged(blocks: Sequence[Block], kind: BlockKind, between: str = "\n") -> Block:
    """Several blocks as one, their links moved along."""
    links: list[Link] = []
    at = 0
    for block in blocks:
        links += [Link(x.start + at, x.end + at, x.url) for x in block.links]
        at += len(block.text) + len(between)
    return Block(kind, between.join(b.text for b in blocks), tuple(links))


def cut(block: Block, start: int) -> Block:
    """The block without its first `start` characters (and the blanks after them)."""
    rest = block.text[start:]
    start += len(rest) - len(rest.lstrip())
    links = tuple(
        Link(max(x.start - start, 0), x.end - start, x.url) for x in block.links if x.end > start
    )
    return Block(block.kind, block.text[start:], links)
