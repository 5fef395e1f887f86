"""The invented archive, filled once a module; each test's changes are rolled back."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import careo
from web.site.invented import fill

HERE = Path(__file__).parent
START_SECONDS = 30


@pytest.fixture(scope="module")
def filled(databases: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The records hold the invented archive."""
    from django.db import transaction
    from django.test import override_settings

    from careo.web.records.search import feeding

    databases.use("default")
    folder = tmp_path_factory.mktemp("site")
    site = {"name": "The Tidewater Record", "base_url": "https://tide.example"}
    with override_settings(CAREO_INDEX=folder / "index", CAREO_SITE=site):
        feeding.engine.cache_clear()
        with transaction.atomic():
            fill()
            yield
            transaction.set_rollback(True)
        feeding.engine.cache_clear()


@pytest.fixture
def client(filled: None) -> Iterator[Any]:
    """A reader's browser, as far as Django's test client is one."""
    from django.db import transaction
    from django.test import Client

    with transaction.atomic():
        yield Client()
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Served:
    """A running site: its address, its archive, and what a process beside it needs."""

    base: str
    folder: Path
    environment: dict[str, str]

    def run(self, code: str) -> None:
        """Runs Python in another process, on the same archive."""
        subprocess.run([sys.executable, "-c", code], check=True, env=self.environment)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(base: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError):
            urllib.request.urlopen(base, timeout=5).close()  # noqa: S310 - our own loopback
            return
        time.sleep(0.1)
    raise RuntimeError("the site did not come up")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The invented archive behind a real server with two processes."""
    folder = tmp_path_factory.mktemp("served") / "archive"
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment["CAREO_ARCHIVE"] = str(folder)
    # The package under test, wherever it was imported from.
    source = Path(careo.__file__).parents[1]
    environment["PYTHONPATH"] = os.pathsep.join((str(HERE.parents[1]), str(source)))
    fill_it = [sys.executable, str(HERE / "invented.py"), str(folder)]
    subprocess.run(fill_it, check=True, env=environment)
    port = _free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "2", "--blocking-threads", "1", "--no-log",
        "careo.web.config.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=environment)
    try:
        _wait(f"http://127.0.0.1:{port}/", server)
        yield Served(f"http://127.0.0.1:{port}", folder, environment)
    finally:
        server.terminate()
        server.wait(timeout=20)
