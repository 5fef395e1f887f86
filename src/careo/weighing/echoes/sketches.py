"""Finding likely echoes among many texts: sketches, and an index of them.

A sketch is a text's MinHash sample: of the hashes of its runs of words, those under a
fixed bound (mod-m sampling: Broder, "On the resemblance and containment of documents",
1997), at least `FEWEST` and at most `MOST` of them. All texts are sampled at one rate, so
what two of them have in common shows in both sketches whatever their lengths: a note of
100 words is found again in an article of 1,500, where signatures of a fixed size see two
texts that are hardly alike.

The index holds twelve bytes a sampled hash, in sorted runs that are merged as they grow
(O'Neil et al., "The log-structured merge-tree", 1996), and answers while it is filled.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from careo.authority.folding import folded
from careo.errors import CareoError

Hashes = NDArray[np.uint64]

WIDTH = 5
"""Words in a run: long enough that two texts rarely share one by chance."""
RATE = 8
"""One run in so many is sampled: a passage of 60 words leaves seven in both sketches."""
FEWEST, MOST = 16, 192
"""Sampled hashes of a text. From 1,536 runs on the rate falls, so that a text costs the
index at most 2.3 KB however long it is."""
LEAST_SHARED = 3
"""Sampled runs that two texts must share to be compared at all, 24 words or so; fewer
when a text has fewer."""
POSTINGS = 32
"""Texts looked at for one run, the first that came: what stands in more is boilerplate,
or an echo of those in any case."""
CANDIDATES = 24
"""Texts at most that one text is compared with, those that share most."""

WORDS_REMEMBERED = 100_000
"""Words whose hashes are kept at hand: 12 MB."""
BUFFER = 2_048
"""Texts held in a plain table before they become a sorted run."""

WORD = re.compile(r"\w+")
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_BASE = np.uint64(0x9E3779B97F4A7C15)
_BOUND = np.uint64(2**64 // RATE)


def words_of(text: str) -> list[str]:
    """The words of a text as copies are compared: case, accents and signs aside."""
    return WORD.findall(folded(text))


class _WordHashes(dict[str, int]):
    """Each word's hash, worked out once; forgets all when it has learned too many."""

    def __missing__(self, word: str) -> int:
        if len(self) >= WORDS_REMEMBERED:
            self.clear()
        data = word.encode("utf-8", "surrogatepass")
        self[word] = value = crc32(data) << 32 | crc32(data, 0x5EED)
        return value


_HASHES = _WordHashes()


def word_hashes(words: Sequence[str]) -> Hashes:
    """A number for each word, the same in every process, on every machine."""
    return np.fromiter(map(_HASHES.__getitem__, words), np.uint64, len(words))


def run_hashes(words: Sequence[str], width: int = WIDTH) -> Hashes:
    """A 64-bit hash for each run of `width` words, in order; of the whole when it is
    shorter; nothing for no words."""
    if not words:
        return np.empty(0, np.uint64)
    each = word_hashes(words)
    width = min(width, len(words))
    runs = len(words) - width + 1
    found = np.zeros(runs, np.uint64)
    for at in range(width):
        found = found * _BASE + mixed(each[at : at + runs])
    return mixed(found)


