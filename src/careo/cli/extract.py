"""`careo extract`: pages or article JSON as annotations JSON."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from careo.cli.archive import AnnotatorName, annotator_maker
from careo.cli.read import begins_like_json, broken_json
from careo.errors import RecordError, SourceError
from careo.values import Annotations, Article, Capture, Item, Rejection

if TYPE_CHECKING:
    from careo.annotating.annotator import Annotator

EXAMPLE = (
    "Example: careo extract page.html\n\n"
    "Takes what `careo read` takes, and what it prints (article JSON, one object or one a line). "
    "With one article the JSON is indented; with more it is one a line. What cannot be read "
    "gets one line on the error output, the others go on, and the exit code is 1. An article "
    "in a language that is not read comes out empty, with a line that says why."
)
LARGEST_INPUT = 50_000_000
"""Bytes of article JSON that are taken from one file or from standard input."""

BATCH = 32
"""Articles that are annotated together: enough to keep the models busy, few to hold."""

_OTHER_JSON = "no article JSON (an object with title and blocks)"

ArchiveFolder = Annotated[
    Path,
    typer.Option(
        "--archive",
        envvar="CAREO_ARCHIVE",
        help="Folder whose careo.toml names the annotator.",
        show_default="here",
    ),
]

Result = Article | RecordError | SourceError


def register(app: typer.Typer) -> None:
    app.command("extract", help=f"Read who and what pages speak of into JSON.\n\n{EXAMPLE}")(
        extract
    )


def extract(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE...", help="Pages or article JSON; - is standard input."),
    ] = None,
    batch: Annotated[
        Path | None, typer.Option(help="A table (.csv, .jsonl, .json), one article a row.")
    ] = None,
    annotator: AnnotatorName = "",
    archive: ArchiveFolder = Path(),
) -> None:
    places = [*(files or ()), *([str(batch)] if batch else ())]
    if not places:
        raise typer.BadParameter("name a FILE, - for standard input, or --batch TABLE")
    results = chain.from_iterable(_results(place) for place in places)
    first = list(islice(results, 2))
    indent = 1 if len(places) == 1 and batch is None and len(first) == 1 else None
    failed = False
    reader = annotator_maker(archive, annotator)()
    for article, found in _annotated(chain(first, results), reader):
        if article is None or not isinstance(found, Annotations):
            failed = True
            print(f"careo extract: {found}", file=sys.stderr)
            continue
        if found.skipped:
            print(f"careo extract: “{article.title}”: {found.skipped}", file=sys.stderr)
        print(json.dumps(found.as_json(article), ensure_ascii=False, indent=indent))
    if failed:
        raise typer.Exit(1)


def _annotated(
    results: Iterable[Result], annotator: Annotator
) -> Iterator[tuple[Article, Annotations] | tuple[None, RecordError | SourceError]]:
    """Each article with its annotations, and each fault, in order."""
    stream = iter(results)
    while group := list(islice(stream, BATCH)):
        articles = [result for result in group if isinstance(result, Article)]
        found = iter(annotator.annotate_many(articles))
        for result in group:
            if isinstance(result, Article):
                yield result, next(found)
            else:
                yield None, result


def _results(place: str) -> Iterator[Result]:
    """An article, or what is wrong with it, for everything in a place."""
    try:
        body = _json_body(place)
        if body is not None and (articles := _articles_in(body, place)) is not None:
            yield from articles
            return
        for item in _items(place, body):
            if isinstance(item, Rejection):
                yield RecordError(item.reason, where=item.locator)
            elif isinstance(item, Capture):
                yield _read(item)
    except SourceError as error:
        yield error


def _read(capture: Capture) -> Article | RecordError:
    from careo.reading.reader import read

    try:
        return read(capture)
    except RecordError as error:
        return error


def _json_body(place: str) -> bytes | None:
    """The bytes of standard input, or of a file that looks like article JSON."""
    if place == "-":
        return _limited(sys.stdin.buffer.read(LARGEST_INPUT + 1), "standard input")
    path = Path(place)
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            head = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
            if not head.startswith(b"{"):
                return None
            file.seek(0)
            return _limited(file.read(LARGEST_INPUT + 1), place)
    except OSError as error:
        raise SourceError(error.strerror or "cannot be read", where=place) from None


def _limited(body: bytes, where: str) -> bytes:
    if len(body) > LARGEST_INPUT:
        raise SourceError(f"larger than {LARGEST_INPUT} bytes", where=where)
    return body


def _articles_in(body: bytes, place: str) -> Iterator[Result] | None:
    """The articles of article JSON, one object or one a line; None for other input."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    piped = place == "-" and begins_like_json(text)
    whole = _object(text)
    if whole is not None:
        return iter([_article(whole, f"{place}:1")]) if piped or _is_article(whole) else None
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines or not any(_is_article(_object(line)) for _, line in lines[:10]):
        return iter([_no_json(text, place)]) if piped else None
    return (_article(_object(line), f"{place}:{number}") for number, line in lines)


def _no_json(text: str, where: str) -> RecordError:
    """What is wrong with a text that begins like JSON and holds no article."""
    return broken_json(text, where) or RecordError(_OTHER_JSON, where=f"{where}:1")


def _object(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _is_article(data: dict[str, Any] | None) -> bool:
    return data is not None and isinstance(data.get("blocks"), list) and "title" in data


def _article(data: dict[str, Any] | None, where: str) -> Article | RecordError:
    if data is None or not _is_article(data):
        return RecordError(_OTHER_JSON, where=where)
    try:
        article = Article.from_json(data)
        fits = isinstance(article.text, str) and isinstance(article.title, str)
        fits = fits and isinstance(article.language, str | None)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        return RecordError(f"article JSON of another shape ({error})", where=where)
    if not fits:
        return RecordError("title, text and language are texts", where=where)
    return article


def _items(place: str, body: bytes | None) -> Iterator[Item]:
    from careo.sources.files import kind_of
    from careo.sources.opening import open_source
    from careo.sources.pages import MEDIA_TYPES, page_item
    from careo.sources.port import Origin, SourceOptions

    if place != "-":
        yield from open_source(place).items()
        return
    page = body or b""
    found = kind_of(page[:8192], "") or "text"
    kind = found if found in MEDIA_TYPES else "text"
    origin = Origin("standard input", "-", lambda: io.BytesIO(page))
    yield page_item(origin, kind, SourceOptions(), dt.datetime.now(dt.UTC))
