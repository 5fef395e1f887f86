"""The set `echoes`: an archive and the pairs of its articles that copy one another.

Two formats. A folder with `pairs.tsv` or `version_pairs.tsv` (columns `path_a`, `path_b`)
beside the articles: the pairs were proposed by a program, have no kinds, and leave out
copies of copies and lesser overlaps; so precision takes a pair for right that follows from
listed ones, and leaves echoes that are `partial` aside. A folder of other `*.tsv` files
(columns `left`, `right`, `kind`, the archive on a first line beginning with `#`): read by a
person, meant to be complete; every pair found that is not listed is wrong.

`precision`, `recall`, `f1`: pairs. `kind`: share of the listed pairs found whose kind is
right. The baseline takes every two articles for an echo that have half of their runs of
five words in common (Jaccard, computed exactly): what MinHash alone approximates.
"""

from __future__ import annotations

import csv
import fnmatch
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from careo.errors import MeasuringError, RecordError
from careo.measuring.matching import CAREO, share
from careo.measuring.report import EvalReport
from careo.measuring.tools import FoundEcho, Tools
from careo.values import Article

NAME = "echoes"
JACCARD = "jaccard"
LISTS = ("pairs.tsv", "version_pairs.tsv")
PARTIAL = "partial"
WIDTH, ALIKE = 5, 0.5

Pair = tuple[str, str]
"""Two keys, the smaller first."""


@dataclass(frozen=True)
class GoldEchoes:
    """One archive's articles and the pairs among them: each with its kind, or None."""

    articles: tuple[Article, ...]
    pairs: Mapping[Pair, str | None]
    complete: bool
    """Whether what is not listed is no echo."""


def evaluate(folder: Path, tools: Tools) -> EvalReport:
    """Finds the echoes of every archive of the set and scores the pairs."""
    golds = load(folder, tools)
    ours = [_answers(gold, tools.echo_finder()(gold.articles)) for gold in golds]
    theirs = [_answers(gold, jaccard_echoes(gold.articles)) for gold in golds]
    figures = _figures(golds, ours)
    figures["kind"], kinds = _kinds(golds, ours)
    pairs = sum(len(gold.pairs) for gold in golds)
    return EvalReport(
        NAME,
        str(folder),
        pairs,
        {CAREO: figures, JACCARD: _figures(golds, theirs)},
        {"kind": kinds},
    )


def load(folder: Path, tools: Tools) -> list[GoldEchoes]:
    """The archives of a set. Raises MeasuringError naming the file and line."""
    listed = [folder / name for name in LISTS if (folder / name).is_file()]
    if listed:
        return [_gold(path, str(folder), tools, complete=False) for path in listed]
    files = sorted(folder.glob("*.tsv"))
    if not files:
        raise MeasuringError("holds no lists of pairs (*.tsv)", where=str(folder))
    return [_gold(path, _archive(path), tools, complete=True) for path in files]


def _archive(path: Path) -> str:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    if not first.startswith("# "):
        raise MeasuringError("the first line does not name the archive", where=f"{path}:1")
    return first[2:].strip()


def _gold(path: Path, archive: str, tools: Tools, *, complete: bool) -> GoldEchoes:
    articles = _articles(archive, tools)
    names = _Names(article.key for article in articles)
    pairs: dict[Pair, str | None] = {}
    for number, row in _rows(path):
        values = (row.get("left") or row.get("path_a"), row.get("right") or row.get("path_b"))
        if not all(values):
            raise MeasuringError("a line without two articles", where=f"{path}:{number}")
        keys = [names.find(str(value)) for value in values]
        if complete and None in keys:
            missing = values[keys.index(None)]
            raise MeasuringError(f"the archive has no “{missing}”", where=f"{path}:{number}")
        # Lists made by a program name drafts too, which are not read.
        if None not in keys:
            pairs[_pair(str(keys[0]), str(keys[1]))] = row.get("kind")
    return GoldEchoes(articles, pairs, complete)


