"""The set `ner-conll`: names in news, the column files of CoNLL 2002 and 2003.

Format: one token a line, the tag in the last column (`B-PER`, `I-PER`, `O`; both ways of
beginning a name are read), an empty line after a sentence, `-DOCSTART-` before a document.
All such files under the folder are taken; `esp…` is Spanish, everything else English.
Spanish files mark no documents: there one begins at each agency dateline.

Tokens are made into text again and every sentence is a paragraph. A name is right when
its characters and its type are those of gold. Types: PER, ORG, LOC; `MISC` is not asked
for. Ours count as ORG where they are GROUP, AGENCY, COMPANY or OUTLET. A mention without
a capital letter refers back to somebody and is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from careo.errors import MeasuringError
from careo.measuring.matching import (
    CAREO,
    SPACY,
    Tally,
    annotated,
    bare_names,
    sample,
    total,
)
from careo.measuring.report import EvalReport
from careo.measuring.tokens import Words, spoken
from careo.measuring.tools import Tools
from careo.values import BLOCK_BREAK, Annotations, Article, Block, BlockKind, EntityType

NAME = "ner-conll"
TYPES = ("PER", "ORG", "LOC")
LONGEST = 80
"""Sentences of one document at most, where the file marks none."""

OURS: Mapping[EntityType, str] = {
    EntityType.PERSON: "PER",
    EntityType.PLACE: "LOC",
    EntityType.GROUP: "ORG",
    EntityType.AGENCY: "ORG",
    EntityType.COMPANY: "ORG",
    EntityType.OUTLET: "ORG",
    EntityType.ORG: "ORG",
}

Name = tuple[int, int, str]
"""Start, end, type."""

_TAG = re.compile(r"(?:O|[BIES]-[A-Z]+)$")
_SNIFFED = 4000

Sentence = tuple[Sequence[str], Sequence[str]]
"""Tokens and their tags."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article and the names that gold has in it."""

    article: Article
    names: frozenset[Name]


# --- loading ------------------------------------------------------------------


def load(folder: Path) -> list[Document]:
    """The documents of all column files under a folder. Raises MeasuringError when there
    are none or a line is cut short."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_columns(path)]
    if not files:
        raise MeasuringError("holds no column files", where=str(folder))
    return [document for path in files for document in _documents(path)]


def _is_columns(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_SNIFFED).decode("latin-1")
    rows = [line.split() for line in head.splitlines()[:-1] if line.strip()]
    fits = sum(len(row) in (2, 3, 4) and bool(_TAG.match(row[-1])) for row in rows)
    return len(rows) > 3 and fits > 0.9 * len(rows)


def _documents(path: Path) -> Iterator[Document]:
    body = path.read_bytes()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("latin-1")
    language = "es" if path.name.startswith("esp") else "en"
    for number, sentences in enumerate(_grouped(_sentences(text, path)), 1):
        yield _document(sentences, language, f"{path.name}:{number}")


def _sentences(text: str, path: Path) -> Iterator[Sentence | None]:
    """Each sentence; None where a document begins."""
    tokens: list[str] = []
    tags: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        row = line.split()
        if row and row[0] != "-DOCSTART-":
            if len(row) < 2 or not _TAG.match(row[-1]):
                raise MeasuringError("no token and tag", where=f"{path}:{number}")
            tokens.append(row[0])
            tags.append(row[-1])
            continue
        if tokens:
            yield tokens, tags
            tokens, tags = [], []
        if row:
            yield None
    if tokens:
        yield tokens, tags


def _grouped(sentences: Iterable[Sentence | None]) -> Iterator[list[Sentence]]:
    marked = False
    group: list[Sentence] = []
    for sentence in sentences:
        begins = sentence is None or (
            not marked and (_is_dateline(sentence[0]) or len(group) >= LONGEST)
        )
        if begins and group:
            yield group
            group = []
        if sentence is None:
            marked = True
        else:
            group.append(sentence)
    if group:
        yield group


def _is_dateline(tokens: Sequence[str]) -> bool:
    """ "Lima , 23 may ( EFE ) ." """
    return len(tokens) < 20 and any(
        one == "(" and two.startswith("EFE") for one, two in pairwise(tokens)
    )


def _document(sentences: Sequence[Sentence], language: str, key: str) -> Document:
    blocks: list[Block] = []
    names: set[Name] = set()
    at = 0
    for tokens, tags in sentences:
        words = spoken(tokens)
        blocks.append(Block(BlockKind.PARAGRAPH, words.text))
        names |= {(at + s, at + e, t) for s, e, t in _names(words, tags) if t in TYPES}
        at += len(words.text) + len(BLOCK_BREAK)
    article = Article(title=key, blocks=tuple(blocks), language=language, key=key)
    return Document(article, frozenset(names))


def _names(words: Words, tags: Sequence[str]) -> Iterator[Name]:
    first, kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        prefix, _, own = tag.partition("-")
        goes_on = bool(kind) and own == kind and prefix in "IE"
        if kind and not goes_on:
            yield (*words.span(first, index - 1), kind)
        if not goes_on:
            first, kind = index, own


# --- scoring ------------------------------------------------------------------


def names_read(article: Article, found: Annotations) -> frozenset[Name]:
    """What a system names, in gold's types."""
    return frozenset(
        (m.span.start, m.span.end, OURS[m.type])
        for m in found.mentions
        if any(c.isupper() for c in m.span.of(article.text))
    )


def evaluate(folder: Path, tools: Tools) -> EvalReport:
    """Scores Careo's mentions and the bare models' names."""
    documents = sample(load(folder), tools.limit)
    articles = [document.article for document in documents]
    systems = {CAREO: annotated(articles, tools)}
    if (bare := bare_names(articles, tools)) is not None:
        systems[SPACY] = bare
    languages = sorted({str(article.language) for article in articles})
    measures = {}
    counts: dict[str, int] = {}
    for system, found in systems.items():
        pairs = list(zip(documents, found, strict=True))
        values: dict[str, float] = {}
        for language in languages:
            own = [(d, f) for d, f in pairs if d.article.language == language]
            for name, one in _tallies(own).items():
                key = f"{name}_{language}"
                values |= {f"{measure}_{key}": value for measure, value in _prf(one).items()}
                counts |= {f"{measure}_{key}": one.gold for measure in _prf(one)}
        measures[system] = {_without_all(name): value for name, value in values.items()}
    counts = {_without_all(name): count for name, count in counts.items()}
    return EvalReport(NAME, str(folder), len(documents), measures, counts, tuple(languages))


def _without_all(name: str) -> str:
    """`f1_all_en` is `f1_en`."""
    return name.replace("_all_", "_")


def _prf(one: Tally) -> dict[str, float]:
    return {"precision": one.precision, "recall": one.recall, "f1": one.f1}


def _tallies(pairs: Sequence[tuple[Document, Annotations]]) -> dict[str, Tally]:
    read = [(document.names, names_read(document.article, found)) for document, found in pairs]
    tallies = {"all": total(_tally(gold, found) for gold, found in read)}
    for kind in TYPES:
        tallies[kind.lower()] = total(
            _tally(_of(gold, kind), _of(found, kind)) for gold, found in read
        )
    return tallies


def _of(names: frozenset[Name], kind: str) -> frozenset[Name]:
    return frozenset(name for name in names if name[2] == kind)


def _tally(gold: frozenset[Name], found: frozenset[Name]) -> Tally:
    return Tally(len(gold & found), len(found), len(gold))
