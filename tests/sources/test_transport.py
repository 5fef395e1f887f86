"""These tests use real sockets on the loopback interface."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from careo.errors import FetchError, FetchRefused
from careo.sources.client import Client
from careo.sources.port import SourceOptions
from careo.sources.transport import Deadline, JudgingTransport


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = f"asked for {self.headers['Host']}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def fetch(url: str, *, allow: bool, resolver: object = None) -> httpx.Response:
    deadline = Deadline()
    deadline.start(5)
    options = {"resolver": resolver} if resolver else {}
    transport = JudgingTransport(allow_private=allow, deadline=deadline, **options)  # type: ignore[arg-type]
    with httpx.Client(transport=transport, trust_env=False) as http:
        return http.get(url)


def test_loopback_is_refused_unless_allowed(port: int) -> None:
    with pytest.raises(FetchRefused, match=r"127\.0\.0\.1"):
        fetch(f"http://127.0.0.1:{port}/", allow=False)
    assert fetch(f"http://127.0.0.1:{port}/", allow=True).status_code == 200


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433", "[::1]"])
def test_other_spellings_of_loopback_are_refused_too(host: str, port: int) -> None:
    with pytest.raises((FetchRefused, httpx.ConnectError)):
        fetch(f"http://{host}:{port}/", allow=False)


def test_a_name_that_also_points_inwards_is_refused() -> None:
    def resolver(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "10.0.0.7"]

    with pytest.raises(FetchRefused, match=r"10\.0\.0\.7"):
        fetch("http://two-faced.example/", allow=False, resolver=resolver)


def test_the_connection_goes_to_the_judged_address_and_resolves_once(port: int) -> None:
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    response = fetch(f"http://news.example:{port}/", allow=True, resolver=resolver)
    assert response.text == f"asked for news.example:{port}"
    assert asked == ["news.example"]


def test_a_name_that_is_pointed_inwards_after_a_first_answer_gains_nothing(port: int) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.7"]])

    def resolver(host: str, port: int) -> list[str]:
        return next(answers)

    with pytest.raises(FetchRefused, match=r"127\.0\.0\.1"):
        fetch(f"http://rebound.example:{port}/", allow=False, resolver=resolver)
    with pytest.raises(FetchRefused, match=r"10\.0\.0\.7"):  # a new connection, judged anew
        fetch(f"http://rebound.example:{port}/", allow=False, resolver=resolver)


def test_a_name_without_address_fails_in_one_line() -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise socket.gaierror("no such host")

    with pytest.raises(httpx.ConnectError, match=r"nowhere\.example cannot be resolved"):
        fetch("http://nowhere.example/", allow=False, resolver=resolver)


def test_a_server_that_drips_is_cut_off_at_the_deadline() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    sent: list[int] = []

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            try:
                for number in range(1000):
                    connection.sendall(f"X-{number}: y\r\n".encode())
                    sent.append(number)
                    time.sleep(0.05)
            except OSError:
                return

    threading.Thread(target=drip, daemon=True).start()
    options = SourceOptions(allow_private=True, obey_robots=False, timeout=0.1, rate=0)
    with listener, Client(options, sleep=lambda _: None) as client, pytest.raises(FetchError):
        client.fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/")
    assert len(sent) < 500
