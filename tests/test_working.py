from __future__ import annotations

import ctypes
import multiprocessing
import re
import subprocess
import sys

import pytest

from building import page, read_telling
from careo.working import Batch, Done, Failed, Stages, Workers, WorkOptions

THREADS = """
import ctypes, sys, tempfile, threading
from careo.working import keep_few_heaps
if "few" in sys.argv:
    keep_few_heaps()
barrier = threading.Barrier(13)
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
def work():
    libc.malloc(1000)
    barrier.wait()
    barrier.wait()
for _ in range(12):
    threading.Thread(target=work, daemon=True).start()
barrier.wait()
libc.fopen.restype = ctypes.c_void_p
libc.fclose.argtypes = [ctypes.c_void_p]
libc.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
with tempfile.NamedTemporaryFile() as file:
    stream = libc.fopen(file.name.encode(), b"w")
    libc.malloc_info(0, stream)
    libc.fclose(stream)
    print(file.read().decode())
"""


def heaps(*words: str) -> int:
    """How many heaps a process with twelve threads has."""
    done = subprocess.run(
        [sys.executable, "-c", THREADS, *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return len(re.findall(r"<heap nr=", done.stdout))


@pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_info"), reason="the C library is not glibc"
)
def test_threads_share_their_heaps_so_that_memory_does_not_grow_with_them() -> None:
    assert heaps() > 3
    assert heaps("few") <= 2


def outcomes(texts: list[str], **options: float) -> list[Done | Failed]:
    """What workers make of pages with those texts, two to a batch."""
    workers = Workers(WorkOptions(Stages(read_telling, "r1"), batch=2, **options))  # type: ignore[arg-type]
    pages = [page(number, text) for number, text in enumerate(texts)]
    found: list[Done | Failed] = []
    try:
        for at in range(0, len(pages), 2):
            while workers.full:
                found += (workers.take() or ((), []))[1]
            workers.give(Batch(tuple(pages[at : at + 2]), (("", 0), ("", 0))))
        while taken := workers.take():
            found += taken[1]
    finally:
        workers.close()
    return found


def test_workers_make_way_for_fresh_ones_and_lose_nothing() -> None:
    texts = [f"page {n} {'x' * n}" for n in range(12)]
    found = outcomes(texts, workers=1, recycle=4)
    assert [o.article.text for o in found if isinstance(o, Done)] == texts
    pids = [o.article.title for o in found if isinstance(o, Done)]
    assert [pids[0], pids[4], pids[8]] == [*dict.fromkeys(pids)]
    assert len(set(outcomes_pids(texts, recycle=100))) == 1


def outcomes_pids(texts: list[str], recycle: int) -> list[str]:
    found = outcomes(texts, workers=1, recycle=recycle)
    return [o.article.title for o in found if isinstance(o, Done)]


@pytest.mark.parametrize("fault", ["kill", "hang"])
def test_a_retiring_worker_that_dies_or_hangs_takes_only_its_record_along(fault: str) -> None:
    texts = [f"page {n}" for n in range(10)]
    texts[3] = fault  # in the last batch before the fresh workers
    found = outcomes(texts, workers=1, recycle=4, batch_seconds=4)
    assert [type(o).__name__ for o in found] == [*["Done"] * 3, "Failed", *["Done"] * 6]
    for process in multiprocessing.active_children():
        process.join(10)
    assert multiprocessing.active_children() == []
