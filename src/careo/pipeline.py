"""Calls the stages in order; decides nothing. The whole flow, once:

    for source in sources:                                   sources.opening
        for item in source.items():
            Term       → store.save_term
            Rejection  → store.reject                        rejected/, counted
            Capture    → store.known?  → unchanged, counted
                       → batch of ~16 ─┐
                                       ▼  (bounded queue, worker processes)
                         article     = read(capture)         reading.reader
                         annotations = annotate(articles)    annotating.annotator
                         identities  = identity_of(entity)   resolving.identity
                                       ▼  (main process, in the order of the source)
                         store.save(done)                    one transaction an article:
                                                             capture, version, entities,
                                                             mentions, findings, weighing
        for wish in store.wished(source):                    pictures that those articles show
            found = find(wish)                               sources.pictures
            store.save_picture(wish, found)                  its bytes, or why there are none
    store.finish                                             search index, rejected/ list

Results are stored in the order the source gave them, whichever worker was faster, so
that a build that was killed and run again ends as one that was not. A worker that dies
takes nothing along: its batches are run again, one record at a time if need be, and only
a record that kills its worker twice is rejected.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from itertools import islice
from typing import Protocol

from careo.errors import RecordError, SourceError
from careo.sources.pictures import Finder
from careo.sources.port import Cursor, Source
from careo.values import (
    Annotations,
    Article,
    Capture,
    Json,
    NoPicture,
    Picture,
    Rejection,
    Term,
    Wish,
)
from careo.working import Batch, Done, Failed, Workers, WorkOptions

BATCH_BYTES = 4_000_000
"""A batch closes early at this size, so that large records do not pile up."""


# --- what goes in and out --------------------------------------------------


class Found(StrEnum):
    """What the store says of a capture before any work is done on it."""

    NEW = "new"
    DONE = "done"
    REJECTED = "rejected"


class Saved(StrEnum):
    """What saving an article did."""

    NEW = "new"
    UPDATED = "updated"
    ANNOTATED = "annotated"
    """The text is what it was, but has been annotated anew."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Marks:
    """Who worked on a record: kept with it, so that a newer one does it again."""

    reader_version: str
    annotator: tuple[str, str] | None
    source: str = ""


class Store(Protocol):
    """Where a build puts what it finds. Every method may raise StoreError.

    Saving is one transaction per article and idempotent: what is there already
    changes nothing.
    """

    def known(self, key: str, fingerprint: str, marks: Marks) -> tuple[str, str]:
        """Whether this capture has been worked on (a `Found`); if it was rejected, why.
        Raises RecordError when the question itself is refused."""

    def save(self, capture: Capture, fingerprint: str, done: Done, marks: Marks) -> str:
        """Keeps capture, article and annotations (a `Saved`). Raises RecordError when this one
        cannot be kept."""

    def save_rejected(self, capture: Capture, fingerprint: str, reason: str, marks: Marks) -> None:
        """Keeps a capture that no article could be read from, in `rejected/` too. Raises
        RecordError when the capture cannot be kept."""

    def reject(self, rejection: Rejection) -> None:
        """Keeps a source's bad record in `rejected/`."""

    def save_term(self, term: Term) -> None:
        """Keeps what a source says of a tag or author."""

    def wished(self, source: str, reach: str) -> Iterator[Wish]:
        """The pictures that articles from `source` show and that are still to be had by
        one that looks as far as `reach`."""

    def save_picture(self, wish: Wish, found: Picture | NoPicture, reach: str, source: str) -> None:
        """Keeps a picture, or why there is none (what was at fault in `rejected/` too)."""

    def unannotated(self, annotator: tuple[str, str]) -> Iterator[tuple[int, Article]]:
        """Current versions (number and article) that this annotator has not read."""

    def save_annotations(self, version: int, done: Done, annotator: tuple[str, str]) -> None:
        """Replaces what is read in a version."""

    def resolve(self) -> int:
        """Works out identities anew; returns how many articles changed."""

    def weigh(self) -> int:
        """Decides anew what may be public; returns how many rows changed."""

    def settle(self) -> None:
        """Called now and then: a moment to feed the search index."""

    def finish(self) -> None:
        """Called at the end: brings what is derived from the records up to date."""

    def totals(self) -> Json:
        """How much there is: `articles`, `entities`, `mentions`."""


