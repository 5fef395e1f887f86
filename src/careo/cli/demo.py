"""`careo demo`: the demo archive, built from the package and served."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import careo
from careo import pipeline
from careo.cli.archive import report, watching
from careo.working import WorkOptions, default_stages

DEMO = """Build the demo archive and serve it on this machine.

The archive is made in ./demo-archive; run again, it is only brought up to date.

Example: careo demo --port 8000"""

TEXTS = Path(careo.__file__).parent / "demo"


def register(app: typer.Typer) -> None:
    """Adds the command to `app`."""
    app.command("demo", help=DEMO)(demo)


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 8000,
    archive: Annotated[Path, typer.Option(help="Folder to build it in.")] = Path("demo-archive"),
    workers: Annotated[int, typer.Option(min=0, help="Worker processes.")] = 2,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Only build it.")] = False,
) -> None:
    """Builds and serves the demo archive."""
    from careo.sources.opening import open_source
    from careo.sources.pictures import Mode, finder_of
    from careo.web.config import archive as archives
    from careo.web.config import wiring

    if not (archive / archives.FILE).exists():
        archives.create(archive, name="Careo")
    with wiring.writing(archive) as store, watching() as progress:
        work = WorkOptions(default_stages(), workers)
        finders = partial(finder_of, mode=Mode.LOCAL)
        source = open_source(str(TEXTS))
        summary = pipeline.build([source], store, work, progress, finder_of=finders)
    report(summary, archive, as_json=False)
    if not no_serve:
        from careo.cli.serving import serve

        serve(archive, port)
