"""What a benchmark reports, and how a process is watched while it runs.

Machines are shared and noisy, so every figure stands beside a peer's figure from
the same run, as a ratio. Nothing here judges; the goals are printed for the reader.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

SAMPLE_SECONDS = 0.2
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison: `ours` against `peer`, both in `unit`; `goal` is for ours/peer
    unless `goal_is_absolute`, and then for `ours` itself."""

    measure: str
    ours: float
    peer: float | None
    unit: str
    goal: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.peer if self.peer else None


@dataclass(frozen=True, slots=True)
class BenchReport:
    """The rows of one benchmark, and what could not be measured and why."""

    name: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        rows = [{**asdict(row), "ratio": row.ratio} for row in self.rows]
        return {"bench": self.name, "rows": rows, "notes": list(self.notes)}

    def as_table(self) -> str:
        """A Markdown table, one line a row."""
        lines = ["| measure | ours | peer | ratio | goal |", "|---|---:|---:|---:|---|"]
        for row in self.rows:
            peer = "" if row.peer is None else f"{row.peer:,.4g}"
            ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
            lines.append(
                f"| {row.measure} ({row.unit}) | {row.ours:,.4g} | {peer} | {ratio} | {row.goal} |"
            )
        return "\n".join([*lines, *(f"- {note}" for note in self.notes)])


@dataclass(frozen=True, slots=True)
class Watched:
    """A finished process: wall seconds, exit code, and the largest resident size in
    bytes that it itself, and that any one of its descendants reached (sampled).

    `usual` sizes are the medians over the second half of the time: a peak belongs to one
    long article, and the more articles, the longer the longest.
    """

    seconds: float
    code: int
    peak_main_bytes: int
    peak_worker_bytes: int
    usual_main_bytes: int = 0
    usual_worker_bytes: int = 0

    @property
    def peak_process_bytes(self) -> int:
        """The largest of all."""
        return max(self.peak_main_bytes, self.peak_worker_bytes)


def watch(
    command: Sequence[str], *, timeout: float, env: Mapping[str, str] | None = None
) -> Watched:
    """Runs `command` to its end, sampling the memory of it and its descendants.

    Raises `subprocess.TimeoutExpired` after `timeout` seconds, the process killed.
    """
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - the caller names its own programs
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(env or {})},
    )
    main: list[int] = []
    worker: list[int] = []
    done = threading.Event()

    def sample() -> None:
        while not done.wait(SAMPLE_SECONDS):
            first, *others = (resident(pid) for pid in family(process.pid))
            main.append(first)
            worker.append(max(others, default=0))

    sampler = threading.Thread(target=sample, daemon=True)
    sampler.start()
    try:
        code = process.wait(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise
    finally:
        done.set()
        sampler.join()
    seconds = time.perf_counter() - started
    peaks = (max(sizes, default=0) for sizes in (main, worker))
    usual = (int(median(sizes[len(sizes) // 2 :] or [0])) for sizes in (main, worker))
    return Watched(seconds, code, *peaks, *usual)


def resident(pid: int) -> int:
    """Resident bytes of one process; 0 when it is gone or the system has no /proc.

    Pages of mapped files are left out: the search index maps its own, as many as it has,
    and the system takes them back whenever it likes.
    """
    try:
        statm = Path(f"/proc/{pid}/statm").read_text().split()
        return (int(statm[1]) - int(statm[2])) * PAGE  # proc(5): resident, shared
    except (OSError, IndexError, ValueError):
        return 0


def family(pid: int) -> list[int]:
    """A process and its descendants, as /proc tells them now."""
    found, pending = [], [pid]
    while pending:
        one = pending.pop()
        found.append(one)
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                pending.extend(int(child) for child in children.read_text().split())
            except OSError:
                continue
    return found
