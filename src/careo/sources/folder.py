"""A folder of saved pages and archive files, walked in sorted order."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from careo.errors import RecordError
from careo.sources.files import file_origin, head_of, kind_of, reason_of, unknown
from careo.sources.pages import MEDIA_TYPES, page_item
from careo.sources.port import Origin, Source, SourceOptions
from careo.sources.single import failed
from careo.values import Item, Rejection

OpenFile = Callable[[Origin, Path, str, SourceOptions], Source]
"""Opens an archive file of a known kind; given by `opening`, which knows them all."""

_HOUSEKEEPING = frozenset(
    [
        *("readme", "origin", "license", "licence", "copying", "contributing", "changelog"),
        *("authors", "notice", "security", "code_of_conduct", "citation", "manifest"),
    ]
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?)$", re.IGNORECASE)
_BESIDE = re.compile(
    r"\.(?:ico|css|js|mjs|map|woff2?|ttf|otf|eot|mp[34]|webm|ogg"
    r"|wav|m4a|mov|avi|ya?ml|toml|ini|cfg|lock|py|sh|rb|php|scss|less|xsl|dtd|db|sqlite3?|cdxj?|log)$",
    re.IGNORECASE,
)


@dataclass
class FolderSource:
    """Everything in a folder: pages as captures, archive files through their own
    readers. Scripts and repository housekeeping are passed over; any other file that
    is no known kind gives a Rejection. Pictures belong to the pages that show them, and
    are told of as passed over only where nothing else is."""

    root: Path
    options: SourceOptions
    open_file: OpenFile
    passed_over: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._now = dt.datetime.now(dt.UTC)
        self._real_root = self.root.resolve()
        self._name = self.options.name or self._real_root.name

    @property
    def label(self) -> str:
        return str(self.root)

    @property
    def picture_root(self) -> Path:
        """Pictures lie within the folder (`KeepsPictures`)."""
        return self.root

    def items(self) -> Iterator[Item]:
        pictures: Counter[str] = Counter()
        is_empty = True
        for found in self._files(self.root):
            if isinstance(found, Path) and _PICTURE.search(found.name):
                pictures[found.suffix.lower()] += 1
                continue
            for item in (found,) if isinstance(found, Rejection) else self._file(found):
                is_empty = False
                yield item
        if is_empty:
            self.passed_over.update(pictures)

    def _files(self, folder: Path) -> Iterator[Path | Rejection]:
        try:
            entries = sorted(os.scandir(folder), key=lambda e: e.name)
        except OSError as error:
            self.passed_over[f"unreadable folder {folder}: {error.strerror}"] += 1
            return
        names = {e.name for e in entries}
        for entry in entries:
            try:
                yield from self._entry(entry, names)
            except OSError as error:  # a link that leads to itself, a file just removed
                yield Rejection(entry.path, reason_of(error))

    def _entry(self, entry: os.DirEntry[str], names: set[str]) -> Iterator[Path | Rejection]:
        path = Path(entry.path)
        if entry.name.startswith("."):
            self.passed_over["hidden"] += 1
        elif entry.is_dir(follow_symlinks=False):
            if _is_companion(entry.name, names):
                self.passed_over["parts of saved pages"] += 1
            else:
                yield from self._files(path)
        elif entry.is_symlink() and not self._inside(path):
            self.passed_over["links out of the folder"] += 1
        elif entry.is_file():
            yield path

    def _inside(self, path: Path) -> bool:
        # Not `resolve`: of a link that leads to itself, Python 3.11 and 3.12 make an error.
        try:
            real = Path(os.path.realpath(path))
            return real.is_relative_to(self._real_root) and not path.is_dir()
        except OSError:
            return False

    def _file(self, path: Path) -> Iterator[Item]:
        if is_housekeeping(path.name):
            self.passed_over["housekeeping"] += 1
            return
        if _BESIDE.search(path.name):
            self.passed_over[path.suffix.lower()] += 1
            return
        relative = path.relative_to(self.root)
        key = "/".join((self._name, *relative.parts))
        try:
            origin = file_origin(path, str(path), key, relative.parts[:-1])
            head = head_of(origin)
        except (RecordError, OSError) as error:
            yield failed(Origin(str(path), key, lambda: path.open("rb")), error)
            return
        yield from self._known(origin, path, head)

    def _known(self, origin: Origin, path: Path, head: bytes) -> Iterator[Item]:
        kind = kind_of(head, origin.suffix)
        if kind is None:
            yield Rejection(origin.place, unknown(head))
            return
        if kind in MEDIA_TYPES:
            yield page_item(origin, kind, self.options, self._now)
            return
        source = self.open_file(origin, path, kind, self.options)
        yield from source.items()
        self.passed_over.update(source.passed_over)


def is_housekeeping(name: str) -> bool:
    """Whether a file is about the folder and no article: README, ORIGIN.md, LICENSE.
    Only capital letters tell (`origin.md` may well be an article)."""
    stem = name.split(".", 1)[0]
    return stem.lower() in _HOUSEKEEPING and (stem.isupper() or stem.lower() == "readme")


def _is_companion(name: str, names: set[str]) -> bool:
    """The folder that a browser saves beside a page: `x_files` beside `x.html`."""
    stem = re.sub(r"[_ -](?:files|archivos|fichiers|dateien|arquivos)$", "", name)
    return stem != name and any(stem + end in names for end in (".html", ".htm"))
