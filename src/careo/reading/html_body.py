"""The body of a page: trafilatura finds it, what surrounds it is sorted out.

Way: take furniture and insets out of the tree, let trafilatura's own extractor
choose the container (its comparison with other algorithms costs a third of the time
and gained nothing on the gold sets), turn it into blocks, sort furniture out block
by block, put pictures back. When little is left, the whole page is searched again
with all of trafilatura's fallbacks, and JSON-LD's articleBody is looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from careo.errors import ReadingError
from careo.reading.html_blocks import blocks_of
from careo.reading.html_furniture import Known, sort_out
from careo.reading.html_page import Page, parse, squeeze
from careo.reading.html_prune import Inset, Pruned, prune
from careo.values import PROSE, Block, BlockKind, Link, Teaser, prose_text

SCANT = 400
"""Characters of text below which the other ways are tried too."""

FULLER = 1.5
"""How much longer another way's text must be to be preferred."""

AS_LONG = 0.8
"""How long a text must be beside another one to be taken for the same."""

MIN_STATED_BODY = 300
"""Shortest articleBody that is taken for more than a summary."""

_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|li|a)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of an article and the words of what was taken out; `pictures` are all
    on the page, as addresses with the words under them."""

    blocks: tuple[Block, ...]
    furniture: tuple[str, ...]
    related: tuple[Teaser, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()


def body_of(page: Page, known: Known, again: Callable[[], HtmlElement]) -> Body:
    """The body of a page. `page.tree` is changed; `again` gives a fresh tree of the
    same page for the rare second search. Blocks are empty when nothing was found."""
    taken = prune(page)
    best = _found(page.tree, page, known, fast=True)
    if _length(best) < SCANT:
        best = _fuller(best, _found(again(), page, known, fast=False))
    if _length(best) < SCANT or len(best.blocks) <= 1:
        best = _better_cut(best, _stated(page, known))
    blocks = _with_insets(best.blocks, taken.insets)
    pictures = tuple((i.url, i.text) for i in taken.insets if i.kind == "image")
    return Body(blocks, _listed(best.furniture, taken), tuple(taken.related), pictures)


def _found(tree: HtmlElement, page: Page, known: Known, *, fast: bool) -> Body:
    options = Extractor(output_format="python", fast=fast, comments=False, links=True)
    document = bare_extraction(tree, options=options)
    if document is None:
        return Body((), ())
    result = sort_out(blocks_of(document.body, page.base), known)
    return Body(result.blocks, result.furniture)


def _stated(page: Page, known: Known) -> Body:
    """JSON-LD's articleBody, cut into paragraphs."""
    texts = [t for t in page.stated("articleBody") if isinstance(t, str)]
    text = max(texts, key=len, default="")
    if len(text) < MIN_STATED_BODY:
        return Body((), ())
    text = html.unescape(text)
    if _MARKUP.search(text):
        try:
            tree = parse(f"<html><body>{text}</body></html>", "articleBody")
        except ReadingError:
            return Body((), ())
        blocks = [x for body in tree.iter("body") for x in blocks_of(body, page.base)]
    else:
        lines = (squeeze(line) for line in re.split(r"\n+", text))
        blocks = [Block(BlockKind.PARAGRAPH, line) for line in lines if line]
    result = sort_out(blocks, known)
    return Body(result.blocks, result.furniture)


def _length(body: Body) -> int:
    return len(prose_text(body.blocks))


def _fuller(one: Body, other: Body) -> Body:
    return other if _length(other) > FULLER * _length(one) else one


def _better_cut(one: Body, other: Body) -> Body:
    """The other way's body when it is fuller, or the same with its paragraphs."""
    same = len(other.blocks) > len(one.blocks) and _length(other) > AS_LONG * _length(one)
    return other if same else _fuller(one, other)


def _with_insets(blocks: Sequence[Block], insets: Sequence[Inset]) -> tuple[Block, ...]:
    """The blocks with each inset after the paragraph it stood after. Insets whose
    paragraph was no part of the body are dropped with it."""
    places: dict[int, list[Block]] = {}
    seen: set[str] = set()
    for inset in insets:
        place = _place(inset.after, blocks)
        if place is None or inset.url in seen:
            continue
        seen.add(inset.url)
        places.setdefault(place, []).append(_inset_block(inset))
    return tuple(item for at, block in enumerate(blocks) for item in (block, *places.get(at, ())))


def _place(after: str, blocks: Sequence[Block]) -> int | None:
    if not after:
        return None
    for at, block in enumerate(blocks):
        if block.kind in PROSE and after in block.text:
            return at
    return None


def _inset_block(inset: Inset) -> Block:
    kind = BlockKind.IMAGE if inset.kind == "image" else BlockKind.EMBED
    return Block(kind, inset.text, (Link(0, len(inset.text), inset.url),))


def _listed(furniture: Sequence[str], taken: Pruned) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*furniture, *taken.furniture)))
