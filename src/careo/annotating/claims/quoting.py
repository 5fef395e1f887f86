"""Quotations in a text, found by their marks alone: independent of any parse.

All styles of marks are read (“ ” « » ‹ › „ “ ‘ ’ " '), quotations that run over several
paragraphs, and the dashes of Spanish dialogue. Time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from careo.values import Span

_PAIRS = {
    "“": "”",
    "«": "»",
    "‹": "›",
    "„": "“”",
    "‟": "”",
    "‘": "’",
    '"': '"”',
    "'": "'",
    "”": "”",
    "''": "''",
}
_CLOSERS = frozenset("”»›“’\"'")
_DOUBLED = {"``": ("''", "’’"), "‘‘": ("’’", "''")}
_SINGLE = frozenset("‘'")
_NEVER_FIRST = frozenset(",.;:)!?%")
_ENDS = frozenset(".,;:!?…)—–-")
_MARK = re.compile(r"‘‘|’’|``|''|[“”«»‹›„‟‘’\"']")
_DIALOGUE = re.compile(r"\s*[—–―]\s?(?=[\w¿¡“«\"])")
_DASH = re.compile(r"[—–―]")
_WORD = re.compile(r"\w+")
LONGEST_SINGLE = 600
"""A single mark that finds no partner within this many characters is an apostrophe."""
MOST_APOSTROPHES = 12
"""Nor has a quotation in single marks more apostrophes than this; it keeps time linear."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words: `span` with their marks, `inner` without. Quotations that run on in
    the next paragraph share `group`. `is_speech` tells a quoted statement from a name, a
    title or a word held at arm's length."""

    span: Span
    inner: Span
    group: int
    is_speech: bool
    dialogue: bool = False


def quotes_in(text: str, paragraphs: Iterable[Span]) -> list[Quote]:
    """The outermost quotations of a text, in order and disjoint."""
    found: list[Quote] = []
    group, runs_on = 0, False
    spans = list(paragraphs)
    for number, paragraph in enumerate(spans):
        opened_next = _opens(text, spans[number + 1]) if number + 1 < len(spans) else False
        quotes = list(_in_paragraph(text, paragraph, opened_next))
        for index, (span, inner, closed, dialogue) in enumerate(quotes):
            if not (runs_on and index == 0):
                group += 1
            quote = Quote(span, inner, group, is_speech(inner.of(text)), dialogue)
            found.append(quote if closed else replace(quote, is_speech=True))
            runs_on = not closed
        if not quotes:
            runs_on = False
    return found


def is_speech(words: str) -> bool:
    """Whether quoted words may stand as a statement of their own: several, or a sentence."""
    count = sum(1 for _ in _WORD.finditer(words))
    return count >= 5 or (count >= 2 and words.rstrip()[-1:] in ",.!?…" and words[:1].isupper())


def _opens(text: str, paragraph: Span) -> bool:
    return text[paragraph.start : paragraph.end].lstrip()[:1] in ("“", '"', "«", "»", "”", "‘", "'")


_Found = tuple[Span, Span, bool, bool]


def _in_paragraph(text: str, paragraph: Span, opened_next: bool) -> Iterator[_Found]:
    if _DIALOGUE.match(text, paragraph.start, paragraph.end):
        found = list(_dialogue(text, paragraph))
        if found:
            yield from found
            return
    at = paragraph.start
    never_closed: set[str] = set()
    while True:
        mark = _MARK.search(text, at, paragraph.end)
        if mark is None:
            return
        at = mark.end()
        opening = mark.group()
        # A mark that found no partner once finds none further on either; without this
        # a text full of them would be gone through again from each.
        if opening in never_closed or not _can_open(text, mark, paragraph):
            continue
        close = _closing(text, opening, mark.end(), paragraph)
        if opening == "“":
            close = _other_mark(text, mark.end(), paragraph, close)
        if close is None and opening not in _SINGLE:
            never_closed.add(opening)
        if close is not None:
            start, end = close
            if text[mark.end() : start].strip():
                yield Span(mark.start(), end), Span(mark.end(), start), True, False
            at = end
        elif opened_next and opening not in ("'", "‘") and text[mark.end() : paragraph.end].strip():
            whole = Span(mark.start(), paragraph.end)
            yield whole, Span(mark.end(), paragraph.end), False, False
            return


