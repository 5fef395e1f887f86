"""A piece of HTML that is an article's body, into blocks.

For records (WordPress, feeds, tables) and HTML inside Markdown: everything in it
belongs to the article, so nothing is guessed away. Pages are read elsewhere.
Scripts, styles and forms never survive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, fromstring

from careo.reading.html_depth import parsed_whole
from careo.reading.inline import Inline
from careo.reading.lines import tidy
from careo.reading.links import clean_url
from careo.reading.pieces import merged
from careo.values import Block, BlockKind, Link

DROPPED = frozenset(
    {
        *("script", "style", "noscript", "template", "head", "title", "svg", "math", "form"),
        *("button", "input", "select", "textarea", "nav", "link", "meta", "base", "dialog"),
    }
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_EMBEDDED = frozenset({"iframe", "video", "audio", "embed", "object", "amp-youtube", "amp-iframe"})
_BLOCKS = frozenset(
    {
        *("p", "div", "section", "article", "main", "header", "footer", "aside", "center"),
        *("address", "details", "summary", "dl", "dt", "dd", "figcaption", "pre", "hr", "body"),
        *("fieldset", "hgroup", "html"),
    }
)
_POSTS = ("twitter-tweet", "instagram-media", "tiktok-embed", "fb-post", "fb-video")
_DEEPEST = 150


def blocks_of(fragment: str, base: str | None = None) -> list[Block]:
    """The blocks of an HTML fragment; addresses are made absolute against `base`.
    Raises ReadingError, without a place, when it is more than the parser takes."""
    root = _parsed(fragment)
    if root is None:
        return []
    walker = _Walker(base)
    walker.walk(root, 0)
    walker.flush()
    return walker.blocks


def plain_text(fragment: str) -> str:
    """The words of a fragment in one line, without markup."""
    if "<" not in fragment and "&" not in fragment:
        return tidy(fragment.replace("\n", " "))
    return tidy(" ".join(b.text for b in blocks_of(fragment)).replace("\n", " "))


def _parsed(fragment: str) -> HtmlElement | None:
    if not fragment.strip():
        return None
    try:
        return parsed_whole(fragment, _parser, _tree)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _parser() -> HTMLParser:
    return HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)


def _tree(fragment: str, parser: HTMLParser) -> HtmlElement:
    return fromstring(f"<div>{fragment}</div>", parser=parser)


class _Walker:
    def __init__(self, base: str | None) -> None:
        self.base = base
        self.blocks: list[Block] = []
        self._inline = Inline()
        self._kind = BlockKind.PARAGRAPH
        self._aside: list[Block] = []
        self._breaks = 0

    def flush(self) -> None:
        """Ends the running block; pictures met inside it follow it."""
        if self._inline:
            self.blocks.append(self._inline.block(self._kind))
        self.blocks += self._aside
        self._inline, self._aside, self._breaks = Inline(), [], 0

    def walk(self, node: HtmlElement, depth: int) -> None:
        """Everything inside `node`."""
        self._text(node.text)
        for child in node:
            if isinstance(child.tag, str):
                self._element(child, child.tag.casefold(), depth + 1)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._inline.add(text)
            if text.strip():
                self._breaks = 0

    def _element(self, node: HtmlElement, tag: str, depth: int) -> None:
        if tag in DROPPED:
            return
        if depth > _DEEPEST:
            self._text(" ".join(_words(node)))
            return
        special = getattr(self, f"_{tag}", None) if tag in _OWN else None
        if special is not None:
            special(node, depth)
        elif tag in _EMBEDDED:
            self._embed(node)
        elif tag in _HEADINGS:
            self._bounded(node, depth, BlockKind.HEADING)
        elif tag in {"ul", "ol"}:
            self._list(node, depth)
        elif tag in _BLOCKS:
            self._bounded(node, depth, self._kind)
        else:
            self.walk(node, depth)

    def _bounded(self, node: HtmlElement, depth: int, kind: BlockKind) -> None:
        self.flush()
        outer, self._kind = self._kind, kind
        self.walk(node, depth)
        self.flush()
        self._kind = outer

    def _a(self, node: HtmlElement, depth: int) -> None:
        start = len(self._inline)
        inline = self._inline
        self.walk(node, depth)
        if inline is self._inline:  # no block ended inside the link
            inline.link(start, clean_url(node.get("href", ""), self.base))

    def _br(self, node: HtmlElement, depth: int) -> None:
        self._breaks += 1
        if self._breaks > 1:
            self.flush()
        else:
            self._inline.add(" ")

    def _img(self, node: HtmlElement, depth: int) -> None:
        if block := self._picture(node, tidy(node.get("alt") or "")):
            self._aside.append(block)

    def _picture(self, node: HtmlElement, caption: str) -> Block | None:
        url = clean_url(node.get("src") or node.get("data-src") or "", self.base)
        if url is None or _counts_readers(node, url):
            return None
        return Block(BlockKind.IMAGE, caption, (Link(0, len(caption), url),))

    def _figure(self, node: HtmlElement, depth: int) -> None:
        self.flush()
        image = next(iter(node.iter("img")), None)
        caption = next(iter(node.iter("figcaption")), None)
        words = tidy(" ".join(_words(caption))) if caption is not None else ""
        block = None
        if image is not None:
            block = self._picture(image, words or tidy(image.get("alt") or ""))
        if block:
            self.blocks.append(block)
        else:
            self.walk(node, depth)
            self.flush()

    def _embed(self, node: HtmlElement) -> None:
        self.flush()
        inner = next(iter(node.iter("source")), None)
        address = node.get("src") or node.get("data-src") or node.get("data") or ""
        if not address and inner is not None:
            address = inner.get("src") or ""
        if url := clean_url(address, self.base):
            words = tidy(node.get("title") or "")
            self.blocks.append(Block(BlockKind.EMBED, words, (Link(0, len(words), url),)))

    def _blockquote(self, node: HtmlElement, depth: int) -> None:
        inner = self._inside(node, depth)
        if any(name in (node.get("class") or "") for name in _POSTS):
            post = merged(inner, BlockKind.EMBED, " ")
            url = post.links[-1].url if post.links else ""
            self.blocks.append(Block(BlockKind.EMBED, post.text, (Link(0, len(post.text), url),)))
            return
        words = [b for b in inner if b.kind not in _BESIDE]
        if words:
            self.blocks.append(merged(words, BlockKind.QUOTE))
        self.blocks += [b for b in inner if b.kind in _BESIDE]

    def _list(self, node: HtmlElement, depth: int) -> None:
        items: list[Block] = []
        beside: list[Block] = []
        for child in node:
            if not isinstance(child.tag, str) or child.tag in DROPPED:
                continue
            inner = _Walker(self.base)
            inner.walk(child, depth + 1)
            inner.flush()
            beside += [b for b in inner.blocks if b.kind in _BESIDE]
            words = [b for b in inner.blocks if b.kind not in _BESIDE]
            own = [b for b in words if b.kind is not BlockKind.LIST]
            items += [merged(own, BlockKind.LIST, " ")] if own else []
            items += [b for b in words if b.kind is BlockKind.LIST]
        self.flush()
        if items:
            self.blocks.append(merged(items, BlockKind.LIST))
        self.blocks += beside

    def _table(self, node: HtmlElement, depth: int) -> None:
        rows = []
        for row in node.iter("tr"):
            cells = [tidy(" ".join(_words(c))) for c in row if c.tag in {"td", "th"}]
            if any(cells):
                rows.append(Block(BlockKind.LIST, " | ".join(cells)))
        self.flush()
        if rows:
            self.blocks.append(merged(rows, BlockKind.LIST))

    def _inside(self, node: HtmlElement, depth: int) -> list[Block]:
        self.flush()
        inner = _Walker(self.base)
        inner.walk(node, depth)
        inner.flush()
        return inner.blocks


def _counts_readers(node: HtmlElement, url: str) -> bool:
    """Is the picture one that nobody is meant to see?"""
    sizes = (node.get("width", ""), node.get("height", ""))
    return any(size in {"0", "1", "2"} for size in sizes) or bool(_PIXEL.search(url))


_PIXEL = re.compile(r"(?:pixel|spacer|1x1|tracking)[\w-]*\.(?:gif|png)(?:\?|$)", re.IGNORECASE)
_OWN = frozenset({"a", "br", "img", "figure", "blockquote", "table"})
_BESIDE = frozenset({BlockKind.IMAGE, BlockKind.EMBED})


def _words(node: HtmlElement) -> Iterator[str]:
    """The text inside `node`, without what is dropped; no recursion, any depth."""
    skipped: HtmlElement | None = None
    for event, element in etree.iterwalk(node, events=("start", "end")):
        if event == "start":
            if skipped is None and element.tag in DROPPED:
                skipped = element
            elif skipped is None and element.text:
                yield element.text
            continue
        if element is skipped:
            skipped = None
        if skipped is None and element is not node and element.tail:
            yield element.tail
