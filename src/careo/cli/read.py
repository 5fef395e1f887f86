"""`careo read`: pages and tables as article JSON."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import IO, Annotated

import typer

from careo.errors import RecordError, SourceError
from careo.values import Article, Capture, Item, Rejection

EXAMPLE = (
    "Example: careo read page.html\n\n"
    "With one page the JSON is indented; with several files, a table or an export it is one "
    "article a line. A file that cannot be read gets one line on the error output, the others "
    "go on, and the exit code is 1."
)

ReadCapture = Callable[[Capture], Article]

LARGEST_INPUT = 20_000_000
"""Bytes taken from standard input."""

_BEGINS_JSON = re.compile(r'\s*(?:\{|\[\s*[\[{"\]])')
"""No page begins like this. A Markdown link does begin with a bracket."""


def register(app: typer.Typer) -> None:
    app.command("read", help=f"Read pages into article JSON on stdout.\n\n{EXAMPLE}")(read)


def read(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE...", help="Pages; - is standard input.")
    ] = None,
    batch: Annotated[
        Path | None, typer.Option(help="A table (.csv, .jsonl, .json), one article a row.")
    ] = None,
    url: Annotated[str, typer.Option(help="The page's address, when it does not say it.")] = "",
) -> None:
    places = [*(files or ()), *([f"table:{batch}"] if batch else ())]
    if not places:
        raise typer.BadParameter("name a FILE, - for standard input, or --batch TABLE")
    results = _results(places, url)
    first = list(islice(results, 2))
    indent = 1 if len(places) == 1 and batch is None and len(first) == 1 else None
    failed = False
    for result in chain(first, results):
        if isinstance(result, Article):
            print(json.dumps(result.as_json(), ensure_ascii=False, indent=indent))
        else:
            failed = True
            print(f"careo read: {result}", file=sys.stderr)
    if failed:
        raise typer.Exit(1)


def _results(places: list[str], url: str) -> Iterator[Article | RecordError | SourceError]:
    """An article, or what is wrong with it, for everything in the places."""
    from careo.reading.reader import read as read_capture

    for place in places:
        try:
            for item in _items(place):
                if isinstance(item, Rejection):
                    yield RecordError(item.reason, where=item.locator)
                elif isinstance(item, Capture):
                    yield _article(replace(item, url=item.url or url or None), read_capture)
        except SourceError as error:
            yield error


def _article(capture: Capture, read_capture: ReadCapture) -> Article | RecordError:
    try:
        return read_capture(capture)
    except RecordError as error:
        return error


def _items(place: str) -> Iterator[Item]:
    from careo.sources.opening import open_source

    if place == "-":
        yield _standard_input(sys.stdin.buffer)
    else:
        yield from open_source(place).items()


def _standard_input(stream: IO[bytes]) -> Item:
    """What comes on standard input as a capture: HTML, Markdown or plain text, by
    its looks."""
    from careo.sources.files import kind_of
    from careo.sources.pages import MEDIA_TYPES, page_item
    from careo.sources.port import Origin, SourceOptions

    body = stream.read(LARGEST_INPUT + 1)
    refuse_json(body.decode("utf-8-sig", "replace"))
    found = kind_of(body[:8192], "") or "text"
    kind = found if found in MEDIA_TYPES else "text"
    origin = Origin("standard input", "-", lambda: io.BytesIO(body))
    return page_item(origin, kind, SourceOptions(), dt.datetime.now(dt.UTC))


def refuse_json(text: str) -> None:
    """Raises SourceError when a text that came on standard input is JSON: no page, and
    without a file name no table."""
    if begins_like_json(text):
        broken = broken_json(text, "-")
        reason, where = (broken.reason, broken.where) if broken else ("", "-:1")
        raise SourceError(reason or "JSON is no page; name its file with --batch", where=where)


def begins_like_json(text: str) -> bool:
    """Whether a text begins like a JSON object, or a list of objects, texts or lists."""
    return _BEGINS_JSON.match(text) is not None


def broken_json(text: str, where: str) -> RecordError | None:
    """What is wrong with JSON and at which line and column; None for whole JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{where}:{error.lineno}:{error.colno}"
        return RecordError("not valid JSON from here on", where=place)
    except (ValueError, RecursionError):
        return RecordError("JSON that is nested too deeply or too large", where=f"{where}:1")
    return None
