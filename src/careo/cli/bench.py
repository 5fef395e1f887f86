"""`careo bench`: benchmarks, as ratios against a peer in the same run."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

import careo
from careo.errors import CareoError, RecordError
from careo.measuring.bench import BenchReport
from careo.measuring.bench_build import bench_build, bench_memory, multiply
from careo.measuring.bench_site import bench_site, served
from careo.measuring.planted import PlantedRecord
from careo.resolving.records import EntityRecord
from careo.values import Article, Capture, EntityType

EPILOG = "Example: careo bench build --source path/to/archive --rounds 3"
DEMO = Path(careo.__file__).parent / "demo"

MOST_ARTICLES = 200
"""Articles of one language that `annotating` takes: enough for the figures to stand still."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the benchmarks run on; see the help of `careo bench`."""

    source: Path
    pages: Path | None
    peer: str | None
    workers: int
    rounds: int
    sizes: tuple[int, int]
    documents: int


def register(app: typer.Typer) -> None:
    """Adds `careo bench` to the command line."""
    app.command("bench", epilog=EPILOG)(bench)


def bench(
    name: Annotated[
        str, typer.Argument(help="reading, annotating, build, memory, echoes, site or names.")
    ] = "",
    source: Annotated[Path, typer.Option(exists=True, help="Archive to build.")] = DEMO,
    pages: Annotated[Path | None, typer.Option(exists=True, help="Folder of HTML pages.")] = None,
    peer: Annotated[str, typer.Option(help="Address of a WordPress article, on loopback.")] = "",
    workers: Annotated[int, typer.Option(min=1, help="Processes on both sides.")] = 2,
    rounds: Annotated[int, typer.Option(min=1, help="Runs of each side, in turn.")] = 3,
    sizes: Annotated[tuple[int, int], typer.Option(help="Archive sizes for memory.")] = (
        1000,
        10000,
    ),
    documents: Annotated[int, typer.Option(min=1_000, help="Invented texts for echoes.")] = 100_000,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Benchmarks as ratios against a peer in the same run.

    Without a name, all of them; without --source, on the demo archive."""
    if name and name not in BENCHMARKS:
        known = ", ".join(BENCHMARKS)
        raise CareoError(f"no benchmark “{name}”; there are {known}", where="careo bench")
    options = Options(source, pages, peer or None, workers, rounds, sizes, documents)
    for one in [name] if name else BENCHMARKS:
        report = BENCHMARKS[one](options)
        if as_json:
            typer.echo(json.dumps(report.as_json()))
        else:
            typer.echo(f"\n{report.name}\n{report.as_table()}")


def articles(source: Path) -> Iterator[Article]:
    """The articles of an archive that can be annotated."""
    from careo.reading.reader import read
    from careo.sources.opening import SourceOptions, open_source

    for item in open_source(str(source), SourceOptions()).items():
        if isinstance(item, Capture):
            try:
                article = read(item)
            except RecordError:
                continue
            if article.language in ("en", "es"):
                yield article


def _texts(source: Path) -> Iterator[tuple[str, str]]:
    return ((article.language or "", article.text) for article in articles(source))


def _reading(options: Options) -> BenchReport:
    from careo.measuring.bench_reading import bench_reading
    from careo.reading.html import read_html

    if options.pages is None:
        return BenchReport("reading", (), ("not run: needs --pages, a folder of HTML pages",))
    return bench_reading(options.pages, read_html, rounds=options.rounds)


def _annotating(options: Options) -> BenchReport:
    from careo.annotating import bench as systems
    from careo.measuring.bench_annotating import LANGUAGES, Systems, bench_annotating

    found = systems.readable(list(articles(options.source)))
    chosen = [a for code in LANGUAGES for a in islice(_in(found, code), MOST_ARTICLES)]
    runs = Systems(systems.ours, systems.bare, systems.parsing)
    return bench_annotating(chosen, runs, workers=options.workers, rounds=options.rounds)


def _in(found: Iterable[Article], language: str) -> Iterator[Article]:
    return (article for article in found if article.language == language)


def _build(options: Options) -> BenchReport:
    texts = _texts(options.source)
    return bench_build(options.source, texts, workers=options.workers, rounds=options.rounds)


def _memory(options: Options) -> BenchReport:
    records = [
        {"title": a.title, "text": a.text, "language": a.language} for a in articles(options.source)
    ]
    with tempfile.TemporaryDirectory(prefix="careo-bench-") as folder:
        small, large = (Path(folder) / f"{size}.jsonl" for size in options.sizes)
        multiply(records, options.sizes[0], small)
        multiply(records, options.sizes[1], large)
        return bench_memory(small, large, workers=options.workers)


def _echoes(options: Options) -> BenchReport:
    from careo.measuring.bench_echoes import bench_echoes
    from careo.weighing.bench import finder, signature

    return bench_echoes(finder, signature, documents=options.documents)


def _site(options: Options) -> BenchReport:
    with tempfile.TemporaryDirectory(prefix="careo-bench-") as folder:
        archive = str(Path(folder) / "archive")
        for words in (["new", archive], ["build", str(DEMO), "--archive", archive]):
            subprocess.run(  # noqa: S603 - our own program
                [sys.executable, "-m", "careo", *words],
                check=True,
                stdout=subprocess.DEVNULL,
                timeout=600,
            )
        with served(Path(archive)) as address:
            return bench_site(address, options.peer, rounds=options.rounds)


def _names(options: Options) -> BenchReport:
    del options
    from careo.measuring.bench_names import bench_names
    from careo.resolving.blocking import pairs_of
    from careo.resolving.comparing import compare

    def find(names: Sequence[str]) -> Iterator[tuple[int, int]]:
        return pairs_of(((name,) for name in names), EntityType.PERSON)

    def score(left: str, right: str, type_: EntityType) -> float:
        return compare(left, right, type_).value

    return bench_names(find, score, resolved)


def as_entities(records: Sequence[PlantedRecord]) -> list[EntityRecord]:
    """Planted persons as resolving takes them."""
    return [
        EntityRecord(
            one.id,
            EntityType.PERSON,
            one.names,
            one.country,
            groups=one.groups,
            beside=one.beside,
            years=one.years,
        )
        for one in records
    ]


def resolved(records: Sequence[PlantedRecord]) -> Mapping[str, str]:
    """The identities of planted persons, by the machine alone."""
    from careo.resolving.clustering import identities
    from careo.resolving.proposing import propose

    persons = as_entities(records)
    judgements = propose(persons, when="")
    return identities(sorted(one.id for one in persons), judgements).of


BENCHMARKS: dict[str, Callable[[Options], BenchReport]] = {
    "reading": _reading,
    "annotating": _annotating,
    "build": _build,
    "memory": _memory,
    "echoes": _echoes,
    "site": _site,
    "names": _names,
}
