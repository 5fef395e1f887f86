"""`careo new`, `build`, `add`, `annotate`, `resolve`, `weigh`, `index`."""

from __future__ import annotations

import inspect
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from careo import pipeline
from careo.errors import ConfigError
from careo.pipeline import HeldCursor, Summary
from careo.sources.opening import SourceOptions, open_source
from careo.sources.pictures import Mode, finder_of
from careo.sources.port import FileCursor, Source
from careo.working import Stages, WorkOptions, default_stages

if TYPE_CHECKING:  # the stage is loaded by the commands that need it
    from careo.annotating.annotator import Annotator

REASONS = 12
"""Reasons shown in the table; all of them are in `rejected/index.jsonl`."""

Archive = Annotated[
    Path,
    typer.Option(
        "--archive", envvar="CAREO_ARCHIVE", help="Folder of the archive.", show_default="here"
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
Workers = Annotated[
    int | None,
    typer.Option("--workers", min=0, help="Worker processes; 0 works without. [one per core]"),
]
Sources = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="Folders, files or addresses.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="OURS=THEIRS", help="Name a table's column; repeatable."),
]
Language = Annotated[str, typer.Option(help="Language of pages that do not say theirs.")]
After = Annotated[
    str,
    typer.Option(
        metavar="DATE",
        help="Only what changed since; a live WordPress and a sitemap tell. ISO date or time.",
    ),
]
Follow = Annotated[
    bool, typer.Option("--follow", help="Fetch the page behind each entry of a live feed.")
]
Rate = Annotated[float, typer.Option(min=0.01, help="Requests a second to one host, at most.")]
Contact = Annotated[
    str, typer.Option(help="Address or e-mail that sites are told, should they want to complain.")
]
Robots = Annotated[
    bool, typer.Option("--robots/--no-robots", help="Obey robots.txt; without, only your own site.")
]
Private = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses too.")
]

Pictures = Annotated[
    Mode | None,
    typer.Option(
        help="Where pictures may come from: `auto` fetches them for addresses and takes those "
        "beside the page for files; `fetch` fetches what is not there too. [careo.toml's]",
        show_default=False,
    ),
]


