"""The bytes of the pictures that articles show: from beside the page, or fetched.

Pictures are asked for when the articles of a source are stored. Which way is open
depends on what the user named: an address is fetched from, a file or folder is not,
unless the user says so (`Mode`).
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Protocol, runtime_checkable
from urllib.parse import unquote, urljoin, urlsplit

from careo.errors import FetchError, FetchRefused, RecordError
from careo.sources.addresses import canonical
from careo.sources.client import Client
from careo.sources.files import file_origin
from careo.sources.picture_records import records_of
from careo.sources.pixels import MAX_BYTES, measure
from careo.sources.port import KeepsPictures, Source, SourceOptions
from careo.values import Capture, NoPicture, Picture, Stated, Wish


class Mode(StrEnum):
    """Where pictures may come from. `auto` fetches where the source is an address and
    looks beside the page where it is a file; `fetch` also fetches what is not there;
    `local` fetches nothing; `none` asks for no pictures."""

    AUTO = "auto"
    FETCH = "fetch"
    LOCAL = "local"
    NONE = "none"


CHUNK = 10_000
"""Wishes for pictures in one web archive that one pass over it answers."""

SILENT = 3
"""Requests in a row that a host may leave unanswered before it is left alone."""

MISSING = "not beside the page"
NOT_FETCHED = "not beside the page, and not fetched (--pictures fetch)"
_COMPANIONS = ("_files", "_archivos", "_fichiers", "_dateien", "_arquivos")
_IN_ARCHIVE = re.compile(r"^(?P<file>.+?)(?:!.*)?:offset \d+$")
_IN_FILE = re.compile(r":[^:/\\]*$")

Answer = tuple[Wish, Picture | NoPicture]


class Finder(Protocol):
    """Answers wishes, each once, in any order; raises nothing for one that fails.

    `reach` is how far it goes (`local`, `fetch`), so that one which goes further may
    be asked again for what could not be had.
    """

    @property
    def reach(self) -> str: ...

    def find(self, wishes: Iterable[Wish]) -> Iterator[Answer]: ...


@runtime_checkable
class Fetches(Protocol):
    """A source that is an address: what its articles show is fetched as they are."""

    @property
    def client(self) -> Callable[[], Client]: ...

    @property
    def options(self) -> SourceOptions: ...


def finder_of(source: Source, mode: Mode) -> Finder | None:
    """The finder for the articles of `source`; None when nothing is to be asked for."""
    if mode is Mode.NONE:
        return None
    if isinstance(source, Fetches):
        return None if mode is Mode.LOCAL else Fetching(source.client, source.options)
    if not isinstance(source, KeepsPictures):
        return None
    options = source.options
    beside = Beside(source.picture_root, options)
    if mode is not Mode.FETCH:
        return beside
    return Both(beside, Fetching(lambda: Client(options), options))


def checked(capture: Capture) -> Picture | NoPicture:
    """The capture as a picture, its media type replaced by what its bytes are; or why
    its bytes are none that is kept."""
    try:
        found = measure(capture.body)
    except RecordError as error:
        return NoPicture(error.reason, body=capture.body)
    known = replace(capture, media_type=found.media_type, stated=Stated())
    return Picture(known, found.width, found.height)


def address_of(wish: Wish) -> str | None:
    """The picture's web address; None when it has none."""
    try:
        return canonical(urljoin(wish.page, wish.url))
    except ValueError:
        return None


# --- fetched ----------------------------------------------------------------


class Fetching:
    """Fetches pictures through the one client, with its manners and limits."""

    reach = "fetch"

    def __init__(self, client: Callable[[], Client], options: SourceOptions) -> None:
        self._make, self._options = client, options
        self._client: Client | None = None
        self._silent: Counter[str] = Counter()

    def find(self, wishes: Iterable[Wish]) -> Iterator[Answer]:
        try:
            for wish in wishes:
                yield wish, self.one(wish)
        finally:
            self.close()

    def close(self) -> None:
        """Lets go of the connections."""
        if self._client is not None:
            self._client.__exit__(None, None, None)
            self._client = None

    def one(self, wish: Wish) -> Picture | NoPicture:
        """The answer to one wish."""
        address = address_of(wish)
        if address is None:
            return NoPicture("it has no web address", fault=False)
        host = urlsplit(address).netloc
        if self._silent[host] >= SILENT:
            return NoPicture("its site does not answer", final=False)
        try:
            found = self._fetched(address)
        except FetchRefused as error:
            return NoPicture(error.reason)
        except FetchError as error:
            self._silent[host] += 1
            return NoPicture(error.reason, final=False)
        failing = isinstance(found, NoPicture) and not found.final
        self._silent[host] = self._silent[host] + 1 if failing else 0
        return found

    def _fetched(self, address: str) -> Picture | NoPicture:
        if self._client is None:
            self._client = self._make()
        # Rules that cannot be had forbid everything, but perhaps not tomorrow.
        if self._options.obey_robots and not self._client.may_fetch(address):
            return NoPicture("robots.txt asks us not to fetch it", final=False)
        response = self._client.fetch(address, limit=MAX_BYTES)
        if not response.ok:
            reason = f"the site answers with status {response.status}"
            return NoPicture(reason, final=response.status < 500 and response.status != 429)
        return checked(
            Capture(
                key=address,
                body=response.body,
                media_type=response.media_type,
                locator=address,
                fetched=response.at,
                url=response.url,
                headers=response.headers,
            )
        )


