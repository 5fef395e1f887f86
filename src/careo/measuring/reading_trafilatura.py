"""The set `reading-trafilatura`: saved pages with strings that belong to the article,
strings that do not, and title, author and date where somebody wrote them down.

Format: `evaldata.json` maps an address to {"file", "with", "without", "title",
"author", "date", "html_lang"}; the pages lie in `html/`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careo.errors import MeasuringError
from careo.measuring.matching import sample
from careo.measuring.reading import Answer, Hits, hits, same, same_folded, same_names, systems
from careo.measuring.report import EvalReport
from careo.measuring.tools import Tools

NAME = "reading-trafilatura"
SPANISH = "es"


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page and what is known to be right about it."""

    url: str
    file: Path
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    title: str
    authors: str
    date: str
    language: str


def load(folder: Path) -> list[GoldPage]:
    """The pages of a set. Raises MeasuringError naming file and entry."""
    path = folder / "evaldata.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return [_page(folder, url, item) for url, item in data.items()]
    except (OSError, UnicodeError, ValueError, AttributeError) as error:
        raise MeasuringError(f"not a gold set: {error}", where=str(path)) from error


def _page(folder: Path, url: str, item: Mapping[str, Any]) -> GoldPage:
    author = item.get("author") or ""
    try:
        return GoldPage(
            url=url,
            file=folder / "html" / Path(item["file"]).name,
            wanted=tuple(item["with"]),
            unwanted=tuple(item["without"]),
            title=item.get("title") or "",
            authors="; ".join(author) if isinstance(author, list) else author,
            date=item.get("date") or "",
            language=(item.get("html_lang") or "")[:2].lower(),
        )
    except (KeyError, TypeError) as error:
        raise MeasuringError(f"entry lacks or garbles {error}", where=url) from error


def evaluate(folder: Path, tools: Tools) -> EvalReport:
    """Reads every page with each system and scores the answers."""
    pages = sample(load(folder), tools.limit)
    found: dict[str, list[Answer]] = {}
    for system, answer in systems(tools.reader()).items():
        found[system] = [answer(_bytes(page), page.file.name) for page in pages]
    return EvalReport(
        set=NAME,
        path=str(folder),
        n=len(pages),
        systems={name: _measures(pages, answers) for name, answers in found.items()},
        counts=_counts(pages),
    )


def _bytes(page: GoldPage) -> bytes:
    try:
        return page.file.read_bytes()
    except OSError as error:
        raise MeasuringError(f"no such page: {error.strerror}", where=str(page.file)) from error


def _measures(pages: Sequence[GoldPage], answers: Sequence[Answer]) -> dict[str, float]:
    total, spanish = Hits(), Hits()
    for page, answer in zip(pages, answers, strict=True):
        one = hits(answer.text, page.wanted, page.unwanted)
        total += one
        spanish += one if page.language == SPANISH else Hits()
    pairs = list(zip(pages, answers, strict=True))
    titles = [(a.title, p.title) for p, a in pairs if p.title]
    authors = [(a.authors, p.authors) for p, a in pairs if p.authors]
    dates = [(a.published, p.date) for p, a in pairs if p.date]
    return {
        "precision": total.precision,
        "recall": total.recall,
        "f1": total.f1,
        "precision_es": spanish.precision,
        "recall_es": spanish.recall,
        "f1_es": spanish.f1,
        "title": _rate([same(*pair) for pair in titles]),
        "author": _rate([same(*pair) for pair in authors]),
        "date": _rate([same(*pair) for pair in dates]),
        "title_folded": _rate([same_folded(*pair) for pair in titles]),
        "author_names": _rate([same_names(*pair) for pair in authors]),
    }


def _rate(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 0.0


def _counts(pages: Sequence[GoldPage]) -> dict[str, int]:
    spanish = sum(page.language == SPANISH for page in pages)
    titles = sum(bool(page.title) for page in pages)
    authors = sum(bool(page.authors) for page in pages)
    dates = sum(bool(page.date) for page in pages)
    return {
        **dict.fromkeys(("precision_es", "recall_es", "f1_es"), spanish),
        **dict.fromkeys(("title", "title_folded"), titles),
        **dict.fromkeys(("author", "author_names"), authors),
        "date": dates,
    }
