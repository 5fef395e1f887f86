"""`careo bench`: benchmarks, as ratios against a peer in the same run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from careo.errors import CareoError, RecordError
from careo.measuring.bench import BenchReport, Row
from careo.measuring.bench_build import bench_build, bench_memory
from careo.measuring.bench_site import bench_site
from careo.values import Article, Capture

EXAMPLE = """Example: careo bench reading --pages ../shared/gold/reading_trafilatura/html

`reading` needs --pages (a folder of HTML), `build` and `annotating` need --source (an archive
that `careo build` takes), `memory` needs --source and --large, `site` needs --address (and --peer,
the address of a WordPress article, for the comparison)."""

NAMES = ("reading", "annotating", "build", "memory", "site")


def register(app: typer.Typer) -> None:
    app.command("bench", help=f"Benchmarks, as ratios against a peer in one run.\n\n{EXAMPLE}")(
        bench
    )


def bench(
    name: Annotated[str, typer.Argument(help=f"One of: {', '.join(NAMES)}.")],
    pages: Annotated[Path | None, typer.Option(help="Folder of HTML pages.")] = None,
    source: Annotated[Path | None, typer.Option(help="Archive to build.")] = None,
    large: Annotated[Path | None, typer.Option(help="A much larger archive.")] = None,
    address: Annotated[str, typer.Option(help="Our article page.")] = "",
    peer: Annotated[str, typer.Option(help="WordPress's article page.")] = "",
    workers: Annotated[int, typer.Option(help="Processes on both sides.")] = 2,
    rounds: Annotated[int, typer.Option(help="Runs of each side, in turn.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    if name == "reading":
        report = _reading(_needed(pages, "--pages", name), rounds)
    elif name == "annotating":
        report = _annotating(_needed(source, "--source", name))
    elif name == "build":
        path = _needed(source, "--source", name)
        report = bench_build(path, texts(path), workers=workers, rounds=rounds)
    elif name == "memory":
        small = _needed(source, "--source", name)
        report = bench_memory(small, _needed(large, "--large", name), workers=workers)
    elif name == "site":
        if not address:
            raise CareoError("site needs --address", where="careo bench")
        report = bench_site(address, peer or None, rounds=rounds)
    else:
        raise CareoError(
            f"no benchmark “{name}”; there are {', '.join(NAMES)}", where="careo bench"
        )
    typer.echo(json.dumps(report.as_json(), indent=2) if as_json else report.as_table())


def texts(source: Path) -> Iterator[tuple[str, str]]:
    """Language and text of every article of an archive that we can annotate."""
    for article in articles(source):
        if article.language in ("en", "es"):
            yield article.language, article.text


def articles(source: Path) -> Iterator[Article]:
    from careo.reading.reader import read
    from careo.sources.opening import SourceOptions, open_source

    for item in open_source(str(source), SourceOptions()).items():
        if isinstance(item, Capture):
            try:
                yield read(item)
            except RecordError:
                continue


def _needed(path: Path | None, option: str, name: str) -> Path:
    if path is None or not path.exists():
        raise CareoError(f"{name} needs {option}, an existing path", where="careo bench")
    return path


def _reading(folder: Path, rounds: int) -> BenchReport:
    from careo.measuring.bench_reading import bench_reading

    return bench_reading(folder, rounds)


def _annotating(source: Path) -> BenchReport:
    from careo.annotating.bench import bench_annotating

    figures = bench_annotating(list(articles(source)))
    row = Row("annotate", figures["careo"], figures["spacy"], "tokens/s", "ratio ≥ 0.7")
    return BenchReport("annotating", (row,))
