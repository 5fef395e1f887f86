"""The benchmark `reading`: pages a second beside bare trafilatura."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from careo.errors import MeasuringError, ReadingError
from careo.measuring.bench import BenchReport, Row
from careo.values import Article, Capture

ReadHtml = Callable[[str, Capture], Article]

GOAL = "ratio ≥ 0.7"
LARGEST_PAGE = 20_000_000
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def bench_reading(pages: Path, read_html: ReadHtml, *, rounds: int = 3) -> BenchReport:
    """Reads the `*.html` pages of a folder with both systems, page by page in turn.

    Both get the page as text, so that neither is timed for decoding. Processor time
    is taken and the median of the rounds counts, so that other programs on the
    machine do not decide. Raises MeasuringError when the folder holds no pages.
    """
    texts = _texts(pages)
    ours, peer = rates(texts, read_html, rounds)
    row = Row("read", ours, peer, "pages/s", GOAL)
    return BenchReport("reading", (row,), (f"{len(texts)} pages, {rounds} rounds",))


def rates(texts: Sequence[str], read_html: ReadHtml, rounds: int) -> tuple[float, float]:
    """Pages a second (of processor time) of `read_html` and of bare trafilatura."""
    from trafilatura import bare_extraction

    runs: tuple[Callable[[str], object], ...] = (
        lambda text: _read(text, read_html),
        bare_extraction,
    )
    for run in runs:
        run(texts[0])
    seconds = [[0.0] * rounds for _ in runs]
    for turn in range(rounds):
        for text in texts:
            for taken, run in zip(seconds, runs, strict=True):
                started = time.process_time()
                run(text)
                taken[turn] += time.process_time() - started
    ours, peer = (len(texts) / max(median(taken), 1e-9) for taken in seconds)
    return ours, peer


def _read(text: str, read_html: ReadHtml) -> None:
    capture = Capture(
        key="bench", body=b"", media_type="text/html", locator="bench", fetched=_EPOCH
    )
    try:
        read_html(text, capture)
    except ReadingError:
        return


def _texts(folder: Path) -> list[str]:
    files = sorted(p for p in folder.rglob("*.htm*") if p.suffix in {".html", ".htm"})
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in files
        if path.stat().st_size <= LARGEST_PAGE
    ]
    if not texts:
        raise MeasuringError("holds no .html pages", where=str(folder))
    return texts
