"""Statements whose only reporting word is a mark: "Quintanilla: The port is closed",
"The port is closed: report" in headings, "RUZ: Good evening." in transcripts, a name
before a colon and a quotation, and the dash before who sent a message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from careo.annotating.claims.quoting import Quote
from careo.annotating.claims.referring import Mentions
from careo.authority.folding import folded
from careo.values import EntityType, Mention, Span

LONGEST_NAME = 60
"""Characters before a colon that may still be who speaks."""
_COLON = re.compile(r":\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[;.!?]\s+")
_CAPITALS = re.compile(r"[\"“]?([A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3})$")
_SENDER = re.compile(r"[\s.!?\"”’](?P<cue>[—–])\s?(?P<name>[^\n—–@()]{2,40}?)\s?\(@\w{2,30}\)")
_SMALL = frozenset(
    [
        "of",
        "the",
        "at",
        "in",
        "de",
        "del",
        "la",
        "el",
        "los",
        "las",
        "en",
        "for",
        "and",
        "y",
        "to",
        "on",
    ]
)
_SPEAKERS = frozenset(
    {EntityType.PERSON, EntityType.OUTLET, EntityType.AGENCY, EntityType.ORG, EntityType.COMPANY}
)


@dataclass(frozen=True, slots=True)
class Label:
    """Who (`speaker`), the mark that is the cue (`span`) and what is said (`content`)."""

    speaker: Span
    span: Span
    content: Span
    quoted: bool


def labels_in(
    text: str,
    paragraphs: Sequence[tuple[Span, bool]],
    quotes: Sequence[Quote],
    mentions: Mentions,
    words: Mapping[str, frozenset[str]],
) -> Iterator[Label]:
    """The labelled statements of an article. A paragraph comes with whether it is a
    heading."""
    for paragraph, is_heading in paragraphs:
        label = _opening(text, paragraph, is_heading, mentions, words)
        if label is None and is_heading:
            label = _closing(text, paragraph, mentions, words)
        if label is not None:
            yield label
        elif not is_heading:
            yield from _senders(text, paragraph)
    for quote in quotes:
        label = _before_quote(text, quote, mentions)
        if label is not None:
            yield label


def _opening(
    text: str,
    paragraph: Span,
    is_heading: bool,
    mentions: Mentions,
    words: Mapping[str, frozenset[str]],
) -> Label | None:
    """A name or a document at the paragraph's start, before a colon."""
    colon = _COLON.search(text, paragraph.start, min(paragraph.end, paragraph.start + LONGEST_NAME))
    if colon is None or colon.end() >= paragraph.end:
        return None
    start = paragraph.start
    while start < colon.start() and (text[start].isspace() or text[start] in "\"“'*•-"):
        start += 1
    if start >= colon.start():
        return None
    who = Span(start, colon.start())
    mention = mentions.covering(who)
    is_name = mention is not None and mention.span == who and mention.type in _SPEAKERS
    leads_to_quote = text[colon.end()] in "“\"‘'«"
    # "Rosa Quintanilla: the former mayor is …" in a list says nothing by her.
    is_speaker = bool(_CAPITALS.match(who.of(text))) or (is_name and (is_heading or leads_to_quote))
    if is_heading and not is_speaker:
        is_speaker = _is_speaker(who, text, mentions, words)
    if not is_speaker:
        return None
    content = Span(colon.end(), paragraph.end)
    content = _first_clause(content, text) if is_heading else content
    if len(_WORD.findall(content.of(text))) < 3:
        return None
    return Label(
        who, Span(colon.start(), colon.start() + 1), content, text[colon.end()] in "“\"‘'«"
    )


def _closing(
    text: str, paragraph: Span, mentions: Mentions, words: Mapping[str, frozenset[str]]
) -> Label | None:
    """A heading that ends in a colon and who says it."""
    at = text.rfind(": ", paragraph.start, paragraph.end)
    end = paragraph.start + len(paragraph.of(text).rstrip(" ."))
    if at <= paragraph.start or end - at > LONGEST_NAME or at + 2 >= end:
        return None
    who = Span(at + 2, end)
    if len(who.of(text).split()) > 5 or not _is_speaker(who, text, mentions, words):
        return None
    return Label(who, Span(at, at + 1), Span(paragraph.start, at), quoted=False)


def _is_speaker(
    who: Span, text: str, mentions: Mentions, words: Mapping[str, frozenset[str]]
) -> bool:
    """Whether a few words can name who speaks: capitals that hold a name or end in one, a
    role or a document."""
    parts = who.of(text).split()
    if not parts or len(parts) > 7:
        return False
    capitals = sum(part[:1].isupper() or part in _SMALL for part in parts)
    if capitals < len(parts):
        return False
    named = any(m.type in _SPEAKERS for m in mentions.meeting(who))
    last = folded(parts[-1].strip("’'s"))
    kinds = ("people", "documents", "bodies", "outlets", "organizations")
    return named or any(last in words[kind] for kind in kinds)


def _first_clause(content: Span, text: str) -> Span:
    stop = _CLAUSE.search(text, content.start, content.end)
    if stop is None or stop.start() <= content.start or text[stop.start()] != ";":
        return content
    return Span(content.start, stop.start())


def _before_quote(text: str, quote: Quote, mentions: Mentions) -> Label | None:
    """A name right before a colon that leads to a quotation."""
    lead = text[max(0, quote.span.start - 3) : quote.span.start].rstrip()
    if not (quote.is_speech and lead.endswith(":")):
        return None
    colon = text.rindex(":", 0, quote.span.start)
    mention = next(mentions.before(colon), None)
    if mention is None or mention.span.end != colon or mention.type not in _SPEAKERS:
        return None
    if not _stands_alone(text, mention):
        return None
    return Label(mention.span, Span(colon, colon + 1), quote.span, quoted=True)


def _stands_alone(text: str, mention: Mention) -> bool:
    """Whether nothing but a mark, a paragraph or a sentence's end stands before the name."""
    before = text[max(0, mention.span.start - 3) : mention.span.start].rstrip(" ")
    return not before or before[-1] in '.!?\n—–-:)”"]'


def _senders(text: str, paragraph: Span) -> Iterator[Label]:
    """ "The port is closed — Rosa (@rosa)": the sender of a message after its words."""
    start = paragraph.start
    for match in _SENDER.finditer(text, paragraph.start, paragraph.end):
        content = text[start : match.start() + 1].strip()
        if content and match["name"].strip():
            at = text.index(content, start)
            yield Label(
                Span(*match.span("name")),
                Span(*match.span("cue")),
                Span(at, at + len(content)),
                quoted=True,
            )
        start = match.end()
