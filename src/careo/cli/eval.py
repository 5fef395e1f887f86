"""`careo eval`: measure against a gold set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from careo.errors import MeasuringError
from careo.measuring.floors import floors_of, undercut
from careo.measuring.reading import CAREO
from careo.measuring.report import with_table
from careo.measuring.sets import SETS, evaluate
from careo.measuring.tools import Tools
from careo.values import Article, Capture

EXAMPLE = "Example: careo eval reading-trafilatura path/to/set --json"


def register(app: typer.Typer) -> None:
    """Adds `careo eval` to the command line."""
    app.command("eval", epilog=EXAMPLE)(measure)


def measure(
    name: Annotated[str, typer.Argument(metavar="SET", help=f"One of: {', '.join(SETS)}.")],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="Folder of the gold set.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    floors: Annotated[
        bool, typer.Option("--floors", help="Fail (code 1) when a pinned floor is undercut.")
    ] = False,
    write: Annotated[
        Path | None, typer.Option(exists=True, help="Document whose table is brought up to date.")
    ] = None,
) -> None:
    """Measure Careo against a gold set, beside a baseline in the same run."""
    report = evaluate(name, path, Tools(read=_read))
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        typer.echo(f"{report.set}: {report.n} items in {report.path}\n\n{report.as_table()}")
    if write is not None:
        document = with_table(write.read_text(encoding="utf-8"), report)
        write.write_text(document, encoding="utf-8")
    if floors:
        low = undercut(report, floors_of(name), CAREO)
        for line in low:
            typer.echo(line, err=True)
        if low:
            raise typer.Exit(1)


def _read(capture: Capture) -> Article:
    try:
        from careo.reading.reader import read
    except ImportError as error:  # the extraction libraries are not installed
        raise MeasuringError(f"reading cannot be loaded: {error}") from error
    return read(capture)
