"""The set `reading-aeb`: pages of the article extraction benchmark with their bodies.

Format: `ground-truth.json` maps a page's name to {"articleBody", "url"}; the page is
`html/NAME.html.gz`.
"""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

from careo.errors import MeasuringError
from careo.measuring.matching import sample
from careo.measuring.reading import systems, token_measures
from careo.measuring.report import EvalReport
from careo.measuring.tools import Tools

NAME = "reading-aeb"
LARGEST_PAGE = 50_000_000


@dataclass(frozen=True, slots=True)
class GoldBody:
    """One page and the text of its article."""

    file: Path
    body: str


def load(folder: Path) -> list[GoldBody]:
    """The pages of a set. Raises MeasuringError naming the file."""
    path = folder / "ground-truth.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return [
            GoldBody(folder / "html" / f"{Path(name).name}.html.gz", str(item["articleBody"]))
            for name, item in data.items()
        ]
    except (OSError, UnicodeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise MeasuringError(f"not a gold set: {error}", where=str(path)) from error


def evaluate(folder: Path, tools: Tools) -> EvalReport:
    """Reads every page with each system and scores the texts."""
    gold = sample(load(folder), tools.limit)
    pages = [_bytes(item.file) for item in gold]
    measured: dict[str, dict[str, float]] = {}
    for system, answer in systems(tools.reader()).items():
        texts = [answer(page, item.file.name).text for page, item in zip(pages, gold, strict=True)]
        measured[system] = token_measures(
            (text, item.body) for text, item in zip(texts, gold, strict=True)
        )
    return EvalReport(set=NAME, path=str(folder), n=len(gold), systems=measured)


def _bytes(path: Path) -> bytes:
    """An unpacked page; one larger than LARGEST_PAGE is refused."""
    try:
        with gzip.open(path) as stream:
            page = stream.read(LARGEST_PAGE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise MeasuringError(f"cannot be unpacked: {error}", where=str(path)) from error
    if len(page) > LARGEST_PAGE:
        raise MeasuringError(f"more than {LARGEST_PAGE:,} bytes", where=str(path))
    return page
