"""Small gold sets for the tests; pages and people in them are invented."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from careo.errors import ReadingError
from careo.values import Article, Block, BlockKind, Capture

BODY = (
    "Three clerks of the port of Valdemora were charged on Monday with taking payments, "
    "prosecutors said, after two years of complaints from the owners of the fish market."
)
PAGE = (
    f"<html><head><title>Clerks charged</title></head><body><article><h1>Clerks charged</h1>"
    f"<p>{BODY}</p><p>{BODY[:90]} again, and more.</p></article></body></html>"
)


def trafilatura_set(folder: Path, **item: object) -> Path:
    """A set of two pages; `item` is laid over the first entry."""
    (folder / "html").mkdir()
    for name in ("a.html", "b.html"):
        (folder / "html" / name).write_text(PAGE)
    first = {
        "file": "a.html",
        "with": ["Three clerks", "never said"],
        "without": ["fish market", "Sign up"],
        "title": "Clerks charged",
        "author": ["Marta Quillón", "Odo Brandt"],
        "date": "2021-05-03",
        "html_lang": "es",
    }
    second = {"file": "b.html", "with": ["payments"], "without": ["Subscribe"], "html_lang": "en"}
    data = {"https://a.example/1": {**first, **item}, "https://b.example/2": second}
    (folder / "evaldata.json").write_text(json.dumps(data))
    return folder


def aeb_set(folder: Path) -> Path:
    """A set of one page."""
    (folder / "html").mkdir()
    (folder / "html" / "p1.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    gold = {"p1": {"articleBody": BODY, "url": "https://a.example/1"}}
    (folder / "ground-truth.json").write_text(json.dumps(gold))
    return folder


def perfect(capture: Capture) -> Article:
    """A reader that knows the answer."""
    return Article(
        title="Clerks  charged",
        blocks=(Block(BlockKind.PARAGRAPH, BODY),),
        authors=("Marta Quillón", "Odo Brandt"),
        published="2021-05-03",
    )


def refusing(capture: Capture) -> Article:
    """A reader that reads nothing."""
    raise ReadingError("no", where=capture.locator)