def _can_open(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether the mark may begin a quotation where it stands."""
    sign = mark.group()
    if sign in ("»", "”", "›"):
        # At a paragraph's start the mark says: the quotation goes on.
        at_start = mark.start() - paragraph.start < 20
        return at_start and not text[paragraph.start : mark.start()].strip()
    if sign in ("’", "’’"):
        return False
    after = text[mark.end() : mark.end() + 1]
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    if sign in ('"', "'", "''"):
        return bool(after.strip()) and after not in _NEVER_FIRST and not before.isalnum()
    if sign == "‘":
        return bool(after.strip())
    return True


def _closing(text: str, opening: str, start: int, paragraph: Span) -> tuple[int, int] | None:
    """Where the closing mark starts and ends."""
    if opening in _DOUBLED:
        ends = [text.find(c, start, paragraph.end) for c in _DOUBLED[opening]]
        at = min((end for end in ends if end >= 0), default=-1)
        return (at, at + 2) if at >= 0 else None
    single = opening in _SINGLE
    limit = min(paragraph.end, start + LONGEST_SINGLE) if single else paragraph.end
    closers = _closers(opening)
    depth = 1
    tried = 0
    for mark in _MARK.finditer(text, start, limit):
        sign = mark.group()
        if sign == opening and opening in "“«‹" and opening not in closers:
            depth += 1
        elif sign in closers:
            if single and not _ends_single(text, mark.end()):
                tried += 1
                if tried > MOST_APOSTROPHES:
                    return None
                continue
            if opening in ('"', "''") and not _ends_straight(text, mark):
                continue
            depth -= 1
            if depth == 0 or sign == opening:
                return mark.span()
    if depth > 1:  # a nested mark was never closed: take the last that closes
        at = max(text.rfind(c, start, limit) for c in closers)
        return (at, at + 1) if at > start else None
    return None


def _other_mark(
    text: str, start: int, paragraph: Span, close: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Where a quotation ends that was typed with a straight mark at its end: before the
    next one opens, or where nothing closes it as it was opened."""
    within = paragraph if close is None else Span(paragraph.start, max(close[0], start))
    straight = _closing(text, '"', start, within)
    if close is None or straight is None:
        return close or straight
    opens_again = text.find("“", start, close[0])
    ends_here = text[straight[0] + 1 : straight[0] + 2] in ("", " ", ",", ".", ";")
    return straight if ends_here and straight[0] < opens_again else close


def _closers(opening: str) -> frozenset[str]:
    closers = _PAIRS.get(opening, opening)
    return frozenset({closers} if closers == "''" else closers)


def _ends_single(text: str, end: int) -> bool:
    return not text[end : end + 1].isalnum()


def _ends_straight(text: str, mark: re.Match[str]) -> bool:
    """A straight mark after a space and before a word opens; it does not close."""
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return not (before.isspace() and after.isalnum())


def _dialogue(text: str, paragraph: Span) -> Iterator[_Found]:
    """The speech of a paragraph that opens with a dash; what stands between two further
    dashes is the narrator's ("—No lo sé —dijo—. Es así.")."""
    opening = _DIALOGUE.match(text, paragraph.start, paragraph.end)
    if opening is None:
        return
    edges = [m.start() for m in _DASH.finditer(text, opening.end(), paragraph.end)]
    start, speech = opening.end(), True
    for edge in [*edges, paragraph.end]:
        if speech:
            span = _trimmed(text, start, edge)
            if span is not None:
                yield span, span, True, True
        start, speech = edge + 1, not speech


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ".,;"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
