"""The benchmark `annotating`: tokens a second, processes, memory, and long articles.

Every system works in fresh processes of its own, warmed up before the clock starts, and
the systems take turns. Rates are of processor time, so that other programs on the
machine do not decide; what several processes gain can only be told by the wall clock and
stands beside what the peer gains in the same run.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from careo.measuring.bench import BenchReport, Row
from careo.measuring.invented import invented_names
from careo.values import Article, Block, BlockKind

Run = Callable[[Sequence[Article]], int]
"""Reads articles and returns their tokens (or 0); importable by another process."""

LONG = 24_000
"""Characters of the longest article of the archives Careo was made for."""

SIZES = (125_000, 250_000, 500_000, 1_000_000)
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Systems:
    """Ours; the bare pipelines over whole texts; the parse alone as ours needs it."""

    ours: Run
    bare: Run
    parsing: Run


@dataclass(frozen=True, slots=True)
class Took:
    """What one run took: seconds of wall and of processor, and what the run returned."""

    wall: float
    processor: float
    tokens: int


def bench_annotating(
    articles: Sequence[Article],
    systems: Systems,
    *,
    workers: int = 2,
    rounds: int = 3,
    sizes: Sequence[int] = SIZES,
) -> BenchReport:
    """Runs the systems over the articles of each language, `workers` processes each."""
    rows: list[Row] = []
    notes: list[str] = []
    for language in LANGUAGES:
        chosen = [article for article in articles if article.language == language]
        if not chosen:
            notes.append(f"{language}: not run, no article in that language can be read")
            continue
        characters = sum(len(article.text) for article in chosen)
        notes.append(f"{language}: {len(chosen)} articles, {characters} characters")
        rows += _of_one_language(chosen, systems, workers, rounds, sizes)
    return BenchReport("annotating", tuple(rows), tuple(notes))


def _of_one_language(
    articles: Sequence[Article],
    systems: Systems,
    workers: int,
    rounds: int,
    sizes: Sequence[int],
) -> Iterator[Row]:
    name = articles[0].language
    runs = (systems.ours, systems.bare, systems.parsing)
    with ExitStack() as stack:
        ours, bare, parsing = (
            [stack.enter_context(_process(run, articles[:1])) for _ in range(workers)]
            for run in runs
        )
        turns = [[pools[0].all(articles) for pools in (ours, bare, parsing)] for _ in range(rounds)]
        tokens = turns[0][1].tokens
        mine, theirs, parse = (
            tokens / median(max(turn[at].processor, 1e-9) for turn in turns) for at in range(3)
        )
        yield Row(f"{name}: annotate", mine, theirs, "tokens/s", "ratio ≥ 0.7")
        yield Row(f"{name}: against the parse alone", mine, parse, "tokens/s")
        gains = [(_gain(ours, articles), _gain(bare, articles)) for _ in range(rounds)]
        gained, peer = (median(pair[at] for pair in gains) for at in range(2))
        yield Row(f"{name}: {workers} processes against 1", gained, peer, "times", "as the peer")
        yield from _long(articles, ours[0], bare[0], sizes)
        yield Row(
            f"{name}: largest process",
            max(pool.peak() for pool in ours) / 1e9,
            max(pool.peak() for pool in bare) / 1e9,
            "GB",
            "< 1.5",
        )


def _long(
    articles: Sequence[Article], ours: _Process, bare: _Process, sizes: Sequence[int]
) -> Iterator[Row]:
    name = articles[0].language
    longest = [long_article(articles, LONG)]
    mine, theirs = ours.all(longest), bare.all(longest)
    yield Row(
        f"{name}: one article of {LONG:,} characters", mine.processor, theirs.processor, "s", "< 3"
    )
    seconds = [ours.all([long_article(articles, size)]).processor for size in sizes]
    yield Row(f"{name}: one article of {sizes[-1]:,} characters", seconds[-1], None, "s")
    grows = growth(list(zip(sizes, seconds, strict=True)))
    title = f"{name}: growth from {sizes[0]:,} to {sizes[-1]:,}"
    yield Row(title, grows, None, "exponent", "1: in proportion; 2: quadratic")


def growth(measured: Sequence[tuple[float, float]]) -> float:
    """The exponent b of seconds = a · size^b that fits the pairs best (least squares over
    the logarithms)."""
    xs = [math.log(size) for size, _ in measured]
    ys = [math.log(max(seconds, 1e-9)) for _, seconds in measured]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((one - x) ** 2 for one in xs)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / spread


def long_article(articles: Sequence[Article], size: int) -> Article:
    """An article of `size` characters, made by going round the paragraphs of others, with
    three names of its own after each article: names must be able to pile up."""
    blocks: list[Block] = []
    length = 0
    for number, article in enumerate(cycle(articles)):
        own = Block(BlockKind.PARAGRAPH, invented_names(number))
        for block in (*(block for block, _ in article.prose()), own):
            text = block.text[: size - length]
            blocks.append(Block(BlockKind.PARAGRAPH, text))
            length += len(text) + 2
            if length >= size:
                return Article("Long", tuple(blocks), language=articles[0].language)
    raise ValueError("no articles")


# --- processes ------------------------------------------------------------------


@dataclass(frozen=True)
class _Process:
    """One process that keeps its models between runs."""

    pool: ProcessPoolExecutor
    run: Run

    def all(self, articles: Sequence[Article]) -> Took:
        return self.pool.submit(_took, self.run, articles).result()

    def peak(self) -> int:
        return self.pool.submit(_peak).result()


@contextmanager
def _process(run: Run, warm: Sequence[Article]) -> Iterator[_Process]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        process = _Process(pool, run)
        process.all(warm)
        yield process


def _gain(processes: Sequence[_Process], articles: Sequence[Article]) -> float:
    """How many times the articles of one process, alone, several read in the same time."""
    alone = processes[0].all(articles).wall
    started = time.perf_counter()
    waiting = [p.pool.submit(_took, p.run, articles) for p in processes]
    for future in waiting:
        future.result()
    return len(processes) * alone / max(time.perf_counter() - started, 1e-9)


def _took(run: Run, articles: Sequence[Article]) -> Took:
    wall, processor = time.perf_counter(), time.process_time()
    tokens = run(articles)
    return Took(time.perf_counter() - wall, time.process_time() - processor, tokens)


def _peak() -> int:
    """The largest resident size of this process so far; 0 without /proc."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next(
        (int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")),
        0,
    )