def _articles(archive: str, tools: Tools) -> tuple[Article, ...]:
    found: dict[str, Article] = {}
    for capture in tools.walker()(archive):
        try:
            article = tools.reader()(capture)
        except RecordError:
            continue
        found[capture.key] = article.with_(key=capture.key)
    return tuple(found.values())


def _rows(path: Path) -> Iterable[tuple[int, Mapping[str, str]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise MeasuringError(f"cannot be read: {error}", where=str(path)) from error
    comments = sum(1 for line in lines if line.startswith("#"))
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return enumerate(rows, start=comments + 2)


class _Names:
    """Finds keys by the end of their path; `*` stands for any characters."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = list(keys)
        self._ends: dict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            parts = key.split("/")
            for at in range(len(parts)):
                self._ends["/".join(parts[at:])].append(key)

    def find(self, name: str) -> str | None:
        """The one key that ends like this; a listed path may begin with folders of the
        place it was listed at. None when there is none or more than one."""
        parts = name.split("/")
        for at in range(len(parts)):
            end = "/".join(parts[at:])
            found = self._ends.get(end, ())
            if "*" in end:
                found = fnmatch.filter(self._keys, f"*/{end}") or fnmatch.filter(self._keys, end)
            if found:
                return found[0] if len(found) == 1 else None
        return None


def _pair(one: str, other: str) -> Pair:
    return (min(one, other), max(one, other))


# --- scoring --------------------------------------------------------------


def _answers(gold: GoldEchoes, found: Iterable[FoundEcho]) -> dict[Pair, str]:
    """The pairs found that count; partial ones aside where only whole texts are listed."""
    pairs = {_pair(left, right): kind for left, right, kind in found}
    if gold.complete:
        return pairs
    return {pair: kind for pair, kind in pairs.items() if kind != PARTIAL or pair in gold.pairs}


def _figures(golds: Sequence[GoldEchoes], found: Sequence[Mapping[Pair, str]]) -> dict[str, float]:
    both = list(zip(golds, found, strict=True))
    right = sum(sum(pair in _right(gold) for pair in pairs) for gold, pairs in both)
    given = sum(len(pairs) for pairs in found)
    met = sum(sum(pair in pairs for pair in gold.pairs) for gold, pairs in both)
    precision = share(right, given)
    recall = share(met, sum(len(gold.pairs) for gold in golds))
    both_ways = precision + recall
    f1 = 2 * precision * recall / both_ways if both_ways else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def _kinds(golds: Sequence[GoldEchoes], found: Sequence[Mapping[Pair, str]]) -> tuple[float, int]:
    asked = [
        (kind, pairs[pair])
        for gold, pairs in zip(golds, found, strict=True)
        for pair, kind in gold.pairs.items()
        if kind and pair in pairs
    ]
    return share(sum(one == other for one, other in asked), len(asked)), len(asked)


def _right(gold: GoldEchoes) -> set[Pair]:
    """The pairs that are echoes: those listed and, where the list is not complete, those
    that they join through others."""
    if gold.complete:
        return set(gold.pairs)
    groups: dict[str, set[str]] = {}
    for left, right in gold.pairs:
        joined = groups.get(left, {left}) | groups.get(right, {right})
        groups |= dict.fromkeys(joined, joined)
    found: set[Pair] = set()
    for group in {id(one): one for one in groups.values()}.values():
        found |= {_pair(one, other) for one, other in combinations(group, 2)}
    return found


# --- the baseline -----------------------------------------------------------


def jaccard_echoes(articles: Sequence[Article]) -> list[FoundEcho]:
    """Every two articles of which half of the runs of five words are the same."""
    runs = [_runs(article.text) for article in articles]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for number, own in enumerate(runs):
        for run in own:
            for other in holders[run]:
                shared[other, number] += 1
            holders[run].append(number)
    return [
        (articles[one].key, articles[other].key, "")
        for (one, other), count in shared.items()
        if count / (len(runs[one]) + len(runs[other]) - count) >= ALIKE
    ]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return {tuple(words[at : at + WIDTH]) for at in range(len(words) - WIDTH + 1)}
