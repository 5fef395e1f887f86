from __future__ import annotations

import gzip
import os
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careo.errors import ConfigError, FetchError, FetchRefused, SourceError
from careo.sources import SourceOptions, open_source, opening
from careo.sources.feed import FeedFileSource, FeedSource
from careo.sources.folder import FolderSource
from careo.sources.port import MEGABYTE
from careo.sources.sitemap import SitemapSource
from careo.sources.table import TableSource
from careo.sources.wacz import WaczSource
from careo.sources.warc import WarcSource
from careo.sources.web import AddressSource
from careo.sources.wordpress import WordPressSource
from careo.sources.wxr import WxrSource
from careo.values import Rejection
from sources.giving import captures, client_for, rejections, reply, site

WXR = '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel></channel></rss>'
ITEMS = '"items": [{"id": "1", "content_text": "%s"}]'
FEED_MARKED_LAST = (
    f'{{{ITEMS % ("word " * 2000)}, "version": "https:\\/\\/jsonfeed.org\\/version\\/1"}}'
)
FEED_OF_ANY_LENGTH = (
    f'{{"feed_url": "https://paper.example/f", {ITEMS % ("word " * 20_000)},'
    ' "version": "https://jsonfeed.org/version/1"}'
)
RSS = "<rss><channel><item><link>https://paper.example/1</link><title>T</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("a.csv", "title,body\n", TableSource),
        ("a.tsv", "title\tbody\n", TableSource),
        ("a.json", "[]", TableSource),
        ("a.ndjson", "{}", TableSource),
        ("a.json", '{"version": "https://jsonfeed.org/version/1.1", "items": []}', FeedFileSource),
        ("a.json", FEED_MARKED_LAST, FeedFileSource),
        ("a.json", FEED_OF_ANY_LENGTH, FeedFileSource),
        ("a.json", '[{"title": "A", "body": "See https://jsonfeed.org/version/1"}]', TableSource),
        ("a.xml", WXR, WxrSource),
        ("a.wxr", WXR, WxrSource),
        ("a.xml", RSS, FeedFileSource),
        ("a.atom", '<feed xmlns="http://www.w3.org/2005/Atom"></feed>', FeedFileSource),
        ("a.warc", "WARC/1.0\r\n", WarcSource),
        ("a.warc.gz", gzip.compress(b"WARC/1.0\r\n", mtime=0), WarcSource),
        ("a.arc.gz", gzip.compress(b"filedesc://x", mtime=0), WarcSource),
        ("a.wacz", b"PK\x03\x04", WaczSource),
        ("a.html", "<p>x", opening.PageSource),
        ("a", "<!doctype html><p>x", opening.PageSource),
        ("a.xml", "<urlset></urlset>", opening.UnaskedSitemap),
    ],
)
def test_a_file_is_opened_by_what_it_holds(
    name: str, body: str | bytes, kind: type, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    assert isinstance(open_source(str(path)), kind)


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("wordpress:https://paper.example", WordPressSource),
        ("feed:https://paper.example/rss", FeedSource),
        ("sitemap:https://paper.example", SitemapSource),
        ("page:https://paper.example/a", AddressSource),
        ("https://paper.example/a", AddressSource),
        ("HTTP://paper.example/a", AddressSource),
    ],
)
def test_an_address_is_opened_by_its_prefix(spec: str, kind: type) -> None:
    assert isinstance(open_source(spec), kind)


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("/no/such/place", "no such file or folder"),
        ("ftp://paper.example/a", "only http and https"),
        ("file:///etc/hostname", "only http and https"),
        ("http://", "only http and https"),
        ("wxr:https://paper.example/a", "opens files and folders"),
        ("wordpress:some/folder", "opens addresses"),
    ],
)
def test_what_cannot_be_opened_is_one_clear_error(spec: str, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        open_source(spec)
    assert caught.value.where
    assert "\n" not in str(caught.value)


@given(st.text() | st.from_regex(r"(wordpress|feed|sitemap|page|wxr|table|warc):.{0,300}"))
def test_no_wording_of_a_source_raises_another_error(spec: str) -> None:
    try:
        open_source(spec)
    except SourceError as error:
        assert error.where is not None


def test_a_name_that_no_file_can_have_is_one_clear_error() -> None:
    for spec in ("a\x00b", "x" * 5000):
        with pytest.raises(SourceError, match="no such file"):
            open_source(spec)


def test_a_file_of_no_known_kind_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(SourceError, match=r"a\.pdf: a PDF: not read"):
        open_source(str(tmp_path / "a.pdf"))


def test_a_column_that_no_field_has_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no field is called"):
        open_source(str(tmp_path), SourceOptions(columns={"colour": "x"}))


@pytest.mark.parametrize("spec", ["FOLDER", "sitemap:https://paper.example"])
def test_a_day_that_is_none_is_refused_whatever_the_source(spec: str, tmp_path: Path) -> None:
    options = SourceOptions(modified_after="xyz")
    with pytest.raises(ConfigError, match=r"modified-after: write a day or time .*'xyz'"):
        open_source(spec.replace("FOLDER", str(tmp_path)), options)


def test_what_cannot_tell_changes_takes_no_day_to_count_from(tmp_path: Path) -> None:
    options = SourceOptions(modified_after="2024-01-31T12:00:00")
    for spec in (str(tmp_path), "feed:https://paper.example/rss", "page:https://paper.example/a"):
        with pytest.raises(ConfigError, match="only a live WordPress and a sitemap"):
            open_source(spec, options)
    for spec in ("wordpress:https://paper.example", "https://paper.example/x"):
        open_source(spec, options)


def test_a_contact_that_would_forge_a_header_is_refused() -> None:
    with pytest.raises(ConfigError, match="contact: write a web or e-mail address"):
        open_source("https://paper.example", SourceOptions(contact="a@b.example\r\nX-Own: 1"))


def test_a_prefix_overrules_the_name_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.dat"
    path.write_text("title,body\nOne,Words\n")
    assert [c.stated.title for c in captures(open_source(f"table:{path}").items())] == ["One"]


def test_a_folder_with_a_colon_in_its_name_is_no_prefix(tmp_path: Path) -> None:
    folder = tmp_path / "page:s"
    folder.mkdir()
    assert isinstance(open_source(str(folder)), FolderSource)


# --- a bare address ------------------------------------------------------


def bare(pages: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    options = SourceOptions(rate=0)
    make = client_for(site(pages), options)
    monkeypatch.setattr(opening, "Client", lambda _: make())
    return open_source("https://paper.example/x", options)


def test_a_bare_address_of_a_page_is_one_capture(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = reply("<p>words", headers={"content-type": "text/html", "etag": "1"})
    (found,) = captures(bare({"/x": answer}, monkeypatch).items())
    assert (found.url, found.body) == ("https://paper.example/x", b"<p>words")
    assert dict(found.headers)["etag"] == "1"


def test_a_bare_address_of_a_feed_or_sitemap_is_read_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(captures(bare({"/x": lambda: reply(RSS)}, monkeypatch).items())) == 1
    page = reply("<p>x", headers={"content-type": "text/html"})
    listing = "<urlset><url><loc>https://paper.example/1</loc></url></urlset>"
    pages = {"/x": lambda: reply(listing), "/1": page}
    assert len(captures(bare(pages, monkeypatch).items())) == 1


def test_a_bare_address_that_is_gone_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FetchError, match="status 404"):
        list(bare({}, monkeypatch).items())


@pytest.mark.parametrize("prefix", ["", "feed:", "sitemap:", "wordpress:", "page:"])
def test_loopback_is_not_fetched_unless_allowed(prefix: str) -> None:
    with pytest.raises(FetchRefused, match="not public"):
        list(open_source(f"{prefix}http://127.0.0.1:9/x", SourceOptions(rate=0)).items())


# --- bad input, whatever it is called ------------------------------------

NAMES = ["a.html", "a.txt", "a.md", "a.csv", "a.json", "a.jsonl", "a.xml", "a.warc", "a.warc.gz",
         "a.wacz", "a.gz", "a.rss", "a"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400))
def test_noise_in_a_folder_gives_items_and_never_an_error(
    name: str, data: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    for item in open_source(str(tmp_path)).items():
        if isinstance(item, Rejection):
            assert item.locator.startswith(str(tmp_path / name))
            assert item.reason
            assert "\n" not in item.reason


def big(name: str) -> bytes:
    """Fifty megabytes of what the name promises."""
    filler = b"word " * (10 * MEGABYTE)
    return {
        "a.html": b"<html><p>" + filler,
        "a.txt": filler,
        "a.csv": b'title,body\nOne,Words\nTwo,"' + filler,
        "a.json": b'[{"title":"One","body":"Words"},{"title":"Two","body":"' + filler,
        "a.jsonl": b'{"title":"One","body":"Words"}\n{"title":"' + filler,
        "a.xml": WXR.replace("</channel></rss>", "<item><title>").encode() + filler,
    }[name]


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.csv", "a.json", "a.jsonl", "a.xml"])
def test_fifty_megabytes_in_one_record_are_told_of_within_bounds(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(big(name))
    tracemalloc.start()
    try:
        found = list(open_source(str(tmp_path), SourceOptions(max_bytes=2 * MEGABYTE)).items())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert any("limit" in r.reason for r in rejections(found))
    assert [c.stated.title for c in captures(found)] == (
        ["One"] if name in ("a.csv", "a.json", "a.jsonl") else []
    )
    assert peak < 24 * MEGABYTE


@pytest.mark.parametrize(
    "body", [b"<item>", b"[,", b"{}", b"[", b'"', b",", b"a,", b"<!--", b"{\n"]
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a.xml"])
def test_floods_of_one_token_end_soon(body: bytes, name: str, tmp_path: Path) -> None:
    start = {"a.xml": WXR.removesuffix("</channel></rss>").encode(), "a.json": b"["}.get(
        name, b"title,body\n"
    )
    (tmp_path / name).write_bytes(start + body * 60_000)
    found = list(open_source(str(tmp_path), SourceOptions(max_bytes=MEGABYTE // 32)).items())
    assert rejections(found)
    assert len(found) <= 1002 or name == "a.csv"


@pytest.mark.parametrize("name", ["a.html.gz", "a.csv.gz", "a.json.gz", "a.xml.gz", "a.warc.gz"])
def test_a_zip_bomb_is_stopped_within_bounds(name: str, tmp_path: Path) -> None:
    start = {"a.csv.gz": b"title,body\n", "a.json.gz": b"[", "a.xml.gz": WXR.encode()}
    start["a.warc.gz"] = b"WARC/1.0\r\n"
    with gzip.open(tmp_path / name, "wb", compresslevel=9) as out:
        out.write(start.get(name, b"<p>"))
        for _ in range(80):
            out.write(b"," * MEGABYTE)
    assert (tmp_path / name).stat().st_size < MEGABYTE
    tracemalloc.start()
    try:
        found = list(open_source(str(tmp_path), SourceOptions(max_bytes=2 * MEGABYTE)).items())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert rejections(found)
    assert captures(found) == []
    assert peak < 64 * MEGABYTE


def test_a_zip_bomb_in_a_wacz_is_stopped_within_bounds(tmp_path: Path) -> None:
    path, name = tmp_path / "a.wacz", "archive/a.warc"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        member.write(b"WARC/1.0\r\nContent-Length: 999999999\r\nWARC-Type: response\r\n\r\n")
        for _ in range(80):
            member.write(bytes(MEGABYTE))
    tracemalloc.start()
    try:
        found = list(open_source(str(tmp_path)).items())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert rejections(found)
    assert peak < 64 * MEGABYTE


def test_random_bytes_under_every_name_are_each_told_of(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_bytes(b"\x00\x01\x02" + os.urandom(5000))
    found = list(open_source(str(tmp_path)).items())
    assert captures(found) == []
    assert {Path(r.locator.split(":")[0]).name for r in rejections(found)} == set(NAMES)


def test_a_server_on_the_way_to_a_page_may_not_lead_inwards() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return reply(status=404)
        return reply(status=302, headers={"location": "file:///etc/passwd"})

    with client_for(answer)() as client, pytest.raises(FetchRefused):
        client.fetch("https://paper.example/a")
