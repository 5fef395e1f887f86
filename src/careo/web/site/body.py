"""An article's blocks as safe HTML parts, in two sections: the facts and the analysis.

Pure: values in, values out. Everything that came from outside is escaped here, once;
the templates only place it. A mention becomes a link to its entity the first time the
entity is named in a section; a mention inside a link, or across its border, stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from careo.values import BLOCK_BREAK, PROSE, Block, BlockKind, Link, Span
from careo.web.site.addresses import host_of, safe_href

_SEE_ALSO = re.compile(
    r"^\s*(?:see\s+also|v[eé]a(?:se)?\s+tambi[eé]n|ver\s+tambi[eé]n)\s*:?\s*", re.I
)
_NOTHING = SafeString("")
NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention to be linked: `span` in the article's text, the rest for its link."""

    span: Span
    entity: str
    href: str
    name: str
    kind: str
    mark: str = ""
    """What the reader is told of how we know (machine-read); "" when reviewed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of ours: its path on this site and its size in pixels."""

    src: str
    width: int
    height: int


NO_FIGURES: Mapping[str, Figure] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Part:
    """One block, ready to be placed. `html` is escaped; lists have `items` instead. A
    picture has its `figure` when it is ours."""

    kind: str
    html: SafeString = _NOTHING
    items: tuple[SafeString, ...] = ()
    href: str = ""
    host: str = ""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A run of parts; `heading` is the source's own heading for it, if it had one."""

    analysis: bool
    parts: tuple[Part, ...]
    heading: str = ""


@dataclass
class _Range:
    start: int
    end: int
    open: str


@dataclass
class _Writer:
    """Writes the blocks of one section, remembering whom it has linked."""

    marks: Sequence[Marked]
    titled: Mapping[str, str]
    figures: Mapping[str, Figure]
    linked: set[str] = field(default_factory=set)

    def part(self, block: Block, at: int | None) -> Part:
        """`at` is where the block's text begins in the article's; None outside of it."""
        if block.kind is BlockKind.LIST:
            return Part("list", items=tuple(self._lines(block, at)))
        if block.kind is BlockKind.QUOTE:
            paragraphs = [f"<p>{line}</p>" for line in self._lines(block, at)]
            return Part("quote", mark_safe("".join(paragraphs)))  # noqa: S308 - escaped
        if block.kind in (BlockKind.IMAGE, BlockKind.EMBED):
            return _outside(block, self.figures)
        if block.kind is BlockKind.SEE_ALSO:
            return _see_also(block, self.titled)
        start, end = 0, len(block.text)
        return Part(str(block.kind), self._inline(block, start, end, at))

    def _lines(self, block: Block, at: int | None) -> Iterator[SafeString]:
        start = 0
        for line in block.text.split("\n"):
            end = start + len(line)
            if line.strip():
                yield self._inline(block, start, end, at)
            start = end + 1

    def _inline(self, block: Block, start: int, end: int, at: int | None) -> SafeString:
        ranges = _link_ranges(block.links, start, end)
        if at is not None and block.kind is not BlockKind.HEADING:
            ranges += self._mark_ranges(ranges, (at + start, at + end), at)
        return _write(block.text, start, end, ranges)

    def _mark_ranges(self, links: list[_Range], within: tuple[int, int], at: int) -> list[_Range]:
        found: list[_Range] = []
        for mark in self.marks:
            inside = within[0] <= mark.span.start and mark.span.end <= within[1]
            if mark.entity in self.linked or not inside:
                continue
            start, end = mark.span.start - at, mark.span.end - at
            if any(start < r.end and r.start < end for r in (*links, *found)):
                continue
            self.linked.add(mark.entity)
            found.append(_Range(start, end, _entity_tag(mark)))
        return found


def _entity_tag(mark: Marked) -> str:
    attributes = {
        "class": "entity",
        "href": mark.href,
        "data-name": mark.name,
        "data-kind": mark.kind,
        "data-mark": mark.mark,
    }
    pairs = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items() if value)
    return f"<a {pairs}>"


