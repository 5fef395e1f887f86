"""Claims: who said what, by the reporting words and the quotations of an article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

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
from careo.annotating.claims.labels import Label, labels_in
from careo.annotating.claims.quoting import Quote, quotes_in
from careo.annotating.claims.referring import Mentions, Referring, roles_in, subjects_in
from careo.annotating.claims.speakers import NOBODY, Voice, main_voice, voice_of
from careo.annotating.claims.stances import accuses, is_hedged, stance_of
from careo.annotating.draft import Draft
from careo.annotating.language.dates_in_text import dates_in
from careo.annotating.language.tree import Tree, tree_of
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


@dataclass(eq=False)
class Found:
    """A claim while it is put together."""

    tree: Tree
    cue: Cue
    span: Span
    voice: Voice
    tokens: list[int] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    quoted: bool = False
    rest: frozenset[int] = frozenset()
    """The participles of saying in the tree (", adding …")."""
    is_merged: bool = False
    """Whether its participle only names the source of another's saying ("citing X")."""
    inside: bool = False
    """Whether the cue stands within what another says …"""
    sourced: bool = False
    """… or within what something accords with."""


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
        subjects_in(reading.trees, mentions),
    )
    found = [f for f in found if f.content]
    _mark_inside(found)
    kept: list[Found | Label] = [f for f in found if _is_claim(f, referring)]
    kept += labels
    kept.sort(key=lambda item: item.span)
    read = [
        _labelled(item, reading, referring)
        if isinstance(item, Label)
        else _claim(item, reading, referring)
        for item in kept
    ]
    return _with_missing_sources(read, reading)


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


def _is_claim(item: Found, referring: Referring) -> bool:
    """Whether the word reports here, now that content and voice are known; mends a voice
    that cannot be one."""
    tree, cue = item.tree, item.cue
    hangs_on_noun = tree.deps[cue.at] in ("acl", "relcl") and tree.is_infinitive(cue.at)
    if hangs_on_noun and not referring.is_source(tree, item.voice):
        return False  # "reason to suspect"
    if cue.kind is Kind.VERB:
        return _is_said(item) and _has_source(item, referring)
    if cue.kind is Kind.SOURCE:
        return not _is_law(tree, item.voice, referring)
    if cue.kind is Kind.RAISED:
        return not item.inside
    return not (cue.kind in _BARE and (item.inside or item.sourced))


_BARE = frozenset({Kind.NOUN, Kind.RUMOUR, Kind.ADVERB})
"""Cues that count only where nobody is named for what they mark."""


def _has_source(item: Found, referring: Referring) -> bool:
    """Whether somebody may say what a verb reports: the subject is one who can, or the
    main clause's (which then takes its place), or the verb asks for none."""
    tree, cue = item.tree, item.cue
    if tree.is_passive(cue.at) and cue.entry.needs in (None, "source"):
        return item.voice.head is not None or not cue.entry.needs_source
    if cue.entry.needs not in (None, "source"):
        return referring.is_kind(tree, item.voice, cue.entry.needs)
    if referring.is_source(tree, item.voice):
        return not _is_idiom(tree, cue, item.voice)
    main = main_voice(tree, cue.at)
    own = item.voice.head is not None and tree.heads[item.voice.head] == cue.at
    is_dropped = tree.is_spanish and item.voice.implied
    if referring.is_source(tree, main) and not (own or is_dropped):
        item.voice = main
        return True
    if item.voice.head is None or item.quoted:
        return not cue.entry.needs_source
    # A thing that "implies" or "requires" another says nothing.
    is_thing = tree.is_spanish and "thing" in cue.entry.takes
    is_mute = is_thing or cue.entry.mind or cue.entry.needs_source
    return not (is_mute or _is_idiom(tree, cue, item.voice))


def _is_law(tree: Tree, voice: Voice, referring: Referring) -> bool:
    """Whether what follows "according to" is a rule that something is done by."""
    return voice.head is not None and tree.lemmas[voice.head] in referring.words["laws"]


def _is_idiom(tree: Tree, cue: Cue, voice: Voice) -> bool:
    """Words that only join sentences ("That said, …")."""
    if voice.head is None or tree.low[voice.head] not in ("that", "this", "dicho"):
        return False
    return cue.at - tree.sentence(cue.at).start < 4


_CHAINED = frozenset({Stance.DENIES, Stance.ALLEGES, Stance.ADMITS})
_OWN = frozenset({"i", "we", "you", "yo", "nosotros", "usted", "ustedes"})
_MODALS = frozenset(["would", "will", "could", "may", "might", "should", "can", "must"])