@dataclass
class Summary:
    """What a build did. An article that was read is new, updated or unchanged;
    `annotated` counts those that were annotated in this run, whichever they are.
    `pictures` counts those kept in this run. `rejected`, `passed_over` and `no_picture`
    count by reason, `faults` lists sources that could not be walked to their end."""

    read: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    annotated: int = 0
    terms: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    pictures: int = 0
    no_picture: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    articles: int = 0
    entities: int = 0
    mentions: int = 0
    seconds: float = 0.0

    def saved(self, saved: str, annotations: Annotations | None) -> None:
        """Counts an article that the store has taken (`saved` is a `Saved`)."""
        self.new += saved == Saved.NEW
        self.updated += saved == Saved.UPDATED
        self.unchanged += saved in (Saved.ANNOTATED, Saved.UNCHANGED)
        if saved != Saved.UNCHANGED:
            self.found(annotations)

    def found(self, annotations: Annotations | None) -> None:
        """Counts an article whose annotations were kept, or why it has none."""
        if annotations is None:
            return
        if annotations.skipped:
            self.skipped[annotations.skipped] += 1
        else:
            self.annotated += 1

    def as_json(self) -> Json:
        """The JSON of `careo build --json`."""
        # Not `asdict`: it makes a Counter of pairs out of a Counter.
        data = {f.name: getattr(self, f.name) for f in fields(self)}
        for name in ("rejected", "passed_over", "skipped", "no_picture"):
            data[name] = dict(sorted(data[name].items()))
        return data | {"seconds": round(self.seconds, 2)}


class Progress(Protocol):
    """Is told how a build goes on."""

    def __call__(self, source: str, summary: Summary) -> None: ...


def silent(source: str, summary: Summary) -> None:
    """Progress for those who do not watch."""


