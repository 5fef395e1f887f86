"""The set `polnear`: attributions in news on US politics, as brat stand-off files.

Format: folders with `attributions/NAME_xxxx.ann` (xxxx names the annotator) and
`text/NAME.txt`; the text begins with the headline. Every annotation is measured against
what is read of its text, so a text that several people annotated counts as often.

Gold is every `Attribution` and `Attribution-no-source` with a cue and a content;
`Discuss` and `Discard` are the annotators' notes to one another.

- `cue_*`, `source_*`, `content_*`: the spans, each used once, a span that several
  attributions share counted once. `exact`: same characters, white space aside; `overlap`:
  at least one character in common.
- `whole_*`: cue and source overlap and at least half of either content is in the other;
  without a source in gold the claim must have no speaker.
- `quoted_recall`: of the attributions whose content begins with a quotation mark, those
  for which some claim's content has half of it and is half in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from careo.errors import MeasuringError
from careo.measuring.matching import (
    CAREO,
    Pairs,
    Tally,
    annotated,
    pair,
    sample,
    share,
    total,
)
from careo.measuring.plain import Parts, Plain, joined, overlap, plain_article, size
from careo.measuring.report import EvalReport
from careo.measuring.tools import Tools
from careo.values import Annotations, Claim, Span

NAME = "polnear"
LANGUAGE = "en"
ROLES = ("cue", "source", "content")
KINDS = frozenset({"Attribution", "Attribution-no-source"})
QUOTES = "\"“‘'«"

_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")
_SPAN = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)")
_EVENT = re.compile(r"E\d+\t(\S+?):(T\d+)(.*)")
_ROLE = re.compile(r"(Cue|Source|Content)\d*:(T\d+)")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what with which words; parts are offsets into the source text."""

    cue: Parts
    source: Parts
    content: Parts

    def role(self, name: str) -> Parts:
        """The parts of one of ROLES."""
        return {"cue": self.cue, "source": self.source, "content": self.content}[name]


@dataclass(frozen=True)
class Annotated:
    """One annotation file and the text it is about."""

    name: str
    text_path: Path
    gold: tuple[Attribution, ...]


@dataclass(frozen=True)
class Measured:
    """One annotation beside what was read."""

    name: str
    text: str
    gold: tuple[Attribution, ...]
    found: tuple[Attribution, ...]
    whole: Pairs = field(default_factory=list)


# --- loading ------------------------------------------------------------------


def load(folder: Path) -> list[Annotated]:
    """The annotations under a folder, by name. Raises MeasuringError for files that
    cannot be read and texts that are not there."""
    files = sorted(folder.rglob("*.ann"))
    if not files:
        raise MeasuringError("holds no annotations (.ann)", where=str(folder))
    return [_annotation(path) for path in files]


def _annotation(path: Path) -> Annotated:
    lines = _read(path).splitlines()
    text_path = _text_path(path)
    return Annotated(path.stem, text_path, tuple(_attributions(lines, _read(text_path))))


def _text_path(path: Path) -> Path:
    names = (path.stem, _ANNOTATOR.sub("", path.stem))
    for folder in (path.parent.parent / "text", path.parent):
        for name in names:
            if (folder / f"{name}.txt").is_file():
                return folder / f"{name}.txt"
    raise MeasuringError("its text is not there", where=str(path))


def _read(path: Path) -> str:
    try:
        # Offsets count a line break as it stands in the file.
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeError) as error:
        raise MeasuringError(f"cannot be read: {error}", where=str(path)) from error


def _attributions(lines: Iterable[str], text: str) -> Iterator[Attribution]:
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[dict[str, list[str]]] = []
    for line in lines:
        if span := _SPAN.match(line):
            pieces = (piece.split() for piece in span[3].split(";"))
            spans[span[1]] = [(int(start), int(end)) for start, end in pieces]
        elif (event := _EVENT.match(line)) and event[1] in KINDS:
            roles: dict[str, list[str]] = {name: [] for name in ROLES}
            for role, span_id in _ROLE.findall(event[3]):
                roles[role.lower()].append(span_id)
            events.append(roles)
    for roles in events:
        parts = {
            role: joined([r for one in ids for r in spans.get(one, ())], text)
            for role, ids in roles.items()
        }
        if parts["cue"] and parts["content"]:
            yield Attribution(**parts)


# --- the system's side --------------------------------------------------------