def _is_said(item: Found) -> bool:
    """Whether something is said, and not only wished, planned or possible: within what
    another says, and under a modal, only the plain verbs of saying count."""
    tree, cue = item.tree, item.cue
    is_speech = {"clause", "quote"} <= cue.entry.takes and not cue.entry.mind
    is_plain = is_speech and not cue.entry.takes & {"thing", "deed"}
    if _is_aside(item) or (not item.quoted and _is_only_possible(tree, cue.at, is_plain=is_plain)):
        return False
    if item.inside:
        is_chain = is_plain or cue.entry.stance in _CHAINED
        return is_chain and not tree.is_infinitive(cue.at)
    is_modal = any(tree.low[k] in _MODALS for k in tree.kids[cue.at])
    if cue.entry.mind:
        head = item.voice.head
        return not is_modal and (head is None or tree.low[head] not in _OWN)
    return is_plain or item.quoted or not is_modal


def _is_aside(item: Found) -> bool:
    """Words that only name the source of another's saying, ask for a tense they have not,
    or are the author's own."""
    tree, cue = item.tree, item.cue
    is_participle = tree.is_gerund(cue.at) or tree.is_passive(cue.at)
    if item.is_merged and (cue.negated or is_participle):
        return True
    if cue.entry.needs_source and not (tree.is_finite(cue.at) or tree.is_passive(cue.at)):
        return True
    return tree.is_spanish and not item.quoted and _is_own_voice(tree, cue.at)


_PAST = ("dijo", "puso", "hizo", "quiso", "tuvo", "vino", "supo", "pudo", "jo")


def _is_own_voice(tree: Tree, i: int) -> bool:
    """Whether a Spanish verb is in the first person: the author's, not a source's."""
    word = tree.words[i].lower()
    verbs = (i, *(k for k in tree.kids[i] if tree.deps[k] == "aux"))
    if any(tree.low[t].endswith("mos") for t in verbs):
        return True
    return word.endswith("o") and not (tree.is_participle(i) or word.endswith(_PAST))


_AFTER = frozenset({"tras", "al", "despues", "luego"})


def _is_only_possible(tree: Tree, i: int, *, is_plain: bool) -> bool:
    """Whether the verb stands in an "if" clause, or is an infinitive that nothing makes a
    fact: "went on to say", "tras declararse culpable"."""
    if any(tree.low[k] in ("si", "if") and tree.deps[k] == "mark" for k in tree.kids[i]):
        return True
    if not tree.is_infinitive(i):
        return False
    if not tree.is_spanish:
        return not is_plain and tree.deps[i] != "xcomp"
    return not any(tree.low[t] in _AFTER for t in range(max(0, i - 4), i))


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
    rest = frozenset(c.at for c in cues if tree.is_gerund(c.at) and "quote" in c.entry.takes)
    for cue in cues:
        span = tree.span(cue.first, cue.last)
        around = quotes.at(span.start)
        if around is not None and around.is_speech:
            continue
        item = Found(
            tree, cue, span, voice_of(tree, cue, reading.lexicon.words["addressed"]), rest=rest
        )
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
    if not tokens and cue.entry.particle and cue.last > cue.at:
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
    if any(tree.pos[t] in ("VERB", "AUX") for t in before):
        return before
    after = voice.tokens[-1] + 1
    if after < sentence.stop and tree.words[after] == ",":
        return [*before, *range(after + 1, sentence.stop)]
    return before


def _without_later(item: Found, tokens: list[int]) -> list[int]:
    """Without what the same speaker goes on to say with another word (", adding that …"),
    which the parser often hangs on the content."""
    tree, cue = item.tree, item.cue
    for t in tokens:
        if t in item.rest and t > cue.last and tree.words[t - 1] == ",":
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


def _stance(item: Found, reading: Reading, speaker: str | None) -> Stance:
    """The stance by the words; what is plainly asserted of somebody and is a wrong is an
    accusation, unless an outlet reports it."""
    tree, mentions = item.tree, reading.mentions
    words = reading.lexicon.words
    stance = stance_of(tree, item.cue, item.tokens, words, quoted=item.quoted)
    may_accuse = item.cue.kind in (Kind.VERB, Kind.SOURCE) and not item.cue.entry.needs_source
    if stance is not Stance.ASSERTS or not may_accuse or item.voice is NOBODY:
        return stance
    if speaker is not None and mentions.entities[speaker].type is EntityType.OUTLET:
        return stance

    def blamed(token: int, *, group: bool) -> bool:
        mention = mentions.covering(tree.span(token, token))
        if mention is None or mention.entity == speaker:
            return False
        wanted = {EntityType.GROUP} if group else {EntityType.GROUP, EntityType.PERSON}
        return mention.type in wanted

    said = tree.tokens_in(item.content)
    is_accusation = accuses(tree, said, words, blamed)
    return Stance.ALLEGES if is_accusation else stance
