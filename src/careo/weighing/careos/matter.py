"""What a testimony is about, in a form that can be compared with another.

Words become terms: the idea they stand for in either language, or their stem; each with a
sign, which a negation before it or a denial above it turns. Names stand as identity keys,
never as words. A denial that only says "the charges" leans on what stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from careo.authority.folding import folded
from careo.values import Span, Stance
from careo.weighing.careos.figures import Figure, figures_in
from careo.weighing.careos.matter_words import MatterWords, matter_words
from careo.weighing.careos.testimony import Testimony

_WORD = re.compile(r"[a-z]+(?:'t)?|[.,;:…]")
_SCOPE = 10
"""Words that a negation reaches, when no comma ends it first."""
_BEFORE = 450
"""Characters before a denial in which what it leans on may stand."""
_TOO_LITTLE = 2
"""Terms under which a denial of "the charges" leans on what stands before it."""
_SCRAP = 40
"""Characters under which the start of a sentence is not counted as one."""
_SENTENCES = 2
_HEAD = 4
"""Words of a content that say what kind of thing was denied."""
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-ZÁÉÍÓÚÑ“\"¿¡])|\n\n")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with the identity that stands nearest before it."""

    figure: Figure
    of: str | None
    terms: frozenset[str]
    """Terms within a few words of it."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A testimony made comparable.

    `terms` maps each term to whether it is affirmed; `names` are the identities in the
    content and those that it is about; `undergone` types of event with who underwent them.
    `denial`: the cue itself denies. `declines`: it only refuses to act or answer.
    `reports_denial`: the content tells of somebody's denial. `accuses`: by stance or word;
    `wrong`: it tells of a wrong. Of a denial that leans on what stands before it,
    `leaning_on` is where, and its terms and names are taken from there too; `guilt`: it is
    about who did something.
    """

    testimony: Testimony
    terms: Mapping[str, bool]
    names: frozenset[str]
    figures: tuple[Told, ...] = ()
    undergone: frozenset[tuple[str, str]] = frozenset()
    years: frozenset[str] = frozenset()
    words: frozenset[str] = field(default=frozenset(), repr=False)
    denial: bool = False
    declines: bool = False
    reports_denial: bool = False
    accuses: bool = False
    wrong: bool = False
    guilt: bool = False
    leaning_on: Span | None = None

    @property
    def key(self) -> str:
        """The testimony's key."""
        return self.testimony.key


