"""Bytes as fetched, named by their SHA-256: records in `data/captures/`, packed with gzip,
and pictures in `media/pictures/`, as they are.

A file is complete or not there: it is written beside its place and moved. It is
there before any row speaks of it, so a killed process leaves at most a file that
nobody speaks of yet, which the next run finds and uses.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from dataclasses import asdict
from pathlib import Path

from careo.errors import StoreError
from careo.values import Stated

LEVEL = 6
"""gzip's own default; 9 costs twice the time for one per cent on HTML."""


def extension_of(media_type: str) -> str:
    """How the names of pictures of a kind end: `jpeg` for `image/jpeg`."""
    return media_type.removeprefix("image/")


def _place(path: Path, body: bytes) -> None:
    """Puts a whole file at `path`. Raises StoreError when the disk refuses."""
    fresh = path.with_name(f".{path.stem}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(body)
        fresh.replace(path)
    except OSError as error:
        raise StoreError(f"a capture cannot be kept: {error}", where=str(path)) from error


def _sweep(folder: Path) -> int:
    left = list(folder.glob("??/.*"))
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


class CaptureFiles:
    """The folder of captures."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes with that hash lie, or would."""
        return self._folder / sha256[:2] / f"{sha256}.gz"

    def write(self, body: bytes) -> str:
        """Keeps `body` and returns its SHA-256; does nothing when it is kept already.

        Raises StoreError when the disk refuses.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.path(sha256)
        if path.exists():
            return sha256
        # Without a time in the header, the same bytes make the same file.
        _place(path, gzip.compress(body, LEVEL, mtime=0))
        return sha256

    def write_stated(self, stated: Stated) -> str:
        """Keeps what the source states of a capture, as JSON; "" when that is nothing."""
        if stated == Stated():
            return ""
        data = json.dumps(asdict(stated), ensure_ascii=False, sort_keys=True, default=str)
        return self.write(data.encode("utf-8", "surrogatepass"))

    def read(self, sha256: str) -> bytes:
        """The bytes with that hash. Raises StoreError when they are gone or damaged."""
        path = self.path(sha256)
        try:
            body = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise StoreError(f"a capture cannot be read: {error}", where=str(path)) from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise StoreError("a capture does not match its hash", where=str(path))
        return body

    def sweep(self) -> int:
        """Removes what killed processes left half-written; returns how many files."""
        return _sweep(self._folder)


class PictureFiles:
    """The folder of pictures. They are packed already, so they lie there as they came."""

    def __init__(self, media: Path) -> None:
        self._folder = media / "pictures"

    def path(self, sha256: str, media_type: str) -> Path:
        """Where the picture with that hash lies, or would."""
        return self._folder / sha256[:2] / f"{sha256}.{extension_of(media_type)}"

    def write(self, body: bytes, media_type: str) -> str:
        """Keeps a picture and returns its SHA-256; does nothing when it is kept already.

        Raises StoreError when the disk refuses.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.path(sha256, media_type)
        if not path.exists():
            _place(path, body)
        return sha256

    def sweep(self) -> int:
        """Removes what killed processes left half-written; returns how many files."""
        return _sweep(self._folder)
