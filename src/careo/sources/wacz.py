"""WACZ: a zip of web archives with their indexes."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, cast

from careo.sources.files import SeekableMember
from careo.sources.port import Origin, SourceOptions
from careo.sources.warc import WarcSource
from careo.values import Item, Rejection

MAX_MEMBERS = 100_000


@dataclass
class WaczSource:
    """The WARC files within a WACZ. Nothing is unpacked to disk; members whose names
    lead out of the archive, or that unpack like a bomb, are refused."""

    origin: Origin
    options: SourceOptions
    passed_over: Counter[str] = field(default_factory=Counter)

    @property
    def label(self) -> str:
        return self.origin.place

    def items(self) -> Iterator[Item]:
        try:
            with self.origin.open() as stream, zipfile.ZipFile(stream) as archive:
                yield from self._members(archive)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            reason = f"not readable as WACZ (zip): {error}"
            yield Rejection(self.origin.place, reason, b"", self.origin.name)

    def _members(self, archive: zipfile.ZipFile) -> Iterator[Item]:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            yield self._reject("", f"holds more than {MAX_MEMBERS} members")
            return
        found = 0
        for member in members:
            if member.is_dir():
                continue
            if is_unsafe(member.orig_filename):
                yield self._reject(member.filename, "its name leads out of the archive: refused")
            elif re.search(r"\.w?arc(\.gz)?$", member.filename, re.IGNORECASE):
                found += 1
                source = WarcSource(self._member(archive, member), self.options)
                yield from source.items()
                self.passed_over.update(source.passed_over)
            else:
                self.passed_over["WACZ indexes and lists"] += 1
        if not found:
            yield self._reject("", "holds no WARC file")

    def _member(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Origin:
        place = f"{self.origin.place}!{member.filename}"

        def packed() -> int:
            return member.compress_size

        def opened() -> IO[bytes]:
            return cast("IO[bytes]", SeekableMember(lambda: archive.open(member), packed, place))

        return Origin(place, f"{self.origin.key}/{member.filename}", opened)

    def _reject(self, place: str, reason: str) -> Rejection:
        locator = f"{self.origin.place}!{place}" if place else self.origin.place
        return Rejection(locator, reason, b"", self.origin.name)


def is_unsafe(name: str) -> bool:
    """Whether a zip member's name is absolute, has a drive, or climbs upwards."""
    parts = re.split(r"[\\/]", name)
    return (
        name.startswith(("/", "\\")) or ".." in parts or re.match(r"^[A-Za-z]:", name) is not None
    )
