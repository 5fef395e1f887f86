"""What the reading sets share: the systems compared, and how answers are scored."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from careo.errors import ReadingError
from careo.measuring.tools import ReadCapture
from careo.values import Capture

CAREO, TRAFILATURA = "careo", "trafilatura"

_SPACES = re.compile(r"\s+")
_TOKEN = re.compile(r"\w+")
_NAME_BREAK = re.compile(r"\s*(?:[;,/&]|\band\b|\by\b)\s*", re.IGNORECASE)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system reads from a page; empty where it reads nothing."""

    text: str = ""
    title: str = ""
    authors: str = ""
    """Names joined by "; ", as trafilatura gives them."""
    published: str = ""


System = Callable[[bytes, str], Answer]
"""A page's bytes and its name (for messages) into an answer."""


def systems(read: ReadCapture) -> Mapping[str, System]:
    """Careo's reader beside bare trafilatura. Neither is told the page's address:
    a saved page often has none."""
    return {CAREO: careo_reader(read), TRAFILATURA: bare_trafilatura}


def careo_reader(read: ReadCapture) -> System:
    """`read` as a system; a page that it refuses counts as an empty answer."""

    def answer(page: bytes, name: str) -> Answer:
        capture = Capture(key=name, body=page, media_type="text/html", locator=name, fetched=_EPOCH)
        try:
            article = read(capture)
        except ReadingError:
            return Answer()
        # The standfirst is the newsroom's text too; trafilatura keeps it in the body.
        text = f"{article.standfirst}\n{article.text}" if article.standfirst else article.text
        authors = "; ".join(article.authors)
        return Answer(text, article.title, authors, article.published or "")

    return answer


def bare_trafilatura(page: bytes, name: str) -> Answer:
    """trafilatura as it comes, with metadata; no option set."""
    from trafilatura import bare_extraction

    document = bare_extraction(page, with_metadata=True)
    if document is None:
        return Answer()
    fields = (document.text, document.title, document.author, document.date)
    return Answer(*(value or "" for value in fields))


# --- with/without: trafilatura's own measure ----------------------------------


def squeeze(text: str) -> str:
    """White space as single spaces, none at the ends."""
    return _SPACES.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Hits:
    """Wanted strings found and missed, unwanted strings found."""

    found: int = 0
    missed: int = 0
    unwanted: int = 0

    def __add__(self, other: Hits) -> Hits:
        return Hits(
            self.found + other.found, self.missed + other.missed, self.unwanted + other.unwanted
        )

    @property
    def precision(self) -> float:
        return _share(self.found, self.found + self.unwanted)

    @property
    def recall(self) -> float:
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        return _share(2 * self.found, 2 * self.found + self.missed + self.unwanted)


def hits(text: str, wanted: Iterable[str], unwanted: Iterable[str]) -> Hits:
    """Counts which strings occur in `text`, white space aside. Method: the
    evaluation of trafilatura (its `tests/evaluate.py`), where every string of a
    page counts once and counts are summed over pages."""
    whole = squeeze(text)
    outcome = [squeeze(string) in whole for string in wanted]
    false = sum(squeeze(string) in whole for string in unwanted)
    return Hits(sum(outcome), len(outcome) - sum(outcome), false)


# --- tokens: the measure of the article extraction benchmark ------------------


def shingle_match(text: str, gold: str, size: int = 1) -> tuple[float, float]:
    """Precision and recall of `text` against `gold` by multisets of `size` words in
    a row. Method: the article extraction benchmark's (it uses four in a row)."""
    ours, theirs = _shingles(text, size), _shingles(gold, size)
    common = sum((ours & theirs).values())
    return _share(common, ours.total()), _share(common, theirs.total())


def token_measures(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Measures over (text, gold) pairs, each page weighing the same.

    `token_f1` is the mean of the pages' F1 by single words; `shingle_f1` the
    benchmark's figure: F1 of mean precision and mean recall by four words in a row.
    """
    ones: list[tuple[float, float]] = []
    fours: list[tuple[float, float]] = []
    for text, gold in pairs:
        ones.append(shingle_match(text, gold))
        fours.append(shingle_match(text, gold, 4))
    if not ones:
        return {}
    precision, recall = fmean(p for p, _ in fours), fmean(r for _, r in fours)
    return {
        "token_precision": fmean(p for p, _ in ones),
        "token_recall": fmean(r for _, r in ones),
        "token_f1": fmean(_f1(p, r) for p, r in ones),
        "shingle_f1": _f1(precision, recall),
    }


def _shingles(text: str, size: int) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    if not tokens:
        return Counter()
    count = max(1, len(tokens) - size + 1)
    return Counter(tuple(tokens[at : at + size]) for at in range(count))


def _f1(precision: float, recall: float) -> float:
    return _share(2 * precision * recall, precision + recall)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


# --- exact match --------------------------------------------------------------


def same(answer: str, gold: str) -> bool:
    """Equal but for white space and Unicode composition."""
    composed = (unicodedata.normalize("NFC", squeeze(text)) for text in (answer, gold))
    return len(set(composed)) == 1


def same_folded(answer: str, gold: str) -> bool:
    """Equal but for case, accents and punctuation too."""
    return _fold(answer) == _fold(gold)


def same_names(answer: str, gold: str) -> bool:
    """The same set of names, whatever joins them and in whatever case."""
    return _names(answer) == _names(gold)


def _names(text: str) -> frozenset[str]:
    return frozenset(_fold(part) for part in _NAME_BREAK.split(text)) - {""}


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_TOKEN.findall(plain.casefold()))
