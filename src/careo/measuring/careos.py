"""The set `careos`: pairs of claims labelled by hand, for and against.

Each line of the folder's `.jsonl` files is `{"label", "a", "b"}`; a side is `{"path",
"key", "cue", "content"}` and optionally `"published"`: an archive, an article in it, the
claim's cue, a few words of its content, the article's day. Labels: denial, opposite, figures
(the two contradict), support, none, and arguable (not counted).

Measures: of the pairs that are said to contradict or to support, the share that do so
(`precision`), and of those that do, the share that is found (`recall`), on the half of the
set that no threshold was chosen on; `tuned_…` on the other half. `contradicts_…` and
`supports_…` are about one side alone; `claims` is the share of the labelled claims that the
annotator finds at all: a pair with a claim it misses counts as not found. The baseline
takes a denial and any claim with a name in common for a contradiction, and two claims
with two names in common for support.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careo.errors import MeasuringError
from careo.measuring.matching import CAREO, sample, share
from careo.measuring.reading import squeeze
from careo.measuring.report import EvalReport
from careo.measuring.tools import Confront, Heard, Tools
from careo.values import Article, Claim, Span, Stance

NAME = "careos"
BASELINE = "names"
LABELS = ("denial", "opposite", "figures", "support", "none", "arguable")
CONTRADICTS = frozenset(LABELS[:3])
LARGEST = 5_000_000
"""Bytes of one file of the set."""


@dataclass(frozen=True, slots=True)
class GoldSide:
    """Where a labelled claim stands: an archive, an article, a cue, words of the content."""

    path: str
    key: str
    cue: str
    content: str
    published: str = ""
    """The article's day, where the article itself does not say it."""


@dataclass(frozen=True, slots=True)
class GoldPair:
    """Two claims and how they stand to one another."""

    label: str
    a: GoldSide
    b: GoldSide

    @property
    def side(self) -> str:
        """`contradicts`, `supports`, or "" for neither."""
        return side_of(self.label)

    @property
    def is_tuned_on(self) -> bool:
        """Whether thresholds may be chosen on it: by a hash of the first claim, so that
        all pairs of one claim fall into the same half."""
        name = f"{self.a.path}|{self.a.key}|{self.a.cue}|{self.a.content}"
        return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


Found = tuple[str, float]
"""What a system says of a pair: the side, and its score."""


def side_of(kind: str) -> str:
    """The side of a label or kind."""
    if kind in CONTRADICTS:
        return "contradicts"
    return "supports" if kind == "support" else ""


def load(folder: Path) -> list[GoldPair]:
    """The pairs of every `.jsonl` file under `folder`, in order. Raises MeasuringError
    that names file and line."""
    files = sorted(folder.rglob("*.jsonl"))
    if not files:
        raise MeasuringError("holds no pairs (.jsonl)", where=str(folder))
    return [pair for file in files for pair in _pairs(file)]


def _pairs(file: Path) -> Iterator[GoldPair]:
    if file.stat().st_size > LARGEST:
        raise MeasuringError(f"larger than {LARGEST} bytes", where=str(file))
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise MeasuringError("not UTF-8", where=str(file)) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _pair(json.loads(line))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            where = f"{file}:{number}"
            raise MeasuringError(f"not a labelled pair: {error}", where=where) from error


def _pair(data: Mapping[str, Any]) -> GoldPair:
    if data["label"] not in LABELS:
        raise ValueError(f"no label “{data['label']}”; there are {', '.join(LABELS)}")
    a, b = (GoldSide(**{name: str(text) for name, text in data[side].items()}) for side in "ab")
    return GoldPair(str(data["label"]), a, b)


# --- measuring ----------------------------------------------------------------


def evaluate(folder: Path, tools: Tools) -> EvalReport:
    """Annotates the articles of all pairs, confronts their claims, and counts."""
    pairs = sample(load(folder), tools.limit)
    heard = _heard(pairs, tools)
    places = [(_place(pair.a, heard), _place(pair.b, heard)) for pair in pairs]
    ours = _careo(list(heard.values()), places, tools.confronter())
    systems = {
        CAREO: ours,
        BASELINE: [_by_names(heard, pair, at) for pair, at in zip(pairs, places, strict=True)],
    }
    measured = {system: _measures(pairs, found) for system, found in systems.items()}
    sides = [one for place in places for one in place]
    claims = {"claims": (share(sum(one is not None for one in sides), len(sides)), len(sides))}
    return EvalReport(
        NAME,
        str(folder),
        sum(pair.label != "arguable" for pair in pairs),
        {
            system: {name: value for name, (value, _) in figures.items()}
            for system, figures in ({**measured, CAREO: {**measured[CAREO], **claims}}).items()
        },
        {name: count for name, (_, count) in {**measured[CAREO], **claims}.items()},
    )