# --- beside the page ----------------------------------------------------------


@dataclass
class Beside:
    """Pictures in the files that the user gave: saved beside the page, or records of
    the same web archive. No file outside `root` is looked at, whatever leads there."""

    root: Path
    options: SourceOptions
    reach = "local"

    def find(self, wishes: Iterable[Wish]) -> Iterator[Answer]:
        waiting = iter(wishes)
        while some := list(islice(waiting, CHUNK)):
            archived: dict[str, list[Wish]] = {}
            for wish in some:
                place = _IN_ARCHIVE.match(wish.locator)
                if place:
                    archived.setdefault(place["file"], []).append(wish)
                else:
                    yield wish, self._beside(wish)
            for file, wanted in archived.items():
                yield from self._in_archive(Path(file), wanted)

    def _beside(self, wish: Wish) -> Picture | NoPicture:
        page = _page_of(wish.locator)
        for path in candidates(wish, page, self.root):
            real = self._inside(path)
            if real is not None:
                return self._taken(wish, real, path)
        reason = NOT_FETCHED if address_of(wish) else MISSING
        return NoPicture(reason, final=False, fault=False)

    @cached_property
    def _real_root(self) -> Path:
        return self.root.resolve()

    def _inside(self, path: Path) -> Path | None:
        """The file that `path` leads to, when there is one within the root."""
        try:
            if not path.is_file():  # most are not there; one question tells
                return None
            real = path.resolve()
            return real if real.is_relative_to(self._real_root) else None
        except (OSError, RuntimeError, ValueError):  # a name no file can have, a link in a circle
            return None

    def _taken(self, wish: Wish, real: Path, path: Path) -> Picture | NoPicture:
        try:
            with real.open("rb") as file:
                body = file.read(MAX_BYTES + 1)
        except OSError as error:
            return NoPicture(f"cannot be read: {error.strerror}", final=False)
        address = address_of(wish)
        now = dt.datetime.now(dt.UTC)
        return checked(Capture(address or str(path), body, "", str(path), now, address))

    def _in_archive(self, file: Path, wishes: list[Wish]) -> Iterator[Answer]:
        wanted: dict[str, list[Wish]] = {}
        for wish in wishes:
            wanted.setdefault(address_of(wish) or "", []).append(wish)
        failed: dict[str, NoPicture] = {}
        origin = file_origin(file, str(file), file.name) if file.is_file() else None
        for capture in records_of(origin, self.options, frozenset(wanted)) if origin else ():
            found = checked(capture)
            if isinstance(found, NoPicture):
                failed[capture.key] = found
                continue
            yield from ((wish, found) for wish in wanted.pop(capture.key, ()))
        for address, unanswered in wanted.items():
            missing = failed.get(address) or NoPicture("not in the web archive", fault=False)
            yield from ((wish, missing) for wish in unanswered)


def _page_of(locator: str) -> Path:
    """The file that a record was read from: `pages/a.html`, `table.csv:12`."""
    path = Path(locator)
    try:
        whole = path.is_file()
    except (OSError, ValueError):
        whole = False
    return path if whole else Path(_IN_FILE.sub("", locator))


def candidates(wish: Wish, page: Path, root: Path) -> list[Path]:
    """Where the picture may lie, likeliest first; most of it will not be there.

    A relative address is meant from the page, and one on the page's own host was
    perhaps written so before it was made absolute. Mirrors keep `host/path` or `path`
    under one root. Browsers put what a page shows into a folder named like it.
    """
    try:
        picture, base = urlsplit(wish.url), urlsplit(wish.page)
    except ValueError:
        return []
    path = unquote(picture.path)
    name = posixpath.basename(path)
    if not name or "\0" in path:
        return []
    if not picture.netloc:
        within = root if path.startswith("/") else page.parent
        return [within / path.lstrip("/")]
    found = []
    if picture.netloc == base.netloc:
        folder = posixpath.dirname(unquote(base.path)) or "/"
        found.append(page.parent / posixpath.relpath(path, folder))
    found += [root / picture.netloc / path.lstrip("/"), root / path.lstrip("/")]
    found += [page.with_name(page.stem + end) / name for end in _COMPANIONS]
    return found


@dataclass
class Both:
    """What lies beside the page; the rest fetched."""

    beside: Beside
    fetching: Fetching
    reach = "fetch"

    def find(self, wishes: Iterable[Wish]) -> Iterator[Answer]:
        try:
            for wish, found in self.beside.find(wishes):
                missing = isinstance(found, NoPicture) and not found.fault
                yield wish, self.fetching.one(wish) if missing else found
        finally:
            self.fetching.close()