AnnotatorName = Annotated[
    str,
    typer.Option(
        "--annotator",
        metavar="NAME",
        help="Who reads: `rules`, `gliner` or an installed package's. [careo.toml's, else rules]",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Adds the commands to `app`."""
    app.command("new", help=NEW)(new)
    app.command("build", help=BUILD)(_adding(annotating=True))
    app.command("add", help=ADD)(_adding(annotating=False))
    app.command("annotate", help=ANNOTATE)(annotate)
    app.command("resolve", help=RESOLVE)(resolve)
    app.command("weigh", help=WEIGH)(weigh)
    app.command("index", help=INDEX)(index)


NEW = """Make a new archive in a folder.

Example: careo new my-archive"""

BUILD = """Add sources to the archive: read, annotate, resolve and weigh them.

May be interrupted at any point and run again. The same input twice changes nothing.
Bad records are kept in rejected/ and the build goes on; the exit code is 1 only when a
source could not be walked to its end.

Example: careo build pages/ articles.csv export.xml --archive my-archive"""

ADD = """Add sources to the archive and read them, without annotating.

Example: careo add https://paper.example/feed.xml --archive my-archive"""

ANNOTATE = """Annotate the articles that the present annotator has not read yet.

Example: careo annotate --archive my-archive"""

RESOLVE = """Work out anew which identity each article's entities belong to.

Example: careo resolve --archive my-archive"""

WEIGH = """Decide anew what may be public, after a change of policy in careo.toml.

Example: careo weigh --archive my-archive"""

INDEX = """Make the search index anew from the records.

Example: careo index --archive my-archive"""


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make it in.")],
    name: Annotated[str, typer.Option(help="What the site calls itself.")] = "Careo",
) -> None:
    """Makes a new archive."""
    from careo.web.config import archive, wiring

    archive.create(folder, name=name)
    wiring.ready(folder)
    typer.echo(f"Made {folder}. Next: careo build SOURCE --archive {folder}")


def _adding(*, annotating: bool) -> Callable[..., None]:
    """The command behind `build`, and behind `add`: they differ in annotating alone."""

    def command(
        sources: Sources,
        archive: Archive = Path(),
        workers: Workers = None,
        column: Columns = None,
        language: Language = "",
        modified_after: After = "",
        follow: Follow = False,
        rate: Rate = SourceOptions.rate,
        contact: Contact = "",
        robots: Robots = True,
        allow_private: Private = False,
        pictures: Pictures = None,
        annotator: AnnotatorName = "",
        as_json: AsJson = False,
    ) -> None:
        held = HeldCursor(FileCursor(archive / "data" / "cursors.json"))
        reading = SourceOptions(
            columns=_columns(column or ()),
            language=language,
            modified_after=modified_after,
            follow=follow,
            rate=rate,
            contact=contact,
            obey_robots=robots,
            allow_private=allow_private,
            cursor=held,
        )
        stages = default_stages(annotate=False)
        if annotating:
            stages = replace(stages, annotator=annotator_maker(archive, annotator))
        work = partial(_work_options, workers, archive, stages)
        opened = [open_source(spec, reading) for spec in sources]
        summary = _add(opened, archive, work, held, pictures)
        report(summary, archive, as_json=as_json)
        if summary.faults:
            raise typer.Exit(1)

    return command if annotating else _without_option(command, "annotator")


def _without_option(command: Callable[..., None], name: str) -> Callable[..., None]:
    """The command as Typer sees it, less an option that means nothing to it."""
    seen = inspect.signature(command, eval_str=True)
    kept = [option for option in seen.parameters.values() if option.name != name]
    command.__signature__ = seen.replace(parameters=kept)  # type: ignore[attr-defined]  # read by inspect
    return command


def _add(
    opened: list[Source],
    folder: Path,
    work: Callable[[], WorkOptions],
    held: HeldCursor,
    pictures: Mode | None,
) -> Summary:
    from careo.web.config import archive as archives
    from careo.web.config import wiring

    with wiring.writing(folder) as store, watching() as progress:
        mode = pictures or Mode(archives.load(folder.resolve()).pictures)
        finders = partial(finder_of, mode=mode)
        return pipeline.build(opened, store, work(), progress, held, finders)


def _columns(given: Sequence[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    wrong = [text for text, (ours, sign, theirs) in zip(given, pairs, strict=True) if not sign]
    if wrong:
        raise ConfigError(f"write OURS=THEIRS, not {wrong[0]!r}", where="--column")
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def _work_options(workers: int | None, folder: Path, stages: Stages) -> WorkOptions:
    from careo.web.config import archive as archives

    if workers is None:
        workers = archives.load(folder.resolve()).workers or os.cpu_count() or 1
    return WorkOptions(stages, workers)


def annotator_maker(folder: Path, name: str = "") -> Callable[[], Annotator]:
    """What makes the annotator of that name, else of the folder's careo.toml, in any
    process. Raises ConfigError at once when it cannot be had, and tells which rows of
    the archive's lists were left out."""
    from careo.annotating.annotator import load_annotator
    from careo.authority.lists import lists_in_use
    from careo.web.config import archive as archives

    archive = archives.load(folder.resolve())
    name = name or archive.annotator
    maker = partial(load_annotator, name, archive.annotator_settings(name), archive.lists)
    maker()
    for fault in lists_in_use().faults:
        typer.echo(fault, err=True)
    return maker


def annotate(
    archive: Archive = Path(),
    workers: Workers = None,
    annotator: AnnotatorName = "",
    as_json: AsJson = False,
) -> None:
    """Annotates what the annotator has not read yet."""
    from careo.web.config import wiring

    stages = replace(default_stages(), annotator=annotator_maker(archive, annotator))
    with wiring.writing(archive) as store, watching() as progress:
        work = _work_options(workers, archive, stages)
        summary = pipeline.annotate(store, work, progress)
    report(summary, archive, as_json=as_json)


def resolve(archive: Archive = Path(), as_json: AsJson = False) -> None:
    """Works out identities anew."""
    _derive(archive, "articles changed", lambda store: store.resolve(), as_json=as_json)


def weigh(archive: Archive = Path(), as_json: AsJson = False) -> None:
    """Decides anew what may be public."""
    _derive(archive, "rows changed", lambda store: store.weigh(), as_json=as_json)


def index(archive: Archive = Path(), as_json: AsJson = False) -> None:
    """Makes the search index anew."""
    from careo.web.config import wiring

    with wiring.writing(archive):
        from careo.web.records.search import feeding

        _tell("documents", feeding.rebuild(), as_json=as_json)


def _derive(folder: Path, what: str, do: Callable[[pipeline.Store], int], *, as_json: bool) -> None:
    from careo.web.config import wiring

    with wiring.writing(folder) as store:
        changed = do(store)
        store.finish()
    _tell(what, changed, as_json=as_json)


def _tell(what: str, number: int, *, as_json: bool) -> None:
    typer.echo(json.dumps({what.replace(" ", "_"): number}) if as_json else f"{number} {what}")


# --- what the user sees -------------------------------------------------------


@contextmanager
def watching() -> Iterator[pipeline.Progress]:
    """A line on the error output that says how a build goes on, where somebody looks."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("starting", total=None)

        def show(source: str, summary: Summary) -> None:
            done = summary.new + summary.updated + summary.unchanged
            rejected = sum(summary.rejected.values())
            bar.update(
                task,
                description=f"{source[-50:]}  {done} articles"
                + (f", {rejected} rejected" if rejected else "")
                + (f", {summary.pictures} pictures" if summary.pictures else ""),
            )

        yield show


def report(summary: Summary, folder: Path, *, as_json: bool) -> None:
    """Prints what a build did."""
    if as_json:
        typer.echo(json.dumps(summary.as_json(), ensure_ascii=False))
        return
    console = Console()
    table = Table("", "", show_header=False, box=None, pad_edge=False)
    for name in ("read", "new", "updated", "unchanged", "annotated"):
        table.add_row(name, str(getattr(summary, name)))
    table.add_row("rejected", str(sum(summary.rejected.values())))
    _reasons(table, summary.rejected)
    table.add_row("pictures", str(summary.pictures))
    for title, counted in (
        ("pictures not had", summary.no_picture),
        ("passed over", summary.passed_over),
        ("skipped", summary.skipped),
    ):
        if counted:
            table.add_row(title, str(sum(counted.values())))
            _reasons(table, counted)
    for name in ("articles", "entities", "mentions"):
        table.add_row(f"{name} in all", str(getattr(summary, name)))
    table.add_row("seconds", f"{summary.seconds:.1f}")
    console.print(table)
    for fault in summary.faults:
        typer.echo(f"careo: {fault}", err=True)
    if summary.rejected:
        typer.echo(f"What was rejected, with reasons: {folder / 'rejected' / 'index.jsonl'}")


def _reasons(table: Table, counted: dict[str, int]) -> None:
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    for reason, number in ordered[:REASONS]:
        table.add_row(f"  {reason}"[:100], str(number))
    if len(ordered) > REASONS:
        rest = sum(number for _, number in ordered[REASONS:])
        table.add_row(f"  {len(ordered) - REASONS} other reasons", str(rest))
