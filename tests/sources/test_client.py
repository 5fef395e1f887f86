from __future__ import annotations

import datetime as dt
import gzip
import zlib

import httpx
import pytest

from careo.errors import FetchError, FetchRefused
from careo.sources.client import MAX_REDIRECTS, MAX_TRIES, Client, retry_after
from careo.sources.port import MEGABYTE, SourceOptions
from sources.giving import Answer, client_for, reply, site

HOST = "https://paper.example"


def test_a_response_keeps_bytes_headers_and_where_it_led() -> None:
    pages = {
        "/a": reply(status=301, headers={"location": "/b"}),
        "/b": reply("text", headers={"X-Y": "z"}),
    }
    with client_for(site(pages))() as client:
        got = client.fetch(f"{HOST}/a")
    assert (got.url, got.status, got.body, got.header("x-y")) == (f"{HOST}/b", 200, b"text", "z")
    assert got.at.tzinfo is not None


def test_redirects_in_a_circle_are_refused() -> None:
    pages = {"/a": lambda: reply(status=302, headers={"location": "/b"}),
             "/b": lambda: reply(status=302, headers={"location": "/a#again"})}  # fmt: skip
    with client_for(site(pages))() as client, pytest.raises(FetchRefused, match="circle"):
        client.fetch(f"{HOST}/a")


def test_an_endless_chain_of_redirects_is_refused() -> None:
    count = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal count
        if request.url.path == "/robots.txt":
            return reply(status=404)
        count += 1
        return reply(status=302, headers={"location": f"/{count}"})

    with client_for(answer)() as client, pytest.raises(FetchRefused, match="redirects"):
        client.fetch(f"{HOST}/0")
    assert count == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    "target", ["file:///etc/hostname", "ftp://paper.example/a", "gopher://x/", "javascript:1"]
)
def test_a_redirect_out_of_http_is_refused(target: str) -> None:
    pages = {"/a": reply(status=302, headers={"location": target})}
    with (
        client_for(site(pages))() as client,
        pytest.raises(FetchRefused, match="only http and https"),
    ):
        client.fetch(f"{HOST}/a")


def test_an_address_with_a_user_name_is_refused() -> None:
    with client_for(site({}))() as client, pytest.raises(FetchRefused, match="user name"):
        client.fetch("https://me:secret@paper.example/")


def test_robots_rules_are_obeyed_and_asked_for_once() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if request.url.path == "/robots.txt":
            return reply("User-agent: Careo\nDisallow: /private/\n")
        return reply("page")

    with client_for(answer)() as client:
        assert client.fetch(f"{HOST}/open").ok
        with pytest.raises(FetchRefused, match=r"robots\.txt"):
            client.fetch(f"{HOST}/private/x")
    assert asked == ["/robots.txt", "/open"]


def test_a_redirect_into_what_robots_forbid_is_refused() -> None:
    pages = {"/robots.txt": reply("User-agent: *\nDisallow: /in/"),
             "/a": reply(status=302, headers={"location": "/in/b"})}  # fmt: skip
    with client_for(site(pages))() as client, pytest.raises(FetchRefused, match=r"robots\.txt"):
        client.fetch(f"{HOST}/a")


def test_a_site_whose_robots_cannot_be_had_is_left_alone() -> None:
    pages = {"/robots.txt": lambda: reply(status=503), "/a": reply("x")}
    with client_for(site(pages))() as client, pytest.raises(FetchRefused, match=r"robots\.txt"):
        client.fetch(f"{HOST}/a")


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "localhost.", "LOCALHOST..", "127.0.0.1", "127.0.0.1.", "127.1", "0.0.0.0"),  # noqa: S104 - refused
        *("2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "10.0.0.7", "169.254.169.254"),
        *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "0"),
    ],
)
def test_a_private_address_is_refused_as_one_however_it_is_written(host: str) -> None:
    options = SourceOptions(rate=0)
    client = Client(options, sleep=lambda _: None)
    with client, pytest.raises(FetchRefused, match="which is not public"):
        client.fetch(f"http://{host}/a")