def fingerprint(capture: Capture) -> str:
    """A hash over the bytes and what the source states of them: the same record with
    another title column is another capture."""
    stated = asdict(capture.stated)
    text = json.dumps(stated, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(f"{capture.sha256}\n{text}".encode()).hexdigest()


class HeldCursor:
    """A source's cursor that never runs ahead of the store.

    A reader sets its state when it is asked for the next item, but by then the
    items before may still be with the workers. States are held back until
    everything that was handed out before them has been stored.
    """

    def __init__(self, kept: Cursor) -> None:
        self._kept = kept
        self._held: deque[tuple[int, str, Json]] = deque()
        self._now: dict[str, Json] = {}
        self._given = 0

    def get(self, name: str) -> Json | None:
        return self._now.get(name) or self._kept.get(name)

    def set(self, name: str, state: Json) -> None:
        self._now[name] = state
        self._held.append((self._given, name, state))

    def give(self) -> int:
        """Counts one item handed out; returns its number."""
        self._given += 1
        return self._given

    def stored(self, number: int) -> None:
        """Lets go of the states set when at most `number` items were handed out."""
        while self._held and self._held[0][0] <= number:
            _, name, state = self._held.popleft()
            self._kept.set(name, state)


# --- the commands ------------------------------------------------------------

FinderOf = Callable[[Source], Finder | None]


def no_pictures(source: Source) -> Finder | None:
    """For builds that ask for no pictures."""
    return None


def build(
    sources: Iterable[Source],
    store: Store,
    options: WorkOptions,
    progress: Progress = silent,
    cursor: HeldCursor | None = None,
    finder_of: FinderOf = no_pictures,
) -> Summary:
    """Adds what the sources hold to the store, read and annotated; returns what it did.

    `cursor` is the one that the sources were opened with, if any keeps one; `finder_of`
    gives what looks for the pictures of a source's articles.
    Raises StoreError when the store cannot go on. A source that breaks off is
    noted in `faults`; the next one follows.
    """
    began = time.monotonic()
    run = _Run(store, options, progress, cursor)
    try:
        for source in sources:
            run.source(source)
            run.pictures(source, finder_of(source))
    finally:
        run.workers.close()
    store.finish()
    totals = store.totals()
    run.summary.articles = totals["articles"]
    run.summary.entities = totals["entities"]
    run.summary.mentions = totals["mentions"]
    run.summary.seconds = time.monotonic() - began
    return run.summary


def _items(source: Source) -> Iterator[Capture | Term | Rejection]:
    """The source's items; what the system refuses it ends it as a fault of its own does."""
    try:
        yield from source.items()
    except OSError as error:
        raise SourceError(error.strerror or str(error), where=source.label) from error


class _Run:
    """One build under way."""

    def __init__(
        self,
        store: Store,
        options: WorkOptions,
        progress: Progress,
        cursor: HeldCursor | None,
    ) -> None:
        self.summary = Summary()
        self.workers: Workers[Capture] = Workers(options)
        self._store, self._options, self._progress = store, options, progress
        self._cursor = cursor
        self._label = ""
        stages = options.stages
        self._marks = Marks(stages.reader_version, stages.annotator_id())
        self._records: list[Capture] = []
        self._notes: list[tuple[str, int]] = []
        self._bytes = 0
        self._number = 0

    def source(self, source: Source) -> None:
        """Walks one source to its end, or to where it breaks off."""
        self._label = source.label
        self._marks = Marks(self._marks.reader_version, self._marks.annotator, source.label)
        try:
            for item in _items(source):
                self._item(item)
        except SourceError as error:
            self.summary.faults.append(str(error))
        self._flush()
        while self._take():
            pass
        self._let_go(self._number)
        self.summary.passed_over.update(source.passed_over)

    def pictures(self, source: Source, finder: Finder | None) -> None:
        """Asks for the pictures that the source's articles show."""
        if finder is None:
            return
        for wish, found in finder.find(self._store.wished(source.label, finder.reach)):
            self._store.save_picture(wish, found, finder.reach, source.label)
            if isinstance(found, NoPicture):
                self.summary.no_picture[found.reason] += 1
            else:
                self.summary.pictures += 1
            self._progress(self._label, self.summary)

    def _item(self, item: Capture | Term | Rejection) -> None:
        self._number = self._cursor.give() if self._cursor else self._number + 1
        if isinstance(item, Capture):
            self._capture(item)
        elif isinstance(item, Term):
            self._store.save_term(item)
            self.summary.terms += 1
        else:
            self._store.reject(replace(item, source=self._label))
            self.summary.rejected[item.reason] += 1
        if not self._records and self.workers.idle:
            self._let_go(self._number)
        self._progress(self._label, self.summary)

    def _capture(self, capture: Capture) -> None:
        self.summary.read += 1
        mark = fingerprint(capture)
        try:
            found, reason = self._store.known(capture.key, mark, self._marks)
        except RecordError as error:
            self._reject(capture, mark, error.reason)
            return
        if found == Found.DONE:
            self.summary.unchanged += 1
            return
        if found == Found.REJECTED:
            self.summary.rejected[reason] += 1
            return
        self._records.append(capture)
        self._notes.append((mark, self._number))
        self._bytes += len(capture.body)
        if len(self._records) >= self._options.batch or self._bytes >= BATCH_BYTES:
            self._flush()

    def _flush(self) -> None:
        if not self._records:
            return
        while self.workers.full:
            self._take()
        self.workers.give(Batch(tuple(self._records), tuple(self._notes)))
        self._records, self._notes, self._bytes = [], [], 0

    def _take(self) -> bool:
        taken = self.workers.take()
        if taken is None:
            return False
        batch, outcomes = taken
        for record, (mark, number), outcome in zip(
            batch.records, batch.notes, outcomes, strict=True
        ):
            self._save(record, mark, outcome)
            self._let_go(number)
            self._progress(self._label, self.summary)
        self._store.settle()
        return True

    def _save(self, capture: Capture, mark: str, outcome: Done | Failed) -> None:
        if isinstance(outcome, Failed):
            self._reject(capture, mark, outcome.reason)
            return
        try:
            saved = self._store.save(capture, mark, outcome, self._marks)
        except RecordError as error:
            self._reject(capture, mark, error.reason)
            return
        self.summary.saved(saved, outcome.annotations)

    def _reject(self, capture: Capture, mark: str, reason: str) -> None:
        try:
            self._store.save_rejected(capture, mark, reason, self._marks)
        except RecordError:  # not even as a capture: what is left is the list of bad records
            bad = Rejection(capture.locator, reason, capture.body, self._label)
            self._store.reject(bad)
        self.summary.rejected[reason] += 1

    def _let_go(self, number: int) -> None:
        if self._cursor:
            self._cursor.stored(number)


def annotate(store: Store, options: WorkOptions, progress: Progress = silent) -> Summary:
    """Annotates the stored articles that the present annotator has not read yet."""
    began = time.monotonic()
    summary = Summary()
    annotator = options.stages.annotator_id()
    if annotator is None:
        return summary
    workers: Workers[Article] = Workers(options)
    try:
        for batch in _batches(store.unannotated(annotator), options.batch):
            while workers.full:
                _save_annotations(workers, store, annotator, summary)
            workers.give(batch)
            progress("annotate", summary)
        while _save_annotations(workers, store, annotator, summary):
            progress("annotate", summary)
    finally:
        workers.close()
    store.finish()
    summary.seconds = time.monotonic() - began
    return summary


def _batches(rows: Iterator[tuple[int, Article]], size: int) -> Iterator[Batch[Article]]:
    while chosen := list(islice(rows, size)):
        notes = tuple((str(number), 0) for number, _ in chosen)
        yield Batch(tuple(article for _, article in chosen), notes)


def _save_annotations(
    workers: Workers[Article], store: Store, annotator: tuple[str, str], summary: Summary
) -> bool:
    taken = workers.take()
    if taken is None:
        return False
    batch, outcomes = taken
    for record, (version, _), outcome in zip(batch.records, batch.notes, outcomes, strict=True):
        done = (
            Done(record, Annotations(skipped=outcome.reason))
            if isinstance(outcome, Failed)
            else outcome
        )
        store.save_annotations(int(version), done, annotator)
        summary.found(done.annotations)
    store.settle()
    return True
