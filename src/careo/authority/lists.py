"""Lists of others beside the curated authority: who is on a sanctions list, a register.

A list's entries are found in texts like ours, under ids of their own (`ofac-12345`). They
never take a name or an id that one of ours bears. To be listed makes nobody public: see
`loader.is_curated`. The formats are in `list_formats`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from careo.authority import index, loader
from careo.authority.folding import folded
from careo.authority.list_formats import Listed, read_rows
from careo.authority.loader import Entry
from careo.errors import ConfigError, RecordError
from careo.values import EntityType

ENTRIES_LIMIT = 200_000
"""Entries of all lists together; what is more must be cut before."""
FAULTS_LIMIT = 1_000
NAMES_LIMIT = 50
"""Names that one entry may be found under."""
PERSON_WORDS, OTHER_WORDS, LETTERS = 3, 2, 8
"""What a listed name must have to be looked for: two words name many people, and one word
may be anything. Who is found wrongly would be called sanctioned."""
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Lists:
    """What some files hold: `entries` by id, and a line for each row left out. `version`
    changes with every byte of the files and is "" without any."""

    entries: MappingProxyType[str, Entry]
    faults: tuple[str, ...] = ()
    version: str = ""


_NONE = Lists(MappingProxyType({}))
_used: tuple[tuple[str, ...], Lists] = ((), _NONE)


def use_lists(paths: Sequence[str]) -> Lists:
    """Has this process look for the names of these files too, and of no others. Reads
    them once: again only for other paths. Raises ConfigError that names a file that
    cannot be read."""
    global _used  # noqa: PLW0603 - what is looked for is one thing in a process
    wanted = tuple(dict.fromkeys(paths))
    if wanted != _used[0]:
        _used = (wanted, read_lists([Path(path) for path in wanted]))
        loader.set_listed(_used[1].entries)
        index.forget()
    return _used[1]


def lists_in_use() -> Lists:
    """What `use_lists` read last; empty without any."""
    return _used[1]


def read_lists(paths: Sequence[Path]) -> Lists:
    """The entries of these files. A bad row is left out and told in `faults` with file
    and line. Raises ConfigError when a file cannot be read or there is too much."""
    if not paths:
        return _NONE
    entries: dict[str, Entry] = {}
    faults: list[str] = []
    ours = _our_names()
    for path in paths:
        for row in _rows(path):
            problem = row if isinstance(row, RecordError) else _add(row, entries, ours)
            if problem is not None and len(faults) < FAULTS_LIMIT:
                faults.append(str(problem))
            if len(entries) > ENTRIES_LIMIT:
                raise ConfigError(f"lists hold more than {ENTRIES_LIMIT} entries", where=str(path))
    return Lists(MappingProxyType(entries), tuple(faults), _version(paths))


def _rows(path: Path) -> Iterator[Listed | RecordError]:
    try:
        yield from read_rows(path)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the list cannot be read: {error}", where=str(path)) from None


def _add(row: Listed, entries: dict[str, Entry], ours: frozenset[str]) -> RecordError | None:
    """Takes the row in, under the names that may be looked for."""
    if row.id in entries or loader.is_curated(row.id):
        return RecordError(f"the id “{row.id}” is taken; left out", where=row.where)
    if any(folded(name) in ours for name in row.names):
        return None  # it is one of ours
    names = [name for name in row.names if _may_be_found(name, row.type)]
    if not names:
        return None  # nothing is wrong with it, but it cannot be told from namesakes
    name = names[0]
    entry = Entry(row.id, row.type, name, name, row.source, ())
    kept = tuple(dict.fromkeys(names))[:NAMES_LIMIT]
    entries[row.id] = replace(entry, names=kept, country=row.country, listed=row.source)
    return None


def _may_be_found(name: str, type_: EntityType) -> bool:
    words = _WORD.findall(name)
    least = PERSON_WORDS if type_ is EntityType.PERSON else OTHER_WORDS
    return len(words) >= least and sum(map(len, words)) >= LETTERS


def _our_names() -> frozenset[str]:
    return frozenset(folded(name) for e in loader.curated().values() for name in e.names)


def _version(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        for part in (path, *(path.with_name(n) for n in ("alt.csv", "add.csv"))):
            if part.is_file():
                with part.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:8]