def test_a_site_that_cannot_be_reached_is_not_said_to_forbid_anything() -> None:
    def down(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("the name paper.example cannot be resolved")

    with client_for(down)() as client:
        for _ in range(2):  # the second time, what is known of its rules is asked
            with pytest.raises(FetchError, match="cannot be resolved") as told:
                client.fetch(f"{HOST}/a")
            assert not isinstance(told.value, FetchRefused)


def test_robots_can_be_set_aside_on_ones_own_site() -> None:
    pages = {"/robots.txt": reply("User-agent: *\nDisallow: /"), "/a": reply("x")}
    options = SourceOptions(obey_robots=False, rate=0)
    with client_for(site(pages), options)() as client:
        assert client.fetch(f"{HOST}/a").ok


def sleeper(answer: Answer, options: SourceOptions) -> tuple[Client, list[float]]:
    naps: list[float] = []
    return Client(options, transport=httpx.MockTransport(answer), sleep=naps.append), naps


def test_requests_to_one_host_keep_their_distance() -> None:
    client, naps = sleeper(lambda _: reply("x"), SourceOptions(rate=2.0, obey_robots=False))
    with client:
        client.fetch(f"{HOST}/a")
        client.fetch("https://other.example/a")
        assert naps == []
        client.fetch(f"{HOST}/b")
    assert len(naps) == 1
    assert 0.4 < naps[0] <= 0.5


def test_a_crawl_delay_in_robots_is_kept() -> None:
    pages = {"/robots.txt": reply("User-agent: *\nCrawl-delay: 7"), "/a": lambda: reply("x")}
    client, naps = sleeper(site(pages), SourceOptions(rate=0))
    with client:
        client.fetch(f"{HOST}/a")
    assert len(naps) == 1
    assert 6.5 < naps[0] <= 7


def test_a_busy_server_is_asked_again_after_the_time_it_names() -> None:
    answers = [reply(status=503, headers={"retry-after": "3"}), reply("at last")]
    client, naps = sleeper(lambda _: answers.pop(0), SourceOptions(rate=0, obey_robots=False))
    with client:
        assert client.fetch(f"{HOST}/a").body == b"at last"
    assert naps == [3.0]


def test_retries_end() -> None:
    count = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal count
        count += 1
        return reply(status=500)

    client, naps = sleeper(answer, SourceOptions(rate=0, obey_robots=False))
    with client:
        assert client.fetch(f"{HOST}/a").status == 500
    assert count == MAX_TRIES
    assert naps == [1.0, 2.0, 4.0]


def test_a_server_that_asks_for_an_hour_is_told_of_and_left() -> None:
    client, _ = sleeper(
        lambda _: reply(status=429, headers={"retry-after": "3600"}),
        SourceOptions(rate=0, obey_robots=False),
    )
    with client, pytest.raises(FetchError, match="3600 seconds"):
        client.fetch(f"{HOST}/a")


def test_a_broken_connection_is_one_clear_error() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("connection refused")

    client, _ = sleeper(answer, SourceOptions(rate=0, obey_robots=False))
    with client, pytest.raises(FetchError) as caught:
        client.fetch(f"{HOST}/a")
    assert str(caught.value) == f"{HOST}/a: cannot be fetched: connection refused"


def test_a_page_over_the_limit_is_refused() -> None:
    with client_for(lambda _: reply(b"x" * 2000), SourceOptions(max_bytes=1000, rate=0,
                    obey_robots=False))() as client:  # fmt: skip
        with pytest.raises(FetchRefused, match="larger than the limit"):
            client.fetch(f"{HOST}/a")
        assert client.fetch(f"{HOST}/a", limit=5000).ok


def test_a_packed_page_is_unpacked() -> None:
    packed = reply(gzip.compress(b"words"), headers={"content-encoding": "gzip"})
    with client_for(site({"/a": packed}))() as client:
        assert client.fetch(f"{HOST}/a").body == b"words"


def test_a_packed_bomb_is_stopped_at_the_limit() -> None:
    bomb = gzip.compress(bytes(200 * MEGABYTE), 9)
    assert len(bomb) < MEGABYTE
    pages = {"/a": reply(bomb, headers={"content-encoding": "gzip"})}
    with client_for(site(pages))() as client, pytest.raises(FetchRefused, match="larger"):
        client.fetch(f"{HOST}/a")


@pytest.mark.parametrize(
    ("coding", "body", "words"),
    [("br", b"\x0b", "did not ask"), ("gzip", b"\x1f\x8b\x08nonsense", "damaged"),
     ("gzip", zlib.compress(b"x"), "damaged")],
)  # fmt: skip
def test_packing_we_cannot_undo_is_one_clear_error(coding: str, body: bytes, words: str) -> None:
    pages = {"/a": reply(body, headers={"content-encoding": coding})}
    with client_for(site(pages))() as client, pytest.raises(FetchError, match=words):
        client.fetch(f"{HOST}/a")


def test_the_client_says_who_it_is_and_how_to_reach_us() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["user-agent"])
        return reply("x")

    options = SourceOptions(contact="desk@paper.example", obey_robots=False, rate=0)
    with client_for(answer, options)() as client:
        client.fetch(f"{HOST}/a")
    assert seen == ["Careo/0.1 (newsroom archive importer; +desk@paper.example)"]


NOW = dt.datetime(2024, 5, 1, 12, 0, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Wed, 01 May 2024 12:00:30 GMT", 30.0),
        ("Wed, 01 May 2024 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds
