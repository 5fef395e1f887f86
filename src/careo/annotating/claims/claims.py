"""Claims: who said what, by the reporting words and the quotations of an article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from careo.annotating.claims.accusing import accuses, tells_wrong
from careo.annotating.claims.attaching import Reporter, attach
from careo.annotating.claims.basing import (
    NO_SOURCE,
    Surroundings,
    basis_of,
    date_of,
    host_of,
    unsourced,
)
from careo.annotating.claims.contents import read_cue
from careo.annotating.claims.cues import Cue, Kind, Lexicon, cues_in, lexicon_of
from careo.annotating.claims.deciding import Found, is_claim
from careo.annotating.claims.labels import Label, labels_in
from careo.annotating.claims.quoting import Quote, quotes_in
from careo.annotating.claims.referring import Mentions, Referring, subjects_in
from careo.annotating.claims.roles import roles_in
from careo.annotating.claims.spanish import resumed
from careo.annotating.claims.speakers import voice_of
from careo.annotating.claims.stances import is_hedged, stance_of
from careo.annotating.claims.voices import NOBODY, Voice
from careo.annotating.draft import Draft
from careo.annotating.language.dates_in_text import dates_in
from careo.annotating.language.tree import Tree, tree_of
from careo.authority.folding import folded
from careo.values import BlockKind, Claim, EntityType, Span, Stance


def claims(draft: Draft) -> Draft:
    """Adds every attributed statement, in the order of the reporting words."""
    reading = reading_of(draft)
    return draft.with_(claims=tuple(read_claims(reading)))


@dataclass(frozen=True)
class Reading:
    """What claims are read from."""

    text: str
    language: str
    lexicon: Lexicon
    trees: tuple[Tree, ...]
    quotes: tuple[Quote, ...]
    mentions: Mentions
    paragraphs: tuple[tuple[Span, bool], ...]
    """Each with whether it is a heading."""
    surroundings: Surroundings


def reading_of(draft: Draft) -> Reading:
    """An article's parse in plain lists, its quotations and its names."""
    paragraphs = [
        (line, block.kind is BlockKind.HEADING)
        for block, span in draft.article.prose()
        for line in _lines(draft.text, span)
    ]
    lexicon = lexicon_of(draft.language)
    mentions = Mentions(draft.mentions, draft.entities)
    surroundings = Surroundings(
        draft.text,
        draft.low,
        mentions,
        lexicon.words,
        tuple(dates_in(draft.low, draft.language, draft.article.published)),
        host_of(draft.article.url),
    )
    return Reading(
        draft.text,
        draft.language,
        lexicon,
        tuple(tree_of(parsed, draft.low) for parsed in draft.parsed),
        tuple(quotes_in(draft.text, [span for span, _ in paragraphs])),
        mentions,
        tuple(paragraphs),
        surroundings,
    )


def _lines(text: str, span: Span) -> Iterable[Span]:
    start = span.start
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        if text[start:end].strip():
            yield Span(start, end)
        start = end + 1


class _Quotes:
    """The quotations by place."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.all = list(quotes)
        self._starts = [q.span.start for q in self.all]
        self._ends = [q.span.end for q in self.all]

    def at(self, offset: int) -> Quote | None:
        """The quotation that holds the character."""
        index = bisect_right(self._starts, offset) - 1
        return self.all[index] if index >= 0 and offset < self.all[index].span.end else None

    def meeting(self, span: Span) -> list[Quote]:
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end)
        return self.all[first:last]


def read_claims(reading: Reading) -> list[Claim]:
    """The claims of an article, in text order."""
    quotes = _Quotes(reading.quotes)
    found: list[Found] = []
    for tree in reading.trees:
        found += _in_tree(tree, reading, quotes)
    words, mentions = reading.lexicon.words, reading.mentions
    labels = list(labels_in(reading.text, reading.paragraphs, reading.quotes, mentions, words))
    _give_quotes(found, reading, {label.content for label in labels})
    referring = Referring(
        mentions,
        words,
        reading.language == "es",
        roles_in(reading.trees, mentions, words["people"]),
        reading.lexicon.kin,
        subjects_in(reading.trees, mentions),
    )
    found = [f for f in found if _has_words(f, reading.text)]
    _mark_inside(found)
    kept: list[Found | Label] = [f for f in found if is_claim(f, referring)]
    kept += labels
    kept.sort(key=lambda item: item.span)
    read = [
        _labelled(item, reading, referring)
        if isinstance(item, Label)
        else _claim(item, reading, referring)
        for item in kept
    ]
    return _with_missing_sources(read, reading)


def _has_words(item: Found, text: str) -> bool:
    """Whether anything is said beyond the word that would lead to it."""
    said = " ".join(span.of(text) for span in item.content).strip(" .,;:()“”\"'")
    return bool(said) and folded(said) not in ("que", "that")


def _with_missing_sources(read: list[Claim], reading: Reading) -> list[Claim]:
    """Says so in the basis of the claims for which the text says that none was cited."""
    for number in unsourced(read, [p for p, _ in reading.paragraphs], reading.surroundings):
        basis = "; ".join(filter(None, (read[number].basis, NO_SOURCE)))
        read[number] = replace(read[number], basis=basis)
    return read


def _labelled(label: Label, reading: Reading, referring: Referring) -> Claim:
    speaker, text = referring.labelled(label.speaker), reading.text
    return Claim(
        cue=label.span.of(text),
        cue_span=label.span,
        content_spans=(label.content,),
        stance=Stance.ASSERTS,
        quoted=label.quoted,
        hedged=False,
        speaker=speaker.entity,
        speaker_text=label.speaker.of(text),
        speaker_span=label.speaker,
        about=reading.mentions.entities_in([label.content]),
    )


def _mark_inside(found: list[Found]) -> None:
    """Marks the cues that stand in another's content; only those of one piece, so that
    the time stays bounded."""
    by_tree: dict[int, list[Found]] = {}
    for item in found:
        by_tree.setdefault(id(item.tree), []).append(item)
    for items in by_tree.values():
        for item in items:
            around = [
                other.cue.kind
                for other in items
                if other is not item and any(span.covers(item.span) for span in other.content)
            ]
            item.inside = Kind.VERB in around
            item.sourced = Kind.SOURCE in around


def _in_tree(tree: Tree, reading: Reading, quotes: _Quotes) -> list[Found]:
    found = []
    cues = cues_in(tree, reading.lexicon)
    rest = frozenset(
        c.at
        for c in cues
        if resumed(tree, c.at) is not None or (tree.is_gerund(c.at) and "quote" in c.entry.takes)
    )
    for cue in cues:
        span = tree.span(cue.first, cue.last)
        around = quotes.at(span.start)
        if around is not None and around.is_speech:
            continue
        item = Found(tree, cue, span, voice_of(tree, cue, reading.lexicon.words), rest=rest)
        item.is_merged = tree.lemmas[cue.at] in reading.lexicon.words["merged"]
        item.content = _content(item, quotes, reading)
        found.append(item)
    return found


def _give_quotes(found: list[Found], reading: Reading, labelled: set[Span]) -> None:
    """Adds to each claim the quotations that belong to it."""
    reporters = [
        Reporter(f.span, f.cue.kind is Kind.VERB and "quote" in f.cue.entry.takes, tuple(f.content))
        for f in found
    ]
    quotes = [q for q in reading.quotes if q.span not in labelled]
    paragraphs = [span for span, _ in reading.paragraphs]
    given = attach(reading.text, quotes, reporters, paragraphs)
    for number, own in given.items():
        item = found[number]
        item.quoted = True
        passive = item.tree.is_passive(item.cue.at)
        spans = [s for s in item.content if passive or not _is_another(s, item, own)]
        item.content = joined([*spans, *(q.span for q in own)], reading.text)


_OPENS_HERE = re.compile(r"(?:^|[:.!?…\n])[”\"')»]*\s*$")


def _is_another(span: Span, item: Found, quotes: list[Quote]) -> bool:
    """Whether the parse took something for content that the quotations show to be another
    statement: it ends before the cue that leads to them, or before they open."""
    first = quotes[0].span
    if any(span.meets(q.span) for q in quotes):
        return False
    return span.end <= item.span.start and first.start >= item.span.end


def joined(spans: Iterable[Span], text: str) -> list[Span]:
    """The spans in order; those that meet, or have only white space between, as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and not text[found[-1].end : span.start].strip():
            span = Span(found[-1].start, max(span.end, found[-1].end))  # noqa: PLW2901
            found.pop()
        found.append(span)
    return found


def _content(item: Found, quotes: _Quotes, reading: Reading) -> list[Span]:
    tree = item.tree
    item.cue, tokens = read_cue(tree, item.cue)
    cue = item.cue
    if item.voice.follows and not _states(tree, tokens, cue):
        tokens = _before_and_after(tree, cue, item.voice)
    own = range(cue.first, cue.last + 1)
    if cue.entry.particle and cue.last > cue.at and all(t in own for t in tokens):
        # "pleaded not guilty" with nothing after it: the second word is what is said.
        tokens = list(range(cue.at + 1, cue.last + 1))
        item.cue = cue = replace(cue, first=min(cue.first, cue.at), last=cue.at)
        item.span = tree.span(cue.first, cue.last)
    tokens = _without_later(item, tokens)
    not_content = set(range(cue.first, cue.last + 1)) | set(item.voice.tokens)
    item.tokens = [t for t in tokens if t not in not_content]
    spans = tree.spans(item.tokens)
    return joined([_with_quotes(span, item, quotes, reading) for span in spans], reading.text)


def _states(tree: Tree, tokens: list[int], cue: Cue) -> bool:
    """Whether the tokens hold a statement that stands, or begins, before the cue."""
    is_before = any(t < cue.first for t in tokens)
    return is_before and any(tree.pos[t] in ("VERB", "AUX") for t in tokens)


