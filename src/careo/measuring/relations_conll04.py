"""The set `relations-conll04`: ties in single sentences of American news wires.

Format: after a line `#doc N` one token a line in five columns: number, token, tag
(`B-Peop`), relations, and the number of the last token of each relation's other end.

Of its five relations three have something like them here:

- `Kill`: an event killing, by the first of the second;
- `Work_For`: leads, member_of or holds_office of a person;
- `OrgBased_In`: operates_in.

`Live_In` and `Located_In` have nothing like them and are not asked for. An end is right
when a mention of the entity shares characters with gold's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from careo.errors import MeasuringError
from careo.measuring.matching import CAREO, Tally, annotated, names_of, sample
from careo.measuring.report import EvalReport
from careo.measuring.ties import KILLING, End, Rule, Tie, measures, of_label, tally, ties_read
from careo.measuring.tokens import Words, spoken
from careo.measuring.tools import Tools
from careo.values import Article, Block, BlockKind, EntityType

NAME = "relations-conll04"
RULES = {
    "Kill": Rule(frozenset({KILLING})),
    "Work_For": Rule(
        frozenset({"leads", "member_of", "holds_office"}), source=frozenset({EntityType.PERSON})
    ),
    "OrgBased_In": Rule(frozenset({"operates_in"})),
}
COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as an article, and gold's ties in it."""

    article: Article
    ties: tuple[Tie, ...]


def load(folder: Path) -> list[Sentence]:
    """The sentences of all `.txt` files of the format under a folder. Raises
    MeasuringError, naming file and line, for a line of another shape."""
    files = [p for p in sorted(folder.rglob("*.txt")) if _begins_right(p)]
    if not files:
        raise MeasuringError("holds no sentences (#doc)", where=str(folder))
    return [sentence for path in files for sentence in _sentences(path)]


def _begins_right(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5).startswith(b"#doc")


def _sentences(path: Path) -> Iterator[Sentence]:
    rows: list[list[str]] = []
    key = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("#doc"):
            if rows:
                yield _sentence(rows, key)
            key, rows = f"{path.name}:{line[4:].strip()}", []
        elif line.strip():
            row = line.rstrip("\r").split("\t")
            if len(row) != COLUMNS:
                raise MeasuringError("not five columns", where=f"{path}:{number}")
            rows.append(row)
    if rows:
        yield _sentence(rows, key)


def _sentence(rows: Sequence[Sequence[str]], key: str) -> Sentence:
    words = spoken([row[1] for row in rows])
    block = Block(BlockKind.PARAGRAPH, words.text)
    article = Article(title=key, blocks=(block,), language="en", key=key)
    return Sentence(article, tuple(_ties(rows, words, key)))


def _ties(rows: Sequence[Sequence[str]], words: Words, key: str) -> Iterator[Tie]:
    tags = [row[2] for row in rows]
    for index, row in enumerate(rows):
        try:
            labels, heads = ast.literal_eval(row[3]), ast.literal_eval(row[4])
            pairs = [(str(label), int(head)) for label, head in zip(labels, heads, strict=True)]
            yield from (
                Tie(label, _end(tags, words, index), _end(tags, words, head))
                for label, head in pairs
                if label in RULES
            )
        except (ValueError, SyntaxError, TypeError, IndexError) as error:
            raise MeasuringError(f"bad relation columns: {error}", where=key) from error


def _end(tags: Sequence[str], words: Words, last: int) -> End:
    """The entity whose last token is `last`."""
    first = last
    while tags[first].startswith("I-") and first > 0:
        first -= 1
    start, end = words.span(first, last)
    return End(((start, end),), names_of(words.text[start:end]))


def evaluate(folder: Path, tools: Tools) -> EvalReport:
    """Scores the relations and killings that Careo reads, sentence by sentence."""
    sentences = sample(load(folder), tools.limit)
    read = annotated([sentence.article for sentence in sentences], tools)
    tallies: dict[str, list[Tally]] = {label: [] for label in RULES}
    for sentence, found in zip(sentences, read, strict=True):
        ties = ties_read(found, RULES)
        for label, rule in RULES.items():
            one = tally(of_label(sentence.ties, label), of_label(ties, label), rule)
            tallies[label].append(one)
    values, counts = measures(tallies)
    return EvalReport(NAME, str(folder), len(sentences), {CAREO: values}, counts)
