"""Markdown into blocks, and Markdown articles into articles.

The parser is markdown-it-py (CommonMark, with tables and strikethrough). Raw HTML
goes through the same strict walk as HTML records: its words and embeds stay, its
scripts do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from careo.reading.authors import split_authors
from careo.reading.dates import parse_date
from careo.reading.fragment import DROPPED, blocks_of
from careo.reading.inline import Inline
from careo.reading.lines import tidy
from careo.reading.links import clean_url
from careo.reading.pictures import captioned
from careo.reading.pieces import merged
from careo.reading.profiles import Profile, choose
from careo.reading.shaping import shape
from careo.values import PROSE, Article, Block, BlockKind, Capture, Image, Link

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_CLOSING = re.compile(r"</[a-z][a-z0-9]*\s*>", re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_LEADING = re.compile(r"^[ \t>]+", re.MULTILINE)
MAX_NESTING = 60
"""Levels of quotes and lists that are told apart."""
_HEAD = 3
"""Blocks after the title that may state date or authors."""

_INLINE_KINDS = {"heading_open": BlockKind.HEADING, "paragraph_open": BlockKind.PARAGRAPH}


def read_markdown(text: str, capture: Capture) -> Article:
    """The article in a Markdown text (front matter already taken off)."""
    profile = choose(capture.url, text)
    blocks = blocks_of_markdown(text, capture.url)
    title, blocks = _titled(blocks, capture.stated.title)
    published, authors, blocks = _headed(blocks, profile)
    shaped = shape(blocks, profile)
    return Article(
        title=title,
        blocks=shaped.blocks,
        authors=authors,
        published=published,
        analysis_start=shaped.analysis_start,
        licence=shaped.licence,
        type=shaped.type,
        furniture=shaped.furniture,
        lead_image=lead_image(shaped.blocks),
    )


def blocks_of_markdown(text: str, base: str | None = None) -> list[Block]:
    """The blocks of a Markdown text; addresses are made absolute against `base`."""
    tokens = _parser().parse(text)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        # The parser leaves out what is nested deeper, and all that follows it: made flat.
        tokens = _parser().parse(_LEADING.sub("", text))
    return _Reader(base).read(tokens)


def lead_image(blocks: Sequence[Block]) -> Image | None:
    """The picture that comes before the first prose, with its credit told apart."""
    for block in blocks:
        if block.kind in PROSE:
            return None
        if block.kind is BlockKind.IMAGE and block.links:
            return captioned(block.links[0].url, block.text)
    return None


def _titled(blocks: list[Block], stated: str) -> tuple[str, list[Block]]:
    """The title: stated, else the first heading when nothing but pictures precede it."""
    for at, block in enumerate(blocks):
        same = not stated or tidy(stated).casefold() == block.text.casefold()
        if block.kind is BlockKind.HEADING and same:
            return tidy(stated) or block.text, [*blocks[:at], *blocks[at + 1 :]]
        if block.kind in PROSE:
            break
    return tidy(stated), blocks


def _headed(
    blocks: list[Block], profile: Profile
) -> tuple[str | None, tuple[str, ...], list[Block]]:
    """Takes date and author lines off the beginning."""
    published: str | None = None
    authors: tuple[str, ...] = ()
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        found = _date_line(block, profile) if at < _HEAD and block.kind in PROSE else None
        if found is None:
            kept.append(block)
            continue
        published = published or found[0]
        authors = authors or found[1]
    return published, authors, kept


def _date_line(block: Block, profile: Profile) -> tuple[str | None, tuple[str, ...]] | None:
    for pattern in profile.date_lines:
        if match := pattern.fullmatch(block.text):
            found = {k: v for k, v in match.groupdict().items() if v}
            date = parse_date(found.get("date", ""))
            authors = split_authors(found.get("authors", ""))
            if (date or "date" not in found) and (date or authors):
                return date, authors
    return None


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])


class _Reader:
    """Walks the flat list of tokens once."""

    def __init__(self, base: str | None) -> None:
        self.base = base

    def read(self, tokens: Sequence[Token]) -> list[Block]:
        blocks: list[Block] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = _end_of(tokens, at) if token.nesting == 1 else at
            blocks += self._one(token, tokens[at + 1 : end])
            at = end + 1
        return blocks

    def _one(self, token: Token, inner: Sequence[Token]) -> list[Block]:
        if token.type in _INLINE_KINDS:
            return self._inline(inner[0].children or [], _INLINE_KINDS[token.type])
        # Indented markup is an editor's indentation, not code that is shown.
        indented = token.type == "code_block" and _CLOSING.search(token.content)
        if token.type == "html_block" or indented:
            return blocks_of(token.content, self.base)
        if token.type in {"fence", "code_block"}:
            words = tidy(token.content.replace("\n", " "))
            return [Block(BlockKind.PARAGRAPH, words)] if words else []
        nested = _NESTED.get(token.type)
        return nested(self, inner) if nested else []

    def _quote(self, tokens: Sequence[Token]) -> list[Block]:
        words, beside = _apart(self.read(tokens))
        return [*([merged(words, BlockKind.QUOTE)] if words else []), *beside]

    def _list(self, tokens: Sequence[Token]) -> list[Block]:
        items: list[Block] = []
        beside: list[Block] = []
        at = 0
        while at < len(tokens):
            end = _end_of(tokens, at)
            words, aside = _apart(self.read(tokens[at + 1 : end]))
            own = [b for b in words if b.kind is not BlockKind.LIST]
            items += [merged(own, BlockKind.LIST, " ")] if own else []
            items += [b for b in words if b.kind is BlockKind.LIST]
            beside += aside
            at = end + 1
        return [*([merged(items, BlockKind.LIST)] if items else []), *beside]

    def _table(self, tokens: Sequence[Token]) -> list[Block]:
        rows: list[list[Block]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline" and rows:
                rows[-1] += _apart(self._inline(token.children or [], BlockKind.LIST))[0]
        lines = [merged(cells, BlockKind.LIST, " | ") for cells in rows if cells]
        return [merged(lines, BlockKind.LIST)] if lines else []

    def _inline(self, tokens: Sequence[Token], kind: BlockKind) -> list[Block]:
        run = _Run(self.base, kind)
        for token in tokens:
            run.take(token)
        return run.blocks()


_NESTED: dict[str, Callable[[_Reader, Sequence[Token]], list[Block]]] = {
    "blockquote_open": _Reader._quote,
    "bullet_list_open": _Reader._list,
    "ordered_list_open": _Reader._list,
    "table_open": _Reader._table,
}


class _Run:
    """One paragraph's inline tokens."""

    def __init__(self, base: str | None, kind: BlockKind) -> None:
        self._base = base
        self._kind = kind
        self._inline = Inline()
        self._before: list[Block] = []
        self._after: list[Block] = []
        self._open: list[tuple[int, str | None]] = []
        self._skipped: str | None = None

    def take(self, token: Token) -> None:
        if token.type == "html_inline":
            self._html(token.content)
        elif self._skipped:
            return
        elif token.type == "text":
            # "** so **" is emphasis to older dialects; what is left of it is noise.
            self._inline.add(token.content.replace("**", ""))
        elif token.type == "code_inline":
            self._inline.add(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            self._inline.add(" ")
        elif token.type == "link_open":
            self._start_link(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            self._end_link()
        elif token.type == "image":
            self._image(token)

    def _start_link(self, href: str) -> None:
        self._open.append((len(self._inline), clean_url(href, self._base)))

    def _end_link(self) -> None:
        if self._open:
            start, url = self._open.pop()
            self._inline.link(start, url)

    def _image(self, token: Token) -> None:
        if url := clean_url(str(token.attrGet("src") or ""), self._base):
            caption = tidy(token.content or str(token.attrGet("title") or ""))
            self._picture(Block(BlockKind.IMAGE, caption, (Link(0, len(caption), url),)))

    def _picture(self, block: Block) -> None:
        # A picture that opens a paragraph stands above it.
        (self._after if self._inline else self._before).append(block)

    def _html(self, content: str) -> None:
        match = _TAG.match(content)
        if match is None:
            return
        closing, tag = bool(match[1]), match[2].casefold()
        if self._skipped:
            if closing and tag == self._skipped:
                self._skipped = None
        elif tag in DROPPED and not closing and not content.endswith("/>"):
            self._skipped = tag
        elif tag == "a" and closing:
            self._end_link()
        elif tag == "a":
            found = _HREF.search(content)
            self._start_link(next((g for g in found.groups() if g), "") if found else "")
        elif tag == "br":
            self._inline.add(" ")
        elif tag in {"img", "iframe", "video", "audio", "embed"} and not closing:
            for block in blocks_of(content, self._base):
                self._picture(block)

    def blocks(self) -> list[Block]:
        while self._open:
            self._end_link()
        own = [self._inline.block(self._kind)] if self._inline else []
        return [*self._before, *own, *self._after]


def _end_of(tokens: Sequence[Token], at: int) -> int:
    """The place of the token that closes the one at `at`."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens) - 1


def _apart(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    return (
        [b for b in blocks if b.kind in PROSE],
        [b for b in blocks if b.kind not in PROSE],
    )
