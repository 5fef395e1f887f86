"""The set `relations-knowledgenet`: facts in passages of biographies and firms' pages.

Format: `passages.jsonl`, a row for each fact or for a passage without one: doc,
passage_start, property, has_fact, subject, object, passage. A passage is judged for the
properties it has rows of, and for no other.

Of its properties these have something like them here:

- `EMPLOYEE_OR_MEMBER_OF`: leads, member_of or holds_office of a person;
- `CEO`: leads, the other way round;
- `POLITICAL_AFFILIATION`: member_of;
- `SPOUSE`, `CHILD_OF`: family_of, either way round.

An end is right when it is named in the same words, or shares characters with a mention.
A pronoun stands for whomever is found, and a fact with one may be left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from careo.errors import MeasuringError
from careo.measuring.matching import CAREO, Tally, annotated, names_of, sample
from careo.measuring.reading import squeeze
from careo.measuring.report import EvalReport
from careo.measuring.ties import End, Rule, Tie, measures, of_label, tally, ties_read
from careo.measuring.tools import Tools
from careo.values import Article, Block, BlockKind, EntityType

NAME = "relations-knowledgenet"
PERSON = frozenset({EntityType.PERSON})
RULES = {
    "EMPLOYEE_OR_MEMBER_OF": Rule(frozenset({"leads", "member_of", "holds_office"}), source=PERSON),
    "CEO": Rule(frozenset({"leads"}), reversed=True, source=PERSON),
    "POLITICAL_AFFILIATION": Rule(frozenset({"member_of"}), source=PERSON),
    "SPOUSE": Rule(frozenset({"family_of"}), symmetric=True),
    "CHILD_OF": Rule(frozenset({"family_of"}), symmetric=True),
}
PRONOUNS = frozenset(
    {"he", "she", "it", "they", "i", "we", "you", "who", "whom", "whose", "that", "which"}
    | {"him", "her", "them", "me", "us", "his", "its", "their", "my", "our", "your", "hers"}
)


@dataclass
class Passage:
    """One passage as an article, gold's ties and the properties it is judged for."""

    article: Article
    ties: list[Tie] = field(default_factory=list)
    properties: set[str] = field(default_factory=set)


def load(folder: Path) -> list[Passage]:
    """The passages with a property of RULES. Raises MeasuringError, naming the line, for
    a row of another shape."""
    path = folder / "passages.jsonl"
    passages: dict[tuple[str, str], Passage] = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeError) as error:
        raise MeasuringError(f"cannot be read: {error}", where=str(path)) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            _add(json.loads(line), passages)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise MeasuringError(f"not a row: {error}", where=f"{path}:{number}") from error
    return list(passages.values())


def _add(row: Mapping[str, Any], passages: dict[tuple[str, str], Passage]) -> None:
    label = row["property"]
    if label not in RULES:
        return
    text = squeeze(row["passage"])
    key = (str(row["doc"]), str(row["passage_start"]))
    if key not in passages:
        block = Block(BlockKind.PARAGRAPH, text)
        name = ":".join(key)
        passages[key] = Passage(Article(title=name, blocks=(block,), language="en", key=name))
    passage = passages[key]
    passage.properties.add(label)
    if row["has_fact"]:
        source, target = _end(row["subject"], text), _end(row["object"], text)
        optional = source.anybody or target.anybody
        tie = Tie(label, source, target, optional)
        if tie not in passage.ties:
            passage.ties.append(tie)


def _end(words: str, text: str) -> End:
    words = squeeze(words)
    if words.casefold() in PRONOUNS:
        return End(anybody=True)
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    places = tuple((m.start(), m.end()) for m in re.finditer(pattern, text))
    return End(places, names_of(words))


def evaluate(folder: Path, tools: Tools) -> EvalReport:
    """Scores the relations that Careo reads, passage by passage."""
    passages = sample(load(folder), tools.limit)
    read = annotated([passage.article for passage in passages], tools)
    tallies: dict[str, list[Tally]] = {label: [] for label in RULES}
    for passage, found in zip(passages, read, strict=True):
        ties = ties_read(found, RULES)
        for label in passage.properties:
            gold = of_label(passage.ties, label)
            tallies[label].append(tally(gold, of_label(ties, label), RULES[label]))
    values, counts = measures(tallies)
    return EvalReport(NAME, str(folder), len(passages), {CAREO: values}, counts)
