"""`careo eval`: measure against a gold set."""

from __future__ import annotations

import fnmatch
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from careo.cli.archive import AnnotatorName, annotator_maker
from careo.errors import MeasuringError, SourceError
from careo.measuring.bare import bare_annotator
from careo.measuring.floors import floors_of, undercut
from careo.measuring.reading import CAREO
from careo.measuring.report import with_table
from careo.measuring.sets import SETS, evaluate
from careo.measuring.tools import (
    AnnotateMany,
    FindCapture,
    FoundEcho,
    Heard,
    Tools,
    WalkArchive,
)
from careo.values import Annotations, Article, Capture, EntityType

EXAMPLE = (
    "Example: careo eval reading-trafilatura path/to/set --json\n\n"
    "careo eval ner-conll path/to/set --annotator gliner --archive my-archive"
)
SHARED = "CAREO_SHARED"
"""Environment variable: the folder that gold's archive paths start from."""


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
    limit: Annotated[
        int | None, typer.Option(min=1, help="Take at most so many items, evenly spread.")
    ] = None,
    shared: Annotated[
        Path | None,
        typer.Option(
            envvar=SHARED,
            help="Folder of the archives that gold names; by default one called “shared” "
            "beside PATH or beside a folder that PATH is in.",
        ),
    ] = None,
    annotator: AnnotatorName = "",
    archive: Annotated[
        Path | None,
        typer.Option("--archive", help="Folder whose careo.toml has the annotator's settings."),
    ] = None,
) -> None:
    """Measure Careo against a gold set, beside a baseline in the same run."""
    annotate = _annotate if not (annotator or archive) else _annotator_of(annotator, archive)
    tools = tools_for(path, shared=shared, limit=limit)
    report = evaluate(name, path, replace(tools, annotate=annotate))
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


def tools_for(path: Path, *, shared: Path | None = None, limit: int | None = None) -> Tools:
    """The stages that a set under `path` may call; nothing is loaded before it is used."""
    return Tools(
        read=_read,
        annotate=_annotate,
        bare=bare_annotator(_bare_pipeline),
        find=_finder(path, shared),
        walk=_walker(path, shared),
        echoes=_echoes,
        confront=_confront,
        limit=limit,
        compare=_compare,
    )


def _read(capture: Capture) -> Article:
    try:
        from careo.reading.reader import read
    except ImportError as error:  # the extraction libraries are not installed
        raise MeasuringError(f"reading cannot be loaded: {error}") from error
    return read(capture)


def _annotate(articles: Sequence[Article]) -> list[Annotations]:
    try:
        from careo.annotating.annotator import load_annotator
    except ImportError as error:
        raise MeasuringError(f"annotating cannot be loaded: {error}") from error
    return load_annotator().annotate_many(articles)


def _annotator_of(name: str, archive: Path | None) -> AnnotateMany:
    """The annotator that was asked for. Without an archive no settings file counts, so
    that a figure does not depend on the folder it was measured in. Raises ConfigError at
    once when it cannot be had."""
    from careo.annotating.annotator import load_annotator

    if archive is None:
        return load_annotator(name).annotate_many
    return annotator_maker(archive, name)().annotate_many


def _echoes(articles: Sequence[Article]) -> list[FoundEcho]:
    from careo.weighing.echoes.finding import find_echoes
    from careo.weighing.echoes.texts import Outlet, echo_text

    # An archive is one newsroom's own unless its articles have addresses.
    texts = (echo_text(article, None if article.url else Outlet()) for article in articles)
    return [(echo.left, echo.right, str(echo.kind)) for echo in find_echoes(texts)]


def _compare(left: str, right: str, type_: EntityType) -> float:
    from careo.resolving.comparing import compare

    return compare(left, right, type_).value


def _confront(
    heard: Sequence[Heard],
) -> Iterator[tuple[tuple[int, int], tuple[int, int], str, float]]:
    from careo.resolving.identity import identity_of
    from careo.weighing.careos.confronting import confront
    from careo.weighing.careos.testimony import hear

    before, places = [], {}
    for number, (article, found) in enumerate(heard):
        keys = {e.id: identity_of(e, article.language).key for e in found.entities}
        for at, one in enumerate(hear(article, found, keys)):
            before.append(one)
            places[one.key] = (number, at)
    for pair in confront(before):
        yield places[pair.left], places[pair.right], str(pair.kind), pair.score


@cache
def _bare_pipeline(language: str) -> Any:
    from careo.annotating.language.models import load_pipeline, why_not

    if why_not(language):
        raise KeyError(language)
    # A pipeline of its own: the baseline switches off what it does not need.
    return load_pipeline.__wrapped__(language, bare=True)


# --- archives that gold names -------------------------------------------------


def _finder(path: Path, shared: Path | None) -> FindCapture:
    """Finds captures by archive and key; each archive is walked once. In both, `*` stands
    for any characters: an address may hold a headline, which is its publisher's."""

    @cache
    def captures(archive: str) -> dict[str, Capture]:
        return _captures(_one_path(_shared_folder(path, shared), archive))

    def find(archive: str, key: str) -> Capture:
        held = captures(archive)
        if key in held:
            return held[key]
        fitting = fnmatch.filter(held, key or "*") if "*" in key or not key else []
        # A capture stands under its key and its address.
        found = list({id(held[name]): held[name] for name in fitting}.values())
        if len(found) != 1:
            kind = "several articles" if found else "no article"
            raise MeasuringError(f"holds {kind} “{key}”", where=archive)
        return found[0]

    return find


def _walker(path: Path, shared: Path | None) -> WalkArchive:
    """Gives all captures of an archive: a path as it is, or under the shared folder."""

    def walk(archive: str) -> list[Capture]:
        here = Path(archive)
        place = here if here.exists() else _one_path(_shared_folder(path, shared), archive)
        held = _captures(place)
        return list({id(capture): capture for capture in held.values()}.values())

    return walk


def _one_path(folder: Path, archive: str) -> Path:
    """The path in `folder`, which may hold `*`; the path as written when not one fits."""
    if "*" not in archive:
        return folder / archive
    found = list(folder.glob(archive))
    return found[0] if len(found) == 1 else folder / archive


def _captures(archive: Path) -> dict[str, Capture]:
    """What an archive holds by key and by address."""
    from careo.sources.opening import open_source

    try:
        items = [item for item in open_source(str(archive)).items() if isinstance(item, Capture)]
    except SourceError as error:
        raise MeasuringError(error.reason, where=error.where) from error
    by_address = {item.url: item for item in items if item.url}
    return by_address | {item.key: item for item in items}


def _shared_folder(path: Path, shared: Path | None) -> Path:
    if shared is None and os.environ.get(SHARED):
        shared = Path(os.environ[SHARED])
    if shared is not None:
        return shared
    for folder in path.resolve().parents:
        if (folder / "shared").is_dir():
            return folder / "shared"
    raise MeasuringError(
        f"the folder of the archives that gold names is not to be found: name it with "
        f"--shared or {SHARED}",
        where=str(path),
    )
