"""The benchmark `echoes`: an invented archive, text by text, beside MinHash and LSH.

One text in ten copies an earlier one: whole with one word in thirty changed, its second
half between other words, or as a short part of a text ten times its length. Each side runs
in a fresh process of its own. The peer is rensa: 128 hashes of the runs of five words, 32
bands; its candidates count as found, unverified, where ours have been compared word by
word.
"""

from __future__ import annotations

import importlib.util
import math
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from multiprocessing import get_context
from zlib import crc32

from careo.measuring.bench import BenchReport, Row, resident

WORDS = 150
VOCABULARY = 30_000
WIDTH = 5
HASHES, BANDS = 128, 32
"""With four hashes a band, pairs from a Jaccard similarity of 0.42 on are likely found."""
COPIED = ("whole", "half", "part of a long text")
SIGNED, SIGNED_PLAINLY = 2_000, 20
"""Texts that signatures are timed on; plain Python gets fewer."""

Add = Callable[[str, str], Iterable[str]]
MakeFinder = Callable[[Callable[[str], str]], Add]
Sign = Callable[[str], object]


class InventedArchive:
    """Texts by number, the same ones every time, of words that are as unevenly frequent as
    those of a language (Zipf's law)."""

    def __init__(self) -> None:
        self._words = [f"v{number:x}" for number in range(VOCABULARY)]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))

    def origin(self, number: int) -> int | None:
        """The text that a text copies."""
        if number % 10 != 9 or number < 100:
            return None
        earlier = random.Random(number).randrange(number)  # noqa: S311 - nobody guesses it
        return earlier - 1 if earlier % 10 == 9 else earlier

    def copied(self, number: int) -> str:
        """How it does so."""
        return COPIED[number // 10 % len(COPIED)]

    def text(self, number: int) -> str:
        origin = self.origin(number)
        if origin is None:
            return " ".join(self._chosen(number, WORDS))
        words = self._chosen(origin, WORDS)
        kind = self.copied(number)
        if kind == "whole":
            changes = self._chosen(number, 1 + WORDS // 30)
            for at, change in enumerate(changes):
                words[at * 30 % WORDS] = change
        elif kind == "half":
            words = [*self._chosen(number, WORDS // 2), *words[WORDS // 2 :]]
        else:
            around = self._chosen(number, 9 * WORDS)
            words = [*around[: 4 * WORDS], *words, *around[4 * WORDS :]]
        return " ".join(words)

    def _chosen(self, number: int, count: int) -> list[str]:
        chance = random.Random(f"text {number}")  # noqa: S311 - invented, no secret
        return chance.choices(self._words, cum_weights=self._weights, k=count)


@dataclass(frozen=True, slots=True)
class Run:
    """One side over one archive: processor seconds for the first tenth and for all, bytes
    that the process grew by, and the share of copies found by how they copy."""

    first_tenth: float
    seconds: float
    grown: int
    recall: dict[str, float]
    wrong: int

    @property
    def exponent(self) -> float:
        """By which the time grows with the number of texts: 1 is in proportion."""
        return math.log10(self.seconds / self.first_tenth)


def bench_echoes(make_finder: MakeFinder, sign: Sign, *, documents: int) -> BenchReport:
    """Finds the copies among `documents` invented texts (from 1,000 on)."""
    archive = InventedArchive()
    texts = [archive.text(number) for number in range(SIGNED)]
    ours = _apart(make_finder, documents)
    peer = _apart(rensa_finder, documents) if _has_rensa() else None
    rows = [
        Row("texts, end to end", documents / ours.seconds, _rate(peer, documents), "texts/s"),
        Row("growth exponent", ours.exponent, peer.exponent if peer else None, "", "< 1.2"),
        Row("memory", ours.grown / documents, _bytes(peer, documents), "bytes/text"),
        *(
            Row(f"found: {kind}", share, peer.recall[kind] if peer else None, "share")
            for kind, share in ours.recall.items()
        ),
        Row("found and no copy", ours.wrong, peer.wrong if peer else None, "pairs"),
        Row("signatures beside plain Python", _signing(sign, texts), _plain(texts), "texts/s"),
    ]
    notes = [f"{documents:,} texts of {WORDS} words, a thirtieth of them ten times as long"]
    if peer:
        rows.append(
            Row(
                "signatures beside rensa", rows[-1].ours, _signing(rensa_signer(), texts), "texts/s"
            )
        )
    else:
        notes.append("rensa is not installed: no peer for finding")
    return BenchReport("echoes", tuple(rows), tuple(notes))


def _rate(run: Run | None, documents: int) -> float | None:
    return documents / run.seconds if run else None


def _bytes(run: Run | None, documents: int) -> float | None:
    return run.grown / documents if run else None


def _apart(make_finder: MakeFinder, documents: int) -> Run:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(run_finder, make_finder, documents).result()


def run_finder(make_finder: MakeFinder, documents: int) -> Run:
    """Gives every text to a finder, in order. Making the texts is not timed, unless the
    finder asks for one again."""
    archive = InventedArchive()
    add = make_finder(lambda key: archive.text(int(key)))
    add("0", archive.text(0))
    before = resident(os.getpid())
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    wrong = 0
    seconds = first = 0.0
    for number in range(1, documents):
        text = archive.text(number)
        started = time.process_time()
        keys = set(add(str(number), text))
        seconds += time.process_time() - started
        if number == documents // 10:
            first = seconds
        origin = archive.origin(number)
        if origin is not None:
            asked[archive.copied(number)] += 1
            found[archive.copied(number)] += str(origin) in keys
        wrong += sum(not _related(archive, number, int(key)) for key in keys)
    grown = resident(os.getpid()) - before
    return Run(first, seconds, grown, {kind: found[kind] / asked[kind] for kind in asked}, wrong)


def _related(archive: InventedArchive, one: int, other: int) -> bool:
    """Whether two texts have words from the same one: a copy of it, or copies of it."""
    return (archive.origin(one) or one) == (archive.origin(other) or other)


# --- the peers ------------------------------------------------------------------


def _has_rensa() -> bool:
    return importlib.util.find_spec("rensa") is not None


def _shingles(text: str) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[at : at + WIDTH]) for at in range(max(1, len(words) - WIDTH + 1))]


def rensa_signer() -> Sign:
    """Signs a text as rensa's own documentation does."""
    from rensa import RMinHash

    def sign(text: str) -> object:
        signature = RMinHash(num_perm=HASHES, seed=42)
        signature.update(_shingles(text))
        return signature

    return sign


def rensa_finder(text_of: Callable[[str], str]) -> Add:
    """rensa's index, asked and then filled with each text."""
    from rensa import RMinHashLSH

    del text_of  # its candidates are not compared
    sign = rensa_signer()
    index = RMinHashLSH(threshold=0.5, num_perm=HASHES, num_bands=BANDS)

    def add(key: str, text: str) -> Iterable[str]:
        signature = sign(text)
        found = [str(one) for one in index.query(signature)]
        index.insert(int(key), signature)
        return found

    return add


def plain_signature(text: str) -> Sequence[int]:
    """A MinHash signature as one writes it in plain Python: for each of 128 functions the
    least value that it gives to a run of words."""
    prime = (1 << 61) - 1
    chance = random.Random(1)  # noqa: S311 - hash functions, no secret
    functions = [(chance.randrange(1, prime), chance.randrange(prime)) for _ in range(HASHES)]
    values = [crc32(shingle.encode()) for shingle in _shingles(text)]
    return [min((a * value + b) % prime for value in values) for a, b in functions]


def _signing(sign: Sign, texts: Sequence[str]) -> float:
    """Texts a second of processor time."""
    sign(texts[0])
    started = time.process_time()
    for text in texts:
        sign(text)
    return len(texts) / max(time.process_time() - started, 1e-9)


def _plain(texts: Sequence[str]) -> float:
    return _signing(plain_signature, texts[:SIGNED_PLAINLY])
