"""Careo's anonymous article page against a plain WordPress's, under the same load.

Both are asked over loopback by `wrk` (Debian's package) with the same number of
connections, in turn, in one run. WordPress is whatever listens at the address given;
the folder beside this repository's data has a script that serves Debian's.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import urllib.request
from dataclasses import dataclass

from careo.errors import MeasuringError
from careo.measuring.bench import BenchReport, Row

UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3}
WARM_SECONDS = 2


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
        _require_page(address)
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
    notes = () if peer else ("no WordPress address was given: no peer in this run",)
    return BenchReport("site", rows, (*notes, f"answers that were no success: {failed}"))


def _rate(loads: list[Load]) -> float:
    return statistics.median(load.rate for load in loads) if loads else 0.0


def _p99(loads: list[Load]) -> float:
    return statistics.median(load.p99 for load in loads) if loads else 0.0


def _require_page(address: str) -> None:
    if not address.startswith(("http://127.0.0.1", "http://localhost", "http://[::1]")):
        raise MeasuringError("load is only ever sent to this machine", where=address)
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - http only, above
            status = answer.status
    except OSError as error:
        raise MeasuringError(f"does not answer: {error}", where=address) from None
    if status != 200:
        raise MeasuringError(f"answers {status}", where=address)


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
