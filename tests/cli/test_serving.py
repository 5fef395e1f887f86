from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from support import ROOT


def command(*words: str) -> subprocess.Popen[str]:
    own = {k: v for k, v in os.environ.items() if k not in ("CAREO_ARCHIVE", "DATABASE_URL")}
    return subprocess.Popen(
        [sys.executable, "-m", "careo", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=own,
        cwd=ROOT,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of the served demo archive, and what building it printed."""
    archive = str(tmp_path_factory.mktemp("demo") / "archive")
    building = command("demo", "--no-serve", "--archive", archive)
    output, _ = building.communicate(timeout=250)
    assert building.returncode == 0, output
    port = free_port()
    server = command("serve", "--archive", archive, "--port", str(port), "--workers", "1")
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server)
        yield address, output
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) is not None


def wait_for(address: str, server: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - loopback
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"not served: {server.poll()}")


def test_the_demo_archive_is_built_from_the_package_alone(served: tuple[str, str]) -> None:
    articles = len(list((ROOT / "src" / "careo" / "demo").rglob("*.md")))
    assert re.search(rf"^articles in all +{articles} *$", served[1], re.MULTILINE)
    assert re.search(r"^rejected +0 *$", served[1], re.MULTILINE)


def test_pages_come_with_headers_that_allow_nothing_from_elsewhere(
    served: tuple[str, str],
) -> None:
    with urllib.request.urlopen(served[0] + "/", timeout=10) as page:  # noqa: S310 - loopback
        headers, body = page.headers, page.read().decode()
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    inline = re.findall(r"<(?:script|style)(?![^>]*(?:src=|ld\+json))[^>]*>", body)
    assert inline == []


@pytest.mark.parametrize(
    "query", ["a%22b", "AND", "%00", "%F0%9F%9A%A4", "x" * 5000, "%22unclosed"]
)
def test_no_search_ends_in_an_error_of_the_server(served: tuple[str, str], query: str) -> None:
    try:
        with urllib.request.urlopen(f"{served[0]}/search/?q={query}", timeout=10) as page:  # noqa: S310
            status = page.status
    except urllib.error.HTTPError as error:
        status = error.code
    assert status < 500


def test_another_host_name_is_refused(served: tuple[str, str]) -> None:
    request = urllib.request.Request(served[0] + "/search/?q=x", headers={"Host": "evil.example"})  # noqa: S310
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=10)  # noqa: S310 - loopback
    assert caught.value.code == 400
