"""The body that trafilatura found, as blocks with their links in place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from careo.reading.links import clean_url
from careo.values import Block, BlockKind, Link

_Element = etree._Element
_SPACES = re.compile(r"\s+")
_BREAK = "\v"
"""Stands for a line break until paragraphs are cut; white space elsewhere."""

_LINES = frozenset({"p", "item", "row", "head", "quote", "list", "div", "code", "li", "tr"})
_CONTAINERS = frozenset({"body", "div", "section", "article", "main", "comments"})


class _Text:
    """Text gathered from inline pieces: white space squeezed, links noted."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.text = ""
        self.links: list[Link] = []

    def add(self, piece: str | None) -> None:
        if not piece:
            return
        plain = _SPACES.sub(" ", piece)
        if plain[0] == " " and (not self.text or self.text[-1] in {" ", _BREAK}):
            plain = plain[1:]
        self.text += plain

    def line_break(self) -> None:
        self.text = self.text.rstrip(" ") + _BREAK

    def link(self, element: _Element) -> None:
        start = len(self.text)
        self.inner(element)
        url = clean_url(element.get("target") or element.get("href") or "", self.base)
        end = len(self.text.rstrip())
        while start < end and self.text[start].isspace():
            start += 1
        if url and start < end:
            self.links.append(Link(start, end, url))

    def inner(self, element: _Element) -> None:
        """Adds what an element holds, without its tail."""
        self.add(element.text)
        for child in element:
            if child.tag in {"ref", "a"}:
                self.link(child)
            elif child.tag in {"lb", "br"}:
                self.line_break()
            else:
                if child.tag in _LINES:
                    self.line_break()
                elif child.tag in {"cell", "td", "th"} and self.text and self.text[-1] != _BREAK:
                    self.add(" | ")
                self.inner(child)
                if child.tag in _LINES:
                    self.line_break()
            self.add(child.tail)

    def lines(self) -> Iterator[tuple[str, tuple[Link, ...]]]:
        """The non-empty lines, each with its links moved to its own offsets."""
        at = 0
        for line in self.text.split(_BREAK):
            shift = at + len(line) - len(line.lstrip())
            bare = line.strip()
            if bare:
                end = shift + len(bare)
                yield (
                    bare,
                    tuple(
                        Link(link.start - shift, min(link.end, end) - shift, link.url)
                        for link in self.links
                        if shift <= link.start < end
                    ),
                )
            at += len(line) + 1


def blocks_of(body: _Element, base: str | None) -> list[Block]:
    """The blocks of a body tree (trafilatura's element names, or HTML's)."""
    return list(_walk(body, base))


def _walk(parent: _Element, base: str | None) -> Iterator[Block]:
    run = _Text(base)
    run.add(parent.text)
    for child in parent:
        if child.tag in {"ref", "a"}:
            run.link(child)
            run.add(child.tail)
            continue
        if child.tag in {"hi", "span", "b", "i", "em", "strong", "del", "lb", "br"}:
            if child.tag in {"lb", "br"}:
                run.line_break()
            run.inner(child)
            run.add(child.tail)
            continue
        yield from _paragraphs(run, BlockKind.PARAGRAPH)
        run = _Text(base)
        yield from _block(child, base)
        run.add(child.tail)
    yield from _paragraphs(run, BlockKind.PARAGRAPH)


def _block(element: _Element, base: str | None) -> Iterator[Block]:
    tag = element.tag
    if tag in _CONTAINERS:
        yield from _walk(element, base)
        return
    if tag in {"graphic", "img"}:
        return
    text = _Text(base)
    text.inner(element)
    if tag in {"head", "h1", "h2", "h3", "h4", "h5", "h6"}:
        yield from _joined(text, BlockKind.HEADING, " ")
    elif tag in {"list", "ul", "ol", "table"}:
        yield from _joined(text, BlockKind.LIST, "\n")
    elif tag in {"quote", "blockquote"}:
        yield from _paragraphs(text, BlockKind.QUOTE)
    else:
        yield from _paragraphs(text, BlockKind.PARAGRAPH)


def _paragraphs(text: _Text, kind: BlockKind) -> Iterator[Block]:
    for line, links in text.lines():
        yield Block(kind, line, links)


def _joined(text: _Text, kind: BlockKind, glue: str) -> Iterator[Block]:
    """One block of all lines, `glue` between them."""
    whole, links = "", []
    for line, own in text.lines():
        start = len(whole) + len(glue) if whole else 0
        whole = f"{whole}{glue}{line}" if whole else line
        links += [Link(x.start + start, x.end + start, x.url) for x in own]
    if whole:
        yield Block(kind, whole, tuple(links))
