from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from careo.values import Block, BlockKind
from careo.web.site.cache import Kept, PageCache, PageStore, keep, keepable, matches, takes_gzip
from web.site.invented import MAIN, Piece, add

URL = f"/news/{MAIN.slug}/"


def page(body: bytes = b"x" * 2_000, generation: int = 1) -> Kept:
    return keep(HttpResponse(body), generation)


def test_a_page_of_another_generation_is_not_given_out() -> None:
    store = PageStore()
    store.put("a", page(generation=1))
    assert store.get("a", 1) is not None
    assert store.get("a", 2) is None
    assert store.get("b", 1) is None


def test_the_store_stays_within_its_bytes_and_drops_what_was_not_asked_for_longest() -> None:
    size = page().size
    store = PageStore(limit=size * 20)
    for number in range(20):
        store.put(str(number), page())
    assert store.get("0", 1) is not None
    store.put("one more", page())
    assert store.get("1", 1) is None
    assert store.get("0", 1) is not None
    assert store.get("one more", 1) is not None


def test_a_page_that_would_fill_the_store_is_not_kept() -> None:
    store = PageStore(limit=50_000)
    store.put("big", page(b"y" * 20_000))
    assert store.get("big", 1) is None


def test_replacing_a_page_does_not_count_it_twice() -> None:
    store = PageStore(limit=page().size * 11)
    for _ in range(100):
        store.put("a", page())
    store.put("b", page())
    assert store.get("a", 1) is not None


@pytest.mark.parametrize(
    ("header", "holds"),
    [("", False), ('"x"', False), ('"abc"', True), ('W/"abc"', True), ('"x", "abc"', True),
     ("*", True), ('"abc-gz"', True)],
)  # fmt: skip
def test_a_validator_is_compared_as_the_standard_says(header: str, holds: bool) -> None:
    assert matches(header, '"abc"') is holds


@pytest.mark.parametrize(
    "spoil",
    [
        lambda r: r.set_cookie("a", "1"),
        lambda r: r.headers.__setitem__("Cache-Control", "private"),
        lambda r: r.headers.__setitem__("Cache-Control", "no-store"),
        lambda r: r.headers.__setitem__("Vary", "Cookie"),
        lambda r: setattr(r, "status_code", 404),
    ],
)
def test_what_is_not_the_same_for_everybody_is_not_kept(spoil: Any) -> None:
    request = RequestFactory().get("/")
    response = HttpResponse("x")
    assert keepable(request, response)
    spoil(response)
    assert not keepable(request, response)


def _calls(monkeypatch: pytest.MonkeyPatch) -> tuple[PageCache, list[str]]:
    made: list[str] = []
    monkeypatch.setattr("careo.web.site.cache.gate.generation", lambda: 1)

    def view(request: Any) -> HttpResponse:
        made.append(request.get_full_path())
        return HttpResponse(request.get_host())

    return PageCache(view), made


def test_hosts_and_schemes_do_not_share_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    cache, made = _calls(monkeypatch)
    factory = RequestFactory()
    for host in ("127.0.0.1", "localhost", "127.0.0.1"):
        assert cache(factory.get("/", HTTP_HOST=host)).content == host.encode()
    cache(factory.get("/", HTTP_HOST="127.0.0.1", secure=True))
    assert len(made) == 3


def test_queries_posts_and_signed_in_readers_pass_by(monkeypatch: pytest.MonkeyPatch) -> None:
    cache, made = _calls(monkeypatch)
    factory = RequestFactory()
    for _ in range(2):
        cache(factory.get("/?utm=1"))
        cache(factory.post("/"))
        cache(factory.get("/", HTTP_COOKIE="a=1; sessionid=abc"))
    assert len(made) == 6


def test_a_reader_with_other_cookies_gets_the_kept_page(monkeypatch: pytest.MonkeyPatch) -> None:
    cache, made = _calls(monkeypatch)
    factory = RequestFactory()
    cache(factory.get("/"))
    cache(factory.get("/", HTTP_COOKIE="vote=1"))
    assert len(made) == 1


def test_a_warm_page_costs_one_query(client: Any) -> None:
    first = client.get(URL)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        second = client.get(URL)
    assert len(queries) == 1
    assert "generation" in queries[0]["sql"]
    assert second.content == first.content
    assert second.headers["ETag"] == first.headers["ETag"]


def test_a_change_shows_at_once(client: Any) -> None:
    before = client.get(URL)
    home = client.get("/")
    words = Block(BlockKind.PARAGRAPH, "A correction: the official never said so.")
    add(Piece(MAIN.slug, "Corrected Headline", (words,), published="2021-03-15", key=MAIN.key))
    after = client.get(URL)
    assert b"the official never said so" in after.content
    assert after.headers["ETag"] != before.headers["ETag"]
    assert b"Corrected Headline" in client.get("/").content
    assert b"Corrected Headline" not in home.content


def test_a_page_that_has_not_changed_is_not_sent_again(client: Any) -> None:
    etag = client.get(URL).headers["ETag"]
    again = client.get(URL, headers={"if-none-match": etag})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == etag
    assert "s-maxage" in again.headers["Cache-Control"]


def test_a_kept_page_is_sent_compressed_to_those_who_take_it(client: Any) -> None:
    plain = client.get(URL)
    packed = client.get(URL, headers={"accept-encoding": "br, gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert int(packed.headers["Content-Length"]) == len(packed.content)


def test_pages_may_be_kept_by_a_cache_in_front_for_a_short_while(client: Any) -> None:
    control = client.get(URL).headers["Cache-Control"]
    assert control == "public, max-age=0, s-maxage=5, must-revalidate"


def test_kept_pages_carry_the_safety_headers(client: Any) -> None:
    client.get(URL)
    kept = client.get(URL)
    assert "default-src 'none'" in kept.headers["Content-Security-Policy"]
    assert kept.headers["X-Content-Type-Options"] == "nosniff"
    assert kept.headers["X-Frame-Options"] == "DENY"
    assert kept.headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("gzip", True),
        ("gzip, br", True),
        ("br;q=1.0, gzip;q=0.5", True),
        ("*", True),
        ("x-gzip-like", False),
        ("gzip;q=0", False),
        ("GZIP; Q=0.0", False),
        ("identity, *;q=0", False),
        ("gzip;q=0, *", False),
        ("gzip;q=x", False),
        ("", False),
    ],
)
def test_a_page_is_compressed_only_for_those_who_take_it(header: str, takes: bool) -> None:
    assert takes_gzip(header) is takes


@pytest.mark.parametrize("path", ["/search/?q=torvane", "/nope/", "/news/page/1/"])
def test_what_is_not_kept_here_is_kept_nowhere_else_without_asking(client: Any, path: str) -> None:
    assert client.get(path)["Cache-Control"] == "no-cache"


def test_a_new_day_makes_pages_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime as dt

    cache, made = _calls(monkeypatch)
    for day in (1, 1, 2):
        today = dt.date(2027, 1, day)
        monkeypatch.setattr("careo.web.site.cache.timezone.localdate", lambda day=today: day)
        cache(RequestFactory().get("/"))
    assert len(made) == 2
