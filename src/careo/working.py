"""Runs the stages over batches of records, here or in worker processes.

Whatever becomes of a worker, every record given has an outcome, and outcomes come
back in the order the batches were given.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pickle import PicklingError
from threading import Thread
from typing import Generic, TypeVar

from careo.annotating.annotator import Annotator
from careo.errors import CareoError
from careo.resolving.identity import Identity, identity_of
from careo.values import Annotations, Article, Capture

BATCH = 16
"""spaCy's own throughput peaks near here, and a lost batch is soon done again."""

QUEUE = 3
"""Batches under way per worker: one worked on, two waiting."""

BATCH_SECONDS = 900
"""A batch that takes longer has hung; its worker is ended like one that died."""


RECYCLE = 4_000
"""Records after which a worker makes way for a fresh one. spaCy forgets the words of each
batch, but its table of them only ever doubles, by 3 KB an article: measured, a worker went
from 242 to 259 MB in its 5,000th article. A fresh one costs three seconds, one per cent."""


@dataclass(frozen=True)
class Stages:
    """The stages as functions that a worker process can import.

    `read` turns a capture into an article or raises `ReadingError`; `annotator`
    makes the annotator, once per process, or is None when reading is all.
    """

    read: Callable[[Capture], Article]
    reader_version: str
    annotator: Callable[[], Annotator] | None = None

    def annotator_id(self) -> tuple[str, str] | None:
        """Name and version of the annotator; None without one."""
        if self.annotator is None:
            return None
        annotator = self.annotator()
        return annotator.name, annotator.version


def default_stages(*, annotate: bool = True) -> Stages:
    """Careo's own reading and annotating."""
    from careo.annotating.annotator import load_annotator
    from careo.reading.reader import READER_VERSION, read

    return Stages(read, READER_VERSION, load_annotator if annotate else None)


@dataclass(frozen=True)
class Done:
    """An article read from a capture; `identities` by local id. `annotations` is None
    when annotating was not asked for."""

    article: Article
    annotations: Annotations | None = None
    identities: tuple[tuple[str, Identity], ...] = ()


@dataclass(frozen=True)
class Failed:
    """Why no article could be read."""

    reason: str


@dataclass(frozen=True)
class WorkOptions:
    """How to work. `workers` 0 works in this process; `executor` makes the pool, and
    makes it anew after a crash (default: local processes)."""

    stages: Stages
    workers: int = 2
    executor: Callable[[int], Executor] | None = None
    batch: int = BATCH
    batch_seconds: float = BATCH_SECONDS
    recycle: int = RECYCLE


# --- in the worker ---------------------------------------------------------

Work = TypeVar("Work", Capture, Article)
"""A capture to read and annotate, or an article to annotate."""


def work(stages: Stages, batch: Sequence[Capture | Article]) -> list[Done | Failed]:
    """Reads and annotates a batch; one outcome per record, in order. Raises nothing
    that a record is to blame for."""
    read = [_read(stages, record) for record in batch]
    articles = [r for r in read if isinstance(r, Article)]
    if stages.annotator is None:
        return [Done(r) if isinstance(r, Article) else r for r in read]
    found = iter(_annotate(stages.annotator(), articles))
    return [_done(r, next(found)) if isinstance(r, Article) else r for r in read]


def _read(stages: Stages, record: Capture | Article) -> Article | Failed:
    if isinstance(record, Article):
        return record
    try:
        return stages.read(record).with_(key=record.key)
    except CareoError as error:
        return Failed(error.reason)
    except Exception as error:  # whatever the fault of one page, the build goes on
        return Failed(f"reading failed: {type(error).__name__}: {error}")


def _annotate(annotator: Annotator, articles: list[Article]) -> list[Annotations]:
    try:
        return annotator.annotate_many(articles)
    except CareoError:  # the annotator itself is unusable: no article's fault
        raise
    except Exception as error:  # find the one that is to blame; the others keep theirs
        if len(articles) > 1:
            return [found for one in articles for found in _annotate(annotator, [one])]
        return [Annotations(skipped=f"annotating failed: {type(error).__name__}: {error}")]


def _done(article: Article, annotations: Annotations) -> Done:
    identities = tuple((e.id, identity_of(e, article.language)) for e in annotations.entities)
    return Done(article, annotations, identities)


# --- the workers, seen from outside -----------------------------------------


def local_processes(workers: int) -> Executor:
    """A pool of fresh processes: nothing of this one is inherited, and none outlives it."""
    spawning = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=spawning, initializer=_begin_worker)


HEAPS = 2
"""glibc gives every thread a heap of its own, eight a core at most, and hands none of it
back. The search index starts new threads with each commit: measured over 3,000 articles
its process stood at 283 MB and grew; with two heaps it stays at 124 MB, no slower."""

