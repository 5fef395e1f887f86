"""Candidates from the text's own capitals, typed by head words, context and model."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from careo.annotating.draft import Candidate, Draft, Origin
from careo.annotating.evidence import MODEL_TYPES, Labels, evidence, head_type
from careo.annotating.runs import Run, before, runs_in, tokens_of
from careo.annotating.words import Words, demonyms, words_of
from careo.values import EntityType, Span

SMALL_HEADS = ("cartel de", "cartel del", "cartel de los", "clan", "clan de los", "clan del")
"""Group heads that stand in small letters before a name and still belong to it."""


def named(draft: Draft) -> Draft:
    """Adds names by capitals, and takes back what the authority proposed where the text
    speaks against it (a person called like a town, a common word at a sentence's start)."""
    words, labels = words_of(draft.language), Labels(draft)
    matches = _Matches(draft)
    found: list[Candidate] = []
    for run in runs_in(draft.text, draft.low, draft.language, words):
        for part in _parts(run, draft, words, labels, matches):
            found.extend(_candidate(part, draft, words, labels, matches))
    kept = tuple(c for c in draft.candidates if c.span not in matches.refused)
    return draft.with_(candidates=kept + tuple(found))


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
    if head_type(draft.low, run.start, run.end, words, draft.language):
        yield run
        return
    inside = labels.meeting(run.start, run.end)
    places = matches.inside(run.start, run.end)
    tokens = tokens_of(draft.low, run.start, run.end)
    for at in range(len(tokens) - 1, 0, -1):
        before_it = tokens[at - 1]
        small = not draft.text[before_it[0]].isupper()
        if not small:
            continue
        right = (tokens[at][0], run.end)
        is_known = any(
            (c.span.start, c.span.end) == right and c.type is EntityType.PLACE for c in places
        )
        if is_known or any(label.start == right[0] for label in inside):
            left_end = _last_capital(tokens[:at], draft.text)
            if left_end is not None:
                yield from _parts(
                    Run(run.start, left_end, run.opens, run.title), draft, words, labels, matches
                )
                yield Run(*right, False)
                return
    yield run


def _last_capital(tokens: list[tuple[int, int]], text: str) -> int | None:
    return next((end for start, end in reversed(tokens) if text[start].isupper()), None)


def _candidate(
    run: Run, draft: Draft, words: Words, labels: Labels, matches: _Matches
) -> Iterator[Candidate]:
    low, text = draft.low, draft.text
    name = low[run.start : run.end]
    span = Span(run.start, run.end)
    meeting = labels.meeting(run.start, run.end)
    inside = matches.inside(run.start, run.end)
    exact = next((c for c in inside if c.span == span), None)
    if exact is not None:
        if _is_doubtful(run, exact, name, draft, words, [x.label for x in meeting]):
            matches.refused.add(span)
        else:
            if run.title and exact.type is EntityType.PERSON:
                yield exact.with_(origin=Origin.INTRODUCED, role=_office(run, draft, words))
            return
    if name in words.never or all(word in demonyms() for word in name.split(" ")):
        return
    type_, origin = evidence(run, draft, words, meeting)
    if type_ is None or (run.opens and origin is Origin.MODEL and name in words.small):
        return
    if origin is Origin.MODEL and _better_known(run, inside, meeting):
        return
    if len(name) < 2 or (" " not in name and name in words.heads):
        return
    start = _with_small_head(run.start, low) if type_ is EntityType.ORG or origin else run.start
    if start < run.start:
        type_, origin = EntityType.GROUP, Origin.HEAD
    role = _office(run, draft, words) if type_ is EntityType.PERSON else None
    yield Candidate(Span(start, run.end), origin, type_, role=role)
    del text


def _better_known(run: Run, inside: list[Candidate], meeting: list) -> bool:  # type: ignore[type-arg]
    """Whether the run only holds a known name, and the model does not span it whole."""
    spans_all = any(x.start <= run.start and run.end <= x.end for x in meeting)
    return bool(inside) and not spans_all


def _is_doubtful(
    run: Run, match: Candidate, name: str, draft: Draft, words: Words, labels: list[str]
) -> bool:
    """Whether a known name of one word is more likely something else here."""
    if " " in name or draft.text[run.start : run.end].isupper():
        return False
    if match.type is EntityType.PLACE:
        if run.title:
            return True
        is_place = words.place_before.search(before(draft.low, run.start))
        return any(MODEL_TYPES.get(x) is EntityType.PERSON for x in labels) and not is_place
    return run.opens and not labels


def _office(run: Run, draft: Draft, words: Words) -> str | None:
    """The public office named before a person, in the text's words folded."""
    title = run.title
    if not title:
        found = words.title_before.search(before(draft.low, run.start))
        title = found.group(1) if found else ""
    return title if title in words.offices or f"{title}." in words.offices else None


def _with_small_head(start: int, low: str) -> int:
    """Where the name starts when a small-lettered group head stands before it."""
    lead = before(low, start)
    for head in SMALL_HEADS:
        if lead.endswith(head + " ") and not lead[: -len(head) - 1][-1:].isalnum():
            return start - len(head) - 1
    return start