ArticleName = tuple[str, str]
Place = tuple[int, int]
"""The number of an article and of a claim in it."""


def _heard(pairs: Sequence[GoldPair], tools: Tools) -> dict[ArticleName, Heard]:
    """Every article that a pair names, read and annotated."""
    names = list(dict.fromkeys((side.path, side.key) for p in pairs for side in (p.a, p.b)))
    find, read = tools.finder(), tools.reader()
    days = {(side.path, side.key): side.published for p in pairs for side in (p.a, p.b)}
    articles = [_dated(read(find(path, key)), days[path, key]) for path, key in names]
    annotated = tools.annotator()(articles)
    return dict(zip(names, zip(articles, annotated, strict=True), strict=True))


def _dated(article: Article, day: str) -> Article:
    return article.with_(published=article.published or day or None)


def _place(side: GoldSide, heard: Mapping[ArticleName, Heard]) -> Place | None:
    """Where the annotator found the claim, if it did."""
    number = list(heard).index((side.path, side.key))
    article, annotations = heard[side.path, side.key]
    wanted = squeeze(side.content)
    for at, claim in enumerate(annotations.claims):
        if claim.cue == side.cue and wanted in _content(claim, article.text):
            return number, at
    return None


def _content(claim: Claim, text: str) -> str:
    return squeeze(" ".join(span.of(text) for span in claim.content_spans))


def _careo(
    heard: Sequence[Heard],
    places: Sequence[tuple[Place | None, Place | None]],
    confront: Confront,
) -> list[Found]:
    said = {
        frozenset((left, right)): (side_of(kind), score)
        for left, right, kind, score in confront(heard)
    }
    return [said.get(frozenset((a, b)), ("", 0.0)) if a and b else ("", 0.0) for a, b in places]


def _by_names(
    heard: Mapping[ArticleName, Heard], pair: GoldPair, at: tuple[Place | None, Place | None]
) -> Found:
    """What the names alone would say."""
    if at[0] is None or at[1] is None:
        return "", 0.0
    sides = zip((pair.a, pair.b), at, strict=True)
    told = [(heard[side.path, side.key], place) for side, place in sides if place]
    claims = [one[1].claims[place[1]] for one, place in told]
    names = [_names(one, claim) for (one, _), claim in zip(told, claims, strict=True)]
    shared = names[0] & names[1]
    denials = sum(claim.stance is Stance.DENIES for claim in claims)
    if denials == 1 and shared:
        return "contradicts", 1.0
    return ("supports", 1.0) if not denials and len(shared) > 1 else ("", 0.0)


def _names(heard: Heard, claim: Claim) -> set[str]:
    """The names in the claim's content and of whom it is about, as the article has them."""
    _, annotations = heard
    held = {mention.entity for mention in annotations.mentions if _within(mention.span, claim)}
    return {e.name.casefold() for e in annotations.entities if e.id in {*held, *claim.about}}


def _within(span: Span, claim: Claim) -> bool:
    return any(content.covers(span) for content in claim.content_spans)


# --- counting -----------------------------------------------------------------


def _measures(pairs: Sequence[GoldPair], found: Sequence[Found]) -> dict[str, tuple[float, int]]:
    both = list(zip(pairs, found, strict=True))
    counted = [(pair, said) for pair, (said, _) in both if pair.label != "arguable"]
    kept = [(pair, said) for pair, said in counted if not pair.is_tuned_on]
    tuned = [(pair, said) for pair, said in counted if pair.is_tuned_on]
    return {
        **_figures(kept, ""),
        **_figures(tuned, "tuned_"),
        **_figures(counted, "contradicts_", "contradicts"),
        **_figures(counted, "supports_", "supports"),
    }


def _figures(
    counted: Sequence[tuple[GoldPair, str]], prefix: str, only: str = ""
) -> dict[str, tuple[float, int]]:
    said = [(pair, side) for pair, side in counted if side and side == (only or side)]
    true = [
        (pair, side) for pair, side in counted if pair.side and pair.side == (only or pair.side)
    ]
    right = sum(pair.side == side for pair, side in said)
    return {
        f"{prefix}precision": (share(right, len(said)), len(said)),
        f"{prefix}recall": (share(right, len(true)), len(true)),
    }
