"""What every reader offers and takes: `Source`, `SourceOptions`, `Cursor`."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol, runtime_checkable

from careo.errors import SourceError
from careo.values import Item, Json

MEGABYTE = 1024 * 1024


class Source(Protocol):
    """One archive that has been opened.

    `items()` streams what is in it and never raises for a bad record (that is a
    `Rejection`); it raises `SourceError` when the source as a whole cannot be
    walked any further (the site is down, the disk fails). `passed_over` counts,
    by reason, what was left aside on purpose (pictures, 404 responses); it grows
    while `items()` runs.
    """

    @property
    def label(self) -> str: ...

    @property
    def passed_over(self) -> Counter[str]: ...

    def items(self) -> Iterator[Item]: ...


@runtime_checkable
class KeepsPictures(Protocol):
    """A source of the user's own files: what its articles show may lie beside them.

    `picture_root` is the folder that pictures may lie in, at any depth; nothing outside
    it is looked at. `options` are those that it was opened with.
    """

    @property
    def picture_root(self) -> Path: ...

    @property
    def options(self) -> SourceOptions: ...


class Cursor(Protocol):
    """Where a live reader keeps how far it has come.

    A reader calls `set` only after its consumer came back for the next item, so
    a state never runs ahead of what the consumer has stored. States are small
    and JSON-able.
    """

    def get(self, name: str) -> Json | None: ...

    def set(self, name: str, state: Json) -> None: ...


class MemoryCursor:
    """A cursor that forgets at the end of the process."""

    def __init__(self) -> None:
        self.states: dict[str, Json] = {}

    def get(self, name: str) -> Json | None:
        return self.states.get(name)

    def set(self, name: str, state: Json) -> None:
        self.states[name] = state


class FileCursor:
    """A cursor in one JSON file, replaced whole at each step (safe to kill)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, name: str) -> Json | None:
        state = self._read().get(name)
        return state if isinstance(state, dict) else None

    def set(self, name: str, state: Json) -> None:
        states = self._read() | {name: state}
        fresh = self.path.with_suffix(self.path.suffix + ".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("w", encoding="utf-8") as out:
                json.dump(states, out, ensure_ascii=False, indent=1)
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(self.path)
        except OSError as error:
            raise SourceError(
                f"the resume state cannot be kept: {error}", where=str(fresh)
            ) from error

    def _read(self) -> Json:
        try:
            states = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise SourceError(
                f"the resume state is unreadable: {error}", where=str(self.path)
            ) from error
        return states if isinstance(states, dict) else {}


@dataclass(frozen=True)
class SourceOptions:
    """How to read a source; every field has a safe default.

    `columns` maps our field names (`title`, `content`, `url`, `published` …) to
    the source's own, for tables and front matter that the guess gets wrong.
    `name` goes before keys made from file names; default: the folder's name.
    `max_bytes` bounds one page or record. `rate` is requests a second to one
    host. `modified_after` is an ISO date or time. `follow` makes a live feed
    fetch the page behind every entry. `clock`-like seams live in the client.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    language: str = ""
    max_bytes: int = 20 * MEGABYTE
    allow_private: bool = False
    obey_robots: bool = True
    rate: float = 1.0
    timeout: float = 30.0
    contact: str = ""
    modified_after: str = ""
    follow: bool = False
    post_types: tuple[str, ...] = ("posts", "pages")
    cursor: Cursor = field(default_factory=MemoryCursor)


class Stream(Protocol):
    """Bytes read once from start to end."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True)
class Origin:
    """A file, or a stream in a file, as the readers are handed it.

    `place` names it in messages; `key` stands for it in capture keys; `open`
    gives its bytes from the start, each time anew.
    """

    place: str
    key: str
    open: Callable[[], IO[bytes]]
    suffix: str = ""
    parents: tuple[str, ...] = ()
    """Folder names from the root to the file, for dates kept in paths."""

    @property
    def name(self) -> str:
        return self.key.rsplit("/", 1)[-1]