def _link_tag(href: str) -> str:
    rel = "" if href.startswith("mailto:") else ' rel="noopener external"'
    return f'<a href="{escape(href)}"{rel}>'


def _link_ranges(links: Iterable[Link], start: int, end: int) -> list[_Range]:
    """The links that lie in [start, end), clipped to it, the first of overlapping ones."""
    ranges: list[_Range] = []
    last = start
    for link in sorted(links, key=lambda link: (link.start, link.end)):
        href = safe_href(link.url)
        left, right = max(link.start, last), min(link.end, end)
        if href is None or left >= right:
            continue
        ranges.append(_Range(left, right, _link_tag(href)))
        last = right
    return ranges


def _write(text: str, start: int, end: int, ranges: Iterable[_Range]) -> SafeString:
    pieces: list[str] = []
    at = start
    for piece in sorted(ranges, key=lambda r: r.start):
        pieces += (escape(text[at : piece.start]), piece.open)
        pieces += (escape(text[piece.start : piece.end]), "</a>")
        at = piece.end
    pieces.append(escape(text[at:end]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped above


def _outside(block: Block, figures: Mapping[str, Figure]) -> Part:
    """A picture that is ours, or one or a film kept elsewhere: words and a link then; the
    page never loads it."""
    href = next((h for link in block.links if (h := safe_href(link.url))), "")
    own = next((f for link in block.links if (f := figures.get(link.url.strip()))), None)
    return Part(str(block.kind), escape(block.text), href=href, host=host_of(href), figure=own)


def _see_also(block: Block, titled: Mapping[str, str]) -> Part:
    """An insert without a link of its own leads to the article it names by its title."""
    start, end = _see_also_start(block.text), len(block.text)
    links = _link_ranges(block.links, start, end)
    path = titled.get(block.text[start:].strip())
    if not links and path:
        links = [_Range(start, end, f'<a href="{escape(path)}">')]
    return Part("see_also", _write(block.text, start, end, links))


def _see_also_start(text: str) -> int:
    lead = _SEE_ALSO.match(text)
    return lead.end() if lead else 0


def see_also_titles(blocks: Iterable[Block]) -> list[str]:
    """What the inserts that lead nowhere by themselves name: titles, perhaps."""
    return [
        block.text[_see_also_start(block.text) :].strip()
        for block in blocks
        if block.kind is BlockKind.SEE_ALSO and not any(safe_href(x.url) for x in block.links)
    ]


def _placed(blocks: Iterable[Block]) -> Iterator[tuple[Block, int | None]]:
    """Each block with the offset of its text in the article's; None when it is not in it."""
    at = 0
    for block in blocks:
        if block.kind in PROSE:
            yield block, at
            at += len(block.text) + len(BLOCK_BREAK)
        else:
            yield block, None


def sections(
    blocks: Sequence[Block],
    marks: Sequence[Marked] = (),
    analysis_start: int | None = None,
    titled: Mapping[str, str] = NOBODY,
    figures: Mapping[str, Figure] = NO_FIGURES,
) -> tuple[Section, ...]:
    """The body in reading order. The analysis begins with the block that holds
    `analysis_start`; a heading right before it becomes the section's own. `titled` has
    the path of each article that a see-also insert may name, `figures` the pictures that
    are ours by their address in the blocks."""
    facts: list[tuple[Block, int | None]] = []
    analysis: list[tuple[Block, int | None]] = []
    for block, at in _placed(blocks):
        begins = (
            analysis_start is not None and at is not None and at + len(block.text) > analysis_start
        )
        (analysis if analysis or begins else facts).append((block, at))
    heading = ""
    if analysis and facts and facts[-1][0].kind is BlockKind.HEADING:
        heading = facts.pop()[0].text
    return tuple(
        Section(
            is_analysis,
            _parts(run, _Writer(marks, titled, figures)),
            heading if is_analysis else "",
        )
        for is_analysis, run in ((False, facts), (True, analysis))
        if run
    )


def _parts(run: Sequence[tuple[Block, int | None]], writer: _Writer) -> tuple[Part, ...]:
    return tuple(writer.part(block, at) for block, at in run if block.text.strip() or block.links)
