"""Candidates from the text's own capitals, typed by head words, context and model."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from careo.annotating.draft import Candidate, Draft, Origin
from careo.annotating.language.runs import Run, before, runs_in, tokens_of
from careo.annotating.language.words import ARTICLES, Words, demonyms, given_names, words_of
from careo.annotating.names.evidence import Labelled, Labels, evidence, head_type, openers_of
from careo.authority.loader import authority
from careo.values import EntityType, Span

_OF = r"(?: de la| de los| de las| del| de)"
_SMALL_HEAD = re.compile(
    rf"(?<!\w)(?:(?P<GROUP>carteles{_OF}|cartel{_OF}|clan(?:{_OF})?|disidencias?{_OF}|facciones{_OF}"
    rf"|faccion{_OF})"
    rf"|(?P<AGENCY>(?:ejercito|policia|fuerza aerea|ministerio|secretaria|fiscalia|procuraduria"
    rf"|alcaldia|gobernacion|defensoria|contraloria){_OF}))"
    r"(?: (?:el|la|los|las))? $"
)
"""Head words that stand in small letters before a name and still belong to it."""
_CHARGE = re.compile(
    r"(?:^|\W)((?:vice)?ministr[oa]|(?:sub|under)?secretar(?:i[oa]|y)|consejer[oa]|concejal|minister"
    r"|conseller[a]?|comisionad[oa]|commissioner|procurador[a]?|titular|director[a]? general)"
    r"(?: general)? (?:de|del|para|of|for)(?: la| el| los| las| the)? $"
)
"""An office before what it is about."""
_ORDINAL = re.compile(r"(?<![\w])(?:ex-)?\d{1,3}(?:st|nd|rd|th) $")
_NUMBERED = re.compile(r" \d{1,3}\b(?! (?:de|personas|anos|muertos|millones|kilos)\b)")


_ARTICLE = re.compile(r"(?:^|\W)(?:el|la|las|los|del|al|dicho|dicha|ese|esa|este|esta) $")
_EUROPE = frozenset({"ES", "IT", "FR", "DE", "GB", "PT", "NL", "BE"})
_MASCULINE = re.compile(r"(?:^|\W)(?:el|del|al) $")
_ROMAN = re.compile(r"[ivxlcm]+")
_MEMBER = re.compile(r" (?:of the|of|for the|for) ")
_MEMBERS = re.compile(r" (?:of the|of|de la|de los|de las|del|de) $")
_OF_SOMETHING = re.compile(r" (?:of|for|de|del|para) ")
_SECOND_HALF = re.compile(
    r" (?:and|y|e) ([A-ZÀ-Þ][\w-]+)(?: (?:de |del |de la )?[A-ZÀ-Þ][\w-]+){0,2}"
)

_SPECIAL = re.compile(r" (?:especial|especializada|especializado)$")
_SPECIAL_HALF = re.compile(
    r" (?:en|para|contra)(?: la| el| los| las)? ([A-ZÀ-Þ][\w-]+)"
    r"(?: (?:de |del |de la |en |y |e )?[A-ZÀ-Þ][\w-]+){0,5}"
)


def named(draft: Draft) -> Draft:
    """Adds names by capitals, and takes back what the authority proposed where the text
    speaks against it (a person called like a town, a common word at a sentence's start)."""
    words, labels = words_of(draft.language), Labels(draft)
    matches = _Matches(draft)
    found: list[Candidate] = []
    openers = openers_of(draft)
    runs = list(runs_in(draft.text, draft.low, draft.language, words, openers))
    inside = {draft.low[r.start : r.end] for r in runs if not r.opens}
    for run in runs:
        lone = run.opens and _only_opens(run, draft, words, inside)
        for part in _parts(_without_charge(run, draft), draft, words, labels, matches):
            candidate = _candidate(part, draft, words, labels, matches)
            found.extend(c for c in candidate if c.known or not lone)
    kept = tuple(c for c in draft.candidates if c.span not in matches.refused)
    return draft.with_(candidates=kept + tuple(found))


def _without_charge(run: Run, draft: Draft) -> Run:
    """The run from the person's name on, where an office's charge runs into it ("ministra
    de Asuntos Sociales Rosa Sol")."""
    office = _CHARGE.search(before(draft.low, run.start))
    if office is None:
        return run
    tokens = tokens_of(draft.low, run.start, run.end)
    names = given_names()
    at = next((s for s, e in tokens[1:-1] if draft.low[s:e] in names), None)
    return run if at is None else Run(at, run.end, False, office.group(1))


def _only_opens(run: Run, draft: Draft, words: Words, inside: set[str]) -> bool:
    """Whether a Spanish capital is the sentence's and not the word's: a lone word, seen
    nowhere inside a sentence, that does not speak. (The Spanish model sees names there.)"""
    name = draft.low[run.start : run.end]
    if draft.language != "es" or " " in name or run.title or name in inside:
        return False
    is_acronym = draft.text[run.start : run.end].isupper()
    return not (is_acronym or words.person_after.match(draft.low, run.end))


class _Matches:
    """The authority's candidates by place; `refused` collects those taken back."""

    def __init__(self, draft: Draft) -> None:
        self._all = [c for c in draft.candidates if c.known]
        self._starts = [c.span.start for c in self._all]
        self.refused: set[Span] = set()

    def inside(self, start: int, end: int) -> list[Candidate]:
        at = bisect_left(self._starts, start)
        found = []
        while at < len(self._all) and self._starts[at] < end:
            if self._all[at].span.end <= end:
                found.append(self._all[at])
            at += 1
        return found


def _parts(
    run: Run, draft: Draft, words: Words, labels: Labels, matches: _Matches
) -> Iterator[Run]:
    """A run in as many names as it holds: cut at a joiner between two of them."""
    member = _MEMBER.search(draft.low, run.start, run.end)
    first = draft.low[run.start : run.end].split(" ", 1)[0]
    if member and first in given_names():
        yield Run(run.start, member.start(), run.opens, run.title)
        yield from _parts(Run(member.end(), run.end, False), draft, words, labels, matches)
        return
    if head_type(draft.low, run.start, run.end, words, draft.language):
        cut = _second_body(run, draft, matches)
        if cut is None:
            yield run
        else:
            yield Run(run.start, cut[0], run.opens, run.title)
            yield from _parts(Run(cut[1], run.end, False), draft, words, labels, matches)
        return
    if draft.language == "es" and first in given_names():
        yield run  # "Rosa Sol de Lara": a place's name after "de" is a surname here
        return
    inside = labels.meeting(run.start, run.end)
    places = matches.inside(run.start, run.end)
    tokens = tokens_of(draft.low, run.start, run.end)
    for at in range(len(tokens) - 1, 0, -1):
        right = (tokens[at][0], run.end)
        if not _opens_name(right, tokens[at - 1], draft, inside, places):
            continue
        left_end = _last_capital(tokens[:at], draft.text)
        if left_end is not None:
            left = Run(run.start, left_end, run.opens, run.title)
            yield from _parts(left, draft, words, labels, matches)
            yield Run(*right, False)
            return
    yield run


def _second_body(run: Run, draft: Draft, matches: _Matches) -> tuple[int, int] | None:
    """Where the first of two bodies ends and the second, a known one, starts ("Agencia de
    Canales de la Policía Nacional"): it closes the run, and several words open it."""
    for known in matches.inside(run.start, run.end):
        start = known.span.start
        if known.type is EntityType.PLACE or known.span.end != run.end or start == run.start:
            continue
        joiner = _MEMBERS.search(draft.low, run.start, start)
        if joiner and " " in draft.low[run.start : joiner.start()].replace(" de ", " "):
            return joiner.start(), start
    return None


def _opens_name(
    right: tuple[int, int],
    previous: tuple[int, int],
    draft: Draft,
    inside: list[Labelled],
    places: list[Candidate],
) -> bool:
    """Whether a second name starts at `right`: one the model or the authority knows,
    after a joiner or where the model ends another."""
    begins = any(label.start == right[0] for label in inside)
    if not draft.text[right[0]].isupper():
        return False
    if draft.text[previous[0]].isupper():
        return begins and any(label.end == previous[1] for label in inside)
    return begins or any(
        (c.span.start, c.span.end) == right and c.type is EntityType.PLACE for c in places
    )


def _last_capital(tokens: list[tuple[int, int]], text: str) -> int | None:
    return next((end for start, end in reversed(tokens) if text[start].isupper()), None)


def _candidate(
    run: Run, draft: Draft, words: Words, labels: Labels, matches: _Matches
) -> Iterator[Candidate]:
    span = Span(run.start, run.end)
    meeting = labels.meeting(run.start, run.end)
    exact = next((c for c in matches.inside(run.start, run.end) if c.span == span), None)
    if exact is None:
        yield from _unknown(run, draft, words, meeting, matches)
    elif _is_club(run, exact, draft):
        matches.refused.add(span)
        yield Candidate(span, Origin.CONTEXT, EntityType.ORG)
    elif _is_doubtful(run, exact, draft, bool(meeting)):
        matches.refused.add(span)
        yield from _unknown(run, draft, words, meeting, matches)
    elif exact.type is EntityType.PLACE:
        start, by_head = _with_small_head(run.start, draft.low)
        if by_head is not None:  # "alcaldía de Lima", "cártel de Lima"
            yield Candidate(Span(start, run.end), Origin.HEAD, by_head)
    elif run.title and exact.type is EntityType.PERSON:
        yield exact.with_(origin=Origin.INTRODUCED, role=_office(run, draft, words))


def _unknown(
    run: Run, draft: Draft, words: Words, meeting: list[Labelled], matches: _Matches
) -> Iterator[Candidate]:
    """What a run names that the authority does not know, or that is not what it knows."""
    name = draft.low[run.start : run.end]
    numbered = _numbered_front(run, draft)
    if numbered is not None:
        yield Candidate(numbered, Origin.HEAD, EntityType.GROUP)
    elif name in words.alone:
        if _names_body(run, draft):
            yield Candidate(Span(run.start, run.end), Origin.CONTEXT, EntityType.AGENCY)
    elif not _is_no_name(name, words, draft.text[run.start : run.end].isupper()):
        yield from _typed(run, draft, words, meeting, matches)


def _typed(
    run: Run, draft: Draft, words: Words, meeting: list[Labelled], matches: _Matches
) -> Iterator[Candidate]:
    low = draft.low
    type_, origin = evidence(run, draft, words, meeting)
    name = low[run.start : run.end]
    if type_ is None or (run.opens and origin is Origin.MODEL and name in words.small):
        return
    if origin is Origin.MODEL and _CHARGE.search(before(low, run.start)):
        return  # "minister of Energy": what the office is about
    inside = matches.inside(run.start, run.end)
    if origin is Origin.MODEL and _better_known(run, inside, meeting):
        return
    start, by_head = _with_small_head(run.start, low)
    if by_head is not None:
        type_, origin = by_head, Origin.HEAD
    role = _office(run, draft, words) if type_ is EntityType.PERSON else None
    end = _with_second_half(run, type_, origin, draft, words, matches)
    yield Candidate(Span(start, end), origin, type_, role=role)


def _numbered_front(run: Run, draft: Draft) -> Span | None:
    """A unit that a number and one word name: "40th Front", "Frente 10"."""
    if draft.low[run.start : run.end] not in ("front", "frente", "bloque", "columna"):
        return None
    ordinal = _ORDINAL.search(before(draft.low, run.start))
    if ordinal:
        return Span(run.start - len(ordinal.group()), run.end)
    number = _NUMBERED.match(draft.low, run.end)
    return Span(run.start, number.end()) if number else None


def _names_body(run: Run, draft: Draft) -> bool:
    """Whether a body's bare word names one: its capital is its own, and in Spanish it has
    an article before it."""
    if run.opens or run.title:
        return False
    return draft.language != "es" or bool(_ARTICLE.search(before(draft.low, run.start)))


def _is_no_name(name: str, words: Words, is_acronym: bool) -> bool:
    tokens = name.split(" ")
    if len(name) < 2 or name in words.never or bool(_ROMAN.fullmatch(name)):
        return True
    if len(tokens) == 1 and tokens[0] in words.small and not is_acronym:
        return True
    if tokens[0] in ARTICLES and len(tokens) > 1:
        tokens = tokens[1:]
    if len(tokens) == 1 and tokens[0] in words.heads:
        return True  # "the Ministry" names none; what it refers back to does
    if len(tokens) > 1 and (tokens[0] in words.nothing or tokens[-1] in words.nothing):
        return True
    return all(word in demonyms() for word in tokens)


def _with_second_half(
    run: Run, type_: EntityType, origin: Origin, draft: Draft, words: Words, matches: _Matches
) -> int:
    """Where a body's name ends that goes on after "and" ("Ministry of X and Y")."""
    if origin is not Origin.HEAD or type_ is not EntityType.AGENCY:
        return run.end
    if _SPECIAL.search(draft.low, run.start, run.end):
        match = _SPECIAL_HALF.match(draft.text, run.end)
    elif _OF_SOMETHING.search(draft.low, run.start, run.end):
        match = _SECOND_HALF.match(draft.text, run.end)
    else:
        return run.end
    if match is None:
        return run.end
    first = draft.low[slice(*match.span(1))]
    is_other = first in words.heads or first in given_names() or first in words.titles
    return run.end if is_other or matches.inside(match.start(1), match.end()) else match.end()


def _better_known(run: Run, inside: list[Candidate], meeting: list[Labelled]) -> bool:
    """Whether the run only holds a known name, and the model does not span it whole."""
    spans_all = any(x.start <= run.start and run.end <= x.end for x in meeting)
    return bool(inside) and not spans_all


def _is_club(run: Run, match: Candidate, draft: Draft) -> bool:
    """Whether a city stands for its club: in Spanish cities take no article, but regions
    do, which in the Americas share their names with towns."""
    if draft.language != "es" or match.type is not EntityType.PLACE:
        return False
    countries = {authority()[id_].country for id_ in match.known}
    is_city = bool(countries & _EUROPE) and not authority()[match.known[0]].demonyms
    return is_city and bool(_MASCULINE.search(before(draft.low, run.start)))


def _is_doubtful(run: Run, match: Candidate, draft: Draft, labelled: bool) -> bool:
    """Whether a known name of one word is more likely something else here: after a title
    a person, and at a sentence's start any word, when the model sees no name in it."""
    if " " in draft.low[run.start : run.end] or draft.text[run.start : run.end].isupper():
        return False
    if match.type is EntityType.PLACE and run.title:
        return True
    return run.opens and not labelled and not authority()[match.known[0]].demonyms


def _office(run: Run, draft: Draft, words: Words) -> str | None:
    """The public office named before a person, in the text's words folded."""
    title = run.title
    if not title:
        found = words.title_before.search(before(draft.low, run.start))
        title = found.group(1) if found else ""
    return title if title in words.offices or f"{title}." in words.offices else None


def _with_small_head(start: int, low: str) -> tuple[int, EntityType | None]:
    """Where the name starts when a small-lettered head word stands before it, and of what
    type that makes it."""
    found = _SMALL_HEAD.search(before(low, start))
    if found is None:
        return start, None
    return start - len(found.group()), EntityType(str(found.lastgroup))
