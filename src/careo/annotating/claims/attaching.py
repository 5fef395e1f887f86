"""Which reporting word a quotation belongs to, by where both stand; no parse is needed.

In this order: the word whose content already holds it; one that follows ("…," said X);
one that leads to it (X said: "…"); the one of the quotation before it in the paragraph
("…," said X. "…"); the one of the paragraph before, which this one continues.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from careo.annotating.claims.quoting import Quote
from careo.values import Span

REACH = 140
"""Characters between a quotation and its reporting word; speakers with long titles fit."""

_END = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?](?=\s)|[;\n]")
_LEADS = re.compile(
    r"(?:[,:—–]|\b(?:that|que|as|como|of|de|was|were|a|an|the|el|la|un|una|it))?\s*$"
)
_COMES_AFTER = frozenset(",?!…—–-")


@dataclass(frozen=True, slots=True)
class Reporter:
    """A reporting word as attaching sees it: where it stands, whether it may take a
    quotation, and the content it has."""

    span: Span
    takes_quote: bool
    content: tuple[Span, ...] = ()


def attach(
    text: str, quotes: Sequence[Quote], reporters: Sequence[Reporter], paragraphs: Sequence[Span]
) -> dict[int, list[Quote]]:
    """The quotations that belong to each reporter, by its index; reporters stand in text
    order. Only quoted speech is given out."""
    return _Attaching(text, quotes, reporters, paragraphs).run()


class _Attaching:
    def __init__(
        self,
        text: str,
        quotes: Sequence[Quote],
        reporters: Sequence[Reporter],
        paragraphs: Sequence[Span],
    ) -> None:
        self.text = text
        self.starts = [r.span.start for r in reporters]
        self.reporters = reporters
        self.quotes = [q for q in quotes if q.is_speech or self._is_led_to(q)]
        self.paragraphs = paragraphs
        self.paragraph_starts = [p.start for p in paragraphs]
        self.holders = self._holders()

    def _is_led_to(self, quote: Quote) -> bool:
        """Whether a few quoted words stand right after a reporter that has no content."""
        return self._right_before(quote) is not None

    def _holders(self) -> dict[int, int]:
        """The reporter whose content meets each quotation, the nearest of several."""
        starts = [q.span.start for q in self.quotes]
        ends = [q.span.end for q in self.quotes]
        found: dict[int, int] = {}
        for number, reporter in enumerate(self.reporters):
            for span in reporter.content:
                first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
                for index in range(first, last):
                    other = found.get(index)
                    if other is None or self._distance(number, index) < self._distance(
                        other, index
                    ):
                        found[index] = number
        return found

    def _distance(self, reporter: int, quote: int) -> int:
        span, other = self.reporters[reporter].span, self.quotes[quote].span
        return max(other.start - span.end, span.start - other.end, 0)

    def run(self) -> dict[int, list[Quote]]:
        found: dict[int, list[Quote]] = {}
        previous: tuple[Quote, int] | None = None
        for index, quote in enumerate(self.quotes):
            owner = self.holders.get(index)
            if owner is None:
                owner = self._right_before(quote)
            if owner is None:
                owner = self._after(quote, index)
            if owner is None:
                owner = self._before(quote, index)
            if owner is None and previous is not None:
                owner = self._continued(quote, *previous)
            if owner is None:
                previous = previous if previous and self._is_same_group(quote, previous) else None
                continue
            found.setdefault(owner, []).append(quote)
            previous = (quote, owner)
        return found

    def _is_same_group(self, quote: Quote, previous: tuple[Quote, int]) -> bool:
        return quote.group == previous[0].group

    def _paragraph(self, offset: int) -> int:
        return bisect_right(self.paragraph_starts, offset) - 1

    def _gap(self, start: int, end: int) -> str | None:
        """The text between, when short and within one sentence."""
        if end - start > REACH:
            return None
        gap = self.text[start:end]
        return None if _END.search(gap) else gap

    def _right_before(self, quote: Quote) -> int | None:
        """A reporter without content that nothing but a mark parts from the quotation."""
        at = bisect_left(self.starts, quote.span.start) - 1
        if at < 0 or not self.reporters[at].takes_quote or self.reporters[at].content:
            return None
        gap = self.text[self.reporters[at].span.end : quote.span.start]
        return at if len(gap) < 4 and not gap.strip(" ,:") else None

    def _after(self, quote: Quote, index: int) -> int | None:
        """A reporter that follows: "…," said X."""
        at = bisect_left(self.starts, quote.span.end)
        following = self.quotes[index + 1].span.start if index + 1 < len(self.quotes) else None
        last = quote.inner.of(self.text).rstrip(" \n’”»\"'")[-1:]
        ahead = self.text[quote.span.end : quote.span.end + 2].strip()[:1]
        if not (quote.dialogue or last in _COMES_AFTER or ahead in (",", "—", "–", "-")):
            return None
        while at < len(self.reporters):
            reporter = self.reporters[at]
            if following is not None and reporter.span.start > following:
                return None
            if self._gap(quote.span.end, reporter.span.start) is None:
                return None
            if reporter.takes_quote:
                return at
            at += 1
        return None

    def _before(self, quote: Quote, index: int) -> int | None:
        """A reporter that leads to the quotation: X said: "…"."""
        at = bisect_left(self.starts, quote.span.start) - 1
        previous = self.quotes[index - 1].span.end if index else 0
        while at >= 0:
            reporter = self.reporters[at]
            if reporter.span.start < previous:
                return None
            gap = self._gap(reporter.span.end, quote.span.start)
            if gap is None:
                return self._across_paragraphs(at, quote)
            if reporter.takes_quote and _LEADS.search(gap):
                return at
            at -= 1
        return None

    def _across_paragraphs(self, at: int, quote: Quote) -> int | None:
        """A paragraph that ends in a colon leads to the quotation that opens the next."""
        reporter = self.reporters[at]
        gap = self.text[reporter.span.end : quote.span.start]
        if len(gap) > REACH or not reporter.takes_quote:
            return None
        return at if gap.rstrip()[-1:] == ":" and not _END.search(gap.strip()) else None

    def _continued(self, quote: Quote, before: Quote, owner: int) -> int | None:
        """The owner of the quotation before, when this one only goes on."""
        if quote.group == before.group:
            return owner
        here, there = self._paragraph(quote.span.start), self._paragraph(before.span.start)
        gap = self.text[before.span.end : quote.span.start]
        between = bisect_left(self.starts, quote.span.start) - bisect_left(
            self.starts, before.span.end
        )
        others = between - (before.span.end <= self.reporters[owner].span.start < quote.span.start)
        if others > 1 or len(gap) > 2 * REACH:
            return None
        if here == there:
            return owner if len(_END.findall(gap)) <= 1 else None
        opens = not self.text[self.paragraphs[here].start : quote.span.start].strip()
        closes = not self.text[before.span.end : self.paragraphs[there].end].strip(" .\u00a0")
        follows_cue = self.reporters[owner].span.start > before.span.end and len(gap) < REACH
        return owner if here == there + 1 and opens and (closes or follows_cue) else None