def attribution_of(claim: Claim, plain: Plain) -> Attribution:
    """A claim in the offsets of the source text."""

    def parts(spans: Iterable[Span]) -> Parts:
        return joined([plain.back(s.start, s.end) for s in spans], plain.source)

    source = (claim.speaker_span,) if claim.speaker_span else ()
    return Attribution(parts((claim.cue_span,)), parts(source), parts(claim.content_spans))


def measured(folder: Path, tools: Tools) -> list[Measured]:
    """Every annotation beside what Careo reads of its text; each text is read once."""
    annotations = sample(load(folder), tools.limit)
    paths = list(dict.fromkeys(one.text_path for one in annotations))
    plains = [
        plain_article(_read(path), language=LANGUAGE, key=path.stem, headline=True)
        for path in paths
    ]
    read = annotated([plain.article for plain in plains], tools)
    found = {
        path: (plain, _found(plain, one))
        for path, plain, one in zip(paths, plains, read, strict=True)
    }
    results = []
    for one in annotations:
        plain, claims = found[one.text_path]
        whole = pair(one.gold, claims, whole_score)
        results.append(Measured(one.name, plain.source, one.gold, claims, whole))
    return results


def _found(plain: Plain, read: Annotations) -> tuple[Attribution, ...]:
    return tuple(attribution_of(claim, plain) for claim in read.claims)


# --- scoring ------------------------------------------------------------------


def whole_score(gold: Attribution, found: Attribution) -> float:
    """Right when cue and source overlap (or neither has a source) and half of either
    content is in the other; the larger overlap chooses."""
    if not overlap(gold.cue, found.cue):
        return 0
    if bool(gold.source) != bool(found.source):
        return 0
    if gold.source and not overlap(gold.source, found.source):
        return 0
    return half_score(gold.content, found.content)


def half_score(gold: Parts, found: Parts) -> float:
    """The smaller share of either in the other, when it is at least a half."""
    common = overlap(gold, found)
    least = min(share(common, size(gold)), share(common, size(found)))
    return least if least >= 0.5 else 0


def overlap_score(gold: Parts, found: Parts) -> float:
    """The characters in common, as a share of the longer."""
    return share(overlap(gold, found), max(size(gold), size(found)))


def exact_score(gold: Parts, found: Parts) -> float:
    """1 for the same characters."""
    return 1.0 * (gold == found)


def spans(attributions: Iterable[Attribution], role: str) -> list[Parts]:
    """The different spans of a role, in order of first use."""
    return list(dict.fromkeys(parts for one in attributions if (parts := one.role(role))))


def tally(one: Measured, role: str, *, exact: bool) -> Tally:
    """The spans of a role in one text."""
    gold, found = spans(one.gold, role), spans(one.found, role)
    pairs = pair(gold, found, exact_score if exact else overlap_score)
    return Tally(len(pairs), len(found), len(gold))


def begins_quoted(text: str, content: Parts) -> bool:
    """Whether a quotation mark opens the content or stands right before it."""
    start = content[0][0]
    return text[start] in QUOTES or (start > 0 and text[start - 1] in QUOTES)


def evaluate(folder: Path, tools: Tools) -> EvalReport:
    """Scores the claims that Careo reads."""
    results = measured(folder, tools)
    values: dict[str, float] = {}
    counts: dict[str, int] = {}

    def put(name: str, one: Tally) -> None:
        values.update(one.measures(name))
        counts.update(dict.fromkeys(one.measures(name), one.gold))

    for role in ROLES:
        put(f"{role}_overlap", total(tally(one, role, exact=False) for one in results))
    put("whole", total(Tally(len(r.whole), len(r.found), len(r.gold)) for r in results))
    for role in ROLES:
        put(f"{role}_exact", total(tally(one, role, exact=True) for one in results))
    values["quoted_recall"], counts["quoted_recall"] = quoted_recall(results)
    return EvalReport(NAME, str(folder), len(results), {CAREO: values}, counts)


def quoted_recall(results: Sequence[Measured]) -> tuple[float, int]:
    """Share and number of the quoted attributions."""
    met = asked = 0
    for one in results:
        quoted = [a.content for a in one.gold if begins_quoted(one.text, a.content)]
        asked += len(quoted)
        met += len(pair(quoted, [a.content for a in one.found], half_score))
    return share(met, asked), asked
