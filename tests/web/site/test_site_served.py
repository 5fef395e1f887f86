"""The site behind a real server with two processes, and another process that writes."""

from __future__ import annotations

import gzip
from typing import Any

import httpx
import pytest

from web.site.invented import MAIN

URL = f"/news/{MAIN.slug}/"

CHANGE = f"""
from pathlib import Path
from careo.web.config import configure
import os
configure(Path(os.environ["CAREO_ARCHIVE"]))
from careo.values import Block, BlockKind
from web.site.invented import MAIN, Piece, add
words = Block(BlockKind.PARAGRAPH, "Set right: nobody ever sat down.")
add(Piece({MAIN.slug!r}, "Set Right", (words,), published="2021-03-15", key=MAIN.key))
"""


@pytest.fixture
def reader(served: Any) -> Any:
    with httpx.Client(base_url=served.base, trust_env=False) as client:
        yield client


def test_what_another_process_changes_shows_with_the_next_request(
    served: Any, reader: httpx.Client
) -> None:
    for _ in range(12):  # until both processes hold the page
        httpx.get(served.base + URL, trust_env=False)
    before = reader.get(URL)
    assert "nobody ever sat down" not in before.text
    served.run(CHANGE)
    # New connections, so that both processes answer.
    answers = [httpx.get(served.base + URL, trust_env=False) for _ in range(12)]
    assert all("nobody ever sat down" in answer.text for answer in answers)
    assert len({answer.headers["etag"] for answer in answers}) == 1
    stale = reader.get(URL, headers={"if-none-match": before.headers["etag"]})
    assert stale.status_code == 200


def test_an_unchanged_page_is_answered_with_304_and_no_body(reader: httpx.Client) -> None:
    etag = reader.get("/tags/").headers["etag"]
    again = reader.get("/tags/", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_both_forms_of_a_page_arrive_whole(served: Any) -> None:
    with httpx.Client(base_url=served.base, trust_env=False) as client:
        plain = client.get("/", headers={"accept-encoding": "identity"})
        with client.stream("GET", "/", headers={"accept-encoding": "gzip"}) as answer:
            raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert int(answer.headers["content-length"]) == len(raw)


def test_style_sheets_are_served_from_the_site_itself(reader: httpx.Client) -> None:
    page = reader.get("/").text
    for name in ("tokens", "type", "layout", "components", "print"):
        at = page.index(f"/static/careo/{name}.css?v=")
        sheet = reader.get(page[at : page.index('"', at)])
        assert sheet.headers["content-type"].startswith("text/css")
        assert sheet.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    ["/static/../settings.py", "/static/%2e%2e/%2e%2e/config/settings.py", "/media/x", "/.env",
     "/static/careo/built/", "/news/%00/", "/news/%ff%fe/", "/" + "a" * 4000],
)  # fmt: skip
def test_paths_that_lead_nowhere_are_not_found(reader: httpx.Client, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code in (400, 404)
    assert "SECRET" not in answer.text
