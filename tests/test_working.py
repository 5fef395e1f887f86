from __future__ import annotations

import ctypes
import re
import subprocess
import sys

import pytest

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
