"""Careo's anonymous article page against a plain WordPress's, under the same load.

Both are asked over loopback by `wrk` (Debian's package) with the same number of
connections, in turn, in one run. WordPress is whatever listens at the address given.
"""

from __future__ import annotations

import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from careo.errors import MeasuringError
from careo.measuring.bench import BenchReport, Row

UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3}
WARM_SECONDS = 2
START_SECONDS = 60
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ARTICLE = re.compile(r'href="(?:https?://[^/"]+)?(/news/[a-z0-9-]+/)"')


@dataclass(frozen=True, slots=True)
class Load:
    """Requests a second, 99th percentile in ms, and answers that were no success."""

    rate: float
    p99: float
    failed: int


def bench_site(
    ours: str, peer: str | None, *, connections: int = 16, seconds: int = 8, rounds: int = 3
) -> BenchReport:
    """Loads the two addresses in turn. Raises MeasuringError without `wrk`, or when an
    address does not answer with 200."""
    if shutil.which("wrk") is None:
        raise MeasuringError("the site benchmark needs wrk (Debian's package of that name)")
    addresses = [ours] if peer is None else [peer, ours]
    for address in addresses:
        page_at(address)
        _wrk(address, connections, WARM_SECONDS)
    loads: dict[str, list[Load]] = {address: [] for address in addresses}
    for _ in range(rounds):
        for address in addresses:
            loads[address].append(_wrk(address, connections, seconds))
    mine, theirs = loads[ours], loads[peer] if peer else []
    rows = (
        Row("article page, warm", _rate(mine), _rate(theirs), "requests/s", "ratio ≥ 30"),
        Row("article page, p99", _p99(mine), _p99(theirs), "ms", "< 20"),
    )
    failed = sum(load.failed for load in mine)
    notes = () if peer else ("no WordPress address was given (--peer): no peer in this run",)
    return BenchReport("site", rows, (*notes, f"answers that were no success: {failed}"))


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """Serves `archive` with `careo serve` on a free port of 127.0.0.1; yields the address
    of one of its articles. Raises MeasuringError when it does not come up in a minute."""
    port = _free_port()
    command = [sys.executable, "-m", "careo", "serve", "--archive", str(archive)]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        site = f"http://127.0.0.1:{port}"
        found = ARTICLE.search(_first_page(f"{site}/news/", process))
        if found is None:
            raise MeasuringError("the site lists no article", where=str(archive))
        yield site + found[1]
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _first_page(address: str, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            return page_at(address)
        except MeasuringError:
            time.sleep(0.25)
    raise MeasuringError("the site did not come up", where=address)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _rate(loads: list[Load]) -> float:
    return statistics.median(load.rate for load in loads) if loads else 0.0


def _p99(loads: list[Load]) -> float:
    return statistics.median(load.p99 for load in loads) if loads else 0.0


def page_at(address: str) -> str:
    """The page at a loopback address; raises MeasuringError for any other machine and
    for any answer but 200."""
    parts = urlsplit(address)
    if parts.scheme != "http" or parts.hostname not in LOOPBACK:
        raise MeasuringError("load is only ever sent to this machine", where=address)
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - http only, above
            return str(answer.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        raise MeasuringError(f"answers {error.code}", where=address) from None
    except OSError as error:
        raise MeasuringError(f"does not answer: {error}", where=address) from None


def _wrk(address: str, connections: int, seconds: int) -> Load:
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", address]
    done = subprocess.run(  # noqa: S603 - fixed program, checked address
        command, capture_output=True, text=True, timeout=seconds + 30, check=False
    )
    return parse_wrk(done.stdout)


def parse_wrk(printed: str) -> Load:
    """Reads what `wrk --latency` prints; raises MeasuringError when it is not that."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", printed)
    if not rate or not p99:
        raise MeasuringError("wrk printed no figures")
    failed = re.search(r"Non-2xx or 3xx responses:\s+(\d+)", printed)
    return Load(float(rate[1]), float(p99[1]) * UNITS[p99[2]], int(failed[1]) if failed else 0)