_M_ARENA_MAX = -8  # malloc.h; mallopt(3)


def keep_few_heaps() -> None:
    """Keeps this process's memory from growing with its threads, where the C library
    is glibc; elsewhere it does nothing. Call before threads are started."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, HEAPS)


def one_thread_each() -> None:
    """Keeps numpy's matrices to the thread that multiplies them: processes share the cores
    out, and threads of theirs that wait for each other only heat them. An environment that
    says otherwise is obeyed. Call before numpy is loaded; processes begun later inherit it."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _begin_worker() -> None:
    keep_few_heaps()
    one_thread_each()
    _end_with_parent()


def _end_with_parent() -> None:
    # A worker holds both ends of its queue, so it would never notice that the main
    # process was killed, and wait for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        sentinel = parent.sentinel
        Thread(target=lambda: (wait([sentinel]), os._exit(1)), daemon=True).start()


@dataclass(frozen=True)
class Batch(Generic[Work]):
    """Records under way, with what the main process must remember of each."""

    records: tuple[Work, ...]
    notes: tuple[tuple[str, int], ...]
    """Per record: its fingerprint (or version), and its number in the hand-out."""


class Workers(Generic[Work]):
    """Runs batches in order, however many are under way; survives dying workers."""

    def __init__(self, options: WorkOptions) -> None:
        keep_few_heaps()  # in the main process too: its threads are the search index's
        self._options = options
        self._make = options.executor or local_processes
        self._pool: Executor | None = self._make(options.workers) if options.workers else None
        self._retired: list[BaseProcess] = []
        self._given = 0
        self._queue: deque[tuple[Batch[Work], Future[list[Done | Failed]] | None]] = deque()

    @property
    def full(self) -> bool:
        """Whether a batch must be taken before another is given."""
        return len(self._queue) >= max(1, self._options.workers * QUEUE)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._queue

    def give(self, batch: Batch[Work]) -> None:
        """Puts a batch under way."""
        if self._given >= self._options.recycle * self._options.workers:
            self._recycle()
        self._given += len(batch.records)
        self._queue.append((batch, self._submit(batch.records)))

    def take(self) -> tuple[Batch[Work], list[Done | Failed]] | None:
        """The oldest batch with its outcomes, waiting for it; None when there is none."""
        if not self._queue:
            return None
        batch, future = self._queue.popleft()
        outcomes = self._outcomes(future)
        if outcomes is None:
            self._renew()
            outcomes = self._carefully(batch.records)
            # The others under way died with the pool.
            self._queue = deque((b, self._submit(b.records)) for b, _ in self._queue)
        elif future is None:
            outcomes = work(self._options.stages, batch.records)
        return batch, outcomes

    def close(self) -> None:
        """Ends the workers; what is under way is dropped."""
        _kill(self._retired)
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _recycle(self) -> None:
        """Fresh workers for what comes; the old ones end with what they have."""
        if self._pool is None:
            return
        _kill(self._retired)  # done long since: the queue is short
        self._retired = _processes(self._pool)
        self._pool.shutdown(wait=False)
        self._pool, self._given = self._make(self._options.workers), 0

    def _submit(self, records: Sequence[Capture | Article]) -> Future[list[Done | Failed]] | None:
        if self._pool is None:
            return None
        try:
            return self._pool.submit(work, self._options.stages, records)
        except BrokenProcessPool:
            broken: Future[list[Done | Failed]] = Future()
            broken.set_exception(BrokenProcessPool())
            return broken

    def _outcomes(self, future: Future[list[Done | Failed]] | None) -> list[Done | Failed] | None:
        if future is None:
            return []
        try:
            return future.result(timeout=self._options.batch_seconds)
        except (BrokenProcessPool, TooLong, PicklingError):
            return None

    def _renew(self) -> None:
        pool, self._pool, self._given = self._pool, self._make(self._options.workers), 0
        _kill(self._retired)
        if pool is not None:
            _kill(_processes(pool))
            pool.shutdown(wait=True, cancel_futures=True)

    def _carefully(self, records: Sequence[Capture | Article]) -> list[Done | Failed]:
        """The batch alone in the pool; then halves of it, down to the one to blame."""
        outcomes = self._outcomes(self._submit(records))
        if outcomes is not None:
            return outcomes
        self._renew()
        if len(records) == 1:
            return [Failed("the worker process died or hung on it")]
        middle = len(records) // 2
        return self._carefully(records[:middle]) + self._carefully(records[middle:])


def _processes(pool: Executor) -> list[BaseProcess]:
    """A pool's processes, where it has some here. Once it is shut down it tells no more."""
    return list((getattr(pool, "_processes", None) or {}).values())


def _kill(processes: list[BaseProcess]) -> None:
    # A hung worker would be waited for, for ever.
    for process in processes:
        process.kill()
    processes.clear()