def mixed(values: Hashes) -> Hashes:
    """Every bit of a number spread over all of it (the finalizer of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * _MIX[0]
    values = (values ^ (values >> np.uint64(27))) * _MIX[1]
    return values ^ (values >> np.uint64(31))


@dataclass(frozen=True, slots=True)
class Sketch:
    """The sampled hashes of a text, ascending, as bytes: what a store keeps of it."""

    data: bytes

    @property
    def hashes(self) -> Hashes:
        """The hashes themselves. Raises CareoError for bytes that are no sketch."""
        if len(self.data) % 8 or len(self.data) > 8 * MOST:
            raise CareoError(f"{len(self.data)} bytes are no sketch")
        return np.frombuffer(self.data, np.uint64)

    def __len__(self) -> int:
        return len(self.data) // 8


def sketch_of(hashes: Hashes) -> Sketch:
    """The sample of these hashes, which may be in any order and repeat."""
    distinct = np.unique(hashes)
    kept = int(np.searchsorted(distinct, _BOUND))
    return Sketch(distinct[: min(max(kept, FEWEST), MOST)].tobytes())


def sketch(text: str) -> Sketch:
    """A text's sketch; empty for a text without words."""
    return sketch_of(run_hashes(words_of(text)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be an echo: its key and how many sampled runs are shared."""

    key: str
    shared: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Hashes in order and, for each, the number of the text that has it."""

    hashes: Hashes
    texts: NDArray[np.uint32]


class EchoIndex:
    """The sketches of an archive: those it is made with, and others one at a time."""

    def __init__(self, sketches: Iterable[tuple[str, Sketch]] = ()) -> None:
        self._keys: list[str] = []
        self._sizes: list[int] = []
        self._recent: dict[int, list[int]] = defaultdict(list)
        self._waiting = 0
        self._runs: list[_Run] = []
        self._load(sketches)

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def bytes_held(self) -> int:
        """What the sorted runs take; keys and the texts still waiting come on top."""
        return sum(run.hashes.nbytes + run.texts.nbytes for run in self._runs)

    def add(self, key: str, one: Sketch) -> tuple[Candidate, ...]:
        """The texts so far that may be echoes of this one, which is then held too. A text
        that has changed is added again: both its sketches lead to its key."""
        found = self.near(one, but=key)
        self.enter(key, one)
        return found

    def near(self, one: Sketch, *, but: str = "") -> tuple[Candidate, ...]:
        """The texts held that may be echoes, those that share most first, at most
        `CANDIDATES`; never the one with the key `but`."""
        hashes = one.hashes
        texts, shared = np.unique(self._holding(hashes), return_counts=True)
        least = np.minimum(LEAST_SHARED, len(hashes))
        if len(self._sizes) and len(texts):
            sizes = np.fromiter((self._sizes[number] for number in texts), np.int64, len(texts))
            least = np.minimum(least, sizes)
        enough = shared >= least
        texts, shared = texts[enough], shared[enough]
        order = np.lexsort((texts, -shared))
        found: dict[str, int] = {}
        for at in order:
            found.setdefault(self._keys[texts[at]], int(shared[at]))
        found.pop(but, None)
        return tuple(Candidate(key, count) for key, count in found.items())[:CANDIDATES]

    def _holding(self, hashes: Hashes) -> NDArray[np.uint32]:
        """The numbers of texts that have the hashes, once for every hash shared."""
        found = [_holders(run, hashes) for run in self._runs]
        recent = [number for h in hashes.tolist() for number in self._recent.get(h, ())[:POSTINGS]]
        return np.concatenate([*found, np.array(recent, np.uint32)])

    def enter(self, key: str, one: Sketch) -> None:
        """Holds a sketch without asking what it is like."""
        number = len(self._keys)
        self._keys.append(key)
        self._sizes.append(len(one))
        for each in one.hashes.tolist():
            self._recent[each].append(number)
        self._waiting += 1
        if self._waiting >= BUFFER:
            self._settle()

    def _load(self, sketches: Iterable[tuple[str, Sketch]]) -> None:
        """Holds many sketches at once, 65,536 to a run: a second for 100,000."""
        waiting = iter(sketches)
        while batch := list(islice(waiting, 32 * BUFFER)):
            first = len(self._keys)
            self._keys += [key for key, _ in batch]
            sizes = [len(one) for _, one in batch]
            self._sizes += sizes
            numbers = np.arange(first, first + len(batch), dtype=np.uint32)
            hashes = np.concatenate([one.hashes for _, one in batch])
            self._keep(_sorted(hashes, np.repeat(numbers, sizes)))

    def _settle(self) -> None:
        """What waits becomes a sorted run."""
        pairs = [(h, number) for h, numbers in self._recent.items() for number in numbers]
        hashes = np.fromiter((h for h, _ in pairs), np.uint64, len(pairs))
        texts = np.fromiter((number for _, number in pairs), np.uint32, len(pairs))
        self._recent.clear()
        self._waiting = 0
        self._keep(_sorted(hashes, texts))

    def _keep(self, run: _Run) -> None:
        """Adds a run; runs of like size become one."""
        self._runs.append(run)
        while len(self._runs) > 1 and len(self._runs[-2].texts) < 2 * len(self._runs[-1].texts):
            newer, older = self._runs.pop(), self._runs.pop()
            hashes = np.concatenate([older.hashes, newer.hashes])
            self._runs.append(_sorted(hashes, np.concatenate([older.texts, newer.texts])))


def _sorted(hashes: Hashes, texts: NDArray[np.uint32]) -> _Run:
    # Stable: texts with the same hash stay in the order in which they came.
    order = np.argsort(hashes, kind="stable")
    return _Run(hashes[order], texts[order])


def _holders(run: _Run, hashes: Hashes) -> NDArray[np.uint32]:
    starts = np.searchsorted(run.hashes, hashes, side="left")
    ends = np.minimum(np.searchsorted(run.hashes, hashes, side="right"), starts + POSTINGS)
    found = [run.texts[a:b] for a, b in zip(starts, ends, strict=True) if b > a]
    return np.concatenate(found) if found else np.empty(0, np.uint32)