def matter_of(testimony: Testimony) -> Matter:
    """What `testimony` is about. Raises nothing."""
    words = matter_words()
    cue = folded(testimony.claim.cue)
    denial, declines = _denies(testimony, cue, words)
    spans = _without_tail(testimony, words)
    terms = _terms(testimony, spans, words)
    names = _names(testimony, spans) | set(testimony.about)
    plain = {word for span in spans for word in _words(span.of(testimony.setting.text))}
    leaning_on = None
    hollow = not plain or any(word in words.sets["hollow"] for word in plain)
    if denial and hollow and len(terms) < _TOO_LITTLE:
        leaning_on = _before(testimony)
    if leaning_on is not None:
        terms = _terms(testimony, (leaning_on,), words) | terms
        names |= _names(testimony, (leaning_on,))
    if denial:
        terms = {term: not affirmed for term, affirmed in terms.items()}
    return Matter(
        testimony=testimony,
        terms=terms,
        names=frozenset(names),
        figures=tuple(_figures(testimony, spans, words)),
        undergone=frozenset(
            (event.type, who)
            for event in testimony.setting.happened
            for who in event.who
            if any(span.covers(event.trigger) for span in spans)
        ),
        years=frozenset(_YEAR.findall(testimony.content)),
        words=frozenset(plain),
        denial=denial,
        declines=declines,
        reports_denial=any(word in words.sets["denying"] for word in plain),
        accuses=testimony.claim.stance is Stance.ALLEGES
        or any(word in words.sets["accusing"] for word in {*plain, *_words(cue)}),
        wrong=any(is_so and term[1:] in words.sets["wrongs"] for term, is_so in terms.items()),
        guilt=any(word in words.sets["guilt"] for word in plain),
        leaning_on=leaning_on,
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", folded(text))


# --- denying ------------------------------------------------------------------


def _denies(testimony: Testimony, cue: str, words: MatterWords) -> tuple[bool, bool]:
    """Whether the cue denies, and whether it only declines."""
    if testimony.claim.stance is not Stance.DENIES:
        return False, False
    said = _words(cue.replace("n't", " not"))
    speaks = any(word in words.sets["denying"] for word in said)
    if not speaks and all(affirmed for _, affirmed in _signed(" ".join(said), words)):
        # "confirmed that it was not": the content denies, not the cue.
        return False, False
    head = _words(testimony.content)[:_HEAD]
    refused = bool(head) and (
        head[0] in words.sets["withheld"] or any(word in words.sets["refused"] for word in head)
    )
    if speaks:
        return not refused, refused
    believes = any(word in words.sets["believing"] for word in said)
    return believes, not believes


def _without_tail(testimony: Testimony, words: MatterWords) -> tuple[Span, ...]:
    """The content without a last ", a charge that he denies"."""
    text = testimony.setting.text
    spans = list(testimony.claim.content_spans)
    if not spans or testimony.claim.stance is Stance.DENIES:
        return tuple(spans)
    last = spans[-1]
    comma = last.of(text).rfind(",")
    if comma > 0:
        tail = _words(last.of(text)[comma:])
        if (
            tail
            and tail[0] in words.sets["tails"]
            and any(word in words.sets["denying"] for word in tail)
        ):
            spans[-1] = Span(last.start, last.start + comma)
    return tuple(spans)


def _before(testimony: Testimony) -> Span | None:
    """Two sentences before it, not counting a scrap right before it."""
    claim = testimony.claim
    end = min([claim.cue_span.start, *(span.start for span in claim.content_spans)])
    speaker = claim.speaker_span
    if speaker is not None and 0 <= end - speaker.end < _SCRAP:
        end = speaker.start
    start = max(0, end - _BEFORE)
    window = testimony.setting.text[start:end]
    breaks = [0, *(match.end() for match in _SENTENCE.finditer(window))]
    while len(breaks) > 1 and len(window[breaks[-1] :].strip()) < _SCRAP:
        breaks.pop()
    begin = start + breaks[max(0, len(breaks) - _SENTENCES)]
    stripped_end = begin + len(testimony.setting.text[begin:end].rstrip())
    return Span(begin, stripped_end) if stripped_end > begin else None


# --- terms, names, figures ----------------------------------------------------


def _terms(testimony: Testimony, spans: tuple[Span, ...], words: MatterWords) -> dict[str, bool]:
    """Each term with whether it is affirmed; affirmed once is affirmed."""
    found: dict[str, bool] = {}
    for span in spans:
        for word, affirmed in _signed(_unnamed(testimony, span), words):
            if word in words.sets["stop"] or len(word) < 3:
                continue
            idea = words.idea(word)
            if idea is None and word in words.sets["hollow"]:
                continue
            term = words.term(word)
            found[term] = found.get(term, False) or affirmed
    for event in testimony.setting.happened:
        if any(span.covers(event.trigger) for span in spans):
            found.setdefault(f"={event.type}", True)
    return found


def _unnamed(testimony: Testimony, span: Span) -> str:
    """The folded text of `span` with every name blanked out."""
    text = folded(span.of(testimony.setting.text))
    for named, _ in testimony.setting.named:
        if span.covers(named):
            start, end = named.start - span.start, named.end - span.start
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _signed(text: str, words: MatterWords) -> Iterator[tuple[str, bool]]:
    """The words of a folded text, each with whether no negation reaches it."""
    reach = 0
    tokens = _WORD.findall(text)
    for at, token in enumerate(tokens):
        if not token[0].isalpha():
            reach = 0
        elif token in words.sets["negators"] or token.endswith("n't"):
            following = tokens[at + 1] if at + 1 < len(tokens) else ""
            reach = 0 if following in words.sets["not_only"] else _SCOPE
        else:
            yield token.removesuffix("'t"), reach == 0
            reach = max(0, reach - 1)


def _names(testimony: Testimony, spans: tuple[Span, ...]) -> set[str]:
    return {
        key for named, key in testimony.setting.named if any(span.covers(named) for span in spans)
    }


def _figures(testimony: Testimony, spans: tuple[Span, ...], words: MatterWords) -> Iterator[Told]:
    for span in spans:
        text = folded(span.of(testimony.setting.text))
        for figure in figures_in(text):
            here = span.start + figure.start
            before = [key for n, key in testimony.setting.named if span.covers(n) and n.end <= here]
            near = text[max(0, figure.start - 60) : figure.end + 60]
            terms = {
                words.term(word)
                for word in re.findall(r"[a-z]+", near)
                if word not in words.sets["stop"] and len(word) > 2
            }
            yield Told(figure, before[-1] if before else None, frozenset(terms))