def _before_and_after(tree: Tree, cue: Cue, voice: Voice) -> list[int]:
    """What stands before ", said X"; with what goes on after X when the statement has not
    begun yet ("Besides, said X, the port is closed")."""
    sentence = tree.sentence(cue.at)
    before = list(range(sentence.start, cue.first))
    after = voice.tokens[-1] + 1
    if tree.words[cue.first - 1] in "—–" and after < sentence.stop and tree.words[after] in "—–":
        return [*before, *range(after + 1, sentence.stop)]
    if any(tree.pos[t] in ("VERB", "AUX") for t in before):
        return before
    if after < sentence.stop and tree.words[after] == ",":
        return [*before, *range(after + 1, sentence.stop)]
    return before


def _without_later(item: Found, tokens: list[int]) -> list[int]:
    """Without what the same speaker goes on to say with another word (", adding that …"),
    which the parser often hangs on the content."""
    tree, cue = item.tree, item.cue
    for t in tokens:
        is_further = tree.words[t - 1] == "," or resumed(tree, t) == cue.at
        if t in item.rest and t > cue.last and is_further:
            own = set(tree.subtree(t))
            return [token for token in tokens if token not in own]
    return tokens


def _with_quotes(span: Span, item: Found, quotes: _Quotes, reading: Reading) -> Span:
    """The span with the whole of the quotations that it meets; of a clause before the cue
    only the quotation, when that is a sentence of its own."""
    text, mentions = reading.text, reading.mentions
    start, end = span.start, span.end
    for quote in quotes.meeting(span):
        if quote.span.meets(item.span):
            continue
        item.quoted = item.quoted or not mentions.fill(quote.inner)
        start, end = min(start, quote.span.start), max(end, quote.span.end)
        if quote.span.end <= item.span.start and quote.is_speech:
            lead = text[max(0, quote.span.start - 3) : quote.span.start]
            start = quote.span.start if _OPENS_HERE.search(lead) else start
    return Span(start, end)


def _claim(item: Found, reading: Reading, referring: Referring) -> Claim:
    tree, cue, text = item.tree, item.cue, reading.text
    is_plural = cue.kind is Kind.VERB and tree.low[cue.at].endswith("n")
    speaker = referring.speaker(
        tree, item.voice, item.span.start, plural=is_plural, inside=item.inside
    )
    content = [s for s in item.content if s != speaker.span]
    around = [
        tree.low[t] for t in (*item.tokens, cue.first - 1, cue.last + 1) if 0 <= t < len(tree)
    ]
    return Claim(
        cue=item.span.of(text),
        cue_span=item.span,
        content_spans=tuple(content),
        stance=_stance(item, reading, speaker.entity),
        quoted=item.quoted,
        hedged=is_hedged(cue, reading.lexicon, around),
        speaker=speaker.entity,
        speaker_text=speaker.span.of(text) if speaker.span else None,
        speaker_span=speaker.span,
        basis=basis_of(tree, cue, item.voice, speaker.entity, content, reading.surroundings),
        date=date_of(tree, cue, content, reading.surroundings),
        about=reading.mentions.entities_in(content),
    )


_DEFINITE = frozenset(
    {"el", "la", "los", "las", "este", "esta", "estos", "estas", "dicho", "dicha"}
)


def _stance(item: Found, reading: Reading, speaker: str | None) -> Stance:
    """The stance by the words; what is plainly asserted of somebody and is a wrong is an
    accusation, unless an outlet reports it."""
    tree, mentions = item.tree, reading.mentions
    words = reading.lexicon.words
    tokens = tree.tokens_in(item.content) if item.quoted and tree.is_spanish else item.tokens
    stance = stance_of(tree, item.cue, tokens, reading.lexicon, quoted=item.quoted)
    if item.cue.kind is Kind.RUMOUR and tells_wrong(tree, item.tokens, words):
        return Stance.ALLEGES
    may_accuse = item.cue.kind in (Kind.VERB, Kind.SOURCE) and not item.cue.entry.needs_source
    if stance is not Stance.ASSERTS or not may_accuse or item.voice is NOBODY:
        return stance
    if speaker is not None and mentions.entities[speaker].type is EntityType.OUTLET:
        return stance

    culprits = words["blamed"] | (words["people"] - words["vague"])

    def blamed(token: int, *, group: bool) -> bool:
        mention = mentions.covering(tree.span(token, token))
        if mention is None:
            unnamed = words["groups"] if group else culprits
            if not tree.is_spanish or tree.lemmas[token] in unnamed:
                return tree.is_spanish
            is_known = any(tree.low[k] in _DEFINITE for k in tree.kids[token])
            return not group and is_known and tree.lemmas[token] in words["vague"]
        if mention.entity == speaker:
            return False
        wanted = {EntityType.GROUP} if group else {EntityType.GROUP, EntityType.PERSON}
        return mention.type in wanted

    said = tree.tokens_in(item.content)
    is_accusation = accuses(tree, said, words, blamed)
    return Stance.ALLEGES if is_accusation else stance
